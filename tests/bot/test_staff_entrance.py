"""Coming into the console: the wrong way, the right way, the language, and a session that ends with text in a box."""

import asyncio

from tests.bot.conftest import Door
from tests.bot.test_staff_steps import claimed, log_in, read, somebody_waits


async def test_without_a_session_every_page_asks_to_log_in(door: Door) -> None:
    browser = door.browser()
    for address in ("/personale", "/personale/kalender", "/personale/tal", "/personale/administration"):
        answer = await browser.get(address)
        assert answer.url.path == "/personale/login"
        assert answer.status == 200


async def test_a_wrong_password_gets_one_sentence_and_keeps_the_name(door: Door) -> None:
    answer = await door.browser().post(
        "/personale/login", data={"login": "mette", "password": "wrong", "one_time_code": "000000"}
    )
    assert answer.status == 422
    page = await answer.text()
    assert "Det passer ikke." in page
    assert 'value="mette"' in page
    assert "wrong" not in page


async def test_a_therapist_comes_to_the_queue(door: Door) -> None:
    browser = await log_in(door, "mette")
    answer = await browser.get("/personale/login")
    assert answer.url.path == "/personale"
    assert "Der er ingen i køen lige nu." in await read(answer)


async def test_the_language_follows_the_browser(door: Door) -> None:
    answer = await door.browser().get("/personale/login", headers={"Accept-Language": "de, en;q=0.8, da;q=0.5"})
    assert "One-time code" in await read(answer)
    answer = await door.browser().get("/personale/login", headers={"Accept-Language": "de"})
    assert "Engangskode" in await read(answer)


async def test_a_chosen_language_goes_before_the_browsers_and_leads_back(door: Door) -> None:
    browser = await log_in(door, "mette")
    choice = {"language": "en", "back": "/personale/kalender"}
    answer = await browser.post("/personale/sprog", data=choice, allow_redirects=False)
    assert answer.status == 303
    kept = answer.headers["Set-Cookie"]
    assert kept.startswith("staff-language=en; ")
    assert "HttpOnly" in kept
    assert "SameSite=Strict" in kept
    answer = await browser.get(answer.headers["Location"], headers={"Accept-Language": "da"})
    assert answer.url.path == "/personale/kalender"
    assert "Calendar" in await read(answer)


async def test_an_odd_language_or_way_back_is_not_believed(door: Door) -> None:
    browser = door.browser()
    for back in ("https://example.org/", "//example.org", "/personale\r\nX: y", ""):
        answer = await browser.post("/personale/sprog", data={"language": "xx", "back": back}, allow_redirects=False)
        assert answer.headers["Location"] == "/personale"
        assert "Set-Cookie" not in answer.headers
    assert "Engangskode" in await read(await browser.get("/personale/login"))


async def test_logging_out_ends_the_session(door: Door) -> None:
    browser = await log_in(door, "mette")
    answer = await browser.post("/personale/log-ud")
    assert answer.url.path == "/personale/login"
    assert (await browser.get("/personale")).url.path == "/personale/login"


async def test_a_reply_is_not_lost_when_the_session_has_ended(door: Door) -> None:
    await somebody_waits(door)
    browser, conversation = await claimed(door)
    door.clock.advance(hours=10)
    answer = await browser.post(f"/personale/samtale/{conversation}/svar", data={"text": "Kære du, tak.", "press": ""})
    assert answer.status == 422
    assert "Kære du, tak.</textarea>" in await answer.text()
    person = door.people["mette"]
    answer = await browser.post(
        "/personale/login",
        data={
            "login": "mette",
            "password": person.password,
            "one_time_code": door.one_time_code("mette"),
            "kept": "Kære du, tak.",
        },
    )
    assert "Kære du, tak.</textarea>" in await answer.text()
    assert (await browser.get("/personale")).url.path == "/personale"


async def test_a_press_from_another_page_is_refused(door: Door) -> None:
    browser = await log_in(door, "mette")
    answer = await browser.post(
        "/personale/log-ud", headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://example.org"}
    )
    assert answer.status == 403
    assert (await browser.get("/personale")).url.path == "/personale"


async def test_an_open_page_hears_nothing_more_when_its_session_has_ended(door: Door) -> None:
    browser = await log_in(door, "mette")
    async with browser.get("/personale/live") as stream:
        assert await asyncio.wait_for(stream.content.readline(), 5) == b"retry: 3000\n"
        await asyncio.sleep(0.1)
        await browser.post("/personale/log-ud")
        await somebody_waits(door)
        rest = await asyncio.wait_for(stream.content.read(), 5)
        assert b"changed" not in rest
