"""The pages of the promise, as a leader, a therapist and a coordinator see them."""

import re
from html import unescape

from aiohttp import ClientSession

from storage import pretalks
from tests.bot.conftest import Door
from tests.bot.talking import MOTHER, Visitor


async def as_(door: Door, login: str) -> ClientSession:
    """Somebody's browser, logged in."""
    browser = door.browser()
    door.clock.advance(seconds=60)
    answer = await browser.post(
        "/personale/login",
        data={"login": login, "password": door.people[login].password, "one_time_code": door.one_time_code(login)},
    )
    assert answer.status == 200
    return browser


async def page(browser: ClientSession, path: str) -> str:
    answer = await browser.get(path)
    assert answer.status == 200, path
    return await answer.text()


async def somebody_waits(door: Door) -> None:
    visitor = await Visitor.arrive(door.visitors)
    await visitor.answers({**MOTHER, "wish": "pretalk"})
    await visitor.keeps_the_code()


async def test_a_leader_comes_in_at_the_clocks_and_is_led_nowhere_else(door: Door) -> None:
    await somebody_waits(door)
    door.clock.advance(days=11)
    lone = await as_(door, "lone")
    shown = await page(lone, "/personale")
    assert "Dag 12 af 14" in shown
    assert "Der er højst to dage tilbage." in shown
    assert "/personale/samtale/" not in shown
    assert (await lone.get("/personale/kalender")).status == 403


async def test_nobody_waiting_is_said_so(door: Door) -> None:
    assert "Ingen venter på en forsamtale lige nu." in await page(await as_(door, "lone"), "/personale/frister")


async def test_a_therapist_is_led_to_what_they_have_claimed(door: Door) -> None:
    await somebody_waits(door)
    mette = await as_(door, "mette")
    session = await door.session("mette")
    (row,) = await door.staff.queue(session)
    assert f"/personale/samtale/{row.conversation}" not in await page(mette, "/personale/frister")
    await door.staff.claim(session, row.conversation)
    assert f"/personale/samtale/{row.conversation}" in await page(mette, "/personale/frister")


async def test_a_wish_in_the_queue_leads_to_why_there_are_no_times(door: Door) -> None:
    await somebody_waits(door)
    mette = await as_(door, "mette")
    house = door.parts.house
    await house.write(
        lambda connection: pretalks.wish(
            connection, conversation_id=pretalks.wanted(connection)[0].conversation_id, today=house.today()
        )
    )
    queue = await page(mette, "/personale")
    link = re.search(r'href="(/personale/kalender/hvorfor[^"]+)"', queue)
    assert link is not None
    assert "<h2>Hvorfor ingen tider?</h2>" in await page(mette, unescape(link.group(1)))


async def test_the_forecast_has_a_sentence_a_table_and_a_picture_for_each_queue(door: Door) -> None:
    await somebody_waits(door)
    karen = await as_(door, "karen")
    shown = await page(karen, "/personale/frister/prognose")
    assert shown.count("<svg") == 2
    assert "Tiderne i 0-11 rækker de næste tre uger" in shown
    assert "Der er under to ugers tal at gå ud fra." in shown
    assert "Én venter på en tid nu." in shown
    with_more = await page(karen, "/personale/frister/prognose?flere=3")
    assert "Med 3 flere om ugen rækker tiderne i tre uger." in with_more
    assert 'value="3"' in with_more


async def test_a_number_that_is_none_gets_one_sentence(door: Door) -> None:
    karen = await as_(door, "karen")
    for typed in ("mange", "51", "-1"):
        answer = await karen.get("/personale/frister/prognose", params={"flere": typed})
        assert answer.status == 422
        assert "Skriv et tal mellem 0 og 50." in await answer.text()


async def test_how_the_promise_was_kept_is_told_in_counts(door: Door) -> None:
    lone = await as_(door, "lone")
    assert "Ingen vej til en forsamtale er slut endnu." in await page(lone, "/personale/frister/opgorelse")
    visitor = await Visitor.arrive(door.visitors)
    await visitor.answers({**MOTHER, "wish": "pretalk"})
    await visitor.keeps_the_code()
    await door.visitors.forget(visitor.cookie)
    shown = await page(lone, "/personale/frister/opgorelse")
    assert "0 % (0 af 1)" in shown or "100 % (1 af 1)" in shown
    assert "Opgivet" in shown
    assert (await (await as_(door, "mette")).get("/personale/frister/opgorelse")).status == 403
