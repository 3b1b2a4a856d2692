"""The visitor's page: what a press of each button does, and what is shown after it.

Rules it keeps:
- One address. GET shows where the visitor is; every press is a POST with `do`, answered by 303 back to the address, so
  that reloading never sends anything twice.
- What does not fit is answered at once, with one sentence, and everything that was typed still in its box.
- After *leave now* the address shows a plain calendar until somebody asks for the page again.
- The page works without script; the script only looks again when something has changed.
"""

from collections.abc import Awaitable, Callable
from contextlib import suppress

from aiohttp import web

from bot.desk.views import DiscreetText, Refused, VisitorView
from bot.desk.visitor import VisitorDesk
from bot.page import LARGEST_FORM, DoorCookie, Form, Templates, asset, caller, go_to, guard, text_fields
from bot.settings import Settings
from bot.stream import send_changes
from bot.web.drawing import Drawing, Typed
from bot.wording import Wording
from flows.questions import InvalidAnswer
from flows.talk import Raw, StaleButton
from flows.texts import wording_ids as flow_wording_ids
from flows.vocabulary import Language
from storage.keys import Secret

Press = Callable[[web.Request, Form, Secret], Awaitable[web.StreamResponse]]


# What the desk can refuse a visitor; the forms' own refusals stand beside them.
DESK_REFUSALS = frozenset(
    {
        "code-mismatch",
        "code-skip-sure",
        "code-unknown",
        "forget-sure",
        "session-ended",
        "stale-button",
        "time-taken",
    }
)


