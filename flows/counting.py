"""Counting without identities: what a closed contact says, the ballot it leaves, and the tables it is added to.

A pre-talk that ended leaves a ballot of its own kind (pretalk_counting.py), and so does an answer to "did you get the
help you needed?" (helped_counting.py); all are of the same size and in the same pool.

The rules it keeps (DESIGN.md 4):
- A registration names no one. It becomes a ballot: bytes of one fixed size, so that a sealed ballot tells nothing by
  its length. The ballot knows its month, never a day.
- The tables are declared here and nowhere else. A ballot adds exactly one to one cell of every declared table of its
  periods, so the sums over every dimension agree with each other and with the total, always.
- Only `ContactKind.CONTACT` is one of the unit's contacts. The other kinds are counted, apart, in the table of totals.
- What was not answered is counted as "unknown": leaving it out would break the sums.

No declared table may be worked out from another one by adding, except through what they share (month, unit, age band):
suppression.py's promise rests on that. A professional's workplace is therefore registered but is no table yet: its
"not a professional" would be the role table's sum over a quarter.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

from flows.cells import (
    NO,
    UNKNOWN,
    YES,
    Key,
    cell_key,
    check_month,
    check_place,
    check_unit,
    is_over,
    quarter_of,
)
from flows.helped_counting import HelpedAnswer, helped_increments
from flows.pretalk_counting import EndedPretalk, pretalk_increments
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

BALLOT_SIZE = 768
BALLOT_VERSION = 1
SMALLEST_BATCH = 10
# The oldest whose age is counted in years: the target group is 0-24.
OLDEST = 24


class UnreadableBallot(Exception):
    """The bytes are not a ballot this program can read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Registration:
    """What is counted of one contact. None, or an empty set, is "not known"; `unit` is the queue's code.

    `place` is the code of an outreach place; `years` an age in whole years, where somebody knows it.
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
        if self.years is not None and not 0 <= self.years <= OLDEST:
            raise ValueError("an age is 0-24 years")


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


class Rhythm(StrEnum):
    """How long a period a table covers."""

    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A declared table: period × (unit, if monthly) × age band × one dimension.

    `name` is stored. `trouble` is set for one of the "several answers" tables, whose dimension is yes/no: did the
    contact name this trouble. `tells` says that a group of people who all share one answer would be told something.
    """

    name: str
    rhythm: Rhythm
    options: tuple[str, ...]
    tells: bool
    trouble: Trouble | None = None

    @property
    def by_unit(self) -> bool:
        """Monthly tables are per unit; a quarter's are over all units, because they ask more closely."""
        return self.rhythm is Rhythm.MONTH

    def option(self, said: Registration) -> str:
        """Which of the options a registration belongs to."""
        if self.trouble is not None:
            return YES if self.trouble in said.troubles else NO
        return str(getattr(said, self.name) or UNKNOWN)

    def cell(self, month: str, said: Registration) -> Key:
        """The one cell a registration adds one to."""
        period = month if self.by_unit else quarter_of(month)
        unit = said.unit if self.by_unit else None
        return period, self.name, cell_key(unit=unit, band=said.band or UNKNOWN, **{self.name: self.option(said)})


def _answers(name: str, rhythm: Rhythm, codes: Iterable[str], *, tells: bool = True) -> Table:
    return Table(name=name, rhythm=rhythm, options=(*codes, UNKNOWN), tells=tells)


# Exact at once, per unit and kind; never hidden. Everything else follows from TABLES.
TOTALS = "totals"
# The margin that all tables of a period share: contacts by age band (per unit in a month). Published, not stored:
# it is any table of the period, added up.
BAND = "band"

TABLES: tuple[Table, ...] = (
    # That everybody wrote on the web, or took fifteen minutes, tells nothing about anybody.
    _answers("channel", Rhythm.MONTH, Channel, tells=False),
    _answers("role", Rhythm.MONTH, Role),
    _answers("outcome", Rhythm.MONTH, Outcome),
    _answers("duration", Rhythm.MONTH, Duration, tells=False),
    _answers("substance", Rhythm.QUARTER, Substance),
    _answers("whose", Rhythm.QUARTER, Whose),
    *(
        Table(name=f"trouble_{trouble}", rhythm=Rhythm.QUARTER, options=(YES, NO), tells=True, trouble=trouble)
        for trouble in Trouble
    ),
    _answers("gender", Rhythm.QUARTER, Gender),
    _answers("home", Rhythm.QUARTER, Home),
    _answers("support", Rhythm.QUARTER, Support),
    _answers("wellbeing", Rhythm.QUARTER, WellbeingBand),
)


def increments(ballot: Ballot) -> dict[Key, int]:
    """What one ballot adds, and to which counters: one cell of each table, all by one."""
    said = ballot.registration
    if isinstance(said, EndedPretalk):
        return pretalk_increments(ballot.month, said)
    if isinstance(said, HelpedAnswer):
        return helped_increments(ballot.month, said)
    added = {(ballot.month, TOTALS, cell_key(unit=said.unit, kind=said.kind)): 1}
    if said.kind is ContactKind.CONTACT:
        added.update({table.cell(ballot.month, said): 1 for table in TABLES})
    return added


def tally(ballots: Iterable[Ballot]) -> dict[Key, int]:
    """What a batch of ballots adds together, in key order: the order of the batch leaves no trace."""
    counted: dict[Key, int] = {}
    for ballot in ballots:
        for key, count in increments(ballot).items():
            counted[key] = counted.get(key, 0) + count
    return dict(sorted(counted.items()))


def due(pool_size: int, *, month: str, today: date) -> bool:
    """Whether the ballots of a month are tallied now: ten of them hide each other, and a month that is over must be.

    Each kind is added to counters of its own, so only ballots of one kind hide each other.
    """
    return pool_size > 0 and (pool_size >= SMALLEST_BATCH or is_over(month, today))
