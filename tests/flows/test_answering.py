"""When somebody is here again, by the hours a queue says."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from flows.answering import here_again

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


@dataclass(frozen=True)
class Open:
    weekday: int
    opens: str = "09:00"
    closes: str = "15:00"


# Monday to Thursday, and Thursday evening too.
HOURS = (*(Open(weekday=day) for day in range(4)), Open(weekday=3, opens="18:00", closes="20:00"))


def again(now: str, *closed: date, hours: tuple[Open, ...] = HOURS) -> str | None:
    """In the unit's own time."""
    at = datetime.fromisoformat(now).replace(tzinfo=COPENHAGEN)
    found = here_again(hours, now=at, zone=COPENHAGEN, closed=closed)
    return None if found is None else f"{found.astimezone(COPENHAGEN):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("now", "then"),
    [
        # 23 November 2026 is a Monday.
        ("2026-11-23 22:30", "2026-11-24 09:00"),
        ("2026-11-23 06:00", "2026-11-23 09:00"),
        ("2026-11-23 09:00", None),
        ("2026-11-23 14:59", None),
        ("2026-11-23 15:00", "2026-11-24 09:00"),
        ("2026-11-26 16:00", "2026-11-26 18:00"),
        ("2026-11-26 21:00", "2026-11-30 09:00"),
    ],
)
def test_outside_the_hours_one_is_told_when_somebody_is_here_again(now: str, then: str | None) -> None:
    assert again(now) == then


def test_a_day_on_which_nobody_comes_is_passed_over() -> None:
    assert again("2026-12-23 20:00", date(2026, 12, 24)) == "2026-12-28 09:00"
    assert again("2026-12-24 10:00", date(2026, 12, 24)) == "2026-12-28 09:00"


def test_of_a_queue_without_hours_or_closed_for_weeks_nothing_is_said() -> None:
    assert again("2026-11-23 22:00", hours=()) is None
    july = [date(2026, 7, day) for day in range(1, 32)]
    assert again("2026-07-01 12:00", *july) is None


def test_the_clock_on_the_wall_counts_where_it_is_changed() -> None:
    # The night to Sunday 25 October 2026 has an hour twice.
    found = here_again(HOURS, now=datetime(2026, 10, 24, 20, tzinfo=UTC), zone=COPENHAGEN, closed=())
    assert found == datetime(2026, 10, 26, 8, tzinfo=UTC)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        here_again(HOURS, now=datetime(2026, 11, 23, 22), zone=COPENHAGEN, closed=())  # noqa: DTZ001
