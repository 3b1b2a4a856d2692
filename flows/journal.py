"""What is stored of a script, and what comes out when it is replayed: plain frozen values.

Rules: the journal alone is stored; it reads what every older release has written. What a person answered never shows in
a repr, and so never in a log.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from flows.questions import Question, Raw

Json: TypeAlias = Any

# The fact that somebody pressed *talk to a person now*.
HURRY = "hurry"


@dataclass(frozen=True, kw_only=True, slots=True)
class Journal:
    """What is stored of a script: the answers in the order they were given, recorded facts, and a revision.

    `changing` names an answer that is being given anew; `taken_back` holds what *back* removed, to fill the box again.
    """

    answers: tuple[tuple[str, Raw], ...] = field(default=(), repr=False)
    facts: Mapping[str, Json] = field(default_factory=dict, repr=False)
    revision: int = 0
    changing: str | None = None
    taken_back: tuple[tuple[str, Raw], ...] = field(default=(), repr=False)

    @classmethod
    def empty(cls) -> "Journal":
        """The journal of a script that has just begun."""
        return cls()

    def to_json(self) -> str:
        """As it is stored."""
        return json.dumps(
            {
                "answers": self.answers,
                "facts": dict(self.facts),
                "revision": self.revision,
                "changing": self.changing,
                "taken_back": self.taken_back,
            },
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, stored: str) -> "Journal":
        """Read a stored journal; what an older release did not write has its default."""
        found = json.loads(stored)
        return cls(
            answers=_pairs(found["answers"]),
            facts=found.get("facts", {}),
            revision=found.get("revision", 0),
            changing=found.get("changing"),
            taken_back=_pairs(found.get("taken_back", [])),
        )


def _pairs(stored: list[list[Json]]) -> tuple[tuple[str, Raw], ...]:
    return tuple((key, tuple(raw) if isinstance(raw, list) else raw) for key, raw in stored)


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """Something the bot says without asking: a wording id and what it is about."""

    text_id: str
    arguments: Mapping[str, str | int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """A question on the path with the answer that was given; None is skipped."""

    question: Question[Any]
    raw: Raw = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """The script waits: the question, what is said before it, and the path so far."""

    question: Question[Any]
    notes: tuple[Note, ...]
    path: tuple[Answered, ...]
    revision: int
    current: Raw = field(default=None, repr=False)
    can_go_back: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Finished:
    """The script has ended with an outcome; the desk carries it out."""

    outcome: object = field(repr=False)
    notes: tuple[Note, ...]
    path: tuple[Answered, ...]
