"""Will the times do? The forecast is held against the plain cases, against itself, and against an integer program."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from flows.forecast import DAYS, Forecast, Outlook, expected, forecast, last_day_needed, what_if

TODAY = date(2027, 3, 1)  # a Monday
REACH = (last_day_needed(TODAY) - TODAY).days + 1


def ahead(number: int) -> date:
    return TODAY + timedelta(days=number)


def every_day(count: int, *, weeks: int = 8) -> dict[date, int]:
    """So many came on each day of the last weeks."""
    return {TODAY - timedelta(days=number): count for number in range(1, weeks * 7 + 1)}


def outlook(*, waiting: int = 0, history: Mapping[date, int] | None = None, free: Mapping[int, int]) -> Outlook:
    """`free` by how many days ahead."""
    return Outlook(
        today=TODAY,
        waiting=waiting,
        history=every_day(0) if history is None else history,
        free={ahead(number): count for number, count in free.items()},
    )


# --- what is expected ---


def test_as_many_are_expected_as_came_in_the_last_eight_weeks() -> None:
    long_ago = dict.fromkeys((TODAY - timedelta(days=number) for number in range(57, 120)), 50)
    demand, certain = expected(outlook(history=long_ago | every_day(2), free={}))
    assert certain
    assert set(demand.values()) == {2}
    assert list(demand) == [ahead(number) for number in range(21)]


def test_more_are_expected_on_the_weekdays_more_came_on() -> None:
    mondays = {day: 7 if day.weekday() == 0 else 0 for day in every_day(0)}
    demand, _ = expected(outlook(history=mondays, free={}))
    by_weekday = {day.weekday(): number for day, number in demand.items()}
    assert by_weekday[0] == Fraction(8 * 7 + 2, 10)  # eight Mondays of seven, and twice the mean of one a day
    assert {by_weekday[weekday] for weekday in range(1, 7)} == {Fraction(2, 10)}
    assert sum(by_weekday.values()) == 7, "the week is shared, not changed"


def test_a_holiday_is_a_sunday_both_when_it_was_and_when_it_comes() -> None:
    closed = {TODAY - timedelta(days=7), ahead(7)}  # two Mondays
    history = {day: 0 if day.weekday() == 6 or day in closed else 3 for day in every_day(0)}
    demand, _ = expected(replace(outlook(history=history, free={}), holidays=closed))
    mean = Fraction(sum(history.values()), 56)
    assert demand[ahead(7)] == demand[ahead(6)] == (9 * 0 + 2 * mean) / 11
    assert demand[ahead(0)] == demand[ahead(14)] == (7 * 3 + 2 * mean) / 9, "the empty Monday was none"


@pytest.mark.parametrize(("days", "certain"), [(1, False), (13, False), (14, True), (30, True)])
def test_with_less_than_two_weeks_the_mean_is_flat_and_says_so(days: int, certain: bool) -> None:
    history = {TODAY - timedelta(days=number): 6 if number == days else 0 for number in range(1, days + 1)}
    demand, sure = expected(outlook(history=history, free={}))
    assert sure is certain
    if not certain:
        assert set(demand.values()) == {Fraction(6, days)}


def test_without_any_history_nobody_is_expected_and_nothing_is_certain() -> None:
    demand, certain = expected(outlook(history={}, free={}))
    assert set(demand.values()) == {0}
    assert not certain
    assert not forecast(outlook(history={}, free={})).certain


def test_today_is_not_over_and_does_not_count_as_history() -> None:
    demand, _ = expected(outlook(history=every_day(1) | {TODAY: 90, ahead(1): 90}, free={}))
    assert set(demand.values()) == {1}
    at_first, _ = expected(outlook(history=every_day(1, weeks=1) | {TODAY: 90}, free={}))
    assert set(at_first.values()) == {1}


# --- whether the times do ---


def test_a_time_a_day_does_for_one_a_day() -> None:
    told = forecast(outlook(history=every_day(1), free=dict.fromkeys(range(REACH), 1)))
    assert told.free == told.expected == {7: 7, 14: 14, 21: 21}
    assert told.short == {7: 0, 14: 0, 21: 0}
    assert (told.runs_out_on, told.more_needed, told.more) == (None, 0, {})
    assert {day.left for day in told.days} == {0}


def test_twenty_times_do_for_twenty_days_and_not_for_twenty_one() -> None:
    told = forecast(outlook(history=every_day(1), free={20: 20}))
    assert told.runs_out_on == ahead(0), "who comes today cannot wait for the day after her fourteenth"
    told = forecast(outlook(history=every_day(1), free={13: 14, 20: 6}))
    assert told.runs_out_on == ahead(20)
    assert told.short == {7: 0, 14: 0, 21: 1}
    assert (told.more_needed, told.more) == (1, {ahead(20): 1})


def test_the_times_run_out_on_thursday_week_and_three_more_would_cover_it() -> None:
    # Four who wait take Wednesday's, those of the next ten days the tenth's; the last lie too far off until day 13.
    told = forecast(outlook(waiting=4, history=every_day(1), free={2: 4, 9: 10, 26: 8}))
    assert told.runs_out_on == ahead(10) == date(2027, 3, 11)
    assert [day.day for day in told.days if day.without] == [ahead(10), ahead(11), ahead(12)]
    assert told.short == {7: 0, 14: 3, 21: 3}
    assert (told.more_needed, told.more) == (3, {ahead(20): 3})


def test_who_waits_goes_first_and_is_in_no_day_s_expectation() -> None:
    told = forecast(outlook(waiting=2, history=every_day(1), free={0: 2, 14: 7}))
    assert told.waiting == 2
    assert told.expected[7] == 7
    assert [day.without for day in told.days[:2]] == [1, 0], "two waited, two were seated; who came today was third"


def test_a_unit_without_times_runs_out_today() -> None:
    told = forecast(outlook(history=every_day(1), free={}))
    assert told.runs_out_on == TODAY
    assert told.short == told.expected
    assert told.more_needed == 21


def test_times_behind_the_horizon_help_those_who_come_late_in_it() -> None:
    free = dict.fromkeys(range(8), 1) | {33: 13}
    told = forecast(outlook(history=every_day(1), free=free))
    assert last_day_needed(TODAY) == ahead(33)
    assert told.runs_out_on == ahead(8)
    assert told.days[20].without == 0
    assert told.short[21] == 12


def test_a_day_s_picture_says_how_many_of_its_times_stay_free() -> None:
    told = forecast(outlook(history=every_day(1), free={3: 30}))
    assert [day.free for day in told.days[:5]] == [0, 0, 0, 30, 0]
    assert told.days[3].left == 26
    assert [day.without for day in told.days[2:6]] == [0, 0, 1, 1]


# --- what if ---


def test_what_if_nothing_is_added_is_the_forecast() -> None:
    given_now = outlook(waiting=3, history=every_day(1), free={4: 9})
    assert what_if(given_now, extra_per_week=0) == forecast(given_now)


def test_extra_times_lie_on_working_days_one_after_another() -> None:
    easter_monday = ahead(7)
    now = replace(outlook(free={}), holidays={easter_monday})
    told = what_if(now, extra_per_week=6)
    assert [day.free for day in told.days[:14]] == [2, 1, 1, 1, 1, 0, 0, 0, 2, 2, 1, 1, 0, 0]


def test_a_week_of_nothing_but_holidays_gets_its_extra_times_all_the_same() -> None:
    now = replace(outlook(free={}), holidays={ahead(number) for number in range(7)})
    assert what_if(now, extra_per_week=3).free[7] == 3


# --- what is not accepted ---


@pytest.mark.parametrize(
    "changes",
    [{"waiting": -1}, {"free": {TODAY: -1}}, {"history": {TODAY: -1}}, {"today": datetime(2027, 3, 1, tzinfo=UTC)}],
)
def test_an_outlook_that_cannot_be_is_our_mistake(changes: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"below nought|date with a time"):
        replace(outlook(free={}), **changes)  # type: ignore[arg-type]


def test_times_cannot_be_taken_away_by_asking_what_if() -> None:
    with pytest.raises(ValueError, match="below nought"):
        what_if(outlook(free={}), extra_per_week=-1)


# --- always ---

counts = st.integers(0, 4)
frees = st.dictionaries(st.integers(0, REACH - 1), st.integers(0, 9), max_size=14)
histories = st.lists(counts, min_size=1, max_size=60).map(
    lambda numbers: {TODAY - timedelta(days=number + 1): count for number, count in enumerate(numbers)}
)
outlooks = st.builds(
    lambda waiting, history, free: outlook(waiting=waiting, history=history, free=free),
    st.integers(0, 12),
    histories,
    frees,
)
quick = settings(max_examples=30, deadline=None)


def out(told: Forecast) -> date:
    return told.runs_out_on or date.max


@quick
@given(outlooks, st.dictionaries(st.integers(0, REACH - 1), st.integers(0, 5), max_size=5))
def test_more_free_times_never_run_out_sooner(now: Outlook, more: dict[int, int]) -> None:
    free = dict(now.free)
    for number, count in more.items():
        free[ahead(number)] = free.get(ahead(number), 0) + count
    before, after = forecast(now), forecast(replace(now, free=free))
    assert out(after) >= out(before)
    assert after.more_needed <= before.more_needed
    assert all(after.short[horizon] <= before.short[horizon] for horizon in before.short)


@quick
@given(outlooks, st.integers(0, 5), st.data())
def test_more_demand_never_runs_out_later(now: Outlook, waiting: int, data: st.DataObject) -> None:
    came = data.draw(st.dictionaries(st.sampled_from(sorted(now.history)), st.integers(1, 4), max_size=4))
    history = {day: count + came.get(day, 0) for day, count in now.history.items()}
    before, after = forecast(now), forecast(replace(now, waiting=now.waiting + waiting, history=history))
    assert out(after) <= out(before)
    assert after.more_needed >= before.more_needed


@quick
@given(outlooks, st.integers(0, 6))
def test_more_a_week_never_runs_out_sooner(now: Outlook, extra: int) -> None:
    assert out(what_if(now, extra_per_week=extra + 1)) >= out(what_if(now, extra_per_week=extra))


@quick
@given(outlooks)
def test_everybody_finds_a_time_or_is_counted_as_without(now: Outlook) -> None:
    told = forecast(now)
    short = sum(day.without for day in told.days)
    assert short == told.short[21]
    assert (told.runs_out_on is None) == (short == 0) == (told.more_needed == 0)
    assert told.runs_out_on is None or next(day.day for day in told.days if day.without) == told.runs_out_on
    assert all(0 <= day.left <= day.free for day in told.days)


@quick
@given(outlooks)
def test_the_extra_times_it_names_leave_nobody_without(now: Outlook) -> None:
    told = forecast(now)
    free = dict(now.free)
    for day, count in told.more.items():
        assert TODAY <= day <= ahead(DAYS - 1)
        free[day] = free.get(day, 0) + count
    assert forecast(replace(now, free=free)).runs_out_on is None


def fewest_extra(now: Outlook) -> int:
    """The smallest number of extra times on the next 21 days, found by an integer program that knows nothing of order.

    Its unknowns: how many extra times each day gets, and how many of those who come on a day take one on another.
    """
    demand, _ = expected(now)
    coming = [float(demand[ahead(d)]) + (now.waiting if d == 0 else 0) for d in range(DAYS)]
    ways = [(d, e) for d in range(DAYS) for e in range(d, d + 14)]
    size = DAYS + len(ways)
    seated, room = numpy.zeros((DAYS, size)), numpy.zeros((REACH, size))
    for place, (d, e) in enumerate(ways, start=DAYS):
        seated[d, place] = 1
        room[e, place] = 1
    for e in range(DAYS):
        room[e, e] = -1
    free = [now.free.get(ahead(e), 0) for e in range(REACH)]
    solved = milp(
        numpy.array([1.0] * DAYS + [0.0] * len(ways)),
        integrality=numpy.array([1] * DAYS + [0] * len(ways)),
        bounds=Bounds(0, numpy.inf),
        constraints=[LinearConstraint(seated, coming, coming), LinearConstraint(room, -numpy.inf, free)],
    )
    assert solved.status == 0, solved.message
    fewest: float = solved.fun
    return round(fewest)


@settings(max_examples=40, deadline=None)
@given(outlooks)
def test_no_smaller_number_of_extra_times_would_do(now: Outlook) -> None:
    assert forecast(now).more_needed == fewest_extra(now)
