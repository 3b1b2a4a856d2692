"""Hiding cells so that none can be worked out: exact, in whole numbers, for tables whose rows may have sums of sums.

What it is for: a published table hides its small cells, but sums would give them away. More cells are hidden until
every hidden one could, for all a reader knows, be at least `WIDTH` more or less: no tighter than "0 to 4".

How it knows: rows × columns, with the rows added up along a tree (ages to a quarter, quarters to a year), is a network:
every number is an arc, and at every node as much comes in as goes out. A reader's freedom is then a flow: a hidden
number moves by sending some of it around through other hidden numbers, which may rise without end and fall to nought.
How far it can move is a maximum flow, found exactly by augmenting paths, and flows between whole numbers are whole:
the bounds hold against linear programming and against whole-number search alike.
(Interval propagation alone would not do: it only says how *wide* a reader's bounds are at most.)

The rules it keeps:
- What is hidden already stays hidden, and what may not be hidden (exact sums, frozen numbers) is never touched.
- Hiding more never makes a bound tighter, so a cell found safe stays safe, and the work ends.
- The reader is taken to know the exact sums and that counts are not negative. What follows from those alone (three
  contacts in all: no cell is above three) cannot be hidden; nothing beyond it is given away.
"""

from collections import deque
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
# A place where numbers meet: what comes in goes out.
Node = tuple[int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Network:
    """Rows × columns with their sums. `parents` says for each row which later row it is added to; the last is the
    root, which has none. Without `parents`, all rows but the last are added to the last."""

    values: tuple[tuple[int, ...], ...]
    parents: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not self.parents:
            object.__setattr__(self, "parents", (self.last[0],) * self.last[0])
        sums = [[0] * len(self.values[0]) for _ in self.values]
        for row, parent in enumerate(self.parents):
            if not row < parent <= self.last[0]:
                raise ValueError("a row is added to a later one")
            sums[parent] = [known + more for known, more in zip(sums[parent], self.values[row], strict=True)]
        added = all(sums[row] == list(self.values[row]) for row in set(self.parents))
        if not added or any(sum(line[:-1]) != line[-1] for line in self.values):
            raise ValueError("a table's sums do not agree with its cells")

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]], parents: Sequence[int] = ()) -> "Network":
        """The network of these rows, with the sums added."""
        tree = tuple(parents) or (len(rows),) * len(rows)
        summed = [[*row, sum(row)] for row in rows]
        summed += [[0] * (len(rows[0]) + 1) for _ in range(len(tree) + 1 - len(rows))]
        for row, parent in enumerate(tree):
            summed[parent] = [known + more for known, more in zip(summed[parent], summed[row], strict=True)]
        return cls(values=tuple(tuple(line) for line in summed), parents=tree)

    @property
    def last(self) -> Place:
        """The place of the grand total: its row is the sums' row, its column the sums' column."""
        return len(self.values) - 1, len(self.values[0]) - 1

    def cells_of(self, row: int) -> tuple[Place, ...]:
        """The places of a row, without its sum."""
        return tuple((row, column) for column in range(self.last[1]))

    def inner(self) -> tuple[Place, ...]:
        """The places of the cells themselves, without sums."""
        summed = set(self.parents) or {self.last[0]}
        return tuple(place for row in range(self.last[0]) if row not in summed for place in self.cells_of(row))

    def column_sums(self) -> tuple[Place, ...]:
        """The places of the columns' sums over everything."""
        return self.cells_of(self.last[0])

    def at(self, place: Place) -> int:
        """The value at a place."""
        return self.values[place[0]][place[1]]

    def arcs(self) -> dict[Place, tuple[Node, Node]]:
        """Every number as an arc: from its row into its column, up the tree, and round again to the rows."""
        root, sums = self.last
        outside: Node = (-1, -1)
        summed = set(self.parents)
        found: dict[Place, tuple[Node, Node]] = {}
        for row in range(root + 1):
            above = self.parents[row] if row < root else None
            for column in range(sums):
                begin = (row, column) if row in summed else (row, -1)
                found[row, column] = begin, outside if above is None else (above, column)
            end = (row, sums) if row in summed else (row, -1)
            found[row, sums] = outside if above is None else (above, sums), end
        return found


def is_small(value: int) -> bool:
    """Whether a count is one that is hidden for its own sake."""
    return 1 <= value <= WIDTH


def price(value: int) -> int:
    """What it costs to hide a cell of this value beside those that must be hidden."""
    return min(_PRICE + value, _PRICE_AT_MOST) if value else _PRICE_OF_ZERO


