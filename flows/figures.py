"""The figures people at the unit see: exact totals at once, breakdowns of closed periods with what must be hidden.

Everything shown comes from here, so that nothing is shown that was not published: a breakdown is read from the
published tables, never from the counters. Exact totals are the counters' and the untallied ballots' together, so the
moment a batch is tallied changes no figure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from flows.ages_in_years import read_set
from flows.cells import BANDS, YES, Key, Shown, cell_key, cell_parts, month_of, months_of, next_month, year_of
from flows.corrections import Correction, added
from flows.counting import BAND, TOTALS, Ballot, tally
from flows.helped_figures import Helped, build_helped
from flows.publishing import PublishedTable, in_open_months
from flows.shapes import Shape, shapes_of
from flows.table_reading import DECLARED
from flows.tables import Declared
from flows.vocabulary import ContactKind

# What the grant promises: single contacts a year, by unit (DOMAIN.md).
YEARLY_GOALS: Mapping[str, int] = MappingProxyType({"0-11": 250})

# The breakdown that shows every "several answers" table as one.
TROUBLES = "troubles"


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitTotals:
    """A unit's exact totals. `goal` is for the year, None where none is set; the other kinds stand apart.

    `corrected` is what the corrections of closed months come to that count this year; `year` has them in it.
    """

    unit: str
    month: int
    year: int
    corrected: int
    goal: int | None
    month_by_kind: Mapping[ContactKind, int]
    year_by_kind: Mapping[ContactKind, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthTotals:
    """One month, exact: contacts in all and per unit, and per unit every kind."""

    month: str
    total: int
    units: Mapping[str, int]
    kinds: Mapping[str, Mapping[ContactKind, int]]


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """Everything the coordinator's page draws. `months` runs from the first one counted to this one, without gaps;
    `breakdowns` has the newest period first. `years` are those of whole years: the answers' sums, and beside no answers
    the ages'. `ages` are age bands that may be read together."""

    today: date
    month: str
    year: int
    units: tuple[UnitTotals, ...]
    month_total: int
    year_total: int
    months: tuple[MonthTotals, ...]
    breakdowns: tuple[Breakdown, ...]
    years: tuple[Breakdown, ...]
    helped: Helped
    corrections: tuple[Correction, ...]
    ages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def build_figures(
    *,
    counters: Mapping[Key, int],
    untallied: Iterable[Ballot],
    published: Iterable[PublishedTable],
    today: date,
    units: Iterable[str] = (),
    goals: Mapping[str, int] = YEARLY_GOALS,
    declared: Declared = DECLARED,
    corrections: Iterable[Correction] = (),
) -> Figures:
    """The figures of today. `untallied` are the ballots still in the pool; `units` are shown even with no contact.

    `declared` gives tables and options their order; what stood otherwise when it was published is shown as it stood.
    """
    standing, corrected = tuple(published), tuple(corrections)
    counted = (*counters.items(), *tally(in_open_months(untallied, standing)).items())
    counts = _counts(counted)
    month = month_of(today)
    codes = sorted({*units, *(unit for _, unit, _ in counts)})
    of_year = {key: number for key, number in counts.items() if key[0][:4] == month[:4]}
    of_month = {key: number for key, number in counts.items() if key[0] == month}
    this_year = months_of(month[:4])
    by_unit = tuple(
        UnitTotals(
            unit=unit,
            month=_by_kind(of_month, unit)[ContactKind.CONTACT],
            year=_by_kind(of_year, unit)[ContactKind.CONTACT] + added(corrected, this_year, unit),
            corrected=added(corrected, this_year, unit),
            goal=goals.get(unit),
            month_by_kind=_by_kind(of_month, unit),
            year_by_kind=_by_kind(of_year, unit),
        )
        for unit in codes
    )
    return Figures(
        today=today,
        month=month,
        year=today.year,
        units=by_unit,
        month_total=sum(unit.month for unit in by_unit),
        year_total=sum(unit.year for unit in by_unit),
        months=_months(counts, codes, month),
        breakdowns=_breakdowns(standing, declared),
        years=_years(standing, declared),
        helped=build_helped(
            counted=counted, published=[(each.period, each.table, each.cells) for each in standing], today=today
        ),
        corrections=corrected,
        ages=declared.ages,
    )


_Counts = Mapping[tuple[str, str, ContactKind], int]


def _counts(counted: Iterable[tuple[Key, int]]) -> _Counts:
    found: dict[tuple[str, str, ContactKind], int] = {}
    for (month, table, cell), number in counted:
        if table == TOTALS:
            parts = cell_parts(cell)
            key = (month, parts["unit"], ContactKind(parts["kind"]))
            found[key] = found.get(key, 0) + number
    return found


def _by_kind(counts: _Counts, unit: str) -> Mapping[ContactKind, int]:
    return {
        kind: sum(number for (_, of_unit, of_kind), number in counts.items() if (of_unit, of_kind) == (unit, kind))
        for kind in ContactKind
    }


def _months(counts: _Counts, units: list[str], this_month: str) -> tuple[MonthTotals, ...]:
    month = min([this_month, *(month for month, _, _ in counts)])
    last = max([this_month, *(month for month, _, _ in counts)])
    months = []
    while month <= last:
        kinds = {unit: {kind: counts.get((month, unit, kind), 0) for kind in ContactKind} for unit in units}
        contacts = {unit: kinds[unit][ContactKind.CONTACT] for unit in units}
        months.append(MonthTotals(month=month, total=sum(contacts.values()), units=contacts, kinds=kinds))
        month = next_month(month)
    return tuple(months)


def _breakdowns(published: tuple[PublishedTable, ...], declared: Declared) -> tuple[Breakdown, ...]:
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


def _years(published: tuple[PublishedTable, ...], declared: Declared) -> tuple[Breakdown, ...]:
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
                column_totals=tuple(known.number if known.exact else None for known in sums.values()),
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
