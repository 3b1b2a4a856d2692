"""What leaves for Telegram: once, in order, and said honestly; with the real client, over real HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, cast

import pytest
from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware
from aiogram.methods import Response, TelegramMethod
from pydantic import SecretStr
from sqlalchemy import Connection, delete, update
from structlog.testing import capture_logs

from bot.desk.outgoing import (
    Addressed,
    Button,
    Clear,
    File,
    GoAway,
    Heard,
    Line,
    Nothing,
    Outgoing,
    Redraw,
    Remove,
    Say,
    Slot,
    parcel,
)
from bot.desk.screens import shown_in
from bot.logs import keep_allowed
from bot.telegram.client import raw_updates, telegram_client
from bot.telegram.rates import Rates
from bot.telegram.sending import AT_ONCE, Sending
from flows.vocabulary import Channel, Delivery, Direction, Language
from storage import chats, conversations, messages, outbox, queues
from storage.database import Database, Item, Result, Work
from storage.keys import Secret, new_id
from storage.messenger_tables import outbox as outbox_table
from storage.outbox import OutboxRow, OutboxState
from storage.sqlite_threads import Each
from storage.tables import shred_keys
from tests.bot.conftest import Unit
from tests.botapi import ApiServer, ChatLimit, Fault
from tests.botapi import Message as Shown
from tests.storage import people

TOKEN = "4200:a-token-that-was-made-up-for-a-test"
KIM, ALEX = 501, 502
NOWHERE = "http://127.0.0.1:9"  # nobody listens on the port named "discard"
# Every way in which an answer can be lost; and whether Telegram had taken the message.
LOST = {
    "server error": (Fault.SERVER_ERROR, False),
    "bad gateway": (Fault.BAD_GATEWAY, False),
    "reset before": (Fault.RESET_BEFORE, False),
    "reset after": (Fault.RESET_AFTER, True),
    "unreadable": (Fault.MALFORMED, True),
}


@dataclass(kw_only=True)
class Chat:
    """Somebody's chat, and the conversation it leads to."""

    user: int
    to: Secret
    tag: bytes
    lane: bytes
    conversation: bytes
    shred: Secret
    messages: int = 0


@dataclass(kw_only=True)
class Post:
    """The outbox of a unit, the worker that empties it, and the server it talks to."""

    unit: Unit
    server: ApiServer
    bot: Bot
    bots: list[Bot] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)
    database: Database | None = None

    def __post_init__(self) -> None:
        self.house = self.unit.parts.house
        self.world = self.server.world
        self.database = self.house.database
        self.sending = self.worker()

    async def pause(self, seconds: float) -> None:
        """Time passes at once."""
        self.pauses.append(seconds)
        self.unit.clock.advance(seconds=seconds)
        await asyncio.sleep(0)

    def worker(self, *, bot: Bot | None = None, **others: Any) -> Sending:
        """A worker, as after a start."""
        values: dict[str, Any] = {
            "report": lambda language, deleted, left: f"{language}: {deleted} slettet, {left} tilbage",
            "rates": Rates(clock=lambda: self.unit.clock.now.timestamp()),
            "pause": self.pause,
            "jitter": lambda: 0.0,
        }
        return Sending(self.house, bot or self.bot, **{**values, **others})

    def client(self, *, token: str = TOKEN, api: str | None = None) -> Bot:
        """Another client; closed with the test."""
        self.bots.append(telegram_client(SecretStr(token), api or self.server.url))
        return self.bots[-1]

    async def read(self, work: Work[Result]) -> Result:
        return await self.unit.parts.house.database.read(work)

    async def write(self, work: Work[Result]) -> Result:
        return await self.unit.parts.house.database.write(work)

    async def chat(self, user: int = KIM, *, known: bool = True, kept: bool = True) -> Chat:
        """Somebody who has written here; not `known` to Telegram any more, or not `kept` by us as a chat."""
        if known:
            self.world.user_sends(user, "/start")
        to, conversation = Secret(str(user).encode()), new_id()
        tag = await self.house.chat_tag(to)
        queue = (await self.read(queues.all_queues))[0].id

        def begin(connection: Connection) -> bytes:
            people.begin(connection, conversation)
            people.hand_over(connection, conversation, queue)
            if kept:
                chats.add(
                    connection,
                    tag=tag,
                    conversation_id=conversation,
                    channel=Channel.TELEGRAM,
                    address=b"sealed",
                    key_wrapped=None,
                )
            shred = conversations.shred_key(connection, conversation_id=conversation)
            assert shred is not None
            return shred

        shred = Secret(await self.write(begin))
        return Chat(user=user, to=to, tag=tag, lane=self.house.keyring.lane(to), conversation=conversation, shred=shred)

    async def message(self, chat: Chat) -> int:
        """A therapist's message that waits to be delivered; returns its number."""
        chat.messages += 1

        def work(connection: Connection) -> None:
            messages.append(
                connection,
                conversation_id=chat.conversation,
                sequence=chat.messages,
                direction=Direction.THERAPIST,
                written_on=people.TODAY,
                body=b"sealed",
                press=new_id(),
                delivery=Delivery.WAITING,
            )

        await self.write(work)
        return chat.messages

    async def put(
        self, chat: Chat, *what: Outgoing, sequence: int | None = None, due_at: datetime | None = None
    ) -> None:
        """Put something into the outbox, as the desk does."""
        parcels = [
            parcel(
                self.house,
                Addressed(to=chat.to, tag=chat.tag, what=each),
                conversation_id=chat.conversation,
                shred=chat.shred,
                sequence=sequence,
                due_at=due_at,
            )
            for each in what
        ]
        await self.write(lambda connection: outbox.put(connection, parcels=parcels))

    async def write_to(self, chat: Chat, text: str) -> int:
        """A therapist writes; returns the message's number."""
        sequence = await self.message(chat)
        await self.put(chat, Say(text=text), sequence=sequence)
        return sequence

    async def send(self, chat: Chat, *what: Outgoing) -> None:
        """Put it in, and let everything leave that may."""
        await self.put(chat, *what)
        await self.sending.drain()

    def texts(self, chat: Chat) -> list[str | None]:
        """What the bot wrote, as it stands in somebody's chat."""
        return [each.text for each in self.shown(chat)]

    def shown(self, chat: Chat) -> list[Shown]:
        """The bot's messages in somebody's chat."""
        return [each for each in self.world.visible(chat.user) if each.from_bot]

    def calls(self, method: str) -> int:
        """How often something was asked of the server."""
        return len([each for each in self.world.calls if each.method == method])

    async def waiting(self, chat: Chat) -> list[OutboxRow]:
        """What is still in somebody's lane."""
        return list(await self.read(lambda connection: outbox.of_lane(connection, lane=chat.lane)))

    async def delivery(self, chat: Chat, sequence: int = 1) -> Delivery | None:
        """What is told of a message."""
        rows = await self.read(lambda connection: messages.messages_of(connection, conversation_id=chat.conversation))
        return rows[sequence - 1].delivery

    async def row(self, chat: Chat) -> chats.ChatRow:
        """The chat as it is kept."""
        row = await self.read(lambda connection: chats.by_tag(connection, tag=chat.tag))
        assert row is not None
        return row

    async def in_slots(self, chat: Chat) -> dict[str, int]:
        """Which message shows what."""
        return shown_in(self.house, await self.row(chat))

    async def remembered(self, chat: Chat) -> list[int]:
        """The messages that are remembered, so that they can be deleted."""
        rows = await self.read(lambda connection: chats.remembered(connection, tag=chat.tag))
        opened = [
            json.loads(self.house.keyring.open_at_desk(row.wrapped, context=b"chat-message|" + row.id)) for row in rows
        ]
        assert all(datetime.fromisoformat(each["at"]).tzinfo is not None for each in opened)
        return sorted(each["id"] for each in opened)

    async def next_try(self) -> None:
        """Let the time pass until what is put off is due, and send it."""
        now = self.unit.clock.now
        far = now + timedelta(days=1)
        rows = await self.read(lambda connection: outbox.next_of_lanes(connection, now=far))
        self.unit.clock.now = max(now, *(row.due_at for row in rows), now)
        await self.sending.drain()

    @contextmanager
    def woken(self, *topics: bytes) -> Iterator[None]:
        """Somebody looks at these while the block runs, and is woken."""
        woken: list[bytes] = []
        live = self.house.live
        usual = live.changed

        def changed(*changed: bytes) -> None:
            woken.extend(changed)
            usual(*changed)

        live.changed = changed  # type: ignore[method-assign]
        try:
            yield
        finally:
            live.changed = usual  # type: ignore[method-assign]
        assert set(topics) <= set(woken)


