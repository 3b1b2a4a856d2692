"""What a calendar file blocks: the right hours and whole days, whoever wrote it, and nothing that is free."""

import pytest

from bot.calendars.blocking import blocked
from tests.bot.calendars.written import EMPTY, HERE, SINCE, TEN, TEN_BLOCKED, UNTIL, at, busy, calendar, event

# Times


@pytest.mark.parametrize(
    "lines",
    [
        TEN,
        ("DTSTART:20270303T090000Z", "DTEND:20270303T100000Z"),
        ("DTSTART:20270303T100000", "DTEND:20270303T110000"),
        ("DTSTART:20270303T100000", "DURATION:PT1H"),
        ("DTSTART;TZID=Romance Standard Time:20270303T100000", "DTEND;TZID=Romance Standard Time:20270303T110000"),
        ('DTSTART;TZID="(UTC+01:00) København":20270303T100000', 'DTEND;TZID="(UTC+01:00) København":20270303T110000'),
        ("DTSTART;TZID=America/New_York:20270303T040000", "DTEND;TZID=America/New_York:20270303T050000"),
        ("dtstart;tzid=Europe/Copenhagen:20270303T100000", "dtend;tzid=Europe/Copenhagen:20270303T110000"),
    ],
    ids=["zone", "utc", "floating", "duration", "outlook", "unknown-zone", "elsewhere", "small-letters"],
)
def test_an_event_blocks_its_hour(lines: tuple[str, ...]) -> None:
    assert busy(calendar(event("UID:1", *lines))) == TEN_BLOCKED


def test_a_time_without_a_zone_is_in_the_calendars_own_if_it_has_one() -> None:
    lines = ("DTSTART:20270303T100000", "DTEND:20270303T110000")

    assert busy(calendar(event(*lines), own=("X-WR-TIMEZONE:Europe/London",))) == [("03-03 11:00", "03-03 12:00")]
    assert busy(calendar(event(*lines), own=("X-WR-TIMEZONE:Nowhere/At_all",))) == TEN_BLOCKED
    assert busy(calendar(event(*lines), own=("X-WR-TIMEZONE:../../secret",))) == TEN_BLOCKED


def test_a_zone_that_the_file_describes_itself_is_used_wherever_it_stands_in_it() -> None:
    zone = "\r\n".join(
        (
            "BEGIN:VTIMEZONE",
            "TZID:Two hours ahead",
            "BEGIN:STANDARD",
            "DTSTART:19700101T000000",
            "TZOFFSETFROM:+0200",
            "TZOFFSETTO:+0200",
            "END:STANDARD",
            "END:VTIMEZONE",
        )
    )
    there = event("DTSTART;TZID=Two hours ahead:20270303T110000", "DTEND;TZID=Two hours ahead:20270303T120000")

    assert busy(calendar(zone, there)) == busy(calendar(there, zone)) == TEN_BLOCKED


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (("DTSTART;VALUE=DATE:20270303", "DTEND;VALUE=DATE:20270304"), ("03-03 00:00", "03-04 00:00")),
        (("DTSTART;VALUE=DATE:20270303",), ("03-03 00:00", "03-04 00:00")),
        (("DTSTART;VALUE=DATE:20270303", "DTEND;VALUE=DATE:20270303"), ("03-03 00:00", "03-04 00:00")),
        (("DTSTART;VALUE=DATE:20270303", "DURATION:P2D"), ("03-03 00:00", "03-05 00:00")),
        (("DTSTART;VALUE=DATE:20270327", "DTEND;VALUE=DATE:20270330"), ("03-27 00:00", "03-30 00:00")),
    ],
    ids=["one-day", "no-end", "ends-as-it-begins", "two-days", "over-the-clock-change"],
)
def test_a_whole_day_blocks_the_whole_day_where_the_unit_is(lines: tuple[str, ...], days: tuple[str, str]) -> None:
    elsewhere = ("X-WR-TIMEZONE:America/New_York",)

    assert busy(calendar(event(*lines), own=elsewhere)) == [days]


def test_what_touches_or_overlaps_is_one_stretch_in_order() -> None:
    content = calendar(
        event("DTSTART:20270304T080000Z", "DTEND:20270304T090000Z"),
        event("DTSTART:20270303T100000Z", "DTEND:20270303T110000Z"),
        event("DTSTART:20270303T090000Z", "DTEND:20270303T100000Z"),
        event("DTSTART:20270303T091500Z", "DTEND:20270303T093000Z"),
    )

    assert busy(content) == [("03-03 10:00", "03-03 12:00"), ("03-04 09:00", "03-04 10:00")]


