"""The therapist's guide through a pre-talk, made for printing; and the page where an administrator words it."""

from dataclasses import dataclass

from aiohttp import web

from bot.page import go_to
from bot.staff.administration import BASE
from bot.staff.frame import Frame, Here
from bot.staff.telling import Telling
from bot.staff.times import CASE
from flows.guide import QUESTIONS, WORDS, Line, LineKind
from flows.vocabulary import Language

WRITING = f"{BASE}/vejledning"


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A heading with what stands under it: points and sentences, and what was told."""

    heading: str
    lines: list[tuple[Line, list[tuple[str, str]]]]


class GuidePages:
    """The guide."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._telling = Telling(frame)

    def routes(self) -> list[web.RouteDef]:
        """Where these pages are."""
        frame = self._frame
        return [
            web.get(f"{CASE}/guide", frame.shown(self._guide), name="console-guide"),
            web.get(WRITING, frame.shown(self._writing), name="console-guide-writing"),
            web.post(WRITING, frame.pressed(self._write, self._writing), name="console-guide-write"),
            web.post(f"{WRITING}/vores", frame.pressed(self._ours, self._writing), name="console-guide-ours"),
        ]

    async def _guide(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        view = await self._frame.desk.guide(here.session, here.part("conversation"), language=here.language)
        parts: list[Part] = []
        for line in view.lines:
            if line.kind is LineKind.HEADING or not parts:
                parts.append(Part(heading=line.text if line.kind is LineKind.HEADING else "", lines=[]))
            if line.kind is not LineKind.HEADING:
                keys = () if line.topic is None else QUESTIONS[line.topic]
                parts[-1].lines.append((line, self._telling.of(here.language, view.summary, keys)))
        return self._frame.page(
            here,
            "guide.html",
            error=error,
            at="calendar",
            conversation=here.part("conversation"),
            guide=view,
            parts=parts,
            who5=self._telling.who5(here.language, view.summary),
        )

    async def _writing(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        language = self._language(here)
        written = await self._frame.desk.written_guide(here.session, language=language)
        return self._frame.page(
            here,
            "guide_writing.html",
            error=error,
            at="guide",
            written=written,
            body=here.typed("body") if error else written.body,
            of=language,
            offered=self._frame.languages,
            words=[word for word in WORDS if (word in WORDS[word].value) is (language is not Language.DANISH)],
        )

    async def _write(self, here: Here) -> web.StreamResponse:
        language = self._language(here)
        await self._frame.desk.write_guide(here.session, language=language, body=here.typed("body"))
        return go_to(f"{WRITING}?sprog={language}")

    async def _ours(self, here: Here) -> web.StreamResponse:
        language = self._language(here)
        await self._frame.desk.our_guide_again(here.session, language=language)
        return go_to(f"{WRITING}?sprog={language}")

    def _language(self, here: Here) -> Language:
        wanted = here.typed("of") or here.request.query.get("sprog", "")
        return next((each for each in self._frame.languages if each == wanted), here.language)
