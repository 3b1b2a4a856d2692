"""Calendars that go out, read by other libraries than the one that writes them: the right hour, and not a word more."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event, EventStatus
from ical.types import Classification

from bot.calendars.blocking import blocked
from bot.calendars.feed import FeedEntry, write_entry, write_feed
from tests.bot.calendars.client import imported
from tests.bot.calendars.written import HERE, SINCE, UNTIL

NOW = datetime(2027, 2, 1, 9, 0, 0, 123_456, tzinfo=UTC)
ID = bytes(range(16))
ROOM = "https://rum.example.org/r/4711?a=1;b=2,c"
# Long, with letters of two bytes, and with everything that has a meaning of its own in the format.
ADDRESS = (
    "Blågårds Plads 3, 2. sal\r\nRing på; \\n gå ind ad den blå dør ved siden af ærøskøbing-skiltet\n2200 København N"
)
SHOWN = "Blågårds Plads 3, 2. sal, Ring på; \\n gå ind ad den blå dør ved siden af ærøskøbing-skiltet, 2200 København N"


def entry(**changed: Any) -> FeedEntry:
    given: dict[str, Any] = {
        "id": ID,
        "sequence": 0,
        "starts_at": datetime(2027, 3, 3, 9, 0, tzinfo=UTC),
        "minutes": 60,
    }
    return FeedEntry(**given | changed)


def file(**changed: Any) -> bytes:
    return write_entry(entry(**changed), title="Aftale", now=NOW)


def feed(*entries: FeedEntry) -> bytes:
    return write_feed(entries, name="Aftaler", title="Aftale", now=NOW)


def read(content: bytes) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(content.decode())


def event(content: bytes) -> Event:
    (only,) = read(content).events
    return only


def names(content: bytes) -> list[str]:
    unfolded = content.decode().replace("\r\n ", "")
    return [line.partition(":")[0].partition(";")[0] for line in unfolded.splitlines()]


def only_letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable() and letter not in ", ")


# The right hour


def test_it_is_the_hour_that_was_booked() -> None:
    booked = event(file())

    assert (booked.dtstart, booked.dtend) == (
        datetime(2027, 3, 3, 9, 0, tzinfo=UTC),
        datetime(2027, 3, 3, 10, 0, tzinfo=UTC),
    )
    assert booked.dtstamp == NOW.replace(microsecond=0)


def test_a_local_time_is_written_as_utc_on_both_sides_of_a_clock_change() -> None:
    for day, hour in ((27, 9), (29, 8)):
        assert f"DTSTART:202703{day}T{hour:02}0000Z".encode() in file(starts_at=datetime(2027, 3, day, 10, tzinfo=HERE))
    for month, day, hour in ((10, 30, 8), (11, 1, 9)):
        begins = datetime(2027, month, day, 10, tzinfo=HERE)
        assert f"DTSTART:2027{month}{day:02}T{hour:02}0000Z".encode() in file(starts_at=begins)


def test_an_hour_over_the_clock_change_is_still_an_hour() -> None:
    over = event(file(starts_at=datetime(2027, 10, 31, 0, 30, tzinfo=UTC)))

    assert over.dtend == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


def test_an_instant_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        entry(starts_at=datetime(2027, 3, 3, 9))  # noqa: DTZ001 - this is what is refused
    with pytest.raises(ValueError, match="time zone"):
        write_entry(entry(), title="Aftale", now=datetime(2027, 3, 3, 9))  # noqa: DTZ001


# Not a word too many


def test_whoever_shares_the_calendar_reads_a_neutral_title_and_nothing_else() -> None:
    booked = event(file())

    assert (booked.summary, booked.classification) == ("Aftale", Classification.PRIVATE)
    assert names(file()) == [
        *("BEGIN", "VERSION", "PRODID", "METHOD"),
        *("BEGIN", "SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "SEQUENCE", "CLASS", "STATUS", "TRANSP", "END"),
        "END",
    ]
    assert b"doorstep" not in file().lower()


def test_the_feed_has_a_neutral_name_and_says_when_to_look_again() -> None:
    content = feed(entry())

    assert names(content)[4:8] == ["NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"]
    assert (read(content).name, read(content).refresh_interval) == (["Aftaler"], timedelta(hours=1))
    assert content.count(b"BEGIN:VEVENT") == 1
    assert file().partition(b"BEGIN:VEVENT")[2] == content.partition(b"BEGIN:VEVENT")[2]


def test_an_entry_shows_nothing_when_it_is_printed() -> None:
    shown = repr(entry(location=ADDRESS, link=ROOM))

    assert not [secret for secret in ("Plads", "rum.example", repr(ID)) if secret in shown]


# Where


def test_a_place_is_its_address_in_one_line() -> None:
    assert event(file(location=ADDRESS)).location == SHOWN
    assert "URL" not in names(file(location=ADDRESS))


def test_an_online_room_is_where_every_program_shows_it() -> None:
    online = event(file(link=ROOM))

    assert (online.location, online.url) == (ROOM, ROOM)
    assert event(file(location="Suhmsgade 4", link=ROOM)).location == "Suhmsgade 4"


@pytest.mark.parametrize("link", [f"{ROOM}\r\nBEGIN:VALARM", f"{ROOM}\nX:y", f"{ROOM} x", f"{ROOM}\x00"])
def test_a_link_that_is_more_than_an_address_is_refused(link: str) -> None:
    with pytest.raises(ValueError, match="one address"):
        entry(link=link)


@given(text=st.text(max_size=300))
def test_whatever_stands_in_an_address_stays_in_it(text: str) -> None:
    content = file(location=text)

    assert names(content) in (names(file()), names(file(location="x")))
    assert only_letters(event(content).location or "") == only_letters(text)


# Changes


def test_a_moved_or_cancelled_one_replaces_the_old_entry() -> None:
    first, moved, cancelled = event(file()), event(file(sequence=1)), event(file(sequence=2, cancelled=True))

    assert first.uid == moved.uid == cancelled.uid == ID.hex()
    assert [each.sequence for each in (first, moved, cancelled)] == [0, 1, 2]
    assert [each.status for each in (first, cancelled)] == [EventStatus.CONFIRMED, EventStatus.CANCELLED]
    assert [each.transparency for each in (first, cancelled)] == ["OPAQUE", "TRANSPARENT"]
    assert read(file(cancelled=True)).method == "PUBLISH"


def test_a_therapist_whose_program_reads_the_feed_back_is_busy_then() -> None:
    content = feed(entry(), entry(id=bytes(16), starts_at=datetime(2027, 3, 4, 9, tzinfo=UTC), cancelled=True))

    (only,) = blocked(content, zone=ZoneInfo("UTC"), since=SINCE, until=UNTIL)
    assert only.starts_at == datetime(2027, 3, 3, 9, tzinfo=UTC)


# The format


def test_lines_end_and_are_folded_as_the_standard_says() -> None:
    content = feed(entry(location=ADDRESS, link=f"https://example.org/{'x' * 300}"))

    lines = content.split(b"\r\n")
    assert lines.pop() == b""
    assert b"\n" not in b"".join(lines)
    assert b"\r" not in b"".join(lines)
    assert max(len(line) for line in lines) <= 75
    assert [line.decode() for line in lines]  # no letter is cut in two


# A real client


def test_a_client_imports_the_file() -> None:
    with imported(file(sequence=3, location=ADDRESS, link=ROOM)) as calendar:
        assert calendar.own() == {"VERSION": "2.0", "PRODID": "-//calendar//calendar//EN", "METHOD": "PUBLISH"}
        assert calendar.events() == [
            {
                "SUMMARY": "Aftale",
                "DTSTART": "20270303T090000Z",
                "DTEND": "20270303T100000Z",
                "DTSTAMP": "20270201T090000Z",
                "UID": ID.hex(),
                "SEQUENCE": "3",
                "CLASS": "PRIVATE",
                "LOCATION": SHOWN,
                "STATUS": "CONFIRMED",
                "TRANSP": "OPAQUE",
                "URL": ROOM,
            }
        ]


def test_a_client_imports_the_feed_also_when_there_is_nothing_in_it() -> None:
    with imported(feed(entry(), entry(id=bytes(16), sequence=1, cancelled=True))) as calendar:
        assert calendar.own()["NAME"] == calendar.own()["X-WR-CALNAME"] == "Aftaler"
        assert [each["STATUS"] for each in calendar.events()] == ["CONFIRMED", "CANCELLED"]
    with imported(feed()) as empty:
        assert empty.events() == []
        assert empty.complaints() == []


@pytest.mark.parametrize("changed", [{}, {"location": ADDRESS, "link": ROOM}, {"sequence": 1, "cancelled": True}])
def test_a_client_misses_an_organiser_and_nothing_else(changed: dict[str, Any]) -> None:
    """The standard wants one in what is published. It would be a name, and programs would call it a meeting."""
    for content in (file(**changed), feed(entry(**changed))):
        with imported(content) as calendar:
            (complaint,) = calendar.complaints()
            assert "ORGANIZER" in complaint
