"""What the therapist's pages about a pre-talk draw: the card, what is asked afterwards, and the guide."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.desk.views import PretalkView, ProposedTime, Summary
from flows.clock import Measure, Reading
from flows.guide import Line
from flows.vocabulary import AgeBand, DelayReason, Place, Role


@dataclass(frozen=True, kw_only=True, slots=True)
class FreeTime:
    """A time a therapist can give a visitor. `late`: it lies behind her fourteen days."""

    id: str
    starts_at: datetime
    minutes: int
    place: Place
    where: str
    who: str
    late: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class TimesView:
    """A conversation's pre-talk as the therapist deals with it: its clock, its time, what is proposed, what is free.

    `measures` say what the clock asks for; `begun`: the booked time has begun. `other_offers` are those that fit, from
    the day they are to be told of.
    """

    clock: Reading
    measures: frozenset[Measure]
    pretalk: PretalkView | None
    reason: DelayReason | None
    who: str
    begun: bool
    proposed: tuple[ProposedTime, ...]
    free: tuple[FreeTime, ...]
    other_offers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class OverView:
    """A booked talk that is over, or nearly: enough to know which it was."""

    conversation: str
    starts_at: datetime
    place: Place
    where: str
    band: AgeBand | None
    role: Role | None


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenGuide:
    """The guide as text; `ours`: it is the one that comes with the program."""

    body: str = field(repr=False)
    ours: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class GuideView:
    """The guide for one pre-talk, with what the visitor has told."""

    lines: tuple[Line, ...]
    summary: Summary
    pretalk: PretalkView | None
    role: Role | None
    band: AgeBand | None
