"""How contacts were spread: only what was published, and a year's ages added up from what is shown."""

from datetime import date
from typing import Any

import pytest

from flows.breakdowns import TROUBLES
from flows.cells import Known, cell_key, months_of, quarter_of
from flows.counting import tally
from flows.figures import Figures, build_figures
from flows.mixes import Mix, NothingPublished, Unpublished, mixes, periods
from flows.publishing import PublishedTable, to_publish
from flows.tables import BAND
from tests.flows.streams import stream

TODAY = date(2026, 5, 12)
MONTHS = (*months_of("2025"), *months_of("2026")[:4])
COUNTED = stream(9, months=MONTHS, volumes=[60] * len(MONTHS))
COUNTERS = tally(COUNTED)


@pytest.fixture(scope="module")
def published() -> tuple[PublishedTable, ...]:
    return to_publish(counters=COUNTERS, published=[], untallied_months=[], today=TODAY)


@pytest.fixture(scope="module")
def figures(published: tuple[PublishedTable, ...]) -> Figures:
    return build_figures(counters=COUNTERS, untallied=[], published=published, today=TODAY)


def found(figures: Figures, period: str, table: str, **only: Any) -> Mix:
    (mix,) = [mix for mix in mixes(figures, period, **only) if mix.table == table]
    return mix


def test_one_can_ask_about_years_quarters_and_months_that_are_published(figures: Figures) -> None:
    every = periods(figures)
    assert every[:6] == ("2026", "2026-04", "2026-Q1", "2026-03", "2026-02", "2026-01")
    assert every[6:9] == ("2025", "2025-Q4", "2025-12")
    assert "2026-05" not in every


@pytest.mark.parametrize(
    ("period", "only", "why"),
    [
        ("2026-05", {}, Unpublished.PERIOD),
        ("2026-Q2", {}, Unpublished.PERIOD),
        ("nonsense", {}, Unpublished.PERIOD),
        ("2026-04", {"unit": "0-99"}, Unpublished.UNIT),
        ("2026-04", {"band": "3-10"}, Unpublished.BAND),
        ("2026-Q1", {"unit": "0-11"}, Unpublished.TOGETHER),
    ],
)
def test_what_is_not_published_is_refused(figures: Figures, period: str, only: dict[str, Any], why: str) -> None:
    with pytest.raises(NothingPublished) as refused:
        mixes(figures, period, **only)
    assert refused.value.why is why


def test_a_month_s_mix_is_its_published_table_and_nothing_else(figures: Figures) -> None:
    mix = found(figures, "2026-04", "channel", unit="0-11")
    (told,) = [
        each for each in figures.breakdowns if (each.period, each.table, each.unit) == ("2026-04", "channel", "0-11")
    ]
    shown = {column: told.column_totals[told.columns.index(column)] for column in mix.columns}
    assert [shown[column] for column in mix.columns] == [known.number if known.exact else None for known in mix.line]
    assert mix.total == Known(number=told.total, exact=True)
    assert mix.parts == ()


def test_one_age_is_its_own_line(figures: Figures) -> None:
    whole, one = found(figures, "2026-Q1", "substance"), found(figures, "2026-Q1", "substance", band="3-11")
    (row,) = [row for row in whole.rows if row.band == "3-11"]
    assert [each.band for each in one.rows] == ["3-11"]
    assert (one.line, one.total) == (one.rows[0].cells, row.total)
    for column, known in zip(one.columns, one.line, strict=True):
        assert row.cells[whole.columns.index(column)] == known


def test_a_year_s_ages_are_what_its_quarters_show_and_never_more_than_there_are(figures: Figures) -> None:
    """Each cell is exact only where every quarter showed it, else it is a floor under the truth."""
    for mix in mixes(figures, "2025"):
        if not mix.parts or len(months_of(mix.parts[0])) != 3 or mix.several:
            continue
        for row in mix.rows:
            for column, known in zip(mix.columns, row.cells, strict=True):
                told = [
                    quarter_row.cells[quarter.columns.index(column)]
                    for quarter in figures.breakdowns
                    if (quarter.period, quarter.table) in {(part, mix.table) for part in mix.parts}
                    for quarter_row in quarter.rows
                    if quarter_row.band == row.band
                ]
                true = sum(
                    COUNTERS.get((part, mix.table, f"band={row.band}|{mix.table}={column}"), 0) for part in mix.parts
                )
                assert known.number == sum(cell or 0 for cell in told)
                assert known.exact == (None not in told)
                assert known.number == true if known.exact else known.number <= true


