"""The visitor's page: what is shown, and what a press of each button is answered with.

Rules it keeps:
- One address. GET shows where the visitor is; every press is a POST with `do`, answered by 303 back to the address, so
  that reloading never sends anything twice.
- What does not fit is answered at once, with one sentence, and everything that was typed still in its box.
- After *leave now* the address shows a plain calendar, for ten minutes or until somebody opens the page there again.
- The page works without script; the script only looks again when something has changed.
"""

from contextlib import suppress

from aiohttp import web

from bot.desk.intake import Done
from bot.desk.views import DiscreetText, Refused, VisitorView
from bot.desk.visitor import VisitorDesk
from bot.page import (
    DoorCookie,
    Form,
    Templates,
    asset,
    caller,
    go_to,
    guard,
    text_fields,
)
from bot.settings import Settings
from bot.stream import send_changes
from bot.web.drawing import Drawing, wording_ids
from bot.web.presses import Presses
from bot.web.typed import Typed
from bot.wording import Wording
from flows.questions import InvalidAnswer
from flows.talk import StaleButton
from flows.vocabulary import Language
from storage.keys import Secret

HERE = "/"
# Below the newest message, where one goes on writing.
AT_THE_NEWEST = "/#newest"
# The card with one's time, which may have changed.
AT_THE_TIME = "/#pretalk-card"
ABOUT_THE_TIME = frozenset({"cancel-time", "late"})
AWAY = "/ude"


def add_to(application: web.Application, *, desk: VisitorDesk, wording: Wording, settings: Settings) -> None:
    """Add the visitor's page, the shared style, and the guard in front of every page.

    Raises `MissingText` when a sentence that may have to be said is not there.
    """
    VisitorPages(desk=desk, wording=wording, settings=settings).add_to(application)


