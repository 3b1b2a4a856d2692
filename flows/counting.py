"""Counting without identities: what a closed contact says, the ballot it leaves, and the tables it is added to.

A pre-talk that ended leaves a ballot of its own kind (pretalk_counting.py), and so does an answer to "did you get the
help you needed?" (helped_counting.py); all are of the same size and in the same pool.

The rules it keeps (DESIGN.md 4):
- A registration names no one. It becomes a ballot: bytes of one fixed size, so that a sealed ballot tells nothing by
  its length. The ballot knows its month, never a day.
- The tables are declared in one file (tables.toml). A ballot adds exactly one to one cell of every declared table of
  its periods, so the sums over every dimension agree with each other and with the total, always.
- Only `ContactKind.CONTACT` is one of the unit's contacts. The other kinds are counted, apart, in the table of totals.
- What was not answered is counted as "unknown": leaving it out would break the sums.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from flows.ages_in_years import OLDEST
from flows.cells import Key, cell_key, check_month, check_place, check_unit, is_over, quarter_of, year_of
from flows.helped_counting import HelpedAnswer, helped_increments
from flows.pretalk_counting import EndedPretalk, pretalk_increments
from flows.table_reading import DECLARED
from flows.tables import BAND, TOTALS, Declared
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
    Workplace,
)

__all__ = [
    "BALLOT_SIZE",
    "BALLOT_VERSION",
    "BAND",
    "KINDS",
    "SMALLEST_BATCH",
    "TOTALS",
    "Ballot",
    "Registration",
    "Said",
    "UnreadableBallot",
    "decode",
    "due",
    "encode",
    "increments",
    "tally",
]

BALLOT_SIZE = 768
BALLOT_VERSION = 1
SMALLEST_BATCH = 10


class UnreadableBallot(Exception):
    """The bytes are not a ballot this program can read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Registration:
    """What is counted of one contact. None, or an empty set, is "not known"; `unit` is the queue's code.

    `place` is the code of an outreach place; `years` an age in whole years, where somebody knows it: it says the band.
    """

    kind: ContactKind
    channel: Channel
    unit: str
    band: AgeBand | None = None
    role: Role | None = None
    workplace: Workplace | None = None
    outcome: Outcome | None = None
    duration: Duration | None = None
    gender: Gender | None = None
    home: Home | None = None
    substance: Substance | None = None
    whose: Whose | None = None
    troubles: frozenset[Trouble] = frozenset()
    support: Support | None = None
    wellbeing: WellbeingBand | None = None
    place: str | None = None
    years: int | None = None

    def __post_init__(self) -> None:
        check_unit(self.unit)
        if self.place is not None:
            check_place(self.place)
        if self.years is not None:
            if not 0 <= self.years <= OLDEST:
                raise ValueError("an age is 0-24 years")
            if self.band is None:
                object.__setattr__(self, "band", AgeBand.of(self.years))
            if self.band is not AgeBand.of(self.years):
                raise ValueError("the age in years is not in the age band")


# What a ballot can be about. Each kind is added to counters of its own, and waits for its own ten.
Said: TypeAlias = Registration | EndedPretalk | HelpedAnswer
KINDS: tuple[type[Said], ...] = (Registration, EndedPretalk, HelpedAnswer)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ballot:
    """A registration, a pre-talk that ended, or an answer, with the month it counts in."""

    month: str
    registration: Said

    def __post_init__(self) -> None:
        check_month(self.month)


_PLAIN_FIELDS: Mapping[str, Callable[[Any], Any]] = {
    "kind": ContactKind,
    "channel": Channel,
    "unit": str,
    "band": AgeBand,
    "role": Role,
    "workplace": Workplace,
    "outcome": Outcome,
    "duration": Duration,
    "gender": Gender,
    "home": Home,
    "substance": Substance,
    "whose": Whose,
    "support": Support,
    "wellbeing": WellbeingBand,
    "place": str,
    "years": int,
}