def test_only_the_time_asked_for_is_answered() -> None:
    (only,) = blocked(
        calendar(
            event("DTSTART:20270302T000000Z", "DTEND:20270310T000000Z"),
            event("DTSTART:20270301T000000Z", "DTEND:20270301T100000Z"),
            event("DTSTART:20270305T000000Z", "DTEND:20270305T100000Z"),
        ),
        zone=HERE,
        since=at("2027-03-03 00:00"),
        until=at("2027-03-04 00:00"),
    )

    assert (only.starts_at, only.ends_at) == (at("2027-03-03 00:00"), at("2027-03-04 00:00"))


def test_an_empty_calendar_blocks_nothing() -> None:
    assert busy(EMPTY) == []


# What blocks


@pytest.mark.parametrize(
    "line", ["STATUS:CONFIRMED", "STATUS:TENTATIVE", "TRANSP:OPAQUE", "TRANSP:SOMETHING", "CLASS:PRIVATE"]
)
def test_what_is_not_said_to_be_free_blocks(line: str) -> None:
    assert busy(calendar(event(*TEN, line))) == TEN_BLOCKED


@pytest.mark.parametrize(
    "line",
    [
        "STATUS:CANCELLED",
        "status:cancelled",
        "TRANSP:TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE",
    ],
)
def test_what_is_cancelled_or_said_to_be_free_does_not(line: str) -> None:
    assert busy(calendar(event(*TEN, line))) == []


@pytest.mark.parametrize("own", ["X-WR-CALNAME:Mette@example.org", 'X-OWNER;CN="Mette: M":mailto:mette@example.org'])
def test_what_the_calendars_owner_declined_does_not_block(own: str) -> None:
    hers = "ATTENDEE;PARTSTAT={};CN=Mette:mailto:mette@example.org"
    other = "ATTENDEE;PARTSTAT={}:MAILTO:anders@example.org"

    def meeting(mine: str, his: str) -> bytes:
        return calendar(event(*TEN, hers.format(mine), other.format(his)), own=(own,))

    assert busy(meeting("DECLINED", "ACCEPTED")) == []
    assert busy(meeting("ACCEPTED", "DECLINED")) == TEN_BLOCKED
    assert busy(meeting("NEEDS-ACTION", "DECLINED")) == TEN_BLOCKED


def test_where_the_file_does_not_say_whose_it_is_nobody_declined() -> None:
    assert busy(calendar(event(*TEN, "ATTENDEE;PARTSTAT=DECLINED:mailto:mette@example.org"))) == TEN_BLOCKED


def test_tasks_journals_and_what_is_inside_them_block_nothing() -> None:
    times = "DTSTART:20270303T090000Z\r\nDUE:20270303T100000Z"
    inside = event("DTSTART:20270303T090000Z", "DTEND:20270303T100000Z")

    assert busy(calendar(f"BEGIN:VTODO\r\n{times}\r\n{inside}\r\nEND:VTODO")) == []
    assert busy(calendar(f"BEGIN:VJOURNAL\r\n{times}\r\nEND:VJOURNAL")) == []
    assert busy(f"BEGIN:X-PAPER\r\n{calendar(inside).decode()}END:X-PAPER\r\n".encode() + EMPTY) == []


def test_an_alarm_changes_nothing() -> None:
    alarm = "BEGIN:VALARM\r\nTRIGGER:-PT15M\r\nDURATION:PT9H\r\nSTATUS:CANCELLED\r\nEND:VALARM"

    assert busy(calendar(event(*TEN, alarm))) == TEN_BLOCKED


def test_a_free_busy_list_blocks_what_is_not_free() -> None:
    lines = (
        "BEGIN:VFREEBUSY",
        "FREEBUSY:20270301T090000Z/20270301T100000Z",
        "FREEBUSY;FBTYPE=BUSY:20270302T090000Z/PT1H,20270302T120000Z/20270302T130000Z",
        "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20270303T090000Z/PT1H",
        "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20270304T090000Z/PT1H",
        "FREEBUSY;FBTYPE=X-OWN:20270305T090000Z/PT1H",
        "FREEBUSY;FBTYPE=FREE:20270306T090000Z/PT1H",
        "FREEBUSY:garbage,20270307T090000Z/20270306T090000Z,20270308T090000Z/PT1H",
        "END:VFREEBUSY",
    )

    assert busy(calendar("\r\n".join(lines))) == [
        ("03-01 10:00", "03-01 11:00"),
        ("03-02 10:00", "03-02 11:00"),
        ("03-02 13:00", "03-02 14:00"),
        ("03-03 10:00", "03-03 11:00"),
        ("03-04 10:00", "03-04 11:00"),
        ("03-05 10:00", "03-05 11:00"),
        ("03-08 10:00", "03-08 11:00"),
    ]


