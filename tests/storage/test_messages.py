"""Messages: numbered without gaps however many write at once, and a press that is repeated stores nothing twice."""

import asyncio
from collections.abc import Callable

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from flows.vocabulary import Direction
from storage import conversations, messages
from storage.keys import new_id
from storage.messages import Appended, MessageRow
from tests.storage.people import TODAY, Unit


def appending(
    conversation_id: bytes,
    sequence: int,
    body: bytes = b"sealed",
    *,
    press: bytes | None = None,
    direction: Direction = Direction.VISITOR,
) -> Callable[[Connection], Appended]:
    pressed = press or new_id()
    return lambda connection: messages.append(
        connection,
        conversation_id=conversation_id,
        sequence=sequence,
        direction=direction,
        written_on=TODAY,
        body=body,
        press=pressed,
    )


async def all_of(unit: Unit, conversation_id: bytes) -> tuple[MessageRow, ...]:
    return await unit.database.read(
        lambda connection: messages.messages_of(connection, conversation_id=conversation_id)
    )


async def write_as_the_desk_does(unit: Unit, conversation_id: bytes, press: bytes) -> Appended:
    """Ask for the next number, seal for it, store; when somebody was faster, all of it again."""
    while True:
        sequence = await unit.database.read(
            lambda connection: messages.next_sequence(connection, conversation_id=conversation_id)
        )
        sealed = b"sealed for %d" % sequence
        appended = await unit.database.write(appending(conversation_id, sequence, sealed, press=press))
        if appended is not Appended.SEQUENCE_TAKEN:
            return appended


async def test_a_talk_stands_in_the_order_it_was_written(unit: Unit) -> None:
    conversation_id = await unit.claimed()
    said = [(Direction.VISITOR, b"hello"), (Direction.THERAPIST, b"welcome"), (Direction.BOT, b"a note")]
    for sequence, (direction, body) in enumerate(said, 1):
        assert (
            await unit.database.write(appending(conversation_id, sequence, body, direction=direction))
            is Appended.STORED
        )
    rows = await all_of(unit, conversation_id)
    assert [(row.direction, row.body) for row in rows] == said
    assert [row.sequence for row in rows] == [1, 2, 3]
    assert {row.written_on for row in rows} == {TODAY}
    assert "hello" not in repr(rows)

    def last(connection: Connection) -> list[int]:
        return [
            messages.last_sequence(connection, conversation_id=conversation_id),
            messages.last_sequence(connection, conversation_id=conversation_id, direction=Direction.VISITOR),
            messages.last_sequence(connection, conversation_id=new_id()),
            messages.next_sequence(connection, conversation_id=conversation_id),
        ]

    assert await unit.database.read(last) == [3, 1, 0, 4]


async def test_pressing_twice_stores_once(unit: Unit) -> None:
    conversation_id = await unit.claimed()
    press = new_id()
    assert await unit.database.write(appending(conversation_id, 1, b"first", press=press)) is Appended.STORED
    assert await unit.database.write(appending(conversation_id, 2, b"again", press=press)) is Appended.TWICE
    assert [row.body for row in await all_of(unit, conversation_id)] == [b"first"]

    found = await unit.database.read(
        lambda connection: messages.by_press(connection, conversation_id=conversation_id, press=press)
    )
    assert found is not None
    assert found.body == b"first"


async def test_a_hundred_presses_of_one_button_store_once(unit: Unit) -> None:
    conversation_id = await unit.claimed()
    press = new_id()
    became = await asyncio.gather(*(write_as_the_desk_does(unit, conversation_id, press) for _ in range(100)))
    assert became.count(Appended.STORED) == 1
    assert became.count(Appended.TWICE) == 99
    assert len(await all_of(unit, conversation_id)) == 1


async def test_the_same_press_in_another_conversation_is_another_message(unit: Unit) -> None:
    press = new_id()
    for _ in range(2):
        conversation_id = await unit.claimed()
        assert await unit.database.write(appending(conversation_id, 1, press=press)) is Appended.STORED


async def test_only_the_next_number_is_taken(unit: Unit) -> None:
    conversation_id = await unit.claimed()
    await unit.database.write(appending(conversation_id, 1, b"first"))
    for sequence in (-1, 0, 1, 3):
        assert await unit.database.write(appending(conversation_id, sequence)) is Appended.SEQUENCE_TAKEN
    assert [row.body for row in await all_of(unit, conversation_id)] == [b"first"]


async def test_a_hundred_messages_at_once_get_a_hundred_numbers(unit: Unit) -> None:
    conversation_id = await unit.claimed()
    became = await asyncio.gather(*(write_as_the_desk_does(unit, conversation_id, new_id()) for _ in range(100)))
    assert became == [Appended.STORED] * 100
    rows = await all_of(unit, conversation_id)
    assert [row.sequence for row in rows] == list(range(1, 101))
    assert [row.body for row in rows] == [b"sealed for %d" % number for number in range(1, 101)]


async def test_another_envelope_takes_a_messages_place(unit: Unit) -> None:
    conversation_id = await unit.claimed()
    await unit.database.write(appending(conversation_id, 1, b"one"))
    await unit.database.write(appending(conversation_id, 2, b"two"))
    await unit.database.write(
        lambda connection: messages.replace(connection, conversation_id=conversation_id, sequence=1, body=b"uncovered")
    )
    assert [row.body for row in await all_of(unit, conversation_id)] == [b"uncovered", b"two"]


async def test_writing_to_a_conversation_that_was_forgotten_ends(unit: Unit) -> None:
    """The next number would never do: whoever tries again and again must be told."""
    forgotten = await unit.claimed()
    await unit.database.write(lambda connection: conversations.forget(connection, conversation_id=forgotten))
    with pytest.raises(IntegrityError):
        await write_as_the_desk_does(unit, forgotten, new_id())
    assert await all_of(unit, forgotten) == ()
