"""Steps that the tests of proposed times share: somebody talks with Mette, and what stands in the conversation."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from bot.desk.pretalk_views import FreeTime, TimesView
from bot.desk.views import StaffSession
from flows.vocabulary import AgeBand, Direction
from storage import pretalks
from storage.availability_tables import taken
from storage.keys import new_id
from storage.pretalk_rows import PretalkRow
from tests.bot.conftest import Unit
from tests.bot.talking import Visitor


def press() -> str:
    """A form's random value."""
    return new_id().hex()


@dataclass
class Talk:
    """Somebody who writes with a therapist."""

    unit: Unit
    visitor: Visitor
    session: StaffSession
    conversation: str

    @property
    def id(self) -> bytes:
        """The conversation's id."""
        return bytes.fromhex(self.conversation)

    async def times(self) -> TimesView:
        """The card about the pre-talk, as the therapist sees it."""
        return await self.unit.staff.times(self.session, self.conversation)

    async def free(self) -> tuple[FreeTime, ...]:
        """What is free, soonest first."""
        return (await self.times()).free

    async def row(self) -> PretalkRow:
        """The pre-talk as it is kept."""
        row = await self.unit.parts.house.database.read(
            lambda connection: pretalks.of_conversation(connection, conversation_id=self.id)
        )
        assert row is not None
        return row

    async def said(self, *directions: Direction) -> list[str]:
        """What stands in the conversation, by these."""
        talk = await self.visitor.talk()
        return [each.text for each in talk.messages if not directions or each.direction in directions]

    async def proposes(self, *numbers: int) -> tuple[str, ...]:
        """Mette proposes some of the free times; returns the proposals' ids."""
        free = await self.free()
        await self.unit.staff.propose(
            self.session,
            self.conversation,
            time_ids=[free[number].id for number in numbers],
            reason=None,
            press=press(),
        )
        return tuple(each.id for each in (await self.visitor.talk()).proposed)

    async def books(self, number: int = 0) -> FreeTime:
        """Mette sets a free time aside."""
        chosen = (await self.free())[number]
        await self.unit.staff.book_for(self.session, self.conversation, time_id=chosen.id, reason=None, press=press())
        return chosen

    async def held(self) -> set[bytes]:
        """For what the therapists' time is taken: of this conversation alone."""

        def work(connection: Connection) -> set[bytes]:
            found = connection.execute(select(taken.c.taking).where(taken.c.conversation_id == self.id))
            return {row.taking for row in found}

        return await self.unit.parts.house.database.read(work)


async def talks(unit: Unit, login: str = "mette", band: AgeBand = AgeBand.CHILD) -> Talk:
    """Somebody wrote, and a therapist has taken the conversation."""
    visitor = await Visitor.arrive(unit.visitors)
    await unit.visitors.talk_now(visitor.cookie)
    asking = await visitor.asked()
    await unit.visitors.answer(visitor.cookie, key="child-age", revision=asking.revision, raw=band.value)
    await visitor.keeps_the_code()
    session = await unit.session(login)
    (row,) = [each for each in await unit.staff.queue(session) if each.claimed_by is None]
    await unit.staff.claim(session, row.conversation)
    return Talk(unit=unit, visitor=visitor, session=session, conversation=row.conversation)
