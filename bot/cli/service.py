"""`serve` runs Doorstep; `demo` makes a demo unit first, where there is nothing yet, and says how to log in."""

import argparse
import asyncio
import signal
from contextlib import suppress

from bot.app import Parts, build, serving
from bot.demo import logins, make_demo
from bot.logs import set_up_logs
from bot.settings import Settings


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add these commands."""
    serve = commands.add_parser(
        "serve",
        help="serve the visitor's page and the console",
        description="Serves the visitor's page at / and the console at /personale on DOORSTEP_LISTEN until Ctrl-C.",
    )
    serve.set_defaults(run=_serve)
    demo = commands.add_parser(
        "demo",
        help="make a demo unit if there is nothing yet, print its logins, and serve",
        description="For trying Doorstep: where the data folder is empty it makes two queues, two therapists, a "
        "coordinator, an administrator and times in every week; then it prints the logins, with the one-time codes "
        "of this moment, and serves. A second start goes on with the same data. Never use a demo unit for real people: "
        "its passwords lie readable beside the database.",
    )
    demo.set_defaults(run=_demo)


async def _serve(_given: argparse.Namespace) -> None:
    settings = Settings.read()
    set_up_logs()
    await _until_stopped(await build(settings))


async def _demo(_given: argparse.Namespace) -> None:
    settings = Settings.read()
    set_up_logs()
    if not settings.key_file.exists():
        print("Making a demo unit …", flush=True)
        await make_demo(settings)
    parts = await build(settings)
    print(logins(parts), flush=True)
    await _until_stopped(parts)


async def _until_stopped(parts: Parts) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        # Where an event loop cannot listen to signals (Windows), Ctrl-C still arrives as KeyboardInterrupt.
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, stopped.set)
    async with serving(parts):
        print(
            f"Doorstep is open at {parts.settings.public_url}/ and the console at "
            f"{parts.settings.public_url}/personale. Ctrl-C stops it.",
            flush=True,
        )
        await stopped.wait()
    print("Stopped.", flush=True)