def protect(
    network: Network,
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
    moves = _Moves(network, reach)
    concealed = set(hidden)
    everything = concealed | hideable.keys()
    waiting = sorted(concealed - free)
    while waiting:
        place = waiting.pop()
        found = moves.freedom(place, concealed)
        need = WIDTH if found == WIDTH else min(WIDTH, moves.freedom(place, everything))
        while found < need:
            more = moves.cheapest_opening(place, concealed, hideable, need - found)
            concealed |= more
            waiting.extend(sorted(more - free))
            found = moves.freedom(place, concealed)
    return frozenset(concealed)


class _Moves:
    """How the values can shift while every public number stays.

    To raise an arc is to send more from its head back to its tail, through hidden arcs: forward as much as one likes,
    backward as much as is there. To lower it is the other way about.
    """

    def __init__(self, network: Network, reach: frozenset[Place]) -> None:
        self.network = network
        self.reach = reach
        self.arcs = network.arcs()
        # From a node: which arc leads where, and whether it rises (1) or falls (-1) on the way.
        self.beside: dict[Node, list[tuple[Place, Node, int]]] = {}
        for place, (tail, head) in self.arcs.items():
            self.beside.setdefault(tail, []).append((place, head, 1))
            self.beside.setdefault(head, []).append((place, tail, -1))

    def freedom(self, place: Place, hidden: set[Place]) -> int:
        """How far apart a reader's bounds for a place are (or, in `reach`, how high the upper one), up to WIDTH."""
        up, _ = self._push(place, hidden, rise=True, limit=WIDTH)
        if place in self.reach:
            return min(WIDTH, self.network.at(place) + up)
        return up if up == WIDTH else up + self._push(place, hidden, rise=False, limit=WIDTH - up)[0]

    def cheapest_opening(
        self, place: Place, hidden: set[Place], hideable: Mapping[Place, int], missing: int
    ) -> set[Place]:
        """What to hide next so that `place` can move further: by all that is missing at once if any way allows it."""
        prices = {**hideable, **dict.fromkeys(hidden, 0)}
        states = []
        for rise in (True,) if place in self.reach else (True, False):
            pushed, moved = self._push(place, hidden, rise=rise, limit=WIDTH)
            states.append((rise, moved, WIDTH if rise else self.network.at(place) - pushed))
        for amount in range(missing, 0, -1):
            found = [
                self._cheapest_way(place, moved, prices, rise=rise, amount=amount)
                for rise, moved, most in states
                if most >= amount
            ]
            ways = [way for way in found if way is not None]
            if ways:
                return {step for step in min(ways)[1] if step not in hidden}
        # Cannot happen: as long as hiding everything gives more room, there is a way to some of it.
        raise ValueError("a cell cannot be protected")

    def _ends(self, place: Place, *, rise: bool) -> tuple[Node, Node]:
        tail, head = self.arcs[place]
        return (head, tail) if rise else (tail, head)

    def _push(self, place: Place, hidden: set[Place], *, rise: bool, limit: int) -> tuple[int, dict[Place, int]]:
        """Moves the place up (or down) through hidden places as far as it goes, at most by `limit`: says how far, and
        how much each place on the way has moved."""
        moved: dict[Place, int] = {}
        pushed = 0
        most_of_all = limit if rise else min(limit, self.network.at(place))
        while pushed < most_of_all:
            steps = self._any_way(place, hidden, moved, rise=rise)
            if steps is None:
                break
            falling = [self.network.at(step) + moved.get(step, 0) for step, change in steps if change < 0]
            most = min([most_of_all - pushed, *falling])
            for step, change in steps:
                moved[step] = moved.get(step, 0) + change * most
            pushed += most
        return pushed, moved

    def _any_way(
        self, place: Place, hidden: set[Place], moved: Mapping[Place, int], *, rise: bool
    ) -> list[tuple[Place, int]] | None:
        start, goal = self._ends(place, rise=rise)
        came: dict[Node, tuple[Node, Place, int]] = {}
        open_ends = deque([start])
        while open_ends:
            node = open_ends.popleft()
            for step, other, change in self.beside[node]:
                if step not in hidden or step == place or other in came or other == start:
                    continue
                if change < 0 and self.network.at(step) + moved.get(step, 0) == 0:
                    continue
                came[other] = node, step, change
                if other == goal:
                    steps = []
                    while other != start:
                        other, step, change = came[other]
                        steps.append((step, change))
                    return steps
                open_ends.append(other)
        return None

    def _cheapest_way(
        self, place: Place, moved: Mapping[Place, int], prices: Mapping[Place, int], *, rise: bool, amount: int
    ) -> tuple[int, tuple[Place, ...]] | None:
        """The cheapest way around that lets the place move by `amount`: its price and its places; None if none."""
        start, goal = self._ends(place, rise=rise)
        order = count()
        open_ends: list[tuple[int, int, Node, tuple[Place, ...]]] = [(0, next(order), start, ())]
        done: set[Node] = set()
        while open_ends:
            spent, _, node, steps = heappop(open_ends)
            if node == goal:
                return spent, steps
            if node in done:
                continue
            done.add(node)
            for step, other, change in self.beside[node]:
                if step == place or step not in prices or other in done:
                    continue
                if change < 0 and self.network.at(step) + moved.get(step, 0) < amount:
                    continue
                heappush(open_ends, (spent + prices[step], next(order), other, (*steps, step)))
        return None
