"""Drawing the visitor's page: from a view to a page in one language, worded for whoever reads it."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.desk.views import DiscreetText, MessageView, ProposedTime, VisitorView
from bot.lines import danger_lines, lines
from bot.moments import clock, day_in_words, hours_in_words, in_words
from bot.page import Templates
from bot.settings import Settings
from bot.web import times
from bot.web.times import TimesDrawing
from bot.web.typed import Typed
from bot.wording import Wording
from flows import texts
from flows.feedback import KEYS
from flows.offers import KINDS
from flows.questions import Question, Scale, Text, option_text_id
from flows.talk import Asking, Raw
from flows.times import Agreement, Moment
from flows.vocabulary import Audience, Language

LANGUAGE_NAMES = {Language.DANISH: "Dansk", Language.ENGLISH: "English"}
EMERGENCY_NOTE = "emergency-numbers"

# What the desk, or a form of the page, can refuse a visitor.
REFUSALS = (
    "code-mismatch",
    "code-skip-sure",
    "code-unknown",
    "forget-sure",
    "late-not-now",
    "proposal-lapsed",
    "session-ended",
    "stale-button",
    "time-lapsed",
    "time-taken",
)


def wording_ids() -> frozenset[str]:
    """Every text the page can need that no template names outright (`Templates.wording_ids` finds those)."""
    offers = (f"offer-{kind.replace('_', '-')}" for kind in KINDS)
    sorry = (f"sorry-{status}" for status in (400, 403, 404, 413, 500))
    return texts.wording_ids().union(REFUSALS, times.wording_ids(), offers, sorry, ("answer-skipped", "list-and"))


class Drawing:
    """The visitor's templates with everything they need."""

    def __init__(self, *, templates: Templates, wording: Wording, settings: Settings, marks: Mapping[str, str]) -> None:
        self._templates = templates
        self._wording = wording
        self._languages = settings.languages
        self._timezone = ZoneInfo(settings.timezone)
        self._marks = marks

    def language_named(self, code: str) -> Language:
        """An offered language by its code; the first one offered for anything else."""
        return next((each for each in self._languages if each == code), self._languages[0])

    def language_of(self, request: web.Request) -> Language:
        """The first offered language the browser asks for."""
        for part in request.headers.get("Accept-Language", "").split(","):
            code = part.split(";")[0].strip().lower().split("-")[0]
            if code in list(self._languages):
                return Language(code)
        return self._languages[0]

    def _common(self, language: Language, audience: Audience) -> dict[str, Any]:
        """What every template gets; `t` says a text."""
        say = self._wording.for_audience(language, audience)
        return {
            "t": say,
            "has": lambda text_id: self._wording.has(language, text_id),
            "language": language.value,
            "languages": [(each.value, LANGUAGE_NAMES[each]) for each in self._languages],
            "marks": self._marks,
        }

    def welcome(self, language: Language, *, typed: Typed, status: int) -> web.Response:
        """The first page."""
        return self._templates.render(
            "welcome.html", status=status, typed=typed, **self._common(language, Audience.RELATIVE)
        )

    def forgotten(self, language: Language) -> web.Response:
        """After deleting: says what happened."""
        return self._templates.render("forgotten.html", **self._common(language, Audience.RELATIVE))

    def away(self, language: Language) -> web.Response:
        """After leaving: a plain month, and nothing of us."""
        from babel.dates import format_date, get_day_names

        today = datetime.now(self._timezone).date()
        locale = language.value
        names = get_day_names("abbreviated", locale=locale)
        return self._templates.render(
            "away.html",
            month=format_date(today, "LLLL y", locale=locale),
            names=[names[number] for number in range(7)],
            weeks=_weeks(today),
            today=today.day,
            **self._common(language, Audience.RELATIVE),
        )

    def sorry(self, request: web.Request, status: int) -> web.Response:
        """An error in plain words."""
        language = self.language_of(request)
        known = {403: "sorry-403", 404: "sorry-404", 413: "sorry-413"}
        return self._templates.render(
            "sorry.html",
            status=status,
            text_id=known.get(status, "sorry-500" if status >= 500 else "sorry-400"),
            **self._common(language, Audience.RELATIVE),
        )

    def door(
        self,
        view: VisitorView,
        *,
        typed: Typed,
        status: int,
        held: DiscreetText | None = None,
        page: int | None = None,
    ) -> web.Response:
        """Where the visitor is; `page` is that of the times to choose from."""
        say = self._wording.for_audience(view.language, view.audience)
        asking = view.asking
        notes = () if asking is None else asking.notes
        in_danger = view.danger or any(note.text_id == EMERGENCY_NOTE for note in notes)
        talk = view.talk
        drawing = TimesDrawing(language=view.language, timezone=self._timezone)
        return self._templates.render(
            "door.html",
            status=status,
            view=view,
            stage=view.stage.value,
            asking=asking,
            notes=[say(note.text_id, **note.arguments) for note in notes if note.text_id != EMERGENCY_NOTE],
            question=None if asking is None else self._question(asking, typed, drawing, page),
            afterwards=asking is not None and asking.question.key in KEYS,
            path=[] if asking is None else [self._answered(view, each.question, each.raw) for each in asking.path],
            typed=typed,
            error_at=typed.beside(view),
            lost=typed.lost(view),
            held=held,
            covered="" if held is None else _listed(say, [say(f"spot-{kind}") for kind in held.kinds]),
            press=typed.press or secrets.token_hex(16),
            in_danger=in_danger,
            lines=lines(view.helplines, view.audience, view.language),
            danger_lines=danger_lines(view.helplines, view.audience, view.language) if in_danger else [],
            talk=talk,
            days=[] if talk is None else self._days(talk.messages, view.language),
            hours=[] if talk is None else hours_in_words(talk.hours, view.language),
            here_again=""
            if talk is None or talk.here_again is None
            else in_words(talk.here_again, view.language, self._timezone),
            card=None if talk is None else drawing.card(talk.pretalk, asked=bool(asking or talk.proposed)),
            proposed=[] if talk is None else [self._proposed(each, view.language) for each in talk.proposed],
            offers=[] if view.advice is None else view.advice.offers,
            **self._common(view.language, view.audience),
        )

    def _question(self, asking: Asking, typed: Typed, drawing: TimesDrawing, page: int | None) -> dict[str, Any]:
        """A question as the template draws it: options with their texts and marks."""
        question, current = asking.question, asking.current
        mine = typed.values if typed.key == question.key else None
        chosen = mine if mine is not None else _chosen(current)
        drawn: dict[str, Any] = {
            "key": question.key,
            "kind": question.kind,
            "skippable": question.skippable,
            "chosen": chosen,
            "text": chosen[0] if chosen else "",
            "options": [(code, option_text_id(question.key, code)) for code in question.option_codes()],
        }
        match question:
            case Scale():
                drawn["numbers"] = list(range(question.low, question.high + 1))
            case Moment():
                drawn |= drawing.choosing(question, current=current, page=page)
            case Agreement():
                drawn |= drawing.agreeing(question)
            case Text():
                drawn["limit"] = question.limit
        return drawn

    def _proposed(self, time: ProposedTime, language: Language) -> dict[str, Any]:
        """A proposed time as the card draws it."""
        return {
            "id": time.id,
            "place": time.place,
            "where": time.where,
            "address": time.address,
            "minutes": time.minutes,
            "when": self._when(time.starts_at, language),
            "until": self._when(time.lapses_at, language),
            "instead_of": "" if time.instead_of is None else self._when(time.instead_of, language),
        }

    def _when(self, instant: datetime, language: str) -> str:
        return in_words(instant, Language(language), self._timezone)

    def _answered(self, view: VisitorView, question: Question[Any], raw: Raw) -> dict[str, str]:
        """An earlier answer in words."""
        say = self._wording.for_audience(view.language, view.audience)
        if raw is None:
            words = say("answer-skipped")
        elif isinstance(question, Text | Scale):
            words = str(raw)
        elif isinstance(question, Moment) and raw not in question.others:
            starts = {each.id: each.starts_at for each in question.times}
            words = self._when(starts[str(raw)], view.language) if raw in starts else ""
        else:
            codes = raw if isinstance(raw, tuple) else (raw,)
            words = ", ".join(say(option_text_id(question.key, code)) for code in codes)
        return {"key": question.key, "label": say(f"{question.key}-label"), "words": words}

    def _days(self, messages: Iterable[MessageView], language: Language) -> list[dict[str, Any]]:
        """Messages by day, each with its clock time."""
        days: list[dict[str, Any]] = []
        for message in messages:
            day = message.at.astimezone(self._timezone).date()
            if not days or days[-1]["day"] != day:
                days.append({"day": day, "words": day_in_words(day, language), "messages": []})
            days[-1]["messages"].append((message, clock(message.at, language, self._timezone)))
        return days


def _listed(say: Callable[..., str], words: list[str]) -> str:
    """Words as one says them: "a name, an address and a phone number"."""
    if len(words) < 2:
        return "".join(words)
    return say("list-and", first=", ".join(words[:-1]), last=words[-1])


def _chosen(raw: Raw) -> tuple[str, ...]:
    if raw is None:
        return ()
    return raw if isinstance(raw, tuple) else (raw,)


def _weeks(today: date) -> list[list[int]]:
    import calendar

    return calendar.Calendar().monthdayscalendar(today.year, today.month)
