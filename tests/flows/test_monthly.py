"""The month for the meeting: beside what came before, up to its own end, and the same when later months come."""

from dataclasses import replace
from datetime import date

import pytest

from flows.cells import months_of
from flows.counting import Ballot, Registration, tally
from flows.figures import Figures, build_figures
from flows.monthly import month_report, newest_month, reported_months
from flows.pretalk_figures import PretalkReport, build_pretalk_report
from flows.publishing import to_publish
from flows.vocabulary import Channel, ContactKind
from tests.flows.streams import pretalk_stream, stream

MONTHS = (*months_of("2025-Q3"), *months_of("2025-Q4"), *months_of("2026"))
CONTACTS = stream(3, months=MONTHS, volumes=[20 + number for number, _ in enumerate(MONTHS)])
PRETALKS = pretalk_stream(3, months=MONTHS, volumes=[8] * len(MONTHS))
TEST = Registration(kind=ContactKind.TEST, channel=Channel.WEB, unit="0-11")


def as_of(today: date) -> tuple[Figures, PretalkReport]:
    """What was known on a day: everything counted by then, and published as it fell due."""
    month = f"{today.year}-{today.month:02}"
    counters = tally(each for each in (*CONTACTS, *PRETALKS) if each.month <= month)
    published = to_publish(counters=counters, published=[], untallied_months=[], today=today)
    figures = build_figures(counters=counters, untallied=[], published=published, today=today)
    return figures, build_pretalk_report(counters=counters, untallied=[], published=published, today=today)


def test_a_month_stands_beside_the_month_before_and_last_year_s() -> None:
    report = month_report(*as_of(date(2026, 8, 4)), "2026-07")
    together = report.lines[-1]
    by_month = {month: 20 + number for number, month in enumerate(MONTHS)}
    assert together.unit is None
    assert (together.month, together.before, together.year_ago) == (
        by_month["2026-07"],
        by_month["2026-06"],
        by_month["2025-07"],
    )
    assert together.so_far == sum(by_month[month] for month in months_of("2026")[:7])
    assert [(line.unit, line.goal) for line in report.lines] == [("0-11", 250), ("12-24", None), (None, None)]
    for column in ("month", "before", "year_ago", "so_far"):
        assert sum(getattr(line, column) for line in report.lines[:-1]) == getattr(together, column)


def test_what_was_not_counted_yet_is_unknown_and_not_nought() -> None:
    first = month_report(*as_of(date(2025, 8, 4)), "2025-07").lines[-1]
    assert (first.month, first.before, first.year_ago) == (20, None, None)


def test_a_month_s_page_is_the_same_when_later_months_have_come() -> None:
    then, now = (month_report(*as_of(day), "2026-03") for day in (date(2026, 4, 20), date(2026, 11, 20)))
    assert then == now
    assert then.quarter == "2026-Q1"


def test_its_themes_are_of_the_newest_quarter_that_was_over_with_it() -> None:
    figures, promise = as_of(date(2026, 8, 4))
    assert month_report(figures, promise, "2026-07").quarter == "2026-Q2"
    assert month_report(figures, promise, "2026-05").quarter == "2026-Q1"
    assert month_report(figures, promise, "2025-08").quarter == ""


def test_its_promise_is_the_month_s_and_the_year_s_until_then() -> None:
    report = month_report(*as_of(date(2026, 8, 4)), "2026-03")
    assert sum(month.ended for month, _ in report.pretalks) == 8
    assert sum(year.ended for _, year in report.pretalks) == 24


def test_it_counts_what_is_hidden_and_what_stands_apart() -> None:
    figures, promise = as_of(date(2026, 8, 4))
    report = month_report(figures, promise, "2026-07")
    shown = [each for each in figures.breakdowns if each.period == "2026-07"]
    hidden = sum(cell is None for each in shown for row in each.rows for cell in (*row.cells, row.total))
    assert report.hidden == hidden + sum(each.column_totals.count(None) for each in shown) > 0
    counted = tally([*CONTACTS, Ballot(month="2026-07", registration=TEST)])
    figures = build_figures(counters=counted, untallied=[], published=[], today=date(2026, 8, 4))
    assert month_report(figures, promise, "2026-07").kinds[ContactKind.TEST] == 1


def test_before_a_month_is_published_its_totals_stand_alone() -> None:
    figures, promise = as_of(date(2026, 8, 4))
    waiting = replace(figures, breakdowns=tuple(each for each in figures.breakdowns if each.period != "2026-07"))
    assert not month_report(waiting, promise, "2026-07").published
    assert newest_month(waiting) == "2026-06"
    assert newest_month(figures) == "2026-07"


def test_only_months_that_are_over_are_reported() -> None:
    figures, promise = as_of(date(2026, 8, 4))
    assert reported_months(figures)[0] == "2026-07"
    for month in ("2026-08", "2031-01", "2025-06", "2026-13", "nonsense"):
        with pytest.raises(ValueError, match="over"):
            month_report(figures, promise, month)
    nothing = build_figures(counters={}, untallied=[], published=[], today=date(2026, 8, 4))
    assert newest_month(nothing) is None
