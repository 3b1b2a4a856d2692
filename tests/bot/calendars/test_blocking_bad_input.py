"""Bad calendar files: a bad part costs only itself, half a file is none, and nothing a stranger writes does more."""

import codecs
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendars.blocking import MOST, blocked
from bot.calendars.problems import LARGEST, Problem, Unreadable
from tests.bot.calendars.written import HERE, SINCE, TEN, TEN_BLOCKED, UNTIL, at, busy, calendar, event


def problem(content: bytes) -> Problem:
    with pytest.raises(Unreadable) as unreadable:
        busy(content)
    return unreadable.value.problem


GOOD = event(*TEN)


@pytest.mark.parametrize(
    "bad",
    [
        event("DTSTART:20270304T100000Z", "DTEND:20270304T090000Z"),
        event("UID:x", "DTSTART:20270304T100000Z", "DTEND:20270304T090000Z", "RRULE:FREQ=DAILY"),
        event("DTSTART:20270304T100000Z", "DURATION:-PT1H"),
        event("DTSTART:20270304T100000Z"),
        event("DTSTART:20270304T100000Z", "DTEND:20270304T100000Z"),
        event("DTEND:20270304T100000Z"),
        event("DTSTART:tomorrow", "DTEND:20270304T100000Z"),
        event("DTSTART:20270304T100000Z", "DTSTART:20270304T120000Z", "DTEND:20270304T100000Z"),
        event("DTSTART:20270304T100000Z", "DTEND:99999999T999999Z"),
        event("DTSTART:99991231T235959", "DURATION:P99999D"),
        event("DTSTART:00010101T000000", "DTEND:00010101T010000"),
        event("SUMMARY only"),
        event(),
    ],
    ids=[
        "ends-before-it-starts",
        "repeats-backwards",
        "takes-less-than-no-time",
        "no-end",
        "no-time",
        "no-start",
        "garbage",
        "two-starts",
        "no-such-day",
        "after-all-time",
        "before-all-time",
        "no-line",
        "empty",
    ],
)
def test_a_bad_event_costs_only_itself(bad: str) -> None:
    assert busy(calendar(bad, GOOD)) == busy(calendar(GOOD, bad)) == TEN_BLOCKED


@pytest.mark.parametrize(
    "rule", ["garbage", "FREQ=SOMETIMES", "FREQ=DAILY;UNTIL=never", "FREQ=WEEKLY;BYDAY=XX", "W1 MO #0", "COUNT=3", ""]
)
def test_an_event_with_a_rule_that_nobody_understands_blocks_its_own_time(rule: str) -> None:
    assert busy(calendar(event("UID:1", *TEN, f"RRULE:{rule}"))) == TEN_BLOCKED


def test_a_zone_that_cannot_be_read_leaves_its_times_in_the_units() -> None:
    zone = "BEGIN:VTIMEZONE\r\nTZID:Odd\r\nBEGIN:STANDARD\r\nDTSTART:never\r\nEND:STANDARD\r\nEND:VTIMEZONE"

    assert busy(calendar(zone, event("DTSTART;TZID=Odd:20270303T100000", "DURATION:PT1H"))) == TEN_BLOCKED


def test_texts_are_never_read_so_broken_ones_do_no_harm() -> None:
    unfolded = event("SUMMARY:first line", "and a second that is not folded", "  ", "DESCRIPTION", ":", *TEN, "æøå;=,:")
    long = event("DESCRIPTION:" + "x" * 100_000, *TEN)

    assert busy(calendar(unfolded)) == busy(calendar(long)) == TEN_BLOCKED


def test_folded_lines_are_put_together() -> None:
    folded = event("DTSTART;TZID=Europe/Copen\r\n hagen:202703\r\n\t03T100000", "DURATION:PT\n 1H")

    assert busy(calendar(folded)) == TEN_BLOCKED


@pytest.mark.parametrize("ending", ["\n", "\r", "\r\r\n", "\r\n\r\n"])
def test_other_ends_of_lines_are_understood(ending: str) -> None:
    content = calendar(event("DTSTART;TZID=Europe/Copen\r\n hagen:20270303T100000", "DURATION:PT1H"))

    assert busy(content.replace(b"\r\n", ending.encode())) == TEN_BLOCKED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252"])
def test_other_encodings_are_understood(encoding: str) -> None:
    text = calendar(event("UID:æøå", "SUMMARY:Møde på Nørrebro", *TEN, "RRULE:FREQ=YEARLY")).decode()

    assert busy(text.encode(encoding)) == TEN_BLOCKED


