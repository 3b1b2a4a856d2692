"""The engine: replay, back, change, skip, hurry, old buttons - and what a wrong script is told."""

import asyncio
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows import talk
from flows.intake import intake
from flows.questions import NO, YES, Choice, InvalidAnswer, Text
from flows.talk import HURRY, Asking, Finished, FlowError, Journal, Note, StaleButton, ask, fact, need, say

TEA = Choice(key="tea", steers=True, options=(YES, NO))
SUGAR = Choice(key="sugar", options=("one", "two"))
CUP = Choice(key="cup", skippable=False, options=("blue", "white"))
WORDS = Text(key="words")


async def afternoon() -> tuple[str | None, str | None, str, str | None]:
    await say("hello", guests=2)
    tea = await ask(TEA)
    sugar = None
    if tea == YES:
        await say("how-sweet")
        sugar = await ask(SUGAR)
    cup = await need(CUP)
    return tea, sugar, cup, await ask(WORDS)


def asking(journal: Journal) -> Asking:
    state = talk.advance(afternoon, journal)
    assert isinstance(state, Asking)
    return state


def told(*answers: str | None) -> Journal:
    """A journal in which the questions were answered one after the other."""
    journal = Journal.empty()
    for raw in answers:
        key = asking(journal).question.key
        if raw is None:
            journal = talk.skip(afternoon, journal, key=key, revision=journal.revision)
        else:
            journal = talk.answer(afternoon, journal, key=key, revision=journal.revision, raw=raw)
    return journal


def test_a_script_says_something_and_then_waits() -> None:
    first = asking(Journal.empty())
    assert first.question is TEA
    assert first.notes == (Note(text_id="hello", arguments={"guests": 2}),)
    assert first.path == ()
    assert not first.can_go_back


def test_a_note_stands_only_before_the_question_it_was_said_before() -> None:
    assert [note.text_id for note in asking(told(YES)).notes] == ["how-sweet"]
    assert asking(told(YES, "one")).notes == ()


def test_a_script_ends_with_its_outcome_and_its_path() -> None:
    state = talk.advance(afternoon, told(YES, "two", "blue", "tak"))
    assert isinstance(state, Finished)
    assert state.outcome == (YES, "two", "blue", "tak")
    assert [(step.question.key, step.raw) for step in state.path] == [
        ("tea", YES),
        ("sugar", "two"),
        ("cup", "blue"),
        ("words", "tak"),
    ]


def test_back_asks_the_last_question_again_with_its_answer_still_in_the_box() -> None:
    journal = talk.back(afternoon, told(YES, "two", "blue"))
    again = asking(journal)
    assert (again.question.key, again.current) == ("cup", "blue")
    assert "cup" not in dict(journal.answers)


def test_back_at_the_beginning_changes_nothing() -> None:
    assert talk.back(afternoon, Journal.empty()) == Journal.empty()


def test_changing_an_answer_keeps_the_others_and_goes_on_where_one_was() -> None:
    journal = talk.change(afternoon, told(YES, "two", "blue"), key="sugar")
    assert (asking(journal).question.key, asking(journal).current) == ("sugar", "two")
    journal = talk.answer(afternoon, journal, key="sugar", revision=journal.revision, raw="one")
    assert asking(journal).question.key == "words"
    assert dict(journal.answers) == {"tea": YES, "sugar": "one", "cup": "blue"}


def test_answers_off_the_path_come_back_when_the_mind_is_changed_again() -> None:
    journal = told(YES, "two", "blue")
    for raw in (NO, YES):
        journal = talk.change(afternoon, journal, key="tea")
        journal = talk.answer(afternoon, journal, key="tea", revision=journal.revision, raw=raw)
    assert [step.raw for step in asking(journal).path] == [YES, "two", "blue"]


