"""How long it takes to find every free time of a unit, and how that grows with its therapists: one run, one table.

Rules: every number of therapists gets its own unit, made from a fixed seed, that is full for 26 weeks. The counterpart
is the same question answered straight: dateutil's `rrule` for the days, and a look at everything taken for each start.
Both must find the same times, or it is no measurement.
"""

import argparse
import gc
import statistics
import sys
import time as clock
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from random import Random
from zoneinfo import ZoneInfo

from dateutil.rrule import WEEKLY, rrule

from flows.availability import Facts, Interval, Opening, Pattern, Wanted, explained, openings
from flows.vocabulary import AgeBand, Language, Place

ZONE = ZoneInfo("Europe/Copenhagen")
# A Monday; the clock change in spring lies within the 26 weeks.
NOW = datetime(2027, 1, 4, 7, 0, tzinfo=UTC)
TODAY = date(2027, 1, 4)
WEEKS = 26
OFFER_DAYS = 14
THERAPISTS = (10, 20, 40, 80)
# Of every therapist, each week: what other calendars say, and what is booked or held.
BUSY, TAKEN = 8, 4
QUEUE = b"queue".ljust(16, b".")
CLOSED = (date(2027, 3, 25), date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 6), date(2027, 5, 17))
GOAL = 50.0


class Failed(Exception):
    """There is nothing to print; the message is one clear line."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """Who offers what, and what is in the way of it."""

    patterns: tuple[Pattern, ...]
    facts: Facts


def unit(therapists: int) -> Unit:
    """A unit of so many: three half days a week each, a late day every other week, two single extra days."""
    lots = Random(therapists)  # noqa: S311 - the same unit each time
    staff = [lots.randbytes(16) for _ in range(therapists)]
    rooms = [lots.randbytes(16) for _ in range(max(1, therapists // 4))]
    patterns = [pattern for person in staff for pattern in _patterns(lots, person, lots.choice(rooms))]
    taken = {person: _stretches(lots, TAKEN) for person in staff}
    taken |= {room: _stretches(lots, TAKEN) for room in rooms}
    facts = Facts(
        now=NOW,
        zone=ZONE,
        closed_days=frozenset(CLOSED),
        days_off={person: tuple(_span(lots) for _ in range(3)) for person in staff},
        busy={person: _stretches(lots, BUSY) for person in staff},
        taken=taken,
        single_venues=frozenset(rooms),
        working=frozenset(staff),
    )
    return Unit(patterns=tuple(patterns), facts=facts)


def _patterns(lots: Random, person: bytes, room: bytes) -> list[Pattern]:
    halves = [_pattern(lots, person, room, weekday=day, opens=9 + 4 * (day % 2)) for day in lots.sample(range(5), 3)]
    late = _pattern(lots, person, room, weekday=lots.randrange(5), opens=17, every_weeks=2)
    extra = [TODAY + timedelta(days=lots.randrange(WEEKS * 7)) for _ in range(2)]
    single = [_pattern(lots, person, room, weekday=on.weekday(), opens=15, single=on) for on in extra]
    return [*halves, late, *single]


def _pattern(
    lots: Random,
    person: bytes,
    room: bytes,
    *,
    weekday: int,
    opens: int,
    every_weeks: int = 1,
    single: date | None = None,
) -> Pattern:
    return Pattern(
        id=lots.randbytes(16),
        staff_id=person,
        second_id=None,
        queue_id=QUEUE,
        weekday=weekday,
        opens=time(opens),
        closes=time(opens + 4),
        every_weeks=every_weeks,
        first_day=TODAY if single is None else single,
        last_day=single,
        minutes=60,
        before=0,
        after=15,
        notice_hours=24,
        place=Place.UNIT,
        venue_id=room,
        bands=frozenset({AgeBand.CHILD, AgeBand.TEEN}),
        languages=frozenset({Language.DANISH}),
    )


def _stretches(lots: Random, a_week: int) -> tuple[Interval, ...]:
    """So many hours and a quarter a week, in the daytime."""
    found = []
    for week in range(WEEKS):
        for _ in range(a_week):
            start = NOW + timedelta(days=7 * week + lots.randrange(5), minutes=5 * lots.randrange(12 * 12))
            found.append(Interval(starts_at=start, ends_at=start + timedelta(minutes=75)))
    return tuple(found)


def _span(lots: Random) -> tuple[date, date]:
    first = TODAY + timedelta(days=lots.randrange(WEEKS * 7))
    return first, first + timedelta(days=lots.randrange(7))


def wanted(days: int) -> Wanted:
    """A visitor's times of the next days."""
    return Wanted(
        queue_id=QUEUE,
        band=AgeBand.TEEN,
        language=Language.DANISH,
        since=NOW,
        until=datetime.combine(TODAY + timedelta(days=days), time(), ZONE).astimezone(UTC),
    )


