"""What came: taken in once, in order, until a transaction has dealt with it."""

from datetime import timedelta

from storage import inbox
from storage.database import Database
from storage.inbox import Arrival, InboxPlace
from storage.keys import new_id
from tests.storage.people import NOON


def came(number: int, *, position: int | None = None, lane: bytes = b"a") -> Arrival:
    return Arrival(
        id=new_id(),
        position=number if position is None else position,
        digest=number.to_bytes(16, "big"),
        lane=lane * 16,
        wrapped=b"sealed %d" % number,
    )


async def take_in(database: Database, *arrivals: Arrival) -> int:
    return await database.write(lambda connection: inbox.take_in(connection, arrivals=arrivals, now=NOON))


async def waiting(database: Database, most: int = 100) -> tuple[InboxPlace, ...]:
    return await database.read(lambda connection: inbox.waiting(connection, most=most))


async def test_what_comes_twice_is_taken_in_once(database: Database) -> None:
    first = came(1)
    assert await take_in(database, first, came(1), came(2)) == 2
    assert await take_in(database, came(1), came(2)) == 0
    assert next(place.id for place in await waiting(database)) == first.id, "the one that came first"
    await database.write(lambda connection: inbox.dealt_with(connection, inbox_id=first.id))
    assert await take_in(database, came(1)) == 0, "also when it was dealt with"
    assert await take_in(database) == 0


async def test_many_at_once_are_looked_up_and_stored(database: Database) -> None:
    arrivals = [came(number) for number in range(1_000)]
    assert await take_in(database, *arrivals) == 1_000
    assert await take_in(database, *arrivals, came(1_000)) == 1


async def test_they_wait_in_the_order_they_came(database: Database) -> None:
    late, early, between = came(1, position=2**62), came(2, position=1), came(3, position=2**33, lane=b"b")
    await take_in(database, late, early, between)
    assert [place.id for place in await waiting(database)] == [early.id, between.id, late.id]
    assert [place.lane for place in await waiting(database, most=2)] == [b"a" * 16, b"b" * 16]


async def test_a_number_is_forgotten_after_two_days(database: Database) -> None:
    await take_in(database, came(1))

    async def forget(after: timedelta) -> int:
        return await database.write(lambda connection: inbox.forget_seen(connection, now=NOON + after))

    assert await forget(timedelta(hours=48, seconds=-1)) == 0
    assert await forget(timedelta(hours=48)) == 1
    assert await take_in(database, came(1)) == 1


async def test_what_was_done_is_remembered_with_what_did_it(database: Database) -> None:
    arrival = came(1)
    await take_in(database, arrival)
    row = await database.read(lambda connection: inbox.by_id(connection, inbox_id=arrival.id))
    assert row is not None
    assert (row.done, row.tries, row.wrapped) == (None, 0, b"sealed 1")
    await database.write(lambda connection: inbox.mark_done(connection, inbox_id=arrival.id, done="done"))
    row = await database.read(lambda connection: inbox.by_id(connection, inbox_id=arrival.id))
    assert row is not None
    assert row.done == "done"


async def test_what_is_set_aside_waits_no_more_until_it_is_tried_again_or_thrown_away(database: Database) -> None:
    poison, other = came(1), came(2)
    await take_in(database, poison, other)
    for tries in (1, 2, 3):
        assert await database.write(lambda connection: inbox.count_try(connection, inbox_id=poison.id)) == tries
    await database.write(lambda connection: inbox.set_aside(connection, inbox_id=poison.id))
    assert [place.id for place in await waiting(database)] == [other.id]
    assert await database.read(lambda connection: inbox.by_id(connection, inbox_id=poison.id)) is None
    assert await database.read(inbox.aside) == await database.read(inbox.count) == 1

    assert await database.write(inbox.try_again) == 1
    assert await database.write(inbox.throw_away) == 0
    row = await database.read(lambda connection: inbox.by_id(connection, inbox_id=poison.id))
    assert row is not None
    assert row.tries == 0

    await database.write(lambda connection: inbox.set_aside(connection, inbox_id=poison.id))
    assert await database.write(inbox.throw_away) == 1
    assert await database.read(inbox.aside) == 0
    assert [place.id for place in await waiting(database)] == [other.id], "what waits is not thrown away"


async def test_a_try_at_what_is_gone_counts_nothing(database: Database) -> None:
    assert await database.write(lambda connection: inbox.count_try(connection, inbox_id=new_id())) == 0
