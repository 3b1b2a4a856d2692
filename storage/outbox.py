"""What is to leave: written in the transaction that caused it, deleted in the one that knows it has arrived.

Rules it keeps: within a lane (one chat) things leave in the order they were put in. Before something is handed over it
is marked as being sent; found so after a crash, nobody knows whether it arrived: it is sent again and marked as
uncertain. What can never be delivered is kept as failed until somebody has looked, and holds nobody up.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from storage.messenger_tables import outbox


class OutboxState(StrEnum):
    """Where a parcel stands."""

    WAITING = "waiting"
    SENDING = "sending"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Parcel:
    """Something that is to leave: `wrapped` holds where to and what, under the server's key.

    `sequence` is the number of the message it delivers, if it is one.
    """

    id: bytes = field(repr=False)
    position: int
    lane: bytes = field(repr=False)
    conversation_id: bytes | None = field(repr=False)
    sequence: int | None
    wrapped: bytes = field(repr=False)
    due_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class OutboxRow(Parcel):
    """A parcel with how far it has come."""

    state: OutboxState
    uncertain: bool
    tries: int


_PUT = insert(outbox)
_FIRST = (
    select(outbox.c.lane, func.min(outbox.c.position).label("position"))
    .where(outbox.c.state != OutboxState.FAILED.value)
    .group_by(outbox.c.lane)
    .subquery()
)
_NEXT = (
    select(outbox)
    .join(_FIRST, (outbox.c.lane == _FIRST.c.lane) & (outbox.c.position == _FIRST.c.position))
    .where(outbox.c.state == OutboxState.WAITING.value, outbox.c.due_at <= bindparam("now"))
    .order_by(outbox.c.position)
    .limit(bindparam("most"))
)
_SOON = (
    select(outbox.c.lane, outbox.c.due_at)
    .join(_FIRST, (outbox.c.lane == _FIRST.c.lane) & (outbox.c.position == _FIRST.c.position))
    .where(
        outbox.c.state == OutboxState.WAITING.value,
        outbox.c.due_at > bindparam("now"),
        outbox.c.due_at <= bindparam("until"),
    )
)
_AMONG = outbox.c.id.in_(bindparam("ids", expanding=True))
_THERE = select(outbox.c.id).where(_AMONG)
_WAITING = _THERE.where(outbox.c.state == OutboxState.WAITING.value)
_MARK = update(outbox).where(_AMONG).values(state=OutboxState.SENDING.value)
_DELETE = delete(outbox).where(_AMONG)
_OF_LANE = select(outbox).where(outbox.c.lane == bindparam("lane")).order_by(outbox.c.position)


_NAMES = tuple(each.name for each in outbox.c)


def _row(found: Row[Any]) -> OutboxRow:
    # By the order of the columns: to look each up by its name takes longer than to read it.
    values = dict(zip(_NAMES, found, strict=True))
    return OutboxRow(**{**values, "state": OutboxState(values["state"])})


def put(connection: Connection, *, parcels: Iterable[Parcel]) -> None:
    """Put parcels in."""
    values = [
        {
            "id": each.id,
            "position": each.position,
            "lane": each.lane,
            "conversation_id": each.conversation_id,
            "sequence": each.sequence,
            "wrapped": each.wrapped,
            "state": OutboxState.WAITING.value,
            "uncertain": False,
            "tries": 0,
            "due_at": each.due_at,
        }
        for each in parcels
    ]
    if values:
        connection.execute(_PUT, values)


def after_a_crash(connection: Connection) -> int:
    """What was being sent when the process died may have arrived: it waits again, uncertain. Returns how many."""
    return connection.execute(
        update(outbox)
        .where(outbox.c.state == OutboxState.SENDING.value)
        .values(state=OutboxState.WAITING.value, uncertain=True)
    ).rowcount


def next_of_lanes(
    connection: Connection, *, now: datetime, busy: frozenset[bytes] = frozenset(), most: int = 50
) -> tuple[OutboxRow, ...]:
    """The first parcel of every lane that is not busy, if it is due: at most one a lane, longest waiting first."""
    found = connection.execute(_NEXT, {"now": now, "most": most + len(busy)})
    rows: dict[bytes, OutboxRow] = {}
    for row in map(_row, found):
        if row.lane not in busy:
            rows.setdefault(row.lane, row)
    return tuple(rows.values())[:most]


def next_due(connection: Connection, *, now: datetime, until: datetime, busy: frozenset[bytes]) -> datetime | None:
    """When the first parcel of a lane that is not busy is due after `now`; None where that is later than `until`."""
    # Only the first of each lane counts: what lies behind it may have been due for long.
    found = connection.execute(_SOON, {"now": now, "until": until})
    return min((row.due_at for row in found if row.lane not in busy), default=None)


def mark_sending(connection: Connection, *, ids: Iterable[bytes]) -> frozenset[bytes]:
    """These are being handed over now; returns those that still waited. The others are not wanted any more."""
    waiting = [row.id for row in connection.execute(_WAITING, {"ids": list(ids)})]
    if waiting:
        connection.execute(_MARK, {"ids": waiting})
    return frozenset(waiting)


def arrived(connection: Connection, *, ids: Iterable[bytes]) -> frozenset[bytes]:
    """Accepted, or no longer wanted: delete them; returns those that were still there."""
    there = [row.id for row in connection.execute(_THERE, {"ids": list(ids)})]
    if there:
        connection.execute(_DELETE, {"ids": there})
    return frozenset(there)


def later(connection: Connection, *, parcel_id: bytes, due_at: datetime, uncertain: bool) -> None:
    """It did not work: try again at `due_at`. `uncertain` when it may have arrived all the same."""
    values: dict[str, object] = {
        "state": OutboxState.WAITING.value,
        "tries": outbox.c.tries + 1,
        "due_at": due_at,
    }
    if uncertain:
        values["uncertain"] = True
    connection.execute(update(outbox).where(outbox.c.id == parcel_id).values(**values))


def fail(connection: Connection, *, parcel_id: bytes) -> None:
    """It can never be delivered."""
    connection.execute(update(outbox).where(outbox.c.id == parcel_id).values(state=OutboxState.FAILED.value))


def of_lane(connection: Connection, *, lane: bytes) -> tuple[OutboxRow, ...]:
    """Everything that is still to leave in one lane, in order."""
    found = connection.execute(_OF_LANE, {"lane": lane})
    return tuple(_row(row) for row in found)


def clear_lane(connection: Connection, *, lane: bytes) -> None:
    """Nothing can be delivered there any more."""
    connection.execute(delete(outbox).where(outbox.c.lane == lane))


def counts(connection: Connection) -> dict[OutboxState, int]:
    """How many there are in each state."""
    found = connection.execute(select(outbox.c.state, func.count()).group_by(outbox.c.state))
    return {OutboxState(state): number for state, number in found}


def sweep_failed(connection: Connection, *, before: int) -> int:
    """Delete what could not be delivered and lies since before a position; returns how many."""
    return connection.execute(
        delete(outbox).where(outbox.c.state == OutboxState.FAILED.value, outbox.c.position < before)
    ).rowcount


def throw_failed_away(connection: Connection) -> int:
    """Delete what can never be delivered; returns how many."""
    return connection.execute(delete(outbox).where(outbox.c.state == OutboxState.FAILED.value)).rowcount
