"""The therapist's use cases: the queue, claiming, reading, replying, handing back, closing with a ballot.

Rules: the queue opens nothing. A conversation is read only by whoever has claimed it. Closing and the ballot are one
transaction, and after it the traces that lie beside each other on the disk are wiped, so that no ballot can be joined
to a conversation (DESIGN.md 4).
"""

from collections.abc import AsyncGenerator

from sqlalchemy import Connection

from bot.desk.answering import reply_to_chats
from bot.desk.ballots import Ballots, ballot_ids, require
from bot.desk.booking import pretalk_of
from bot.desk.opening import Opened, open_for_staff, refuse
from bot.desk.outgoing import OUTBOX
from bot.desk.scripts import draft_of
from bot.desk.sealing import open_screening
from bot.desk.views import CaseView, QueueRowView, Refused, StaffSession, Summary
from bot.desk.visitor import press_from
from bot.desk.writing import append, messages_of
from flows.counting import Registration
from flows.deadlines import day_number
from flows.questions import clean
from flows.vocabulary import (
    Channel,
    ContactKind,
    ConversationState,
    Direction,
    StaffRole,
    Urgency,
)
from storage import audit, ballots, chats, conversations, messages, pretalks, queues, staff
from storage.conversation_rows import ConversationRow
from storage.keys import new_id
from storage.pretalks import PretalkRow


