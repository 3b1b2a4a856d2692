"""Registering contacts held outside the chat: typed in one line, or chosen from lists beside it.

Rules: what a line was understood as is said in words, before it counts (*show first*) or after it, with one press to
take it back. What is not understood is said in one sentence, and the line stays in its box. What was said last is
remembered by the page alone, never here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from aiohttp import web

from bot.desk.views import Refused
from bot.moments import month_in_words
from bot.staff import forms
from bot.staff.forms import Chosen
from bot.staff.frame import Frame, Here, new_press
from flows.line_reading import NotUnderstood, Setting
from flows.line_words import CODES, WORDS
from flows.lines import LONGEST_LINE, Line, parse_line, print_line
from flows.vocabulary import AgeBand, Channel, Language

REGISTER = "/personale/registrering"


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What a press counts, or would count; `line` says it as it could have been typed, `press` takes it back."""

    times: int
    month: str
    chosen: Chosen
    line: str
    press: str


class LinePages:
    """Registration."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> list[web.RouteDef]:
        """Where these pages are."""
        frame = self._frame
        return [
            web.get(REGISTER, frame.shown(self._show), name="console-register"),
            web.post(REGISTER, frame.pressed(self._register, self._show), name="console-count"),
            web.post(f"{REGISTER}/fortryd", frame.pressed(self._undo, self._show), name="console-undo-count"),
        ]

    async def _show(
        self,
        here: Here,
        *,
        error: str | None = None,
        done: Counted | None = None,
        shown: Counted | None = None,
        undone: bool = False,
    ) -> web.StreamResponse:
        """The line and the lists; `done` is what was counted just now, `shown` what would be."""
        units = await self._units(here)
        months = await self._frame.desk.open_months(here.session)
        return self._frame.page(
            here,
            "register.html",
            error=error,
            at="register",
            units=tuple(units),
            places=await self._frame.desk.outreach_places(here.session),
            months={month: month_named(month, here.language) for month in months},
            month=done.month if done else here.typed("month") if here.typed("month") in months else months[0],
            press=new_press(),
            done=done,
            shown=shown,
            undone=undone,
            last=remembered(here, done),
            line="" if done else here.typed("line"),
            typing=("line" in here.fields or not here.fields),
            longest=LONGEST_LINE,
            words=WORDS[here.language],
            codes=CODES,
            chosen=forms.chosen_in(here.fields) if "channel" in here.fields else {"channel": "phone"},
        )

    async def _units(self, here: Here) -> Mapping[str, tuple[AgeBand, ...]]:
        """Their own queues with their ages; somebody who is in none counts for all of them."""
        every = await self._frame.desk.unit_ages(here.session)
        own = await self._frame.desk.own_queues(here.session)
        return {unit: every[unit] for unit in own if unit in every} or every

    async def _register(self, here: Here) -> web.StreamResponse:
        setting = await self._setting(here)
        line = self._read_line(here, setting) if "line" in here.fields else self._read_lists(here, setting)
        counted = Counted(
            times=line.times,
            month=line.month,
            chosen=forms.chosen_of(line.registration),
            line=print_line(line, replace(setting, chosen_month=None)),
            press=here.press(),
        )
        if here.typed("do") == "show":
            return await self._show(here, shown=counted)
        await self._frame.desk.register(
            here.session,
            registration=line.registration,
            times=line.times,
            press=counted.press,
            month=line.month,
        )
        return await self._show(here, done=counted)

    async def _setting(self, here: Here) -> Setting:
        months = await self._frame.desk.open_months(here.session)
        channel = here.typed("last_channel")
        places = await self._frame.desk.outreach_places(here.session)
        return Setting(
            language=here.language,
            month=months[0],
            units=await self._units(here),
            places=places,
            channel=Channel(channel) if channel in list(Channel) else None,
            place=here.typed("last_place") if here.typed("last_place") in places else None,
            unit=here.typed("last_unit"),
            chosen_month=here.typed("month") or None,
        )

    def _read_line(self, here: Here, setting: Setting) -> Line:
        try:
            return parse_line(here.typed("line"), setting)
        except NotUnderstood as unclear:
            raise Refused(unclear.text_id, **unclear.arguments) from None

    def _read_lists(self, here: Here, setting: Setting) -> Line:
        return Line(
            times=forms.number(here.typed("times", "1")),
            month=setting.chosen_month or setting.month,
            registration=forms.registration(here.fields, units=setting.units, places=setting.places),
        )

    async def _undo(self, here: Here) -> web.StreamResponse:
        times = forms.number(here.typed("times", "1"))
        if not await self._frame.desk.undo_press(here.session, here.press(), times):
            raise Refused("console-undo-gone")
        return await self._show(here, undone=True)


def month_named(month: str, language: Language) -> str:
    """A month ("2026-11") in words."""
    return month_in_words(date(int(month[:4]), int(month[5:]), 1), language)


def remembered(here: Here, done: Counted | None) -> Mapping[str, str]:
    """What the next line need not say again: channel, place and unit of what was counted last on this page."""
    if done is None:
        return {name: here.typed(f"last_{name}") for name in ("channel", "place", "unit")}
    return {name: str(done.chosen[name]) for name in ("channel", "place", "unit")}
