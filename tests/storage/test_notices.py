"""Who is told that something waits: by invitation, once, and only those it concerns."""

from datetime import timedelta

from sqlalchemy import Connection

from storage import notices, queues
from storage.keys import new_id
from storage.notices import NoticeRow
from tests.storage.people import NOON, Unit

INVITATION = b"i" * 32
TAG = b"t" * 32


async def invites(unit: Unit, staff_id: bytes, invitation: bytes = INVITATION) -> None:
    until = NOON + timedelta(minutes=15)
    await unit.database.write(
        lambda connection: notices.invite(connection, staff_id=staff_id, invitation=invitation, until=until)
    )


async def links(unit: Unit, staff_id: bytes, tag: bytes) -> None:
    await unit.database.write(
        lambda connection: notices.link(connection, staff_id=staff_id, tag=tag, wrapped=b"sealed")
    )


async def row_of(unit: Unit, staff_id: bytes) -> NoticeRow | None:
    return await unit.database.read(lambda connection: notices.of_staff(connection, staff_id=staff_id))


async def both_are_told_of_the_queue(unit: Unit) -> None:
    """Mette and Anders are members, each with a chat."""

    def join(connection: Connection) -> None:
        for staff_id in (unit.mette, unit.anders):
            queues.grant(connection, queue_id=unit.queue, staff_id=staff_id, private_wrapped=b"wrapped")

    await unit.database.write(join)
    for staff_id in (unit.mette, unit.anders):
        await invites(unit, staff_id, staff_id * 2)
        await links(unit, staff_id, staff_id * 2)


async def to_tell(unit: Unit) -> set[bytes]:
    return {row.staff_id for row in await unit.database.read(notices.to_tell)}


async def waits(unit: Unit, *, claimed_by: bytes | None = None) -> None:
    await unit.database.write(
        lambda connection: notices.something_waits(connection, queue_id=unit.queue, claimed_by=claimed_by)
    )


async def test_an_invitation_is_for_one_person_and_holds_for_a_while(unit: Unit) -> None:
    await invites(unit, unit.mette)

    async def invited(invitation: bytes, minutes: float) -> bytes | None:
        at = NOON + timedelta(minutes=minutes)
        return await unit.database.read(lambda connection: notices.invited(connection, invitation=invitation, now=at))

    assert await invited(INVITATION, 14.9) == unit.mette
    assert await invited(INVITATION, 15) is None
    assert await invited(b"x" * 32, 0) is None
    await links(unit, unit.mette, TAG)
    assert await invited(INVITATION, 0) is None, "it is good once"


async def test_a_new_invitation_keeps_the_chat_that_is_linked_until_another_is(unit: Unit) -> None:
    await invites(unit, unit.mette)
    await links(unit, unit.mette, TAG)
    await invites(unit, unit.mette, b"j" * 32)
    row = await row_of(unit, unit.mette)
    assert row is not None
    assert (row.tag, row.invitation) == (TAG, b"j" * 32)


async def test_a_chat_tells_one_person(unit: Unit) -> None:
    for staff_id, invitation in ((unit.mette, INVITATION), (unit.anders, b"j" * 32)):
        await invites(unit, staff_id, invitation)
        await links(unit, staff_id, TAG)
    assert await row_of(unit, unit.mette) is None
    found = await unit.database.read(lambda connection: notices.by_tag(connection, tag=TAG))
    assert found is not None
    assert found.staff_id == unit.anders


async def test_everybody_of_a_queue_is_told_until_somebody_has_claimed(unit: Unit) -> None:
    await both_are_told_of_the_queue(unit)
    assert await to_tell(unit) == set()
    await waits(unit, claimed_by=unit.mette)
    assert await to_tell(unit) == {unit.mette}
    await waits(unit)
    assert await to_tell(unit) == {unit.mette, unit.anders}


async def test_another_queues_people_are_not_told(unit: Unit) -> None:
    await both_are_told_of_the_queue(unit)
    await unit.database.write(
        lambda connection: notices.something_waits(connection, queue_id=new_id(), claimed_by=None)
    )
    assert await to_tell(unit) == set()


async def test_who_only_has_an_invitation_is_not_told(unit: Unit) -> None:
    await invites(unit, unit.mette)
    await waits(unit, claimed_by=unit.mette)
    assert await to_tell(unit) == set()


async def test_telling_happens_once(unit: Unit) -> None:
    await both_are_told_of_the_queue(unit)
    await waits(unit, claimed_by=unit.mette)

    async def told() -> bool:
        return await unit.database.write(lambda connection: notices.told(connection, staff_id=unit.mette, now=NOON))

    assert [await told(), await told()] == [True, False]
    row = await row_of(unit, unit.mette)
    assert row is not None
    assert (row.waiting, row.told_at) == (False, NOON)


async def test_unlinking_forgets_everything_but_happens_once(unit: Unit) -> None:
    await both_are_told_of_the_queue(unit)

    async def unlinks() -> bool:
        return await unit.database.write(lambda connection: notices.unlink(connection, staff_id=unit.mette))

    assert [await unlinks(), await unlinks()] == [True, False]
    assert await row_of(unit, unit.mette) is None
    assert await row_of(unit, unit.anders) is not None


async def test_quiet_hours_are_kept(unit: Unit) -> None:
    await invites(unit, unit.mette)
    row = await row_of(unit, unit.mette)
    assert row is not None
    assert (row.quiet_from, row.quiet_until) == ("19:00", "07:00")
    await unit.database.write(
        lambda connection: notices.set_quiet(connection, staff_id=unit.mette, quiet_from="22:00", quiet_until="06:30")
    )
    row = await row_of(unit, unit.mette)
    assert row is not None
    assert (row.quiet_from, row.quiet_until) == ("22:00", "06:30")
