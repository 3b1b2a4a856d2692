"""A pre-talk that ended leaves one ballot like any other, and the ballot leaves counts that agree with each other."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.cells import Key, cell_parts, months_of
from flows.clock import Dates
from flows.counting import BALLOT_SIZE, Ballot, Registration, UnreadableBallot, decode, encode, increments, tally
from flows.pretalk_counting import BY_BAND, MOST_MISSED, ONWARD, PRETALK_TABLES, EndedPretalk, ended, within
from flows.vocabulary import (
    AgeBand,
    Channel,
    ContactKind,
    DelayReason,
    Onward,
    PretalkResult,
    PretalkState,
    Within,
)

FIRST = date(2027, 3, 1)
HELD = Dates(
    first_contact_on=FIRST,
    state=PretalkState.HELD,
    offered_on=FIRST + timedelta(days=1),
    booked_for=FIRST + timedelta(days=8),
)
WISHED = Dates(first_contact_on=FIRST, state=PretalkState.WISHED)


@st.composite
def ended_pretalks(draw: st.DrawFn) -> EndedPretalk:
    """Any pre-talk that can have ended."""
    result = draw(st.sampled_from(PretalkResult))
    held = draw(st.sampled_from(Within)) if result is PretalkResult.HELD else None
    earlier = list(Within) if held is None else list(Within)[: list(Within).index(held) + 1]
    return EndedPretalk(
        unit=draw(st.sampled_from(("0-11", "12-24", "ø" * 32))),
        band=draw(st.none() | st.sampled_from(AgeBand)),
        result=result,
        offered=draw(st.sampled_from(earlier) if held else st.none() | st.sampled_from(earlier)),
        held=held,
        onward=draw(st.none() | st.sampled_from(Onward)) if held else None,
        reason=draw(st.none() | st.sampled_from(DelayReason)),
        paused=draw(st.booleans()),
        missed=draw(st.integers(0, MOST_MISSED)),
    )


months = st.sampled_from(("2026-12", "2027-01", "2027-02", "2027-04"))
ballots = st.builds(Ballot, month=months, registration=ended_pretalks())


# --- what is counted of a case ---


def test_a_case_is_counted_by_the_days_of_its_clock() -> None:
    counted = ended(HELD, unit="0-11", band=AgeBand.CHILD, onward=Onward.COURSE)
    assert counted == EndedPretalk(
        unit="0-11",
        band=AgeBand.CHILD,
        result=PretalkResult.HELD,
        offered=Within.THREE,
        held=Within.FOURTEEN,
        onward=Onward.COURSE,
    )


def test_days_she_asked_to_wait_are_not_held_against_the_unit_and_are_told_apart() -> None:
    asked_on, wanted_from = FIRST + timedelta(days=2), FIRST + timedelta(days=36)
    later = replace(HELD, booked_for=FIRST + timedelta(days=40), later_on=asked_on, later_from=wanted_from)
    counted = ended(later, unit="0-11", band=None)
    assert (counted.held, counted.paused) == (Within.SEVEN, True)
    assert ended(replace(later, offered_on=wanted_from), unit="0-11", band=None).offered is Within.THREE
    taken_back = ended(replace(later, later_from=asked_on), unit="0-11", band=None)
    assert (taken_back.held, taken_back.paused) == (Within.LATER, False)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "1-3"),
        (3, "1-3"),
        (4, "4-7"),
        (7, "4-7"),
        (8, "8-14"),
        (14, "8-14"),
        (15, "15-30"),
        (30, "15-30"),
        (31, "31+"),
    ],
)
def test_the_fourteenth_day_is_within_fourteen_and_the_thirtieth_within_thirty(number: int, expected: str) -> None:
    assert within(number) == expected


@pytest.mark.parametrize(
    ("state", "late", "expected"),
    [
        (PretalkState.WISHED, False, PretalkResult.GIVEN_UP),
        (PretalkState.OFFERED, False, PretalkResult.GIVEN_UP),
        (PretalkState.OFFERED, True, PretalkResult.CANCELLED_LATE),
        (PretalkState.GIVEN_UP, False, PretalkResult.GIVEN_UP),
        (PretalkState.ABSENT, False, PretalkResult.ABSENT),
    ],
)
def test_what_was_not_held_is_counted_as_it_ended(state: PretalkState, late: bool, expected: PretalkResult) -> None:
    counted = ended(replace(HELD, state=state, given_up_on=FIRST), unit="0-11", band=None, cancelled_late=late)
    assert (counted.result, counted.offered, counted.held) == (expected, Within.THREE, None)


def test_an_offer_is_counted_by_its_day_of_the_clock() -> None:
    for number, expected in ((3, Within.THREE), (4, Within.SEVEN), (8, Within.FOURTEEN)):
        offered = replace(WISHED, state=PretalkState.OFFERED, offered_on=FIRST + timedelta(days=number - 1))
        assert ended(offered, unit="0-11", band=None).offered is expected


def test_who_was_never_offered_a_time_is_counted_so() -> None:
    assert ended(WISHED, unit="0-11", band=None).offered is None


def test_a_time_that_was_booked_without_an_offer_was_offered_on_its_day_at_the_latest() -> None:
    assert ended(replace(HELD, offered_on=None), unit="0-11", band=None).offered is Within.FOURTEEN


@pytest.mark.parametrize("state", [None, PretalkState.BOOKED])
def test_what_has_not_ended_is_not_counted(state: PretalkState | None) -> None:
    with pytest.raises(ValueError, match="has ended"):
        ended(replace(HELD, state=state), unit="0-11", band=None)


def test_times_that_nobody_came_to_are_a_number_and_not_cases_of_their_own() -> None:
    assert [ended(HELD, unit="0-11", band=None, missed=times).missed for times in (0, 2, 9)] == [0, 2, MOST_MISSED]


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({"held": None}, "belong to one"),
        ({"result": PretalkResult.ABSENT}, "belong to one"),
        ({"result": PretalkResult.ABSENT, "held": None}, "belong to one"),
        ({"offered": None}, "offered before"),
        ({"offered": Within.THIRTY}, "offered before"),
        ({"missed": -1}, "missed"),
        ({"missed": 4}, "missed"),
        ({"unit": "a|b"}, "unit's code"),
    ],
)
def test_a_count_of_what_cannot_have_been_is_refused(changes: dict[str, object], match: str) -> None:
    counted = ended(HELD, unit="0-11", band=None, onward=Onward.NOT_NOW)
    with pytest.raises(ValueError, match=match):
        replace(counted, **changes)  # type: ignore[arg-type]


# --- ballots ---


@given(ballots)
def test_a_ballot_comes_back_as_it_was_and_is_of_the_size_of_a_contact_s(ballot: Ballot) -> None:
    contact = Registration(kind=ContactKind.CONTACT, channel=Channel.WEB, unit="0-11")
    assert len(encode(ballot)) == len(encode(Ballot(month="2027-01", registration=contact))) == BALLOT_SIZE
    assert decode(encode(ballot)) == ballot


def written(**changes: object) -> bytes:
    values = json.loads(encode(Ballot(month="2027-01", registration=ended(HELD, unit="0-11", band=None)))) | changes
    return json.dumps({name: value for name, value in values.items() if value is not None}).encode().ljust(BALLOT_SIZE)


@pytest.mark.parametrize(
    "broken",
    [
        written(about="weather"),
        written(about=None),
        written(unit=7),
        written(result="lost"),
        written(result=None),
        written(held=None),
        written(offered="31+"),
        written(missed="4"),
        written(missed="02"),
        written(missed=2),
        written(paused="no"),
        written(channel="web"),
        written(name="Karen"),
    ],
)
def test_what_is_not_a_ballot_is_refused_without_repeating_it(broken: bytes) -> None:
    with pytest.raises(UnreadableBallot) as refusal:
        decode(broken)
    said = f"{refusal.value!r} {refusal.value.__cause__!r}"
    assert not any(word in said for word in ("weather", "Karen", "lost", "0-11"))


# --- counts ---


def added_up(counts: dict[Key, int], period: str, table: str, **wanted: str) -> int:
    return sum(
        number
        for (in_period, in_table, cell), number in counts.items()
        if (in_period, in_table) == (period, table) and wanted.items() <= cell_parts(cell).items()
    )


def test_one_that_was_held_adds_one_to_each_table() -> None:
    counted = ended(HELD, unit="0-11", band=AgeBand.CHILD, onward=Onward.COURSE, missed=1)
    assert increments(Ballot(month="2027-03", registration=counted)) == {
        ("2027-03", "pretalk_offered", "unit=0-11|pretalk_offered=1-3"): 1,
        ("2027-03", "pretalk_held", "unit=0-11|pretalk_held=8-14"): 1,
        ("2027-03", "pretalk_result", "unit=0-11|pretalk_result=held"): 1,
        ("2027-03", "pretalk_reason", "unit=0-11|pretalk_reason=none"): 1,
        ("2027-03", "pretalk_paused", "unit=0-11|pretalk_paused=no"): 1,
        ("2027-03", "pretalk_missed", "unit=0-11|pretalk_missed=1"): 1,
        ("2027-Q1", "pretalk_offered_by_band", "unit=0-11|band=3-11|offered=1-3"): 1,
        ("2027-Q1", "pretalk_onward", "unit=0-11|onward=course"): 1,
    }


def test_one_that_was_not_held_has_nothing_after_it() -> None:
    added = increments(Ballot(month="2027-03", registration=ended(WISHED, unit="0-11", band=None)))
    assert ("2027-Q1", "pretalk_offered_by_band", "unit=0-11|band=unknown|offered=never") in added
    assert not any(table == ONWARD for _, table, _ in added)


@settings(deadline=None, max_examples=50)
@given(st.lists(ballots, max_size=20))
def test_every_table_adds_up_to_the_pretalks_that_ended_and_months_to_their_quarter(cast: list[Ballot]) -> None:
    counts = tally(cast)
    for month in {ballot.month for ballot in cast}:
        for unit in {ballot.registration.unit for ballot in cast}:
            number = sum((ballot.month, ballot.registration.unit) == (month, unit) for ballot in cast)
            assert {added_up(counts, month, table.name, unit=unit) for table in PRETALK_TABLES} == {number}
    for quarter in ("2026-Q4", "2027-Q1", "2027-Q2"):
        for soon in (*Within, "never"):
            by_month = sum(
                added_up(counts, month, "pretalk_offered", pretalk_offered=soon) for month in months_of(quarter)
            )
            assert added_up(counts, quarter, BY_BAND, offered=soon) == by_month
        held = sum(added_up(counts, month, "pretalk_result", pretalk_result="held") for month in months_of(quarter))
        assert added_up(counts, quarter, ONWARD) == held


@given(st.lists(ballots, max_size=8))
def test_pretalks_change_no_count_of_contacts(cast: list[Ballot]) -> None:
    contact = Ballot(
        month="2027-01", registration=Registration(kind=ContactKind.CONTACT, channel=Channel.WEB, unit="0-11")
    )
    both = tally([contact, *cast])
    assert {key: both[key] for key in increments(contact)} == increments(contact)
    assert not increments(contact).keys() & tally(cast).keys()


def test_the_longest_key_fits_its_column() -> None:
    counted = replace(ended(HELD, unit="ø" * 32, band=AgeBand.GROWN), reason=DelayReason.WANTED_SOMEBODY)
    for period, table, cell in increments(Ballot(month="2027-03", registration=counted)):
        assert len(period) <= 10
        assert len(table) <= 32
        assert len(cell) <= 128


def test_no_code_can_outgrow_the_column_of_a_reason() -> None:
    assert all(len(reason) <= 24 for reason in DelayReason)
