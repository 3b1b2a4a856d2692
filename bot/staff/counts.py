"""Counting: registering contacts held elsewhere in one line, and the figures with their pictures and their file."""

from aiohttp import web

from bot.desk.views import Refused
from bot.reports.export import to_csv
from bot.staff import forms
from bot.staff.figures import drawn
from bot.staff.frame import Frame, Here, new_press

REGISTER = "/personale/registrering"
FIGURES = "/personale/tal"


class CountPages:
    """Registration and figures."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> list[web.RouteDef]:
        """Where these pages are."""
        frame = self._frame
        return [
            web.get(REGISTER, frame.shown(self._show), name="console-register"),
            web.post(REGISTER, frame.pressed(self._register, self._show), name="console-count"),
            web.post(f"{REGISTER}/fortryd", frame.pressed(self._undo, self._show), name="console-undo-count"),
            web.get(FIGURES, frame.shown(self._figures), name="console-figures"),
            web.get(f"{FIGURES}.csv", frame.shown(self._file), name="console-figures-file"),
        ]

    async def _show(
        self, here: Here, *, error: str | None = None, done: str | None = None, undone: bool = False
    ) -> web.StreamResponse:
        """The form; after a press with what it counted (`done` is that press), and always with the last choices."""
        return self._frame.page(
            here,
            "register.html",
            error=error,
            at="register",
            units=await self._units(here),
            press=new_press(),
            done=done,
            undone=undone,
            chosen=forms.chosen_in(here.fields) if "channel" in here.fields else {"channel": "phone"},
        )

    async def _units(self, here: Here) -> tuple[str, ...]:
        """Their own queues; somebody who is in none counts for all of them."""
        every = await self._frame.desk.units(here.session)
        return await self._frame.desk.own_queues(here.session) or every

    async def _register(self, here: Here) -> web.StreamResponse:
        press = here.press()
        await self._frame.desk.register(
            here.session,
            registration=forms.registration(here.fields, units=await self._units(here)),
            times=forms.number(here.typed("times", "1")),
            press=press,
        )
        return await self._show(here, done=press)

    async def _undo(self, here: Here) -> web.StreamResponse:
        times = forms.number(here.typed("times", "1"))
        if not await self._frame.desk.undo_press(here.session, here.press(), times):
            raise Refused("console-undo-gone")
        return await self._show(here, undone=True)

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
