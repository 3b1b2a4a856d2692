"""A professional who wants advice about a child: a teacher, a health visitor, somebody from addiction treatment.

Rules: no name of the child or the family is asked for, and that is said first. The sharpened duty to notify (Barnets
Lov § 133) is said plainly: talking with us does not take it away.
"""

from dataclasses import dataclass, field

from flows.first_contact import Met
from flows.questions import NO, YES, Choice, Several, Text, code_of
from flows.screening import IN_TREATMENT, SUBSTANCE, TROUBLES, WHOSE, WORRY, Screened, at_age, works_in_treatment
from flows.talk import ask, say
from flows.vocabulary import AgeBand, Sign, Substance, Trouble, Whose, Workplace

NOTICED = Several(key="noticed", options=tuple(Sign))
SPOKEN = Choice(key="spoken-with-family", steers=True, options=(YES, "partly", NO))
NOTIFIED = Choice(key="notified", options=(YES, NO, "unsure"))
QUESTION = Text(key="sparring-question")

QUESTIONS = (NOTICED, SPOKEN, NOTIFIED, QUESTION)
NOTES = ("sparring-no-names", "sparring-treatment", "sparring-everyday", "sparring-speaking", "sparring-duty")

_SEES_THE_CHILD_DAILY = frozenset((Workplace.SCHOOL, Workplace.DAY_CARE, Workplace.FOSTER, Workplace.SHELTER))


@dataclass(frozen=True, kw_only=True, slots=True)
class Sparring:
    """What a professional told: the screening's answers, and what only they are asked."""

    screened: Screened
    spoken: str | None = None
    notified: str | None = None
    question: str | None = field(default=None, repr=False)


async def sparring(met: Met, band: AgeBand) -> Sparring:
    """The questions to a professional."""
    await say("sparring-no-names")
    if works_in_treatment(met.workplace):
        await say("sparring-treatment")
    elif met.workplace in _SEES_THE_CHILD_DAILY:
        await say("sparring-everyday")
    substance = code_of(Substance, await ask(SUBSTANCE))
    whose = code_of(Whose, await ask(WHOSE))
    # Who writes from addiction treatment has the parent there; that needs no question.
    in_treatment: bool | None = True
    if not works_in_treatment(met.workplace):
        treatment = await ask(IN_TREATMENT)
        in_treatment = None if treatment is None else treatment == YES
    noticed = await ask(at_age(NOTICED, band))
    troubles = await ask(TROUBLES)
    spoken = await ask(SPOKEN)
    if spoken == NO:
        await say("sparring-speaking")
    await say("sparring-duty")
    notified = await ask(NOTIFIED)
    worry = await ask(WORRY)
    question = await ask(QUESTION)
    screened = Screened(
        substance=substance,
        whose=whose,
        in_treatment=in_treatment,
        troubles=frozenset(Trouble(code) for code in troubles or ()),
        signs=frozenset(Sign(code) for code in noticed or ()),
        worry=worry,
        hopes=question,
    )
    return Sparring(screened=screened, spoken=spoken, notified=notified, question=question)
