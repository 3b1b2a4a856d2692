"""What a calendar file blocks: merged stretches of time, and nothing else that stands in it.

Rules: an event blocks unless it says that its time is free, that it is cancelled, or that the calendar's owner said no.
A whole day is a whole day where the unit is; a time without a zone is in the calendar's own, else in the unit's. What
cannot be understood costs only itself: a bad event is left out, and one with a bad rule blocks its own time. Where
there is doubt, the time is blocked. How long a file may take is bounded where this is run: in `busy.py`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar, Event, FreeBusy, Timezone

from bot.calendars.lines import EVENT, FREE_BUSY, TIME_ZONE, Sheet, sheets
from bot.calendars.problems import LARGEST, Problem, Unreadable
from flows.availability import Interval

# Far more than anybody has in a year.
MOST = 50_000
_DAY = timedelta(days=1)
# Nobody's appointments repeat like this, and following the rules would take for ever.
_ENDLESS = re.compile(r"FREQ=(SECONDLY|MINUTELY)", re.IGNORECASE)
_NOT_BUSY = frozenset({"FREE", "WORKINGELSEWHERE"})
# What reading a value, or reckoning with it, fails with.
_BAD_VALUE = (ValueError, TypeError, LookupError, AttributeError, OverflowError)

Stretch = tuple[datetime, datetime]


def blocked(content: bytes, *, zone: ZoneInfo, since: datetime, until: datetime) -> tuple[Interval, ...]:
    """The stretches between two instants in which somebody is busy, in order and apart; raises `Unreadable`."""
    if len(content) > LARGEST:
        raise Unreadable(Problem.TOO_BIG)
    stretches = (
        stretch
        for sheet in sheets(content)
        for stretch in _Reader.of(sheet, zone=zone, since=since, until=until).stretches(sheet)
    )
    found = list(islice(stretches, MOST + 1))
    if len(found) > MOST:
        raise Unreadable(Problem.TOO_MANY)
    return _merged(found, since=since, until=until)


@dataclass(frozen=True, kw_only=True)
class _Reader:
    """Reads one calendar: `zone` is where days are whole, `floating` where times without a zone are."""

    zone: ZoneInfo
    floating: ZoneInfo
    owners: frozenset[str]
    since: datetime
    until: datetime

    @classmethod
    def of(cls, sheet: Sheet, *, zone: ZoneInfo, since: datetime, until: datetime) -> "_Reader":
        try:
            floating = ZoneInfo(sheet.own["X-WR-TIMEZONE"])
        except (KeyError, OSError, ValueError):
            floating = zone
        owners = frozenset(sheet.own[name].lower() for name in ("X-WR-CALNAME", "X-OWNER") if name in sheet.own)
        return cls(zone=zone, floating=floating, owners=owners, since=since, until=until)

    def stretches(self, sheet: Sheet) -> Iterator[Stretch]:
        """Every stretch that blocks and touches the time asked for, in no order."""
        for lines in sheet.parts[TIME_ZONE]:
            # Its name is known from now on; the times of a zone that cannot be read have none.
            _read(Timezone, lines)
        for lines in sheet.parts[FREE_BUSY]:
            for line in lines:
                yield from filter(self._touches, self._periods(line))
        for events in self._series(sheet.parts[EVENT]):
            for event in self._expanded(events):
                stretch = self._span(event)
                if stretch is not None and self._touches(stretch) and self._blocks(event):
                    yield stretch

    def _touches(self, stretch: Stretch) -> bool:
        begins, ends = stretch
        return begins < ends and begins < self.until and self.since < ends

    def _series(self, parts: Iterable[list[str]]) -> Iterator[list[Any]]:
        """The events that belong together: one that may repeat, and those of its times that were changed."""
        whole: list[Any] = []
        changed: dict[str, list[Any]] = defaultdict(list)
        for lines in parts:
            if any(line.upper().startswith("RRULE") and _ENDLESS.search(line) for line in lines):
                raise Unreadable(Problem.TOO_MANY)
            event = _read(Event, lines)
            # Where it ends before it begins, repeating it would turn it round.
            if event is None or self._span(event) is None:
                continue
            if "RECURRENCE-ID" in event:
                changed[str(event.get("UID", ""))].append(event)
            else:
                whole.append(event)
        for event in whole:
            # Some programs give everything one UID: then each is an event all the same.
            yield [event, *changed.pop(str(event.get("UID", "")), [])]
        yield from changed.values()

    def _expanded(self, events: list[Any]) -> list[Any]:
        """Each time an event takes place in the time asked for."""
        if len(events) == 1 and not {"RRULE", "RDATE"}.intersection(events[0]):
            return events
        together = Calendar()
        together.subcomponents = events
        try:
            return list(recurring_ical_events.of(together).between(self.since - _DAY, self.until + _DAY))
        except MemoryError:
            raise
        except Exception:  # whatever a stranger's rule makes of the reckoning
            return events

    def _span(self, event: Any) -> Stretch | None:
        """From when to when; None when it takes no time, or does not say so in a way that can be read."""
        try:
            begins = event["DTSTART"].dt
            if "DTEND" in event:
                ends = event["DTEND"].dt
            elif "DURATION" in event:
                ends = begins + event["DURATION"].dt
            else:
                ends = begins
            if ends == begins and not isinstance(begins, datetime):
                ends += _DAY
            span = self._instant(begins), self._instant(ends)
        except _BAD_VALUE:
            return None
        return span if span[0] < span[1] else None

    def _instant(self, moment: date) -> datetime:
        if not isinstance(moment, datetime):
            moment = datetime.combine(moment, time(), self.zone)
        elif moment.tzinfo is None:
            moment = moment.replace(tzinfo=self.floating)
        return moment.astimezone(UTC)

    def _periods(self, line: str) -> Iterator[Stretch]:
        head, _, values = line.partition(":")
        if "FBTYPE=FREE" in head.upper().split(";"):
            return
        for value in values.split(","):
            read = _read(FreeBusy, ["BEGIN:VFREEBUSY", f"FREEBUSY:{value}", "END:VFREEBUSY"])
            if read is not None:
                period = read["FREEBUSY"]
                yield self._instant(period.start), self._instant(period.end)

    def _blocks(self, event: Any) -> bool:
        return not (
            _said(event, "STATUS") == "CANCELLED"
            or _said(event, "TRANSP") == "TRANSPARENT"
            or _said(event, "X-MICROSOFT-CDO-BUSYSTATUS") in _NOT_BUSY
            or self._declined(event)
        )

    def _declined(self, event: Any) -> bool:
        """Whether the calendar's owner said no; where the file does not say whose it is, nobody did."""
        attendees = event.get("ATTENDEE", [])
        return any(
            str(attendee).lower().removeprefix("mailto:") in self.owners
            and str(attendee.params.get("PARTSTAT", "")).upper() == "DECLINED"
            for attendee in (attendees if isinstance(attendees, list) else [attendees])
        )


def _read(kind: Any, lines: list[str]) -> Any:
    """A part of the calendar; None when it cannot be read."""
    try:
        return kind.from_ical("\r\n".join(lines).encode())
    except MemoryError:
        raise
    except Exception:  # whatever a stranger's lines make of the parser
        return None


def _said(event: Any, name: str) -> str:
    return str(event.get(name, "")).strip().upper()


def _merged(found: list[Stretch], *, since: datetime, until: datetime) -> tuple[Interval, ...]:
    """In order; what touches or overlaps is one."""
    merged: list[Stretch] = []
    for begins, ends in sorted((max(begins, since), min(ends, until)) for begins, ends in found):
        if merged and begins <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], ends)
        else:
            merged.append((begins, ends))
    return tuple(Interval(starts_at=begins.astimezone(UTC), ends_at=ends.astimezone(UTC)) for begins, ends in merged)
