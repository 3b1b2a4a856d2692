"""What a therapist does about the pre-talk of a conversation: on its page, and alone where the talk is closed.

Rules: every form has a press of its own, so that a second press does nothing; what was refused is shown again where it
was typed, with everything in it.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.desk.pretalk_views import FreeTime, TimesView
from bot.page import go_to
from bot.staff import forms
from bot.staff.frame import Frame, Here, new_press
from flows.vocabulary import DelayReason

CASE = "/personale/samtale/{conversation}"
CALENDAR = "/personale/kalender"
STEPS = ("aftal", "foreslaa", "flyt", "aflys", "grund", "tilbud")
# The boxes of the form that proposes.
BOXES = 3

Again = Callable[..., Awaitable[web.StreamResponse]]


class TimesPages:
    """The card about the pre-talk."""

    def __init__(self, frame: Frame, *, case: Again) -> None:
        self._frame = frame
        self._case = case

    def routes(self) -> list[web.RouteDef]:
        """Where these pages are."""
        frame, times = self._frame, f"{CASE}/tid"
        steps = (self._book, self._propose, self._move, self._cancel, self._reason, self._offer)
        return [
            web.get(times, frame.shown(self._alone), name="console-times"),
            *(
                web.post(f"{times}/{name}", frame.pressed(step, self._again), name=f"console-times-{name}")
                for name, step in zip(STEPS, steps, strict=True)
            ),
        ]

    async def _alone(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        """The card by itself: of a talk that is closed, or that a colleague has."""
        return self._frame.page(here, "times_alone.html", error=error, at="calendar", **await drawn(self._frame, here))

    async def _again(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        if _on_case(here):
            return await self._case(here, error=error)
        return await self._alone(here, error=error)

    async def _book(self, here: Here) -> web.StreamResponse:
        await self._frame.desk.book_for(
            here.session,
            here.part("conversation"),
            time_id=here.typed("time"),
            reason=_reason(here),
            press=here.press(),
        )
        return _back(here)

    async def _propose(self, here: Here) -> web.StreamResponse:
        await self._frame.desk.propose(
            here.session,
            here.part("conversation"),
            time_ids=[each for each in here.fields.getall("time", []) if each],
            reason=_reason(here),
            press=here.press(),
        )
        return _back(here)

    async def _move(self, here: Here) -> web.StreamResponse:
        await self._frame.desk.propose_move(
            here.session,
            here.part("conversation"),
            time_id=here.typed("time"),
            because=here.typed("because"),
            reason=_reason(here),
            press=here.press(),
        )
        return _back(here)

    async def _cancel(self, here: Here) -> web.StreamResponse:
        await self._frame.desk.cancel_for(
            here.session, here.part("conversation"), because=here.typed("because"), press=here.press()
        )
        # Whoever only held the time has nothing to do with the conversation any more.
        return _back(here) if _on_case(here) else go_to(CALENDAR)

    async def _reason(self, here: Here) -> web.StreamResponse:
        reason = forms.one_of(DelayReason, here.typed("reason"))
        await self._frame.desk.give_reason(here.session, here.part("conversation"), reason=reason)
        return _back(here)

    async def _offer(self, here: Here) -> web.StreamResponse:
        await self._frame.desk.tell_of_offer(
            here.session, here.part("conversation"), name=here.typed("offer"), press=here.press()
        )
        return _back(here)


async def drawn(frame: Frame, here: Here) -> dict[str, Any]:
    """What the card's template needs."""
    view = await frame.desk.times(here.session, here.part("conversation"))
    failed = here.request.path.rsplit("/", 1)[-1] if here.request.method == "POST" else ""
    return {
        "times": view,
        "conversation": here.part("conversation"),
        "free": grouped(view),
        "boxes": range(BOXES),
        "chosen_times": tuple(here.fields.getall("time", [])),
        "failed": failed,
        "presses": {name: here.press() if name == failed else new_press() for name in STEPS},
        "reasons": tuple(DelayReason),
    }


def grouped(view: TimesView) -> tuple[tuple[str, tuple[FreeTime, ...]], ...]:
    """The free times in two groups: inside the fourteen days, and behind them."""
    inside = tuple(each for each in view.free if not each.late)
    behind = tuple(each for each in view.free if each.late)
    groups = (("console-times-inside", inside), ("console-times-behind", behind))
    return tuple(group for group in groups if group[1])


def _reason(here: Here) -> DelayReason | None:
    typed = here.typed("reason")
    return forms.one_of(DelayReason, typed) if typed else None


def _on_case(here: Here) -> bool:
    return here.typed("on") == "case"


def _back(here: Here) -> web.Response:
    address = CASE.format(conversation=here.part("conversation"))
    return go_to(f"{address}#forsamtale" if _on_case(here) else f"{address}/tid")