@pytest.fixture
async def post(unit: Unit) -> AsyncIterator[Post]:
    """The outbox of a unit, and the server."""
    async with ApiServer(TOKEN, clock=unit.clock) as server:
        post = Post(unit=unit, server=server, bot=telegram_client(SecretStr(TOKEN), server.url))
        try:
            yield post
        finally:
            for bot in (post.bot, *post.bots):
                await bot.session.close()


class Around(BaseRequestMiddleware):
    """Does something when a call of the client has been answered, or before it is made."""

    def __init__(
        self,
        *,
        before: Callable[[], Awaitable[object]] | None = None,
        after: Callable[[], Awaitable[object]] | None = None,
    ) -> None:
        self.before = before
        self.after = after

    async def __call__(self, make_request: Any, bot: Bot, method: TelegramMethod[Any]) -> Response[Any]:
        if self.before is not None:
            await self.before()
        answer = await make_request(bot, method)
        if self.after is not None:
            await self.after()
        return cast("Response[Any]", answer)


# What is sent.


async def test_a_message_arrives_once_is_remembered_and_told(post: Post) -> None:
    kim = await post.chat()
    await post.write_to(kim, "Hej <b>Kim</b>, se https://example.org")
    with post.woken(kim.conversation):
        await post.sending.drain()
    await post.sending.drain()

    assert post.texts(kim) == ["Hej <b>Kim</b>, se https://example.org"]
    assert await post.delivery(kim) is Delivery.DELIVERED
    assert await post.waiting(kim) == []
    assert await post.remembered(kim) == [post.world.last(KIM).message_id]
    sent = post.world.accepted("sendMessage")[0].parameters
    assert sent["link_preview_options"] == {"is_disabled": True}
    assert "parse_mode" not in sent


async def test_a_message_carries_its_buttons_and_what_it_answers(post: Post) -> None:
    kim = await post.chat()
    first = post.world.user_sends(KIM, "Er der nogen?")
    keyboard = (
        (Button(text="Ja", data="a:x:ja"), Button(text="Nej", data="a:x:nej")),
        (Button(text="Læs", url="https://example.org/"),),
    )
    await post.send(kim, Say(text="Ja", keyboard=keyboard, reply_to=first.message_id))

    last = post.world.last(KIM)
    assert [[(each.text, each.data, each.url) for each in row] for row in last.keyboard] == [
        [("Ja", "a:x:ja", None), ("Nej", "a:x:nej", None)],
        [("Læs", None, "https://example.org/")],
    ]
    assert last.reply_to == first.message_id


async def test_an_answer_to_a_message_that_is_gone_is_sent_without_it(post: Post) -> None:
    kim = await post.chat()
    first = post.world.user_sends(KIM, "Er der nogen?")
    post.world.user_deletes(KIM, first.message_id)
    await post.send(kim, Say(text="Ja", reply_to=first.message_id))
    assert post.texts(kim) == ["Ja"]


