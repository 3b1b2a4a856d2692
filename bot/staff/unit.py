"""The administrator's pages of the unit's own places and days."""

from datetime import date
from typing import Any

from aiohttp import web

from bot.desk.views import Refused
from bot.moments import day_in_words
from bot.page import go_to
from bot.staff import forms, pattern_form
from bot.staff.administration import BASE
from bot.staff.frame import Frame, Here, new_press
from flows.vocabulary import Place

VENUES = f"{BASE}/steder"
DAYS = f"{BASE}/dage"
# What a day can be said to be; None leaves it to the calendar.
_SAID = {"closed": True, "open": False, "calendar": None}


class UnitPages:
    """Places and days."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> list[web.RouteDef]:
        """Where these pages are."""
        frame = self._frame
        return [
            web.get(VENUES, frame.shown(self._venues), name="console-venues"),
            web.post(VENUES, frame.pressed(self._save, self._venues), name="console-save-venue"),
            web.post(f"{VENUES}/brug", frame.pressed(self._retire, self._venues), name="console-retire-venue"),
            web.get(DAYS, frame.shown(self._days), name="console-unit-days"),
            web.post(DAYS, frame.pressed(self._set_day, self._days), name="console-set-unit-day"),
        ]

    async def _venues(self, here: Here, *, error: str | None = None, **said: Any) -> web.StreamResponse:
        return self._frame.page(
            here,
            "venues.html",
            error=error,
            **{
                "at": "unit",
                "sub": "venues",
                "rows": await self._frame.desk.venues(here.session),
                "places": tuple(Place),
                "press": here.press() if error else new_press(),
                "bad": here.typed("venue", "-") if error and "name" in here.fields else None,
                "retired": None,
                "to_move": len(await self._frame.desk.to_move(here.session)),
            }
            | said,
        )

    async def _save(self, here: Here) -> web.StreamResponse:
        await self._frame.desk.save_venue(
            here.session,
            venue=here.typed("venue"),
            name=here.typed("name"),
            place=forms.one_of(Place, here.typed("place")),
            address=here.typed("address"),
            way=here.typed("way"),
            once=here.typed("once") == "yes",
            press=here.press(),
        )
        return go_to(VENUES)

    async def _retire(self, here: Here) -> web.StreamResponse:
        retired = here.typed("retired") == "yes"
        await self._frame.desk.retire_venue(here.session, here.typed("venue"), retired=retired)
        if not retired:
            return go_to(VENUES)
        rows = await self._frame.desk.venues(here.session)
        return await self._venues(here, retired=next(row for row in rows if row.id == here.typed("venue")))

    async def _days(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        desk = self._frame.desk
        rows = await desk.unit_days(here.session, here.language)
        return self._frame.page(
            here,
            "unit_days.html",
            error=error,
            at="unit",
            sub="unit-days",
            rows=[row for row in rows if row.name or row.said is not None],
            hints=[row for row in rows if row.text_id and row.said is None],
            to_move=len(await desk.to_move(here.session)),
            full=lambda day: day_in_words(day, here.language, today=desk.today()),
        )

    async def _set_day(self, here: Here) -> web.StreamResponse:
        day: date = pattern_form.needed_day(here.typed("day"))
        if here.typed("said") not in _SAID:
            raise Refused("unit-day-odd")
        await self._frame.desk.set_unit_day(here.session, day=day, closed=_SAID[here.typed("said")])
        return go_to(DAYS)
