"""Each kind of ballot waits for its own ten."""

from sqlalchemy import Connection

from bot import jobs
from bot.desk.casting import ballot_binding
from bot.desk.views import StaffSession
from flows import counting
from flows.counting import Ballot
from flows.pretalk_counting import EndedPretalk
from flows.vocabulary import PretalkResult
from storage import ballots
from storage.envelope import seal
from storage.keys import new_id
from tests.bot.conftest import Unit
from tests.bot.test_jobs import BY_PHONE, mette, waiting_ballots  # noqa: F401


async def cast_pretalk(unit: Unit) -> None:
    """A pre-talk that was given up this month, in the pool."""
    said = EndedPretalk(unit="0-11", band=None, result=PretalkResult.GIVEN_UP, offered=None, held=None)
    envelope = seal(
        counting.encode(Ballot(month="2026-11", registration=said)),
        public=unit.parts.house.keyring.organisation.statistics_public,
        binding=ballot_binding("2026-11"),
    )

    def work(connection: Connection) -> None:
        ballots.cast(connection, ballot_id=new_id(), month="2026-11", envelope=envelope)

    await unit.parts.house.write(work)


async def test_a_pretalk_does_not_hide_among_contacts_but_among_pretalks(unit: Unit, mette: StaffSession) -> None:  # noqa: F811
    await unit.staff.register(mette, registration=BY_PHONE, times=9)
    await cast_pretalk(unit)
    assert await jobs.tally(unit.parts.house) == 0

    await unit.staff.register(mette, registration=BY_PHONE)
    assert await jobs.tally(unit.parts.house) == 10
    assert await waiting_ballots(unit) == 1

    unit.clock.advance(days=13)
    assert await jobs.tally(unit.parts.house) == 1
    assert await waiting_ballots(unit) == 0
