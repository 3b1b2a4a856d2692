"""The audit of everything that was ever published: how closely a reader could work out each hidden number.

It is a check from outside. It takes nothing from the code that hides (flows/suppression.py): its equations come from
what the published tables mean (knowledge.py), its answers from linear programming (HiGHS, in scipy: the extra `audit`).

A hidden number passes when its bounds are at least `WIDTH` apart, or as far apart as the exact totals put them by
themselves (a month of three: nothing in it is more than three). For a quarter's number what its months had told before
counts among what was known, and for a year's what its months and quarters had: those are held to their own measure.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.reports.bounds import ENDLESS, NEAR, WIDTH, Solver
from bot.reports.knowledge import knowledge_of
from flows.cells import Key, months_of
from flows.published import PublishedTable
from flows.table_reading import DECLARED
from flows.tables import Declared


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """A hidden cell that can be worked out more closely than it may be."""

    place: Key
    least: float
    most: float
    allowed: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Audit:
    """How many cells were published, how many of them hidden, and those that are not hidden well enough.

    `narrowest` is the smallest distance between a hidden cell's bounds, counted up to `WIDTH`; None with none hidden.
    `by_totals` is how many are narrower than `WIDTH` only because what was known before leaves them no more.
    """

    cells: int
    hidden: int
    narrowest: float | None
    by_totals: int
    findings: tuple[Finding, ...]


def audit(
    published: Iterable[PublishedTable],
    totals: Mapping[Key, int],
    *,
    progress: Callable[[int, int], None] = lambda done, of: None,
    declared: Declared = DECLARED,
) -> Audit:
    """Works out every hidden cell's bounds from everything. `totals` are the counters, of which only the exact totals
    are used. Raises `NoSolver` where scipy is missing, `Contradiction` where they cannot all be true."""
    tables = tuple(published)
    known = knowledge_of(tables, totals, declared)
    solver = Solver(known.numbers, [*known.structure, *[sides for _, sides in known.told]])
    before: dict[int, Solver] = {}
    findings = []
    narrowest: float | None = None
    by_totals = 0
    wide = solver.spreads([known.meanings[place] for place in known.hidden], progress)
    narrow = [place for place, enough in zip(known.hidden, wide, strict=True) if not enough]
    if len(narrow) < len(known.hidden):
        narrowest = WIDTH
    for done, place in enumerate(narrow, start=len(known.hidden) - len(narrow)):
        progress(done, len(known.hidden))
        least, most = solver.bounds(known.meanings[place])
        width = min(most - least, WIDTH)
        narrowest = width if narrowest is None else min(narrowest, width)
        if width < WIDTH - NEAR:
            rank = _rank(place[0])
            if width >= _total_over(known.structure, known.meanings[place]) - NEAR:
                by_totals += 1
                continue
            if rank not in before:
                finer = [sides for period, sides in known.told if _rank(period) < rank]
                before[rank] = Solver(known.numbers, [*known.structure, *finer])
            low, high = before[rank].bounds(known.meanings[place])
            allowed = min(high - low, WIDTH)
            if width < allowed - NEAR:
                findings.append(Finding(place=place, least=least, most=most, allowed=allowed))
            else:
                by_totals += 1
    progress(len(known.hidden), len(known.hidden))
    return Audit(
        cells=sum(len(table.cells) for table in tables),
        hidden=len(known.hidden),
        narrowest=narrowest,
        by_totals=by_totals,
        findings=tuple(findings),
    )


def _total_over(structure: Sequence[tuple[dict[int, float], float]], meaning: tuple[int, ...]) -> float:
    """The smallest exact total that these numbers are a part of: they cannot be more, whatever is hidden."""
    wanted = set(meaning)
    return min(
        (right for sides, right in structure if sides.keys() >= wanted and min(sides.values()) > 0), default=ENDLESS
    )


def _rank(period: str) -> int:
    """Months are published before quarters, and those before years."""
    return len(months_of(period))