def test_answers_off_the_path_are_forgotten_when_the_script_is_settled() -> None:
    journal = talk.change(afternoon, told(YES, "two", "blue", "tak"), key="tea")
    journal = talk.answer(afternoon, journal, key="tea", revision=journal.revision, raw=NO)
    settled = talk.settled(afternoon, journal)
    assert dict(journal.answers)["sugar"] == "two"
    assert settled.answers == (("tea", NO), ("cup", "blue"), ("words", "tak"))
    assert talk.advance(afternoon, settled).path == talk.advance(afternoon, journal).path


def test_a_change_can_be_left_alone() -> None:
    journal = told(YES, "two", "blue")
    left = talk.back(afternoon, talk.change(afternoon, journal, key="tea"))
    assert left.answers == journal.answers
    assert asking(left).question.key == "words"


def test_only_what_was_asked_can_be_changed() -> None:
    with pytest.raises(StaleButton):
        talk.change(afternoon, told(NO), key="sugar")


def test_skipping_is_recorded_and_is_an_answer() -> None:
    journal = told(None, "white", None)
    state = talk.advance(afternoon, journal)
    assert isinstance(state, Finished)
    assert state.outcome == (None, None, "white", None)
    assert journal.answers == (("tea", None), ("cup", "white"), ("words", None))


def test_what_routing_needs_cannot_be_skipped() -> None:
    journal = told(NO)
    with pytest.raises(InvalidAnswer) as wrong:
        talk.skip(afternoon, journal, key="cup", revision=journal.revision)
    assert wrong.value.text_id == "invalid-needed"


@pytest.mark.parametrize(("key", "revision"), [("tea", 0), ("tea", 1), ("sugar", 0), ("cup", 1), ("nothing", 1)])
def test_an_old_or_double_press_is_stale(key: str, revision: int) -> None:
    journal = told(YES)
    with pytest.raises(StaleButton):
        talk.answer(afternoon, journal, key=key, revision=revision, raw="one")
    with pytest.raises(StaleButton):
        talk.skip(afternoon, journal, key=key, revision=revision)


def test_an_old_back_is_stale_and_a_press_after_the_end_too() -> None:
    journal = told(YES)
    with pytest.raises(StaleButton):
        talk.back(afternoon, journal, revision=0)
    ended = told(NO, "blue", "tak")
    with pytest.raises(StaleButton):
        talk.answer(afternoon, ended, key="words", revision=ended.revision, raw="igen")


def test_in_a_hurry_only_what_is_needed_is_asked() -> None:
    hurried = talk.with_fact(Journal.empty(), HURRY, True)
    assert asking(hurried).question.key == "cup"
    assert asking(hurried).can_go_back
    ended = talk.answer(afternoon, hurried, key="cup", revision=hurried.revision, raw="blue")
    state = talk.advance(afternoon, ended)
    assert isinstance(state, Finished)
    assert state.outcome == (None, None, "blue", None)
    assert [step.question.key for step in state.path] == ["cup"]


def test_hurrying_twice_is_hurrying_once_and_leaves_a_change() -> None:
    once = talk.with_fact(talk.change(afternoon, told(YES, "one"), key="tea"), HURRY, True)
    assert once.changing is None
    assert talk.with_fact(once, HURRY, True) == once


def test_a_recorded_fact_never_takes_an_answer_away() -> None:
    async def with_weather() -> object:
        weather = await fact("weather", "unknown")
        return weather, await ask(TEA)

    journal = talk.answer(with_weather, Journal.empty(), key="tea", revision=0, raw=YES)
    journal = talk.with_fact(journal, "weather", "rain")
    state = talk.advance(with_weather, journal)
    assert isinstance(state, Finished)
    assert state.outcome == ("rain", YES)


def test_an_answer_that_no_longer_fits_is_asked_for_again() -> None:
    older = Journal(answers=(("tea", YES), ("sugar", "three"), ("cup", None)))
    assert asking(older).question.key == "sugar"
    newer = talk.answer(afternoon, older, key="sugar", revision=0, raw="two")
    assert asking(newer).question.key == "cup"


def test_a_journal_is_stored_and_read_again() -> None:
    journal = replace(told(YES, "two"), facts={"times": [{"id": "a"}]}, changing="tea")
    assert Journal.from_json(journal.to_json()) == journal
    several = Journal(answers=(("signs", ("sad", "sleep")), ("hopes", None)))
    assert Journal.from_json(several.to_json()) == several


