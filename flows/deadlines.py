"""The clocks of a case: 7, 12, 14, 21 and 30 days from first contact, and 30 from the pre-talk to the treatment.

Rules: days are calendar days and the day a clock starts on is day 1, so day 14 is the last day of the fourteen. Nothing
here reads a clock; today, and the holidays, come in as facts. What a case makes of these days is told in clock.py.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from enum import IntEnum

OFFER_DAYS = 14
HARD_LIMIT_DAYS = 30
START_DAYS = 30
_SATURDAY = 5


class Level(IntEnum):
    """How far a case without a held pre-talk has come; the number is the day it begins."""

    NEW = 1
    WEEK = 7  # usually there is a time within a week
    NEAR = 12  # two days left
    REASON = 14  # the last day: a reason is asked for
    OTHER_OFFERS = 21  # other offers are proposed
    LIMIT = 30  # the grant's hard limit


def check_days(*days: date) -> None:
    """Raises ValueError when one of these is a date with a time."""
    if any(isinstance(day, datetime) for day in days):
        raise ValueError("a date is needed here, not a date with a time")


def day_number(first_contact_on: date, today: date) -> int:
    """Which day of the case today is; the day of first contact is 1."""
    check_days(first_contact_on, today)
    if today < first_contact_on:
        raise ValueError("today is before the first contact")
    return (today - first_contact_on).days + 1


def last_offer_day(first_contact_on: date) -> date:
    """The last day a pre-talk should be held on: day 14."""
    check_days(first_contact_on)
    return first_contact_on + timedelta(days=OFFER_DAYS - 1)


def hard_limit(first_contact_on: date) -> date:
    """The grant's last day: day 30."""
    check_days(first_contact_on)
    return first_contact_on + timedelta(days=HARD_LIMIT_DAYS - 1)


def start_by(held_on: date) -> date:
    """The last day treatment should start on, after a pre-talk that was held: day 30 from it."""
    check_days(held_on)
    return held_on + timedelta(days=START_DAYS - 1)


def level(number: int) -> Level:
    """How far a case has come on its day of that number."""
    return max(reached for reached in Level if reached <= number)


def is_working_day(day: date, *, holidays: Collection[date]) -> bool:
    """Monday to Friday and no holiday."""
    check_days(day)
    return day.weekday() < _SATURDAY and day not in holidays
