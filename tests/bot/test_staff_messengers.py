"""Telegram in the console: what became of each message, being told that something waits, and what is stuck."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.app import web_application
from bot.desk.notifying import link_chat
from bot.settings import Settings
from bot.staff.cases import said_through
from flows.vocabulary import Channel, Delivery, Direction
from storage.keys import Secret
from storage.outbox import OutboxState
from tests.bot.browsing import Browser
from tests.bot.conftest import Door
from tests.bot.test_desk_messengers import CHAT, arrives, has_a_chat, is_written, leaves
from tests.bot.test_staff_steps import claimed, conversation_in, log_in, read, somebody_waits
from tests.bot.test_web_talk import in_talk

NOTICES = "/personale/besked"
TELEGRAM = "/personale/administration/telegram"
ALL_GONE = "Alt er afsted."


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of a unit that serves Telegram."""
    monkeypatch.setenv("DOORSTEP_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("DOORSTEP_TELEGRAM_TOKEN", "424242:test-token-of-no-bot")
    return Settings.read()


async def case_of(door: Door) -> tuple[ClientSession, str, str]:
    """Mette has taken a conversation from the web: her browser, its id, and its page."""
    await somebody_waits(door)
    browser, conversation = await claimed(door)
    return browser, conversation, f"/personale/samtale/{conversation}"


def bubbles(page: str) -> list[str]:
    """The messages on a case's page, each with its marks."""
    return page.split('<div class="bubble')[1:]


# The case.


async def test_a_case_that_only_knows_the_web_says_nothing_of_doors(door: Door) -> None:
    browser, _, address = await case_of(door)
    page = await (await browser.get(address)).text()
    (only,) = bubbles(page)
    assert "via " not in only.split("</div>")[0]
    assert "vist, næste gang de kigger" in page
    assert 'class="notice' not in page


async def test_each_message_says_through_which_door_it_came_once_there_are_two(door: Door) -> None:
    browser, conversation, address = await case_of(door)
    await is_written(door.parts.house, conversation, "Fra min telefon", edited=True)
    await is_written(door.parts.house, conversation, "Svar", by=Direction.THERAPIST, channel=Channel.WEB)
    first, second, third = bubbles(await (await browser.get(address)).text())
    assert "· via nettet" in first
    assert "rettet" not in first
    assert "· via Telegram · rettet" in second
    assert "via " not in third


async def test_a_message_from_telegram_says_so_where_that_is_the_only_door(door: Door) -> None:
    _, conversation, _ = await case_of(door)
    sequence = await is_written(door.parts.house, conversation, "Fra min telefon")
    case = await door.staff.case(await door.session("mette"), conversation)
    only = replace(case, doors=(Channel.TELEGRAM,), messages=case.messages[-1:])
    assert said_through(only) == {sequence}


@pytest.mark.parametrize(
    ("delivery", "said"),
    [
        (None, "Gemt"),
        (Delivery.WAITING, "På vej"),
        (Delivery.DELIVERED, "Leveret"),
        (Delivery.PERHAPS_TWICE, "Leveret, måske to gange"),
        (Delivery.BLOCKED, "Kunne ikke leveres: Telegram er lukket for os"),
        (Delivery.FAILED, "Kunne ikke leveres"),
    ],
)
async def test_the_therapists_own_messages_say_what_became_of_them(
    door: Door, delivery: Delivery | None, said: str
) -> None:
    browser, conversation, address = await case_of(door)
    await has_a_chat(door.parts.house, conversation)
    await is_written(door.parts.house, conversation, "Svar", by=Direction.THERAPIST, delivery=delivery)
    own = bubbles(await (await browser.get(address)).text())[-1].split("</div>")[0]
    assert re.search(rf"\b{re.escape(said)}</(p|span)>", own), own
    undelivered = delivery in (Delivery.BLOCKED, Delivery.FAILED)
    assert ('<p class="undelivered"><span class="sign" aria-hidden="true">!</span>' in own) is undelivered
    assert ("Gemt" in own) is (delivery is None)
    assert ('title="Telegram svarede ikke på første forsøg.' in own) is (delivery is Delivery.PERHAPS_TWICE)


async def test_what_could_not_be_delivered_and_was_read_on_the_web_says_both(door: Door) -> None:
    cookie = await somebody_waits(door)
    browser, conversation = await claimed(door)
    await is_written(door.parts.house, conversation, "Svar", by=Direction.THERAPIST, delivery=Delivery.BLOCKED)
    assert await door.visitors.view(cookie) is not None
    own = bubbles(await (await browser.get(f"/personale/samtale/{conversation}")).text())[-1]
    assert "Kunne ikke leveres" in own
    assert "· Set" in own


async def test_a_blocked_chat_is_said_once_at_the_top(door: Door) -> None:
    browser, conversation, address = await case_of(door)
    blocked = "Nye svar når dem ikke der. Har de en kode, kan de stadig læse svarene på nettet."
    await has_a_chat(door.parts.house, conversation)
    page = await read(await browser.get(address))
    assert blocked not in page
    assert "sendt til dem på Telegram. Telegram kan læse det." in page
    await has_a_chat(door.parts.house, conversation, address=Secret(b"7300000002"), blocked=True)
    await has_a_chat(door.parts.house, conversation, blocked=True)
    page = await read(await browser.get(address))
    assert page.count(blocked) == 1
    assert page.index(blocked) < page.index("Beskeder")
    assert "sendt til dem på Telegram" not in page


async def test_a_chat_that_is_only_told_of_answers_is_named(door: Door) -> None:
    browser, conversation, address = await case_of(door)
    await has_a_chat(door.parts.house, conversation, only_nudges=True)
    page = await read(await browser.get(address))
    assert "På Telegram får de kun besked om, at der er svar." in page
    assert "vist, næste gang de kigger" in page


# Being told.


async def test_a_therapist_links_a_chat_with_a_text_that_is_shown_once(door: Door) -> None:
    browser = await log_in(door, "mette")
    queue = await (await browser.get("/personale")).text()
    assert f'<a href="{NOTICES}">Besked på Telegram</a>' in queue
    page = await read(await browser.get(NOTICES))
    for sentence in (
        "én neutral linje",
        "Der står aldrig, hvad det handler om.",
        "højst én linje hvert tiende minut og ingen i dine stille timer",
        "Telegram kender den konto, du bruger",
        "Ingen chat er koblet til",
    ):
        assert sentence in page
    answer = await browser.post(f"{NOTICES}/kode")
    shown = await answer.text()
    assert answer.headers["Cache-Control"] == "no-store"
    assert "gælder i 15 minutter og bliver kun vist denne ene gang" in shown
    (code,) = re.findall(r'<code id="chat-code">/start ([A-Z2-9-]{23})</code>', shown)
    assert code not in str(answer.url)
    again = await browser.get(answer.url.path)
    assert again.url.path == NOTICES
    page = await again.text()
    assert code not in page
    assert "Vi venter på din kode i Telegram." in page
    assert await link_chat(door.parts.house, CHAT, code)
    assert "En chat er koblet til" in await read(await browser.get(NOTICES))
    page = await read(await browser.post(f"{NOTICES}/fra"))
    assert "Ingen chat er koblet til" in page
    trail = await read(await (await log_in(door, "ida")).get("/personale/administration/spor"))
    assert "Mette Fik en kode til en chat" in trail
    assert "Mette Koblede sin chat fra" in trail


async def test_a_code_is_shown_to_nobody_else(door: Door) -> None:
    browser = await log_in(door, "mette")
    other = await log_in(door, "anders")
    answer = await browser.post(f"{NOTICES}/kode", allow_redirects=False)
    assert answer.status == 303
    where = answer.headers["Location"]
    assert "/start" not in await (await other.get(where)).text()
    assert "/start" in await (await browser.get(where)).text()


async def test_an_invitation_that_is_over_is_not_waited_for(door: Door) -> None:
    browser = await log_in(door, "mette")
    shown = await (await browser.post(f"{NOTICES}/kode")).text()
    (code,) = re.findall(r"/start ([A-Z2-9-]{23})", shown)
    door.clock.advance(minutes=15, seconds=1)
    assert "Vi venter på din kode" not in await read(await browser.get(NOTICES))
    assert not await link_chat(door.parts.house, CHAT, code)
    assert "Ingen chat er koblet til" in await read(await browser.get(NOTICES))


async def test_quiet_hours_are_set_and_odd_ones_stay_in_their_boxes(door: Door) -> None:
    browser = await log_in(door, "mette")
    assert "Stille timer" not in await (await browser.get(NOTICES)).text()
    await browser.post(f"{NOTICES}/kode")
    page = await (await browser.get(NOTICES)).text()
    assert 'name="quiet_from" type="time" value="19:00"' in page
    assert 'name="quiet_until" type="time" value="07:00"' in page
    page = await (await browser.post(f"{NOTICES}/stille", data={"quiet_from": "18.30", "quiet_until": "06:45"})).text()
    assert 'value="18:30"' in page
    answer = await browser.post(f"{NOTICES}/stille", data={"quiet_from": "aften", "quiet_until": "05:15"})
    assert answer.status == 422
    page = await answer.text()
    assert page.count("Skriv to klokkeslæt, for eksempel 19:00 og 07:00.") == 1
    assert 'value="aften"' in page
    assert 'value="05:15"' in page
    page = await (await browser.get(NOTICES)).text()
    assert 'value="18:30"' in page
    assert 'value="06:45"' in page


async def test_quiet_hours_for_a_chat_that_was_unlinked_meanwhile_are_refused_and_stay(door: Door) -> None:
    browser = await log_in(door, "mette")
    answer = await browser.post(f"{NOTICES}/stille", data={"quiet_from": "18:30", "quiet_until": "06:45"})
    assert answer.status == 422
    page = await answer.text()
    assert "Der er ikke koblet en chat til. Få en kode først." in page
    assert 'value="18:30"' in page


@pytest.mark.parametrize("login", ["karen", "ida"])
async def test_only_therapists_are_told(door: Door, login: str) -> None:
    browser = await log_in(door, login)
    assert (await browser.get(NOTICES)).status == 403
    for press in ("kode", "stille", "fra"):
        answer = await browser.post(f"{NOTICES}/{press}", data={})
        assert answer.status == 403
        assert "Det har din rolle ikke adgang til." in await read(answer)
    rows = await door.staff.trail(await door.session("ida"))
    assert [row.subject for row in rows if row.action == "refused-not-allowed"] == ["notices"] * 4


# What is stuck.


async def test_nothing_stuck_and_nothing_on_its_way(door: Door) -> None:
    browser = await log_in(door, "ida")
    page = await (await browser.get(TELEGRAM)).text()
    assert ALL_GONE in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]
    assert 'aria-current="page">Telegram</a>' in page
    assert "gået i stå" not in await (await browser.get("/personale/administration")).text()


