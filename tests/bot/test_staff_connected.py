"""The page of other calendars, the upload, and the private address: shown once, in no log, with no word of anyone."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from aiohttp import ClientSession, FormData, web

from bot.app import Parts, web_application
from bot.calendars.problems import LARGEST
from bot.logs import access_log_class
from flows.vocabulary import Place
from tests.bot.calendars.client import imported
from tests.bot.calendars.elsewhere import Elsewhere, running
from tests.bot.conftest import Door
from tests.bot.offering_steps import gets_a_time, has_nothing, puts_out
from tests.bot.test_desk_connected import DENTIST
from tests.bot.test_desk_offering import FIVE, THURSDAY, venue_of
from tests.bot.test_logs import Written, logged
from tests.bot.test_staff_steps import log_in, read

__all__ = ["logged"]

ADDRESS = "/personale/kalender/andre"


def upload(content: bytes, name: str = "file") -> FormData:
    form = FormData()
    form.add_field(name, BytesIO(content), filename="min kalender.ics", content_type="text/calendar")
    return form


# What blocks times


async def test_a_file_is_sent_read_and_taken_away_again(door: Door) -> None:
    mette = await has_nothing(door, "mette")
    await puts_out(door, mette)
    browser = await log_in(door, "mette")
    answer = await browser.post(f"{ADDRESS}/fil", data=upload(DENTIST))
    words = await read(answer)
    assert answer.status == 200
    assert "Læst. Du er optaget 1 gang i de næste 26 uger." in words
    assert "Sendt som fil" in words
    assert "kl. 17.00" not in await read(await browser.get("/personale/kalender/hvorfor"))
    (calendar,) = re.findall(r'name="calendar" value="([0-9a-f]+)"', await answer.text())
    answer = await browser.post(f"{ADDRESS}/fjern", data={"calendar": calendar})
    assert "Kalenderen er fjernet, og alt fra den er glemt." in await read(answer)
    assert "Ingen endnu." in await read(answer)
    answer = await browser.post(f"{ADDRESS}/fjern", data={"calendar": calendar})
    assert answer.status == 422
    assert "Den kalender er her ikke mere." in await read(answer)


async def test_a_bad_upload_is_one_sentence(door: Door) -> None:
    browser = await log_in(door, "mette")
    for content, said in (
        (upload(b"hello"), "Det er ikke en hel kalenderfil"),
        (upload(b""), "Vælg en fil først."),
        (upload(DENTIST, "other"), "Vælg en fil først."),
        ({"file": "text"}, "Vælg en fil først."),
        (upload(b"x" * (LARGEST + 1)), "Kalenderen fylder mere end 8 MB."),
    ):
        answer = await browser.post(f"{ADDRESS}/fil", data=content)
        assert answer.status == 422
        assert said in await read(answer)
    broken = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = await browser.post(f"{ADDRESS}/fil", data=b"nothing of the kind", headers=broken)
    assert answer.status == 400
    assert "Ingen endnu." in await read(await browser.get(ADDRESS))


async def test_a_large_file_is_taken_where_other_forms_are_kept_small(door: Door) -> None:
    browser = await log_in(door, "mette")
    large = DENTIST.replace(b"END:VEVENT", b"DESCRIPTION:" + b"x" * 2_000_000 + b"\r\nEND:VEVENT")
    answer = await browser.post(f"{ADDRESS}/fil", data=upload(large))
    assert "Læst. Du er optaget 1 gang" in await read(answer)
    assert (await browser.post(f"{ADDRESS}/adresse", data={"address": "x" * 300_000})).status == 413


async def test_a_file_from_somebody_elses_page_is_refused_unread(door: Door) -> None:
    browser = await log_in(door, "mette")
    answer = await browser.post(
        f"{ADDRESS}/fil",
        data=upload(DENTIST),
        headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
    )
    assert answer.status == 403
    assert "Ingen endnu." in await read(await browser.get(ADDRESS))


@pytest.fixture
async def elsewhere(door: Door, tmp_path: Path) -> AsyncIterator[tuple[Elsewhere, str]]:
    """Servers of the test's own, and the address of a console whose network leads to them."""
    async with running(tmp_path) as servers:
        parts: Parts = replace(door.parts, house=replace(door.parts.house, network=servers.network()))
        runner = web.AppRunner(web_application(parts), handler_cancellation=True, access_log_class=access_log_class())
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        door.address = f"http://{host}:{port}"
        yield servers, door.address
        for client in door.clients:
            await client.close()
        door.clients.clear()
        await runner.cleanup()


