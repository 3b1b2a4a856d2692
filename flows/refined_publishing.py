"""What is published of a year's closer tables: how a number of the year that is known already is shared out.

The rules it keeps (the proof's arithmetic is in suppression.py):
- A refinement's sum is the number of the answer it refines, over all units and ages; the sum of an age band's ages in
  whole years is that band's number. Where it is hidden, nothing of it is published.
- What is shared out is nothing else that is published: whatever a reader supposes about units, months and other
  answers, the line can follow, for of those it has the sum alone, which is known already. So it is made safe by itself.
- Which places there are is a list of the unit's, never what was counted: that a place is named says nothing.
- "All of them" is hidden where that would tell something of everybody.
- How many have no known age is added up where every age band's is shown.
"""

from collections.abc import Collection, Iterable, Mapping

from flows.cells import BANDS, UNKNOWN, Key, Shown, cell_key, cell_parts
from flows.published import CountersDisagree, PublishedTable
from flows.suppression import Network, is_small, price, protect
from flows.tables import BAND, NOT_ASKED, OTHER, AgesInYears, Refinement


def refined(
    table: Refinement, year: str, counters: Mapping[Key, int], total: int, places: Iterable[str]
) -> PublishedTable:
    """The table of a year; `total` is the number of the answer it refines, and `places` are the unit's codes."""
    options = table.options or tuple(dict.fromkeys((*sorted(places), OTHER, UNKNOWN)))
    counts = dict.fromkeys(options, 0)
    for (period, name, cell), number in counters.items():
        if (period, name) == (year, table.name):
            option = cell_parts(cell)[table.name]
            if option != NOT_ASKED:
                counts[option if option in counts else OTHER] += number
    if sum(counts.values()) != total:
        raise CountersDisagree(f"{year} has another sum in the table {table.name}")
    line = _line(counts, tells=table.tells, telling_nothing=(UNKNOWN, OTHER))
    cells = {cell_key(**{table.name: option}): shown for option, shown in line.items()}
    return PublishedTable(period=year, table=table.name, cells={"": total} | cells)


def ages_in_years(
    table: AgesInYears, year: str, counters: Mapping[Key, int], total: int, bands: Mapping[str, Shown]
) -> PublishedTable:
    """The ages in whole years of a year; `total` are all contacts, and `bands` the age bands' numbers as published."""
    counted: dict[str, dict[str, int]] = {band: dict.fromkeys(table.options_of(band), 0) for band in BANDS}
    for (period, name, cell), number in counters.items():
        if (period, name) == (year, table.name):
            parts = cell_parts(cell)
            line = counted.get(parts[BAND], {})
            if parts[table.name] not in line:
                raise CountersDisagree(f"{year} was counted by other pieces in the table {table.name}")
            line[parts[table.name]] += number
    whole = sum(sum(line.values()) for line in counted.values())
    if whole != total or any(bands[band] not in (None, sum(line.values())) for band, line in counted.items()):
        raise CountersDisagree(f"{year} has another sum in the table {table.name}")
    cells: dict[str, Shown] = {"": total}
    unknown: dict[str, Shown] = {}
    for band, counts in counted.items():
        told: dict[str, Shown] = dict.fromkeys(counts)
        if bands[band] is not None:
            told |= _line(counts, tells=table.tells, telling_nothing=(UNKNOWN,))
        unknown[cell_key(band=band, **{table.name: UNKNOWN})] = told.pop(UNKNOWN)
        cells |= {cell_key(**{table.name: option}): shown for option, shown in told.items()}
    known = [number for number in unknown.values() if number is not None]
    cells[cell_key(**{table.name: UNKNOWN})] = sum(known) if len(known) == len(unknown) else None
    return PublishedTable(period=year, table=table.name, cells=cells | unknown)


def _line(counts: Mapping[str, int], *, tells: bool, telling_nothing: Collection[str]) -> dict[str, Shown]:
    """How the options share their sum, which is shown."""
    grid = Network.of([list(counts.values())])
    # A line by itself: each sum over it is the cell again, and goes with it.
    free = frozenset(grid.column_sums())
    filled = [option for option, number in counts.items() if number]
    told = tells and len(filled) == 1 and filled[0] not in telling_nothing
    hideable = {place: price(grid.at(place)) for place in grid.inner()}
    must = {place for place in hideable if is_small(grid.at(place)) or (told and grid.at(place))}
    hidden = protect(grid, hidden=frozenset(must) | free, hideable=hideable, free=free)
    return {option: None if (0, column) in hidden else number for column, (option, number) in enumerate(counts.items())}
