"""Bringing in an old sheet over real HTTP: columns, every line, all or knowingly less, once, and taken back whole."""

import re
from collections.abc import Iterable, Sequence
from html import unescape
from io import BytesIO

from aiohttp import ClientResponse, ClientSession, FormData
from sqlalchemy import select

from bot import jobs
from bot.desk.ballots import counted
from flows.counting import Ballot, Registration
from flows.vocabulary import AgeBand, Channel, Duration, Outcome, Role
from storage import audit, ballots, imports
from storage.tables import held_sheets
from tests.bot.browsing import Page
from tests.bot.conftest import Door
from tests.bot.sheets.made import HEADER, LINES, separated, xlsx
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
    form.add_field("file", BytesIO(content), filename=name, content_type="application/octet-stream")
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


UNCLEAR = (
    ("i går", "Telefon", "Mor", "7", "Rådgivning", "20"),
    ("03-03-2026", "Telefon", "Mor", "12", "Møde aftalt", "20"),
    ("03-03-2099", "Telefon", "Mor", "7", "Rådgivning", "20"),
)


async def test_nothing_is_taken_unless_all_is_clear_or_the_rest_is_left_out_knowingly(door: Door) -> None:
    browser = await log_in(door, "karen")
    page = await reaches_the_lines(browser, sheet([*LINES, *UNCLEAR]))
    assert "3 linjer er ikke klare." in page.words
    for said in (
        'Linje 5: "i går" er ikke en dato eller en måned.',
        'Linje 6: "Møde aftalt" i "Resultat" er ikke valgt.',
        "Linje 7: marts 2099 er ikke begyndt endnu.",
    ):
        assert said in page.words
    page = await goes_on(browser, page, "tael")
    assert page.status == 422
    assert "3 linjer er ikke klare. Ret dem, eller sæt kryds ved at udelade dem." in page.words
    assert await waiting(door) == []

    page = await goes_on(browser, page, "tael", leave_out="1")
    assert page.status == 200
    assert len(await waiting(door)) == 3


async def test_what_a_word_means_is_chosen_and_the_lines_are_shown_again(door: Door) -> None:
    browser = await log_in(door, "karen")
    page = await reaches_the_lines(browser, sheet([*LINES, UNCLEAR[1], ("05-03-2026", "Brevdue", "Mor", "3", "", "")]))
    (held,) = [name for name, value in sent_by(page, "tael").items() if value == "?" and name.startswith("v4")]
    (pigeon,) = [name for name, value in sent_by(page, "tael").items() if value == "?" and name.startswith("v1")]
    page = await goes_on(browser, page, "tael", do="show", **{held: "pretalk_wanted", pigeon: "skipped"})
    assert page.status == 200
    assert "4 kontakter er klar til at blive talt med" in page.words
    assert "1 linje er valgt fra." in page.words
    assert "forsamtale ønsket" in page.words
    page = await goes_on(browser, page, "tael")
    assert page.status == 200
    assert Outcome.PRETALK_WANTED in {each.registration.outcome for each in await waiting(door)}  # type: ignore[union-attr]
    assert len(await waiting(door)) == 4


async def test_going_back_to_the_columns_keeps_what_was_chosen(door: Door) -> None:
    browser = await log_in(door, "karen")
    page = await reaches_the_lines(browser, sheet(), c5="", unit="12-24")
    page = await goes_on(browser, page, "tael", do="show")
    assert "enhed 12-24" in page.words
    page = await opened(await browser.post(f"{SHEET}/kolonner", data=sent_by(page, "tael")))
    sent = sent_by(page, "linjer")
    assert (sent["unit"], sent["c4"]) == ("12-24", "outcome")


async def test_columns_that_make_no_sense_together_are_refused_with_the_choices_kept(door: Door) -> None:
    browser = await log_in(door, "karen")
    page = await brings(browser, sheet())
    for change, sentence in (
        ({"c0": ""}, "Vælg den kolonne, der har dato eller måned."),
        ({"c1": "role"}, "To kolonner siger det samme."),
    ):
        refused = await goes_on(browser, page, "linjer", **change)
        assert (refused.status, sentence in refused.words) == (422, True)
        assert sent_by(refused, "linjer")["c4"] == "outcome"
    for change in ({"c1": "zzz"}, {"c1": "channel=zzz"}, {"channel": "zzz"}, {"c99": "channel"}, {"c-1": "role"}):
        refused = await goes_on(browser, page, "linjer", **change)
        assert refused.status in (422, 200)
        assert "zzz" not in refused.html
    assert await waiting(door) == []


