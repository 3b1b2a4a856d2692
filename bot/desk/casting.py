"""Ballots as they are cast: sealed to the statistics key, and bound to their month alone."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from bot.desk.house import House
from flows import counting
from flows.cells import month_of
from flows.counting import Ballot, Said
from storage.ballots import BallotRow
from storage.envelope import Binding, open_sealed, seal
from storage.imports import ImportRow


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


def opened_ballot(house: House, row: BallotRow) -> Ballot:
    """A ballot that waits; raises `NotHeld` while nobody can open it."""
    private = house.keyring.statistics_private()
    return counting.decode(open_sealed(row.envelope, private=private, binding=ballot_binding(row.month)))


def _import_binding(mark: bytes) -> Binding:
    return Binding(table="imports", conversation=mark, sequence=0, direction="")


def sealed_import(house: House, ballots: Iterable[Ballot], mark: bytes) -> bytes:
    """Many ballots in one envelope, in an order that tells nothing of the sheet's."""
    written = sorted(counting.encode(ballot).decode().rstrip() for ballot in ballots)
    return seal(
        json.dumps(written).encode(),
        public=house.keyring.organisation.statistics_public,
        binding=_import_binding(mark),
    )


def opened_import(house: House, row: ImportRow) -> tuple[Ballot, ...]:
    """The ballots of an import that is not counted yet; raises `NotHeld` while nobody can open them."""
    if row.envelope is None:
        return ()
    private = house.keyring.statistics_private()
    written = json.loads(open_sealed(row.envelope, private=private, binding=_import_binding(row.mark)))
    return tuple(counting.decode(each.encode().ljust(counting.BALLOT_SIZE)) for each in written)
