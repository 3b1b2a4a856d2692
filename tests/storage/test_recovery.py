"""The recovery key: two people type what was printed, and get the key; a slip of the pen is told."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.keys import Secret, new_pair
from storage.recovery import RecoveryError, recovery_from_text, recovery_text

KEY = new_pair().private
FIRST, SECOND = recovery_text(KEY)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


@settings(deadline=None)
@given(st.binary(min_size=1, max_size=200))
def test_two_parts_give_the_key_again(value: bytes) -> None:
    assert recovery_from_text(*recovery_text(Secret(value))) == Secret(value)


def test_each_part_fits_on_two_lines() -> None:
    for part in (FIRST, SECOND):
        assert re.fullmatch(r"([A-Z2-7]{4}-){15}[A-Z2-7]{4}", part)


@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        lambda part: part.replace("-", ""),
        lambda part: part.replace("-", " "),
        lambda part: part.replace("-", " - "),
        lambda part: f"  {part}\n",
        lambda part: "\n".join(part[start : start + 40] for start in range(0, len(part), 40)),
        lambda part: part.replace("O", "0").replace("I", "1").replace("B", "8"),
    ],
    ids=["small letters", "no dashes", "spaces", "both", "ends", "lines", "look-alikes"],
)
def test_how_it_is_typed_does_not_matter(typed: Callable[[str], str]) -> None:
    assert recovery_from_text(typed(FIRST), typed(SECOND)) == KEY


@given(at=st.integers(min_value=0, max_value=len(FIRST) - 1), letter=st.sampled_from(LETTERS), which=st.booleans())
def test_one_wrong_letter_is_told_and_in_which_part(at: int, letter: str, which: bool) -> None:
    part = SECOND if which else FIRST
    if part[at] in ("-", letter):
        return
    wrong = part[:at] + letter + part[at + 1 :]
    with pytest.raises(RecoveryError) as refused:
        recovery_from_text(*((FIRST, wrong) if which else (wrong, SECOND)))
    said = str(refused.value)
    assert said.startswith("The second part" if which else "The first part")
    assert "\n" not in said
    assert wrong not in said


@pytest.mark.parametrize(
    "wrong",
    ["", "-", "A", "AAAAA", "æøå", FIRST[:-1], FIRST + "A", FIRST[5:], FIRST + FIRST],
    ids=["nothing", "a dash", "a letter", "a group", "no such letters", "too short", "too long", "an end", "twice"],
)
def test_what_is_no_part_is_told(wrong: str) -> None:
    with pytest.raises(RecoveryError, match="The first part is not as it was printed"):
        recovery_from_text(wrong, SECOND)


def test_two_letters_that_changed_places_are_told() -> None:
    at = next(at for at in range(len(FIRST) - 1) if FIRST[at] != FIRST[at + 1] and "-" not in FIRST[at : at + 2])
    swapped = FIRST[:at] + FIRST[at + 1] + FIRST[at] + FIRST[at + 2 :]
    with pytest.raises(RecoveryError, match="The first part is not as it was printed"):
        recovery_from_text(swapped, SECOND)


def test_either_part_may_be_typed_first() -> None:
    assert recovery_from_text(SECOND, FIRST) == KEY


def test_the_same_part_typed_twice_is_told() -> None:
    for number, part in (("1", FIRST), ("2", SECOND)):
        with pytest.raises(RecoveryError, match=f"Part {number} was typed twice"):
            recovery_from_text(part, part)


def test_parts_of_two_prints_are_not_taken_for_a_pair() -> None:
    first, second = recovery_text(KEY)
    for one, other in ((first, SECOND), (FIRST, second)):
        with pytest.raises(RecoveryError, match="do not belong to the same key"):
            recovery_from_text(one, other)


def test_one_part_alone_says_nothing() -> None:
    """Each print of the same key has parts of its own."""
    prints = [recovery_text(KEY) for _ in range(20)]
    assert len({part for both in prints for part in both}) == 40
