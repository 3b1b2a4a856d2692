"""What became of a parcel: arrived, later, never, or nobody is there; written down in one transaction each.

Rules: a settling that the database refuses is tried until it stands. What was on its way while its conversation was
forgotten, or while it was thrown away, is taken back.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
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
from bot.desk.screens import shown_in
from bot.telegram.carrying import Carrying, Sent
from bot.telegram.client import TOGETHER, NotSent, Verdict
from bot.telegram.rates import Rates
from flows.vocabulary import Delivery, Language
from storage import chats, conversations, messages, outbox
from storage.database import Result, Work
from storage.keys import WrongKey
from storage.outbox import OutboxRow, OutboxState

LONGEST_BACKOFF = 300.0
# How long nothing is sent after Telegram said that it does not know us.
TOKEN_REST = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Settled:
    """What is to be done after something was settled."""

    unwanted: bool = False
    earlier: int | None = None
    # Nothing else is to leave in this chat for now.
    is_last: bool = True


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
        self._outlived: dict[bytes, list[int]] = {}

    async def _arrived(self, row: OutboxRow, addressed: Addressed, sent: Sent) -> None:
        accepted_at = self._house.now()

        def settle(connection: Connection, *, again: bool = False) -> _Settled:
            # Gone from its lane: thrown away meanwhile, unless this was done before and the database did not say so.
            left = outbox.ids_of_lane(connection, lane=row.lane)
            outbox.arrived(connection, parcel_id=row.id)
            if not (again or row.id in left) or _is_forgotten(connection, row):
                return _Settled(unwanted=True)
            is_last = left <= {row.id}
            tell(connection, row, Delivery.PERHAPS_TWICE if row.uncertain else Delivery.DELIVERED)
            if sent.message is None:
                return _Settled(is_last=is_last)
            if sent.is_new:
                # Each time under another id: a write whose outcome was not known can simply be done again.
                kept = remembered(self._house, addressed.tag, sent.message, accepted_at)
                chats.remember(connection, messages=(kept,))
            if sent.slot is None:
                if not sent.is_new:
                    self._shows_nothing(connection, addressed.tag, sent.message)
                return _Settled(is_last=is_last)
            earlier = self._now_shows(connection, addressed.tag, sent.slot, sent.message)
            return _Settled(earlier=earlier, is_last=is_last)

        settled = await self._persist(settle, again=partial(settle, again=True))
        self._cleared.pop(row.id, None)
        self._show(row)
        chat = int(addressed.to.reveal())
        if settled.unwanted and sent.message is not None:
            await self._tidy(partial(self._messenger.delete, chat, sent.message))
        elif settled.earlier is not None and sent.slot is Slot.QUESTION:
            await self._tidy(partial(self._messenger.take_buttons, chat, settled.earlier))
        elif settled.earlier is not None and sent.slot is Slot.STATUS:
            self._outlived.setdefault(row.lane, []).append(settled.earlier)
        if settled.is_last and (outlived := self._outlived.pop(row.lane, None)):
            # Not each for itself: while somebody writes line after line, the lines of ours go together afterwards.
            for start in range(0, len(outlived), TOGETHER):
                together = outlived[start : start + TOGETHER]
                await self._tidy(partial(self._messenger.delete_together, chat, together))

    def _shows_nothing(self, connection: Connection, tag: bytes, message: int) -> None:
        """A message became something that stays: nothing takes its place any more."""
        chat = chats.by_tag(connection, tag=tag)
        shown = {} if chat is None else shown_in(self._house, chat)
        if message in shown.values():
            content = json.dumps({name: number for name, number in shown.items() if number != message}).encode()
            sealed = self._house.keyring.seal_for_desk(content, context=b"shown|" + tag)
            chats.set_shown(connection, tag=tag, shown=sealed)

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

    async def _persist(self, work: Work[Result], *, again: Work[Result] | None = None) -> Result:
        """Write down what is known now, however often it takes (then `again`): until then the lane waits."""
        for tries in count():
            try:
                return await self._house.write(again if tries and again is not None else work)
            except Exception as error:
                self._log.error("outbox-write-failed", error_class=type(error).__name__)
            await self._pause(growing(tries, most=60))
        raise AssertionError  # it counts for ever

    def _show(self, row: OutboxRow) -> None:
        """Wake the pages that show what became of a message."""
        if row.conversation_id is not None and row.sequence is not None:
            self._house.live.changed(row.conversation_id)


def shred_key(connection: Connection, row: OutboxRow) -> bytes | None:
    """What a parcel of a conversation also needs to be opened."""
    if row.conversation_id is None:
        return None
    return conversations.shred_key(connection, conversation_id=row.conversation_id)


def _is_forgotten(connection: Connection, row: OutboxRow) -> bool:
    return row.conversation_id is not None and shred_key(connection, row) is None


def tell(connection: Connection, row: OutboxRow, delivery: Delivery) -> None:
    """Let the message that a parcel delivers show what became of it."""
    if row.conversation_id is not None and row.sequence is not None:
        messages.set_delivery(connection, conversation_id=row.conversation_id, sequence=row.sequence, delivery=delivery)


def growing(tries: int, *, most: float) -> float:
    """Seconds until the next try: one, two, four … up to `most`."""
    return min(2.0 ** min(tries, 20), most)
