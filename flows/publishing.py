"""What is published of a closed period, once and for good.

The rules it keeps (DESIGN.md 4; the proof's arithmetic is in suppression.py):
- Only a period that is over, with every ballot tallied, is published. Months before their quarter, each in one go.
- Published numbers are frozen: a later period takes them as they stand. A ballot that comes late counts in the first
  month that is still open.
- Small cells are hidden. So is a cell that holds a whole group, where the table tells something about people: a row
  of zeros beside it would say "all of them". The zeros that are hidden with it are as safe as any hidden cell.
- If an age band's sum is hidden, so is everything about that band (table_publishing.py). Whatever a reader supposes
  about the hidden sums, each table alone can then follow; so no two tables say more together than each does alone, and
  each is made safe by itself. Months and their quarter share the age bands' sums: the quarter's are made safe together
  with theirs.
- A year follows its quarters and is made safe together with all of them (yearly_publishing.py).
- A period has the tables that took effect when it began (tables.py).
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from flows.cells import (
    BANDS,
    Key,
    Shown,
    cell_key,
    cell_parts,
    is_over,
    months_of,
    next_month,
    quarter_of,
    quarters_of,
    year_of,
)
from flows.counting import Ballot
from flows.helped_counting import ANSWERS, HELPED, answers, degrees
from flows.helped_publishing import helped_cells, helped_year_cells
from flows.pretalk_counting import (
    BY_BAND,
    OFFERED,
    ONWARD,
    ONWARD_OPTIONS,
    PRETALK_TABLES,
    RESULT,
    bands_of,
    exact,
    onward_cell,
)
from flows.pretalk_publishing import by_band_cells, onward_cells
from flows.published import CountersDisagree, Counts, PublishedTable, band_sums, contacts, read
from flows.suppression import Network, is_small, price, protect
from flows.table_publishing import table_cells
from flows.table_reading import DECLARED
from flows.tables import BAND, TOTALS, Declared
from flows.vocabulary import PretalkResult
from flows.yearly_publishing import publish_year

__all__ = ["CountersDisagree", "PublishedTable", "contacts", "in_open_months", "is_frozen", "to_publish"]


def to_publish(
    *,
    counters: Mapping[Key, int],
    published: Iterable[PublishedTable],
    untallied_months: Iterable[str],
    today: date,
    declared: Declared = DECLARED,
    places: Iterable[str] = (),
) -> tuple[PublishedTable, ...]:
    """Every table that is due for publishing now, in the order to store it in; all of it belongs in one transaction.

    `places` are the codes of the unit's outreach places: what is counted of other ones is published together.
    """
    declared = declared.taking_effect(counters)
    standing = {(table.period, table.table): table for table in published}
    waiting = set(untallied_months)
    fresh: list[PublishedTable] = []
    months = sorted({period for period, table, _ in counters if table in (TOTALS, OFFERED.name, ANSWERS)})
    for month in months:
        if (month, BAND) in standing or is_frozen(month, standing.values()):
            continue
        if month not in waiting and is_over(month, today):
            made = _publish_month(month, counters, declared)
            standing.update({(table.period, table.table): table for table in made})
            fresh.extend(made)
    for quarter in sorted({quarter_of(month) for month in months}):
        closed = is_over(quarter, today) and waiting.isdisjoint(months_of(quarter))
        if closed and (quarter, BAND) not in standing:
            made = (
                *_publish_quarter(quarter, counters, standing, declared),
                *_publish_pretalks(quarter, counters),
                *_publish_helped(quarter, counters),
            )
            standing.update({(table.period, table.table): table for table in made})
            fresh.extend(made)
    for year in sorted({year_of(month) for month in months}):
        if is_over(year, today) and waiting.isdisjoint(months_of(year)) and (year, BAND) not in standing:
            fresh.extend(publish_year(year, counters, standing, declared, tuple(places)))
            fresh.extend(_publish_helped_year(year, counters, standing))
    return tuple(fresh)


def is_frozen(month: str, published: Iterable[PublishedTable]) -> bool:
    """Whether the month's numbers, its quarter's or its year's are out: nothing more can be counted in it."""
    return not {month, quarter_of(month), year_of(month)}.isdisjoint(table.period for table in published)


