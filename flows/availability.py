"""When a pre-talk could be: from the patterns therapists keep to the times a visitor is shown, and why not others.

Rules: a time is worked out, never stored, and its id finds it again. A day's starts follow each other from `opens` by
the length and both buffers; a talk ends by `closes`. Patterns speak in the unit's clock time, but a talk lasts real
minutes: a start that a clock change skips is none, and one that comes twice is the first. No time lies over what its
therapists have, buffers counted in, or over what is taken of a room for one talk. Nothing here reads a clock or draws
lots: now comes in as a fact, and a hash decides between equals.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from hashlib import blake2b
from operator import attrgetter

from flows.stretches import Stretches
from flows.vocabulary import AgeBand, Language, Place
from flows.wall_clock import Turn, instants, minute_of_day, steady_midnight

_NOTHING = timedelta(0)
_LEAST = timedelta(microseconds=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Interval:
    """From `starts_at` until just before `ends_at`, in UTC. Raises `ValueError` when that is nothing."""

    starts_at: datetime
    ends_at: datetime

    def __post_init__(self) -> None:
        _in_utc(self.starts_at, self.ends_at)
        if self.ends_at <= self.starts_at:
            raise ValueError("an interval ends after it starts")


@dataclass(frozen=True, kw_only=True, slots=True)
class Pattern:
    """When a therapist, or two, offer pre-talks: a weekday (Monday is 0) and a stretch of it, in the unit's clock time.

    `every_weeks` is 1 or 2, counted from the week of `first_day`. No `bands` means every age of the queue; no
    `languages`, every language. What a person may get wrong is found by `flows.contradictions`; the `ValueError` here
    is a programmer's.
    """

    id: bytes
    staff_id: bytes
    second_id: bytes | None
    queue_id: bytes
    weekday: int
    opens: time
    closes: time
    every_weeks: int
    first_day: date
    last_day: date | None
    minutes: int
    before: int
    after: int
    notice_hours: int
    place: Place
    venue_id: bytes | None
    bands: frozenset[AgeBand]
    languages: frozenset[Language]

    def __post_init__(self) -> None:
        if any(at.tzinfo is not None or at.second or at.microsecond for at in (self.opens, self.closes)):
            raise ValueError("opens and closes are minutes of the unit's clock")
        if isinstance(self.first_day, datetime) or isinstance(self.last_day, datetime):
            raise ValueError("a date is needed here, not a date with a time")
        if self.weekday not in range(7) or self.every_weeks not in (1, 2):
            raise ValueError("a pattern has one of seven weekdays, each week or each second one")
        if self.minutes < 1 or min(self.before, self.after, self.notice_hours) < 0:
            raise ValueError("a talk lasts at least a minute, and neither buffers nor notice are below zero")

    @property
    def single(self) -> bool:
        """Whether it is one extra day: then it stands on a closed day too."""
        return self.first_day == self.last_day

    @property
    def staff(self) -> tuple[bytes, ...]:
        """Who holds these talks."""
        return (self.staff_id,) if self.second_id is None else (self.staff_id, self.second_id)

    def ordinals(self, first: date, last: date) -> range:
        """The days it falls on from one day to another, both counted in, whether or not anybody is there."""
        begin = max(first, self.first_day).toordinal()
        end = (last if self.last_day is None else min(last, self.last_day)).toordinal()
        weeks = 7 * self.every_weeks
        on = self.first_day.toordinal() - self.first_day.weekday() + self.weekday
        return range(begin + (on - begin) % weeks, end + 1, weeks)

    def minutes_of_day(self) -> range:
        """The minutes of a day at which a talk would start, if it ended in time."""
        return range(minute_of_day(self.opens), minute_of_day(self.closes), self.before + self.minutes + self.after)

    def starts(self, day: date, zone: tzinfo) -> Iterator[tuple[datetime, Turn | None]]:
        """Every start on a day, in the order of the clock, with what a clock change does to it."""
        closes = minute_of_day(self.closes)
        return instants(day, self.minutes_of_day(), zone, length=self.minutes, closes=closes)


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What is known besides the patterns.

    `days_off`: by therapist, first and last days, both counted in. `busy`: by therapist, from imported calendars.
    `taken`: what is booked or held, by therapist with the buffers, or by the id of a room for one talk without.
    `working`: the therapists who are there, that is, not disabled and still members of the queue.
    """

    now: datetime
    zone: tzinfo
    closed_days: frozenset[date]
    days_off: Mapping[bytes, tuple[tuple[date, date], ...]]
    busy: Mapping[bytes, tuple[Interval, ...]]
    taken: Mapping[bytes, tuple[Interval, ...]]
    single_venues: frozenset[bytes]
    working: frozenset[bytes]

    def __post_init__(self) -> None:
        _in_utc(self.now)

    def why_away(self, pattern: Pattern, day: date) -> "Why | None":
        """Why a pattern does not stand on a day it falls on; None when it does."""
        if day in self.closed_days and not pattern.single:
            return Why.CLOSED_DAY
        for person in pattern.staff:
            if any(first <= day <= last for first, last in self.days_off.get(person, ())):
                return Why.DAY_OFF
        return None


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Whose times: a queue's, for an age and a language (None: any), that start from `since` until before `until`."""

    queue_id: bytes
    band: AgeBand | None
    language: Language | None
    since: datetime
    until: datetime

    def __post_init__(self) -> None:
        _in_utc(self.since, self.until)


