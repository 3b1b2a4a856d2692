"""Conversations: what routing and the queue's list need stands in the open, everything that was written is sealed.

Rules it keeps: a move is one UPDATE that names the state it comes from, so that of two at once one wins (the moves are
those of flows/lifecycle.py, the queue's are in claims.py). What a page was drawn from is compared by `revision`; the
compare and the change are one.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Connection,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from flows.vocabulary import AgeBand, Channel, ConversationState, Direction, Language, Role, Urgency, Wish
from storage.availability_tables import pretalks, proposals, taken
from storage.conversation_rows import ConversationRow, conversation_row
from storage.messenger_tables import as_written, chats, outbox, reminders
from storage.tables import conversations, messages, shred_keys, visitor_sessions

_BY_ID = select(conversations).where(conversations.c.id == bindparam("conversation_id"))
_SHRED_KEY = select(shred_keys.c.key).where(shred_keys.c.conversation_id == bindparam("conversation_id"))
_SHRED_KEYS = select(shred_keys).where(shred_keys.c.conversation_id.in_(bindparam("conversation_ids", expanding=True)))


def add(
    connection: Connection,
    *,
    conversation_id: bytes,
    public_key: bytes,
    channel: Channel,
    language: Language,
    first_contact_on: date,
    script: str,
    shred_key: bytes,
    desk_until: datetime | None = None,
) -> None:
    """Begin a conversation; its shred key goes into the store of its own."""
    connection.execute(insert(shred_keys), {"conversation_id": conversation_id, "key": shred_key})
    connection.execute(
        insert(conversations),
        {
            "id": conversation_id,
            "public_key": public_key,
            "channel": channel.value,
            "language": language.value,
            "state": ConversationState.INTAKE.value,
            "first_contact_on": first_contact_on,
            "last_activity_on": first_contact_on,
            "script": script,
            "revision": 0,
            "code_settled": False,
            "seen_by_visitor": 0,
            "seen_by_therapist": 0,
            "desk_until": desk_until,
        },
    )


def by_id(connection: Connection, *, conversation_id: bytes) -> ConversationRow | None:
    """One conversation."""
    found = connection.execute(_BY_ID, {"conversation_id": conversation_id}).mappings().first()
    return None if found is None else conversation_row(found)


def by_code_tag(connection: Connection, *, tag: bytes) -> ConversationRow | None:
    """The conversation a return code belongs to."""
    found = connection.execute(select(conversations).where(conversations.c.code_tag == tag)).mappings().first()
    return None if found is None else conversation_row(found)


def shred_key(connection: Connection, *, conversation_id: bytes) -> bytes | None:
    """What every wrapping of the conversation's key also needs; None once it is forgotten."""
    key: bytes | None = connection.execute(_SHRED_KEY, {"conversation_id": conversation_id}).scalar()
    return key


def shred_keys_of(connection: Connection, *, conversation_ids: Iterable[bytes]) -> dict[bytes, bytes]:
    """The shred keys of several conversations, as far as they are not forgotten."""
    found = connection.execute(_SHRED_KEYS, {"conversation_ids": list(conversation_ids)})
    return {row.conversation_id: row.key for row in found}


def change(connection: Connection, conversation_id: bytes, *conditions: Any, **values: Any) -> bool:
    """Change a conversation's row where the conditions hold; False when it moved on meanwhile."""
    changed = connection.execute(
        update(conversations)
        .where(conversations.c.id == conversation_id, *conditions)
        .values(revision=conversations.c.revision + 1, **values)
    )
    return changed.rowcount == 1


def save_journal(
    connection: Connection,
    *,
    conversation_id: bytes,
    script: str,
    journal: bytes | None,
    expected_revision: int | None,
    today: date | None,
    desk_until: datetime | None = None,
) -> bool:
    """Store a script's journal; False when somebody changed the row since. None expects nothing.

    `today` is None when nobody did anything. `desk_until` is given when the server itself can open the journal: until
    when, at most.
    """
    touched = {} if today is None else {"last_activity_on": today}
    conditions = [] if expected_revision is None else [conversations.c.revision == expected_revision]
    return change(
        connection,
        conversation_id,
        *conditions,
        script=script,
        journal=journal,
        desk_until=desk_until,
        **touched,
    )


