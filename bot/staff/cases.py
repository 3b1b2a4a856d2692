"""The therapist's pages: the queue, one conversation on a calm screen, and closing it with a registration.

Rules: the queue opens nothing by itself; closing takes two presses; what was counted is said, and can be taken back.
"""

from aiohttp import web

from bot.desk.views import CaseView, Refused
from bot.page import go_to
from bot.staff import forms
from bot.staff.frame import HOME, Frame, Here, new_press
from bot.staff.telling import Telling
from bot.staff.times import drawn
from flows.vocabulary import Channel, Delivery, Direction, StaffRole

# The doors that messages come through.
DOORS = (Channel.WEB, Channel.TELEGRAM)
UNDELIVERED = frozenset({Delivery.BLOCKED, Delivery.FAILED})


class CasePages:
    """Queue and conversations."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._telling = Telling(frame)

    def routes(self) -> list[web.RouteDef]:
        """Where these pages are."""
        frame, case = self._frame, "/personale/samtale/{conversation}"
        return [
            web.get(HOME, frame.shown(self._queue), name="console-queue"),
            web.post("/personale/adgang", frame.pressed(self._let_in, self._queue), name="console-admit"),
            web.post(f"{case}/tag", frame.pressed(self._claim, self._queue), name="console-claim"),
            web.get(case, frame.shown(self.show), name="console-case"),
            web.post(f"{case}/svar", frame.pressed(self._reply, self.show), name="console-reply"),
            web.post(f"{case}/slip", frame.pressed(self._release, self.show), name="console-release"),
            web.post(f"{case}/luk", frame.pressed(self._close, self.show), name="console-close"),
            web.post(f"{case}/fortryd", frame.pressed(self._undo, self._closed), name="console-undo-close"),
        ]

    async def _queue(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        if not here.has(StaffRole.THERAPIST):
            if here.has(StaffRole.LEADER):
                return go_to("/personale/frister")
            coordinator = here.has(StaffRole.COORDINATOR)
            return go_to("/personale/tal" if coordinator else "/personale/administration")
        rows = await self._frame.desk.queue(here.session)
        return self._frame.page(
            here,
            "queue.html",
            error=error,
            at="queue",
            rows=rows,
            queues=await self._frame.desk.own_queues(here.session),
            over=await self._frame.desk.over(here.session),
        )

    async def _let_in(self, here: Here) -> web.StreamResponse:
        await self._frame.desk.grant(here.session, queue_code=here.typed("queue"), login=here.typed("login"))
        return go_to(HOME)

    async def _claim(self, here: Here) -> web.StreamResponse:
        await self._frame.desk.claim(here.session, here.part("conversation"))
        return self._back(here)

    async def show(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        """One conversation."""
        desk = self._frame.desk
        case = await desk.case(here.session, here.part("conversation"))
        closing, replying = (here.request.path.endswith(end) for end in ("/luk", "/svar"))
        return self._frame.page(
            here,
            "case.html",
            error=error,
            at="queue",
            case=case,
            **await drawn(self._frame, here),
            summary=self._telling.said(here.language, case.summary),
            who5=self._telling.who5(here.language, case.summary),
            # Two, and never one for both: a reply's is stored beside it, and what counts must lead to nothing.
            reply_press=here.press() if replying else new_press(),
            close_press=here.press() if closing else new_press(),
            closing=closing,
            chosen=forms.chosen_in(here.fields) if closing else forms.chosen_of(case.draft),
            units=await desk.own_queues(here.session),
            through=said_through(case),
            THERAPIST=Direction.THERAPIST,
            VISITOR=Direction.VISITOR,
            UNDELIVERED=UNDELIVERED,
        )

    async def _reply(self, here: Here) -> web.StreamResponse:
        await self._frame.desk.reply(
            here.session, here.part("conversation"), text=here.typed("text"), press=here.typed("press")
        )
        return self._back(here, "#skriv")

    async def _release(self, here: Here) -> web.StreamResponse:
        await self._frame.desk.release(here.session, here.part("conversation"))
        return go_to(HOME)

    async def _close(self, here: Here) -> web.StreamResponse:
        press = here.press()
        await self._frame.desk.close(
            here.session,
            here.part("conversation"),
            registration=forms.registration(here.fields, units=await self._frame.desk.own_queues(here.session)),
            press=press,
        )
        return await self._closed(here, press=press)

    async def _closed(self, here: Here, *, error: str | None = None, press: str | None = None) -> web.StreamResponse:
        return self._frame.page(
            here,
            "closed.html",
            error=error,
            at="queue",
            conversation=here.part("conversation"),
            press=press,
            chosen=forms.chosen_in(here.fields),
            places=forms.NO_PLACES,
        )

    async def _undo(self, here: Here) -> web.StreamResponse:
        if not await self._frame.desk.reopen_closed(here.session, here.part("conversation"), here.press()):
            raise Refused("console-undo-late")
        return self._back(here)

    def _back(self, here: Here, place: str = "") -> web.StreamResponse:
        return go_to(f"/personale/samtale/{here.part('conversation')}{place}")


def said_through(case: CaseView) -> frozenset[int]:
    """The messages of which is said through which door they came: none while there is only the web."""
    several = len(case.doors) > 1
    return frozenset(
        each.sequence
        for each in case.messages
        if each.direction is Direction.VISITOR
        and each.channel in DOORS
        and (several or each.channel is not Channel.WEB)
    )