# The counterpart.


def ruled_days(found: Unit, asked: Wanted) -> list[tuple[Pattern, datetime]]:
    """Every day of every pattern at its opening time, by rrule."""
    since, until = asked.since.astimezone(ZONE), asked.until.astimezone(ZONE)
    begin = since.replace(hour=0, minute=0)
    return [
        (pattern, day)
        for pattern in found.patterns
        for day in rrule(
            WEEKLY,
            interval=pattern.every_weeks,
            wkst=0,
            byweekday=pattern.weekday,
            dtstart=datetime.combine(pattern.first_day, pattern.opens, ZONE),
            until=until if pattern.last_day is None else datetime.combine(pattern.last_day, time.max, ZONE),
        ).between(begin, until, inc=True)
    ]


def straight(found: Unit, asked: Wanted) -> set[tuple[bytes, datetime]]:
    """The free times, each start held against everything there is."""
    facts, free = found.facts, set()
    for pattern, day in ruled_days(found, asked):
        if day.date() in facts.closed_days and not pattern.single:
            continue
        if any(first <= day.date() <= last for first, last in facts.days_off[pattern.staff_id]):
            continue
        around = (*facts.busy[pattern.staff_id], *facts.taken[pattern.staff_id])
        room = facts.taken[pattern.venue_id] if pattern.venue_id else ()
        at = day
        while at + timedelta(minutes=pattern.minutes) <= day.replace(hour=pattern.closes.hour):
            starts = at.astimezone(UTC)
            ends = starts + timedelta(minutes=pattern.minutes)
            first, last = starts - timedelta(minutes=pattern.before), ends + timedelta(minutes=pattern.after)
            if (
                facts.now + timedelta(hours=pattern.notice_hours) <= starts < asked.until
                and not any(each.starts_at < last and first < each.ends_at for each in around)
                and not any(each.starts_at < ends and starts < each.ends_at for each in room)
            ):
                free.add((pattern.id, starts))
            at += timedelta(minutes=pattern.before + pattern.minutes + pattern.after)
    return free


# Measuring.


def milliseconds(work: Callable[[], object], rounds: int) -> float:
    """This process's own time at work: the median of some rounds, each after a full garbage collection."""
    spent = []
    for _ in range(rounds):
        gc.collect()
        began = clock.process_time()
        work()
        spent.append((clock.process_time() - began) * 1000)
    return statistics.median(spent)


def compare(rounds: int) -> None:
    """Measure every unit in both windows, and print what came of it."""
    units = {therapists: unit(therapists) for therapists in THERAPISTS}
    for name, days in ((f"{OFFER_DAYS} days", OFFER_DAYS), (f"{WEEKS} weeks", WEEKS * 7)):
        asked, before = wanted(days), None
        _print(f"{name}, median of {rounds} rounds\n")
        _print(_row("therapists", "starts", "free", "ms", "growth", "rrule ms", "straight ms", "ratio"))
        for therapists, found in units.items():
            free = openings(found.patterns, found.facts, asked)
            _agree(free, straight(found, asked))
            starts = len(explained(found.patterns, found.facts, asked))
            ours = milliseconds(partial(openings, found.patterns, found.facts, asked), rounds)
            ruled = milliseconds(partial(ruled_days, found, asked), max(1, rounds // 5))
            plain = milliseconds(partial(straight, found, asked), max(1, rounds // 5))
            growth = "" if before is None else f"{ours / before:.2f}"
            cells = (f"{ours:.1f}", growth, f"{ruled:.1f}", f"{plain:.1f}", f"{plain / ours:.1f}")
            _print(_row(str(therapists), str(starts), str(len(free)), *cells))
            before = ours
        _print("")
    _print(f"goal for 40 therapists: at most {GOAL:.0f} ms; growth for twice as many: at most 2, give or take noise")


def _agree(free: tuple[Opening, ...], others: set[tuple[bytes, datetime]]) -> None:
    if {(each.pattern_id, each.starts_at) for each in free} != others:
        raise Failed("The two do not find the same times.")


def _row(name: str, *cells: str) -> str:
    return f"{name:<12}" + "".join(f"{cell:>12}" for cell in cells)


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """The command line; 1 where nothing could be measured."""
    reading = argparse.ArgumentParser(prog="python -m benchmarks.availability", description=__doc__.splitlines()[0])
    reading.add_argument("--rounds", type=int, default=15, help="of each; the counterpart gets a fifth (15)")
    given = reading.parse_args()
    try:
        compare(given.rounds)
    except Failed as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
