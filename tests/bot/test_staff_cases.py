"""The therapist's work: the queue, claiming, replying, closing with exactly one ballot, and taking it back."""

import asyncio
import re
from html import unescape

import pytest
from aiohttp import ClientSession

from bot import jobs
from bot.staff.telling import who5_meaning
from storage import ballots
from tests.bot.conftest import Door
from tests.bot.talking import MOTHER, Visitor
from tests.bot.test_staff_counts import CONTACT
from tests.bot.test_staff_steps import claimed, conversation_in, form_of, log_in, read, somebody_waits


async def in_the_pool(door: Door) -> int:
    return len(await door.parts.house.database.read(ballots.pool))


async def test_the_queue_shows_enough_to_choose_and_nothing_written(door: Door) -> None:
    await somebody_waits(door, "Min mand drikker hver aften")
    door.clock.advance(minutes=12)
    browser = await log_in(door, "mette")
    page = await read(await browser.get("/personale"))
    assert "Mor" in page
    assert "3-11 år" in page
    assert "Dag 1 af 14" in page
    assert "Har ventet 13 minutter" in page
    assert "drikker" not in page


async def test_the_second_to_claim_is_told_by_whom(door: Door) -> None:
    await somebody_waits(door)
    second = await log_in(door, "anders")
    conversation = await conversation_in(second)
    await claimed(door, "mette")
    answer = await second.post(f"/personale/samtale/{conversation}/tag")
    assert answer.status == 422
    assert "Mette har taget samtalen." in await read(answer)
    answer = await second.get(f"/personale/samtale/{conversation}")
    assert answer.status == 403
    assert "Det er ikke din samtale." in await read(answer)


async def test_a_reply_reaches_the_visitor_and_its_seen_mark_comes_back(door: Door) -> None:
    cookie = await somebody_waits(door, "Hej <b>dér</b>\nlinje to")
    browser, conversation = await claimed(door)
    address = f"/personale/samtale/{conversation}"
    page = await (await browser.get(address)).text()
    assert "Hej &lt;b&gt;dér&lt;/b&gt;\nlinje to" in page
    assert "Hvem skriver" in page
    sent = await form_of(browser, address, f"{address}/svar") | {"text": "Godt, du skriver."}
    for _ in range(2):  # pressing twice is pressing once
        assert (await browser.post(f"{address}/svar", data=sent)).status == 200
    page = await read(await browser.get(address))
    assert page.count("Godt, du skriver.") == 1
    assert "Gemt" in page
    view = await door.visitors.view(cookie)
    assert view is not None
    assert view.talk is not None
    assert view.talk.messages[-1].text == "Godt, du skriver."
    assert "Set" in await read(await browser.get(address))


async def test_a_reply_that_is_too_long_stays_in_its_box(door: Door) -> None:
    await somebody_waits(door)
    browser, conversation = await claimed(door)
    answer = await browser.post(f"/personale/samtale/{conversation}/svar", data={"text": "æ" * 4001, "press": ""})
    assert answer.status == 422
    assert "æ" * 4001 in await answer.text()


async def test_handing_back_puts_it_in_the_queue_again(door: Door) -> None:
    await somebody_waits(door)
    browser, conversation = await claimed(door)
    answer = await browser.post(f"/personale/samtale/{conversation}/slip")
    assert answer.url.path == "/personale"
    assert "Tag samtalen" in await read(answer)


async def closed(door: Door) -> tuple[ClientSession, str, dict[str, str]]:
    """Somebody waited, and Mette has talked with them, counted and closed; the form as it was sent."""
    await somebody_waits(door)
    browser, conversation = await claimed(door)
    address = f"/personale/samtale/{conversation}"
    sent = await form_of(browser, address, f"{address}/luk") | {"duration": "15-30"}
    answer = await browser.post(f"{address}/luk", data=sent)
    assert answer.status == 200
    return browser, address, sent


async def test_closing_is_filled_in_from_the_screening_and_counts_once_however_often_it_is_pressed(door: Door) -> None:
    browser, address, sent = await closed(door)
    assert (sent["band"], sent["role"]) == ("3-11", "mother")
    for _ in range(2):
        answer = await browser.post(f"{address}/luk", data=sent)
        assert answer.status == 200
        said = await read(answer)
        assert "Samtalen er lukket" in said
        assert "15-30 min." in said
        assert f'action="{address}/fortryd"' in await answer.text()
        assert await in_the_pool(door) == 1


