"""Pre-talks: one time is one pre-talk, whoever is fastest, and what is given back is free."""

import asyncio
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import StatementError

from flows.vocabulary import DelayReason, Place, PretalkState
from storage import conversations, pretalks, taken, venues
from storage.keys import new_id
from storage.pretalk_rows import PretalkRow, TimeRow
from storage.venues import VenueRow
from tests.storage.people import NOON, TODAY, Unit

DAY = timedelta(days=1)


def at(unit: Unit, starts_at: datetime = NOON, **others: Any) -> TimeRow:
    values: dict[str, Any] = {"staff_id": unit.mette, "minutes": 45, "place": Place.UNIT}
    return TimeRow(**{"starts_at": starts_at, **values, **others})


async def book(
    unit: Unit, conversation_id: bytes, time: TimeRow, word: bytes = b"sealed words", today: date = TODAY
) -> bool:
    return await unit.database.write(
        lambda connection: pretalks.book(
            connection,
            conversation_id=conversation_id,
            time=time,
            arrival_word=word,
            link=None,
            today=today,
            now=NOON,
        )
    )


async def wish(unit: Unit, conversation_id: bytes) -> None:
    await unit.database.write(
        lambda connection: pretalks.wish(connection, conversation_id=conversation_id, today=TODAY)
    )


async def cancel(unit: Unit, conversation_id: bytes) -> bool:
    return await unit.database.write(
        lambda connection: pretalks.cancel(connection, conversation_id=conversation_id, today=TODAY)
    )


async def is_free(unit: Unit, time: TimeRow) -> bool:
    """Whether none of a time's therapists has anything then."""
    stretches = await unit.database.read(
        lambda connection: taken.intervals(connection, since=time.starts_at - DAY, until=time.starts_at + DAY, now=NOON)
    )
    return not any(
        each.starts_at < time.ends_at and time.starts_at < each.ends_at
        for person in time.staff
        for each in stretches.get(person, ())
    )


async def pretalk_of(unit: Unit, conversation_id: bytes) -> PretalkRow:
    found = await unit.database.read(
        lambda connection: pretalks.of_conversation(connection, conversation_id=conversation_id)
    )
    assert found is not None
    return found


async def a_room(unit: Unit, *, once: bool = True) -> bytes:
    venue = VenueRow(id=new_id(), name="Room 2", place=Place.UNIT, address="", way="", once=once)
    await unit.database.write(lambda connection: venues.put(connection, row=venue))
    return venue.id


# Booking


async def test_of_100_who_book_one_time_at_once_one_gets_it(unit: Unit) -> None:
    visitors = await asyncio.gather(*(unit.waiting() for _ in range(100)))
    got = await asyncio.gather(*(book(unit, visitor, at(unit)) for visitor in visitors))
    assert got.count(True) == 1
    winner = visitors[got.index(True)]
    assert (await pretalk_of(unit, winner)).starts_at == NOON
    (entry,) = await unit.database.read(
        lambda connection: pretalks.of_staff(connection, staff_id=unit.mette, since=NOON, until=NOON + DAY)
    )
    assert entry.conversation_id == winner


async def test_a_therapist_is_not_in_two_places_at_once(unit: Unit) -> None:
    """Somebody has noon for 45 minutes."""
    assert await book(unit, await unit.waiting(), at(unit))
    for minutes_later, minutes, fits in [
        (-45, 45, True),
        (-40, 45, False),
        (0, 5, False),
        (10, 5, False),
        (-60, 180, False),
        (40, 45, False),
        (45, 45, True),
    ]:
        wanted = at(unit, NOON + timedelta(minutes=minutes_later), minutes=minutes)
        visitor = await unit.waiting()
        assert await book(unit, visitor, wanted) is fits, minutes_later
        if fits:
            assert await cancel(unit, visitor)
    assert await book(unit, await unit.waiting(), at(unit, staff_id=unit.anders))


async def test_buffers_are_the_therapists_and_not_the_rooms(unit: Unit) -> None:
    room = await a_room(unit)
    assert await book(unit, await unit.waiting(), at(unit, after=15, venue_id=room))
    right_after = NOON + timedelta(minutes=45)
    assert not await book(unit, await unit.waiting(), at(unit, right_after))
    assert not await book(unit, await unit.waiting(), at(unit, right_after + timedelta(minutes=20), before=10))
    assert await book(unit, await unit.waiting(), at(unit, right_after, staff_id=unit.anders, venue_id=room))
    assert await book(unit, await unit.waiting(), at(unit, right_after + timedelta(minutes=25), before=10))


