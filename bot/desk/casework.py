"""The therapist's use cases: reading a conversation, replying, handing it back, closing it with a ballot.

Rules: a conversation is read only by whoever has claimed it. Closing and the ballot are one
transaction, and after it the traces that lie beside each other on the disk are wiped, so that no ballot can be joined
to a conversation (DESIGN.md 4).
"""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Connection

from bot.desk import helped
from bot.desk.answering import Spoken, speak
from bot.desk.ballots import ballot_ids
from bot.desk.booking import pretalk_of
from bot.desk.casting import sealed_ballot
from bot.desk.displaced import left_behind
from bot.desk.opening import Opened, refuse
from bot.desk.outgoing import OUTBOX
from bot.desk.scripts import draft_of
from bot.desk.sealing import open_screening
from bot.desk.views import CaseView, Refused, StaffSession, Summary
from bot.desk.visitor import press_from
from bot.desk.waiting import Waiting
from bot.desk.writing import messages_of
from flows.counting import Registration
from flows.questions import clean
from flows.time_used import time_used
from flows.vocabulary import Channel, ContactKind, ConversationState, Direction, Outcome, PretalkState
from storage import ballots, chats, claims, conversations, pretalks

_CAME_OF_IT: Mapping[PretalkState, Outcome] = {
    PretalkState.WISHED: Outcome.PRETALK_WANTED,
    PretalkState.OFFERED: Outcome.PRETALK_WANTED,
    PretalkState.BOOKED: Outcome.PRETALK_WANTED,
    PretalkState.HELD: Outcome.PRETALK_HELD,
}


class Casework(Waiting):
    """One conversation at a time."""

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
        draft = replace(
            draft,
            # Who was said goodbye to and wrote again goes on with a contact that is counted.
            kind=ContactKind.CONTINUED if opened.row.times_closed else ContactKind.CONTACT,
            duration=time_used((each.at, each.direction) for each in written),
            # What came of it meanwhile goes before what was wished at the beginning.
            outcome=draft.outcome if pretalk_row is None else _CAME_OF_IT.get(pretalk_row.state, draft.outcome),
        )
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
        await speak(self._house, opened, Spoken(text=clean(text)), press=press_from(press))

    async def release(self, session: StaffSession, conversation: str) -> None:
        """Hand a conversation back to its queue, where it goes on waiting."""
        opened = await self._mine(session, conversation)
        since = self._house.now().replace(second=0, microsecond=0)
        await self._house.write(
            lambda connection: claims.release(
                connection, conversation_id=opened.id, staff_id=session.staff_id, waiting_since=since
            )
        )
        self._changed(opened)

    async def close(
        self, session: StaffSession, conversation: str, *, registration: Registration, press: str = ""
    ) -> None:
        """Close a contact and cast its ballot, in one transaction; the same press once more changes nothing.

        Whoever it was with is asked, once, whether they got the help they needed.

        Raises `Refused("already-closed")` when it was closed by another press: no second ballot is cast.
        """
        opened = await self._open(session, conversation)
        if opened.row.state is not ConversationState.CLOSED and opened.row.claimed_by != session.staff_id:
            raise await refuse(self._house, session, "not-yours", conversation)
        (ballot_id,) = ballot_ids(press)
        ballot = sealed_ballot(self._house, registration, ballot_id)
        ask = await helped.asking(self._house, opened) if registration.kind in helped.ASKED_KINDS else None

        today = self._house.today()

        def work(connection: Connection) -> bool:
            if not claims.close(connection, conversation_id=opened.id, staff_id=session.staff_id, today=today):
                return ballots.waits(connection, ballot_id=ballot.id)
            ballots.cast(connection, ballot_id=ballot.id, month=ballot.month, envelope=ballot.envelope)
            if ask is not None:
                ask(connection)
            return True

        if not await self._house.write(work):
            raise Refused("already-closed")
        await self._house.database.wipe_traces()
        self._changed(opened)
        self._house.live.changed(OUTBOX)

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
            if not claims.reclaim(connection, conversation_id=opened.id, staff_id=session.staff_id):
                raise Refused("closed-reopened")
            helped.take_back(connection, opened.id)
            return ballots.withdraw(connection, ballot_id=ballot_id)

        undone = await self._house.write(work)
        await self._house.database.wipe_traces()
        self._changed(opened)
        return undone

    async def _deals_with(self, session: StaffSession, conversation: str) -> Opened:
        """A conversation whose pre-talk they deal with: claimed by them, held by them, or by somebody who has left."""
        opened = await self._open(session, conversation)
        if opened.row.claimed_by != session.staff_id:
            theirs = await self._house.database.read(
                lambda connection: (
                    self._holds(connection, session, opened.id) or left_behind(connection, self._house, opened.id)
                )
            )
            if not theirs:
                raise await refuse(self._house, session, "not-yours", conversation)
        return opened

    def _holds(self, connection: Connection, session: StaffSession, conversation_id: bytes) -> bool:
        pretalk = pretalks.of_conversation(connection, conversation_id=conversation_id)
        return pretalk is not None and pretalk.time is not None and session.staff_id in pretalk.time.staff

    async def _mine(self, session: StaffSession, conversation: str) -> Opened:
        opened = await self._open(session, conversation)
        if opened.row.state is ConversationState.CLOSED:
            # A second press of "count and close", or an old page: nothing is shown, and nothing odd has been asked for.
            raise Refused("already-closed")
        if opened.row.claimed_by != session.staff_id:
            raise await refuse(self._house, session, "not-yours", conversation)
        return opened
