"""The therapist's pages of patterns: their week in words and as a picture, putting out, changing, taking away.

Rules: after putting one out the form still holds the last choices; what was taken away can be put back by one press
on the page that says so; what is odd about a pattern stands beside it as long as it is.
"""

from typing import Any

from aiohttp import web

from bot.desk.offering import PatternView
from bot.desk.pattern_forms import form_of, text_of
from bot.desk.views import Refused
from bot.moments import day_in_words, time_in_words
from bot.page import go_to
from bot.reports.week import Block, week
from bot.staff import pattern_form
from bot.staff.frame import Frame, Here, new_press
from bot.staff.pattern_form import USUAL, Values
from flows.contradictions import LENGTHS, Clash, Contradiction
from flows.vocabulary import Language, Place
from flows.wall_clock import minute_of_day

PATTERNS = "/personale/kalender/tider"


class OfferingPages:
    """A therapist's patterns."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> list[web.RouteDef]:
        """Where these pages are."""
        frame = self._frame
        one = f"{PATTERNS}/{{pattern}}"
        return [
            web.get(PATTERNS, frame.shown(self._list), name="console-patterns"),
            web.post(PATTERNS, frame.pressed(self._add, self._list), name="console-add-pattern"),
            web.get(one, frame.shown(self._one), name="console-pattern"),
            web.post(one, frame.pressed(self._change, self._one), name="console-change-pattern"),
            web.post(f"{one}/fjern", frame.pressed(self._remove, self._list), name="console-remove-pattern"),
            web.post(f"{one}/forlad", frame.pressed(self._leave, self._list), name="console-leave-pattern"),
        ]

    async def _list(self, here: Here, *, error: str | None = None, **said: Any) -> web.StreamResponse:
        """The patterns; `?som=` fills the form from one of them, `?ny=` also says that it was just put out."""
        views = await self._frame.desk.patterns(here.session)
        known = {view.id: view for view in views}
        new = known.get(here.request.query.get("ny", ""))
        like = new or known.get(here.request.query.get("som", ""))
        typed = error is not None and "opens" in here.fields
        values = pattern_form.values_in(here.fields) if typed else _values(like)
        weekly: dict[int, list[PatternView]] = {weekday: [] for weekday in range(7)}
        for view in views:
            if not view.pattern.single:
                weekly[view.pattern.weekday].append(view)
        shown: dict[str, Any] = {
            "weekly": [(weekday, rows) for weekday, rows in weekly.items() if rows],
            "single": [view for view in views if view.pattern.single],
            "picture": self._picture(here, views),
            "new": new,
            "open": typed or like is not None or not views,
            "once": values.get("every") == "0",
            "more": typed,
            "removed": None,
            "talks": (),
            **await self._form(here, values),
        }
        return self._frame.page(here, "patterns.html", error=error, at="calendar", sub="patterns", **(shown | said))

    async def _form(self, here: Here, values: Values) -> dict[str, Any]:
        """What the form of a pattern is drawn with."""

        def odd(view: PatternView, clash: Contradiction) -> str:
            if clash.kind is Clash.OVERLAP and view.colleague:
                # Whose other times it lies over is not known here.
                text_id = "pattern-overlap-together"
            else:
                text_id = text_of(clash.kind)
            on = "" if clash.on is None else day_in_words(clash.on, here.language, today=self._frame.desk.today())
            return self._frame.wording.text(here.language, text_id, day=on)

        choices = await self._frame.desk.pattern_choices(here.session)
        return {
            "values": values,
            "choices": choices,
            "wheres": _wheres(choices.venues),
            "bands": list(dict.fromkeys(band for _, bands in choices.queues for band in bands)),
            "spoken": tuple(Language),
            "lengths": LENGTHS,
            "press": new_press(),
            "odd": odd,
            "hour": lambda at: time_in_words(at, here.language),
            "today": self._frame.desk.today(),
        }

    def _picture(self, here: Here, views: tuple[PatternView, ...]) -> object:
        shown = [view.pattern for view in views if not view.pattern.single and not (view.gone or view.venue_gone)]
        if not shown:
            return None

        say = self._frame.says(here)
        lines = [
            say(
                "console-week-line",
                day=say(f"console-weekday-{each.weekday}"),
                opens=time_in_words(each.opens, here.language),
                closes=time_in_words(each.closes, here.language),
            )
            for each in sorted(shown, key=lambda each: (each.weekday, each.opens))
        ]
        return week(
            title=say("console-week"),
            description=" ".join(lines),
            days=[say(f"console-weekday-{weekday}")[:2] for weekday in range(7)],
            blocks=[
                Block(
                    weekday=each.weekday,
                    opens=minute_of_day(each.opens),
                    closes=minute_of_day(each.closes),
                    every_week=each.every_weeks == 1,
                )
                for each in shown
            ],
        )

    async def _add(self, here: Here) -> web.StreamResponse:
        saved = await self._frame.desk.add_pattern(here.session, pattern_form.read(here.fields), press=here.press())
        return go_to(f"{PATTERNS}?ny={saved}")

    async def _view(self, here: Here) -> PatternView:
        for view in await self._frame.desk.patterns(here.session):
            if view.id == here.part("pattern") and view.mine:
                return view
        raise Refused("pattern-gone")

    async def _one(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        view = await self._view(here)
        values = (
            pattern_form.values_in(here.fields) if error else pattern_form.values_of(form_of(view.pattern, view.queue))
        )
        return self._frame.page(
            here,
            "pattern.html",
            error=error,
            at="calendar",
            sub="patterns",
            view=view,
            once=values.get("every") == "0",
            more=True,
            **await self._form(here, values),
        )

    async def _change(self, here: Here) -> web.StreamResponse:
        await self._frame.desk.change_pattern(here.session, here.part("pattern"), pattern_form.read(here.fields))
        return go_to(PATTERNS)

    async def _remove(self, here: Here) -> web.StreamResponse:
        form, talks = await self._frame.desk.remove_pattern(here.session, here.part("pattern"))
        return await self._list(
            here, removed=pattern_form.values_of(form), talks=talks, removed_press=here.part("pattern")
        )

    async def _leave(self, here: Here) -> web.StreamResponse:
        await self._frame.desk.leave_pattern(here.session, here.part("pattern"))
        return go_to(PATTERNS)


def _values(like: PatternView | None) -> Values:
    """A form's values: the usual ones, or those of another pattern."""
    if like is None:
        return USUAL
    return pattern_form.values_of(form_of(like.pattern, like.queue))


def _wheres(venues: tuple[tuple[str, Place, str], ...]) -> list[tuple[str, Place, str]]:
    """Every place one can choose, as its value, its kind and its name: those with names first."""
    named = [(f"{place}.{venue}", place, name) for kind in Place for venue, place, name in venues if place is kind]
    return [*named, *((str(place), place, "") for place in Place)]
