"""Booking a pre-talk: taking a time, moving to it, what is sealed with it, and how both sides see it.

Rules: the database decides who gets a time. Whoever comes second is given one just like it, if there is one.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.desk.choosing import alike
from bot.desk.house import House
from bot.desk.opening import Opened, Reached
from bot.desk.reminding import move_reminders
from bot.desk.sealing import open_arrival_word, open_link, seal_arrival_word, seal_link
from bot.desk.views import PretalkView, Refused
from bot.desk.writing import write_as_visitor
from flows.first_contact import audience_of
from flows.talk import StaleButton
from flows.vocabulary import AgeBand, Place, PretalkState
from storage import conversations, messages, notices, pretalks, proposals, venues
from storage.keys import new_secret
from storage.pretalk_rows import PretalkRow, TimeRow
from storage.return_code import new_arrival_words
from storage.venues import VenueRow

# From when on one can say that one comes late.
LATE_FROM = timedelta(hours=2)


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownOnce:
    """The words to say at the door, and the address of an online room: sealed, and told once where no key is."""

    words: str = field(default="", repr=False)
    link: str = field(default="", repr=False)


async def take_time(house: House, here: Reached, time_id: str, *, held_id: str) -> ShownOnce | None:
    """Book the time she held, or one just like it, or move to it; None when it is gone. One transaction.

    Reminders that were asked for move with the time.

    Raises `StaleButton`, and books nothing, when the conversation moved on meanwhile: a second press, a message.
    """
    for fitting in await alike(house, here, time_id, held_id=held_id):
        shown = await new_to_show(house, fitting.time)
        booking = await prepare(house, here, fitting.time, shown)
        if await house.write(_booking(house, here, fitting.time, booking)):
            return shown
    return None


def _booking(
    house: House, here: Reached, time: TimeRow, booking: Callable[[Connection, TimeRow], bool]
) -> Callable[[Connection], bool]:
    def work(connection: Connection) -> bool:
        if not booking(connection, time):
            return False
        if not conversations.save_journal(
            connection,
            conversation_id=here.id,
            script="",
            journal=None,
            expected_revision=here.row.revision,
            today=house.today(),
        ):
            raise StaleButton
        return True

    return work


async def prepare(
    house: House, here: Reached, time: TimeRow, shown: ShownOnce
) -> Callable[[Connection, TimeRow], bool]:
    """What books a time for a conversation, once what is told of it is sealed."""
    sealed = seal_arrival_word(shown.words, conversation_id=here.id, public=here.public)
    link = seal_link(shown.link, conversation_id=here.id, public=here.public) if shown.link else None

    def book(connection: Connection, chosen: TimeRow) -> bool:
        now = house.now()
        with connection.begin_nested() as savepoint:
            # What a therapist proposed is answered with this, and may lie where she books.
            proposals.withdraw(connection, conversation_id=here.id)
            if not pretalks.book(
                connection,
                conversation_id=here.id,
                time=chosen,
                arrival_word=sealed,
                link=link,
                today=house.today(),
                now=now,
            ):
                savepoint.rollback()
                return False
        move_reminders(connection, conversation_id=here.id, starts_at=chosen.starts_at, now=now)
        return True

    return book


async def new_to_show(house: House, time: TimeRow) -> ShownOnce:
    """New words, and for an online talk a room of its own: the place's address and a secret that nobody can guess."""
    words, venue_id = new_arrival_words(), time.venue_id
    if time.place is not Place.ONLINE or venue_id is None:
        return ShownOnce(words=words)
    venue = await house.database.read(lambda connection: venues.by_id(connection, venue_id=venue_id))
    if venue is None or not venue.address:
        return ShownOnce(words=words)
    return ShownOnce(words=words, link=venue.address.rstrip("/") + "/" + new_secret().reveal().hex())


