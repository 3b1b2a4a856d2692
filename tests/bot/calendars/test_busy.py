"""Reading a stranger's file apart: the same answer, and an end to it whatever the file asks for."""

from datetime import datetime
from importlib import resources
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest

from bot.calendars.blocking import blocked
from bot.calendars.busy import read_busy
from bot.calendars.problems import LARGEST, Problem, Unreadable
from flows.availability import Interval
from tests.bot.calendars.written import EMPTY, HERE, SINCE, UNTIL, at, calendar, event

HOUR = ("DTSTART;TZID=Europe/Copenhagen:20270303T100000", "DURATION:PT1H")
ALL_AT_ONCE = "FREQ=YEARLY;" + ";".join(
    f"{name}={','.join(map(str, range(most)))}" for name, most in (("BYHOUR", 24), ("BYMINUTE", 60), ("BYSECOND", 60))
)


def read(content: bytes, **changed: int) -> tuple[Interval, ...]:
    return read_busy(content, zone=HERE, since=SINCE, until=UNTIL, **changed)


def problem(content: bytes, **changed: int) -> Problem:
    with pytest.raises(Unreadable) as unreadable:
        read(content, **changed)
    return unreadable.value.problem


def test_it_answers_what_the_file_blocks() -> None:
    content = calendar(event("UID:æøå", "SUMMARY:Møde", *HOUR, "RRULE:FREQ=WEEKLY"), event("DTSTART:20271031T000000Z"))

    assert read(content) == blocked(content, zone=HERE, since=SINCE, until=UNTIL)
    assert read(content)[0] == Interval(starts_at=at("2027-03-03 10:00"), ends_at=at("2027-03-03 11:00"))
    assert read(EMPTY) == ()


def test_it_says_what_is_wrong_as_the_reading_does() -> None:
    assert problem(b"<html>") is Problem.NOT_ONE
    assert problem(EMPTY + b" " * LARGEST) is Problem.TOO_BIG
    assert problem(calendar(event(*HOUR, "RRULE:FREQ=SECONDLY"))) is Problem.TOO_MANY


@pytest.mark.parametrize("rule", ["FREQ=DAILY;INTERVAL=0", "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30;BYSETPOS=2"])
def test_a_rule_that_asks_for_work_without_end_is_ended(rule: str) -> None:
    endless = event("UID:1", "DTSTART:00010101T000000Z", "DURATION:PT1H", f"RRULE:{rule}")

    assert problem(calendar(endless), seconds=1) is Problem.TOO_MANY


def test_a_rule_that_asks_for_memory_without_end_is_ended() -> None:
    assert problem(calendar(event("UID:1", *HOUR, f"RRULE:{ALL_AT_ONCE}"))) is Problem.TOO_MANY


def test_what_one_file_says_of_time_zones_reaches_no_other() -> None:
    zone = (
        "BEGIN:VTIMEZONE",
        "TZID:Odd",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZOFFSETFROM:+0900",
        "TZOFFSETTO:+0900",
        "END:STANDARD",
        "END:VTIMEZONE",
    )
    odd = event("DTSTART;TZID=Odd:20270303T100000", "DURATION:PT1H")

    (there,) = read(calendar("\r\n".join(zone), odd))
    (here,) = read(calendar(odd))

    assert there.starts_at == at("2027-03-03 02:00")
    assert here.starts_at == at("2027-03-03 10:00")


def test_it_is_read_without_anything_of_ours_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONHOME", "/nowhere")  # whoever is given our settings could not even start

    assert read(EMPTY) == ()


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        read_busy(EMPTY, zone=HERE, since=datetime(2027, 1, 1), until=UNTIL)  # noqa: DTZ001 - this is what is refused


def test_a_failure_of_our_own_is_not_called_the_calendars() -> None:
    copenhagen = resources.files("tzdata").joinpath("zoneinfo", "Europe", "Copenhagen").read_bytes()
    unknown = ZoneInfo.from_file(BytesIO(copenhagen), key="Nowhere/Copenhagen")

    with pytest.raises(RuntimeError, match="could not be read apart"):
        read_busy(EMPTY, zone=unknown, since=SINCE, until=UNTIL)
