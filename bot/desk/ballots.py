"""Counting at the desk: casting a ballot, taking one back, tallying, publishing, and the figures people see.

The desk seals and opens ballots; what a ballot counts for is flows/counting.py, what is hidden is flows/suppression.py.

A ballot's id is worked out from the press it was cast with. That press is random, it lies in the page alone and is
never kept here: so a press that arrives twice counts once, its page can take it back, and nobody else can tell whose
it was.
"""

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from bot.desk.casting import opened_ballot, opened_import, sealed_ballot
from bot.desk.counters import every_counter
from bot.desk.house import House
from bot.desk.opening import refuse
from bot.desk.views import CountsSealed, Refused, StaffSession
from bot.desk.visitor import press_from
from flows.cells import Key, month_before, month_of
from flows.corrections import Correction
from flows.counting import Ballot, Registration
from flows.figures import Figures, build_figures
from flows.line_reading import MOST_AT_ONCE
from flows.lines import place_code
from flows.pretalk_figures import PretalkReport, build_pretalk_report
from flows.publishing import PublishedTable, is_frozen
from flows.table_reading import DECLARED
from flows.tables import Declared
from flows.vocabulary import AgeBand, Place, StaffRole
from storage import audit, ballots, corrections, counters, imports, queues, venues


def ballot_ids(press: str, *, times: int = 1) -> tuple[bytes, ...]:
    """The ids of the ballots that one press casts; the press cannot be worked out from them."""
    value = press_from(press)
    return tuple(hashlib.sha256(b"ballot" + value + index.to_bytes(2, "big")).digest()[:16] for index in range(times))


async def require(house: House, session: StaffSession, *roles: StaffRole, subject: str) -> None:
    """Raise `NotAllowed`, and write it to the audit trail, unless the person has one of `roles`."""
    if not session.roles.intersection(roles):
        raise await refuse(house, session, "not-allowed", subject)


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """Everything that was counted: the counters, the ballots that wait, what was published, the units, what was
    corrected, and the tables that are declared."""

    counters: Mapping[Key, int]
    untallied: tuple[Ballot, ...]
    published: tuple[PublishedTable, ...]
    units: tuple[str, ...]
    corrections: tuple[Correction, ...] = ()
    declared: Declared = DECLARED


