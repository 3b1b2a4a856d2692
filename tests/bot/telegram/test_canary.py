"""Of the person behind a chat nothing is left anywhere: not in the database's files, not in its tables, not in a log.

A whole story is told with canaries in everything that Telegram tells about a person, with faults and a poison update in
it. At every turn of it everything that could be stolen is copied; at the end the copies are searched.
"""

import base64
import itertools
import json
import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
import structlog
from aiogram.exceptions import AiogramError

from bot import jobs
from bot.desk.chat import ChatDesk
from bot.desk.keyring import SIGNING, STATISTICS
from bot.logs import set_up_logs
from flows.vocabulary import Direction
from storage.envelope import Binding, open_sealed
from storage.key_file import KeyFile
from storage.keys import Secret, WrongKey, new_id, unwrap_under
from storage.schema import metadata
from tests.bot.telegram.conftest import AMINA, TOKEN, Line, Visitor
from tests.bot.telegram.test_kinds import taken_by_mette
from tests.bot.test_theft import disguises
from tests.botapi.faults import Fault

METTES_PHONE = 8_123_456_789_012
PERSON = ("Kanariefugl-fornavn", "Kanariefugl-efternavn", "kanariefugl_brugernavn", "+4520999888")
TEXTS = (
    "Kanariefugl-begynder", "Kanariefugl-haaber", "Kanariefugl-i-stedet", "Kanariefugl-billedtekst",
    "Kanariefugl-rettes", "Kanariefugl-rettet", "Kanariefugl-gift", "Kanariefugl-svarer", "20309988",
)  # fmt: skip
POISON = TEXTS[6]
FILE = "AgACAgQAAxkBAAIBKanariefugl"


def chat_id_disguises(chat: int) -> Iterator[bytes]:
    """The ways a chat's id could lie in a file."""
    yield from disguises(str(chat))
    shortest = (chat.bit_length() + 7) // 8
    for length, order in itertools.product((shortest, 8), ("big", "little")):
        raw = chat.to_bytes(length, "big" if order == "big" else "little")
        yield raw
        yield raw.hex().encode()
        yield raw.hex().upper().encode()
        yield base64.b64encode(raw).rstrip(b"=")
        yield base64.urlsafe_b64encode(raw).rstrip(b"=")
    yield f"{chat:x}".encode()
    yield f"{chat:X}".encode()


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    """Logs at DEBUG, of everything."""
    path = tmp_path / "data" / "doorstep.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    root, sqlalchemy = logging.getLogger(), logging.getLogger("sqlalchemy")
    quiet = sqlalchemy.level
    before, level, raising = root.handlers[:], root.level, logging.raiseExceptions
    with path.open("w", encoding="utf-8") as stream:
        set_up_logs(stream=stream, level=logging.DEBUG)
        sqlalchemy.setLevel(logging.DEBUG)
        yield path
        sqlalchemy.setLevel(quiet)
        logging.captureWarnings(False)
        root.handlers[:] = before
        root.setLevel(level)
        logging.raiseExceptions = raising
        structlog.reset_defaults()


