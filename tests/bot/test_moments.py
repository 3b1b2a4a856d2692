"""Days and times as a person says them, also in the two nights a year when the clock is moved."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from bot.desk.views import OpeningHours
from bot.moments import clock, day_in_words, hours_in_words, in_words, time_in_words
from flows.vocabulary import Language

HERE = ZoneInfo("Europe/Copenhagen")
DA, EN = Language.DANISH, Language.ENGLISH


def test_a_time_is_said_as_people_say_it() -> None:
    moment = datetime(2026, 12, 3, 13, 0, tzinfo=UTC)

    assert in_words(moment, DA, HERE) == "torsdag den 3. december kl. 14.00"
    assert in_words(moment, EN, HERE) == "Thursday 3 December at 14:00"


@pytest.mark.parametrize(
    ("at", "danish", "english"),
    [(time(9), "9.00", "9:00"), (time(14, 5), "14.05", "14:05"), (time(0, 30), "0.30", "0:30")],
)
def test_a_clock_time_is_said_without_the_first_nought(at: time, danish: str, english: str) -> None:
    assert (time_in_words(at, DA), time_in_words(at, EN)) == (danish, english)


def test_the_day_is_the_day_here_and_not_in_greenwich() -> None:
    moment = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)

    assert in_words(moment, DA, HERE) == "fredag den 1. januar kl. 00.30"


def test_it_does_not_matter_in_which_zone_an_instant_comes() -> None:
    moment = datetime(2026, 12, 3, 8, 0, tzinfo=timezone(timedelta(hours=-5)))

    assert clock(moment, DA, HERE) == "14.00"


def test_summer_time_begins_on_the_28th_of_march_2027() -> None:
    last_of_winter = datetime(2027, 3, 28, 0, 59, tzinfo=UTC)

    assert in_words(last_of_winter, DA, HERE) == "søndag den 28. marts kl. 01.59"
    assert in_words(last_of_winter + timedelta(minutes=1), DA, HERE) == "søndag den 28. marts kl. 03.00"


def test_summer_time_ends_on_the_31st_of_october_2027() -> None:
    last_of_summer = datetime(2027, 10, 31, 0, 59, tzinfo=UTC)

    assert in_words(last_of_summer, DA, HERE) == "søndag den 31. oktober kl. 02.59"
    assert in_words(last_of_summer + timedelta(minutes=1), DA, HERE) == "søndag den 31. oktober kl. 02.00"
    assert in_words(last_of_summer + timedelta(minutes=61), DA, HERE) == "søndag den 31. oktober kl. 03.00"


def test_ten_in_the_morning_is_ten_on_both_sides_of_a_clock_change() -> None:
    for before, after in ((date(2027, 3, 27), date(2027, 3, 29)), (date(2027, 10, 30), date(2027, 11, 1))):
        for day in (before, after):
            ten = datetime(day.year, day.month, day.day, 10, tzinfo=HERE).astimezone(UTC)
            assert clock(ten, DA, HERE) == "10.00"


def test_an_instant_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        in_words(datetime(2026, 12, 3, 13, 0), DA, HERE)  # noqa: DTZ001 - this is what is refused
    with pytest.raises(ValueError, match="time zone"):
        clock(datetime(2026, 12, 3, 13, 0), DA, HERE)  # noqa: DTZ001


def test_a_day_has_its_year_only_where_it_is_another() -> None:
    assert day_in_words(date(2026, 12, 3), DA) == "torsdag den 3. december"
    assert day_in_words(date(2026, 12, 3), DA, today=date(2026, 11, 23)) == "torsdag den 3. december"
    assert day_in_words(date(2027, 1, 4), DA, today=date(2026, 11, 23)) == "mandag den 4. januar 2027"
    assert day_in_words(date(2027, 1, 4), EN, today=date(2026, 11, 23)) == "Monday 4 January 2027"


def test_opening_hours_are_told_in_runs_of_days_that_are_alike() -> None:
    week = (
        OpeningHours(weekday=0, opens="09:00", closes="15:00"),
        OpeningHours(weekday=1, opens="09:00", closes="15:00"),
        OpeningHours(weekday=2, opens="09:00", closes="15:00"),
        OpeningHours(weekday=3, opens="09:00", closes="12:00"),
        OpeningHours(weekday=3, opens="15:00", closes="18:30"),
        OpeningHours(weekday=5, opens="10:00", closes="12:00"),
    )

    assert hours_in_words(week, DA) == (
        "mandag til onsdag kl. 9.00–15.00",
        "torsdag kl. 9.00–12.00 og 15.00–18.30",
        "lørdag kl. 10.00–12.00",
    )
    assert hours_in_words(week, EN)[:2] == (
        "Monday to Wednesday 9:00–15:00",
        "Thursday 9:00–12:00 and 15:00–18:30",
    )
    assert hours_in_words((), DA) == ()
