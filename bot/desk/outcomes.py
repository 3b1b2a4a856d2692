"""How a pre-talk went: held, nobody came, or cancelled on its day.

Rules: nothing is stored before both taps. An outcome and its ballot, or its message, are one transaction, done once
however often it is pressed; afterwards the traces on the disk are wiped. Who did not come, or cancelled late, is
written to once, kindly and with new times; what became of it is counted when the way to a pre-talk has ended
(bot/desk/ending.py).
"""

from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from bot.desk import helped
from bot.desk.ballots import ballot_ids, require
from bot.desk.booking import venue_of
from bot.desk.ending import cast_held
from bot.desk.opening import Opened
from bot.desk.openings import end_of
from bot.desk.outgoing import OUTBOX
from bot.desk.pretalk_views import OverView
from bot.desk.proposing import Proposing
from bot.desk.views import Refused, StaffSession
from flows.deadlines import start_by
from flows.vocabulary import Onward, PretalkResult, PretalkState, StaffRole
from storage import ballots, conversations, outcomes, pretalks, proposals
from storage.keys import new_id
from storage.pretalk_rows import PretalkRow, TimeRow

# Nobody is asked about a talk that is older.
ASKED_BACK = timedelta(days=90)


class _SaidBefore(Exception):
    """The same was said a moment ago: nothing is to be done."""


class Outcomes(Proposing):
    """Afterwards."""

    async def over(self, session: StaffSession) -> tuple[OverView, ...]:
        """This person's booked talks that are over and not told about, in order."""
        await require(self._house, session, StaffRole.THERAPIST, subject="calendar")
        now = self._house.now()

        def work(connection: Connection) -> tuple[OverView, ...]:
            rows = pretalks.of_staff(connection, staff_id=session.staff_id, since=now - ASKED_BACK, until=now)
            return tuple(
                _view(connection, row, row.booked)
                for row in rows
                if row.booked is not None and row.booked.ends_at <= now
            )

        return await self._house.database.read(work)

    async def one_over(self, session: StaffSession, conversation: str) -> OverView:
        """The talk that is asked about; raises `Refused("pretalk-not-booked")`."""
        opened = await self._deals_with(session, conversation)

        def work(connection: Connection) -> OverView | None:
            row = pretalks.of_conversation(connection, conversation_id=opened.id)
            return None if row is None or row.booked is None else _view(connection, row, row.booked)

        view = await self._house.database.read(work)
        if view is None:
            raise Refused("pretalk-not-booked")
        return view

    async def was_held(self, session: StaffSession, conversation: str, *, onward: Onward, press: str) -> date:
        """It was held, and this comes after it; returns the day treatment should start by.

        Raises `Refused("pretalk-not-begun")`, and `Refused("pretalk-not-booked")` when something else was said.
        """
        opened = await self._deals_with(session, conversation)
        (ballot_id,) = ballot_ids(press)
        house, now = self._house, self._house.now()
        ask = await helped.asking(house, opened)

        def work(connection: Connection) -> datetime:
            if outcomes.held(connection, conversation_id=opened.id, now=now):
                cast_held(connection, house, opened.row, ballot_id=ballot_id, onward=onward)
                ask(connection)
            elif not ballots.waits(connection, ballot_id=ballot_id):
                raise _why_not(connection, opened, now)
            row = pretalks.of_conversation(connection, conversation_id=opened.id)
            if row is None or row.starts_at is None:
                raise Refused("pretalk-not-booked")
            return row.starts_at

        starts_at = await house.write(work)
        await house.database.wipe_traces()
        self._changed(opened)
        house.live.changed(OUTBOX)
        return start_by(starts_at.astimezone(house.timezone).date())

    async def was_missed(self, session: StaffSession, conversation: str, *, late: bool) -> None:
        """Nobody came, or it was cancelled on its day (`late`): one kind message with new times goes out, once.

        Raises `Refused("pretalk-not-begun")`, and `Refused("pretalk-not-booked")` when something else was said.
        """
        opened = await self._deals_with(session, conversation)
        house, now = self._house, self._house.now()
        tomorrow = end_of(house, house.today())
        row = await house.database.read(
            lambda connection: pretalks.of_conversation(connection, conversation_id=opened.id)
        )
        if row is None or row.starts_at is None:
            raise Refused("pretalk-not-booked")

        def say(connection: Connection) -> None:
            if late:
                done = outcomes.cancelled_late(connection, conversation_id=opened.id, before=tomorrow)
            else:
                done = outcomes.missed(connection, conversation_id=opened.id, now=now)
            if done:
                return
            after = pretalks.of_conversation(connection, conversation_id=opened.id)
            if after is not None and after.time == row.time and _says(after, late=late):
                raise _SaidBefore
            raise _why_not(connection, opened, now)

        text_id = "bot-late" if late else "bot-absent"
        try:
            await self._speak_with_times(opened, text_id=text_id, when=row.starts_at, press=new_id(), first=say)
        except _SaidBefore:
            return

    async def take_outcome_back(
        self, session: StaffSession, conversation: str, *, result: PretalkResult, starts_at: datetime, press: str
    ) -> None:
        """The talk of that time is booked again, and what was proposed and counted is taken back; twice is once.

        Raises `Refused("outcome-too-late")`, and changes nothing, when it is counted, or something happened since.
        """
        opened = await self._deals_with(session, conversation)
        (ballot_id,) = ballot_ids(press)

        def work(connection: Connection) -> None:
            row = pretalks.of_conversation(connection, conversation_id=opened.id)
            if row is None or row.starts_at != starts_at:
                raise Refused("outcome-too-late")
            if row.state is PretalkState.BOOKED:
                return
            match result:
                case PretalkResult.HELD:
                    done = ballots.withdraw(connection, ballot_id=ballot_id)
                    done = done and outcomes.take_held_back(connection, conversation_id=opened.id)
                    helped.take_back(connection, opened.id)
                case PretalkResult.ABSENT:
                    done = outcomes.take_missed_back(connection, conversation_id=opened.id)
                case _:
                    done = outcomes.take_cancelled_back(connection, conversation_id=opened.id)
            if not done:
                raise Refused("outcome-too-late")
            proposals.withdraw(connection, conversation_id=opened.id)

        await self._house.write(work)
        await self._house.database.wipe_traces()
        self._changed(opened)


def _view(connection: Connection, row: PretalkRow, time: TimeRow) -> OverView:
    conversation = conversations.by_id(connection, conversation_id=row.conversation_id)
    venue = venue_of(connection, row)
    return OverView(
        conversation=row.conversation_id.hex(),
        starts_at=time.starts_at,
        place=time.place,
        where="" if venue is None else venue.name,
        band=None if conversation is None else conversation.age_band,
        role=None if conversation is None else conversation.role,
    )


def _says(row: PretalkRow, *, late: bool) -> bool:
    return row.cancelled_late if late else row.state is PretalkState.ABSENT


def _why_not(connection: Connection, opened: Opened, now: datetime) -> Refused:
    row = pretalks.of_conversation(connection, conversation_id=opened.id)
    ahead = row is not None and row.booked is not None and row.booked.starts_at > now
    return Refused("pretalk-not-begun" if ahead else "pretalk-not-booked")
