"""WHO-5: five statements about the last two weeks, each 0-5; the sum times four is 0-100.

Rules: only for those who want it, and only where it fits: a young person about themselves, a parent about a child of
three or more. The wording of statements and answers is the instrument's own and is never changed; a parent answers the
same statements as they believe the child would. One statement left out means no number. (0-35 high risk of depression
or stress, 36-50 risk, above 50 no immediate sign.) The number is for the therapist, never a verdict shown to anybody.
"""

from flows.questions import NO, YES, Choice
from flows.talk import ask, say
from flows.vocabulary import AgeBand, Audience

WANTED = Choice(key="who5-wanted", steers=True, options=(YES, NO))
_ANSWERS = ("5", "4", "3", "2", "1", "0")
STATEMENTS = tuple(
    Choice(key=key, options=_ANSWERS)
    for key in ("who5-cheerful", "who5-calm", "who5-active", "who5-rested", "who5-interested")
)

QUESTIONS = (WANTED, *STATEMENTS)
NOTES = ("who5-intro",)


def fits(audience: Audience, band: AgeBand | None) -> bool:
    """Whether WHO-5 can be offered."""
    if band in (None, AgeBand.BABY, AgeBand.GROWN):
        return False
    return audience in (Audience.YOUNG, Audience.PARENT)


def who5(answers: tuple[int | None, ...]) -> int | None:
    """The number, 0-100; None when a statement was left out."""
    given = [answer for answer in answers if answer is not None]
    if len(given) < len(STATEMENTS):
        return None
    return 4 * sum(given)


async def wellbeing() -> int | None:
    """WHO-5, for those who want it."""
    if await ask(WANTED) != YES:
        return None
    await say("who5-intro")
    answers: list[int | None] = []
    for statement in STATEMENTS:
        answer = await ask(statement)
        answers.append(None if answer is None else int(answer))
    return who5(tuple(answers))
