"""A server, its clock, and the real client that talks to it over HTTP."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from tests.botapi import ApiServer, World

TOKEN = "42:A-made-up_token"
NOON = datetime(2030, 3, 4, 12, tzinfo=UTC)
KIM = 7_000_000_001


@dataclass
class Clock:
    """A clock that stands still until a test moves it."""

    at: datetime = NOON

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, time: timedelta) -> None:
        """Let time pass."""
        self.at += time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def server(clock: Clock) -> AsyncIterator[ApiServer]:
    async with ApiServer(TOKEN, clock=clock) as running:
        yield running


@pytest.fixture
def world(server: ApiServer) -> World:
    return server.world


@pytest.fixture
async def client(server: ApiServer) -> AsyncIterator[Callable[[str], Bot]]:
    """Makes clients, each with connections of its own."""
    made: list[AiohttpSession] = []

    def make(token: str = TOKEN) -> Bot:
        session = AiohttpSession(api=TelegramAPIServer.from_base(server.url))
        made.append(session)
        return Bot(token, session=session, default=DefaultBotProperties(parse_mode="HTML"))

    yield make
    for session in made:
        # Not session.close(), which also sleeps for the sake of TLS.
        await (await session.create_session()).close()


@pytest.fixture
def bot(client: Callable[[str], Bot]) -> Bot:
    return client(TOKEN)
