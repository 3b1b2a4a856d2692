"""\"Something changed\" for an open page of the console, as server-sent events. It never says what."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

from aiohttp import web

from bot.page import HEADERS
from bot.staff.frame import Frame, Here

QUIET_SECONDS = 20.0


class LivePages:
    """The one stream of the console."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> list[web.RouteDef]:
        """Where it is."""
        return [web.get("/personale/live", self._frame.shown(self._stream), name="console-live")]

    async def _stream(self, here: Here) -> web.StreamResponse:
        response = web.StreamResponse(headers={**HEADERS, "Content-Type": "text/event-stream"})
        await response.prepare(here.request)
        await response.write(b"retry: 3000\n\n")
        changes = self._frame.desk.changes(here.session)
        waiting = _next(changes)
        try:
            while True:
                done, _ = await asyncio.wait({waiting}, timeout=QUIET_SECONDS)
                # A session that has ended meanwhile hears nothing more.
                if await self._frame.desk.resume(self._frame.cookie.read(here.request)) is None:
                    return response
                if not done:
                    await response.write(b": still here\n\n")
                    continue
                if not waiting.result():
                    return response
                await response.write(b"event: changed\ndata:\n\n")
                waiting = _next(changes)
        except ConnectionResetError:
            return response
        finally:
            waiting.cancel()
            with suppress(asyncio.CancelledError):
                await waiting


def _next(changes: AsyncIterator[None]) -> asyncio.Task[bool]:
    async def once() -> bool:
        async for _ in changes:
            return True
        return False

    return asyncio.ensure_future(once())
