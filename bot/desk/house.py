"""What every use case needs, handed in once: the database, the keys, the clock, and who must be woken.

The clock is a function, so that a test can say what day it is; it is always UTC. Days (first contact, day 14, the month
a contact is counted in) are days of the unit's own time zone.
"""

import asyncio
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime
from weakref import WeakValueDictionary
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.calendars.fetching import PUBLIC, Network
from bot.desk.attempts import Attempts, Resting
from bot.desk.keyring import Keyring, queue_statement
from bot.live import Live
from bot.sentences import Sentences
from flows.table_reading import DECLARED
from flows.tables import Declared
from flows.vocabulary import AgeBand
from storage.database import Database, Result, Work
from storage.keys import CodeKeys, Secret, WrongKey, chat_tag, code_keys, password_key
from storage.queues import QueueRow

CHATS_KNOWN = 20_000


class Turns:
    """One at a time for each conversation, in the order they came; nothing is kept of those nobody waits for."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[bytes, asyncio.Lock] = WeakValueDictionary()

    def of(self, conversation_id: bytes) -> asyncio.Lock:
        """The conversation's turn."""
        return self._locks.setdefault(conversation_id, asyncio.Lock())


class Positions:
    """Numbers that only grow, also over a restart: the order in which things came."""

    def __init__(self) -> None:
        self._last = 0
        self._passed = False

    def next(self) -> int:
        """The next one: the time in nanoseconds, or one more than the last."""
        self._last = max(self._last + 1, time.time_ns())
        self._passed = True
        return self._last

    def take_passed(self) -> bool:
        """Whether anything came or went since this was asked last."""
        passed, self._passed = self._passed, False
        return passed


@dataclass(frozen=True, kw_only=True)
class House:
    """The parts of one running Doorstep that use cases share."""

    database: Database
    keyring: Keyring
    live: Live
    attempts: Attempts
    clock: Callable[[], datetime]
    timezone: ZoneInfo
    sentences: Sentences
    # What is counted of a contact, and over which periods.
    tables: Declared = DECLARED
    turns: Turns = field(default_factory=Turns)
    # Argon2id takes much memory each time: only so many at once.
    hashing: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(2))
    # A calendar is read in a process of its own: only so many at once.
    reading: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(2))
    # What may be reached when a calendar is fetched.
    network: Network = PUBLIC
    positions: Positions = field(default_factory=Positions)
    # The tags of chats, which take long to compute; in memory only.
    chat_tags: dict[Secret, bytes] = field(default_factory=dict, repr=False)
    # Goes into every transaction of one use case: what makes it happen once, however often it is tried.
    also: Callable[[Connection], None] | None = None
    # What a chat's button carries after a hand-over in this use case, the same however often it is tried.
    button: Secret | None = None
    # In it a use case waits, where it must: others go first meanwhile.
    resting: Resting = nullcontext

    async def write(self, work: Work[Result]) -> Result:
        """Run `work` in a transaction, together with what belongs to the use case that is on."""
        also = self.also
        if also is None:
            return await self.database.write(work)

        def together(connection: Connection) -> Result:
            result = work(connection)
            also(connection)
            return result

        return await self.database.write(together)

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

    async def chat_tag(self, address: Secret) -> bytes:
        """What a chat is found by."""
        known = self.chat_tags.get(address)
        if known is not None:
            return known
        async with self.hashing:
            tag = await asyncio.to_thread(chat_tag, address, pepper=self.keyring.pepper, hardness=self.keyring.hardness)
        if len(self.chat_tags) >= CHATS_KNOWN:
            self.chat_tags.pop(next(iter(self.chat_tags)))
        self.chat_tags[address] = tag
        return tag

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
