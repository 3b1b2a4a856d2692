"""Reminders that were asked for: kept until they are on their way, and no longer than their conversation."""

from datetime import datetime, timedelta

from storage import conversations, reminders
from storage.keys import new_id
from storage.reminders import ReminderKind, ReminderRow
from tests.storage.people import NOON, Unit

DAY, HOURS = NOON - timedelta(days=1), NOON - timedelta(hours=2)


def of(conversation: bytes, *, day: datetime = DAY, hours: datetime = HOURS) -> tuple[ReminderRow, ...]:
    return tuple(
        ReminderRow(id=new_id(), conversation_id=conversation, kind=kind, due_at=due_at, wrapped=b"sealed")
        for kind, due_at in ((ReminderKind.DAY, day), (ReminderKind.HOURS, hours))
    )


async def keep(unit: Unit, conversation: bytes, *rows: ReminderRow) -> None:
    await unit.database.write(lambda connection: reminders.replace(connection, conversation_id=conversation, rows=rows))


async def kept(unit: Unit, conversation: bytes) -> tuple[ReminderRow, ...]:
    return await unit.database.read(
        lambda connection: reminders.of_conversation(connection, conversation_id=conversation)
    )


async def due(unit: Unit, now: datetime) -> list[bytes]:
    return [row.id for row in await unit.database.read(lambda connection: reminders.due(connection, now=now))]


async def test_new_reminders_take_the_place_of_earlier_ones_and_of_nobody_elses(unit: Unit) -> None:
    mine, other = await unit.contact(), await unit.contact()
    await keep(unit, other, *of(other))
    await keep(unit, mine, *of(mine))
    moved = of(mine, day=DAY + timedelta(days=2), hours=HOURS + timedelta(days=2))
    await keep(unit, mine, *reversed(moved))
    assert await kept(unit, mine) == moved, "the soonest first"
    assert len(await kept(unit, other)) == 2
    await keep(unit, mine)
    assert await kept(unit, mine) == ()


async def test_a_reminder_is_due_from_its_moment_on(unit: Unit) -> None:
    conversation = await unit.contact()
    day, hours = of(conversation)
    await keep(unit, conversation, day, hours)
    assert await due(unit, DAY - timedelta(seconds=1)) == []
    assert await due(unit, DAY) == [day.id]
    assert await due(unit, NOON) == [day.id, hours.id]


async def test_a_reminder_is_sent_once(unit: Unit) -> None:
    conversation = await unit.contact()
    day, hours = of(conversation)
    await keep(unit, conversation, day, hours)

    async def done() -> bool:
        return await unit.database.write(lambda connection: reminders.done(connection, reminder_id=day.id))

    assert [await done(), await done()] == [True, False]
    assert await kept(unit, conversation) == (hours,)


async def test_when_nobody_wants_them_any_more_they_are_gone(unit: Unit) -> None:
    first, second = await unit.contact(), await unit.contact()
    for conversation in (first, second):
        await keep(unit, conversation, *of(conversation))
    await unit.database.write(lambda connection: reminders.forget(connection, conversation_id=first))
    await unit.database.write(lambda connection: conversations.forget(connection, conversation_id=second))
    assert await due(unit, NOON) == []
