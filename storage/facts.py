"""Facts that texts show, and other offers. Their fields are the desk's own text."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, insert, select, update

from storage.tables import facts, offers


@dataclass(frozen=True, kw_only=True, slots=True)
class FactRow:
    """A fact."""

    code: str
    fields: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OfferRow:
    """Another offer."""

    name: str
    fields: str


def all_facts(connection: Connection) -> tuple[FactRow, ...]:
    """Every fact, by code."""
    found = connection.execute(select(facts).order_by(facts.c.code))
    return tuple(FactRow(code=row.code, fields=row.fields) for row in found)


def put_fact(connection: Connection, *, code: str, fields: str) -> None:
    """Add a fact, or change it."""
    changed = connection.execute(update(facts).where(facts.c.code == code).values(fields=fields))
    if changed.rowcount == 0:
        connection.execute(insert(facts), {"code": code, "fields": fields})


def all_offers(connection: Connection) -> tuple[OfferRow, ...]:
    """Every other offer, by name."""
    found = connection.execute(select(offers).order_by(offers.c.name))
    return tuple(OfferRow(name=row.name, fields=row.fields) for row in found)


def replace_offers(connection: Connection, *, offers: Iterable[OfferRow]) -> None:
    """Put a whole new list in the place of the old one."""
    table = _offers_table
    connection.execute(delete(table))
    values = [asdict(offer) for offer in offers]
    if values:
        connection.execute(insert(table), values)


_offers_table = offers
