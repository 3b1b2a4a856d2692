"""The unit's own places and days: where pre-talks can be, and on which days nothing is offered.

Rules: an administrator keeps both. A place that is no longer used is retired and comes back as it was; nothing is
offered there, and what is booked there is listed for another time. A day says closed or open, or nothing: then it is
as the calendar of public holidays has it.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection
from yarl import URL

from bot.closed_days import closed_days, named, suggested
from bot.desk.ballots import require
from bot.desk.house import House
from bot.desk.views import Refused, StaffSession
from bot.desk.visitor import press_from
from flows.vocabulary import Language, Place, StaffRole
from storage import audit, patterns, queues, venues
from storage.keys import new_id
from storage.venues import VenueRow

LONGEST_NAME = 80
LONGEST_ADDRESS = 300
LONGEST_WAY = 600
SHOWN_AHEAD = timedelta(days=366)
FARTHEST = timedelta(days=2 * 366)
_PHONE = re.compile(r"\+?[0-9][0-9 ]{1,18}[0-9]")


@dataclass(frozen=True, kw_only=True, slots=True)
class VenueView:
    """A place. `patterns` is how many patterns use it."""

    id: str
    name: str
    place: Place
    address: str
    way: str
    once: bool
    retired: bool
    patterns: int


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitDayView:
    """A day that is not like others. `name` is the public holiday's, `text_id` a suggestion's; both may be empty.

    `said` is what the unit decided: closed, open, or nothing.
    """

    day: date
    name: str
    text_id: str
    closed: bool
    said: bool | None


class Unit:
    """Places and days."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def venues(self, session: StaffSession) -> tuple[VenueView, ...]:
        """Every place by name, those that are no longer used last."""
        await self._keeps_unit(session)

        def work(connection: Connection) -> tuple[VenueView, ...]:
            used = [pattern.venue_id for pattern in patterns.every(connection)]
            return tuple(
                VenueView(
                    id=row.id.hex(),
                    name=row.name,
                    place=row.place,
                    address=row.address,
                    way=row.way,
                    once=row.once,
                    retired=row.retired,
                    patterns=used.count(row.id),
                )
                for row in sorted(venues.every(connection), key=lambda row: (row.retired, row.name))
            )

        return await self._house.database.read(work)

    async def save_venue(
        self,
        session: StaffSession,
        *,
        venue: str,
        name: str,
        place: Place,
        address: str,
        way: str,
        once: bool,
        press: str,
    ) -> None:
        """Add a place (`venue` is empty; the same press twice adds one) or change one; raises `Refused`."""
        await self._keeps_unit(session)
        name, address, way = (" ".join(each.split()) for each in (name, address, way))
        if not 0 < len(name) <= LONGEST_NAME:
            raise Refused("venue-name-odd", most=LONGEST_NAME)
        if len(address) > LONGEST_ADDRESS or len(way) > LONGEST_WAY:
            raise Refused("venue-too-long", address=LONGEST_ADDRESS, way=LONGEST_WAY)
        if not address:
            raise Refused("venue-no-address")
        if place is Place.ONLINE and not _is_address(address):
            raise Refused("venue-link-odd")
        if place is Place.PHONE and not _PHONE.fullmatch(address):
            raise Refused("venue-phone-odd")
        wanted = _venue_id(venue) if venue else press_from(press)

        def work(connection: Connection) -> None:
            old = venues.by_id(connection, venue_id=wanted)
            if venue and old is None:
                raise Refused("venue-gone")
            row = VenueRow(
                # Another form with an old press, as Back leaves it, is another place.
                id=wanted if venue or old is None else new_id(),
                name=name,
                place=place,
                address=address,
                way=way,
                once=once,
                retired=bool(venue) and old is not None and old.retired,
            )
            if old is not None:
                if not venue and replace(row, id=old.id) == old:
                    return
                if venue and old.place is not place and _used(connection, wanted):
                    raise Refused("venue-kind-used")
            venues.put(connection, row=row)
            self._keep_trail(connection, session, "venue", name)

        await self._house.write(work)
        await self._wake_queues()

    async def retire_venue(self, session: StaffSession, venue: str, *, retired: bool) -> None:
        """Use a place no longer, or again."""
        await self._keeps_unit(session)
        wanted = _venue_id(venue)

        def work(connection: Connection) -> None:
            row = venues.by_id(connection, venue_id=wanted)
            if row is None:
                raise Refused("venue-gone")
            venues.retire(connection, venue_id=wanted, retired=retired)
            self._keep_trail(connection, session, "venue-retired" if retired else "venue-again", row.name)

        await self._house.write(work)
        await self._wake_queues()

    async def unit_days(self, session: StaffSession, language: Language) -> tuple[UnitDayView, ...]:
        """The days of the next year that are not like others: holidays, the unit's own, and suggestions."""
        await self._keeps_unit(session)
        today = self._house.today()
        last = today + SHOWN_AHEAD
        years = range(today.year, last.year + 1)
        said = await self._house.database.read(patterns.days_of_unit)
        holidays, closed = named(years, language), closed_days(years, said)
        hints = {day: text_id for year in years for day, text_id in suggested(year).items()}
        return tuple(
            UnitDayView(
                day=day,
                name=holidays.get(day, ""),
                text_id="" if day in holidays else hints.get(day, ""),
                closed=day in closed,
                said=said.get(day),
            )
            for day in sorted({*holidays, *said, *hints})
            if today <= day and (day <= last or day in said)
        )

    async def set_unit_day(self, session: StaffSession, *, day: date, closed: bool | None) -> None:
        """Close a day, open it, or leave it to the calendar; raises `Refused` for one that is over or far away."""
        await self._keeps_unit(session)
        today = self._house.today()
        if not today <= day <= today + FARTHEST:
            raise Refused("unit-day-odd")

        def work(connection: Connection) -> None:
            patterns.set_unit_day(connection, day=day, closed=closed)
            self._keep_trail(connection, session, "unit-day", str(day))

        await self._house.write(work)
        await self._wake_queues()

    async def _wake_queues(self) -> None:
        rows = await self._house.database.read(queues.all_queues)
        self._house.live.changed(*(row.id for row in rows))

    async def _keeps_unit(self, session: StaffSession) -> None:
        await require(self._house, session, StaffRole.ADMINISTRATOR, subject="unit")

    def _keep_trail(self, connection: Connection, session: StaffSession, action: str, subject: str) -> None:
        audit.note(connection, at=self._house.now(), staff_id=session.staff_id, action=action, subject=subject)


def _used(connection: Connection, venue_id: bytes) -> bool:
    return any(pattern.venue_id == venue_id for pattern in patterns.every(connection))


def _venue_id(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise Refused("venue-gone") from None


def _is_address(text: str) -> bool:
    """Whether it is the address of a page, that a room's own part can be put behind."""
    try:
        url = URL(text)
        return (
            url.scheme == "https" and bool(url.host) and url.user is None and not url.query_string and " " not in text
        )
    except ValueError:
        return False
