"""The whole way in: met, screened, and asked what is wished for. This is the script a visitor begins with.

Rules: danger now, and *talk to a person now*, ask for nothing but the age band. A professional goes through sparring,
everybody else through the screening. Whose case belongs to another offer (over 24 years) is told so kindly, gets advice
on where to turn, and may still write: nobody who writes is turned away.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from flows import first_contact as meeting
from flows import screening as asking
from flows import sparring as advising
from flows import wellbeing as well
from flows.first_contact import Danger, Met, first_contact
from flows.questions import Choice
from flows.screening import Screened, child_age, screening
from flows.sparring import sparring
from flows.talk import HURRY, fact, need, say
from flows.vocabulary import (
    AgeBand,
    Audience,
    Gender,
    Home,
    Role,
    Sign,
    Substance,
    Support,
    Trouble,
    Urgency,
    Whose,
    Wish,
    Workplace,
)
from flows.wellbeing import wellbeing

WISH = Choice(key="wish", skippable=False, steers=True, options=tuple(Wish))
WISH_ELSEWHERE = Choice(key="wish-elsewhere", skippable=False, steers=True, options=(Wish.ADVICE, Wish.TALK))

QUESTIONS = (
    *meeting.QUESTIONS,
    *asking.QUESTIONS,
    *advising.QUESTIONS,
    *well.QUESTIONS,
    WISH,
    WISH_ELSEWHERE,
)
NOTES = (*meeting.NOTES, *asking.NOTES, *advising.NOTES, *well.NOTES, "elsewhere", "wish-intro")

VERY_WORRIED = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Intake:
    """How an intake ended: who writes, what about, how urgent, and what is wished for."""

    role: Role | None
    workplace: Workplace | None
    audience: Audience
    band: AgeBand | None
    urgency: Urgency
    wish: Wish
    substance: Substance | None
    whose: Whose | None
    troubles: frozenset[Trouble]
    signs: frozenset[Sign]
    home: Home | None
    gender: Gender | None
    support: Support | None
    in_treatment: bool | None
    worry: int | None
    hopes: str | None = field(repr=False)
    who5: int | None
    elsewhere: bool


async def intake(*, bands: Sequence[AgeBand] = tuple(AgeBand)) -> Intake:
    """Meet, screen, and ask what is wished for."""
    met = await first_contact()
    band = await child_age(met.role, bands)
    if met.danger is Danger.YES:
        return _ended(met, band, wish=Wish.TALK)
    if band is AgeBand.GROWN:
        await say("elsewhere")
        return _ended(met, band, wish=await _wish(WISH_ELSEWHERE))
    if met.role is Role.PROFESSIONAL:
        told = (await sparring(met, band)).screened
    else:
        told = await screening(met, band)
    number = await wellbeing() if well.fits(met.audience, band) else None
    await say("wish-intro")
    return _ended(met, band, wish=await _wish(WISH), told=told, who5=number)


async def _wish(question: Choice) -> Wish:
    if await fact(HURRY, False):
        return Wish.TALK
    return Wish(await need(question))


def urgency_of(danger: Danger | None, told: Screened) -> Urgency:
    """How soon somebody should look."""
    if danger is Danger.YES:
        return Urgency.DANGER
    very_worried = told.worry is not None and told.worry >= VERY_WORRIED
    if danger is Danger.UNSURE or very_worried or Trouble.VIOLENCE in told.troubles:
        return Urgency.HIGH
    return Urgency.USUAL


_NOTHING_TOLD = Screened()


def _ended(met: Met, band: AgeBand, *, wish: Wish, told: Screened = _NOTHING_TOLD, who5: int | None = None) -> Intake:
    return Intake(
        role=met.role,
        workplace=met.workplace,
        audience=met.audience,
        band=band,
        urgency=urgency_of(met.danger, told),
        wish=wish,
        substance=told.substance,
        whose=told.whose,
        troubles=told.troubles,
        signs=told.signs,
        home=told.home,
        gender=told.gender,
        support=told.support,
        in_treatment=told.in_treatment,
        worry=told.worry,
        hopes=told.hopes,
        who5=who5,
        elsewhere=band is AgeBand.GROWN,
    )
