"""Whoever steals the whole data folder, with the key file and the logs, learns nothing of what people wrote.

The story is played with canaries in every text, in the address and in the browser's name; then everything on the disk
is searched for them, and every key on the disk is tried on every lock.
"""

import base64
import itertools
import json
import logging
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from bot import jobs
from bot.desk.keyring import SIGNING, STATISTICS
from bot.logs import set_up_logs
from storage.envelope import Binding, open_sealed
from storage.key_file import KeyFile
from storage.keys import Secret, WrongKey, unwrap, unwrap_under
from tests.bot.browsing import Browser
from tests.bot.conftest import Door
from tests.bot.talking import MOTHER

WRITTEN = "Kanariefugl-besked"
HOPED = "Kanariefugl-håb"
REPLIED = "Kanariefugl-svar"
ADDRESS = "203.0.113.77"
AGENT = "Kanariefugl-browser/1.0"


def disguises(canary: str) -> Iterator[bytes]:
    """The ways a text could lie in a file."""
    plain = canary.encode()
    yield plain
    yield canary.encode("utf-16-le")
    yield plain.hex().encode()
    for shift in range(3):
        whole = base64.b64encode(b"x" * shift + plain)
        yield whole[(shift * 8 + 5) // 6 + 1 : -4]
    yield json.dumps(canary).strip('"').encode()


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    """Logs at DEBUG, written into the folder that is stolen."""
    path = tmp_path / "data" / "doorstep.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    root = logging.getLogger()
    before, level, raising, hook = root.handlers[:], root.level, logging.raiseExceptions, sys.excepthook
    with path.open("w", encoding="utf-8") as stream:
        set_up_logs(stream=stream, level=logging.DEBUG)
        yield path
        logging.captureWarnings(False)
        root.handlers[:] = before
        root.setLevel(level)
        logging.raiseExceptions, sys.excepthook = raising, hook
        structlog.reset_defaults()


@pytest.fixture
async def stolen(door: Door, log_file: Path, tmp_path: Path) -> tuple[Path, str]:
    """The data folder after the story, copied while the house is open; and the return code that is not in it."""
    browser = Browser(door.browser(**{"X-Forwarded-For": ADDRESS, "User-Agent": AGENT}))
    await browser.begins()
    await browser.answers({**MOTHER, "hopes": HOPED, "wish": "talk"})
    code = await browser.keeps_the_code()
    await browser.presses("say", text=WRITTEN)

    mette = await door.session("mette")
    (row,) = await door.staff.queue(mette)
    await door.staff.claim(mette, row.conversation)
    case = await door.staff.case(mette, row.conversation)
    assert [message.text for message in case.messages] == [WRITTEN]
    await door.staff.reply(mette, row.conversation, text=REPLIED, press="ab" * 16)
    assert REPLIED in (await browser.opens()).words
    await door.staff.close(mette, row.conversation, registration=case.draft)
    await jobs.run_once(door.parts.house)

    copy = tmp_path / "stolen"
    shutil.copytree(tmp_path / "data", copy)
    return copy, code


async def test_no_canary_lies_anywhere_on_the_disk(stolen: tuple[Path, str]) -> None:
    folder, code = stolen
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"doorstep.db", "doorstep-shred.db", "doorstep.log"}
    canaries = [WRITTEN, HOPED, REPLIED, ADDRESS, AGENT, code, code.replace(" ", "-"), code.replace(" ", "")]
    for path in files:
        content = path.read_bytes()
        for canary in canaries:
            for disguise in disguises(canary):
                assert disguise not in content, f"a canary lies in {path.name}"


async def test_a_log_is_written_and_names_routes_only(stolen: tuple[Path, str]) -> None:
    lines = (stolen[0] / "doorstep.log").read_text(encoding="utf-8").splitlines()
    for line in lines:
        assert set(json.loads(line)) <= {
            "event", "level", "job", "route", "method", "status", "count", "milliseconds", "error_class", "places",
            "dropped",
        }  # fmt: skip


