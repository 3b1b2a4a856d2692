"""What is published of one table of a closed month or quarter, when it is decided which age bands' sums are hidden.

The rules it keeps (the proof's arithmetic is in suppression.py):
- Everything about a hidden age band is hidden, and whatever a reader supposes about the hidden bands' sums, the table
  can follow. Together they are one row, of which only the sums are known.
- What follows from a published zero (nobody by phone: nobody aged 3-11 by phone) is shown as zero.
"""

from flows.cells import BANDS, Shown, cell_key
from flows.published import Counts, tells
from flows.suppression import PRICE_OF_SUM, Network, is_small, price, protect
from flows.tables import Table


def table_cells(table: Table, unit: str | None, counts: Counts, hidden_bands: frozenset[str]) -> dict[str, Shown]:
    """A table's published cells, for one unit or for all."""
    shown = [band for band in BANDS if band not in hidden_bands and any(counts[band].values())]
    sums = {option: sum(counts[band][option] for band in BANDS) for option in table.options}
    # Columns of zeros are shown as zeros, unless all there is stands in one column that must not be seen.
    filled = [option for option in table.options if sums[option]]
    keep_zeros = tells(table, sums) or (len(filled) == 1 and is_small(sums[filled[0]]))
    columns = list(table.options) if keep_zeros else filled
    lines = [counts[band] for band in shown]
    if hidden_bands:
        lines.append({option: sum(counts[band][option] for band in hidden_bands) for option in columns})
    grid = Network.of([[line[option] for option in columns] for line in lines] or [[0] * len(columns)])

    pool = frozenset(place for place in grid.inner() if place[0] >= len(shown))
    hideable = {place: price(grid.at(place)) for place in grid.inner() if place not in pool}
    hideable |= {place: PRICE_OF_SUM + price(grid.at(place)) for place in grid.column_sums()}
    telling = {
        (row, column)
        for row, line in enumerate([*lines, sums] if lines else [])
        if tells(table, line)
        for column, option in enumerate(columns)
        if line[option]
    }
    small = {place for place in hideable if is_small(grid.at(place))}
    hidden = protect(grid, hidden=pool | telling | small, hideable=hideable, reach=pool - telling)

    cells: dict[str, Shown] = {}
    for option in table.options:
        column = columns.index(option) if option in columns else None
        sum_hidden = column is not None and (grid.last[0], column) in hidden
        known_zero = sums[option] == 0 and not sum_hidden
        cells[cell_key(unit=unit, **{table.name: option})] = None if sum_hidden else sums[option]
        for band in BANDS:
            concealed = band in hidden_bands or (
                band in shown and column is not None and (shown.index(band), column) in hidden
            )
            value = None if concealed and not known_zero else counts[band][option]
            cells[cell_key(unit=unit, band=band, **{table.name: option})] = value
    return cells
