"""What the tests of calendars start with: servers elsewhere."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.calendars.elsewhere import Elsewhere, running


@pytest.fixture
async def elsewhere(tmp_path: Path) -> AsyncIterator[Elsewhere]:
    async with running(tmp_path) as servers:
        yield servers
