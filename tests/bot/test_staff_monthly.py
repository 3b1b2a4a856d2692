"""The month for the meeting, over real HTTP."""

import re

import pytest

from flows.mixes import mixes
from flows.monthly import month_report
from tests.bot.conftest import Door
from tests.bot.counting import two_years
from tests.bot.test_staff_figures import cards, front, known, pictures, register, tables, words
from tests.bot.test_staff_steps import log_in, read


async def month(door: Door, path: str = "", *, login: str = "karen", status: int = 200) -> str:
    """The page of a month, as it arrives."""
    answer = await (await log_in(door, login)).get(f"/personale/tal/maaned{path}")
    assert answer.status == status
    return await answer.text()


async def test_the_newest_closed_month_comes_first_and_its_numbers_are_the_figures(door: Door) -> None:
    await two_years(door)
    report = month_report(*await known(door), "2026-10")
    page = words(await month(door))
    assert "Tal for oktober 2026" in page
    for line in report.lines:
        numbers = (line.month, line.before, line.year_ago, line.so_far, "–" if line.goal is None else line.goal)
        assert f"{line.unit or 'I alt'} {' '.join(str(number) for number in numbers)}" in page
    for in_month, so_far in report.pretalks:
        assert f"{in_month.unit} I måneden {in_month.ended} " in page
        assert f"{so_far.unit} Året til og med måneden {so_far.ended} " in page
    assert f"{report.hidden} tal er skjult i denne måneds fordelinger" in page
    assert "3. kvartal 2026: 48 svar. Hvad de svarede, er skjult, fordi det er få." in page
    assert "Alder og temaer, 3. kvartal 2026" in page
    assert "Derfor er de to ikke altid ens i en måned." in page


async def test_a_quarter_that_can_be_seen_says_how_many_were_helped(door: Door) -> None:
    await two_years(door)
    said = "2. kvartal 2026: 100 % (45 af 45) fik i høj grad eller i nogen grad den hjælp, de havde brug for."
    assert said in words(await month(door, "/2026-07"))


async def test_its_tables_are_the_published_ones_with_what_is_hidden_hidden(door: Door) -> None:
    await two_years(door)
    figures, _ = await known(door)
    page = await month(door, "/2026-03")
    for mix in mixes(figures, "2026-03"):
        if mix.table not in ("channel", "role"):
            continue
        (card,) = [
            card
            for card in cards(page)
            if f"<h3>{'Kanal' if mix.table == 'channel' else 'Hvem skrev'}, {mix.unit}</h3>" in card
        ]
        rows = re.findall(r"<tr>(.*?)</tr>", card.split("<tbody>")[1].split("</tbody>")[0], re.S)
        for place, row in enumerate(rows):
            cells = re.findall(r"<td[^>]*>([^<]*)</td>", row)
            expected = [*(each.cells[place] for each in mix.rows), mix.line[place]]
            assert cells == ["skjult" if each.hidden else str(each.number) for each in expected]


async def test_every_picture_has_its_words_and_its_numbers_in_a_table(door: Door) -> None:
    await two_years(door)
    seen = 0
    for card in cards(await month(door)):
        for picture in pictures(card):
            title, description = (part.text or "" for part in list(picture)[:2])
            assert title
            for number in re.findall(r": (\d+)", description):
                assert number in re.findall(r"\d+", tables(card))
            seen += 1
    assert seen >= 8


async def test_nothing_is_folded_away_and_no_two_things_have_the_same_name(door: Door) -> None:
    await two_years(door)
    page = await month(door)
    assert "<details" not in page
    names = re.findall(r'\bid="([^"]+)"', page)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("path", ["/2026-11", "/2031-01", "/2020-01", "/2026-13", "/i-dag", "/2026-Q1", "/%00"])
async def test_a_month_that_is_not_over_or_none_gets_one_sentence(door: Door, path: str) -> None:
    await two_years(door)
    assert "En måned kan ses her, når den er slut." in words(await month(door, path, status=404))


async def test_before_the_first_month_is_over_the_page_says_so(door: Door) -> None:
    page = words(await month(door))
    assert "Ingen måned er slut endnu." in page
    assert "Det gik ikke" not in page


async def test_a_month_that_is_over_and_not_yet_closed_has_its_totals_and_says_when_the_rest_comes(door: Door) -> None:
    await register(door, times=12)
    door.clock.advance(days=9)
    page = words(await month(door))
    assert "Tal for november 2026" in page
    assert "0-11 12 – – 12 250" in page
    assert "Fordelingerne kommer, når måneden er lukket. De samlede tal er rigtige nu." in page
    assert "Temaerne kommer, når det første kvartal er slut." in page
    assert "skjult" not in page
    assert "Der er ingen lukket måned endnu." in words(await front(door))


async def test_only_those_who_see_figures_see_it(door: Door) -> None:
    for login, status in (("ida", 200), ("mette", 403), ("lone", 403)):
        await month(door, login=login, status=status)


async def test_the_figures_lead_to_it_and_it_leads_from_month_to_month(door: Door) -> None:
    await two_years(door)
    browser = await log_in(door, "karen")
    assert 'href="/personale/tal/maaned"' in await (await browser.get("/personale/tal")).text()
    page = await (await browser.get("/personale/tal/maaned/2026-09")).text()
    assert 'href="/personale/tal/maaned/2026-08"' in page
    assert 'href="/personale/tal/maaned/2026-10"' in page
    assert "Figures for October 2026" in await read(
        await browser.get("/personale/tal/maaned", headers={"Accept-Language": "en"})
    )
