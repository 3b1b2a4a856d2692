"""Messages: sealed, numbered, stored once however often the button is pressed, and marked as seen.

Sealing needs the message's number, so a message is sealed for the next number and stored only if that is still the
next; otherwise it is sealed again for the one after.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from bot.desk.house import House
from bot.desk.journals import desk_until
from bot.desk.opening import AtDesk, Opened, Reached
from bot.desk.scripts import FEEDBACK
from bot.desk.sealing import Body, open_message, seal_message
from bot.desk.views import MessageView, Refused
from flows.vocabulary import Delivery, Direction
from storage import claims, conversations, messages, notices
from storage.messages import Appended

Also = Callable[[Connection, int], None]


def _nothing(_connection: Connection, _sequence: int) -> None:
    """Nothing goes with it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """A message that is to be stored. `delivery` is given for one that goes on to a messenger."""

    text: str = field(repr=False)
    direction: Direction
    press: bytes = field(repr=False)
    delivery: Delivery | None = None


async def append(
    house: House,
    opened: Reached,
    *,
    text: str,
    direction: Direction,
    press: bytes,
    also: Also = _nothing,
    delivery: Delivery | None = None,
) -> bool:
    """Store one message, and what goes with it, in one transaction; False, and nothing stored, for the same `press`.

    `also` is told the message's number. `delivery` is given for a message that goes on to a messenger.
    """
    written = Written(text=text, direction=direction, press=press, delivery=delivery)
    return await append_together(house, opened, (written,), also)


async def append_together(house: House, opened: Reached, written: Sequence[Written], also: Also = _nothing) -> bool:
    """Store messages that belong together, one after the other, in one transaction; the first one's `press` decides.

    `also` is told the first one's number. False, and nothing stored, for the same press again.
    """
    now, today = house.now(), house.today()
    number = opened.next_sequence
    # In turn within this process; between processes the number decides.
    async with house.turns.of(opened.id):
        while True:
            first = number
            if first is None:
                first = await house.database.read(
                    lambda connection: messages.next_sequence(connection, conversation_id=opened.id)
                )
            sealed = [
                seal_message(
                    Body(text=each.text, at=now, channel=opened.door),
                    conversation_id=opened.id,
                    sequence=sequence,
                    direction=each.direction,
                    public=opened.public,
                )
                for sequence, each in enumerate(written, start=first)
            ]
            work = _appending(opened.id, first, today, tuple(zip(written, sealed, strict=True)), also)
            try:
                return await house.write(work)
            except _NumberTaken:
                number = None
                continue
            except IntegrityError:
                # The conversation was deleted while this was written.
                raise Refused("session-ended") from None


class _NumberTaken(Exception):
    """The number is taken by another process: nothing of this try may stand, also no mark that it is done."""


def _appending(
    conversation_id: bytes, first: int, today: date, sealed: tuple[tuple[Written, bytes], ...], also: Also
) -> Callable[[Connection], bool]:
    def work(connection: Connection) -> bool:
        for sequence, (each, body) in enumerate(sealed, start=first):
            result = messages.append(
                connection,
                conversation_id=conversation_id,
                sequence=sequence,
                direction=each.direction,
                written_on=today,
                body=body,
                press=each.press,
                delivery=each.delivery,
            )
            if result is Appended.SEQUENCE_TAKEN:
                raise _NumberTaken
            if result is Appended.TWICE:
                return False
        also(connection, first)
        return True

    return work


async def write_as_visitor(
    house: House,
    opened: Reached,
    *,
    text: str,
    press: bytes,
    also: Also = _nothing,
) -> bool:
    """Store what the visitor wrote; a closed conversation goes back into its queue in the same transaction.

    In the first questions behind a chat it gives another day, as an answer does. False, and nothing stored, for the
    same `press` again.
    """
    waiting_since = house.now().replace(second=0, microsecond=0)
    today, until = house.today(), desk_until(house)

    def reopen(connection: Connection, sequence: int) -> None:
        claims.reopen(
            connection, conversation_id=opened.id, waiting_since=waiting_since, today=today, afterwards=FEEDBACK
        )
        if opened.row.queue_id is not None:
            notices.something_waits(connection, queue_id=opened.row.queue_id, claimed_by=opened.row.claimed_by)
        if isinstance(opened, AtDesk):
            conversations.stay_at_desk(connection, conversation_id=opened.id, until=until)
        also(connection, sequence)

    stored = await append(house, opened, text=text, direction=Direction.VISITOR, press=press, also=reopen)
    house.live.changed(opened.id, opened.row.queue_id or opened.id)
    return stored


async def replace_as_visitor(house: House, opened: Opened, *, text: str, press: bytes) -> None:
    """Put the text as it was written in the place of the one that was delivered covered."""
    row = await house.database.read(
        lambda connection: messages.by_press(connection, conversation_id=opened.id, press=press)
    )
    if row is None:
        await write_as_visitor(house, opened, text=text, press=press)
        return
    before = open_message(
        row.body, conversation_id=opened.id, sequence=row.sequence, direction=row.direction, private=opened.private
    )
    sealed = seal_message(
        replace(before, text=text),
        conversation_id=opened.id,
        sequence=row.sequence,
        direction=row.direction,
        public=opened.public,
    )
    await house.write(
        lambda connection: messages.replace(connection, conversation_id=opened.id, sequence=row.sequence, body=sealed)
    )
    house.live.changed(opened.id)


async def messages_of(house: House, opened: Opened) -> tuple[MessageView, ...]:
    """Every message of a conversation, opened, oldest first."""
    rows = await house.database.read(lambda connection: messages.messages_of(connection, conversation_id=opened.id))
    views = []
    for row in rows:
        body = open_message(
            row.body,
            conversation_id=opened.id,
            sequence=row.sequence,
            direction=row.direction,
            private=opened.private,
        )
        by_visitor = row.direction is Direction.VISITOR
        seen_until = opened.row.seen_by_therapist if by_visitor else opened.row.seen_by_visitor
        views.append(
            MessageView(
                sequence=row.sequence,
                direction=row.direction,
                text=body.text,
                at=body.at,
                seen=row.sequence <= seen_until,
                channel=body.channel,
                edited=body.edited,
                delivery=row.delivery,
            )
        )
    return tuple(views)
