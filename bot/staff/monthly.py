"""The page of one month, made for the meeting: one or two sheets of A4 that also read well on a screen.

Nothing on it needs a click: no tables are folded away, and what is hidden is said with its reason. Its numbers are
those of the other pages, from the same figures.
"""

from aiohttp import web

from bot.desk.views import CountsSealed
from bot.staff.counts import FIGURES, waits
from bot.staff.figures import drawn, period_in_words
from bot.staff.frame import Frame, Here
from bot.staff.overview import course, drawn_trends, said_yes, share_in_words
from flows.breakdowns import TROUBLES
from flows.cells import month_before, next_month
from flows.deadlines import OFFER_DAYS
from flows.mixes import mixes
from flows.monthly import month_report, newest_month, reported_months
from flows.vocabulary import ContactKind

MONTH = f"{FIGURES}/maaned"
# What the meeting talks about; the rest is on the page of figures.
OF_MONTH = ("channel", "role")
OF_QUARTER = ("substance", "whose", TROUBLES)


class MonthPages:
    """The month for the meeting."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> list[web.RouteDef]:
        """Where these pages are."""
        return [
            web.get(MONTH, self._frame.shown(self._month), name="console-month-newest"),
            web.get(f"{MONTH}/{{month}}", self._frame.shown(self._month), name="console-month"),
        ]

    async def _month(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        say = self._frame.says(here)
        try:
            figures, report = await self._frame.desk.overview(here.session, what="month")
        except CountsSealed as sealed:
            return waits(self._frame, here, heading=say("console-month-latest"), sealed=sealed)
        wanted = here.request.match_info.get("month")
        month = newest_month(figures) if wanted is None else wanted
        if month is None:
            return waits(self._frame, here, heading=say("console-month-latest"))
        over = reported_months(figures)
        if month not in over:
            return self._frame.sorry(here, say("console-figures-no-month"), status=404)
        told = month_report(figures, report, month)
        mixed = mixes(figures, month) if told.published else ()
        themes = mixes(figures, told.quarter) if told.quarter else ()
        return self._frame.page(
            here,
            "month.html",
            error=error,
            at="figures",
            told=told,
            title=period_in_words(month, here.language, say),
            words=lambda period: period_in_words(period, here.language, say),
            earlier=month_before(month) if month_before(month) in over else None,
            later=next_month(month) if next_month(month) in over else None,
            trends=drawn_trends(told.months, tuple((each.unit, each.goal) for each in figures.units), say),
            course=course(told.months, tuple(line.unit for line in told.lines)),
            tables=[
                drawn(mix, name=f"month-{number}", say=say, paper=True)
                for number, mix in enumerate(mixed)
                if mix.table in OF_MONTH
            ],
            themes=[
                drawn(mix, name=f"quarter-{number}", say=say, paper=True)
                for number, mix in enumerate(themes)
                if mix.table in OF_QUARTER
            ],
            share=lambda each: share_in_words(each, say),
            days=OFFER_DAYS,
            helped_share=None if told.helped is None else said_yes(told.helped),
            helped_goal=figures.helped.goal,
            apart=[(kind, told.kinds[kind]) for kind in ContactKind if kind is not ContactKind.CONTACT],
        )
