"""The answers to "did you get the help you needed?" as people at the unit see them.

How many answered is exact at once, from the counters and the ballots that wait. What they answered is read from what
was published, never from the counters; the share that said yes is worked out only where both sums are shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from flows.cells import NO, YES, Key, Shown, month_of, year_of
from flows.feedback import Helped as Degree
from flows.helped_counting import ANSWERS, GOAL, HELPED, helped_cell


@dataclass(frozen=True, kw_only=True, slots=True)
class HelpedPeriod:
    """A quarter or a year that is over: the number of answers, and what is shown of them; None is hidden."""

    period: str
    answers: int
    yes: Shown
    no: Shown
    degrees: Mapping[Degree, Shown]

    @property
    def percent(self) -> float | None:
        """How many in a hundred said yes; None where nobody answered, or a sum is hidden."""
        if not self.answers or self.yes is None or self.no is None:
            return None
        return 100 * self.yes / self.answers


@dataclass(frozen=True, kw_only=True, slots=True)
class Helped:
    """Answers this month and this year, exact, in all and by unit (month, year); and the quarters and the
    years that are over, newest first."""

    month: int
    year: int
    units: Mapping[str, tuple[int, int]]
    quarters: tuple[HelpedPeriod, ...]
    years: tuple[HelpedPeriod, ...]
    goal: int = GOAL


def build_helped(
    *,
    counted: Iterable[tuple[Key, int]],
    published: Iterable[tuple[str, str, Mapping[str, Shown]]],
    today: date,
) -> Helped:
    """The answers as of today: `counted` are counters and what waits, `published` period, table and cells."""
    month = month_of(today)
    units: dict[str, list[int]] = {}
    for (period, table, cell), number in counted:
        if table == ANSWERS and period[:4] == month[:4]:
            sums = units.setdefault(cell.removeprefix("unit="), [0, 0])
            sums[0] += number if period == month else 0
            sums[1] += number
    periods = tuple(
        HelpedPeriod(
            period=period,
            answers=cells[helped_cell(None)] or 0,
            yes=cells[helped_cell(YES)],
            no=cells[helped_cell(NO)],
            degrees={degree: cells[helped_cell(degree)] for degree in Degree},
        )
        for period, table, cells in sorted(published, key=lambda one: one[0], reverse=True)
        if table == HELPED
    )
    return Helped(
        month=sum(of_month for of_month, _ in units.values()),
        year=sum(of_year for _, of_year in units.values()),
        units={unit: (of_month, of_year) for unit, (of_month, of_year) in sorted(units.items())},
        quarters=tuple(each for each in periods if each.period != year_of(each.period)),
        years=tuple(each for each in periods if each.period == year_of(each.period)),
    )
