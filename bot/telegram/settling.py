"""What became of a parcel: arrived, later, never, or nobody is there.

Rules: written down in one transaction, together with what arrived meanwhile; one that the database refuses is tried
until it stands. What was on its way while its conversation was forgotten, or while it was thrown away, is taken back.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count

from aiogram import Bot
from sqlalchemy import Connection

from bot.desk.clearing import remembered
from bot.desk.house import House
from bot.desk.outgoing import (
    Addressed,
    Clear,
    Slot,
)
from bot.desk.screens import opened_shown, sealed_shown
from bot.telegram.carrying import Carrying, Sent
from bot.telegram.client import NotSent, Verdict
from bot.telegram.rates import Rates
from flows.vocabulary import Delivery, Language
from storage import chats, conversations, messages, outbox
from storage.chats import ChatMessageRow
from storage.database import Result, Work
from storage.keys import WrongKey
from storage.outbox import OutboxRow, OutboxState

LONGEST_BACKOFF = 300.0
# How long nothing is sent after Telegram said that it does not know us.
TOKEN_REST = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Arrival:
    """A parcel that arrived: where, as what, and what is remembered of it."""

    row: OutboxRow
    tag: bytes
    sent: Sent
    kept: ChatMessageRow | None
    # This may have been written down before, and the database did not say so.
    again: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class _Settled:
    """What is to be done after something was settled: it was not wanted any more, or it took another one's place."""

    unwanted: bool
    earlier: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlived:
    """Messages of a chat in whose place others stand; they are deleted together."""

    chat: int
    tag: bytes
    messages: list[int] = field(default_factory=list)