async def test_a_room_for_one_talk_has_one_and_another_place_has_many(unit: Unit) -> None:
    room, park = await a_room(unit), await a_room(unit, once=False)
    assert await book(unit, await unit.waiting(), at(unit, venue_id=room))
    others = at(unit, staff_id=unit.anders, venue_id=room)
    assert not await book(unit, await unit.waiting(), others)
    assert await book(unit, await unit.waiting(), at(unit, NOON + DAY, venue_id=park))
    assert await book(unit, await unit.waiting(), at(unit, NOON + DAY, staff_id=unit.anders, venue_id=park))


async def test_two_therapists_together_are_both_taken(unit: Unit) -> None:
    assert await book(unit, await unit.waiting(), at(unit, second_id=unit.anders))
    assert not await book(unit, await unit.waiting(), at(unit, staff_id=unit.anders))
    (entry,) = await unit.database.read(
        lambda connection: pretalks.of_staff(connection, staff_id=unit.anders, since=NOON, until=NOON + DAY)
    )
    assert entry.time == at(unit, second_id=unit.anders)


async def test_a_booked_pretalk_says_when_where_and_how_long(unit: Unit) -> None:
    visitor = await unit.waiting()
    assert await book(unit, visitor, at(unit, place=Place.ONLINE))
    pretalk = await pretalk_of(unit, visitor)
    assert (pretalk.state, pretalk.starts_at, pretalk.minutes, pretalk.place) == (
        PretalkState.BOOKED,
        NOON,
        45,
        Place.ONLINE,
    )
    assert pretalk.booked == pretalk.time
    assert (pretalk.wished_on, pretalk.offered_on, pretalk.booked_on) == (TODAY, TODAY, TODAY)
    assert "sealed words" not in repr(pretalk)


async def test_a_time_without_a_zone_is_refused(unit: Unit) -> None:
    visitor = await unit.waiting()
    with pytest.raises((StatementError, ValueError), match="zone"):
        await book(unit, visitor, at(unit, NOON.replace(tzinfo=None)))


async def test_a_time_that_takes_no_time_is_refused(unit: Unit) -> None:
    visitor = await unit.waiting()
    with pytest.raises(ValueError, match="no time"):
        await book(unit, visitor, at(unit, minutes=0))


async def test_moving_to_another_time_gives_the_first_one_back(unit: Unit) -> None:
    first, second = at(unit), at(unit, NOON + DAY)
    visitor = await unit.waiting()
    assert await book(unit, visitor, first)
    before = await pretalk_of(unit, visitor)
    assert await book(unit, visitor, second, b"new words", TODAY + DAY)
    after = await pretalk_of(unit, visitor)
    assert (after.id, after.calendar_id) == (before.id, before.calendar_id)  # the same entry in her calendar
    assert (after.starts_at, after.arrival_word) == (NOON + DAY, b"new words")
    assert after.calendar_sequence == before.calendar_sequence + 1
    assert (after.offered_on, after.booked_on) == (TODAY, TODAY + DAY)
    assert await is_free(unit, first)
    assert not await is_free(unit, second)


async def test_a_move_that_overlaps_its_own_time_is_a_move(unit: Unit) -> None:
    visitor = await unit.waiting()
    assert await book(unit, visitor, at(unit))
    assert await book(unit, visitor, at(unit, NOON + timedelta(minutes=30)))
    assert await book(unit, await unit.waiting(), at(unit, NOON - timedelta(minutes=15)))


async def test_a_move_to_a_taken_time_leaves_the_first_one_as_it_was(unit: Unit) -> None:
    first, second = at(unit), at(unit, NOON + DAY)
    visitor, other = await unit.waiting(), await unit.waiting()
    assert await book(unit, visitor, first)
    assert await book(unit, other, second)
    before = await pretalk_of(unit, visitor)
    assert not await book(unit, visitor, second)
    assert await pretalk_of(unit, visitor) == before
    assert not await is_free(unit, first)


async def test_two_who_swap_their_times_at_once_do_not_lose_them(unit: Unit) -> None:
    times = [at(unit, NOON + number * DAY) for number in range(3)]
    visitors = [await unit.waiting(), await unit.waiting()]
    for visitor, time in zip(visitors, times, strict=False):
        assert await book(unit, visitor, time)
    moves = [book(unit, visitor, time) for _ in range(20) for visitor in visitors for time in times]
    await asyncio.gather(*moves)
    has = {(await pretalk_of(unit, visitor)).starts_at for visitor in visitors}
    assert len(has) == 2
    assert [await is_free(unit, time) for time in times].count(True) == 1


