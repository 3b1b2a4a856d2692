"""What a therapist does about a time inside a conversation: book one, propose some, move it, cancel it.

Rules: whoever has claimed the conversation may, and whoever holds its pre-talk, also when the talk is closed. A visitor
is told of every step in the conversation and in her chats, in the transaction that takes it. A time that stands is only
moved when she says yes, and a reason always goes with moving and cancelling: it is an ordinary message. Behind the
fourteen days a reason is asked for too. The same press again does nothing.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.desk.answering import Spoken, speak
from bot.desk.booking import new_to_show, prepare
from bot.desk.casework import Casework
from bot.desk.opening import Opened
from bot.desk.scripts import NO_SCRIPT
from bot.desk.suggesting import MOST, Suggestion, begins_to_want, put, spoken, suggestions
from bot.desk.views import Refused, StaffSession
from bot.desk.visitor import press_from
from bot.desk.writing import Also
from flows.first_contact import audience_of
from flows.questions import clean
from flows.vocabulary import DelayReason, Direction, PretalkState
from storage import conversations, messages, pretalks, proposals, reminders
from storage.pretalk_rows import PretalkRow, TimeRow
from storage.proposals import ProposalKind, ProposalRow

# How often other times are looked for when somebody was faster.
TRIES = 3


class Proposing(Casework):
    """Times inside a conversation."""

    async def book_for(
        self, session: StaffSession, conversation: str, *, time_id: str, reason: DelayReason | None, press: str
    ) -> None:
        """Book a time for the visitor, who may move it or give it back; raises `Refused`."""
        opened = await self._deals_with(session, conversation)

        async def book() -> None:
            (chosen,) = await self._chosen(opened, [time_id], reason)
            booking = await prepare(self._house, opened, chosen.time, await new_to_show(self._house, chosen.time))

            def also(connection: Connection, _sequence: int) -> None:
                begins_to_want(connection, house=self._house, here=opened)
                _without_time(connection, opened)
                if not booking(connection, chosen.time):
                    raise Refused("proposal-taken")
                self._settle(connection, opened, reason)

            text = self._line(opened, "bot-booked", when=chosen.time.starts_at, where=self._where(opened, chosen))
            said = Spoken(text=text, direction=Direction.BOT)
            await speak(self._house, opened, said, press=press_from(press), also=also)

        await self._once(opened, press, book)

    async def propose(
        self,
        session: StaffSession,
        conversation: str,
        *,
        time_ids: Sequence[str],
        reason: DelayReason | None,
        press: str,
    ) -> None:
        """Propose up to three times instead of those that were proposed before; raises `Refused`."""
        opened = await self._deals_with(session, conversation)
        if not 1 <= len(set(time_ids)) <= MOST:
            raise Refused("proposal-how-many", most=MOST)

        async def propose() -> None:
            chosen = await self._chosen(opened, time_ids, reason)
            rows = [each.row(opened.id, ProposalKind.PROPOSE) for each in chosen]

            def also(connection: Connection, _sequence: int) -> None:
                begins_to_want(connection, house=self._house, here=opened)
                _without_time(connection, opened)
                self._offer(connection, opened, rows, reason)

            until = min(row.lapses_at for row in rows)
            said = spoken(self._house, opened, rows, self._line(opened, "bot-proposed", count=len(rows), until=until))
            await speak(self._house, opened, said, press=press_from(press), also=also)

        await self._once(opened, press, propose)

    async def propose_move(
        self,
        session: StaffSession,
        conversation: str,
        *,
        time_id: str,
        because: str,
        reason: DelayReason | None,
        press: str,
    ) -> None:
        """Ask whether the booked time may be moved; it stands until she says yes. Raises `Refused`, `InvalidAnswer`."""
        opened = await self._deals_with(session, conversation)
        because = clean(because)

        async def propose() -> None:
            (chosen,) = await self._chosen(opened, [time_id], reason)
            booked = await self._booked(opened)
            rows = [chosen.row(opened.id, ProposalKind.MOVE)]

            def also(connection: Connection, _sequence: int) -> None:
                if _booked_time(connection, opened) != booked:
                    raise Refused("pretalk-not-booked")
                put(connection, rows, house=self._house, here=opened)
                if reason is not None:
                    pretalks.give_reason(connection, conversation_id=opened.id, reason=reason)

            text = self._line(
                opened,
                "bot-move",
                before=booked.starts_at,
                when=chosen.time.starts_at,
                where=self._where(opened, chosen),
            )
            said = (Spoken(text=because), spoken(self._house, opened, rows, text))
            await speak(self._house, opened, *said, press=press_from(press), also=also)

        await self._once(opened, press, propose)

    async def cancel_for(self, session: StaffSession, conversation: str, *, because: str, press: str) -> None:
        """Cancel the booked time, and propose the soonest others at once. Raises `Refused`, `InvalidAnswer`.

        Whoever only held the time deals with the conversation no more after this.
        """
        if await self._pressed(await self._open(session, conversation), press):
            return
        opened = await self._deals_with(session, conversation)
        because = clean(because)

        async def cancel() -> None:
            booked = await self._booked(opened)
            day = booked.starts_at.astimezone(self._house.timezone).date()

            def give_back(connection: Connection) -> None:
                if _booked_time(connection, opened) != booked:
                    raise Refused("pretalk-not-booked")
                pretalks.wish(connection, conversation_id=opened.id, today=self._house.today())
                reminders.forget(connection, conversation_id=opened.id)

            await self._speak_with_times(
                opened,
                text_id="bot-cancelled",
                when=booked.starts_at,
                before=(Spoken(text=because),),
                press=press_from(press),
                first=give_back,
                # Whoever cannot come on a day is not proposed for it.
                unless=lambda each: each.day == day and not set(booked.staff).isdisjoint(each.opening.staff),
            )

        await self._once(opened, press, cancel)

    async def _speak_with_times(
        self,
        opened: Opened,
        *,
        text_id: str,
        when: datetime,
        press: bytes,
        first: Callable[[Connection], None],
        before: tuple[Spoken, ...] = (),
        unless: Callable[[Suggestion], bool] = lambda _each: False,
    ) -> None:
        """Say something with the soonest free times below it; where there are none, how to find one.

        `first` is done in the same transaction, before they are held.
        """
        for tries in range(TRIES + 1):
            # Whoever was faster each time leaves us none.
            chosen = (await suggestions(self._house, opened)).soonest(unless=unless) if tries < TRIES else ()
            rows = [each.row(opened.id, ProposalKind.PROPOSE) for each in chosen]
            text = self._line(opened, f"{text_id}-times" if rows else text_id, when=when)
            last = spoken(self._house, opened, rows, text) if rows else Spoken(text=text, direction=Direction.BOT)
            try:
                await speak(self._house, opened, *before, last, press=press, also=self._offering(opened, rows, first))
            except Refused as refused:
                if refused.text_id != "proposal-taken":
                    raise
            else:
                return

    def _offering(self, opened: Opened, rows: Sequence[ProposalRow], first: Callable[[Connection], None]) -> Also:
        def also(connection: Connection, _sequence: int) -> None:
            first(connection)
            if rows:
                self._offer(connection, opened, rows, None)
            else:
                proposals.withdraw(connection, conversation_id=opened.id)

        return also

    def _offer(
        self, connection: Connection, opened: Opened, rows: Sequence[ProposalRow], reason: DelayReason | None
    ) -> None:
        put(connection, rows, house=self._house, here=opened)
        row = _row(connection, opened)
        # Who did not come is proposed other times, and did not come all the same.
        if row is None or row.state is not PretalkState.ABSENT:
            pretalks.offer(connection, conversation_id=opened.id, today=self._house.today())
        if reason is not None:
            pretalks.give_reason(connection, conversation_id=opened.id, reason=reason)

    def _settle(self, connection: Connection, opened: Opened, reason: DelayReason | None) -> None:
        """A time stands: the question about one, if the visitor has it before her, is answered."""
        conversations.save_journal(
            connection,
            conversation_id=opened.id,
            script=NO_SCRIPT,
            journal=None,
            expected_revision=None,
            today=self._house.today(),
        )
        if reason is not None:
            pretalks.give_reason(connection, conversation_id=opened.id, reason=reason)

    async def _once(self, opened: Opened, press: str, do: Callable[[], Awaitable[None]]) -> None:
        """Do it; a press that was answered before is not refused because of what it did itself."""
        try:
            await do()
        except Refused:
            if not await self._pressed(opened, press):
                raise

    async def _pressed(self, opened: Opened, press: str) -> bool:
        """Whether a press was answered before."""
        stored = press_from(press)
        return await self._house.database.read(
            lambda connection: messages.by_press(connection, conversation_id=opened.id, press=stored) is not None
        )

    async def _chosen(
        self, opened: Opened, time_ids: Sequence[str], reason: DelayReason | None
    ) -> tuple[Suggestion, ...]:
        chosen = (await suggestions(self._house, opened)).chosen(time_ids)
        if reason is None and any(each.late for each in chosen):
            raise Refused("proposal-late-reason")
        return chosen

    async def _booked(self, opened: Opened) -> TimeRow:
        """The time that stands and is still to come; raises `Refused("pretalk-not-booked")`."""
        time = await self._house.database.read(lambda connection: _booked_time(connection, opened))
        if time is None or time.starts_at <= self._house.now():
            raise Refused("pretalk-not-booked")
        return time

    def _line(self, opened: Opened, text_id: str, **arguments: str | int | datetime) -> str:
        row = opened.row
        return self._house.sentences(row.language, audience_of(row.role), text_id, **arguments)

    def _where(self, opened: Opened, chosen: Suggestion) -> str:
        row = opened.row
        return self._house.sentences.where(row.language, audience_of(row.role), chosen.opening.place, chosen.where)


def _row(connection: Connection, opened: Opened) -> PretalkRow | None:
    return pretalks.of_conversation(connection, conversation_id=opened.id)


def _booked_time(connection: Connection, opened: Opened) -> TimeRow | None:
    row = _row(connection, opened)
    return None if row is None else row.booked


def _without_time(connection: Connection, opened: Opened) -> None:
    """Raise `Refused` where a time stands, or the pre-talk was held."""
    row = _row(connection, opened)
    if row is not None and row.state is PretalkState.BOOKED:
        raise Refused("proposal-has-time")
    if row is not None and row.state is PretalkState.HELD:
        raise Refused("proposal-was-held")
