"""`queue add | grant | revoke` and `times add`."""

import argparse
from datetime import date, time

from sqlalchemy import Connection

from bot.cli.opened import ask, opened
from bot.cli.people import person
from bot.cli.refusals import Impossible, sentence
from bot.desk import setup, statistics
from bot.desk.house import House
from bot.desk.offering import looked_through, save
from bot.desk.pattern_forms import text_of
from bot.desk.views import Refused
from flows.availability import Pattern
from flows.contradictions import LENGTHS, Contradiction
from flows.vocabulary import AgeBand, Place
from flows.wall_clock import minute_of_day
from storage import queues
from storage.keys import Secret, new_id
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
    add_time.add_argument("start", type=_clock_time, help="14:00, at the unit")
    add_time.add_argument("--minutes", type=int, default=60, choices=LENGTHS)
    add_time.add_argument("--place", default=Place.UNIT.value, choices=[place.value for place in Place])
    add_time.set_defaults(run=_add_time)


def _clock_time(typed: str) -> time:
    """A clock time in whole minutes, at the unit."""
    return time.fromisoformat(typed).replace(second=0, microsecond=0, tzinfo=None)


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
            recovery = recovery_from_text(ask("Part 1: "), ask("Part 2: "))
            private: Secret = setup.queue_key_by_recovery(queue=queue, recovery_private=recovery)
            await statistics.take_up_by_recovery(house, recovery_private=recovery)
        else:
            member = await person(house, given.by)
            password = ask(f"Password of {member.login}: ")
            private = await setup.queue_key_by_password(house, queue=queue, member=member, password=password)
        await setup.grant(house, queue=queue, person=somebody, queue_private=private)
        await statistics.share(house)
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
        ends = minute_of_day(given.start) + given.minutes
        if ends >= 24 * 60:
            raise Impossible("A talk ends on the day it begins.")
        new = Pattern(
            id=new_id(),
            staff_id=therapist.id,
            second_id=None,
            queue_id=queue.id,
            weekday=given.day.weekday(),
            opens=given.start,
            closes=time(ends // 60, ends % 60),
            every_weeks=1,
            first_day=given.day,
            last_day=given.day,
            minutes=given.minutes,
            before=0,
            after=0,
            notice_hours=0,
            place=Place(given.place),
            venue_id=None,
            bands=frozenset(),
            languages=frozenset(),
        )

        def work(connection: Connection) -> tuple[Contradiction, ...]:
            save(connection, house, new)
            return looked_through(connection, house, new)

        odd = await house.write(work)
        print("Added.")
        for each in odd:
            print(sentence(Refused(text_of(each.kind), day=str(each.on))))
