"""One more line of a talk that is on, as a messenger brings it: stored, answered, and gone from the inbox.

Rules it keeps: all of that is in one transaction, and most often that of many lines in a few statements. A line goes in
only as the next one of a talk that waits or is held, and where the day's activity is noted already; for every other
nothing at all happens here, and whoever brought it goes the longer way.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, insert, or_, select

from flows.vocabulary import ConversationState, Direction
from storage import chats, inbox, notices, outbox
from storage.chats import ChatMessageRow
from storage.messages import IS_NEXT, NEW, by_press
from storage.outbox import Parcel
from storage.tables import conversations, messages

_ON = (ConversationState.WAITING, ConversationState.CLAIMED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line, sealed for its number, with everything that goes with it."""

    conversation_id: bytes = field(repr=False)
    sequence: int
    written_on: date
    body: bytes = field(repr=False)
    press: bytes = field(repr=False)
    # Whom it is told to.
    queue_id: bytes = field(repr=False)
    claimed_by: bytes | None = field(repr=False)
    # The update that brought it, the message it stands in, and the answer.
    inbox_id: bytes = field(repr=False)
    chat_message: ChatMessageRow
    answer: Parcel


_IS_ON = (
    select(conversations.c.id)
    .where(
        conversations.c.id == NEW["conversation_id"],
        or_(*(conversations.c.state == each.value for each in _ON)),
        conversations.c.last_activity_on == NEW["written_on"],
    )
    .exists()
)
_ADD = (
    insert(messages)
    .from_select(list(NEW), select(*NEW.values()).where(IS_NEXT, _IS_ON))
    .execution_options(preserve_rowcount=True)
)


def add(connection: Connection, lines: Sequence[Line]) -> list[bool]:
    """Add lines; for each, whether it was."""
    added = _stored(connection, lines)
    these = [each for each, was_added in zip(lines, added, strict=True) if was_added]
    if these:
        for queue_id, claimed_by in {(each.queue_id, each.claimed_by) for each in these}:
            notices.something_waits(connection, queue_id=queue_id, claimed_by=claimed_by)
        chats.remember(connection, messages=[each.chat_message for each in these])
        outbox.put(connection, parcels=[each.answer for each in these])
        inbox.all_dealt_with(connection, inbox_ids=[each.inbox_id for each in these])
    return added


def _stored(connection: Connection, lines: Sequence[Line]) -> list[bool]:
    values = [
        {
            "new_conversation_id": each.conversation_id,
            "new_sequence": each.sequence,
            "new_direction": Direction.VISITOR.value,
            "new_written_on": each.written_on,
            "new_body": each.body,
            "new_press": each.press,
            "new_delivery": None,
        }
        for each in lines
    ]
    if connection.execute(_ADD, values).rowcount == len(lines):
        return [True] * len(lines)
    # Which one was not is seldom asked. What was stored before has another number than the next.
    found = [by_press(connection, conversation_id=each.conversation_id, press=each.press) for each in lines]
    return [row is not None and row.sequence == each.sequence for row, each in zip(found, lines, strict=True)]
