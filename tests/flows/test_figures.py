"""The coordinator's figures: totals at once, breakdowns only of what was published."""

from dataclasses import replace
from datetime import date

from flows.breakdowns import TROUBLES, Breakdown
from flows.counting import Ballot, Registration, tally
from flows.figures import build_figures
from flows.publishing import to_publish
from flows.table_reading import DECLARED
from flows.vocabulary import AgeBand, Channel, ContactKind, Role, Trouble
from tests.flows.streams import stream

TODAY = date(2026, 5, 12)
A_CONTACT = Registration(
    kind=ContactKind.CONTACT, channel=Channel.WEB, unit="0-11", band=AgeBand.CHILD, role=Role.MOTHER
)


def ballot(month: str = "2026-05", *, kind: ContactKind = ContactKind.CONTACT, unit: str = "0-11") -> Ballot:
    return Ballot(month=month, registration=replace(A_CONTACT, kind=kind, unit=unit))


def test_one_more_contact_is_one_more_at_once() -> None:
    counters = tally([ballot(), ballot("2026-02"), ballot("2025-12")])
    before = build_figures(counters=counters, untallied=[], published=[], today=TODAY)
    after = build_figures(counters=counters, untallied=[ballot()], published=[], today=TODAY)
    assert (before.month_total, before.year_total) == (1, 2)
    assert (after.month_total, after.year_total) == (2, 3)


def test_tallying_changes_no_figure() -> None:
    cast = stream(3, months=("2026-04", "2026-05"), volumes=(20, 20))
    in_the_pool = build_figures(counters={}, untallied=cast, published=[], today=TODAY)
    counted = build_figures(counters=tally(cast), untallied=[], published=[], today=TODAY)
    halfway = build_figures(counters=tally(cast[:17]), untallied=cast[17:], published=[], today=TODAY)
    assert in_the_pool == counted == halfway


def test_the_other_kinds_stand_apart() -> None:
    cast = [ballot(), *(ballot(kind=kind) for kind in ContactKind), ballot("2026-01", kind=ContactKind.TEST)]
    figures = build_figures(counters={}, untallied=cast, published=[], today=TODAY)
    (unit,) = figures.units
    assert unit.month == figures.month_total == 2
    assert unit.month_by_kind == {
        ContactKind.CONTACT: 2,
        ContactKind.CONTINUED: 1,
        ContactKind.TEST: 1,
        ContactKind.WRONG: 1,
    }
    assert unit.year_by_kind[ContactKind.TEST] == 2


def test_the_goal_is_for_the_small_children_s_unit() -> None:
    figures = build_figures(counters={}, untallied=[], published=[], today=TODAY, units=("12-24", "0-11"))
    assert [(unit.unit, unit.year, unit.goal) for unit in figures.units] == [("0-11", 0, 250), ("12-24", 0, None)]


def test_the_months_run_without_gaps_to_this_one() -> None:
    figures = build_figures(
        counters=tally([ballot("2025-11"), ballot("2026-02", unit="12-24")]), untallied=[], published=[], today=TODAY
    )
    assert [month.month for month in figures.months] == [
        "2025-11",
        "2025-12",
        "2026-01",
        "2026-02",
        "2026-03",
        "2026-04",
        "2026-05",
    ]
    assert [month.total for month in figures.months] == [1, 0, 0, 1, 0, 0, 0]
    assert figures.months[3].units == {"0-11": 0, "12-24": 1}


def published_breakdowns() -> tuple[Breakdown, ...]:
    counters = tally(stream(9, months=("2026-03", "2026-04"), volumes=(80, 90)))
    tables = to_publish(counters=counters, published=[], untallied_months=[], today=TODAY)
    return build_figures(counters=counters, untallied=[], published=tables, today=TODAY).breakdowns


def test_breakdowns_come_newest_first_and_only_of_closed_periods() -> None:
    periods = list(dict.fromkeys(breakdown.period for breakdown in published_breakdowns()))
    assert periods == ["2026-04", "2026-Q1", "2026-03"]


def test_a_month_is_shown_per_unit_and_a_quarter_over_all() -> None:
    assert {(breakdown.period, breakdown.unit) for breakdown in published_breakdowns()} == {
        ("2026-04", "0-11"),
        ("2026-04", "12-24"),
        ("2026-Q1", None),
        ("2026-03", "0-11"),
        ("2026-03", "12-24"),
    }


def test_troubles_are_one_breakdown_of_several_answers() -> None:
    (troubles,) = [breakdown for breakdown in published_breakdowns() if breakdown.several]
    assert troubles.table == TROUBLES
    assert troubles.columns == tuple(Trouble)
    assert not any(
        table.name in {b.table for b in published_breakdowns()} for table in DECLARED.tables if table.trouble
    )


def test_a_breakdown_s_lines_are_as_long_as_its_columns() -> None:
    for breakdown in published_breakdowns():
        assert len(breakdown.column_totals) == len(breakdown.columns)
        assert {len(row.cells) for row in breakdown.rows} == {len(breakdown.columns)}
        assert breakdown.total > 0


def test_nothing_is_broken_down_that_was_not_published() -> None:
    counters = tally(stream(9, months=("2026-04",), volumes=(90,)))
    assert build_figures(counters=counters, untallied=[], published=[], today=TODAY).breakdowns == ()
