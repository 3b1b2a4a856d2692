"""The counters: sealed, added up, as long as each other, and what they were counted by beside them."""

import pytest
from sqlalchemy import select

from storage import counters
from storage.counters import CounterKey
from storage.database import Database
from storage.keys import WrongKey, new_pair
from storage.tables import counters as counters_table

PAIR = new_pair()
KEY = CounterKey(public=PAIR.public, private=PAIR.private)
CELL = ("2026-11", "role", "unit=0-11|band=3-11|role=grandparent")


async def add(database: Database, increments: dict[tuple[str, str, str], int], **tables: str) -> None:
    named = {period.replace("_", "-"): said for period, said in tables.items()}
    await database.write(lambda connection: counters.add(connection, increments, key=KEY, tables=named))


async def test_what_is_added_is_added_up_and_read_with_the_key_alone(database: Database) -> None:
    await add(database, {CELL: 1, ("2026-Q4", "home", "band=3-11|home=shared"): 2})
    await add(database, {CELL: 3, ("2026-11", "role", "unit=0-11|band=3-11|role=mother"): 1})
    assert await database.read(lambda connection: counters.every(connection, KEY)) == {
        CELL: 4,
        ("2026-11", "role", "unit=0-11|band=3-11|role=mother"): 1,
        ("2026-Q4", "home", "band=3-11|home=shared"): 2,
    }
    other = new_pair()
    with pytest.raises(WrongKey):
        await database.read(
            lambda connection: counters.every(connection, CounterKey(public=other.public, private=other.private))
        )


async def test_an_envelope_tells_neither_what_is_in_it_nor_how_much(database: Database) -> None:
    await add(database, {CELL: 1})
    await add(database, {("2026-12", "role", f"unit=0-11|band=3-11|role={number}"): number for number in range(200)})
    rows = await database.read(lambda connection: connection.execute(select(counters_table)).all())
    assert len({len(row.envelope) for row in rows}) == 1
    assert not any(b"grandparent" in bytes(row.envelope) for row in rows)


async def test_an_envelope_belongs_to_its_period(database: Database) -> None:
    await add(database, {CELL: 1})
    await database.write(
        lambda connection: connection.execute(counters_table.update().values(period="2026-12")).rowcount
    )
    with pytest.raises(WrongKey):
        await database.read(lambda connection: counters.every(connection, KEY))


async def test_what_a_period_is_counted_by_stands_beside_it(database: Database) -> None:
    await add(database, {CELL: 1}, **{"2026_11": "these"})
    await add(database, {CELL: 1})
    await add(database, {("2026-12", "contacts", "unit=0-11"): 1})
    assert await database.read(counters.counted_by) == {"2026-11": "these", "2026-12": ""}
