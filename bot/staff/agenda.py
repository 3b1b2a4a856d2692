"""The therapist's calendar: who comes, what is free in the coming weeks, and closing a single free time."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby

from aiohttp import web

from bot.desk.views import CalendarRowView
from bot.moments import day_in_words
from bot.page import go_to
from bot.staff.frame import Frame, Here

CALENDAR = "/personale/kalender"
# Later weeks are there, folded.
OPEN_WEEKS = 2

Rows = list[CalendarRowView]
# A day in words with its talks, its free times and those that were closed.
Day = tuple[str, Rows, Rows, Rows]


class CalendarPages:
    """A therapist's own calendar."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> list[web.RouteDef]:
        """Where these pages are."""
        frame = self._frame
        return [
            web.get(CALENDAR, frame.shown(self._show), name="console-calendar"),
            web.post(f"{CALENDAR}/luk", frame.pressed(self._close, self._show), name="console-close-time"),
            web.post(f"{CALENDAR}/aabn", frame.pressed(self._open, self._show), name="console-open-time"),
        ]

    async def _show(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        desk = self._frame.desk
        rows = await desk.calendar(here.session)
        weeks = self._weeks(here, rows)
        return self._frame.page(
            here,
            "calendar.html",
            error=error,
            at="calendar",
            sub="calendar",
            rows=rows,
            weeks=weeks[:OPEN_WEEKS],
            later=weeks[OPEN_WEEKS:],
            queues=await desk.own_queues(here.session),
            over=await desk.over(here.session),
            to_move=len(await desk.to_move(here.session)),
        )

    def _weeks(self, here: Here, rows: Iterable[CalendarRowView]) -> list[tuple[int, list[Day]]]:
        """By week, and in it by day."""

        def day_of(row: CalendarRowView) -> date:
            return row.starts_at.astimezone(self._frame.timezone).date()

        def monday_of(row: CalendarRowView) -> date:
            return day_of(row) - timedelta(days=day_of(row).weekday())

        return [
            (
                monday.isocalendar().week,
                [_day(day_in_words(day, here.language), list(group)) for day, group in groupby(found, day_of)],
            )
            for monday, found in groupby(rows, monday_of)
        ]

    async def _close(self, here: Here) -> web.StreamResponse:
        await self._frame.desk.close_time(here.session, here.typed("time"))
        return go_to(CALENDAR)

    async def _open(self, here: Here) -> web.StreamResponse:
        await self._frame.desk.open_time(here.session, here.typed("closed"))
        return go_to(CALENDAR)


def _day(said: str, rows: Rows) -> Day:
    return (
        said,
        [row for row in rows if row.conversation],
        [row for row in rows if row.time],
        [row for row in rows if row.closed],
    )
