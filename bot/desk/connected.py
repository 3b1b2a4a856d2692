"""A therapist's other calendars: those that block their times here, and the private one in which they see their talks.

Rules: of another calendar only the busy stretches of the next 26 weeks are kept, never a title. Its address and login
lie under the server's key, because it is read again by itself; they are never shown again, and forgotten when it is
taken away. The private calendar is found by the digest of a secret that is shown once; it holds no word of anyone's
matter.
"""

import asyncio
import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pydantic import SecretStr
from sqlalchemy import Connection
from yarl import URL

from bot.calendars.busy import read_busy
from bot.calendars.feed import FeedEntry
from bot.calendars.fetching import Login, calendar_url, fetch
from bot.calendars.problems import Unreadable
from bot.desk.ballots import require
from bot.desk.house import House
from bot.desk.views import Refused, StaffSession
from flows.availability import Interval
from flows.vocabulary import Place, PretalkState, StaffRole
from storage import busy, feeds, patterns, pretalks, queues, venues
from storage.busy import BusyCalendarRow
from storage.keys import Secret, new_id, new_secret

READ_AHEAD = timedelta(weeks=26)
READ_AGAIN = timedelta(minutes=30)
# A few at a time: the other jobs wait for this one.
READ_AT_ONCE = 2
# A file says nothing of what comes later.
FILE_OLD = timedelta(weeks=4)
MOST_CALENDARS = 5
FEED_BACK = timedelta(weeks=4)


@dataclass(frozen=True, kw_only=True, slots=True)
class ConnectedView:
    """One other calendar. `host` is empty for a file, `old` says it was sent in long ago; `problem` is a wording id."""

    id: str
    host: str = field(repr=False)
    read_at: datetime | None
    stretches: int
    problem: str
    old: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """What stands in somebody's private calendar; `mark` is the same as long as nothing in it changes."""

    entries: tuple[FeedEntry, ...] = field(repr=False)
    mark: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Address:
    """Where a calendar is read from."""

    address: str = field(repr=False)
    login: Login | None = field(repr=False)

    def sealed(self, house: House, calendar_id: bytes) -> bytes:
        login = self.login
        said = {
            "address": self.address,
            "name": "" if login is None else login.name.get_secret_value(),
            "password": "" if login is None else login.password.get_secret_value(),
        }
        return house.keyring.seal_for_desk(json.dumps(said).encode(), context=b"busy|" + calendar_id)

    @classmethod
    def opened(cls, house: House, row: BusyCalendarRow) -> "_Address":
        if row.wrapped is None:
            raise ValueError("a file that was sent in has no address")
        said = json.loads(house.keyring.open_at_desk(row.wrapped, context=b"busy|" + row.id))
        return cls(address=said["address"], login=_login(said["name"], said["password"]))

    async def read(self, house: House) -> tuple[Interval, ...]:
        """What it blocks; raises `Unreadable`."""
        now = house.now()
        content = await fetch(self.address, since=now, until=now + READ_AHEAD, login=self.login, network=house.network)
        return await _busy_in(house, content)


def _login(name: str, password: str) -> Login | None:
    return Login(name=SecretStr(name), password=SecretStr(password)) if name or password else None


async def _busy_in(house: House, content: bytes) -> tuple[Interval, ...]:
    now = house.now()
    async with house.reading:
        return await asyncio.to_thread(read_busy, content, zone=house.timezone, since=now, until=now + READ_AHEAD)


async def read_calendars(house: House) -> int:
    """Read the calendars again whose turn it is; returns how many. One that cannot be read keeps what it blocked."""
    now = house.now()
    rows = await house.write(
        lambda connection: busy.take_turns(connection, now=now, again_at=now + READ_AGAIN, most=READ_AT_ONCE)
    )
    await asyncio.gather(*(_read_again(house, row) for row in rows))
    return len(rows)


async def _read_again(house: House, row: BusyCalendarRow) -> None:
    try:
        stretches = await _Address.opened(house, row).read(house)
    except Unreadable as unreadable:
        problem = str(unreadable.problem)
        await house.write(lambda connection: busy.could_not_read(connection, calendar_id=row.id, problem=problem))
        return
    await _replace(house, row.id, stretches)


async def _replace(house: House, calendar_id: bytes, stretches: tuple[Interval, ...]) -> None:
    now = house.now()
    await house.write(
        lambda connection: busy.replace(connection, calendar_id=calendar_id, stretches=stretches, read_at=now)
    )


async def forget_past(house: House) -> int:
    """Forget patterns, days off, closed days and busy stretches that are over; nothing of them is shown any more."""
    today, now = house.today(), house.now()

    def work(connection: Connection) -> None:
        patterns.sweep(connection, day=today, now=now)
        busy.sweep(connection, before=now)

    await house.write(work)
    return 0


