"""Opening the installation for one command, and closing it again whatever happens."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.app import Parts, build
from bot.settings import Settings


@asynccontextmanager
async def opened() -> AsyncIterator[Parts]:
    """The parts of the installation that the environment names."""
    parts = await build(Settings.read())
    try:
        yield parts
    finally:
        parts.house.database.close()