async def test_a_column_about_somebody_cannot_be_chosen_whatever_is_sent(door: Door) -> None:
    browser = await log_in(door, "karen")
    lines = [
        (*HEADER, "Hvem var det"),
        *((*line, f"Kanariefugl {name}") for line, name in zip(LINES, "ABC", strict=True)),
    ]
    page = await brings(browser, xlsx(lines))
    assert "Her står noget, der ligner navne. Det er på linje 2. Kolonnen bliver ikke læst." in page.words
    assert "Kanarie" not in page.html
    page = await goes_on(browser, page, "linjer", c6="workplace")
    assert page.status == 422
    assert "Kanarie" not in page.html


async def test_the_same_content_is_counted_once_also_under_another_name_or_pressed_twice(door: Door) -> None:
    browser = await log_in(door, "karen")
    page = await reaches_the_lines(browser, sheet())
    assert (await goes_on(browser, page, "tael")).status == 200
    again = await goes_on(browser, page, "tael")
    assert again.status == 422
    for content in (sheet(), separated([HEADER, *LINES], encoding="cp1252")):
        page = await reaches_the_lines(browser, content)
        assert "Dette ark er allerede hentet ind mandag den 23. november." in page.words
        page = await goes_on(browser, page, "tael")
        assert (page.status, "Dette ark er allerede hentet ind 23.11.2026." in page.words) == (422, True)
    assert len(await waiting(door)) == 3

    page = await opened(await browser.get(SHEET))
    assert "mandag den 23. november 3 kontakter marts 2026 – april 2026" in page.words
    page = await goes_on(browser, page, "fortryd")
    assert await waiting(door) == []
    page = await reaches_the_lines(browser, sheet())
    assert (await goes_on(browser, page, "tael")).status == 200
    assert len(await waiting(door)) == 3


async def test_after_a_week_the_months_are_closed_with_their_quarter_and_nothing_is_taken_back(door: Door) -> None:
    many = [(f"{day:02}-0{month}-2026", *LINES[0][1:]) for month in (7, 8) for day in range(1, 13)]
    this_month = [("02-11-2026", *LINES[0][1:])]
    browser = await log_in(door, "karen")
    page = await goes_on(browser, await reaches_the_lines(browser, sheet([*many, *this_month])), "tael")
    undo = sent_by(page, "fortryd")
    house = door.parts.house
    await jobs.run_once(house)
    assert await house.database.read(ballots.published) == ()
    assert len(await waiting(door)) == 25

    door.clock.advance(days=7)
    await jobs.run_once(house)
    assert {row.period for row in await house.database.read(ballots.published)} == {"2026-07", "2026-08", "2026-Q3"}
    assert [each.month for each in await waiting(door)] == ["2026-11"]
    (row,) = await house.database.read(imports.every)
    assert (row.envelope, sum(row.counts.values())) == (None, 25)
    browser = await log_in(door, "karen")
    assert (await door.staff.figures(await door.session("karen"))).year_total == 25
    page = await opened(await browser.post(f"{SHEET}/fortryd", data=undo))
    assert (page.status, "Der er ikke mere at fortryde her." in page.words) == (422, True)

    page = await reaches_the_lines(browser, sheet([("13-07-2026", *LINES[0][1:])]))
    assert "Linje 2: juli 2026 er lukket, og tallene står fast." in page.words
    await jobs.run_once(house)
    assert (await door.staff.figures(await door.session("karen"))).year_total == 25


