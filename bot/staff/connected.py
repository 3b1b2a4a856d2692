"""The therapist's other calendars: a file or an address whose events block times, and their private calendar here.

Rules: a file is read as it comes in and never lies anywhere; a password is never shown again. The private address is
shown once, and whoever asks there with a wrong secret is told nothing but that there is nothing.
"""

from typing import Any

from aiohttp import web
from multidict import MultiDict, MultiDictProxy

from bot.calendars import texts
from bot.calendars.feed import write_feed
from bot.calendars.problems import LARGEST
from bot.page import go_to
from bot.staff.files import file_in
from bot.staff.frame import Frame, Here, unread
from bot.staff.kept import Kept
from storage.keys import Secret

CONNECTED = "/personale/kalender/andre"
FEED = "/personale/ics"


class ConnectedPages:
    """A therapist's other calendars."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._new: Kept[Secret] = Kept()

    def routes(self) -> list[web.RouteDef]:
        """Where these pages are."""
        frame, show = self._frame, self._show
        return [
            web.get(CONNECTED, frame.shown(show), name="console-connected"),
            web.post(f"{CONNECTED}/fil", frame.pressed(self._file, show, reads=unread), name="console-connect-file"),
            web.post(f"{CONNECTED}/adresse", frame.pressed(self._address, show), name="console-connect-address"),
            web.post(f"{CONNECTED}/fjern", frame.pressed(self._remove, show), name="console-disconnect"),
            web.post(f"{CONNECTED}/privat", frame.pressed(self._new_feed, show), name="console-new-feed"),
            web.post(f"{CONNECTED}/privat/luk", frame.pressed(self._end_feed, show), name="console-end-feed"),
            web.get(f"{CONNECTED}/privat/{{mark}}", frame.shown(self._shown_once), name="console-feed-address"),
            web.get(f"{FEED}/{{secret}}.ics", self._feed, name="console-feed"),
        ]

    async def _show(self, here: Here, *, error: str | None = None, **said: Any) -> web.StreamResponse:
        desk = self._frame.desk
        rows = await desk.calendars(here.session)
        shown: dict[str, Any] = {
            "rows": [(row, self._problem(here, row.problem)) for row in rows],
            "has_feed": await desk.has_feed(here.session),
            "read": None,
            "removed": False,
            "address": None,
        }
        return self._frame.page(here, "connected.html", error=error, at="calendar", sub="connected", **(shown | said))

    def _problem(self, here: Here, text_id: str) -> str:
        """What is said of a calendar that could not be read; what was written down by another version says nothing."""
        wording = self._frame.wording
        return wording.text(here.language, text_id) if wording.has(here.language, text_id) else ""

    async def _file(self, here: Here) -> web.StreamResponse:
        read = await self._frame.desk.connect_file(
            here.session, await file_in(here.request, largest=LARGEST, missing="calendar-no-file")
        )
        return await self._show(here, read=read)

    async def _address(self, here: Here) -> web.StreamResponse:
        read = await self._frame.desk.connect_address(
            here.session, here.typed("address"), name=here.typed("name").strip(), password=here.typed("password")
        )
        return await self._show(here, read=read, typed=MultiDictProxy(MultiDict[str]()))

    async def _remove(self, here: Here) -> web.StreamResponse:
        await self._frame.desk.disconnect(here.session, here.typed("calendar"))
        return await self._show(here, removed=True)

    async def _new_feed(self, here: Here) -> web.StreamResponse:
        secret = await self._frame.desk.new_feed(here.session)
        return go_to(f"{CONNECTED}/privat/{self._new.put(here.session.staff_id, secret)}")

    async def _end_feed(self, here: Here) -> web.StreamResponse:
        await self._frame.desk.end_feed(here.session)
        return go_to(CONNECTED)

    async def _shown_once(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        secret = self._new.take(here.session.staff_id, here.part("mark"))
        if secret is None:
            return go_to(CONNECTED)
        address = f"{self._frame.public_url}{FEED}/{secret.reveal().hex()}.ics"
        return await self._show(here, error=error, address=address)

    async def _feed(self, request: web.Request) -> web.StreamResponse:
        """The private calendar. Whatever the secret looks like, it is looked up, and a wrong one is not found."""
        try:
            secret = Secret(bytes.fromhex(request.match_info["secret"]))
        except ValueError:
            secret = Secret(b"")
        feed = await self._frame.desk.feed(secret)
        if feed is None:
            raise web.HTTPNotFound
        language = self._frame.language_of(request)
        mark = f'W/"{feed.mark}-{language}"'
        if mark in request.headers.get("If-None-Match", ""):
            return web.Response(status=304, headers={"ETag": mark})
        wording = self._frame.wording
        content = write_feed(
            feed.entries,
            name=wording.text(language, texts.NAME),
            title=wording.text(language, texts.TITLE),
            now=self._frame.desk.now(),
        )
        return web.Response(body=content, content_type="text/calendar", charset="utf-8", headers={"ETag": mark})