def everything(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of both files."""
    found: dict[str, list[tuple[object, ...]]] = {}
    for name in ("doorstep.db", "doorstep-shred.db"):
        connection = sqlite3.connect(folder / name)
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            found[table] = connection.execute(f'SELECT * FROM "{table}"').fetchall()
        connection.close()
    return found


async def test_no_key_on_the_disk_opens_what_people_wrote(stolen: tuple[Path, str], door: Door) -> None:
    folder, _ = stolen
    rows = everything(folder)
    key_file = KeyFile.load(next(path for path in folder.iterdir() if "key" in path.name and path.suffix != ".db"))
    house = door.parts.house.keyring.organisation
    statistics = unwrap_under(house.statistics_wrapped, key=key_file.server, context=STATISTICS)
    signing = unwrap_under(house.signing_wrapped, key=key_file.server, context=SIGNING)
    values = {value for table in rows.values() for row in table for value in row if isinstance(value, bytes)}
    keys = [key_file.pepper, key_file.server, statistics, signing, *(Secret(value) for value in values)]
    assert rows["messages"], "there is something to open"

    for identity, sequence, direction, _, body, _, _ in rows["messages"]:
        assert isinstance(identity, bytes)
        assert isinstance(body, bytes)
        binding = Binding(
            table="messages", conversation=identity, sequence=int(str(sequence)), direction=str(direction)
        )
        for key in keys:
            with pytest.raises((WrongKey, ValueError)):
                open_sealed(body, private=key, binding=binding)

    shred = {row[0]: Secret(row[1]) for row in rows["shred_keys"] if isinstance(row[1], bytes)}
    wrapped = [value for value in values if 40 < len(value) < 2000]
    for key, value, (identity, shredding) in itertools.product(keys[:4], wrapped, shred.items()):
        assert isinstance(identity, bytes)
        for context in (b"code|" + identity, b"queue|" + identity, b"session|" + identity):
            with pytest.raises((WrongKey, ValueError)):
                unwrap_under(value, key=key, context=context, shred=shredding)
            with pytest.raises((WrongKey, ValueError)):
                unwrap(value, private=key, context=context, shred=shredding)


COUNTING = ("ballots", "counters", "published")


async def test_nothing_joins_a_ballot_or_a_counter_to_a_conversation(stolen: tuple[Path, str]) -> None:
    folder, _ = stolen
    rows = everything(folder)
    assert rows["ballots"], "a ballot waits"
    counting = {value for table in COUNTING for row in rows[table] for value in row}
    others = {value for table, found in rows.items() if table not in COUNTING for row in found for value in row}
    # No id, no envelope and no key is on both sides; what may be equal are small numbers and plain words.
    shared = {value for value in counting & others if isinstance(value, bytes) or len(str(value)) > 6}
    assert shared == set()


async def test_the_log_of_the_database_keeps_no_transaction_that_closed_a_contact(
    stolen: tuple[Path, str],
) -> None:
    folder, _ = stolen
    # Read before anything opens the copy: opening a database folds its log into it.
    logs = {path.name: path.read_bytes() for path in folder.glob("*-wal")}
    ballots = [row[0] for row in everything(folder)["ballots"]]
    assert ballots
    for name, content in logs.items():
        for ballot in ballots:
            assert isinstance(ballot, bytes)
            assert ballot not in content, f"{name} shows in which transaction a ballot was cast"


async def test_ballots_lie_in_the_order_of_their_random_ids(door: Door, tmp_path: Path) -> None:
    mette = await door.session("mette")
    for _ in range(6):
        browser = Browser(door.browser())
        await browser.begins()
        await browser.answers({**MOTHER, "wish": "talk"})
        (row,) = await door.staff.queue(mette)
        await door.staff.claim(mette, row.conversation)
        draft = (await door.staff.case(mette, row.conversation)).draft
        await door.staff.close(mette, row.conversation, registration=draft)
    content = (tmp_path / "data" / "doorstep.db").read_bytes()
    connection = sqlite3.connect(tmp_path / "data" / "doorstep.db")
    ids = [row[0] for row in connection.execute("SELECT id FROM ballots ORDER BY id")]
    connection.close()
    places = [content.rfind(identity) for identity in ids]
    assert len(ids) == 6
    assert -1 not in places
    # SQLite fills a page from its end: the first written lies last. Written in the order of ids, whoever came when.
    assert places == sorted(places, reverse=True)
