"""Telling therapists in a chat of their own that something waits: one neutral line, never content.

Rules: who wants it links a chat with an invitation that holds for a quarter of an hour; one press ends it. Several
things are one line, and no second one comes within ten minutes or in the quiet hours; what happened then is told after.
"""

import re
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.desk.house import House
from bot.desk.outgoing import OUTBOX, Addressed, Line, parcel
from flows.vocabulary import Language
from storage import notices, outbox
from storage.keys import Secret, mark_of
from storage.notices import NoticeRow

INVITATION_HOLDS = timedelta(minutes=15)
AT_MOST_EVERY = timedelta(minutes=10)
NOTICE = "telegram-staff-notice"
# Without letters that look alike.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_LENGTH = 20


def _mark(house: House, code: str) -> bytes:
    plain = "".join(letter for letter in code.upper() if letter in _LETTERS)
    # Two halves make the 32 bytes that an invitation has.
    return b"".join(
        mark_of(plain.encode(), key=house.keyring.pepper, purpose=purpose)
        for purpose in (b"doorstep invitation", b"doorstep invitation, second half")
    )


def is_invitation(text: str) -> bool:
    """Whether a text looks like an invitation, and not like what a link from elsewhere brings along."""
    return re.fullmatch(rf"[{_LETTERS}]{{5}}(-[{_LETTERS}]{{5}}){{3}}", text.upper()) is not None


async def invite_chat(house: House, staff_id: bytes) -> str:
    """A new invitation, to be sent to the bot from the chat that shall be told; shown once, stored as a mark."""
    code = "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(_LENGTH // 5))
    until = house.now() + INVITATION_HOLDS
    await house.write(
        lambda connection: notices.invite(connection, staff_id=staff_id, invitation=_mark(house, code), until=until)
    )
    return code


async def link_chat(house: House, address: Secret, code: str) -> bool:
    """Tell the person whose invitation this is in this chat; False for a code nobody waits for."""
    tag = await house.chat_tag(address)
    now, mark = house.now(), _mark(house, code)

    def work(connection: Connection) -> bool:
        staff_id = notices.invited(connection, invitation=mark, now=now)
        if staff_id is None:
            return False
        wrapped = house.keyring.seal_for_desk(address.reveal(), context=b"notice|" + staff_id)
        notices.link(connection, staff_id=staff_id, tag=tag, wrapped=wrapped)
        return True

    return await house.write(work)


async def staff_of_chat(house: House, address: Secret) -> NoticeRow | None:
    """The person a chat belongs to, if somebody at the unit is told things there."""
    tag = await house.chat_tag(address)
    return await house.database.read(lambda connection: notices.by_tag(connection, tag=tag))


async def unlink_chat(house: House, address: Secret) -> None:
    """Tell nobody anything in this chat any more."""
    found = await staff_of_chat(house, address)
    if found is not None:
        await house.write(lambda connection: notices.unlink(connection, staff_id=found.staff_id))


async def tell_staff(house: House) -> int:
    """Put a line into the outbox for everybody for whom something waits; returns how many."""
    now = house.now()
    told = 0
    for row in await house.database.read(notices.to_tell):
        if row.tag is None or row.wrapped is None or _is_quiet(house, row, now):
            continue
        if row.told_at is not None and now - row.told_at < AT_MOST_EVERY:
            continue
        told += await house.write(_telling(house, row, now))
    if told:
        house.live.changed(OUTBOX)
    return told


def _telling(house: House, row: NoticeRow, now: datetime) -> Callable[[Connection], int]:
    def work(connection: Connection) -> int:
        if row.tag is None or row.wrapped is None:
            return 0
        if not notices.told(connection, staff_id=row.staff_id, now=now):
            return 0
        address = Secret(house.keyring.open_at_desk(row.wrapped, context=b"notice|" + row.staff_id))
        line = Line(text_id=NOTICE, language=Language.DANISH, stop=True)
        outbox.put(connection, parcels=[parcel(house, Addressed(to=address, tag=row.tag, what=line))])
        return 1

    return work


def _is_quiet(house: House, row: NoticeRow, now: datetime) -> bool:
    """Whether it is one of this person's quiet hours; they may lie over midnight."""
    local = f"{now.astimezone(house.timezone):%H:%M}"
    if row.quiet_from <= row.quiet_until:
        return row.quiet_from <= local < row.quiet_until
    return local >= row.quiet_from or local < row.quiet_until