async def test_the_earlier_question_loses_its_buttons(post: Post) -> None:
    kim = await post.chat()
    yes = ((Button(text="Ja", data="ja"),),)
    await post.send(kim, Say(text="Første?", keyboard=yes, slot=Slot.QUESTION), Say(text="Til lykke", keyboard=yes))
    await post.send(kim, Say(text="Anden?", keyboard=yes, slot=Slot.QUESTION))

    assert [(each.text, len(each.buttons())) for each in post.shown(kim)] == [
        ("Første?", 0),
        ("Til lykke", 1),
        ("Anden?", 1),
    ]
    assert await post.in_slots(kim) == {"question": post.world.last(KIM).message_id}


async def test_the_earlier_status_is_deleted_and_the_earlier_code_stays(post: Post) -> None:
    kim = await post.chat()
    for number in (1, 2):
        await post.send(kim, Say(text=f"Du er nummer {number}", slot=Slot.STATUS), Say(text="Koden", slot=Slot.CODE))
    assert post.texts(kim) == ["Koden", "Du er nummer 2", "Koden"]
    assert set(await post.in_slots(kim)) == {"status", "code"}


@pytest.mark.parametrize("slot", [Slot.QUESTION, Slot.STATUS])
async def test_an_earlier_message_that_is_gone_harms_nobody(post: Post, slot: Slot) -> None:
    kim = await post.chat()
    await post.send(kim, Say(text="Første", slot=slot))
    post.world.user_deletes(KIM, post.world.last(KIM).message_id)
    await post.send(kim, Say(text="Anden", slot=slot), Say(text="Tredje"))
    assert post.texts(kim) == ["Anden", "Tredje"]


async def test_tidying_waits_when_telegram_says_so_and_is_tried_twice(post: Post) -> None:
    kim = await post.chat()
    await post.send(kim, Say(text="Første", slot=Slot.STATUS))
    post.server.fail_next("deleteMessages", Fault.too_many(7))
    await post.send(kim, Say(text="Anden", slot=Slot.STATUS))
    assert post.texts(kim) == ["Anden"]
    assert 7 in post.pauses

    post.server.fail_next("deleteMessages", Fault.SERVER_ERROR, times=2)
    await post.send(kim, Say(text="Tredje", slot=Slot.STATUS), Say(text="Fjerde"))
    assert post.texts(kim) == ["Anden", "Tredje", "Fjerde"]


async def test_lines_that_others_took_the_place_of_go_together_when_nothing_more_is_to_leave(post: Post) -> None:
    kim = await post.chat()
    await post.send(kim, *(Say(text=text, slot=Slot.STATUS) for text in ("Første", "Anden", "Tredje")))

    assert post.texts(kim) == ["Tredje"]
    assert post.calls("deleteMessages") == 1


async def test_a_chat_that_is_not_kept_gets_its_message_and_no_slot(post: Post) -> None:
    kim = await post.chat(kept=False)
    await post.send(kim, Say(text="Velkommen", slot=Slot.QUESTION))
    assert post.texts(kim) == ["Velkommen"]
    assert await post.read(lambda connection: chats.by_tag(connection, tag=kim.tag)) is None


async def test_a_line_is_worded_when_it_leaves(post: Post) -> None:
    kim = await post.chat()
    line = Line(text_id="nudge", language=Language.DANISH)
    sending = post.worker(worded=lambda addressed: replace(addressed, what=Say(text=addressed.what.text_id)))
    await post.put(kim, line)
    await sending.drain()
    assert post.texts(kim) == ["nudge"]

    await post.send(kim, line)  # and by a worker that has no words for it, not at all, but it is not lost either
    assert [row.state for row in await post.waiting(kim)] == [OutboxState.FAILED]


# What is drawn again, heard, removed, left.


async def test_a_message_is_drawn_again_where_it_is(post: Post) -> None:
    kim = await post.chat()
    await post.send(kim, Say(text="Vælg", keyboard=((Button(text="A", data="a"),),), slot=Slot.QUESTION))
    there = post.world.last(KIM).message_id
    again = Redraw(message=there, text="Vælg", keyboard=((Button(text="✓ A", data="a"),),), slot=Slot.QUESTION)
    await post.send(kim, again, again)  # the second time nothing is changed, and that is good too

    assert [(each.message_id, each.buttons()[0].text) for each in post.shown(kim)] == [(there, "✓ A")]
    assert await post.waiting(kim) == []
    assert await post.remembered(kim) == [there]
    await post.send(kim, Redraw(message=there, text="Vælg"))
    assert post.world.last(KIM).buttons() == []


async def test_what_cannot_be_drawn_again_is_sent_anew(post: Post) -> None:
    kim = await post.chat()
    await post.send(kim, Say(text="Vælg", slot=Slot.QUESTION))
    gone = post.world.last(KIM).message_id
    post.world.user_deletes(KIM, gone)
    theirs = post.world.user_sends(KIM, "Hej").message_id
    await post.send(kim, Redraw(message=gone, text="Igen", slot=Slot.QUESTION))
    assert post.texts(kim) == ["Igen"]
    assert await post.in_slots(kim) == {"question": post.world.last(KIM).message_id}
    assert post.world.last(KIM).message_id in await post.remembered(kim)

    await post.send(kim, Redraw(message=theirs, text="Og igen"))
    assert post.texts(kim) == ["Igen", "Og igen"]


async def test_a_message_drawn_into_a_slot_takes_it_over(post: Post) -> None:
    kim = await post.chat()
    yes = ((Button(text="Ja", data="ja"),),)
    await post.send(kim, Say(text="Gammel", keyboard=yes), Say(text="Ny", keyboard=yes, slot=Slot.QUESTION))
    old, new = (each.message_id for each in post.shown(kim))
    await post.send(kim, Redraw(message=old, text="Igen", keyboard=yes, slot=Slot.QUESTION))

    assert [(each.message_id, len(each.buttons())) for each in post.shown(kim)] == [(old, 1), (new, 0)]
    assert await post.in_slots(kim) == {"question": old}


