"""Reminders that a visitor asked for. Where to is under the server's key until they are sent, and gone afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, RowMapping, delete, insert, select

from storage.messenger_tables import reminders


class ReminderKind(StrEnum):
    """How long before."""

    DAY = "day"
    HOURS = "hours"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReminderRow:
    """One reminder; `wrapped` holds where it goes."""

    id: bytes = field(repr=False)
    conversation_id: bytes = field(repr=False)
    kind: ReminderKind
    due_at: datetime
    wrapped: bytes = field(repr=False)


def _row(found: RowMapping) -> ReminderRow:
    return ReminderRow(**{**found, "kind": ReminderKind(found["kind"])})


def replace(connection: Connection, *, conversation_id: bytes, rows: Iterable[ReminderRow]) -> None:
    """Keep these, and no earlier ones."""
    forget(connection, conversation_id=conversation_id)
    values = [
        {
            "id": each.id,
            "conversation_id": each.conversation_id,
            "kind": each.kind.value,
            "due_at": each.due_at,
            "wrapped": each.wrapped,
        }
        for each in rows
    ]
    if values:
        connection.execute(insert(reminders), values)


def of_conversation(connection: Connection, *, conversation_id: bytes) -> tuple[ReminderRow, ...]:
    """The reminders of a conversation, soonest first."""
    found = connection.execute(
        select(reminders).where(reminders.c.conversation_id == conversation_id).order_by(reminders.c.due_at)
    ).mappings()
    return tuple(_row(row) for row in found)


def due(connection: Connection, *, now: datetime) -> tuple[ReminderRow, ...]:
    """Those whose time has come."""
    found = connection.execute(
        select(reminders).where(reminders.c.due_at <= now).order_by(reminders.c.due_at)
    ).mappings()
    return tuple(_row(row) for row in found)


def forget(connection: Connection, *, conversation_id: bytes) -> None:
    """None is wanted any more."""
    connection.execute(delete(reminders).where(reminders.c.conversation_id == conversation_id))


def done(connection: Connection, *, reminder_id: bytes) -> bool:
    """It is on its way; False when somebody else has seen to it, or nobody wants it."""
    return connection.execute(delete(reminders).where(reminders.c.id == reminder_id)).rowcount == 1
