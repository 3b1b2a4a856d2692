"""Made-up streams of contacts, for tests that count them."""

import random
from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

from flows.counting import Ballot, Registration
from flows.vocabulary import (
    AgeBand,
    Channel,
    ContactKind,
    Duration,
    Gender,
    Home,
    Outcome,
    Role,
    Substance,
    Support,
    Trouble,
    WellbeingBand,
    Whose,
)

Code = TypeVar("Code", bound=StrEnum)

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

    def contact() -> Registration:
        unit, bands = chance.choice(UNITS)
        return Registration(
            kind=ContactKind.CONTACT,
            channel=chance.choices(list(Channel), [9, 1, 5, 1, 1, 1, 1])[0],
            unit=unit,
            band=chance.choices((*bands, AgeBand.GROWN, None), [12, 3, 0.5, 1])[0],
            role=one_of(Role),
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
