"""The command line, as its owner uses it: in this process where that is enough, and as a real process."""

import io
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from bot.cli import run

LONGEST = 60


def environment(data_dir: Path, settings: Mapping[str, str]) -> dict[str, str]:
    """This process's environment, with these settings and no others."""
    known = {name: value for name, value in os.environ.items() if not name.startswith("DOORSTEP_")}
    return {**known, "DOORSTEP_DATA_DIR": str(data_dir), "PYTHONWARNINGS": "error", **settings}


def process(data_dir: Path, *arguments: str, typed: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """One command as a process of its own, from its start to its end."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        env=environment(data_dir, settings),
        input=typed,
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )


@dataclass(frozen=True, kw_only=True)
class Said:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def refusal(self) -> str:
        """The one line it was refused with."""
        assert self.code == 2, (self.code, self.out, self.err)
        assert self.out == ""
        assert self.err.count("\n") == 1, self.err
        assert self.err.endswith("\n")
        return self.err.strip()

    @property
    def done(self) -> str:
        """What it printed, having done what it was asked."""
        assert (self.code, self.err) == (0, "")
        return self.out


@dataclass(frozen=True, kw_only=True)
class Machine:
    """A machine with a data folder, at whose terminal commands are typed."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    # What was shown once: passwords by login, the parts of the recovery key.
    remembers: dict[str, str] = field(default_factory=dict, repr=False)

    def types(self, *arguments: str, answers: str = "") -> Said:
        """Run a command in this process; `answers` comes on its standard input."""
        out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
        with pytest.MonkeyPatch.context() as here, redirect_stdout(out), redirect_stderr(err):
            here.setattr(sys, "stdin", io.StringIO(answers))
            # In one language: reading the texts is most of what a command takes.
            for name, value in {"DATA_DIR": str(self.folder), "LANGUAGES": "en", **self.settings}.items():
                here.setenv(f"DOORSTEP_{name}", value)
            try:
                code = run(arguments)
            except SystemExit as end:
                code = int(end.code or 0)
        out.flush()
        return Said(code=code, out=out.buffer.getvalue().decode(), err=err.getvalue())

    def makes(self) -> None:
        """Run `init`; remembers both parts of the recovery key."""
        printed = self.types("init").done
        for part in ("part 1", "part 2"):
            self.remembers[part] = words_after(f"{part}:", printed)

    def adds(self, login: str, role: str = "therapist") -> str:
        """Add somebody; returns their password, and remembers it."""
        printed = self.types("staff", "add", login, login.title(), "--role", role).done
        self.remembers[login] = words_after("password:", printed)
        return self.remembers[login]

    def copied(self, folder: Path) -> "Machine":
        """The same, on another machine: what is done there is not done here."""
        shutil.copytree(self.folder, folder)
        return Machine(folder=folder, settings=dict(self.settings), remembers=dict(self.remembers))


def words_after(label: str, text: str) -> str:
    """What stands after a label, to the end of its line."""
    found = re.search(rf"{re.escape(label)}\s*(.+)", text)
    assert found is not None, text
    return found[1].strip()


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@dataclass(frozen=True, kw_only=True)
class Running:
    """A server that has said that it is open."""

    server: subprocess.Popen[str]
    port: int
    said: str

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of a page."""
        response, text = self.asks("GET", path)
        return response.status, text

    def asks(self, method: str, path: str, body: str = "", **headers: str) -> tuple[HTTPResponse, str]:
        """One request on a connection of its own."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)
        try:
            connection.request(method, path, body=body, headers={k.replace("_", "-"): v for k, v in headers.items()})
            response = connection.getresponse()
            return response, response.read().decode()
        finally:
            connection.close()

    def is_stopped_with(self, number: signal.Signals) -> tuple[int, str, str]:
        """Send a signal and wait for the end; returns the code and what was printed last."""
        self.server.send_signal(number)
        out, err = self.server.communicate(timeout=LONGEST)
        return self.server.returncode, out, err


@contextmanager
def serving(data_dir: Path, command: str, **settings: str) -> Iterator[Running]:
    """A command that serves, as a process of its own on a free port; gone when the block ends."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "bot", command],
        env=environment(data_dir, {"DOORSTEP_LISTEN": f"127.0.0.1:{port}", **settings}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        lines: list[str] = []
        for line in server.stdout:
            lines.append(line)
            if line.startswith("Doorstep is open"):
                break
        yield Running(server=server, port=port, said="".join(lines))
    finally:
        if server.poll() is None:
            server.kill()
        server.communicate()
