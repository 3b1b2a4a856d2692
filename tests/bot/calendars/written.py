"""Calendar files for the tests, written by hand as calendar programs write them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.calendars.blocking import blocked

HERE = ZoneInfo("Europe/Copenhagen")
# The time that is looked at: over both clock changes of the year.
SINCE = datetime(2027, 1, 1, tzinfo=UTC)
UNTIL = datetime(2028, 1, 1, tzinfo=UTC)

TEN = ("DTSTART;TZID=Europe/Copenhagen:20270303T100000", "DTEND;TZID=Europe/Copenhagen:20270303T110000")
TEN_BLOCKED = [("03-03 10:00", "03-03 11:00")]

EMPTY = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"


def event(*lines: str) -> str:
    """An event of the given lines; without an identity of its own."""
    return "\r\n".join(("BEGIN:VEVENT", "DTSTAMP:20261101T090000Z", *lines, "END:VEVENT"))


def calendar(*parts: str, own: tuple[str, ...] = ()) -> bytes:
    """A calendar with its own lines and its parts."""
    return "\r\n".join(
        ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//Test//DA", *own, *parts, "END:VCALENDAR", "")
    ).encode()


def at(text: str) -> datetime:
    """An instant by the unit's clock, as in "2027-03-03 10:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=HERE).astimezone(UTC)


def busy(content: bytes) -> list[tuple[str, str]]:
    """What is blocked, by the unit's clock."""
    found = blocked(content, zone=HERE, since=SINCE, until=UNTIL)
    return [
        (f"{each.starts_at.astimezone(HERE):%m-%d %H:%M}", f"{each.ends_at.astimezone(HERE):%m-%d %H:%M}")
        for each in found
    ]