async def test_undo_takes_the_ballot_back_and_opens_the_conversation_and_twice_is_once(door: Door) -> None:
    browser, address, sent = await closed(door)
    for _ in range(2):
        answer = await browser.post(f"{address}/fortryd", data={"press": sent["press"]})
        assert answer.status == 200
        assert answer.url.path == address
        assert await in_the_pool(door) == 0


async def test_an_undo_after_the_ballot_was_tallied_says_so_and_changes_nothing(door: Door) -> None:
    browser, address, sent = await closed(door)
    await (await log_in(door, "karen")).post("/personale/registrering", data=CONTACT | {"times": "9"})
    assert await jobs.tally(door.parts.house) == 10
    answer = await browser.post(f"{address}/fortryd", data={"press": sent["press"]})
    assert answer.status == 422
    assert "Det kan ikke fortrydes mere." in await read(answer)
    answer = await browser.post(f"{address}/luk", data=sent)
    assert answer.status == 422
    assert "Den er kun talt med én gang." in await read(answer)
    assert await in_the_pool(door) == 0


async def test_an_undo_after_they_wrote_again_leaves_the_count_and_the_conversation(door: Door) -> None:
    cookie = await somebody_waits(door)
    browser, conversation = await claimed(door)
    address = f"/personale/samtale/{conversation}"
    sent = await form_of(browser, address, f"{address}/luk")
    assert (await browser.post(f"{address}/luk", data=sent)).status == 200
    await door.visitors.say(cookie, text="Hej igen", press="")
    answer = await browser.post(f"{address}/fortryd", data={"press": sent["press"]})
    assert answer.status == 422
    assert "er stadig talt med" in await read(answer)
    assert await in_the_pool(door) == 1


async def test_what_counts_is_pressed_with_another_value_than_what_is_stored_with_a_reply(door: Door) -> None:
    await somebody_waits(door)
    browser, conversation = await claimed(door)
    address = f"/personale/samtale/{conversation}"
    page = await (await browser.get(address)).text()
    presses = re.findall(r'name="press" value="([0-9a-f]{32})"', page)
    assert len(presses) == len(set(presses)) > 1


async def test_an_odd_registration_is_refused_and_nothing_is_closed(door: Door) -> None:
    await somebody_waits(door)
    browser, conversation = await claimed(door)
    address = f"/personale/samtale/{conversation}"
    registration = await form_of(browser, address, f"{address}/luk") | {"unit": "elsewhere", "duration": "60+"}
    answer = await browser.post(f"{address}/luk", data=registration)
    assert answer.status == 422
    assert re.search(r'value="60\+" selected', await answer.text())
    assert await in_the_pool(door) == 0


WELL = ("who5-cheerful", "who5-calm", "who5-active", "who5-rested", "who5-interested")


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ("32222", "WHO-5: 44 af 100 – risiko for depression eller stress"),
        ("11111", "WHO-5: 20 af 100 – høj risiko for depression eller stress"),
        ("44444", "WHO-5: 80 af 100 – intet tegn lige nu"),
        ("4", "WHO-5: ikke alle fem besvaret, derfor intet tal"),
    ],
)
async def test_well_being_is_one_line_with_its_meaning_and_the_answers_in_words_below(
    door: Door, given: str, line: str
) -> None:
    mother = await Visitor.arrive(door.visitors)
    told = dict(zip(WELL, given, strict=False))
    await mother.is_handed_over({**MOTHER, "wish": "talk", "more-wanted": "yes", "who5-wanted": "yes", **told})
    browser, conversation = await claimed(door)
    answer = await browser.get(f"/personale/samtale/{conversation}")
    page = await answer.text()
    below = page.split('<details class="who5">', 1)[1].split("</details>", 1)[0]
    assert line in unescape(below)
    assert "Glad og i godt humør" in below
    assert not re.search(r"<dd[^>]*>\s*\d\s*</dd>", below)
    assert "Ville svare på WHO-5" not in page


def test_where_the_meanings_of_well_being_change() -> None:
    assert [who5_meaning(points) for points in (0, 35, 36, 50, 51, 100)] == [
        "high",
        "high",
        "risk",
        "risk",
        "fair",
        "fair",
    ]


