"""People at the unit: a login is one person's, a one-time code is used once, and who is out has no session left."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import Connection

from flows.vocabulary import StaffRole
from storage import queues, staff
from storage.database import Database
from storage.keys import new_id
from storage.staff import StaffRow
from tests.storage.people import NOON, Unit, somebody


async def by_login(database: Database, login: str) -> StaffRow:
    row = await database.read(lambda connection: staff.by_login(connection, login=login))
    assert row is not None
    return row


async def open_session(unit: Unit, staff_id: bytes) -> bytes:
    digest = new_id() * 2
    await unit.database.write(
        lambda connection: staff.add_session(
            connection, digest=digest, staff_id=staff_id, private_wrapped=b"wrapped", expires_at=NOON
        )
    )
    return digest


async def is_open(unit: Unit, digest: bytes, *, minutes_before_the_end: int = 1) -> bool:
    now = NOON - timedelta(minutes=minutes_before_the_end)
    session = await unit.database.read(lambda connection: staff.session_by_digest(connection, digest=digest, now=now))
    return session is not None


async def test_somebody_is_found_by_login_and_by_id(database: Database) -> None:
    lone = somebody("lone", roles=frozenset({StaffRole.COORDINATOR, StaffRole.ADMINISTRATOR}))
    nobody_yet = somebody("nobody-yet", roles=frozenset())
    for row in (lone, nobody_yet):
        assert await database.write(lambda connection, row=row: staff.add(connection, row=row))  # type: ignore[misc]
    assert await by_login(database, "lone") == lone
    assert await database.read(lambda connection: staff.by_id(connection, staff_id=lone.id)) == lone
    assert await by_login(database, "nobody-yet") == nobody_yet
    assert await database.read(lambda connection: staff.by_login(connection, login="LONE")) is None
    assert await database.read(lambda connection: staff.by_id(connection, staff_id=new_id())) is None
    assert await database.read(staff.all_staff) == (lone, nobody_yet)


def test_a_row_shows_no_key() -> None:
    row = somebody("lone", salt=b"hidden salt", private_wrapped=b"hidden key", totp_sealed=b"hidden code")
    assert "hidden" not in repr(row)


async def test_a_login_is_one_persons(database: Database) -> None:
    rows = [somebody("lone", shown_name=f"Lone {number}") for number in range(20)]
    added = await asyncio.gather(
        *(database.write(lambda connection, row=row: staff.add(connection, row=row)) for row in rows)  # type: ignore[misc]
    )
    assert added.count(True) == 1
    assert await database.read(staff.all_staff) == (rows[added.index(True)],)


# Logging in


async def test_a_one_time_code_is_used_once(unit: Unit) -> None:
    def use(step: int) -> Callable[[Connection], bool]:
        return lambda connection: staff.note_login(connection, staff_id=unit.mette, totp_step=step)

    used = await asyncio.gather(*(unit.database.write(use(100)) for _ in range(50)))
    assert used.count(True) == 1
    assert not await unit.database.write(use(99))
    assert await unit.database.write(use(101))
    assert (await by_login(unit.database, "mette")).totp_last_step == 101
    assert (await by_login(unit.database, "anders")).totp_last_step == 0


async def test_the_fifth_wrong_try_closes_the_login_for_a_while(unit: Unit) -> None:
    def wrong(connection: Connection) -> None:
        staff.note_login_failure(connection, staff_id=unit.mette, locked_until=NOON, tries=5)

    for tried in range(1, 5):
        await unit.database.write(wrong)
        row = await by_login(unit.database, "mette")
        assert (row.failed_logins, row.locked_until) == (tried, None)
    await unit.database.write(wrong)
    row = await by_login(unit.database, "mette")
    assert (row.failed_logins, row.locked_until) == (0, NOON)

    assert await unit.database.write(lambda connection: staff.note_login(connection, staff_id=unit.mette, totp_step=1))
    row = await by_login(unit.database, "mette")
    assert (row.failed_logins, row.locked_until) == (0, None)


async def test_wrong_tries_at_once_are_all_counted(unit: Unit) -> None:
    await asyncio.gather(
        *(
            unit.database.write(
                lambda connection: staff.note_login_failure(
                    connection, staff_id=unit.mette, locked_until=NOON, tries=1000
                )
            )
            for _ in range(50)
        )
    )
    assert (await by_login(unit.database, "mette")).failed_logins == 50


# Sessions


async def test_a_session_is_open_until_it_ends(unit: Unit) -> None:
    mine, other = await open_session(unit, unit.mette), await open_session(unit, unit.mette)
    found = await unit.database.read(
        lambda connection: staff.session_by_digest(connection, digest=mine, now=NOON - timedelta(minutes=1))
    )
    assert found is not None
    assert (found.staff_id, found.private_wrapped) == (unit.mette, b"wrapped")
    assert not await is_open(unit, mine, minutes_before_the_end=0)
    assert not await is_open(unit, new_id() * 2)
    await unit.database.write(lambda connection: staff.end_session(connection, digest=mine))
    assert not await is_open(unit, mine)
    assert await is_open(unit, other)


async def test_who_is_closed_out_has_no_session_left(unit: Unit) -> None:
    mettes, anders = await open_session(unit, unit.mette), await open_session(unit, unit.anders)
    await unit.database.write(lambda connection: staff.set_disabled(connection, staff_id=unit.mette, disabled=True))
    assert (await by_login(unit.database, "mette")).disabled
    assert not await is_open(unit, mettes)
    assert await is_open(unit, anders)
    await unit.database.write(lambda connection: staff.set_disabled(connection, staff_id=unit.mette, disabled=False))
    assert not (await by_login(unit.database, "mette")).disabled
    assert not await is_open(unit, mettes)


async def test_new_keys_throw_away_what_the_old_one_opened(unit: Unit) -> None:
    session = await open_session(unit, unit.mette)

    def work(connection: Connection) -> None:
        for staff_id in (unit.mette, unit.anders):
            queues.grant(connection, queue_id=unit.queue, staff_id=staff_id, private_wrapped=b"to the old key")
        staff.note_login(connection, staff_id=unit.mette, totp_step=7)
        staff.note_login_failure(connection, staff_id=unit.mette, locked_until=NOON, tries=1)
        staff.replace_keys(
            connection,
            staff_id=unit.mette,
            salt=b"new salt",
            public_key=b"new public",
            signature=b"new signature",
            private_wrapped=b"new wrapped",
            totp_sealed=b"new totp",
        )

    await unit.database.write(work)
    row = await by_login(unit.database, "mette")
    assert (row.salt, row.public_key, row.signature, row.private_wrapped, row.totp_sealed) == (
        b"new salt",
        b"new public",
        b"new signature",
        b"new wrapped",
        b"new totp",
    )
    assert (row.totp_last_step, row.failed_logins, row.locked_until) == (0, 0, None)
    assert not await is_open(unit, session)
    members = await unit.database.read(lambda connection: queues.members(connection, queue_id=unit.queue))
    assert members == (unit.anders,)


async def test_every_role_is_kept(database: Database) -> None:
    for roles in [frozenset({role}) for role in StaffRole] + [frozenset(StaffRole)]:
        row = somebody("-".join(sorted(roles))[:64], roles=roles)
        assert await database.write(lambda connection, row=row: staff.add(connection, row=row))  # type: ignore[misc]
        assert (await by_login(database, row.login)).roles == roles
