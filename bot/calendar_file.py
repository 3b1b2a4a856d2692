"""A calendar file (.ics) for a booked time: whoever else looks into the calendar learns nothing of the matter.

Rules: the caller's title is neutral and there is no description, no organiser, no link and no alarm (an alarm lights up
a locked phone). Times are UTC, so a clock change cannot move the appointment. A moved or cancelled appointment keeps
its identity and counts its sequence up, so that a calendar replaces the old entry.
"""

from datetime import UTC, datetime, timedelta


def calendar_file(
    *,
    calendar_id: bytes,
    sequence: int,
    starts_at: datetime,
    minutes: int,
    title: str,
    written_at: datetime,
    location: str = "",
    cancelled: bool = False,
) -> bytes:
    """One event; raises `ValueError` for an instant without a time zone."""
    # icalendar reads time zone tables of its own: only where a file is asked for.
    from icalendar import Calendar, Event

    begins = _utc(starts_at)
    event = Event()
    event.add("uid", calendar_id.hex())
    event.add("sequence", sequence)
    event.add("dtstamp", _utc(written_at))
    event.add("dtstart", begins)
    event.add("dtend", begins + timedelta(minutes=minutes))
    event.add("summary", title)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    if location:
        event.add("location", location)
    calendar = Calendar()
    calendar.add("version", "2.0")
    # Required by the format; ours would name the program, and with it the matter.
    calendar.add("prodid", "-//calendar//calendar//EN")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _utc(instant: datetime) -> datetime:
    if instant.tzinfo is None or instant.utcoffset() is None:
        raise ValueError("an instant needs its time zone")
    return instant.astimezone(UTC)
