"""Every path of every script ends, asks only what it may, and can be shown in both languages."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest

from flows import talk
from flows.diagrams import document
from flows.feedback import feedback
from flows.first_pretalk import TIMES, PretalkChosen, PretalkLeft, PretalkWished
from flows.intake import Intake, intake
from flows.pretalk import (
    HELD,
    OFFER,
    PretalkAgreed,
    PretalkAnother,
    PretalkCould,
    PretalkLater,
    PretalkSooner,
    pretalk,
)
from flows.questions import Choice, Consent, Several
from flows.talk import HURRY, Finished, Flow, Journal, Path
from flows.texts import NOTES, QUESTIONS
from flows.times import Hold, Later, Moment, Offered, OfferedTime
from flows.vocabulary import AgeBand, Audience, Role, Urgency, Wish

FIRST = OfferedTime(id="a1", starts_at=datetime(2026, 12, 3, 13, tzinfo=UTC), minutes=45, place="unit", hour=14)
SECOND = OfferedTime(id="b2", starts_at=datetime(2026, 12, 4, 9, tzinfo=UTC), minutes=45, place="phone", hour=10)
HOLD = Hold(chosen="a1", time="c3", until=datetime(2026, 12, 1, 9, tzinfo=UTC))


def offering(*times: OfferedTime, **told: Any) -> Journal:
    """A journal in which some times are offered, and the first one is held as soon as it is picked."""
    journal = talk.with_fact(Journal.empty(), OFFER, Offered(times=times, **told).to_json())
    return talk.with_fact(journal, HELD, HOLD.to_json())


BEFORE = talk.with_fact(Journal.empty(), TIMES, [FIRST.to_json(), SECOND.to_json()])
IN_A_HURRY = talk.with_fact(Journal.empty(), HURRY, True)
WALKS: dict[str, tuple[Flow, Journal]] = {
    "intake": (intake, Journal.empty()),
    "intake in a hurry": (intake, IN_A_HURRY),
    "a time": (pretalk, offering(FIRST, SECOND)),
    "another time": (pretalk, offering(FIRST, SECOND, moving=True)),
    "a time later on": (pretalk, offering(FIRST, SECOND, later=Later(weeks=4))),
    "no time": (pretalk, offering()),
    "no time in fourteen days": (pretalk, offering(late=True)),
    "no other time": (pretalk, offering(moving=True)),
    "no time later on": (pretalk, offering(later=Later(weeks=4, could=("evenings",)))),
    "a time, as 0.1.0 asked": (pretalk, BEFORE),
    "no time, as 0.1.0 asked": (pretalk, Journal.empty()),
    "afterwards": (feedback, Journal.empty()),
}


@cache
def walked(name: str) -> tuple[Path, ...]:
    return tuple(talk.paths(*WALKS[name]))


def every_path() -> Sequence[Path]:
    return [path for name in WALKS for path in walked(name)]


@pytest.mark.parametrize("name", WALKS)
def test_every_path_ends(name: str) -> None:
    assert walked(name)
    assert all(path.outcome is not None for path in walked(name))


def test_no_talk_is_long() -> None:
    longest = max(len(path.steps) for path in walked("intake"))
    assert longest <= 21
    # Who says no to "a little more" and to WHO-5 meets at most fourteen, the last one what is wished for.
    short = [
        path
        for path in walked("intake")
        if not {"gender", "who5-cheerful"} & {step.question.key for step in path.steps}
    ]
    assert max(len(path.steps) for path in short) <= 14


def test_danger_and_hurry_are_shorter_than_anything() -> None:
    for path in walked("intake"):
        outcome = path.outcome
        assert isinstance(outcome, Intake)
        if outcome.urgency is Urgency.DANGER:
            assert path.steps[-1].question.key == "child-age"
            assert len(path.steps) <= 4
            assert outcome.wish is Wish.TALK
            assert "emergency-numbers" in path.said
    assert {tuple(step.question.key for step in path.steps) for path in walked("intake in a hurry")} == {("child-age",)}


def test_every_way_in_knows_the_age_and_a_wish() -> None:
    for path in walked("intake"):
        outcome = path.outcome
        assert isinstance(outcome, Intake)
        assert outcome.band is not None
        assert outcome.elsewhere == (outcome.band is AgeBand.GROWN)
        if outcome.elsewhere and outcome.urgency is not Urgency.DANGER:
            assert "elsewhere" in path.said
            assert outcome.wish in (Wish.ADVICE, Wish.TALK)


def test_every_role_and_every_wish_is_met_on_some_path() -> None:
    met = {(path.outcome.role, path.outcome.wish) for path in walked("intake") if isinstance(path.outcome, Intake)}
    # "A parent" is what is registered when nobody said which; nobody is asked so.
    asked = (*(role for role in Role if role not in (Role.SIBLING, Role.PARENT)), None)
    assert met == {(role, wish) for role in asked for wish in Wish}


def test_who5_is_offered_only_where_it_fits() -> None:
    for path in walked("intake"):
        outcome = path.outcome
        assert isinstance(outcome, Intake)
        offered = any(step.question.key == "who5-wanted" for step in path.steps)
        if offered:
            assert outcome.audience in (Audience.YOUNG, Audience.PARENT)
            assert outcome.band in (AgeBand.CHILD, AgeBand.TEEN, AgeBand.YOUTH)
        if outcome.who5 is not None:
            assert any(step.question.key == "who5-wanted" and step.raw == "yes" for step in path.steps)


def test_the_duty_to_notify_is_said_to_every_professional_who_is_not_in_a_hurry() -> None:
    for path in walked("intake"):
        outcome = path.outcome
        assert isinstance(outcome, Intake)
        sparring = outcome.role is Role.PROFESSIONAL and outcome.urgency is not Urgency.DANGER and not outcome.elsewhere
        assert ("sparring-duty" in path.said) == sparring
        assert ("sparring-no-names" in path.said) == sparring


def test_finding_a_time_ends_in_every_way_there_is() -> None:
    ends = {name: {type(path.outcome) for path in walked(name)} for name in WALKS if "time" in name}
    none = {PretalkCould, PretalkLater}
    assert ends == {
        "a time": {PretalkChosen, PretalkAgreed, PretalkAnother, PretalkLeft, *none},
        "another time": {PretalkChosen, PretalkAgreed, PretalkAnother, PretalkLeft, *none},
        "a time later on": {PretalkChosen, PretalkAgreed, PretalkAnother, PretalkLeft, PretalkSooner, *none},
        "no time": none,
        "no time in fourteen days": none,
        "no other time": none,
        "no time later on": {PretalkCould, PretalkSooner},
        "a time, as 0.1.0 asked": {PretalkChosen, PretalkWished, PretalkLeft},
        "no time, as 0.1.0 asked": {PretalkWished},
    }


def test_every_question_and_note_is_declared_and_every_declared_one_is_met() -> None:
    assert {step.question.key for path in every_path() for step in path.steps} == {
        question.key for question in QUESTIONS
    }
    assert {note for path in every_path() for note in path.said} == set(NOTES)


def test_every_option_met_is_declared() -> None:
    declared = {question.key: set(question.option_codes()) for question in QUESTIONS}
    for path in every_path():
        for step in path.steps:
            assert set(step.question.option_codes()) <= declared[step.question.key]


def test_one_key_is_always_the_same_kind_of_question() -> None:
    kinds = {
        (step.question.key, step.question.kind, step.question.skippable) for path in every_path() for step in path.steps
    }
    assert len({key for key, _, _ in kinds}) == len(kinds)


def keys(path: Sequence[talk.Answered]) -> tuple[str, ...]:
    return tuple(step.question.key for step in path)


@pytest.mark.parametrize("name", WALKS)
def test_what_says_that_it_does_not_steer_truly_does_not(name: str) -> None:
    """The walk gives such a question one answer only; here every other answer is tried, one at a time."""
    flow, start = WALKS[name]
    one_of_each = {(keys(path.steps), path.said): path for path in walked(name)}
    for path in one_of_each.values():
        answers = {step.question.key: step.raw for step in path.steps}
        for step in path.steps:
            question = step.question
            if question.steers:
                continue
            options: list[talk.Raw] = [*question.samples(), None] if question.skippable else [*question.samples()]
            if isinstance(question, Several):
                options += [(code,) for code in question.option_codes()]
            for raw in options:
                journal = replace(start, answers=tuple({**answers, question.key: raw}.items()))
                state = talk.advance(flow, journal)
                assert isinstance(state, Finished), f"{question.key} = {raw!r} steers"
                assert keys(state.path) == keys(path.steps), f"{question.key} = {raw!r} steers"


def test_what_routing_needs_is_all_that_cannot_be_skipped() -> None:
    needed = {question.key for question in QUESTIONS if not question.skippable}
    assert needed == {"child-age", "wish", "wish-elsewhere", "pretalk-agree"}


def test_nothing_that_identifies_is_asked_for() -> None:
    texts = {question.key for question in QUESTIONS if not isinstance(question, Choice | Several | Consent | Moment)}
    assert texts == {"worry", "hopes", "sparring-question", "pretalk-words", "pretalk-when", "got-help-words"}


def test_the_drawn_page_is_what_is_drawn_now(pytestconfig: pytest.Config) -> None:
    drawn = (pytestconfig.rootpath / "docs" / "flows.md").read_text(encoding="utf-8")
    assert drawn == document(), "run: python -m flows.diagrams > docs/flows.md"
