"""Ballots: they lie in an order that tells nothing, are counted all or not at all, and what is published stays."""

import asyncio
from collections.abc import Callable

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from storage import ballots, counters
from storage.counters import CounterKey
from storage.database import Database
from storage.keys import new_id, new_pair
from storage.schema import metadata
from storage.tables import ballots as ballots_table
from storage.tables import counters as counters_table
from storage.tables import published

MONTH = "2026-11"
PAIR = new_pair()
KEY = CounterKey(public=PAIR.public, private=PAIR.private)
TOTAL = (MONTH, "contacts", "all")
YOUNG = (MONTH, "age_band", "12-16")


def casting(ballot_id: bytes, month: str = MONTH) -> Callable[[Connection], bool]:
    envelope = b"sealed " + ballot_id
    return lambda connection: ballots.cast(connection, ballot_id=ballot_id, month=month, envelope=envelope)


async def pool(database: Database) -> list[bytes]:
    return [row.id for row in await database.read(ballots.pool)]


async def cast_some(database: Database, number: int) -> list[bytes]:
    ids = [new_id() for _ in range(number)]
    for ballot_id in ids:
        await database.write(casting(ballot_id))
    return ids


async def as_they_lie(database: Database) -> list[tuple[bytes, str]]:
    """The ballots in the order of the file, each with whatever else its place tells."""
    place = "''" if database.dialect == "sqlite" else "xmin::text"
    order = "" if database.dialect == "sqlite" else "ORDER BY ctid"
    found = await database.read(
        lambda connection: connection.execute(text(f"SELECT id, {place} FROM ballots {order}")).all()
    )
    return [(bytes(row[0]), row[1]) for row in found]


async def test_where_a_ballot_lies_tells_nothing_of_when_it_was_cast(database: Database) -> None:
    cast: list[bytes] = []
    for _ in range(25):
        cast += await cast_some(database, 1)
        lying = await as_they_lie(database)
        assert [ballot_id for ballot_id, _ in lying] == sorted(cast)
        assert len({told for _, told in lying}) == 1  # all were written at once
    await database.write(lambda connection: ballots.withdraw(connection, ballot_id=cast[3]))
    lying = await as_they_lie(database)
    assert [ballot_id for ballot_id, _ in lying] == sorted(set(cast) - {cast[3]})
    assert len({told for _, told in lying}) == 1


async def test_a_ballot_says_its_month_and_nothing_else(database: Database) -> None:
    (ballot_id,) = await cast_some(database, 1)
    (row,) = await database.read(ballots.pool)
    assert (row.id, row.month, row.envelope) == (ballot_id, MONTH, b"sealed " + ballot_id)
    assert repr(row) == "BallotRow(month='2026-11')"


def test_no_table_of_counts_refers_to_another_or_is_referred_to() -> None:
    counting = {ballots_table, counters_table, published}
    for table in metadata.tables.values():
        referred = {key.column.table for key in table.foreign_keys}
        assert not referred & counting
        assert not referred or table not in counting


async def test_a_hundred_ballots_at_once_are_all_there(database: Database) -> None:
    ids = [new_id() for _ in range(100)]
    await asyncio.gather(*(database.write(casting(ballot_id)) for ballot_id in ids))
    assert await pool(database) == sorted(ids)


async def test_the_same_ballot_twice_is_one_and_none_is_lost(database: Database) -> None:
    ids = await cast_some(database, 3)
    assert not await database.write(casting(ids[0]))
    assert await pool(database) == sorted(ids)


async def test_a_ballot_is_withdrawn_while_it_waits(database: Database) -> None:
    ids = await cast_some(database, 3)

    async def withdraw(ballot_id: bytes) -> bool:
        return await database.write(lambda connection: ballots.withdraw(connection, ballot_id=ballot_id))

    assert await withdraw(ids[1])
    assert not await withdraw(ids[1])
    assert not await withdraw(new_id())
    assert await pool(database) == sorted([ids[0], ids[2]])
    assert await withdraw(ids[0])
    assert await withdraw(ids[2])
    assert await pool(database) == []


def tallying(ids: list[bytes], **increments: int) -> Callable[[Connection], bool]:
    raised = {TOTAL: increments.get("total", len(ids)), YOUNG: increments.get("young", 1)}

    def work(connection: Connection) -> bool:
        if not ballots.take(connection, month=MONTH, counted_ids=frozenset(ids)):
            return False
        counters.add(connection, raised, key=KEY)
        return True

    return work


async def test_counting_raises_the_counters_and_deletes_the_ballots(database: Database) -> None:
    ids = await cast_some(database, 12)
    assert await database.write(tallying(ids[:10], young=4))
    assert await database.read(lambda connection: counters.every(connection, KEY)) == {TOTAL: 10, YOUNG: 4}
    assert await pool(database) == sorted(ids[10:])
    assert await database.write(tallying(ids[10:], young=1))
    assert await database.read(lambda connection: counters.every(connection, KEY)) == {TOTAL: 12, YOUNG: 5}
    assert await pool(database) == []
    assert not await database.write(lambda connection: ballots.withdraw(connection, ballot_id=ids[0]))


async def test_counting_is_all_or_nothing(database: Database) -> None:
    ids = await cast_some(database, 10)
    next_month = new_id()
    await database.write(casting(next_month, "2026-12"))
    for wrong in ([*ids, new_id()], [*ids, next_month]):
        assert not await database.write(tallying(wrong))
    assert await database.read(lambda connection: counters.every(connection, KEY)) == {}
    assert await pool(database) == sorted([*ids, next_month])


async def test_a_tally_that_breaks_in_the_middle_counts_nothing(database: Database) -> None:
    ids = await cast_some(database, 10)

    def broken(connection: Connection) -> None:
        assert tallying(ids)(connection)
        raise RuntimeError("the machine stops here")

    with pytest.raises(RuntimeError):
        await database.write(broken)
    assert await database.read(lambda connection: counters.every(connection, KEY)) == {}
    assert await pool(database) == sorted(ids)


async def test_of_ten_who_count_the_same_ballots_at_once_one_counts_them(database: Database) -> None:
    ids = await cast_some(database, 10)
    counted = await asyncio.gather(*(database.write(tallying(ids)) for _ in range(10)))
    assert counted.count(True) == 1
    assert (await database.read(lambda connection: counters.every(connection, KEY)))[TOTAL] == 10


async def test_a_withdrawal_and_a_count_at_once_agree(database: Database) -> None:
    """Either it was withdrawn and nothing is counted, or it was counted and is not withdrawn."""
    for number in range(1, 6):
        ids = await cast_some(database, 5)
        withdrawn, counted = await asyncio.gather(
            database.write(lambda connection, taken=ids[0]: ballots.withdraw(connection, ballot_id=taken)),  # type: ignore[misc]
            database.write(tallying(ids, total=5, young=0)),
        )
        assert withdrawn is not counted, number


async def test_what_is_published_is_frozen(database: Database) -> None:
    def publishing(cells: str, period: str = MONTH) -> Callable[[Connection], None]:
        return lambda connection: ballots.publish(connection, period=period, table="contacts", cells=cells)

    await database.write(publishing('{"all": 31}'))
    with pytest.raises(IntegrityError):
        await database.write(publishing('{"all": 32}'))
    await database.write(publishing('{"all": 28}', "2026-10"))
    rows = await database.read(ballots.published)
    assert [(row.period, row.table, row.cells) for row in rows] == [
        ("2026-10", "contacts", '{"all": 28}'),
        (MONTH, "contacts", '{"all": 31}'),
    ]
