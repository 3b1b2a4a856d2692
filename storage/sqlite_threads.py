"""SQLite's threads: one writes everything that waits under one commit; two read what waits, together.

Rules they keep:
- Of what is written together each piece of work has a savepoint of its own: when one fails, the others do not notice.
- What is read together shares one snapshot, taken after all of it was asked for.
- Whoever has left before their turn gets nothing done; after that leaving is too late.
- Few threads, and each result of a group told in one go: every statement lets go of the interpreter's lock, and threads
  that hand it to and fro take longer than what they do (measured: a read took ten times as long with four readers that
  each took one). There is a second reader for when the first one takes long.
"""

import asyncio
import contextlib
import queue
import threading
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Connection, Engine

from storage.refusals import DatabaseError
from storage.sqlite_files import WAITS_MS

Item = TypeVar("Item")
Result = TypeVar("Result")

MOST_TOGETHER = 64
READERS = 2
# How long everybody who writes waits for somebody who reads, before wiping is put off.
WIPE_WAITS_MS = 1_000


# Does several of a kind at once.
Each: TypeAlias = Callable[[Connection, Sequence[Item]], Sequence[Result]]


@dataclass(slots=True)
class _Waiting:
    """Something in a thread's queue: a piece of work, or what `many` shall do it with; neither: empty the log."""

    done: "asyncio.Future[Any]"
    work: Callable[[Connection], Any] | None = None
    many: Each[Any, Any] | None = None
    item: Any = None

    @property
    def empties(self) -> bool:
        """Whether this is about the write-ahead log."""
        return self.work is None and self.many is None


_Told = tuple[_Waiting, Any, BaseException | None]


def _do(connection: Connection, part: list[_Waiting]) -> list[_Told]:
    """Do a part of a group; raises what goes wrong."""
    first = part[0]
    if first.many is not None:
        results = first.many(connection, [each.item for each in part])
        return [(each, result, None) for each, result in zip(part, results, strict=True)]
    return [(first, None if first.work is None else first.work(connection), None)]


def _parts(group: Iterable[_Waiting]) -> list[list[_Waiting]]:
    """What is done at once, in order: nothing passes a piece of work, and all of a kind before the next is one part."""
    parts: list[list[_Waiting]] = []
    of_a_kind: dict[Each[Any, Any], list[_Waiting]] = {}
    for each in group:
        if each.many is None:
            of_a_kind.clear()
            parts.append([each])
        elif each.many in of_a_kind:
            of_a_kind[each.many].append(each)
        else:
            of_a_kind[each.many] = [each]
            parts.append(of_a_kind[each.many])
    return parts


class _Threads(ABC):
    """Threads with a connection each, from when they are made until `end`."""

    def __init__(self, engine: Engine, *, name: str, number: int) -> None:
        self._engine = engine
        self._waiting: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._threads = [threading.Thread(target=self._run, name=name, daemon=True) for _ in range(number)]
        for thread in self._threads:
            thread.start()

    def ask(self, work: Callable[[Connection], Result]) -> "asyncio.Future[Result]":
        """Have this done; the future is of the loop that asks."""
        done: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.put(_Waiting(done=done, work=work))
        return done

    def ask_each(self, many: Each[Item, Result], item: Item) -> "asyncio.Future[Result]":
        """Have `many` do this, perhaps with others."""
        done: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.put(_Waiting(done=done, many=many, item=item))
        return done

    def end(self) -> None:
        """Finish what waits, and let go of the connections."""
        for _ in self._threads:
            self._waiting.put(None)
        for thread in self._threads:
            thread.join()

    @abstractmethod
    def _deal_with(self, connection: Connection, group: list[_Waiting]) -> None:
        """Do everything of a group, and tell each what came of it."""

    def _run(self) -> None:
        with self._engine.connect() as connection:
            last = False
            while not last:
                group, last = self._together()
                self._deal_with(connection, [each for each in group if not each.done.cancelled()])

    def _together(self) -> tuple[list[_Waiting], bool]:
        """What waits, waiting for the first; and whether that is the end."""
        group: list[_Waiting] = []
        try:
            each = self._waiting.get()
            while each is not None:
                group.append(each)
                if len(group) == MOST_TOGETHER or each.empties:
                    return group, False
                each = self._waiting.get_nowait()
        except queue.Empty:
            return group, False
        return group, True


