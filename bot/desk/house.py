"""What every use case needs, handed in once: the database, the keys, the clock, and who must be woken.

The clock is a function, so that a test can say what day it is; it is always UTC. Days (first contact, day 14, the month
a contact is counted in) are days of the unit's own time zone.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from weakref import WeakValueDictionary
from zoneinfo import ZoneInfo

from bot.desk.attempts import Attempts
from bot.desk.keyring import Keyring, queue_statement
from bot.live import Live
from flows.vocabulary import AgeBand
from storage.database import Database
from storage.keys import CodeKeys, Secret, WrongKey, code_keys, password_key
from storage.queues import QueueRow


class Turns:
    """One at a time for each conversation, in the order they came; nothing is kept of those nobody waits for."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[bytes, asyncio.Lock] = WeakValueDictionary()

    def of(self, conversation_id: bytes) -> asyncio.Lock:
        """The conversation's turn."""
        return self._locks.setdefault(conversation_id, asyncio.Lock())


@dataclass(frozen=True, kw_only=True)
class House:
    """The parts of one running Doorstep that use cases share."""

    database: Database
    keyring: Keyring
    live: Live
    attempts: Attempts
    clock: Callable[[], datetime]
    timezone: ZoneInfo
    turns: Turns = field(default_factory=Turns)
    # Argon2id takes much memory each time: only so many at once.
    hashing: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(2))

    def now(self) -> datetime:
        """This instant, in UTC."""
        moment = self.clock()
        if moment.tzinfo is None:
            raise ValueError("the clock must say its zone")
        return moment

    def today(self) -> date:
        """The date at the unit."""
        return self.now().astimezone(self.timezone).date()

    async def password_key(self, password: str, *, salt: bytes) -> Secret:
        """Argon2id of a password, away from the event loop."""
        async with self.hashing:
            return await asyncio.to_thread(
                password_key, password, salt=salt, pepper=self.keyring.pepper, hardness=self.keyring.hardness
            )

    async def code_keys(self, canonical: str) -> CodeKeys:
        """Argon2id of a return code, away from the event loop."""
        async with self.hashing:
            return await asyncio.to_thread(
                code_keys, canonical, pepper=self.keyring.pepper, hardness=self.keyring.hardness
            )

    def trust(self, queue: QueueRow) -> QueueRow:
        """The queue, if the organisation signed its key; a swapped key raises `WrongKey` before it is used."""
        if not self.keyring.trusted(queue_statement(queue.code, queue.age_bands, queue.public_key), queue.signature):
            raise WrongKey
        return queue


def queue_for(band: AgeBand | None, queues: tuple[QueueRow, ...]) -> QueueRow:
    """The queue that serves an age; somebody whose age is unknown or outside goes to the one with the oldest.

    Nobody who writes is turned away (DOMAIN.md).
    """
    if not queues:
        raise LookupError("there is no queue yet")
    for queue in queues:
        if band in queue.age_bands:
            return queue
    return max(queues, key=lambda queue: max((list(AgeBand).index(each) for each in queue.age_bands), default=-1))