async def test_what_is_on_its_way_is_counted_and_needs_no_hand(door: Door) -> None:
    await arrives(door.parts.house, aside=False)
    await leaves(door.parts.house, OutboxState.WAITING)
    await leaves(door.parts.house, OutboxState.SENDING)
    browser = await log_in(door, "ida")
    page = await read(await browser.get(TELEGRAM))
    for counted in ("Venter på os 1", "Lagt til side 0", "Venter på at blive sendt 1", "Bliver sendt nu 1"):
        assert counted in page
    assert "Kan aldrig leveres 0" in page
    assert ALL_GONE not in page
    assert "Smid væk" not in page
    assert "gået i stå" not in await read(await browser.get("/personale/administration"))


async def test_what_was_set_aside_is_explained_tried_again_and_thrown_away(door: Door) -> None:
    for _ in range(2):
        await arrives(door.parts.house, aside=True)
    browser = await log_in(door, "ida")
    assert "Noget er gået i stå på Telegram." in await read(await browser.get("/personale/administration"))
    page = await read(await browser.get(TELEGRAM))
    assert "Lagt til side 2" in page
    assert "noget, vi ikke kunne læse eller klare. Det ligger låst og stopper ingen." in page
    page = await read(await browser.post(f"{TELEGRAM}/igen"))
    assert "2 ting bliver prøvet igen nu." in page
    assert "Venter på os 2" in page
    assert "Der var ikke noget at prøve igen." in await read(await browser.post(f"{TELEGRAM}/igen"))
    await arrives(door.parts.house, aside=True)
    page = await read(await browser.post(f"{TELEGRAM}/smid"))
    assert "Én ting, der var lagt til side, er smidt væk." in page
    assert "Venter på os 2 Lagt til side 0" in page
    assert "Der var ikke noget at smide væk." in await read(await browser.post(f"{TELEGRAM}/smid"))
    trail = await read(await browser.get("/personale/administration/spor"))
    assert "Ida Prøvede noget fra Telegram igen 2" in trail
    assert "Ida Smed noget væk fra Telegram 1" in trail