async def test_a_press_is_answered(post: Post) -> None:
    kim = await post.chat()
    await post.send(kim, Say(text="Vælg", keyboard=((Button(text="A", data="a"),),)))
    press = post.world.user_presses_label(KIM, "A")
    await post.send(kim, Heard(press=press, text="Tak"))
    assert post.world.callback_answers[press].text == "Tak"


async def test_a_press_that_is_too_old_is_left(post: Post) -> None:
    kim = await post.chat()
    await post.send(kim, Heard(press="1"), Say(text="Videre"))
    assert post.texts(kim) == ["Videre"]
    assert post.calls("answerCallbackQuery") == 1
    assert await post.waiting(kim) == []


async def test_a_press_is_tried_once_more_and_then_left(post: Post) -> None:
    kim = await post.chat()
    post.server.fail_next("answerCallbackQuery", Fault.RESET_BEFORE, times=5)
    await post.send(kim, Heard(press="1"), Say(text="Videre"))
    (heard, _) = await post.waiting(kim)
    assert not heard.uncertain
    await post.next_try()
    assert post.calls("answerCallbackQuery") == 2
    assert post.texts(kim) == ["Videre"]


async def test_messages_are_removed_a_hundred_at_a_time(post: Post) -> None:
    kim = await post.chat()
    there = [post.world.user_sends(KIM, "Hej").message_id for _ in range(150)]
    await post.send(kim, Remove(messages=tuple(there)))
    assert post.calls("deleteMessages") == 2
    assert [each.text for each in post.world.visible(KIM)] == ["/start"]

    await post.send(kim, Remove(messages=()), Say(text="Videre"))
    assert post.texts(kim) == ["Videre"]


async def test_a_file_arrives_with_its_name_and_its_line(post: Post) -> None:
    kim = await post.chat()
    await post.send(kim, File(name="tid.ics", content=b"BEGIN:VCALENDAR\r\n", text="Til din kalender"))
    last = post.world.last(KIM)
    assert last.document is not None
    assert (last.document.name, last.document.content, last.caption) == (
        "tid.ics",
        b"BEGIN:VCALENDAR\r\n",
        "Til din kalender",
    )
    assert await post.remembered(kim) == [last.message_id]


async def test_a_group_is_left_and_what_cannot_be_left_is_not_asked_again(post: Post) -> None:
    kim = await post.chat()
    post.world.raw_update({"message": {"chat": {"id": -77, "type": "group", "title": "x"}}}, unasked=True)
    group = replace(kim, user=-77, to=Secret(b"-77"))
    await post.send(group, GoAway(), GoAway())
    await post.send(kim, GoAway())
    assert post.world.left_chats == [-77]
    assert [each.status for each in post.world.calls if each.method == "leaveChat"] == [200, 403, 400]
    assert not (await post.row(kim)).blocked
    assert await post.waiting(kim) == []


async def test_somebody_who_asks_from_another_chat_gets_nothing_but_a_way_here(post: Post) -> None:
    kim = await post.chat()
    post.world.raw_update({"inline_query": {"id": "31", "query": "hemmeligt", "offset": ""}}, unasked=True)
    await post.send(kim, Nothing(query="31", text="Skriv til os her"), Nothing(query="32", text="For sent"))
    assert post.world.inline_answers == {"31": []}
    (answer,) = post.world.accepted("answerInlineQuery")
    assert answer.parameters["button"] == {"text": "Skriv til os her", "start_parameter": "start"}
    assert (answer.parameters["cache_time"], answer.parameters["is_personal"]) == (0, "true")
    assert await post.waiting(kim) == []


# Everything in a chat is deleted.


async def everything_in(post: Post, kim: Chat) -> Clear:
    """Five messages: one too old by now, one that its writer has deleted."""
    old = post.world.user_sends(KIM, "Gammel").message_id
    post.unit.clock.advance(hours=49)
    there = [post.world.user_sends(KIM, "Hej").message_id for _ in range(4)]
    post.world.user_deletes(KIM, there[0])
    return Clear(messages=(old, *there), too_old=2, language=Language.DANISH)


async def test_what_can_be_deleted_is_and_what_is_left_is_said(post: Post) -> None:
    kim = await post.chat()
    await post.send(kim, await everything_in(post, kim))
    assert [each.text for each in post.world.visible(KIM)] == ["/start", "Gammel", "da: 4 slettet, 3 tilbage"]
    assert await post.remembered(kim) == [post.world.last(KIM).message_id]
    assert await post.in_slots(kim) == {}


async def test_a_clearing_that_was_cut_off_says_the_same_in_the_end(post: Post) -> None:
    kim = await post.chat()
    clear = await everything_in(post, kim)
    await post.put(kim, clear)
    post.server.fail_next("sendMessage", Fault.RESET_AFTER)
    await post.sending.drain()
    assert [row.uncertain for row in await post.waiting(kim)] == [False]
    await post.worker().drain()  # not due yet
    post.sending = post.worker()
    await post.next_try()
    assert post.texts(kim) == ["da: 4 slettet, 3 tilbage", "da: 4 slettet, 3 tilbage"]
    assert await post.waiting(kim) == []


async def test_a_clearing_that_must_slow_down_goes_on_where_it_was(post: Post) -> None:
    kim = await post.chat()
    await post.put(kim, await everything_in(post, kim))
    post.server.fail_next("sendMessage", Fault.too_many(9))
    await post.sending.drain()
    assert post.calls("deleteMessage") == 5
    await post.next_try()
    assert post.calls("deleteMessage") == 5
    assert post.texts(kim) == ["da: 4 slettet, 3 tilbage"]


