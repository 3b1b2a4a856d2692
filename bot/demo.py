"""A unit to try Doorstep with: two queues, two therapists, their leader, a coordinator, an administrator,
and times in every week.

Its logins lie readable in the data folder (`demo-logins.json`, for the owner only), so that a second start can print
them again. That is why a demo unit is never for real people: the file says so, and so does what is printed.
"""

import json
import os
from datetime import time, timedelta
from pathlib import Path

import pyotp
from sqlalchemy import Connection

from bot.app import Parts, build
from bot.desk import setup
from bot.desk.house import House
from bot.making import make
from bot.settings import Settings
from flows.availability import Pattern
from flows.vocabulary import AgeBand, Place, StaffRole
from storage import patterns, staff, venues
from storage.keys import new_id
from storage.queues import QueueRow
from storage.staff import StaffRow
from storage.venues import VenueRow

PEOPLE = (
    ("mette", "Mette", frozenset({StaffRole.THERAPIST})),
    ("anders", "Anders", frozenset({StaffRole.THERAPIST})),
    ("lone", "Lone", frozenset({StaffRole.LEADER})),
    ("karen", "Karen", frozenset({StaffRole.COORDINATOR})),
    ("ida", "Ida", frozenset({StaffRole.ADMINISTRATOR})),
)
QUEUES = (
    ("0-11", (AgeBand.BABY, AgeBand.CHILD)),
    ("12-24", (AgeBand.TEEN, AgeBand.YOUTH)),
)
# The unit's own address is public. The other place, the number and the rooms online are made up.
VENUES = (
    ("Samtalerummet", Place.UNIT, "Suhmsgade 4, 1., 1125 København K", "Ring på ved døren, så kommer vi ned.", True),
    ("Familiehuset", Place.OUTREACH, "Eksempelvej 1, 2200 København N", "Den gule dør i gården.", False),
    ("Videorum", Place.ONLINE, "https://video.example.org", "Åbn linket i din browser, når det er tid.", False),
    ("Telefonen", Place.PHONE, "12 34 56 78", "Du ringer til os, når det er tid.", False),
    ("Kongens Have", Place.WALK, "Kongens Have, lågen ved Gothersgade", "Vi mødes lige inden for lågen.", False),
)
# A therapist's week: for whom, on which days (Monday is 0), from when to when, and where. Both are in both queues.
WORKDAYS = range(5)
WEEK = (
    ("mette", "0-11", WORKDAYS, time(9, 0), time(10, 0), Place.UNIT),
    ("mette", "0-11", WORKDAYS, time(14, 0), time(15, 0), Place.UNIT),
    ("mette", "12-24", WORKDAYS, time(11, 0), time(12, 0), Place.ONLINE),
    ("mette", "0-11", (2,), time(16, 0), time(17, 0), Place.OUTREACH),
    ("anders", "12-24", WORKDAYS, time(10, 0), time(11, 0), Place.UNIT),
    ("anders", "12-24", WORKDAYS, time(15, 0), time(16, 0), Place.WALK),
    ("anders", "0-11", WORKDAYS, time(12, 30), time(13, 30), Place.PHONE),
)


def logins_file(settings: Settings) -> Path:
    """Where the demo's logins lie."""
    return settings.data_dir / "demo-logins.json"


async def make_demo(settings: Settings) -> None:
    """Make the demo unit in an empty data folder."""
    await make(settings)
    parts = await build(settings)
    try:
        logins = [
            await setup.add_person(parts.house, login=login, shown_name=name, roles=roles)
            for login, name, roles in PEOPLE
        ]
        _write_owner_only(
            logins_file(settings),
            json.dumps(
                [
                    {"login": made.shown.login, "password": made.shown.password, "secret": made.shown.totp_secret}
                    for made in logins
                ]
            ),
        )
        people = {person.login: person for person in await parts.house.database.read(staff.all_staff)}
        therapists = (people["mette"], people["anders"])
        rows = [
            await setup.add_queue(parts.house, code=code, bands=bands, members=therapists) for code, bands in QUEUES
        ]
        await add_demo_times(parts.house, people, {row.code: row for row in rows})
    finally:
        parts.house.database.close()


async def add_demo_times(house: House, people: dict[str, StaffRow], rows: dict[str, QueueRow]) -> None:
    """The unit's places, and from tomorrow on each therapist's week."""
    places = {
        place: VenueRow(id=new_id(), name=name, place=place, address=address, way=way, once=once)
        for name, place, address, way, once in VENUES
    }
    first = house.today() + timedelta(days=1)
    week = [
        Pattern(
            id=new_id(),
            staff_id=people[login].id,
            second_id=None,
            queue_id=rows[code].id,
            weekday=weekday,
            opens=opens,
            closes=closes,
            every_weeks=1,
            first_day=first,
            last_day=None,
            minutes=60,
            before=0,
            after=0,
            notice_hours=12,
            place=place,
            venue_id=places[place].id,
            bands=frozenset(),
            languages=frozenset(),
        )
        for login, code, weekdays, opens, closes, place in WEEK
        for weekday in weekdays
    ]

    def work(connection: Connection) -> None:
        for venue in places.values():
            venues.put(connection, row=venue)
        for pattern in week:
            patterns.put(connection, pattern=pattern)

    await house.write(work)


def _write_owner_only(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


def logins(parts: Parts) -> str:
    """The demo's logins with the one-time codes of this moment, for a terminal."""
    path = logins_file(parts.settings)
    if not path.exists():
        return "This is not a demo unit; its logins are known to its people alone."
    now = parts.house.now()
    lines = ["Logins for this demo unit (never use it for real people):", ""]
    for each in json.loads(path.read_text(encoding="utf-8")):
        totp = pyotp.TOTP(each["secret"])
        lines.append(f"  {each['login']:<8} password: {each['password']}")
        lines.append(f"  {'':<8} one-time code now: {totp.at(now)}   secret for an app: {each['secret']}")
    return "\n".join([*lines, ""])