# A ballot that does not say what it is about is about a contact, as all were at first.
_ABOUT = "about"
_OTHERS: Mapping[str, type[EndedPretalk] | type[HelpedAnswer]] = {"pretalk": EndedPretalk, "helped": HelpedAnswer}


def encode(ballot: Ballot) -> bytes:
    """The ballot as bytes of one fixed size, the same every time; what storage seals to the statistics key."""
    said = ballot.registration
    values: dict[str, Any] = {"version": BALLOT_VERSION, "month": ballot.month}
    if not isinstance(said, Registration):
        about = next(name for name, kind in _OTHERS.items() if isinstance(said, kind))
        values |= {_ABOUT: about, **said.values()}
    else:
        given = {name: getattr(said, name) for name in _PLAIN_FIELDS}
        values |= {name: str(value) for name, value in given.items() if value is not None}
        if said.troubles:
            values["troubles"] = sorted(said.troubles)
    written = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    if len(written) > BALLOT_SIZE:
        raise ValueError("a ballot does not fit its fixed size")
    return written.ljust(BALLOT_SIZE, b" ")


def decode(written: bytes) -> Ballot:
    """The ballot that `encode` wrote. Raises `UnreadableBallot`, with nothing of the content in it."""
    if len(written) != BALLOT_SIZE:
        raise UnreadableBallot("a ballot has another size")
    try:
        values = json.loads(written)
        if values.pop("version") != BALLOT_VERSION:
            raise UnreadableBallot("a ballot of another version")
        month = values.pop("month")
        if _ABOUT in values:
            kind = _OTHERS.get(values.pop(_ABOUT))
            if kind is None:
                raise UnreadableBallot("a ballot of another kind")
            return Ballot(month=month, registration=kind.from_values(values))
        troubles = frozenset(Trouble(code) for code in values.pop("troubles", ()))
        fields = {name: read(values[name]) for name, read in _PLAIN_FIELDS.items() if name in values}
        if len(fields) != len(values) or not all(isinstance(value, str) for value in values.values()):
            raise UnreadableBallot("a ballot with a field that is not known")
        return Ballot(month=month, registration=Registration(troubles=troubles, **fields))
    except (ValueError, KeyError, TypeError, AttributeError):
        # The cause is left out on purpose: its text would quote the content.
        raise UnreadableBallot("not a ballot") from None


def increments(ballot: Ballot, declared: Declared = DECLARED) -> dict[Key, int]:
    """What one ballot adds, and to which counters: one cell of each table of its periods, all by one."""
    said = ballot.registration
    if isinstance(said, EndedPretalk):
        return pretalk_increments(ballot.month, said)
    if isinstance(said, HelpedAnswer):
        return helped_increments(ballot.month, said)
    added = {(ballot.month, TOTALS, cell_key(unit=said.unit, kind=said.kind)): 1}
    if said.kind is ContactKind.CONTACT:
        month = ballot.month
        tables = (*declared.of(month), *declared.of(quarter_of(month)), *declared.of_year(year_of(month)))
        added |= {table.cell(month, said): 1 for table in tables}
    return added


def tally(ballots: Iterable[Ballot], declared: Declared = DECLARED) -> dict[Key, int]:
    """What a batch of ballots adds together, in key order: the order of the batch leaves no trace.

    Where counters stand already, `declared` is what holds beside them (`Declared.taking_effect`).
    """
    counted: dict[Key, int] = {}
    for ballot in ballots:
        for key, count in increments(ballot, declared).items():
            counted[key] = counted.get(key, 0) + count
    return dict(sorted(counted.items()))


def due(pool_size: int, *, month: str, today: date) -> bool:
    """Whether the ballots of a month are tallied now: ten of them hide each other, and a month that is over must be.

    Each kind is added to counters of its own, so only ballots of one kind hide each other.
    """
    return pool_size > 0 and (pool_size >= SMALLEST_BATCH or is_over(month, today))