# What goes wrong.


async def test_a_chat_that_must_slow_down_keeps_its_order_and_holds_up_no_other(post: Post) -> None:
    kim, alex = await post.chat(KIM), await post.chat(ALEX)
    post.server.fail_next("sendMessage", Fault.too_many(40))
    for number in (1, 2, 3):
        await post.write_to(kim, f"Til Kim {number}")
    await post.sending.drain()
    await post.write_to(alex, "Til Alex")
    await post.sending.drain()

    assert (post.texts(kim), post.texts(alex)) == ([], ["Til Alex"])
    first = (await post.waiting(kim))[0]
    assert first.due_at - post.unit.clock.now == timedelta(seconds=40)
    post.unit.clock.advance(seconds=39)
    await post.sending.drain()
    assert post.texts(kim) == []
    post.unit.clock.advance(seconds=1)
    await post.sending.drain()
    assert post.texts(kim) == ["Til Kim 1", "Til Kim 2", "Til Kim 3"]
    assert await post.delivery(kim) is Delivery.DELIVERED


@pytest.mark.parametrize("how", LOST)
async def test_a_lost_answer_means_sent_again_and_said_so(post: Post, how: str) -> None:
    fault, was_taken = LOST[how]
    kim = await post.chat()
    await post.write_to(kim, "Hej")
    post.server.fail_next("sendMessage", fault)
    await post.sending.drain()
    (row,) = await post.waiting(kim)
    assert (row.state, row.uncertain, row.tries) == (OutboxState.WAITING, True, 1)
    assert await post.delivery(kim) is Delivery.WAITING

    with post.woken(kim.conversation):
        await post.next_try()
    await post.next_try()
    assert post.texts(kim) == ["Hej"] * (2 if was_taken else 1)
    assert await post.delivery(kim) is Delivery.PERHAPS_TWICE


async def test_an_answer_that_takes_too_long_is_a_lost_answer(post: Post) -> None:
    kim = await post.chat()
    await post.write_to(kim, "Hej")
    post.bot.session.timeout = 0.2
    post.server.fail_next("sendMessage", Fault.slow(60))
    await post.sending.drain()
    post.bot.session.timeout = 60
    await post.next_try()
    assert post.texts(kim) == ["Hej", "Hej"]
    assert await post.delivery(kim) is Delivery.PERHAPS_TWICE


async def test_what_may_happen_twice_is_never_uncertain(post: Post) -> None:
    kim = await post.chat()
    await post.send(kim, Say(text="Vælg"))
    post.server.fail_next("editMessageText", Fault.RESET_AFTER)
    await post.send(kim, Redraw(message=post.world.last(KIM).message_id, text="Igen"))
    assert [row.uncertain for row in await post.waiting(kim)] == [False]
    await post.next_try()
    assert post.texts(kim) == ["Igen"]
    assert await post.waiting(kim) == []


async def test_what_was_sent_anew_instead_of_drawn_again_may_be_there_twice(post: Post) -> None:
    kim = await post.chat()
    sequence = await post.message(kim)
    await post.put(kim, Redraw(message=1, text="Igen"), sequence=sequence)
    post.server.fail_next("sendMessage", Fault.RESET_AFTER)
    await post.sending.drain()
    await post.next_try()
    assert post.texts(kim) == ["Igen", "Igen"]
    assert await post.delivery(kim) is Delivery.PERHAPS_TWICE


async def test_where_nobody_was_reached_nothing_is_uncertain(post: Post) -> None:
    kim = await post.chat()
    await post.write_to(kim, "Hej")
    await post.worker(bot=post.client(api=NOWHERE)).drain()
    (row,) = await post.waiting(kim)
    assert (row.state, row.uncertain, row.tries) == (OutboxState.WAITING, False, 1)
    await post.next_try()
    assert post.texts(kim) == ["Hej"]
    assert await post.delivery(kim) is Delivery.DELIVERED


async def test_each_try_waits_longer_up_to_five_minutes_and_none_is_the_last(post: Post) -> None:
    kim = await post.chat()
    await post.write_to(kim, "Hej")
    post.sending = post.worker(bot=post.client(api=NOWHERE), jitter=lambda: 0.4)
    waits = []
    for _ in range(12):
        await post.next_try()
        waits.append(((await post.waiting(kim))[0].due_at - post.unit.clock.now).total_seconds())
    assert waits == pytest.approx([1.1 * wait for wait in (1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300)])


async def test_what_a_crash_found_on_its_way_is_sent_again_and_said_so(post: Post) -> None:
    kim = await post.chat()
    await post.write_to(kim, "Hej")
    await post.write_to(kim, "Og nu?")
    (first, _) = await post.waiting(kim)
    await post.write(lambda connection: outbox.mark_sending(connection, ids=[first.id]))

    await post.worker().drain()
    assert post.texts(kim) == ["Hej", "Og nu?"]
    assert [await post.delivery(kim, each) for each in (1, 2)] == [Delivery.PERHAPS_TWICE, Delivery.DELIVERED]


@pytest.mark.parametrize("lost", [0, 1])
async def test_of_a_message_in_two_parts_the_worse_is_told(post: Post, lost: int) -> None:
    kim = await post.chat()
    sequence = await post.message(kim)
    await post.put(kim, Say(text="Del 1"), Say(text="Del 2"), sequence=sequence)
    if lost:
        only = post.worker(bot=post.bot)
        post.bot.session.middleware.register(fail := _OnSecond(post.server))
        await only.drain()
        post.bot.session.middleware.unregister(fail)
    else:
        post.server.fail_next("sendMessage", Fault.RESET_AFTER)
        await post.sending.drain()
    await post.next_try()
    assert post.texts(kim) == (["Del 1", "Del 2", "Del 2"] if lost else ["Del 1", "Del 1", "Del 2"])
    assert await post.delivery(kim) is Delivery.PERHAPS_TWICE


