"""\"Something changed\" for an open page of the console, as server-sent events. It never says what."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from aiohttp import web

from bot.staff.frame import Frame, Here
from bot.stream import send_changes


class LivePages:
    """The one stream of the console."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> list[web.RouteDef]:
        """Where it is."""
        return [web.get("/personale/live", self._frame.shown(self._stream), name="console-live")]

    async def _stream(self, here: Here) -> web.StreamResponse:
        return await send_changes(here.request, self._while_logged_in(here))

    async def _while_logged_in(self, here: Here) -> AsyncGenerator[None, None]:
        """What changed, until the session has ended: it hears nothing more."""
        async with aclosing(self._frame.desk.changes(here.session)) as changes:
            async for _ in changes:
                if await self._frame.desk.resume(self._frame.cookie.read(here.request)) is None:
                    return
                yield
