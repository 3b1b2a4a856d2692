"""Did you get the help you needed? One question and, for those who want, a few words.

Rules: the answer is counted the moment it is given, and is never written into a journal: the fact `TOLD` says that the
question is behind, and the journal of the words holds nothing else. So what somebody answered lies beside nobody.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from flows.questions import Choice, Text, code_of
from flows.talk import Journal, ask, fact, say


class Helped(StrEnum):
    """To what degree somebody got the help they needed; the first two count as yes in the unit's goal."""

    HIGH = "high"
    SOME = "some"
    LESSER = "lesser"
    NOT = "not"


HELPED = Choice(key="got-help", steers=True, options=tuple(Helped))
WORDS = Text(key="got-help-words", limit=1000)
# The question is behind; what was answered is not said.
TOLD = "told"

QUESTIONS = (HELPED, WORDS)
KEYS = frozenset(question.key for question in QUESTIONS)
NOTES = ("feedback-thanks",)


@dataclass(frozen=True, kw_only=True, slots=True)
class Feedback:
    """What somebody thought of it; both may be left out."""

    helped: Helped | None
    words: str | None = field(repr=False)


async def feedback() -> Feedback:
    """Ask how it was."""
    helped = None
    if not await fact(TOLD, False):
        helped = code_of(Helped, await ask(HELPED))
        if helped is None:
            return Feedback(helped=None, words=None)
    await say("feedback-thanks")
    words = await ask(WORDS)
    return Feedback(helped=helped, words=words)


def behind(journal: Journal) -> Journal:
    """The journal with the question behind it and the answer gone; what was drawn before is old."""
    return Journal(facts={TOLD: True}, revision=journal.revision)
