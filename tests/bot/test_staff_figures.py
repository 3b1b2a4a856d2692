"""The coordinator's figures at a glance: the figures' own numbers, nothing that is hidden, pictures that speak."""

import re
from html import unescape
from xml.etree import ElementTree

import pytest
from sqlalchemy import delete

from flows.counting import Registration
from flows.figures import Figures
from flows.goals import build_goals
from flows.mixes import mixes, periods
from flows.pretalk_figures import PretalkReport
from flows.vocabulary import AgeBand, Channel, ContactKind
from storage.keys import new_id
from storage.tables import statistics_keys
from tests.bot.conftest import Door
from tests.bot.counting import two_years
from tests.bot.test_staff_steps import log_in, read

SVG = "{http://www.w3.org/2000/svg}"


async def front(door: Door, query: str = "", *, login: str = "karen", status: int = 200) -> str:
    """The page of figures, as it arrives."""
    answer = await (await log_in(door, login)).get(f"/personale/tal{query}")
    assert answer.status == status, await answer.text()
    return await answer.text()


async def known(door: Door) -> tuple[Figures, PretalkReport]:
    """What the page is made from."""
    return await door.staff.overview(await door.session("karen"))


async def register(door: Door, *, times: int) -> None:
    """Contacts of this month, counted by Karen."""
    phone = Registration(kind=ContactKind.CONTACT, channel=Channel.PHONE, unit="0-11", band=AgeBand.CHILD)
    await door.staff.register(await door.session("karen"), registration=phone, times=times, press=new_id().hex())


