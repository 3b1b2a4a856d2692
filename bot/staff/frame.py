"""What every page of the console has in common: who is asking, how it is drawn, and what happens when it is refused.

Rules it keeps:
- A press is a POST, answered by 303; what does not fit is answered with 422, one sentence, and everything typed kept.
- What counts something is answered by the page itself (200): it alone knows the press that can be undone.
- What is not theirs is answered with 403 in plain words; the desk has written it to the audit trail by then.
- Whoever is no longer logged in is asked to log in, and what they had typed stays visible on that page.
"""

import re
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web
from multidict import MultiDict, MultiDictProxy

from bot.desk.administration import StaffDesk
from bot.desk.views import NotAllowed, Refused, StaffSession
from bot.moments import clock, day_in_words, in_words
from bot.page import DoorCookie, Form, Handler, Templates, go_to, text_fields
from bot.settings import Settings
from bot.staff.table_labels import Say
from bot.staff.texts import SAID, code_id
from bot.wording import Wording
from flows.questions import InvalidAnswer
from flows.vocabulary import Language, StaffRole

NOTHING: Form = MultiDictProxy(MultiDict())
HOME = "/personale"
LOGIN = "/personale/login"
_PRESS = re.compile(r"[0-9a-f]{32}")
# Where a choice of language may lead back to.
_OURS = re.compile(rf"{HOME}[A-Za-z0-9/?=._-]*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Here:
    """One request of somebody who is logged in."""

    request: web.Request
    session: StaffSession
    language: Language
    fields: Form = field(default_factory=lambda: NOTHING, repr=False)

    def typed(self, name: str, otherwise: str = "") -> str:
        """What stands in a box of the form."""
        return self.fields.get(name, otherwise)

    def press(self) -> str:
        """The random value the form was drawn with; a form without one counts as pressed once."""
        return self.typed("press") if _PRESS.fullmatch(self.typed("press")) else new_press()

    def part(self, name: str) -> str:
        """A part of the address."""
        return self.request.match_info[name]

    def back(self) -> str:
        """The address of this page, if it can be opened again."""
        return self.request.path_qs if self.request.method == "GET" else HOME

    def has(self, *roles: StaffRole) -> bool:
        """Whether they have one of these roles."""
        return not self.session.roles.isdisjoint(roles)


async def unread(_request: web.Request) -> Form:
    """A form that is read later."""
    return NOTHING


def new_press() -> str:
    """A random value for a form: it is in the page alone, and what comes with it twice is done once."""
    return secrets.token_hex(16)


Draw = Callable[..., Awaitable[web.StreamResponse]]
Press = Callable[[Here], Awaitable[web.StreamResponse]]


class Frame:
    """Draws pages and wraps what answers a request."""

    def __init__(self, *, desk: StaffDesk, wording: Wording, settings: Settings, marks: dict[str, str]) -> None:
        self.desk = desk
        self.wording = wording
        self.timezone = ZoneInfo(settings.timezone)
        self.cookie = DoorCookie("staff", settings)
        self._choice = DoorCookie("staff-language", settings)
        self._templates = Templates("bot.staff")
        self.languages = settings.languages
        self._marks = marks
        self.telegram = settings.telegram_token is not None
        self.public_url = settings.public_url

    def language_of(self, request: web.Request) -> Language:
        """The language that was chosen here; else the first the browser asks for that is offered; else Danish."""
        chosen = request.cookies.get(self._choice.name)
        for language in self.languages:
            if chosen == language:
                return language
        wanted: list[tuple[float, int, Language]] = []
        for place, part in enumerate(request.headers.get("Accept-Language", "").split(",")[:20]):
            code, _, weight = part.partition(";q=")
            for language in self.languages:
                if code.strip().lower().partition("-")[0] == language:
                    wanted.append((-_number(weight), place, language))
        if wanted:
            return min(wanted)[2]
        return Language.DANISH if Language.DANISH in self.languages else self.languages[0]

    async def choose_language(self, request: web.Request) -> web.StreamResponse:
        """Keep a choice of language until the browser closes, and go back to where it was made."""
        fields = await text_fields(request)
        back = fields.get("back", "")
        response = go_to(back if _OURS.fullmatch(back) else HOME)
        wanted = fields.get("language", "")
        if wanted in self.languages:
            response.set_cookie(
                self._choice.name, wanted, path="/", httponly=True, secure=self._choice.secure, samesite="Strict"
            )
        return response

    def draw(
        self, name: str, language: Language, *, who: StaffSession | None, status: int = 200, **values: Any
    ) -> web.Response:
        """A page; `error` is the one sentence that says what does not fit."""

        def say(text_id: str, **arguments: str | int) -> str:
            return self.wording.text(language, text_id, **arguments)

        def code(kind: str, value: str | None) -> str:
            return say("console-unknown") if value is None else say(code_id(kind, value))

        return self._templates.render(
            name,
            status=status,
            **{
                "say": say,
                "code": code,
                "moment": lambda at: in_words(at, language, self.timezone),
                "clock": lambda at: clock(at, language, self.timezone),
                "day": lambda at: day_in_words(at.astimezone(self.timezone).date(), language),
                "date": lambda day: day_in_words(day, language),
                "who": who,
                "roles": () if who is None else tuple(str(role) for role in StaffRole if role in who.roles),
                "language": language,
                "languages": self.languages,
                "back": HOME,
                "marks": self._marks,
                "telegram": self.telegram,
                "sets": SAID,
                "typed": NOTHING,
                "error": None,
                "at": "",
            }
            | values,
        )

    def page(
        self, here: Here, name: str, *, error: str | None = None, status: int | None = None, **values: Any
    ) -> web.Response:
        """A page for somebody who is logged in: 422 when there is something to mend."""
        return self.draw(
            name,
            here.language,
            who=here.session,
            status=status or (422 if error else 200),
            error=error,
            **{"typed": here.fields, "back": here.back(), "now": self.desk.now()} | values,
        )

    def says(self, here: Here) -> Say:
        """What says a text in the language of whoever asks."""
        return partial(self.wording.text, here.language)

    def sentence(self, here: Here, error: Refused | InvalidAnswer) -> str:
        """Why something cannot be done, said."""
        arguments = error.arguments if isinstance(error, Refused) else {}
        return self.wording.text(here.language, error.text_id, **arguments)

    def sorry(self, here: Here, sentence: str, *, status: int) -> web.Response:
        """A page that says only why there is nothing else on it."""
        return self.draw("sorry.html", here.language, who=here.session, status=status, sentence=sentence)

    def shown(self, draw: Draw) -> Handler:
        """A handler that shows a page to somebody who is logged in."""

        async def handle(request: web.Request) -> web.StreamResponse:
            session = await self.desk.resume(self.cookie.read(request))
            if session is None:
                return go_to(LOGIN)
            return await self._safely(Here(request=request, session=session, language=self.language_of(request)), draw)

        return handle

    def pressed(
        self, press: Press, draw: Draw, *, reads: Callable[[web.Request], Awaitable[Form]] = text_fields
    ) -> Handler:
        """A handler for a press; what does not fit draws the page again with `error`, and everything typed.

        `reads` is how its form is read; `unread` leaves that to the press, for a form with a file in it.
        """

        async def handle(request: web.Request) -> web.StreamResponse:
            fields = await reads(request)
            language = self.language_of(request)
            session = await self.desk.resume(self.cookie.read(request))
            if session is None:
                return self.login_page(language, kept=fields.get("text", ""), expired=True)
            here = Here(request=request, session=session, language=language, fields=fields)
            try:
                return await press(here)
            except NotAllowed as error:
                return self.sorry(here, self.sentence(here, error), status=403)
            except (Refused, InvalidAnswer) as error:
                return await self._safely(here, draw, error=self.sentence(here, error))

        return handle

    async def _safely(self, here: Here, draw: Draw, *, error: str | None = None) -> web.StreamResponse:
        try:
            return await (draw(here) if error is None else draw(here, error=error))
        except (Refused, InvalidAnswer) as refused:
            if error is not None:
                # The page itself is not there any more: what was said first is what helps.
                return self.sorry(here, error, status=422)
            status = 403 if isinstance(refused, NotAllowed) else 422
            return self.sorry(here, self.sentence(here, refused), status=status)

    def login_page(
        self, language: Language, *, error: str | None = None, login: str = "", kept: str = "", expired: bool = False
    ) -> web.Response:
        """Where one comes in; `kept` is what had been typed when the session ended."""
        return self.draw(
            "login.html",
            language,
            who=None,
            status=422 if error or expired else 200,
            error=error,
            login=login,
            kept=kept,
            expired=expired,
        )


def _number(weight: str) -> float:
    try:
        return float(weight) if weight else 1.0
    except ValueError:
        return 0.0
