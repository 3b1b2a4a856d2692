"""The engine: a script is a straight-line coroutine that is replayed over its journal.

Rules it keeps:
- A script awaits nothing but `ask`, `need`, `say` and `fact`. Anything else, or two questions with one key, is a
  mistake of ours and raises `FlowError`.
- What is stored is the journal alone. `advance` replays it: recorded answers go in; the next question or the end comes
  out. A recorded answer that no longer fits its question (another release, another role) counts as not given.
- An answer off the path is kept until the script is settled, so that changing one's mind twice loses nothing.
- A press carries the question's key and the journal's revision; an old one raises `StaleButton` and changes nothing.
- In a hurry (`HURRY`: somebody pressed *talk to a person now*) every question that can be skipped counts as skipped,
  unless it was answered before.
"""

from collections.abc import Callable, Coroutine, Generator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias, TypeVar

from flows.journal import HURRY, Answered, Asking, Finished, Journal, Json, Note
from flows.questions import InvalidAnswer, Question, Raw

__all__ = [
    "HURRY",
    "Answered",
    "Asking",
    "Finished",
    "Flow",
    "FlowError",
    "InvalidAnswer",
    "Journal",
    "Note",
    "Path",
    "Raw",
    "StaleButton",
    "advance",
    "answer",
    "ask",
    "back",
    "change",
    "fact",
    "need",
    "paths",
    "pressed",
    "say",
    "settled",
    "skip",
    "with_fact",
]

Flow: TypeAlias = Callable[[], Coroutine[Any, Any, object]]
Value = TypeVar("Value")

_LONGEST_PATH = 100


class FlowError(Exception):
    """A script is wrong: ours, never a person's."""


class StaleButton(Exception):
    """A press that belongs to an older page: nothing was changed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Path:
    """One way through a script: the questions with the answers tried, every text said, and how it ended."""

    steps: tuple[Answered, ...]
    said: tuple[str, ...]
    outcome: object


@dataclass(frozen=True, slots=True)
class _Request:
    """What a script awaits; the engine's answer to it is the value of the `await`."""

    def __await__(self) -> Generator["_Request", Any, Any]:
        return (yield self)


@dataclass(frozen=True, slots=True)
class _Ask(_Request):
    question: Question[Any]


@dataclass(frozen=True, slots=True)
class _Say(_Request):
    note: Note


@dataclass(frozen=True, slots=True)
class _Fact(_Request):
    name: str
    default: Json


async def ask(question: Question[Value]) -> Value | None:
    """Ask; None means that it was skipped."""
    answered: Value | None = await _Ask(question)
    return answered


async def need(question: Question[Value]) -> Value:
    """Ask what routing cannot do without: a question that cannot be skipped."""
    if question.skippable:
        raise FlowError(f"{question.key} can be skipped, so it cannot be needed")
    answered: Value = await _Ask(question)
    return answered


async def say(text_id: str, **arguments: str | int) -> None:
    """Say something before the next question."""
    await _Say(Note(text_id=text_id, arguments=arguments))


async def fact(name: str, default: Value) -> Value:
    """Recorded live data, or the default while none is recorded."""
    recorded: Value = await _Fact(name, default)
    return recorded


@dataclass(slots=True)
class _Replay:
    """One run of a script over a journal."""

    journal: Journal
    answers: dict[str, Raw]
    asked: set[str] = field(default_factory=set)
    path: list[Answered] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def run(self, flow: Flow) -> Asking | Finished:
        script = flow()
        reply: object = None
        try:
            while True:
                try:
                    request = script.send(reply)
                except StopIteration as end:
                    return Finished(outcome=end.value, notes=tuple(self.notes), path=tuple(self.path))
                reply = None
                match request:
                    case _Say(note):
                        self.notes.append(note)
                        self.said.append(note.text_id)
                    case _Fact(name, default):
                        reply = self.journal.facts.get(name, default)
                    case _Ask(question):
                        if self.waits_for(question):
                            return self.asking(question)
                        reply = self.value_of(question)
                    case _:
                        raise FlowError("a script awaited something other than ask, need, say or fact")
        finally:
            script.close()

    def waits_for(self, question: Question[Any]) -> bool:
        """Whether this question has to be put to the person now."""
        if question.key in self.asked:
            raise FlowError(f"two questions with the key {question.key}")
        self.asked.add(question.key)
        if question.key == self.journal.changing:
            return True
        if _fits(question, self.answers):
            return False
        return not (question.skippable and self.journal.facts.get(HURRY))

    def value_of(self, question: Question[Any]) -> object:
        """The answer a replayed question gets."""
        self.notes.clear()
        if not _fits(question, self.answers):
            return None
        raw = self.answers[question.key]
        self.path.append(Answered(question=question, raw=raw))
        return None if raw is None else question.read(raw)

    def asking(self, question: Question[Any]) -> Asking:
        """The question that has to be put now."""
        current = self.answers.get(question.key) or dict(self.journal.taken_back).get(question.key)
        return Asking(
            question=question,
            notes=tuple(self.notes),
            path=tuple(self.path),
            revision=self.journal.revision,
            current=current,
            can_go_back=bool(self.path or self.journal.changing or self.journal.facts.get(HURRY)),
        )