class _OnSecond(BaseRequestMiddleware):
    """Loses the answer to the second call."""

    def __init__(self, server: ApiServer) -> None:
        self.server = server
        self.calls = 0

    async def __call__(self, make_request: Any, bot: Bot, method: TelegramMethod[Any]) -> Response[Any]:
        self.calls += 1
        if self.calls == 2:
            self.server.fail_next("sendMessage", Fault.RESET_AFTER)
        return cast("Response[Any]", await make_request(bot, method))


async def test_a_yes_that_the_client_cannot_read_is_a_yes(post: Post) -> None:
    kim = await post.chat()
    post.world.person(KIM, first_name=cast(str, {"not": "a name"}))
    await post.write_to(kim, "Hej")
    await post.sending.drain()
    assert post.texts(kim) == ["Hej"]
    assert await post.waiting(kim) == []
    assert await post.delivery(kim) is Delivery.DELIVERED
    assert await post.remembered(kim) == [post.world.last(KIM).message_id]


@pytest.mark.parametrize("known", [True, False])
async def test_who_is_not_there_gets_nothing_more_and_the_therapist_sees_it(post: Post, known: bool) -> None:
    kim, alex = await post.chat(KIM, known=known), await post.chat(ALEX)
    for text in ("Hej", "Er du der?"):
        await post.write_to(kim, text)
    await post.put(kim, Say(text="Du er nummer 2", slot=Slot.STATUS))
    await post.write_to(alex, "Til Alex")
    if known:
        post.world.user_blocks(KIM)
    queue = (await post.read(queues.all_queues))[0].id
    with post.woken(kim.conversation, queue):
        await post.sending.drain()

    assert [await post.delivery(kim, each) for each in (1, 2)] == [Delivery.BLOCKED, Delivery.BLOCKED]
    assert await post.waiting(kim) == []
    assert (await post.row(kim)).blocked
    assert len([each for each in post.world.calls if each.parameters.get("chat_id") == KIM]) == 1
    assert (post.texts(alex), await post.delivery(alex)) == (["Til Alex"], Delivery.DELIVERED)
    assert not (await post.row(alex)).blocked


@pytest.mark.parametrize("text", ["x" * 4097, " "])
async def test_what_telegram_never_takes_has_failed_and_holds_nobody_up(post: Post, text: str) -> None:
    kim = await post.chat()
    await post.write_to(kim, text)
    await post.write_to(kim, "Hej")
    with post.woken(kim.conversation):
        await post.sending.drain()
    await post.next_try()

    assert [await post.delivery(kim, each) for each in (1, 2)] == [Delivery.FAILED, Delivery.DELIVERED]
    assert [row.state for row in await post.waiting(kim)] == [OutboxState.FAILED]
    assert (post.texts(kim), post.calls("sendMessage")) == (["Hej"], 2)


async def test_a_message_the_client_itself_refuses_has_failed(post: Post) -> None:
    kim = await post.chat()
    sequence = await post.message(kim)
    what = Say(text="Hej", keyboard=((Button(text=cast(str, 7), data="a"),),))
    await post.put(kim, what, Say(text="Videre"), sequence=sequence)
    await post.sending.drain()
    assert await post.delivery(kim) is Delivery.FAILED
    assert post.texts(kim) == ["Videre"]


async def test_a_refused_token_stops_everything_for_five_minutes_and_is_logged_once(post: Post) -> None:
    kim, alex, third = await post.chat(KIM), await post.chat(ALEX), await post.chat(503)
    for each in (kim, alex):
        await post.write_to(each, "Hej")
    post.server.token = "4200:another"
    with capture_logs() as lines:
        await post.sending.drain()
        await post.write_to(third, "Hej")
        await post.sending.drain()
    assert [line["event"] for line in lines] == ["telegram-refuses-token"]
    assert post.calls("sendMessage") == 2

    post.unit.clock.advance(minutes=4, seconds=59)
    await post.sending.drain()
    assert post.calls("sendMessage") == 2
    with capture_logs() as lines:
        post.unit.clock.advance(seconds=1)
        await post.sending.drain()
    assert [line["event"] for line in lines] == ["telegram-refuses-token"]

    post.server.token = TOKEN
    post.unit.clock.advance(minutes=5)
    await post.sending.drain()
    for each in (kim, alex, third):
        assert (post.texts(each), await post.delivery(each)) == (["Hej"], Delivery.DELIVERED)


# What is forgotten.


async def test_what_belongs_to_a_forgotten_conversation_is_not_sent(post: Post) -> None:
    kim = await post.chat()
    await post.write_to(kim, "Hej")
    await post.write(without_its_key(kim))
    with capture_logs() as lines:
        await post.sending.drain()
    assert (lines, post.world.calls) == ([], [])
    assert await post.waiting(kim) == []


async def test_what_was_thrown_away_while_it_was_looked_at_is_not_sent(post: Post) -> None:
    kim = await post.chat()
    await post.write_to(kim, "Hej")
    house = post.house
    post.house = replace(house, database=cast(Database, before := Wrapped(house.database)))

    async def throw_away() -> None:
        await house.database.write(lambda connection: outbox.clear_lane(connection, lane=kim.lane))

    sending = post.worker()
    before.before_write.extend([nothing, throw_away])  # the first write looks for a crash
    await sending.drain()
    assert post.world.calls == []


def without_its_key(kim: Chat) -> Work[object]:
    return lambda connection: connection.execute(
        delete(shred_keys).where(shred_keys.c.conversation_id == kim.conversation)
    )


