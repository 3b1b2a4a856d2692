"""The queue and its claims: what waits, who has it, and how it comes back.

Rules it keeps: a move is one UPDATE that names the state it comes from (flows/lifecycle.py), so that of any number at
once exactly one wins. The place in the queue is by urgency, then by how long it waits.
"""

from datetime import date, datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    String,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    null,
    or_,
    select,
    tuple_,
    update,
)

from flows.vocabulary import ConversationState, Urgency
from storage.conversation_rows import ConversationRow, conversation_row
from storage.conversations import change
from storage.tables import conversations


def _rank(table: FromClause) -> ColumnElement[int]:
    """How urgent; lower is sooner. Written out, because to hand over values costs more than to compare them."""
    ranks = [(table.c.urgency == _written(each), literal_column(str(each.rank), Integer)) for each in Urgency]
    return case(*ranks, else_=literal_column("99", Integer))


def _written(code: str) -> ColumnElement[str]:
    return literal_column(f"'{code}'", String)


_RANK = _rank(conversations)
_OPEN = (ConversationState.WAITING.value, ConversationState.CLAIMED.value)

_CLOSED = conversations.c.state == ConversationState.CLOSED.value
_PUT_ASIDE = and_(_CLOSED, conversations.c.script == bindparam("afterwards"))
_REOPEN = (
    update(conversations)
    .where(
        conversations.c.id == bindparam("conversation_id"),
        # A talk that is on stays as it is, but for the day: its row is long, and written anew for each line of a talk.
        or_(conversations.c.state.not_in(_OPEN), conversations.c.last_activity_on != bindparam("today")),
    )
    .values(
        revision=conversations.c.revision + 1,
        state=case((_CLOSED, ConversationState.WAITING.value), else_=conversations.c.state),
        waiting_since=case(
            (_CLOSED, bindparam("since", type_=conversations.c.waiting_since.type)), else_=conversations.c.waiting_since
        ),
        last_activity_on=bindparam("today"),
        script=case((_PUT_ASIDE, ""), else_=conversations.c.script),
        journal=case((_PUT_ASIDE, null()), else_=conversations.c.journal),
    )
)
_TIMES_CLOSED = func.coalesce(conversations.c.times_closed, 0)
_OTHERS = conversations.alias("others")
_IS_WAITING = _written(ConversationState.WAITING)
# The place in the queue of each conversation that a statement speaks of; NULL for one that does not wait.
PLACE = case(
    (
        and_(conversations.c.state == _IS_WAITING, conversations.c.waiting_since.is_not(None)),
        select(func.count() + literal_column("1"))
        .where(
            _OTHERS.c.queue_id == conversations.c.queue_id,
            _OTHERS.c.state == _IS_WAITING,
            tuple_(_rank(_OTHERS), _OTHERS.c.waiting_since, _OTHERS.c.id)
            < tuple_(_RANK, conversations.c.waiting_since, conversations.c.id),
        )
        .correlate(conversations)
        .scalar_subquery(),
    )
)
_PLACE = select(PLACE).where(conversations.c.id == bindparam("conversation_id"))


def claim(connection: Connection, *, conversation_id: bytes, staff_id: bytes) -> bool:
    """Take a waiting conversation; of any number at once, exactly one gets True."""
    return change(
        connection,
        conversation_id,
        conversations.c.state == ConversationState.WAITING.value,
        conversations.c.claimed_by.is_(None),
        state=ConversationState.CLAIMED.value,
        claimed_by=staff_id,
        waiting_since=None,
    )


def release(connection: Connection, *, conversation_id: bytes, staff_id: bytes, waiting_since: datetime) -> bool:
    """Hand back to the queue; False when it is not this person's."""
    return change(
        connection,
        conversation_id,
        conversations.c.state == ConversationState.CLAIMED.value,
        conversations.c.claimed_by == staff_id,
        state=ConversationState.WAITING.value,
        claimed_by=None,
        waiting_since=waiting_since,
    )


def close(connection: Connection, *, conversation_id: bytes, staff_id: bytes, today: date) -> bool:
    """End the contact, from which day it is kept a while longer; False when it is not this person's any more."""
    return change(
        connection,
        conversation_id,
        conversations.c.state == ConversationState.CLAIMED.value,
        conversations.c.claimed_by == staff_id,
        state=ConversationState.CLOSED.value,
        claimed_by=None,
        waiting_since=None,
        last_activity_on=today,
        times_closed=_TIMES_CLOSED + 1,
    )


def reclaim(connection: Connection, *, conversation_id: bytes, staff_id: bytes) -> bool:
    """Undo a closing."""
    return change(
        connection,
        conversation_id,
        conversations.c.state == ConversationState.CLOSED.value,
        state=ConversationState.CLAIMED.value,
        claimed_by=staff_id,
        times_closed=_TIMES_CLOSED - 1,
    )


def reopen(
    connection: Connection, *, conversation_id: bytes, waiting_since: datetime, today: date, afterwards: str = ""
) -> None:
    """The visitor wrote: a closed conversation waits again, an open one stays as it is.

    A script of that name, which asks how it was, is put aside where it is not over.
    """
    values = {"conversation_id": conversation_id, "since": waiting_since, "today": today, "afterwards": afterwards}
    connection.execute(_REOPEN, values)


def waiting_and_claimed(connection: Connection, *, queue_ids: tuple[bytes, ...]) -> tuple[ConversationRow, ...]:
    """What waits and what is being talked about in some queues: most urgent first, then the longest wait."""
    found = connection.execute(
        select(conversations)
        .where(conversations.c.queue_id.in_(queue_ids), conversations.c.state.in_(_OPEN))
        .order_by(_RANK, conversations.c.waiting_since.nulls_last(), conversations.c.id)
    ).mappings()
    return tuple(conversation_row(row) for row in found)


def place_in_queue(connection: Connection, *, conversation_id: bytes) -> int | None:
    """How many there are up to and with this one, 1 is next; None when it does not wait."""
    place: int | None = connection.execute(_PLACE, {"conversation_id": conversation_id}).scalar()
    return place
