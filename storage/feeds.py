"""Therapists' private calendar files: whose one is, by the digest of the secret in its address."""

from sqlalchemy import Connection, delete, insert, select

from storage.availability_tables import feeds


def replace(connection: Connection, *, staff_id: bytes, digest: bytes | None) -> None:
    """Give somebody a new address; the old one leads nowhere from now on. None: they have none any more."""
    connection.execute(delete(feeds).where(feeds.c.staff_id == staff_id))
    if digest is not None:
        connection.execute(insert(feeds), {"staff_id": staff_id, "digest": digest})


def has(connection: Connection, *, staff_id: bytes) -> bool:
    """Whether somebody has an address."""
    return connection.execute(select(feeds.c.staff_id).where(feeds.c.staff_id == staff_id)).first() is not None


def whose(connection: Connection, *, digest: bytes) -> bytes | None:
    """Whose file it is."""
    found = connection.execute(select(feeds.c.staff_id).where(feeds.c.digest == digest)).scalar()
    return None if found is None else bytes(found)
