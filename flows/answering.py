"""When somebody answers: the hours a queue says, and when its people are here again.

Hours are what usually holds, not a promise: a page says that nobody is here now, and never that somebody is.
"""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Protocol

from flows.wall_clock import instant, minute_of_day

# Beyond this nobody is told when: a unit that is closed that long says so itself.
_DAYS_AHEAD = 21


class Hours(Protocol):
    """When somebody usually answers: weekday 0 is Monday, local times as "09:00"."""

    @property
    def weekday(self) -> int:
        """0 is Monday."""

    @property
    def opens(self) -> str:
        """The first minute somebody answers."""

    @property
    def closes(self) -> str:
        """The minute nobody answers any more."""


def here_again(hours: Iterable[Hours], *, now: datetime, zone: tzinfo, closed: Collection[date]) -> datetime | None:
    """When somebody answers again, in UTC; None while somebody does, and where nothing is known of it.

    `closed` are days on which nobody comes. Raises ValueError for a naive `now`.
    """
    if now.tzinfo is None:
        raise ValueError("an instant needs a zone")
    known = tuple(hours)
    today = now.astimezone(zone).date()
    stretches = sorted(
        (_at(day, each.opens, zone), _at(day, each.closes, zone))
        for day in (today + timedelta(days=ahead) for ahead in range(_DAYS_AHEAD))
        if day not in closed
        for each in known
        if each.weekday == day.weekday()
    )
    left = [(opens, closes) for opens, closes in stretches if closes > now]
    return left[0][0] if left and left[0][0] > now else None


def _at(day: date, written: str, zone: tzinfo) -> datetime:
    at, _ = instant(day, minute_of_day(time.fromisoformat(written)), zone)
    return at.astimezone(UTC)
