"""Therapists' other calendars: where they are read from, and the busy stretches that were found in them.

The stretches of a calendar are replaced as a whole; a calendar that could not be read keeps those it had.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from flows.availability import Interval
from storage.availability_tables import busy, busy_calendars


@dataclass(frozen=True, kw_only=True, slots=True)
class BusyCalendarRow:
    """One calendar. `wrapped` is its address under the server's key, None for a file that was sent in.

    `due_at` is when it is read the next time; nothing reads a file again.
    """

    id: bytes = field(repr=False)
    staff_id: bytes = field(repr=False)
    wrapped: bytes | None = field(repr=False)
    read_at: datetime | None
    due_at: datetime | None = None
    problem: str


def add(connection: Connection, *, row: BusyCalendarRow) -> None:
    """Add a calendar."""
    connection.execute(
        insert(busy_calendars),
        {
            "id": row.id,
            "staff_id": row.staff_id,
            "wrapped": row.wrapped,
            "read_at": row.read_at,
            "due_at": row.due_at,
            "problem": row.problem,
        },
    )


def remove(connection: Connection, *, calendar_id: bytes, staff_id: bytes) -> bool:
    """Take one's own calendar away, with all it blocked; False when it is not there."""
    gone = delete(busy_calendars).where(busy_calendars.c.id == calendar_id, busy_calendars.c.staff_id == staff_id)
    return connection.execute(gone).rowcount == 1


def take_turns(connection: Connection, *, now: datetime, again_at: datetime, most: int) -> tuple[BusyCalendarRow, ...]:
    """The calendars to be read now, those that waited longest first; their next turn is at `again_at`."""
    found = connection.execute(
        select(busy_calendars).where(busy_calendars.c.due_at <= now).order_by(busy_calendars.c.due_at).limit(most)
    )
    rows = tuple(BusyCalendarRow(**row) for row in found.mappings())
    taken = busy_calendars.c.id.in_([row.id for row in rows])
    connection.execute(update(busy_calendars).where(taken).values(due_at=again_at))
    return rows


def of_staff(connection: Connection, *, staff_id: bytes) -> tuple[BusyCalendarRow, ...]:
    """Somebody's calendars."""
    found = connection.execute(
        select(busy_calendars).where(busy_calendars.c.staff_id == staff_id).order_by(busy_calendars.c.id)
    )
    return tuple(BusyCalendarRow(**row) for row in found.mappings())


def replace(
    connection: Connection,
    *,
    calendar_id: bytes,
    stretches: Iterable[Interval],
    read_at: datetime,
) -> bool:
    """What a calendar blocks from now on; False when it was taken away meanwhile."""
    read = update(busy_calendars).where(busy_calendars.c.id == calendar_id)
    if connection.execute(read.values(read_at=read_at, problem="")).rowcount == 0:
        return False
    connection.execute(delete(busy).where(busy.c.calendar_id == calendar_id))
    rows = [{"calendar_id": calendar_id, "starts_at": each.starts_at, "ends_at": each.ends_at} for each in stretches]
    if rows:
        connection.execute(insert(busy), rows)
    return True


def could_not_read(connection: Connection, *, calendar_id: bytes, problem: str) -> None:
    """Say why a calendar could not be read; what it blocked stays."""
    connection.execute(update(busy_calendars).where(busy_calendars.c.id == calendar_id).values(problem=problem))


def sizes(connection: Connection, *, staff_id: bytes, since: datetime) -> Mapping[bytes, int]:
    """How many stretches that are not over each of somebody's calendars blocks."""
    found = connection.execute(
        select(busy.c.calendar_id, func.count().label("number"))
        .join(busy_calendars, busy_calendars.c.id == busy.c.calendar_id)
        .where(busy_calendars.c.staff_id == staff_id, busy.c.ends_at > since)
        .group_by(busy.c.calendar_id)
    )
    return {row.calendar_id: row.number for row in found}


def remove_of(connection: Connection, *, staff_id: bytes) -> None:
    """Somebody leaves: their calendars are forgotten with all they blocked."""
    connection.execute(delete(busy_calendars).where(busy_calendars.c.staff_id == staff_id))


def sweep(connection: Connection, *, before: datetime) -> None:
    """Forget the stretches that are over."""
    connection.execute(delete(busy).where(busy.c.ends_at < before))


def intervals(connection: Connection, *, since: datetime, until: datetime) -> Mapping[bytes, tuple[Interval, ...]]:
    """The busy stretches of each therapist that touch a stretch of time, in order."""
    found = connection.execute(
        select(busy_calendars.c.staff_id, busy.c.starts_at, busy.c.ends_at)
        .join(busy_calendars, busy_calendars.c.id == busy.c.calendar_id)
        .where(busy.c.ends_at > since, busy.c.starts_at < until)
        .order_by(busy.c.starts_at)
    )
    result: dict[bytes, list[Interval]] = {}
    for row in found:
        result.setdefault(row.staff_id, []).append(Interval(starts_at=row.starts_at, ends_at=row.ends_at))
    return {person: tuple(stretches) for person, stretches in result.items()}
