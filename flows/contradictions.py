"""Patterns that contradict themselves, each other, or the days on which anybody is there: found when one is saved.

Rules: what could never be offered, or could not be booked, is refused. What is only likely to be a slip is a warning,
with the first day it happens on: of the 26 weeks from today, or from the pattern's first day where that is later.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from flows.availability import Facts, Pattern
from flows.deadlines import OFFER_DAYS
from flows.wall_clock import Turn, minute_of_day

LENGTHS = (30, 45, 60, 90)
# Whatever is booked takes whole pieces of so many minutes.
PIECE = 5
LONGEST_BUFFER = 4 * 60
LONGEST_NOTICE_HOURS = OFFER_DAYS * 24 - 1
DAYS_AHEAD = 26 * 7


class Clash(StrEnum):
    """What contradicts what."""

    # These refuse.
    LENGTH = "length"
    START = "start"
    BUFFER = "buffer"
    NOTICE = "notice"  # so long that no time is ever offered
    SAME_PERSON = "same_person"  # the second therapist is the first
    CLOSES_FIRST = "closes_first"  # closes before it opens, or after midnight
    NOTHING_FITS = "nothing_fits"  # shorter than one talk
    ENDS_FIRST = "ends_first"  # its last day lies before its first
    NO_DAY = "no_day"  # no such weekday between its first and last day
    PAST = "past"  # its last start is over
    # These warn.
    NEVER_THERE = "never_there"  # each of its days is closed or off
    CLOSED_DAY = "closed_day"  # a single extra day on which the unit is closed: it stands
    OVERLAP = "overlap"  # a therapist has another pattern then
    VENUE_TWICE = "venue_twice"  # another pattern needs the same room for one talk then
    CLOCK_SKIPPED = "clock_skipped"  # a start is skipped
    CLOCK_TWICE = "clock_twice"  # a start comes twice: the first is offered


@dataclass(frozen=True, kw_only=True, slots=True)
class Contradiction:
    """One thing that does not fit. `refuses`: it is not saved like this. `on`: the first day a warning is about."""

    kind: Clash
    refuses: bool
    on: date | None


def contradictions(pattern: Pattern, others: Iterable[Pattern], facts: Facts) -> tuple[Contradiction, ...]:
    """What does not fit in a pattern about to be saved; warnings only when nothing refuses it.

    `others` are all patterns there are; this one, as it was before, may be among them.
    """
    refused = tuple(Contradiction(kind=kind, refuses=True, on=None) for kind in _refusals(pattern, facts))
    if refused:
        return refused
    return tuple(Contradiction(kind=kind, refuses=False, on=on) for kind, on in _warnings(pattern, others, facts))


def _refusals(pattern: Pattern, facts: Facts) -> Iterator[Clash]:
    if pattern.minutes not in LENGTHS:
        yield Clash.LENGTH
    if pattern.opens.minute % PIECE:
        yield Clash.START
    if any(buffer % PIECE or buffer > LONGEST_BUFFER for buffer in (pattern.before, pattern.after)):
        yield Clash.BUFFER
    if pattern.notice_hours > LONGEST_NOTICE_HOURS:
        yield Clash.NOTICE
    if pattern.second_id == pattern.staff_id:
        yield Clash.SAME_PERSON
    if pattern.closes <= pattern.opens:
        yield Clash.CLOSES_FIRST
    elif minute_of_day(pattern.closes) - minute_of_day(pattern.opens) < pattern.minutes:
        yield Clash.NOTHING_FITS
    if pattern.last_day is not None:
        yield from _over(pattern, pattern.last_day, facts)


def _over(pattern: Pattern, last_day: date, facts: Facts) -> Iterator[Clash]:
    """Why a pattern with a last day is never there."""
    days = pattern.ordinals(pattern.first_day, last_day)
    if last_day < pattern.first_day:
        yield Clash.ENDS_FIRST
    elif not days:
        yield Clash.NO_DAY
    else:
        today, last = _today(facts), date.fromordinal(days[-1])
        starts = [at for at, _ in pattern.starts(last, facts.zone)] if last == today else []
        if last < today or (starts and starts[-1] < facts.now):
            yield Clash.PAST


def _warnings(pattern: Pattern, others: Iterable[Pattern], facts: Facts) -> Iterator[tuple[Clash, date]]:
    days = _days_ahead(pattern, facts)
    there = [day for day in days if facts.why_away(pattern, day) is None]
    if days and not there:
        yield Clash.NEVER_THERE, days[0]
    if pattern.single and there and there[0] in facts.closed_days:
        yield Clash.CLOSED_DAY, there[0]
    rivals = [other for other in others if other.id != pattern.id and _same_hours(pattern, other)]
    persons = [other for other in rivals if not set(pattern.staff).isdisjoint(other.staff)]
    rooms = [other for other in rivals if other.venue_id == pattern.venue_id and other.venue_id in facts.single_venues]
    for kind, among in ((Clash.OVERLAP, persons), (Clash.VENUE_TWICE, rooms)):
        met = [day for day in there if any(_is_there(other, day, facts) for other in among)]
        if met:
            yield kind, met[0]
    for kind, turn in ((Clash.CLOCK_SKIPPED, Turn.SKIPPED), (Clash.CLOCK_TWICE, Turn.TWICE)):
        turned = [day for day in there if any(found is turn for _, found in pattern.starts(day, facts.zone))]
        if turned:
            yield kind, turned[0]


def _days_ahead(pattern: Pattern, facts: Facts) -> list[date]:
    first = max(_today(facts), pattern.first_day)
    last = date.fromordinal(min(first.toordinal() + DAYS_AHEAD - 1, date.max.toordinal()))
    return [date.fromordinal(day) for day in pattern.ordinals(first, last)]


def _today(facts: Facts) -> date:
    return facts.now.astimezone(facts.zone).date()


def _same_hours(one: Pattern, other: Pattern) -> bool:
    return one.weekday == other.weekday and max(one.opens, other.opens) < min(one.closes, other.closes)


def _is_there(pattern: Pattern, day: date, facts: Facts) -> bool:
    return bool(pattern.ordinals(day, day)) and facts.why_away(pattern, day) is None
