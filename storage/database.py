"""How a use case reaches the database: a plain function of a `Connection`, run where and how the database decides.

Rules it keeps:
- SQLite: one writer thread runs everything that waits, each piece of work in a savepoint of its own, under one durable
  commit (group commit); readers have connections of their own that cannot write (storage/sqlite_threads.py).
- PostgreSQL: each piece of work is a serialisable transaction in a thread, tried again when the database asks for it.
- A piece of work therefore has no effect but on the connection: it may run more than once, and it never awaits.
- Nothing is acknowledged before it is on the disk: write-ahead log with `synchronous=FULL`, PostgreSQL's own defaults.
- A database that is not ours, or that a newer program wrote, is refused before a byte of it is changed.
"""

import asyncio
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, create_engine, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, OperationalError

from storage import ballots
from storage.messenger_tables import as_written, chat_messages, chats, inbox, outbox, reminders
from storage.migrations import migrate, step_of
from storage.refusals import DatabaseError
from storage.sqlite_files import refuse_unusable_files, shred_file, sqlite_engine
from storage.sqlite_threads import Each, Readers, Writer
from storage.tables import ballots as ballots_table
from storage.tables import organisation, shred_keys

Result = TypeVar("Result")
Item = TypeVar("Item")
Work = Callable[[Connection], Result]

# PostgreSQL: so many connections that read, and so many that write.
AT_ONCE = 4
TRIES = 40
# PostgreSQL's "serialisation failure" and "deadlock detected": the transaction did nothing, and may be tried again.
TRY_AGAIN = frozenset({"40001", "40P01"})


class Database:
    """An open database. Made by `Database.open`."""

    def __init__(self, *, url: URL, engine: Engine, reading: Engine) -> None:
        self._engine = engine
        self._reading = reading
        self.dialect = url.get_backend_name()
        # What was deleted may still lie in the files: at first, for what was before the start.
        self.traces_left = True
        self._sqlite: tuple[Readers, Writer] | None = None
        self._pools: tuple[ThreadPoolExecutor, ThreadPoolExecutor] | None = None
        if self.dialect == "sqlite":
            self._sqlite = Readers(reading), Writer(engine)
        else:
            reads, writes = (ThreadPoolExecutor(AT_ONCE, f"doorstep-{what}") for what in ("read", "write"))
            self._pools = reads, writes

    @classmethod
    def open(cls, url: str) -> "Database":
        """Open a database and bring its tables up to date; raises `DatabaseError`.

        `sqlite:////folder/doorstep.db` keeps its shred keys in `doorstep-shred.db` beside it; `postgresql://…` in the
        schema `shred`.
        """
        try:
            parsed = make_url(url)
        except Exception:
            raise DatabaseError("The database's address cannot be read.") from None
        if parsed.get_backend_name() == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
            engine = create_engine(parsed, isolation_level="SERIALIZABLE", pool_size=AT_ONCE, hide_parameters=True)
            reading = create_engine(
                parsed,
                isolation_level="REPEATABLE READ",
                pool_size=AT_ONCE,
                hide_parameters=True,
                execution_options={"postgresql_readonly": True},
            )
        elif parsed.get_backend_name() == "sqlite" and parsed.database:
            refuse_unusable_files(Path(parsed.database))
            engine = sqlite_engine(parsed, read_only=False)
            reading = sqlite_engine(parsed, read_only=True)
        else:
            raise DatabaseError("The database is a file (sqlite:///…) or a PostgreSQL server (postgresql://…).")
        try:
            step_of(reading)  # a connection that may write leaves its mark on a file as soon as it is made
            reading.dispose()
            migrate(engine)
        except BaseException as error:
            reading.dispose()
            engine.dispose()
            if isinstance(error, (DBAPIError, OSError)):
                raise DatabaseError(f"The database cannot be opened ({type(error).__name__}).") from None
            raise
        return cls(url=parsed, engine=engine, reading=reading)

    async def read(self, work: Work[Result]) -> Result:
        """Run `work` on a snapshot; it cannot change anything."""
        if self._sqlite is not None:
            return await self._sqlite[0].ask(work)
        return await self._in_pool(0, self._read_now, work)

    async def write(self, work: Work[Result]) -> Result:
        """Run `work` in a transaction; when this returns, what it did is on the disk."""
        if self._sqlite is not None:
            return await self._sqlite[1].ask(work)
        return await self._in_pool(1, self._write_now, work)

    async def read_each(self, many: Each[Item, Result], item: Item) -> Result:
        """Read what is asked for often: `many` reads for several at once, and gives back as many results."""
        if self._sqlite is not None:
            return await self._sqlite[0].ask_each(many, item)
        return await self._in_pool(0, self._read_now, _alone(many, item))

    async def write_each(self, many: Each[Item, Result], item: Item) -> Result:
        """Write what comes often: `many` writes several at once, in one transaction, and gives back as many results.

        They may change places with others of this sort, and never with what `write` is given. Where `many` fails for
        several, it is called for each alone.
        """
        if self._sqlite is not None:
            return await self._sqlite[1].ask_each(many, item)
        return await self._in_pool(1, self._write_now, _alone(many, item))

    async def wipe_traces(self) -> bool:
        """Leave nothing of what was deleted, or of what happened together, in the database's files (docs/decisions.md).

        SQLite's write-ahead logs are emptied: there the pages of one transaction lie side by side. PostgreSQL's
        tables of ballots, of shred keys, and of what comes and goes are written anew: otherwise their files keep
        deleted rows, and each row the number of its transaction.

        Returns whether it could: not while somebody reads what is to be wiped. `traces_left` stays until it can.
        """
        self.traces_left = True
        if self._sqlite is not None:
            wiped = await self._sqlite[1].empty_logs()
        else:
            await self.write(ballots.write_anew)
            await self._in_pool(1, self._empty_dead_rows)
            wiped = True
        self.traces_left = not wiped
        return wiped

    def close(self) -> None:
        """Finish what waits, and let go of every connection."""
        threads, self._sqlite = self._sqlite, None
        pools, self._pools = self._pools, None
        for each in threads or ():
            each.end()
        for pool in pools or ():
            pool.shutdown()
        self._reading.dispose()
        self._engine.dispose()

    async def _in_pool(self, which: int, work: Callable[..., Result], *given: object) -> Result:
        if self._pools is None:
            raise DatabaseError("The database is closed.")
        return await asyncio.get_running_loop().run_in_executor(self._pools[which], work, *given)

    def _read_now(self, work: Work[Result]) -> Result:
        with self._reading.begin() as connection:
            return work(connection)

    def _write_now(self, work: Work[Result]) -> Result:
        for attempt in range(TRIES):
            try:
                with self._engine.begin() as connection:
                    return work(connection)
            except OperationalError as error:
                if attempt == TRIES - 1 or getattr(error.orig, "sqlstate", None) not in TRY_AGAIN:
                    raise
                time.sleep(random.uniform(0, 0.005 * min(attempt + 1, 20)))  # noqa: S311 - spreads retries, no secret
        raise DatabaseError("The database was too busy.")

    def _empty_dead_rows(self) -> None:
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in _WIPED:
                connection.exec_driver_sql(f"VACUUM FULL {table.fullname}")


# What may be opened with the key file, or joined with it: its dead rows are overwritten on PostgreSQL at once.
_WIPED = (organisation, ballots_table, shred_keys, inbox, outbox, chats, chat_messages, reminders, as_written)


def _alone(many: Each[Item, Result], item: Item) -> Work[Result]:
    return lambda connection: many(connection, [item])[0]


__all__ = ["Database", "DatabaseError", "Result", "Work", "shred_file"]
