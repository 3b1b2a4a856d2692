"""The figures with their pictures."""

from aiohttp import web

from bot.staff.figures import drawn
from bot.staff.frame import Frame, Here

FIGURES = "/personale/tal"


class CountPages:
    """Figures."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> list[web.RouteDef]:
        """Where these pages are."""
        frame = self._frame
        return [
            web.get(FIGURES, frame.shown(self._figures), name="console-figures"),
        ]

    async def _figures(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        figures = await self._frame.desk.figures(here.session)
        page = drawn(
            figures,
            period=here.request.query.get("periode", ""),
            say=lambda text_id, **arguments: self._frame.wording.text(here.language, text_id, **arguments),
        )
        return self._frame.page(here, "figures.html", error=error, at="figures", figures=figures, page=page)