class Casework(Ballots):
    """The queue and one conversation at a time."""

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
                for row in conversations.waiting_and_claimed(connection, queue_ids=queue_ids)
            ]

        rows = await self._house.database.read(work)
        names = await self._names()
        codes = await self._queue_codes()
        views = [
            self._row_view(row, last, pretalk, session=session, names=names, codes=codes) for row, last, pretalk in rows
        ]
        return tuple(sorted(views, key=_order))

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
            day=day_number(row.first_contact_on, self._house.today()),
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

    async def claim(self, session: StaffSession, conversation: str) -> None:
        """Take a conversation; raises `Refused("already-claimed")` for whoever comes second."""
        opened = await self._open(session, conversation)
        if opened.row.state is ConversationState.CLAIMED and opened.row.claimed_by == session.staff_id:
            return
        now = self._house.now()

        def work(connection: Connection) -> bool:
            if not conversations.claim(connection, conversation_id=opened.id, staff_id=session.staff_id):
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

    async def case(self, session: StaffSession, conversation: str) -> CaseView:
        """A claimed conversation, opened; what is shown counts as seen. Raises `NotAllowed` for anybody else's."""
        opened = await self._mine(session, conversation)
        written = await messages_of(self._house, opened)
        last = max((each.sequence for each in written if each.direction is Direction.VISITOR), default=0)
        if last > opened.row.seen_by_therapist:
            await self._house.write(
                lambda connection: conversations.mark_seen(
                    connection, conversation_id=opened.id, side=Direction.THERAPIST, sequence=last
                )
            )
            self._house.live.changed(opened.id)
        pretalk_row, chats_here = await self._house.database.read(
            lambda connection: (
                pretalks.of_conversation(connection, conversation_id=opened.id),
                chats.of_conversation(connection, conversation_id=opened.id),
            )
        )
        by_them = [each.channel for each in written if each.direction is Direction.VISITOR]
        doors = {opened.row.channel, *by_them, *(chat.channel for chat in chats_here)}
        codes = await self._queue_codes()
        unit = codes.get(opened.row.queue_id or b"", "")
        summary = Summary(answers=(), who5=None)
        draft = Registration(kind=ContactKind.CONTACT, channel=opened.row.channel, unit=unit)
        if opened.row.summary is not None:
            screening = open_screening(opened.row.summary, conversation_id=opened.id, private=opened.private)
            summary = screening.summary()
            draft = draft_of(screening, unit=unit, channel=opened.row.channel)
        return CaseView(
            row=self._row_view(opened.row, last, pretalk_row, session=session, names=await self._names(), codes=codes),
            summary=summary,
            messages=written,
            pretalk=await pretalk_of(self._house, opened),
            draft=draft,
            revision=opened.row.revision,
            doors=tuple(door for door in Channel if door in doors),
            chat=any(not (chat.only_nudges or chat.blocked) for chat in chats_here),
            nudges=any(chat.only_nudges for chat in chats_here),
            blocked=any(chat.blocked for chat in chats_here),
        )

    async def reply(self, session: StaffSession, conversation: str, *, text: str, press: str) -> None:
        """Answer; raises `InvalidAnswer` when the text is empty or too long."""
        opened = await self._mine(session, conversation)
        today = self._house.today()
        plain = clean(text)
        leaving, delivery = await reply_to_chats(self._house, opened, plain)

        def also(connection: Connection, sequence: int) -> None:
            conversations.answered(connection, conversation_id=opened.id, today=today)
            leaving(connection, sequence)

        await append(
            self._house,
            opened,
            text=plain,
            direction=Direction.THERAPIST,
            press=press_from(press),
            also=also,
            delivery=delivery,
        )
        self._changed(opened)
        self._house.live.changed(OUTBOX)

    async def release(self, session: StaffSession, conversation: str) -> None:
        """Hand a conversation back to its queue, where it goes on waiting."""
        opened = await self._mine(session, conversation)
        since = self._house.now().replace(second=0, microsecond=0)
        await self._house.write(
            lambda connection: conversations.release(
                connection, conversation_id=opened.id, staff_id=session.staff_id, waiting_since=since
            )
        )
        self._changed(opened)

    async def close(
        self, session: StaffSession, conversation: str, *, registration: Registration, press: str = ""
    ) -> None:
        """Close a contact and cast its ballot, in one transaction; the same press once more changes nothing.

        Raises `Refused("already-closed")` when it was closed by another press: no second ballot is cast.
        """
        opened = await self._open(session, conversation)
        if opened.row.state is not ConversationState.CLOSED and opened.row.claimed_by != session.staff_id:
            raise await refuse(self._house, session, "not-yours", conversation)
        (ballot_id,) = ballot_ids(press)
        ballot = self._ballot(registration, ballot_id)

        today = self._house.today()

        def work(connection: Connection) -> bool:
            if not conversations.close(connection, conversation_id=opened.id, staff_id=session.staff_id, today=today):
                return ballots.waits(connection, ballot_id=ballot.id)
            ballots.cast(connection, ballot_id=ballot.id, month=ballot.month, envelope=ballot.envelope)
            return True

        if not await self._house.write(work):
            raise Refused("already-closed")
        await self._house.database.wipe_traces()
        self._changed(opened)

    async def reopen_closed(self, session: StaffSession, conversation: str, press: str) -> bool:
        """Undo a closing: its ballot is withdrawn, and the conversation is claimed again.

        False when the ballot is tallied; raises `Refused("closed-reopened")` when somebody went on with the
        conversation meanwhile. Nothing is changed then.
        """
        opened = await self._open(session, conversation)
        (ballot_id,) = ballot_ids(press)

        def work(connection: Connection) -> bool:
            if not ballots.waits(connection, ballot_id=ballot_id):
                # A second press finds it undone, and theirs again.
                return opened.row.claimed_by == session.staff_id
            if not conversations.reclaim(connection, conversation_id=opened.id, staff_id=session.staff_id):
                raise Refused("closed-reopened")
            return ballots.withdraw(connection, ballot_id=ballot_id)

        undone = await self._house.write(work)
        await self._house.database.wipe_traces()
        self._changed(opened)
        return undone

    async def changes(self, session: StaffSession) -> AsyncGenerator[None, None]:
        """Yields whenever something in this person's queues, or in a conversation of theirs, may have changed."""
        queue_ids = await self._queue_ids(session)
        rows = await self._house.database.read(
            lambda connection: conversations.waiting_and_claimed(connection, queue_ids=queue_ids)
        )
        mine = [row.id for row in rows if row.claimed_by == session.staff_id]
        async for _ in self._house.live.listen([*queue_ids, *mine]):
            yield

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

    async def _mine(self, session: StaffSession, conversation: str) -> Opened:
        opened = await self._open(session, conversation)
        if opened.row.state is ConversationState.CLOSED:
            # A second press of "count and close", or an old page: nothing is shown, and nothing odd has been asked for.
            raise Refused("already-closed")
        if opened.row.claimed_by != session.staff_id:
            raise await refuse(self._house, session, "not-yours", conversation)
        return opened


def _order(view: QueueRowView) -> tuple[int, bool, int]:
    return (view.urgency.rank, view.state is not ConversationState.WAITING, -(view.waiting_minutes or 0))
