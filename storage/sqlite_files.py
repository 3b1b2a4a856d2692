"""SQLite's two files: the database, and the shred keys beside it.

Rules it keeps: both carry our mark from their first page on, and a file without it is refused before a byte of it is
changed. Every connection has write-ahead logs with `synchronous=FULL`, foreign keys, and overwrites what is deleted.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL

from storage.refusals import ForeignDatabase, LostShredKeys

APPLICATION_ID = 0x446F6F72  # "Door"
# How long a connection waits for another one before it gives up.
WAITS_MS = 30_000
_HEADER_SIZE = 100
_IDENTITY_AT = 68


def shred_file(database: Path) -> Path:
    """Where a SQLite database keeps its shred keys."""
    return database.with_name(f"{database.stem}-shred{database.suffix}")


def _has_content(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def refuse_unusable_files(database: Path) -> None:
    """Raise `DatabaseError` for files that are not ours or not whole, before one byte of them is changed."""
    shred = shred_file(database)
    for path in (database, shred):
        _refuse_foreign_file(path)
    if _has_content(database) and not shred.exists():
        raise LostShredKeys(
            f"The file {shred} with the shred keys is missing, and without it no conversation opens. "
            "Restore it, or put an empty file there to go on without them. Nothing was changed."
        )


def _refuse_foreign_file(path: Path) -> None:
    """Raise `DatabaseError` for a file that is no database, or another program's, without writing to it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _has_content(path):
        return
    # The file's own header (sqlite.org/fileformat.html): SQLite, asked to look, may leave files of its own beside it.
    with path.open("rb") as file:
        header = file.read(_HEADER_SIZE)
    if len(header) < _HEADER_SIZE or not header.startswith(b"SQLite format 3\0"):
        raise ForeignDatabase(f"The file {path} is not a database. Nothing was changed.")
    identity = int.from_bytes(header[_IDENTITY_AT : _IDENTITY_AT + 4], "big")
    if identity != APPLICATION_ID:
        raise ForeignDatabase(f"The database {path} belongs to another program. Nothing was changed.")


def sqlite_engine(url: URL, *, read_only: bool) -> Engine:
    """Connections to both files, each with every pragma this program relies on."""
    waits = {"check_same_thread": False, "timeout": WAITS_MS / 1000}
    engine = create_engine(url, connect_args=waits, hide_parameters=True)
    shred = shred_file(Path(url.database or ""))

    @event.listens_for(engine, "connect")
    def _connected(raw: Any, _record: object) -> None:
        raw.isolation_level = None
        raw.execute("ATTACH DATABASE ? AS shred", (str(shred),))
        # The shred store first: where there is a database, there is a store beside it.
        for name in ("shred", "main"):
            if not read_only:
                if raw.execute(f"PRAGMA {name}.application_id").fetchone() != (APPLICATION_ID,):
                    raw.execute(f"PRAGMA {name}.application_id = {APPLICATION_ID}")
                raw.execute(f"PRAGMA {name}.journal_mode = WAL")
            raw.execute(f"PRAGMA {name}.synchronous = FULL")
            raw.execute(f"PRAGMA {name}.secure_delete = ON")
        raw.execute("PRAGMA foreign_keys = ON")
        if read_only:
            raw.execute("PRAGMA query_only = ON")

    @event.listens_for(engine, "begin")
    def _began(connection: Connection) -> None:
        # On the driver's connection: nothing of SQLAlchemy is needed for it, and it is done for every read.
        raw: Any = connection.connection.dbapi_connection
        raw.execute("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine
