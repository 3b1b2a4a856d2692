"""The lines of a calendar file that matter here, part by part; all others are left behind unread.

Rules: no title, text or place gets past this file. What is inside an alarm or a task, or deeper than a calendar goes,
is skipped, however deep. A file that breaks off, or closes what it did not open, is no calendar: half of one would say
that somebody is free who is not.
"""

import codecs
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.calendars.problems import Problem, Unreadable

EVENT, FREE_BUSY, TIME_ZONE = "VEVENT", "VFREEBUSY", "VTIMEZONE"
_CALENDAR = "VCALENDAR"
_FRAME = frozenset({"BEGIN", "END"})
_OF_THE_CALENDAR = frozenset({"X-WR-TIMEZONE", "X-WR-CALNAME", "X-OWNER"})
_OF_A_PART = {
    EVENT: _FRAME.union(
        {"UID", "SEQUENCE", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"},
        {"STATUS", "TRANSP", "ATTENDEE", "X-MICROSOFT-CDO-BUSYSTATUS"},
    ),
    FREE_BUSY: frozenset({"FREEBUSY"}),
    TIME_ZONE: _FRAME.union({"TZID", "TZOFFSETFROM", "TZOFFSETTO", "DTSTART", "RRULE", "RDATE"}),
}
# Some programs double the ends of lines.
_LINE_END = re.compile(r"[\r\n]+")
_NAME = re.compile(r"[A-Za-z0-9-]+(?=[;:])")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One calendar of a file: the values of its own lines by name, and the lines of its parts by what they are."""

    own: dict[str, str] = field(default_factory=dict)
    parts: dict[str, list[list[str]]] = field(default_factory=lambda: defaultdict(list))


def sheets(content: bytes) -> tuple[Sheet, ...]:
    """Every calendar in a file; raises `Unreadable` when there is none, or one is not whole."""
    found: list[Sheet] = []
    inside: list[str] = []
    for name, line in _named_lines(content):
        value = line.rpartition(":")[2].strip()
        if name == "BEGIN":
            inside.append(value.upper())
            if inside == [_CALENDAR]:
                found.append(Sheet())
            elif len(inside) == 2 and inside[0] == _CALENDAR:
                found[-1].parts[inside[1]].append([])
        match inside:
            case ["VCALENDAR"] if name in _OF_THE_CALENDAR:
                found[-1].own[name] = value
            case ["VCALENDAR", part] | ["VCALENDAR", "VTIMEZONE" as part, _] if name in _OF_A_PART.get(part, ()):
                found[-1].parts[part][-1].append(line)
        if name == "END" and (not inside or inside.pop() != value.upper()):
            raise Unreadable(Problem.NOT_ONE)
    if not found or inside:
        raise Unreadable(Problem.NOT_ONE)
    return tuple(found)


def _named_lines(content: bytes) -> Iterator[tuple[str, str]]:
    text = _LINE_END.sub("\n", _text(content))
    # A line that is too long goes on in the next one, behind a blank.
    for line in text.replace("\n ", "").replace("\n\t", "").split("\n"):
        named = _NAME.match(line)
        if named is not None:
            yield named.group().upper(), line


def _text(content: bytes) -> str:
    """The file as text: what is needed of it is plain letters in every encoding that is met."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")
