"""Opening the installation for one command, and closing it again whatever happens; and coming in as somebody."""

import getpass
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.app import Parts, build
from bot.desk.entrance import Entrance
from bot.desk.house import House
from bot.desk.views import Refused, StaffSession
from bot.settings import Settings


@asynccontextmanager
async def opened() -> AsyncIterator[Parts]:
    """The parts of the installation that the environment names."""
    parts = await build(Settings.read())
    try:
        yield parts
    finally:
        parts.house.database.close()


def ask(prompt: str) -> str:
    """Something secret: typed unseen at a terminal, else a line of standard input."""
    if sys.stdin.isatty():
        return getpass.getpass(prompt)
    return sys.stdin.readline().rstrip("\n")


@asynccontextmanager
async def logged_in(house: House, login: str) -> AsyncIterator[StaffSession]:
    """Somebody at the unit, for one command: asks for their password and one-time code; raises `Refused`."""
    entrance = Entrance(house)
    cookie = await entrance.login(
        login=login,
        password=ask(f"Password of {login}: "),
        one_time_code=ask("One-time code: "),
        caller="command",
    )
    try:
        session = await entrance.resume(cookie)
        if session is None:
            raise Refused("login-wrong")
        yield session
    finally:
        await entrance.logout(cookie)
