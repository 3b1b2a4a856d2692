"""Whose turn it is: one chat in order, many at once, and what cannot be dealt with stops nobody."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from typing import Any, cast

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from bot.desk.attempts import FREE_TRIES, Resting
from bot.desk.chat import ChatDesk
from bot.desk.chat_texts import Said
from bot.desk.messengers import Messengers
from bot.desk.opening import visit_by_chat
from bot.desk.outgoing import Outgoing
from bot.telegram.door import Door
from bot.telegram.drawing import Drawing
from bot.telegram.lanes import AT_ONCE, TRIES, Lanes
from bot.telegram.meaning import Arrived
from bot.telegram.replies import Show
from bot.telegram.taking_in import open_arrived
from storage import conversations, inbox
from storage.inbox import InboxRow
from storage.keys import Secret, new_id
from storage.outbox import OutboxState
from storage.return_code import new_code
from tests.bot.telegram.conftest import AMINA, Line, Visitor
from tests.bot.telegram.test_kinds import number_of_messages, texts, waits_for_a_therapist


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """What is logged here is tested elsewhere, and drawing tracebacks takes seconds."""
    with capture_logs():
        yield


async def take_in(line: Line, *updates: dict[str, Any]) -> None:
    """What waits at the server is on our disk, and nobody has looked at it."""
    polling = line.telegram.polling
    assert polling is not None
    for update in updates:
        line.server.world.raw_update(update)
    while await polling.once():
        pass


async def row_of(line: Line, text: str) -> InboxRow:
    """What waits with this text."""
    house = line.parts.house
    for place in await house.database.read(partial(inbox.waiting, most=100)):
        row = await house.database.read(partial(inbox.by_id, inbox_id=place.id))
        assert row is not None
        if open_arrived(house, row).text == text:
            return row
    raise LookupError(text)


class Handler:
    """Deals with updates when a test lets it."""

    def __init__(self, line: Line) -> None:
        self.house = line.parts.house
        self.begun: list[tuple[str, str]] = []
        self.ended: list[tuple[str, str]] = []
        self.sorry: list[str] = []
        self.may_end = asyncio.Event()
        self.fails: Callable[[str], Exception | None] = lambda _text: None

    def lanes(self, pauses: list[float] | None = None) -> Lanes:
        async def pause(seconds: float) -> None:
            (pauses if pauses is not None else []).append(seconds)

        return Lanes(self.house, handle=self.handle, given_up=self.give_up, pause=pause)

    async def handle(self, row: InboxRow, resting: Resting) -> None:
        arrived = open_arrived(self.house, row)
        self.begun.append((arrived.chat, arrived.text))
        await self.may_end.wait()
        failure = self.fails(arrived.text)
        if failure is not None:
            raise failure
        await self.house.write(partial(inbox.dealt_with, inbox_id=row.id))
        self.ended.append((arrived.chat, arrived.text))

    async def give_up(self, row: InboxRow) -> None:
        self.sorry.append(open_arrived(self.house, row).text)


def write(line: Line, chats: int, texts: int) -> None:
    for number in range(texts):
        for chat in range(chats):
            line.server.world.user_sends(AMINA + chat, f"{number}")


async def test_one_chat_is_in_order_and_many_are_at_once(line: Line) -> None:
    write(line, chats=5, texts=6)
    await take_in(line)
    handler = Handler(line)
    draining = asyncio.create_task(handler.lanes().drain())
    while len(handler.begun) < 5:
        await asyncio.wait([draining], timeout=0)
    assert {text for _, text in handler.begun} == {"0"}, "of each chat the first, and no second one"
    handler.may_end.set()
    await draining
    for chat in range(5):
        assert [text for whose, text in handler.ended if whose == str(AMINA + chat)] == list("012345")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_no_more_than_so_many_at_once(line: Line) -> None:
    write(line, chats=AT_ONCE + 4, texts=1)
    await take_in(line)
    handler = Handler(line)
    draining = asyncio.create_task(handler.lanes().drain())
    while len(handler.begun) < AT_ONCE:
        await asyncio.wait([draining], timeout=0)
    for _ in range(50):
        await asyncio.wait([draining], timeout=0)
    assert len(handler.begun) == AT_ONCE
    handler.may_end.set()
    await draining
    assert len(handler.ended) == AT_ONCE + 4


@asynccontextmanager
async def at_work(lanes: Lanes) -> AsyncIterator[Callable[[Callable[[], Awaitable[bool]]], Awaitable[None]]]:
    """Lanes that go on by themselves; gives what waits until something is true."""
    task = asyncio.create_task(lanes.run())

    async def until(condition: Callable[[], Awaitable[bool]]) -> None:
        while not await condition():
            await asyncio.wait([task], timeout=0)

    try:
        async with asyncio.timeout(20):
            yield until
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_who_guesses_codes_holds_nobody_up(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    resting: list[float] = []
    enough = asyncio.Event()

    async def pause(seconds: float) -> None:
        resting.append(seconds)
        await enough.wait()

    monkeypatch.setattr(line.parts.house.attempts, "_pause", pause)
    for chat in range(AT_ONCE):
        for _ in range(FREE_TRIES + 1):
            line.server.world.user_sends(AMINA + chat, " ".join(new_code().words))
    await take_in(line)

    async def all_rest() -> bool:
        return len(resting) == AT_ONCE

    async def only_they_wait() -> bool:
        return await line.parts.house.database.read(inbox.count) == AT_ONCE

    async def nobody_waits() -> bool:
        return await line.parts.house.database.read(inbox.count) == 0

    async with at_work(line.telegram.lanes) as until:
        await until(all_rest)
        line.server.world.user_sends(AMINA + AT_ONCE, "/start")
        await take_in(line)
        await until(only_they_wait)
        enough.set()
        await until(nobody_waits)
    await line.telegram.sending.drain()
    assert "Godt, at du er her" in Visitor(line=line, id=AMINA + AT_ONCE).sees


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("failure", [ZeroDivisionError(), OSError()])
async def test_what_is_tried_again_later_holds_nobody_up_meanwhile(line: Line, failure: Exception) -> None:
    write(line, chats=AT_ONCE, texts=1)
    line.server.world.user_sends(AMINA + AT_ONCE, "other")
    await take_in(line)
    handler = Handler(line)
    handler.may_end.set()
    handler.fails = lambda text: failure if text != "other" else None
    enough = asyncio.Event()

    async def pause(_seconds: float) -> None:
        await enough.wait()

    async def one_is_done() -> bool:
        return len(handler.ended) == 1

    async def all_are_done() -> bool:
        return len(handler.ended) == AT_ONCE + 1

    lanes = Lanes(handler.house, handle=handler.handle, given_up=handler.give_up, pause=pause)
    async with at_work(lanes) as until:
        await until(one_is_done)
        assert handler.ended == [(str(AMINA + AT_ONCE), "other")]
        handler.fails = lambda _text: None
        enough.set()
        await until(all_are_done)


async def test_a_poison_update_is_tried_set_aside_and_holds_nobody_up(line: Line) -> None:
    for chat, text in ((AMINA, "poison"), (AMINA, "after"), (AMINA + 1, "other")):
        line.server.world.user_sends(chat, text)
    await take_in(line)
    handler = Handler(line)
    handler.may_end.set()
    handler.fails = lambda text: ZeroDivisionError() if text == "poison" else None
    await handler.lanes().drain()
    assert [text for _, text in handler.begun].count("poison") == TRIES
    assert {text for _, text in handler.ended} == {"after", "other"}
    assert handler.sorry == ["poison"]
    ida = await line.session("ida")
    desk = Messengers(line.parts.house)
    seen = await desk.messenger(ida)
    assert (seen.arrived, seen.aside, seen.stuck) == (0, 1, True)
    # Somebody mended it.
    handler.fails = lambda _text: None
    assert await desk.try_again(ida) == 1
    await handler.lanes().drain()
    assert handler.ended[-1] == (str(AMINA), "poison")
    assert not (await desk.messenger(ida)).stuck


def without_pauses(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    async def pause(_seconds: float) -> None:
        pass

    monkeypatch.setattr(line.telegram.lanes, "_pause", pause)


async def test_somebody_is_told_that_we_failed_and_goes_on(
    visitor: Visitor, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_pauses(line, monkeypatch)
    await waits_for_a_therapist(visitor)

    async def fail(self: ChatDesk, *_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(ChatDesk, "add_line", fail)
        await visitor.says("Min mor drikker.")
    assert "Noget gik galt hos os. Det er ikke din skyld." in visitor.sees
    assert await number_of_messages(line) == 0
    await visitor.says("Hører I mig?")
    # It was not lost: once it can be dealt with, the therapist reads it too.
    assert await line.parts.house.write(inbox.try_again) == 1
    await line.settle()
    assert await texts(line) == ["Hører I mig?", "Min mor drikker."]


async def test_what_cannot_be_read_is_set_aside_where_it_comes_in(visitor: Visitor, line: Line) -> None:
    await waits_for_a_therapist(visitor)
    line.server.world.raw_update({"message": {"message_id": "kanariefugl"}})
    line.server.world.raw_update({"message": []})
    await visitor.says("Hej")
    assert await texts(line) == ["Hej"]
    assert await line.parts.house.database.read(inbox.aside) == 2
    # Mended or not, it stops nobody.
    await line.parts.house.write(inbox.try_again)
    await line.settle()
    assert await line.parts.house.database.read(inbox.aside) == 2


async def test_half_a_surrogate_pair_stops_nobody(visitor: Visitor, line: Line) -> None:
    await waits_for_a_therapist(visitor)
    chat = {"id": AMINA, "type": "private"}
    line.server.world.raw_update({"message": {"message_id": 1, "date": 1, "chat": chat, "text": "\ud800"}})
    line.server.world.raw_update({"message": {"message_id": "\ud800"}})
    await visitor.says("Hej")
    assert "Hej" in await texts(line)


async def test_when_the_database_is_away_everything_waits_and_nothing_is_counted(line: Line) -> None:
    line.server.world.user_sends(AMINA, "Hej")
    await take_in(line)
    handler = Handler(line)
    handler.may_end.set()
    away = OperationalError("select", {}, Exception("kanariefugl"))
    failures = [away, away, OSError(), away, away]
    handler.fails = lambda _text: failures.pop() if failures else None
    pauses: list[float] = []
    await handler.lanes(pauses).drain()
    assert handler.ended == [(str(AMINA), "Hej")]
    assert len(pauses) == 5
    assert handler.sorry == []
    assert await line.parts.house.database.read(inbox.aside) == 0


async def test_a_process_that_dies_between_doing_and_answering_does_not_do_it_twice(
    visitor: Visitor, line: Line
) -> None:
    await visitor.says("/start")
    await visitor.presses("Kom i gang")
    line.server.world.user_sends(visitor.id, "Min mor drikker.")
    await take_in(line)
    row = await row_of(line, "Min mor drikker.")
    house = line.parts.house
    drawing = Drawing(wording=line.parts.wording, settings=line.parts.settings)
    await Door(house, drawing=drawing)._act(row, open_arrived(house, row))
    # Here it died. Whoever comes next finds the mark.
    marked = await row_of(line, "Min mor drikker.")
    assert marked.done
    said_before = len(visitor.screen)
    await Door(house, drawing=drawing).handle(marked)
    await line.settle()
    assert await number_of_messages(line) == 1
    assert len(visitor.screen) == said_before + 1, "what stands is said once"
    assert await line.waits() == (0, {})


async def test_one_more_line_of_a_talk_is_stored_answered_and_gone_at_once(visitor: Visitor, line: Line) -> None:
    await waits_for_a_therapist(visitor)
    line.server.world.user_sends(visitor.id, "Min mor drikker.")
    await take_in(line)
    row = await row_of(line, "Min mor drikker.")
    house = line.parts.house
    drawing = Drawing(wording=line.parts.wording, settings=line.parts.settings)
    await Door(house, drawing=drawing)._act(row, open_arrived(house, row))
    # Here it died. There is nothing left to do but to send what lies in the outbox.
    assert await line.waits() == (0, {OutboxState.WAITING: 1})
    assert await texts(line) == ["Min mor drikker."]
    await line.settle()
    assert visitor.sees.startswith("Gemt.")
    assert await line.waits() == (0, {})


async def test_a_line_that_could_not_be_stored_is_not_answered_and_not_gone(visitor: Visitor, line: Line) -> None:
    await waits_for_a_therapist(visitor)
    line.server.world.user_sends(visitor.id, "Min mor drikker.")
    await take_in(line)
    row = await row_of(line, "Min mor drikker.")
    house = line.parts.house
    drawing = Drawing(wording=line.parts.wording, settings=line.parts.settings)
    arrived = open_arrived(house, row)
    here = await visit_by_chat(house, arrived.address)
    assert here is not None
    # What it reached is gone when the text is to be stored: deleted from the web a moment ago.
    database, conversation = house.database, here.id

    class Deleting:
        read, read_each, write = database.read, database.read_each, database.write

        async def write_each(self, many: Any, item: Any) -> Any:
            await database.write(lambda connection: conversations.forget(connection, conversation_id=conversation))
            return await database.write_each(many, item)

    late = replace(house, database=cast(Any, Deleting()))
    reply = await Door(late, drawing=drawing)._act(row, arrived)
    assert reply.show is not Show.DONE
    assert (await row_of(line, "Min mor drikker.")).done is None
    assert await number_of_messages(line) == 0
    await line.settle()
    assert "Min mor drikker." not in "".join(visitor.screen)
    assert await line.waits() == (0, {})


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("wish", ["press", "text"])
async def test_the_button_with_the_code_is_there_though_the_process_died_after_the_hand_over(
    visitor: Visitor, line: Line, wish: str
) -> None:
    await visitor.says("/start")
    await visitor.presses("Kom i gang")
    await visitor.presses("Skriv til et menneske")
    if wish == "press":
        line.server.world.user_presses_label(visitor.id, "3-11 år")
    else:
        line.server.world.user_sends(visitor.id, "3-11 år")
    await take_in(line)
    row = await row_of(line, "" if wish == "press" else "3-11 år")
    house = line.parts.house
    drawing = Drawing(wording=line.parts.wording, settings=line.parts.settings)
    await Door(house, drawing=drawing)._act(row, open_arrived(house, row))
    # Here it died. Whoever comes next shows what was to be shown.
    await line.settle()
    assert "Nu er det et menneske, der svarer dig." in visitor.sees
    assert visitor.labels[0] == "Vis min kode"
    await visitor.presses("Vis min kode")
    (words,) = (each for each in visitor.sees.split("\n\n") if len(each.split()) == 6 and each.islower())
    assert await line.visitors.enter(code_text=words, caller="test")
    # It is made of the update, and of nothing that is still there.
    assert await line.waits() == (0, {})
    assert house.keyring.button_secret(row.id) != house.keyring.button_secret(new_id())


async def test_a_step_that_was_done_is_not_done_again(visitor: Visitor, line: Line) -> None:
    await visitor.says("/start")
    await visitor.presses("Kom i gang")
    line.server.world.user_presses_label(visitor.id, "Jeg er mor")
    await take_in(line)
    row = await row_of(line, "")
    house = line.parts.house
    drawing = Drawing(wording=line.parts.wording, settings=line.parts.settings)
    await Door(house, drawing=drawing)._act(row, open_arrived(house, row))
    await line.settle()
    assert "fare" in visitor.sees
    assert "virker ikke mere" not in "".join(visitor.screen), "the press was theirs, not an old one"
    answers = line.server.world.callback_answers
    assert [answer.text for answer in answers.values()][-1] is None


def answer_not_stored_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next time, the database is away after the first of the two steps."""
    failures = [OperationalError("insert", {}, Exception("away"))]
    finish = Door._finish

    async def away_once(self: Door, row: InboxRow, arrived: Arrived, leaving: list[Outgoing]) -> None:
        if failures:
            raise failures.pop()
        await finish(self, row, arrived, leaving)

    monkeypatch.setattr(Door, "_finish", away_once)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("caption", "answer"), [(None, "ikke imod billeder"), ("Min datter.", "Vi har gemt dine ord")])
