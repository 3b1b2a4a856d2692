"""The page that says why there are no times: every time of the next fourteen days, and the one thing about each."""

from collections.abc import Mapping
from itertools import groupby

from aiohttp import web

from bot.desk.explaining import TimeExplained
from bot.moments import day_in_words
from bot.staff import forms
from bot.staff.frame import Frame, Here
from bot.staff.texts import code_id
from flows.availability import Why
from flows.vocabulary import AgeBand, Language, Place

WHY = "/personale/kalender/hvorfor"
# Counted together on top, in this order; only those that are there are said.
_ORDER = tuple(Why)


class ExplainingPages:
    """Why no times."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> list[web.RouteDef]:
        """Where this page is."""
        return [web.get(WHY, self._frame.shown(self._show), name="console-why")]

    async def _show(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        desk, asked = self._frame.desk, here.request.query
        queues = await desk.explainable_queues(here.session)
        queue = asked.get("koe") or (queues[0][0] if queues else "")
        found = None
        if queues:
            found = await desk.explain(
                here.session,
                queue=queue,
                band=forms.one_of(AgeBand, asked["alder"]) if asked.get("alder") else None,
                language=forms.one_of(Language, asked["sprog"]) if asked.get("sprog") else None,
                place=forms.one_of(Place, asked["sted"]) if asked.get("sted") else None,
            )
        times = () if found is None else found.times
        return self._frame.page(
            here,
            "why.html",
            error=error,
            at="calendar",
            sub="why",
            queues=queues,
            queue=queue,
            asked=asked,
            found=found,
            counts=() if found is None else self._counts(here, found.counts),
            days=[
                (day_in_words(day, here.language), [(each, self._reason(here, each)) for each in group])
                for day, group in groupby(times, lambda each: each.starts_at.astimezone(self._frame.timezone).date())
            ],
        )

    def _counts(self, here: Here, counts: Mapping[Why | None, int]) -> list[str]:
        """How many times there are of each kind, the free ones first."""
        said = [self._say(here, "console-why-count-free", count=counts.get(None, 0))]
        said += [self._say(here, code_id("why-count", why), count=counts[why]) for why in _ORDER if counts.get(why)]
        return said

    def _reason(self, here: Here, time: TimeExplained) -> str:
        """The one line about a time that is not offered; empty for one that is."""
        if time.why is None:
            return ""
        return self._say(here, code_id("why", time.why), hours=time.notice_hours)

    def _say(self, here: Here, text_id: str, **arguments: int) -> str:
        return self._frame.wording.text(here.language, text_id, **arguments)
