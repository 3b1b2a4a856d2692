"""When a pre-talk can be: what patterns mean, why a time is not offered, both clock changes, and who gets the next."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from flows.availability import (
    Facts,
    Interval,
    Opening,
    Pattern,
    Wanted,
    Why,
    explained,
    offered,
    openings,
)
from flows.vocabulary import AgeBand, Language, Place
from tests.flows.patterns import (
    AUTUMN,
    FACTS,
    JONAS,
    MEETING_POINT,
    METTE,
    MONDAY,
    NOW,
    PATTERN,
    QUEUE,
    ROOM,
    SARA,
    SPRING,
    TUESDAY,
    WANTED,
    ZONE,
    at,
    stretch,
)

WEEK = timedelta(weeks=1)


def clock_times(found: Iterable[Opening]) -> list[str]:
    return [f"{each.starts_at.astimezone(ZONE):%d.%m %H.%M}" for each in found]


def reasons(*patterns: Pattern, facts: Facts = FACTS, wanted: Wanted = WANTED) -> list[Why | None]:
    return [why for _, why in explained(patterns, facts, wanted)]


# What a pattern means


def test_a_day_is_filled_from_its_opening_with_the_length_and_both_buffers_between_starts() -> None:
    found = openings([replace(PATTERN, before=5)], FACTS, WANTED)

    assert clock_times(found) == ["08.06 09.00", "08.06 10.20", "15.06 09.00", "15.06 10.20"]


def test_a_talk_may_end_when_the_day_closes_and_not_five_minutes_later() -> None:
    assert len(openings([PATTERN], FACTS, WANTED)) == 6
    assert len(openings([replace(PATTERN, closes=time(12, 25))], FACTS, WANTED)) == 4


def test_a_time_says_what_its_pattern_says() -> None:
    pair = replace(PATTERN, second_id=JONAS, before=10)
    found = openings([pair], FACTS, WANTED)[0]

    assert found.id == f"{PATTERN.id.hex()}.{int(datetime(2027, 6, 8, 7, tzinfo=UTC).timestamp()) // 60}"
    assert (found.staff, found.queue_id, found.place, found.venue_id) == ((METTE, JONAS), QUEUE, Place.UNIT, ROOM)
    assert found.ends_at == at(TUESDAY, "10:00")
    assert found.reserved == stretch(TUESDAY, "08:50", "10:15")


def test_every_other_week_is_counted_from_the_week_of_the_first_day() -> None:
    # The first day is a Wednesday: its own week's Tuesday was before it, so the first is two weeks later.
    other = replace(PATTERN, every_weeks=2, first_day=date(2027, 6, 9), closes=time(10))
    month = replace(WANTED, until=WANTED.until + 4 * WEEK)

    assert clock_times(openings([other], FACTS, month)) == ["22.06 09.00", "06.07 09.00"]


def test_a_pattern_lasts_from_its_first_day_to_its_last_both_counted_in() -> None:
    month = replace(WANTED, until=WANTED.until + 4 * WEEK)
    limited = replace(PATTERN, closes=time(10), first_day=TUESDAY + WEEK, last_day=TUESDAY + 3 * WEEK)

    assert clock_times(openings([limited], FACTS, month)) == ["15.06 09.00", "22.06 09.00", "29.06 09.00"]


def test_a_single_extra_day_stands_on_a_closed_day_but_not_on_a_day_off() -> None:
    extra = replace(PATTERN, first_day=TUESDAY, last_day=TUESDAY)
    closed = replace(FACTS, closed_days=frozenset({TUESDAY}))

    assert len(openings([extra], closed, WANTED)) == 3
    assert openings([replace(PATTERN, last_day=TUESDAY)], closed, WANTED) == ()
    assert openings([extra], replace(closed, days_off={METTE: ((TUESDAY, TUESDAY),)}), WANTED) == ()


def test_no_bands_and_no_languages_mean_all_of_them_and_none_wanted_means_any() -> None:
    choosy = replace(PATTERN, bands=frozenset({AgeBand.CHILD}), languages=frozenset({Language.ENGLISH}))

    assert len(openings([PATTERN], FACTS, WANTED)) == 6
    assert openings([choosy], FACTS, WANTED) == ()
    assert len(openings([choosy], FACTS, replace(WANTED, band=None, language=None))) == 6


def test_the_window_is_by_start_and_its_end_is_outside() -> None:
    window = replace(WANTED, since=at(TUESDAY, "10:15"), until=at(TUESDAY + WEEK, "10:15"))

    assert clock_times(openings([PATTERN], FACTS, window)) == ["08.06 10.15", "08.06 11.30", "15.06 09.00"]


def test_a_day_is_the_units_day_and_not_the_one_in_greenwich() -> None:
    # Half past midnight on Tuesday is still Monday in UTC.
    early = replace(PATTERN, opens=time(0, 30), closes=time(1, 30))
    since = datetime(2027, 6, 7, 22, 30, tzinfo=UTC)
    window = replace(WANTED, since=since, until=since + timedelta(minutes=1))

    assert clock_times(openings([early], replace(FACTS, now=NOW - WEEK), window)) == ["08.06 00.30"]


def test_notice_is_counted_in_real_hours_and_ends_on_the_minute() -> None:
    on_time = replace(FACTS, now=at(MONDAY, "10:15"))

    assert clock_times(openings([PATTERN], on_time, WANTED))[:2] == ["08.06 10.15", "08.06 11.30"]
    assert clock_times(openings([PATTERN], replace(on_time, now=at(MONDAY, "10:16")), WANTED))[0] == "08.06 11.30"


def test_buffers_keep_a_distance_to_the_therapists_time_and_the_room_needs_none() -> None:
    # 9.00 takes the therapist from 8.50 to 10.15, and the room from 9.00 to 10.00.
    one = replace(PATTERN, closes=time(10), before=10, last_day=TUESDAY)
    for touching in (stretch(TUESDAY, "08:00", "08:50"), stretch(TUESDAY, "10:15", "11:00")):
        assert len(openings([one], replace(FACTS, busy={METTE: (touching,)}), WANTED)) == 1
    for over in (stretch(TUESDAY, "08:00", "08:51"), stretch(TUESDAY, "10:14", "11:00")):
        assert openings([one], replace(FACTS, busy={METTE: (over,)}), WANTED) == ()
        assert len(openings([one], replace(FACTS, taken={ROOM: (over,)}), WANTED)) == 1
    assert openings([one], replace(FACTS, taken={ROOM: (stretch(TUESDAY, "09:59", "11:00"),)}), WANTED) == ()


def test_a_meeting_point_can_be_used_by_several_talks_at_once() -> None:
    outside = replace(PATTERN, venue_id=MEETING_POINT)
    used = replace(FACTS, taken={MEETING_POINT: (stretch(TUESDAY, "09:00", "12:30"),)})

    assert len(openings([outside], used, WANTED)) == 6


def test_two_therapists_are_both_needed() -> None:
    pair = replace(PATTERN, second_id=JONAS, last_day=TUESDAY)

    assert len(openings([pair], FACTS, WANTED)) == 3
    assert openings([pair], replace(FACTS, days_off={JONAS: ((TUESDAY, TUESDAY),)}), WANTED) == ()
    assert openings([pair], replace(FACTS, working=frozenset({METTE})), WANTED) == ()
    assert len(openings([pair], replace(FACTS, busy={JONAS: (stretch(TUESDAY, "09:30", "09:31"),)}), WANTED)) == 2


def test_the_order_does_not_depend_on_how_the_patterns_came() -> None:
    many = [replace(PATTERN, id=bytes([number]) * 16, staff_id=person) for number, person in enumerate((METTE, JONAS))]

    assert openings(many, FACTS, WANTED) == openings(reversed(many), FACTS, WANTED)
    assert explained(many, FACTS, WANTED) == explained(reversed(many), FACTS, WANTED)


# Why not

ONE = replace(PATTERN, closes=time(10), last_day=TUESDAY)


@pytest.mark.parametrize(
    ("why", "pattern", "facts", "wanted"),
    [
        (None, ONE, FACTS, WANTED),
        (Why.PAST, ONE, replace(FACTS, now=at(TUESDAY, "09:01")), WANTED),
        (Why.PAST, ONE, FACTS, replace(WANTED, since=at(TUESDAY, "09:01"))),
        (Why.NOTICE, replace(ONE, notice_hours=26), FACTS, WANTED),
        (Why.BEYOND, ONE, FACTS, replace(WANTED, until=at(TUESDAY, "09:00"))),
        (Why.CLOSED_DAY, ONE, replace(FACTS, closed_days=frozenset({TUESDAY})), WANTED),
        (Why.DAY_OFF, ONE, replace(FACTS, days_off={METTE: ((MONDAY, TUESDAY),)}), WANTED),
        (Why.BUSY, ONE, replace(FACTS, busy={METTE: (stretch(TUESDAY, "08:00", "17:00"),)}), WANTED),
        (Why.THERAPIST_TAKEN, ONE, replace(FACTS, taken={METTE: (stretch(TUESDAY, "09:30", "09:35"),)}), WANTED),
        (Why.VENUE_TAKEN, ONE, replace(FACTS, taken={ROOM: (stretch(TUESDAY, "09:30", "09:35"),)}), WANTED),
        (Why.OTHER_AGE, replace(ONE, bands=frozenset({AgeBand.BABY})), FACTS, WANTED),
        (Why.OTHER_LANGUAGE, replace(ONE, languages=frozenset({Language.ENGLISH})), FACTS, WANTED),
        (Why.OTHER_QUEUE, replace(ONE, queue_id=b"another queue"), FACTS, WANTED),
        (Why.THERAPIST_GONE, ONE, replace(FACTS, working=frozenset({JONAS})), WANTED),
    ],
)
def test_each_reason_is_told(why: Why | None, pattern: Pattern, facts: Facts, wanted: Wanted) -> None:
    assert reasons(pattern, facts=facts, wanted=wanted) == [why]
    assert len(openings([pattern], facts, wanted)) == (why is None)


def test_the_reason_that_excludes_most_is_told_first() -> None:
    everything = replace(
        FACTS,
        now=at(TUESDAY, "09:30"),
        closed_days=frozenset({TUESDAY}),
        busy={METTE: (stretch(TUESDAY, "08:00", "17:00"),)},
    )

    assert reasons(ONE, facts=everything) == [Why.CLOSED_DAY]
    assert reasons(ONE, facts=replace(everything, working=frozenset())) == [Why.THERAPIST_GONE]
    assert reasons(ONE, facts=replace(everything, closed_days=frozenset())) == [Why.PAST]


# Both clock changes of 2027


def in_week_of(day: date) -> tuple[Facts, Wanted]:
    now = datetime.combine(day - timedelta(days=4), time(12), UTC)
    return replace(FACTS, now=now), replace(WANTED, since=now, until=now + 2 * WEEK)


NIGHT = replace(PATTERN, weekday=6, opens=time(1), closes=time(4), minutes=30, after=0, first_day=date(2027, 1, 4))


def test_a_start_that_spring_skips_is_not_offered_and_says_so() -> None:
    facts, wanted = in_week_of(SPRING)
    night = replace(NIGHT, last_day=SPRING)

    assert clock_times(openings([night], facts, wanted)) == ["28.03 01.00", "28.03 01.30", "28.03 03.00", "28.03 03.30"]
    assert Counter(reasons(night, facts=facts, wanted=wanted)) == {None: 4, Why.CLOCK_SKIPPED: 2}


def test_a_talk_over_the_spring_change_keeps_its_real_length_and_still_ends_in_time() -> None:
    facts, wanted = in_week_of(SPRING)
    over = replace(NIGHT, opens=time(1, 30), minutes=60, last_day=SPRING)
    found = openings([replace(over, closes=time(3, 30))], facts, wanted)

    assert clock_times(found) == ["28.03 01.30"]
    assert found[0].ends_at == at(SPRING, "03:30")
    # By the clock it would be over at half past two, but in an hour it is half past three.
    assert openings([replace(over, closes=time(3))], facts, wanted) == ()


def test_a_start_that_autumn_has_twice_is_the_first() -> None:
    facts, wanted = in_week_of(AUTUMN)
    found = openings([replace(NIGHT, minutes=60, last_day=AUTUMN)], facts, wanted)

    assert clock_times(found) == ["31.10 01.00", "31.10 02.00", "31.10 03.00"]
    assert [each.starts_at.hour for each in found] == [23, 0, 2]


def test_a_talk_over_the_autumn_change_keeps_its_real_length() -> None:
    facts, wanted = in_week_of(AUTUMN)
    over = replace(NIGHT, opens=time(2, 30), closes=time(3), minutes=90, last_day=AUTUMN)
    found = openings([over], facts, wanted)

    # Half past two, the first of both, and ninety minutes later it is three.
    assert [(each.starts_at, each.ends_at) for each in found] == [(at(AUTUMN, "02:30"), at(AUTUMN, "03:00"))]


@pytest.mark.parametrize(("day", "before", "after"), [(SPRING, 8, 7), (AUTUMN, 7, 8)])
def test_nine_by_the_clock_stays_nine_over_a_clock_change(day: date, before: int, after: int) -> None:
    facts, wanted = in_week_of(day)
    morning = replace(PATTERN, weekday=5, closes=time(10))
    found = openings([morning, replace(morning, weekday=0, id=b"another pattern")], facts, wanted)

    assert [each.starts_at.hour for each in found] == [before, after, after, after]
    assert {f"{each.starts_at.astimezone(ZONE):%H}" for each in found} == {"09"}


# Who gets the next


def alike(staff: Iterable[bytes]) -> list[Pattern]:
    """The same mornings in the same place, each with another therapist."""
    morning = replace(PATTERN, venue_id=None)
    return [replace(morning, id=bytes([number]) * 16, staff_id=person) for number, person in enumerate(staff)]


def test_of_times_that_are_the_same_to_a_visitor_one_is_shown_and_it_is_whoever_has_least_to_do() -> None:
    found = openings(alike((METTE, JONAS)), FACTS, WANTED)

    assert len(found) == 12
    shown = offered(found, {METTE: 2, JONAS: 1})
    assert len(shown) == 6
    assert {each.staff for each in shown} == {(JONAS,)}
    assert {each.staff for each in offered(found, {JONAS: 1})} == {(METTE,)}


def test_times_that_differ_in_place_or_length_are_all_shown_soonest_first() -> None:
    online = replace(PATTERN, id=b"online", place=Place.ONLINE, venue_id=None)
    short = replace(PATTERN, id=b"short", minutes=45, after=30)
    found = openings([PATTERN, online, short], FACTS, WANTED)
    shown = offered(reversed(found), {})

    assert set(shown) == set(found)
    assert [each.starts_at for each in shown] == [each.starts_at for each in found]


def test_two_therapists_have_as_much_to_do_as_the_busier_of_them() -> None:
    pair = replace(PATTERN, id=b"pair", second_id=JONAS, venue_id=None)
    alone = replace(PATTERN, id=b"alone", staff_id=SARA, venue_id=None)
    found = openings([pair, alone], FACTS, WANTED)

    assert {each.staff for each in offered(found, {METTE: 0, JONAS: 3, SARA: 2})} == {(SARA,)}
    assert {each.staff for each in offered(found, {METTE: 1, JONAS: 1, SARA: 2})} == {(METTE, JONAS)}


def test_what_is_shown_does_not_depend_on_the_order_it_is_found_in() -> None:
    found = openings(alike((METTE, JONAS, SARA)), FACTS, WANTED)

    assert offered(found, {}) == offered(reversed(found), {})


def test_a_hundred_visitors_spread_evenly_over_therapists_who_are_alike() -> None:
    staff = [bytes([number]) * 16 for number in range(5)]
    facts = replace(FACTS, working=frozenset(staff))
    wanted = replace(WANTED, until=WANTED.until + 20 * WEEK)
    load: Counter[bytes] = Counter()
    for _ in range(100):
        found = openings(alike(staff), facts, wanted)
        chosen = offered(found, load)[0]
        person = chosen.staff[0]
        load[person] += 1
        facts = replace(facts, taken={**facts.taken, person: (*facts.taken.get(person, ()), chosen.reserved)})

    assert sorted(load.values()) == [20] * 5


def test_between_equals_nobody_is_favoured() -> None:
    staff = [bytes([number]) * 16 for number in range(5)]
    wanted = replace(WANTED, until=WANTED.until + 66 * WEEK)
    shown = offered(openings(alike(staff), replace(FACTS, working=frozenset(staff)), wanted), {})
    share = Counter(each.staff[0] for each in shown)

    assert len(shown) == 204
    # About 41 each; a hash that did not depend on the start would give one of them everything.
    assert set(share) == set(staff)
    assert max(share.values()) < 2 * min(share.values())


# What only a programmer can get wrong


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"opens": time(9, tzinfo=UTC)}, "clock"),
        ({"closes": time(12, 30, 1)}, "clock"),
        ({"first_day": NOW}, "date"),
        ({"last_day": NOW}, "date"),
        ({"weekday": 7}, "weekdays"),
        ({"every_weeks": 3}, "week"),
        ({"minutes": 0}, "minute"),
        ({"before": -5}, "below"),
        ({"after": -5}, "below"),
        ({"notice_hours": -1}, "below"),
    ],
)
def test_a_pattern_that_no_form_can_make_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        replace(PATTERN, **changes)


@pytest.mark.parametrize("moment", [NOW.replace(tzinfo=None), NOW.astimezone(ZONE)])
def test_instants_are_in_utc_or_refused(moment: datetime) -> None:
    later = moment + timedelta(hours=1)
    with pytest.raises(ValueError, match="UTC"):
        Interval(starts_at=moment, ends_at=later)
    with pytest.raises(ValueError, match="UTC"):
        replace(FACTS, now=moment)
    with pytest.raises(ValueError, match="UTC"):
        replace(WANTED, since=moment)
    with pytest.raises(ValueError, match="UTC"):
        replace(WANTED, until=later)


def test_an_interval_is_longer_than_nothing() -> None:
    with pytest.raises(ValueError, match="ends after"):
        Interval(starts_at=NOW, ends_at=NOW)
