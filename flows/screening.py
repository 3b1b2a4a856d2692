"""A few careful questions: how old, what it is about, whose, what else weighs, what can be seen, how worried.

Rules: only the age band is needed (it decides the queue); the rest may be skipped. What most people can leave out is
asked only of those who say that they have a little more time. Nothing that identifies is ever asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from flows.first_contact import Met
from flows.questions import NO, YES, Choice, Scale, Several, Text, code_of
from flows.talk import ask, need, say
from flows.vocabulary import AgeBand, Gender, Home, Role, Sign, Substance, Support, Trouble, Whose, Workplace

CHILD_AGE = Choice(key="child-age", skippable=False, steers=True, options=tuple(AgeBand))
SUBSTANCE = Choice(key="substance", options=tuple(Substance))
WHOSE = Choice(
    key="whose",
    options=(Whose.MOTHER, Whose.FATHER, Whose.BOTH_PARENTS, Whose.STEP_PARENT, Whose.SIBLING, Whose.OTHER),
)
# A parent may be the one it is about. That is asked in words of its own, without blame.
ME = "me"
WHOSE_PARENT = Choice(key="whose-parent", steers=True, options=(ME, *WHOSE.options))
IN_TREATMENT = Choice(key="in-treatment", options=(YES, "before", NO))
MY_TREATMENT = Choice(key="my-treatment", steers=True, options=(YES, "before", NO))
TROUBLES = Several(key="troubles", options=tuple(Trouble))
SIGNS = Several(key="signs", options=tuple(Sign))
WORRY = Scale(key="worry", low=0, high=10)
HOPES = Text(key="hopes")
MORE_WANTED = Choice(key="more-wanted", steers=True, options=(YES, NO))
GENDER = Choice(key="gender", options=tuple(Gender))
HOME = Choice(key="home", options=tuple(Home))
SUPPORT = Choice(key="support", options=tuple(Support))

QUESTIONS = (
    CHILD_AGE,
    SUBSTANCE,
    WHOSE,
    WHOSE_PARENT,
    IN_TREATMENT,
    MY_TREATMENT,
    TROUBLES,
    SIGNS,
    WORRY,
    HOPES,
    MORE_WANTED,
    GENDER,
    HOME,
    SUPPORT,
)
NOTES = ("screening-intro", "my-treatment-thanks", "my-treatment-no-blame", "signs-intro")

_A_CHILD_WRITES = frozenset((AgeBand.CHILD, AgeBand.TEEN, AgeBand.YOUTH, AgeBand.GROWN))


@dataclass(frozen=True, kw_only=True, slots=True)
class Screened:
    """What was told. None is not asked or not answered; an empty set is none, or not answered."""

    substance: Substance | None = None
    whose: Whose | None = None
    in_treatment: bool | None = None
    troubles: frozenset[Trouble] = frozenset()
    signs: frozenset[Sign] = frozenset()
    worry: int | None = None
    hopes: str | None = field(default=None, repr=False)
    gender: Gender | None = None
    home: Home | None = None
    support: Support | None = None


def bands_for(role: Role | None, bands: Sequence[AgeBand]) -> tuple[AgeBand, ...]:
    """The ages that make sense to ask about: a young person who writes is not two years old."""
    if role is Role.YOUNG:
        return tuple(band for band in bands if band in _A_CHILD_WRITES)
    return tuple(bands)


async def child_age(role: Role | None, bands: Sequence[AgeBand]) -> AgeBand:
    """The one question routing needs."""
    return AgeBand(await need(CHILD_AGE.among(bands_for(role, bands))))


async def screening(met: Met, band: AgeBand) -> Screened:
    """The questions to a young person, a parent or somebody close."""
    await say("screening-intro")
    substance = code_of(Substance, await ask(SUBSTANCE))
    if met.role in (Role.MOTHER, Role.FATHER, Role.STEP_PARENT):
        whose, in_treatment = await _whose_in_our_family(met.role)
    else:
        whose = code_of(Whose, await ask(WHOSE))
        in_treatment = _is_in_treatment(await ask(IN_TREATMENT))
    troubles = await ask(TROUBLES)
    await say("signs-intro")
    signs = await ask(at_age(SIGNS, band))
    worry = await ask(WORRY)
    hopes = await ask(HOPES)
    gender, home, support = await _a_little_more()
    return Screened(
        substance=substance,
        whose=whose,
        in_treatment=in_treatment,
        troubles=frozenset(Trouble(code) for code in troubles or ()),
        signs=frozenset(Sign(code) for code in signs or ()),
        worry=worry,
        hopes=hopes,
        gender=gender,
        home=home,
        support=support,
    )


# What a child under three can show.
_SIGNS_OF_THE_SMALLEST = (Sign.QUIET, Sign.SAD, Sign.ANXIOUS, Sign.OVER_ADAPTED, Sign.STOMACH, Sign.SLEEP)


def at_age(question: Several, band: AgeBand) -> Several:
    """A question about signs, without those that a child of this age cannot show."""
    return question.among(_SIGNS_OF_THE_SMALLEST) if band is AgeBand.BABY else question


def _is_in_treatment(answer: str | None) -> bool | None:
    return None if answer is None else answer == YES


async def _whose_in_our_family(role: Role) -> tuple[Whose | None, bool | None]:
    answer = await ask(WHOSE_PARENT.among(_others_than(role)))
    if answer != ME:
        return code_of(Whose, answer), _is_in_treatment(await ask(IN_TREATMENT))
    treatment = await ask(MY_TREATMENT)
    await say("my-treatment-thanks" if treatment == YES else "my-treatment-no-blame")
    return _MYSELF[role], _is_in_treatment(treatment)


_MYSELF = {Role.MOTHER: Whose.MOTHER, Role.FATHER: Whose.FATHER, Role.STEP_PARENT: Whose.STEP_PARENT}


def _others_than(role: Role) -> tuple[str, ...]:
    """Oneself is called "me", so the option that would say it a second time is left out."""
    if role is Role.STEP_PARENT:
        return WHOSE_PARENT.options
    return tuple(option for option in WHOSE_PARENT.options if option != _MYSELF[role])


async def _a_little_more() -> tuple[Gender | None, Home | None, Support | None]:
    if await ask(MORE_WANTED) != YES:
        return None, None, None
    gender = code_of(Gender, await ask(GENDER))
    home = code_of(Home, await ask(HOME))
    support = code_of(Support, await ask(SUPPORT))
    return gender, home, support


def works_in_treatment(workplace: Workplace | None) -> bool:
    """Whether a professional meets the parent where that parent is treated."""
    return workplace is Workplace.TREATMENT
