"""How did it go? Two taps: which of the three it was, and then what follows from it.

Rules: the first tap stores nothing. What was said is shown, and can be taken back from that page alone: it knows the
press that counted.
"""

from contextlib import suppress
from datetime import UTC, datetime

from aiohttp import web

from bot.desk.views import Refused
from bot.page import go_to
from bot.staff import forms
from bot.staff.frame import Frame, Here, new_press
from bot.staff.times import CASE
from flows.deadlines import start_by
from flows.vocabulary import Onward, PretalkResult

AFTER = f"{CASE}/efter"
SAID = (PretalkResult.HELD, PretalkResult.ABSENT, PretalkResult.CANCELLED_LATE)


class AfterwardsPages:
    """Afterwards."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> list[web.RouteDef]:
        """Where these pages are."""
        frame = self._frame
        return [
            web.get(AFTER, frame.shown(self._ask), name="console-after"),
            web.post(AFTER, frame.pressed(self._say, self._ask), name="console-after-say"),
            web.post(f"{AFTER}/fortryd", frame.pressed(self._undo, self._ask), name="console-after-undo"),
        ]

    async def _ask(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        """The second tap; without a talk to ask about, only the way back."""
        how = _how(here.typed("how") or here.request.query.get("hvordan", ""))
        talk = None
        if error is None:
            talk = await self._frame.desk.one_over(here.session, here.part("conversation"))
        else:
            with suppress(Refused):
                talk = await self._frame.desk.one_over(here.session, here.part("conversation"))
        day = None if talk is None else talk.starts_at.astimezone(self._frame.timezone).date()
        return self._frame.page(
            here,
            "after.html",
            error=error,
            at="calendar",
            conversation=here.part("conversation"),
            how=how,
            talk=talk,
            starts="" if talk is None else talk.starts_at.isoformat(),
            start_by=None if day is None else start_by(day),
            onwards=tuple(Onward),
            press=here.press() if error else new_press(),
            done=False,
        )

    async def _say(self, here: Here) -> web.StreamResponse:
        how, press = _how(here.typed("how")), here.press()
        onward, latest = None, None
        if how is PretalkResult.HELD:
            onward = forms.one_of(Onward, here.typed("onward"))
            latest = await self._frame.desk.was_held(
                here.session, here.part("conversation"), onward=onward, press=press
            )
        else:
            late = how is PretalkResult.CANCELLED_LATE
            await self._frame.desk.was_missed(here.session, here.part("conversation"), late=late)
        return self._frame.page(
            here,
            "after.html",
            at="calendar",
            conversation=here.part("conversation"),
            how=how,
            onward=onward,
            start_by=latest,
            starts=here.typed("starts"),
            press=press,
            done=True,
        )

    async def _undo(self, here: Here) -> web.StreamResponse:
        await self._frame.desk.take_outcome_back(
            here.session,
            here.part("conversation"),
            result=_how(here.typed("how")),
            starts_at=_instant(here.typed("starts")),
            press=here.press(),
        )
        return go_to("/personale/kalender")


def _how(code: str) -> PretalkResult:
    found = forms.one_of(PretalkResult, code)
    return found if found in SAID else forms.one_of(PretalkResult, "")


def _instant(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        raise Refused("outcome-too-late") from None
