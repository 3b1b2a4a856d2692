"""How a use case reaches the database: a plain function of a `Connection`, run where and how the database decides.

Rules it keeps:
- SQLite: one writer thread runs everything that waits, each piece of work in a savepoint of its own, under one durable
  commit (group commit); readers have connections of their own that cannot write.
- PostgreSQL: each piece of work is a serialisable transaction in a thread, tried again when the database asks for it.
- A piece of work therefore has no effect but on the connection: it may run more than once, and it never awaits.
- Nothing is acknowledged before it is on the disk: write-ahead log with `synchronous=FULL`, PostgreSQL's own defaults.
- A database that is not ours, or that a newer program wrote, is refused before a byte of it is changed.
"""

import asyncio
import queue
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, OperationalError

from storage import ballots
from storage.messenger_tables import chats, inbox, outbox
from storage.migrations import migrate, step_of
from storage.refusals import DatabaseError
from storage.sqlite_files import WAITS_MS, refuse_unusable_files, shred_file, sqlite_engine
from storage.tables import ballots as ballots_table
from storage.tables import shred_keys

Result = TypeVar("Result")
Work = Callable[[Connection], Result]

READERS = 4
MOST_TOGETHER = 64
TRIES = 40
# How long everybody who writes waits for somebody who reads, before wiping is put off.
WIPE_WAITS_MS = 1_000
# PostgreSQL's "serialisation failure" and "deadlock detected": the transaction did nothing, and may be tried again.
TRY_AGAIN = frozenset({"40001", "40P01"})


@dataclass(slots=True)
class _Waiting:
    """A piece of work in the writer's queue; None for `work` means: empty the write-ahead log."""

    work: Work[Any] | None
    done: "Future[Any]"


