"""The yearly report over real HTTP: a year with its goals and profile, beside a sheet that was uploaded."""

import csv
import io

import pytest
from aiohttp import ClientSession, FormData
from openpyxl import Workbook

from tests.bot.conftest import Door
from tests.bot.counting import two_years
from tests.bot.test_staff_counts import CONTACT
from tests.bot.test_staff_steps import log_in, read

YEAR = "/personale/tal/aar"
HEADING = ["tabel", "svar", "antal", "procent", "n"]
LINES = [
    ["Køn", "Pige", "600", "", "1000"],
    ["Køn", "Dreng", "380", "", "1000"],
    ["Handler om", "Alkohol", "", "71,5", ""],
]


@pytest.fixture
async def door_with_years(door: Door) -> Door:
    """A unit with two years of contacts."""
    await two_years(door)
    return door


def as_csv(lines: list[list[str]]) -> bytes:
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerows([HEADING, *lines])
    return written.getvalue().encode("utf-8-sig")


async def upload(
    browser: ClientSession, content: bytes, *, name: str = "Hele landet 2024", leave_out: bool = False, year: int = 2025
) -> tuple[int, str]:
    form = FormData()
    form.add_field("name", name)
    if leave_out:
        form.add_field("leave_out", "yes")
    form.add_field("file", content, filename="ark.csv", content_type="text/csv")
    answer = await browser.post(f"{YEAR}/{year}/sammenlign", data=form)
    return answer.status, await answer.text()


async def test_the_newest_year_that_is_over_comes_first(door_with_years: Door) -> None:
    page = await read(await (await log_in(door_with_years, "karen")).get(YEAR))
    assert "Årsrapport 2025" in page
    assert "2025: " in page
    assert "Målgruppens profil" in page
    assert "Året er ikke lukket endnu" not in page
    assert "Året er ikke lukket endnu" in await read(await (await log_in(door_with_years, "karen")).get(f"{YEAR}/2026"))


async def test_every_table_has_its_n_and_a_picture_in_words(door_with_years: Door) -> None:
    page = await (await (await log_in(door_with_years, "karen")).get(f"{YEAR}/2025")).text()
    cards = page.split('class="profile"')[1].split("<h2>Om tallene")[0].split("<section")[1:-1]
    assert len(cards) >= 10
    for card in cards:
        assert '<th scope="row">N</th>' in card
        assert "<desc" in card
        assert "<table" in card
    assert "<script" not in page.split("</head>")[1]


async def test_before_anything_is_counted_the_page_says_so_and_is_no_error(door: Door) -> None:
    answer = await (await log_in(door, "karen")).get(YEAR)
    assert answer.status == 200
    assert "<h1>Årsrapport</h1>" in await answer.text()
    assert (await (await log_in(door, "karen")).get(f"{YEAR}/2025")).status == 404
    assert (await (await log_in(door, "karen")).get(f"{YEAR}/x'x")).status == 404


async def test_a_first_month_has_goals_and_no_profile_yet(door: Door) -> None:
    browser = await log_in(door, "karen")
    await browser.post("/personale/registrering", data=CONTACT | {"times": "3"})
    page = await read(await browser.get(YEAR))
    assert "Årsrapport 2026" in page
    assert "Der er ikke vist fordelinger for det år endnu." in page


async def test_a_sheet_stands_beside_the_unit_with_its_name_and_its_n(door_with_years: Door) -> None:
    browser = await log_in(door_with_years, "karen")
    status, page = await upload(browser, as_csv(LINES))
    assert status == 200
    assert "3 linjer fra Hele landet 2024 er hentet ind." in page
    page = await (await browser.get(f"{YEAR}/2025")).text()
    gender = page.split("<h3>Køn")[1].split("</section>")[0]
    assert "Hele landet 2024" in gender
    assert '<td class="figure">60 %</td>' in gender
    assert '<td class="figure">1000</td>' in gender
    assert '<td class="figure">72 %</td>' in page.split("<h3>Handler om")[1].split("</section>")[0]
    assert "Hele landet 2024" not in await (await browser.get(f"{YEAR}/2026")).text()


