"""The coordinator's figures: the front page with goals, course, clocks and mixes."""

from aiohttp import web

from bot.desk.views import CountsSealed
from bot.staff.choosing import chosen
from bot.staff.clocks import drawn as drawn_forecast
from bot.staff.figures import drawn, period_in_words
from bot.staff.frame import Frame, Here
from bot.staff.overview import course, drawn_goals, drawn_trends, kept
from bot.staff.table_labels import option_label
from flows.breakdowns import TROUBLES
from flows.deadlines import OFFER_DAYS

FIGURES = "/personale/tal"
# What the meeting asks about first; the rest is folded away.
FIRST_TABLES = ("channel", "role", "substance", "whose", TROUBLES)


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
        say = self._frame.says(here)
        desk = self._frame.desk
        try:
            figures, report = await desk.overview(here.session)
        except CountsSealed as sealed:
            return waits(self._frame, here, heading=say("console-nav-figures"), sealed=sealed)
        forecasts = await desk.forecasts(here.session)

        def words(period: str) -> str:
            return period_in_words(period, here.language, say)

        promises = [line for line in report.years if line.period == str(figures.year)]
        choice = chosen(figures, here.request.query)
        return self._frame.page(
            here,
            "figures.html",
            error=error,
            status=422 if error or choice.refused else 200,
            at="figures",
            figures=figures,
            goals=drawn_goals(figures, report, say, words),
            trends=drawn_trends(
                figures.months, tuple((unit.unit, unit.goal) for unit in figures.units), say, running=figures.month
            ),
            days=OFFER_DAYS,
            course=course(figures.months, (*(unit.unit for unit in figures.units), None)),
            promises=promises,
            kept=kept(promises, say),
            forecasts=[drawn_forecast(view, number, 0, here.language, say) for number, view in enumerate(forecasts)],
            choice=choice,
            first_tables=FIRST_TABLES,
            band_words=lambda band: option_label("band", band, say),
            words=words,
            groups=[
                (period, [drawn(mix, name=f"mix-{n}-{m}", band=choice.band, say=say) for m, mix in enumerate(found)])
                for n, (period, found) in enumerate(choice.found)
            ],
        )


def waits(frame: Frame, here: Here, *, heading: str, sealed: CountsSealed | None = None) -> web.Response:
    """The page while there are no figures yet: before the first month is over, or while what was counted is sealed.
    Nothing went wrong, so it does not look like it."""
    said = None if sealed is None else frame.sentence(here, sealed)
    return frame.page(here, "figures_wait.html", at="figures", heading=heading, sealed=said)