class Database:
    """An open database. Made by `Database.open`."""

    def __init__(self, *, url: URL, engine: Engine, reading: Engine) -> None:
        self._engine = engine
        self._reading = reading
        self.dialect = url.get_backend_name()
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="doorstep-read")
        self._writers: ThreadPoolExecutor | None = None
        self._waiting: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        # What was deleted may still lie in the files: at first, for what was before the start.
        self.traces_left = True
        self._writer: threading.Thread | None = None
        if self.dialect == "sqlite":
            self._writer = threading.Thread(target=self._write_all, name="doorstep-write", daemon=True)
            self._writer.start()
        else:
            self._writers = ThreadPoolExecutor(READERS, thread_name_prefix="doorstep-write")

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
            engine = create_engine(parsed, isolation_level="SERIALIZABLE", pool_size=READERS, hide_parameters=True)
            reading = create_engine(
                parsed,
                isolation_level="REPEATABLE READ",
                pool_size=READERS,
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
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read_now, work)

    async def write(self, work: Work[Result]) -> Result:
        """Run `work` in a transaction; when this returns, what it did is on the disk."""
        if self._writers is not None:
            return await asyncio.get_running_loop().run_in_executor(self._writers, self._write_now, work)
        if self._writer is None:
            raise DatabaseError("The database is closed.")
        done: Future[Result] = Future()
        self._waiting.put(_Waiting(work=work, done=done))
        return await asyncio.wrap_future(done)

    async def wipe_traces(self) -> bool:
        """Leave nothing of what was deleted, or of what happened together, in the database's files (docs/decisions.md).

        SQLite's write-ahead logs are emptied: there the pages of one transaction lie side by side. PostgreSQL's
        tables of ballots, of shred keys, and of what comes and goes are written anew: otherwise their files keep
        deleted rows, and each row the number of its transaction.

        Returns whether it could: not while somebody reads what is to be wiped. `traces_left` stays until it can.
        """
        self.traces_left = True
        if self._writers is not None:
            await self.write(ballots.write_anew)
            await asyncio.get_running_loop().run_in_executor(self._writers, self._empty_dead_rows)
            wiped = True
        elif self._writer is not None:
            done: Future[bool] = Future()
            self._waiting.put(_Waiting(work=None, done=done))
            wiped = await asyncio.wrap_future(done)
        else:
            wiped = False
        self.traces_left = not wiped
        return wiped

    def close(self) -> None:
        """Finish what waits, and let go of every connection."""
        writer, self._writer = self._writer, None
        writers, self._writers = self._writers, None
        if writer is not None:
            self._waiting.put(None)
            writer.join()
        if writers is not None:
            writers.shutdown()
        self._readers.shutdown()
        self._reading.dispose()
        self._engine.dispose()

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
            for table in (ballots_table, shred_keys, inbox, outbox, chats):
                connection.exec_driver_sql(f"VACUUM FULL {table.fullname}")

    def _write_all(self) -> None:
        """The writer thread: everything that waits, under one commit."""
        with self._engine.connect() as connection:
            while True:
                first = self._waiting.get()
                if first is None:
                    return
                together = [first]
                stop = False
                while len(together) < MOST_TOGETHER and together[-1].work is not None:
                    try:
                        following = self._waiting.get_nowait()
                    except queue.Empty:
                        break
                    if following is None:
                        stop = True
                        break
                    together.append(following)
                # Whoever has left meanwhile gets nothing done; from here on leaving is too late.
                together = [each for each in together if each.done.set_running_or_notify_cancel()]
                self._commit(connection, [each for each in together if each.work is not None])
                if together and together[-1].work is None:
                    self._wipe(connection, together[-1])
                if stop:
                    return

    def _commit(self, connection: Connection, group: list[_Waiting]) -> None:
        if not group:
            return
        results: list[tuple[_Waiting, Any, BaseException | None]] = []
        try:
            with connection.begin():
                for each in group:
                    results.append(_run_one(connection, each))
                    if not _in_transaction(connection):
                        raise _Undone
        except _Undone:
            # A full disk or a read error: SQLite gave up the whole transaction, and what succeeded in it is gone too.
            # Alone, each piece of work fails or stands for itself.
            if len(group) == 1:
                each.done.set_exception(results[0][2] or DatabaseError("The database gave a transaction up."))
            else:
                for each in group:
                    self._commit(connection, [each])
            return
        except BaseException as error:
            for each in group:
                each.done.set_exception(error)
            return
        for each, result, failure in results:
            if failure is None:
                each.done.set_result(result)
            else:
                each.done.set_exception(failure)

    def _wipe(self, connection: Connection, waiting: _Waiting) -> None:
        raw: Any = connection.connection.dbapi_connection
        try:
            raw.execute(f"PRAGMA busy_timeout = {WIPE_WAITS_MS}")
            # The first value says that a reader was in the way.
            busy = [raw.execute(f"PRAGMA {name}.wal_checkpoint(TRUNCATE)").fetchone()[0] for name in ("main", "shred")]
            raw.execute(f"PRAGMA busy_timeout = {WAITS_MS}")
        except BaseException as error:
            waiting.done.set_exception(error)
        else:
            waiting.done.set_result(not any(busy))


class _Undone(Exception):
    """The database ended a transaction by itself."""


def _in_transaction(connection: Connection) -> bool:
    raw: Any = connection.connection.dbapi_connection
    return bool(raw.in_transaction)


def _run_one(connection: Connection, each: _Waiting) -> tuple[_Waiting, Any, BaseException | None]:
    """One piece of work in its savepoint: when it fails, the others do not notice."""
    if each.work is None:
        return each, None, None
    # On the driver's connection: a savepoint of SQLAlchemy takes as long as the work itself.
    raw: Any = connection.connection.dbapi_connection
    raw.execute("SAVEPOINT one")
    try:
        result = each.work(connection)
    except Exception as error:
        if raw.in_transaction:
            raw.execute("ROLLBACK TO one")
            raw.execute("RELEASE one")
        return each, None, error
    if raw.in_transaction:
        raw.execute("RELEASE one")
    return each, result, None


__all__ = ["Database", "DatabaseError", "Result", "Work", "shred_file"]