def forgotten(kim: Chat) -> Work[object]:
    return lambda connection: conversations.forget(connection, conversation_id=kim.conversation)


def thrown_away(kim: Chat) -> Work[object]:
    return lambda connection: outbox.clear_lane(connection, lane=kim.lane)


@pytest.mark.parametrize("lose", [without_its_key, forgotten, thrown_away])
async def test_what_was_thrown_away_on_its_way_is_taken_back(post: Post, lose: Callable[[Chat], Work[object]]) -> None:
    kim = await post.chat()
    await post.put(kim, Say(text="Hej", slot=Slot.QUESTION))

    async def meanwhile() -> None:
        post.bot.session.middleware.unregister(around)
        await post.write(lose(kim))

    around = Around(after=meanwhile)
    post.bot.session.middleware.register(around)
    await post.sending.drain()
    assert post.texts(kim) == []
    assert len(post.world.accepted("sendMessage")) == 1
    assert await post.remembered(kim) == []


async def test_a_message_that_opens_with_no_key_is_not_said_to_wait(post: Post) -> None:
    kim = await post.chat()
    await post.write_to(kim, "Hej")
    (row,) = await post.waiting(kim)
    values = {"wrapped": row.wrapped[:-1]}
    await post.write(lambda connection: connection.execute(update(outbox_table).values(values)))
    with post.woken(kim.conversation):
        await post.sending.drain()
    assert (post.world.calls, await post.waiting(kim)) == ([], [])
    assert await post.delivery(kim) is Delivery.FAILED


async def test_what_cannot_be_opened_has_failed_and_holds_nobody_up(post: Post) -> None:
    kim = await post.chat()
    whole = parcel(post.house, Addressed(to=kim.to, tag=kim.tag, what=Say(text="Hej")))
    broken = replace(whole, wrapped=whole.wrapped[:-1])
    await post.write(lambda connection: outbox.put(connection, parcels=[broken]))
    await post.send(kim, Say(text="Videre"))
    assert post.texts(kim) == ["Videre"]
    assert [row.state for row in await post.waiting(kim)] == [OutboxState.FAILED]


# The database.


async def nothing() -> None:
    """Nothing happens."""


class Wrapped:
    """A database whose writes can be made to fail, before or after they were done."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.before_write: list[Callable[[], Awaitable[None]]] = []
        self.after_write: list[Callable[[], Awaitable[None]]] = []
        self.after_read: list[Callable[[], Awaitable[None]]] = []

    async def read(self, work: Work[Result]) -> Result:
        result = await self.database.read(work)
        if self.after_read:
            await self.after_read.pop(0)()
        return result

    async def write_each(self, many: Each[Item, Result], item: Item) -> Result:
        return await self.write(lambda connection: many(connection, [item])[0])

    async def write(self, work: Work[Result]) -> Result:
        if self.before_write:
            await self.before_write.pop(0)()
        result = await self.database.write(work)
        if self.after_write:
            await self.after_write.pop(0)()
        return result


async def busy() -> None:
    """The database is busy."""
    raise OSError("the database is busy, said Kim")


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("which", [0, 1, 2])
async def test_a_write_that_fails_loses_nothing_and_sends_nothing_twice(post: Post, which: int, after: bool) -> None:
    """The writes are: look for a crash, mark, settle. `after`: it was done, and the database did not say so."""
    kim = await post.chat()
    await post.write_to(kim, "Hej")
    await post.write_to(kim, "Og nu?")
    house = post.house
    post.house = replace(house, database=cast(Database, flaky := Wrapped(house.database)))
    (flaky.after_write if after else flaky.before_write).extend([nothing] * which + [busy, busy])
    with capture_logs() as lines:
        async with at_work(post.worker(pause=post.pause)) as sending:
            await post.world.wait_for(lambda: len(post.shown(kim)) == 2)
            await sending.drain()

    assert post.texts(kim) == ["Hej", "Og nu?"]
    assert [await post.delivery(kim, each) for each in (1, 2)] == [Delivery.DELIVERED, Delivery.DELIVERED]
    assert await post.waiting(kim) == []
    assert [keep_allowed(None, "", dict(line)).get("error_class") for line in lines] == ["OSError", "OSError"]


# At work.


@asynccontextmanager
async def at_work(sending: Sending) -> AsyncIterator[Sending]:
    """Let it run."""
    running = asyncio.create_task(sending.run())
    try:
        yield sending
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


@dataclass
class Resting:
    """Pauses that end when the test says so."""

    seconds: list[float] = field(default_factory=list)
    over: asyncio.Event = field(default_factory=asyncio.Event)
    begun: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        self.begun.set()
        await self.over.wait()


async def test_it_sleeps_until_something_is_due_or_put_in(post: Post) -> None:
    kim, alex = await post.chat(KIM), await post.chat(ALEX)
    await post.put(kim, Say(text="Senere"), due_at=post.unit.clock.now + timedelta(seconds=6))
    await post.put(kim, Say(text="Derefter"))  # due already, but not its turn
    resting = Resting()
    async with at_work(post.worker(pause=resting)) as sending:
        await resting.begun.wait()
        assert resting.seconds == [6]
        assert post.world.calls == []

        await post.put(alex, Say(text="Nu"))
        sending.wake()
        await post.world.wait_for(lambda: post.texts(alex) == ["Nu"])
        assert post.texts(kim) == []

        post.unit.clock.advance(seconds=6)
        resting.over.set()
        await post.world.wait_for(lambda: post.texts(kim) == ["Senere", "Derefter"])


async def test_draining_does_not_end_before_what_lay_behind_the_last_one(post: Post) -> None:
    """Kim's first message is settled while the worker looks what else there is, and passes Kim over."""
    kim, alex = await post.chat(KIM), await post.chat(ALEX)
    await post.put(kim, Say(text="1"), Say(text="2"))
    await post.put(alex, Say(text="1"))
    looked = asyncio.Event()
    house = post.house
    post.house = replace(house, database=cast(Database, slow := Wrapped(house.database)))

    async def until_kim_is_done() -> None:
        looked.set()
        while len(await post.waiting(kim)) == 2:
            pass  # looking lets the others go on

    async def only_then(make_request: Any, bot: Bot, method: TelegramMethod[Any]) -> Any:
        if getattr(method, "chat_id", None) == KIM:
            await looked.wait()
        return await make_request(bot, method)

    slow.after_read.extend([nothing, until_kim_is_done])
    post.bot.session.middleware.register(only_then)
    await post.worker().drain()
    assert post.texts(kim) == ["1", "2"]


