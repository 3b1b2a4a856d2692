"""How many began to want a pre-talk, day by day and queue by queue: what a forecast is made from.

A number for a day and a queue, and nothing that leads from it to anybody; kept for half a year.
"""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection, delete, insert, select, update

from storage.availability_tables import demand


def add(connection: Connection, *, day: date, queue_id: bytes) -> None:
    """One more wants a pre-talk."""
    more = update(demand).where(demand.c.day == day, demand.c.queue_id == queue_id).values(count=demand.c.count + 1)
    if connection.execute(more).rowcount == 0:
        connection.execute(insert(demand), {"day": day, "queue_id": queue_id, "count": 1})


def since(connection: Connection, *, day: date, queue_id: bytes) -> Mapping[date, int]:
    """The days from one on that anybody began on."""
    found = connection.execute(
        select(demand.c.day, demand.c.count.label("began"))
        .where(demand.c.queue_id == queue_id, demand.c.day >= day)
        .order_by(demand.c.day)
    )
    return {row.day: row.began for row in found}


def sweep(connection: Connection, *, before: date) -> None:
    """Forget what is older."""
    connection.execute(delete(demand).where(demand.c.day < before))
