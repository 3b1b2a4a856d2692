"""Closing contacts, and answering if it helped, in a process that dies: `python -m tests.bot.dying_closing`.

Rules: what takes long is done once, and each life is a fork of that. A life is given everything that is still to be
done, does it in order, and kills itself (SIGKILL) before the statement, or the commit, whose number it was given. It
says each thing that it has finished; at the end its exit code is said.
"""

import asyncio
import json
import os
import signal
import sys
import threading
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import event

from bot.app import Parts, build
from bot.desk.administration import StaffDesk
from bot.desk.views import StaffSession
from bot.desk.visitor import VisitorDesk
from bot.settings import Settings
from bot.wording import Wording
from flows.counting import Registration
from flows.talk import StaleButton
from flows.vocabulary import Channel, ContactKind, Language
from storage.keys import Hardness, Secret
from tests.bot.telegram.dying import die_with_the_parent

EASY = Hardness(memory_kib=64, rounds=1, lanes=1)


@dataclass
class Fuse:
    """Kills this process before the statement of that number; 0 never does."""

    left: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def burn(self, *_: Any, **__: Any) -> None:
        """One statement more."""
        with self.lock:
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


@dataclass
class Life:
    """One life: from the composition root, as a process that is started again."""

    parts: Parts
    session: StaffSession
    fuse: Fuse

    async def do(self, step: dict[str, str], number: int) -> None:
        """One step, with a fuse of that length. What was done before is done already, as its page would find."""
        self.fuse.left = number
        if step["what"] == "close":
            registration = Registration(kind=ContactKind.CONTACT, channel=Channel.WEB, unit="0-11")
            await StaffDesk(self.parts.house).close(
                self.session, step["conversation"], registration=registration, press=step["press"]
            )
        else:
            desk, cookie = VisitorDesk(self.parts.house), Secret(bytes.fromhex(step["cookie"]))
            try:
                await desk.answer(cookie, key="got-help", revision=0, raw="high")
            except StaleButton:
                await self.parts.house.database.wipe_traces()
        self.fuse.left = 0


async def live(task: dict[str, Any]) -> None:
    """Do what is left to do."""
    now = datetime.fromisoformat(task["now"])
    parts = await build(Settings.read(), clock=lambda: now, hardness=EASY)
    session = await StaffDesk(parts.house).resume(Secret(bytes.fromhex(task["cookie"])))
    assert session is not None
    fuse = Fuse()
    engine = parts.house.database._engine
    event.listen(engine, "before_cursor_execute", fuse.burn)
    event.listen(engine, "commit", fuse.burn)
    life = Life(parts=parts, session=session, fuse=fuse)
    numbers: dict[str, int] = task["numbers"]
    for index, step in enumerate(task["steps"]):
        await life.do(step, numbers[step["what"]])
        # Begun anew and still alive: there is no statement of that number, so it begins with the first again.
        if numbers[step["what"]] and (index or task["fresh"]):
            numbers[step["what"]] = 1
        _say("done")
    parts.house.database.close()


def main() -> None:
    """Live once for each line."""
    die_with_the_parent()
    texts = Wording.load((Language.DANISH,))
    Wording.load = lambda *_: texts  # type: ignore[method-assign]
    _say("ready")
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            code = 1
            try:
                die_with_the_parent()
                asyncio.run(live(json.loads(line)))
                code = 0
            except BaseException:
                sys.excepthook(*sys.exc_info())
            finally:
                sys.stderr.flush()
                os._exit(code)
        _say(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def _say(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
