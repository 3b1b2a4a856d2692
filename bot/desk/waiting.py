"""The queue: who waits, what is being talked about, and taking a conversation.

Rules: the queue opens nothing. Of any number who take a conversation at once, one gets it.
"""

from collections.abc import AsyncGenerator

from sqlalchemy import Connection

from bot.desk.ballots import Ballots, require
from bot.desk.clock import reading_of
from bot.desk.opening import Opened, open_for_staff, refuse
from bot.desk.views import QueueRowView, Refused, StaffSession
from flows.vocabulary import ConversationState, Direction, StaffRole, Urgency
from storage import audit, claims, conversations, messages, pretalks, queues, staff
from storage.conversation_rows import ConversationRow
from storage.keys import new_id
from storage.pretalk_rows import PretalkRow


class Waiting(Ballots):
    """The queues of one therapist."""

    async def queue(self, session: StaffSession) -> tuple[QueueRowView, ...]:
        """Who waits in this person's queues and what is being talked about; danger first, then the longest wait."""
        await require(self._house, session, StaffRole.THERAPIST, subject="queue")
        queue_ids = await self._queue_ids(session)

        def work(connection: Connection) -> list[tuple[ConversationRow, int, PretalkRow | None]]:
            return [
                (
                    row,
                    messages.last_sequence(connection, conversation_id=row.id, direction=Direction.VISITOR),
                    pretalks.of_conversation(connection, conversation_id=row.id),
                )
                for row in claims.waiting_and_claimed(connection, queue_ids=queue_ids)
            ]

        rows = await self._house.database.read(work)
        names = await self._names()
        codes = await self._queue_codes()
        views = [
            self._row_view(row, last, pretalk, session=session, names=names, codes=codes) for row, last, pretalk in rows
        ]
        return tuple(sorted(views, key=_order))

    async def claim(self, session: StaffSession, conversation: str) -> None:
        """Take a conversation; raises `Refused("already-claimed")` for whoever comes second."""
        opened = await self._open(session, conversation)
        if opened.row.state is ConversationState.CLAIMED and opened.row.claimed_by == session.staff_id:
            return
        now = self._house.now()

        def work(connection: Connection) -> bool:
            if not claims.claim(connection, conversation_id=opened.id, staff_id=session.staff_id):
                return False
            audit.note(connection, at=now, staff_id=session.staff_id, action="claim", subject=conversation)
            return True

        if not await self._house.write(work):
            taken = await self._house.database.read(
                lambda connection: conversations.by_id(connection, conversation_id=opened.id)
            )
            names = await self._names()
            owner = None if taken is None else taken.claimed_by
            if owner == session.staff_id:
                return
            if owner is None:
                raise Refused("no-longer-waiting")
            raise Refused("already-claimed", name=names.get(owner, ""))
        self._changed(opened)

    async def changes(self, session: StaffSession) -> AsyncGenerator[None, None]:
        """Yields whenever something in this person's queues, or in a conversation of theirs, may have changed."""
        queue_ids = await self._queue_ids(session)
        rows = await self._house.database.read(
            lambda connection: claims.waiting_and_claimed(connection, queue_ids=queue_ids)
        )
        mine = [row.id for row in rows if row.claimed_by == session.staff_id]
        async for _ in self._house.live.listen([*queue_ids, *mine]):
            yield

    async def _queue_ids(self, session: StaffSession) -> tuple[bytes, ...]:
        wraps = await self._house.database.read(
            lambda connection: queues.wraps_of(connection, staff_id=session.staff_id)
        )
        return tuple(wraps)

    async def _names(self) -> dict[bytes, str]:
        people = await self._house.database.read(staff.all_staff)
        return {person.id: person.shown_name for person in people}

    async def _queue_codes(self) -> dict[bytes, str]:
        rows = await self._house.database.read(queues.all_queues)
        return {row.id: row.code for row in rows}

    def _row_view(
        self,
        row: ConversationRow,
        last_by_visitor: int,
        pretalk: PretalkRow | None,
        *,
        session: StaffSession,
        names: dict[bytes, str],
        codes: dict[bytes, str],
    ) -> QueueRowView:
        waited = None
        if row.waiting_since is not None:
            waited = max(0, int((self._house.now() - row.waiting_since).total_seconds() // 60))
        return QueueRowView(
            conversation=row.id.hex(),
            queue=codes.get(row.queue_id or b"", ""),
            urgency=row.urgency or Urgency.USUAL,
            waiting_minutes=waited,
            clock=reading_of(self._house, row, pretalk),
            band=row.age_band,
            role=row.role,
            wish=row.wish,
            state=row.state,
            mine=row.claimed_by == session.staff_id,
            claimed_by=None if row.claimed_by is None else names.get(row.claimed_by),
            unread=last_by_visitor > row.seen_by_therapist,
            pretalk=None if pretalk is None else pretalk.state,
            language=row.language,
            channel=row.channel,
        )

    def _changed(self, opened: Opened) -> None:
        self._house.live.changed(opened.id, opened.row.queue_id or opened.id)

    async def _open(self, session: StaffSession, conversation: str) -> Opened:
        await require(self._house, session, StaffRole.THERAPIST, subject=conversation)
        try:
            conversation_id = bytes.fromhex(conversation)
        except ValueError:
            conversation_id = new_id()
        opened = await open_for_staff(self._house, session, conversation_id)
        if opened is None:
            raise await refuse(self._house, session, "not-yours", conversation)
        return opened


def _order(view: QueueRowView) -> tuple[int, bool, int]:
    return (view.urgency.rank, view.state is not ConversationState.WAITING, -(view.waiting_minutes or 0))