@dataclass(frozen=True, kw_only=True, slots=True)
class Opening:
    """One time that could be offered. `before` and `after` are minutes of the therapists' time around it."""

    pattern_id: bytes
    starts_at: datetime
    minutes: int
    before: int
    after: int
    place: Place
    venue_id: bytes | None
    staff: tuple[bytes, ...]
    queue_id: bytes

    @property
    def id(self) -> str:
        """Its pattern and its start: the same whenever it is worked out again."""
        return f"{self.pattern_id.hex()}.{int(self.starts_at.timestamp()) // 60}"

    @property
    def ends_at(self) -> datetime:
        """When the talk is over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def reserved(self) -> Interval:
        """The therapists' time it takes."""
        return Interval(
            starts_at=self.starts_at - timedelta(minutes=self.before),
            ends_at=self.ends_at + timedelta(minutes=self.after),
        )


class Why(StrEnum):
    """Why a time is not offered, in the order in which it is looked at: the first that holds is the one said."""

    OTHER_QUEUE = "other_queue"
    THERAPIST_GONE = "therapist_gone"
    OTHER_AGE = "other_age"
    OTHER_LANGUAGE = "other_language"
    CLOSED_DAY = "closed_day"
    DAY_OFF = "day_off"
    CLOCK_SKIPPED = "clock_skipped"
    PAST = "past"  # before now, or before the times that are wanted
    NOTICE = "notice"
    BEYOND = "beyond"  # after the times that are wanted
    BUSY = "busy"
    THERAPIST_TAKEN = "therapist_taken"
    VENUE_TAKEN = "venue_taken"


def openings(patterns: Iterable[Pattern], facts: Facts, wanted: Wanted) -> tuple[Opening, ...]:
    """Every time that can be offered, soonest first."""
    search = _Search(facts, wanted)
    found = [
        _opening(pattern, at)
        for pattern in _in_order(patterns)
        if search.unfit(pattern) is None
        for at, why in search.starts(pattern)
        if why is None
    ]
    found.sort(key=attrgetter("starts_at"))
    return tuple(found)


def explained(patterns: Iterable[Pattern], facts: Facts, wanted: Wanted) -> tuple[tuple[Opening, Why | None], ...]:
    """Every time the patterns make on the days wanted, soonest first, with why it is not offered; None: it is.

    A skipped start stands at the instant it would be without the clock change.
    """
    search = _Search(facts, wanted)
    found = [
        (_opening(pattern, at), search.unfit(pattern) or why)
        for pattern in _in_order(patterns)
        for at, why in search.starts(pattern)
    ]
    found.sort(key=lambda each: each[0].starts_at)
    return tuple(found)


def offered(found: Iterable[Opening], load: Mapping[bytes, int]) -> tuple[Opening, ...]:
    """The times to show, soonest first: of those that are the same to a visitor, only one.

    It is the one whose therapists (of two, the busier) have the least `load`: pre-talks lately, by therapist. Between
    equals a hash decides, which favours nobody and says the same each time.
    """

    def rank(opening: Opening) -> tuple[datetime, int, bytes]:
        lot = blake2b(opening.id.encode(), digest_size=8).digest()
        return opening.starts_at, max(load.get(person, 0) for person in opening.staff), lot

    shown: dict[tuple[datetime, int, Place, bytes | None], Opening] = {}
    for opening in sorted(found, key=rank):
        shown.setdefault((opening.starts_at, opening.minutes, opening.place, opening.venue_id), opening)
    return tuple(shown.values())


def _in_utc(*instants: datetime) -> None:
    if any(instant.utcoffset() != _NOTHING for instant in instants):
        raise ValueError("an instant in UTC is needed here")


