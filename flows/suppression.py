"""Hiding cells so that none can be worked out: exact, in whole numbers, for tables of rows × columns with their sums.

What it is for: a published table hides its small cells, but sums would give them away. More cells are hidden until
every hidden one could, for all a reader knows, be at least `WIDTH` more or less: no tighter than "0 to 4".

How it knows: in a table with sums, every cell stands in exactly one row and one column. A reader's freedom is then a
flow: what goes up in one hidden cell comes down in another of the row, up again in that one's column, and so around.
How far a cell can move is a maximum flow through the hidden cells, found exactly by augmenting paths, and flows
between whole numbers are whole: the bounds hold against linear programming and against whole-number search alike.
(Interval propagation alone would not do: it only says how *wide* a reader's bounds are at most.)

The rules it keeps:
- What is hidden already stays hidden, and what may not be hidden (exact sums, frozen numbers) is never touched.
- Hiding more never makes a bound tighter, so a cell found safe stays safe, and the work ends.
- The reader is taken to know the exact sums and that counts are not negative. What follows from those alone (three
  contacts in all: no cell is above three) cannot be hidden; nothing beyond it is given away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count

# A cell of 1-4 is small; a hidden cell's bounds are at least this far apart.
WIDTH = 4

# What it costs to hide a cell as a complement. Sums are worth most. A zero is a poor hiding place, because a reader
# may know that nobody of sixteen writes to the unit for small children.
_PRICE, _PRICE_AT_MOST, _PRICE_OF_ZERO = 10, 50, 60
PRICE_OF_SUM = 200

# Row and column; the last row holds the columns' sums and the last column the rows'.
Place = tuple[int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Grid:
    """A table with its sums: what it holds, and which places a reader does not see."""

    values: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        for line in (*self.values, *zip(*self.values, strict=True)):
            if sum(line[:-1]) != line[-1]:
                raise ValueError("a table's sums do not agree with its cells")

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]]) -> "Grid":
        """The grid of these rows, with the sums added."""
        summed = [(*row, sum(row)) for row in rows]
        return cls(values=(*summed, tuple(sum(column) for column in zip(*summed, strict=True))))

    @property
    def last(self) -> Place:
        """The place of the grand total: its row is the sums' row, its column the sums' column."""
        return len(self.values) - 1, len(self.values[0]) - 1

    def inner(self) -> tuple[Place, ...]:
        """The places of the cells themselves, without sums."""
        rows, columns = self.last
        return tuple((row, column) for row in range(rows) for column in range(columns))

    def column_sums(self) -> tuple[Place, ...]:
        """The places of the columns' sums."""
        rows, columns = self.last
        return tuple((rows, column) for column in range(columns))

    def at(self, place: Place) -> int:
        """The value at a place."""
        return self.values[place[0]][place[1]]


def is_small(value: int) -> bool:
    """Whether a count is one that is hidden for its own sake."""
    return 1 <= value <= WIDTH


def price(value: int) -> int:
    """What it costs to hide a cell of this value beside those that must be hidden."""
    return min(_PRICE + value, _PRICE_AT_MOST) if value else _PRICE_OF_ZERO


def protect(
    grid: Grid,
    *,
    hidden: frozenset[Place],
    hideable: Mapping[Place, int],
    free: frozenset[Place] = frozenset(),
    reach: frozenset[Place] = frozenset(),
) -> frozenset[Place]:
    """The hidden places with as many more, as cheaply as the search finds, as it takes to make all of them safe.

    `hideable` are the places that may be hidden too, with the price of losing each. Places in `free` are not public
    but need no protection of their own (they stand in no published table). Places in `reach` need only be able to be
    `WIDTH` or more: they are the sum of several hidden cells, each of which could then be anything up to it.
    """
    concealed = set(hidden)
    everything = concealed | hideable.keys()
    waiting = sorted(concealed - free)
    while waiting:
        place = waiting.pop()
        need = min(WIDTH, _freedom(grid, place, everything, reach))
        while (found := _freedom(grid, place, concealed, reach)) < need:
            more = _cheapest_opening(grid, place, concealed, hideable, need - found, reach)
            concealed |= more
            waiting.extend(sorted(more - free))
    return frozenset(concealed)