async def test_danger_is_first_and_said_with_a_sign(door: Door) -> None:
    await somebody_waits(door)
    door.clock.advance(hours=5)
    mother = await Visitor.arrive(door.visitors)
    await mother.is_handed_over({**MOTHER, "wish": "talk", "danger-now": "yes"})
    page = await (await (await log_in(door, "mette")).get("/personale")).text()
    first, second = page.split('<li class="card')[1:3]
    assert '<span class="sign" aria-hidden="true">!</span> Fare nu' in first
    assert "Fare nu" not in second


async def test_a_coordinator_is_kept_out_of_conversations_and_it_is_in_the_trail(door: Door) -> None:
    await somebody_waits(door)
    therapist = await log_in(door, "mette")
    conversation = await conversation_in(therapist)
    coordinator = await log_in(door, "karen")
    answer = await coordinator.get(f"/personale/samtale/{conversation}")
    assert answer.status == 403
    assert "Det har din rolle ikke adgang til." in await read(answer)
    trail = await read(await (await log_in(door, "ida")).get("/personale/administration/spor"))
    assert "Karen Blev afvist: har ikke adgang" in trail
    assert conversation in trail


async def test_everybody_lands_where_they_work(door: Door) -> None:
    assert (await (await log_in(door, "karen")).get("/personale")).url.path == "/personale/tal"
    assert (await (await log_in(door, "ida")).get("/personale")).url.path == "/personale/administration"


async def test_an_open_page_hears_that_something_changed(door: Door) -> None:
    await somebody_waits(door)
    browser = await log_in(door, "mette")
    async with browser.get("/personale/live") as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        assert await asyncio.wait_for(stream.content.readline(), 5) == b"retry: 3000\n"
        await asyncio.sleep(0.1)
        await somebody_waits(door)

        async def until_changed() -> None:
            while await stream.content.readline() != b"event: changed\n":
                pass

        await asyncio.wait_for(until_changed(), 5)


async def test_who_comes_back_after_the_goodbye_goes_on_with_a_contact_that_is_counted(door: Door) -> None:
    cookie = await somebody_waits(door)
    browser, conversation = await claimed(door)
    address = f"/personale/samtale/{conversation}"
    sent = await form_of(browser, address, f"{address}/luk")
    assert sent["kind"] == "contact"
    await browser.post(f"{address}/luk", data=sent)
    await browser.post(f"{address}/fortryd", data={"press": sent["press"]})
    sent = await form_of(browser, address, f"{address}/luk")
    assert sent["kind"] == "contact"  # it was taken back, so nothing is counted yet
    await browser.post(f"{address}/luk", data=sent)
    await door.visitors.say(cookie, text="Hej igen", press="")
    await browser.post(f"{address}/tag")
    sent = await form_of(browser, address, f"{address}/luk")
    assert sent["kind"] == "continued"


async def test_what_is_no_contact_is_counted_apart_from_the_page_to_the_file(door: Door) -> None:
    await somebody_waits(door)
    browser, conversation = await claimed(door)
    address = f"/personale/samtale/{conversation}"
    sent = await form_of(browser, address, f"{address}/luk")
    assert (await browser.post(f"{address}/luk", data=sent | {"kind": "test"})).status == 200
    karen = await log_in(door, "karen")
    for line in ("forkert nummer, tlf, 3-11", "2 x fortsat, tlf, 3-11", "tlf, 3-11"):
        assert (await karen.post("/personale/registrering", data={"line": line})).status == 200
    for _ in range(2):
        figures = await door.staff.figures(await door.session("karen"))
        (unit,) = [each for each in figures.units if each.unit == "0-11"]
        assert (unit.month, unit.year) == (1, 1)
        assert {str(kind): number for kind, number in unit.month_by_kind.items()} == {
            "contact": 1,
            "continued": 2,
            "test": 1,
            "wrong": 1,
        }
        await karen.post("/personale/registrering", data={"line": "10 x test, tlf, 12-16"})
        assert await jobs.tally(door.parts.house) in (15, 10)
    file = (await (await karen.get("/personale/tal/fil?format=csv")).read()).decode("utf-8-sig")
    assert "contacts;total;test;1;no" in file
    assert "contacts;total;wrong;1;no" in file
    assert "contacts;total;continued;2;no" in file
