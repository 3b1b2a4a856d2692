"""Who has which five minutes of a therapist, or of a room: what makes one time one pre-talk.

Rules it keeps: a stretch is taken whole or not at all, by the primary key of (resource, cell), in either database. What
is only held lapses by itself: it is swept away before anybody takes something.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from flows.availability import Interval
from storage.availability_tables import taken

CELL_SECONDS = 300


@dataclass(frozen=True, kw_only=True, slots=True)
class Reserved:
    """A stretch of a therapist, or of a room that only one talk can use."""

    resource: bytes = field(repr=False)
    interval: Interval


def _cells(interval: Interval) -> range:
    """The five minutes a stretch touches, numbered since the epoch."""
    first = int(interval.starts_at.timestamp()) // CELL_SECONDS
    return range(first, -(-int(interval.ends_at.timestamp()) // CELL_SECONDS))


def take(
    connection: Connection,
    *,
    conversation_id: bytes,
    taking: bytes,
    reserved: Iterable[Reserved],
    now: datetime,
    held_until: datetime | None = None,
) -> bool:
    """Take stretches for something, in place of what it had; False, and nothing changed, when somebody has one."""
    rows = [
        {
            "resource": each.resource,
            "cell": cell,
            "taking": taking,
            "conversation_id": conversation_id,
            "held_until": held_until,
        }
        for each in reserved
        for cell in _cells(each.interval)
    ]
    sweep(connection, now=now)
    try:
        with connection.begin_nested():
            release(connection, taking=taking)
            connection.execute(insert(taken), rows)
    except IntegrityError:
        return False
    return True


def release(connection: Connection, *, taking: bytes) -> None:
    """Give back what something has."""
    connection.execute(_RELEASE, {"wanted": taking})


def has(connection: Connection, *, taking: bytes, now: datetime) -> bool:
    """Whether something still has its stretches."""
    found = select(taken.c.cell).where(
        taken.c.taking == taking, taken.c.held_until.is_(None) | (taken.c.held_until > now)
    )
    return connection.execute(found.limit(1)).first() is not None


def sweep(connection: Connection, *, now: datetime) -> None:
    """Let go of what was held and has lapsed."""
    connection.execute(_SWEEP, {"now": now})


def intervals(
    connection: Connection, *, since: datetime, until: datetime, now: datetime, but: Iterable[bytes] = ()
) -> Mapping[bytes, tuple[Interval, ...]]:
    """What is taken of each resource in a stretch of time, in order, without what the takings `but` have."""
    where = (
        taken.c.cell >= int(since.timestamp()) // CELL_SECONDS,
        taken.c.cell < int(until.timestamp()) // CELL_SECONDS + 1,
        taken.c.held_until.is_(None) | (taken.c.held_until > now),
        taken.c.taking.not_in(tuple(but)),
    )
    first, last = func.min(taken.c.cell).label("first"), func.max(taken.c.cell).label("last")
    found = connection.execute(
        select(taken.c.resource, first, last).where(*where).group_by(taken.c.resource, taken.c.taking).order_by(first)
    )
    result: dict[bytes, list[Interval]] = {}
    for row in found:
        stretch = Interval(starts_at=_at(row.first), ends_at=_at(row.last + 1))
        result.setdefault(row.resource, []).append(stretch)
    return {resource: tuple(stretches) for resource, stretches in result.items()}


def _at(cell: int) -> datetime:
    return datetime.fromtimestamp(cell * CELL_SECONDS, tz=UTC)


_RELEASE = delete(taken).where(taken.c.taking == bindparam("wanted"))
_SWEEP = delete(taken).where(taken.c.held_until <= bindparam("now"))
