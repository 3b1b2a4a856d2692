"""A contact leaves a ballot, a ballot leaves counts, and the counts always agree with each other."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.cells import Key, cell_key, cell_parts, is_over, month_of, months_of, next_month, quarter_of
from flows.counting import (
    BALLOT_SIZE,
    TOTALS,
    Ballot,
    Registration,
    UnreadableBallot,
    decode,
    due,
    encode,
    increments,
    tally,
)
from flows.table_reading import DECLARED
from flows.tables import Rhythm
from flows.vocabulary import (
    AgeBand,
    Channel,
    ContactKind,
    Duration,
    Gender,
    Home,
    Outcome,
    Role,
    Substance,
    Support,
    Trouble,
    WellbeingBand,
    Whose,
    Workplace,
)

A_PHONE_CALL = Registration(kind=ContactKind.CONTACT, channel=Channel.PHONE, unit="0-11")
EVERYTHING = Registration(
    kind=ContactKind.CONTINUED,
    channel=Channel.SECURE_MAIL,
    unit="ø" * 32,
    band=AgeBand.YOUTH,
    role=Role.PROFESSIONAL,
    workplace=Workplace.HEALTH_VISITOR,
    outcome=Outcome.PRETALK_WANTED,
    duration=Duration.HALF,
    gender=Gender.OTHER,
    home=Home.MOSTLY_MOTHER,
    substance=Substance.MEDICINE,
    whose=Whose.BOTH_PARENTS,
    troubles=frozenset(Trouble),
    support=Support.AUTHORITY,
    wellbeing=WellbeingBand.FAIR,
)

registrations = st.builds(
    Registration,
    kind=st.sampled_from(ContactKind),
    channel=st.sampled_from(Channel),
    unit=st.sampled_from(("0-11", "12-24", "Østerbro")),
    band=st.none() | st.sampled_from(AgeBand),
    role=st.none() | st.sampled_from(Role),
    workplace=st.none() | st.sampled_from(Workplace),
    outcome=st.none() | st.sampled_from(Outcome),
    duration=st.none() | st.sampled_from(Duration),
    gender=st.none() | st.sampled_from(Gender),
    home=st.none() | st.sampled_from(Home),
    substance=st.none() | st.sampled_from(Substance),
    whose=st.none() | st.sampled_from(Whose),
    troubles=st.frozensets(st.sampled_from(Trouble)),
    support=st.none() | st.sampled_from(Support),
    wellbeing=st.none() | st.sampled_from(WellbeingBand),
)
months = st.sampled_from(("2025-12", "2026-01", "2026-02", "2026-03", "2026-04"))
ballots = st.builds(Ballot, month=months, registration=registrations)


def added_up(counts: dict[Key, int], period: str, table: str, **wanted: str) -> int:
    """The sum of a table's cells that have all the wanted parts."""
    return sum(
        number
        for (in_period, in_table, cell), number in counts.items()
        if (in_period, in_table) == (period, table) and wanted.items() <= cell_parts(cell).items()
    )


# --- ballots ---


@given(ballots)
def test_a_ballot_comes_back_as_it_was_and_is_always_of_one_size(ballot: Ballot) -> None:
    assert len(encode(ballot)) == BALLOT_SIZE
    assert encode(ballot) == encode(ballot)
    assert decode(encode(ballot)) == ballot


def test_the_fullest_and_the_emptiest_ballot_look_alike_from_outside() -> None:
    fullest = encode(Ballot(month="2026-11", registration=EVERYTHING))
    emptiest = encode(Ballot(month="2026-11", registration=A_PHONE_CALL))
    assert len(fullest) == len(emptiest) == BALLOT_SIZE


