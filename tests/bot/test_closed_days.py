"""The days a unit is closed: the country's, and its own, which go before."""

from datetime import date

from bot.closed_days import closed_days, named, suggested

# As they stand in a Danish calendar.
YEAR_2027 = {
    date(2027, 1, 1),
    date(2027, 3, 25),
    date(2027, 3, 26),
    date(2027, 3, 28),
    date(2027, 3, 29),
    date(2027, 5, 6),
    date(2027, 5, 16),
    date(2027, 5, 17),
    date(2027, 12, 25),
    date(2027, 12, 26),
}


def test_danish_public_holidays_are_closed() -> None:
    assert closed_days([2027], {}) == YEAR_2027
    assert closed_days([], {}) == frozenset()


def test_several_years_are_closed_each_by_its_own_easter() -> None:
    both = closed_days(range(2026, 2028), {})

    assert {day for day in both if day.year == 2027} == YEAR_2027
    assert date(2026, 4, 3) in both


def test_the_day_of_prayer_is_a_working_day_since_2024() -> None:
    assert date(2023, 5, 5) in closed_days([2023], {})
    assert date(2024, 4, 26) not in closed_days([2024], {})


def test_the_units_own_word_goes_before_the_calendars() -> None:
    own = {date(2027, 5, 7): True, date(2027, 5, 6): False, date(2027, 6, 1): False}

    assert closed_days([2027], own) == (YEAR_2027 | {date(2027, 5, 7)}) - {date(2027, 5, 6)}


def test_holidays_have_their_names_in_both_languages() -> None:
    assert set(named([2027], "da")) == set(named([2027], "en")) == YEAR_2027
    assert (named([2027], "da")[date(2027, 5, 6)], named([2027], "en")[date(2027, 5, 6)]) == (
        "Kristi himmelfartsdag",
        "Ascension Day",
    )


def test_days_that_many_close_are_suggested_and_not_closed() -> None:
    assert list(suggested(2027).items()) == [
        (date(2027, 5, 1), "closed-workers-day"),
        (date(2027, 6, 5), "closed-constitution-day"),
        (date(2027, 12, 24), "closed-christmas-eve"),
        (date(2027, 12, 31), "closed-new-years-eve"),
    ]
    assert not set(suggested(2027)) & closed_days([2027], {})
