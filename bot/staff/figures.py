"""The figures in words and pictures: what the coordinator's page draws, from `Figures` alone.

What is hidden there was never sent here: a hidden cell is None, and is said as hidden in the table and in the picture.
"""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from bot.reports.pictures import Bar, bars, trend
from bot.staff.texts import code_id
from flows.cells import UNKNOWN, Shown
from flows.figures import TROUBLES, Breakdown, Figures

MONTHS_DRAWN = 24

Say = Callable[..., str]


@dataclass(frozen=True, kw_only=True, slots=True)
class DrawnTable:
    """A breakdown with its words; only lines and columns that hold something."""

    heading: str
    unit: str | None
    several: bool
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Shown, ...], Shown], ...]
    totals: tuple[Shown, ...]
    total: int
    picture: Markup | str


@dataclass(frozen=True, kw_only=True, slots=True)
class DrawnFigures:
    """The pictures, the periods there are, and the tables of the one that is looked at."""

    goals: Markup | str
    months: Markup | str
    periods: tuple[str, ...]
    period: str
    tables: tuple[DrawnTable, ...]


def drawn(figures: Figures, *, period: str, say: Say) -> DrawnFigures:
    """The figures as the page shows them; an unknown `period` is the newest one."""
    periods = tuple(dict.fromkeys(breakdown.period for breakdown in figures.breakdowns))
    chosen = period if period in periods else next(iter(periods), "")
    return DrawnFigures(
        goals=_goals(figures, say),
        months=_months(figures, say),
        periods=periods,
        period=chosen,
        tables=tuple(
            _table(breakdown, number, say)
            for number, breakdown in enumerate(figures.breakdowns)
            if breakdown.period == chosen
        ),
    )


def _goals(figures: Figures, say: Say) -> Markup | str:
    items = [
        Bar(
            label=unit.unit,
            value=unit.year,
            said=str(unit.year)
            if unit.goal is None
            else say("console-chart-goal", count=str(unit.year), goal=str(unit.goal)),
            goal=unit.goal,
        )
        for unit in figures.units
    ]
    title = say("console-chart-goals", year=str(figures.year))
    return bars(name="goals", title=title, description=_described(items, say), items=items) if items else ""


def _months(figures: Figures, say: Say) -> Markup | str:
    shown = figures.months[-MONTHS_DRAWN:]
    if not figures.units or len(shown) < 2:
        # One bar alone shows no course.
        return ""
    items = [Bar(label=month.month, value=month.total, said=str(month.total)) for month in shown]
    return trend(name="months", title=say("console-chart-months"), description=_described(items, say), items=items)


def _table(breakdown: Breakdown, number: int, say: Say) -> DrawnTable:
    # A sum of nought hides nothing, so what it stands for can be left out.
    kept = [place for place, total in enumerate(breakdown.column_totals) if total != 0]
    kind = "trouble" if breakdown.table == TROUBLES else breakdown.table
    columns = tuple(_answer(kind, breakdown.columns[place], say) for place in kept)
    totals = tuple(breakdown.column_totals[place] for place in kept)
    heading = say(f"console-{breakdown.table}")
    items = [
        Bar(label=label, value=total, said=say("console-hidden") if total is None else str(total))
        for label, total in zip(columns, totals, strict=True)
    ]
    picture: Markup | str = ""
    if items:
        picture = bars(
            name=f"table-{number}",
            title=say("console-chart-table", name=heading),
            description=_described(items, say),
            items=items,
        )
    return DrawnTable(
        heading=heading,
        unit=breakdown.unit,
        several=breakdown.several,
        columns=columns,
        rows=tuple(
            (_answer("band", row.band, say), tuple(row.cells[place] for place in kept), row.total)
            for row in breakdown.rows
            if row.total != 0
        ),
        totals=totals,
        total=breakdown.total,
        picture=picture,
    )


def _answer(kind: str, code: str, say: Say) -> str:
    return say("console-unknown") if code == UNKNOWN else say(code_id(kind, code))


def _described(items: list[Bar], say: Say) -> str:
    return say("console-chart-description", numbers="; ".join(f"{item.label}: {item.said}" for item in items))