async def test_five_thousand_lines_are_counted_and_taken_back(door: Door) -> None:
    header = (*HEADER, "Antal")
    lines = [(f"{1 + at % 28:02}-{1 + at % 10:02}-2026", *LINES[at % 3][1:], "1") for at in range(5000)]
    browser = await log_in(door, "karen")
    page = await reaches_the_lines(browser, xlsx([header, *lines]))
    assert page.status == 200
    assert "5000 kontakter er klar" in page.words.replace(".", "")
    page = await goes_on(browser, page, "tael")
    assert page.status == 200
    assert len(await waiting(door)) == 5000
    assert (await door.staff.figures(await door.session("karen"))).year_total == 5000
    await goes_on(browser, page, "fortryd")
    assert (await door.staff.figures(await door.session("karen"))).year_total == 0


async def test_only_a_coordinator_or_an_administrator_brings_in_sheets_and_the_trail_says_so(door: Door) -> None:
    for login in ("mette", "lone"):
        browser = await log_in(door, login)
        assert (await browser.get(SHEET)).status == 403
        assert (await brings(browser, sheet())).status == 403
    browser = await log_in(door, "ida")
    assert "Hent et gammelt ark ind" in await (await browser.get("/personale/administration")).text()
    page = await goes_on(browser, await reaches_the_lines(browser, sheet()), "tael")
    await goes_on(browser, page, "fortryd")
    trail = await door.parts.house.database.read(lambda connection: audit.recent(connection, limit=9))
    assert sorted((row.action, row.subject) for row in trail if row.action.startswith("import")) == [
        ("import", "3: 2026-03 - 2026-04"),
        ("import-undone", "3: 2026-03 - 2026-04"),
    ]


async def test_a_held_sheet_opens_for_the_page_that_has_its_key_and_for_some_hours(door: Door) -> None:
    browser = await log_in(door, "karen")
    page = await brings(browser, sheet())
    other = await log_in(door, "ida")
    assert (await goes_on(other, page, "linjer")).status == 422
    for key in ("", "zz", "00" * 32, "0" * 63):
        refused = await goes_on(browser, page, "linjer", key=key)
        assert (refused.status, "Arket er her ikke mere." in refused.words) == (422, True)
    assert (await goes_on(browser, page, "linjer")).status == 200
    door.clock.advance(hours=4, minutes=1)
    browser = await log_in(door, "karen")
    assert (await goes_on(browser, page, "linjer")).status == 422
    await jobs.run_once(door.parts.house)
    left = await door.parts.house.database.read(lambda connection: connection.execute(select(held_sheets)).all())
    assert left == []


async def test_a_sheet_lies_nowhere_unsealed_and_leaves_its_words_nowhere(door: Door) -> None:
    browser = await log_in(door, "karen")
    lines = [
        (*HEADER, "Hvem var det"),
        *((*line, f"Kanariefugl {name}") for line, name in zip(LINES, "ABC", strict=True)),
    ]
    page = await brings(browser, separated(lines), name="Kanariefugl.csv")
    page = await goes_on(browser, page, "linjer")
    key = sent_by(page, "tael")["key"]
    folder = door.parts.settings.data_dir

    def lies(canary: bytes) -> bool:
        return any(canary in path.read_bytes() for path in folder.rglob("*") if path.is_file())

    assert not lies(b"Kanariefugl")
    assert not lies(b"Hvem var det")
    assert not lies(bytes.fromhex(key))
    assert not lies(key.encode())
    await goes_on(browser, page, "tael")
    assert not lies(b"Kanariefugl")
    assert not lies(b"grandparent")


async def test_what_is_no_sheet_is_said_and_nothing_is_kept(door: Door) -> None:
    browser = await log_in(door, "karen")
    for content, sentence in (
        (b"", "Vælg en fil først."),
        (b"<html><body>hej</body></html>\n\n<p>\n", "Filen kan ikke læses som et regneark."),
        (b"x" * (5 * 1024 * 1024 + 1), "Filen er for stor."),
        (separated([HEADER]), "Der er ingen linjer i arket."),
    ):
        page = await brings(browser, content)
        assert (page.status, sentence in page.words) == (422, True)
    assert (await browser.post(f"{SHEET}/fil", data={"file": "x"})).status == 422
    left = await door.parts.house.database.read(lambda connection: connection.execute(select(held_sheets)).all())
    assert left == []
