"""`queue add | grant | revoke` and `times add`."""

import argparse
import getpass
import sys
from datetime import date, time

from sqlalchemy import Connection

from bot.cli.opened import opened
from bot.cli.people import person
from bot.cli.refusals import Impossible
from bot.desk import setup
from bot.desk.agenda import LENGTHS, instant
from bot.desk.house import House
from bot.desk.views import Refused
from flows.vocabulary import AgeBand, Place
from storage import pretalks, queues
from storage.keys import Secret, new_id
from storage.pretalks import TimeRow
from storage.queues import QueueRow
from storage.recovery import recovery_from_text


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add these commands."""
    top = commands.add_parser(
        "queue",
        help="queues: add, grant, revoke",
        description="Who is answered by whom: a queue takes some ages, and only its members can read it.",
    )
    actions = top.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser(
        "add",
        help="make a queue for some ages, with its first members",
        description="Makes a queue with a key of its own, given to its first members and to the offline recovery key.",
    )
    add.add_argument("code", help='its name, such as "0-11"')
    add.add_argument("--ages", required=True, help="age bands with commas between: " + ", ".join(AgeBand))
    add.add_argument("--member", action="append", default=[], help="a login; may be given several times")
    add.set_defaults(run=_add)
    grant = actions.add_parser(
        "grant",
        help="let somebody into a queue",
        description="Only a member, or the offline recovery key, holds what opens a queue. With --by, that member's "
        "password is asked for; with --recovery, the two parts of the recovery key.",
    )
    grant.add_argument("code")
    grant.add_argument("login")
    how = grant.add_mutually_exclusive_group(required=True)
    how.add_argument("--by", metavar="LOGIN", help="a member who types their password")
    how.add_argument("--recovery", action="store_true", help="use the offline recovery key")
    grant.set_defaults(run=_grant)
    revoke = actions.add_parser(
        "revoke",
        help="take somebody out of a queue",
        description="Takes somebody out of a queue: from then on they can open nothing of it.",
    )
    revoke.add_argument("code")
    revoke.add_argument("login")
    revoke.set_defaults(run=_revoke)

    times = commands.add_parser(
        "times",
        help="free times for pre-talks: add",
        description="The times that visitors can choose from. Therapists put out their own in the console.",
    )
    time_actions = times.add_subparsers(dest="action", required=True, metavar="ACTION")
    add_time = time_actions.add_parser(
        "add",
        help="put out a free time of a therapist",
        description="Puts out a free time of a therapist who is in the queue: a day and a clock time at the unit.",
    )
    add_time.add_argument("login")
    add_time.add_argument("code", help="the queue the time is for")
    add_time.add_argument("day", type=date.fromisoformat, help="2026-12-03")
    add_time.add_argument("start", type=time.fromisoformat, help="14:00, at the unit")
    add_time.add_argument("--minutes", type=int, default=60, choices=LENGTHS)
    add_time.add_argument("--place", default=Place.UNIT.value, choices=[place.value for place in Place])
    add_time.set_defaults(run=_add_time)


def _ask(prompt: str) -> str:
    """Something secret: typed unseen at a terminal, else a line of standard input."""
    if sys.stdin.isatty():
        return getpass.getpass(prompt)
    return sys.stdin.readline().rstrip("\n")


async def _queue(house: House, code: str) -> QueueRow:
    for row in await house.database.read(queues.all_queues):
        if row.code == code:
            return row
    raise Refused("queue-unknown")


async def _add(given: argparse.Namespace) -> None:
    async with opened() as parts:
        wanted = [part.strip() for part in given.ages.split(",") if part.strip()]
        if any(part not in list(AgeBand) for part in wanted):
            raise Refused("queue-no-ages")
        members = tuple([await person(parts.house, login) for login in given.member])
        bands = tuple(AgeBand(part) for part in wanted)
        await setup.add_queue(parts.house, code=given.code, bands=bands, members=members)
        print(f"Queue {given.code} made, with {len(members)} members.")


async def _grant(given: argparse.Namespace) -> None:
    async with opened() as parts:
        house = parts.house
        queue, somebody = await _queue(house, given.code), await person(house, given.login)
        if given.recovery:
            private: Secret = setup.queue_key_by_recovery(
                queue=queue, recovery_private=recovery_from_text(_ask("Part 1: "), _ask("Part 2: "))
            )
        else:
            member = await person(house, given.by)
            password = _ask(f"Password of {member.login}: ")
            private = await setup.queue_key_by_password(house, queue=queue, member=member, password=password)
        await setup.grant(house, queue=queue, person=somebody, queue_private=private)
        print(f"{somebody.login} is in queue {queue.code}.")


async def _revoke(given: argparse.Namespace) -> None:
    async with opened() as parts:
        house = parts.house
        queue, somebody = await _queue(house, given.code), await person(house, given.login)
        # Here even the last one may go: the offline recovery key still opens the queue.
        await setup.take_out(house, queue=queue, person=somebody, last_stays=False)
        print(f"{somebody.login} is no longer in queue {queue.code}.")


async def _add_time(given: argparse.Namespace) -> None:
    async with opened() as parts:
        house = parts.house
        queue, therapist = await _queue(house, given.code), await person(house, given.login)
        wraps = await house.database.read(lambda connection: queues.wraps_of(connection, staff_id=therapist.id))
        if queue.id not in wraps:
            raise Impossible(f"{therapist.login} is not in queue {queue.code}, and could not open what is booked.")
        starts_at = instant(given.day, given.start, house.timezone)
        if starts_at <= house.now():
            raise Refused("time-past")
        new = TimeRow(
            id=new_id(),
            staff_id=therapist.id,
            queue_id=queue.id,
            starts_at=starts_at,
            minutes=given.minutes,
            place=Place(given.place),
        )

        def work(connection: Connection) -> bool:
            if pretalks.overlaps(connection, time=new):
                return False
            pretalks.add_time(connection, time=new)
            return True

        if not await house.write(work):
            raise Refused("time-overlaps")
        print("Added.")
