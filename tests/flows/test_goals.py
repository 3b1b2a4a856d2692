"""The goals of the year: a pace only where it is honest, and no number where nothing was counted."""

from datetime import date

from flows.counting import Ballot, Registration, tally
from flows.figures import build_figures
from flows.goals import build_goals, pace
from flows.pretalk_figures import build_pretalk_report
from flows.vocabulary import Channel, ContactKind
from tests.flows.streams import pretalk_stream

SEPTEMBER = date(2026, 9, 30)


def test_a_steady_year_has_so_many_by_now_and_ends_where_the_pace_leads() -> None:
    found = pace(count=150, goal=250, today=date(2026, 7, 2), since="2026-01")
    assert (found.percent_gone, found.due, found.about) == (50, 125, 300)


def test_the_last_day_of_the_year_is_the_whole_year_also_in_a_leap_year() -> None:
    for year in (2026, 2028):
        found = pace(count=248, goal=250, today=date(year, 12, 31), since="2025-04")
        assert (found.percent_gone, found.due, found.about) == (100, 250, 250)


def test_no_pace_is_told_early_from_few_or_when_counting_began_later() -> None:
    assert pace(count=90, goal=250, today=date(2026, 3, 1), since="2026-01").about is None
    assert pace(count=19, goal=250, today=SEPTEMBER, since="2026-01").about is None
    assert pace(count=150, goal=250, today=SEPTEMBER, since="2026-02").about is None
    assert pace(count=150, goal=250, today=SEPTEMBER, since="2026-01").about == 200
    assert pace(count=150, goal=250, today=SEPTEMBER, since="2024-05").about == 200


def test_a_unit_that_was_not_counted_from_the_year_s_start_is_not_compared_with_a_steady_year() -> None:
    assert pace(count=30, goal=250, today=SEPTEMBER, since="2026-08").due is None
    assert pace(count=30, goal=250, today=SEPTEMBER, since="2025-12").due == 187
    older = Registration(kind=ContactKind.CONTACT, channel=Channel.WEB, unit="12-24")
    younger = Registration(kind=ContactKind.CONTACT, channel=Channel.WEB, unit="0-11")
    counters = tally([Ballot(month="2025-12", registration=older), Ballot(month="2026-08", registration=younger)])
    figures = build_figures(counters=counters, untallied=[], published=[], today=SEPTEMBER, units=("0-11", "12-24"))
    report = build_pretalk_report(counters=counters, untallied=[], published=[], today=SEPTEMBER)
    (goal,) = build_goals(figures, report).contacts
    assert (goal.unit, goal.since, goal.pace.due) == ("0-11", "2026-08", None)


def test_the_goals_are_the_figures_and_the_report_s_own_numbers() -> None:
    contact = Registration(kind=ContactKind.CONTACT, channel=Channel.WEB, unit="0-11")
    counters = tally(
        [
            *(Ballot(month=m, registration=contact) for m in ("2026-01", "2026-02", "2025-12")),
            *pretalk_stream(2, months=("2026-02", "2025-11"), volumes=(30, 9)),
        ]
    )
    figures = build_figures(counters=counters, untallied=[], published=[], today=SEPTEMBER, units=("0-11", "12-24"))
    report = build_pretalk_report(counters=counters, untallied=[], published=[], today=SEPTEMBER)
    goals = build_goals(figures, report)
    assert [(each.unit, each.count, each.goal) for each in goals.contacts] == [("0-11", 2, 250)]
    assert [each.unit for each in goals.offers] == ["0-11", "12-24"]
    assert sum(each.share.of for each in goals.offers) == 30
    assert goals.helped is None


def test_where_nothing_ended_there_is_no_percent() -> None:
    figures = build_figures(counters={}, untallied=[], published=[], today=SEPTEMBER, units=("0-11",))
    report = build_pretalk_report(counters={}, untallied=[], published=[], today=SEPTEMBER, units=("0-11",))
    (offer,) = build_goals(figures, report).offers
    assert offer.share.percent is None
