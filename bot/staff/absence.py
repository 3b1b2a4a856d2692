"""The therapist's page of days off, with the talks that lie in them."""

from typing import Any

from aiohttp import web

from bot.staff import pattern_form
from bot.staff.frame import Frame, Here

DAYS_OFF = "/personale/kalender/fri"


class AbsencePages:
    """A therapist's days off."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> list[web.RouteDef]:
        """Where these pages are."""
        frame = self._frame
        return [
            web.get(DAYS_OFF, frame.shown(self._show), name="console-days-off"),
            web.post(DAYS_OFF, frame.pressed(self._add, self._show), name="console-take-days-off"),
            web.post(f"{DAYS_OFF}/fjern", frame.pressed(self._remove, self._show), name="console-be-there"),
        ]

    async def _show(self, here: Here, *, error: str | None = None, **said: Any) -> web.StreamResponse:
        return self._frame.page(
            here,
            "days_off.html",
            error=error,
            **{
                "at": "calendar",
                "sub": "days-off",
                "rows": await self._frame.desk.days_off(here.session),
                "taken": None,
                "removed": None,
                "filled": here.fields if error else {},
            }
            | said,
        )

    async def _add(self, here: Here) -> web.StreamResponse:
        first = pattern_form.needed_day(here.typed("first"))
        last = pattern_form.day(here.typed("last")) or first
        talks = await self._frame.desk.take_days_off(here.session, first_day=first, last_day=last)
        return await self._show(here, taken=(first, last, talks))

    async def _remove(self, here: Here) -> web.StreamResponse:
        return await self._show(here, removed=await self._frame.desk.be_there(here.session, here.typed("days")))
