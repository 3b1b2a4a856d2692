"""Nothing that is published gives a small cell away: a linear program, armed with all of it, tries."""

import random
from collections.abc import Iterator, Mapping
from datetime import date

import numpy
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from flows.cells import BANDS, Key, cell_key, cell_parts, months_of
from flows.counting import tally
from flows.publishing import PublishedTable, contacts, to_publish
from flows.suppression import WIDTH, Network, is_small, protect
from flows.table_reading import DECLARED
from flows.tables import BAND, Rhythm, Table
from tests.flows.streams import stream

QUARTER = "2026-Q2"
MONTHS = months_of(QUARTER)
AFTERWARDS = date(2026, 7, 1)
TOLERANCE = 1e-6


# --- the grid by itself ---


def all_tables_with_the_same_public_numbers(grid: Network, hidden: frozenset[tuple[int, int]]) -> Iterator[Network]:
    """Every table of whole numbers that a reader could suppose (for small tables only: it tries them all)."""
    rows, columns = grid.last
    public = {
        (row, column): grid.at((row, column))
        for row in range(rows + 1)
        for column in range(columns + 1)
        if (row, column) not in hidden
    }
    most = grid.at(grid.last)

    def fill(line: list[list[int]], places: list[tuple[int, int]]) -> Iterator[Network]:
        if not places:
            table = Network.of(line)
            if all(table.at(place) == value for place, value in public.items()):
                yield table
            return
        row, column = places[0]
        values = [public[row, column]] if (row, column) in public else range(most - sum(map(sum, line)) + 1)
        for value in values:
            line[row][column] = value
            yield from fill(line, places[1:])
        line[row][column] = 0

    yield from fill([[0] * columns for _ in range(rows)], list(grid.inner()))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.lists(st.integers(0, 5), min_size=2, max_size=2), min_size=2, max_size=3))
def test_every_hidden_cell_could_be_four_more_or_less_by_trying_all_tables(rows: list[list[int]]) -> None:
    grid = Network.of(rows)
    assume(WIDTH <= grid.at(grid.last) <= 14)
    small = frozenset(place for place in (*grid.inner(), *grid.column_sums()) if is_small(grid.at(place)))
    hideable = dict.fromkeys((*grid.inner(), *grid.column_sums()), 1)
    hideable |= {(row, grid.last[1]): 5 for row in range(grid.last[0])}
    hidden = protect(grid, hidden=small, hideable=hideable)
    supposed = list(all_tables_with_the_same_public_numbers(grid, hidden))
    assert grid in supposed
    for place in hidden:
        values = [table.at(place) for table in supposed]
        assert max(values) - min(values) >= WIDTH


def test_a_lone_small_cell_takes_others_with_it() -> None:
    grid = Network.of([[2, 20, 30], [11, 12, 13], [9, 40, 50]])
    hidden = protect(grid, hidden=frozenset({(0, 0)}), hideable=dict.fromkeys(grid.inner(), 1))
    assert len(hidden) == 4, "a square of four is the least that hides one cell when all sums stand"
    assert (0, 0) in hidden


def test_nothing_more_is_hidden_where_nothing_is_small() -> None:
    grid = Network.of([[20, 30], [40, 50]])
    assert protect(grid, hidden=frozenset(), hideable=dict.fromkeys(grid.inner(), 1)) == frozenset()


def test_sums_that_do_not_agree_are_refused() -> None:
    with pytest.raises(ValueError, match="do not agree"):
        Network(values=((1, 2, 4), (1, 2, 3)))


# --- everything published of a quarter, attacked by a linear program ---


