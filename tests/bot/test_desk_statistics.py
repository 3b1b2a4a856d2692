"""The key that opens ballots: people at the unit hold it, in memory it lies from the first one on who comes in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import Connection, delete, update

from bot import jobs
from bot.app import build
from bot.desk import setup, statistics
from bot.desk.ballots import counted
from bot.desk.house import House
from bot.desk.views import Refused
from bot.settings import Settings
from flows.counting import Registration
from flows.vocabulary import AgeBand, Channel, ContactKind, Role, StaffRole
from storage import ballots, organisation, staff
from storage.keys import WrongKey, new_id, new_pair
from storage.staff import StaffRow
from storage.tables import organisation as organisation_table
from storage.tables import statistics_keys
from tests.bot.conftest import EASY, Unit

PHONE = Registration(kind=ContactKind.CONTACT, channel=Channel.PHONE, unit="0-11", band=AgeBand.CHILD, role=Role.FATHER)


@asynccontextmanager
async def started_again(unit: Unit) -> AsyncIterator[House]:
    """Another process on the same data, in which nobody was yet."""
    parts = await build(Settings.read(), clock=unit.clock, hardness=EASY)
    try:
        yield parts.house
    finally:
        parts.house.database.close()


async def register(unit: Unit, times: int) -> None:
    karen = await unit.session("karen")
    await unit.staff.register(karen, registration=PHONE, times=times, press=new_id().hex())


async def comes_in(unit: Unit, house: House, login: str) -> None:
    """Somebody comes in, in the process that was started since."""
    session = await unit.session(login)
    await statistics.take_up(house, staff_id=session.staff_id, private=session.private)


async def person(house: House, login: str) -> StaffRow:
    row = await house.database.read(lambda connection: staff.by_login(connection, login=login))
    assert row is not None
    return row


async def lacking(house: House) -> tuple[bytes, ...]:
    return await house.database.read(organisation.without_statistics_key)


async def test_after_a_start_ballots_wait_sealed_until_somebody_who_holds_the_key_comes_in(unit: Unit) -> None:
    await register(unit, 12)
    unit.clock.advance(days=60)
    async with started_again(unit) as house:
        await jobs.run_once(house)
        assert len(await house.database.read(ballots.pool)) == 12
        assert await house.database.read(ballots.published) == ()
        with pytest.raises(Refused) as refused:
            await counted(house)
        assert (refused.value.text_id, refused.value.arguments) == ("counts-sealed", {"count": 12})

        await comes_in(unit, house, "anders")
        assert {ballot.registration for ballot in (await counted(house)).untallied} == {PHONE}
        await jobs.run_once(house)
        assert await house.database.read(ballots.pool) == ()
        assert "2026-11" in {row.period for row in await house.database.read(ballots.published)}


async def test_whoever_is_new_or_has_new_keys_is_given_it(unit: Unit) -> None:
    house = unit.parts.house
    await setup.add_person(house, login="nadia", shown_name="Nadia", roles=frozenset({StaffRole.THERAPIST}))
    nadia = await person(house, "nadia")
    assert await lacking(house) == ()
    await setup.reset_person(house, row=nadia)
    assert await lacking(house) == ()

    async with started_again(unit) as alone:
        await setup.reset_person(alone, row=nadia)
        assert await lacking(alone) == (nadia.id,), "nobody who holds it was there"
        await comes_in(unit, alone, "mette")
        await jobs.run_once(alone)
        assert await lacking(alone) == ()


async def test_when_nobody_holds_it_any_more_the_offline_recovery_key_brings_it_back(unit: Unit) -> None:
    await register(unit, 3)
    recovery = new_pair()
    kept = statistics.for_recovery(unit.parts.house.keyring.statistics_private(), recovery_public=recovery.public)

    def lost(connection: Connection) -> None:
        connection.execute(delete(statistics_keys))
        # The true one is shown at `init` alone.
        connection.execute(update(organisation_table).values(statistics_recovery=kept))

    await unit.parts.house.write(lost)
    async with started_again(unit) as house:
        with pytest.raises(WrongKey):
            await statistics.take_up_by_recovery(house, recovery_private=new_pair().private)
        await statistics.take_up_by_recovery(house, recovery_private=recovery.private)
        assert await statistics.share(house) == 5
        assert len((await counted(house)).untallied) == 3


async def test_a_key_that_does_not_open_this_units_ballots_is_not_taken(unit: Unit) -> None:
    mette = await unit.session("mette")
    row = await person(unit.parts.house, "mette")
    foreign = statistics.for_person(new_pair().private, staff_id=row.id, public_key=row.public_key)
    await unit.parts.house.write(
        lambda connection: organisation.give_statistics_key(connection, staff_id=row.id, private_wrapped=foreign)
    )
    async with started_again(unit) as house:
        with pytest.raises(WrongKey):
            await statistics.take_up(house, staff_id=mette.staff_id, private=mette.private)


async def test_a_unit_from_before_has_the_key_taken_off_the_key_file_at_its_next_start(unit: Unit) -> None:
    await register(unit, 3)
    once = unit.parts.house.keyring.organisation.statistics_wrapped

    def as_before(connection: Connection) -> None:
        connection.execute(delete(statistics_keys))
        connection.execute(update(organisation_table).values(statistics_wrapped=once, statistics_recovery=None))

    await unit.parts.house.write(as_before)
    async with started_again(unit) as house:
        row = await house.database.read(organisation.load)
        assert row is not None
        assert (row.statistics_wrapped, bool(row.statistics_recovery)) == (b"", True)
        assert await lacking(house) == ()
        assert len((await counted(house)).untallied) == 3
