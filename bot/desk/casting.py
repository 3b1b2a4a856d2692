"""Ballots as they are cast: sealed to the statistics key, and bound to their month alone."""

from dataclasses import dataclass

from bot.desk.house import House
from flows import counting
from flows.cells import month_of
from flows.counting import Ballot, Said
from storage.envelope import Binding, seal


@dataclass(frozen=True, kw_only=True, slots=True)
class SealedBallot:
    """A ballot ready to be cast."""

    id: bytes
    month: str
    envelope: bytes


def ballot_binding(month: str) -> Binding:
    """A ballot is bound to its month alone: it is one among all that wait, and belongs to nothing else."""
    return Binding(table="ballots", conversation=b"", sequence=0, direction=month)


def sealed_ballot(house: House, said: Said, ballot_id: bytes, *, month: str | None = None) -> SealedBallot:
    """What is counted this month, or in another one, sealed to the statistics key."""
    month = month or month_of(house.today())
    return SealedBallot(
        id=ballot_id,
        month=month,
        envelope=seal(
            counting.encode(Ballot(month=month, registration=said)),
            public=house.keyring.organisation.statistics_public,
            binding=ballot_binding(month),
        ),
    )