async def test_the_one_answer_to_a_kind_is_not_lost_with_the_first_try(
    visitor: Visitor, line: Line, monkeypatch: pytest.MonkeyPatch, caption: str | None, answer: str
) -> None:
    without_pauses(line, monkeypatch)
    await waits_for_a_therapist(visitor)
    picture = {"photo": [{"file_id": "A", "file_unique_id": "A"}]} | ({"caption": caption} if caption else {})
    answer_not_stored_once(monkeypatch)
    for _ in range(2):
        line.server.world.user_sends(visitor.id, None, **picture)
        await line.settle()
    assert len([each for each in visitor.screen if answer in each]) == 1
    assert await texts(line) == ([caption] * 2 if caption else [])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_choice_about_what_was_covered_is_not_lost_with_the_first_try(
    visitor: Visitor, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_pauses(line, monkeypatch)
    number = "Ring til mig på 20 30 40 50 i aften."
    first = await visitor.says(number)
    answer_not_stored_once(monkeypatch)
    await visitor.presses("Kom i gang")
    assert any("Vi har dækket et telefonnummer" in each for each in visitor.screen)
    await visitor.presses("Skriv til et menneske")
    await visitor.presses("3-11 år")
    answer_not_stored_once(monkeypatch)
    line.server.world.user_edits(visitor.id, first.message_id, number.replace("aften", "morgen"))
    await line.settle()
    assert "du har rettet" in visitor.screen[-2]
    assert "Vi har dækket et telefonnummer" in visitor.sees
    await visitor.presses("Send den, som jeg skrev den")
    assert await texts(line) == ["Ring til mig på 20 30 40 50 i morgen."]


async def test_nothing_is_marked_by_a_step_that_failed(visitor: Visitor, line: Line) -> None:
    await waits_for_a_therapist(visitor)
    line.server.world.user_sends(visitor.id, "Min mor drikker.")
    await take_in(line)
    row = await row_of(line, "Min mor drikker.")
    house = line.parts.house

    def fail(connection: Connection) -> None:
        inbox.mark_done(connection, inbox_id=row.id, done="done")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await house.write(fail)
    assert (await row_of(line, "Min mor drikker.")).done is None
    await line.settle()
    assert await texts(line) == ["Min mor drikker."]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_what_was_written_before_beginning_comes_along_though_we_fail_half_way(
    visitor: Visitor, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_pauses(line, monkeypatch)
    await visitor.says("Min mor drikker.")
    failures = [OperationalError("insert", {}, Exception("away"))]
    say = ChatDesk.say

    async def away_once(self: ChatDesk, address: Secret, *, text: str, press: bytes) -> Said:
        if failures:
            raise failures.pop()
        return await say(self, address, text=text, press=press)

    monkeypatch.setattr(ChatDesk, "say", away_once)
    await visitor.presses("Kom i gang")
    await visitor.presses("Skriv til et menneske")
    await visitor.presses("3-11 år")
    assert await texts(line) == ["Min mor drikker."]
