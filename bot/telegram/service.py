"""The Telegram door at work: built here, started and stopped with the program.

Imported only when there is a token: the client takes seconds to load.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from aiogram.exceptions import AiogramError
from aiogram.methods import SetMyCommands, SetMyShortDescription
from aiogram.types import BotCommand
from aiohttp import web
from pydantic import SecretStr

from bot.desk.house import House
from bot.desk.messengers import INBOX
from bot.desk.outgoing import OUTBOX, Addressed, AskHelped, Choose, Line, Say, Slot
from bot.moments import clock
from bot.settings import Settings
from bot.telegram.client import telegram_client
from bot.telegram.commands import COMMANDS
from bot.telegram.door import Door
from bot.telegram.drawing import Drawing
from bot.telegram.lanes import Lanes
from bot.telegram.listening import HELD_OPEN, Hook, Polling, announce_hook
from bot.telegram.proposals import proposed
from bot.telegram.rates import Rates
from bot.telegram.sending import Sending
from bot.telegram.taking_in import TakingIn
from bot.wording import Wording
from flows.first_contact import NOBODY_SAID
from flows.vocabulary import Language

# The names people see in the menu, in each language; all of them are understood in every language.
MENU = {
    Language.DANISH: ("start", "hjaelp", "tilbage", "tid", "kode", "slet", "sprog"),
    Language.ENGLISH: ("start", "help", "back", "time", "code", "delete", "language"),
}
_PAUSES = (1.0, 10.0, 60.0)


class Telegram:
    """Everything of the Telegram door. `add_to` before the server starts, then `at_work` around its life."""

    def __init__(
        self,
        house: House,
        *,
        settings: Settings,
        wording: Wording,
        token: SecretStr,
        held_open: int = HELD_OPEN,
        rates: Rates | None = None,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._house = house
        self._settings = settings
        self._pause = pause
        self._drawing = Drawing(wording=wording, settings=settings)
        self._worder = Worder(drawing=self._drawing, timezone=ZoneInfo(settings.timezone))
        self.bot = telegram_client(token, settings.telegram_api)
        self.sending = Sending(house, self.bot, worded=self._worder.worded, report=self._worder.report, rates=rates)
        door = Door(house, drawing=self._drawing)
        self.lanes = Lanes(house, handle=door.handle, given_up=door.sorry, pause=pause)
        taking_in = TakingIn(house, wake=self.lanes.wake)
        self._hook: Hook | None = None
        self.polling: Polling | None = None
        if settings.public_url.startswith("https:"):
            secret = settings.telegram_secret
            self._hook = Hook(taking_in, secret="" if secret is None else secret.get_secret_value())
        else:
            self.polling = Polling(self.bot, taking_in, pause=pause, held_open=held_open)

    def add_to(self, application: web.Application) -> None:
        """Add the address that Telegram brings updates to, if there is one."""
        if self._hook is not None:
            self._hook.add_to(application)

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Listen, deal with what comes, and send, until the block ends."""
        tasks = [
            asyncio.create_task(work)
            for work in (
                self.sending.run(),
                self.lanes.run(),
                self._listen(),
                self._when(OUTBOX, self.sending.wake),
                self._when(INBOX, self.lanes.wake),
                self._introduce(),
            )
        ]
        for task in tasks:
            task.add_done_callback(_ended)
        try:
            yield
        finally:
            # Listening ends first: nothing is taken in any more that nobody would deal with.
            for task in reversed(tasks):
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self.bot.session.close()

    async def _listen(self) -> None:
        if self.polling is not None:
            await self.polling.run()
            return
        secret = self._settings.telegram_secret
        if secret is not None:
            await announce_hook(
                self.bot, address=self._settings.public_url, secret=secret.get_secret_value(), pause=self._pause
            )

    async def _when(self, topic: bytes, wake: Callable[[], None]) -> None:
        async for _ in self._house.live.listen([topic]):
            wake()

    async def _introduce(self) -> None:
        """Register the commands in every language offered; the first language is everybody else's too."""
        languages = self._settings.languages
        for attempt in range(len(_PAUSES)):
            try:
                await self._register(languages[0], None)
                for language in languages:
                    await self._register(language, language.value)
            except (AiogramError, OSError) as error:
                structlog.get_logger().error("telegram-not-reached", error_class=type(error).__name__)
                await self._pause(_PAUSES[attempt])
            else:
                return

    async def _register(self, language: Language, code: str | None) -> None:
        def say(text_id: str) -> str:
            return self._drawing.say(language, NOBODY_SAID, text_id)

        commands = [
            BotCommand(command=name, description=say(f"telegram-command-{COMMANDS[name]}")) for name in MENU[language]
        ]
        await self.bot(SetMyCommands(commands=commands, language_code=code))
        await self.bot(SetMyShortDescription(short_description=say("telegram-about"), language_code=code))


def _ended(task: asyncio.Task[None]) -> None:
    """A part that ends by an error must not do so silently."""
    if not task.cancelled() and (error := task.exception()) is not None:
        structlog.get_logger().critical("telegram-part-ended", error_class=type(error).__name__)


class Worder:
    """Words what is worded only when it leaves."""

    def __init__(self, *, drawing: Drawing, timezone: ZoneInfo) -> None:
        self._drawing = drawing
        self._timezone = timezone

    def worded(self, addressed: Addressed) -> Addressed:
        """A line, proposed times or a question, as the message it becomes; anything else as it is."""
        line = addressed.what
        if isinstance(line, Choose):
            drawn = proposed(line.text, line.times, line.none)
            return replace(addressed, what=Say(text=drawn.text, keyboard=drawn.keyboard))
        if isinstance(line, AskHelped):
            drawn = self._drawing.helped(line.language, line.audience, mark=line.mark)
            return replace(addressed, what=Say(text=drawn.text, keyboard=drawn.keyboard, slot=Slot.QUESTION))
        if not isinstance(line, Line):
            return addressed
        if line.stop:
            drawn = self._drawing.staff_notice(line.language)
            return replace(addressed, what=Say(text=drawn.text, keyboard=drawn.keyboard))
        arguments = {}
        if line.when:
            arguments["when"] = clock(datetime.fromisoformat(line.when), line.language, self._timezone)
        text = self._drawing.say(line.language, NOBODY_SAID, line.text_id, **arguments)
        return replace(addressed, what=Say(text=text))

    def report(self, language: Language, deleted: int, left: int) -> str:
        """What was deleted in a chat, and what was not."""
        return self._drawing.say(language, NOBODY_SAID, "telegram-forgotten", deleted=deleted, left=left)
