"""What is published of one table of a closed month or quarter, when it is decided which age bands' sums are hidden.

The rules it keeps (the proof's arithmetic is in suppression.py):
- Everything about a hidden age band is hidden, and whatever a reader supposes about the hidden bands' sums, the table
  can follow. Together they are one row, of which only the sums are known.
- Ages in whole years can follow only where nothing ties them to a band, for everybody knows which of them a band can
  have. So of every option that a hidden band can have, "unknown" too, the sum is hidden with it: all of that band could
  then be unknown. Hidden bands that can only be unknown are known to be, and give nothing away.
- What cannot be is shown as zero, and helps to hide nothing.
- What follows from a published zero (nobody by phone: nobody aged 3-11 by phone) is shown as zero.
"""

from flows.cells import BANDS, UNKNOWN, Shown, cell_key
from flows.published import Counts, tells
from flows.suppression import PRICE_OF_SUM, WIDTH, Network, is_small, price, protect
from flows.tables import Table


def table_cells(table: Table, unit: str | None, counts: Counts, hidden_bands: frozenset[str]) -> dict[str, Shown]:
    """A table's published cells, for one unit or for all."""
    shown = [band for band in BANDS if band not in hidden_bands and any(counts[band].values())]
    sums = {option: sum(counts[band][option] for band in BANDS) for option in table.options}
    loose = _loose(table, counts, hidden_bands)
    # Columns of zeros are shown as zeros, unless all there is stands in one column that must not be seen.
    filled = [option for option in table.options if sums[option]]
    keep_zeros = tells(table, sums) or (len(filled) == 1 and is_small(sums[filled[0]]))
    columns = [option for option in table.options if keep_zeros or option in filled or option in loose]
    lines = [counts[band] for band in shown]
    if hidden_bands and not loose:
        lines.append({option: sum(counts[band][option] for band in hidden_bands) for option in columns})
    grid = Network.of([[line[option] for option in columns] for line in lines] or [[0] * len(columns)])

    in_pool = frozenset(place for place in grid.inner() if place[0] >= len(shown))
    pool = frozenset[tuple[int, int]]() if table.in_years else in_pool
    # The sum of a loose column stands here without its hidden part, which is enough by itself where it can be large.
    untold = frozenset(place for place in grid.column_sums() if columns[place[1]] in loose)
    free = frozenset(place for place in untold if loose[columns[place[1]]] >= WIDTH)
    hideable = {
        place: price(grid.at(place))
        for place in grid.inner()
        if place not in in_pool and table.possible(shown[place[0]], columns[place[1]])
    }
    hideable |= {place: PRICE_OF_SUM + price(grid.at(place)) for place in grid.column_sums() if place not in untold}
    telling = {
        (row, column)
        for row, line in enumerate([*lines, sums] if lines else [])
        if tells(table, line)
        for column, option in enumerate(columns)
        if line[option]
    }
    small = {place for place in hideable if is_small(grid.at(place))}
    hidden = protect(grid, hidden=pool | telling | small | untold, hideable=hideable, free=free, reach=pool - telling)

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
            value = None if concealed and not known_zero and table.possible(band, option) else counts[band][option]
            cells[cell_key(unit=unit, band=band, **{table.name: option})] = value
    return cells


def _loose(table: Table, counts: Counts, hidden_bands: frozenset[str]) -> dict[str, int]:
    """The options whose sums are hidden because hidden age bands can have them, with how many there are of those bands;
    none where all that they can have is the same."""
    if not table.in_years:
        return {}
    can = {
        option: sum(sum(counts[band].values()) for band in hidden_bands if table.possible(band, option))
        for option in table.options
        if any(table.possible(band, option) for band in hidden_bands)
    }
    return can if can.keys() - {UNKNOWN} else {}
