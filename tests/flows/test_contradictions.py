"""A pattern that cannot work is refused, one that is probably a slip is pointed out, and a good one is left alone."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.availability import Facts, Pattern, Wanted, openings
from flows.contradictions import LENGTHS, Clash, Contradiction, contradictions
from tests.flows.patterns import (
    AUTUMN,
    FACTS,
    JONAS,
    MEETING_POINT,
    METTE,
    MONDAY,
    PATTERN,
    ROOM,
    SARA,
    SPRING,
    TUESDAY,
    WANTED,
    at,
)

WEEK = timedelta(weeks=1)
# Jonas on the same mornings, somewhere else.
OTHER = replace(PATTERN, id=b"another pattern", staff_id=JONAS, venue_id=MEETING_POINT)
SINGLE = replace(PATTERN, first_day=TUESDAY, last_day=TUESDAY)


def kinds(pattern: Pattern, *others: Pattern, facts: Facts = FACTS) -> list[Clash]:
    return [each.kind for each in contradictions(pattern, others, facts)]


def warning(kind: Clash, on: date) -> tuple[Contradiction, ...]:
    return (Contradiction(kind=kind, refuses=False, on=on),)


def test_a_good_pattern_is_left_alone() -> None:
    assert contradictions(PATTERN, (), FACTS) == ()
    assert contradictions(PATTERN, (OTHER,), FACTS) == ()


# What is refused, and what is only just not


@pytest.mark.parametrize(
    ("kind", "wrong", "right"),
    [
        (Clash.LENGTH, {"minutes": 50}, {"minutes": 45}),
        (Clash.START, {"opens": time(9, 3)}, {"opens": time(9, 5)}),
        (Clash.BUFFER, {"before": 12}, {"before": 10}),
        (Clash.BUFFER, {"after": 245}, {"after": 240}),
        (Clash.NOTICE, {"notice_hours": 14 * 24}, {"notice_hours": 14 * 24 - 1}),
        (Clash.SAME_PERSON, {"second_id": METTE}, {"second_id": JONAS}),
        (Clash.CLOSES_FIRST, {"closes": time(8)}, {"closes": time(23, 59)}),
        (Clash.CLOSES_FIRST, {"closes": time(9)}, {"closes": time(10)}),
        (Clash.CLOSES_FIRST, {"opens": time(22), "closes": time(0, 30)}, {"opens": time(22), "closes": time(23, 30)}),
        (Clash.NOTHING_FITS, {"closes": time(9, 55)}, {"closes": time(10)}),
        (Clash.ENDS_FIRST, {"last_day": date(2027, 1, 3)}, {"last_day": TUESDAY}),
        (
            Clash.NO_DAY,
            {"first_day": MONDAY + 2 * timedelta(days=1), "last_day": MONDAY + WEEK},
            {"first_day": MONDAY + 2 * timedelta(days=1), "last_day": TUESDAY + WEEK},
        ),
        # Every other week, counted from the first day's own: the Tuesday between is in the wrong one.
        (
            Clash.NO_DAY,
            {"first_day": MONDAY + 2 * timedelta(days=1), "last_day": TUESDAY + WEEK, "every_weeks": 2},
            {"first_day": MONDAY + 2 * timedelta(days=1), "last_day": TUESDAY + 2 * WEEK, "every_weeks": 2},
        ),
        (Clash.NO_DAY, {"first_day": MONDAY, "last_day": MONDAY}, {"first_day": TUESDAY, "last_day": TUESDAY}),
        (Clash.PAST, {"last_day": MONDAY}, {"last_day": TUESDAY}),
    ],
)
def test_what_cannot_work_is_refused(kind: Clash, wrong: dict[str, Any], right: dict[str, Any]) -> None:
    assert contradictions(replace(PATTERN, **wrong), (), FACTS) == (Contradiction(kind=kind, refuses=True, on=None),)
    assert contradictions(replace(PATTERN, **right), (), FACTS) == ()


def test_a_day_is_over_when_its_last_start_is() -> None:
    assert kinds(SINGLE, facts=replace(FACTS, now=at(TUESDAY, "11:31"))) == [Clash.PAST]
    assert kinds(SINGLE, facts=replace(FACTS, now=at(TUESDAY, "11:30"))) == []


def test_all_that_is_refused_is_said_at_once_and_without_warnings() -> None:
    wrong = replace(PATTERN, staff_id=JONAS, second_id=JONAS, minutes=55, closes=time(9, 30))

    assert kinds(wrong, OTHER) == [Clash.LENGTH, Clash.SAME_PERSON, Clash.NOTHING_FITS]


@pytest.mark.parametrize("day", [date.min, date.max])
@pytest.mark.parametrize("field", ["first_day", "last_day"])
def test_the_first_and_the_last_day_there_are_can_be_asked_about(day: date, field: str) -> None:
    changes: dict[str, Any] = {field: day, "weekday": day.weekday()}

    assert kinds(replace(PATTERN, **changes)) == ([Clash.ENDS_FIRST] if (day, field) == (date.min, "last_day") else [])


# What is pointed out


def test_a_therapist_who_is_in_two_patterns_at_once() -> None:
    overlapping = replace(OTHER, staff_id=METTE, opens=time(12))

    assert contradictions(PATTERN, (overlapping,), FACTS) == warning(Clash.OVERLAP, TUESDAY)
    # One begins when the other ends; on another weekday; somebody else.
    for near in (
        replace(overlapping, opens=time(12, 30), closes=time(15)),
        replace(overlapping, weekday=2),
        replace(overlapping, staff_id=SARA),
    ):
        assert contradictions(PATTERN, (near,), FACTS) == ()


def test_the_second_therapist_is_in_two_patterns_at_once() -> None:
    pair = replace(PATTERN, second_id=JONAS)

    assert contradictions(pair, (OTHER,), FACTS) == warning(Clash.OVERLAP, TUESDAY)
    assert contradictions(OTHER, (pair,), FACTS) == warning(Clash.OVERLAP, TUESDAY)
    assert contradictions(replace(PATTERN, second_id=SARA), (OTHER,), FACTS) == ()


def test_every_other_week_meets_every_other_week_only_when_it_is_the_same_one() -> None:
    even = replace(PATTERN, every_weeks=2)
    same = replace(OTHER, staff_id=METTE, every_weeks=2, first_day=PATTERN.first_day + 2 * WEEK)

    assert contradictions(even, (same,), FACTS) == warning(Clash.OVERLAP, TUESDAY)
    assert contradictions(even, (replace(same, first_day=same.first_day + WEEK),), FACTS) == ()


def test_patterns_meet_only_on_days_that_both_have() -> None:
    other = replace(OTHER, staff_id=METTE)

    later = replace(other, first_day=TUESDAY + 3 * WEEK)
    assert contradictions(PATTERN, (later,), FACTS) == warning(Clash.OVERLAP, TUESDAY + 3 * WEEK)
    assert contradictions(PATTERN, (replace(other, last_day=MONDAY),), FACTS) == ()
    # 26 weeks from today is far enough.
    assert contradictions(PATTERN, (replace(other, first_day=MONDAY + 25 * WEEK),), FACTS) != ()
    assert contradictions(PATTERN, (replace(other, first_day=MONDAY + 26 * WEEK),), FACTS) == ()
    # What begins later is looked at from then on.
    beginning = replace(PATTERN, first_day=MONDAY + 30 * WEEK)
    assert contradictions(beginning, (other,), FACTS) == warning(Clash.OVERLAP, TUESDAY + 30 * WEEK)


def test_patterns_do_not_meet_on_a_day_on_which_one_of_them_is_not_there() -> None:
    ends = replace(OTHER, staff_id=METTE, last_day=TUESDAY)

    assert kinds(PATTERN, ends) == [Clash.OVERLAP]
    assert kinds(PATTERN, ends, facts=replace(FACTS, closed_days=frozenset({TUESDAY}))) == []
    pair = replace(ends, second_id=JONAS)
    assert kinds(PATTERN, pair, facts=replace(FACTS, days_off={JONAS: ((TUESDAY, TUESDAY),)})) == []


def test_a_pattern_is_not_in_its_own_way_when_it_is_saved_again() -> None:
    assert contradictions(replace(PATTERN, closes=time(14)), (PATTERN,), FACTS) == ()


def test_a_room_for_one_talk_that_two_patterns_need_at_once() -> None:
    other = replace(OTHER, venue_id=ROOM)

    assert contradictions(PATTERN, (other,), FACTS) == warning(Clash.VENUE_TWICE, TUESDAY)
    assert contradictions(PATTERN, (replace(other, opens=time(12, 30), closes=time(14)),), FACTS) == ()
    assert contradictions(PATTERN, (other,), replace(FACTS, single_venues=frozenset())) == ()
    assert contradictions(replace(PATTERN, venue_id=None), (replace(other, venue_id=None),), FACTS) == ()


def test_each_day_of_it_is_closed_or_off() -> None:
    twice = replace(PATTERN, last_day=TUESDAY + WEEK)
    away = replace(FACTS, closed_days=frozenset({TUESDAY}), days_off={METTE: ((TUESDAY + WEEK, TUESDAY + WEEK),)})

    assert contradictions(twice, (), away) == warning(Clash.NEVER_THERE, TUESDAY)
    assert contradictions(twice, (), replace(away, days_off={})) == ()
    assert contradictions(SINGLE, (), replace(FACTS, days_off={METTE: ((MONDAY, TUESDAY),)})) == warning(
        Clash.NEVER_THERE, TUESDAY
    )
    # A year without anybody: only 26 weeks of it count.
    long = replace(FACTS, days_off={METTE: ((MONDAY, MONDAY + 26 * WEEK),)})
    assert kinds(PATTERN, facts=long) == [Clash.NEVER_THERE]
    assert kinds(PATTERN, facts=replace(FACTS, days_off={METTE: ((MONDAY, MONDAY + 25 * WEEK),)})) == []


def test_a_single_extra_day_on_which_the_unit_is_closed() -> None:
    closed = replace(FACTS, closed_days=frozenset({TUESDAY}))

    assert contradictions(SINGLE, (), closed) == warning(Clash.CLOSED_DAY, TUESDAY)
    assert contradictions(replace(SINGLE, last_day=TUESDAY + WEEK), (), closed) == ()
    assert contradictions(SINGLE, (), replace(FACTS, closed_days=frozenset({MONDAY}))) == ()


NIGHT = replace(PATTERN, weekday=6, opens=time(0), closes=time(5), minutes=60, after=0)


def test_a_start_that_spring_skips() -> None:
    facts = replace(FACTS, now=at(SPRING - 8 * WEEK, "12:00"))
    evening = replace(NIGHT, opens=time(1), closes=time(2))

    assert contradictions(NIGHT, (), facts) == warning(Clash.CLOCK_SKIPPED, SPRING)
    assert contradictions(evening, (), facts) == ()
    assert contradictions(replace(NIGHT, opens=time(3)), (), facts) == ()
    assert contradictions(NIGHT, (), replace(facts, closed_days=frozenset({SPRING}))) == ()


def test_a_start_that_autumn_has_twice() -> None:
    facts = replace(FACTS, now=at(AUTUMN - 8 * WEEK, "12:00"))
    early = replace(NIGHT, closes=time(2, 55))

    assert contradictions(NIGHT, (), facts) == warning(Clash.CLOCK_TWICE, AUTUMN)
    assert contradictions(early, (), facts) == ()
    assert contradictions(replace(NIGHT, opens=time(3)), (), facts) == ()


# What the two modules say together


@given(
    opens=st.integers(0, 287),
    length=st.integers(-30, 100),
    minutes=st.sampled_from((*LENGTHS, 50)),
    first=st.integers(-10, 20),
    lasts=st.none() | st.integers(-2, 20),
    weekday=st.integers(0, 6),
    every_weeks=st.sampled_from((1, 2)),
)
@settings(max_examples=200, deadline=None)
def test_a_pattern_that_is_saved_without_a_word_has_times_and_one_that_is_never_there_has_none(
    opens: int, length: int, minutes: int, first: int, lasts: int | None, weekday: int, every_weeks: int
) -> None:
    begins, ends = opens * 5, min(max(0, (opens + length) * 5), 24 * 60 - 1)
    first_day = MONDAY + timedelta(days=first)
    pattern = replace(
        PATTERN,
        opens=time(begins // 60, begins % 60),
        closes=time(ends // 60, ends % 60),
        minutes=minutes,
        first_day=first_day,
        last_day=None if lasts is None else first_day + timedelta(days=lasts),
        weekday=weekday,
        every_weeks=every_weeks,
        notice_hours=0,
    )
    window = Wanted(
        queue_id=WANTED.queue_id, band=None, language=None, since=FACTS.now, until=FACTS.now + timedelta(weeks=26)
    )
    found = openings([pattern], FACTS, window)

    said = kinds(pattern)
    if not said:
        assert found
    if not set(said).isdisjoint({Clash.CLOSES_FIRST, Clash.NOTHING_FITS, Clash.ENDS_FIRST, Clash.NO_DAY, Clash.PAST}):
        assert not found
