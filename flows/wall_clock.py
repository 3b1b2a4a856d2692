"""The clock on a unit's wall: its times as instants in UTC, also on the two days a year on which it is changed.

Rules: a time that is skipped in spring is said to be skipped; of one that comes twice in autumn the first is meant.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import Enum, auto

_DAY = timedelta(days=1)


class Turn(Enum):
    """What a clock change does to a time of the day: it is skipped, or it comes twice."""

    SKIPPED = auto()
    TWICE = auto()


def minute_of_day(at: time) -> int:
    """The minutes from midnight, by the clock."""
    return at.hour * 60 + at.minute


def instant(day: date, minute: int, zone: tzinfo) -> tuple[datetime, Turn | None]:
    """The instant of a minute of a day; of a skipped one, as if the clock had not been changed yet."""
    first = datetime.combine(day, time(minute // 60, minute % 60), zone)
    before, after = _offset(first), _offset(first.replace(fold=1))
    turn = None if before == after else Turn.SKIPPED if before < after else Turn.TWICE
    return first.astimezone(UTC), turn


def instants(
    day: date, minutes: Iterable[int], zone: tzinfo, *, length: int, closes: int
) -> Iterator[tuple[datetime, Turn | None]]:
    """The instants of these minutes of a day from which `length` real minutes are over by the minute `closes`."""
    closes_at, _ = instant(day, closes, zone)
    for minute in minutes:
        at, turn = instant(day, minute, zone)
        # What never begins has no real minutes.
        if minute + length <= closes if turn is Turn.SKIPPED else at + timedelta(minutes=length) <= closes_at:
            yield at, turn


def steady_midnight(day: date, zone: tzinfo) -> datetime | None:
    """The instant a day begins, when every minute of it lies where the clock says; None when the clock is changed."""
    begins = datetime.combine(day, time(), zone)
    return begins.astimezone(UTC) if _offset(begins) == _offset(begins + _DAY) else None


def _offset(at: datetime) -> timedelta:
    offset = at.utcoffset()
    if offset is None:
        raise ValueError("a time zone is needed here")
    return offset