def test_a_ballot_cast_by_the_first_release_still_says_the_same() -> None:
    cast = (
        b'{"band":"3-11","channel":"web","duration":"15-30","kind":"contact","month":"2026-11",'
        b'"outcome":"pretalk_wanted","role":"mother","troubles":["conflict","violence"],"unit":"0-11","version":1,'
        b'"wellbeing":"0-50"}'
    )
    said = Registration(
        kind=ContactKind.CONTACT,
        channel=Channel.WEB,
        unit="0-11",
        band=AgeBand.CHILD,
        role=Role.MOTHER,
        outcome=Outcome.PRETALK_WANTED,
        duration=Duration.HALF,
        troubles=frozenset({Trouble.CONFLICT, Trouble.VIOLENCE}),
        wellbeing=WellbeingBand.LOW,
    )
    assert decode(cast.ljust(768)) == Ballot(month="2026-11", registration=said)
    assert encode(Ballot(month="2026-11", registration=said)) == cast.ljust(768)


def written(**changes: object) -> bytes:
    """A ballot's bytes with some values changed."""
    values = json.loads(encode(Ballot(month="2026-11", registration=A_PHONE_CALL))) | changes
    return json.dumps(values).encode().ljust(BALLOT_SIZE)


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"{}",
        b"\xff" * BALLOT_SIZE,
        b"[1]".ljust(BALLOT_SIZE),
        b"{}".ljust(BALLOT_SIZE),
        written(version=2),
        written(month="2026-13"),
        written(month=202611),
        written(channel="pigeon"),
        written(unit="0-11|kind=contact"),
        written(unit=7),
        written(troubles=["rain"]),
        written(troubles="conflict"),
        written(name="Karen"),
    ],
)
def test_what_is_not_a_ballot_is_refused_without_repeating_it(broken: bytes) -> None:
    with pytest.raises(UnreadableBallot) as refusal:
        decode(broken)
    said = f"{refusal.value!r} {refusal.value.__cause__!r}"
    assert not any(word in said for word in ("pigeon", "Karen", "rain", "202611", "0-11"))


@pytest.mark.parametrize("unit", ["", " ", "a|b", "a=b", "a;b", "a\nb", "x" * 33])
def test_a_unit_whose_code_could_break_a_cell_s_key_is_refused(unit: str) -> None:
    with pytest.raises(ValueError, match="unit's code"):
        replace(A_PHONE_CALL, unit=unit)


# --- what a ballot adds ---


def test_a_contact_adds_one_to_its_total_and_to_one_cell_of_each_table() -> None:
    added = increments(Ballot(month="2026-11", registration=replace(A_PHONE_CALL, band=AgeBand.CHILD)))
    assert set(added.values()) == {1}
    assert len(added) == 1 + len(DECLARED.every())
    assert ("2026-11", TOTALS, "unit=0-11|kind=contact") in added
    assert ("2026-11", "channel", "unit=0-11|band=3-11|channel=phone") in added
    assert ("2026-Q4", "substance", "band=3-11|substance=unknown") in added
    assert ("2026-Q4", "trouble_violence", "band=3-11|trouble_violence=no") in added
    assert ("2026", "place", "place=not_asked") in added


@pytest.mark.parametrize("kind", [ContactKind.TEST, ContactKind.WRONG, ContactKind.CONTINUED])
def test_what_is_not_a_contact_is_counted_apart_and_in_no_table(kind: ContactKind) -> None:
    added = increments(Ballot(month="2026-11", registration=replace(EVERYTHING, unit="0-11", kind=kind)))
    assert added == {("2026-11", TOTALS, f"unit=0-11|kind={kind}"): 1}


def test_several_troubles_are_each_counted_once() -> None:
    said = replace(A_PHONE_CALL, troubles=frozenset({Trouble.VIOLENCE, Trouble.DEATH}))
    added = increments(Ballot(month="2026-02", registration=said))
    answers = {
        trouble: added.get(("2026-Q1", f"trouble_{trouble}", f"band=unknown|trouble_{trouble}=yes"), 0)
        for trouble in Trouble
    }
    assert {trouble for trouble, number in answers.items() if number} == {Trouble.VIOLENCE, Trouble.DEATH}


