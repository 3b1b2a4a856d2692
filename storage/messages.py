"""Messages: numbered within their conversation, stored once however often the button is pressed."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from sqlalchemy import Connection, RowMapping, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from flows.vocabulary import Direction
from storage.tables import conversations, messages


class Appended(Enum):
    """What became of a message."""

    STORED = "stored"
    TWICE = "twice"
    SEQUENCE_TAKEN = "sequence_taken"


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageRow:
    """One sealed message."""

    sequence: int
    direction: Direction
    written_on: date
    body: bytes = field(repr=False)


def _row(found: RowMapping) -> MessageRow:
    return MessageRow(
        sequence=found["sequence"],
        direction=Direction(found["direction"]),
        written_on=found["written_on"],
        body=found["body"],
    )


def last_sequence(connection: Connection, *, conversation_id: bytes, direction: Direction | None = None) -> int:
    """The highest number so far, of one direction or of all; 0 when there is none."""
    wanted = select(func.max(messages.c.sequence)).where(messages.c.conversation_id == conversation_id)
    if direction is not None:
        wanted = wanted.where(messages.c.direction == direction.value)
    highest: int | None = connection.execute(wanted).scalar()
    return highest or 0


def next_sequence(connection: Connection, *, conversation_id: bytes) -> int:
    """The number the next message gets, if nobody is faster."""
    return last_sequence(connection, conversation_id=conversation_id) + 1


def append(
    connection: Connection,
    *,
    conversation_id: bytes,
    sequence: int,
    direction: Direction,
    written_on: date,
    body: bytes,
    press: bytes,
) -> Appended:
    """Store a message that was sealed for `sequence`; raises `IntegrityError` when the conversation is gone."""
    if by_press(connection, conversation_id=conversation_id, press=press) is not None:
        return Appended.TWICE
    if next_sequence(connection, conversation_id=conversation_id) != sequence:
        return Appended.SEQUENCE_TAKEN
    try:
        with connection.begin_nested():
            connection.execute(
                insert(messages),
                {
                    "conversation_id": conversation_id,
                    "sequence": sequence,
                    "direction": direction.value,
                    "written_on": written_on,
                    "body": body,
                    "press": press,
                },
            )
    except IntegrityError:
        here = connection.execute(select(conversations.c.id).where(conversations.c.id == conversation_id)).first()
        if here is None:
            raise  # forgotten meanwhile: no other number would do
        return Appended.SEQUENCE_TAKEN
    return Appended.STORED


def by_press(connection: Connection, *, conversation_id: bytes, press: bytes) -> MessageRow | None:
    """The message a press stored."""
    found = (
        connection.execute(
            select(messages).where(messages.c.conversation_id == conversation_id, messages.c.press == press)
        )
        .mappings()
        .first()
    )
    return None if found is None else _row(found)


def replace(connection: Connection, *, conversation_id: bytes, sequence: int, body: bytes) -> None:
    """Put another envelope in a message's place."""
    connection.execute(
        update(messages)
        .where(messages.c.conversation_id == conversation_id, messages.c.sequence == sequence)
        .values(body=body)
    )


def messages_of(connection: Connection, *, conversation_id: bytes) -> tuple[MessageRow, ...]:
    """Every message of a conversation, oldest first."""
    found = connection.execute(
        select(messages).where(messages.c.conversation_id == conversation_id).order_by(messages.c.sequence)
    ).mappings()
    return tuple(_row(row) for row in found)
