"""Times a therapist can give or propose to the visitor of one conversation, and holding those that are proposed.

Rules: they are openings of the conversation's queue, from now on, or from the day she asked for; what lies behind her
fourteen days is marked. What is proposed is held for her for two days, and never longer than the therapist needs to
know before.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from bot.desk.answering import Spoken
from bot.desk.choosing import window
from bot.desk.clock import dates_of
from bot.desk.house import House
from bot.desk.opening import Reached
from bot.desk.openings import find, time_of
from bot.desk.outgoing import Choose
from bot.desk.views import Refused
from flows.availability import Interval, Opening, Wanted, offered
from flows.deadlines import last_offer_day
from flows.first_contact import audience_of
from flows.vocabulary import Direction
from storage import demand, pretalks, proposals, venues
from storage.keys import new_id
from storage.pretalk_rows import TimeRow
from storage.proposals import ProposalKind, ProposalRow

AHEAD = timedelta(weeks=6)
LASTS = timedelta(hours=48)
MOST = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """A free time: its day at the unit, until when it can be held, whether it is late, and the name of its place."""

    opening: Opening
    day: date
    lapses_at: datetime
    late: bool
    where: str

    @property
    def time(self) -> TimeRow:
        """It as a time that can be booked."""
        return time_of(self.opening)

    def row(self, conversation_id: bytes, kind: ProposalKind) -> ProposalRow:
        """It as something that is proposed."""
        return ProposalRow(
            id=new_id(), conversation_id=conversation_id, kind=kind, time=self.time, lapses_at=self.lapses_at
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestions:
    """Everything that is free for one conversation, soonest first."""

    every: tuple[Suggestion, ...]
    load: Mapping[bytes, int] = field(repr=False)

    def chosen(self, ids: Sequence[str]) -> tuple[Suggestion, ...]:
        """Those of some ids, soonest first; raises `Refused("proposal-taken")` when one is not free any more."""
        found = tuple(each for each in self.every if each.opening.id in ids)
        if len(found) != len(set(ids)):
            raise Refused("proposal-taken")
        return found

    def soonest(self, *, unless: Callable[[Suggestion], bool] = lambda _each: False) -> tuple[Suggestion, ...]:
        """The first few that do not lie over each other; of those that are alike one, fair between therapists."""
        fitting = {each.opening.id: each for each in self.every if not unless(each)}
        found: list[Suggestion] = []
        for opening in offered((each.opening for each in fitting.values()), self.load):
            if len(found) == MOST:
                break
            if not any(_clash(opening, other.opening) for other in found):
                found.append(fitting[opening.id])
        return tuple(found)


def _clash(one: Opening, other: Opening) -> bool:
    """Whether nobody could hold both."""
    if set(one.staff).isdisjoint(other.staff):
        same_place = one.venue_id is not None and one.venue_id == other.venue_id
        return same_place and one.starts_at < other.ends_at and other.starts_at < one.ends_at
    return _overlap(one.reserved, other.reserved)


def _overlap(one: Interval, other: Interval) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


async def suggestions(house: House, here: Reached) -> Suggestions:
    """What is free for a conversation now; what is proposed to her already counts as free."""
    return await house.database.read(lambda connection: _suggestions(connection, house, here))


def _suggestions(connection: Connection, house: House, here: Reached) -> Suggestions:
    queue_id = here.row.queue_id
    if queue_id is None:
        raise ValueError("a conversation that is in no queue is nobody's")
    now = house.now()
    pretalk = pretalks.of_conversation(connection, conversation_id=here.id)
    since, until = window(house, here.row, pretalk)
    until = max(until, now + AHEAD)
    standing = proposals.of_conversation(connection, conversation_id=here.id, now=now)
    found = find(connection, house, queue_id=queue_id, since=since, until=until, but=[each.id for each in standing])
    wanted = Wanted(queue_id=queue_id, band=here.row.age_band, language=here.row.language, since=since, until=until)
    dates = dates_of(house, here.row, pretalk)
    last_day = dates.moved(last_offer_day(here.row.first_contact_on))
    notice = {pattern.id: timedelta(hours=pattern.notice_hours) for pattern in found.patterns}
    names = {venue.id: venue.name for venue in venues.every(connection)}

    def suggestion(opening: Opening) -> Suggestion:
        day = opening.starts_at.astimezone(house.timezone).date()
        return Suggestion(
            opening=opening,
            day=day,
            lapses_at=min(now + LASTS, opening.starts_at - notice[opening.pattern_id]),
            late=day > last_day,
            where=names.get(opening.venue_id or b"", ""),
        )

    return Suggestions(every=tuple(suggestion(each) for each in found.openings(wanted)), load=found.load)


def put(connection: Connection, rows: Iterable[ProposalRow], *, house: House, here: Reached) -> None:
    """Propose times instead of those that were; raises `Refused("proposal-taken")` when one cannot be held."""
    now = house.now()
    proposals.withdraw(connection, conversation_id=here.id)
    for row in rows:
        if not proposals.add(connection, row=row, now=now):
            raise Refused("proposal-taken")


def begins_to_want(connection: Connection, *, house: House, here: Reached) -> None:
    """Count a wish that begins with what a therapist does; one that is there is counted already."""
    known = pretalks.of_conversation(connection, conversation_id=here.id)
    if known is None and here.row.queue_id is not None:
        demand.add(connection, day=house.today(), queue_id=here.row.queue_id)


def spoken(house: House, here: Reached, rows: Sequence[ProposalRow], text: str) -> Spoken:
    """A line of the conversation with the times that are proposed below it, where a chat shows buttons."""
    language, audience = here.row.language, audience_of(here.row.role)
    none = "proposal-keep" if any(row.kind is ProposalKind.MOVE for row in rows) else "proposal-none"
    choose = Choose(
        text=text,
        times=tuple(
            (row.id.hex(), house.sentences.on_a_button(language, audience, row.time.starts_at, row.time.place))
            for row in rows
        ),
        none=house.sentences(language, audience, none),
    )
    return Spoken(text=text, direction=Direction.BOT, choose=choose)
