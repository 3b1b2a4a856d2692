"""Telegram in the console: a therapist's own notices, and the administrator's look at what comes and goes.

Rules: the pages are there only where Telegram is served. An invitation is shown once and lies in no address; a chat is
never named.
"""

from aiohttp import web

from bot.page import go_to
from bot.staff import forms
from bot.staff.administration import BASE
from bot.staff.frame import Frame, Here
from bot.staff.kept import Kept

NOTICES = "/personale/besked"
TELEGRAM = f"{BASE}/telegram"
# What the address says was done, and the text that says it.
DONE = (
    ("igen", "console-telegram-tried-again"),
    ("smidt", "console-telegram-aside-thrown"),
    ("opgivet", "console-telegram-undeliverable-thrown"),
)


class MessengerPages:
    """Being told on Telegram, and keeping it going."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._codes: Kept[str] = Kept()

    def routes(self) -> list[web.RouteDef]:
        """Where these pages are."""
        if not self._frame.telegram:
            return []
        shown, pressed = self._frame.shown, self._frame.pressed
        return [
            web.get(NOTICES, shown(self._notices), name="console-notices"),
            web.post(f"{NOTICES}/kode", pressed(self._invite, self._notices), name="console-invite-chat"),
            web.get(f"{NOTICES}/kode/{{mark}}", shown(self._code), name="console-chat-code"),
            web.post(f"{NOTICES}/stille", pressed(self._quiet, self._notices), name="console-quiet-hours"),
            web.post(f"{NOTICES}/fra", pressed(self._unlink, self._notices), name="console-unlink-chat"),
            web.get(TELEGRAM, shown(self._telegram), name="console-telegram"),
            web.post(f"{TELEGRAM}/igen", pressed(self._try_again, self._telegram), name="console-telegram-again"),
            web.post(f"{TELEGRAM}/smid", pressed(self._throw_aside, self._telegram), name="console-telegram-throw"),
            web.post(f"{TELEGRAM}/opgiv", pressed(self._give_up, self._telegram), name="console-telegram-give-up"),
        ]

    async def _notices(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        notices = await self._frame.desk.notices_of(here.session)
        return self._frame.page(here, "notices.html", error=error, at="notices", notices=notices)

    async def _invite(self, here: Here) -> web.StreamResponse:
        code = await self._frame.desk.invite(here.session)
        return go_to(f"{NOTICES}/kode/{self._codes.put(here.session.staff_id, code)}")

    async def _code(self, here: Here) -> web.StreamResponse:
        code = self._codes.take(here.session.staff_id, here.part("mark"))
        if code is None:
            return go_to(NOTICES)
        return self._frame.page(here, "notices_code.html", at="notices", languages=(), chat_code=code)

    async def _quiet(self, here: Here) -> web.StreamResponse:
        quiet_from, quiet_until = (here.typed(name).strip().replace(".", ":") for name in ("quiet_from", "quiet_until"))
        await self._frame.desk.set_quiet(here.session, quiet_from=quiet_from, quiet_until=quiet_until)
        return go_to(NOTICES)

    async def _unlink(self, here: Here) -> web.StreamResponse:
        await self._frame.desk.unlink(here.session)
        return go_to(NOTICES)

    async def _telegram(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        messenger = await self._frame.desk.messenger(here.session)
        return self._frame.page(
            here, "telegram.html", error=error, at="telegram", messenger=messenger, done=self._done(here)
        )

    def _done(self, here: Here) -> str | None:
        """What the last press did, said."""
        for name, text_id in DONE:
            count = forms.number(here.request.query.get(name, ""))
            if count >= 0:
                return self._frame.wording.text(here.language, text_id, count=count)
        return None

    async def _try_again(self, here: Here) -> web.StreamResponse:
        return go_to(f"{TELEGRAM}?igen={await self._frame.desk.try_again(here.session)}")

    async def _throw_aside(self, here: Here) -> web.StreamResponse:
        return go_to(f"{TELEGRAM}?smidt={await self._frame.desk.throw_aside_away(here.session)}")

    async def _give_up(self, here: Here) -> web.StreamResponse:
        return go_to(f"{TELEGRAM}?opgivet={await self._frame.desk.throw_undeliverable_away(here.session)}")