def _in_order(patterns: Iterable[Pattern]) -> list[Pattern]:
    """So that times with the same start come in the same order, however the patterns came."""
    return sorted(patterns, key=attrgetter("id"))


def _opening(pattern: Pattern, starts_at: datetime) -> Opening:
    return Opening(
        pattern_id=pattern.id,
        starts_at=starts_at,
        minutes=pattern.minutes,
        before=pattern.before,
        after=pattern.after,
        place=pattern.place,
        venue_id=pattern.venue_id,
        staff=pattern.staff,
        queue_id=pattern.queue_id,
    )


class _Search:
    """One look through many patterns: what they have in common is worked out once."""

    def __init__(self, facts: Facts, wanted: Wanted) -> None:
        self._facts = facts
        self._wanted = wanted
        self._first = wanted.since.astimezone(facts.zone).date()
        self._last = (wanted.until - _LEAST).astimezone(facts.zone).date()
        self._midnights: dict[date, datetime | None] = {}
        self._stretches: dict[tuple[Why, bytes], Stretches] = {}

    def unfit(self, pattern: Pattern) -> Why | None:
        """Why nothing of a pattern is for this visitor."""
        wanted = self._wanted
        if pattern.queue_id != wanted.queue_id:
            return Why.OTHER_QUEUE
        if not self._facts.working.issuperset(pattern.staff):
            return Why.THERAPIST_GONE
        if wanted.band is not None and pattern.bands and wanted.band not in pattern.bands:
            return Why.OTHER_AGE
        if wanted.language is not None and pattern.languages and wanted.language not in pattern.languages:
            return Why.OTHER_LANGUAGE
        return None

    def starts(self, pattern: Pattern) -> Iterator[tuple[datetime, Why | None]]:
        """Every start of a pattern on the days wanted, with why it is not free."""
        since, until = max(self._facts.now, self._wanted.since), self._wanted.until
        noticed = self._facts.now + timedelta(hours=pattern.notice_hours)
        around = self._around(pattern)
        for day, starts in self._days(pattern):
            away = self._facts.why_away(pattern, day)
            for at, turn in starts:
                why = away
                if why is not None:
                    pass
                elif turn is Turn.SKIPPED:
                    why = Why.CLOCK_SKIPPED
                elif at < since:
                    why = Why.PAST
                elif at < noticed:
                    why = Why.NOTICE
                elif at >= until:
                    why = Why.BEYOND
                else:
                    for reason, stretches, before, after in around:
                        if stretches.over(at - before, at + after):
                            why = reason
                            break
                yield at, why

    def _days(self, pattern: Pattern) -> Iterator[tuple[date, Iterable[tuple[datetime, Turn | None]]]]:
        """The days a pattern falls on, with its starts: on all but two days a year, the same minutes from midnight."""
        zone, closes = self._facts.zone, minute_of_day(pattern.closes)
        steady = [timedelta(minutes=at) for at in pattern.minutes_of_day() if at + pattern.minutes <= closes]
        for day in map(date.fromordinal, pattern.ordinals(self._first, self._last)):
            if day not in self._midnights:
                self._midnights[day] = steady_midnight(day, zone)
            midnight = self._midnights[day]
            if midnight is None:
                yield day, pattern.starts(day, zone)
            else:
                yield day, [(midnight + after, None) for after in steady]

    def _around(self, pattern: Pattern) -> list[tuple[Why, Stretches, timedelta, timedelta]]:
        """What its talks may not lie over, each with how far before and after a start counts."""
        facts, length = self._facts, timedelta(minutes=pattern.minutes)
        before, after = timedelta(minutes=pattern.before), length + timedelta(minutes=pattern.after)
        found = [
            (why, self._stretches_of(why, person, intervals), before, after)
            for why, intervals in ((Why.BUSY, facts.busy), (Why.THERAPIST_TAKEN, facts.taken))
            for person in pattern.staff
        ]
        if pattern.venue_id is not None and pattern.venue_id in facts.single_venues:
            stretches = self._stretches_of(Why.VENUE_TAKEN, pattern.venue_id, facts.taken)
            found.append((Why.VENUE_TAKEN, stretches, _NOTHING, length))
        return [each for each in found if each[1].starts]

    def _stretches_of(self, why: Why, resource: bytes, intervals: Mapping[bytes, tuple[Interval, ...]]) -> Stretches:
        key = why, resource
        if key not in self._stretches:
            self._stretches[key] = Stretches.of((each.starts_at, each.ends_at) for each in intervals.get(resource, ()))
        return self._stretches[key]