class Ballots:
    """Registrations and figures."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def register(
        self,
        session: StaffSession,
        *,
        registration: Registration,
        times: int = 1,
        press: str = "",
        month: str | None = None,
    ) -> tuple[str, ...]:
        """Count one or several contacts held outside the chat, once for each `press`; returns the ballots' ids.

        They count this month, or the one before as long as it is open: raises `Refused("register-month-closed")`.
        """
        await require(self._house, session, StaffRole.THERAPIST, StaffRole.COORDINATOR, subject="registration")
        if not 1 <= times <= MOST_AT_ONCE:
            raise Refused("register-how-many", most=MOST_AT_ONCE)
        this_month = month_of(self._house.today())
        month = month or this_month
        if month not in (this_month, month_before(this_month)):
            raise Refused("register-month-closed")
        cast = [
            sealed_ballot(self._house, registration, ballot_id, month=month)
            for ballot_id in ballot_ids(press, times=times)
        ]

        def work(connection: Connection) -> None:
            if is_frozen(month, published_tables(connection)):
                raise Refused("register-month-closed")
            for ballot in cast:
                ballots.cast(connection, ballot_id=ballot.id, month=ballot.month, envelope=ballot.envelope)

        await self._house.write(work)
        await self._house.database.wipe_traces()
        return tuple(ballot.id.hex() for ballot in cast)

    async def unit_ages(self, session: StaffSession) -> Mapping[str, tuple[AgeBand, ...]]:
        """Every unit a contact can be counted in, with the ages it is for."""
        await require(self._house, session, StaffRole.THERAPIST, StaffRole.COORDINATOR, subject="registration")
        rows = await self._house.database.read(queues.all_queues)
        return {row.code: row.age_bands for row in sorted(rows, key=lambda row: row.code)}

    async def outreach_places(self, session: StaffSession) -> Mapping[str, str]:
        """The outreach places in use: their names by the code they are counted by."""
        await require(self._house, session, StaffRole.THERAPIST, StaffRole.COORDINATOR, subject="registration")
        return await self._house.database.read(outreach_places)

    async def open_months(self, session: StaffSession) -> tuple[str, ...]:
        """The months a contact can be counted in now: this one, and the one before until it is closed."""
        await require(self._house, session, StaffRole.THERAPIST, StaffRole.COORDINATOR, subject="registration")
        this_month = month_of(self._house.today())
        published = await self._house.database.read(published_tables)
        before = month_before(this_month)
        return (this_month,) if is_frozen(before, published) else (this_month, before)

    async def undo_press(self, session: StaffSession, press: str, times: int) -> bool:
        """Take back what a press counted, all of it or nothing; False when a part of it does not wait any more."""
        await require(self._house, session, StaffRole.THERAPIST, StaffRole.COORDINATOR, subject="registration")
        if not 1 <= times <= MOST_AT_ONCE:
            return False
        cast = ballot_ids(press, times=times)

        def work(connection: Connection) -> bool:
            if not all(ballots.waits(connection, ballot_id=ballot_id) for ballot_id in cast):
                return False
            for ballot_id in cast:
                ballots.withdraw(connection, ballot_id=ballot_id)
            return True

        undone = await self._house.write(work)
        await self._house.database.wipe_traces()
        return undone

    async def figures(self, session: StaffSession) -> Figures:
        """The exact totals now, and the breakdowns of closed months with small cells hidden."""
        found = await self._looked_at(session, "totals", StaffRole.COORDINATOR, StaffRole.ADMINISTRATOR)
        return figures_of(self._house, found)

    async def pretalk_report(self, session: StaffSession) -> PretalkReport:
        """How soon pre-talks were offered and held, and how they ended: counts alone."""
        roles = (StaffRole.LEADER, StaffRole.COORDINATOR, StaffRole.ADMINISTRATOR)
        return report_of(self._house, await self._looked_at(session, "pretalks", *roles))

    async def overview(self, session: StaffSession, *, what: str = "overview") -> tuple[Figures, PretalkReport]:
        """The figures and the report on pre-talks of one moment, for a page with both; `what` says in the trail which
        page it is."""
        found = await self._looked_at(session, what, StaffRole.COORDINATOR, StaffRole.ADMINISTRATOR)
        return figures_of(self._house, found), report_of(self._house, found)

    async def _looked_at(self, session: StaffSession, what: str, *roles: StaffRole) -> Counted:
        """Everything that was counted, for somebody with one of these roles; the trail says that they saw it."""
        await require(self._house, session, *roles, subject=what)
        now = self._house.now()
        await self._house.write(
            lambda connection: audit.note(connection, at=now, staff_id=session.staff_id, action="figures", subject=what)
        )
        return await counted(self._house)


def outreach_places(connection: Connection) -> dict[str, str]:
    """The outreach places in use: their names by the code they are counted by."""
    rows = venues.every(connection)
    return {place_code(row.name): row.name for row in rows if row.place is Place.OUTREACH and not row.retired}


def place_codes(connection: Connection) -> tuple[str, ...]:
    """The codes of every outreach place, those no longer used too."""
    return tuple(sorted({place_code(row.name) for row in venues.every(connection) if row.place is Place.OUTREACH}))


def published_tables(connection: Connection) -> tuple[PublishedTable, ...]:
    """Everything that was ever published."""
    return tuple(
        PublishedTable.from_json(period=row.period, table=row.table, cells=row.cells)
        for row in ballots.published(connection)
    )


async def counted(house: House) -> Counted:
    """Everything that was counted until now; raises `CountsSealed` while nobody who holds the key was here to open it
    (bot/desk/statistics.py)."""
    private = house.keyring.statistics.private
    counts, pool, imported, published, units, corrected = await house.database.read(
        lambda connection: (
            None if private is None and counters.counted_by(connection) else every_counter(house, connection),
            ballots.pool(connection),
            imports.uncounted(connection),
            published_tables(connection),
            tuple(row.code for row in queues.all_queues(connection)),
            tuple(row.correction for row in corrections.every(connection)),
        )
    )
    waiting = len(pool) + sum(sum(row.counts.values()) for row in imported)
    if counts is None or (waiting and private is None):
        raise CountsSealed(waiting=waiting)
    untallied = tuple(opened_ballot(house, row) for row in pool)
    for row in imported:
        untallied += await asyncio.to_thread(opened_import, house, row)
    return Counted(
        counters=counts,
        untallied=untallied,
        published=published,
        units=units,
        corrections=corrected,
        declared=house.tables,
    )


def figures_of(house: House, found: Counted) -> Figures:
    """The figures of what was counted."""
    return build_figures(
        counters=found.counters,
        untallied=found.untallied,
        published=found.published,
        today=house.today(),
        units=found.units,
        declared=found.declared,
        corrections=found.corrections,
    )


def report_of(house: House, found: Counted) -> PretalkReport:
    """How pre-talks went, of what was counted."""
    return build_pretalk_report(
        counters=found.counters,
        untallied=found.untallied,
        published=found.published,
        today=house.today(),
        units=found.units,
    )
