"""What is published of a year's refinement: how one answer of another table is shared among closer ones.

The rules it keeps (the proof's arithmetic is in suppression.py):
- Its sum is that answer's number of the year, over all units and ages. Where that is hidden, nothing is published.
- It has no ages, units or months: whatever a reader supposes about those, the line can follow, for of them the line
  has the sum alone, which is known already. So it is made safe by itself.
- Which codes there are is a list of the unit's, never what was counted: that a place is named says nothing.
- "All of them" is hidden where that would tell something of everybody.
"""

from collections.abc import Iterable, Mapping

from flows.cells import UNKNOWN, Key, Shown, cell_key, cell_parts
from flows.published import CountersDisagree, PublishedTable
from flows.suppression import Network, is_small, price, protect
from flows.tables import NOT_ASKED, OTHER, Refinement


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
    return PublishedTable(period=year, table=table.name, cells={"": total} | _cells(table, counts))


def _cells(table: Refinement, counts: Mapping[str, int]) -> dict[str, Shown]:
    grid = Network.of([list(counts.values())])
    # A line by itself: each sum over it is the cell again, and goes with it.
    free = frozenset(grid.column_sums())
    filled = [option for option, number in counts.items() if number]
    told = table.tells and len(filled) == 1 and filled[0] not in (UNKNOWN, OTHER)
    hideable = {place: price(grid.at(place)) for place in grid.inner()}
    must = {place for place in hideable if is_small(grid.at(place)) or (told and grid.at(place))}
    hidden = protect(grid, hidden=frozenset(must) | free, hideable=hideable, free=free)
    return {
        cell_key(**{table.name: option}): None if (0, column) in hidden else number
        for column, (option, number) in enumerate(counts.items())
    }
