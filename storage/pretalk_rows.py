"""A pre-talk and a time as they are stored, and what a time takes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping

from flows.availability import Interval
from flows.vocabulary import DelayReason, Place, PretalkState
from storage.taken import Reserved

# The columns of a time.
TIME = ("staff_id", "second_id", "starts_at", "minutes", "before", "after", "place", "venue_id")
_REST = (
    "id",
    "conversation_id",
    "arrival_word",
    "link",
    "calendar_id",
    "calendar_sequence",
    "wished_on",
    "offered_on",
    "booked_on",
    "given_up_on",
    "later_on",
    "later_from",
    "told",
    "missed",
    "cancelled_late",
    "counted",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class TimeRow:
    """A time: when (UTC), how long, where, and with whom. Buffers are minutes of the therapists' time around it."""

    staff_id: bytes = field(repr=False)
    second_id: bytes | None = field(repr=False, default=None)
    starts_at: datetime
    minutes: int
    before: int = 0
    after: int = 0
    place: Place
    venue_id: bytes | None = field(repr=False, default=None)

    def __post_init__(self) -> None:
        if self.starts_at.tzinfo is None:
            raise ValueError("a time needs a zone")
        if self.minutes <= 0:
            raise ValueError("a pre-talk that takes no time")

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def staff(self) -> tuple[bytes, ...]:
        """Who holds it."""
        return (self.staff_id,) if self.second_id is None else (self.staff_id, self.second_id)

    def reserved(self, *, single_venue: bool) -> Iterator[Reserved]:
        """What it takes: its therapists with their buffers, and a room that only one talk can use."""
        around = Interval(
            starts_at=self.starts_at - timedelta(minutes=self.before),
            ends_at=self.ends_at + timedelta(minutes=self.after),
        )
        for person in self.staff:
            yield Reserved(resource=person, interval=around)
        if single_venue and self.venue_id is not None:
            yield Reserved(resource=self.venue_id, interval=Interval(starts_at=self.starts_at, ends_at=self.ends_at))


@dataclass(frozen=True, kw_only=True, slots=True)
class PretalkRow:
    """A conversation's pre-talk, with its time when it has one. `told` is the clock's level somebody was told of."""

    id: bytes = field(repr=False)
    conversation_id: bytes = field(repr=False)
    state: PretalkState
    time: TimeRow | None
    arrival_word: bytes | None = field(repr=False)
    link: bytes | None = field(repr=False)
    calendar_id: bytes = field(repr=False)
    calendar_sequence: int
    wished_on: date
    offered_on: date | None
    booked_on: date | None
    given_up_on: date | None
    later_on: date | None
    later_from: date | None
    delay_reason: DelayReason | None
    told: int
    missed: int
    cancelled_late: bool
    counted: bool

    @property
    def starts_at(self) -> datetime | None:
        """When it is."""
        return None if self.time is None else self.time.starts_at

    @property
    def minutes(self) -> int | None:
        """How long it takes."""
        return None if self.time is None else self.time.minutes

    @property
    def place(self) -> Place | None:
        """Where it is."""
        return None if self.time is None else self.time.place

    @property
    def booked(self) -> TimeRow | None:
        """Its time, while it stands."""
        return self.time if self.state is PretalkState.BOOKED else None


def time_of(found: RowMapping) -> TimeRow | None:
    """The time in a row, if there is one."""
    if found["starts_at"] is None:
        return None
    return TimeRow(**{**{name: found[name] for name in TIME}, "place": Place(found["place"])})


def time_values(time: TimeRow) -> dict[str, Any]:
    """A time as the columns of a row."""
    return {**{name: getattr(time, name) for name in TIME}, "place": time.place.value}


def pretalk_row(found: RowMapping) -> PretalkRow:
    """The pre-talk in a row."""
    return PretalkRow(
        **{name: found[name] for name in _REST},
        state=PretalkState(found["state"]),
        time=time_of(found),
        delay_reason=None if found["delay_reason"] is None else DelayReason(found["delay_reason"]),
    )