class Connected:
    """Other calendars of one therapist."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def calendars(self, session: StaffSession) -> tuple[ConnectedView, ...]:
        """This person's other calendars."""
        await _therapist(self._house, session)
        house, now = self._house, self._house.now()
        rows, sizes = await house.database.read(
            lambda connection: (
                busy.of_staff(connection, staff_id=session.staff_id),
                busy.sizes(connection, staff_id=session.staff_id, since=now),
            )
        )
        return tuple(
            ConnectedView(
                id=row.id.hex(),
                host="" if row.wrapped is None else URL(_Address.opened(house, row).address).host or "",
                read_at=row.read_at,
                stretches=sizes.get(row.id, 0),
                problem=row.problem,
                old=row.wrapped is None and row.read_at is not None and row.read_at < now - FILE_OLD,
            )
            for row in rows
        )

    async def connect_file(self, session: StaffSession, content: bytes) -> int:
        """Take the busy stretches out of a calendar file; returns how many. Raises `Refused`, and keeps nothing."""
        await self._room_for_one(session)
        try:
            stretches = await _busy_in(self._house, content)
        except Unreadable as unreadable:
            raise Refused(str(unreadable.problem)) from None
        await self._add(session, new_id(), wrapped=None, stretches=stretches, due_at=None)
        return len(stretches)

    async def connect_address(self, session: StaffSession, address: str, *, name: str, password: str) -> int:
        """Read a calendar at an address, now and again and again; returns how many stretches there are now.

        Raises `Refused`, and keeps nothing, when it cannot be read.
        """
        await self._room_for_one(session)
        house = self._house
        try:
            calendar_url(address, ports=house.network.ports)
            where = _Address(address=address.strip(), login=_login(name, password))
            stretches = await where.read(house)
        except Unreadable as unreadable:
            raise Refused(str(unreadable.problem)) from None
        calendar_id = new_id()
        await self._add(
            session,
            calendar_id,
            wrapped=where.sealed(house, calendar_id),
            stretches=stretches,
            due_at=house.now() + READ_AGAIN,
        )
        return len(stretches)

    async def _add(
        self,
        session: StaffSession,
        calendar_id: bytes,
        *,
        wrapped: bytes | None,
        stretches: tuple[Interval, ...],
        due_at: datetime | None,
    ) -> None:
        now = self._house.now()
        row = BusyCalendarRow(
            id=calendar_id, staff_id=session.staff_id, wrapped=wrapped, read_at=now, due_at=due_at, problem=""
        )

        def work(connection: Connection) -> None:
            busy.add(connection, row=row)
            busy.replace(connection, calendar_id=calendar_id, stretches=stretches, read_at=now)

        await self._house.write(work)
        await self._stirred(session)

    async def disconnect(self, session: StaffSession, calendar_id: str) -> None:
        """Forget a calendar and all it blocked; raises `Refused("calendar-not-yours")`."""
        await _therapist(self._house, session)
        try:
            wanted = bytes.fromhex(calendar_id)
        except ValueError:
            raise Refused("calendar-not-yours") from None
        if not await self._house.write(
            lambda connection: busy.remove(connection, calendar_id=wanted, staff_id=session.staff_id)
        ):
            raise Refused("calendar-not-yours")
        await self._stirred(session)

    async def has_feed(self, session: StaffSession) -> bool:
        """Whether this person has a private calendar."""
        await _therapist(self._house, session)
        return await self._house.database.read(lambda connection: feeds.has(connection, staff_id=session.staff_id))

    async def new_feed(self, session: StaffSession) -> Secret:
        """A private calendar; what is returned belongs into its address and is shown once. The old one is gone."""
        await _therapist(self._house, session)
        secret = new_secret()
        digest = _digest(secret)
        await self._house.write(lambda connection: feeds.replace(connection, staff_id=session.staff_id, digest=digest))
        return secret

    async def end_feed(self, session: StaffSession) -> None:
        """No private calendar any more."""
        await _therapist(self._house, session)
        await self._house.write(lambda connection: feeds.replace(connection, staff_id=session.staff_id, digest=None))

    async def feed(self, secret: Secret) -> Feed | None:
        """What stands in the private calendar that a secret leads to: the talks of the last weeks, and to come."""
        digest = _digest(secret)
        return await self._house.database.read(lambda connection: self._feed(connection, digest))

    def _feed(self, connection: Connection, digest: bytes) -> Feed | None:
        staff_id = feeds.whose(connection, digest=digest)
        if staff_id is None:
            return None
        now = self._house.now()
        rows = pretalks.of_staff(connection, staff_id=staff_id, since=now - FEED_BACK, until=now + READ_AHEAD)
        places = {venue.id: venue for venue in venues.every(connection)}
        entries = []
        for row in rows:
            if row.time is None or row.state not in (PretalkState.BOOKED, PretalkState.HELD):
                continue
            venue = places.get(row.time.venue_id or b"")
            # An online room's address is sealed to its conversation.
            where = "" if venue is None or venue.place is Place.ONLINE else f"{venue.name}, {venue.address}"
            entries.append(
                FeedEntry(
                    id=row.calendar_id,
                    sequence=row.calendar_sequence,
                    starts_at=row.time.starts_at,
                    minutes=row.time.minutes,
                    location=where,
                )
            )
        said = repr([(each.id, each.sequence, each.starts_at, each.minutes, each.location) for each in entries])
        return Feed(entries=tuple(entries), mark=hashlib.sha256(digest + said.encode()).hexdigest()[:32])

    async def _room_for_one(self, session: StaffSession) -> None:
        await _therapist(self._house, session)
        rows = await self._house.database.read(lambda connection: busy.of_staff(connection, staff_id=session.staff_id))
        if len(rows) >= MOST_CALENDARS:
            raise Refused("calendar-enough", most=MOST_CALENDARS)

    async def _stirred(self, session: StaffSession) -> None:
        theirs = await self._house.database.read(
            lambda connection: tuple(queues.wraps_of(connection, staff_id=session.staff_id))
        )
        self._house.live.changed(*theirs)


async def _therapist(house: House, session: StaffSession) -> None:
    await require(house, session, StaffRole.THERAPIST, subject="calendar")


def _digest(secret: Secret) -> bytes:
    return hashlib.sha256(secret.reveal()).digest()
