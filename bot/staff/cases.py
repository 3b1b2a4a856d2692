"""The therapist's pages: the queue, one conversation on a calm screen, and closing it with a registration.

Rules: the queue opens nothing by itself; closing takes two presses; what was counted is said, and can be taken back.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from aiohttp import web

from bot.desk.views import CaseView, Refused, Summary
from bot.page import go_to
from bot.staff import forms
from bot.staff.frame import HOME, Frame, Here, new_press
from flows import wellbeing
from flows.questions import option_text_id
from flows.talk import Raw
from flows.vocabulary import Audience, Channel, Delivery, Direction, Language, StaffRole

# A text by its id, or None where there is no such text.
TextOrNone = Callable[[str], str | None]
STATEMENT_KEYS = frozenset(statement.key for statement in wellbeing.STATEMENTS)
# Whether they would answer is seen from whether they did.
WHO5_KEYS = STATEMENT_KEYS | {wellbeing.WANTED.key}
HIGH_RISK_UP_TO = 35
RISK_UP_TO = 50
# The doors that messages come through.
DOORS = (Channel.WEB, Channel.TELEGRAM)
UNDELIVERED = frozenset({Delivery.BLOCKED, Delivery.FAILED})


@dataclass(frozen=True, kw_only=True, slots=True)
class Who5:
    """WHO-5 as one line, with the answers folded away under it."""

    heading: str
    answers: list[tuple[str, str]]


class CasePages:
    """Queue and conversations."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> list[web.RouteDef]:
        """Where these pages are."""
        frame, case = self._frame, "/personale/samtale/{conversation}"
        return [
            web.get(HOME, frame.shown(self._queue), name="console-queue"),
            web.post("/personale/adgang", frame.pressed(self._let_in, self._queue), name="console-admit"),
            web.post(f"{case}/tag", frame.pressed(self._claim, self._queue), name="console-claim"),
            web.get(case, frame.shown(self._case), name="console-case"),
            web.post(f"{case}/svar", frame.pressed(self._reply, self._case), name="console-reply"),
            web.post(f"{case}/slip", frame.pressed(self._release, self._case), name="console-release"),
            web.post(f"{case}/forsamtale", frame.pressed(self._outcome, self._case), name="console-outcome"),
            web.post(f"{case}/luk", frame.pressed(self._close, self._case), name="console-close"),
            web.post(f"{case}/fortryd", frame.pressed(self._undo, self._closed), name="console-undo-close"),
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
        closing, replying = (here.request.path.endswith(end) for end in ("/luk", "/svar"))
        return self._frame.page(
            here,
            "case.html",
            error=error,
            at="queue",
            case=case,
            conversation=case.row.conversation,
            summary=self._said(here.language, case.summary),
            who5=self._who5(here.language, case.summary),
            # Two, and never one for both: a reply's is stored beside it, and what counts must lead to nothing.
            reply_press=here.press() if replying else new_press(),
            close_press=here.press() if closing else new_press(),
            closing=closing,
            chosen=forms.chosen_in(here.fields) if closing else forms.chosen_of(case.draft),
            units=await desk.own_queues(here.session),
            through=said_through(case),
            THERAPIST=Direction.THERAPIST,
            UNDELIVERED=UNDELIVERED,
        )

    def _said(self, language: Language, summary: Summary) -> list[tuple[str, str]]:
        return said(
            [(key, raw) for key, raw in summary.answers if key not in WHO5_KEYS],
            lambda text_id: self._text(language, text_id),
        )

    def _who5(self, language: Language, summary: Summary) -> Who5 | None:
        answers = said(
            [(key, raw) for key, raw in summary.answers if key in STATEMENT_KEYS],
            lambda text_id: self._text(language, text_id),
        )
        if summary.who5 is None:
            heading = self._frame.wording.text(language, "console-who5-partly")
            return Who5(heading=heading, answers=answers) if answers else None
        meaning = self._frame.wording.text(language, f"console-who5-{who5_meaning(summary.who5)}")
        heading = self._frame.wording.text(language, "console-who5", points=summary.who5, meaning=meaning)
        return Who5(heading=heading, answers=answers)

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
        await self._frame.desk.pretalk_outcome(here.session, here.part("conversation"), held=forms.held(here.fields))
        return self._back(here)

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


def who5_meaning(points: int) -> str:
    """What a WHO-5 number means: 0-35 a high risk of depression or stress, 36-50 a risk, above 50 no immediate sign."""
    if points <= HIGH_RISK_UP_TO:
        return "high"
    return "risk" if points <= RISK_UP_TO else "fair"


def said(answered: Iterable[tuple[str, Raw]], text: TextOrNone) -> list[tuple[str, str]]:
    """The screening in words: what was asked, and the answer; a skipped question is left out."""
    lines = []
    for key, raw in answered:
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
