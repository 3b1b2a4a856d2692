"""A line of a talk goes in with all that follows from it, alone or with others, or nothing of it happens."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Connection, select, update

from flows.vocabulary import Direction
from storage import claims, conversations, inbox, lines, messages, notices, outbox, queues
from storage.chats import ChatMessageRow
from storage.inbox import Arrival
from storage.keys import new_id
from storage.lines import Line
from storage.messenger_tables import chat_messages
from storage.outbox import Parcel
from storage.tables import conversations as conversations_table
from storage.tables import messages as messages_table
from tests.storage.people import NOON, TODAY, Unit


async def a_line(unit: Unit, conversation: bytes, *, sequence: int = 1, claimed_by: bytes | None = None) -> Line:
    """An update that was taken in, and the line it brings."""
    update_id = new_id()
    arrival = Arrival(id=update_id, position=1, digest=new_id(), lane=new_id(), wrapped=b"sealed")
    await unit.database.write(lambda connection: inbox.take_in(connection, arrivals=[arrival], now=NOON))
    return Line(
        conversation_id=conversation,
        sequence=sequence,
        written_on=TODAY,
        body=b"sealed",
        press=new_id(),
        queue_id=unit.queue,
        claimed_by=claimed_by,
        inbox_id=update_id,
        chat_message=ChatMessageRow(id=new_id(), tag=b"t" * 32, wrapped=b"sealed", written_on=TODAY),
        answer=Parcel(
            id=new_id(),
            position=1,
            lane=new_id(),
            conversation_id=conversation,
            sequence=None,
            wrapped=b"sealed",
            due_at=NOON,
        ),
    )


async def add(unit: Unit, *several: Line) -> list[bool]:
    return await unit.database.write(lambda connection: lines.add(connection, several))


async def holds(unit: Unit) -> tuple[int, int, int, int]:
    """How many messages, answers, messages of chats, and updates that wait, there are."""

    def work(connection: Connection) -> tuple[int, int, int, int]:
        return (
            len(connection.execute(select(messages_table)).all()),
            sum(outbox.counts(connection).values()),
            len(connection.execute(select(chat_messages)).all()),
            inbox.count(connection),
        )

    return await unit.database.read(work)


async def test_a_line_is_stored_answered_and_gone(unit: Unit) -> None:
    conversation = await unit.waiting()
    line = await a_line(unit, conversation)
    assert await holds(unit) == (0, 0, 0, 1)
    assert await add(unit, line) == [True]
    assert await holds(unit) == (1, 1, 1, 0)
    (row,) = await unit.database.read(lambda connection: messages.messages_of(connection, conversation_id=conversation))
    assert (row.sequence, row.direction, row.body, row.delivery) == (1, Direction.VISITOR, b"sealed", None)


async def test_of_many_at_once_each_stands_for_itself(unit: Unit) -> None:
    first, second, third = [await unit.waiting() for _ in range(3)]
    twice = await a_line(unit, first)
    await add(unit, twice)
    await add(unit, await a_line(unit, first, sequence=2))
    several = [
        await a_line(unit, second),
        await a_line(unit, second, sequence=5),
        replace(await a_line(unit, first, sequence=3), press=twice.press),
        await a_line(unit, third),
        await a_line(unit, second),
    ]
    before = await holds(unit)
    assert await add(unit, *several) == [True, False, False, True, False]
    assert await holds(unit) == (before[0] + 2, before[1] + 2, before[2] + 2, before[3] - 2)
    assert [
        len(await unit.database.read(lambda c, each=each: messages.messages_of(c, conversation_id=each)))  # type: ignore[misc]
        for each in (first, second, third)
    ] == [2, 1, 1]


async def test_a_talk_that_somebody_holds_goes_on(unit: Unit) -> None:
    conversation = await unit.claimed()
    assert await add(unit, await a_line(unit, conversation, claimed_by=unit.mette)) == [True]


async def test_who_wants_to_know_is_told_once_that_something_waits(unit: Unit) -> None:
    def link(connection: Connection) -> None:
        for number, staff_id in enumerate((unit.mette, unit.anders)):
            queues.grant(connection, queue_id=unit.queue, staff_id=staff_id, private_wrapped=b"wrapped")
            notices.invite(connection, staff_id=staff_id, invitation=new_id() * 2, until=NOON)
            notices.link(connection, staff_id=staff_id, tag=bytes([number]) * 32, wrapped=b"sealed")

    await unit.database.write(link)
    held = [await a_line(unit, await unit.claimed(), claimed_by=unit.mette) for _ in range(2)]
    assert await add(unit, *held) == [True, True]
    assert [each.staff_id for each in await unit.database.read(notices.to_tell)] == [unit.mette]
    assert await add(unit, await a_line(unit, await unit.waiting())) == [True]
    assert {each.staff_id for each in await unit.database.read(notices.to_tell)} == {unit.mette, unit.anders}


async def test_where_there_is_no_talk_that_is_on_nothing_happens(unit: Unit) -> None:
    forgotten = await unit.waiting()
    await unit.database.write(lambda connection: conversations.forget(connection, conversation_id=forgotten))
    others = [await unit.contact(), await unit.closed(), forgotten]
    several = [await a_line(unit, each) for each in others]
    assert await add(unit, *several) == [False] * 3
    assert await holds(unit) == (0, 0, 0, 3)


async def test_the_first_line_of_a_day_goes_the_way_that_notes_the_day(unit: Unit) -> None:
    conversation = await unit.waiting()
    yesterday = TODAY - timedelta(days=1)
    await unit.database.write(
        lambda connection: connection.execute(update(conversations_table).values(last_activity_on=yesterday))
    )
    line = await a_line(unit, conversation)
    assert await add(unit, line) == [False]
    await unit.database.write(
        lambda connection: claims.reopen(connection, conversation_id=conversation, waiting_since=NOON, today=TODAY)
    )
    assert await add(unit, line) == [True]
