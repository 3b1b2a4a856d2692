"""How the contacts of a period were spread, for whoever asks about one: a month, a quarter or a year, a unit, an age.

Rules it keeps:
- One can ask only along the declared hierarchies: month, quarter, year; unit; age band or a set of them; answers one by
  one or in their groups. What is not published is not put together here: a quarter's tables are over all units, so they
  are told for no unit alone.
- A set and a group are their parts added up, and told as "at least" where one of them is hidden, or was not counted.
- A year's ages are added up from what its months or quarters show. Where one of them is hidden the sum is only known to
  be at least what is shown, and says so. Nothing is ever taken away from anything.
- What follows from a published sum of the year is read from there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flows.breakdowns import Breakdown
from flows.cells import BANDS, Known, Shown, months_of, year_of
from flows.figures import Figures


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


_NONE = Known.of(0)


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
    the sums, or the age band or the set of them that was asked for.
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


def mixes(
    figures: Figures, period: str, *, unit: str | None = None, band: str | None = None, grouped: bool = False
) -> tuple[Mix, ...]:
    """Every table of a period, of one unit and one age band, or one set of them, where they are given; with its answers
    in their groups if they are wanted so. Raises `NothingPublished`."""
    if period not in periods(figures):
        raise NothingPublished(Unpublished.PERIOD)
    if unit is not None and unit not in {each.unit for each in figures.units}:
        raise NothingPublished(Unpublished.UNIT)
    bands = BANDS if band is None else figures.ages.get(band, (band,))
    if not set(bands) <= set(BANDS):
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
        _mix(period, parts, sums.get(key), None if band is None else bands, grouped)
        for key, parts in sorted(groups.items(), key=lambda group: group[0][1] or "")
        if unit is None or key[1] == unit
    )
    alone = (_alone(each, grouped) for key, each in sums.items() if key not in groups and unit in (None, each.unit))
    return tuple(mix for mix in (*found, *(() if band else alone)) if mix.columns)


def _alone(year: Breakdown, grouped: bool) -> Mix:
    """A table that there is of whole years only, without ages."""
    answers = _answers([year], grouped)
    line = {
        answer: Known.together(_alone_of(column, year) for column in columns) for answer, columns in answers.items()
    }
    kept = {answer: known for answer, known in line.items() if known != _NONE}
    return Mix(
        period=year.period,
        table=year.table,
        unit=year.unit,
        columns=tuple(kept),
        rows=(),
        line=tuple(kept.values()),
        total=Known.of(year.total),
        several=year.several,
        parts=(),
    )


def _mix(
    period: str, parts: Sequence[Breakdown], year: Breakdown | None, bands: tuple[str, ...] | None, grouped: bool
) -> Mix:
    answers = _answers(parts, grouped)
    rows = tuple(
        MixRow(
            band=each,
            cells=tuple(
                Known.together(Known.of(*_cells(parts, each, column)) for column in columns)
                for columns in answers.values()
            ),
            total=_sum_of_band(each, parts, year),
        )
        for each in BANDS
        if bands is None or each in bands
    )
    rows = tuple(row for row in rows if row.total != _NONE)
    if bands is None:
        line = tuple(Known.together(_sum_of(column, parts, year) for column in columns) for columns in answers.values())
        total = Known.of(*(part.total for part in parts))
    else:
        line = tuple(Known.together(column) for column in zip(*(row.cells for row in rows), strict=True))
        total = Known.together(row.total for row in rows)
    # What is nought in the sum hides nothing, so its column can be left out.
    kept = [place for place, known in enumerate(line) if known != _NONE]
    columns = tuple(answers)
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


def _answers(parts: Sequence[Breakdown], grouped: bool) -> dict[str, tuple[str, ...]]:
    """What stands in the columns: each answer by itself, or the group that it is in, with the answers it is of."""
    # The newest part goes last: as it has its groups, all are read.
    said = [(member, group) for part in reversed(parts) for group, members in part.groups.items() for member in members]
    groups = dict(said) if grouped else {}
    found: dict[str, tuple[str, ...]] = {}
    for column in dict.fromkeys(column for part in parts for column in part.columns):
        answer = groups.get(column, column)
        found[answer] = (*found.get(answer, ()), column)
    return found


def _cells(parts: Iterable[Breakdown], band: str, column: str) -> list[Shown]:
    return [
        _at(part, column, row.cells, none_there=row.total == 0)
        for part in parts
        for row in part.rows
        if row.band == band
    ]


def _sum_of(column: str, parts: Sequence[Breakdown], year: Breakdown | None) -> Known:
    if year is not None and column in year.columns:
        told = year.column_totals[year.columns.index(column)]
        if told is not None:
            return Known.of(told)
    return Known.of(*(_at(part, column, part.column_totals, none_there=part.total == 0) for part in parts))


def _sum_of_band(band: str, parts: Sequence[Breakdown], year: Breakdown | None) -> Known:
    told = next((row.total for row in year.rows if row.band == band), None) if year else None
    if told is not None:
        return Known.of(told)
    return Known.of(*(row.total for part in parts for row in part.rows if row.band == band))


def _alone_of(column: str, year: Breakdown) -> Known:
    number = year.column_totals[year.columns.index(column)]
    return Known(number=year.least.get(column, 0) if number is None else number, exact=number is not None)


def _at(part: Breakdown, column: str, cells: Sequence[Shown], *, none_there: bool) -> Shown:
    """A part's number; where it counted otherwise, nobody knows how many said this."""
    if column in part.columns:
        return cells[part.columns.index(column)]
    return 0 if none_there else None