def test_nothing_that_was_answered_shows_in_a_log() -> None:
    journal = told(YES, "two", "blue", "hemmelig")
    assert "hemmelig" not in repr(journal)
    assert "hemmelig" not in repr(talk.advance(afternoon, journal))


async def asks_twice() -> None:
    await ask(TEA)
    await ask(TEA)


async def sleeps() -> None:
    await asyncio.sleep(0)


async def needs_what_can_be_skipped() -> None:
    await need(TEA)


async def never_ends() -> None:
    number = 0
    while True:
        await ask(Choice(key=f"again-{number}", options=(YES,)))
        number += 1


@pytest.mark.parametrize("wrong", [asks_twice, sleeps, needs_what_can_be_skipped, never_ends])
def test_a_wrong_script_is_our_mistake(wrong: talk.Flow) -> None:
    with pytest.raises(FlowError):
        list(talk.paths(wrong))


def test_a_question_off_a_wrong_turn_is_no_sentence_for_anybody() -> None:
    assert not issubclass(FlowError, InvalidAnswer)
    assert not issubclass(StaleButton, InvalidAnswer)


# What a visitor can do at any question, in any order.
PRESSES = st.lists(
    st.tuples(st.sampled_from(["answer", "answer", "answer", "skip", "back", "change", "hurry"]), st.integers(0, 40)),
    max_size=60,
)


@settings(max_examples=150, deadline=None)
@given(PRESSES)
def test_the_journal_never_contradicts_the_path(presses: list[tuple[str, int]]) -> None:
    journal = Journal.empty()
    given_last: dict[str, talk.Raw] = {}
    for press, number in presses:
        before = talk.advance(intake, journal)
        revision = journal.revision
        if press == "hurry":
            journal = talk.with_fact(journal, HURRY, True)
        elif press == "change" and before.path:
            journal = talk.change(intake, journal, key=before.path[number % len(before.path)].question.key)
        elif press == "back":
            journal = talk.back(intake, journal)
            for key in set(given_last) - set(dict(journal.answers)):
                del given_last[key]
        elif isinstance(before, Asking):
            question = before.question
            if press == "skip" and question.skippable:
                journal = talk.skip(intake, journal, key=question.key, revision=revision)
                given_last[question.key] = None
            elif press == "answer":
                samples = question.samples()
                raw = samples[number % len(samples)]
                journal = talk.answer(intake, journal, key=question.key, revision=revision, raw=raw)
                given_last[question.key] = question.tidy(raw)
        after = talk.advance(intake, journal)

        assert journal.revision in (revision, revision + 1)
        keys = [step.question.key for step in after.path]
        assert len(keys) == len(set(keys))
        assert {step.question.key: step.raw for step in after.path}.items() <= given_last.items()
        assert dict(journal.answers) == given_last
        assert Journal.from_json(journal.to_json()) == journal
        if isinstance(after, Asking):
            assert after.question.key not in keys
        settled = talk.settled(intake, journal)
        assert talk.advance(intake, settled).path == talk.advance(intake, replace(journal, changing=None)).path


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=25))
def test_one_step_back_and_the_same_answer_again_leads_to_the_same_place(numbers: list[int]) -> None:
    journal = Journal.empty()
    for number in numbers:
        state = talk.advance(intake, journal)
        if isinstance(state, Finished):
            break
        samples = state.question.samples()
        raw = samples[number % len(samples)]
        journal = talk.answer(intake, journal, key=state.question.key, revision=journal.revision, raw=raw)
        there = talk.advance(intake, journal)
        back = talk.back(intake, journal)
        again = talk.advance(intake, back)
        assert isinstance(again, Asking)
        assert again.question.key == state.question.key
        assert again.current == state.question.tidy(raw)
        repeated = talk.answer(intake, back, key=again.question.key, revision=back.revision, raw=raw)
        assert talk.advance(intake, repeated).path == there.path
