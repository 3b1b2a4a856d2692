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
import json
import random
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count

import structlog
from aiogram import Bot
from sqlalchemy import Connection

from bot.desk.chat import remembered
from bot.desk.house import House
from bot.desk.outgoing import (
    Addressed,
    Clear,
    File,
    GoAway,
    Heard,
    Nothing,
    Redraw,
    Remove,
    Say,
    Slot,
    open_parcel,
)
from bot.desk.screens import shown_in
from bot.telegram.client import TOGETHER, Messenger, NotSent, Verdict
from bot.telegram.rates import Rates
from flows.vocabulary import Delivery, Language
from storage import chats, conversations, messages, outbox
from storage.database import Result, Work
from storage.keys import Secret, WrongKey
from storage.outbox import OutboxRow, OutboxState

AT_ONCE = 20
# The longest it sleeps: what another process put in is found then at the latest.
LONGEST_REST = 15.0
LONGEST_BACKOFF = 300.0
# How long nothing is sent after Telegram said that it does not know us.
TOKEN_REST = timedelta(minutes=5)
# At the end what is under way may still be answered, so that it need not be sent twice.
GRACE = 5.0
# A chat that must slow down longer than this is not tidied.
LONGEST_TIDYING = 30
_GONE = ("message to edit not found", "can't be edited", "message_id_invalid")
_UNCHANGED = "message is not modified"
_DELETED = ("message to delete not found", "message_id_invalid")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Outlook:
    """When there is something to do again; `due` when something is due now that may not leave yet."""

    seconds: float
    due: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sent:
    """Telegram took it: in which message it stands, whether that is a new one, and what it shows."""

    message: int | None = None
    is_new: bool = False
    slot: Slot | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Settled:
    """What is to be done after something was settled."""

    unwanted: bool = False
    earlier: int | None = None


