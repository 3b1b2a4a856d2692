"""Queues: who may open one holds a wrapping of its key, and nobody else does."""

import asyncio

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from flows.vocabulary import AgeBand
from storage import queues
from storage.database import Database
from storage.keys import new_id
from tests.storage.people import Unit, a_queue


async def test_a_queue_is_kept_as_it_was_made(database: Database) -> None:
    young = a_queue("0-11", age_bands=(AgeBand.BABY, AgeBand.CHILD), opening_hours='{"mon": "9-16"}')
    older = a_queue("12-24", age_bands=())
    for row in (older, young):
        assert await database.write(lambda connection, row=row: queues.add(connection, row=row))  # type: ignore[misc]
    assert await database.read(queues.all_queues) == (young, older)
    assert await database.read(lambda connection: queues.by_id(connection, queue_id=young.id)) == young
    assert await database.read(lambda connection: queues.by_id(connection, queue_id=new_id())) is None
    assert "recovery" not in repr(young)


async def test_a_code_is_one_queues(database: Database) -> None:
    rows = [a_queue("12-24") for _ in range(20)]
    added = await asyncio.gather(
        *(database.write(lambda connection, row=row: queues.add(connection, row=row)) for row in rows)  # type: ignore[misc]
    )
    assert added.count(True) == 1
    assert await database.read(queues.all_queues) == (rows[added.index(True)],)


async def test_members_are_let_in_and_taken_out(unit: Unit) -> None:
    def let_in(connection: Connection) -> None:
        queues.grant(connection, queue_id=unit.queue, staff_id=unit.mette, private_wrapped=b"to Mette")
        queues.grant(connection, queue_id=unit.queue, staff_id=unit.anders, private_wrapped=b"to Anders")
        queues.grant(connection, queue_id=unit.queue, staff_id=unit.mette, private_wrapped=b"to Mette's new key")

    def inside(connection: Connection) -> tuple[set[bytes], dict[bytes, bytes], dict[bytes, bytes]]:
        return (
            set(queues.members(connection, queue_id=unit.queue)),
            queues.wraps_of(connection, staff_id=unit.mette),
            queues.wraps_of(connection, staff_id=unit.anders),
        )

    await unit.database.write(let_in)
    assert await unit.database.read(inside) == (
        {unit.mette, unit.anders},
        {unit.queue: b"to Mette's new key"},
        {unit.queue: b"to Anders"},
    )
    for _ in range(2):
        await unit.database.write(
            lambda connection: queues.revoke(connection, queue_id=unit.queue, staff_id=unit.mette)
        )
    assert await unit.database.read(inside) == ({unit.anders}, {}, {unit.queue: b"to Anders"})


async def test_nobody_unknown_is_let_in(unit: Unit) -> None:
    for queue_id, staff_id in ((unit.queue, new_id()), (new_id(), unit.mette)):
        with pytest.raises(IntegrityError):
            await unit.database.write(
                lambda connection, queue_id=queue_id, staff_id=staff_id: queues.grant(  # type: ignore[misc]
                    connection, queue_id=queue_id, staff_id=staff_id, private_wrapped=b"wrapped"
                )
            )


async def test_opening_hours_are_changed_for_one_queue(unit: Unit) -> None:
    other = a_queue("0-11")
    await unit.database.write(lambda connection: queues.add(connection, row=other))
    await unit.database.write(
        lambda connection: queues.set_opening_hours(connection, queue_id=unit.queue, opening_hours='{"tue": "9-12"}')
    )
    changed = await unit.database.read(lambda connection: queues.by_id(connection, queue_id=unit.queue))
    assert changed is not None
    assert changed.opening_hours == '{"tue": "9-12"}'
    assert await unit.database.read(lambda connection: queues.by_id(connection, queue_id=other.id)) == other
