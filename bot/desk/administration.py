"""The administrator's use cases: people, queues, opening hours, facts, other offers, the audit trail.

An administrator sees no content. Letting somebody into a queue needs that queue's key, so it is done by a member of the
queue, or on the command line with the offline recovery key.
"""

import json

from sqlalchemy import Connection

from bot.desk import setup
from bot.desk.absence import Absence
from bot.desk.advice import all_offers, facts_for, offer_rows
from bot.desk.ballots import require
from bot.desk.clocks import Clocks
from bot.desk.comparing import Comparing
from bot.desk.connected import Connected
from bot.desk.corrections import Corrections
from bot.desk.displaced import Moving
from bot.desk.entrance import Entrance
from bot.desk.explaining import Explaining
from bot.desk.exporting import Exporting
from bot.desk.guides import Guides
from bot.desk.house import House
from bot.desk.importing import Importing
from bot.desk.messengers import CLOCK, Messengers
from bot.desk.offering import Offering
from bot.desk.opening import queue_private
from bot.desk.outcomes import Outcomes
from bot.desk.times import Times
from bot.desk.unit import Unit
from bot.desk.views import (
    Fact,
    NewLogin,
    OpeningHours,
    QueueView,
    Refused,
    StaffSession,
    StaffView,
    TrailRow,
)
from flows.offers import Offer, UnreadableOffers, parse_offers
from flows.vocabulary import StaffRole
from storage import audit, facts, queues, staff
from storage.queues import QueueRow
from storage.staff import StaffRow

LONGEST_FIELD = 600
TRAIL_SHOWN = 200