async def show_anew(house: House, opened: Reached) -> ShownOnce | None:
    """Two new words, and a new room, for whoever has lost theirs; None without a booked time."""
    row = await house.database.read(lambda connection: pretalks.of_conversation(connection, conversation_id=opened.id))
    if row is None or row.booked is None:
        return None
    shown = await new_to_show(house, row.booked)
    word = seal_arrival_word(shown.words, conversation_id=opened.id, public=opened.public)
    link = seal_link(shown.link, conversation_id=opened.id, public=opened.public) if shown.link else None
    changed = await house.write(
        lambda connection: pretalks.set_arrival_word(
            connection, conversation_id=opened.id, arrival_word=word, link=link
        )
    )
    return shown if changed else None


async def pretalk_of(house: House, opened: Reached) -> PretalkView | None:
    """A conversation's pre-talk as it stands now; its words are only there for whoever can open them."""
    now, today = house.now(), house.today()

    def work(connection: Connection) -> tuple[PretalkRow, VenueRow | None, bool] | None:
        row = pretalks.of_conversation(connection, conversation_id=opened.id)
        if row is None:
            return None
        said = messages.by_press(connection, conversation_id=opened.id, press=_late_press(row))
        return row, venue_of(connection, row), said is not None

    found = await house.database.read(work)
    if found is None:
        return None
    row, venue, said_late = found
    waits = row.later_from is not None and row.later_from > today
    return replace(
        view_of(row, venue, opened),
        later_from=row.later_from if waits else None,
        may_be_late=_is_near(row.booked, now),
        said_late=said_late,
    )


def _is_near(time: TimeRow | None, now: datetime) -> bool:
    return time is not None and time.starts_at - LATE_FROM <= now < time.ends_at


def _late_press(row: PretalkRow) -> bytes:
    """To be late for one time is said once."""
    return hashlib.sha256(b"late|%b|%d" % (row.id, row.calendar_sequence)).digest()[:16]


async def tell_late(house: House, here: Reached) -> None:
    """Say on the day itself that one comes late: one line to whoever waits. Raises `Refused("late-not-now")`."""
    row = await house.database.read(lambda connection: pretalks.of_conversation(connection, conversation_id=here.id))
    if row is None or row.booked is None or not _is_near(row.booked, house.now()):
        raise Refused("late-not-now")
    time = row.booked
    text = house.sentences(here.row.language, audience_of(here.row.role), "said-late", when=time.starts_at)

    def tell(connection: Connection, _sequence: int) -> None:
        # Who waits may be another than who answers here.
        notices.tell(connection, staff_ids=time.staff)

    await write_as_visitor(house, here, text=text, press=_late_press(row), also=tell)


def venue_of(connection: Connection, row: PretalkRow) -> VenueRow | None:
    """Where a pre-talk is, when its place has a name."""
    venue_id = None if row.time is None else row.time.venue_id
    return None if venue_id is None else venues.by_id(connection, venue_id=venue_id)


def view_of(row: PretalkRow, venue: VenueRow | None, opened: Reached) -> PretalkView:
    """One pre-talk row as both sides see it."""
    word = link = ""
    if row.state is PretalkState.BOOKED and isinstance(opened, Opened):
        if row.arrival_word is not None:
            word = open_arrival_word(row.arrival_word, conversation_id=opened.id, private=opened.private)
        if row.link is not None:
            link = open_link(row.link, conversation_id=opened.id, private=opened.private)
    return PretalkView(
        state=row.state,
        starts_at=row.starts_at,
        minutes=row.minutes,
        place=row.place,
        where="" if venue is None else venue.name,
        # The address of online rooms alone leads nowhere.
        address="" if venue is None or venue.place is Place.ONLINE else venue.address,
        way="" if venue is None else venue.way,
        link=link,
        arrival_word=word,
        room=row.booked is not None and row.link is not None,
        little=opened.row.age_band in (AgeBand.BABY, AgeBand.CHILD),
    )
