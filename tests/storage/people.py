"""Rows to tell stories with: a unit with two people and a queue, and conversations in any state."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from flows.vocabulary import AgeBand, Channel, Language, Role, StaffRole, Urgency, Wish
from storage import claims, conversations, queues, staff
from storage.conversation_rows import ConversationRow
from storage.database import Database
from storage.keys import new_id
from storage.queues import QueueRow
from storage.staff import StaffRow

TODAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def somebody(login: str = "mette", **others: Any) -> StaffRow:
    values: dict[str, Any] = {
        "id": new_id(),
        "login": login,
        "shown_name": login.title(),
        "roles": frozenset({StaffRole.THERAPIST}),
        "salt": b"salt",
        "public_key": b"public",
        "signature": b"signature",
        "private_wrapped": b"wrapped",
        "totp_sealed": b"totp",
    }
    return StaffRow(**{**values, **others})


def a_queue(code: str = "12-24", **others: Any) -> QueueRow:
    values: dict[str, Any] = {
        "id": new_id(),
        "code": code,
        "age_bands": (AgeBand.TEEN, AgeBand.YOUTH),
        "public_key": b"public",
        "signature": b"signature",
        "recovery_wrapped": b"recovery",
        "opening_hours": "{}",
    }
    return QueueRow(**{**values, **others})


@dataclass(frozen=True)
class Unit:
    """A queue and its two therapists."""

    database: Database
    mette: bytes
    anders: bytes
    queue: bytes

    async def contact(self) -> bytes:
        """Somebody has opened the page."""
        conversation_id = new_id()
        await self.database.write(lambda connection: begin(connection, conversation_id))
        return conversation_id

    async def waiting(self, *, urgency: Urgency = Urgency.USUAL, minutes_ago: int = 0) -> bytes:
        """Somebody waits."""
        conversation_id = await self.contact()
        since = NOON - timedelta(minutes=minutes_ago)
        handed = await self.database.write(
            lambda connection: hand_over(connection, conversation_id, self.queue, urgency=urgency, since=since)
        )
        assert handed
        return conversation_id

    async def claimed(self) -> bytes:
        """Mette talks with somebody."""
        conversation_id = await self.waiting()
        assert await self.claim(conversation_id, self.mette)
        return conversation_id

    async def closed(self) -> bytes:
        """Mette has talked with somebody."""
        conversation_id = await self.claimed()
        assert await self.database.write(
            lambda connection: claims.close(
                connection, conversation_id=conversation_id, staff_id=self.mette, today=TODAY
            )
        )
        return conversation_id

    async def claim(self, conversation_id: bytes, staff_id: bytes) -> bool:
        return await self.database.write(
            lambda connection: claims.claim(connection, conversation_id=conversation_id, staff_id=staff_id)
        )

    async def row(self, conversation_id: bytes) -> ConversationRow:
        row = await self.database.read(
            lambda connection: conversations.by_id(connection, conversation_id=conversation_id)
        )
        assert row is not None
        return row


async def a_unit(database: Database) -> Unit:
    mette, anders, queue = somebody("mette"), somebody("anders"), a_queue()

    def work(connection: Connection) -> None:
        assert staff.add(connection, row=mette)
        assert staff.add(connection, row=anders)
        assert queues.add(connection, row=queue)

    await database.write(work)
    return Unit(database=database, mette=mette.id, anders=anders.id, queue=queue.id)


def begin(connection: Connection, conversation_id: bytes, *, on: date = TODAY) -> None:
    conversations.add(
        connection,
        conversation_id=conversation_id,
        public_key=b"public",
        channel=Channel.WEB,
        language=Language.DANISH,
        first_contact_on=on,
        script="screening",
        shred_key=b"shred" + conversation_id + b"-" * 11,
    )


def hand_over(
    connection: Connection,
    conversation_id: bytes,
    queue_id: bytes,
    *,
    urgency: Urgency = Urgency.USUAL,
    since: datetime = NOON,
    expected_revision: int = 0,
) -> bool:
    return conversations.hand_over(
        connection,
        conversation_id=conversation_id,
        expected_revision=expected_revision,
        queue_id=queue_id,
        queue_wrapped=b"wrapped to the queue",
        urgency=urgency,
        age_band=AgeBand.TEEN,
        role=Role.MOTHER,
        wish=Wish.BOTH,
        summary=b"sealed summary",
        waiting_since=since,
        today=TODAY,
    )
