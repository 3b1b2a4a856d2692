"""The calendar file: read back by a calendar, it is the right hour and says nothing of the matter."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from bot.calendar_file import calendar_file

IDENTITY = bytes(range(16))


def made(**changed: Any) -> bytes:
    given: dict[str, Any] = {
        "calendar_id": IDENTITY,
        "sequence": 0,
        "starts_at": datetime(2026, 12, 3, 13, 0, tzinfo=UTC),
        "minutes": 60,
        "title": "Aftale",
        "written_at": datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
    }
    return calendar_file(**given | changed)


def event(file: bytes) -> Any:
    (only,) = Calendar.from_ical(file).walk("VEVENT")
    return only


def test_it_is_the_hour_that_was_booked() -> None:
    booked = event(made())

    assert booked["DTSTART"].dt == datetime(2026, 12, 3, 13, 0, tzinfo=UTC)
    assert booked["DTEND"].dt == datetime(2026, 12, 3, 14, 0, tzinfo=UTC)
    assert b"DTSTART:20261203T130000Z" in made()


def test_a_local_time_is_written_as_utc_on_both_sides_of_a_clock_change() -> None:
    here = ZoneInfo("Europe/Copenhagen")

    assert b"DTSTART:20270327T090000Z" in made(starts_at=datetime(2027, 3, 27, 10, 0, tzinfo=here))
    assert b"DTSTART:20270329T080000Z" in made(starts_at=datetime(2027, 3, 29, 10, 0, tzinfo=here))
    assert b"DTSTART:20271030T080000Z" in made(starts_at=datetime(2027, 10, 30, 10, 0, tzinfo=here))
    assert b"DTSTART:20271101T090000Z" in made(starts_at=datetime(2027, 11, 1, 10, 0, tzinfo=here))


def test_an_hour_over_the_clock_change_is_still_an_hour() -> None:
    over = event(made(starts_at=datetime(2027, 10, 31, 0, 30, tzinfo=UTC)))

    assert (over["DTEND"].dt - over["DTSTART"].dt).total_seconds() == 3600


def test_whoever_shares_the_calendar_reads_a_neutral_title_and_nothing_else() -> None:
    booked = event(made())

    assert booked["SUMMARY"] == "Aftale"
    assert booked["CLASS"] == "PRIVATE"
    assert set(booked) == {"UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CLASS", "STATUS"}
    assert not booked.walk("VALARM")
    assert b"doorstep" not in made().lower()


def test_a_place_is_written_only_when_it_is_wanted() -> None:
    assert event(made(location="Suhmsgade 4"))["LOCATION"] == "Suhmsgade 4"


def test_a_moved_or_cancelled_appointment_replaces_the_old_one() -> None:
    moved = event(made(sequence=1))
    cancelled = made(sequence=2, cancelled=True)

    assert moved["UID"] == event(made())["UID"] == event(cancelled)["UID"]
    assert moved["SEQUENCE"] == 1
    assert event(cancelled)["STATUS"] == "CANCELLED"
    assert b"METHOD:CANCEL" in cancelled


def test_an_instant_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        made(starts_at=datetime(2026, 12, 3, 13, 0))  # noqa: DTZ001 - this is what is refused
