"""Whose turn it is: one chat at a time, in the order it wrote; many chats at once.

Rules: what waits is taken from the inbox, and only gone when the handler's transaction removed it. When handling fails,
it is tried again; what fails three times is set aside, still sealed, counted, and holds nobody up: neither the other
chats nor what the same chat wrote next. When the database is away nothing is counted, and everything waits. Whoever
only waits, for another try or because they guess codes, has no turn meanwhile.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import InterfaceError, OperationalError

from bot.desk.attempts import Resting
from bot.desk.house import House
from bot.telegram.meaning import Unreadable
from storage import inbox
from storage.inbox import InboxPlace, InboxRow

AT_ONCE = 40
# How many are looked for at a time.
MOST = 500
TRIES = 3
_PAUSES = (0.2, 1.0, 5.0)

# Deals with a row; what it waits for, it waits for in `Resting`.
Handler = Callable[[InboxRow, Resting], Awaitable[None]]


class Lanes:
    """Deals with what waits in the inbox."""

    def __init__(
        self,
        house: House,
        *,
        handle: Handler,
        given_up: Callable[[InboxRow], Awaitable[None]],
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._house = house
        self._handle = handle
        self._given_up = given_up
        self._pause = pause
        self._news = asyncio.Event()
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._lanes: dict[bytes, deque[bytes]] = {}
        self._known: set[bytes] = set()
        self._at_work: set[asyncio.Task[None]] = set()
        self._log = structlog.get_logger()

    def wake(self) -> None:
        """Something was taken in."""
        self._news.set()

    async def run(self) -> None:
        """Deal with everything that waits, and with what comes, until cancelled."""
        self._news.set()
        try:
            while True:
                await self._news.wait()
                self._news.clear()
                try:
                    await self._hand_out()
                except Exception as error:  # the database is away: what waits there waits
                    self._log.error("inbox-not-read", error_class=type(error).__name__)
                    await self._pause(_PAUSES[-1])
                    self._news.set()
        finally:
            for task in tuple(self._at_work):
                task.cancel()
            await asyncio.gather(*self._at_work, return_exceptions=True)

    async def drain(self) -> None:
        """Return when nothing waits any more."""
        await self._hand_out()
        while self._at_work:
            await asyncio.wait(self._at_work)
            await self._hand_out()

    async def _hand_out(self) -> None:
        # From the beginning each time: of two that were taken in at once, the later one can be there first.
        while True:
            most = len(self._known) + MOST
            places = await self._house.database.read(partial(inbox.waiting, most=most))
            fresh = [place for place in places if place.id not in self._known]
            for place in fresh:
                self._put(place)
            if len(fresh) < MOST:
                return

    def _put(self, place: InboxPlace) -> None:
        self._known.add(place.id)
        lane = self._lanes.get(place.lane)
        if lane is not None:
            lane.append(place.id)
            return
        self._lanes[place.lane] = deque([place.id])
        task = asyncio.create_task(self._walk(place.lane))
        self._at_work.add(task)
        task.add_done_callback(self._at_work.discard)

    async def _walk(self, lane: bytes) -> None:
        """One chat, from the first that waits to the last."""
        waiting = self._lanes[lane]
        try:
            while waiting:
                async with self._turns:
                    await self._deal_with(waiting[0])
                self._known.discard(waiting.popleft())
        finally:
            self._known.difference_update(waiting)
            del self._lanes[lane]
            if waiting:
                # It ended by an error: whatever still waits here is looked for again.
                self._news.set()

    async def _deal_with(self, row_id: bytes) -> None:
        while True:
            row = None
            try:
                # As it is now: another try may have done something already.
                row = await self._house.database.read_each(inbox.by_ids, row_id)
                if row is None:
                    return
                await self._handle(row, self._resting)
            except (OperationalError, InterfaceError, OSError) as error:
                self._log.error("update-waits", error_class=type(error).__name__)
                async with self._resting():
                    await self._pause(_PAUSES[-1])
            except Exception as error:  # whatever it is: it must stop nobody else
                self._log.error("update-failed", exc_info=error)
                if row is None or await self._failed(row, final=isinstance(error, Unreadable)):
                    return
            else:
                return

    @asynccontextmanager
    async def _resting(self) -> AsyncIterator[None]:
        """A chat that has its turn and only waits lets another have it meanwhile."""
        self._turns.release()
        try:
            yield
        finally:
            await self._turns.acquire()

    async def _failed(self, row: InboxRow, *, final: bool) -> bool:
        """Count a failed try; True when it is set aside now."""

        def work(connection: Connection) -> bool:
            tries = inbox.count_try(connection, inbox_id=row.id)
            if tries < TRIES and not final:
                return False
            inbox.set_aside(connection, inbox_id=row.id)
            return True

        aside = await self._house.write(work)
        if not aside:
            async with self._resting():
                await self._pause(_PAUSES[0])
            return False
        self._log.error("update-set-aside", count=1)
        try:
            await self._given_up(row)
        except Exception as error:  # saying sorry is the least of it
            self._log.error("update-failed", exc_info=error)
        return True
