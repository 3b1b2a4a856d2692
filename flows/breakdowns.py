"""Published tables as they are drawn: columns of answers, rows of ages, and the sums.

Everything here is read from the published tables, never from the counters; sets of ages in whole years are read of
their pieces (ages_in_years.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.ages_in_years import read_set
from flows.cells import BANDS, YES, Shown, cell_key, cell_parts, months_of, year_of
from flows.publishing import PublishedTable
from flows.shapes import Shape, shapes_of
from flows.tables import BAND, Declared

# The breakdown that shows every "several answers" table as one.
TROUBLES = "troubles"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One line of a breakdown: an age band, its cells in the order of the columns, and its sum."""

    band: str
    cells: tuple[Shown, ...]
    total: Shown


@dataclass(frozen=True, kw_only=True, slots=True)
class Breakdown:
    """A published table of a closed period. `unit` is None where it is over all units.

    `several`: a contact may be in more than one column, or in none, so columns do not add up to the total. `groups` are
    columns that may be read together. `least` says of hidden columns what their shown parts come to.
    """

    period: str
    table: str
    unit: str | None
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    column_totals: tuple[Shown, ...]
    total: int
    several: bool
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    least: Mapping[str, int] = field(default_factory=dict)


def breakdowns_of(published: tuple[PublishedTable, ...], declared: Declared) -> tuple[Breakdown, ...]:
    """What is told of months and quarters, the newest first."""
    tables = {(table.period, table.table): table.cells for table in published}
    # A quarter stands beside its last month, before it. A year has no ages beside options: it is drawn elsewhere.
    periods = sorted(
        {table.period for table in published if table.period != year_of(table.period)},
        key=lambda period: (months_of(period)[-1], period),
        reverse=True,
    )
    found = []
    for period in periods:
        sums = tables[period, BAND]
        units = [None] if "" in sums else sorted({cell_parts(cell)["unit"] for cell in sums})
        shapes = shapes_of({name: cells for (of, name), cells in tables.items() if of == period}, period, declared)
        for unit in units:
            for shape in shapes:
                if shape.trouble is None:
                    columns = [(shape, code) for code in shape.options]
                    found.append(_breakdown(period, unit, sums, columns, tables))
            troubles = [(shape, YES) for shape in shapes if shape.trouble is not None]
            if troubles:
                found.append(_breakdown(period, unit, sums, troubles, tables))
    return tuple(found)


def years_of(published: tuple[PublishedTable, ...], declared: Declared) -> tuple[Breakdown, ...]:
    """What is told of whole years, the newest first: by unit where the table is, else over all."""
    found = []
    for year in sorted({table.period for table in published if table.period == year_of(table.period)}, reverse=True):
        tables = {table.table: table.cells for table in published if table.period == year}
        units = sorted({cell_parts(cell)["unit"] for cell in tables[BAND] if cell.startswith("unit=")})
        shapes = shapes_of(tables, year, declared)
        for shape in shapes:
            sets = _sets(year, shape, tables, declared)
            found.extend(sets)
            if shape.trouble is None and not sets:
                by_unit = any({"unit", shape.name} <= cell_parts(cell).keys() for cell in tables[shape.name])
                for unit in units if by_unit else [None]:
                    found.append(_year(year, unit, [(shape, option) for option in shape.options], tables))
        troubles = [(shape, YES) for shape in shapes if shape.trouble is not None]
        if troubles:
            found.append(_year(year, None, troubles, tables))
    return tuple(found)


def _sets(year: str, shape: Shape, tables: Mapping[str, Mapping[str, Shown]], declared: Declared) -> list[Breakdown]:
    """The sets of ages that a table of ages in whole years can be read by."""
    cells = tables[shape.name]
    found = []
    for name, bands in declared.age_sets(shape.name, year).items():
        sums = read_set(shape.name, cells, tables[BAND], bands)
        if sums is None:
            continue
        found.append(
            Breakdown(
                period=year,
                table=name,
                unit=None,
                columns=tuple(sums),
                rows=(),
                column_totals=tuple(known.shown for known in sums.values()),
                total=cells[""] or 0,
                several=False,
                least={band: known.number for band, known in sums.items() if not known.exact},
            )
        )
    return found


def _year(
    year: str, unit: str | None, columns: list[tuple[Shape, str]], tables: Mapping[str, Mapping[str, Shown]]
) -> Breakdown:
    first, _ = columns[0]
    return Breakdown(
        period=year,
        table=TROUBLES if first.trouble else first.name,
        unit=unit,
        columns=tuple(str(shape.trouble or option) for shape, option in columns),
        rows=tuple(Row(band=band, cells=(), total=tables[BAND].get(cell_key(unit=unit, band=band))) for band in BANDS),
        column_totals=tuple(
            tables[shape.name].get(cell_key(unit=unit, **{shape.name: option})) for shape, option in columns
        ),
        total=tables[first.name][cell_key(unit=unit)] or 0,
        several=first.trouble is not None,
        groups={} if first.trouble else first.groups,
    )


def _breakdown(
    period: str,
    unit: str | None,
    sums: Mapping[str, Shown],
    columns: list[tuple[Shape, str]],
    tables: Mapping[tuple[str, str], Mapping[str, Shown]],
) -> Breakdown:
    """A table as drawn: one published table, or the yes-columns of all the "several answers" tables side by side."""

    def shown(table: Shape, option: str, band: str | None) -> Shown:
        return tables[period, table.name][cell_key(unit=unit, band=band, **{table.name: option})]

    first, _ = columns[0]
    return Breakdown(
        period=period,
        table=TROUBLES if first.trouble else first.name,
        unit=unit,
        columns=tuple(str(table.trouble or option) for table, option in columns),
        rows=tuple(
            Row(
                band=band,
                cells=tuple(shown(table, option, band) for table, option in columns),
                total=sums[cell_key(unit=unit, band=band)],
            )
            for band in BANDS
        ),
        column_totals=tuple(shown(table, option, None) for table, option in columns),
        total=sums[cell_key(unit=unit)] or 0,
        several=first.trouble is not None,
        groups={} if first.trouble else first.groups,
    )
