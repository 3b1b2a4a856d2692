"""How long `serve` takes from its start as a process to the first answer, beside a bare aiohttp server.

Both are real processes on this machine's own address, started and ended in turn. The unit is a demo unit, made once
before; no messenger is set up. As where Doorstep is installed, Python keeps what it compiled: a first start of each is
not counted. The goal is 1.2 seconds at most.
"""

import argparse
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

SECONDS = 30
BARE = """
import sys
from aiohttp import web
async def page(request):
    return web.Response(text="here")
app = web.Application()
app.router.add_get("/", page)
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None)
"""


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _started(command: list[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    silent = subprocess.DEVNULL
    return subprocess.Popen(command, env=environment, stdout=silent, stderr=silent)  # noqa: S603 - its own commands


def _first_answer(command: list[str], port: int, settings: dict[str, str]) -> float:
    """Seconds from the start of a process to its first answer; the process is ended."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    began = time.perf_counter()
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = _started(command, kept | settings)
    try:
        while time.perf_counter() - began < SECONDS:
            try:
                with opener.open(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                    answer.read()
                return time.perf_counter() - began
            except urllib.error.URLError:
                if process.poll() is not None:
                    raise SystemExit("The process ended by itself.") from None
                time.sleep(0.005)
        raise SystemExit(f"No answer within {SECONDS} seconds.")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(SECONDS)


def main() -> None:
    """Measure both in turn, and print the medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    doorstep, bare = [], []
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        compiled = {"PYTHONPYCACHEPREFIX": str(Path(folder) / "compiled")}
        settings = compiled | {
            "DOORSTEP_DATA_DIR": str(Path(folder) / "data"),
            "DOORSTEP_LISTEN": f"127.0.0.1:{port}",
            "DOORSTEP_PUBLIC_URL": f"http://127.0.0.1:{port}",
            "DOORSTEP_TELEGRAM_TOKEN": "",
        }
        _first_answer([sys.executable, "-m", "bot", "demo"], port, settings)
        for _ in range(1 + rounds):
            doorstep.append(_first_answer([sys.executable, "-m", "bot", "serve"], port, settings))
            bare.append(_first_answer([sys.executable, "-c", BARE, str(port)], port, compiled))
    mine, beside = statistics.median(doorstep[1:]), statistics.median(bare[1:])
    _print(f"start to first answer, median of {rounds}: Doorstep {mine:.2f} s, bare aiohttp {beside:.2f} s")
    _print(f"ratio {mine / beside:.1f}; goal: at most 1.2 s")


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
