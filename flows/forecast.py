"""Will the times do? Free times against the demand that is to be expected, day by day, for one age group and place.

How it is worked out, in exact fractions:
- What is expected is the mean of the last eight whole weeks, shared over the week as people come on its days. Few weeks
  say little of a single weekday, so each is drawn towards the mean. A holiday counts as a Sunday. With less than two
  weeks to go by, the mean is flat, and the forecast says that it is not certain.
- Who wants a time takes the soonest free one within her fourteen days; who waits already goes first. So a time is never
  kept from one for another who comes later, and no other way of sharing the times leaves fewer without.
- The times run out on the first day on which somebody who comes finds none. The smallest number of extra times puts
  each as late as it still helps, because there it also helps those who come after.

`free` must reach as far as those who come on the last day may look: `last_day_needed`. Nothing here reads a clock.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from flows.deadlines import OFFER_DAYS, check_days, is_working_day

HORIZONS = (7, 14, 21)
DAYS = HORIZONS[-1]
WEEKS_BACK = 8
WEEKS_NEEDED = 2
# How many days of the mean are mixed into each weekday's own.
_DRAWN = 2
_WEEK = 7
_SUNDAY = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlook:
    """What a forecast is made from: who waits without a time, how many began to want one on each day before today, and
    the free times of each day from today on. Raises ValueError when a number is below nought."""

    today: date
    waiting: int
    history: Mapping[date, int]
    free: Mapping[date, int]
    holidays: Collection[date] = frozenset()

    def __post_init__(self) -> None:
        check_days(self.today, *self.history, *self.free, *self.holidays)
        if min([self.waiting, *self.history.values(), *self.free.values()]) < 0:
            raise ValueError("a forecast is made from numbers of people and times, and none is below nought")


@dataclass(frozen=True, kw_only=True, slots=True)
class ForecastDay:
    """One day of the picture: who is expected to come, its free times, and how many of them stay free. `without` is how
    many of those who come on it, and today of those who wait already, find no time."""

    day: date
    expected: Fraction
    free: int
    left: Fraction
    without: Fraction


@dataclass(frozen=True, kw_only=True, slots=True)
class Forecast:
    """Free times and expected demand within 7, 14 and 21 days, and how many who come by then find no time (`short`).

    `more` is the smallest number of extra times that would do, each on the last day it may lie on. `waiting` are in no
    day's `expected`; `certain` is False while there is too little to go by.
    """

    waiting: int
    free: Mapping[int, int]
    expected: Mapping[int, Fraction]
    short: Mapping[int, Fraction]
    runs_out_on: date | None
    more: Mapping[date, int]
    days: tuple[ForecastDay, ...]
    certain: bool

    @property
    def more_needed(self) -> int:
        """The smallest number of extra times with which nobody is left without."""
        return sum(self.more.values())


def last_day_needed(today: date) -> date:
    """The last day whose free times a forecast of today asks about."""
    return today + timedelta(days=DAYS + OFFER_DAYS - 2)


def forecast(outlook: Outlook) -> Forecast:
    """Whether the times do, if people come as they came before."""
    days = _following(outlook.today, DAYS)
    demand, certain = expected(outlook)
    extra: dict[date, int] = {}
    left, without = _shared(outlook, demand, extra)
    missing = without
    for day in days:
        if missing[day]:
            # Whoever comes up to this day can use no time behind her fourteenth: just so many are missing up to there.
            on = min(day + timedelta(days=OFFER_DAYS - 1), days[-1])
            extra[on] = extra.get(on, 0) + ceil(missing[day])
            _, missing = _shared(outlook, demand, extra)
    return Forecast(
        waiting=outlook.waiting,
        free={horizon: sum(outlook.free.get(day, 0) for day in days[:horizon]) for horizon in HORIZONS},
        expected={horizon: sum((demand[day] for day in days[:horizon]), Fraction()) for horizon in HORIZONS},
        short={horizon: sum((without[day] for day in days[:horizon]), Fraction()) for horizon in HORIZONS},
        runs_out_on=next((day for day in days if without[day]), None),
        more=extra,
        days=tuple(
            ForecastDay(
                day=day, expected=demand[day], free=outlook.free.get(day, 0), left=left[day], without=without[day]
            )
            for day in days
        ),
        certain=certain,
    )


def what_if(outlook: Outlook, *, extra_per_week: int) -> Forecast:
    """The forecast if so many more times a week were put out, one after another on the working days of each week."""
    if extra_per_week < 0:
        raise ValueError("extra times are not below nought")
    free = dict(outlook.free)
    reach = _following(outlook.today, (last_day_needed(outlook.today) - outlook.today).days + 1)
    for start in range(0, len(reach), _WEEK):
        week = reach[start : start + _WEEK]
        working = [day for day in week if is_working_day(day, holidays=outlook.holidays)] or week
        for number in range(extra_per_week):
            day = working[number % len(working)]
            free[day] = free.get(day, 0) + 1
    return forecast(replace(outlook, free=free))


def expected(outlook: Outlook) -> tuple[Mapping[date, Fraction], bool]:
    """How many are expected to want a time on each of the next 21 days, and whether there is enough to go by."""
    coming = _following(outlook.today, DAYS)
    past = [day for day in outlook.history if day < outlook.today]
    known = (outlook.today - min(past)).days if past else 0
    weeks = min(known // _WEEK, WEEKS_BACK)
    if weeks < WEEKS_NEEDED:
        total = sum(outlook.history[day] for day in past)
        return dict.fromkeys(coming, Fraction(total, max(known, 1))), False
    back = [outlook.today - timedelta(days=number) for number in range(1, weeks * _WEEK + 1)]
    counts = {day: outlook.history.get(day, 0) for day in back}
    mean = Fraction(sum(counts.values()), len(back))
    by_weekday = {
        weekday: _drawn([counts[day] for day in back if _weekday(day, outlook.holidays) == weekday], mean)
        for weekday in range(_WEEK)
    }
    return {day: by_weekday[_weekday(day, outlook.holidays)] for day in coming}, True


def _drawn(counts: list[int], mean: Fraction) -> Fraction:
    """A weekday's own mean, drawn towards the mean of all days."""
    return (sum(counts) + _DRAWN * mean) / (len(counts) + _DRAWN)


def _weekday(day: date, holidays: Collection[date]) -> int:
    return _SUNDAY if day in holidays else day.weekday()


def _following(today: date, count: int) -> list[date]:
    return [today + timedelta(days=number) for number in range(count)]


def _shared(
    outlook: Outlook, demand: Mapping[date, Fraction], extra: Mapping[date, int]
) -> tuple[dict[date, Fraction], dict[date, Fraction]]:
    """What stays free on each day, and how many of those who come on each day find none, when all take the soonest."""
    reach = _following(outlook.today, (last_day_needed(outlook.today) - outlook.today).days + 1)
    left = {day: Fraction(outlook.free.get(day, 0) + extra.get(day, 0)) for day in reach}
    without = {}
    for number, day in enumerate(reach[:DAYS]):
        coming = demand[day] + (outlook.waiting if number == 0 else 0)
        without[day] = _seated(coming, left, reach[number : number + OFFER_DAYS])
    return left, without


def _seated(coming: Fraction, left: dict[date, Fraction], days: Iterable[date]) -> Fraction:
    """Takes the soonest times away for those who come; returns how many find none."""
    for day in days:
        taken = min(coming, left[day])
        left[day] -= taken
        coming -= taken
    return coming
