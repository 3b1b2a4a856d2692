"""Writes pre-talks as a calendar (RFC 5545, RFC 7986): a visitor's one time as a file, and a therapist's as a feed.

Rules: whoever looks into a calendar learns nothing of the matter: a neutral title that the caller brings, when, where,
and nothing else; no name, no description, no organiser, no category, and no alarm, which would light up a locked phone.
The file names no program. Times are UTC, so a clock change cannot move them. A moved or cancelled one keeps its
identity and counts its sequence up, so that a calendar replaces the old entry.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

# How often a calendar program should look again. Most decide that for themselves, and look less often.
_AGAIN = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class FeedEntry:
    """One pre-talk: `id` is its random calendar id, `location` an address in words, `link` an online room's address.

    Raises `ValueError` for an instant without a time zone, and for a link that is more than an address.
    """

    id: bytes = field(repr=False)
    sequence: int
    starts_at: datetime
    minutes: int
    location: str = field(default="", repr=False)
    link: str = field(default="", repr=False)
    cancelled: bool = False

    def __post_init__(self) -> None:
        _utc(self.starts_at)
        # A link is written as it is: a line end in it would begin a line of its own.
        if any(ord(letter) <= 32 or ord(letter) == 127 for letter in self.link):
            raise ValueError("a link is one address")


def write_entry(entry: FeedEntry, *, title: str, now: datetime) -> bytes:
    """A file with one time, for the calendar of whoever has it."""
    calendar = _calendar()
    calendar.add_component(_event(entry, title=title, now=now))
    return bytes(calendar.to_ical())


def write_feed(pretalks: Iterable[FeedEntry], *, name: str, title: str, now: datetime) -> bytes:
    """A calendar that is fetched again and again; `name` is what it is called in a list of calendars."""
    calendar = _calendar()
    # Without a name a program shows the address, which is a secret. Each is written twice: by the standard, and as
    # older programs know it.
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", _AGAIN, {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for entry in pretalks:
        calendar.add_component(_event(entry, title=title, now=now))
    return bytes(calendar.to_ical())


def _calendar() -> Any:
    # icalendar reads time zone tables of its own: only where a calendar is asked for.
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("version", "2.0")
    # Required by the format; ours would name the program, and with it the matter.
    calendar.add("prodid", "-//calendar//calendar//EN")
    calendar.add("method", "PUBLISH")
    return calendar


def _event(entry: FeedEntry, *, title: str, now: datetime) -> Any:
    from icalendar import Event

    begins = _utc(entry.starts_at)
    event = Event()
    event.add("uid", entry.id.hex())
    event.add("sequence", entry.sequence)
    event.add("dtstamp", _utc(now))
    event.add("dtstart", begins)
    event.add("dtend", begins + timedelta(minutes=entry.minutes))
    event.add("summary", title)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.cancelled else "OPAQUE")
    # Most programs show where it is, and few show a link.
    where = _in_one_line(entry.location) or entry.link
    if where:
        event.add("location", where)
    if entry.link:
        event.add("url", entry.link)
    return event


def _in_one_line(address: str) -> str:
    lines = ("".join(filter(str.isprintable, line)).strip() for line in address.splitlines())
    return ", ".join(line for line in lines if line)


def _utc(instant: datetime) -> datetime:
    if instant.tzinfo is None or instant.utcoffset() is None:
        raise ValueError("an instant needs its time zone")
    return instant.astimezone(UTC).replace(microsecond=0)
