"""The composition root: what starts is stopped, and what does not belong together does not start."""

import asyncio
import socket
from datetime import datetime
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.app import NotReady, Parts, build, serving
from bot.making import make
from bot.settings import Settings
from storage.database import DatabaseError
from storage.key_file import KeyFile, KeyFileError
from tests.bot.conftest import EASY


async def opened(settings: Settings) -> Parts:
    return await build(settings, hardness=EASY)


async def test_nothing_is_made_by_a_start_that_finds_nothing(settings: Settings) -> None:
    with pytest.raises(NotReady):
        await opened(settings)
    assert not settings.data_dir.exists()


async def test_what_was_made_opens_and_opens_again(settings: Settings) -> None:
    await make(settings)
    for _ in range(2):
        parts = await opened(settings)
        parts.house.keyring.statistics_private()
        parts.house.database.close()


async def test_making_twice_is_refused_and_what_was_made_still_opens(settings: Settings) -> None:
    await make(settings)
    with pytest.raises(KeyFileError):
        await make(settings)
    (await opened(settings)).house.database.close()


async def test_a_key_file_of_another_installation_does_not_start(settings: Settings, tmp_path: Path) -> None:
    await make(settings)
    KeyFile.create(tmp_path / "other.key")
    (tmp_path / "other.key").replace(settings.key_file)

    with pytest.raises(NotReady, match="does not belong"):
        await opened(settings)


async def test_a_clock_without_a_zone_is_no_clock(settings: Settings) -> None:
    await make(settings)
    parts = await build(settings, hardness=EASY, clock=lambda: datetime(2026, 11, 23))  # noqa: DTZ001
    with pytest.raises(ValueError, match="zone"):
        parts.house.now()
    parts.house.database.close()


async def test_serving_answers_runs_the_jobs_and_closes_everything(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTEP_LISTEN", "127.0.0.1:0")
    settings = Settings.read()
    await make(settings)
    parts = await opened(settings)
    async with serving(parts) as site:
        assert site._server is not None
        port = site._server.sockets[0].getsockname()[1]  # type: ignore[attr-defined]
        async with ClientSession() as browser, browser.get(f"http://127.0.0.1:{port}/health") as response:
            assert (response.status, await response.text()) == (200, "ok")
    assert [task for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []
    with pytest.raises((DatabaseError, RuntimeError)):
        await parts.house.database.write(lambda _connection: None)


async def test_a_port_that_is_taken_lets_go_of_everything(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("DOORSTEP_LISTEN", f"127.0.0.1:{taken.getsockname()[1]}")
        settings = Settings.read()
        await make(settings)
        parts = await opened(settings)
        with pytest.raises(OSError, match="in use"):
            async with serving(parts):
                pytest.fail("two servers on one port")
    with pytest.raises((DatabaseError, RuntimeError)):
        await parts.house.database.write(lambda _connection: None)
