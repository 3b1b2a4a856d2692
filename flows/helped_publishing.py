"""What is shown of a quarter's and a year's answers to "did you get the help you needed?", small numbers hidden.

The rules it keeps (the proof's arithmetic is in suppression.py):
- How many answered is known exactly, and never hidden here.
- Every degree and both groups (yes, no) are hidden where they are small, with enough beside them. What the four add up
  to across the groups ("high or lesser") is published nowhere.
- That all of them say the same is shown: it tells of the unit, and of nobody who wrote.
- A year comes after its quarters. They are frozen; only its own sums can be hidden now, and hiding all of them would
  leave a reader where they were, so there is always a way. Degrees to groups to all is one tree, the quarters are its
  columns, the year their sum: the year and its quarters are made safe together.
- The tables stand alone: no other one has anything of them but the number of answers.
"""

from collections.abc import Mapping, Sequence

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


def helped_year_cells(quarters: Sequence[tuple[Mapping[Helped, int], Mapping[str, Shown]]]) -> dict[str, Shown]:
    """A year's published cells, the same as a quarter's, from each quarter's counts and its published cells."""
    degrees = [degree for group in GROUPS.values() for degree in group]
    rows: list[str] = [*degrees, *GROUPS, ""]
    parents = [len(degrees) + number for number, group in enumerate(GROUPS.values()) for _ in group]
    grid = Network.of(
        [[counts[degree] for counts, _ in quarters] for degree in degrees], [*parents, *[len(rows) - 1] * len(GROUPS)]
    )
    frozen = frozenset(
        (row, column)
        for row, name in enumerate(rows[:-1])
        for column, (_, cells) in enumerate(quarters)
        if cells[helped_cell(name)] is None
    )
    _, year = grid.last
    # The groups' share is what the goal asks for: a degree goes before a group does.
    worth = {name: PRICE_OF_SUM * (1 if name in degrees else 3) for name in rows[:-1]}
    hideable = {(row, year): worth[name] + price(grid.at((row, year))) for row, name in enumerate(rows[:-1])}
    small = frozenset(place for place in hideable if is_small(grid.at(place)))
    hidden = protect(grid, hidden=frozen | small, hideable=hideable)
    return {
        helped_cell(name or None): None if (row, year) in hidden else grid.at((row, year))
        for row, name in enumerate(rows)
    }
