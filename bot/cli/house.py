"""`init` makes an installation, `check` looks whether one is whole."""

import argparse
import asyncio

from bot.app import NotReady, build
from bot.cli.opened import opened
from bot.desk.advice import facts_for
from bot.making import make
from bot.settings import Settings
from storage import queues, staff
from storage.recovery import recovery_text


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add these commands."""
    init = commands.add_parser(
        "init",
        help="make the data folder: key file, database, and the offline recovery key",
        description="Makes the key file and an empty database where there are none, and prints the offline recovery "
        "key once, in two parts for two people to keep apart from each other and from this machine. Whoever has both "
        "parts can open every queue; without them a queue whose members have all lost their passwords stays closed.",
    )
    init.set_defaults(run=_init)
    check = commands.add_parser(
        "check",
        help="look whether the installation is whole and can start",
        description="Opens settings, key file, database and texts as `serve` does, changes nothing, and says what "
        "it found.",
    )
    check.set_defaults(run=_check)


async def _init(_given: argparse.Namespace) -> None:
    settings = Settings.read()
    if settings.key_file.exists():
        parts = await build(settings)
        parts.house.database.close()
        raise NotReady(f"There is an installation already: the key file {settings.key_file}. Nothing was changed.")
    recovery = await make(settings)
    first, second = recovery_text(recovery)
    print("The offline recovery key, shown this once. Write each part down; two people keep one each:\n")
    print(f"  part 1:  {first}\n  part 2:  {second}\n")
    print("Next: doorstep staff add, doorstep queue add, doorstep serve. See doorstep --help.")


async def _check(_given: argparse.Namespace) -> None:
    async with opened() as parts:
        house = parts.house
        people = await house.database.read(staff.all_staff)
        rows = await house.database.read(queues.all_queues)
        for row in rows:
            await asyncio.to_thread(house.trust, row)
        old = [fact.code for fact in await facts_for(house) if fact.old]
        languages = ", ".join(parts.settings.languages)
        print(f"Settings, key file and database belong together. Texts are whole in: {languages}.")
        print(f"{len(rows)} queues and {len(people)} people.")
        if old:
            print(f"Facts that nobody has confirmed for a year: {', '.join(old)}.")
