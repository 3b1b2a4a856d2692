"""Two years of contacts, pre-talks and answers at a unit, counted and published as far as they are over."""

import random

from bot import jobs
from bot.desk.counters import raise_counters
from flows.cells import months_of
from flows.counting import Ballot, tally
from flows.feedback import Helped
from flows.helped_counting import HelpedAnswer
from tests.bot.conftest import Unit
from tests.flows.streams import pretalk_stream, stream

# The clock of the tests stands in November 2026.
MONTHS = (*months_of("2024-Q4"), *months_of("2025"), *months_of("2026")[:11])


async def two_years(unit: Unit, *, seed: int = 11) -> None:
    """Fill the counters, and publish what is due."""
    chance = random.Random(seed)
    cast = stream(seed, months=MONTHS, volumes=[chance.randint(25, 50) for _ in MONTHS])
    cast += pretalk_stream(seed, months=MONTHS, volumes=[chance.randint(4, 12) for _ in MONTHS])
    # Everybody is content in one quarter; in the others a few are not, so nothing can be shown.
    for month in MONTHS:
        said = [Helped.HIGH] * 9 + [Helped.SOME] * 6 + ([] if month in months_of("2026-Q2") else [Helped.NOT])
        cast += [Ballot(month=month, registration=HelpedAnswer(unit="0-11", helped=helped)) for helped in said]
    counters = tally(cast)
    await unit.parts.house.write(lambda connection: raise_counters(unit.parts.house, connection, counters))
    await jobs.close_periods(unit.parts.house)
