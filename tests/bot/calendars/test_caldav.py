"""The question a CalDAV server is asked, and reading its answer, which a stranger wrote."""

from datetime import timedelta, timezone
from xml.etree import ElementTree

import pytest

from bot.calendars.blocking import blocked
from bot.calendars.caldav import calendar_query, calendars_in
from bot.calendars.problems import Problem, Unreadable
from tests.bot.calendars.written import HERE, SINCE, UNTIL, calendar, event

CALDAV = "{urn:ietf:params:xml:ns:caldav}"
FIRST = calendar(event("UID:1", "SUMMARY:Møde & <kaffe>", "DTSTART:20270303T090000Z", "DURATION:PT1H")).decode()
SECOND = calendar(event("UID:2", "DTSTART:20270304T090000Z", "DURATION:PT1H")).decode()


def answer(*texts: str, data: str = "urn:ietf:params:xml:ns:caldav") -> bytes:
    """An answer with calendars as servers write it; each text stands as it is inside its element."""
    responses = "".join(
        f"<d:response><d:href>/{number}.ics</d:href><d:propstat><d:prop><d:getetag>x</d:getetag>"
        f'<calendar-data xmlns="{data}">{text}</calendar-data></d:prop></d:propstat></d:response>'
        for number, text in enumerate(texts)
    )
    return f'<?xml version="1.0" encoding="utf-8"?><d:multistatus xmlns:d="DAV:">{responses}</d:multistatus>'.encode()


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\r", "&#13;")


def days(content: bytes) -> list[int]:
    return [each.starts_at.day for each in blocked(content, zone=HERE, since=SINCE, until=UNTIL)]


def refused(content: bytes) -> Problem:
    with pytest.raises(Unreadable) as unreadable:
        calendars_in(content)
    return unreadable.value.problem


def test_the_question_asks_for_events_in_the_time_wanted() -> None:
    query = ElementTree.fromstring(calendar_query(since=SINCE.astimezone(timezone(timedelta(hours=1))), until=UNTIL))

    assert query.tag == f"{CALDAV}calendar-query"
    assert [each.get("name") for each in query.iter(f"{CALDAV}comp-filter")] == ["VCALENDAR", "VEVENT"]
    (span,) = query.iter(f"{CALDAV}time-range")
    assert span.attrib == {"start": "20270101T000000Z", "end": "20280101T000000Z"}
    assert query.find(f"{{DAV:}}prop/{CALDAV}calendar-data") is not None


def test_every_calendar_of_the_answer_is_in_the_file() -> None:
    assert days(calendars_in(answer(escaped(FIRST), escaped(SECOND)))) == [3, 4]
    assert days(calendars_in(answer(f"<![CDATA[{FIRST}]]>", f"\n{escaped(SECOND)}\n"))) == [3, 4]


def test_an_answer_without_events_is_an_empty_calendar() -> None:
    assert days(calendars_in(answer())) == []
    assert days(calendars_in(answer(escaped(FIRST), data="urn:something-else"))) == []


def test_a_document_that_declares_entities_is_refused_before_they_are_opened() -> None:
    laughs = "".join(f'<!ENTITY l{number + 1} "{f"&l{number};" * 10}">' for number in range(1, 9))
    declared = f'<!DOCTYPE d [<!ENTITY l1 "ha">{laughs}<!ENTITY file SYSTEM "file:/etc/hostname">]>'
    document = answer("&l9;&file;").decode()

    assert refused(document.replace("<d:multistatus", f"{declared}<d:multistatus", 1).encode()) is Problem.NOT_ONE
    assert refused(b'<!DOCTYPE d SYSTEM "http://127.0.0.1/d.dtd"><d/>') is Problem.NOT_ONE


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not xml",
        b"<d:multistatus>",
        b"<open><never closed>",
        answer(escaped(FIRST))[:-20],
        answer("&unknown;"),
        answer("\x00"),
        b'<?xml version="1.0" encoding="no-such"?><d/>',
        b"\xff\xfe<\x00",
    ],
)
def test_what_is_no_answer_is_refused(content: bytes) -> None:
    assert refused(content) is Problem.NOT_ONE


def test_deep_nesting_is_read_through() -> None:
    deep = b"<a>" * 200_000 + b"</a>" * 200_000

    assert days(calendars_in(deep)) == []
