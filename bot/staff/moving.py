"""The list of booked talks that need another time, for therapists, the leader and the administrator."""

from aiohttp import web

from bot.staff.frame import Frame, Here

TO_MOVE = "/personale/ny-tid"


class MovingPages:
    """Talks that need another time."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> list[web.RouteDef]:
        """Where this page is."""
        return [web.get(TO_MOVE, self._frame.shown(self._show), name="console-to-move")]

    async def _show(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        rows = await self._frame.desk.to_move(here.session)
        return self._frame.page(here, "to_move.html", error=error, at="calendar", rows=rows)
