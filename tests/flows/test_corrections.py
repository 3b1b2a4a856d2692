"""A correction changes the year's number and nothing that was published."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reports.auditing import audit
from flows.cells import month_of, months_of, next_month
from flows.corrections import MOST, Correction, Problem, added, check, contacts
from flows.figures import build_figures
from tests.flows.test_years import MONTHS, as_time_goes, first_of

COUNTERS = {("2026-03", "totals", "unit=0-11|kind=contact"): 20, ("2026-05", "totals", "unit=0-11|kind=contact"): 4}
TOO_MANY = Correction(month="2026-05", corrects="2026-03", unit="0-11", number=-3, reason="Et ark blev talt to gange")


def problem(correction: Correction, *, standing: tuple[Correction, ...] = (), closed: bool = True) -> str:
    with pytest.raises(Problem) as refused:
        check(correction, counters=COUNTERS, standing=standing, closed=closed)
    return refused.value.text_id


def test_a_correction_that_fits_is_let_through() -> None:
    check(TOO_MANY, counters=COUNTERS, standing=(), closed=True)
    check(replace(TOO_MANY, number=200), counters=COUNTERS, standing=(), closed=True)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"number": 0}, "correction-nothing"),
        ({"number": MOST + 1}, "correction-too-large"),
        ({"number": -21}, "correction-under-nought"),
        ({"reason": "  "}, "correction-reason-missing"),
        ({"reason": "x" * 301}, "correction-reason-long"),
        ({"reason": "Ring til 28 12 34 56"}, "correction-reason-person"),
        ({"month": "2027-01"}, "correction-year-under-nought"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence_of_its_own(change: dict[str, str], sentence: str) -> None:
    assert problem(replace(TOO_MANY, **change)) == sentence  # type: ignore[arg-type]


def test_an_open_month_is_not_corrected() -> None:
    assert problem(TOO_MANY, closed=False) == "correction-month-open"


def test_corrections_together_take_no_more_away_than_there_was() -> None:
    assert contacts(COUNTERS, "2026-03", "0-11") == 20
    assert problem(replace(TOO_MANY, number=-18), standing=(TOO_MANY,)) == "correction-under-nought"
    check(replace(TOO_MANY, number=-18), counters=COUNTERS, standing=(replace(TOO_MANY, unit="12-24"),), closed=True)


@settings(max_examples=2, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6), volumes=st.lists(st.sampled_from((70, 120)), min_size=24, max_size=24))
def test_over_two_years_with_corrections_only_the_year_s_number_is_another_and_nothing_can_be_worked_out(
    seed: int, volumes: list[int]
) -> None:
    counters, standing = as_time_goes(seed, volumes)
    chance = random.Random(seed)
    today = first_of(next_month(MONTHS[-1]))
    made = tuple(
        Correction(
            month=chance.choice([each for each in (*MONTHS, month_of(today)) if each > corrects]),
            corrects=corrects,
            unit=chance.choice(("0-11", "12-24")),
            number=chance.choice((-3, -1, 2, 9)),
            reason="Talt forkert",
        )
        for corrects in chance.choices(MONTHS, k=12)
    )
    plain = build_figures(counters=counters, untallied=(), published=standing.values(), today=today)
    corrected = build_figures(
        counters=counters, untallied=(), published=standing.values(), today=today, corrections=made
    )
    assert (plain.months, plain.breakdowns, plain.years, plain.helped) == (
        corrected.months,
        corrected.breakdowns,
        corrected.years,
        corrected.helped,
    )
    for before, after in zip(plain.units, corrected.units, strict=True):
        assert after.year - before.year == after.corrected == added(made, months_of(str(today.year)), after.unit)
        assert after.month == before.month
    # A reader who has the corrections too knows sums that follow from known ones: the bounds are those of the tables.
    assert not audit(standing.values(), counters).findings
