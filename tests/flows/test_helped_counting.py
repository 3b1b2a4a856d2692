"""Answers to "did you get the help you needed?": counted by themselves, shown so that none can be worked out."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy.optimize import linprog

from flows.counting import Ballot, UnreadableBallot, decode, encode, tally
from flows.feedback import Helped
from flows.figures import build_figures
from flows.helped_counting import HelpedAnswer
from flows.helped_publishing import helped_cells
from flows.publishing import to_publish

MARCH, APRIL = date(2026, 3, 31), date(2026, 4, 1)
DEGREES = list(Helped)


def ballot(helped: Helped, *, month: str = "2026-03", unit: str = "0-11") -> Ballot:
    """An answer."""
    return Ballot(month=month, registration=HelpedAnswer(unit=unit, helped=helped))


def answers(high: int, some: int, lesser: int, none: int) -> list[Ballot]:
    """So many of each."""
    return [ballot(each) for each, times in zip(Helped, (high, some, lesser, none), strict=True) for _ in range(times)]


@pytest.mark.parametrize("helped", list(Helped))
def test_an_answer_is_read_as_it_was_written_and_is_as_long_as_any_ballot(helped: Helped) -> None:
    assert decode(encode(ballot(helped))) == ballot(helped)
    assert len(encode(ballot(helped))) == 768


def test_an_answer_with_anything_more_in_it_cannot_be_read() -> None:
    written = encode(ballot(Helped.HIGH)).rstrip().replace(b'"unit"', b'"role":"mother","unit"').ljust(768)
    with pytest.raises(UnreadableBallot):
        decode(written)


def test_it_counts_a_number_by_unit_and_a_degree_over_all_units() -> None:
    assert tally([ballot(Helped.HIGH), ballot(Helped.NOT, unit="12-24")]) == {
        ("2026-03", "helped_answers", "unit=0-11"): 1,
        ("2026-03", "helped_answers", "unit=12-24"): 1,
        ("2026-Q1", "helped", "helped=high"): 1,
        ("2026-Q1", "helped", "helped=not"): 1,
    }


def test_a_quarter_is_published_when_it_is_over_and_its_share_shown_where_both_sums_are() -> None:
    counters = tally(answers(30, 6, 0, 6))
    assert to_publish(counters=counters, published=(), untallied_months=(), today=MARCH) == ()
    assert to_publish(counters=counters, published=(), untallied_months=["2026-03"], today=APRIL) == ()
    published = to_publish(counters=counters, published=(), untallied_months=(), today=APRIL)
    (table,) = (each for each in published if each.table == "helped")
    assert table.cells == {
        "": 42, "helped=yes": 36, "helped=no": 6,
        "helped=high": 30, "helped=some": 6, "helped=lesser": 0, "helped=not": 6,
    }  # fmt: skip
    helped = build_figures(counters=counters, untallied=(), published=published, today=APRIL).helped
    (quarter,) = helped.quarters
    assert (helped.month, helped.year, helped.goal) == (0, 42, 90)
    assert quarter.percent == pytest.approx(85.7, abs=0.1)


def test_no_share_is_shown_where_few_said_no() -> None:
    published = to_publish(counters=tally(answers(30, 6, 2, 0)), published=(), untallied_months=(), today=APRIL)
    (quarter,) = build_figures(counters={}, untallied=(), published=published, today=APRIL).helped.quarters
    assert (quarter.answers, quarter.yes, quarter.no, quarter.percent) == (38, None, None, None)


def test_an_answer_that_comes_after_its_quarter_is_out_counts_in_the_next() -> None:
    published = to_publish(counters=tally(answers(9, 9, 9, 9)), published=(), untallied_months=(), today=APRIL)
    helped = build_figures(counters={}, untallied=[ballot(Helped.HIGH)], published=published, today=APRIL).helped
    assert (helped.month, helped.units) == (1, {"0-11": (1, 1)})


LINES = (("yes", "high", "some"), ("no", "lesser", "not"), ("", "yes", "no"))


@given(some.tuples(*[some.integers(min_value=0, max_value=12)] * 4))
def test_no_hidden_number_can_be_worked_out(counts: tuple[int, int, int, int]) -> None:
    cells = helped_cells(dict(zip(DEGREES, counts, strict=True)))
    assert cells[""] == sum(counts)
    keys = [key for key in cells if key]
    index = {key.removeprefix("helped="): number for number, key in enumerate(keys)}
    equal, right = [], []
    for line in LINES:
        row = [0.0] * len(keys)
        for name, sign in zip(line, (-1.0, 1.0, 1.0), strict=True):
            if name:
                row[index[name]] = sign
        equal.append(row)
        right.append(0.0 if line[0] else float(sum(counts)))
    bounds = [(0.0, None) if cells[key] is None else (float(cells[key] or 0),) * 2 for key in keys]
    for key in keys:
        if cells[key] is not None:
            assert not 1 <= (cells[key] or 0) <= 4
            continue
        goal = [1.0 if each == key else 0.0 for each in keys]
        low = linprog(goal, A_eq=equal, b_eq=right, bounds=bounds).fun
        high = -linprog([-each for each in goal], A_eq=equal, b_eq=right, bounds=bounds).fun
        assert high - low >= min(4, sum(counts)) - 1e-6, (counts, key)
