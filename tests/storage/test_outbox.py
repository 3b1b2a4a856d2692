"""What leaves: in order within its lane, marked before it is handed over, gone when it has arrived."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy.exc import IntegrityError

from storage import conversations, outbox
from storage.database import Database
from storage.keys import new_id
from storage.outbox import OutboxRow, OutboxState, Parcel
from tests.storage.people import NOON, Unit

LATER = NOON + timedelta(minutes=5)


def parcel(position: int, *, lane: bytes = b"a", conversation: bytes | None = None, due: datetime = NOON) -> Parcel:
    return Parcel(
        id=new_id(),
        position=position,
        lane=lane * 16,
        conversation_id=conversation,
        sequence=None,
        wrapped=b"sealed",
        due_at=due,
    )


async def put(database: Database, *parcels: Parcel) -> None:
    await database.write(lambda connection: outbox.put(connection, parcels=parcels))


async def first_of_lanes(
    database: Database, *, now: datetime = NOON, busy: frozenset[bytes] = frozenset(), most: int = 50
) -> list[bytes]:
    rows = await database.read(lambda connection: outbox.next_of_lanes(connection, now=now, busy=busy, most=most))
    return [row.id for row in rows]


async def lane(database: Database, name: bytes = b"a") -> tuple[OutboxRow, ...]:
    return await database.read(lambda connection: outbox.of_lane(connection, lane=name * 16))


async def test_of_each_lane_the_first_leaves_and_the_longest_waiting_before_the_others(database: Database) -> None:
    a1, a2, b1 = parcel(5), parcel(9), parcel(3, lane=b"b")
    await put(database, a2, a1, b1)
    assert await first_of_lanes(database) == [b1.id, a1.id]
    assert await first_of_lanes(database, most=1) == [b1.id]
    assert await first_of_lanes(database, busy=frozenset([b"b" * 16])) == [a1.id]
    assert await first_of_lanes(database, busy=frozenset([b"b" * 16]), most=1) == [a1.id]
    await database.write(lambda connection: outbox.arrived(connection, ids=[a1.id]))
    assert await first_of_lanes(database) == [b1.id, a2.id]
    await put(database)


async def test_what_waits_for_later_holds_up_its_lane_and_no_other(database: Database) -> None:
    first, second, other = parcel(1), parcel(2), parcel(3, lane=b"b")
    await put(database, first, second, other)
    await database.write(lambda connection: outbox.later(connection, parcel_id=first.id, due_at=LATER, uncertain=False))
    assert await first_of_lanes(database) == [other.id]
    assert await first_of_lanes(database, now=LATER) == [first.id, other.id]
    row = (await lane(database))[0]
    assert (row.tries, row.uncertain, row.due_at) == (1, False, LATER)


async def test_what_is_being_sent_holds_up_its_lane(database: Database) -> None:
    first, second = parcel(1), parcel(2)
    await put(database, first, second)
    await database.write(lambda connection: outbox.mark_sending(connection, ids=[first.id]))
    assert await first_of_lanes(database) == []


async def test_what_was_thrown_away_since_it_was_looked_at_is_not_marked(database: Database) -> None:
    first, second = parcel(1), parcel(2, lane=b"b")
    await put(database, first, second)
    await database.write(lambda connection: outbox.clear_lane(connection, lane=b"a" * 16))
    ids = [first.id, second.id, new_id()]
    assert await database.write(partial(outbox.mark_sending, ids=ids)) == {second.id}
    assert await database.write(partial(outbox.mark_sending, ids=ids)) == frozenset(), "it is on its way already"
    assert await database.write(partial(outbox.mark_sending, ids=[])) == frozenset()


async def test_what_arrived_is_gone_and_it_is_told_what_was_there(database: Database) -> None:
    first, second = parcel(1), parcel(2, lane=b"b")
    await put(database, first, second)
    assert await database.write(partial(outbox.arrived, ids=[first.id, new_id()])) == {first.id}
    assert await database.write(partial(outbox.arrived, ids=[first.id])) == frozenset()
    assert await first_of_lanes(database) == [second.id]


async def test_the_worker_sleeps_until_the_first_of_a_lane_is_due(database: Database) -> None:
    async def next_due(*, now: datetime = NOON, busy: frozenset[bytes] = frozenset()) -> datetime | None:
        until = now + timedelta(minutes=10)
        return await database.read(partial(outbox.next_due, now=now, until=until, busy=busy))

    assert await next_due() is None
    await put(database, parcel(1, due=LATER), parcel(2), parcel(3, lane=b"b"))
    assert await next_due() == LATER, "what lies behind it is due already, and not its turn"
    assert await next_due(busy=frozenset([b"a" * 16])) is None
    assert await next_due(now=LATER) is None
    assert await next_due(now=NOON - timedelta(minutes=6)) == NOON
    assert await next_due(now=NOON - timedelta(hours=1)) is None, "too far away to sleep until then"


async def test_what_a_crash_left_half_sent_is_sent_again_and_uncertain(database: Database) -> None:
    first, second = parcel(1), parcel(2)
    await put(database, first, second)
    await database.write(lambda connection: outbox.mark_sending(connection, ids=[first.id]))
    assert await database.write(outbox.after_a_crash) == 1
    assert await database.write(outbox.after_a_crash) == 0
    assert await first_of_lanes(database) == [first.id]
    assert [row.uncertain for row in await lane(database)] == [True, False]


async def test_once_uncertain_stays_uncertain(database: Database) -> None:
    (one,) = (parcel(1),)
    await put(database, one)
    for uncertain in (True, False):
        await database.write(
            lambda connection, uncertain=uncertain: outbox.later(  # type: ignore[misc]
                connection, parcel_id=one.id, due_at=NOON, uncertain=uncertain
            )
        )
    (row,) = await lane(database)
    assert (row.uncertain, row.tries) == (True, 2)


async def test_what_can_never_be_delivered_holds_nobody_up_until_it_is_thrown_away(database: Database) -> None:
    first, second = parcel(1), parcel(2)
    await put(database, first, second)
    await database.write(lambda connection: outbox.fail(connection, parcel_id=first.id))
    assert await first_of_lanes(database) == [second.id]
    assert await database.read(outbox.counts) == {OutboxState.FAILED: 1, OutboxState.WAITING: 1}
    assert await database.write(outbox.throw_failed_away) == 1
    assert [row.id for row in await lane(database)] == [second.id]


async def test_a_lane_is_cleared_and_no_other(database: Database) -> None:
    await put(database, parcel(1), parcel(2), parcel(3, lane=b"b"))
    await database.write(lambda connection: outbox.clear_lane(connection, lane=b"a" * 16))
    assert await lane(database) == ()
    assert len(await lane(database, b"b")) == 1


async def test_what_belongs_to_a_conversation_goes_with_it(unit: Unit) -> None:
    conversation = await unit.contact()
    await put(unit.database, parcel(1, conversation=conversation), parcel(2, lane=b"b"))
    await unit.database.write(lambda connection: conversations.forget(connection, conversation_id=conversation))
    assert await lane(unit.database) == ()
    assert len(await lane(unit.database, b"b")) == 1
    with pytest.raises(IntegrityError):
        await put(unit.database, parcel(3, conversation=conversation))


async def test_a_parcel_comes_out_as_it_went_in(unit: Unit) -> None:
    whole = replace(parcel(2**62, conversation=await unit.contact(), due=LATER), sequence=7)
    await put(unit.database, whole)
    (row,) = await lane(unit.database)
    assert row == OutboxRow(
        id=whole.id,
        position=whole.position,
        lane=whole.lane,
        conversation_id=whole.conversation_id,
        sequence=7,
        wrapped=b"sealed",
        due_at=LATER,
        state=OutboxState.WAITING,
        uncertain=False,
        tries=0,
    )