class Sending:
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
        self._house = house
        self._messenger = Messenger(bot)
        self._report = report
        self._worded = worded
        self._rates = rates or Rates()
        self._pause = pause
        self._jitter = jitter
        self._log = structlog.get_logger()
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
        self._silent_until = datetime.min.replace(tzinfo=UTC)
        # How far a chat is cleared: which messages are gone. A chat that must slow down goes on where it was.
        self._cleared: dict[bytes, dict[int, bool]] = {}

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
                    await self._pause(_growing(failed, most=60))
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
                await self._start(picked, now=now, busy=busy, room=room)
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

    async def _start(self, picked: "_Picked", *, now: datetime, busy: frozenset[bytes], room: int) -> None:
        """Mark them in one write, then send each."""
        done_with = (*picked.forgotten, *picked.unreadable)

        def mark(connection: Connection) -> frozenset[bytes]:
            for row in picked.forgotten:
                outbox.arrived(connection, parcel_id=row.id)
            for row in picked.unreadable:
                outbox.fail(connection, parcel_id=row.id)
            # What was forgotten since it was looked at is not sent.
            still = {row.id for row in outbox.next_of_lanes(connection, now=now, busy=busy, most=room)}
            ids = frozenset(row.id for row in picked.ready if row.id in still)
            outbox.mark_sending(connection, ids=ids)
            for row in done_with:
                _tell(connection, row, Delivery.FAILED)
            return ids

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

    async def _carry_out(self, row: OutboxRow, addressed: Addressed) -> _Sent:
        chat, what = int(addressed.to.reveal()), self._worded(addressed).what
        match what:
            case Say():
                return _Sent(message=await self._messenger.say(chat, what), is_new=True, slot=what.slot)
            case File():
                return _Sent(message=await self._messenger.file(chat, what), is_new=True)
            case Redraw():
                return await self._redraw(chat, what)
            case Clear():
                return await self._clear(row, chat, what)
            case Remove():
                for start in range(0, len(what.messages), TOGETHER):
                    if start:
                        await self._in_turn()
                    together = what.messages[start : start + TOGETHER]
                    await _unless(Verdict.REFUSED, do=self._messenger.delete_together(chat, together))
            case GoAway():
                await _unless(Verdict.REFUSED, Verdict.NOBODY, do=self._messenger.leave(chat))
            case Heard() | Nothing():
                # Nobody waits for these for long: one more try, and then no more.
                given_up = (Verdict.AGAIN, Verdict.UNSURE) if row.tries else ()
                asked = self._messenger.heard(what) if isinstance(what, Heard) else self._messenger.nothing(what)
                await _unless(Verdict.REFUSED, Verdict.NOBODY, *given_up, do=asked)
            case _:
                raise TypeError("this is not worded yet")
        return _Sent()

    async def _redraw(self, chat: int, what: Redraw) -> _Sent:
        try:
            await self._messenger.redraw(chat, what)
        except NotSent as trouble:
            if trouble.says(*_GONE):
                new = Say(text=what.text, keyboard=what.keyboard)
                return _Sent(message=await self._messenger.say(chat, new), is_new=True, slot=what.slot)
            if not trouble.says(_UNCHANGED):
                raise
        return _Sent(message=what.message, slot=what.slot)

    async def _clear(self, row: OutboxRow, chat: int, what: Clear) -> _Sent:
        gone = self._cleared.setdefault(row.id, {})
        for message in what.messages:
            if message in gone:
                continue
            await self._in_turn()
            try:
                await self._messenger.delete(chat, message)
            except NotSent as trouble:
                if trouble.verdict is not Verdict.REFUSED:
                    raise
                gone[message] = trouble.says(*_DELETED)
            else:
                gone[message] = True
        deleted = sum(gone.values())
        text = self._report(what.language, deleted, len(gone) - deleted + what.too_old)
        return _Sent(message=await self._messenger.say(chat, Say(text=text)), is_new=True)

    async def _in_turn(self) -> None:
        """One more call for a parcel whose turn it is already."""
        while (seconds := self._rates.wait()) > 0:
            await self._pause(seconds)
        self._rates.took()

    # What became of it.

    async def _arrived(self, row: OutboxRow, addressed: Addressed, sent: _Sent) -> None:
        accepted_at = self._house.now()

        def settle(connection: Connection, *, again: bool = False) -> _Settled:
            # Gone from its lane: thrown away meanwhile, unless this was done before and the database did not say so.
            wanted = again or any(each.id == row.id for each in outbox.of_lane(connection, lane=row.lane))
            outbox.arrived(connection, parcel_id=row.id)
            if not wanted or _is_forgotten(connection, row):
                return _Settled(unwanted=True)
            _tell(connection, row, Delivery.PERHAPS_TWICE if row.uncertain else Delivery.DELIVERED)
            if sent.message is None:
                return _Settled()
            if sent.is_new:
                # Each time under another id: a write whose outcome was not known can simply be done again.
                kept = remembered(self._house, addressed.tag, sent.message, accepted_at)
                chats.remember(connection, messages=(kept,))
            if sent.slot is None:
                return _Settled()
            return _Settled(earlier=self._now_shows(connection, addressed.tag, sent.slot, sent.message))

        settled = await self._persist(settle, again=partial(settle, again=True))
        self._cleared.pop(row.id, None)
        self._show(row)
        chat = int(addressed.to.reveal())
        if settled.unwanted and sent.message is not None:
            await self._tidy(lambda message: self._messenger.delete(chat, message), sent.message)
        elif settled.earlier is not None and sent.slot is Slot.QUESTION:
            await self._tidy(lambda message: self._messenger.take_buttons(chat, message), settled.earlier)
        elif settled.earlier is not None and sent.slot is Slot.STATUS:
            await self._tidy(lambda message: self._messenger.delete(chat, message), settled.earlier)

    def _now_shows(self, connection: Connection, tag: bytes, slot: Slot, message: int) -> int | None:
        """Keep which message shows it; returns the one that did before."""
        chat = chats.by_tag(connection, tag=tag)
        if chat is None:
            return None
        try:
            shown = shown_in(self._house, chat)
        except WrongKey:
            self._log.warning("shown-unreadable")
            shown = {}
        earlier = shown.get(slot)
        # A message shows one thing: what it showed before is shown nowhere any more.
        others = {name: number for name, number in shown.items() if number != message}
        content = json.dumps({**others, slot.value: message}).encode()
        chats.set_shown(connection, tag=tag, shown=self._house.keyring.seal_for_desk(content, context=b"shown|" + tag))
        return None if earlier == message else earlier

    async def _tidy(self, do: Callable[[int], Awaitable[None]], message: int) -> None:
        """What is nicer so, and harms nobody if it does not work: tried twice."""
        for last in (False, True):
            await self._in_turn()
            try:
                return await do(message)
            except NotSent as trouble:
                if trouble.verdict in (Verdict.REFUSED, Verdict.NOBODY):
                    return
                if last or trouble.seconds > LONGEST_TIDYING:
                    self._log.info("not-tidied", error_class=trouble.error_class)
                    return
                await self._pause(max(1, trouble.seconds) + self._jitter())

    async def _not_sent(self, row: OutboxRow, addressed: Addressed, trouble: NotSent) -> None:
        match trouble.verdict:
            case Verdict.SLOW_DOWN:
                await self._later(row, seconds=trouble.seconds + self._jitter())
            case Verdict.TOKEN:
                now = self._house.now()
                if now >= self._silent_until:
                    self._log.error("telegram-refuses-token", error_class=trouble.error_class)
                    self._silent_until = now + TOKEN_REST
                await self._later(row, seconds=TOKEN_REST.total_seconds())
            case Verdict.NOBODY:
                await self._blocked(row, addressed)
            case Verdict.REFUSED:
                self._log.error("parcel-refused", error_class=trouble.error_class)
                await self._failed(row)
            case Verdict.AGAIN | Verdict.UNSURE:
                self._log.warning("telegram-not-reached", error_class=trouble.error_class)
                # A chat may be cleared twice, and be told so twice.
                unsure = trouble.verdict is Verdict.UNSURE and not isinstance(addressed.what, Clear)
                await self._later(row, uncertain=unsure)

    async def _later(self, row: OutboxRow, *, seconds: float | None = None, uncertain: bool = False) -> None:
        if seconds is None:
            seconds = _growing(row.tries, most=LONGEST_BACKOFF) * (1 + self._jitter() / 4)
        due_at = self._house.now() + timedelta(seconds=seconds)
        await self._persist(
            lambda connection: outbox.later(connection, parcel_id=row.id, due_at=due_at, uncertain=uncertain)
        )

    async def _failed(self, row: OutboxRow) -> None:
        def work(connection: Connection) -> None:
            outbox.fail(connection, parcel_id=row.id)
            _tell(connection, row, Delivery.FAILED)

        await self._persist(work)
        self._cleared.pop(row.id, None)
        self._show(row)

    async def _blocked(self, row: OutboxRow, addressed: Addressed) -> None:
        """Nobody is there: whoever wrote is told, and nothing more is sent there."""

        def work(connection: Connection) -> tuple[frozenset[bytes], frozenset[bytes]]:
            rows = outbox.of_lane(connection, lane=row.lane)
            concerned = {each.conversation_id for each in rows}
            for each in rows:
                if each.state is not OutboxState.FAILED:
                    _tell(connection, each, Delivery.BLOCKED)
            outbox.clear_lane(connection, lane=row.lane)
            chats.set_blocked(connection, tag=addressed.tag, blocked=True)
            chat = chats.by_tag(connection, tag=addressed.tag)
            if chat is not None:
                concerned.add(chat.conversation_id)
            topics = {each for each in concerned if each is not None}
            found = [conversations.by_id(connection, conversation_id=each) for each in topics]
            topics.update(each.queue_id for each in found if each is not None and each.queue_id is not None)
            return frozenset(topics), frozenset(each.id for each in rows)

        topics, ids = await self._persist(work)
        for each in ids:
            self._cleared.pop(each, None)
        self._log.info("chat-blocked")
        self._house.live.changed(*topics)

    async def _persist(self, work: Work[Result], *, again: Work[Result] | None = None) -> Result:
        """Write down what is known now, however often it takes (then `again`): until then the lane waits."""
        for tries in count():
            try:
                return await self._house.write(again if tries and again is not None else work)
            except Exception as error:
                self._log.error("outbox-write-failed", error_class=type(error).__name__)
            await self._pause(_growing(tries, most=60))
        raise AssertionError  # it counts for ever

    def _show(self, row: OutboxRow) -> None:
        """Wake the pages that show what became of a message."""
        if row.conversation_id is not None and row.sequence is not None:
            self._house.live.changed(row.conversation_id)


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
        found = tuple((row, _shred_key(connection, row)) for row in rows)
        # Only the first of each lane counts: what lies behind it may have been due for long.
        soon = outbox.next_of_lanes(
            connection,
            now=now + timedelta(seconds=LONGEST_REST),
            busy=busy | {row.lane for row in rows},
        )
        return found, min((row.due_at for row in soon), default=None)

    return work


def _shred_key(connection: Connection, row: OutboxRow) -> bytes | None:
    if row.conversation_id is None:
        return None
    return conversations.shred_key(connection, conversation_id=row.conversation_id)


def _is_forgotten(connection: Connection, row: OutboxRow) -> bool:
    return row.conversation_id is not None and _shred_key(connection, row) is None


def _tell(connection: Connection, row: OutboxRow, delivery: Delivery) -> None:
    """Let the message that a parcel delivers show what became of it."""
    if row.conversation_id is not None and row.sequence is not None:
        messages.set_delivery(connection, conversation_id=row.conversation_id, sequence=row.sequence, delivery=delivery)


def _growing(tries: int, *, most: float) -> float:
    """Seconds until the next try: one, two, four … up to `most`."""
    return min(2.0 ** min(tries, 20), most)


async def _unless(*verdicts: Verdict, do: Awaitable[None]) -> None:
    """Do it; these verdicts are as good as done."""
    try:
        await do
    except NotSent as trouble:
        if trouble.verdict not in verdicts:
            raise