def in_open_months(ballots: Iterable[Ballot], published: Iterable[PublishedTable]) -> tuple[Ballot, ...]:
    """The ballots in the month each counts in: its own, or the first after it that is not frozen."""
    standing = tuple(published)
    return tuple(replace(ballot, month=_open_month(ballot.month, standing)) for ballot in ballots)


def _open_month(month: str, published: tuple[PublishedTable, ...]) -> str:
    while is_frozen(month, published):
        month = next_month(month)
    return month


def _publish_month(month: str, counters: Mapping[Key, int], declared: Declared) -> tuple[PublishedTable, ...]:
    totals = {unit: number for (_, unit), number in contacts(counters, month).items()}
    tables = declared.of(month)
    counts = {(table.name, unit): read(counters, month, table, unit) for table in tables for unit in totals}
    sums = {
        unit: _agreed_band_sums({table.name: counts[table.name, unit] for table in tables}, totals[unit], month)
        for unit in totals
    }

    # The band sums over all units are published nowhere: free.
    grid = Network.of([[sums[unit][band] for band in BANDS] for unit in totals] or [[0]])
    free = frozenset(grid.column_sums())
    small = frozenset(place for place in grid.inner() if is_small(grid.at(place)))
    hideable = {place: price(grid.at(place)) for place in grid.inner()}
    hidden = protect(grid, hidden=small | free, hideable=hideable, free=free)

    band_cells: dict[str, Shown] = {}
    made: dict[str, dict[str, Shown]] = {table.name: {} for table in tables}
    for row, unit in enumerate(totals):
        hidden_bands = frozenset(band for column, band in enumerate(BANDS) if (row, column) in hidden)
        band_cells |= _band_cells(unit, sums[unit], hidden_bands)
        for table in tables:
            made[table.name] |= table_cells(table, unit, counts[table.name, unit], hidden_bands)
    made[BAND] = band_cells
    return tuple(PublishedTable(period=month, table=name, cells=cells) for name, cells in made.items())


def _publish_quarter(
    quarter: str,
    counters: Mapping[Key, int],
    standing: Mapping[tuple[str, str], PublishedTable],
    declared: Declared,
) -> tuple[PublishedTable, ...]:
    totals = contacts(counters, quarter)
    tables = declared.of(quarter)
    counts = {table.name: read(counters, quarter, table, None) for table in tables}
    sums = _agreed_band_sums(counts, sum(totals.values()), quarter)

    # The months' sums are the rows: frozen, some of them hidden. Only the quarter's own sums may be hidden now.
    monthly = _read_bands(counters, list(totals), declared)
    grid = Network.of([[line[band] for band in BANDS] for line in monthly] or [[0] * len(BANDS)])
    if [grid.at(place) for place in grid.column_sums()] != [sums[band] for band in BANDS]:
        raise CountersDisagree(f"the months of {quarter} do not add up to it")
    frozen = frozenset(
        (row, column)
        for row, (month, unit) in enumerate(totals)
        for column, band in enumerate(BANDS)
        if standing[month, BAND].cells[cell_key(unit=unit, band=band)] is None
    )
    small = frozenset(place for place in grid.column_sums() if is_small(grid.at(place)))
    hideable = {place: price(grid.at(place)) for place in grid.column_sums()}
    hidden = protect(grid, hidden=frozen | small, hideable=hideable)
    hidden_bands = frozenset(band for column, band in enumerate(BANDS) if (grid.last[0], column) in hidden)

    made = [PublishedTable(period=quarter, table=BAND, cells=_band_cells(None, sums, hidden_bands))]
    for table in tables:
        cells = table_cells(table, None, counts[table.name], hidden_bands)
        made.append(PublishedTable(period=quarter, table=table.name, cells=cells))
    return tuple(made)


