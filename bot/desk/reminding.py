"""Reminders of a pre-talk, for who asked for them: a day before, and two hours before.

Rules: nobody is reminded who did not ask. Until a reminder is sent the server can read where to, and nothing else.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.desk.house import House
from bot.desk.opening import AtDesk, ByChat
from bot.desk.outgoing import OUTBOX, Addressed, Line, parcel
from bot.desk.views import Refused
from flows.vocabulary import PretalkState
from storage import conversations, outbox, pretalks, reminders
from storage.keys import Secret, new_id
from storage.reminders import ReminderKind, ReminderRow

BEFORE = {ReminderKind.DAY: timedelta(days=1), ReminderKind.HOURS: timedelta(hours=2)}


def _rows(conversation_id: bytes, wrapped: bytes, *, starts_at: datetime, now: datetime) -> Iterator[ReminderRow]:
    for kind, before in BEFORE.items():
        if starts_at - before > now:
            yield ReminderRow(
                id=new_id(),
                conversation_id=conversation_id,
                kind=kind,
                due_at=starts_at - before,
                wrapped=wrapped,
            )


async def ask_for_reminders(house: House, here: AtDesk | ByChat) -> int:
    """Keep where to, until the reminders are sent; returns how many there will be. Raises `Refused`."""
    address = here.address.reveal() + b"|" + here.chat.tag.hex().encode()
    wrapped = house.keyring.seal_for_desk(address, context=b"reminder|" + here.id, shred=here.shred)
    now = house.now()

    def work(connection: Connection) -> int:
        pretalk = pretalks.of_conversation(connection, conversation_id=here.id)
        if pretalk is None or pretalk.state is not PretalkState.BOOKED or pretalk.starts_at is None:
            raise Refused("telegram-no-time")
        rows = tuple(_rows(here.id, wrapped, starts_at=pretalk.starts_at, now=now))
        reminders.replace(connection, conversation_id=here.id, rows=rows)
        return len(rows)

    return await house.write(work)


def move_reminders(connection: Connection, *, conversation_id: bytes, starts_at: datetime, now: datetime) -> None:
    """The time was moved: so are the reminders that were asked for."""
    asked = reminders.of_conversation(connection, conversation_id=conversation_id)
    if asked:
        rows = _rows(conversation_id, asked[0].wrapped, starts_at=starts_at, now=now)
        reminders.replace(connection, conversation_id=conversation_id, rows=tuple(rows))


async def send_reminders(house: House) -> int:
    """Put the reminders whose time has come into the outbox; returns how many."""
    now = house.now()
    rows = await house.database.read(lambda connection: reminders.due(connection, now=now))
    sent = 0
    for row in rows:
        sent += await house.write(_sending(house, row))
    if sent:
        house.live.changed(OUTBOX)
    return sent


def _sending(house: House, row: ReminderRow) -> Callable[[Connection], int]:
    def work(connection: Connection) -> int:
        shred_key = conversations.shred_key(connection, conversation_id=row.conversation_id)
        here = conversations.by_id(connection, conversation_id=row.conversation_id)
        pretalk = pretalks.of_conversation(connection, conversation_id=row.conversation_id)
        if not reminders.done(connection, reminder_id=row.id) or shred_key is None or here is None:
            return 0
        if pretalk is None or pretalk.state is not PretalkState.BOOKED or pretalk.starts_at is None:
            return 0
        if pretalk.starts_at <= house.now() or (row.kind is ReminderKind.DAY and _is_today(house, pretalk.starts_at)):
            return 0
        shred = Secret(shred_key)
        opened = house.keyring.open_at_desk(row.wrapped, context=b"reminder|" + here.id, shred=shred)
        address, _, tag = opened.partition(b"|")
        line = Line(
            text_id=f"telegram-reminder-{row.kind.value}",
            language=here.language,
            when=pretalk.starts_at.isoformat(),
        )
        addressed = Addressed(to=Secret(address), tag=bytes.fromhex(tag.decode()), what=line)
        outbox.put(connection, parcels=[parcel(house, addressed, conversation_id=here.id, shred=shred)])
        return 1

    return work


def _is_today(house: House, at: datetime) -> bool:
    """A reminder of the day before that comes late would say "tomorrow" on the day itself."""
    return at.astimezone(house.timezone).date() <= house.today()