class VisitorPages:
    """The pages of the visitor's door."""

    def __init__(self, *, desk: VisitorDesk, wording: Wording, settings: Settings) -> None:
        self._desk = desk
        self._settings = settings
        self._cookie = DoorCookie("door", settings)
        style, style_mark = asset("bot.web", "style.css", "text/css")
        script, script_mark = asset("bot.web", "page.js", "text/javascript")
        icon, _ = asset("bot.web", "icon.svg", "image/svg+xml")
        self._assets = {"/style.css": style, "/page.js": script, "/icon.svg": icon}
        templates = Templates("bot.web")
        wording.require(wording_ids() | templates.wording_ids())
        self._drawing = Drawing(
            templates=templates,
            wording=wording,
            settings=settings,
            marks={"style": style_mark, "script": script_mark},
        )
        self._presses = Presses(desk, language_named=self._drawing.language_named)

    def add_to(self, application: web.Application) -> None:
        """Add the routes and the guard."""
        application.middlewares.append(guard(self._settings, self._drawing.sorry))
        application.router.add_get(HERE, self._show, name="door")
        application.router.add_post(HERE, self._press, name="press")
        application.router.add_get("/live", self._live, name="live")
        application.router.add_get("/pretalk.ics", self._calendar, name="calendar-file")
        application.router.add_get(AWAY, self._away, name="away")
        application.router.add_get("/health", self._health, name="health")
        for path, handler in self._assets.items():
            application.router.add_get(path, handler, name=path.strip("/").replace(".", "-"))

    async def _health(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(text="ok")

    async def _show(self, request: web.Request) -> web.StreamResponse:
        view = await self._desk.view(self._cookie.read(request))
        if view is not None:
            return self._page(view, page=_page_of(request))
        return go_to(AWAY) if self._cookie.is_away(request) else self._welcome(request)

    def _page(
        self,
        view: VisitorView,
        *,
        typed: Typed | None = None,
        status: int = 200,
        held: DiscreetText | None = None,
        page: int | None = None,
    ) -> web.Response:
        return self._drawing.door(view, typed=typed or Typed(), status=status, held=held, page=page)

    def _welcome(
        self, request: web.Request, *, language: Language | None = None, typed: Typed | None = None, status: int = 200
    ) -> web.Response:
        return self._drawing.welcome(
            language or self._drawing.language_of(request), typed=typed or Typed(), status=status
        )

    async def _away(self, request: web.Request) -> web.StreamResponse:
        return self._drawing.away(self._drawing.language_of(request))

    async def _press(self, request: web.Request) -> web.StreamResponse:
        fields = await text_fields(request)
        do = fields.get("do", "")
        match do:
            case "begin":
                return await self._begin(request, fields)
            case "enter":
                return await self._enter(request, fields)
            case "leave":
                return await self._leave(request)
            case "open":
                response = go_to(HERE)
                self._cookie.take(response)
                return response
        if self._cookie.is_away(request):
            # Somebody went Back and sent an old form again: nothing of it is shown.
            return go_to(AWAY)
        cookie = self._cookie.read(request)
        if cookie is None or await self._desk.view(cookie) is None:
            return self._without_session(request, fields)
        try:
            return await self._pressed(do, fields, cookie)
        except StaleButton:
            return await self._again(cookie, fields, "stale-button", status=409)
        except InvalidAnswer as wrong:
            return await self._again(cookie, fields, wrong.text_id, status=422)
        except Refused as refused:
            return await self._again(cookie, fields, refused.text_id, status=422, arguments=refused.arguments)

    async def _pressed(self, do: str, fields: Form, cookie: Secret) -> web.StreamResponse:
        if do == "say":
            return await self._say(fields, cookie)
        if do == "forget":
            return await self._forget(fields, cookie)
        press = self._presses.named(do)
        if press is None:
            raise web.HTTPBadRequest
        done = await press(fields, cookie)
        found = isinstance(done, Done) and bool(done.words)
        return go_to(AT_THE_TIME if found or do in ABOUT_THE_TIME else HERE)

    async def _again(
        self,
        cookie: Secret,
        fields: Form,
        text_id: str,
        *,
        status: int,
        arguments: dict[str, str | int] | None = None,
    ) -> web.StreamResponse:
        """The page as it is now, with one sentence, and what was typed still there."""
        view = await self._desk.view(cookie)
        if view is None:
            return go_to(HERE)
        typed = Typed(
            error=text_id,
            arguments=arguments or {},
            do=fields.get("do", ""),
            kind=fields.get("kind", ""),
            text=fields.get("text", ""),
            values=tuple(fields.getall("value", [])),
            key=fields.get("key", ""),
            code=fields.get("code", ""),
            press=fields.get("press", ""),
        )
        return self._page(view, typed=typed, status=status)

    def _without_session(self, request: web.Request, fields: Form) -> web.StreamResponse:
        """The session ended, or the conversation was deleted: what was typed is still there."""
        if fields.get("do") == "language":
            return self._welcome(request, language=self._drawing.language_named(fields.get("language", "")))
        own_words = fields.get("value", "") if fields.get("kind") == "text" else ""
        typed = Typed(error="session-ended", text=fields.get("text", "") or own_words)
        return self._welcome(request, typed=typed, status=410)

    async def _begin(self, request: web.Request, fields: Form) -> web.StreamResponse:
        response = go_to(HERE)
        if await self._desk.view(self._cookie.read(request)) is None:
            cookie = await self._desk.begin(language=self._drawing.language_named(fields.get("language", "")))
            self._cookie.give(response, cookie)
        return response

    async def _enter(self, request: web.Request, fields: Form) -> web.StreamResponse:
        """Come back with the code. A text that was typed before the session ended waits in its box."""
        text = fields.get("text", "")
        try:
            cookie = await self._desk.enter(code_text=fields.get("code", ""), caller=caller(request))
        except Refused as refused:
            typed = Typed(error=refused.text_id, do="enter", code=fields.get("code", ""), text=text)
            language = self._drawing.language_named(fields.get("language", ""))
            return self._welcome(request, language=language, typed=typed, status=422)
        response: web.StreamResponse = go_to(HERE)
        if text:
            view = await self._desk.view(cookie)
            if view is not None:
                response = self._page(view, typed=Typed(text=text))
        self._cookie.give(response, cookie)
        return response

    async def _leave(self, request: web.Request) -> web.StreamResponse:
        await self._desk.leave(self._cookie.read(request))
        response = go_to(AWAY)
        self._cookie.mark_away(response)
        return response

    async def _say(self, fields: Form, cookie: Secret) -> web.StreamResponse:
        held = await self._desk.say(
            cookie,
            text=fields.get("text", ""),
            press=fields.get("press", ""),
            as_written=fields.get("as_written") == "yes",
        )
        if held is None:
            return go_to(AT_THE_NEWEST)
        view = await self._desk.view(cookie)
        return go_to(HERE) if view is None else self._page(view, held=held)

    async def _forget(self, fields: Form, cookie: Secret) -> web.StreamResponse:
        if fields.get("sure") != "yes":
            raise Refused("forget-sure")
        view = await self._desk.view(cookie)
        await self._desk.forget(cookie)
        response = self._drawing.forgotten(view.language if view else self._drawing.language_named(""))
        self._cookie.take(response)
        return response

    async def _calendar(self, request: web.Request) -> web.StreamResponse:
        cookie = self._cookie.read(request)
        content = None
        if cookie is not None:
            with suppress(Refused):
                content = await self._desk.calendar_file(cookie)
        if content is None:
            raise web.HTTPNotFound
        return web.Response(
            body=content,
            content_type="text/calendar",
            charset="utf-8",
            headers={"Content-Disposition": 'attachment; filename="aftale.ics"'},
        )

    async def _live(self, request: web.Request) -> web.StreamResponse:
        """A line whenever the page may look different now; it never says what."""
        return await send_changes(request, self._desk.changes(self._cookie.read(request)))


def _page_of(request: web.Request) -> int | None:
    """Which of the times to choose from are looked at; it says nothing else."""
    page = request.query.get("page", "")
    return int(page) if page.isascii() and page.isdigit() and len(page) < 4 else None
