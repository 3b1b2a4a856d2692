"""What could be offered, read together: patterns, days off, closed days, busy calendars, and what is taken.

The rules themselves are pure (flows/availability.py); this is where their facts come from. Nothing found here is a
promise: whoever chooses a time takes it in a transaction of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection

from bot.closed_days import closed_days
from bot.desk.house import House
from flows import availability
from flows.availability import Facts, Interval, Opening, Pattern, Wanted, Why
from storage import busy, patterns, pretalks, queues, staff, taken, venues
from storage.pretalk_rows import TimeRow

# Longer than any talk with its buffers: what began before a stretch may still lie over its beginning.
MARGIN = timedelta(hours=12)
# Who had many lately, or has many soon, is offered last.
LOAD_AROUND = timedelta(days=14)


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """Patterns of a queue with the facts of a stretch of time."""

    patterns: tuple[Pattern, ...]
    facts: Facts
    load: dict[bytes, int]

    def openings(self, wanted: Wanted) -> tuple[Opening, ...]:
        """Every free time, soonest first."""
        return availability.openings(self.patterns, self.facts, wanted)

    def explained(self, wanted: Wanted) -> tuple[tuple[Opening, Why | None], ...]:
        """Every time there could be, with the reason why it is not offered, or None."""
        return availability.explained(self.patterns, self.facts, wanted)

    def offered(self, wanted: Wanted) -> tuple[Opening, ...]:
        """The free times to choose from: one of those that are alike, fair between therapists."""
        return availability.offered(self.openings(wanted), self.load)


def find(
    connection: Connection,
    house: House,
    *,
    queue_id: bytes,
    since: datetime,
    until: datetime,
    but: Iterable[bytes] = (),
) -> Found:
    """A queue's patterns and the facts from `since` to `until`; what the takings `but` have counts as free."""
    now = house.now()
    first, last = (each.astimezone(house.timezone).date() for each in (since, until))
    people = {person.id for person in staff.all_staff(connection) if not person.disabled}
    places = {venue.id: venue for venue in venues.every(connection)}
    return Found(
        # Where a place is no longer used nothing can be offered; the therapist's own page says so.
        patterns=tuple(
            pattern
            for pattern in patterns.of_queue(connection, queue_id=queue_id)
            if pattern.venue_id is None or not places[pattern.venue_id].retired
        ),
        facts=Facts(
            now=now,
            zone=house.timezone,
            closed_days=closed_days(range(first.year, last.year + 1), patterns.days_of_unit(connection)),
            days_off=patterns.spans(patterns.days_off_since(connection, day=first)),
            busy=_busy(connection, since=since - MARGIN, until=until + MARGIN),
            taken=taken.intervals(connection, since=since - MARGIN, until=until + MARGIN, now=now, but=but),
            single_venues=frozenset(venue.id for venue in places.values() if venue.once),
            working=frozenset(people.intersection(queues.members(connection, queue_id=queue_id))),
        ),
        load=pretalks.load(connection, since=now - LOAD_AROUND, until=now + LOAD_AROUND),
    )


def _busy(connection: Connection, *, since: datetime, until: datetime) -> dict[bytes, tuple[Interval, ...]]:
    """What each therapist does otherwise: in another calendar, or closed by themselves."""
    found = dict(busy.intervals(connection, since=since, until=until))
    for row in patterns.closed_times_since(connection, since=since):
        found[row.staff_id] = (*found.get(row.staff_id, ()), row.interval)
    return found


def end_of(house: House, day: date) -> datetime:
    """The first instant after a day at the unit, in UTC."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=house.timezone).astimezone(UTC)


def time_of(opening: Opening) -> TimeRow:
    """An opening as a time that can be booked."""
    return TimeRow(
        staff_id=opening.staff[0],
        second_id=opening.staff[1] if len(opening.staff) > 1 else None,
        starts_at=opening.starts_at,
        minutes=opening.minutes,
        before=opening.before,
        after=opening.after,
        place=opening.place,
        venue_id=opening.venue_id,
    )
