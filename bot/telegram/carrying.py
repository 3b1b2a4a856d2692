"""Carrying one parcel out: what is asked of Telegram for it, and which of its refusals are as good as a yes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog
from aiogram import Bot

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
)
from bot.telegram.client import TOGETHER, Messenger, NotSent, Verdict
from bot.telegram.rates import Rates
from flows.vocabulary import Language
from storage.outbox import OutboxRow

# A chat that must slow down longer than this is not tidied.
LONGEST_TIDYING = 30
_GONE = ("message to edit not found", "can't be edited", "message_id_invalid")
_UNCHANGED = "message is not modified"
_DELETED = ("message to delete not found", "message_id_invalid")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """Telegram took it: in which message it stands, whether that is a new one, and what it shows; what it deleted."""

    message: int | None = None
    is_new: bool = False
    slot: Slot | None = None
    deleted: tuple[int, ...] = ()


class Carrying:
    """Asks Telegram for what a parcel holds; raises `NotSent`."""

    def __init__(
        self,
        bot: Bot,
        *,
        report: Callable[[Language, int, int], str],
        worded: Callable[[Addressed], Addressed],
        rates: Rates,
        pause: Callable[[float], Awaitable[None]],
        jitter: Callable[[], float],
    ) -> None:
        self._messenger = Messenger(bot)
        self._report = report
        self._worded = worded
        self._rates = rates
        self._pause = pause
        self._jitter = jitter
        self._log = structlog.get_logger()
        # How far a chat is cleared: which messages are gone. A chat that must slow down goes on where it was.
        self._cleared: dict[bytes, dict[int, bool]] = {}

    async def _carry_out(self, row: OutboxRow, addressed: Addressed) -> Sent:
        chat, what = int(addressed.to.reveal()), self._worded(addressed).what
        match what:
            case Say():
                return Sent(message=await self._messenger.say(chat, what), is_new=True, slot=what.slot)
            case File():
                return Sent(message=await self._messenger.file(chat, what), is_new=True)
            case Redraw():
                return await self._redraw(chat, what)
            case Clear():
                return await self._clear(row, chat, what)
            case Remove():
                return Sent(deleted=await self._remove(chat, what))
            case GoAway():
                await _unless(Verdict.REFUSED, Verdict.NOBODY, do=self._messenger.leave(chat))
            case Heard() | Nothing():
                # Nobody waits for these for long: one more try, and then no more.
                given_up = (Verdict.AGAIN, Verdict.UNSURE) if row.tries else ()
                asked = self._messenger.heard(what) if isinstance(what, Heard) else self._messenger.nothing(what)
                await _unless(Verdict.REFUSED, Verdict.NOBODY, *given_up, do=asked)
            case _:
                raise TypeError("this is not worded yet")
        return Sent()

    async def _remove(self, chat: int, what: Remove) -> tuple[int, ...]:
        deleted: tuple[int, ...] = ()
        for start in range(0, len(what.messages), TOGETHER):
            if start:
                await self._in_turn()
            together = what.messages[start : start + TOGETHER]
            if await _unless(Verdict.REFUSED, do=self._messenger.delete_together(chat, together)):
                deleted += together
        return deleted

    async def _redraw(self, chat: int, what: Redraw) -> Sent:
        try:
            await self._messenger.redraw(chat, what)
        except NotSent as trouble:
            if trouble.says(*_GONE):
                new = Say(text=what.text, keyboard=what.keyboard)
                return Sent(message=await self._messenger.say(chat, new), is_new=True, slot=what.slot)
            if not trouble.says(_UNCHANGED):
                raise
        return Sent(message=what.message, slot=what.slot)

    async def _clear(self, row: OutboxRow, chat: int, what: Clear) -> Sent:
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
        return Sent(message=await self._messenger.say(chat, Say(text=text)), is_new=True)

    async def _in_turn(self) -> None:
        """One more call for a parcel whose turn it is already."""
        while (seconds := self._rates.wait()) > 0:
            await self._pause(seconds)
        self._rates.took()

    async def _tidy(self, do: Callable[[], Awaitable[None]]) -> bool:
        """What is nicer so, and harms nobody if it does not work: tried twice. Returns whether it worked."""
        for last in (False, True):
            await self._in_turn()
            try:
                await do()
            except NotSent as trouble:
                if trouble.verdict in (Verdict.REFUSED, Verdict.NOBODY):
                    return False
                if last or trouble.seconds > LONGEST_TIDYING:
                    self._log.info("not-tidied", error_class=trouble.error_class)
                    return False
                await self._pause(max(1, trouble.seconds) + self._jitter())
            else:
                return True
        return False


async def _unless(*verdicts: Verdict, do: Awaitable[None]) -> bool:
    """Do it; these verdicts are as good as done. Returns whether it was done."""
    try:
        await do
    except NotSent as trouble:
        if trouble.verdict not in verdicts:
            raise
        return False
    return True
