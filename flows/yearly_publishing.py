"""What is published of a year: the sums of its quarters and months, as far as no hidden one of them is given away.

The rules it keeps (the proof's arithmetic is in suppression.py):
- A year comes after all its periods. They are frozen; only sums over the year can be hidden now. Hiding all of them
  would leave a reader where they were before, so there is always a way.
- A year tells how many chose each option: over everything and, where a table is monthly, for each unit. It never sets
  ages beside options; whoever wants that adds up what the quarters show.
- Ages to quarters to the year is one tree, months to units to the year another. A period's hidden age bands are one
  row together, for it is only together that a reader can tie them to the sums (publishing.py).
- A table that was not counted the whole year, by one declaration, has no year.
- Ages in whole years and refinements stand by year alone (refined_publishing.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flows.cells import BANDS, Key, Shown, cell_key, months_of, quarter_of, quarters_of
from flows.published import PublishedTable, band_sums, contacts, read, tells
from flows.refined_publishing import ages_in_years, refined
from flows.suppression import PRICE_OF_SUM, Network, Place, is_small, price, protect
from flows.tables import BAND, AgesInYears, Declared, Table

_Standing = Mapping[tuple[str, str], PublishedTable]
# A row of a network: its numbers, and for each whether a reader sees it.
_Line = tuple[list[int], list[bool]]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    """A frozen period (and unit) of the year: rows that nobody adds up further, and their sums. `pool` says that the
    last row is several hidden ones together; `telling` are the rows that say one thing of everybody."""

    rows: tuple[_Line, ...]
    sums: _Line
    pool: bool = False
    telling: frozenset[int] = frozenset()


def publish_year(
    year: str, counters: Mapping[Key, int], standing: _Standing, declared: Declared, places: tuple[str, ...] = ()
) -> tuple[PublishedTable, ...]:
    """Every table of a year whose quarters and months stand."""
    totals = contacts(counters, year)
    units = sorted({unit for _, unit in totals})
    by_unit = {unit: sum(number for (_, of_unit), number in totals.items() if of_unit == unit) for unit in units}
    exact: dict[str, Shown] = {"": sum(by_unit.values())}
    exact |= {cell_key(unit=unit): number for unit, number in by_unit.items()}
    bands = _bands(year, totals, units, counters, standing, declared)
    made = {BAND: PublishedTable(period=year, table=BAND, cells=exact | bands)}
    quarters = [quarter for quarter in quarters_of(year) if (quarter, BAND) in standing]
    for table in declared.tables:
        periods = [month for quarter in quarters for month in months_of(quarter)] if table.by_unit else quarters
        counted = sorted({month for month, _ in totals}) if table.by_unit else quarters
        if any(table not in declared.of(period) for period in periods):
            continue
        if any((period, table.name) not in standing for period in counted):
            continue
        if table.by_unit:
            groups = [
                [_part(table, month, unit, counters, standing) for month, of_unit in totals if of_unit == unit]
                for unit in units
            ]
            cells = _sums(table, [*units, None], groups) | exact
        else:
            groups = [[_part(table, quarter, None, counters, standing) for quarter in quarters]]
            cells = _sums(table, [None], groups) | {"": exact[""]}
        made[table.name] = PublishedTable(period=year, table=table.name, cells=cells)
    for closer in declared.of_year(year):
        if isinstance(closer, AgesInYears):
            shown = {band: bands[cell_key(band=band)] for band in BANDS}
            made[closer.name] = ages_in_years(closer, year, counters, sum(by_unit.values()), shown)
            continue
        name, option = closer.of
        number = made[name].cells[cell_key(**{name: option})] if name in made else None
        if number is not None:
            made[closer.name] = refined(closer, year, counters, number, places)
    return tuple(made.values())


def _bands(
    year: str,
    totals: Mapping[tuple[str, str], int],
    units: Sequence[str],
    counters: Mapping[Key, int],
    standing: _Standing,
    declared: Declared,
) -> dict[str, Shown]:
    """The year's sums by age band. A unit's stand there only where all its months are shown: whoever
    can add knows them, and no other one is told, for units and quarters cross and would no longer be one tree."""
    lines: dict[tuple[str, str], _Line] = {}
    for month, unit in totals:
        counts = band_sums(counters, month, unit, declared)
        shown = standing[month, BAND].cells
        lines[month, unit] = (
            [counts[band] for band in BANDS],
            [shown[cell_key(unit=unit, band=band)] is not None for band in BANDS],
        )
    parts = []
    for quarter in sorted({quarter_of(month) for month, _ in totals}):
        rows = tuple(line for (month, _), line in lines.items() if quarter_of(month) == quarter)
        seen = [standing[quarter, BAND].cells[cell_key(band=band)] is not None for band in BANDS]
        parts.append(
            _Part(rows=rows, sums=([sum(column) for column in zip(*[row for row, _ in rows], strict=True)], seen))
        )
    network, hidden, reach, years = _network([parts], len(BANDS))
    (row,) = years
    hidden |= {place for place in network.cells_of(row) if is_small(network.at(place))}
    hideable = {place: price(network.at(place)) for place in network.cells_of(row)}
    hidden = protect(network, hidden=hidden, hideable=hideable, reach=reach)
    cells: dict[str, Shown] = {
        cell_key(band=band): None if (row, column) in hidden else network.at((row, column))
        for column, band in enumerate(BANDS)
    }
    for unit in units:
        for column, band in enumerate(BANDS):
            of_unit = [(row[column], seen[column]) for (_, of), (row, seen) in lines.items() if of == unit]
            if all(seen for _, seen in of_unit):
                cells[cell_key(unit=unit, band=band)] = sum(number for number, _ in of_unit)
    return cells


def _part(table: Table, period: str, unit: str | None, counters: Mapping[Key, int], standing: _Standing) -> _Part:
    """A frozen period of a table: a row for each age band that is shown, and one for all that are not."""
    counts = read(counters, period, table, unit)
    bands, cells = standing[period, BAND].cells, standing[period, table.name].cells
    shown = [band for band in BANDS if bands[cell_key(unit=unit, band=band)] is not None and any(counts[band].values())]
    pooled = [band for band in BANDS if bands[cell_key(unit=unit, band=band)] is None]
    lines = [counts[band] for band in shown]
    seen = [
        [cells[cell_key(unit=unit, band=band, **{table.name: option})] is not None for option in table.options]
        for band in shown
    ]
    if pooled:
        lines.append({option: sum(counts[band][option] for band in pooled) for option in table.options})
        some = pooled[0]
        seen.append(
            [cells[cell_key(unit=unit, band=some, **{table.name: option})] is not None for option in table.options]
        )
    sums = {option: sum(line[option] for line in lines) for option in table.options}
    seen_sums = [cells[cell_key(unit=unit, **{table.name: option})] is not None for option in table.options]
    return _Part(
        rows=tuple((list(line.values()), mask) for line, mask in zip(lines, seen, strict=True)),
        sums=(list(sums.values()), seen_sums),
        pool=bool(pooled),
        telling=frozenset(number for number, line in enumerate(lines) if tells(table, line)),
    )


def _network(
    groups: Sequence[Sequence[_Part]], columns: int
) -> tuple[Network, frozenset[Place], frozenset[Place], tuple[int, ...]]:
    """All parts, each group added up, and the groups together: the network, what is hidden in it, what need only
    reach far enough, and the rows of the year (each group's, and the whole; one group is the whole)."""
    parts = [(number, part) for number, group in enumerate(groups) for part in group]
    leaves = sum(len(part.rows) for _, part in parts) or 1
    first_group = leaves + len(parts)
    one = len(groups) <= 1
    root = first_group if one else first_group + len(groups)
    rows: list[list[int]] = []
    parents: list[int] = []
    hidden: set[Place] = set()
    reach: set[Place] = set()
    for index, (_, part) in enumerate(parts):
        for number, (line, seen) in enumerate(part.rows):
            unseen = {(len(rows), column) for column, shown in enumerate(seen) if not shown}
            hidden |= unseen
            if part.pool and number == len(part.rows) - 1 and number not in part.telling:
                reach |= unseen
            rows.append(line)
            parents.append(leaves + index)
        hidden |= {(leaves + index, column) for column, shown in enumerate(part.sums[1]) if not shown}
    if not rows:
        rows.append([0] * columns)
        parents.append(leaves if parts else root)
    parents += [first_group + (0 if one else number) for number, _ in parts]
    parents += [] if one else [root] * len(groups)
    network = Network.of(rows, parents)
    return network, frozenset(hidden), frozenset(reach), tuple(range(first_group, root + 1))


def _sums(table: Table, units: Sequence[str | None], groups: Sequence[Sequence[_Part]]) -> dict[str, Shown]:
    """A table's year: the options' sums for each of `units`, where None is everybody."""
    network, hidden, reach, years = _network(groups, len(table.options))
    if len(units) > len(years):
        # One unit alone is everybody.
        years = years * len(units)
    places = [place for row in sorted(set(years)) for place in network.cells_of(row)]
    must = {place for place in places if is_small(network.at(place))}
    for row in years:
        if tells(table, dict(zip(table.options, network.values[row], strict=False))):
            must |= {place for place in network.cells_of(row) if network.at(place)}
    hideable = {place: PRICE_OF_SUM + price(network.at(place)) for place in places}
    found = protect(network, hidden=hidden | must, hideable=hideable, reach=reach)
    return {
        cell_key(unit=unit, **{table.name: option}): None if (row, column) in found else network.at((row, column))
        for unit, row in zip(units, years, strict=True)
        for column, option in enumerate(table.options)
    }