class Attacker:
    """Somebody who has every published table and every exact total, and a linear program.

    The unknowns are the inner cells of every declared table. Known: what is published, the exact totals, that the
    tables of a period share their age bands' sums, that months add up to their quarter, that counts are not
    negative.
    """

    def __init__(
        self, published: Mapping[tuple[str, str], PublishedTable], totals: Mapping[tuple[str, str], int]
    ) -> None:
        self.totals = totals
        self.columns: dict[Key, int] = {}
        for period, unit in (*totals, (QUARTER, None)):
            for table in tables_of(period):
                for band in BANDS:
                    for option in table.options:
                        cell = cell_key(unit=unit, band=band, **{table.name: option})
                        self.columns[period, table.name, cell] = len(self.columns)
        rows: list[dict[int, float]] = []
        right: list[float] = []

        def learn(sides: list[tuple[list[int], float]], value: float) -> None:
            rows.append({column: sign for columns, sign in sides for column in columns})
            right.append(value)

        for (month, unit), total in totals.items():
            learn([(self.cells(month, "channel", cell_key(unit=unit)), 1)], total)
        for period, unit in (*totals, (QUARTER, None)):
            first, *others = tables_of(period)
            for band in BANDS:
                key = cell_key(unit=unit, band=band)
                for other in others:
                    learn([(self.cells(period, first.name, key), 1), (self.cells(period, other.name, key), -1)], 0)
        for band in BANDS:
            months = [
                column
                for month, unit in totals
                for column in self.cells(month, "channel", cell_key(unit=unit, band=band))
            ]
            learn([(months, 1), (self.cells(QUARTER, "substance", cell_key(band=band)), -1)], 0)
        for (period, name), told in published.items():
            for cell, value in told.cells.items():
                if value is not None:
                    learn([(self.cells(period, name, cell), 1)], value)
        places = [(row, column, value) for row, known in enumerate(rows) for column, value in known.items()]
        at_rows, at_columns, values = zip(*places, strict=True)
        self.known = csr_matrix((values, (at_rows, at_columns)), shape=(len(rows), len(self.columns)))
        self.right = numpy.array(right)

    def cells(self, period: str, table: str, cell: str) -> list[int]:
        """The unknowns that a published cell is the sum of."""
        wanted = cell_parts(cell).items()
        name = tables_of(period)[0].name if table == BAND else table
        return [
            column
            for (in_period, in_table, inner), column in self.columns.items()
            if in_period == period and in_table == name and wanted <= cell_parts(inner).items()
        ]

    def bounds(self, period: str, table: str, cell: str) -> tuple[float, float]:
        """The least and the most that a hidden cell can be."""
        wanted = numpy.zeros(len(self.columns))
        wanted[self.cells(period, table, cell)] = 1
        found = []
        for sign in (1, -1):
            solved = linprog(sign * wanted, A_eq=self.known, b_eq=self.right, bounds=(0, None), method="highs")
            assert solved.status == 0, solved.message
            found.append(sign * solved.fun)
        return found[0], found[1]


def tables_of(period: str) -> list[Table]:
    rhythm = Rhythm.QUARTER if "Q" in period else Rhythm.MONTH
    return [table for table in DECLARED.tables if table.rhythm is rhythm]


def publish_as_time_goes(counters: Mapping[Key, int]) -> dict[tuple[str, str], PublishedTable]:
    """Everything the installation ever published: each month on the first day after it, then the quarter."""
    standing: dict[tuple[str, str], PublishedTable] = {}
    for today in (date(2026, 5, 1), date(2026, 6, 1), AFTERWARDS):
        known = {key: value for key, value in counters.items() if key[0] == QUARTER or key[0] < f"{today:%Y-%m}"}
        for table in to_publish(counters=known, published=standing.values(), untallied_months=(), today=today):
            assert (table.period, table.table) not in standing, "a published table is frozen"
            standing[table.period, table.table] = table
    return standing


def attack(counters: Mapping[Key, int], *, tries: int, seed: int) -> None:
    published = publish_as_time_goes(counters)
    totals = contacts(counters, QUARTER)
    attacker = Attacker(published, totals)
    hidden = [
        (*place, cell) for place, table in published.items() for cell, value in table.cells.items() if value is None
    ]
    for place in random.Random(seed).sample(sorted(hidden), min(tries, len(hidden))):
        period, _, cell = place
        # An exact total of 1, 2 or 3 says by itself that no cell below it is more. Nothing else may narrow a cell.
        known = [total for (month, unit), total in totals.items() if month == period and f"unit={unit}" in cell]
        allowed = min([WIDTH, *(known or totals.values())])
        least, most = attacker.bounds(*place)
        assert most - least >= allowed - TOLERANCE, (place, least, most)


VOLUMES = st.tuples(*[st.sampled_from((0, 1, 3, 4, 6, 12, 30, 70, 250))] * 3).filter(any)


@settings(max_examples=9, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6), volumes=VOLUMES)
def test_no_hidden_cell_is_bounded_tighter_than_nought_to_four(seed: int, volumes: tuple[int, ...]) -> None:
    attack(tally(stream(seed, months=MONTHS, volumes=volumes)), tries=30, seed=seed)


def test_not_one_of_a_whole_quarter_s_hidden_cells_gives_way() -> None:
    attack(tally(stream(7, months=MONTHS, volumes=(9, 30, 70))), tries=10**6, seed=7)
