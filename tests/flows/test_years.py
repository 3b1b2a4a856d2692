"""Months, quarters and years together: whoever has everything that was ever published, and a linear program, learns
no hidden number more closely than it may be."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reports.auditing import audit
from flows.cells import Key, cell_key, cell_parts, months_of, next_month, quarters_of
from flows.counting import tally
from flows.publishing import PublishedTable, in_open_months, is_frozen, to_publish
from flows.table_reading import DECLARED
from flows.tables import BAND, Rhythm
from tests.flows.streams import pretalk_stream, stream

MONTHS = (*months_of("2026"), *months_of("2027"))
Standing = dict[tuple[str, str], PublishedTable]


def first_of(month: str) -> date:
    return date(int(month[:4]), int(month[5:]), 1)


def as_time_goes(seed: int, volumes: list[int], *, late: int = 0) -> tuple[dict[Key, int], Standing]:
    """24 months, each published on the day after it; `late` ballots of each month come when it is out already."""
    counters: dict[Key, int] = {}
    standing: Standing = {}
    waiting = [
        *stream(seed, months=MONTHS, volumes=volumes),
        *pretalk_stream(seed, months=MONTHS, volumes=[volume // 4 for volume in volumes]),
    ]
    held_back = [ballot for number, ballot in enumerate(waiting) if late and number % late == 0]
    for month in MONTHS:
        mine = [ballot for ballot in waiting if ballot.month == month and ballot not in held_back]
        came_late = [ballot for ballot in held_back if next_month(ballot.month) == month]
        moved = in_open_months([*mine, *came_late], standing.values())
        assert not any(is_frozen(ballot.month, standing.values()) for ballot in moved)
        for key, number in tally(moved).items():
            counters[key] = counters.get(key, 0) + number
        today = first_of(next_month(month))
        for table in to_publish(
            counters=counters,
            published=standing.values(),
            untallied_months=(),
            today=today,
            places=("hvidovre", "skolen"),
        ):
            assert (table.period, table.table) not in standing, "published is frozen"
            standing[table.period, table.table] = table
    return counters, standing


@settings(max_examples=2, deadline=None, derandomize=True)
@given(
    seed=st.integers(0, 10**6),
    volumes=st.lists(st.sampled_from((70, 120, 250)), min_size=24, max_size=24),
    late=st.sampled_from((0, 9)),
)
def test_nothing_that_is_hidden_can_be_worked_out_from_two_years_of_everything(
    seed: int, volumes: list[int], late: int
) -> None:
    counters, standing = as_time_goes(seed, volumes, late=late)
    assert {"2026", "2027"} <= {period for period, _ in standing}
    result = audit(standing.values(), counters)
    assert result.hidden
    assert result.findings == ()


def test_nothing_that_is_hidden_can_be_worked_out_in_a_small_unit_either() -> None:
    """Months of a handful of contacts, where the exact totals themselves leave little to guess."""
    counters, standing = as_time_goes(3, [4, 12, 25, 40, 12, 4, 40, 25] * 3, late=9)
    result = audit(standing.values(), counters)
    assert result.hidden
    assert result.findings == ()


def test_the_audit_fails_when_a_year_shows_every_sum() -> None:
    counters, standing = as_time_goes(1, [120] * 12 + [0] * 12)
    for table in DECLARED.tables:
        made = standing["2026", table.name]
        shown = {
            cell: true_sum(counters, table.name, cell) if value is None else value for cell, value in made.cells.items()
        }
        standing["2026", table.name] = replace(made, cells=shown)
    assert audit(standing.values(), counters).findings


def true_sum(counters: Mapping[Key, int], name: str, cell: str) -> int:
    """What the counters say of a cell of the year 2026."""
    wanted = cell_parts(cell).items()
    return sum(
        number
        for (period, table, inner), number in counters.items()
        if table == name and months_of(period)[0][:4] == "2026" and wanted <= cell_parts(inner).items()
    )


def test_what_a_year_shows_is_true_and_adds_up() -> None:
    counters, standing = as_time_goes(5, [120] * 24)
    units = ("0-11", "12-24")
    for table in DECLARED.tables:
        cells = standing["2026", table.name].cells
        assert any(value is not None for value in cells.values())
        assert all(value in (None, true_sum(counters, table.name, cell)) for cell, value in cells.items())
        by_unit = table.rhythm is Rhythm.MONTH
        wanted = {cell_key(**{table.name: option}) for option in table.options} | {""}
        if by_unit:
            wanted |= {cell_key(unit=unit, **{table.name: option}) for unit in units for option in table.options}
            wanted |= {cell_key(unit=unit) for unit in units}
        assert cells.keys() == wanted, "never ages beside options"
    assert standing["2026", BAND].cells[""] == 12 * 120
    assert standing["2027", BAND].cells["unit=0-11"] is not None


def test_a_year_comes_after_its_quarters_and_closes_them() -> None:
    _, standing = as_time_goes(3, [12] * 12 + [0] * 12)
    periods = [period for period, _ in standing]
    assert periods.index("2026") > max(periods.index(quarter) for quarter in quarters_of("2026"))
    assert all(is_frozen(month, [standing["2026", BAND]]) for month in months_of("2026"))
    assert not is_frozen("2027-01", [standing["2026", BAND]])
