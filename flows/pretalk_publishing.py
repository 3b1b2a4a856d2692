"""What is shown of ended pre-talks beyond the exact totals: a unit's quarter by age band, and what came after.

The rules it keeps (the proof's arithmetic is in suppression.py):
- The exact totals are known: how many were offered a time when, and how many were held. They are never hidden here.
- Everything else small is hidden, sums by age band too, with enough beside it: what the exact totals leave open of a
  hidden cell, up to `WIDTH`, stays open.
- Each table stands alone: there is one table with ages in it, and what came after is told without them.
"""

from collections.abc import Mapping

from flows.cells import BANDS, UNKNOWN, Shown
from flows.pretalk_counting import OFFERED, ONWARD_OPTIONS, by_band_cell, onward_cell
from flows.suppression import PRICE_OF_SUM, Network, is_small, price, protect


def by_band_cells(unit: str, counts: Mapping[str, Mapping[str, int]]) -> dict[str, Shown]:
    """A unit's published cells, from when it was offered → age band → how many, with the sums of both."""
    grid = Network.of([[counts[offered][band] for band in BANDS] for offered in OFFERED.options])
    hideable = {place: price(grid.at(place)) for place in grid.inner()}
    hideable |= {place: PRICE_OF_SUM + price(grid.at(place)) for place in grid.column_sums()}
    small = frozenset(place for place in hideable if is_small(grid.at(place)))
    hidden = protect(grid, hidden=small, hideable=hideable)
    names = [(offered, band) for offered in (*OFFERED.options, None) for band in (*BANDS, None)]
    places = [(row, column) for row in range(grid.last[0] + 1) for column in range(grid.last[1] + 1)]
    return {
        by_band_cell(unit, band, offered): None if place in hidden else grid.at(place)
        for (offered, band), place in zip(names, places, strict=True)
    }


def onward_cells(unit: str, counts: Mapping[str, int]) -> dict[str, Shown]:
    """A unit's published cells of what came after the pre-talks that were held; all of them together are known."""
    grid = Network.of([[counts[onward] for onward in ONWARD_OPTIONS]])
    # A line by itself: each sum over it is the cell again, and goes with it.
    free = frozenset(grid.column_sums())
    filled = [place for place in grid.inner() if grid.at(place)]
    # "All of them" would tell of everybody what came after.
    told = frozenset(filled) if len(filled) == 1 and ONWARD_OPTIONS[filled[0][1]] != UNKNOWN else frozenset()
    small = frozenset(place for place in grid.inner() if is_small(grid.at(place)))
    hideable = {place: price(grid.at(place)) for place in grid.inner()}
    hidden = protect(grid, hidden=small | told | free, hideable=hideable, free=free)
    return {
        onward_cell(unit, onward): None if (0, column) in hidden else grid.at((0, column))
        for column, onward in enumerate(ONWARD_OPTIONS)
    }
