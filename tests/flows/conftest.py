"""A visitor who reads the real sentences and answers by them, so that a test reads as the talk it tells."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from fluent.runtime import FluentBundle, FluentResource

from flows import talk
from flows.first_contact import audience_so_far
from flows.questions import option_text_id
from flows.talk import HURRY, Asking, Finished, Flow, Journal
from flows.vocabulary import Audience, Language

WORDING = Path(__file__).parents[2] / "bot" / "wording"


class Sentences:
    """The sentences of one language, read from the Fluent file alone."""

    def __init__(self, language: Language) -> None:
        source = (WORDING / language / "flows.ftl").read_text(encoding="utf-8")
        self.resource = FluentResource(source)
        self.bundle = FluentBundle([language], use_isolating=False)
        self.bundle.add_resource(self.resource)

    def has(self, text_id: str) -> bool:
        return bool(self.bundle.has_message(text_id))

    def say(self, text_id: str, audience: Audience | None = None, **arguments: str | int) -> str:
        message = self.bundle.get_message(text_id)
        assert message.value is not None, text_id
        known: dict[str, object] = dict(arguments)
        if audience is not None:
            known["audience"] = audience.value
        text, errors = self.bundle.format_pattern(message.value, known)
        assert not errors, f"{text_id}: {errors}"
        return str(text)


@dataclass
class Visitor:
    """Somebody at the page: sees sentences, presses what they say."""

    flow: Flow
    sentences: Sentences
    journal: Journal = field(default_factory=Journal.empty)

    @property
    def state(self) -> Asking | Finished:
        return talk.advance(self.flow, self.journal)

    @property
    def asking(self) -> Asking:
        state = self.state
        assert isinstance(state, Asking), f"the talk has ended with {state}"
        return state

    @property
    def audience(self) -> Audience:
        return audience_so_far(self.asking.path)

    def screen(self) -> list[str]:
        """Everything that stands on the screen."""
        question = self.asking.question
        said = [self._text(note.text_id, **note.arguments) for note in self.asking.notes]
        hints = [self._text(f"{question.key}-hint")] if self.sentences.has(f"{question.key}-hint") else []
        return [*said, self._text(question.key), *hints, *self._options()]

    def sees(self, *texts: str) -> None:
        for text in texts:
            assert text in self.screen(), f"{text!r} is not on the screen: {self.screen()}"

    def does_not_see(self, *texts: str) -> None:
        for text in texts:
            assert text not in self.screen()

    def says(self, *answers: str) -> None:
        """Answer the question on the screen, by the words of its options or in one's own."""
        question = self.asking.question
        options = self._options()
        codes = tuple(options.get(answer, answer) for answer in answers)
        raw = codes if question.kind == "several" else codes[0]
        self.journal = talk.answer(self.flow, self.journal, key=question.key, revision=self.journal.revision, raw=raw)

    def asked(self, question: str, *answers: str) -> None:
        """One turn of the talk: this is asked, that is answered."""
        assert self._text(self.asking.question.key) == question
        self.says(*answers)

    def skips(self, question: str) -> None:
        asking = self.asking
        assert self._text(asking.question.key) == question
        self.journal = talk.skip(self.flow, self.journal, key=asking.question.key, revision=self.journal.revision)

    def goes_back(self) -> None:
        self.journal = talk.back(self.flow, self.journal, revision=self.journal.revision)

    def changes(self, key: str) -> None:
        self.journal = talk.change(self.flow, self.journal, key=key)

    def wants_a_person_now(self) -> None:
        self.journal = talk.with_fact(self.journal, HURRY, True)

    def ends(self) -> object:
        state = self.state
        assert isinstance(state, Finished), f"still asked: {state}"
        return state.outcome

    def _options(self) -> dict[str, str]:
        question = self.asking.question
        return {self._text(option_text_id(question.key, code)): code for code in question.option_codes()}

    def _text(self, text_id: str, **arguments: str | int) -> str:
        return self.sentences.say(text_id, self.audience, **arguments)


@pytest.fixture(scope="session")
def danish() -> Sentences:
    return Sentences(Language.DANISH)


@pytest.fixture(scope="session")
def english() -> Sentences:
    return Sentences(Language.ENGLISH)


@pytest.fixture
def visitor(danish: Sentences) -> Callable[[Flow], Visitor]:
    """Make a visitor of a script."""

    def make(flow: Flow) -> Visitor:
        return Visitor(flow=flow, sentences=danish)

    return make
