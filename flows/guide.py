"""The therapist's guide through a pre-talk: plain text that an administrator may write anew.

Rules: a line that begins with # is a heading, one with - a point, and one with > a word for what the visitor has told:
it is filled in there. Every other line is a sentence of its own. Nothing else means anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

LONGEST = 12_000
# Why a guide cannot be used, by wording id.
EMPTY, TOO_LONG, UNKNOWN_WORD = "guide-empty", "guide-too-long", "guide-unknown-word"
PROBLEMS = (EMPTY, TOO_LONG, UNKNOWN_WORD)


class Topic(StrEnum):
    """Something a visitor may have told about before the talk."""

    WHO = "who"
    CHILD = "child"
    SUBSTANCES = "substances"
    WEIGHS = "weighs"
    HELP = "help"
    HOPES = "hopes"
    WORK = "work"


# The questions that tell of it. A key that is in none is not filled in anywhere.
QUESTIONS: Mapping[Topic, tuple[str, ...]] = MappingProxyType(
    {
        Topic.WHO: ("who-writes", "workplace", "danger-now"),
        Topic.CHILD: ("child-age", "gender", "home", "signs"),
        Topic.SUBSTANCES: ("substance", "whose", "whose-parent", "my-treatment", "in-treatment"),
        Topic.WEIGHS: ("troubles", "worry"),
        Topic.HELP: ("support",),
        Topic.HOPES: ("hopes",),
        Topic.WORK: ("noticed", "spoken-with-family", "notified", "sparring-question"),
    }
)
# What an administrator writes behind the sign; the words of every language are understood in each.
WORDS: Mapping[str, Topic] = MappingProxyType(
    {
        "hvem": Topic.WHO,
        "barnet": Topic.CHILD,
        "rusmidler": Topic.SUBSTANCES,
        "fylder": Topic.WEIGHS,
        "hjælp": Topic.HELP,
        "håb": Topic.HOPES,
        "arbejde": Topic.WORK,
        **{topic.value: topic for topic in Topic},
    }
)


class LineKind(StrEnum):
    """How a line is shown."""

    HEADING = "heading"
    POINT = "point"
    TOLD = "told"
    SENTENCE = "sentence"


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of a guide; `topic` says what is filled in instead of its text."""

    kind: LineKind
    text: str = field(default="", repr=False)
    topic: Topic | None = None


class UnreadableGuide(Exception):
    """A guide cannot be used; `text_id` says why, `line` where, and `word` what is not known."""

    def __init__(self, text_id: str, *, line: int = 0, word: str = "") -> None:
        super().__init__(text_id)
        self.text_id = text_id
        self.line = line
        self.word = word


_SIGNS = (("#", LineKind.HEADING), ("-", LineKind.POINT), (">", LineKind.TOLD))


def read_guide(body: str) -> tuple[Line, ...]:
    """A guide's lines; empty ones are left out. Raises `UnreadableGuide` when it is empty, too long, or asks for what
    nobody is asked."""
    if len(body) > LONGEST:
        raise UnreadableGuide(TOO_LONG)
    lines = tuple(_line(line.strip(), number) for number, line in enumerate(body.splitlines(), start=1) if line.strip())
    if not lines:
        raise UnreadableGuide(EMPTY)
    return lines


def _line(line: str, number: int) -> Line:
    for sign, kind in _SIGNS:
        if line.startswith(sign):
            text = line.lstrip(sign).strip()
            if kind is not LineKind.TOLD:
                return Line(kind=kind, text=text)
            topic = WORDS.get(text.casefold())
            if topic is None:
                raise UnreadableGuide(UNKNOWN_WORD, line=number, word=text[:40])
            return Line(kind=kind, topic=topic)
    return Line(kind=LineKind.SENTENCE, text=line)
