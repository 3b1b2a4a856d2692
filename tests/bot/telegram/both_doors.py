"""One person at two doors at once: the web and Telegram, over real HTTP, at two units that are alike.

Rule: everything is done at both, and fails as soon as anything that can be read at them, or anything that a therapist
then sees, is not the same.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from pprint import pformat
from typing import TypeVar
from unittest.mock import patch

from aiohttp import web

from bot.app import web_application
from bot.settings import Settings
from bot.wording import Wording
from flows.vocabulary import Language
from tests.bot.browsing import Browser
from tests.bot.conftest import Clock, Unit, at_work
from tests.bot.conftest import Door as OnTheWeb
from tests.bot.telegram.conftest import AMINA, TOKEN, Visitor, reachable
from tests.bot.telegram.door_telegram import TelegramDoor
from tests.bot.telegram.door_web import WebDoor
from tests.bot.telegram.doors import Advice, AtUnit, Seen, Standing
from tests.botapi.server import ApiServer

Read = TypeVar("Read")


@dataclass
class BothDoors:
    """One person at two doors: everything is done at both, and whatever can be read must be the same."""

    web: WebDoor
    telegram: TelegramDoor

    def somebody_else(self) -> "BothDoors":
        """Another person, at the same two doors."""
        line = self.telegram.line
        return BothDoors(
            web=WebDoor(self.web.unit, Browser(self.web.unit.browser())),
            telegram=TelegramDoor(line, Visitor(line, AMINA + len(line.server.world.people))),
        )

    def passes(self, **amount: float) -> None:
        """Time passes."""
        self.web.unit.clock.advance(**amount)
        self.telegram.line.clock.advance(**amount)

    @staticmethod
    def _same(web: Read, telegram: Read) -> Read:
        assert telegram == web, f"the web shows\n{pformat(web)}\nand Telegram\n{pformat(telegram)}"
        return web

    async def begin(self, language: Language = Language.DANISH) -> None:
        await self.web.begin(language)
        await self.telegram.begin(language)

    async def stage(self) -> str:
        return self._same(await self.web.stage(), await self.telegram.stage())

    async def question(self) -> Seen:
        return self._same(await self.web.question(), await self.telegram.question())

    async def answer(self, *answers: str) -> None:
        await self.web.answer(*answers)
        await self.telegram.answer(*answers)

    async def skip(self) -> None:
        await self.web.skip()
        await self.telegram.skip()

    async def back(self) -> None:
        await self.web.back()
        await self.telegram.back()

    async def earlier(self) -> tuple[str, ...]:
        return self._same(await self.web.earlier(), await self.telegram.earlier())

    async def change(self, which: str) -> None:
        await self.web.change(which)
        await self.telegram.change(which)

    async def press(self, words: str) -> None:
        await self.web.press(words)
        await self.telegram.press(words)

    async def write(self, text: str) -> None:
        await self.web.write(text)
        await self.telegram.write(text)

    async def advice(self) -> Advice:
        return self._same(await self.web.advice(), await self.telegram.advice())

    async def standing(self) -> Standing:
        return self._same(await self.web.standing(), await self.telegram.standing())

    async def at_unit(self) -> AtUnit | None:
        web, telegram = await self.web.at_unit(), await self.telegram.at_unit()
        for door, at_unit in ((self.web, web), (self.telegram, telegram)):
            assert at_unit is None or at_unit.arrival in ("", door.arrival_words())
        return self._same(web, telegram)

    # The talk, told.

    async def sees(self, *words: str) -> None:
        """All of this stands there, before the question or among its options."""
        seen = await self.question()
        shown = (*seen.said, seen.question, seen.hint, *seen.options, *seen.ends)
        assert not set(words) - set(shown), f"{words} is not all in {shown}"

    async def does_not_see(self, *words: str) -> None:
        """None of this stands there."""
        seen = await self.question()
        assert not set(words) & {*seen.said, *seen.options}

    async def asked(self, question: str, *answers: str) -> None:
        """One turn of the talk: this is asked, that is answered."""
        assert (await self.question()).question == question
        await self.answer(*answers)

    async def asked_in_its_own_way(self, question: str, *answers: str) -> None:
        """The same where the doors show a mistake in different ways."""
        for door in (self.web, self.telegram):
            assert (await door.question()).question == question
            await door.answer(*answers)

    async def may(self, *ways: str) -> None:
        """These are the ways out of the question, and no others."""
        assert (await self.question()).ways == set(ways)

    async def stands(self, *answers: str) -> None:
        """The answer that was given is still there."""
        assert (await self.question()).chosen == answers

    def chooses_several(self) -> bool:
        """Whether one may choose several answers."""
        return self._same(self.web.chooses_several(), self.telegram.chooses_several())

    async def gives_the_time_back(self) -> None:
        """Say that one cannot come; the chat asks once more, as a page does that is folded out."""
        await self.web.press("Giv tiden tilbage")
        await self.telegram.press("Jeg kan ikke alligevel")
        await self.telegram.press("Giv tiden tilbage")

    async def skips(self, question: str) -> None:
        """This is asked, and left out."""
        assert (await self.question()).question == question
        await self.skip()

    async def changes(self, which: str) -> None:
        """An earlier answer is to be given anew; it is on both lists of answers."""
        assert any(each.startswith(f"{which}: ") for each in await self.earlier())
        await self.change(which)

    async def told(self) -> AtUnit:
        """The talk is with the unit now, and the person sees how it stands."""
        assert await self.stage() == "talk"
        await self.standing()
        at_unit = await self.at_unit()
        assert at_unit is not None
        return at_unit


@asynccontextmanager
async def on_the_web(unit: Unit) -> AsyncIterator[OnTheWeb]:
    """Open a unit's page on a real port."""
    runner = web.AppRunner(
        web_application(unit.parts), handler_cancellation=True, access_log=None, shutdown_timeout=1.0
    )
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    page = OnTheWeb(**{each.name: getattr(unit, each.name) for each in fields(Unit)}, address=f"http://{host}:{port}")
    try:
        yield page
    finally:
        for client in page.clients:
            await client.close()
        await runner.cleanup()


@cache
def _texts() -> Wording:
    return Wording.load(tuple(Language))


@contextmanager
def texts_read_once() -> Iterator[None]:
    """Units made in here share their texts: reading them takes longer than making all the rest of a unit."""
    with patch.object(Wording, "load", return_value=_texts()):
        yield


@asynccontextmanager
async def both_doors(folder: Path) -> AsyncIterator[BothDoors]:
    """Two units that are alike, on the same day, one with each door; and somebody who comes to both."""
    async with AsyncExitStack() as stack:
        enter = stack.enter_async_context
        stack.enter_context(texts_read_once())
        page = await enter(on_the_web(await enter(at_work(Settings(data_dir=folder / "web"), Clock()))))
        clock = Clock()
        unit = await enter(at_work(Settings(data_dir=folder / "telegram"), clock))
        line = await enter(reachable(unit, await enter(ApiServer(TOKEN, clock=clock))))
        yield BothDoors(
            web=WebDoor(page, Browser(page.browser())),
            telegram=TelegramDoor(line, Visitor(line)),
        )