async def test_what_can_never_be_delivered_is_thrown_away(door: Door) -> None:
    for _ in range(2):
        await leaves(door.parts.house, OutboxState.FAILED)
    browser = await log_in(door, "ida")
    assert "Noget er gået i stå på Telegram." in await read(await browser.get("/personale/administration"))
    assert "Kan aldrig leveres 2" in await read(await browser.get(TELEGRAM))
    page = await read(await browser.post(f"{TELEGRAM}/opgiv"))
    assert "2 beskeder, der ikke kunne leveres, er smidt væk." in page
    assert ALL_GONE in page


async def test_an_odd_address_says_nothing_was_done(door: Door) -> None:
    browser = await log_in(door, "ida")
    for odd in ("igen=-1", "igen=<b>", "smidt=", "opgivet=1234567"):
        page = await (await browser.get(f"{TELEGRAM}?{odd}")).text()
        assert 'role="status"' not in page


@pytest.mark.parametrize("login", ["karen", "mette"])
async def test_only_administrators_see_and_clear_what_is_stuck(door: Door, login: str) -> None:
    await arrives(door.parts.house, aside=True)
    browser = await log_in(door, login)
    assert TELEGRAM not in await (await browser.get("/personale")).text()
    answers = [await browser.get(TELEGRAM)]
    answers += [await browser.post(f"{TELEGRAM}/{press}") for press in ("igen", "smid", "opgiv")]
    assert [answer.status for answer in answers] == [403] * 4
    session = await door.session("ida")
    rows = await door.staff.trail(session)
    assert [row.subject for row in rows if row.action == "refused-not-allowed"] == ["telegram"] * 4
    assert (await door.staff.messenger(session)).aside == 1


