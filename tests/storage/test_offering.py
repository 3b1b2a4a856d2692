"""When and where pre-talks are offered, what other calendars block, and how many want one."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from flows.availability import Interval, Pattern
from flows.vocabulary import AgeBand, Language, Place
from storage import busy, demand, feeds, patterns, venues
from storage.busy import BusyCalendarRow
from storage.keys import new_id
from storage.patterns import ClosedTimeRow, DaysOffRow
from storage.venues import VenueRow
from tests.storage.people import NOON, TODAY, Unit

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def mondays(unit: Unit, **others: Any) -> Pattern:
    values: dict[str, Any] = {
        "id": new_id(),
        "staff_id": unit.mette,
        "second_id": None,
        "queue_id": unit.queue,
        "weekday": 0,
        "opens": time(9),
        "closes": time(12, 30),
        "every_weeks": 2,
        "first_day": TODAY,
        "last_day": None,
        "minutes": 60,
        "before": 5,
        "after": 10,
        "notice_hours": 24,
        "place": Place.UNIT,
        "venue_id": None,
        "bands": frozenset({AgeBand.TEEN}),
        "languages": frozenset({Language.DANISH, Language.ENGLISH}),
    }
    return Pattern(**{**values, **others})


async def put(unit: Unit, pattern: Pattern) -> None:
    await unit.database.write(lambda connection: patterns.put(connection, pattern=pattern))


async def test_a_pattern_comes_back_as_it_went_in_and_is_written_anew(unit: Unit) -> None:
    pattern = mondays(unit)
    await put(unit, pattern)
    assert await unit.database.read(lambda connection: patterns.of_queue(connection, queue_id=unit.queue)) == (pattern,)
    changed = mondays(unit, id=pattern.id, second_id=unit.anders, bands=frozenset(), last_day=TODAY + 70 * DAY)
    await put(unit, changed)
    assert await unit.database.read(patterns.every) == (changed,)
    for person in (unit.mette, unit.anders):
        found = await unit.database.read(
            lambda connection, person=person: patterns.of_staff(connection, staff_id=person)  # type: ignore[misc]
        )
        assert found == (changed,)


async def test_who_leaves_offers_nothing_more_and_is_nobodys_second(unit: Unit) -> None:
    left, alone = mondays(unit, staff_id=unit.anders), new_id()
    for each in (mondays(unit), mondays(unit, id=alone, second_id=unit.mette, staff_id=unit.anders), left):
        await put(unit, each)
    row = DaysOffRow(id=new_id(), staff_id=unit.mette, first_day=TODAY, last_day=TODAY)
    closed = ClosedTimeRow(id=new_id(), staff_id=unit.mette, interval=hours(1, 2))
    await unit.database.write(lambda connection: patterns.add_days_off(connection, row=row))
    await unit.database.write(lambda connection: patterns.close_time(connection, row=closed))
    await unit.database.write(lambda connection: patterns.remove_of(connection, staff_id=unit.mette))
    there = {each.id: each.staff for each in await unit.database.read(patterns.every)}
    assert there == {left.id: (unit.anders,), alone: (unit.anders,)}
    assert await unit.database.read(lambda connection: patterns.days_off_since(connection, day=TODAY)) == ()
    assert await unit.database.read(lambda connection: patterns.closed_times_since(connection, since=NOON)) == ()
    assert await unit.database.write(lambda connection: patterns.remove(connection, pattern_id=left.id))
    assert not await unit.database.write(lambda connection: patterns.remove(connection, pattern_id=left.id))


async def test_a_single_time_is_closed_once_and_opened_by_whose_it_is(unit: Unit) -> None:
    rows = [ClosedTimeRow(id=new_id(), staff_id=unit.mette, interval=hours(1, 2)) for _ in range(2)]
    for row in rows:
        await unit.database.write(lambda connection, row=row: patterns.close_time(connection, row=row))  # type: ignore[misc]

    async def since(moment: datetime) -> tuple[ClosedTimeRow, ...]:
        return await unit.database.read(lambda connection: patterns.closed_times_since(connection, since=moment))

    async def opens(staff_id: bytes) -> bool:
        return await unit.database.write(
            lambda connection: patterns.open_time(connection, closed_id=rows[1].id, staff_id=staff_id)
        )

    assert await since(NOON) == (rows[1],)
    assert await since(NOON + 2 * HOUR) == ()
    assert not await opens(unit.anders)
    assert await opens(unit.mette)
    assert await since(NOON) == ()


async def test_what_is_over_is_forgotten_and_what_is_not_stays(unit: Unit) -> None:
    over, still, open_end = (
        mondays(unit, last_day=TODAY - DAY),
        mondays(unit, last_day=TODAY),
        mondays(unit),
    )
    for pattern in (over, still, open_end):
        await put(unit, pattern)
    days = [
        DaysOffRow(id=new_id(), staff_id=unit.mette, first_day=TODAY - 3 * DAY, last_day=last)
        for last in (TODAY - DAY, TODAY)
    ]
    stretches = [
        ClosedTimeRow(id=new_id(), staff_id=unit.mette, interval=each) for each in (hours(-2, -1), hours(-1, 1))
    ]
    calendar = BusyCalendarRow(id=new_id(), staff_id=unit.mette, wrapped=None, read_at=None, problem="")

    def work(connection: Connection) -> None:
        for row in days:
            patterns.add_days_off(connection, row=row)
        for closed in stretches:
            patterns.close_time(connection, row=closed)
        for day in (TODAY - DAY, TODAY):
            patterns.set_unit_day(connection, day=day, closed=True)
        busy.add(connection, row=calendar)
        both = (hours(-3, -2), hours(-1, 1))
        busy.replace(connection, calendar_id=calendar.id, stretches=both, read_at=NOON)
        patterns.sweep(connection, day=TODAY, now=NOON)
        busy.sweep(connection, before=NOON)

    await unit.database.write(work)
    assert {each.id for each in await unit.database.read(patterns.every)} == {still.id, open_end.id}
    long_ago = NOON - 30 * DAY
    assert await unit.database.read(
        lambda connection: (
            patterns.days_off_since(connection, day=TODAY - 30 * DAY),
            patterns.closed_times_since(connection, since=long_ago),
            patterns.days_of_unit(connection),
            busy.intervals(connection, since=long_ago, until=NOON + DAY),
        )
    ) == ((days[1],), (stretches[1],), {TODAY: True}, {unit.mette: (hours(-1, 1),)})


async def test_days_off_are_taken_back_by_whose_they_are(unit: Unit) -> None:
    row = DaysOffRow(id=new_id(), staff_id=unit.mette, first_day=TODAY, last_day=TODAY + 2 * DAY)
    await unit.database.write(lambda connection: patterns.add_days_off(connection, row=row))

    async def since(day: date) -> tuple[DaysOffRow, ...]:
        return await unit.database.read(lambda connection: patterns.days_off_since(connection, day=day))

    async def take_back(staff_id: bytes) -> bool:
        return await unit.database.write(
            lambda connection: patterns.remove_days_off(connection, days_off_id=row.id, staff_id=staff_id)
        )

    assert await since(TODAY + 2 * DAY) == (row,)
    assert await since(TODAY + 3 * DAY) == ()
    assert patterns.spans([row]) == {unit.mette: ((TODAY, TODAY + 2 * DAY),)}
    assert not await take_back(unit.anders)
    assert await take_back(unit.mette)
    assert await since(TODAY) == ()


@pytest.mark.parametrize(("said", "kept"), [(True, {TODAY: True}), (False, {TODAY: False}), (None, {})])
async def test_a_day_of_the_unit_is_closed_open_or_as_the_calendar_has_it(
    unit: Unit, said: bool | None, kept: dict[date, bool]
) -> None:
    for closed in (True, said):
        await unit.database.write(
            lambda connection, closed=closed: patterns.set_unit_day(  # type: ignore[misc]
                connection, day=TODAY, closed=closed
            )
        )
    assert await unit.database.read(patterns.days_of_unit) == kept


async def test_a_place_is_written_anew_and_never_lost(unit: Unit) -> None:
    room = VenueRow(id=new_id(), name="Room 2", place=Place.UNIT, address="Street 1", way="Ring twice", once=True)
    retired = VenueRow(id=room.id, name="Room 2", place=Place.UNIT, address="", way="", once=True, retired=True)
    for each in (room, retired):
        await unit.database.write(lambda connection, each=each: venues.put(connection, row=each))  # type: ignore[misc]
    assert await unit.database.read(venues.every) == (retired,)
    assert await unit.database.read(lambda connection: venues.by_id(connection, venue_id=room.id)) == retired


# Other calendars


def hours(first: int, last: int) -> Interval:
    return Interval(starts_at=NOON + first * HOUR, ends_at=NOON + last * HOUR)


async def blocked(unit: Unit, since: datetime = NOON) -> dict[bytes, tuple[Interval, ...]]:
    return dict(
        await unit.database.read(lambda connection: busy.intervals(connection, since=since, until=NOON + 7 * DAY))
    )


async def test_a_calendar_blocks_what_was_read_last_and_keeps_it_when_it_cannot_be_read(unit: Unit) -> None:
    row = BusyCalendarRow(id=new_id(), staff_id=unit.mette, wrapped=b"sealed", read_at=None, problem="")
    await unit.database.write(lambda connection: busy.add(connection, row=row))

    async def read(*stretches: Interval) -> bool:
        return await unit.database.write(
            lambda connection: busy.replace(connection, calendar_id=row.id, stretches=stretches, read_at=NOON)
        )

    assert await read(hours(5, 6), hours(1, 2))
    assert await blocked(unit) == {unit.mette: (hours(1, 2), hours(5, 6))}
    assert await blocked(unit, NOON + 2 * HOUR) == {unit.mette: (hours(5, 6),)}
    assert await read(hours(3, 4))
    await unit.database.write(
        lambda connection: busy.could_not_read(connection, calendar_id=row.id, problem="calendar-not-one")
    )
    assert await blocked(unit) == {unit.mette: (hours(3, 4),)}
    (kept,) = await unit.database.read(lambda connection: busy.of_staff(connection, staff_id=unit.mette))
    assert (kept.read_at, kept.problem) == (NOON, "calendar-not-one")
    assert "sealed" not in repr(kept)

    async def take_away(staff_id: bytes) -> bool:
        return await unit.database.write(
            lambda connection: busy.remove(connection, calendar_id=row.id, staff_id=staff_id)
        )

    assert not await take_away(unit.anders)
    assert await take_away(unit.mette)
    assert await blocked(unit) == {}
    assert not await read(hours(1, 2))


async def test_calendars_are_read_when_it_is_their_turn_and_a_file_never_again(unit: Unit) -> None:
    late, early, file = (
        BusyCalendarRow(id=new_id(), staff_id=unit.mette, wrapped=wrapped, read_at=None, due_at=due_at, problem="")
        for wrapped, due_at in ((b"sealed", NOON - HOUR), (b"sealed", NOON - 2 * HOUR), (None, None))
    )
    for row in (late, early, file):
        await unit.database.write(lambda connection, row=row: busy.add(connection, row=row))  # type: ignore[misc]

    async def turns(now: datetime, most: int = 9) -> list[bytes]:
        found = await unit.database.write(
            lambda connection: busy.take_turns(connection, now=now, again_at=now + HOUR / 2, most=most)
        )
        return [each.id for each in found]

    assert await turns(NOON - 2 * HOUR) == [early.id]
    assert await turns(NOON, most=1) == [early.id]
    assert await turns(NOON) == [late.id]
    assert await turns(NOON) == []
    assert set(await turns(NOON + HOUR)) == {early.id, late.id}
    await unit.database.write(
        lambda connection: busy.replace(
            connection, calendar_id=early.id, stretches=[hours(-3, -2), hours(1, 2)], read_at=NOON
        )
    )
    assert await unit.database.read(lambda connection: busy.sizes(connection, staff_id=unit.mette, since=NOON)) == {
        early.id: 1
    }
    await unit.database.write(lambda connection: busy.remove_of(connection, staff_id=unit.mette))
    assert await unit.database.read(lambda connection: busy.of_staff(connection, staff_id=unit.mette)) == ()
    assert await blocked(unit) == {}


async def test_an_address_that_was_changed_leads_nowhere_any_more(unit: Unit) -> None:
    async def give(digest: bytes | None) -> None:
        await unit.database.write(lambda connection: feeds.replace(connection, staff_id=unit.mette, digest=digest))

    async def whose(digest: bytes) -> bytes | None:
        return await unit.database.read(lambda connection: feeds.whose(connection, digest=digest))

    first, second = b"1" * 32, b"2" * 32
    await give(first)
    assert await whose(first) == unit.mette
    await give(second)
    assert (await whose(first), await whose(second)) == (None, unit.mette)
    await give(None)
    assert await whose(second) is None
    assert not await unit.database.read(lambda connection: feeds.has(connection, staff_id=unit.mette))


# How many want one


async def test_demand_is_a_number_for_a_day_and_a_queue_and_nothing_else(unit: Unit) -> None:
    for day in (TODAY, TODAY, TODAY + DAY):
        await unit.database.write(
            lambda connection, day=day: demand.add(connection, day=day, queue_id=unit.queue)  # type: ignore[misc]
        )

    async def since(day: date) -> dict[date, int]:
        return dict(await unit.database.read(lambda connection: demand.since(connection, day=day, queue_id=unit.queue)))

    assert await since(TODAY) == {TODAY: 2, TODAY + DAY: 1}
    await unit.database.write(lambda connection: demand.sweep(connection, before=TODAY + DAY))
    assert await since(TODAY) == {TODAY + DAY: 1}
