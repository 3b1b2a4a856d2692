"""How long a written contact took, guessed from when was written: the therapist corrects it where it is wrong.

Rule: what lies between two messages counts while it is short; a longer pause was spent elsewhere. Without an answer of
a therapist nothing was used.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise

from flows.vocabulary import Direction, Duration

PAUSE = timedelta(minutes=20)
# Reading what was written first, before the answer to it.
READING = timedelta(minutes=5)


def time_used(written: Iterable[tuple[datetime, Direction]]) -> Duration | None:
    """The time used on messages, each with its instant and who wrote it; None when nobody answered."""
    said = sorted((at, by) for at, by in written if by is not Direction.BOT)
    instants = [at for at, _ in said]
    if not any(by is Direction.THERAPIST for _, by in said):
        return None
    gaps = [later - earlier for earlier, later in pairwise(instants)]
    used = READING + sum((gap for gap in gaps if gap <= PAUSE), timedelta())
    return Duration.of(-(-used // timedelta(minutes=1)))
