"""Whatever patterns, days off, calendars and bookings there are: what is offered is free, and the rest is explained."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations, pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.availability import Facts, Interval, Opening, Pattern, Wanted, Why, explained, openings
from flows.contradictions import LENGTHS
from flows.vocabulary import AgeBand, Place
from tests.flows.patterns import (
    AUTUMN,
    JONAS,
    MEETING_POINT,
    METTE,
    MONDAY,
    QUEUE,
    ROOM,
    SARA,
    SPRING,
    WANTED,
    ZONE,
    at,
)

STAFF = (METTE, JONAS, SARA)
VENUES = (None, ROOM, MEETING_POINT)
# Four days before: an ordinary day, and both clock changes.
BEGINNINGS = tuple(day - timedelta(days=4) for day in (MONDAY, SPRING, AUTUMN))
WINDOW = 9
PIECE = timedelta(minutes=5)


@st.composite
def some_pattern(draw: st.DrawFn, number: int, beginning: date) -> Pattern:
    opens = 5 * draw(st.one_of(st.integers(0, 36), st.integers(36, 270)))
    closes = min(opens + 5 * draw(st.integers(6, 72)), 24 * 60 - 1)
    first_day = beginning + timedelta(days=draw(st.integers(-20, 4)))
    lasts = draw(st.none() | st.just(0) | st.integers(0, 25))
    second = draw(st.none() | st.sampled_from(STAFF))
    person = draw(st.sampled_from([each for each in STAFF if each != second]))
    return Pattern(
        id=bytes([number]) * 16,
        staff_id=person,
        second_id=second,
        queue_id=QUEUE,
        weekday=first_day.weekday() if lasts == 0 else draw(st.sampled_from((6, *range(7)))),
        opens=time(opens // 60, opens % 60),
        closes=time(closes // 60, closes % 60),
        every_weeks=draw(st.sampled_from((1, 2))),
        first_day=first_day,
        last_day=None if lasts is None else first_day + timedelta(days=lasts),
        minutes=draw(st.sampled_from(LENGTHS)),
        before=draw(st.sampled_from((0, 0, 10))),
        after=draw(st.sampled_from((0, 15, 25))),
        notice_hours=draw(st.sampled_from((0, 0, 24, 48))),
        place=Place.UNIT,
        venue_id=draw(st.sampled_from(VENUES)),
        bands=draw(st.sampled_from((frozenset(), frozenset(), frozenset({AgeBand.TEEN}), frozenset({AgeBand.BABY})))),
        languages=frozenset(),
    )


@st.composite
def some_case(draw: st.DrawFn) -> tuple[list[Pattern], Facts, Wanted]:
    """A few patterns of three therapists and two venues, what is in their way, and a week and a bit to look at."""
    beginning = draw(st.sampled_from(BEGINNINGS))
    start = datetime.combine(beginning, time(), UTC)
    minutes = st.integers(0, WINDOW * 24 * 60)
    days = st.integers(0, WINDOW).map(lambda number: beginning + timedelta(days=number))

    def stretches() -> tuple[Interval, ...]:
        drawn = draw(st.lists(st.tuples(minutes, st.sampled_from((1, 60, 400))), min_size=2, max_size=8))
        return tuple(
            Interval(starts_at=start + timedelta(minutes=first), ends_at=start + timedelta(minutes=first + length))
            for first, length in drawn
        )

    since = start + timedelta(minutes=draw(minutes) // 4)
    facts = Facts(
        now=since - timedelta(minutes=draw(st.sampled_from((0, 0, 400)))),
        zone=ZONE,
        closed_days=draw(st.frozensets(days, max_size=1)),
        days_off={
            person: tuple((first, first + timedelta(days=1)) for first in draw(st.lists(days, max_size=1)))
            for person in STAFF
        },
        busy={person: stretches() for person in STAFF},
        taken={resource: stretches() for resource in (*STAFF, ROOM, MEETING_POINT)},
        single_venues=frozenset({ROOM}),
        working=frozenset(draw(st.sampled_from((STAFF, STAFF, STAFF, STAFF, (METTE,))))),
    )
    wanted = replace(WANTED, since=since, until=start + timedelta(minutes=draw(minutes) // 4 + WINDOW * 18 * 60))
    patterns = [draw(some_pattern(number, beginning)) for number in range(draw(st.integers(2, 6)))]
    return patterns, facts, wanted


def overlap(one: Interval, other: Interval) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def talk(opening: Opening) -> Interval:
    return Interval(starts_at=opening.starts_at, ends_at=opening.ends_at)


def is_free(interval: Interval, resource: bytes | None, *taken: Mapping[bytes, tuple[Interval, ...]]) -> bool:
    return resource is None or not any(overlap(interval, other) for each in taken for other in each.get(resource, ()))


def is_off(person: bytes, day: date, facts: Facts) -> bool:
    return any(first <= day <= last for first, last in facts.days_off.get(person, ()))


@given(case=some_case())
@settings(max_examples=200, deadline=None)
def test_what_is_offered_is_free_and_keeps_every_rule(case: tuple[list[Pattern], Facts, Wanted]) -> None:
    patterns, facts, wanted = case
    by_id = {pattern.id: pattern for pattern in patterns}
    found = openings(patterns, facts, wanted)

    assert all(one.starts_at <= other.starts_at for one, other in pairwise(found))
    assert len({each.id for each in found}) == len(found)
    for each in found:
        pattern, local = by_id[each.pattern_id], each.starts_at.astimezone(ZONE)
        day = local.date()
        assert max(facts.now, wanted.since) <= each.starts_at < wanted.until
        assert each.starts_at - facts.now >= timedelta(hours=pattern.notice_hours)
        assert local.time() >= pattern.opens
        assert each.ends_at <= datetime.combine(day, pattern.closes, ZONE).astimezone(UTC)
        assert local.weekday() == pattern.weekday
        assert pattern.first_day <= day
        assert pattern.last_day is None or day <= pattern.last_day
        assert day not in facts.closed_days or pattern.single
        assert each.ends_at - each.starts_at == timedelta(minutes=pattern.minutes)
        assert not pattern.bands or wanted.band in pattern.bands
        for person in each.staff:
            assert person in facts.working
            assert not is_off(person, day, facts)
            assert is_free(each.reserved, person, facts.busy, facts.taken)
        assert each.venue_id not in facts.single_venues or is_free(talk(each), each.venue_id, facts.taken)


def every_start(pattern: Pattern, beginning: datetime, until: datetime) -> Iterable[datetime]:
    """From the instants to the clock: every five minutes that are a start by what the clock shows then."""
    step = pattern.before + pattern.minutes + pattern.after
    monday = pattern.first_day - timedelta(days=pattern.first_day.weekday())
    instant = beginning
    while instant < until:
        local = instant.astimezone(ZONE)
        gone = local.hour * 60 + local.minute - pattern.opens.hour * 60 - pattern.opens.minute
        closes = datetime.combine(local.date(), pattern.closes, ZONE).astimezone(UTC)
        if (
            local.weekday() == pattern.weekday
            and (local.date() - monday).days // 7 % pattern.every_weeks == 0
            and pattern.first_day <= local.date() <= (pattern.last_day or date.max)
            and pattern.opens <= local.time() < pattern.closes
            and gone % step == 0
            and local.fold == 0
            and instant + timedelta(minutes=pattern.minutes) <= closes
        ):
            yield instant
        instant += PIECE


def skipped_starts(pattern: Pattern, beginning: datetime, until: datetime) -> Iterable[datetime]:
    """The starts between two and three that there would be on the day in spring, an hour later by the clock."""
    opens, closes = (at.hour * 60 + at.minute for at in (pattern.opens, pattern.closes))
    day = replace(pattern, opens=time(12), closes=time(13, 30))
    if beginning <= at(SPRING, "12:00") < until and list(every_start(day, at(SPRING, "12:00"), at(SPRING, "12:01"))):
        for minute in range(120, 180, 5):
            step = pattern.before + pattern.minutes + pattern.after
            if minute >= opens and (minute - opens) % step == 0 and minute + pattern.minutes <= closes:
                yield at(SPRING, "03:00") + timedelta(minutes=minute - 120)


@given(case=some_case())
@settings(max_examples=60, deadline=None)
def test_every_time_is_offered_or_has_a_reason_that_is_true(case: tuple[list[Pattern], Facts, Wanted]) -> None:
    patterns, facts, wanted = case
    by_id = {pattern.id: pattern for pattern in patterns}
    told = explained(patterns, facts, wanted)

    assert tuple(each for each, why in told if why is None) == openings(patterns, facts, wanted)
    first = datetime.combine(wanted.since.astimezone(ZONE).date(), time(), ZONE).astimezone(UTC)
    end = (wanted.until - timedelta(microseconds=1)).astimezone(ZONE).date() + timedelta(days=1)
    last = datetime.combine(end, time(), ZONE).astimezone(UTC)
    assert Counter((each.pattern_id, each.starts_at) for each, _ in told) == Counter(
        (pattern.id, start)
        for pattern in patterns
        for start in (*every_start(pattern, first, last), *skipped_starts(pattern, first, last))
    )
    for each, why in told:
        assert why is None or is_true(why, each, by_id[each.pattern_id], facts, wanted)


def is_true(why: Why, opening: Opening, pattern: Pattern, facts: Facts, wanted: Wanted) -> bool:
    day = opening.starts_at.astimezone(ZONE).date()
    match why:
        case Why.OTHER_QUEUE:
            return pattern.queue_id != wanted.queue_id
        case Why.THERAPIST_GONE:
            return any(person not in facts.working for person in opening.staff)
        case Why.OTHER_AGE:
            return bool(pattern.bands) and wanted.band not in pattern.bands
        case Why.OTHER_LANGUAGE:
            return bool(pattern.languages) and wanted.language not in pattern.languages
        case Why.CLOSED_DAY:
            return day in facts.closed_days and not pattern.single
        case Why.DAY_OFF:
            return any(is_off(person, day, facts) for person in opening.staff)
        case Why.CLOCK_SKIPPED:
            return day == SPRING and opening.starts_at.astimezone(ZONE).hour == 3
        case Why.PAST:
            return opening.starts_at < facts.now or opening.starts_at < wanted.since
        case Why.NOTICE:
            return opening.starts_at < facts.now + timedelta(hours=pattern.notice_hours)
        case Why.BEYOND:
            return opening.starts_at >= wanted.until
        case Why.BUSY:
            return not all(is_free(opening.reserved, person, facts.busy) for person in opening.staff)
        case Why.THERAPIST_TAKEN:
            return not all(is_free(opening.reserved, person, facts.taken) for person in opening.staff)
        case Why.VENUE_TAKEN:
            return opening.venue_id == ROOM and not is_free(talk(opening), ROOM, facts.taken)


@given(case=some_case(), lots=st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_booking_one_time_after_the_other_never_doubles_a_therapist_or_a_room(
    case: tuple[list[Pattern], Facts, Wanted], lots: Random
) -> None:
    patterns, facts, wanted = case
    booked: list[Opening] = []
    while found := openings(patterns, facts, wanted):
        chosen = lots.choice(found)
        booked.append(chosen)
        taken = dict(facts.taken)
        for person in chosen.staff:
            taken[person] = (*taken.get(person, ()), chosen.reserved)
        if chosen.venue_id is not None:
            taken[chosen.venue_id] = (*taken.get(chosen.venue_id, ()), talk(chosen))
        facts = replace(facts, taken=taken)

    for one, other in combinations(booked, 2):
        if set(one.staff) & set(other.staff):
            assert not overlap(one.reserved, other.reserved)
        if one.venue_id == other.venue_id == ROOM:
            assert not overlap(talk(one), talk(other))