# What holds everywhere.


async def test_no_page_shows_anything_of_a_chat(door: Door) -> None:
    browser, conversation, address = await case_of(door)
    house = door.parts.house
    tag = await has_a_chat(house, conversation, blocked=True)
    await is_written(house, conversation, "Svar", by=Direction.THERAPIST, delivery=Delivery.BLOCKED)
    (code,) = re.findall(r"/start ([A-Z2-9-]{23})", await (await browser.post(f"{NOTICES}/kode")).text())
    therapists_chat = Secret(b"7300000003")
    assert await link_chat(house, therapists_chat, code)
    await leaves(house, OutboxState.FAILED)
    pages = [await (await browser.get(path)).text() for path in ("/personale", address, NOTICES)]
    await browser.post(f"{NOTICES}/fra")
    administrator = await log_in(door, "ida")
    for path in ("/personale/administration", TELEGRAM, "/personale/administration/spor"):
        pages.append(await (await administrator.get(path)).text())
    hidden = (CHAT.reveal().decode(), tag.hex(), "7300000003", (await house.chat_tag(therapists_chat)).hex())
    for page in pages:
        assert not [each for each in hidden if each in page]


async def test_every_page_is_there_in_english_too(door: Door) -> None:
    await arrives(door.parts.house, aside=True)
    await leaves(door.parts.house, OutboxState.FAILED)
    await somebody_waits(door)
    conversation = await conversation_in(await log_in(door, "mette"))
    await claimed(door)
    await has_a_chat(door.parts.house, conversation, blocked=True)
    for login, path, said in (
        ("mette", NOTICES, "At most one line comes every ten minutes"),
        ("mette", f"/personale/samtale/{conversation}", "They have closed Telegram to us."),
        ("ida", TELEGRAM, "It lies locked and stops nobody."),
    ):
        browser = await log_in(door, login)
        await browser.post("/personale/sprog", data={"language": "en", "back": path})
        page = await read(await browser.get(path))
        assert said in page
        assert not re.search(r"[æøåÆØÅ]", page.replace("På dansk", ""))


async def test_the_visitor_sees_what_came_from_elsewhere_and_what_was_edited(door: Door) -> None:
    browser = Browser(door.browser())
    await in_talk(browser)
    await browser.presses("say", text="Skrevet her")
    conversation = await conversation_in(await log_in(door, "mette"))
    await is_written(door.parts.house, conversation, "Fra min telefon", edited=True)
    await is_written(door.parts.house, conversation, "Svar", by=Direction.THERAPIST)
    page = await browser.opens()
    here, there, answer = page.html.split("<article")[1:]
    assert "fra Telegram" not in here
    assert "rettet" not in here
    assert "· fra Telegram · rettet ·" in there
    assert "fra Telegram" not in answer


async def test_the_new_addresses_have_names(door: Door) -> None:
    ours = list(web_application(door.parts).router.resources())
    new = [each for each in ours if each.canonical.startswith((NOTICES, TELEGRAM))]
    assert len(new) == 9
    assert all(str(each.name).startswith("console-") for each in new)


class TestWithoutTelegram:
    """A unit without a token."""

    @pytest.fixture
    def settings(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
        """Settings without one."""
        monkeypatch.setenv("DOORSTEP_DATA_DIR", str(tmp_path / "data"))
        return Settings.read()

    async def test_nothing_is_said_of_it(self, door: Door) -> None:
        await arrives(door.parts.house, aside=True)
        therapist, administrator = await log_in(door, "mette"), await log_in(door, "ida")
        assert NOTICES not in await (await therapist.get("/personale")).text()
        assert TELEGRAM not in await (await administrator.get("/personale/administration")).text()
        assert (await therapist.get(NOTICES)).status == 404
        assert (await administrator.get(TELEGRAM)).status == 404
