"""How a booked pre-talk went, and which ways to one have ended and are not counted yet.

Rules it keeps: only what is booked has an outcome, and only what has begun was held or missed; each move names the
state it comes from, so that of two presses one counts. The time stays in the row: an outcome can be taken back.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select, update

from flows.vocabulary import ConversationState, PretalkState
from storage.availability_tables import pretalks
from storage.tables import conversations

_BOOKED = pretalks.c.state == PretalkState.BOOKED.value


def _of(connection: Connection, conversation_id: bytes, *conditions: Any, **values: Any) -> bool:
    changed = connection.execute(
        update(pretalks).where(pretalks.c.conversation_id == conversation_id, *conditions).values(**values)
    )
    return changed.rowcount == 1


def held(connection: Connection, *, conversation_id: bytes, now: datetime) -> bool:
    """It took place, and is counted with that; False when none is booked, or it has not begun."""
    return _of(
        connection,
        conversation_id,
        _BOOKED,
        pretalks.c.starts_at <= now,
        state=PretalkState.HELD.value,
        counted=True,
    )


def missed(connection: Connection, *, conversation_id: bytes, now: datetime) -> bool:
    """Nobody came; False when none is booked, or it has not begun."""
    return _of(
        connection,
        conversation_id,
        _BOOKED,
        pretalks.c.starts_at <= now,
        state=PretalkState.ABSENT.value,
        missed=pretalks.c.missed + 1,
    )


def cancelled_late(connection: Connection, *, conversation_id: bytes, before: datetime) -> bool:
    """She said so on the day itself; False when none is booked, or it does not begin `before` an instant."""
    return _of(
        connection,
        conversation_id,
        _BOOKED,
        pretalks.c.starts_at < before,
        state=PretalkState.WISHED.value,
        cancelled_late=True,
    )


def take_held_back(connection: Connection, *, conversation_id: bytes) -> bool:
    """It was not held after all: it is booked again; False when it is not held."""
    return _of(
        connection,
        conversation_id,
        pretalks.c.state == PretalkState.HELD.value,
        pretalks.c.starts_at.is_not(None),
        state=PretalkState.BOOKED.value,
        counted=False,
    )


def take_missed_back(connection: Connection, *, conversation_id: bytes) -> bool:
    """They came after all: it is booked again; False when something else happened since."""
    return _of(
        connection,
        conversation_id,
        pretalks.c.state == PretalkState.ABSENT.value,
        pretalks.c.starts_at.is_not(None),
        state=PretalkState.BOOKED.value,
        missed=pretalks.c.missed - 1,
    )


def take_cancelled_back(connection: Connection, *, conversation_id: bytes) -> bool:
    """It was not cancelled after all: it is booked again; False when something else happened since."""
    return _of(
        connection,
        conversation_id,
        pretalks.c.state.in_((PretalkState.WISHED.value, PretalkState.OFFERED.value)),
        pretalks.c.cancelled_late,
        pretalks.c.starts_at.is_not(None),
        state=PretalkState.BOOKED.value,
        cancelled_late=False,
    )


def mark_counted(connection: Connection, *, conversation_id: bytes) -> bool:
    """The end of a way to a pre-talk is counted; False when it was, or when there is none that could end."""
    return _of(connection, conversation_id, ~pretalks.c.counted, counted=True)


def ended_before(connection: Connection, *, day: date) -> tuple[bytes, ...]:
    """Closed conversations, quiet since before a day, whose pre-talk came to nothing and is not counted."""
    found = connection.execute(
        select(pretalks.c.conversation_id)
        .join(conversations, conversations.c.id == pretalks.c.conversation_id)
        .where(
            conversations.c.state == ConversationState.CLOSED.value,
            conversations.c.last_activity_on < day,
            ~_BOOKED,
            ~pretalks.c.counted,
        )
    )
    return tuple(found.scalars())
