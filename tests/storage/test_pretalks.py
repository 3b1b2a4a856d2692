"""Times and pre-talks: one time is one pre-talk, whoever is fastest, and what is given back is free."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError, StatementError

from flows.vocabulary import Place, PretalkState
from storage import pretalks
from storage.keys import new_id
from storage.pretalks import PretalkRow, TimeRow
from tests.storage.people import NOON, Unit

DAY = timedelta(days=1)


def at(unit: Unit, starts_at: datetime = NOON, **others: Any) -> TimeRow:
    values: dict[str, Any] = {"staff_id": unit.mette, "queue_id": unit.queue, "minutes": 45, "place": Place.UNIT}
    return TimeRow(**{"id": new_id(), "starts_at": starts_at, **values, **others})


async def put_out(unit: Unit, *times: TimeRow) -> None:
    def work(connection: Connection) -> None:
        for time in times:
            pretalks.add_time(connection, time=time)

    await unit.database.write(work)


async def book(unit: Unit, conversation_id: bytes, time: TimeRow, word: bytes = b"sealed words") -> bool:
    return await unit.database.write(
        lambda connection: pretalks.book(
            connection,
            conversation_id=conversation_id,
            time_id=time.id,
            pretalk_id=new_id(),
            arrival_word=word,
            calendar_id=new_id(),
        )
    )


async def wish(unit: Unit, conversation_id: bytes) -> None:
    await unit.database.write(
        lambda connection: pretalks.wish(
            connection, conversation_id=conversation_id, pretalk_id=new_id(), calendar_id=new_id()
        )
    )


async def cancel(unit: Unit, conversation_id: bytes) -> bool:
    return await unit.database.write(lambda connection: pretalks.cancel(connection, conversation_id=conversation_id))


async def free(unit: Unit, *, since: datetime = NOON, until: datetime = NOON + 30 * DAY) -> list[bytes]:
    found = await unit.database.read(
        lambda connection: pretalks.free_times(connection, queue_id=unit.queue, since=since, until=until)
    )
    return [time.id for time in found]


async def pretalk_of(unit: Unit, conversation_id: bytes) -> PretalkRow:
    found = await unit.database.read(
        lambda connection: pretalks.of_conversation(connection, conversation_id=conversation_id)
    )
    assert found is not None
    return found


# Times


async def test_free_times_come_soonest_first_and_end_before_the_end(unit: Unit) -> None:
    early, late, beyond = at(unit), at(unit, NOON + 5 * DAY), at(unit, NOON + 14 * DAY)
    past = at(unit, NOON - DAY)
    await put_out(unit, beyond, late, past, early)
    assert await free(unit, until=NOON + 14 * DAY) == [early.id, late.id]
    elsewhere = await unit.database.read(
        lambda connection: pretalks.free_times(connection, queue_id=new_id(), since=NOON, until=NOON + DAY)
    )
    assert elsewhere == ()


async def test_a_time_is_kept_to_the_second_in_utc_whatever_zone_it_came_in(unit: Unit) -> None:
    danish = datetime(2026, 12, 3, 14, 0, tzinfo=timezone(timedelta(hours=1)))
    await put_out(unit, at(unit, danish))
    (found,) = await unit.database.read(
        lambda connection: pretalks.free_times(connection, queue_id=unit.queue, since=NOON, until=NOON + 30 * DAY)
    )
    assert found.starts_at == danish
    assert found.starts_at.tzinfo is UTC
    assert (found.minutes, found.place, found.staff_id) == (45, Place.UNIT, unit.mette)


async def test_a_time_without_a_zone_is_refused(unit: Unit) -> None:
    with pytest.raises(StatementError, match="needs a zone"):
        await put_out(unit, at(unit, NOON.replace(tzinfo=None)))
    assert await free(unit) == []


async def test_a_time_that_takes_no_time_is_refused(unit: Unit) -> None:
    with pytest.raises(IntegrityError):
        await put_out(unit, at(unit, minutes=0))


async def test_a_therapist_is_not_in_two_places_at_once(unit: Unit) -> None:
    await put_out(unit, at(unit))
    with pytest.raises(IntegrityError):
        await put_out(unit, at(unit))
    await put_out(unit, at(unit, staff_id=unit.anders))


async def test_times_that_would_lie_over_each_other_are_seen(unit: Unit) -> None:
    """One stands at noon for 45 minutes."""
    await put_out(unit, at(unit))
    for minutes_later, minutes, over in [
        (-45, 45, False),
        (-44, 45, True),
        (0, 1, True),
        (10, 5, True),
        (-60, 180, True),
        (44, 45, True),
        (45, 45, False),
    ]:
        wanted = at(unit, NOON + timedelta(minutes=minutes_later), minutes=minutes)
        others = replace(wanted, staff_id=unit.anders)
        seen = await unit.database.read(
            lambda connection, wanted=wanted, others=others: (  # type: ignore[misc]
                pretalks.overlaps(connection, time=wanted),
                pretalks.overlaps(connection, time=others),
            )
        )
        assert seen == (over, False), minutes_later


async def test_only_ones_own_free_time_is_taken_away(unit: Unit) -> None:
    mine, taken = at(unit), at(unit, NOON + DAY)
    await put_out(unit, mine, taken)
    assert await book(unit, await unit.waiting(), taken)

    def remove(time: TimeRow, staff_id: bytes) -> Callable[[Connection], bool]:
        return lambda connection: pretalks.remove_time(connection, time_id=time.id, staff_id=staff_id)

    assert not await unit.database.write(remove(mine, unit.anders))
    assert not await unit.database.write(remove(taken, unit.mette))
    assert await unit.database.write(remove(mine, unit.mette))
    assert not await unit.database.write(remove(mine, unit.mette))
    assert await free(unit) == []


# Booking


async def test_of_100_who_book_one_time_at_once_one_gets_it(unit: Unit) -> None:
    time = at(unit)
    await put_out(unit, time)
    visitors = await asyncio.gather(*(unit.waiting() for _ in range(100)))
    got = await asyncio.gather(*(book(unit, visitor, time) for visitor in visitors))
    assert got.count(True) == 1
    winner = visitors[got.index(True)]
    assert (await pretalk_of(unit, winner)).starts_at == NOON
    assert await free(unit) == []
    (entry,) = await unit.database.read(
        lambda connection: pretalks.calendar(connection, staff_id=unit.mette, since=NOON, until=NOON + DAY)
    )
    assert entry.conversation_id == winner


async def test_a_booked_pretalk_says_when_where_and_how_long(unit: Unit) -> None:
    time = at(unit, place=Place.ONLINE)
    await put_out(unit, time)
    visitor = await unit.waiting()
    assert await book(unit, visitor, time)
    pretalk = await pretalk_of(unit, visitor)
    assert (pretalk.state, pretalk.starts_at, pretalk.minutes, pretalk.place) == (
        PretalkState.BOOKED,
        NOON,
        45,
        Place.ONLINE,
    )
    assert (pretalk.arrival_word, pretalk.calendar_sequence) == (b"sealed words", 0)
    assert "sealed words" not in repr(pretalk)


async def test_moving_to_another_time_gives_the_first_one_back(unit: Unit) -> None:
    first, second = at(unit), at(unit, NOON + DAY)
    await put_out(unit, first, second)
    visitor = await unit.waiting()
    assert await book(unit, visitor, first)
    before = await pretalk_of(unit, visitor)
    assert await book(unit, visitor, second, b"new words")
    after = await pretalk_of(unit, visitor)
    assert (after.id, after.calendar_id) == (before.id, before.calendar_id)  # the same entry in her calendar
    assert (after.starts_at, after.calendar_sequence, after.arrival_word) == (NOON + DAY, 1, b"new words")
    assert await free(unit) == [first.id]


async def test_a_move_to_a_taken_time_leaves_the_first_one_as_it_was(unit: Unit) -> None:
    first, second = at(unit), at(unit, NOON + DAY)
    await put_out(unit, first, second)
    visitor, other = await unit.waiting(), await unit.waiting()
    assert await book(unit, visitor, first)
    assert await book(unit, other, second)
    before = await pretalk_of(unit, visitor)
    assert not await book(unit, visitor, second)
    assert await pretalk_of(unit, visitor) == before


async def test_a_time_that_is_gone_is_not_booked(unit: Unit) -> None:
    visitor = await unit.waiting()
    assert not await book(unit, visitor, at(unit))
    nothing = await unit.database.read(lambda connection: pretalks.of_conversation(connection, conversation_id=visitor))
    assert nothing is None


async def test_two_who_swap_their_times_at_once_do_not_lose_them(unit: Unit) -> None:
    times = [at(unit, NOON + number * DAY) for number in range(3)]
    await put_out(unit, *times)
    visitors = [await unit.waiting(), await unit.waiting()]
    for visitor, time in zip(visitors, times, strict=False):
        assert await book(unit, visitor, time)
    moves = [book(unit, visitor, time) for _ in range(20) for visitor in visitors for time in times]
    await asyncio.gather(*moves)
    held = {(await pretalk_of(unit, visitor)).starts_at for visitor in visitors}
    assert len(held) == 2
    assert len(await free(unit)) == 1


async def test_a_wish_gives_a_booked_time_back(unit: Unit) -> None:
    time = at(unit)
    await put_out(unit, time)
    visitor, other = await unit.waiting(), await unit.waiting()
    await wish(unit, other)
    assert (await pretalk_of(unit, other)).state is PretalkState.WISHED
    assert await book(unit, visitor, time)
    await wish(unit, visitor)
    pretalk = await pretalk_of(unit, visitor)
    assert (pretalk.state, pretalk.starts_at, pretalk.arrival_word) == (PretalkState.WISHED, None, None)
    assert await free(unit) == [time.id]
    assert await book(unit, other, time)
    assert (await pretalk_of(unit, other)).state is PretalkState.BOOKED


async def test_cancelling_gives_the_time_back_once(unit: Unit) -> None:
    time = at(unit)
    await put_out(unit, time)
    visitor = await unit.waiting()
    assert not await cancel(unit, visitor)
    assert await book(unit, visitor, time)
    assert await cancel(unit, visitor)
    assert not await cancel(unit, visitor)
    pretalk = await pretalk_of(unit, visitor)
    assert (pretalk.state, pretalk.starts_at, pretalk.arrival_word) == (PretalkState.GIVEN_UP, None, None)
    assert pretalk.calendar_sequence == 1  # her calendar takes the entry away
    assert await free(unit) == [time.id]


@pytest.mark.parametrize("outcome", [PretalkState.HELD, PretalkState.ABSENT])
async def test_only_a_booked_pretalk_has_an_outcome(unit: Unit, outcome: PretalkState) -> None:
    time = at(unit)
    await put_out(unit, time)
    visitor = await unit.waiting()

    async def say() -> bool:
        return await unit.database.write(
            lambda connection: pretalks.set_outcome(connection, conversation_id=visitor, state=outcome)
        )

    await wish(unit, visitor)
    assert not await say()
    assert await book(unit, visitor, time)
    assert await say()
    assert not await say()
    assert not await cancel(unit, visitor)
    pretalk = await pretalk_of(unit, visitor)
    assert (pretalk.state, pretalk.starts_at) == (outcome, NOON)


async def test_a_calendar_shows_ones_own_times_with_who_is_in_them(unit: Unit) -> None:
    first, second, others = at(unit, NOON + DAY), at(unit), at(unit, staff_id=unit.anders)
    beyond = at(unit, NOON + 7 * DAY)
    await put_out(unit, first, second, others, beyond)
    visitor = await unit.waiting()
    assert await book(unit, visitor, first)
    entries = await unit.database.read(
        lambda connection: pretalks.calendar(connection, staff_id=unit.mette, since=NOON, until=NOON + 7 * DAY)
    )
    assert [(entry.time.id, entry.conversation_id) for entry in entries] == [(second.id, None), (first.id, visitor)]
    assert entries[0].pretalk is None
    assert entries[1].pretalk == await pretalk_of(unit, visitor)
