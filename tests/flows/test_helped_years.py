"""A year of answers to "did you get the help you needed?": shown beside its quarters so that no hidden number of any of
them can be worked out, and looked at by the audit."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.reports.auditing import audit
from flows.cells import Key
from flows.counting import Ballot, tally
from flows.feedback import Helped
from flows.figures import build_figures
from flows.helped_counting import HelpedAnswer
from flows.helped_figures import Helped as Figure
from flows.publishing import PublishedTable, to_publish

NEW_YEAR = date(2027, 1, 1)
MONTHS = ("2026-02", "2026-05", "2026-08", "2026-11")
# High, some, lesser, not: of each quarter.
Quarter = tuple[int, int, int, int]
FEW_SAID_NO: tuple[Quarter, ...] = ((30, 9, 2, 1), (24, 10, 3, 0), (31, 8, 0, 4), (28, 12, 1, 1))


def counted(quarters: Iterable[Quarter]) -> dict[Key, int]:
    """So many answers in a month of each quarter."""
    return tally(
        Ballot(month=month, registration=HelpedAnswer(unit="0-11", helped=degree))
        for month, counts in zip(MONTHS, quarters, strict=True)
        for degree, times in zip(Helped, counts, strict=True)
        for _ in range(times)
    )


def published(counters: Mapping[Key, int]) -> dict[tuple[str, str], PublishedTable]:
    """Everything as it stands on the first day of the next year."""
    made = to_publish(counters=counters, published=(), untallied_months=(), today=NEW_YEAR)
    return {(table.period, table.table): table for table in made}


def figure(tables: Mapping[tuple[str, str], PublishedTable]) -> Figure:
    """What people at the unit see of it."""
    return build_figures(counters={}, untallied=(), published=tables.values(), today=NEW_YEAR).helped


def test_a_year_shows_the_share_that_none_of_its_quarters_could() -> None:
    tables = published(counted(FEW_SAID_NO))
    assert {period: table.cells["helped=no"] for (period, name), table in tables.items() if name == "helped"} == {
        "2026-Q1": None, "2026-Q2": None, "2026-Q3": None, "2026-Q4": None, "2026": 12,
    }  # fmt: skip
    helped = figure(tables)
    (year,) = helped.years
    assert [quarter.percent for quarter in helped.quarters] == [None] * 4
    assert (year.period, year.answers, year.yes, year.no) == ("2026", 164, 152, 12)
    assert year.percent == pytest.approx(92.7, abs=0.1)


def test_a_year_shows_no_share_where_it_would_tell_the_one_quarter_that_hides_it() -> None:
    counters = counted([(30, 9, 2, 1), (24, 10, 6, 0), (31, 8, 0, 7), (28, 12, 0, 0)])
    helped = figure(published(counters))
    assert [quarter.no for quarter in helped.quarters] == [0, 7, 6, None]
    (year,) = helped.years
    assert (year.answers, year.yes, year.no, year.percent) == (168, None, None, None)


def test_a_year_of_which_a_quarter_was_not_published_has_no_table() -> None:
    counters = counted(FEW_SAID_NO)
    standing = published(counters)
    older = [table for key, table in standing.items() if key != ("2026-Q2", "helped") and table.period != "2026"]
    made = to_publish(counters=counters, published=older, untallied_months=(), today=NEW_YEAR)
    assert "band" in {table.table for table in made}
    assert "helped" not in {table.table for table in made}


@settings(max_examples=120, deadline=None)
@given(some.lists(some.tuples(*[some.integers(0, 12)] * 4), min_size=4, max_size=4))
def test_a_year_and_its_quarters_give_away_no_hidden_number(quarters: list[Quarter]) -> None:
    counters = counted(quarters)
    tables = published(counters)
    result = audit(tables.values(), counters)
    assert result.findings == ()
    shown = [number for table in tables.values() if table.table == "helped" for number in table.cells.values()]
    if any(sum(counts) > 4 for counts in quarters):
        assert ("2026", "helped") in tables
    answers = {sum(counts) for counts in quarters} | {sum(map(sum, quarters))}
    assert all(number is None or number not in range(1, 5) or number in answers for number in shown)
    for column, degree in enumerate(Helped):
        year = tables["2026", "helped"].cells[f"helped={degree}"] if ("2026", "helped") in tables else None
        assert year in (None, sum(counts[column] for counts in quarters))


@pytest.mark.parametrize(
    ("period", "cell", "true"),
    [("2026-Q1", "helped=no", 3), ("2026-Q2", "helped=yes", 34), ("2026-Q3", "helped=not", 4)],
)
def test_the_audit_names_every_hidden_number_that_one_cell_too_many_gives_away(
    period: str, cell: str, true: int
) -> None:
    counters = counted(FEW_SAID_NO)
    tables = published(counters)
    assert audit(tables.values(), counters).findings == ()
    given_away = tables[period, "helped"]
    assert given_away.cells[cell] is None
    tables[period, "helped"] = replace(given_away, cells={**given_away.cells, cell: true})
    found = {finding.place[:2] for finding in audit(tables.values(), counters).findings}
    assert (period, "helped") in found
    assert {name for _, name in found} == {"helped"}


def test_the_audit_finds_a_year_that_gives_a_quarter_away() -> None:
    counters = counted([(30, 9, 2, 1), (24, 10, 6, 0), (31, 8, 0, 7), (28, 12, 0, 0)])
    tables = published(counters)
    year = tables["2026", "helped"]
    tables["2026", "helped"] = replace(year, cells={**year.cells, "helped=no": 16})
    found = audit(tables.values(), counters).findings
    assert {("2026-Q1", "helped", "helped=no"), ("2026-Q1", "helped", "helped=yes")} <= {each.place for each in found}
