"""Corrections of what was counted wrongly in a closed month: the list, the form, and taking one back."""

from aiohttp import web

from bot.desk.corrections import CorrectionView
from bot.desk.views import Refused
from bot.staff.frame import Frame, Here, new_press
from bot.staff.lines import month_named
from flows.corrections import Correction

CORRECTIONS = "/personale/tal/rettelser"
_MORE, _FEWER = "more", "fewer"


class CorrectionPages:
    """Corrections."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> list[web.RouteDef]:
        """Where these pages are."""
        frame = self._frame
        return [
            web.get(CORRECTIONS, frame.shown(self._page), name="console-corrections"),
            web.post(CORRECTIONS, frame.pressed(self._correct, self._page), name="console-correct"),
            web.post(f"{CORRECTIONS}/tilbage", frame.pressed(self._withdraw, self._page), name="console-correct-back"),
        ]

    async def _page(
        self,
        here: Here,
        *,
        error: str | None = None,
        made: CorrectionView | None = None,
        withdrawn: Correction | None = None,
    ) -> web.StreamResponse:
        return self._frame.page(
            here,
            "corrections.html",
            error=error,
            at="figures",
            found=await self._frame.desk.corrections(here.session),
            made=made,
            withdrawn=withdrawn,
            typed=here.fields if error else {},
            ways=(_MORE, _FEWER),
            named=lambda month: month_named(month, here.language),
            press=here.press() if error else new_press(),
        )

    async def _correct(self, here: Here) -> web.StreamResponse:
        written = here.typed("number").strip()
        if not (written.isascii() and written.isdigit() and len(written) <= 6):
            raise Refused("correction-number-odd")
        made = await self._frame.desk.correct(
            here.session,
            corrects=here.typed("month"),
            unit=here.typed("unit"),
            number=-int(written) if here.typed("way") == _FEWER else int(written),
            reason=here.typed("reason"),
            press=here.press(),
        )
        return await self._page(here, made=made)

    async def _withdraw(self, here: Here) -> web.StreamResponse:
        return await self._page(
            here, withdrawn=await self._frame.desk.withdraw_correction(here.session, here.typed("correction"))
        )