# Repeats


def test_what_repeats_stays_at_its_hour_over_both_clock_changes() -> None:
    weekly = event(
        "UID:1",
        "DTSTART;TZID=Europe/Copenhagen:20270322T100000",
        "DTEND;TZID=Europe/Copenhagen:20270322T110000",
        "RRULE:FREQ=WEEKLY;COUNT=2",
    )
    late = event(
        "UID:2",
        "DTSTART;TZID=Europe/Copenhagen:20271025T100000",
        "DTEND;TZID=Europe/Copenhagen:20271025T110000",
        "RRULE:FREQ=WEEKLY;COUNT=2",
    )

    assert busy(calendar(weekly, late)) == [
        ("03-22 10:00", "03-22 11:00"),
        ("03-29 10:00", "03-29 11:00"),
        ("10-25 10:00", "10-25 11:00"),
        ("11-01 10:00", "11-01 11:00"),
    ]
    assert (
        blocked(calendar(weekly), zone=HERE, since=SINCE, until=UNTIL)[1].starts_at.hour == 8
    )  # and is an hour earlier in UTC


def test_times_of_a_series_are_left_out_moved_cancelled_and_added() -> None:
    series = event(
        "UID:1",
        "DTSTART;TZID=Europe/Copenhagen:20270301T100000",
        "DTEND;TZID=Europe/Copenhagen:20270301T110000",
        "RRULE:FREQ=DAILY;UNTIL=20270305T090000Z",
        "EXDATE;TZID=Europe/Copenhagen:20270302T100000",
        "RDATE;TZID=Europe/Copenhagen:20270310T150000",
    )
    moved = event(
        "UID:1",
        "RECURRENCE-ID;TZID=Europe/Copenhagen:20270303T100000",
        "DTSTART;TZID=Europe/Copenhagen:20270303T130000",
        "DTEND;TZID=Europe/Copenhagen:20270303T133000",
    )
    cancelled = event(
        "UID:1", "RECURRENCE-ID:20270304T090000Z", "STATUS:CANCELLED", "DTSTART:20270304T090000Z", "DURATION:PT1H"
    )

    assert busy(calendar(moved, series, cancelled)) == [
        ("03-01 10:00", "03-01 11:00"),
        ("03-03 13:00", "03-03 13:30"),
        ("03-05 10:00", "03-05 11:00"),
        ("03-10 15:00", "03-10 16:00"),
    ]


def test_whole_days_and_floating_times_repeat_too() -> None:
    days = event("UID:1", "DTSTART;VALUE=DATE:20270301", "RRULE:FREQ=WEEKLY;COUNT=2")
    floating = event("UID:2", "DTSTART:20270302T100000", "DURATION:PT1H", "RRULE:FREQ=DAILY;INTERVAL=30;COUNT=2")

    assert busy(calendar(days, floating)) == [
        ("03-01 00:00", "03-02 00:00"),
        ("03-02 10:00", "03-02 11:00"),
        ("03-08 00:00", "03-09 00:00"),
        ("04-01 10:00", "04-01 11:00"),
    ]


def test_a_series_that_began_long_ago_still_blocks() -> None:
    old = event("UID:1", "DTSTART:19990101T090000Z", "DURATION:PT1H", "RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3")

    assert busy(calendar(old)) == TEN_BLOCKED


def test_a_changed_time_of_a_series_that_is_not_in_the_file_blocks_where_it_is() -> None:
    assert busy(calendar(event("UID:1", "RECURRENCE-ID:20270301T090000Z", *TEN))) == TEN_BLOCKED


def test_events_that_share_one_identity_by_mistake_all_block() -> None:
    first = event("UID:same", "DTSTART:20270303T090000Z", "DURATION:PT1H")
    second = event("UID:same", "DTSTART:20270304T090000Z", "DURATION:PT1H")

    assert busy(calendar(first, second)) == [*TEN_BLOCKED, ("03-04 10:00", "03-04 11:00")]
