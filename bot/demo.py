"""A unit to try Doorstep with: two queues, two therapists, a coordinator, an administrator, two weeks of free times.

Its logins lie readable in the data folder (`demo-logins.json`, for the owner only), so that a second start can print
them again. That is why a demo unit is never for real people: the file says so, and so does what is printed.
"""

import json
import os
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pyotp
from sqlalchemy import Connection

from bot.app import Parts, build
from bot.desk import setup
from bot.desk.house import House
from bot.making import make
from bot.settings import Settings
from flows.vocabulary import AgeBand, Place, StaffRole
from storage import pretalks, staff
from storage.keys import new_id
from storage.pretalks import TimeRow
from storage.queues import QueueRow
from storage.staff import StaffRow

PEOPLE = (
    ("mette", "Mette", frozenset({StaffRole.THERAPIST})),
    ("anders", "Anders", frozenset({StaffRole.THERAPIST})),
    ("karen", "Karen", frozenset({StaffRole.COORDINATOR})),
    ("ida", "Ida", frozenset({StaffRole.ADMINISTRATOR})),
)
QUEUES = (
    ("0-11", (AgeBand.BABY, AgeBand.CHILD)),
    ("12-24", (AgeBand.TEEN, AgeBand.YOUTH)),
)
DAYS = 14
# A therapist's week: which hours, and where. Both therapists take both queues, so no time may stand twice.
STARTS = {
    ("mette", "0-11"): ((time(9, 0), Place.UNIT), (time(14, 0), Place.UNIT)),
    ("mette", "12-24"): ((time(11, 0), Place.ONLINE),),
    ("anders", "12-24"): ((time(10, 0), Place.UNIT), (time(15, 0), Place.WALK)),
    ("anders", "0-11"): ((time(12, 30), Place.PHONE),),
}


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
    """Two weeks of free times from tomorrow on, on working days."""
    first = house.today() + timedelta(days=1)
    days = [first + timedelta(days=number) for number in range(DAYS)]
    times = [
        TimeRow(
            id=new_id(),
            staff_id=people[login].id,
            queue_id=rows[code].id,
            starts_at=datetime.combine(day, start, tzinfo=house.timezone).astimezone(UTC),
            minutes=60,
            place=place,
        )
        for day in days
        if day.weekday() < 5
        for (login, code), starts in STARTS.items()
        for start, place in starts
    ]

    def work(connection: Connection) -> None:
        for each in times:
            pretalks.add_time(connection, time=each)

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