def dumped(url: str) -> Iterator[tuple[str, bytes]]:
    """Every table of a PostgreSQL database, as it is copied out of it."""
    with psycopg.connect(url) as connection:
        tables = connection.execute(
            "SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
        for (schema, table), form in itertools.product(tables, ("text", "binary")):
            with connection.cursor().copy(f'COPY "{schema}"."{table}" TO STDOUT (FORMAT {form})') as rows:
                yield f"{table}, {form}", b"".join(bytes(row) for row in rows)


@dataclass
class Story:
    """What happened, and what a thief could have taken at every turn of it."""

    line: Line
    folder: Path
    taken: set[tuple[str, bytes]] = field(default_factory=set)
    log: bytes = b""

    def steal(self) -> None:
        """Copy everything as it lies there now: the log, the write-ahead log, the shred keys, every table."""
        for path in self.folder.rglob("*"):
            if path.suffix == ".log":
                self.log = path.read_bytes()  # it only grows
            elif path.is_file():
                self.taken.add((path.name, path.read_bytes()))
        url = self.line.parts.settings.database_url
        if url.startswith("postgresql"):
            self.taken.update(dumped(url))


async def take_in(line: Line) -> None:
    polling = line.telegram.polling
    assert polling is not None
    while await polling.once():
        pass


async def asks_and_writes(story: Story, amina: Visitor) -> None:
    """From the first word to the hand-over."""
    line, world = story.line, story.line.server.world
    await amina.says(TEXTS[0])
    await amina.presses("Kom i gang")
    await amina.presses("Jeg er mor")
    await amina.presses("Nej")
    await amina.presses("3-11 år")
    while "Skriv bare dit svar her" not in amina.sees:
        await amina.presses("Spring over")
    await amina.says(TEXTS[1])
    await amina.says(TEXTS[2])
    story.steal()
    world.user_sends(AMINA, None, contact={"phone_number": PERSON[3], "first_name": PERSON[0], "user_id": AMINA})
    world.user_sends(AMINA, None, photo=[{"file_id": FILE}], caption=TEXTS[3])
    await take_in(line)
    story.steal()
    await line.settle()
    await amina.presses("Skriv til et menneske")
    while amina.labels and "Spring over" in " ".join(amina.labels):
        await amina.presses("Spring over")
    if any("Skrive med" in label for label in amina.labels):
        await amina.presses("Skrive med")


async def goes_wrong(story: Story, amina: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Faults of Telegram's, a fault of ours, and an update nobody can read."""
    line, server = story.line, story.line.server
    polling = line.telegram.polling
    assert polling is not None
    for fault in (Fault.SERVER_ERROR, Fault.RESET_AFTER, Fault.MALFORMED, Fault.too_many(5)):
        server.fail_next("getUpdates", fault)
        server.fail_next("sendMessage", fault)
        server.world.user_sends(AMINA, TEXTS[4])
        try:
            await polling.once()
        except AiogramError as error:
            structlog.get_logger().exception("telegram-not-heard")
            logging.getLogger("aiogram.dispatcher").exception("Failed: %s", error)
        await line.settle()
        story.steal()
        line.clock.advance(minutes=6)
        await line.settle()

    async def pause(_seconds: float) -> None:
        pass

    async def fail(_desk: ChatDesk, address: Secret, *, text: str, **_: Any) -> None:
        raise ValueError(f"{address.reveal()!r} {text}")

    with monkeypatch.context() as broken:
        broken.setattr(line.telegram.lanes, "_pause", pause)
        broken.setattr(ChatDesk, "add_line", fail)
        await amina.says(POISON)
    sender = {"id": AMINA, "first_name": PERSON[0]}
    server.world.raw_update({"message": {"message_id": "odd", "from": sender, "text": POISON}})
    await line.settle()
    story.steal()
    server.fail_next("deleteMessage", Fault.SERVER_ERROR, times=2)


async def is_answered(story: Story, amina: Visitor) -> None:
    """Mette is told, takes it, answers; a time, with reminders."""
    line, world = story.line, story.line.server.world
    mette = Visitor(line=line, id=METTES_PHONE)
    world.person(METTES_PHONE, first_name=PERSON[0], last_name=PERSON[1], username=PERSON[2])
    await mette.says(f"/start {await line.staff.invite(await line.session('mette'))}")
    message = await amina.says(TEXTS[4])
    world.user_edits(AMINA, message.message_id, TEXTS[5])
    await line.settle()
    await amina.says(f"Ring til mig på {TEXTS[8]}.")
    await jobs.run_once(line.parts.house)
    story.steal()
    await line.settle()
    assert "nyt i Doorstep" in mette.sees
    session, conversation = await taken_by_mette(line)
    await line.staff.reply(session, conversation, text=TEXTS[7], press=new_id().hex())
    story.steal()
    await line.settle()
    assert TEXTS[7] in amina.screen
    await amina.says("/tid")
    await amina.presses("Find en tid")
    await amina.presses("ons. 25.")
    await amina.presses("Ja, skriv den ned")
    await amina.presses("mind mig om det")
    story.steal()
    for _ in range(2):
        line.clock.advance(days=1)
        await jobs.run_once(line.parts.house)
        await line.settle()
    assert any("Husk din aftale" in text for text in amina.screen)
    world.user_blocks(AMINA)
    await line.settle()
    story.steal()
    world.user_unblocks(AMINA)
    await line.settle()


@pytest.fixture
async def story(log_file: Path, line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Story:
    """The whole of it."""
    story = Story(line=line, folder=tmp_path)
    first, last, username, phone = PERSON
    line.server.world.person(AMINA, first_name=first, last_name=last, username=username, phone=phone)
    amina = Visitor(line=line)
    await asks_and_writes(story, amina)
    await goes_wrong(story, amina, monkeypatch)
    await is_answered(story, amina)
    story.steal()
    return story


async def test_nothing_of_a_person_is_left_and_no_key_of_ours_opens_what_was_written(
    story: Story, log_file: Path
) -> None:
    nothing_lies_anywhere(story)
    the_log_quotes_nobody(log_file)
    await the_key_file_opens_nothing(story)


def nothing_lies_anywhere(story: Story) -> None:
    """No canary, in any disguise, in anything that could be taken at any time."""
    assert {name for name, _ in story.taken} & {"doorstep.db-wal", "messages, binary"}
    queries = [*story.line.server.world.callback_answers]
    assert len(queries) > 10
    canaries = {
        canary: list(disguises(canary))
        for canary in (*PERSON, PERSON[3][3:], *TEXTS, FILE, TOKEN, TOKEN.partition(":")[2], *queries)
    }
    canaries |= {str(chat): list(chat_id_disguises(chat)) for chat in (AMINA, METTES_PHONE)}
    for name, content in (*story.taken, ("the log", story.log)):
        for canary, looks in canaries.items():
            for look in looks:
                assert look not in content, f"{canary} lies in {name}"


def the_log_quotes_nobody(log_file: Path) -> None:
    """Every library was heard at DEBUG, and only what is on the allow-list was written."""
    lines = [json.loads(line) for line in log_file.read_text(encoding="utf-8").splitlines()]
    assert {line["event"] for line in lines} >= {
        "library-sqlalchemy", "library-aiogram", "update-failed", "update-set-aside", "telegram-not-heard",
        "telegram-not-reached",
    }  # fmt: skip
    assert {name for line in lines for name in line} <= {
        "event", "level", "job", "route", "method", "status", "count", "milliseconds", "error_class", "places",
        "dropped",
    }  # fmt: skip
    assert any("places" in line for line in lines), "errors were among it"


CONTEXTS = (b"key", b"shown", b"screen", b"outbox", b"inbox", b"chat-message", b"reminder", b"notice")


async def the_key_file_opens_nothing(story: Story) -> None:
    """With the key file, and all that it opens, nothing opens that was written: it was handed over."""
    house = story.line.parts.house
    key_file = KeyFile.load(story.line.parts.settings.key_file)
    rows = await house.database.read(
        lambda connection: {
            table.name: [dict(row) for row in connection.execute(table.select()).mappings()]
            for table in metadata.sorted_tables
        }
    )
    shreds = [None, *(Secret(row["key"]) for row in rows["shred_keys"])]
    values: set[bytes] = set()
    opened: list[bytes] = []
    for row in itertools.chain.from_iterable(rows.values()):
        sealed = {value for value in row.values() if isinstance(value, bytes)}
        values |= sealed
        names = [value for value in sealed if len(value) in (16, 32)]
        for value, context, name, shred in itertools.product(sealed, CONTEXTS, names, shreds):
            with suppress(WrongKey, ValueError):
                bound = b"desk|" + context + b"|" + name
                opened.append(unwrap_under(value, key=key_file.server, context=bound, shred=shred).reveal())
    assert len(opened) > 10, "what is on the screen, and what can be deleted there"
    for plain, text in itertools.product(opened, TEXTS):
        # What nobody could deal with is set aside until somebody has looked.
        assert text == POISON or text.encode() not in plain
    assert not [plain for plain in opened if str(AMINA).encode() in plain and POISON.encode() not in plain]

    organisation = house.keyring.organisation
    keys = [
        key_file.pepper,
        key_file.server,
        unwrap_under(organisation.statistics_wrapped, key=key_file.server, context=STATISTICS),
        unwrap_under(organisation.signing_wrapped, key=key_file.server, context=SIGNING),
        *map(Secret, values),
        *map(Secret, opened),
    ]
    assert len(rows["messages"]) > 5
    for row in rows["messages"]:
        binding = Binding(
            table="messages",
            conversation=row["conversation_id"],
            sequence=row["sequence"],
            direction=Direction(row["direction"]).value,
        )
        for key in keys:
            with pytest.raises((WrongKey, ValueError)):
                open_sealed(row["body"], private=key, binding=binding)
