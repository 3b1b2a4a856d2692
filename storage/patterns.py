"""When therapists offer pre-talks, and the days on which they, or the unit, do not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from flows.availability import Interval, Pattern
from flows.vocabulary import AgeBand, Language, Place
from storage.availability_tables import closed_times, days_off, patterns, unit_days


@dataclass(frozen=True, kw_only=True, slots=True)
class DaysOffRow:
    """Days somebody is away; both ends counted in."""

    id: bytes = field(repr=False)
    staff_id: bytes = field(repr=False)
    first_day: date
    last_day: date


@dataclass(frozen=True, kw_only=True, slots=True)
class ClosedTimeRow:
    """A stretch in which somebody offers nothing, though a pattern does."""

    id: bytes = field(repr=False)
    staff_id: bytes = field(repr=False)
    interval: Interval


def _pattern(found: RowMapping) -> Pattern:
    return Pattern(
        **{
            **found,
            "opens": time.fromisoformat(found["opens"]),
            "closes": time.fromisoformat(found["closes"]),
            "place": Place(found["place"]),
            "bands": frozenset(AgeBand(code) for code in found["bands"].split(",") if code),
            "languages": frozenset(Language(code) for code in found["languages"].split(",") if code),
        }
    )


def put(connection: Connection, *, pattern: Pattern) -> None:
    """Add a pattern, or write it anew."""
    values = {
        "id": pattern.id,
        "staff_id": pattern.staff_id,
        "second_id": pattern.second_id,
        "queue_id": pattern.queue_id,
        "weekday": pattern.weekday,
        "opens": f"{pattern.opens:%H:%M}",
        "closes": f"{pattern.closes:%H:%M}",
        "every_weeks": pattern.every_weeks,
        "first_day": pattern.first_day,
        "last_day": pattern.last_day,
        "minutes": pattern.minutes,
        "before": pattern.before,
        "after": pattern.after,
        "notice_hours": pattern.notice_hours,
        "place": pattern.place.value,
        "venue_id": pattern.venue_id,
        "bands": ",".join(band for band in AgeBand if band in pattern.bands),
        "languages": ",".join(each for each in Language if each in pattern.languages),
    }
    if connection.execute(update(patterns).where(patterns.c.id == pattern.id).values(values)).rowcount == 0:
        connection.execute(insert(patterns), values)


def remove(connection: Connection, *, pattern_id: bytes) -> bool:
    """Take a pattern away; what is booked in it stays. False when it is gone already."""
    return connection.execute(delete(patterns).where(patterns.c.id == pattern_id)).rowcount == 1


def leave(connection: Connection, *, pattern_id: bytes) -> None:
    """Its second therapist holds these talks no longer."""
    connection.execute(update(patterns).where(patterns.c.id == pattern_id).values(second_id=None))


def by_id(connection: Connection, *, pattern_id: bytes) -> Pattern | None:
    """One pattern."""
    found = connection.execute(select(patterns).where(patterns.c.id == pattern_id)).mappings().first()
    return None if found is None else _pattern(found)


def of_queue(connection: Connection, *, queue_id: bytes) -> tuple[Pattern, ...]:
    """Every pattern of a queue."""
    found = connection.execute(select(patterns).where(patterns.c.queue_id == queue_id)).mappings()
    return tuple(_pattern(row) for row in found)


def of_staff(connection: Connection, *, staff_id: bytes) -> tuple[Pattern, ...]:
    """The patterns somebody takes part in, by weekday and time."""
    found = connection.execute(
        select(patterns)
        .where((patterns.c.staff_id == staff_id) | (patterns.c.second_id == staff_id))
        .order_by(patterns.c.first_day, patterns.c.weekday, patterns.c.opens, patterns.c.id)
    )
    return tuple(_pattern(row) for row in found.mappings())


def every(connection: Connection) -> tuple[Pattern, ...]:
    """Every pattern there is."""
    return tuple(_pattern(row) for row in connection.execute(select(patterns)).mappings())


def remove_of(connection: Connection, *, staff_id: bytes) -> None:
    """Somebody leaves: nothing more of theirs is offered, and they are nobody's second."""
    connection.execute(update(patterns).where(patterns.c.second_id == staff_id).values(second_id=None))
    for each in (patterns, days_off, closed_times):
        connection.execute(delete(each).where(each.c.staff_id == staff_id))