class Settling(Carrying):
    """Writes down what Telegram's answer means."""

    def __init__(
        self,
        house: House,
        bot: Bot,
        *,
        report: Callable[[Language, int, int], str],
        worded: Callable[[Addressed], Addressed],
        rates: Rates,
        pause: Callable[[float], Awaitable[None]],
        jitter: Callable[[], float],
    ) -> None:
        super().__init__(bot, report=report, worded=worded, rates=rates, pause=pause, jitter=jitter)
        self._house = house
        self._silent_until = datetime.min.replace(tzinfo=UTC)
        # Lines of ours, by lane, in whose place others stand.
        self._outlived: dict[bytes, Outlived] = {}

    async def _arrived(self, row: OutboxRow, addressed: Addressed, sent: Sent) -> None:
        kept = None
        if sent.message is not None and sent.is_new:
            kept = remembered(self._house, addressed.tag, sent.message, self._house.now())
        settled = await self._settle(_Arrival(row=row, tag=addressed.tag, sent=sent, kept=kept))
        self._cleared.pop(row.id, None)
        self._show(row)
        chat = int(addressed.to.reveal())
        if settled.unwanted and sent.message is not None:
            await self._tidy(partial(self._messenger.delete, chat, sent.message))
        elif settled.earlier is not None and sent.slot is Slot.QUESTION:
            await self._tidy(partial(self._messenger.take_buttons, chat, settled.earlier))
        elif settled.earlier is not None and sent.slot is Slot.STATUS:
            self._outlived.setdefault(row.lane, Outlived(chat=chat, tag=addressed.tag)).messages.append(settled.earlier)

    async def _settle(self, arrival: _Arrival) -> _Settled:
        """Write down what arrived, together with what else did; tried until it stands."""

        async def settle(again: bool) -> _Settled:
            return await self._house.database.write_each(self._write_down, replace(arrival, again=again))

        return await self._insist(settle)

    def _write_down(self, connection: Connection, arrivals: Sequence[_Arrival]) -> list[_Settled]:
        there = outbox.arrived(connection, ids=[each.row.id for each in arrivals])
        of = {each.row.conversation_id for each in arrivals if each.row.conversation_id is not None}
        forgotten = of - conversations.shred_keys_of(connection, conversation_ids=of).keys()
        # Gone from its lane: thrown away meanwhile.
        wanted = [
            each
            for each in arrivals
            if (each.again or each.row.id in there) and each.row.conversation_id not in forgotten
        ]
        for each in wanted:
            tell(connection, each.row, Delivery.PERHAPS_TWICE if each.row.uncertain else Delivery.DELIVERED)
            if each.sent.deleted:
                self._deleted(connection, each.tag, each.sent.deleted)
        chats.remember(connection, messages=[each.kept for each in wanted if each.kept is not None])
        earlier = self._now_show(connection, wanted)
        ids = {each.row.id for each in wanted}
        return [_Settled(unwanted=each.row.id not in ids, earlier=earlier.get(each.row.id)) for each in arrivals]

    def _deleted(self, connection: Connection, tag: bytes, messages: Sequence[int]) -> None:
        """These are gone: nobody has to delete them, and nobody counts them as left."""
        marks = (self._house.keyring.message_mark(tag, each) for each in messages)
        # Older ones, Telegram passes over, and does not say so.
        chats.forget_deleted(connection, ids=marks, since=self._house.today() - timedelta(days=1))

    def _now_show(self, connection: Connection, arrivals: Iterable[_Arrival]) -> dict[bytes, int]:
        """Keep which messages show what now; returns, by parcel, the messages that did before.

        What was drawn in the place of another and has no slot stays: nothing takes its place any more.
        """
        showing = [each for each in arrivals if each.sent.slot is not None or each.kept is None]
        if not showing:
            return {}
        earlier: dict[bytes, int] = {}
        changed: dict[bytes, bytes] = {}
        kept = chats.shown_of(connection, tags={each.tag for each in showing})
        for each in showing:
            message, slot = each.sent.message, each.sent.slot
            if message is None or each.tag not in kept:
                continue
            before = self._shown(each.tag, changed.get(each.tag, kept[each.tag]))
            # A message shows one thing: what it showed before is shown nowhere any more.
            after = {name: number for name, number in before.items() if number != message}
            if slot is not None:
                if before.get(slot, message) != message:
                    earlier[each.row.id] = before[slot]
                after[slot.value] = message
            if after != before:
                changed[each.tag] = sealed_shown(self._house, each.tag, after)
        chats.set_shown(connection, shown=changed)
        return earlier

    def _shown(self, tag: bytes, kept: bytes | None) -> dict[str, int]:
        try:
            return opened_shown(self._house, tag, kept)
        except WrongKey:
            self._log.warning("shown-unreadable")
            return {}

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
            seconds = growing(row.tries, most=LONGEST_BACKOFF) * (1 + self._jitter() / 4)
        due_at = self._house.now() + timedelta(seconds=seconds)
        await self._persist(
            lambda connection: outbox.later(connection, parcel_id=row.id, due_at=due_at, uncertain=uncertain)
        )

    async def _failed(self, row: OutboxRow) -> None:
        def work(connection: Connection) -> None:
            outbox.fail(connection, parcel_id=row.id)
            tell(connection, row, Delivery.FAILED)

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
                    tell(connection, each, Delivery.BLOCKED)
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

    async def _persist(self, work: Work[Result]) -> Result:
        """Write down what is known now, however often it takes: until then the lane waits."""

        async def write(_again: bool) -> Result:
            return await self._house.write(work)

        return await self._insist(write)

    async def _insist(self, write: Callable[[bool], Awaitable[Result]]) -> Result:
        """Do it until the database has taken it; `write` is told when it may have been done before."""
        for tries in count():
            try:
                return await write(tries > 0)
            except Exception as error:
                self._log.error("outbox-write-failed", error_class=type(error).__name__)
            await self._pause(growing(tries, most=60))
        raise AssertionError  # it counts for ever

    def _show(self, row: OutboxRow) -> None:
        """Wake the pages that show what became of a message."""
        if row.conversation_id is not None and row.sequence is not None:
            self._house.live.changed(row.conversation_id)


def tell(connection: Connection, row: OutboxRow, delivery: Delivery) -> None:
    """Let the message that a parcel delivers show what became of it."""
    if row.conversation_id is not None and row.sequence is not None:
        messages.set_delivery(connection, conversation_id=row.conversation_id, sequence=row.sequence, delivery=delivery)


def growing(tries: int, *, most: float) -> float:
    """Seconds until the next try: one, two, four … up to `most`."""
    return min(2.0 ** min(tries, 20), most)
