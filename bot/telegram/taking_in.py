"""In front of everything else: what Telegram sends is on our disk, sealed, before Telegram is told that we have it.

Rules: reduced, recognised if it came before, sealed, committed, and only then acknowledged. One that cannot be read is
set aside sealed as it came, and the others go on.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection

from bot.desk.house import House
from bot.telegram.meaning import Arrived, Kind, Unreadable, number_of, read_update
from storage import inbox
from storage.inbox import Arrival
from storage.keys import Secret, new_id


class TakingIn:
    """Takes updates in; `wake` is called when there is something new."""

    def __init__(self, house: House, *, wake: Callable[[], None]) -> None:
        self._house = house
        self._wake = wake

    async def take(self, updates: Sequence[Any]) -> int:
        """Store updates that have not come before; when this returns they may be acknowledged. Returns how many."""
        arrivals, strange = [], []
        for update in updates:
            try:
                # What has no number is no update, also where nothing in it concerns us.
                number, found = number_of(update), read_update(update)
                if found.kind is not Kind.NOTHING:
                    arrivals.append(self._arrival(number, found))
            except Exception:  # whatever is odd about it, it must not keep the others from being stored
                strange.append(self._aside(update))
        if not arrivals and not strange:
            return 0
        now = self._house.now()

        def work(connection: Connection) -> int:
            taken = inbox.take_in(connection, arrivals=[*arrivals, *strange], now=now)
            for each in strange:
                inbox.set_aside(connection, inbox_id=each.id)
            return taken

        taken = await self._house.write(work)
        self._wake()
        return taken

    def _arrival(self, number: int, found: Arrived) -> Arrival:
        return self._sealed(self._house.keyring.number_mark(number), found.chat, found.to_json())

    def _aside(self, update: object) -> Arrival:
        """What nobody can read, as it came; without a number it is recognised by what it is."""
        raw = json.dumps(update, default=str).encode()
        try:
            number = number_of(update)
        except Unreadable:
            number = int.from_bytes(hashlib.sha256(raw).digest()[:8], "big")
        return self._sealed(self._house.keyring.number_mark(number), "", raw)

    def _sealed(self, digest: bytes, chat: str, content: bytes) -> Arrival:
        keyring, row_id = self._house.keyring, new_id()
        return Arrival(
            id=row_id,
            position=self._house.positions.next(),
            digest=digest,
            lane=keyring.lane(Secret(chat.encode())),
            wrapped=keyring.seal_for_desk(content, context=b"inbox|" + row_id),
        )


def open_arrived(house: House, row: inbox.InboxRow) -> Arrived:
    """What waits in the inbox; raises `Unreadable`."""
    return Arrived.from_json(house.keyring.open_at_desk(row.wrapped, context=b"inbox|" + row.id))