async def test_with_nothing_to_do_it_rests(post: Post) -> None:
    resting = Resting()
    async with at_work(post.worker(pause=resting)):
        await resting.begun.wait()
    assert resting.seconds == [15]


async def test_at_the_end_what_is_under_way_is_settled(post: Post) -> None:
    kim = await post.chat()
    await post.write_to(kim, "Hej")
    under_way, go_on = asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        under_way.set()
        await go_on.wait()

    post.bot.session.middleware.register(Around(after=hold))
    running = asyncio.create_task(post.worker(pause=Resting()).run())
    await under_way.wait()
    assert [row.state for row in await post.waiting(kim)] == [OutboxState.SENDING]
    running.cancel()
    go_on.set()
    await asyncio.gather(running, return_exceptions=True)
    assert await post.waiting(kim) == []
    assert await post.delivery(kim) is Delivery.DELIVERED


async def test_so_many_are_sent_at_once_and_no_more(post: Post) -> None:
    several = [await post.chat(600 + number) for number in range(AT_ONCE + 5)]
    for each in several:
        await post.put(each, Say(text="Hej"))
    under_way, most = 0, 0
    full = asyncio.Event()

    async def before() -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        if under_way == AT_ONCE:
            full.set()
        await full.wait()

    async def after() -> None:
        nonlocal under_way
        under_way -= 1

    post.bot.session.middleware.register(Around(before=before, after=after))
    no_limit = Rates(clock=iter(range(0, 10**6, 1000)).__next__)
    await post.worker(rates=no_limit).drain()
    assert most == AT_ONCE
    assert all(post.texts(each) == ["Hej"] for each in several)


async def test_a_chat_is_written_to_as_fast_as_telegram_lets_it_be(post: Post) -> None:
    kim, alex = await post.chat(KIM), await post.chat(ALEX)
    post.server.per_chat_limit = ChatLimit(per_second=1, burst=3)
    began = post.unit.clock.now
    await post.put(kim, *(Say(text=f"{number}") for number in range(8)))
    await post.put(alex, Say(text="Nu"))
    await post.sending.drain()
    assert post.texts(kim) == [f"{number}" for number in range(8)]
    assert (post.texts(alex), post.shown(alex)[0].at) == (["Nu"], began)
    assert {each.status for each in post.world.calls} == {200}
    assert (post.unit.clock.now - began).total_seconds() == pytest.approx(5, abs=0.1)


def test_three_leave_at_once_then_one_a_second() -> None:
    now = 100.0
    rates = Rates(clock=lambda: now)
    left = []
    for _ in range(6):
        now += rates.wait(b"kim")
        rates.took(b"kim")
        left.append(now)
    assert left == pytest.approx([100, 100, 100, 101, 102, 103])
    assert rates.wait(b"alex") == 0
    now += 60
    assert rates.wait(b"kim") == 0
    rates.took(b"kim")
    assert rates.wait(b"kim") == 0


def test_never_more_than_thirty_leave_in_any_second() -> None:
    now = 100.0
    rates = Rates(clock=lambda: now)
    left = []
    for number in range(200):
        now += rates.wait()
        rates.took(str(number).encode())
        left.append(now)
    assert max(len([each for each in left if start <= each < start + 1]) for start in left) <= 30
    assert left[-1] - left[0] < 9


def test_chats_that_may_send_again_are_not_kept() -> None:
    now = 100.0
    rates = Rates(clock=lambda: now)
    for number in range(5000):
        rates.took(str(number).encode())
        now += 0.1
    assert len(rates._chats) <= 1000


async def test_nothing_is_logged_but_names_counts_and_classes(post: Post) -> None:
    kim, alex = await post.chat(KIM), await post.chat(ALEX)
    with capture_logs() as lines:
        for fault in (Fault.RESET_AFTER, Fault.BAD_GATEWAY, Fault.too_many(3)):
            post.server.fail_next("sendMessage", fault)
            await post.send(kim, Say(text="x"))
            await post.next_try()
        await post.send(kim, Say(text=" "), Say(text="Hej"))
        post.world.user_blocks(ALEX)
        await post.send(alex, Say(text="Hej"))
    assert {line["event"] for line in lines} == {"telegram-not-reached", "parcel-refused", "chat-blocked"}
    for line in lines:
        line["level"] = line.pop("log_level")
        assert keep_allowed(None, "", dict(line)) == line


# What comes in.


async def test_an_update_nobody_can_read_leaves_the_others_readable(post: Post) -> None:
    post.world.raw_update({"message": {"message_id": "none", "chat": 7}})
    post.world.raw_update({"brand_new": {"what": ["ever"]}}, unasked=True)
    post.world.user_sends(KIM, "Hej")
    found = await raw_updates(post.bot, offset=None, timeout=0, allowed=["message"])
    assert [sorted(set(each) - {"update_id"})[0] for each in found] == ["message", "brand_new", "message"]
    assert found[2]["message"]["text"] == "Hej"
    offset = found[-1]["update_id"] + 1
    assert await raw_updates(post.bot, offset=offset, timeout=0, allowed=["message"]) == []
