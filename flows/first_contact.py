"""The first minute: a word of welcome, who writes, and whether anybody is in danger now.

Rules: emergency numbers come before anything else that is asked. Who writes may be left open; everything is then worded
for somebody close to the child. Brothers and sisters who are young themselves answer as young people, grown-up ones as
relatives, so that a sentence is always said to the right person.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from flows.questions import Choice, code_of
from flows.talk import Answered, ask, say
from flows.vocabulary import Audience, Role, Workplace


class Danger(StrEnum):
    """Whether anybody is in danger now."""

    YES = "yes"
    UNSURE = "unsure"
    NO = "no"


WHO_WRITES = Choice(
    key="who-writes",
    steers=True,
    options=(
        Role.YOUNG,
        Role.MOTHER,
        Role.FATHER,
        Role.STEP_PARENT,
        Role.GRANDPARENT,
        Role.RELATIVE,
        Role.PROFESSIONAL,
    ),
)
WORKPLACE = Choice(key="workplace", steers=True, options=tuple(Workplace))
DANGER_NOW = Choice(key="danger-now", steers=True, options=(Danger.YES, Danger.UNSURE, Danger.NO))

QUESTIONS = (WHO_WRITES, WORKPLACE, DANGER_NOW)
NOTES = ("first-contact-hello", "emergency-numbers", "emergency-if-worse")
# What the welcome page says before the first question.
WELCOME = (
    "welcome-title",
    "welcome-lead",
    "welcome-who-answers",
    "welcome-anonymous",
    "welcome-secrecy",
    "welcome-duty",
    "welcome-web-reveals",
    "welcome-telegram-reveals",
    "welcome-begin",
)

NOBODY_SAID = Audience.RELATIVE


def audience_of(role: Role | None) -> Audience:
    """To whom everything is worded; gentle and general while nobody said who writes."""
    return NOBODY_SAID if role is None else role.audience


def audience_so_far(path: Iterable[Answered]) -> Audience:
    """To whom the next question is worded, seen from the answers on the path."""
    for step in path:
        if step.question.key == WHO_WRITES.key and isinstance(step.raw, str):
            return audience_of(Role(step.raw))
    return NOBODY_SAID


@dataclass(frozen=True, kw_only=True, slots=True)
class Met:
    """Who has come to the door."""

    role: Role | None
    workplace: Workplace | None
    danger: Danger | None

    @property
    def audience(self) -> Audience:
        """To whom everything is worded."""
        return audience_of(self.role)


async def first_contact() -> Met:
    """Meet somebody: who writes, and is anybody in danger now."""
    await say("first-contact-hello")
    role = code_of(Role, await ask(WHO_WRITES))
    workplace = None
    if role is Role.PROFESSIONAL:
        workplace = code_of(Workplace, await ask(WORKPLACE))
    danger = code_of(Danger, await ask(DANGER_NOW))
    if danger is Danger.YES:
        await say("emergency-numbers")
    if danger is Danger.UNSURE:
        await say("emergency-if-worse")
    return Met(role=role, workplace=workplace, danger=danger)
