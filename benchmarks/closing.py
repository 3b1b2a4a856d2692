"""How long closing a contact takes with its ballot, beside the same without one.

Rules: both are the therapist's own `close` on SQLite files in a folder of its own: the conversation opened, the
transaction, its commit (`synchronous=FULL`), and the logs wiped. Without a ballot, sealing and casting are left out and
nothing else. They take turns. Between two, and not timed, the conversation is claimed again, and ten ballots are
counted as the program counts them: the pool holds none to nine.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import pyotp
from sqlalchemy import Connection

from bot import jobs
from bot.app import Parts, build
from bot.desk import casework, helped, setup
from bot.desk.administration import StaffDesk
from bot.desk.casting import SealedBallot, sealed_ballot
from bot.desk.views import StaffSession
from bot.desk.visitor import VisitorDesk
from bot.making import make
from bot.settings import Settings
from flows.counting import Registration
from flows.vocabulary import AgeBand, Channel, ContactKind, Language, Role, StaffRole
from storage import ballots, claims, staff
from storage.keys import Hardness, new_id

EASY = Hardness(memory_kib=64, rounds=1, lanes=1)
GOAL = 1.3
REGISTRATION = Registration(
    kind=ContactKind.CONTACT, channel=Channel.WEB, unit="0-11", band=AgeBand.CHILD, role=Role.MOTHER
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Bench:
    """A unit with one talk that its therapist has claimed."""

    parts: Parts
    desk: StaffDesk
    session: StaffSession
    conversation: str

    async def timed(self) -> float:
        """One closing, in seconds; afterwards it is as it was."""
        press = new_id().hex()
        began = time.perf_counter()
        await self.desk.close(self.session, self.conversation, registration=REGISTRATION, press=press)
        taken = time.perf_counter() - began
        await self.parts.house.write(self._claim_again)
        await jobs.tally(self.parts.house)
        await self.parts.house.database.wipe_traces()
        return taken

    def _claim_again(self, connection: Connection) -> None:
        conversation_id = bytes.fromhex(self.conversation)
        claims.reclaim(connection, conversation_id=conversation_id, staff_id=self.session.staff_id)
        helped.take_back(connection, conversation_id)


async def bench(settings: Settings) -> Bench:
    """Make a unit, and bring somebody as far as to be talked with."""
    await make(settings)
    parts = await build(settings, hardness=EASY)
    house = parts.house
    login = await setup.add_person(house, login="mette", shown_name="Mette", roles=frozenset({StaffRole.THERAPIST}))
    members = await house.database.read(staff.all_staff)
    await setup.add_queue(house, code="0-11", bands=(AgeBand.BABY, AgeBand.CHILD), members=members)
    await setup.add_queue(house, code="12-24", bands=(AgeBand.TEEN, AgeBand.YOUTH), members=members)
    visitors, desk = VisitorDesk(house), StaffDesk(house)
    cookie = await visitors.begin(language=Language.DANISH)
    await visitors.talk_now(cookie)
    view = await visitors.view(cookie)
    while view is not None and view.asking is not None:
        key, revision = view.asking.question.key, view.asking.revision
        await visitors.answer(cookie, key=key, revision=revision, raw=AgeBand.CHILD.value)
        view = await visitors.view(cookie)
    shown = login.shown
    session = await desk.resume(
        await desk.login(
            login="mette",
            password=shown.password,
            one_time_code=pyotp.TOTP(shown.totp_secret).now(),
            caller="benchmark",
        )
    )
    if session is None:
        raise RuntimeError("nobody is logged in")
    (row,) = await desk.queue(session)
    await desk.claim(session, row.conversation)
    return Bench(parts=parts, desk=desk, session=session, conversation=row.conversation)


def _unsealed(_house: Any, _said: Any, ballot_id: bytes) -> SealedBallot:
    return SealedBallot(id=ballot_id, month="2026-11", envelope=b"")


async def run(folder: Path, rounds: int) -> None:
    """Print one row."""
    unit = await bench(Settings(data_dir=folder, languages=(Language.DANISH,)))
    with_ballot: list[float] = []
    without: list[float] = []
    kinds: tuple[tuple[list[float], Callable[..., Any], Callable[..., Any]], ...] = (
        (with_ballot, sealed_ballot, ballots.cast),
        (without, _unsealed, lambda *_, **__: True),
    )
    for number in range(rounds + 20):
        # Each is first as often as it is second.
        for found, sealing, casting in kinds if number % 2 else reversed(kinds):
            with patch.object(casework, "sealed_ballot", sealing), patch.object(ballots, "cast", casting):
                taken = await unit.timed()
            if number >= 20:
                found.append(taken)
    unit.parts.house.database.close()
    a, b = median(with_ballot), median(without)
    said = f"with a ballot {a * 1000:.1f} ms, without {b * 1000:.1f} ms, ratio {a / b:.2f}, goal {GOAL}"
    sys.stdout.write(f"{said}\n")


def main() -> None:
    """Read the options, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=300)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        asyncio.run(run(Path(folder) / "data", options.rounds))


if __name__ == "__main__":
    main()