# Wishing, being offered, giving back


async def test_a_wish_gives_a_booked_time_back(unit: Unit) -> None:
    visitor, other = await unit.waiting(), await unit.waiting()
    await wish(unit, other)
    assert (await pretalk_of(unit, other)).state is PretalkState.WISHED
    assert await book(unit, visitor, at(unit))
    await wish(unit, visitor)
    pretalk = await pretalk_of(unit, visitor)
    assert (pretalk.state, pretalk.starts_at, pretalk.arrival_word) == (PretalkState.WISHED, None, None)
    assert await book(unit, other, at(unit))
    assert (await pretalk_of(unit, other)).state is PretalkState.BOOKED


async def test_the_first_day_of_an_offer_stays(unit: Unit) -> None:
    visitor = await unit.waiting()

    async def offer(today: date) -> None:
        await unit.database.write(lambda connection: pretalks.offer(connection, conversation_id=visitor, today=today))

    await wish(unit, visitor)
    await offer(TODAY + DAY)
    await offer(TODAY + 2 * DAY)
    pretalk = await pretalk_of(unit, visitor)
    assert (pretalk.state, pretalk.wished_on, pretalk.offered_on) == (PretalkState.OFFERED, TODAY, TODAY + DAY)
    assert await book(unit, visitor, at(unit))
    await offer(TODAY + 3 * DAY)
    assert (await pretalk_of(unit, visitor)).state is PretalkState.BOOKED


async def test_cancelling_gives_the_time_back_once(unit: Unit) -> None:
    visitor = await unit.waiting()
    assert not await cancel(unit, visitor)
    assert await book(unit, visitor, at(unit))
    booked = await pretalk_of(unit, visitor)
    assert await cancel(unit, visitor)
    assert not await cancel(unit, visitor)
    pretalk = await pretalk_of(unit, visitor)
    assert (pretalk.state, pretalk.starts_at, pretalk.arrival_word) == (PretalkState.GIVEN_UP, None, None)
    assert pretalk.given_up_on == TODAY
    assert pretalk.calendar_sequence == booked.calendar_sequence + 1  # her calendar takes the entry away
    assert await is_free(unit, at(unit))


async def test_a_forgotten_conversation_gives_its_time_back(unit: Unit) -> None:
    visitor = await unit.waiting()
    assert await book(unit, visitor, at(unit))
    await unit.database.write(lambda connection: conversations.forget(connection, conversation_id=visitor))
    assert await is_free(unit, at(unit))


# The clock


async def test_who_asks_for_later_pauses_the_clock_and_has_a_wish(unit: Unit) -> None:
    visitor = await unit.waiting()
    await unit.database.write(
        lambda connection: pretalks.postpone(
            connection, conversation_id=visitor, today=TODAY, later_on=TODAY, later_from=TODAY + 20 * DAY
        )
    )
    pretalk = await pretalk_of(unit, visitor)
    assert (pretalk.state, pretalk.later_on, pretalk.later_from) == (PretalkState.WISHED, TODAY, TODAY + 20 * DAY)


async def test_each_level_is_told_once(unit: Unit) -> None:
    visitor = await unit.waiting()
    await wish(unit, visitor)

    async def tell(level: int) -> bool:
        return await unit.database.write(
            lambda connection: pretalks.mark_told(connection, conversation_id=visitor, level=level)
        )

    assert [await tell(level) for level in (7, 7, 12, 7)] == [True, False, True, False]


async def test_a_reason_is_kept_with_the_pretalk_it_belongs_to(unit: Unit) -> None:
    visitor = await unit.waiting()

    async def give() -> bool:
        return await unit.database.write(
            lambda connection: pretalks.give_reason(connection, conversation_id=visitor, reason=DelayReason.NO_TIMES)
        )

    assert not await give()
    await wish(unit, visitor)
    assert await give()
    assert (await pretalk_of(unit, visitor)).delay_reason is DelayReason.NO_TIMES


async def test_load_counts_both_therapists(unit: Unit) -> None:
    assert await book(unit, await unit.waiting(), at(unit, second_id=unit.anders))
    assert await book(unit, await unit.waiting(), at(unit, NOON + DAY))
    assert await book(unit, await unit.waiting(), at(unit, NOON + 30 * DAY))

    def load(connection: Connection) -> dict[bytes, int]:
        return pretalks.load(connection, since=NOON, until=NOON + 2 * DAY)

    assert await unit.database.read(load) == {unit.mette: 2, unit.anders: 1}