@settings(deadline=None)
@given(st.lists(st.tuples(months, registrations), max_size=25))
def test_every_sum_over_every_dimension_agrees_with_every_other_and_with_the_total(
    said: list[tuple[str, Registration]],
) -> None:
    cast = [Ballot(month=month, registration=registration) for month, registration in said]
    counts = tally(cast)
    contacts = [month for month, registration in said if registration.kind is ContactKind.CONTACT]
    for table in DECLARED.tables:
        if table.rhythm is Rhythm.MONTH:
            for month in {ballot.month for ballot in cast}:
                for unit in {ballot.registration.unit for ballot in cast}:
                    total = counts.get((month, TOTALS, cell_key(unit=unit, kind=ContactKind.CONTACT)), 0)
                    assert added_up(counts, month, table.name, unit=unit) == total
                    for band in AgeBand:
                        by_channel = added_up(counts, month, "channel", unit=unit, band=band)
                        assert added_up(counts, month, table.name, unit=unit, band=band) == by_channel
        else:
            for quarter in {quarter_of(ballot.month) for ballot in cast}:
                inside = months_of(quarter)
                assert added_up(counts, quarter, table.name) == sum(month in inside for month in contacts)
                for band in AgeBand:
                    by_month = sum(added_up(counts, month, "role", band=band) for month in inside)
                    assert added_up(counts, quarter, table.name, band=band) == by_month


@given(st.lists(ballots, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_a_batch_leaves_no_trace(cast: list[Ballot], chance: object) -> None:
    shuffled = list(cast)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert list(tally(shuffled).items()) == list(tally(cast).items())


def test_the_longest_key_fits_its_column() -> None:
    said = replace(EVERYTHING, kind=ContactKind.CONTACT)
    for period, table, cell in increments(Ballot(month="2026-11", registration=said)):
        assert len(period) <= 10
        assert len(table) <= 32
        assert len(cell) <= 128


def test_no_two_declared_tables_share_a_name() -> None:
    assert len({table.name for table in DECLARED.tables}) == len(DECLARED.tables)


# --- when a pool is tallied, and the calendar ---


@pytest.mark.parametrize(
    ("size", "today", "expected"),
    [
        (0, date(2026, 12, 1), False),
        (1, date(2026, 11, 30), False),
        (9, date(2026, 11, 30), False),
        (10, date(2026, 11, 1), True),
        (1, date(2026, 12, 1), True),
    ],
)
def test_a_batch_waits_for_ten_or_for_the_month_to_end(size: int, today: date, expected: bool) -> None:
    assert due(size, month="2026-11", today=today) is expected


def test_months_quarters_and_years_follow_each_other() -> None:
    assert month_of(date(2026, 3, 31)) == "2026-03"
    assert [quarter_of(f"2026-{month:02}") for month in range(1, 13)] == [
        f"2026-Q{q}" for q in (1, 2, 3, 4) for _ in "abc"
    ]
    assert months_of("2026-Q4") == ("2026-10", "2026-11", "2026-12")
    assert next_month("2026-12") == "2027-01"
    assert next_month("2026-09") == "2026-10"


def test_a_period_is_over_the_day_after_its_last() -> None:
    assert not is_over("2026-Q1", date(2026, 3, 31))
    assert is_over("2026-Q1", date(2026, 4, 1))
    assert not is_over("2025-12", date(2025, 12, 31))
    assert is_over("2025-12", date(2026, 1, 1))


@pytest.mark.parametrize("month", ["2026", "2026-00", "2026-13", "26-01", "2026-Q1", "2026-1", ""])
def test_a_month_written_otherwise_is_refused(month: str) -> None:
    with pytest.raises(ValueError, match="written as"):
        Ballot(month=month, registration=A_PHONE_CALL)
