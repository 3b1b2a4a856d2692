"""The worker that sends what lies in the outbox: the only one that talks to Telegram, beside the one that listens.

Rules it keeps:
- Lanes (chats) go on beside each other, each strictly in its own order: what waits holds up its lane and no other.
- Marked as being sent in a committed write before Telegram is asked; one write settles all that follows from the
  answer. A settling that the database refuses is tried until it stands, and its lane waits for it.
- Whether a message may have arrived is known at any moment, also after a crash: it is sent again, and said so.
- Nobody gives up because of the network, and nobody asks without a pause: the next try is a time in the outbox.
- What was on its way while it was thrown away, as when somebody has everything deleted, is taken back.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from aiogram import Bot
from sqlalchemy import Connection

from bot.desk.house import House
from bot.desk.outgoing import (
    Addressed,
    Heard,
    Nothing,
    Remove,
    open_parcel,
)
from bot.telegram.client import TOGETHER, NotSent
from bot.telegram.rates import Rates
from bot.telegram.settling import Outlived, Settling, growing, tell
from flows.vocabulary import Delivery, Language
from storage import conversations, outbox
from storage.database import Work
from storage.keys import Secret, WrongKey
from storage.outbox import OutboxRow

AT_ONCE = 40
# The longest it sleeps: what another process put in is found then at the latest.
LONGEST_REST = 15.0
# So many lines of ours in a chat in whose place others stand, and no more.
MOST_OUTLIVED = 10
# At the end what is under way may still be answered, so that it need not be sent twice.
GRACE = 5.0


@dataclass(frozen=True, kw_only=True, slots=True)
class _Outlook:
    """When there is something to do again; `due` when something is due now that may not leave yet."""

    seconds: float
    due: bool = False


class Sending(Settling):
    """Sends what is due. `run` goes on until it is cancelled; `drain` returns when nothing is due.

    `report` words what was cleared, `worded` a `Line`.
    """

    def __init__(
        self,
        house: House,
        bot: Bot,
        *,
        report: Callable[[Language, int, int], str],
        worded: Callable[[Addressed], Addressed] = lambda addressed: addressed,
        rates: Rates | None = None,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        super().__init__(house, bot, report=report, worded=worded, rates=rates or Rates(), pause=pause, jitter=jitter)
        self._woken = asyncio.Event()
        self._one_round = asyncio.Lock()
        self._just_started = True
        self._active: dict[bytes, asyncio.Task[None]] = {}
        # How many parcels are done with, for now or for ever.
        self._settled = 0
        # Lanes whose next message is due, and may not leave yet.
        self._held: set[bytes] = set()
        # Marked, perhaps: the database did not say.
        self._doubtful: set[bytes] = set()

    def wake(self) -> None:
        """Something was put in."""
        self._woken.set()

    async def run(self) -> None:
        """Send what is due as soon as it is due, until cancelled."""
        try:
            failed = 0
            while True:
                self._woken.clear()
                try:
                    outlook = await self._round()
                except Exception as error:
                    self._log.error("sending-round-failed", error_class=type(error).__name__)
                    await self._pause(growing(failed, most=60))
                    failed += 1
                else:
                    failed = 0
                    await self._rest(outlook.seconds)
        finally:
            await self._finish()

    async def drain(self) -> None:
        """Send everything that is due now, and wait for the answers. What waits for another try is not due."""
        while True:
            settled = self._settled
            outlook = await self._round()
            if self._settled != settled:
                continue  # one ended while this round looked elsewhere: what lies behind it may be due
            if self._active:
                await asyncio.wait(set(self._active.values()), return_when=asyncio.FIRST_COMPLETED)
            elif outlook.due:
                await self._pause(outlook.seconds)
            else:
                return

    async def _rest(self, seconds: float) -> None:
        sleeping = asyncio.ensure_future(self._pause(seconds))
        woken = asyncio.ensure_future(self._woken.wait())
        try:
            await asyncio.wait({sleeping, woken}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeping.cancel()
            woken.cancel()

    async def _finish(self) -> None:
        if not self._active:
            return
        _, late = await asyncio.wait(set(self._active.values()), timeout=GRACE)
        for each in late:
            each.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    # Which may leave now.

    async def _round(self) -> _Outlook:
        """Start everything that may leave now."""
        async with self._one_round:
            await self._after_trouble()
            now = self._house.now()
            room = AT_ONCE - len(self._active)
            if now < self._silent_until:
                return _Outlook(seconds=min(LONGEST_REST, (self._silent_until - now).total_seconds()))
            if room <= 0:
                return _Outlook(seconds=LONGEST_REST)
            self._held = {lane for lane in self._held if self._rates.wait(lane) > 0}
            busy = frozenset((*self._active, *self._held))
            found, soonest = await self._house.database.read(_looking(now=now, busy=busy, room=room))
            picked = self._pick(found)
            if picked.ready or picked.forgotten or picked.unreadable:
                await self._start(picked)
            self._start_cleaning()
            again = [self._rates.wait(lane) for lane in self._held]
            if picked.too_many:
                again.append(self._rates.wait())
            if picked.forgotten or picked.unreadable:
                again.append(0.0)  # what lies behind them
            due = bool(again)
            if soonest is not None:
                again.append(max(0.0, (soonest - now).total_seconds()))
            return _Outlook(seconds=min(LONGEST_REST, *again, LONGEST_REST), due=due)

    async def _after_trouble(self) -> None:
        if self._just_started:
            uncertain = await self._house.write(outbox.after_a_crash)
            self._just_started = False
            if uncertain:
                self._log.warning("sent-perhaps-before", count=uncertain)
        if self._doubtful:
            ids, now = frozenset(self._doubtful), self._house.now()

            def unmark(connection: Connection) -> None:
                for each in ids:
                    outbox.later(connection, parcel_id=each, due_at=now, uncertain=False)

            await self._house.write(unmark)
            self._doubtful -= ids

    def _pick(self, found: "Iterable[_Found]") -> "_Picked":
        """Open what is due, and let go what may: the rates decide."""
        picked = _Picked(ready={}, forgotten=[], unreadable=[])
        for row, shred in found:
            try:
                if row.conversation_id is not None and shred is None:
                    raise WrongKey
                addressed = open_parcel(self._house, row, shred=None if shred is None else Secret(shred))
                int(addressed.to.reveal())
            except Exception as error:
                if isinstance(error, WrongKey) and row.conversation_id is not None:
                    picked.forgotten.append(row)
                    continue
                self._log.error("parcel-unreadable", error_class=type(error).__name__)
                picked.unreadable.append(row)
                continue
            counts_for_chat = not isinstance(addressed.what, Heard | Nothing | Remove)
            if self._rates.wait() > 0:
                picked.too_many = True
                break
            if counts_for_chat and self._rates.wait(row.lane) > 0:
                self._held.add(row.lane)
                continue
            self._rates.took(row.lane if counts_for_chat else None)
            picked.ready[row] = addressed
        return picked

    async def _start(self, picked: "_Picked") -> None:
        """Mark them in one write, then send each."""
        done_with = (*picked.forgotten, *picked.unreadable)

        def mark(connection: Connection) -> frozenset[bytes]:
            outbox.arrived(connection, ids=[row.id for row in picked.forgotten])
            for row in picked.unreadable:
                outbox.fail(connection, parcel_id=row.id)
            for row in done_with:
                tell(connection, row, Delivery.FAILED)
            # What was thrown away since it was looked at is not sent.
            return outbox.mark_sending(connection, ids=[row.id for row in picked.ready])

        try:
            marked = await self._house.write(mark)
        except BaseException:
            self._doubtful.update(row.id for row in picked.ready)
            raise
        for row in done_with:
            self._show(row)
        for row, addressed in picked.ready.items():
            if row.id in marked:
                self._active[row.lane] = asyncio.create_task(self._send(row, addressed))

    def _start_cleaning(self) -> None:
        """Delete the lines in whose place others stand, at a moment when nothing else leaves.

        Not each for itself: while somebody writes line after line, and while others wait for theirs, there is something
        better to do. Where they pile up it is done all the same.
        """
        calm = not self._active
        for lane in [each for each in self._outlived if each not in self._active]:
            if calm or len(self._outlived[lane].messages) >= MOST_OUTLIVED:
                self._active[lane] = asyncio.create_task(self._clean(lane, self._outlived.pop(lane)))

    async def _clean(self, lane: bytes, outlived: Outlived) -> None:
        try:
            for start in range(0, len(outlived.messages), TOGETHER):
                together = outlived.messages[start : start + TOGETHER]
                if await self._tidy(partial(self._messenger.delete_together, outlived.chat, together)):
                    await self._persist(partial(self._deleted, tag=outlived.tag, messages=together))
        finally:
            del self._active[lane]
            self.wake()

    # One parcel.

    async def _send(self, row: OutboxRow, addressed: Addressed) -> None:
        try:
            try:
                sent = await self._carry_out(row, addressed)
            except NotSent as trouble:
                await self._not_sent(row, addressed, trouble)
            except Exception as error:  # a fault of ours, before Telegram was asked: the next try would end the same
                self._log.error("parcel-impossible", error_class=type(error).__name__)
                await self._failed(row)
            else:
                await self._arrived(row, addressed, sent)
        except Exception as error:
            self._log.error("sending-not-settled", error_class=type(error).__name__)
        finally:
            del self._active[row.lane]
            self._settled += 1
            self.wake()


_Found = tuple[OutboxRow, bytes | None]


@dataclass(kw_only=True, slots=True)
class _Picked:
    """What was found due, told apart."""

    ready: dict[OutboxRow, Addressed]
    forgotten: list[OutboxRow]
    unreadable: list[OutboxRow]
    too_many: bool = False


def _looking(*, now: datetime, busy: frozenset[bytes], room: int) -> Work[tuple[tuple[_Found, ...], datetime | None]]:
    """What is due, with the shred keys, and when the next is, if that is soon."""

    def work(connection: Connection) -> tuple[tuple[_Found, ...], datetime | None]:
        rows = outbox.next_of_lanes(connection, now=now, busy=busy, most=room)
        of = {row.conversation_id for row in rows if row.conversation_id is not None}
        shreds = conversations.shred_keys_of(connection, conversation_ids=of)
        found = tuple((row, shreds.get(row.conversation_id or b"")) for row in rows)
        until = now + timedelta(seconds=LONGEST_REST)
        return found, outbox.next_due(connection, now=now, until=until, busy=busy)

    return work
