"""One month as it is brought to the meeting: beside the month before and the same month a year ago, with its promise.

Rules it keeps: only a month that is over is told. Numbers from before the first month that was counted are unknown, not
nought. The year is told up to this month, so the page of a month stays as it is when later months come.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from flows.breakdowns import Breakdown
from flows.cells import month_before, months_of
from flows.corrections import added
from flows.figures import Figures, MonthTotals
from flows.helped_figures import HelpedPeriod
from flows.pretalk_counting import PRETALK_TABLES
from flows.pretalk_figures import PretalkLine, PretalkReport
from flows.vocabulary import ContactKind

# How many months the course shows.
MONTHS_DRAWN = 24


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthLine:
    """A unit's contacts in a month, the month before, the same month a year ago, and the year until then; `unit` is
    None for all together, and a number None where nothing was counted yet."""

    unit: str | None
    month: int
    before: int | None
    year_ago: int | None
    so_far: int
    goal: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthReport:
    """Everything the page of a month draws. `quarter` is the newest one published by the end of the month, or "";
    `kinds` counts what stands apart in the month, and `corrected` is what the corrections come to that count
    in the year until then; the year so far has them in it."""

    month: str
    published: bool
    lines: tuple[MonthLine, ...]
    months: tuple[MonthTotals, ...]
    kinds: Mapping[ContactKind, int]
    corrected: int
    pretalks: tuple[tuple[PretalkLine, PretalkLine], ...]
    helped: HelpedPeriod | None
    quarter: str
    hidden: int


def reported_months(figures: Figures) -> tuple[str, ...]:
    """The months that are over, newest first."""
    return tuple(each.month for each in reversed(figures.months) if each.month < figures.month)


def newest_month(figures: Figures) -> str | None:
    """The newest month that is published; before the first, the newest that is over; None when none is."""
    over = reported_months(figures)
    published = {breakdown.period for breakdown in figures.breakdowns}
    return next((month for month in over if month in published), next(iter(over), None))


def month_report(figures: Figures, report: PretalkReport, month: str) -> MonthReport:
    """The report of a month that is over; raises ValueError for any other one."""
    if month not in reported_months(figures):
        raise ValueError("only a month that is over is reported")
    by_month = {each.month: each for each in figures.months}
    units = tuple(each.unit for each in figures.units)
    goals = {each.unit: each.goal for each in figures.units}

    def contacts(of: str, unit: str | None) -> int | None:
        totals = by_month.get(of)
        return None if totals is None else totals.total if unit is None else totals.units.get(unit, 0)

    year_ago = f"{int(month[:4]) - 1:04}{month[4:]}"
    in_year = [each for each in months_of(month[:4]) if each <= month]
    lines = tuple(
        MonthLine(
            unit=unit,
            month=contacts(month, unit) or 0,
            before=contacts(month_before(month), unit),
            year_ago=contacts(year_ago, unit),
            so_far=sum(contacts(each, unit) or 0 for each in in_year) + added(figures.corrections, in_year, unit),
            goal=goals.get(unit or ""),
        )
        for unit in (*units, None)
    )
    shown = [each for each in figures.breakdowns if each.period == month]
    quarters = [
        each.period for each in figures.breakdowns if _is_quarter(each.period) and months_of(each.period)[-1] <= month
    ]
    return MonthReport(
        month=month,
        published=bool(shown),
        lines=lines,
        months=tuple(each for each in figures.months if each.month <= month)[-MONTHS_DRAWN:],
        kinds={kind: sum(each[kind] for each in by_month[month].kinds.values()) for kind in ContactKind},
        corrected=added(figures.corrections, in_year, None),
        pretalks=tuple(_promise(report, unit, month) for unit in units),
        helped=next((each for each in figures.helped.quarters if months_of(each.period)[-1] <= month), None),
        quarter=next(iter(quarters), ""),
        hidden=sum(_hidden(each) for each in shown),
    )


def monthly_goal(goal: int) -> Fraction:
    """What a year's goal comes to in a month."""
    return Fraction(goal, 12)


def _is_quarter(period: str) -> bool:
    return len(months_of(period)) == 3


def _promise(report: PretalkReport, unit: str, month: str) -> tuple[PretalkLine, PretalkLine]:
    """A unit's pre-talks that ended in the month, and in the year until then."""
    lines = [each for each in report.months if each.unit == unit and each.period[:4] == month[:4]]
    return _ended(month, unit, [each for each in lines if each.period == month]), _ended(
        month[:4], unit, [each for each in lines if each.period <= month]
    )


def _ended(period: str, unit: str, lines: list[PretalkLine]) -> PretalkLine:
    return PretalkLine(
        period=period,
        unit=unit,
        counts={
            table.name: {option: sum(line.of(table)[option] for line in lines) for option in table.options}
            for table in PRETALK_TABLES
        },
    )


def _hidden(breakdown: Breakdown) -> int:
    return sum(
        cell is None for row in breakdown.rows for cell in (*row.cells, row.total)
    ) + breakdown.column_totals.count(None)
