"""Did you get the help you needed? One question and, for those who want, a few words."""

from dataclasses import dataclass, field
from enum import StrEnum

from flows.questions import Choice, Text, code_of
from flows.talk import ask, say


class Helped(StrEnum):
    """To what degree somebody got the help they needed; the first two count as yes in the unit's goal."""

    HIGH = "high"
    SOME = "some"
    LESSER = "lesser"
    NOT = "not"


HELPED = Choice(key="got-help", steers=True, options=tuple(Helped))
WORDS = Text(key="got-help-words", limit=1000)

QUESTIONS = (HELPED, WORDS)
NOTES = ("feedback-thanks",)


@dataclass(frozen=True, kw_only=True, slots=True)
class Feedback:
    """What somebody thought of it; both may be left out."""

    helped: Helped | None
    words: str | None = field(repr=False)


async def feedback() -> Feedback:
    """Ask how it was."""
    helped = code_of(Helped, await ask(HELPED))
    if helped is None:
        return Feedback(helped=None, words=None)
    words = await ask(WORDS)
    await say("feedback-thanks")
    return Feedback(helped=helped, words=words)
