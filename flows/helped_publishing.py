"""What is shown of a quarter's answers to "did you get the help you needed?", with small numbers hidden.

The rules it keeps (the proof's arithmetic is in suppression.py):
- How many answered is known exactly, and never hidden here.
- Every degree and both groups (yes, no) are hidden where they are small, with enough beside them. What the four add up
  to across the groups ("high or lesser") is published nowhere.
- That all of them say the same is shown: it tells of the unit, and of nobody who wrote.
- The table stands alone: no other one has anything of it but the number of answers.
"""

from collections.abc import Mapping

from flows.cells import Shown
from flows.feedback import Helped
from flows.helped_counting import GROUPS, helped_cell
from flows.suppression import PRICE_OF_SUM, Network, is_small, price, protect


def helped_cells(counts: Mapping[Helped, int]) -> dict[str, Shown]:
    """A quarter's published cells: all answers, the two groups, and the four degrees."""
    grid = Network.of([[counts[degree] for degree in degrees] for degrees in GROUPS.values()])
    _, sums = grid.last
    across = frozenset(grid.column_sums())
    groups = {group: (row, sums) for row, group in enumerate(GROUPS)}
    hideable = {place: price(grid.at(place)) for place in grid.inner()}
    hideable |= {place: PRICE_OF_SUM + price(grid.at(place)) for place in groups.values()}
    small = frozenset(place for place in hideable if is_small(grid.at(place)))
    hidden = protect(grid, hidden=small | across, hideable=hideable, free=across)

    places = {
        degree: (row, column) for row, degrees in enumerate(GROUPS.values()) for column, degree in enumerate(degrees)
    }
    shown = {name: None if place in hidden else grid.at(place) for name, place in (groups | places).items()}
    return {helped_cell(None): grid.at(grid.last), **{helped_cell(name): value for name, value in shown.items()}}
