"""The clock of a case: what it shows day by day, what is done about it, and what a pause and an end do to it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flows.clock import Dates, Measure, escalation, postponed, reading, to_tell
from flows.deadlines import Level
from flows.vocabulary import ClockState, PretalkState

FIRST = date(2027, 3, 1)  # a Monday; the clock on the wall changes on the 28th
WISHED = Dates(first_contact_on=FIRST, state=PretalkState.WISHED)
OFFERED = Dates(first_contact_on=FIRST, state=PretalkState.OFFERED, offered_on=FIRST)


def day(number: int) -> date:
    """The calendar day that is so many days into the case, with the first contact as day 1."""
    return FIRST + timedelta(days=number - 1)


def booked(number: int, state: PretalkState = PretalkState.BOOKED) -> Dates:
    return replace(OFFERED, state=state, booked_for=day(number))


# --- an ordinary case ---


def test_a_case_without_a_wish_has_no_clock() -> None:
    for number in (1, 7, 14, 15, 30, 200):
        shown = reading(Dates(first_contact_on=FIRST), day(number))
        assert (shown.state, shown.level, shown.day) == (ClockState.NO_WISH, Level.NEW, number)
        assert not any((shown.overdue, shown.red, shown.needs_time))
        assert escalation(shown) == frozenset()
        assert to_tell(shown, told=0) is None


def test_a_wish_is_counted_from_first_contact_to_the_fourteenth_day_and_beyond() -> None:
    first, last, after = (reading(WISHED, day(number)) for number in (1, 14, 15))
    assert (first.day, first.of, first.overdue) == (1, 14, False)
    assert first.last_day == day(14) == date(2027, 3, 14)
    assert first.limit_day == day(30)
    assert (last.day, last.overdue) == (14, False)
    assert (after.day, after.overdue) == (15, True)


NOBODY: frozenset[Measure] = frozenset()
THERAPISTS = frozenset({Measure.TELL_THERAPISTS})
LEADER = THERAPISTS | {Measure.TELL_LEADER}
REASON = LEADER | {Measure.ASK_REASON}
OTHERS = REASON | {Measure.PROPOSE_OTHER_OFFERS}
RED = OTHERS | {Measure.SHOW_RED}


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, NOBODY),
        (6, NOBODY),
        (7, THERAPISTS),
        (11, THERAPISTS),
        (12, LEADER),
        (13, LEADER),
        (14, REASON),
        (20, REASON),
        (21, OTHERS),
        (29, OTHERS),
        (30, RED),
        (90, RED),
    ],
)
@pytest.mark.parametrize("dates", [WISHED, OFFERED, replace(OFFERED, state=PretalkState.ABSENT, booked_for=FIRST)])
def test_without_a_time_more_and_more_is_done(dates: Dates, number: int, expected: frozenset[Measure]) -> None:
    assert escalation(reading(dates, day(number))) == expected


def test_each_level_is_told_of_once() -> None:
    told = 0
    heard = []
    for number in range(1, 40):
        shown = reading(WISHED, day(number))
        for _ in range(3):  # the job runs several times a day
            news = to_tell(shown, told)
            if news is not None:
                heard.append((number, news))
                told = news
    assert heard == [
        (7, Level.WEEK),
        (12, Level.NEAR),
        (14, Level.REASON),
        (21, Level.OTHER_OFFERS),
        (30, Level.LIMIT),
    ]


def test_who_was_not_told_in_time_is_told_once_of_how_it_stands() -> None:
    assert to_tell(reading(WISHED, day(13)), told=0) is Level.NEAR
    assert to_tell(reading(WISHED, day(13)), told=Level.NEAR) is None


# --- a time ---


def test_while_a_time_stands_nobody_is_told() -> None:
    for number in (7, 12, 14):
        shown = reading(booked(14), day(number))
        assert shown.state is ClockState.BOOKED
        assert not shown.late
        assert escalation(shown) == NOBODY
        assert to_tell(shown, told=0) is None


def test_a_time_behind_the_fourteenth_day_asks_for_its_reason_at_once() -> None:
    shown = reading(booked(15), day(2))
    assert shown.late
    assert not any((shown.overdue, shown.red))
    assert escalation(shown) == {Measure.ASK_REASON}
    assert to_tell(shown, told=0) is None, "were it told of as level 14, days 7 and 12 would pass in silence"


def test_a_time_behind_the_thirtieth_day_is_red_at_once() -> None:
    assert not reading(booked(30), day(2)).red
    shown = reading(booked(31), day(2))
    assert shown.red
    assert escalation(shown) == {Measure.ASK_REASON, Measure.SHOW_RED}


def test_a_booked_time_that_passed_without_a_word_is_overdue_in_the_end() -> None:
    assert reading(booked(10), day(15)).overdue
    assert reading(booked(10), day(30)).red


def test_who_did_not_come_waits_for_a_time_again() -> None:
    shown = reading(booked(10, PretalkState.ABSENT), day(12))
    assert shown.state is ClockState.WISH
    assert to_tell(shown, told=Level.WEEK) is Level.NEAR


# --- the end ---


def test_the_clock_stops_on_the_day_it_was_held() -> None:
    shown = reading(booked(9, PretalkState.HELD), day(60))
    assert (shown.day, shown.stopped_on, shown.state) == (9, day(9), ClockState.HELD)
    assert not any((shown.overdue, shown.red, shown.late))
    assert escalation(shown) == NOBODY


def test_one_held_too_late_keeps_asking_why_and_nothing_else() -> None:
    shown = reading(booked(40, PretalkState.HELD), day(60))
    assert (shown.day, shown.late, shown.overdue, shown.red) == (40, True, False, False)
    assert escalation(shown) == {Measure.ASK_REASON}


def test_the_clock_stops_when_it_was_given_up() -> None:
    given_up = replace(WISHED, state=PretalkState.GIVEN_UP, given_up_on=day(20))
    shown = reading(given_up, day(45))
    assert (shown.day, shown.stopped_on, shown.overdue) == (20, day(20), False)
    assert escalation(shown) == NOBODY
    assert reading(replace(given_up, state=PretalkState.WISHED), day(45)).day == 45, "and goes on if she comes back"


# --- later ---


def test_the_days_she_asked_to_wait_are_not_counted() -> None:
    dates = replace(OFFERED, later_on=day(5), later_from=day(25))
    shown = {number: reading(dates, day(number)) for number in (4, 5, 24, 25, 34, 35)}
    assert [reading.day for reading in shown.values()] == [4, 4, 4, 5, 14, 15]
    assert [reading.paused for reading in shown.values()] == [False, True, True, False, False, False]
    assert {reading.last_day for reading in shown.values()} == {day(34)}
    assert {reading.limit_day for reading in shown.values()} == {day(50)}


def test_while_it_pauses_nobody_is_told_and_afterwards_they_are() -> None:
    dates = replace(WISHED, later_on=day(8), later_from=day(20))
    assert to_tell(reading(dates, day(7)), told=0) is Level.WEEK
    assert escalation(reading(dates, day(19))) == NOBODY
    assert to_tell(reading(dates, day(19)), told=0) is None
    assert to_tell(reading(dates, day(20)), told=0) is Level.WEEK
    assert to_tell(reading(dates, day(24)), told=Level.WEEK) is Level.NEAR


def test_later_asked_for_in_the_first_minute_begins_the_clock_later() -> None:
    dates = replace(WISHED, later_on=FIRST, later_from=day(11))
    assert [reading(dates, day(number)).day for number in (1, 10, 11, 12)] == [1, 1, 1, 2]
    assert reading(dates, FIRST).last_day == day(24)


def test_a_pause_after_the_fourteenth_day_does_not_bring_it_back() -> None:
    dates = replace(WISHED, later_on=day(16), later_from=day(26))
    shown = reading(dates, day(20))
    assert (shown.day, shown.last_day, shown.limit_day, shown.overdue) == (15, day(14), day(40), True)


@pytest.mark.parametrize("days", [14, 30])
def test_later_asked_for_on_the_last_day_itself_moves_it(days: int) -> None:
    dates = replace(WISHED, later_on=day(days), later_from=day(days + 5))
    shown = reading(dates, day(days))
    assert (shown.day, shown.last_day if days == 14 else shown.limit_day) == (days - 1, day(days + 5))


def test_a_time_in_the_wanted_later_is_not_late() -> None:
    dates = replace(booked(30), later_on=day(3), later_from=day(28))
    assert not reading(dates, day(3)).late


def test_later_can_be_longer_shorter_and_over() -> None:
    paused = postponed(WISHED, day(4), day(20))
    assert (paused.later_on, paused.later_from) == (day(4), day(20))
    assert postponed(paused, day(6), day(30)) == replace(WISHED, later_on=day(4), later_from=day(30))
    resumed = postponed(paused, day(6), day(6))
    assert not reading(resumed, day(6)).paused
    assert reading(resumed, day(6)).day == 4


def test_later_asked_for_twice_leaves_out_both_and_not_the_days_between() -> None:
    twice = postponed(postponed(WISHED, day(4), day(14)), day(20), day(30))
    assert reading(twice, day(20)).day == 9  # three, then days 14 to 19
    assert reading(twice, day(29)).paused
    assert reading(twice, day(30)).day == 10


def test_later_cannot_be_earlier() -> None:
    with pytest.raises(ValueError, match="from today on"):
        postponed(WISHED, day(5), day(4))


# --- what is not accepted ---


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({"offered_on": day(0)}, "before the first contact"),
        ({"booked_for": day(-3)}, "before the first contact"),
        ({"later_on": day(3)}, "later has the day"),
        ({"later_from": day(3)}, "later has the day"),
        ({"later_on": day(3), "later_from": day(2)}, "ends before"),
        ({"state": PretalkState.BOOKED}, "has a day"),
        ({"state": PretalkState.HELD}, "has a day"),
        ({"state": PretalkState.GIVEN_UP}, "given up on"),
        ({"offered_on": datetime(2027, 3, 3, 12, tzinfo=UTC)}, "date with a time"),
    ],
)
def test_dates_that_cannot_be_are_our_mistake(changes: dict[str, date], match: str) -> None:
    with pytest.raises(ValueError, match=match):
        replace(WISHED, **changes)  # type: ignore[arg-type]


def test_a_clock_is_not_read_before_the_first_contact() -> None:
    with pytest.raises(ValueError, match="before the first contact"):
        reading(WISHED, day(0))


# --- always ---

NUMBERS = st.integers(1, 80)


@st.composite
def cases(draw: st.DrawFn) -> Dates:
    """Any case that can be, with or without a pause."""
    pause = draw(st.none() | st.tuples(NUMBERS, st.integers(0, 60)))
    return Dates(
        first_contact_on=FIRST,
        state=draw(st.none() | st.sampled_from(PretalkState)),
        booked_for=day(draw(NUMBERS)),
        given_up_on=day(draw(NUMBERS)),
        later_on=None if pause is None else day(pause[0]),
        later_from=None if pause is None else day(pause[0] + pause[1]),
    )


@given(dates=cases(), number=st.integers(1, 150))
@example(dates=Dates(first_contact_on=FIRST, later_on=FIRST, later_from=day(3)), number=2)
def test_a_clock_goes_on_by_one_or_stands_and_knows_when_it_is_over(dates: Dates, number: int) -> None:
    today, tomorrow = reading(dates, day(number)), reading(dates, day(number + 1))
    # Asked for later on the very first day: the first day that counts is still day 1.
    begins = today.day == 1 and (number == 1 or dates.pauses_on(FIRST))
    stands = dates.pauses_on(day(number + 1)) or dates.stopped_on is not None or begins
    assert tomorrow.day - today.day in ((0, 1) if stands else (1,))
    assert today.level <= tomorrow.level
    assert not (today.overdue and day(number) <= today.last_day)
    assert not (today.runs and day(number) > today.last_day and not dates.pauses_on(day(number)) and not today.overdue)
    if today.runs:
        assert reading(dates, today.last_day).day == 14
        assert reading(dates, today.limit_day).day == 30


@given(dates=cases(), number=st.integers(1, 150), told=st.sampled_from((0, *Level)))
def test_nobody_is_told_of_what_has_a_time_waits_on_purpose_or_is_over(dates: Dates, number: int, told: int) -> None:
    shown = reading(dates, day(number))
    news = to_tell(shown, told)
    if news is not None:
        assert shown.state in (ClockState.WISH, ClockState.OFFERED)
        assert not shown.paused
        assert news > told
        assert Measure.TELL_THERAPISTS in escalation(shown)
        assert to_tell(shown, told=news) is None


@given(dates=cases(), on=NUMBERS, days=st.integers(0, 60), after=st.integers(0, 60))
def test_asking_for_later_moves_the_clock_by_just_those_days(dates: Dates, on: int, days: int, after: int) -> None:
    before = reading(dates, day(on))
    again = postponed(dates, day(on), day(on + days))
    if before.runs and not dates.pauses_on(day(on)) and (dates.later_on is None or dates.later_on < day(on)):
        later = on + days + after
        assert reading(again, day(later)).day == max(dates.number_of(day(later)) - days, 1)
