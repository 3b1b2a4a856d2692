"""The key that opens ballots: everybody at the unit holds it, and what lies on the disk holds it no more.

Rules: on the disk it lies under people's own keys and under the offline recovery key. Whoever has the data folder and
the key file opens no ballot (DESIGN.md 4). A running Doorstep has the key in memory, from the first person on who comes
in after a start; until then ballots are cast and wait. The key file opens it only while nobody is at the unit yet.
"""

from sqlalchemy import Connection

from bot.desk.house import House
from bot.desk.keyring import STATISTICS, staff_statement
from storage import organisation, staff
from storage.keys import Secret, WrongKey, pair_of, unwrap, unwrap_under, wrap

_RECOVERY = b"statistics|recovery"


def _context(staff_id: bytes) -> bytes:
    return b"statistics|" + staff_id


def for_person(private: Secret, *, staff_id: bytes, public_key: bytes) -> bytes:
    """The key, wrapped to somebody at the unit."""
    return wrap(private, public=public_key, context=_context(staff_id))


def for_recovery(private: Secret, *, recovery_public: bytes) -> bytes:
    """The key, wrapped to the offline recovery key."""
    return wrap(private, public=recovery_public, context=_RECOVERY)


def hold(house: House, private: Secret) -> None:
    """Keep the key in memory; raises `WrongKey` for one that does not open this unit's ballots."""
    if pair_of(private).public != house.keyring.organisation.statistics_public:
        raise WrongKey
    house.keyring.statistics.private = private


async def take_up(house: House, *, staff_id: bytes, private: Secret) -> None:
    """Take the key from somebody who came in, if they hold it and it is not in memory yet."""
    if house.keyring.statistics.private is not None:
        return
    wrapped = await house.database.read(
        lambda connection: organisation.statistics_key_of(connection, staff_id=staff_id)
    )
    if wrapped is not None:
        hold(house, unwrap(wrapped, private=private, context=_context(staff_id)))


async def take_up_by_recovery(house: House, *, recovery_private: Secret) -> None:
    """Take the key by the offline recovery key; raises `WrongKey` when it is another one's."""
    row = await house.database.read(organisation.load)
    if row is not None and row.statistics_recovery is not None:
        hold(house, unwrap(row.statistics_recovery, private=recovery_private, context=_RECOVERY))


async def share(house: House) -> int:
    """Give the key to everybody at the unit who lacks it, and take it off the key file; returns to how many.

    Nothing happens while it is in nobody's memory, or while nobody is at the unit.
    """
    keyring = house.keyring
    row, lacking = await house.database.read(
        lambda connection: (organisation.load(connection), organisation.without_statistics_key(connection))
    )
    on_the_key_file = row is not None and row.statistics_wrapped
    if on_the_key_file and keyring.statistics.private is None:
        hold(house, unwrap_under(on_the_key_file, key=keyring.key_file.server, context=STATISTICS))
    private = keyring.statistics.private
    if private is None or not lacking:
        return 0
    taken_off = bool(on_the_key_file)
    recovery = for_recovery(private, recovery_public=keyring.organisation.recovery_public) if taken_off else b""

    def work(connection: Connection) -> int:
        given = 0
        for staff_id in organisation.without_statistics_key(connection):
            person = staff.by_id(connection, staff_id=staff_id)
            if person is None or not keyring.trusted(staff_statement(person.id, person.public_key), person.signature):
                continue
            wrapped = for_person(private, staff_id=staff_id, public_key=person.public_key)
            organisation.give_statistics_key(connection, staff_id=staff_id, private_wrapped=wrapped)
            given += 1
        if given and taken_off:
            organisation.take_statistics_key_off_the_key_file(connection, recovery=recovery)
        return given

    given = await house.write(work)
    if given and taken_off:
        await house.database.wipe_traces()
    return given