async def test_a_workbook_is_read_as_well_and_the_next_sheet_stands_in_its_place(door_with_years: Door) -> None:
    book, written = Workbook(), io.BytesIO()
    assert book.active is not None
    for line in [HEADING, ["Køn", "Pige", 50, None, 200], ["Køn", "=1+1", 50, None, 200]]:
        book.active.append(line)
    book.save(written)
    browser = await log_in(door_with_years, "karen")
    status, page = await upload(browser, written.getvalue(), leave_out=True)
    assert status == 200
    assert "En linje fra Hele landet 2024 er hentet ind." in page
    assert "En linje er ladt ude." in page
    _, page = await upload(browser, as_csv(LINES), name="Regionen")
    assert "De står i stedet for den sammenligning, der var før." in page
    assert "Hele landet 2024" not in await (await browser.get(f"{YEAR}/2025")).text()


async def test_lines_that_are_not_clear_are_said_and_left_out_only_knowingly(door_with_years: Door) -> None:
    browser = await log_in(door_with_years, "karen")
    odd = as_csv([*LINES, ["Køn", "Enhjørning", "3", "", ""], ["Sko", "Røde", "3", "", ""]])
    status, page = await upload(browser, odd, name="Ærø & Øer")
    assert status == 422
    assert "Linje 5: svaret findes ikke i den tabel." in page
    assert "Linje 6: tabellen findes ikke her." in page
    assert 'value="Ærø &amp; Øer"' in page
    assert "Enhjørning" not in page
    assert "Ærø" not in await (await browser.get(f"{YEAR}/2025")).text()
    status, page = await upload(browser, odd, name="Ærø & Øer", leave_out=True)
    assert status == 200
    assert "3 linjer fra Ærø &amp; Øer er hentet ind." in page
    assert "2 linjer er ladt ude." in page


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "Landet", "Vælg"),
        (b"a;b\r\n1;2\r\n", "Landet", "Arket skal have kolonnerne"),
        (as_csv([["Køn", "Pige", "", "", ""]]), "Landet", "Der er ingen linjer med tal i arket."),
        (as_csv(LINES), "", "Skriv, hvem der sammenlignes med"),
        (as_csv(LINES), "Ring 28 12 34 56", "Skriv, hvem der sammenlignes med"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Landet", "xlsx"),
    ],
)
async def test_a_sheet_that_cannot_be_used_gets_one_sentence_and_the_name_stays(
    door_with_years: Door, content: bytes, name: str, sentence: str
) -> None:
    status, page = await upload(await log_in(door_with_years, "karen"), content, name=name)
    assert status == 422
    assert sentence in page
    assert f'value="{name}"' in page


async def test_the_template_has_a_line_for_every_answer_and_comes_back_filled_in(door_with_years: Door) -> None:
    browser = await log_in(door_with_years, "karen")
    template = (await (await browser.get(f"{YEAR}/skabelon")).read()).decode("utf-8-sig")
    heading, *lines = csv.reader(io.StringIO(template), delimiter=";")
    assert heading == HEADING
    assert ["Køn", "Pige", "", "", ""] in lines
    filled = [[table, answer, "5", "", "50"] for table, answer, *_ in lines]
    status, page = await upload(browser, as_csv(filled))
    assert status == 200, page
    assert f"{len(lines)} linjer fra Hele landet 2024 er hentet ind." in page


async def test_a_comparison_is_removed_and_who_did_what_is_in_the_trail(door_with_years: Door) -> None:
    browser = await log_in(door_with_years, "karen")
    await upload(browser, as_csv(LINES))
    page = await read(await browser.post(f"{YEAR}/2025/fjern"))
    assert "Sammenligningen er fjernet." in page
    assert "Hele landet 2024" not in page
    trail = await read(await (await log_in(door_with_years, "ida")).get("/personale/administration/spor"))
    for line in ("Hentede en sammenligning ind 2025", "Fjernede en sammenligning 2025", "Så tallene year 2025"):
        assert line in trail


async def test_a_therapist_sees_no_yearly_report(door_with_years: Door) -> None:
    mette = await log_in(door_with_years, "mette")
    assert (await mette.get(YEAR)).status == 403
    assert (await mette.get(f"{YEAR}/skabelon")).status == 403
    assert (await upload(mette, as_csv(LINES)))[0] == 403
