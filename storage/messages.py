"""Messages: numbered within their conversation, stored once however often the button is pressed."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from sqlalchemy import Connection, RowMapping, and_, bindparam, delete, func, insert, select, update

from flows.vocabulary import Delivery, Direction
from storage.messenger_tables import as_written
from storage.tables import messages


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
    delivery: Delivery | None


_LAST = select(func.max(messages.c.sequence)).where(messages.c.conversation_id == bindparam("conversation_id"))
_LAST_OF_SIDE = _LAST.where(messages.c.direction == bindparam("direction"))
_BY_PRESS = select(messages).where(
    messages.c.conversation_id == bindparam("conversation_id"), messages.c.press == bindparam("press")
)
_COLUMNS = ("conversation_id", "sequence", "direction", "written_on", "body", "press", "delivery")
# A new message as one statement: where its number is not the next, or its press was stored, nothing is inserted.
NEW = {name: bindparam(f"new_{name}", type_=messages.c[name].type) for name in _COLUMNS}
_OF_THIS = messages.c.conversation_id == NEW["conversation_id"]
IS_NEXT = and_(
    select(func.coalesce(func.max(messages.c.sequence), 0) + 1).where(_OF_THIS).scalar_subquery() == NEW["sequence"],
    ~select(messages.c.press).where(_OF_THIS, messages.c.press == NEW["press"]).exists(),
)
_APPEND = (
    insert(messages)
    .from_select(_COLUMNS, select(*NEW.values()).where(IS_NEXT))
    .execution_options(preserve_rowcount=True)
)


def _row(found: RowMapping) -> MessageRow:
    return MessageRow(
        sequence=found["sequence"],
        direction=Direction(found["direction"]),
        written_on=found["written_on"],
        body=found["body"],
        delivery=None if found["delivery"] is None else Delivery(found["delivery"]),
    )


def last_sequence(connection: Connection, *, conversation_id: bytes, direction: Direction | None = None) -> int:
    """The highest number so far, of one direction or of all; 0 when there is none."""
    values = {"conversation_id": conversation_id}
    if direction is None:
        found = connection.execute(_LAST, values)
    else:
        found = connection.execute(_LAST_OF_SIDE, {**values, "direction": direction.value})
    highest: int | None = found.scalar()
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
    delivery: Delivery | None = None,
) -> Appended:
    """Store a message that was sealed for `sequence`; raises `IntegrityError` when the conversation is gone."""
    stored = connection.execute(
        _APPEND,
        {
            "new_conversation_id": conversation_id,
            "new_sequence": sequence,
            "new_direction": direction.value,
            "new_written_on": written_on,
            "new_body": body,
            "new_press": press,
            "new_delivery": delivery,
        },
    )
    if stored.rowcount == 1:
        return Appended.STORED
    twice = by_press(connection, conversation_id=conversation_id, press=press) is not None
    return Appended.TWICE if twice else Appended.SEQUENCE_TAKEN


def by_press(connection: Connection, *, conversation_id: bytes, press: bytes) -> MessageRow | None:
    """The message a press stored."""
    found = connection.execute(_BY_PRESS, {"conversation_id": conversation_id, "press": press}).mappings().first()
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


def set_delivery(connection: Connection, *, conversation_id: bytes, sequence: int, delivery: Delivery) -> None:
    """What became of a message. Of one that went out in several parts, the part that went worst is told."""
    current: str | None = connection.execute(
        select(messages.c.delivery).where(
            messages.c.conversation_id == conversation_id, messages.c.sequence == sequence
        )
    ).scalar()
    if current is None or (delivery is Delivery.DELIVERED and current != Delivery.WAITING.value):
        return
    if delivery is Delivery.PERHAPS_TWICE and current in (Delivery.BLOCKED.value, Delivery.FAILED.value):
        return
    connection.execute(
        update(messages)
        .where(messages.c.conversation_id == conversation_id, messages.c.sequence == sequence)
        .values(delivery=delivery.value)
    )


def keep_as_written(
    connection: Connection, *, conversation_id: bytes, press: bytes, sequence: int, body: bytes, written_on: date
) -> None:
    """Keep what was written beside what was delivered covered, until its writer has decided."""
    connection.execute(
        insert(as_written),
        {
            "conversation_id": conversation_id,
            "press": press,
            "sequence": sequence,
            "body": body,
            "written_on": written_on,
        },
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class CoveredRow:
    """What was written, beside the message that was delivered covered."""

    press: bytes = field(repr=False)
    sequence: int
    body: bytes = field(repr=False)
    written_on: date


def covered_of(connection: Connection, *, conversation_id: bytes) -> tuple[CoveredRow, ...]:
    """Every message of a conversation whose writer has not decided yet."""
    found = connection.execute(
        select(as_written.c.press, as_written.c.sequence, as_written.c.body, as_written.c.written_on).where(
            as_written.c.conversation_id == conversation_id
        )
    ).mappings()
    return tuple(CoveredRow(**row) for row in found)


def was_covered(connection: Connection, *, conversation_id: bytes, press: bytes) -> bool:
    """Whether a message was delivered covered, and its writer has not decided yet."""
    return (
        connection.execute(
            select(as_written.c.sequence).where(
                as_written.c.conversation_id == conversation_id, as_written.c.press == press
            )
        ).first()
        is not None
    )


def send_as_written(connection: Connection, *, conversation_id: bytes, press: bytes) -> bool:
    """Put what was written in the place of what was covered; False when that was done, or it is too late."""
    kept = connection.execute(
        select(as_written).where(as_written.c.conversation_id == conversation_id, as_written.c.press == press)
    ).first()
    if kept is None:
        return False
    replace(connection, conversation_id=conversation_id, sequence=kept.sequence, body=kept.body)
    leave_covered(connection, conversation_id=conversation_id, press=press)
    return True


def leave_covered(connection: Connection, *, conversation_id: bytes, press: bytes) -> None:
    """What was written stays covered; nobody keeps the rest."""
    connection.execute(
        delete(as_written).where(as_written.c.conversation_id == conversation_id, as_written.c.press == press)
    )


def sweep_as_written(connection: Connection, *, before: date) -> int:
    """Nobody decided: what was covered stays covered. Returns how many."""
    return connection.execute(delete(as_written).where(as_written.c.written_on < before)).rowcount
