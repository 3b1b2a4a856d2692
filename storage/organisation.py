"""Who this installation is: one row of public keys, and private ones wrapped under the key file."""

from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, insert, select, update

from storage.tables import organisation, staff, statistics_keys

_LOAD = select(organisation)
_CREATE = insert(organisation)


@dataclass(frozen=True, kw_only=True, slots=True)
class OrganisationRow:
    """The organisation's keys. What is wrapped opens with the key file; `statistics_wrapped` is empty from when
    somebody at the unit holds that key, and `statistics_recovery` then opens with the offline recovery key."""

    key_check: bytes = field(repr=False)
    signing_public: bytes = field(repr=False)
    signing_wrapped: bytes = field(repr=False)
    recovery_public: bytes = field(repr=False)
    statistics_public: bytes = field(repr=False)
    statistics_wrapped: bytes = field(repr=False)
    statistics_recovery: bytes | None = field(repr=False, default=None)


def create(connection: Connection, row: OrganisationRow) -> None:
    """Store the one row; a second one breaks the primary key."""
    connection.execute(
        _CREATE,
        {
            "id": 1,
            "key_check": row.key_check,
            "signing_public": row.signing_public,
            "signing_wrapped": row.signing_wrapped,
            "recovery_public": row.recovery_public,
            "statistics_public": row.statistics_public,
            "statistics_wrapped": row.statistics_wrapped,
            "statistics_recovery": row.statistics_recovery,
        },
    )


def load(connection: Connection) -> OrganisationRow | None:
    """The one row, or None before `init`."""
    found = connection.execute(_LOAD).mappings().first()
    if found is None:
        return None
    return OrganisationRow(**{name: value for name, value in found.items() if name != "id"})


def without_statistics_key(connection: Connection) -> tuple[bytes, ...]:
    """The ids of those whose login is open and who do not hold the key that opens ballots."""
    held = select(statistics_keys.c.staff_id)
    rows = connection.execute(select(staff.c.id).where(staff.c.disabled.is_(False), staff.c.id.not_in(held)))
    return tuple(row.id for row in rows)


def give_statistics_key(connection: Connection, *, staff_id: bytes, private_wrapped: bytes) -> None:
    """Keep the key that opens ballots for somebody; a second time takes the place of the first."""
    connection.execute(delete(statistics_keys).where(statistics_keys.c.staff_id == staff_id))
    connection.execute(insert(statistics_keys), {"staff_id": staff_id, "private_wrapped": private_wrapped})


def statistics_key_of(connection: Connection, *, staff_id: bytes) -> bytes | None:
    """The key that opens ballots, wrapped to somebody's own; None when it was not given to them."""
    return connection.execute(
        select(statistics_keys.c.private_wrapped).where(statistics_keys.c.staff_id == staff_id)
    ).scalar()


def take_statistics_key_off_the_key_file(connection: Connection, *, recovery: bytes) -> None:
    """From now on the key file does not open ballots any more; `recovery` is for the offline recovery key."""
    connection.execute(update(organisation).values(statistics_wrapped=b"", statistics_recovery=recovery))