def _fits(question: Question[Any], answers: Mapping[str, Raw]) -> bool:
    """Whether an answer is recorded that still fits the question."""
    if question.key not in answers:
        return False
    raw = answers[question.key]
    if raw is None:
        return question.skippable
    try:
        question.read(raw)
    except InvalidAnswer:
        return False
    return True


def advance(flow: Flow, journal: Journal) -> Asking | Finished:
    """Replay a journal: the question that has to be put now, or the end."""
    return _Replay(journal=journal, answers=dict(journal.answers)).run(flow)


def pressed(flow: Flow, journal: Journal, *, key: str, revision: int) -> Asking:
    """The question on the screen, if that is what a press belongs to; raises `StaleButton`."""
    if revision != journal.revision:
        raise StaleButton
    state = advance(flow, journal)
    if not isinstance(state, Asking) or state.question.key != key:
        raise StaleButton
    return state


def _recorded(journal: Journal, key: str, raw: Raw) -> Journal:
    known = dict(journal.answers)
    if key in known and journal.changing == key:
        known[key] = raw
    else:
        # Given now, so it comes last: the order of the answers is the order they were given in.
        known.pop(key, None)
        known[key] = raw
    return replace(
        journal,
        answers=tuple(known.items()),
        revision=journal.revision + 1,
        changing=None,
        taken_back=tuple(pair for pair in journal.taken_back if pair[0] != key),
    )


def answer(flow: Flow, journal: Journal, *, key: str, revision: int, raw: Raw) -> Journal:
    """Record an answer to the question on the screen; raises `InvalidAnswer` or `StaleButton`."""
    state = pressed(flow, journal, key=key, revision=revision)
    return _recorded(journal, key, state.question.tidy(raw))


def skip(flow: Flow, journal: Journal, *, key: str, revision: int) -> Journal:
    """Pass over the question on the screen; raises `InvalidAnswer` where routing needs an answer."""
    state = pressed(flow, journal, key=key, revision=revision)
    if not state.question.skippable:
        raise InvalidAnswer("invalid-needed")
    return _recorded(journal, key, None)


def back(flow: Flow, journal: Journal, *, revision: int | None = None) -> Journal:
    """One step back: leave a change alone, take back a hurry, or take back the last answer on the path."""
    if revision is not None and revision != journal.revision:
        raise StaleButton
    state = advance(flow, journal)
    if journal.changing is not None:
        return replace(journal, changing=None, revision=journal.revision + 1)
    if journal.facts.get(HURRY):
        facts = {name: value for name, value in journal.facts.items() if name != HURRY}
        return replace(journal, facts=facts, revision=journal.revision + 1)
    if not state.path:
        return journal
    last = state.path[-1].question.key
    removed = tuple(pair for pair in journal.answers if pair[0] == last)
    return replace(
        journal,
        answers=tuple(pair for pair in journal.answers if pair[0] != last),
        taken_back=(*(pair for pair in journal.taken_back if pair[0] != last), *removed),
        revision=journal.revision + 1,
    )


def change(flow: Flow, journal: Journal, *, key: str) -> Journal:
    """Put a question on the path again, with its answer in the box; every other answer is kept."""
    state = advance(flow, replace(journal, changing=None))
    if all(step.question.key != key for step in state.path):
        raise StaleButton
    return replace(journal, changing=key, revision=journal.revision + 1)


def with_fact(journal: Journal, name: str, value: Json) -> Journal:
    """Record live data; a fact that is recorded already with the same value changes nothing."""
    if name in journal.facts and journal.facts[name] == value:
        return journal
    changing = None if name == HURRY else journal.changing
    facts = {**journal.facts, name: value}
    return replace(journal, facts=facts, changing=changing, revision=journal.revision + 1)


def settled(flow: Flow, journal: Journal) -> Journal:
    """The journal with nothing in it but the answers on the path: what is kept when a script has finished."""
    path = advance(flow, replace(journal, changing=None)).path
    answers = tuple((step.question.key, step.raw) for step in path)
    return replace(journal, answers=answers, changing=None, taken_back=())


def paths(flow: Flow, start: Journal | None = None) -> Iterator[Path]:
    """Every way through a script.

    Every answer of a question that steers is tried, and being skipped; of the others one answer stands for all (a test
    holds that they truly do not steer). Raises `FlowError` for a way that does not end.
    """
    waiting = [start or Journal.empty()]
    while waiting:
        journal = waiting.pop()
        replay = _Replay(journal=journal, answers=dict(journal.answers))
        state = replay.run(flow)
        if isinstance(state, Finished):
            yield Path(steps=state.path, said=tuple(replay.said), outcome=state.outcome)
            continue
        if len(state.path) >= _LONGEST_PATH:
            raise FlowError("a path does not end")
        question = state.question
        samples = question.samples()
        tried = (*samples, None) if question.skippable else samples
        for raw in reversed(tried if question.steers else samples[:1]):
            waiting.append(_recorded(journal, question.key, raw))
