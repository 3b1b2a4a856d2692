"""The therapist's pages: the queue, one conversation on a calm screen, and closing it with a registration.

Rules: the queue opens nothing by itself; closing takes two presses; what was counted is said, and can be taken back.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web

from bot.desk.views import CaseView, Refused, Summary
from bot.staff import forms
from bot.staff.frame import HOME, Frame, Here, go_to
from bot.staff.kept import Kept
from flows.counting import Registration
from flows.questions import option_text_id
from flows.talk import Raw
from flows.vocabulary import Audience, Direction, Language, StaffRole

# A text by its id, or None where there is no such text.
TextOrNone = Callable[[str], str | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Closed:
    """A conversation that has just been closed."""

    conversation: str
    ballot: str = field(repr=False)
    registration: Registration = field(repr=False)


class CasePages:
    """Queue and conversations."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._closed = Kept()

    def routes(self) -> list[web.RouteDef]:
        """Where these pages are."""
        frame, case = self._frame, "/personale/samtale/{conversation}"
        return [
            web.get(HOME, frame.shown(self._queue)),
            web.post("/personale/adgang", frame.pressed(self._let_in, self._queue)),
            web.post(f"{case}/tag", frame.pressed(self._claim, self._queue)),
            web.get(case, frame.shown(self._case)),
            web.post(f"{case}/svar", frame.pressed(self._reply, self._case)),
            web.post(f"{case}/slip", frame.pressed(self._release, self._case)),
            web.post(f"{case}/forsamtale", frame.pressed(self._outcome, self._case)),
            web.post(f"{case}/luk", frame.pressed(self._close, self._case)),
            web.get("/personale/lukket/{mark}", frame.shown(self._after)),
            web.post("/personale/lukket/{mark}", frame.pressed(self._undo, self._after)),
        ]

    async def _queue(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        if not here.has(StaffRole.THERAPIST):
            coordinator = here.has(StaffRole.COORDINATOR)
            return go_to("/personale/tal" if coordinator else "/personale/administration")
        rows = await self._frame.desk.queue(here.session)
        queues = await self._frame.desk.own_queues(here.session)
        return self._frame.page(here, "queue.html", error=error, at="queue", rows=rows, queues=queues)

    async def _let_in(self, here: Here) -> web.StreamResponse:
        await self._frame.desk.grant(here.session, queue_code=here.typed("queue"), login=here.typed("login"))
        return go_to(HOME)

    async def _claim(self, here: Here) -> web.StreamResponse:
        await self._frame.desk.claim(here.session, here.part("conversation"))
        return self._back(here)

    async def _case(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        desk = self._frame.desk
        case = await desk.case(here.session, here.part("conversation"))
        closing = here.request.path.endswith("/luk")
        return self._frame.page(
            here,
            "case.html",
            error=error,
            at="queue",
            case=case,
            conversation=case.row.conversation,
            summary=self._said(here.language, case),
            press=here.typed("press") or secrets.token_hex(16),
            closing=closing,
            chosen=forms.chosen_in(here.fields) if closing else forms.chosen_of(case.draft),
            units=await self._units(here, case),
            THERAPIST=Direction.THERAPIST,
        )

    async def _units(self, here: Here, case: CaseView) -> tuple[str, ...]:
        return tuple(sorted({*await self._frame.desk.own_queues(here.session), case.draft.unit}))

    def _said(self, language: Language, case: CaseView) -> list[tuple[str, str]]:
        return said(case.summary, lambda text_id: self._text(language, text_id))

    def _text(self, language: Language, text_id: str) -> str | None:
        if not self._frame.wording.has(language, text_id):
            return None
        return self._frame.wording.for_audience(language, Audience.RELATIVE)(text_id)

    async def _reply(self, here: Here) -> web.StreamResponse:
        await self._frame.desk.reply(
            here.session, here.part("conversation"), text=here.typed("text"), press=here.typed("press")
        )
        return self._back(here, "#skriv")

    async def _release(self, here: Here) -> web.StreamResponse:
        await self._frame.desk.release(here.session, here.part("conversation"))
        return go_to(HOME)

    async def _outcome(self, here: Here) -> web.StreamResponse:
        held = here.typed("held")
        if held not in ("yes", "no"):
            raise Refused("pretalk-not-booked")
        await self._frame.desk.pretalk_outcome(here.session, here.part("conversation"), held=held == "yes")
        return self._back(here)

    async def _close(self, here: Here) -> web.StreamResponse:
        conversation = here.part("conversation")
        case = await self._frame.desk.case(here.session, conversation)
        registration = forms.registration(here.fields, units=await self._units(here, case))
        ballot = await self._frame.desk.close(here.session, conversation, registration=registration)
        closed = Closed(conversation=conversation, ballot=ballot, registration=registration)
        return go_to(f"/personale/lukket/{self._closed.put(here.session.staff_id, closed)}")

    async def _after(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        closed = self._closed.get(here.session.staff_id, here.part("mark"))
        if not isinstance(closed, Closed):
            return go_to(HOME)
        return self._frame.page(
            here,
            "closed.html",
            error=error,
            at="queue",
            mark=here.part("mark"),
            chosen=forms.chosen_of(closed.registration),
        )

    async def _undo(self, here: Here) -> web.StreamResponse:
        closed = self._closed.get(here.session.staff_id, here.part("mark"))
        if not isinstance(closed, Closed):
            return go_to(HOME)
        if not await self._frame.desk.reopen_closed(here.session, closed.conversation, ballot=closed.ballot):
            raise Refused("console-undo-late")
        self._closed.take(here.session.staff_id, here.part("mark"))
        return go_to(f"/personale/samtale/{closed.conversation}")

    def _back(self, here: Here, place: str = "") -> web.StreamResponse:
        return go_to(f"/personale/samtale/{here.part('conversation')}{place}")


def said(summary: Summary, text: TextOrNone) -> list[tuple[str, str]]:
    """The screening in words: what was asked, and the answer; a skipped question is left out."""
    lines = []
    for key, raw in summary.answers:
        if raw is None or raw == ():
            continue
        lines.append((text(f"{key}-label") or key, _answer(key, raw, text)))
    return lines


def _answer(key: str, raw: Raw, text: TextOrNone) -> str:
    answers = raw if isinstance(raw, tuple) else (raw or "",)
    return ", ".join(_option(key, each, text) for each in answers)


def _option(key: str, answer: str, text: TextOrNone) -> str:
    # Only a code names a text; what somebody wrote themselves stands as it is.
    plain = answer.isascii() and answer.replace("_", "").replace("-", "").replace("+", "").isalnum()
    return (text(option_text_id(key, answer)) if plain else None) or answer