class Writer(_Threads):
    """Writes what waits under one durable commit."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, name="doorstep-write", number=1)

    async def empty_logs(self) -> bool:
        """Empty the write-ahead logs; False while somebody reads what is in them."""
        done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.put(_Waiting(done=done))
        return await done

    def _deal_with(self, connection: Connection, group: list[_Waiting]) -> None:
        self._commit(connection, [each for each in group if not each.empties])
        if group and group[-1].empties:
            _tell([_emptied(connection, group[-1])])

    def _commit(self, connection: Connection, group: list[_Waiting]) -> None:
        if not group:
            return
        results: list[_Told] = []
        try:
            with connection.begin():
                for part in _parts(group):
                    results += _in_savepoint(connection, part)
                    if not _in_transaction(connection):
                        raise _Undone
        except _Undone:
            # A full disk or a read error: SQLite gave up the whole transaction, and what succeeded in it is gone too.
            # Alone, each piece of work fails or stands for itself.
            if len(group) == 1:
                failure = results[0][2] or DatabaseError("The database gave a transaction up.")
                _tell([(group[0], None, failure)])
            else:
                for each in group:
                    self._commit(connection, [each])
        except BaseException as error:
            _tell([(each, None, error) for each in group])
        else:
            _tell(results)


class Readers(_Threads):
    """Read what waits."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, name="doorstep-read", number=READERS)

    def _deal_with(self, connection: Connection, group: list[_Waiting]) -> None:
        results: list[_Told] = []
        left = deque(_parts(sorted(group, key=lambda each: each.many is None)))
        while left:
            try:
                with connection.begin():
                    while left:
                        results += _do(connection, left[0])
                        left.popleft()
            except BaseException as error:
                # The others get a transaction that is surely whole.
                failed = left.popleft() if left else []
                if len(failed) > 1:
                    left.extendleft([each] for each in failed)
                else:
                    results += [(each, None, error) for each in failed]
        _tell(results)


class _Undone(Exception):
    """The database ended a transaction by itself."""


def _in_transaction(connection: Connection) -> bool:
    raw: Any = connection.connection.dbapi_connection
    return bool(raw.in_transaction)


def _in_savepoint(connection: Connection, part: list[_Waiting]) -> list[_Told]:
    """A part of a group: when it fails, the others do not notice."""
    # On the driver's connection: a savepoint of SQLAlchemy takes as long as the work itself.
    raw: Any = connection.connection.dbapi_connection
    raw.execute("SAVEPOINT one")
    try:
        results = _do(connection, part)
    except Exception as error:
        if raw.in_transaction:
            raw.execute("ROLLBACK TO one")
            raw.execute("RELEASE one")
            if len(part) > 1:
                return [told for each in part for told in _in_savepoint(connection, [each])]
        return [(each, None, error) for each in part]
    if raw.in_transaction:
        raw.execute("RELEASE one")
    return results


def _emptied(connection: Connection, waiting: _Waiting) -> _Told:
    """Empty the write-ahead logs; gives whether that could be done."""
    raw: Any = connection.connection.dbapi_connection
    try:
        raw.execute(f"PRAGMA busy_timeout = {WIPE_WAITS_MS}")
        # The first value says that a reader was in the way.
        busy = [raw.execute(f"PRAGMA {name}.wal_checkpoint(TRUNCATE)").fetchone()[0] for name in ("main", "shred")]
        raw.execute(f"PRAGMA busy_timeout = {WAITS_MS}")
    except BaseException as error:
        return waiting, None, error
    return waiting, not any(busy), None


def _tell(results: list[_Told]) -> None:
    """Hand results over, all of a group at once."""
    for loop in {each.done.get_loop() for each, _, _ in results}:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits there any more
            loop.call_soon_threadsafe(_hand_over, [told for told in results if told[0].done.get_loop() is loop])


def _hand_over(results: list[_Told]) -> None:
    for each, result, failure in results:
        if each.done.done():
            continue  # they left
        if failure is None:
            each.done.set_result(result)
        else:
            each.done.set_exception(failure)
