"""The counters: what was counted of every period, sealed to the statistics key.

Rules it keeps (DESIGN.md 4): whoever has the data folder and the key file reads no counter, for a small one beside the
conversations that were closed would say whose it is. Everything of a period lies in one envelope, as long as many
others: which cells there are is inside. What stands beside it is which tables the period is counted by, as they are
declared; that says nothing of anybody, and a start can compare it with a file of tables before anybody comes in.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, insert, select, update

from flows.cells import Key
from storage.envelope import Binding, open_sealed, seal
from storage.keys import Secret
from storage.tables import counters

# An envelope is as long as the next of 16, 32, 64 … kibibytes.
_SHORTEST = 16 * 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class CounterKey:
    """The statistics key: its public half seals counters, its private one opens them."""

    public: bytes
    private: Secret = field(repr=False)


def every(connection: Connection, key: CounterKey) -> dict[Key, int]:
    """Every counter; raises `WrongKey`."""
    found: dict[Key, int] = {}
    for row in connection.execute(select(counters)):
        for table, cells in _opened(row.period, row.envelope, key).items():
            found |= {(row.period, table, cell): number for cell, number in cells.items()}
    return found


def add(
    connection: Connection, increments: Mapping[Key, int], *, key: CounterKey, tables: Mapping[str, str] | None = None
) -> None:
    """Add to the counters; `tables` says of its periods by which they are counted. Raises `WrongKey`."""
    for period in sorted({period for period, _, _ in increments}):
        row = connection.execute(select(counters).where(counters.c.period == period)).one_or_none()
        held = {} if row is None else _opened(period, row.envelope, key)
        for (of, table, cell), number in increments.items():
            if of == period:
                cells = held.setdefault(table, {})
                cells[cell] = cells.get(cell, 0) + number
        values = {"envelope": sealed(period, held, public=key.public)}
        if tables and period in tables:
            values["counted_by"] = tables[period].encode()
        if row is None:
            connection.execute(insert(counters), {"period": period, "counted_by": b""} | values)
        else:
            connection.execute(update(counters).where(counters.c.period == period).values(values))


def counted_by(connection: Connection) -> dict[str, str]:
    """For every period that has counted, by which tables; "" where that was never written down."""
    return {
        row.period: bytes(row.counted_by).decode()
        for row in connection.execute(select(counters.c.period, counters.c.counted_by).order_by(counters.c.period))
    }


def sealed(period: str, held: Mapping[str, Mapping[str, int]], *, public: bytes) -> bytes:
    """A period's counters, by table and cell, in an envelope."""
    written = json.dumps(held, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    size = _SHORTEST
    while size < len(written):
        size *= 2
    return seal(written.ljust(size), public=public, binding=_binding(period))


def _opened(period: str, envelope: bytes, key: CounterKey) -> dict[str, dict[str, int]]:
    opened: dict[str, dict[str, int]] = json.loads(
        open_sealed(bytes(envelope), private=key.private, binding=_binding(period))
    )
    return opened


def _binding(period: str) -> Binding:
    return Binding(table="counters", conversation=b"", sequence=0, direction=period)
