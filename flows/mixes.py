"""How the contacts of a period were spread, for whoever asks about one: a month, a quarter or a year, a unit, an age.

Rules it keeps:
- One can ask only along the declared hierarchies: month, quarter, year; unit; age band. What is not published is not
  put together here: a quarter's tables are over all units, so they are told for no unit alone.
- A year's ages are added up from what its months or quarters show. Where one of them is hidden the sum is only known to
  be at least what is shown, and says so. Nothing is ever taken away from anything.
- What follows from a published sum of the year is read from there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flows.cells import BANDS, Shown, months_of, year_of
from flows.figures import Breakdown, Figures


class Unpublished(StrEnum):
    """Why there is nothing to tell: no such period, unit or age, or a quarter's tables of one unit."""

    PERIOD = "period"
    UNIT = "unit"
    BAND = "band"
    TOGETHER = "together"


class NothingPublished(Exception):
    """What was asked for is no published table; `why` says in which way."""

    def __init__(self, why: Unpublished) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What can be told of a number: exactly this, or, with something hidden in it, at least this."""

    number: int
    exact: bool

    @property
    def hidden(self) -> bool:
        """Whether nothing at all can be told."""
        return not self.exact and self.number == 0


@dataclass(frozen=True, kw_only=True, slots=True)
class MixRow:
    """An age band's line, its cells in the order of the columns, and its sum."""

    band: str
    cells: tuple[Known, ...]
    total: Known


@dataclass(frozen=True, kw_only=True, slots=True)
class Mix:
    """How a period's contacts were spread over a table's answers.

    `unit` is None where it is over all units; `parts` are the periods it was added up from. `line` is what it comes to:
    the sums, or the one age band that was asked for.
    """

    period: str
    table: str
    unit: str | None
    columns: tuple[str, ...]
    rows: tuple[MixRow, ...]
    line: tuple[Known, ...]
    total: Known
    several: bool
    parts: tuple[str, ...]


def periods(figures: Figures) -> tuple[str, ...]:
    """Every period one can ask about, newest first: each year before its quarters and months."""
    found = tuple(dict.fromkeys(breakdown.period for breakdown in figures.breakdowns))
    years = dict.fromkeys(year_of(period) for period in found)
    return tuple(each for year in years for each in (year, *(period for period in found if year_of(period) == year)))


def mixes(figures: Figures, period: str, *, unit: str | None = None, band: str | None = None) -> tuple[Mix, ...]:
    """Every table of a period, of one unit and one age band where they are given. Raises `NothingPublished`."""
    if period not in periods(figures):
        raise NothingPublished(Unpublished.PERIOD)
    if unit is not None and unit not in {each.unit for each in figures.units}:
        raise NothingPublished(Unpublished.UNIT)
    if band is not None and band not in BANDS:
        raise NothingPublished(Unpublished.BAND)
    if unit is not None and len(months_of(period)) == 3:
        raise NothingPublished(Unpublished.TOGETHER)
    groups: dict[tuple[str, str | None], list[Breakdown]] = {}
    whole = year_of(period) == period
    for each in figures.breakdowns:
        if each.period == period or (whole and year_of(each.period) == period):
            groups.setdefault((each.table, each.unit), []).append(each)
    sums = {(each.table, each.unit): each for each in figures.years if each.period == period}
    found = (
        _mix(period, parts, sums.get(key), band)
        for key, parts in sorted(groups.items(), key=lambda group: group[0][1] or "")
        if unit is None or key[1] == unit
    )
    alone = (_alone(each) for key, each in sums.items() if key not in groups and unit in (None, each.unit))
    return tuple(mix for mix in (*found, *(() if band else alone)) if mix.columns)


def _alone(year: Breakdown) -> Mix:
    """A table that there is of whole years only, without ages."""
    kept = [place for place, total in enumerate(year.column_totals) if total != 0]
    return Mix(
        period=year.period,
        table=year.table,
        unit=year.unit,
        columns=tuple(year.columns[place] for place in kept),
        rows=(),
        line=tuple(_added([year.column_totals[place]]) for place in kept),
        total=Known(number=year.total, exact=True),
        several=year.several,
        parts=(),
    )


def _mix(period: str, parts: Sequence[Breakdown], year: Breakdown | None, band: str | None) -> Mix:
    columns = tuple(dict.fromkeys(column for part in parts for column in part.columns))
    rows = tuple(
        MixRow(
            band=each,
            cells=tuple(_added(_cells(parts, each, column)) for column in columns),
            total=_added(row.total for part in parts for row in part.rows if row.band == each),
        )
        for each in BANDS
        if band in (None, each)
    )
    rows = tuple(row for row in rows if row.total != Known(number=0, exact=True))
    if band is None:
        line = tuple(_sum_of(column, parts, year) for column in columns)
        total = _added(part.total for part in parts)
    else:
        line = rows[0].cells if rows else ()
        total = rows[0].total if rows else Known(number=0, exact=True)
    # What is nought in the sum hides nothing, so its column can be left out.
    kept = [place for place, known in enumerate(line) if known != Known(number=0, exact=True)]
    return Mix(
        period=period,
        table=parts[0].table,
        unit=parts[0].unit,
        columns=tuple(columns[place] for place in kept),
        rows=tuple(
            MixRow(band=row.band, cells=tuple(row.cells[place] for place in kept), total=row.total) for row in rows
        ),
        line=tuple(line[place] for place in kept),
        total=total,
        several=parts[0].several,
        parts=tuple(reversed([part.period for part in parts])) if year_of(period) == period else (),
    )


def _cells(parts: Iterable[Breakdown], band: str, column: str) -> list[Shown]:
    return [
        row.cells[part.columns.index(column)]
        for part in parts
        if column in part.columns
        for row in part.rows
        if row.band == band
    ]


def _sum_of(column: str, parts: Sequence[Breakdown], year: Breakdown | None) -> Known:
    if year is not None and column in year.columns:
        told = year.column_totals[year.columns.index(column)]
        if told is not None:
            return Known(number=told, exact=True)
    return _added(part.column_totals[part.columns.index(column)] for part in parts if column in part.columns)


def _added(cells: Iterable[Shown]) -> Known:
    found = list(cells)
    return Known(number=sum(cell or 0 for cell in found), exact=None not in found)
