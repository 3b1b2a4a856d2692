"""What every visitor can do, whichever door they came through: answer, go back, find a time, delete.

Rules: each is one use case in one transaction; sealing and hashing happen before it. A door says how a conversation is
found again (a cookie, a chat) and nothing else here differs.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date, datetime
from typing import Generic, TypeVar

from sqlalchemy import Connection

from bot.calendars import texts
from bot.calendars.feed import FeedEntry, write_entry
from bot.closed_days import closed_days
from bot.desk import accepting, finding, intake
from bot.desk.booking import tell_late, venue_of, view_of
from bot.desk.ending import count_ended
from bot.desk.house import House
from bot.desk.intake import Done
from bot.desk.opening import Reached
from bot.desk.openings import end_of
from bot.desk.scripts import INTAKE, NO_SCRIPT
from bot.desk.setup import hours_from_text
from bot.desk.views import OpeningHours
from flows.answering import here_again
from flows.first_contact import audience_of
from flows.talk import Raw
from flows.vocabulary import ConversationState, Language, PretalkState
from storage import claims, conversations, patterns, pretalks, proposals, queues, reminders
from storage.pretalk_rows import PretalkRow
from storage.venues import VenueRow

Key = TypeVar("Key")


class Visits(ABC, Generic[Key]):
    """The use cases that every door has; `Key` is what a door finds a conversation by."""

    def __init__(self, house: House) -> None:
        self._house = house

    @abstractmethod
    async def _here(self, key: Key) -> Reached:
        """The conversation; raises `Refused` when there is none any more."""

    async def answer(self, door: Key, *, key: str, revision: int, raw: Raw) -> Done:
        """Answer the question on the screen; raises `InvalidAnswer`, `StaleButton`, `Refused` (a time is gone)."""
        return await intake.answer(self._house, await self._here(door), key=key, revision=revision, raw=raw)

    async def skip(self, door: Key, *, key: str, revision: int) -> Done:
        """Go on without answering."""
        return await intake.skip(self._house, await self._here(door), key=key, revision=revision)

    async def back(self, door: Key, *, revision: int | None) -> Done:
        """Take the last answer back."""
        return await intake.back(self._house, await self._here(door), revision=revision)

    async def change(self, door: Key, *, key: str) -> Done:
        """Answer an earlier question again."""
        return await intake.change(self._house, await self._here(door), key=key)

    async def talk_now(self, door: Key) -> Done:
        """Talk to a person now: only what routing needs is still asked."""
        return await intake.talk_now(self._house, await self._here(door))

    async def write_now(self, door: Key) -> Done:
        """From the advice to the queue."""
        return await intake.write_now(self._house, await self._here(door))

    async def leave_script(self, door: Key) -> None:
        """Leave finding a time, or the feedback, without finishing; the intake itself is not left this way."""
        here = await self._here(door)
        if here.row.script not in (INTAKE, NO_SCRIPT):
            await finding.leave(self._house, here)

    async def find_time(self, door: Key) -> None:
        """Begin finding a time, or finding another one."""
        here = await self._here(door)
        if here.row.queue_id is not None:
            await finding.start(self._house, here)

    async def narrow(self, door: Key, *, key: str, revision: int, code: str) -> None:
        """Look at some of the times only, or at all of them again; raises `StaleButton`."""
        await finding.narrow(self._house, await self._here(door), key=key, revision=revision, code=code)

    async def late(self, door: Key) -> None:
        """Tell the therapist that one comes late; once more says nothing more. Raises `Refused("late-not-now")`."""
        await tell_late(self._house, await self._here(door))

    async def cancel_time(self, door: Key, *, starts_at: datetime | None = None) -> bool:
        """Give the time back; somebody else can take it at once. On its own day it counts as cancelled late.

        False when nothing is booked any more, or another time than the one that starts then.
        """
        here = await self._here(door)
        today = self._house.today()
        tomorrow = end_of(self._house, today)

        def work(connection: Connection) -> bool:
            booked = pretalks.of_conversation(connection, conversation_id=here.id)
            if booked is None or (starts_at is not None and booked.starts_at != starts_at):
                return False
            late = booked.starts_at is not None and booked.starts_at < tomorrow
            if not pretalks.cancel(connection, conversation_id=here.id, today=today, late=late):
                return False
            proposals.withdraw(connection, conversation_id=here.id)
            reminders.forget(connection, conversation_id=here.id)
            return True

        cancelled = await self._house.write(work)
        self._house.live.changed(here.id, here.row.queue_id or here.id)
        return cancelled

    async def accept(self, door: Key, proposal: str) -> Done:
        """Say yes to a time a therapist proposes; raises `Refused("proposal-lapsed")`."""
        shown = await accepting.accept(self._house, await self._here(door), proposal)
        return Done(words=shown.words, link=shown.link)

    async def decline(self, door: Key, proposal: str) -> bool:
        """Say no to what is proposed; whoever has no time is shown those that are free (True)."""
        looks_on = await accepting.decline(self._house, await self._here(door), proposal)
        if looks_on:
            await self.find_time(door)
        return looks_on

    async def calendar_file(self, door: Key) -> bytes | None:
        """The booked time as an .ics that says nothing of the matter; None without a booked time."""
        here = await self._here(door)

        def work(connection: Connection) -> tuple[PretalkRow, VenueRow | None] | None:
            row = pretalks.of_conversation(connection, conversation_id=here.id)
            return None if row is None else (row, venue_of(connection, row))

        found = await self._house.database.read(work)
        if found is None or found[0].state is not PretalkState.BOOKED or found[0].time is None:
            return None
        row, time, pretalk = found[0], found[0].time, view_of(*found, here)
        entry = FeedEntry(
            id=row.calendar_id,
            sequence=row.calendar_sequence,
            starts_at=time.starts_at,
            minutes=time.minutes,
            location=pretalk.address,
            link=pretalk.link,
        )
        title = self._house.sentences(here.row.language, audience_of(here.row.role), texts.TITLE)
        return write_entry(entry, title=title, now=self._house.now())

    async def set_language(self, door: Key, language: Language) -> None:
        """Go on in another language."""
        here = await self._here(door)
        await self._house.write(
            lambda connection: conversations.set_language(connection, conversation_id=here.id, language=language)
        )

    async def _forget(self, here: Reached) -> None:
        def work(connection: Connection) -> None:
            count_ended(connection, self._house, conversation_id=here.id)
            conversations.forget(connection, conversation_id=here.id)

        await self._house.write(work)
        await self._house.database.wipe_traces()
        self._house.live.changed(here.id, here.row.queue_id or here.id)

    async def _waits(self, here: Reached) -> tuple[int | None, tuple[OpeningHours, ...], datetime | None]:
        """The place in the queue, if one waits, when somebody usually answers, and when next if nobody does now."""
        house, queue_id = self._house, here.row.queue_id
        waits = here.row.state is ConversationState.WAITING

        def work(connection: Connection) -> tuple[int | None, str, Mapping[date, bool]]:
            place = claims.place_in_queue(connection, conversation_id=here.id)
            queue = None if queue_id is None else queues.by_id(connection, queue_id=queue_id)
            days = patterns.days_of_unit(connection) if waits else {}
            return place, "[]" if queue is None else queue.opening_hours, days

        place, written, days = await house.database.read(work)
        hours = hours_from_text(written)
        if not (waits and hours):
            return place, hours, None
        year = house.today().year
        closed = closed_days((year, year + 1), days)
        return place, hours, here_again(hours, now=house.now(), zone=house.timezone, closed=closed)