def _freedom(grid: Grid, place: Place, hidden: set[Place], reach: frozenset[Place]) -> int:
    """How far apart a reader's bounds for a hidden place are (or, in `reach`, how high the upper one), up to WIDTH."""
    moved = _Moves(grid, place)
    up = moved.push(hidden, rise=True, limit=WIDTH)
    if place in reach:
        return min(WIDTH, grid.at(place) + up)
    if up == WIDTH:
        return up
    return up + _Moves(grid, place).push(hidden, rise=False, limit=WIDTH - up)


def _cheapest_opening(
    grid: Grid,
    place: Place,
    hidden: set[Place],
    hideable: Mapping[Place, int],
    missing: int,
    reach: frozenset[Place],
) -> set[Place]:
    """What to hide next so that `place` can move further: by all that is missing at once if any way allows it."""
    prices = {**hideable, **dict.fromkeys(hidden, 0)}
    states = []
    for rise in (True,) if place in reach else (True, False):
        moved = _Moves(grid, place)
        moved.push(hidden, rise=rise, limit=WIDTH)
        states.append((moved, rise))
    for amount in range(missing, 0, -1):
        ways = []
        for moved, rise in states:
            if rise or moved.values[place] >= amount:
                way = moved.way(prices, rise=rise, amount=amount)
                if way is not None:
                    ways.append(way)
        if ways:
            _, steps = min(ways)
            return {step for step in steps if step not in hidden}
    # Cannot happen: as long as hiding everything gives more room, there is a way to some of it.
    raise ValueError("a cell cannot be protected")


class _Moves:
    """How the values can shift while every public number stays: a flow between the lines (rows and columns).

    Sums count negatively, so that every line adds up to nothing; raising a cell then means lowering, in signed
    terms, another on its row, raising one on that one's column, and so on until the way comes back to the column.
    """

    def __init__(self, grid: Grid, place: Place) -> None:
        self.place = place
        self.last = grid.last
        self.values = {
            (row, column): value for row, line in enumerate(grid.values) for column, value in enumerate(line)
        }

    def push(self, passable: set[Place], *, rise: bool, limit: int) -> int:
        """Moves the place up (or down) through hidden places as far as it goes, at most by `limit`; says how far."""
        prices = dict.fromkeys(passable, 0)
        pushed = 0
        while pushed < limit:
            if not rise and self.values[self.place] == 0:
                break
            found = self.way(prices, rise=rise, amount=1)
            if found is None:
                break
            steps = list(zip(found[1], self._changes(found[1], rise=rise), strict=True))
            most = min([limit - pushed, *(self.values[step] for step, change in steps if change < 0)])
            if not rise:
                most = min(most, self.values[self.place])
            for step, change in steps:
                self.values[step] += change * most
            self.values[self.place] += most if rise else -most
            pushed += most
        return pushed

    def way(self, prices: Mapping[Place, int], *, rise: bool, amount: int) -> tuple[int, tuple[Place, ...]] | None:
        """The cheapest way around that lets the place move by `amount`: its price and its places; None if none."""
        row, column = self.place
        order = count()
        start: tuple[bool, int] = (True, row)
        goal = (False, column)
        open_ends: list[tuple[int, int, tuple[bool, int], tuple[Place, ...]]] = [(0, next(order), start, ())]
        done: set[tuple[bool, int]] = set()
        while open_ends:
            price, _, line, steps = heappop(open_ends)
            if line == goal:
                return price, steps
            if line in done:
                continue
            done.add(line)
            is_row, index = line
            for other in range((self.last[1] if is_row else self.last[0]) + 1):
                step = (index, other) if is_row else (other, index)
                if step == self.place or step not in prices or (not is_row, other) in done:
                    continue
                if self._change(step, from_row=is_row, rise=rise) < 0 and self.values[step] < amount:
                    continue
                heappush(open_ends, (price + prices[step], next(order), (not is_row, other), (*steps, step)))
        return None

    def _changes(self, steps: tuple[Place, ...], *, rise: bool) -> list[int]:
        return [self._change(step, from_row=number % 2 == 0, rise=rise) for number, step in enumerate(steps)]

    def _change(self, step: Place, *, from_row: bool, rise: bool) -> int:
        """Whether a step raises (1) or lowers (-1) its place, when the way goes through it from its row or column."""
        direction = self._sign(self.place) * (1 if rise else -1)
        return self._sign(step) * (-direction if from_row else direction)

    def _sign(self, place: Place) -> int:
        return 1 if (place[0] == self.last[0]) == (place[1] == self.last[1]) else -1
