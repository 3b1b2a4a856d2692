"""Counting: registering contacts held elsewhere in one line, and the figures with their pictures and their file."""

from dataclasses import dataclass, field

from aiohttp import web

from bot.desk.views import Refused
from bot.reports.export import to_csv
from bot.staff import forms
from bot.staff.figures import drawn
from bot.staff.frame import Frame, Here, go_to
from bot.staff.kept import Kept
from flows.counting import Registration

REGISTER = "/personale/registrering"
FIGURES = "/personale/tal"
SHOWN_UNDOS = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Registered:
    """What was just counted."""

    ballots: tuple[str, ...] = field(repr=False)
    registration: Registration = field(repr=False)


class CountPages:
    """Registration and figures."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._registered = Kept()

    def routes(self) -> list[web.RouteDef]:
        """Where these pages are."""
        frame = self._frame
        return [
            web.get(REGISTER, frame.shown(self._show)),
            web.post(REGISTER, frame.pressed(self._register, self._show)),
            web.post(f"{REGISTER}/fortryd", frame.pressed(self._undo, self._show)),
            web.get(FIGURES, frame.shown(self._figures)),
            web.get(f"{FIGURES}.csv", frame.shown(self._file)),
        ]

    async def _show(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        done = [
            (mark, len(each.ballots), forms.chosen_of(each.registration))
            for mark, each in self._registered.of(here.session.staff_id)
            if isinstance(each, Registered)
        ]
        if "channel" in here.fields:
            chosen = forms.chosen_in(here.fields)
        else:
            chosen = done[0][2] if done else {"channel": "phone"}
        return self._frame.page(
            here,
            "register.html",
            error=error,
            at="register",
            units=await self._units(here),
            done=done[:SHOWN_UNDOS],
            chosen=chosen,
        )

    async def _units(self, here: Here) -> tuple[str, ...]:
        """Their own queues; somebody who is in none counts for all of them."""
        every = await self._frame.desk.units(here.session)
        return await self._frame.desk.own_queues(here.session) or every

    async def _register(self, here: Here) -> web.StreamResponse:
        times = forms.number(here.typed("times", "1"))
        registration = forms.registration(here.fields, units=await self._units(here))
        ballots = await self._frame.desk.register(here.session, registration=registration, times=times)
        self._registered.put(here.session.staff_id, Registered(ballots=ballots, registration=registration))
        return go_to(REGISTER)

    async def _undo(self, here: Here) -> web.StreamResponse:
        registered = self._registered.take(here.session.staff_id, here.typed("mark"))
        if not isinstance(registered, Registered):
            raise Refused("console-undo-late")
        taken_back = [await self._frame.desk.undo_ballot(here.session, ballot) for ballot in registered.ballots]
        if not all(taken_back):
            raise Refused("console-undo-late")
        return go_to(REGISTER)

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
