"""The clocks: 7, 12, 14, 21 and 30 days, holidays and leap days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.deadlines import (
    Level,
    day_number,
    hard_limit,
    is_working_day,
    last_offer_day,
    level,
    start_by,
)

FIRST = date(2026, 11, 23)  # a Monday
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 12, 31))


def test_the_day_of_first_contact_is_day_1_and_day_14_is_the_last_to_offer() -> None:
    assert day_number(FIRST, FIRST) == 1
    assert last_offer_day(FIRST) == date(2026, 12, 6)
    assert day_number(FIRST, last_offer_day(FIRST)) == 14
    assert hard_limit(FIRST) == date(2026, 12, 22)
    assert day_number(FIRST, hard_limit(FIRST)) == 30


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (1, Level.NEW),
        (6, Level.NEW),
        (7, Level.WEEK),
        (11, Level.WEEK),
        (12, Level.NEAR),
        (13, Level.NEAR),
        (14, Level.REASON),
        (20, Level.REASON),
        (21, Level.OTHER_OFFERS),
        (29, Level.OTHER_OFFERS),
        (30, Level.LIMIT),
        (200, Level.LIMIT),
    ],
)
def test_a_case_climbs_by_its_day(day: int, expected: Level) -> None:
    assert level(day) is expected


def test_treatment_should_start_by_the_thirtieth_day_of_a_pretalk_that_was_held() -> None:
    assert start_by(date(2026, 12, 3)) == date(2027, 1, 1)
    assert day_number(date(2026, 12, 3), start_by(date(2026, 12, 3))) == 30


def test_february_in_a_leap_year_has_its_day() -> None:
    assert last_offer_day(date(2028, 2, 20)) == date(2028, 3, 4)


def test_a_day_before_the_first_contact_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="before"):
        day_number(FIRST, date(2026, 11, 22))


def test_an_instant_is_not_a_day() -> None:
    with pytest.raises(ValueError, match="date"):
        last_offer_day(datetime(2026, 11, 23, 23, 30, tzinfo=UTC))


CHRISTMAS = {date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1)}


def test_holidays_and_weekends_are_no_working_days() -> None:
    assert is_working_day(date(2026, 12, 23), holidays=CHRISTMAS)
    assert not is_working_day(date(2026, 12, 24), holidays=CHRISTMAS)
    assert not is_working_day(date(2026, 12, 27), holidays=CHRISTMAS)


@given(first=DAYS, days=st.integers(0, 400))
def test_a_case_never_climbs_down(first: date, days: int) -> None:
    today = first + timedelta(days=days)
    number = day_number(first, today)
    assert level(number) <= level(number + 1)
    assert (day_number(first, today) <= 14) == (today <= last_offer_day(first))
