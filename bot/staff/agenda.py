"""The therapist's calendar: own times in order, adding one (and the weeks after), taking a free one away."""

from itertools import groupby

from aiohttp import web

from bot.desk.agenda import LENGTHS, MOST_WEEKS
from bot.moments import day_in_words
from bot.page import go_to
from bot.staff import forms
from bot.staff.frame import Frame, Here
from flows.vocabulary import Place

CALENDAR = "/personale/kalender"


class CalendarPages:
    """A therapist's own times."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> list[web.RouteDef]:
        """Where these pages are."""
        return [
            web.get(CALENDAR, self._frame.shown(self._show), name="console-calendar"),
            web.post(CALENDAR, self._frame.pressed(self._add, self._show), name="console-add-time"),
            web.post(f"{CALENDAR}/fjern", self._frame.pressed(self._remove, self._show), name="console-remove-time"),
            web.post(
                f"{CALENDAR}/forsamtale",
                self._frame.pressed(self._outcome, self._show),
                name="console-calendar-outcome",
            ),
        ]

    async def _show(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        desk = self._frame.desk
        rows = await desk.calendar(here.session)
        return self._frame.page(
            here,
            "calendar.html",
            error=error,
            at="calendar",
            rows=rows,
            days=[
                (day_in_words(day, here.language), list(group))
                for day, group in groupby(rows, lambda row: row.starts_at.astimezone(self._frame.timezone).date())
            ],
            queues=await desk.own_queues(here.session),
            places=tuple(Place),
            lengths=LENGTHS,
            most_weeks=MOST_WEEKS,
        )

    async def _add(self, here: Here) -> web.StreamResponse:
        day, start = forms.day_and_time(here.typed("day"), here.typed("start"))
        await self._frame.desk.add_times(
            here.session,
            day=day,
            start=start,
            minutes=forms.number(here.typed("minutes")),
            place=forms.one_of(Place, here.typed("place")),
            queue_code=here.typed("queue"),
            repeat_weeks=forms.number(here.typed("weeks", "0") or "0"),
        )
        return go_to(CALENDAR)

    async def _outcome(self, here: Here) -> web.StreamResponse:
        await self._frame.desk.pretalk_outcome(here.session, here.typed("conversation"), held=forms.held(here.fields))
        return go_to(CALENDAR)

    async def _remove(self, here: Here) -> web.StreamResponse:
        await self._frame.desk.remove_time(here.session, here.typed("time"))
        return go_to(CALENDAR)