def test_a_whole_year_s_sums_are_the_published_ones(figures: Figures) -> None:
    mix = found(figures, "2025", "role", unit="0-11")
    (year,) = [each for each in figures.years if (each.table, each.unit) == ("role", "0-11")]
    for column, known in zip(mix.columns, mix.line, strict=True):
        told = year.column_totals[year.columns.index(column)]
        if told is not None:
            assert known == Known(number=told, exact=True)
    assert mix.total == Known(number=year.total, exact=True)
    assert len(mix.parts) == 12


def test_a_year_s_ages_have_the_published_sums_where_no_cell_can_be_added_up(
    figures: Figures, published: tuple[PublishedTable, ...]
) -> None:
    (bands,) = [each for each in published if (each.period, each.table) == ("2025", BAND)]
    exact = 0
    for mix in mixes(figures, "2025"):
        for row in mix.rows:
            told = bands.cells.get(cell_key(unit=mix.unit, band=row.band))
            if told is not None:
                assert row.total == Known(number=told, exact=True)
                exact += any(not cell.exact for cell in row.cells)
            else:
                assert not row.total.exact or mix.unit is not None
    assert exact


def test_a_year_that_runs_is_added_up_from_what_is_closed(figures: Figures) -> None:
    assert found(figures, "2026", "substance").parts == ("2026-Q1",)
    assert found(figures, "2026", "channel", unit="12-24").parts == ("2026-01", "2026-02", "2026-03", "2026-04")
    assert not any(each.period == "2026" for each in figures.years)


def test_themes_are_over_all_units_and_left_out_where_one_unit_is_asked_for(figures: Figures) -> None:
    assert {mix.unit for mix in mixes(figures, "2025", unit="0-11")} == {"0-11"}
    assert TROUBLES not in {mix.table for mix in mixes(figures, "2025", unit="0-11")}
    assert TROUBLES in {mix.table for mix in mixes(figures, "2025")}
    assert quarter_of("2025-12") in periods(figures)


def test_what_is_left_out_is_nought_and_nothing_hidden(figures: Figures) -> None:
    for period in periods(figures):
        for mix in mixes(figures, period):
            assert Known(number=0, exact=True) not in mix.line
            assert Known(number=0, exact=True) not in [row.total for row in mix.rows]


def test_a_set_of_ages_is_its_bands_added_up(figures: Figures) -> None:
    for period in ("2026-Q1", "2025"):
        whole, young = found(figures, period, "substance"), found(figures, period, "substance", band="0-11")
        assert [row.band for row in young.rows] == ["0-2", "3-11"]
        assert young.total.number == sum(row.total.number for row in young.rows)
        for place, column in enumerate(young.columns):
            parts = [row.cells[whole.columns.index(column)] for row in whole.rows if row.band in ("0-2", "3-11")]
            assert young.line[place].number == sum(part.number for part in parts)
            assert young.line[place].exact == all(part.exact for part in parts)
    assert set(figures.ages) == {"0-11", "12-24", "0-24"}


def test_answers_are_put_together_as_they_are_declared(figures: Figures) -> None:
    for period in ("2026-04", "2025"):
        single = found(figures, period, "channel", unit="0-11")
        told = dict(zip(single.columns, single.line, strict=True))
        grouped = found(figures, period, "channel", unit="0-11", grouped=True)
        assert set(grouped.columns) == {"chat", "phone", "meeting", "secure_mail"}
        for group, members in (("chat", ("web", "telegram")), ("meeting", ("in_person", "virtual", "outreach"))):
            parts = [told[member] for member in members if member in told]
            together = grouped.line[grouped.columns.index(group)]
            assert together.number == sum(part.number for part in parts)
            assert together.exact == all(part.exact for part in parts)
        assert grouped.total == single.total


def test_nothing_is_counted_twice_where_answers_are_put_together(figures: Figures) -> None:
    for period in periods(figures):
        for mix in mixes(figures, period, grouped=True):
            if not mix.several:
                assert sum(known.number for known in mix.line) <= mix.total.number
        assert [mix for mix in mixes(figures, period, grouped=True) if mix.several] == [
            mix for mix in mixes(figures, period) if mix.several
        ]
