"""What every visitor can do, whichever door they came through: answer, go back, find a time, delete.

Rules: each is one use case in one transaction; sealing and hashing happen before it. A door says how a conversation is
found again (a cookie, a chat) and nothing else here differs.
"""

from abc import ABC, abstractmethod
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy import Connection

from bot.calendar_file import calendar_file
from bot.desk import intake
from bot.desk.house import House
from bot.desk.intake import Done
from bot.desk.journals import store_journal
from bot.desk.opening import Reached
from bot.desk.scripts import INTAKE, NO_SCRIPT
from bot.desk.setup import hours_from_text
from bot.desk.views import OpeningHours
from flows.talk import Raw
from flows.vocabulary import Language, PretalkState
from storage import conversations, pretalks, queues, reminders

Key = TypeVar("Key")

# What a pre-talk is called in a calendar that others may look into.
NEUTRAL_TITLES = {Language.DANISH: "Aftale", Language.ENGLISH: "Appointment"}


class Visits(ABC, Generic[Key]):
    """The use cases that every door has; `Key` is what a door finds a conversation by."""

    def __init__(self, house: House) -> None:
        self._house = house

    @abstractmethod
    async def _here(self, key: Key) -> Reached:
        """The conversation; raises `Refused` when there is none any more."""

    async def answer(self, door: Key, *, key: str, revision: int, raw: Raw) -> Done:
        """Answer the question on the screen; raises `InvalidAnswer`, `StaleButton`, `Refused("time-taken")`."""
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
            await store_journal(self._house, here, None, script=NO_SCRIPT)

    async def find_time(self, door: Key) -> None:
        """Begin finding a time, or finding another one."""
        here = await self._here(door)
        if here.row.queue_id is not None:
            await intake.start_pretalk(self._house, here)

    async def cancel_time(self, door: Key, *, starts_at: datetime | None = None) -> bool:
        """Give the time back; somebody else can take it at once.

        False when nothing is booked any more, or another time than the one that starts then.
        """
        here = await self._here(door)

        def work(connection: Connection) -> bool:
            booked = pretalks.of_conversation(connection, conversation_id=here.id)
            if booked is None or (starts_at is not None and booked.starts_at != starts_at):
                return False
            if not pretalks.cancel(connection, conversation_id=here.id):
                return False
            reminders.forget(connection, conversation_id=here.id)
            return True

        cancelled = await self._house.write(work)
        self._house.live.changed(here.id, here.row.queue_id or here.id)
        return cancelled

    async def calendar_file(self, door: Key) -> bytes | None:
        """The booked time as an .ics that says nothing of the matter; None without a booked time."""
        here = await self._here(door)
        row = await self._house.database.read(
            lambda connection: pretalks.of_conversation(connection, conversation_id=here.id)
        )
        if row is None or row.state is not PretalkState.BOOKED or row.starts_at is None or row.minutes is None:
            return None
        return calendar_file(
            calendar_id=row.calendar_id,
            sequence=row.calendar_sequence,
            starts_at=row.starts_at,
            minutes=row.minutes,
            title=NEUTRAL_TITLES[here.row.language],
            written_at=self._house.now(),
        )

    async def set_language(self, door: Key, language: Language) -> None:
        """Go on in another language."""
        here = await self._here(door)
        await self._house.write(
            lambda connection: conversations.set_language(connection, conversation_id=here.id, language=language)
        )

    async def _forget(self, here: Reached) -> None:
        await self._house.write(lambda connection: conversations.forget(connection, conversation_id=here.id))
        await self._house.database.wipe_traces()
        self._house.live.changed(here.id, here.row.queue_id or here.id)

    async def _waits(self, here: Reached) -> tuple[int | None, tuple[OpeningHours, ...]]:
        """The place in the queue, if one waits, and when somebody usually answers."""
        queue_id = here.row.queue_id

        def work(connection: Connection) -> tuple[int | None, str]:
            place = conversations.place_in_queue(connection, conversation_id=here.id)
            queue = None if queue_id is None else queues.by_id(connection, queue_id=queue_id)
            return place, "[]" if queue is None else queue.opening_hours

        place, hours = await self._house.database.read(work)
        return place, hours_from_text(hours)
