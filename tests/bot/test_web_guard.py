"""What holds for every page of the visitor: headers, where a press may come from, the cookie, leaving, and its size."""

import re
from importlib import resources
from pathlib import Path

import pytest
from aiohttp import web

from bot.page import DoorCookie, Templates
from bot.settings import Settings
from bot.web.drawing import wording_ids
from bot.web.pages import add_to
from bot.wording import MissingText, Wording
from flows.vocabulary import Language
from tests.bot.browsing import Browser
from tests.bot.conftest import Door

ADDRESSES = ("/", "/ude", "/live", "/pretalk.ics", "/health", "/style.css", "/page.js", "/icon.svg", "/no-such-page")


@pytest.mark.parametrize("address", ADDRESSES)
async def test_every_answer_forbids_what_a_page_could_give_away(door: Door, address: str) -> None:
    async with door.browser().get(address) as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        if address not in ("/style.css", "/page.js", "/icon.svg"):
            assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "", "Origin": ""},
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://example.org"},
    ],
)
async def test_a_press_from_another_page_is_refused(door: Door, headers: dict[str, str]) -> None:
    async with door.browser().post("/", data={"do": "begin"}, headers=headers) as answer:
        assert answer.status == 403
        assert not answer.cookies
        assert "Det her kan ikke gøres herfra." in await answer.text()


async def test_errors_are_plain_and_offer_help(door: Door) -> None:
    missing = await Browser(door.browser()).opens("/no-such-page")
    assert missing.status == 404
    assert "Den side er her ikke." in missing.words
    assert "112" in missing.words
    huge = await Browser(door.browser()).posts({"do": "say", "text": "x" * 300_000})
    assert huge.status == 413
    async with door.browser().post("/", data=b"\xff", headers={"Content-Type": "multipart/form-data"}) as broken:
        assert broken.status == 400
    async with door.browser().put("/") as wrong:
        assert wrong.status == 405


async def test_to_look_again_at_an_address_that_takes_presses_is_to_look_at_its_page(door: Door) -> None:
    conversation = "/personale/samtale/00000000000000000000000000000000"
    for press in ("svar", "luk", "tag"):
        async with door.browser().get(f"{conversation}/{press}", allow_redirects=False) as answer:
            assert (answer.status, answer.headers["Location"]) == (303, conversation)
            assert answer.headers["Cache-Control"] == "no-store"
    async with door.browser().get("/personale/intet/svar", allow_redirects=False) as nowhere:
        assert nowhere.status == 404


async def test_no_page_needs_more_than_thirty_kilobytes_or_anything_from_elsewhere(door: Door) -> None:
    browser = Browser(door.browser())
    shared = 0
    for address in ("/style.css", "/page.js", "/icon.svg"):
        async with browser.client.get(address) as answer:
            shared += len(await answer.read())
    await browser.begins()
    for value in ("grandparent", "no", "25+", "advice"):
        await browser.presses("answer", value=value)
    page = await browser.opens()

    assert "Listen er fra 2016" in page.words
    assert shared + len(page.html.encode()) < 30 * 1024
    for tag, attributes in page.reader.attributes:
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        if tag in ("script", "link", "img", "iframe"):
            assert attributes.get("src", attributes.get("href", "/")).startswith("/")
    assert "<style" not in page.html
    assert re.search(r"<script(?! src=)", page.html) is None


async def test_title_and_icon_say_nothing(door: Door) -> None:
    browser = Browser(door.browser())
    page = await browser.opens()
    (title,) = re.findall("<title>(.*?)</title>", page.html)
    icon = (await browser.opens("/icon.svg")).html

    for word in ("BiBa", "alkohol", "stoffer", "rådgivning", "barn", "hjælp"):
        assert word.lower() not in title.lower()
        assert word.lower() not in icon.lower()


async def test_leaving_ends_the_session_and_shows_a_calendar_that_says_nothing(door: Door) -> None:
    browser = Browser(door.browser())
    await browser.begins()
    await browser.answers()
    code = await browser.keeps_the_code()
    page = await browser.presses("leave")
    assert "november 2026" in page.html
    for word in ("Skriv", "BiBa", "Forlad", "samtale", "112"):
        assert word not in page.words

    assert "november 2026" in (await browser.opens()).html  # Back
    assert "november 2026" in (await browser.posts({"do": "say", "text": "igen"})).html  # Back, and sent again
    await browser.presses("open")
    await browser.presses("enter", code=code)
    assert browser.page.has("say")


async def test_having_left_passes_by_itself(door: Door) -> None:
    """Nobody may be locked out of help by having pressed *leave now* once."""
    async with door.browser().post("/", data={"do": "leave"}, allow_redirects=False) as answer:
        (cookie,) = answer.cookies.values()

    assert 0 < int(cookie["max-age"]) <= 600


async def test_leaving_during_the_questions_deletes_what_was_answered(door: Door) -> None:
    browser = Browser(door.browser())
    await browser.begins()
    await browser.presses("answer", value="mother")
    await browser.presses("leave")
    await browser.presses("open")
    await browser.presses("begin")

    assert "Jeg er mor" not in " ".join(browser.page.words.split("Dine svar")[1:])


async def test_the_cookie_is_ours_alone_and_ends_with_the_browser(door: Door) -> None:
    async with door.browser().post("/", data={"do": "begin"}, allow_redirects=False) as answer:
        (cookie,) = answer.cookies.values()
        assert answer.status == 303
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert cookie["path"] == "/"
    assert not cookie["max-age"]
    assert not cookie["expires"]


def test_away_from_this_machine_the_cookie_is_bound_to_its_host(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert DoorCookie("door", settings).name == "door"
    monkeypatch.setenv("DOORSTEP_PUBLIC_URL", "https://example.org")
    abroad = DoorCookie("door", Settings.read())

    assert abroad.name == "__Host-door"
    assert abroad.secure


async def test_a_live_line_without_a_session_ends_at_once(door: Door) -> None:
    async with door.browser().get("/live") as answer:
        assert answer.headers["Content-Type"] == "text/event-stream"
        assert "event: over" in await answer.text()


async def test_a_live_line_says_that_something_changed_and_never_what(door: Door) -> None:
    browser = Browser(door.browser())
    await browser.begins()
    async with browser.client.get("/live") as line:
        await line.content.readuntil(b"\n\n")
        await browser.presses("answer", value="mother")
        assert await line.content.readuntil(b"\n\n") == b"event: changed\ndata:\n\n"


def test_every_text_a_template_names_is_found_and_every_needed_one_is_there() -> None:
    wording = Wording.load((Language.DANISH, Language.ENGLISH))
    named = Templates("bot.web").wording_ids()

    assert {"leave-now", "talk-claimed", "code-skip-know", "lost-text", "line-unsure"} <= named
    wording.require(named | wording_ids())


async def test_a_missing_text_stops_the_start(settings: Settings, tmp_path: Path, door: Door) -> None:
    folder = tmp_path / "wording"
    for language in ("da", "en"):
        (folder / language).mkdir(parents=True)
        for file in resources.files("bot.wording").joinpath(language).iterdir():
            lines = file.read_text(encoding="utf-8").splitlines()
            kept = "\n".join(line for line in lines if not line.startswith("leave-now ="))
            (folder / language / file.name).write_text(kept, encoding="utf-8")
    short = Wording.load((Language.DANISH, Language.ENGLISH), folder=folder)

    with pytest.raises(MissingText, match="leave-now"):
        add_to(web.Application(), desk=door.visitors, wording=short, settings=settings)
