"""Whoever steals the data folder with the key file, at any moment, joins no ballot and no counter to anybody.

The moments: contacts closed, one registered by the coordinator, an answer to "did it help", a count taken back, the
tally, the publishing. At each, everything on the disk is searched: values that stand on both sides, ids that could be
worked out, copies of a ballot, the write-ahead log, the audit trail, and the log.

Ballots that wait, and the counters, are sealed to a key that people at the unit hold, and the key file does not.
"""

import hashlib
import json
import shutil
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from bot import jobs
from bot.desk.keyring import STATISTICS
from flows.counting import Registration
from flows.vocabulary import AgeBand, Channel, ContactKind, Role
from storage.key_file import KeyFile
from storage.keys import WrongKey, new_id, unwrap_under
from tests.bot.browsing import Browser
from tests.bot.conftest import Door
from tests.bot.talking import MOTHER
from tests.bot.test_theft import COUNTING, everything, log_file

__all__ = ["log_file"]

COLUMNS = {
    "ballots": ["id", "month", "envelope"],
    "counters": ["period", "counted_by", "envelope"],
    "published": ["period", "table_name", "cells"],
}
# What the audit trail may hold: nothing of these says that something was counted.
ACTIONS = {"login", "claim", "figures"}


class Thief:
    """Comes again and again, and remembers every ballot that was ever there."""

    def __init__(self, door: Door, folder: Path, loot: Path) -> None:
        self._door, self._folder, self._loot = door, folder, loot
        self._seen: set[bytes] = set()
        self._times = 0

    def steals(self) -> dict[str, list[tuple[object, ...]]]:
        """Copy everything while the house is open, search it, and return its rows."""
        self._times += 1
        copy = self._loot / str(self._times)
        shutil.copytree(self._folder, copy)
        files = {path.name: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
        # The files were read before anything opens the copy: opening a database folds its log into it.
        rows = everything(copy)
        self._columns(copy)
        self._copies(files, rows)
        self._shared(rows)
        self._worked_out(rows)
        self._opened(copy, files, rows)
        assert {str(row[3]) for row in rows["audit"]} <= ACTIONS
        return rows

    def _columns(self, copy: Path) -> None:
        """No place for a time, a person or a conversation, and no number of a row that tells who came when."""
        connection = sqlite3.connect(copy / "doorstep.db")
        for table, columns in COLUMNS.items():
            found = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            assert found == columns
            with pytest.raises(sqlite3.OperationalError):
                connection.execute(f"SELECT rowid FROM {table}")
        connection.close()

    def _copies(self, files: dict[str, bytes], rows: dict[str, list[tuple[object, ...]]]) -> None:
        """Each ballot lies there once, as long as any other, and in no log; of those that are gone, nothing is left."""
        envelopes = [row[2] for row in rows["ballots"] if isinstance(row[2], bytes)]
        assert len({len(envelope) for envelope in envelopes}) <= 1
        # An envelope goes on in a page of its own, so its beginning and its end are looked for.
        waiting = {piece for envelope in envelopes for piece in (envelope[40:104], envelope[-64:])}
        found = Counter(
            piece for piece in waiting | self._seen for content in files.values() for _ in _all(content, piece)
        )
        assert found == Counter(waiting)
        logs = b"".join(content for name, content in files.items() if name.endswith("-wal"))
        assert not [row for row in rows["ballots"] if isinstance(row[0], bytes) and row[0] in logs]
        self._seen |= waiting

    @staticmethod
    def _shared(rows: dict[str, list[tuple[object, ...]]]) -> None:
        counting = {value for table in COUNTING for row in rows[table] for value in row}
        others = {value for table, found in rows.items() if table not in COUNTING for row in found for value in row}
        assert {value for value in counting & others if isinstance(value, bytes) or len(str(value)) > 6} == set()

    @staticmethod
    def _worked_out(rows: dict[str, list[tuple[object, ...]]]) -> None:
        """A ballot's id is worked out from a press; no press that is kept, and no id, gives one."""
        ids = {row[0] for row in rows["ballots"]}
        kept = {value for found in rows.values() for row in found for value in row if isinstance(value, bytes)}
        for value in kept:
            for index in range(3):
                derived = hashlib.sha256(b"ballot" + value + index.to_bytes(2, "big")).digest()[:16]
                assert derived not in ids

    def _opened(self, copy: Path, files: dict[str, bytes], rows: dict[str, list[tuple[object, ...]]]) -> None:
        """The key file opens no ballot: the key to them lies nowhere, neither plain nor under the key file."""
        key_file = KeyFile.load(next(path for path in copy.iterdir() if "key" in path.name and path.suffix != ".db"))
        keyring = self._door.parts.house.keyring
        # What `init` made, before anybody was at the unit.
        once = keyring.organisation.statistics_wrapped
        assert unwrap_under(once, key=key_file.server, context=STATISTICS) == keyring.statistics_private()
        for content in files.values():
            assert once not in content
            assert once[-48:] not in content
            assert keyring.statistics_private().reveal() not in content
        counted = [row[2] for row in rows["counters"]]
        assert not any(isinstance(envelope, bytes) and b"unit=" in envelope for envelope in counted)
        assert len({len(envelope) for envelope in counted if isinstance(envelope, bytes)}) <= 1
        if not rows["published"]:
            assert not any(b"band=" in content or b"kind=contact" in content for content in files.values())
        for value in {value for found in rows.values() for row in found for value in row if isinstance(value, bytes)}:
            with pytest.raises(WrongKey):
                unwrap_under(value, key=key_file.server, context=STATISTICS)


def _all(content: bytes, wanted: bytes) -> list[int]:
    places, place = [], content.find(wanted)
    while place >= 0:
        places.append(place)
        place = content.find(wanted, place + 1)
    return places


def lines_of(log: Path) -> list[str]:
    """What was logged."""
    return log.read_text(encoding="utf-8").splitlines()


async def test_at_no_moment_does_anything_join_a_count_to_anybody(door: Door, log_file: Path, tmp_path: Path) -> None:
    thief = Thief(door, tmp_path / "data", tmp_path / "loot")
    mette, karen = await door.session("mette"), await door.session("karen")
    browsers = []
    for number in range(3):
        browser = Browser(door.browser())
        await browser.begins()
        await browser.answers({**MOTHER, "wish": "talk"})
        await browser.keeps_the_code()
        (row,) = [row for row in await door.staff.queue(mette) if row.claimed_by is None]
        await door.staff.claim(mette, row.conversation)
        draft = (await door.staff.case(mette, row.conversation)).draft
        assert len(thief.steals()["ballots"]) == number
        before = thief.steals()["audit"]
        await door.staff.close(mette, row.conversation, registration=draft, press=new_id().hex())
        after = thief.steals()
        assert (len(after["ballots"]), after["audit"]) == (number + 1, before), "closing leaves no line"
        browsers.append(browser)

    press = new_id().hex()
    phone = Registration(
        kind=ContactKind.CONTACT, channel=Channel.PHONE, unit="0-11", band=AgeBand.CHILD, role=Role.FATHER
    )
    before = thief.steals()["audit"]
    await door.staff.register(karen, registration=phone, times=3, press=press)
    after = thief.steals()
    assert (len(after["ballots"]), after["audit"]) == (6, before), "registering leaves no line"
    assert await door.staff.undo_press(karen, press, 3)
    assert len(thief.steals()["ballots"]) == 3
    await door.staff.register(karen, registration=phone, times=9, press=new_id().hex())

    rows = thief.steals()
    asked = [row for row in rows["conversations"] if "feedback" in row]
    assert len(asked) == 3
    for browser, pressing in zip(browsers, (_answers, _declines, _answers), strict=True):
        await browser.opens()
        await pressing(browser)
        thief.steals()
    after = thief.steals()
    # Who answered and who declined have the same row: asked, and nothing else that differs.
    marks = {tuple(value for value in row if not isinstance(value, bytes)) for row in after["conversations"]}
    assert len(marks) == 1, marks

    await jobs.run_once(door.parts.house)
    rows = thief.steals()
    assert len(rows["ballots"]) == 2, "twelve contacts are counted, two answers wait for eight more"
    door.clock.advance(days=60)
    await jobs.run_once(door.parts.house)
    rows = thief.steals()
    assert (len(rows["ballots"]), bool(rows["published"])) == (0, True)
    assert not any({"timestamp", "time", "at"} & set(json.loads(line)) for line in lines_of(log_file))


async def _answers(browser: Browser) -> None:
    await browser.presses("answer", value="not")
    await browser.presses("skip")


async def _declines(browser: Browser) -> None:
    await browser.presses("skip")
