"""What is published of pre-talks gives no small number away that the exact totals do not: a linear program tries."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import product

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from bot.reports.auditing import audit
from flows.cells import BANDS, Key, Shown, months_of
from flows.counting import BAND, Ballot, tally
from flows.pretalk_counting import BY_BAND, OFFERED, ONWARD, ONWARD_OPTIONS, EndedPretalk, bands_of, by_band_cell
from flows.pretalk_publishing import by_band_cells, onward_cells
from flows.publishing import CountersDisagree, PublishedTable, to_publish
from flows.suppression import WIDTH, is_small
from flows.vocabulary import AgeBand, Onward, PretalkResult, Within
from tests.flows.streams import pretalk_stream, stream

QUARTER = "2027-Q1"
MONTHS = months_of(QUARTER)
AFTERWARDS = date(2027, 4, 1)
HELD = EndedPretalk(
    unit="0-11",
    band=AgeBand.CHILD,
    result=PretalkResult.HELD,
    offered=Within.SEVEN,
    held=Within.FOURTEEN,
    onward=Onward.COURSE,
)


def counted(*said: tuple[EndedPretalk, int], month: str = "2027-01") -> dict[Key, int]:
    return tally(Ballot(month=month, registration=one) for one, times in said for _ in range(times))


def published(
    counters: Mapping[Key, int], *, today: date = AFTERWARDS, untallied: Sequence[str] = ()
) -> dict[tuple[str, str], PublishedTable]:
    fresh = to_publish(counters=counters, published=(), untallied_months=untallied, today=today)
    return {(table.period, table.table): table for table in fresh}


# --- when, and what ---


def test_a_quarter_s_pretalks_are_published_when_it_is_over_and_every_ballot_is_counted() -> None:
    counters = counted((HELD, 20))
    assert (QUARTER, BY_BAND) not in published(counters, today=date(2027, 3, 31))
    assert (QUARTER, BY_BAND) not in published(counters, untallied=("2027-02",))
    tables = published(counters)
    assert {(QUARTER, BY_BAND), (QUARTER, ONWARD)} <= tables.keys()


def test_a_month_of_pretalks_alone_is_closed_like_any_other() -> None:
    tables = published(counted((HELD, 20)))
    assert ("2027-01", BAND) in tables, "nothing more can be counted in it"
    assert tables["2027-01", BAND].cells == {}


def test_a_quarter_without_pretalks_publishes_no_table_of_them() -> None:
    tables = published(tally(stream(1, months=MONTHS, volumes=(20, 20, 20))))
    assert not {BY_BAND, ONWARD} & {name for _, name in tables}


def test_pretalks_change_nothing_of_what_is_published_of_contacts() -> None:
    cast = stream(3, months=MONTHS, volumes=(40, 9, 70))
    alone = published(tally(cast))
    together = published(tally([*cast, *pretalk_stream(3, months=MONTHS, volumes=(10, 20, 30))]))
    assert {place: table for place, table in together.items() if place[1] not in (BY_BAND, ONWARD)} == alone


def test_large_numbers_are_shown_as_they_are() -> None:
    babies = replace(HELD, band=AgeBand.BABY, offered=Within.THREE, onward=Onward.NOT_NOW)
    cells = published(counted((HELD, 20), (babies, 9)))[QUARTER, BY_BAND].cells
    assert cells["unit=0-11|band=3-11|offered=4-7"] == 20
    assert cells["unit=0-11|band=0-2"] == 9
    assert cells["unit=0-11"] == 29
    assert None not in cells.values()


def test_a_small_number_is_hidden_and_not_alone() -> None:
    late = replace(HELD, offered=Within.FOURTEEN)
    cells = published(counted((HELD, 20), (late, 2), (replace(HELD, band=AgeBand.BABY), 9)))[QUARTER, BY_BAND].cells
    assert cells["unit=0-11|offered=8-14"] == 2, "the exact totals are known already"
    assert cells["unit=0-11|band=3-11|offered=8-14"] is None
    assert list(cells.values()).count(None) > 1


def test_that_all_went_on_to_a_course_is_not_told_of_everybody() -> None:
    cells = published(counted((HELD, 20)))[QUARTER, ONWARD].cells
    assert cells["unit=0-11|onward=course"] is None
    assert list(cells.values()).count(None) > 1
    unknown = published(counted((replace(HELD, onward=None), 20)))[QUARTER, ONWARD].cells
    assert unknown["unit=0-11|onward=unknown"] == 20, "that nobody said it tells nothing"


@pytest.mark.parametrize(
    "lost",
    [
        ("2027-01", "pretalk_result", "unit=0-11|pretalk_result=held"),
        ("2027-01", "pretalk_reason", "unit=0-11|pretalk_reason=none"),
        (QUARTER, BY_BAND, "unit=0-11|band=3-11|offered=4-7"),
        (QUARTER, ONWARD, "unit=0-11|onward=course"),
    ],
)
def test_counters_that_do_not_add_up_publish_nothing(lost: Key) -> None:
    counters = counted((HELD, 20))
    counters[lost] -= 1
    with pytest.raises(CountersDisagree):
        published(counters)


def test_shown_numbers_are_true_and_no_small_one_is_shown_but_an_exact_total() -> None:
    for seed in range(20):
        counters = tally(pretalk_stream(seed, months=MONTHS, volumes=(12, 40, 5)))
        tables = published(counters)
        for unit in ("0-11", "12-24"):
            true = bands_of(counters, QUARTER, unit)
            for band, offered in product(BANDS, OFFERED.options):
                shown = tables[QUARTER, BY_BAND].cells[by_band_cell(unit, band, offered)]
                assert shown in (None, true[offered][band])
                assert shown is None or not is_small(shown)
            for band in BANDS:
                shown = tables[QUARTER, BY_BAND].cells[by_band_cell(unit, band, None)]
                assert shown is None or not is_small(shown)


# --- the attack ---


def bounds(known: list[tuple[list[int], float]], size: int, wanted: list[int]) -> tuple[float, float]:
    """The least and the most that the sum of some unknowns can be, when other sums of them are known."""
    sums = numpy.zeros((len(known), size))
    for row, (places, _) in enumerate(known):
        sums[row, places] = 1
    goal = numpy.zeros(size)
    goal[wanted] = 1
    found = []
    for sign in (1, -1):
        solved = linprog(sign * goal, A_eq=sums, b_eq=[value for _, value in known], bounds=(0, None), method="highs")
        assert solved.status == 0, solved.message
        found.append(sign * solved.fun)
    return found[0], found[1]


PLACES = list(product(OFFERED.options, BANDS))


def unknowns(band: str | None, offered: str | None) -> list[int]:
    """The unknowns that a cell of the table by age band is the sum of."""
    return [
        place
        for place, (of_offered, of_band) in enumerate(PLACES)
        if band in (None, of_band) and offered in (None, of_offered)
    ]


def attack(counts: Mapping[str, Mapping[str, int]]) -> Iterator[tuple[float, float]]:
    """Of each hidden cell: how far apart its bounds are, and how far they are with the exact totals only."""
    cells = by_band_cells("0-11", counts)
    totals = [(unknowns(None, offered), float(sum(counts[offered].values()))) for offered in OFFERED.options]
    shown: list[tuple[list[int], float]] = []
    hidden = []
    for band, offered in product((*BANDS, None), (*OFFERED.options, None)):
        value = cells[by_band_cell("0-11", band, offered)]
        if value is None:
            hidden.append(unknowns(band, offered))
        else:
            shown.append((unknowns(band, offered), float(value)))
    for wanted in hidden:
        least, most = bounds(shown, len(PLACES), wanted)
        at_first = bounds(totals, len(PLACES), wanted)
        yield most - least, at_first[1] - at_first[0]


counts_of_a_quarter = st.fixed_dictionaries(
    {
        offered: st.fixed_dictionaries({band: st.sampled_from((0, 0, 0, 1, 2, 4, 5, 9, 30)) for band in BANDS})
        for offered in OFFERED.options
    }
)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(counts_of_a_quarter)
def test_no_hidden_number_is_known_better_than_the_exact_totals_tell_it(
    counts: Mapping[str, Mapping[str, int]],
) -> None:
    for width, at_first in attack(counts):
        assert width >= min(WIDTH, at_first) - 1e-6


def test_not_one_hidden_number_of_made_up_quarters_gives_way() -> None:
    for seed, volumes in enumerate([(1, 0, 0), (3, 2, 1), (9, 12, 10), (40, 30, 35), (0, 0, 4), (200, 150, 180)]):
        counters = tally(pretalk_stream(seed, months=MONTHS, volumes=volumes))
        for unit in ("0-11", "12-24"):
            for width, at_first in attack(bands_of(counters, QUARTER, unit)):
                assert width >= min(WIDTH, at_first) - 1e-6


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=len(ONWARD_OPTIONS), max_size=len(ONWARD_OPTIONS)))
def test_no_hidden_number_of_what_came_after_can_be_worked_out(numbers: list[int]) -> None:
    cells = onward_cells("0-11", dict(zip(ONWARD_OPTIONS, numbers, strict=True)))
    held = sum(numbers)
    open_to_guess = held - sum(value for value in cells.values() if value is not None)
    hidden = [value for value in cells.values() if value is None]
    for value, number in zip(cells.values(), numbers, strict=True):
        assert value in (None, number)
        assert value is None or not is_small(value)
    if hidden:
        assert len(hidden) > 1
        assert open_to_guess >= min(WIDTH, held), "each hidden one could be anything from nought to this"


def hidden_share(cells: Mapping[str, Shown]) -> float:
    return list(cells.values()).count(None) / len(cells)


def test_the_audit_knows_that_what_nobody_was_counted_in_is_nought() -> None:
    counters = counted((HELD, 2))
    result = audit(published(counters).values(), counters)
    assert result.hidden
    assert result.findings == (), "of two in all nobody can hide more than two"


def test_a_large_unit_s_quarter_keeps_most_of_what_it_says() -> None:
    tables = published(tally(pretalk_stream(5, months=MONTHS, volumes=(900, 900, 900))))
    assert hidden_share(tables[QUARTER, BY_BAND].cells) < 0.4
