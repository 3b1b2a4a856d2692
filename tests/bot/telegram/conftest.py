"""A unit with its Telegram door, the real client, and a Bot API server of our own behind it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from pydantic import SecretStr

from bot.telegram.rates import Rates
from bot.telegram.service import Telegram
from storage import inbox, outbox
from storage.outbox import OutboxState
from tests.bot.conftest import Clock, Unit
from tests.botapi.server import ApiServer
from tests.botapi.values import Button, Message

TOKEN = "424242:test-token-of-no-bot"
# A chat id that needs more than 32 bits.
AMINA = 7_300_000_001


class NoHurry(Rates):
    """Rates for tests that are about something else: everything may leave at once."""

    def wait(self, lane: bytes | None = None) -> float:
        return 0.0


@dataclass
class Line(Unit):
    """A unit that can be written to on Telegram. Nothing runs by itself: `settle` lets everything happen."""

    server: ApiServer
    telegram: Telegram

    async def settle(self) -> None:
        """Take in all that waits at the server, deal with it, and send all that is due."""
        polling = self.telegram.polling
        assert polling is not None
        while True:
            taken = await polling.once()
            await self.telegram.lanes.drain()
            await self.telegram.sending.drain()
            if not taken and not self.server.world.pending:
                return

    async def waits(self) -> tuple[int, dict[OutboxState, int]]:
        """How many lie in the inbox, and what lies in the outbox."""
        database = self.parts.house.database
        return await database.read(inbox.count), await database.read(outbox.counts)


@dataclass
class Visitor:
    """Somebody with Telegram on their phone."""

    line: Line
    id: int = AMINA

    async def says(self, text: str, **extra: object) -> Message:
        """Send a text, and wait for what comes."""
        message = self.line.server.world.user_sends(self.id, text, **extra)
        await self.line.settle()
        return message

    async def presses(self, label: str) -> None:
        """Press the newest button that says this."""
        self.line.server.world.user_presses_label(self.id, label, contains=True)
        await self.line.settle()

    @property
    def last(self) -> Message:
        """The newest message of ours that can be seen."""
        message = self.line.server.world.last(self.id)
        assert message is not None
        return message

    @property
    def sees(self) -> str:
        """What the newest message says."""
        return self.last.text or ""

    @property
    def buttons(self) -> list[Button]:
        """The buttons under it."""
        return [button for row in self.last.keyboard or [] for button in row]

    @property
    def labels(self) -> list[str]:
        """What the buttons under it say."""
        return [button.text for button in self.buttons]

    @property
    def screen(self) -> list[str]:
        """Everything of ours that can be seen."""
        return [message.text or "" for message in self.line.server.world.visible(self.id) if message.from_bot]


@asynccontextmanager
async def reachable(unit: Unit, server: ApiServer) -> AsyncIterator[Line]:
    """Open a unit's Telegram door to a server."""
    settings = unit.parts.settings.model_copy(update={"telegram_api": server.url})
    telegram = Telegram(
        unit.parts.house,
        settings=settings,
        wording=unit.parts.wording,
        token=SecretStr(TOKEN),
        held_open=0,
        rates=NoHurry(),
    )
    try:
        yield Line(**vars(unit), server=server, telegram=telegram)
    finally:
        await telegram.bot.session.close()


@pytest.fixture
async def server(clock: Clock) -> AsyncIterator[ApiServer]:
    """A Bot API server that keeps the unit's time."""
    async with ApiServer(TOKEN, clock=clock) as server:
        yield server


@pytest.fixture
async def line(unit: Unit, server: ApiServer) -> AsyncIterator[Line]:
    """A unit, on each kind of database in turn, with its Telegram door."""
    async with reachable(unit, server) as line:
        yield line


@pytest.fixture
def visitor(line: Line) -> Visitor:
    """Somebody who writes."""
    return Visitor(line=line)