def sweep(connection: Connection, *, day: date, now: datetime) -> None:
    """Forget what ended before a day, or before now."""
    for each in (patterns, days_off):
        connection.execute(delete(each).where(each.c.last_day < day))
    connection.execute(delete(unit_days).where(unit_days.c.day < day))
    connection.execute(delete(closed_times).where(closed_times.c.ends_at < now))


def add_days_off(connection: Connection, *, row: DaysOffRow) -> None:
    """Somebody is away."""
    connection.execute(
        insert(days_off),
        {"id": row.id, "staff_id": row.staff_id, "first_day": row.first_day, "last_day": row.last_day},
    )


def remove_days_off(connection: Connection, *, days_off_id: bytes, staff_id: bytes) -> bool:
    """Somebody is there after all; False when those days are not theirs."""
    gone = delete(days_off).where(days_off.c.id == days_off_id, days_off.c.staff_id == staff_id)
    return connection.execute(gone).rowcount == 1


def days_off_since(connection: Connection, *, day: date) -> tuple[DaysOffRow, ...]:
    """Everybody's days off that are not over on a day, in order."""
    found = connection.execute(
        select(days_off).where(days_off.c.last_day >= day).order_by(days_off.c.first_day, days_off.c.id)
    )
    return tuple(DaysOffRow(**row) for row in found.mappings())


def close_time(connection: Connection, *, row: ClosedTimeRow) -> None:
    """Somebody offers nothing in a stretch; said twice, it is closed once."""
    gone = delete(closed_times).where(
        closed_times.c.staff_id == row.staff_id,
        closed_times.c.starts_at == row.interval.starts_at,
        closed_times.c.ends_at == row.interval.ends_at,
    )
    connection.execute(gone)
    connection.execute(
        insert(closed_times),
        {
            "id": row.id,
            "staff_id": row.staff_id,
            "starts_at": row.interval.starts_at,
            "ends_at": row.interval.ends_at,
        },
    )


def open_time(connection: Connection, *, closed_id: bytes, staff_id: bytes) -> bool:
    """Somebody offers it after all; False when it is not theirs."""
    gone = delete(closed_times).where(closed_times.c.id == closed_id, closed_times.c.staff_id == staff_id)
    return connection.execute(gone).rowcount == 1


def closed_times_since(connection: Connection, *, since: datetime) -> tuple[ClosedTimeRow, ...]:
    """Everybody's closed stretches that are not over, in order."""
    found = connection.execute(
        select(closed_times).where(closed_times.c.ends_at > since).order_by(closed_times.c.starts_at, closed_times.c.id)
    )
    return tuple(
        ClosedTimeRow(id=row.id, staff_id=row.staff_id, interval=Interval(starts_at=row.starts_at, ends_at=row.ends_at))
        for row in found
    )


def spans(rows: Iterable[DaysOffRow]) -> Mapping[bytes, tuple[tuple[date, date], ...]]:
    """Days off by person, as the rules want them."""
    result: dict[bytes, list[tuple[date, date]]] = {}
    for row in rows:
        result.setdefault(row.staff_id, []).append((row.first_day, row.last_day))
    return {staff_id: tuple(stretches) for staff_id, stretches in result.items()}


def set_unit_day(connection: Connection, *, day: date, closed: bool | None) -> None:
    """The unit is closed on a day, or open on a public holiday; None: as the calendar has it."""
    connection.execute(delete(unit_days).where(unit_days.c.day == day))
    if closed is not None:
        connection.execute(insert(unit_days), {"day": day, "closed": closed})


def days_of_unit(connection: Connection) -> Mapping[date, bool]:
    """The days on which the unit does otherwise than the public holidays say."""
    rows = connection.execute(select(unit_days).order_by(unit_days.c.day))
    return {row.day: row.closed for row in rows}
