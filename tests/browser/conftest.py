"""A real Chromium, phone and desktop, with script and without."""

import os
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from playwright.async_api import Browser, BrowserContext, async_playwright

from tests.bot.conftest import Clock, Door, at_work, clock, door, settings

__all__ = ["Clock", "Door", "at_work", "clock", "door", "settings"]

# Nothing but our own pages: without these Chromium calls home at every start.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@dataclass(frozen=True, kw_only=True)
class Screen:
    """A way to look at the page."""

    width: int
    height: int
    script: bool
    dark: bool = False

    def __str__(self) -> str:
        return f"{self.width}px{'' if self.script else ' without script'}"


SCREENS = (
    Screen(width=360, height=740, script=True),
    Screen(width=1280, height=800, script=True, dark=True),
    Screen(width=360, height=740, script=False),
)


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    """The system's Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        if os.environ.get("DOORSTEP_TEST_STRICT") == "1":
            pytest.fail("there is no Chromium")
        pytest.skip("there is no Chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        await browser.close()


@pytest.fixture(params=SCREENS, ids=str)
def screen(request: pytest.FixtureRequest) -> Screen:
    """Each screen in turn."""
    screen: Screen = request.param
    return screen


async def window(chromium: Browser, screen: Screen, door: Door) -> BrowserContext:
    """A fresh browser window of somebody; a request to anywhere but the door fails the test."""
    context = await chromium.new_context(
        viewport={"width": screen.width, "height": screen.height},
        color_scheme="dark" if screen.dark else "light",
        java_script_enabled=screen.script,
        locale="da-DK",
        base_url=door.address,
    )
    context.set_default_timeout(15_000)
    return context
