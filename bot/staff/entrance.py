"""The console's own door: logging in with a password and a one-time code, out again, and the language."""

from aiohttp import web

from bot.desk.views import Refused
from bot.page import caller, go_to, text_fields
from bot.staff.frame import HOME, LOGIN, Frame


class EntrancePages:
    """Logging in and out."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> list[web.RouteDef]:
        """Where these pages are."""
        return [
            web.get(LOGIN, self._show, name="console-login"),
            web.post(LOGIN, self._enter, name="console-enter"),
            web.post("/personale/log-ud", self._leave, name="console-leave"),
            web.post("/personale/sprog", self._frame.choose_language, name="console-language"),
        ]

    async def _show(self, request: web.Request) -> web.StreamResponse:
        if await self._frame.desk.resume(self._frame.cookie.read(request)) is not None:
            return go_to(HOME)
        return self._frame.login_page(self._frame.language_of(request))

    async def _enter(self, request: web.Request) -> web.StreamResponse:
        frame = self._frame
        fields = await text_fields(request)
        language = frame.language_of(request)
        login = fields.get("login", "")
        try:
            cookie = await frame.desk.login(
                login=login,
                password=fields.get("password", ""),
                one_time_code=fields.get("one_time_code", ""),
                caller=caller(request),
            )
        except Refused as error:
            sentence = frame.wording.text(language, error.text_id, **error.arguments)
            return frame.login_page(language, error=sentence, login=login, kept=fields.get("kept", ""))
        kept = fields.get("kept", "")
        if kept:
            # They are in now, and still have their text to copy before they go on.
            session = await frame.desk.resume(cookie)
            response: web.StreamResponse = frame.draw("kept.html", language, who=session, kept=kept)
        else:
            response = go_to(HOME)
        frame.cookie.give(response, cookie)
        return response

    async def _leave(self, request: web.Request) -> web.StreamResponse:
        cookie = self._frame.cookie.read(request)
        if cookie is not None:
            await self._frame.desk.logout(cookie)
        response = go_to(LOGIN)
        self._frame.cookie.take(response)
        return response