def _publish_pretalks(quarter: str, counters: Mapping[Key, int]) -> tuple[PublishedTable, ...]:
    months = months_of(quarter)
    units = sorted(
        {cell_parts(cell)["unit"] for month, table, cell in counters if (table == OFFERED.name) and month in months}
    )
    made: dict[str, dict[str, Shown]] = {BY_BAND: {}, ONWARD: {}}
    for unit in units:
        bands = bands_of(counters, quarter, unit)
        onward = {option: counters.get((quarter, ONWARD, onward_cell(unit, option)), 0) for option in ONWARD_OPTIONS}
        told = [{table.name: exact(counters, month, unit, table) for table in PRETALK_TABLES} for month in months]
        offered = {option: sum(month[OFFERED.name][option] for month in told) for option in OFFERED.options}
        held = sum(month[RESULT.name][PretalkResult.HELD] for month in told)
        alike = all(len({sum(counts.values()) for counts in month.values()}) == 1 for month in told)
        same = {option: sum(line.values()) for option, line in bands.items()} == offered
        if not alike or not same or sum(onward.values()) != held:
            raise CountersDisagree(f"the pre-talks of {quarter} do not add up")
        made[BY_BAND] |= by_band_cells(unit, bands)
        made[ONWARD] |= onward_cells(unit, onward)
    return tuple(PublishedTable(period=quarter, table=name, cells=cells) for name, cells in made.items() if cells)


def _publish_helped(quarter: str, counters: Mapping[Key, int]) -> tuple[PublishedTable, ...]:
    counts = degrees(counters, quarter)
    told = sum(answers(counters, quarter).values())
    if sum(counts.values()) != told:
        raise CountersDisagree(f"the answers of {quarter} do not add up")
    return (PublishedTable(period=quarter, table=HELPED, cells=helped_cells(counts)),) if told else ()


def _publish_helped_year(
    year: str, counters: Mapping[Key, int], standing: Mapping[tuple[str, str], PublishedTable]
) -> tuple[PublishedTable, ...]:
    answered = [quarter for quarter in quarters_of(year) if answers(counters, quarter)]
    if not answered or any((quarter, HELPED) not in standing for quarter in answered):
        # Nobody answered, or not all of it was counted.
        return ()
    cells = helped_year_cells([(degrees(counters, quarter), standing[quarter, HELPED].cells) for quarter in answered])
    return (PublishedTable(period=year, table=HELPED, cells=cells),)


def _band_cells(unit: str | None, sums: Mapping[str, int], hidden_bands: frozenset[str]) -> dict[str, Shown]:
    cells: dict[str, Shown] = {cell_key(unit=unit): sum(sums.values())}
    for band in BANDS:
        cells[cell_key(unit=unit, band=band)] = None if band in hidden_bands else sums[band]
    return cells


def _read_bands(
    counters: Mapping[Key, int], month_units: Iterable[tuple[str, str]], declared: Declared
) -> list[dict[str, int]]:
    return [band_sums(counters, month, unit, declared) for month, unit in month_units]


def _agreed_band_sums(counts: Mapping[str, Counts], total: int, period: str) -> dict[str, int]:
    """The sums by age band that all the tables share; raises when they or the exact total disagree."""
    sums = {
        name: {band: sum(options.values()) for band, options in of_table.items()} for name, of_table in counts.items()
    }
    first = next(iter(sums.values()), {})
    for name, of_bands in sums.items():
        if of_bands != first or sum(of_bands.values()) != total:
            raise CountersDisagree(f"{period} has another sum in the table {name}")
    if not sums:
        raise CountersDisagree(f"{period} has contacts and no table")
    return first
