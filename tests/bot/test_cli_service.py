"""`demo` and `serve`, as real processes on a real port."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.running import Machine, environment, free_port, process, serving


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """A machine on which `init` has run."""
    machine = Machine(folder=tmp_path_factory.mktemp("service") / "data")
    machine.makes()
    return machine


def test_demo_makes_a_unit_serves_it_stops_on_ctrl_c_and_goes_on_with_the_same_data(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with serving(folder, "demo") as first:
        for login in ("mette", "anders", "karen", "ida"):
            assert f"  {login}" in first.said
        assert first.said.count("one-time code now: ") == 5
        assert first.get("/health") == (200, "ok")
        status, page = first.get("/")
        assert status == 200
        assert "<h1" in page
        assert first.get("/personale")[0] in (200, 303)
        code, out, err = first.is_stopped_with(signal.SIGINT)
    assert (code, out) == (0, "Stopped.\n")
    for line in err.splitlines():
        assert json.loads(line)["event"]  # the log and nothing else: no traceback, no warning

    logins = json.loads((folder / "demo-logins.json").read_text(encoding="utf-8"))
    assert (folder / "demo-logins.json").stat().st_mode & 0o777 == 0o600
    with serving(folder, "demo") as second:
        assert "Making a demo unit" not in second.said
        for each in logins:
            assert each["password"] in second.said
        assert second.get("/health") == (200, "ok")
        assert second.is_stopped_with(signal.SIGTERM)[0] == 0


def test_behind_https_the_cookie_is_bound_to_the_host_and_goes_over_nothing_else(machine: Machine) -> None:
    with serving(machine.folder, "serve", DOORSTEP_PUBLIC_URL="https://door.example.org") as server:
        response, _ = server.asks(
            "POST",
            "/",
            body="do=begin",
            Host="door.example.org",
            Origin="https://door.example.org",
            Sec_Fetch_Site="same-origin",
            Content_Type="application/x-www-form-urlencoded",
        )
        assert response.status == 303
        (cookie,) = [value for name, value in response.getheaders() if name == "Set-Cookie"]
        assert cookie.startswith("__Host-")
        parts = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert {"secure", "httponly", "path=/", "samesite=strict"} <= parts
        assert not any(part.startswith("domain") for part in parts)


def test_a_port_that_is_taken_is_one_line(machine: Machine) -> None:
    with serving(machine.folder, "serve") as server:
        ended = process(machine.folder, "serve", DOORSTEP_LISTEN=f"127.0.0.1:{server.port}")

    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert "in use" in ended.stderr


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_without_its_secret_nothing_that_telegram_brings_is_believed_and_nothing_starts(
    tmp_path: Path, command: str
) -> None:
    given = {"TELEGRAM_TOKEN": "123:canary", "PUBLIC_URL": "https://chat.example.org"}
    line = Machine(folder=tmp_path / "data", settings=given).types(command).refusal

    assert "DOORSTEP_TELEGRAM_SECRET" in line
    assert "canary" not in line
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("token", ["canary", "canary:", ":canary", "12 3:canary"])
def test_what_is_no_token_is_said_in_one_line(tmp_path: Path, token: str) -> None:
    line = Machine(folder=tmp_path / "data", settings={"TELEGRAM_TOKEN": token}).types("serve").refusal

    assert "DOORSTEP_TELEGRAM_TOKEN" in line
    assert "canary" not in line


STARTED = """
import asyncio, sys
from bot.cli import parser
from bot.cli.service import build, serving
from bot.settings import Settings

async def started():
    async with serving(await build(Settings.read())):
        print(sorted(name for name in sys.modules if name.partition(".")[0] == "aiogram"))

asyncio.run(started())
"""


def test_serving_without_telegram_never_loads_its_library(machine: Machine) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", STARTED],
        env=environment(machine.folder, {"DOORSTEP_LISTEN": f"127.0.0.1:{free_port()}"}),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (ended.returncode, ended.stdout) == (0, "[]\n"), ended.stderr
