"""How far apart sums of unknown numbers can be, by linear programming (HiGHS, in scipy: the extra `audit`).

Numbers are never negative, and of some sums of them the value is known.
"""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from flows.cells import Key

WIDTH = 4
NEAR = 1e-6
ENDLESS = 10.0**7
_ROUNDS_WITHOUT_NEWS = 4


class NoSolver(Exception):
    """The audit needs scipy: install doorstep with its extra, pip install 'doorstep[audit]'."""

    def __str__(self) -> str:
        return " ".join((self.__doc__ or "").split())


class Contradiction(Exception):
    """What was published contradicts itself or the exact totals: no numbers could have led to it."""

    def __str__(self) -> str:
        return self.__doc__ or ""


class Solver:
    """The least and the most that a sum of unknown numbers can be. What is known outright is put in first, and what
    then hangs together is solved by itself; every answer is kept, for it shows how far other numbers can move too."""

    def __init__(self, numbers: Mapping[Key, int], equations: Iterable[tuple[dict[int, float], float]]) -> None:
        try:
            import numpy
            import scipy.optimize
            import scipy.sparse
        except ImportError as missing:
            raise NoSolver from missing
        self._numpy: Any = numpy
        self._linprog: Any = scipy.optimize.linprog
        self._matrix: Any = scipy.sparse.csr_matrix
        self.known: dict[int, float] = {}
        self.parts = self._apart(len(numbers), self._put_in(equations))
        self.part_of = {column: part for part in self.parts for column in part.columns}

    def _put_in(self, equations: Iterable[tuple[dict[int, float], float]]) -> list[tuple[dict[int, float], float]]:
        """The equations that are left when every number that follows outright is put in."""
        left = list(equations)
        while True:
            before = len(self.known)
            rest = []
            for sides, right in left:
                open_sides = {column: sign for column, sign in sides.items() if column not in self.known}
                value = right - sum(sign * self.known[column] for column, sign in sides.items() if column in self.known)
                if not open_sides:
                    if abs(value) > NEAR:
                        raise Contradiction
                elif len(open_sides) == 1:
                    ((column, sign),) = open_sides.items()
                    self.known[column] = value / sign
                elif abs(value) < NEAR and len(set(open_sides.values())) == 1:
                    self.known.update(dict.fromkeys(open_sides, 0.0))
                else:
                    rest.append((open_sides, value))
            left = rest
            if len(self.known) == before:
                return left

    def _apart(self, size: int, equations: list[tuple[dict[int, float], float]]) -> "list[Part]":
        from scipy.sparse.csgraph import connected_components

        pairs = [(row, column) for row, (sides, _) in enumerate(equations) for column in sides]
        rows, columns = zip(*pairs, strict=True) if pairs else ((), ())
        graph = self._matrix(
            ([1] * len(pairs), ([size + row for row in rows], columns)), shape=(size + len(equations),) * 2
        )
        _, labels = connected_components(graph, directed=False)
        members: dict[int, Part] = {}
        for column in range(size):
            if column not in self.known:
                members.setdefault(int(labels[column]), Part()).columns.append(column)
        for row, equation in enumerate(equations):
            members[int(labels[size + row])].equations.append(equation)
        return list(members.values())

    def spreads(self, meanings: Sequence[tuple[int, ...]], progress: Callable[[int, int], None]) -> list[bool]:
        """Which of these sums are seen to reach `WIDTH` apart in a few ways in which everything could be: the quick way
        to be sure of most. What is not seen here is worked out one by one."""
        chance = random.Random(0)  # noqa: S311 - directions to try, no secret
        places = [(row, column) for row, meaning in enumerate(meanings) for column in meaning]
        if not places:
            return [False] * len(meanings)
        size = len(self.known) + len(self.part_of)
        rows, columns = zip(*places, strict=True)
        sums = self._matrix(([1.0] * len(places), (rows, columns)), shape=(len(meanings), size))
        low = self._numpy.full(len(meanings), float("inf"))
        high = -low
        failed = 0
        while failed < _ROUNDS_WITHOUT_NEWS:
            apart = high - low >= WIDTH
            progress(int(apart.sum()), len(meanings))
            if apart.all():
                break
            wish = [0.0] * size
            for row, meaning in enumerate(meanings):
                if not apart[row]:
                    push = chance.choice((-1.0, 1.0)) * chance.random()
                    for column in meaning:
                        wish[column] += push
            answer = self._numpy.zeros(size)
            for column, value in self.known.items():
                answer[column] = value
            for part in self.parts:
                if any(wish[column] for column in part.columns):
                    self._solve(part, [wish[column] for column in part.columns])
                    answer[part.columns] = part.answer
                elif part.answer is None:
                    self._solve(part, [0.0] * len(part.columns))
                    answer[part.columns] = part.answer
                else:
                    answer[part.columns] = part.answer
            found = sums @ answer
            low, high = self._numpy.minimum(low, found), self._numpy.maximum(high, found)
            news = int((high - low >= WIDTH).sum() - apart.sum())
            failed = 0 if news > len(meanings) / 500 else failed + 1
        return [bool(wide) for wide in high - low >= WIDTH]

    def bounds(self, meaning: tuple[int, ...]) -> tuple[float, float]:
        """The least and the most that the sum of these can be."""
        least = most = sum(self.known.get(column, 0.0) for column in meaning)
        wanted: dict[int, tuple[Part, list[int]]] = {}
        for column in meaning:
            if column not in self.known:
                part = self.part_of[column]
                wanted.setdefault(id(part), (part, []))[1].append(column)
        for part, columns in wanted.values():
            goal = [1.0 if column in columns else 0.0 for column in part.columns]
            least += self._solve(part, goal)
            most -= self._solve(part, [-value for value in goal])
        return least, most

    def _solve(self, part: "Part", goal: list[float]) -> float:
        """The least that a part can make of a goal. A number that nothing holds back is taken for endless."""
        part.prepare(self._matrix)
        solved = self._linprog(goal, A_eq=part.matrix, b_eq=part.right, bounds=(0, ENDLESS), method="highs")
        if solved.status != 0:
            raise Contradiction
        part.answer = solved.x
        return float(solved.fun)


class Part:
    """Numbers that hang together, with what is known of them."""

    def __init__(self) -> None:
        self.columns: list[int] = []
        self.equations: list[tuple[dict[int, float], float]] = []
        self.index: dict[int, int] = {}
        self.answer: Any = None
        self.matrix: Any = None
        self.right: list[float] | None = None

    def prepare(self, matrix: Any) -> None:
        """Makes the matrix, once."""
        if self.index:
            return
        self.index = {column: number for number, column in enumerate(self.columns)}
        places = [
            (row, self.index[column], sign)
            for row, (sides, _) in enumerate(self.equations)
            for column, sign in sides.items()
        ]
        rows, columns, values = zip(*places, strict=True) if places else ((), (), ())
        shape = (len(self.equations), len(self.columns))
        self.matrix = matrix((values, (rows, columns)), shape=shape) if places else None
        self.right = [right for _, right in self.equations] if places else None
