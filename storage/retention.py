"""What has had its time. Nothing here touches a conversation that waits, or that is being talked about."""

from datetime import date, datetime

from sqlalchemy import Connection, delete, select

from flows.vocabulary import ConversationState
from storage.tables import conversations, shred_keys, staff_sessions, visitor_sessions


def expired_intakes(connection: Connection, *, before: date) -> tuple[bytes, ...]:
    """Questions nobody finished, last touched before a date."""
    return _untouched(connection, ConversationState.INTAKE, before)


def closed_before(connection: Connection, *, before: date) -> tuple[bytes, ...]:
    """Closed conversations in which nobody wrote since a date."""
    return _untouched(connection, ConversationState.CLOSED, before)


def no_longer_at_desk(connection: Connection, *, now: datetime) -> tuple[tuple[bytes, ConversationState], ...]:
    """Conversations whose questions the server could open until now, with the state they are in."""
    found = connection.execute(
        select(conversations.c.id, conversations.c.state).where(conversations.c.desk_until <= now)
    )
    return tuple((row.id, ConversationState(row.state)) for row in found)


def _untouched(connection: Connection, state: ConversationState, before: date) -> tuple[bytes, ...]:
    found = connection.execute(
        select(conversations.c.id).where(
            conversations.c.state == state.value, conversations.c.last_activity_on < before
        )
    )
    return tuple(row.id for row in found)


def sweep(connection: Connection, *, now: datetime) -> None:
    """Delete sessions that are over, and shred keys whose conversation is gone."""
    connection.execute(delete(visitor_sessions).where(visitor_sessions.c.expires_at <= now))
    connection.execute(delete(staff_sessions).where(staff_sessions.c.expires_at <= now))
    here = select(conversations.c.id).where(conversations.c.id == shred_keys.c.conversation_id).exists()
    connection.execute(delete(shred_keys).where(~here))
