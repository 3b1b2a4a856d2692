"""Who this installation is: one row of public keys, and private ones wrapped under the key file."""

from dataclasses import dataclass, field

from sqlalchemy import Connection, insert, select

from storage.tables import organisation

_LOAD = select(organisation)
_CREATE = insert(organisation)


@dataclass(frozen=True, kw_only=True, slots=True)
class OrganisationRow:
    """The organisation's keys; what is wrapped opens with the key file only."""

    key_check: bytes = field(repr=False)
    signing_public: bytes = field(repr=False)
    signing_wrapped: bytes = field(repr=False)
    recovery_public: bytes = field(repr=False)
    statistics_public: bytes = field(repr=False)
    statistics_wrapped: bytes = field(repr=False)


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
        },
    )


def load(connection: Connection) -> OrganisationRow | None:
    """The one row, or None before `init`."""
    found = connection.execute(_LOAD).mappings().first()
    if found is None:
        return None
    return OrganisationRow(**{name: value for name, value in found.items() if name != "id"})
