"""The command line: everything an administrator can do, and the few things only the machine's owner can.

Rules: an error is one line on standard error and exit code 2, or one that the command's help names. Passwords and
recovery shares are typed at a prompt, or come on standard input, never as an argument, where other users of the machine
could read them.
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from typing import NoReturn

from bot.app import NotReady
from bot.cli import counts, house, people, places, service
from bot.cli.refusals import Impossible, sentence
from bot.desk.views import Refused
from bot.settings import SettingsError
from bot.wording import MissingText
from storage.database import DatabaseError
from storage.key_file import KeyFileError
from storage.keys import WrongKey
from storage.recovery import RecoveryError


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong, and where the usage stands."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, " ".join(f"{message} ({self.prog} --help says how)".split()) + "\n")


def parser() -> argparse.ArgumentParser:
    """The command line's grammar."""
    top = _Parser(
        prog="doorstep",
        description="The door of a counselling unit: anonymous first contact, pre-talks within 14 days, "
        "counts without identities. Settings come from DOORSTEP_… in the environment (docs/settings.md).",
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in (house, service, people, places, counts):
        module.add_to(commands)
    return top


def run(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit code."""
    given = parser().parse_args(arguments)
    try:
        asyncio.run(given.run(given))
    except KeyboardInterrupt:
        return 0
    except Refused as refused:
        return _fail(sentence(refused))
    except Impossible as impossible:
        return _fail(str(impossible), code=impossible.code)
    except (NotReady, SettingsError, MissingText, DatabaseError, KeyFileError, RecoveryError) as error:
        return _fail(str(error))
    except WrongKey:
        return _fail("A key in the database is not the one that was signed or wrapped here. Nothing was changed.")
    except OSError as error:
        return _fail(f"{error.strerror or 'The operating system refused'}: {error.filename or ''}".rstrip(": "))
    return 0


def _fail(line: str, *, code: int = 2) -> int:
    print(" ".join(line.split()), file=sys.stderr)
    return code