def words(html: str) -> str:
    """A piece of a page as one reads it."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def cards(page: str) -> list[str]:
    """The pieces of the page that have a picture."""
    return [card for card in re.split(r"(?=<section|<details class)", page) if "<svg" in card]


def pictures(card: str) -> list[ElementTree.Element]:
    """The pictures in a piece of a page."""
    return [ElementTree.fromstring(svg) for svg in re.findall(r"<svg.*?</svg>", card, re.S)]


def tables(card: str) -> str:
    """The tables in a piece of a page, as one reads them."""
    return words(" ".join(re.findall(r"<table.*?</table>", card, re.S)))


async def test_today_the_month_and_the_year_stand_first_together_and_for_each_unit(door: Door) -> None:
    await two_years(door)
    figures, _ = await known(door)
    tiles = words((await front(door)).split('<ul class="tiles">')[1].split("</ul>")[0])
    assert "I dag 0 venter på en tid til forsamtale 0-11 0 12-24 0" in tiles
    month = " ".join(f"{unit.unit} {unit.month}" for unit in figures.units)
    year = " ".join(f"{unit.unit} {unit.year}" for unit in figures.units)
    assert f"Denne måned {figures.month_total} enkeltkontakter {month}" in tiles
    assert f"I år {figures.year_total} enkeltkontakter {year}" in tiles


async def test_the_goals_are_told_with_what_they_count(door: Door) -> None:
    await two_years(door)
    figures, report = await known(door)
    goals = build_goals(figures, report)
    page = words(await front(door))
    (contacts,) = goals.contacts
    assert f"{contacts.count} af 250" in page
    assert (
        f"{contacts.pace.percent_gone} % af året er gået. I et jævnt år ville {contacts.pace.due} være talt nu." in page
    )
    assert f"I samme takt ender året på omkring {contacts.pace.about}." in page
    for offer in goals.offers:
        assert f"{offer.share.percent} % ({offer.share.count} af {offer.share.of})" in page
    assert "Vi tæller de forsamtaler, der er slut i år" in page
    assert "100 % (45 af 45)" in page
    assert "3. kvartal 2026 skjult 48 skjult" in page
    assert "er der så få svar, at man kunne genkende nogen" in page


async def test_before_anything_is_counted_the_page_says_so_and_promises_no_pace(door: Door) -> None:
    page = words(await front(door))
    assert page.count("Der er ikke talt noget endnu.") == 3
    assert "0 af 250" in page
    assert "af året er gået" not in page
    assert "Der er ingen lukket måned endnu." in page
    assert "skjult" not in page


async def test_who_began_to_count_within_the_year_is_not_measured_against_a_whole_one(door: Door) -> None:
    await register(door, times=30)
    page = await front(door)
    assert "30 af 250" in words(page)
    assert "Tallene begynder i november 2026." in words(page)
    assert "I samme takt" not in words(page)
    assert 'class="due"' not in page
    assert "stiplede streg" not in words(page)


@pytest.mark.parametrize("path", ["", "/maaned"])
async def test_while_what_was_counted_is_sealed_the_page_says_calmly_what_helps(door: Door, path: str) -> None:
    await register(door, times=12)
    karen = await door.session("karen")
    # As after a start, when Karen has new keys and nobody who could give her the unit's was here yet.
    await door.parts.house.write(
        lambda connection: connection.execute(
            delete(statistics_keys).where(statistics_keys.c.staff_id == karen.staff_id)
        )
    )
    door.parts.house.keyring.statistics.private = None
    page = words((await front(door, path)).split("<main")[1])
    assert "12 optællinger venter forseglet" in page
    assert "så snart en kollega, der har nøglen, logger ind" in page
    assert "Intet er gået tabt" in page
    assert "Det gik ikke" not in page

    await log_in(door, "ida")
    assert "12 enkeltkontakter" in words(await front(door))


async def test_every_picture_says_in_words_what_it_shows_and_has_its_numbers_in_a_table(door: Door) -> None:
    await two_years(door)
    seen = 0
    for query in ("", "?periode=2025", "?periode=2026-Q3&alder=3-11"):
        for card in cards(await front(door, query)):
            for picture in pictures(card):
                named = {part.attrib["id"]: part.text or "" for part in picture if "id" in part.attrib}
                title, description = (named[name] for name in picture.attrib["aria-labelledby"].split())
                assert title
                said = [
                    part.split(": ", 1)[1]
                    for part in description.removesuffix(". De samme tal står i tabellen.").split("; ")
                ]
                for number in re.findall(r"\d+", " ".join(said)):
                    assert number in re.findall(r"\d+", tables(card)), (title, number)
                seen += 1
    assert seen > 20


async def test_a_page_has_no_two_things_of_the_same_name(door: Door) -> None:
    await two_years(door)
    names = re.findall(r'\bid="([^"]+)"', await front(door))
    assert len(names) == len(set(names))


async def test_what_is_hidden_is_nowhere_on_the_page(door: Door) -> None:
    """Every hidden cell is the same word and the same empty frame, and no number stands in an attribute."""
    await two_years(door)
    figures, _ = await known(door)
    for period in (periods(figures)[1], "2026-Q3", "2025"):
        page = await front(door, f"?periode={period}")
        hidden = sum(
            known.hidden for mix in mixes(figures, period) for row in mix.rows for known in (*row.cells, row.total)
        ) + sum(known.hidden for mix in mixes(figures, period) for known in mix.line)
        section = page.split('id="fordelinger"')[1]
        assert section.count('<td class="figure hidden-figure">skjult</td>') >= hidden > 0
        assert not re.search(r"\bdata-|\baria-valuenow|<meter|<progress", section)
        for picture in (one for card in cards(section) for one in pictures(card)):
            frames = {part.attrib["width"] for part in picture.iter(f"{SVG}rect") if part.attrib["class"] == "hidden"}
            assert frames <= {"72.0"}


async def test_filters_show_the_published_table_of_what_was_chosen(door: Door) -> None:
    await two_years(door)
    figures, _ = await known(door)
    page = words(await front(door, "?periode=2026-03&enhed=0-11&alder=3-11"))
    assert "Kanal, marts 2026, 0-11" in page
    assert "Kanal, marts 2026, 12-24" not in page
    (row,) = mixes(figures, "2026-03", unit="0-11", band="3-11")[0].rows
    assert f"3-11 år {' '.join('skjult' if each.hidden else str(each.number) for each in row.cells)}" in page


async def test_ages_and_answers_can_be_put_together_as_they_are_declared(door: Door) -> None:
    await two_years(door)
    figures, _ = await known(door)
    page = await front(door, "?periode=2026-Q1&alder=0-11&samlet=1")
    section = page.split('id="fordelinger"')[1]
    assert '<option value="0-11" selected>0-11 år</option>' in section
    assert re.search(r'name="samlet" value="1" checked', section)
    assert "Hvor noget er skjult, står der »mindst«." in words(section)
    (whose,) = [mix for mix in mixes(figures, "2026-Q1", band="0-11", grouped=True) if mix.table == "whose"]
    assert [row.band for row in whose.rows] == ["0-2", "3-11"]
    (card,) = [card for card in cards(section) if "<h3>Hvis forbrug, 1. kvartal 2026" in card]
    assert "Forældre" in tables(card)
    assert "Begge forældre" not in tables(card)
    parents = whose.line[whose.columns.index("parents")]
    assert f"{'' if parents.exact else 'mindst '}{parents.number}" in tables(card)
    assert "står der »mindst«" not in words((await front(door, "?periode=2026-Q1")).split('id="fordelinger"')[1])


async def test_a_year_is_added_up_from_its_parts_and_says_at_least(door: Door) -> None:
    await two_years(door)
    page = words(await front(door, "?periode=2026"))
    assert "Lagt sammen af 3 kvartaler." in page
    assert "Lagt sammen af 10 måneder." in page
    assert re.search(r"mindst \d+", page)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?periode=2031", "Der er ingen tal for den periode."),
        ("?periode=2026-11", "Der er ingen tal for den periode."),
        ("?periode=%00%27--", "Der er ingen tal for den periode."),
        ("?enhed=5-7", "Den enhed er der ingen tal for."),
        ("?periode=2026-03&alder=3-10", "Den alder tælles ikke for sig."),
        ("?periode=2026-Q1&enhed=0-11", "Et kvartal tælles for alle enheder sammen."),
    ],
)
async def test_what_is_not_published_gets_one_sentence_and_no_table(door: Door, query: str, sentence: str) -> None:
    await two_years(door)
    page = await front(door, query, status=422)
    section = page.split('id="fordelinger"')[1].split("<h2>Talt for sig")[0]
    assert sentence in words(section)
    assert "<table" not in section
    assert page.count('role="alert"') == 1


async def test_what_was_chosen_stays_chosen_in_a_form_that_needs_no_script(door: Door) -> None:
    await two_years(door)
    form = (
        (await front(door, "?periode=2026-03&enhed=0-11&alder=0-2")).split('<form method="get"')[1].split("</form>")[0]
    )
    assert re.findall(r'value="([^"]+)" selected', form) == ["2026-03", "0-11", "0-2"]
    assert set(re.findall(r'<option value="(20[^"]+)"', form)) == set(periods((await known(door))[0]))


async def test_the_course_has_two_years_and_the_months_of_its_table(door: Door) -> None:
    await two_years(door)
    figures, _ = await known(door)
    (card,) = [card for card in cards(await front(door)) if 'id="forloeb"' in card]
    together, small, _ = pictures(card)
    assert len(list(together.iter(f"{SVG}rect"))) == 24
    assert [part.attrib["class"] for part in together.iter(f"{SVG}rect")].count("running") == 1
    assert [part.attrib["class"] for part in small.iter(f"{SVG}line")].count("due") == 1
    said = tables(card)
    for year in ("2025", "2026"):
        for unit in ("0-11", "12-24", None):
            months = [month for month in figures.months if month.month.startswith(year)]
            numbers = [str(month.total if unit is None else month.units[unit]) for month in months]
            assert " ".join([unit or "I alt", year, *numbers]) in said
    assert f"2024 {'– ' * 11}{figures.months[-24].units['0-11']}" in said


async def test_a_unit_without_contacts_has_its_noughts_and_no_empty_picture(door: Door) -> None:
    await register(door, times=12)
    door.clock.advance(days=9)
    (card,) = [card for card in cards(await front(door)) if 'id="forloeb"' in card]
    titles = [picture[0].text for picture in pictures(card)]
    assert titles == ["Alle enheder, måned for måned", "0-11, måned for måned (mål: 250)"]
    assert f"12-24 2026 {'– ' * 10}0 0 I alt" in tables(card)


async def test_the_clocks_are_the_report_s_own(door: Door) -> None:
    await two_years(door)
    _, report = await known(door)
    lines = [line for line in report.years if line.period == "2026"]
    (card,) = re.findall(r'<section class="card" aria-labelledby="frister">.*?</section>', await front(door), re.S)
    said = tables(card)
    assert said.startswith("Forsamtaler, der er slut i 2026 0-11 12-24")
    assert f"I alt {' '.join(str(line.ended) for line in lines)}" in said
    assert f"Holdt {' '.join(str(line.held) for line in lines)}" in said
    for label, shares in (
        ("Tilbudt en tid inden 14 dage", [line.offered_within(14) for line in lines]),
        ("Holdt inden 14 dage", [line.held_within(14) for line in lines]),
    ):
        told = " ".join(f"{share.percent} % ({share.count} af {share.of})" for share in shares)
        assert f"{label} {told}" in said
    assert f"Halvdelen fik tilbudt en tid inden for {' '.join(f'{line.median_offered} dage' for line in lines)}" in said


async def test_the_page_says_that_two_numbers_count_at_different_moments(door: Door) -> None:
    assert "Derfor er de to ikke altid ens i en måned." in words(await front(door))


async def test_only_those_who_see_figures_see_the_page_and_it_is_noted_once(door: Door) -> None:
    for login, status in (("karen", 200), ("ida", 200), ("mette", 403), ("lone", 403)):
        await front(door, login=login, status=status)
    trail = await door.staff.trail(await door.session("ida"))
    # Karen is led here by logging in, and comes once more; Ida comes once.
    assert [row.action for row in trail].count("figures") == 3


async def test_it_speaks_english_to_those_who_ask_for_it(door: Door) -> None:
    await two_years(door)
    browser = await log_in(door, "karen")
    page = await read(await browser.get("/personale/tal", headers={"Accept-Language": "en"}))
    assert "At this pace the year ends at about" in page