def keep_screening(
    connection: Connection,
    *,
    conversation_id: bytes,
    expected_revision: int,
    urgency: Urgency,
    age_band: AgeBand | None,
    role: Role | None,
    wish: Wish,
    summary: bytes,
    today: date,
    desk_until: datetime | None = None,
) -> bool:
    """End the questions without a hand-over: the visitor only wanted advice."""
    return change(
        connection,
        conversation_id,
        conversations.c.revision == expected_revision,
        script="",
        journal=None,
        urgency=urgency.value,
        age_band=age_band,
        role=role,
        wish=wish.value,
        summary=summary,
        last_activity_on=today,
        desk_until=desk_until,
    )


def hand_over(
    connection: Connection,
    *,
    conversation_id: bytes,
    expected_revision: int,
    queue_id: bytes,
    queue_wrapped: bytes,
    urgency: Urgency,
    age_band: AgeBand | None,
    role: Role | None,
    wish: Wish,
    summary: bytes,
    waiting_since: datetime,
    today: date,
    public_key: bytes | None = None,
) -> bool:
    """Give a conversation to its queue; False when the row moved on meanwhile.

    `public_key` is given when the conversation gets a new pair of keys, because the server had a copy of the old one.
    """
    keys = {} if public_key is None else {"public_key": public_key, "code_settled": True}
    return change(
        connection,
        conversation_id,
        conversations.c.revision == expected_revision,
        conversations.c.state == ConversationState.INTAKE.value,
        state=ConversationState.WAITING.value,
        script="",
        journal=None,
        queue_id=queue_id,
        queue_wrapped=queue_wrapped,
        urgency=urgency.value,
        age_band=age_band,
        role=role,
        wish=wish.value,
        summary=summary,
        waiting_since=waiting_since,
        last_activity_on=today,
        desk_until=None,
        **keys,
    )


def set_code(connection: Connection, *, conversation_id: bytes, tag: bytes, code_wrapped: bytes) -> None:
    """Let a return code find and open the conversation."""
    change(connection, conversation_id, code_tag=tag, code_wrapped=code_wrapped, code_settled=False)


def settle_code(connection: Connection, *, conversation_id: bytes) -> None:
    """The code was typed back, or knowingly skipped."""
    change(connection, conversation_id, conversations.c.code_settled.is_(False), code_settled=True)


def stay_at_desk(connection: Connection, *, conversation_id: bytes, until: datetime) -> None:
    """Somebody is still at the questions that the server can open; where it no longer can, nothing changes."""
    connection.execute(
        update(conversations)
        .where(conversations.c.id == conversation_id, conversations.c.desk_until.is_not(None))
        .values(desk_until=until)
    )


def answered(connection: Connection, *, conversation_id: bytes, today: date) -> None:
    """The therapist wrote."""
    change(connection, conversation_id, last_activity_on=today)


def mark_seen(connection: Connection, *, conversation_id: bytes, side: Direction, sequence: int) -> None:
    """One side has had the messages up to `sequence` on its screen; it never goes back."""
    column = conversations.c.seen_by_visitor if side is Direction.VISITOR else conversations.c.seen_by_therapist
    connection.execute(
        update(conversations)
        .where(conversations.c.id == conversation_id, column < sequence)
        .values({column.name: sequence})
    )


def set_language(connection: Connection, *, conversation_id: bytes, language: Language) -> None:
    """Go on in another language."""
    change(connection, conversation_id, language=language.value)


def forget(connection: Connection, *, conversation_id: bytes) -> None:
    """Delete a conversation: first the shred key, without which no copy of its wrappings opens, then every row.

    A time that was booked is free again, because the pre-talk's row goes.
    """
    connection.execute(delete(shred_keys).where(shred_keys.c.conversation_id == conversation_id))
    for table in (reminders, outbox, as_written, chats, taken, proposals, pretalks, messages, visitor_sessions):
        connection.execute(delete(table).where(table.c.conversation_id == conversation_id))
    connection.execute(delete(conversations).where(conversations.c.id == conversation_id))