async def test_an_address_is_read_and_what_is_wrong_with_one_is_said_with_everything_but_the_password_kept(
    door: Door, elsewhere: tuple[Elsewhere, str], logged: Written
) -> None:
    servers, _ = elsewhere
    servers.outside.says("GET /kanariefugl.ics", DENTIST)
    servers.outside.says("GET /closed.ics", status=401)
    browser = await log_in(door, "mette")
    typed = {"address": servers.url("/closed.ics"), "name": "mette", "password": "kanariefugl"}
    answer = await browser.post(f"{ADDRESS}/adresse", data=typed)
    page = await answer.text()
    assert answer.status == 422
    assert "Serveren siger nej." in page
    assert f'value="{typed["address"]}"' in page
    assert 'value="mette"' in page
    assert "kanariefugl" not in page
    for address, said in (
        ("file:/" + "//etc/passwd", "Adressen kan ikke bruges."),
        (servers.url("/a.ics", "inside.example"), "Adressen fører ind i et lukket netværk."),
        (servers.url("/gone.ics"), "Der er ingen kalender på den adresse."),
    ):
        answer = await browser.post(f"{ADDRESS}/adresse", data={"address": address})
        assert answer.status == 422
        assert said in await read(answer)
    answer = await browser.post(f"{ADDRESS}/adresse", data={**typed, "address": servers.url("/kanariefugl.ics")})
    page = await answer.text()
    assert "Læst. Du er optaget 1 gang i de næste 26 uger." in page
    assert "calendar.example" in page
    assert "kanariefugl" not in page
    assert "kanariefugl" not in logged.text


# The private calendar


async def new_address(browser: ClientSession) -> str:
    answer = await browser.post(f"{ADDRESS}/privat")
    shown: str
    (shown,) = re.findall(r'<code id="feed-address">([^<]+)</code>', await answer.text())
    # It is shown this once: the page that said it says nothing the second time.
    assert shown not in await (await browser.get(answer.url.path)).text()
    assert shown not in await (await browser.get(ADDRESS)).text()
    return "/" + shown.split("/", 3)[3]


async def test_the_private_calendar_opens_without_a_login_and_says_nothing_of_anyone(door: Door) -> None:
    mette = await has_nothing(door, "mette")
    await puts_out(door, mette, venue=await venue_of(door, Place.UNIT))
    await gets_a_time(door, mette, THURSDAY, FIVE)
    path = await new_address(await log_in(door, "mette"))
    assert re.fullmatch(r"/personale/ics/[0-9a-f]{64}\.ics", path)
    stranger = door.browser()
    answer = await stranger.get(path)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    content = await answer.text()
    with imported(content.encode()) as calendar:
        (event,) = calendar.events()
        assert calendar.own()["X-WR-CALNAME"] == "Aftaler"
    assert (event["SUMMARY"], event["DTSTART"], event["DTEND"]) == ("Aftale", "20261126T160000Z", "20261126T170000Z")
    assert event["LOCATION"] == "Samtalerummet, Suhmsgade 4, 1., 1125 København K"
    for word in ("forsamtale", "mor", "mother", "0-11", "3-11", "mette", "alkohol", "doorstep", "terapeut", "køen"):
        assert word not in content.lower(), word
    english = door.browser(**{"Accept-Language": "en"})
    assert "SUMMARY:Appointment" in await (await english.get(path)).text()


async def test_what_has_not_changed_is_not_sent_again(door: Door) -> None:
    mette = await has_nothing(door, "mette")
    await puts_out(door, mette)
    path = await new_address(await log_in(door, "mette"))
    stranger = door.browser()
    first = await stranger.get(path)
    mark = first.headers["ETag"]
    door.clock.advance(hours=1)
    again = await stranger.get(path, headers={"If-None-Match": mark})
    assert (again.status, await again.read()) == (304, b"")
    await gets_a_time(door, mette, THURSDAY, FIVE)
    changed = await stranger.get(path, headers={"If-None-Match": mark})
    assert changed.status == 200
    assert changed.headers["ETag"] != mark


async def test_a_wrong_or_ended_address_is_not_there_whatever_it_looks_like(door: Door) -> None:
    browser = await log_in(door, "mette")
    old = await new_address(browser)
    new = await new_address(browser)
    stranger = door.browser()
    assert (await stranger.get(new)).status == 200
    answers = [
        await stranger.get(path)
        for path in (
            old,
            f"/personale/ics/{'0' * 64}.ics",
            f"/personale/ics/{new[15:-5]}.ics",
            "/personale/ics/kort.ics",
            "/personale/ics/ÆØÅ.ics",
            "/personale/ics/.ics",
        )
    ]
    assert {answer.status for answer in answers} == {404}
    assert len({await answer.text() for answer in answers}) == 1
    assert "Du har en privat adresse." in await read(await browser.get(ADDRESS))
    assert "Du har en privat adresse." not in await read(await browser.post(f"{ADDRESS}/privat/luk"))
    assert (await stranger.get(new)).status == 404


async def test_the_secret_of_an_address_is_in_no_log(
    door: Door, elsewhere: tuple[Elsewhere, str], logged: Written
) -> None:
    path = await new_address(await log_in(door, "mette"))
    secret = path.removeprefix("/personale/ics/").removesuffix(".ics")
    stranger = door.browser()
    for asked in (path, path + "?x=1", path + "/more", path.removesuffix(".ics"), path.upper()):
        await (await stranger.get(asked)).read()
    await (await stranger.post(path)).read()
    feeds = [line for line in logged.lines if line.get("route") == "console-feed"]
    assert [line["status"] for line in feeds[:2]] == [200, 200]
    assert secret not in logged.text
    assert secret.upper() not in logged.text
    assert "/ics/" not in logged.text
