"""The pages of the promise: every case's clock, whether the times will do, and how it was kept."""

from dataclasses import dataclass
from math import ceil

from aiohttp import web
from markupsafe import Markup

from bot.desk.clocks import ForecastView
from bot.moments import day_in_words
from bot.reports.pictures import Pair, pairs
from bot.staff import forms
from bot.staff.figures import period_in_words
from bot.staff.frame import Frame, Here
from bot.staff.table_labels import Say, option_label
from flows.clock import Measure
from flows.forecast import HORIZONS, Forecast
from flows.pretalk_counting import REASON, RESULT
from flows.vocabulary import DelayReason, Language, Onward, Place, PretalkResult

CLOCKS = "/personale/frister"
FORECAST = "/personale/frister/prognose"
REPORT = "/personale/frister/opgorelse"
MONTHS_SHOWN = 24


@dataclass(frozen=True, kw_only=True, slots=True)
class DrawnForecast:
    """One queue's outlook in words, figures and a picture. Expected numbers are rounded up: people come whole."""

    queue: str
    sentence: str
    what_if: str
    picture: Markup
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    places: tuple[tuple[Place, tuple[int, ...]], ...]
    certain: bool
    waiting: int


class ClockPages:
    """Clocks and forecast."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> list[web.RouteDef]:
        """Where these pages are."""
        return [
            web.get(CLOCKS, self._frame.shown(self._clocks), name="console-clocks"),
            web.get(FORECAST, self._frame.shown(self._forecast), name="console-forecast"),
            web.get(REPORT, self._frame.shown(self._report), name="console-pretalk-report"),
        ]

    async def _clocks(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        rows = await self._frame.desk.clocks(here.session)
        to_move = len(await self._frame.desk.to_move(here.session))
        return self._frame.page(
            here, "clocks.html", error=error, at="clocks", rows=rows, measures=tuple(Measure), to_move=to_move
        )

    async def _forecast(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        wanted = here.request.query.get("flere", "").strip()
        extra = forms.number(wanted) if wanted else 0
        views = await self._frame.desk.forecasts(here.session, extra_per_week=extra)

        say = self._frame.says(here)
        return self._frame.page(
            here,
            "forecast.html",
            error=error,
            at="clocks",
            extra=extra,
            horizons=HORIZONS,
            forecasts=[drawn(view, number, extra, here.language, say) for number, view in enumerate(views)],
        )

    async def _report(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        report = await self._frame.desk.pretalk_report(here.session)
        say = self._frame.says(here)
        units = tuple(dict.fromkeys(line.unit for line in report.months))
        return self._frame.page(
            here,
            "pretalk_report.html",
            error=error,
            at="clocks",
            units=[
                (
                    unit,
                    [line for line in reversed(report.years) if line.unit == unit],
                    [line for line in reversed(report.months) if line.unit == unit][:MONTHS_SHOWN],
                )
                for unit in units
            ],
            report=report,
            reasons=tuple(DelayReason),
            reason_table=REASON,
            onward=tuple(Onward),
            results=tuple(PretalkResult),
            result_table=RESULT,
            band_words=lambda band: option_label("band", band, say),
            words=lambda period: period_in_words(period, here.language, say),
        )


def drawn(view: ForecastView, number: int, extra: int, language: Language, say: Say) -> DrawnForecast:
    """One queue's outlook as its page shows it."""
    now = view.now
    rows = (
        (say("console-forecast-free"), tuple(now.free[days] for days in HORIZONS)),
        (say("console-forecast-expected"), tuple(ceil(now.expected[days]) for days in HORIZONS)),
        (say("console-forecast-without"), tuple(ceil(now.short[days]) for days in HORIZONS)),
    )
    items = [
        Pair(label=f"{each.day.day}/{each.day.month}", first=float(each.free), second=float(each.expected))
        for each in now.days
    ]
    title = say("console-forecast-picture", queue=view.queue)
    described = "; ".join(f"{label}: {', '.join(map(str, figures))}" for label, figures in rows)
    return DrawnForecast(
        queue=view.queue,
        sentence=_sentence(view.queue, now, language, say),
        what_if="" if view.with_more is None else _what_if(view.with_more, extra, language, say),
        picture=pairs(
            name=f"forecast-{number}",
            title=title,
            description=described,
            first=say("console-forecast-free"),
            second=say("console-forecast-expected"),
            items=items,
        ),
        rows=rows,
        places=tuple((place, tuple(free[days] for days in HORIZONS)) for place, free in view.places),
        certain=now.certain,
        waiting=now.waiting,
    )


def _sentence(queue: str, seen: Forecast, language: Language, say: Say) -> str:
    if seen.runs_out_on is None:
        if not any(seen.free.values()) and not any(seen.expected.values()):
            return say("console-forecast-nothing-yet", queue=queue)
        return say("console-forecast-enough", queue=queue)
    last = max(seen.more)
    return say(
        "console-forecast-runs-out",
        queue=queue,
        day=day_in_words(seen.runs_out_on, language),
        more=seen.more_needed,
        until=day_in_words(last, language),
    )


def _what_if(seen: Forecast, extra: int, language: Language, say: Say) -> str:
    if seen.runs_out_on is None:
        return say("console-forecast-what-if-enough", extra=extra)
    return say(
        "console-forecast-what-if-short",
        extra=extra,
        day=day_in_words(seen.runs_out_on, language),
        more=seen.more_needed,
    )
