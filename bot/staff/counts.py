"""The figures with their pictures and their file."""

from aiohttp import web

from bot.reports.export import to_csv
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
            web.get(f"{FIGURES}.csv", frame.shown(self._file), name="console-figures-file"),
        ]

    async def _figures(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        figures = await self._frame.desk.figures(here.session)
        page = drawn(
            figures,
            period=here.request.query.get("periode", ""),
            say=lambda text_id, **arguments: self._frame.wording.text(here.language, text_id, **arguments),
        )
        return self._frame.page(here, "figures.html", error=error, at="figures", figures=figures, page=page)

    async def _file(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        figures = await self._frame.desk.figures(here.session)
        return web.Response(
            body=to_csv(figures),
            content_type="text/csv",
            charset="utf-8",
            headers={"Content-Disposition": f'attachment; filename="tal-{figures.today.isoformat()}.csv"'},
        )
