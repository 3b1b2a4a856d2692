"""Made-up streams of contacts and of pre-talks that ended, for tests that count them."""

import random
from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

from flows.counting import Ballot, Registration
from flows.pretalk_counting import EndedPretalk
from flows.vocabulary import (
    AgeBand,
    Channel,
    ContactKind,
    DelayReason,
    Duration,
    Gender,
    Home,
    Onward,
    Outcome,
    PretalkResult,
    Role,
    Substance,
    Support,
    Trouble,
    WellbeingBand,
    Whose,
    Within,
    Workplace,
)

Code = TypeVar("Code", bound=StrEnum)

# The ages that an age band has in whole years.
AGES = {
    AgeBand.BABY: range(3),
    AgeBand.CHILD: range(3, 12),
    AgeBand.TEEN: range(12, 17),
    AgeBand.YOUTH: range(17, 25),
}
PLACES = ("familiehuset", "hvidovre", "hvidovre", "hvidovre", None)
UNITS = (("0-11", (AgeBand.CHILD, AgeBand.BABY)), ("12-24", (AgeBand.TEEN, AgeBand.YOUTH)))


def stream(seed: int, *, months: Sequence[str], volumes: Sequence[int]) -> list[Ballot]:
    """Contacts as they come to two units: uneven, with favourites and rarities, more or less of each is known."""
    chance = random.Random(seed)
    steep = chance.choice((0.3, 1.0, 2.5, 6.0))
    silence = chance.choice((0.0, 0.1, 0.6))

    def one_of(codes: type[Code]) -> Code | None:
        if chance.random() < silence:
            return None
        return chance.choices(list(codes), [1 / (rank + 1) ** steep for rank in range(len(codes))])[0]

    # What came later has chance of its own, so that the rest of a stream is what it was.
    more = random.Random(-1 - seed)
    knows_age = more.choice((0.1, 0.5, 0.95, 1.0))

    def contact() -> Registration:
        unit, bands = chance.choice(UNITS)
        channel = chance.choices(list(Channel), [9, 1, 5, 1, 1, 1, 1])[0]
        band = chance.choices((*bands, AgeBand.GROWN, None), [12, 3, 0.5, 1])[0]
        role = one_of(Role)
        return Registration(
            kind=ContactKind.CONTACT,
            channel=channel,
            unit=unit,
            band=band,
            years=more.choice(AGES[band]) if band in AGES and more.random() < knows_age else None,
            place=more.choice(PLACES) if channel is Channel.OUTREACH else None,
            role=role,
            workplace=more.choice((*Workplace, None)) if role is Role.PROFESSIONAL else None,
            outcome=one_of(Outcome),
            duration=one_of(Duration),
            gender=one_of(Gender),
            home=one_of(Home),
            substance=one_of(Substance),
            whose=one_of(Whose),
            troubles=frozenset(trouble for trouble in Trouble if chance.random() < min(0.9, 0.15 * steep)),
            support=one_of(Support),
            wellbeing=one_of(WellbeingBand),
        )

    return [
        Ballot(month=month, registration=contact())
        for month, volume in zip(months, volumes, strict=True)
        for _ in range(volume)
    ]


def pretalk_stream(seed: int, *, months: Sequence[str], volumes: Sequence[int]) -> list[Ballot]:
    """Pre-talks as they end in two units: mostly held and soon, more or less steeply so."""
    chance = random.Random(seed)
    steep = chance.choice((0.3, 1.0, 2.5))
    soon = list(Within)

    def one_of(codes: Sequence[Code]) -> Code:
        return chance.choices(codes, [1 / (rank + 1) ** steep for rank in range(len(codes))])[0]

    def pretalk() -> EndedPretalk:
        unit, bands = chance.choice(UNITS)
        result = one_of(list(PretalkResult))
        offered = one_of(soon)
        held = one_of(soon[soon.index(offered) :]) if result is PretalkResult.HELD else None
        return EndedPretalk(
            unit=unit,
            band=chance.choices((*bands, AgeBand.GROWN, None), [12, 3, 0.5, 1])[0],
            result=result,
            offered=None if held is None and chance.random() < 0.2 else offered,
            held=held,
            onward=None if held is None or chance.random() < 0.1 else one_of(list(Onward)),
            reason=None if held not in (Within.THIRTY, Within.LATER) else one_of(list(DelayReason)),
            paused=chance.random() < 0.1,
            missed=chance.choice((0, 0, 0, 0, 1, 2)),
        )

    return [
        Ballot(month=month, registration=pretalk())
        for month, volume in zip(months, volumes, strict=True)
        for _ in range(volume)
    ]
