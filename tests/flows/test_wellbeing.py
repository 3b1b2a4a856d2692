"""WHO-5: the number, whom it is offered to, and that its wording is the instrument's own."""

from itertools import product

import pytest

from flows.vocabulary import AgeBand, Audience
from flows.wellbeing import STATEMENTS, fits, who5
from tests.flows.conftest import Sentences


@pytest.mark.parametrize(
    ("answers", "number"),
    [((5, 5, 5, 5, 5), 100), ((0, 0, 0, 0, 0), 0), ((3, 2, 1, 0, 4), 40), ((3, 3, 3, 3, 1), 52)],
)
def test_the_sum_times_four(answers: tuple[int, ...], number: int) -> None:
    assert who5(answers) == number


def test_one_statement_left_out_means_no_number() -> None:
    assert who5((5, 5, None, 5, 5)) is None


def test_it_is_offered_to_young_people_and_to_parents_of_children_from_three() -> None:
    offered = {(audience, band) for audience, band in product(Audience, AgeBand) if fits(audience, band)}
    assert offered == set(product((Audience.YOUNG, Audience.PARENT), (AgeBand.CHILD, AgeBand.TEEN, AgeBand.YOUTH)))
    assert not fits(Audience.YOUNG, None)


@pytest.mark.parametrize("audience", Audience)
def test_the_danish_wording_is_the_instruments_own(danish: Sentences, audience: Audience) -> None:
    assert [danish.say(statement.key, audience) for statement in STATEMENTS] == [
        "I de sidste 2 uger har jeg været glad og i godt humør",
        "I de sidste 2 uger har jeg følt mig rolig og afslappet",
        "I de sidste 2 uger har jeg følt mig aktiv og energisk",
        "I de sidste 2 uger er jeg vågnet frisk og udhvilet",
        "I de sidste 2 uger har min dagligdag været fyldt med ting der interesserer mig",
    ]
    for statement in STATEMENTS:
        assert [danish.say(f"{statement.key}-{code}", audience) for code in statement.options] == [
            "Hele tiden",
            "Det meste af tiden",
            "Lidt mere end halvdelen af tiden",
            "Lidt mindre end halvdelen af tiden",
            "Lidt af tiden",
            "På intet tidspunkt",
        ]


def test_the_english_answers_are_the_instruments_own(english: Sentences) -> None:
    assert [english.say(f"who5-cheerful-{code}") for code in STATEMENTS[0].options] == [
        "All of the time",
        "Most of the time",
        "More than half of the time",
        "Less than half of the time",
        "Some of the time",
        "At no time",
    ]