def test_several_calendars_in_one_file_are_all_read() -> None:
    other = calendar(event("DTSTART:20270304T100000", "DURATION:PT1H"), own=("X-WR-TIMEZONE:Europe/London",))

    assert busy(calendar(GOOD) + other) == [*TEN_BLOCKED, ("03-04 11:00", "03-04 12:00")]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 100,
        b"\xff\xfe\xff",
        codecs.BOM_UTF16_BE,
        b"<!doctype html><title>Log in</title>",
        b'{"kind": "calendar"}',
        b"\x1f\x8b\x08\x00" + bytes(range(256)),
        b"BEGIN:VEVENT\r\nDTSTART:20270303T090000Z\r\nEND:VEVENT\r\n",
        b"BEGIN:VCALENDAR",
        calendar(GOOD).removesuffix(b"END:VCALENDAR\r\n"),
        calendar(GOOD)[:-60],
        calendar(GOOD) + b"END:VCALENDAR\r\n",
        calendar(GOOD).replace(b"END:VEVENT", b"END:VTODO"),
    ],
)
def test_what_is_no_whole_calendar_is_refused(content: bytes) -> None:
    assert problem(content) is Problem.NOT_ONE


def test_deep_nesting_is_skipped() -> None:
    deep = "BEGIN:VEVENT\r\n" * 100_000 + "END:VEVENT\r\n" * 99_999 + "END:VEVENT"

    assert busy(calendar(deep, GOOD)) == TEN_BLOCKED


def test_a_file_that_is_too_big_is_refused_unread() -> None:
    filling = b" " * (LARGEST - len(calendar(GOOD)))

    assert busy(calendar(GOOD) + filling) == TEN_BLOCKED
    assert problem(calendar(GOOD) + filling + b" ") is Problem.TOO_BIG


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "freq=minutely;COUNT=10", "INTERVAL=2;FREQ=SECONDLY"])
def test_a_rule_that_no_appointment_follows_is_refused(rule: str) -> None:
    assert problem(calendar(event("UID:1", *TEN, f"RRULE:{rule}"), GOOD)) is Problem.TOO_MANY


def test_more_times_than_anybody_has_are_refused() -> None:
    hourly = ("DTSTART:20270101T000000Z", "DURATION:PT1M", "RRULE:FREQ=HOURLY")
    needed = MOST // (365 * 24) + 1

    assert problem(calendar(*(event(f"UID:{number}", *hourly) for number in range(needed)))) is Problem.TOO_MANY


def test_ten_thousand_events_are_read() -> None:
    events = (
        event(f"UID:{number}", f"DTSTART:2027{month:02}{day:02}T{hour:02}{minute:02}00Z", "DURATION:PT1M")
        for number, (month, day, hour, minute) in enumerate(
            (month, day, hour, minute)
            for month in range(1, 11)
            for day in range(1, 26)
            for hour in range(8, 18)
            for minute in range(0, 60, 15)
        )
    )

    assert len(busy(calendar(*events))) == 10_000


TIMES = st.sampled_from(
    ["20270303", "20270303T100000", "20270303T100000Z", "20270328T023000", "99991231T235959", "x", ""]
)
NAMES = st.sampled_from(["DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE", "FREEBUSY", "TZID", "X-WR-TIMEZONE"])
PARAMETERS = st.sampled_from(
    ["", ";VALUE=DATE", ";VALUE=PERIOD", ";TZID=Odd", ";TZID=Europe/Copenhagen", ";RANGE=THISANDFUTURE"]
)
OTHERS = st.sampled_from(
    [
        *(
            "UID:1",
            "UID:2",
            "SEQUENCE:x",
            "SEQUENCE:2",
            "STATUS:CANCELLED",
            "TRANSP",
            "ATTENDEE;PARTSTAT=DECLINED:x",
            ";=:",
        ),
        *(
            "DURATION:P1W",
            "DURATION:-P1D",
            "DURATION:P99999999D",
            "TZOFFSETTO:+9999",
            "TZOFFSETFROM:+0100",
            "TZOFFSETFROM:x",
        ),
        *(
            "RRULE:FREQ=WEEKLY;COUNT=3",
            "RRULE:FREQ=YEARLY;UNTIL=20270101",
            "RRULE:FREQ=DAILY",
            "RRULE:FREQ=MONTHLY;BYDAY=5MO",
        ),
    ]
)
LINES = st.one_of(st.builds("{}{}:{}".format, NAMES, PARAMETERS, TIMES), OTHERS)
PARTS = st.sampled_from(["VEVENT", "VEVENT", "VEVENT", "VTIMEZONE", "VFREEBUSY", "STANDARD"])


@given(parts=st.lists(st.tuples(PARTS, st.lists(LINES, max_size=6)), max_size=6))
def test_no_file_does_more_than_block_or_be_refused(parts: list[tuple[str, list[str]]]) -> None:
    content = calendar(*("\r\n".join((f"BEGIN:{name}", *lines, f"END:{name}")) for name, lines in parts), GOOD)

    found = blocked(content, zone=HERE, since=SINCE, until=UNTIL)

    assert any(each.starts_at <= at("2027-03-03 10:00") < each.ends_at for each in found)
    assert all(SINCE <= each.starts_at < each.ends_at <= UNTIL for each in found)
    assert all(before.ends_at < after.starts_at for before, after in pairwise(found))


@given(content=st.binary(max_size=300))
def test_garbage_is_refused_and_nothing_worse(content: bytes) -> None:
    assert problem(content) is Problem.NOT_ONE