class StaffDesk(
    Offering,
    Absence,
    Moving,
    Explaining,
    Connected,
    Unit,
    Clocks,
    Outcomes,
    Times,
    Guides,
    Importing,
    Exporting,
    Comparing,
    Corrections,
    Messengers,
    Entrance,
):
    """Everything the console can ask for, for everybody at the unit."""

    async def people(self, session: StaffSession) -> tuple[StaffView, ...]:
        """Everybody at the unit, by login."""
        await self._administrator(session, "people")
        return await people(self._house)

    async def add_person(
        self, session: StaffSession, *, login: str, shown_name: str, roles: frozenset[StaffRole]
    ) -> NewLogin:
        """Add somebody; what is returned is shown once."""
        await self._administrator(session, "people")
        made = await setup.add_person(self._house, login=login, shown_name=shown_name, roles=roles)
        await self._note(session, "add-person", made.shown.login)
        return made.shown

    async def reset_person(self, session: StaffSession, staff_id: str) -> NewLogin:
        """Give somebody a new password; they must be let into their queues again."""
        await self._administrator(session, "people")
        row = await self._person(staff_id)
        made = await setup.reset_person(self._house, row=row)
        await self._note(session, "reset-person", row.login)
        return made

    async def disable_person(self, session: StaffSession, staff_id: str, *, disabled: bool) -> None:
        """Close or open somebody's login; closing ends their sessions at once."""
        await self._administrator(session, "people")
        row = await self._person(staff_id)
        if disabled and row.id == session.staff_id:
            raise Refused("staff-not-yourself")
        await setup.disable_person(self._house, row=row, disabled=disabled)
        await self._note(session, "disable-person" if disabled else "enable-person", row.login)

    async def queues(self, session: StaffSession) -> tuple[QueueView, ...]:
        """Every queue with its members and hours."""
        await self._administrator(session, "queues")
        names = {row.id: row.login for row in await self._house.database.read(staff.all_staff)}
        rows = await self._house.database.read(queues.all_queues)
        views = []
        for row in rows:
            member_ids = await self._house.database.read(
                lambda connection, queue_id=row.id: queues.members(connection, queue_id=queue_id)  # type: ignore[misc]
            )
            views.append(
                QueueView(
                    code=row.code,
                    bands=row.age_bands,
                    members=tuple(sorted(names[each] for each in member_ids if each in names)),
                    hours=setup.hours_from_text(row.opening_hours),
                )
            )
        return tuple(views)

    async def grant(self, session: StaffSession, *, queue_code: str, login: str) -> None:
        """Let somebody into a queue; the one who does it must be a member, for only members hold its key."""
        row = await self._queue(queue_code)
        private = await queue_private(self._house, session, row.id)
        if private is None:
            raise Refused("queue-not-member")
        person = await self._by_login(login)
        await setup.grant(self._house, queue=row, person=person, queue_private=private)
        await self._note(session, "grant", f"{row.code} {person.login}")

    async def revoke(self, session: StaffSession, *, queue_code: str, login: str) -> None:
        """Take somebody out of a queue; the last member stays, or nobody could read it."""
        await self._administrator(session, "queues")
        row = await self._queue(queue_code)
        person = await self._by_login(login)
        await setup.take_out(self._house, queue=row, person=person, last_stays=True)
        await self._note(session, "revoke", f"{row.code} {person.login}")

    async def set_hours(self, session: StaffSession, *, queue_code: str, hours: tuple[OpeningHours, ...]) -> None:
        """Say when a queue is usually answered."""
        await self._administrator(session, "queues")
        for each in hours:
            if not (CLOCK.fullmatch(each.opens) and CLOCK.fullmatch(each.closes) and each.opens < each.closes):
                raise Refused("hours-odd")
        row = await self._queue(queue_code)
        await self._house.write(
            lambda connection: queues.set_opening_hours(
                connection, queue_id=row.id, opening_hours=setup.hours_to_text(hours)
            )
        )
        await self._note(session, "hours", row.code)

    async def facts(self, session: StaffSession) -> tuple[Fact, ...]:
        """Helplines and other facts, with the old ones flagged."""
        await self._administrator(session, "facts")
        return await facts_for(self._house)

    async def save_fact(self, session: StaffSession, *, code: str, fields: dict[str, str]) -> None:
        """Change a fact; only fields it already has, none longer than a short paragraph."""
        await self._administrator(session, "facts")
        known = {fact.code: fact for fact in await facts_for(self._house)}
        if code not in known:
            raise Refused("fact-unknown")
        changed = {name: fields.get(name, value).strip() for name, value in known[code].fields.items()}
        if any(len(value) > LONGEST_FIELD for value in changed.values()):
            raise Refused("fact-too-long", most=LONGEST_FIELD)
        await self._house.write(
            lambda connection: facts.put_fact(connection, code=code, fields=json.dumps(changed, ensure_ascii=False))
        )
        await self._note(session, "fact", code)

    async def offers(self, session: StaffSession) -> tuple[Offer, ...]:
        """The list of other offers."""
        await self._administrator(session, "offers")
        return await all_offers(self._house)

    async def replace_offers(self, session: StaffSession, table: str) -> int:
        """Put a new list in the place of the old one; nothing is taken unless every line can be read."""
        await self._administrator(session, "offers")
        try:
            offers = parse_offers(table, year=self._house.today().year)
        except UnreadableOffers as error:
            raise Refused(error.text_id, line=error.line) from None
        rows = offer_rows(offers)
        await self._house.write(lambda connection: facts.replace_offers(connection, offers=rows))
        await self._note(session, "offers", str(len(rows)))
        return len(rows)

    async def trail(self, session: StaffSession) -> tuple[TrailRow, ...]:
        """The newest lines of the audit trail."""
        await self._administrator(session, "trail")
        rows = await self._house.database.read(lambda connection: audit.recent(connection, limit=TRAIL_SHOWN))
        names = {row.id: row.shown_name for row in await self._house.database.read(staff.all_staff)}
        return tuple(
            TrailRow(at=row.at, who=names.get(row.staff_id or b"", ""), action=row.action, subject=row.subject)
            for row in rows
        )

    async def _administrator(self, session: StaffSession, subject: str) -> None:
        await require(self._house, session, StaffRole.ADMINISTRATOR, subject=subject)

    async def _note(self, session: StaffSession, action: str, subject: str) -> None:
        now = self._house.now()
        await self._house.write(
            lambda connection: audit.note(connection, at=now, staff_id=session.staff_id, action=action, subject=subject)
        )

    async def _person(self, staff_id: str) -> StaffRow:
        try:
            wanted = bytes.fromhex(staff_id)
        except ValueError:
            raise Refused("staff-unknown") from None
        row = await self._house.database.read(lambda connection: staff.by_id(connection, staff_id=wanted))
        if row is None:
            raise Refused("staff-unknown")
        return row

    async def _by_login(self, login: str) -> StaffRow:
        wanted = login.strip().lower()
        row = await self._house.database.read(lambda connection: staff.by_login(connection, login=wanted))
        if row is None:
            raise Refused("staff-unknown")
        return row

    async def _queue(self, code: str) -> QueueRow:
        for row in await self._house.database.read(queues.all_queues):
            if row.code == code:
                return row
        raise Refused("queue-unknown")


async def people(house: House) -> tuple[StaffView, ...]:
    """Everybody at the unit with their queues, by login."""

    def work(connection: Connection) -> tuple[tuple[StaffRow, ...], dict[bytes, str], dict[bytes, tuple[bytes, ...]]]:
        rows = queues.all_queues(connection)
        return (
            tuple(staff.all_staff(connection)),
            {row.id: row.code for row in rows},
            {row.id: tuple(queues.members(connection, queue_id=row.id)) for row in rows},
        )

    persons, codes, members = await house.database.read(work)
    return tuple(
        StaffView(
            staff_id=person.id.hex(),
            login=person.login,
            shown_name=person.shown_name,
            roles=person.roles,
            disabled=person.disabled,
            queues=tuple(sorted(codes[queue_id] for queue_id, ids in members.items() if person.id in ids)),
        )
        for person in sorted(persons, key=lambda person: person.login)
    )
