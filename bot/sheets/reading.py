"""Reads a sheet in a process of its own, which may take so much time and memory and no more.

Rules: a file is written by a stranger. The process that opens it is given the file and nothing else: no setting, no
key. First it tells what the columns seem to be, and not one value; then the values of those columns that somebody
chose. A column that seems to hold something personal is never told.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bot.sheets.problems import Problem, Unreadable
from flows.sheets import Row

# Five thousand lines take about five seconds on a small machine.
SECONDS = 30
MEMORY = 768 * 1024 * 1024
_HERE = Path(__file__).parents[2]


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: its header, what it seems to say, and why it is not read, if it must not be (`line` says where)."""

    index: int
    header: str = field(repr=False)
    guess: str
    filled: int
    refused: str = ""
    line: int = 0


@dataclass(frozen=True, kw_only=True)
class Looked:
    """What a sheet is: its columns, how many lines, and which sheets there are."""

    columns: tuple[Column, ...]
    lines: int
    header_line: int
    names: tuple[str, ...] = field(repr=False)
    hidden: int
    epoch: int


@dataclass(frozen=True, kw_only=True)
class Taken:
    """The values of some columns with their headers, and a digest of everything that stands in the sheet."""

    headers: Mapping[int, str] = field(repr=False)
    epoch: int
    rows: tuple[Row, ...] = field(repr=False)
    digest: bytes = field(repr=False)


def look(content: bytes, *, sheet: int = 0, seconds: int = SECONDS) -> Looked:
    """What a sheet is, without a value of it. Blocks, so it is run in a thread. Raises `Unreadable`."""
    found = _apart(content, {"sheet": sheet}, seconds)
    columns = tuple(Column(**column) for column in found.pop("columns"))
    return Looked(columns=columns, names=tuple(found.pop("names")), **found)


def take(content: bytes, columns: Sequence[int], *, sheet: int = 0, seconds: int = SECONDS) -> Taken:
    """The values of these columns, line by line. Blocks, so it is run in a thread. Raises `Unreadable`."""
    found = _apart(content, {"sheet": sheet, "columns": list(columns)}, seconds)
    rows = tuple(
        Row(
            number=number,
            values={int(column): value for column, value in values.items()},
            broken={int(column): why for column, why in broken.items()},
        )
        for number, values, broken in found["rows"]
    )
    return Taken(
        headers={int(column): header for column, header in found["headers"].items()},
        epoch=found["epoch"],
        rows=rows,
        digest=bytes.fromhex(found["digest"]),
    )


def _apart(content: bytes, wanted: dict[str, object], seconds: int) -> dict[str, Any]:
    reading = subprocess.run(  # noqa: S603 - this program itself, and numbers
        [sys.executable, "-P", "-W", "ignore", "-m", __name__, json.dumps(wanted), str(seconds)],
        input=content,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": str(_HERE)},
        check=False,
    )
    if reading.returncode < 0:  # ended by the kernel
        raise Unreadable(Problem.TOO_MUCH)
    if reading.returncode > 0:
        raise RuntimeError("a sheet could not be read apart")
    answer = json.loads(reading.stdout)
    if isinstance(answer, str):
        raise Unreadable(Problem(answer))
    return dict(answer)


def _read_apart(wanted: dict[str, Any], seconds: int) -> object:
    """What was asked for, or the problem."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    from bot.sheets.tables import looked, taken

    try:
        content = sys.stdin.buffer.read()
        if "columns" in wanted:
            return taken(content, wanted["sheet"], wanted["columns"])
        return asdict(looked(content, wanted["sheet"]))
    except Unreadable as unreadable:
        return str(unreadable.problem)
    except (MemoryError, RecursionError):
        return str(Problem.TOO_MUCH)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_read_apart(json.loads(sys.argv[1]), int(sys.argv[2]))))
