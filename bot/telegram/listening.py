"""How updates reach us: asked for again and again, or brought to an address of ours.

Rules: what was brought is on the disk before it is acknowledged, by the offset of the next question or by the answer
200. Nothing that waits at Telegram is ever thrown away. A webhook is only believed with its secret, compared in the
same time whatever is wrong with it.
"""

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramRetryAfter
from aiogram.methods import DeleteWebhook, SetWebhook
from aiohttp import web
from sqlalchemy.exc import DBAPIError

from bot.telegram.client import raw_updates
from bot.telegram.meaning import WANTED, Unreadable, number_of
from bot.telegram.taking_in import TakingIn

# Telegram holds a question open for so many seconds while there is nothing.
HELD_OPEN = 25
HOOK = "/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
# Updates brought at the same time; what belongs to one chat is dealt with in order all the same.
AT_ONCE = 40
_LONGEST_PAUSE = 60.0


class Polling:
    """Asks Telegram for updates until cancelled."""

    def __init__(
        self,
        bot: Bot,
        taking_in: TakingIn,
        *,
        held_open: int = HELD_OPEN,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._taking_in = taking_in
        self._held_open = held_open
        self._pause = pause
        self._log = structlog.get_logger()
        self._offset: int | None = None

    async def once(self) -> int:
        """Ask, store, and only then acknowledge with the next question; returns how many there were."""
        # Sent once, at once: after a silent week numbers begin anew, perhaps lower, and an offset from before would
        # acknowledge what nobody has seen. Where it was not heard, the same comes again and is recognised.
        offset, self._offset = self._offset, None
        updates = await raw_updates(self._bot, offset=offset, timeout=self._held_open, allowed=WANTED)
        if updates:
            await self._taking_in.take(updates)
            self._offset = _behind(updates)
        return len(updates)

    async def run(self) -> None:
        """Listen until cancelled."""
        failed = 0
        webhook_removed = False
        while True:
            try:
                if not webhook_removed:
                    await self._bot(DeleteWebhook(drop_pending_updates=False))
                    webhook_removed = True
                await self.once()
                failed = 0
            except TelegramRetryAfter as slower:
                await self._pause(slower.retry_after)
            except Exception as error:  # whatever it is: nothing may end listening
                # What was not stored was not acknowledged: it comes again.
                self._log.error("telegram-not-heard", error_class=type(error).__name__)
                failed += 1
                await self._pause(min(2.0 ** min(failed, 6), _LONGEST_PAUSE))


def _behind(updates: list[dict[str, object]]) -> int | None:
    """The offset that acknowledges these."""
    numbers = []
    for update in updates:
        try:
            numbers.append(number_of(update))
        except Unreadable:
            continue
    return max(numbers) + 1 if numbers else None


class Hook:
    """The address that Telegram brings updates to."""

    def __init__(self, taking_in: TakingIn, *, secret: str) -> None:
        if not secret:
            raise ValueError("a webhook without a secret would believe anybody")
        self._taking_in = taking_in
        self._secret = secret.encode()
        self._log = structlog.get_logger()

    def add_to(self, application: web.Application) -> None:
        """Add the address; it is guarded by its own secret, not by where a form comes from."""
        application.router.add_post(HOOK, self.receive, name="telegram")

    async def receive(self, request: web.Request) -> web.StreamResponse:
        """Take one update in: 200 once it is on the disk, and never before."""
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=403)
        try:
            update = json.loads(await request.read())
        except (ValueError, RecursionError):
            return web.Response(status=400)
        try:
            await self._taking_in.take([update])
        except (DBAPIError, OSError) as error:
            self._log.error("telegram-not-heard", error_class=type(error).__name__)
            return web.Response(status=503)
        return web.Response(status=200)


async def announce_hook(
    bot: Bot, *, address: str, secret: str, pause: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> None:
    """Tell Telegram where to bring updates; goes on trying until it was heard."""
    failed = 0
    while True:
        try:
            await bot(
                SetWebhook(
                    url=address + HOOK,
                    secret_token=secret,
                    allowed_updates=list(WANTED),
                    max_connections=AT_ONCE,
                    drop_pending_updates=False,
                )
            )
        except (AiogramError, OSError) as error:
            structlog.get_logger().error("telegram-not-reached", error_class=type(error).__name__)
            failed += 1
            await pause(min(2.0 ** min(failed, 6), _LONGEST_PAUSE))
        else:
            return
