"""The report on pre-talks: exact shares and medians at once, and by age band only what was published."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.counting import Ballot, tally
from flows.pretalk_counting import HELD as HELD_TABLE
from flows.pretalk_counting import NEVER, OFFERED, REASON, RESULT, EndedPretalk
from flows.pretalk_figures import PretalkLine, PretalkReport, Share, build_pretalk_report
from flows.publishing import to_publish
from flows.vocabulary import AgeBand, DelayReason, Onward, PretalkResult, Within
from tests.flows.streams import pretalk_stream, stream

TODAY = date(2027, 5, 12)
HELD = EndedPretalk(
    unit="0-11",
    band=AgeBand.CHILD,
    result=PretalkResult.HELD,
    offered=Within.SEVEN,
    held=Within.FOURTEEN,
    onward=Onward.COURSE,
)
LATE = replace(HELD, offered=Within.THIRTY, held=Within.LATER, reason=DelayReason.NO_TIMES)
NEVER_OFFERED = replace(HELD, result=PretalkResult.GIVEN_UP, offered=None, held=None, onward=None)
ABSENT = replace(HELD, result=PretalkResult.ABSENT, held=None, onward=None, missed=1)


def cast(*said: EndedPretalk, month: str = "2027-05") -> list[Ballot]:
    return [Ballot(month=month, registration=one) for one in said]


def report(untallied: list[Ballot], *, today: date = TODAY, units: tuple[str, ...] = ()) -> PretalkReport:
    return build_pretalk_report(counters={}, untallied=untallied, published=(), today=today, units=units)


def line(*said: EndedPretalk) -> PretalkLine:
    (found,) = report(cast(*said)).months
    return found


# --- a month ---


def test_a_month_says_how_many_were_offered_and_held_in_time() -> None:
    month = line(HELD, HELD, replace(HELD, offered=Within.THREE), LATE, NEVER_OFFERED, ABSENT)
    assert (month.period, month.unit, month.ended, month.held) == ("2027-05", "0-11", 6, 4)
    assert [month.offered_within(days) for days in (7, 14, 30)] == [
        Share(count=4, of=6),
        Share(count=4, of=6),
        Share(count=5, of=6),
    ]
    assert [month.held_within(days) for days in (14, 30)] == [Share(count=3, of=4), Share(count=3, of=4)]
    assert month.no_shows == Share(count=1, of=6)
    assert month.of(REASON)["no_times"] == 1
    assert month.of(RESULT) == {"held": 4, "given_up": 1, "absent": 1, "cancelled_late": 0}


def test_pauses_are_told_apart() -> None:
    assert line(HELD, replace(HELD, paused=True)).paused == Share(count=1, of=2)


def test_a_limit_that_is_not_counted_is_not_made_up() -> None:
    with pytest.raises(ValueError, match="no such limit"):
        line(HELD).offered_within(10)


@pytest.mark.parametrize(
    ("offered", "expected"),
    [
        ([], None),
        ([Within.THREE], "1-3"),
        ([Within.THREE, Within.THREE, Within.LATER], "1-3"),
        ([Within.THREE, Within.FOURTEEN], "8-14"),
        ([Within.THREE, Within.SEVEN, None, None], NEVER),
        ([Within.THREE, Within.SEVEN, Within.FOURTEEN, None, None], "8-14"),
    ],
)
def test_the_median_is_told_as_the_days_it_lies_in(offered: list[Within | None], expected: str | None) -> None:
    said = [replace(NEVER_OFFERED, offered=soon) for soon in offered]
    (month,) = report(cast(*said), units=("0-11",)).months
    assert month.median_offered == expected
    assert month.median_held is None


def test_the_median_of_those_held_leaves_out_those_who_were_not() -> None:
    assert line(HELD, NEVER_OFFERED, NEVER_OFFERED, NEVER_OFFERED).median_held == "8-14"


@pytest.mark.parametrize(
    ("count", "of", "percent"),
    [(0, 0, None), (0, 3, 0), (3, 3, 100), (1, 2, 50), (1, 8, 13), (2, 3, 67), (999, 1000, 99), (1, 1000, 1)],
)
def test_a_share_in_percent_never_says_all_or_none_when_it_was_not(count: int, of: int, percent: int | None) -> None:
    assert Share(count=count, of=of).percent == percent


# --- all months ---


def test_the_months_run_without_gaps_with_every_unit_and_years_add_them_up() -> None:
    told = report(
        [*cast(HELD, month="2026-12"), *cast(HELD, LATE, month="2027-02"), *cast(replace(HELD, unit="12-24"))],
    )
    assert [(line.period, line.unit) for line in told.months] == [
        (month, unit)
        for month in ("2026-12", "2027-01", "2027-02", "2027-03", "2027-04", "2027-05")
        for unit in ("0-11", "12-24")
    ]
    assert [(line.period, line.unit, line.ended) for line in told.years] == [
        ("2026", "0-11", 1),
        ("2026", "12-24", 0),
        ("2027", "0-11", 2),
        ("2027", "12-24", 1),
    ]
    assert told.years[2].offered_within(14) == Share(count=1, of=2)


def test_a_unit_without_a_pretalk_is_there_with_nothing() -> None:
    (month,) = report([], units=("0-11",)).months
    assert (month.ended, month.offered_within(7).percent, month.no_shows.percent) == (0, None, None)


def test_contacts_are_no_pretalks() -> None:
    assert report(stream(1, months=("2027-05",), volumes=(9,))).months == ()


def test_tallying_changes_no_figure() -> None:
    ballots = pretalk_stream(4, months=("2027-04", "2027-05"), volumes=(20, 20))
    in_the_pool = report(ballots)
    counted = build_pretalk_report(counters=tally(ballots), untallied=(), published=(), today=TODAY)
    halfway = build_pretalk_report(counters=tally(ballots[:13]), untallied=ballots[13:], published=(), today=TODAY)
    assert in_the_pool == counted == halfway


@given(st.integers(0, 10**6))
def test_every_table_of_a_line_says_how_many_ended(seed: int) -> None:
    for month in report(pretalk_stream(seed, months=("2027-05",), volumes=(12,))).months:
        assert {sum(counts.values()) for counts in month.counts.values()} == {month.ended}
        assert month.held == month.ended - month.of(HELD_TABLE)[NEVER]
        assert month.offered_within(7).count <= month.offered_within(14).count <= month.offered_within(30).count
        assert month.held_within(14).count <= month.offered_within(14).count


# --- what was published ---


def after_publishing(ballots: list[Ballot], *, late: list[Ballot] | None = None) -> PretalkReport:
    counters = tally(ballots)
    tables = to_publish(counters=counters, published=(), untallied_months=(), today=TODAY)
    return build_pretalk_report(counters=counters, untallied=late or (), published=tables, today=TODAY)


def test_nothing_is_told_by_age_band_before_it_was_published() -> None:
    told = report(cast(*[HELD] * 40, month="2027-04"))
    assert (told.bands, told.onward) == ((), ())


def test_a_closed_quarter_is_told_by_age_band_and_what_is_hidden_is_not_worked_out() -> None:
    babies = [replace(HELD, band=AgeBand.BABY, offered=Within.THREE, onward=Onward.NOT_NOW)] * 12
    told = after_publishing(cast(*[HELD] * 20, *[LATE] * 2, *babies, month="2027-02"))
    lines = {line.band: line for line in told.bands}
    assert {(line.period, line.unit) for line in told.bands} == {("2027-Q1", "0-11")}
    assert (lines["0-2"].ended, lines["3-11"].ended) == (12, 22)
    assert lines["3-11"].offered["15-30"] is None
    assert lines["3-11"].offered_within(7) is None
    assert lines["3-11"].offered_within(14) is None
    assert lines["3-11"].offered_within(30) == Share(count=22, of=22), "nobody after that, as is shown"
    assert lines["12-16"].offered_within(7) == Share(count=0, of=0)
    (onward,) = told.onward
    assert onward.onward["course"] == 22
    assert onward.onward["not_now"] == 12


def test_an_age_band_s_shares_are_told_where_nothing_is_small() -> None:
    told = after_publishing(cast(*[HELD] * 20, *[LATE] * 5, month="2027-02"))
    (children,) = [line for line in told.bands if line.band == "3-11"]
    assert [children.offered_within(days) for days in (7, 14, 30)] == [
        Share(count=20, of=25),
        Share(count=20, of=25),
        Share(count=25, of=25),
    ]


def test_the_newest_quarter_comes_first() -> None:
    told = after_publishing([*cast(*[HELD] * 20, month="2026-11"), *cast(*[HELD] * 20, month="2027-02")])
    assert list(dict.fromkeys(line.period for line in told.bands)) == ["2027-Q1", "2026-Q4"]
    assert [line.period for line in told.onward] == ["2027-Q1", "2026-Q4"]


def test_one_that_comes_late_counts_in_the_first_open_month() -> None:
    told = after_publishing(cast(*[HELD] * 20, month="2027-02"), late=cast(HELD, month="2027-02"))
    assert {line.period: line.ended for line in told.months} == {
        "2027-02": 20,
        "2027-03": 0,
        "2027-04": 1,
        "2027-05": 0,
    }


def test_every_offered_option_has_its_place_in_a_line() -> None:
    assert tuple(line(HELD).of(OFFERED)) == OFFERED.options == (*Within, NEVER)
