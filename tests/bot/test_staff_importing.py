"""Bringing in an old sheet over real HTTP: columns, every line, all or knowingly less, once, and taken back whole."""

import re
from collections.abc import Iterable, Sequence
from html import unescape

from aiohttp import ClientResponse, ClientSession, FormData

from bot.desk.ballots import counted
from flows.counting import Ballot, Registration
from flows.vocabulary import AgeBand, Channel, Duration, Outcome, Role
from tests.bot.browsing import Page
from tests.bot.conftest import Door
from tests.bot.sheets.made import HEADER, LINES, xlsx
from tests.bot.test_staff_steps import log_in

SHEET = "/personale/registrering/ark"


async def opened(answer: ClientResponse) -> Page:
    return Page(status=answer.status, html=await answer.text(), headers={})


def sent_by(page: Page, action: str) -> dict[str, str]:
    """What a form would send as it stands: hidden boxes, chosen options, no ticks."""
    form = page.html.split(f'action="{SHEET}/{action}"', 1)[1].split("</form>", 1)[0]
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
        fields[name] = chosen.group(1) if chosen else ""
    return {name: unescape(value) for name, value in fields.items()}


async def brings(browser: ClientSession, content: bytes, name: str = "Registrering Mette.xlsx") -> Page:
    """Choose a file and send it."""
    form = FormData()
    form.add_field("file", content, filename=name, content_type="application/octet-stream")
    return await opened(await browser.post(f"{SHEET}/fil", data=form))


async def goes_on(browser: ClientSession, page: Page, action: str, **more: str) -> Page:
    """Press the button of the form on the page."""
    return await opened(await browser.post(f"{SHEET}/{action}", data=sent_by(page, action) | more))


async def reaches_the_lines(browser: ClientSession, content: bytes, **more: str) -> Page:
    page = await brings(browser, content)
    assert page.status == 200, page.words
    return await goes_on(browser, page, "linjer", **more)


async def waiting(door: Door) -> list[Ballot]:
    return list((await counted(door.parts.house)).untallied)


def sheet(lines: Iterable[Sequence[str]] = LINES) -> bytes:
    return xlsx([HEADER, *lines])


async def test_a_sheet_is_looked_at_shown_line_by_line_counted_and_taken_back(door: Door) -> None:
    browser = await log_in(door, "karen")
    assert "Der er ikke hentet noget ark ind endnu." in (await opened(await browser.get(SHEET))).words
    page = await brings(browser, sheet())
    assert page.status == 200
    assert {name: value for name, value in sent_by(page, "linjer").items() if name[0] == "c"} == {
        "channel": "",
        "c0": "month",
        "c1": "channel",
        "c2": "role",
        "c3": "years",
        "c4": "outcome",
        "c5": "duration",
    }
    page = await goes_on(browser, page, "linjer")
    assert page.status == 200
    assert "3 kontakter er klar til at blive talt med" in page.words
    assert "2 marts 2026 telefon, enhed 0-11, mor, 3-11, 7 år, råd, 15-30 min" in page.words
    assert await waiting(door) == []

    page = await goes_on(browser, page, "tael")
    assert page.status == 200
    assert "Arket er talt med 3 kontakter : marts 2026, april 2026" in page.words
    found = {each.month: each.registration for each in await waiting(door) if each.month == "2026-04"}
    assert found["2026-04"] == Registration(
        kind=found["2026-04"].kind,  # type: ignore[union-attr]
        channel=Channel.PHONE,
        unit="0-11",
        band=AgeBand.CHILD,
        years=10,
        role=Role.GRANDPARENT,
        outcome=Outcome.ADVICE,
        duration=Duration.SHORT,
    )
    assert (await door.staff.figures(await door.session("karen"))).year_total == 3

    page = await goes_on(browser, page, "fortryd")
    assert "Importen er fortrudt." in page.words
    assert await waiting(door) == []
    assert (await door.staff.figures(await door.session("karen"))).year_total == 0
