"""Pre-talk times: what is free, taking one, moving it, giving it back.

Rules: times offered lie from now on and no later than day 14 after first contact (DOMAIN.md), soonest first. The
database decides who gets a time; whoever comes second is shown the nearest others.
"""

from datetime import UTC, datetime, time, timedelta

from sqlalchemy import Connection

from bot.desk.house import House
from bot.desk.opening import Opened, Reached
from bot.desk.reminding import move_reminders
from bot.desk.sealing import open_arrival_word, seal_arrival_word
from bot.desk.views import PretalkView
from flows.deadlines import last_offer_day
from flows.talk import StaleButton
from flows.vocabulary import PretalkState
from storage import conversations, pretalks
from storage.keys import new_id
from storage.pretalks import PretalkRow, TimeRow
from storage.return_code import new_arrival_words

# Somebody has to be able to get there, and the therapist to see it.
NOTICE = timedelta(hours=3)


async def free_times(house: House, opened: Reached) -> tuple[TimeRow, ...]:
    """The free times of a conversation's queue inside its fourteen days, soonest first."""
    queue_id = opened.row.queue_id
    if queue_id is None:
        return ()
    last_day = last_offer_day(opened.row.first_contact_on)
    until = datetime.combine(last_day + timedelta(days=1), time.min, tzinfo=house.timezone).astimezone(UTC)
    since = house.now() + NOTICE
    return await house.database.read(
        lambda connection: pretalks.free_times(connection, queue_id=queue_id, since=since, until=until)
    )


def recorded(times: tuple[TimeRow, ...]) -> list[dict[str, str | int]]:
    """Free times as the fact a pre-talk script is replayed with."""
    return [
        {
            "id": each.id.hex(),
            "starts_at": each.starts_at.isoformat(),
            "minutes": each.minutes,
            "place": each.place.value,
        }
        for each in times
    ]


async def take_time(house: House, opened: Reached, time_id: str) -> str | None:
    """Book a time, or move to it; None when somebody else has it or it is gone. One transaction.

    Returns the words to say at the door. Reminders that were asked for move with the time.

    Raises `StaleButton`, and books nothing, when the conversation moved on meanwhile: a second press, a message.
    """
    chosen = bytes.fromhex(time_id)
    allowed = {each.id: each.starts_at for each in await free_times(house, opened)}
    if chosen not in allowed:
        return None
    words = new_arrival_words()
    word = seal_arrival_word(words, conversation_id=opened.id, public=opened.public)
    pretalk_id, calendar_id = new_id(), new_id()
    today = house.today()

    def work(connection: Connection) -> bool:
        if not pretalks.book(
            connection,
            conversation_id=opened.id,
            time_id=chosen,
            pretalk_id=pretalk_id,
            arrival_word=word,
            calendar_id=calendar_id,
        ):
            return False
        if not conversations.save_journal(
            connection,
            conversation_id=opened.id,
            script="",
            journal=None,
            expected_revision=opened.row.revision,
            today=today,
        ):
            raise StaleButton
        move_reminders(connection, conversation_id=opened.id, starts_at=allowed[chosen], now=house.now())
        return True

    return words if await house.write(work) else None


async def new_words(house: House, opened: Reached) -> str | None:
    """Two new words to say at the door, for whoever has lost theirs; None without a booked time."""
    words = new_arrival_words()
    word = seal_arrival_word(words, conversation_id=opened.id, public=opened.public)
    changed = await house.write(
        lambda connection: pretalks.set_arrival_word(connection, conversation_id=opened.id, arrival_word=word)
    )
    return words if changed else None


async def pretalk_of(house: House, opened: Reached) -> PretalkView | None:
    """A conversation's pre-talk; its words are only there for whoever can open them."""
    found = await house.database.read(
        lambda connection: pretalks.of_conversation(connection, conversation_id=opened.id)
    )
    if found is None:
        return None
    return view_of(found, opened)


def view_of(row: PretalkRow, opened: Reached) -> PretalkView:
    """One pre-talk row as both sides see it."""
    word = ""
    if row.arrival_word is not None and row.state is PretalkState.BOOKED and isinstance(opened, Opened):
        word = open_arrival_word(row.arrival_word, conversation_id=opened.id, private=opened.private)
    return PretalkView(
        state=row.state,
        starts_at=row.starts_at,
        minutes=row.minutes,
        place=row.place,
        address="",
        arrival_word=word,
    )
