"""What a visitor answers to the times a therapist proposes: one of them, or none.

Rules: a time that is proposed is hers until it lapses, and nobody else's. Saying yes books it and gives the others
back, in one transaction; the same press again changes nothing. What she answers stands in the conversation.
"""

import hashlib

from sqlalchemy import Connection

from bot.desk.booking import ShownOnce, new_to_show, prepare
from bot.desk.house import House
from bot.desk.opening import Reached
from bot.desk.scripts import NO_SCRIPT
from bot.desk.views import ProposedTime, Refused
from bot.desk.writing import append, write_as_visitor
from flows.first_contact import audience_of
from flows.vocabulary import Direction, Place, PretalkState
from storage import conversations, messages, notices, pretalks, proposals, venues
from storage.pretalk_rows import PretalkRow, TimeRow
from storage.proposals import ProposalKind, ProposalRow
from storage.venues import VenueRow


async def proposed_to(house: House, here: Reached) -> tuple[ProposedTime, ...]:
    """The times that are proposed now, soonest first."""
    now = house.now()

    def work(connection: Connection) -> tuple[ProposedTime, ...]:
        rows = proposals.of_conversation(connection, conversation_id=here.id, now=now)
        if not rows:
            return ()
        pretalk = pretalks.of_conversation(connection, conversation_id=here.id)
        places = {venue.id: venue for venue in venues.every(connection)}
        return tuple(_view(row, pretalk, places.get(row.time.venue_id or b"")) for row in rows)

    return await house.database.read(work)


def _view(row: ProposalRow, pretalk: PretalkRow | None, venue: VenueRow | None) -> ProposedTime:
    booked = None if pretalk is None else pretalk.booked
    return ProposedTime(
        id=row.id.hex(),
        starts_at=row.time.starts_at,
        minutes=row.time.minutes,
        place=row.time.place,
        where=venue.name if venue is not None and row.time.place is Place.OUTREACH else "",
        # The address of online rooms alone leads nowhere.
        address=venue.address if venue is not None and row.time.place is not Place.ONLINE else "",
        lapses_at=row.lapses_at,
        instead_of=booked.starts_at if booked is not None and row.kind is ProposalKind.MOVE else None,
    )


async def accept(house: House, here: Reached, proposal: str) -> ShownOnce:
    """Book a proposed time; returns what is told once of it: nothing when this press was answered before.

    Raises `Refused("proposal-lapsed")`, and changes nothing, when it is not proposed any more.
    """
    proposal_id = _id(proposal)
    press = _press(b"accept", proposal_id)
    row = await _standing(house, here, proposal_id)
    if row is None:
        if await _answered(house, here, press):
            return ShownOnce()
        raise Refused("proposal-lapsed")
    shown = await new_to_show(house, row.time)
    booking = await prepare(house, here, row.time, shown)
    now, today = house.now(), house.today()

    def book(connection: Connection, _sequence: int) -> None:
        still = proposals.of_conversation(connection, conversation_id=here.id, now=now)
        if row not in still or not _fits(connection, here, row):
            raise Refused("proposal-lapsed")
        if not booking(connection, row.time):
            raise Refused("proposal-lapsed")
        # The question about a time, if it stands there, is answered with this.
        conversations.save_journal(
            connection,
            conversation_id=here.id,
            script=NO_SCRIPT,
            journal=None,
            expected_revision=None,
            today=today,
        )
        if here.row.queue_id is not None:
            notices.something_waits(connection, queue_id=here.row.queue_id, claimed_by=here.row.claimed_by)

    text = await _agreed(house, here, row.time)
    booked = await append(house, here, text=text, direction=Direction.BOT, press=press, also=book)
    house.live.changed(here.id, here.row.queue_id or here.id)
    return shown if booked else ShownOnce()


async def decline(house: House, here: Reached, proposal: str) -> bool:
    """None of the times fits, or the booked one stays; returns whether she still needs a time.

    What she says goes to the therapist like any message of hers. Raises `Refused("proposal-lapsed")` when what she was
    asked is not asked any more.
    """
    proposal_id = _id(proposal)
    press = _press(b"decline", proposal_id)
    row = await _standing(house, here, proposal_id)
    if row is None:
        if await _answered(house, here, press):
            return False
        raise Refused("proposal-lapsed")
    text_id = "said-keep-time" if row.kind is ProposalKind.MOVE else "said-none-fits"
    text = house.sentences(here.row.language, audience_of(here.row.role), text_id)
    now = house.now()

    def give_back(connection: Connection, _sequence: int) -> None:
        if row not in proposals.of_conversation(connection, conversation_id=here.id, now=now):
            raise Refused("proposal-lapsed")
        proposals.withdraw(connection, conversation_id=here.id)

    said = await write_as_visitor(house, here, text=text, press=press, also=give_back)
    return said and row.kind is ProposalKind.PROPOSE


def _id(proposal: str) -> bytes:
    try:
        return bytes.fromhex(proposal)
    except ValueError:
        raise Refused("proposal-lapsed") from None


def _press(answer: bytes, proposal_id: bytes) -> bytes:
    """The same answer to the same proposal is the same press, through whichever door it comes."""
    return hashlib.sha256(answer + b"|" + proposal_id).digest()[:16]


async def _standing(house: House, here: Reached, proposal_id: bytes) -> ProposalRow | None:
    now = house.now()
    rows = await house.database.read(
        lambda connection: proposals.of_conversation(connection, conversation_id=here.id, now=now)
    )
    return next((row for row in rows if row.id == proposal_id), None)


async def _answered(house: House, here: Reached, press: bytes) -> bool:
    """Whether this answer stands in the conversation already."""
    return await house.database.read(
        lambda connection: messages.by_press(connection, conversation_id=here.id, press=press) is not None
    )


def _fits(connection: Connection, here: Reached, row: ProposalRow) -> bool:
    """A time instead of the booked one needs a booked one; any other, that none is."""
    pretalk = pretalks.of_conversation(connection, conversation_id=here.id)
    booked = pretalk is not None and pretalk.state is PretalkState.BOOKED
    return booked is (row.kind is ProposalKind.MOVE)


async def _agreed(house: House, here: Reached, time: TimeRow) -> str:
    venue_id = time.venue_id
    name = ""
    if venue_id is not None:
        venue = await house.database.read(lambda connection: venues.by_id(connection, venue_id=venue_id))
        name = "" if venue is None else venue.name
    language, audience = here.row.language, audience_of(here.row.role)
    where = house.sentences.where(language, audience, time.place, name)
    return house.sentences(language, audience, "bot-agreed", when=time.starts_at, where=where)