def add_to(application: web.Application, *, desk: VisitorDesk, wording: Wording, settings: Settings) -> None:
    """Add the visitor's page, the shared style and script, and the guard in front of every page."""
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
        wording.require(templates.wording_ids() | flow_wording_ids() | DESK_REFUSALS)
        self._drawing = Drawing(
            templates=templates,
            wording=wording,
            settings=settings,
            marks={"style": style_mark, "script": script_mark},
        )
        # Everything a signed-in browser can press; each answers by itself or sends back to the page.
        self._presses: dict[str, Press] = {
            "answer": self._answer,
            "skip": self._skip,
            "back": self._back,
            "change": self._change,
            "talk-now": self._talk_now,
            "write-now": self._write_now,
            "leave-script": self._leave_script,
            "code-typed": self._code_typed,
            "code-skipped": self._code_skipped,
            "say": self._say,
            "find-time": self._find_time,
            "cancel-time": self._cancel_time,
            "forget": self._forget,
            "language": self._set_language,
        }

    def add_to(self, application: web.Application) -> None:
        """Add the routes and the guard."""
        application.middlewares.append(guard(self._settings, self._drawing.sorry))
        application._client_max_size = LARGEST_FORM
        application.router.add_get("/", self._show, name="door")
        application.router.add_post("/", self._press, name="press")
        application.router.add_get("/live", self._live, name="live")
        application.router.add_get("/pretalk.ics", self._calendar, name="calendar-file")
        application.router.add_get("/ude", self._away, name="away")
        application.router.add_get("/health", self._health, name="health")
        for path, handler in self._assets.items():
            application.router.add_get(path, handler, name=path.strip("/").replace(".", "-"))

    async def _health(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(text="ok")

    async def _show(self, request: web.Request) -> web.StreamResponse:
        cookie = self._cookie.read(request)
        view = await self._desk.view(cookie)
        if view is None:
            if self._cookie.is_away(request):
                return go_to("/ude")
            return await self._welcome(request)
        return self._page(view)

    def _page(
        self, view: VisitorView, *, typed: Typed | None = None, status: int = 200, held: DiscreetText | None = None
    ) -> web.Response:
        return self._drawing.door(view, typed=typed or Typed(), status=status, held=held)

    async def _welcome(
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
                response = go_to("/")
                self._cookie.take(response)
                return response
        cookie = self._cookie.read(request)
        view = await self._desk.view(cookie)
        if cookie is None or view is None:
            return await self._without_session(request, fields)
        press = self._presses.get(do)
        if press is None:
            raise web.HTTPBadRequest
        try:
            return await press(request, fields, cookie)
        except StaleButton:
            return await self._again(cookie, fields, "stale-button", status=409)
        except InvalidAnswer as wrong:
            return await self._again(cookie, fields, wrong.text_id, status=422)
        except Refused as refused:
            return await self._again(cookie, fields, refused.text_id, status=422, arguments=refused.arguments)

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
            return go_to("/")
        typed = Typed(
            error=text_id,
            arguments=arguments or {},
            text=fields.get("text", ""),
            values=tuple(fields.getall("value", [])),
            key=fields.get("key", ""),
            code=fields.get("code", ""),
            press=fields.get("press", ""),
        )
        return self._page(view, typed=typed, status=status)

    async def _without_session(self, request: web.Request, fields: Form) -> web.StreamResponse:
        """The session ended, or the conversation was deleted: what was typed is still there."""
        if fields.get("do") == "language":
            return await self._welcome(request, language=self._drawing.language_named(fields.get("language", "")))
        text = fields.get("text", "") or "\n".join(fields.getall("value", []))
        return await self._welcome(request, typed=Typed(error="session-ended", text=text), status=410)

    async def _begin(self, request: web.Request, fields: Form) -> web.StreamResponse:
        before = self._cookie.read(request)
        if await self._desk.view(before) is not None:
            return go_to("/")
        cookie = await self._desk.begin(language=self._drawing.language_named(fields.get("language", "")))
        response = go_to("/")
        self._cookie.give(response, cookie)
        return response

    async def _enter(self, request: web.Request, fields: Form) -> web.StreamResponse:
        """Come back with the code. A text that was typed before the session ended waits in its box."""
        text = fields.get("text", "")
        try:
            cookie = await self._desk.enter(code_text=fields.get("code", ""), caller=caller(request))
        except Refused as refused:
            typed = Typed(error=refused.text_id, code=fields.get("code", ""), text=text)
            language = self._drawing.language_named(fields.get("language", ""))
            return await self._welcome(request, language=language, typed=typed, status=422)
        response: web.StreamResponse = go_to("/")
        if text:
            view = await self._desk.view(cookie)
            if view is not None:
                response = self._page(view, typed=Typed(text=text))
        self._cookie.give(response, cookie)
        return response

    async def _leave(self, request: web.Request) -> web.StreamResponse:
        await self._desk.leave(self._cookie.read(request))
        response = go_to("/ude")
        self._cookie.mark_away(response)
        return response

    async def _answer(self, _request: web.Request, fields: Form, cookie: Secret) -> web.StreamResponse:
        key, revision = _asked(fields)
        await self._desk.answer(cookie, key=key, revision=revision, raw=_raw(fields))
        return go_to("/")

    async def _skip(self, _request: web.Request, fields: Form, cookie: Secret) -> web.StreamResponse:
        key, revision = _asked(fields)
        await self._desk.skip(cookie, key=key, revision=revision)
        return go_to("/")

    async def _back(self, _request: web.Request, fields: Form, cookie: Secret) -> web.StreamResponse:
        await self._desk.back(cookie, revision=_asked(fields)[1])
        return go_to("/")

    async def _change(self, _request: web.Request, fields: Form, cookie: Secret) -> web.StreamResponse:
        await self._desk.change(cookie, key=fields.get("key", ""))
        return go_to("/")

    async def _talk_now(self, _request: web.Request, _fields: Form, cookie: Secret) -> web.StreamResponse:
        await self._desk.talk_now(cookie)
        return go_to("/")

    async def _write_now(self, _request: web.Request, _fields: Form, cookie: Secret) -> web.StreamResponse:
        await self._desk.write_now(cookie)
        return go_to("/")

    async def _leave_script(self, _request: web.Request, _fields: Form, cookie: Secret) -> web.StreamResponse:
        await self._desk.leave_script(cookie)
        return go_to("/")

    async def _code_typed(self, _request: web.Request, fields: Form, cookie: Secret) -> web.StreamResponse:
        await self._desk.confirm_code(cookie, typed=fields.get("code", ""), skipped=False)
        return go_to("/")

    async def _code_skipped(self, _request: web.Request, fields: Form, cookie: Secret) -> web.StreamResponse:
        if fields.get("sure") != "yes":
            raise Refused("code-skip-sure")
        await self._desk.confirm_code(cookie, typed=None, skipped=True)
        return go_to("/")

    async def _say(self, _request: web.Request, fields: Form, cookie: Secret) -> web.StreamResponse:
        held = await self._desk.say(
            cookie,
            text=fields.get("text", ""),
            press=fields.get("press", ""),
            as_written=fields.get("as_written") == "yes",
        )
        if held is None:
            return go_to("/")
        view = await self._desk.view(cookie)
        return go_to("/") if view is None else self._page(view, held=held)

    async def _find_time(self, _request: web.Request, _fields: Form, cookie: Secret) -> web.StreamResponse:
        await self._desk.find_time(cookie)
        return go_to("/")

    async def _cancel_time(self, _request: web.Request, _fields: Form, cookie: Secret) -> web.StreamResponse:
        await self._desk.cancel_time(cookie)
        return go_to("/")

    async def _forget(self, request: web.Request, fields: Form, cookie: Secret) -> web.StreamResponse:
        if fields.get("sure") != "yes":
            raise Refused("forget-sure")
        view = await self._desk.view(cookie)
        language = view.language if view else self._drawing.language_of(request)
        await self._desk.forget(cookie)
        response = self._drawing.forgotten(language)
        self._cookie.take(response)
        return response

    async def _set_language(self, _request: web.Request, fields: Form, cookie: Secret) -> web.StreamResponse:
        await self._desk.set_language(cookie, self._drawing.language_named(fields.get("language", "")))
        return go_to("/")

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
        cookie = self._cookie.read(request)
        return await send_changes(request, self._desk.changes(cookie))


def _asked(fields: Form) -> tuple[str, int]:
    try:
        return fields.get("key", ""), int(fields.get("revision", ""))
    except ValueError:
        raise StaleButton from None


def _raw(fields: Form) -> Raw:
    values = fields.getall("value", [])
    if fields.get("kind") == "several":
        return tuple(values)
    return values[0] if values else ""
