"""Compares what the people and the therapists did, what the server saw, and what is stored.

Rules: it reads one snapshot of the database, opens it as a therapist or as the desk would, and changes nothing. It
answers with complaints, one line each; none means that nothing was lost and nothing done twice.
"""

from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from bot.desk.chat import ChatDesk
from bot.desk.house import House
from bot.desk.opening import open_for_staff, visit_by_chat
from bot.desk.screens import shown_in
from bot.desk.sealing import open_message
from bot.desk.views import StaffSession
from bot.telegram.buttons import read_press
from bot.telegram.drawing import Drawing
from bot.telegram.meaning import Kind
from bot.telegram.taking_in import open_arrived
from flows.vocabulary import Delivery, Direction
from storage import inbox, messages, outbox
from storage.inbox import InboxRow, InboxState
from storage.keys import Secret
from storage.messages import MessageRow
from storage.messenger_tables import inbox as inbox_table
from storage.messenger_tables import outbox as outbox_table
from storage.outbox import OutboxRow, OutboxState
from tests.botapi import World

CONVERSATION = bytes
Number = tuple[CONVERSATION, int]


def address_of(chat: int) -> Secret:
    """A chat as the desk knows it."""
    return Secret(str(chat).encode())


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A text somebody sent, and the number of its update."""

    update: int
    chat: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Replied:
    """What a therapist answered in a chat."""

    chat: int
    text: str


@dataclass(kw_only=True)
class Ledger:
    """What people did; every text is another one."""

    conversations: dict[int, CONVERSATION] = field(default_factory=dict)
    texts: list[Sent] = field(default_factory=list)
    replies: list[Replied] = field(default_factory=list)
    ticks: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """Everything that is stored, at one instant."""

    inbox: tuple[InboxRow, ...]
    outbox: tuple[OutboxRow, ...]
    messages: dict[CONVERSATION, tuple[MessageRow, ...]]


@dataclass(kw_only=True)
class Checker:
    """Looks after each death and at the end. Remembers which parcels were found on their way."""

    world: World
    ledger: Ledger
    session: StaffSession
    doubtful: set[Number] = field(default_factory=set)
    opened: dict[bytes, str] = field(default_factory=dict)

    # After a death.

    async def at_death(self, house: House) -> list[str]:
        """What is acknowledged is here, once; what has left without our knowing is marked."""
        found = await self._snapshot(house)
        return [*await self._texts(house, found), *await self._on_their_way(house, found)]

    async def _snapshot(self, house: House) -> Snapshot:
        def work(connection: Connection) -> Snapshot:
            waiting = connection.execute(select(inbox_table).order_by(inbox_table.c.position)).mappings()
            leaving = connection.execute(select(outbox_table).order_by(outbox_table.c.position)).mappings()
            return Snapshot(
                inbox=tuple(InboxRow(**{**row, "state": InboxState(row["state"])}) for row in waiting),
                outbox=tuple(OutboxRow(**{**row, "state": OutboxState(row["state"])}) for row in leaving),
                messages={
                    each: messages.messages_of(connection, conversation_id=each)
                    for each in self.ledger.conversations.values()
                },
            )

        return await house.database.read(work)

    async def _stored(self, house: House, found: Snapshot, chat: int, direction: Direction) -> list[tuple[str, Number]]:
        """Every text of one direction that is stored for a chat, in order, opened with the key of whoever may."""
        conversation = self.ledger.conversations.get(chat)
        if conversation is None:
            return []
        rows = [row for row in found.messages[conversation] if row.direction is direction]
        if any(row.body not in self.opened for row in rows):
            private = await self._private(house, chat)
            for row in rows:
                if row.body not in self.opened:
                    body = open_message(
                        row.body,
                        conversation_id=conversation,
                        sequence=row.sequence,
                        direction=row.direction,
                        private=private,
                    )
                    self.opened[row.body] = body.text
        return [(self.opened[row.body], (conversation, row.sequence)) for row in rows]

    async def _private(self, house: House, chat: int) -> Secret:
        """The key a therapist has, or before the hand-over the desk."""
        opened = await open_for_staff(house, self.session, self.ledger.conversations[chat])
        if opened is not None:
            return opened.private
        here = await visit_by_chat(house, address_of(chat))
        private: Secret | None = getattr(here, "private", None)
        assert private is not None, "neither a therapist nor the desk can open this"
        return private

    async def _texts(self, house: House, found: Snapshot) -> list[str]:
        """Acknowledged is stored exactly once, in order; stored was sent."""
        waiting: dict[int, list[str]] = defaultdict(list)
        for row in found.inbox:
            arrived = open_arrived(house, row)
            if arrived.kind is Kind.WROTE and row.done is None:
                waiting[int(arrived.chat)].append(arrived.text)
        complaints = []
        for chat in sorted({each.chat for each in self.ledger.texts}):
            sent = [each.text for each in self.ledger.texts if each.chat == chat]
            known = set(sent)
            stored = [text for text, _ in await self._stored(house, found, chat, Direction.VISITOR)]
            here = [*stored, *(text for text in waiting[chat] if text in known)]
            complaints += [f"chat {chat}: nobody sent {text!r}" for text in stored if text not in known]
            complaints += [f"chat {chat}: {text!r} is here {n} times" for text, n in Counter(here).items() if n > 1]
            for each in self.ledger.texts:
                if each.chat == chat and each.update in self.world.confirmed and each.text not in here:
                    complaints.append(f"chat {chat}: {each.text!r} was acknowledged and is lost")
            if here != [text for text in sent if text in here]:
                complaints.append(f"chat {chat}: not in the order it was written: {here}")
        return complaints

    async def _on_their_way(self, house: House, found: Snapshot) -> list[str]:
        """A reply that the server has and the outbox too is marked as perhaps sent."""
        texts = {number: (chat, text) for chat, text, number, _ in [each async for each in self._replies(house, found)]}
        accepted = self._accepted()
        complaints = []
        for row in found.outbox:
            if row.conversation_id is None or row.sequence is None:
                continue
            number = (row.conversation_id, row.sequence)
            if row.state is OutboxState.SENDING or row.uncertain:
                self.doubtful.add(number)
            elif accepted[texts[number]]:
                complaints.append(f"the server has {texts[number]}, and nothing says that it may")
        return complaints

    def _accepted(self) -> Counter[tuple[int, str]]:
        """How often each text was accepted in each chat."""
        return Counter(
            (call.parameters["chat_id"], call.parameters["text"]) for call in self.world.accepted("sendMessage")
        )

    async def _replies(self, house: House, found: Snapshot) -> AsyncIterator[tuple[int, str, Number, Delivery | None]]:
        """Every reply that is stored: its chat, its text, its number, what became of it."""
        for chat, conversation in self.ledger.conversations.items():
            states = {row.sequence: row.delivery for row in found.messages[conversation]}
            for text, number in await self._stored(house, found, chat, Direction.THERAPIST):
                yield chat, text, number, states[number[1]]

    # At the end.

    async def at_end(self, house: House, drawing: Drawing) -> list[str]:
        """Everything arrived, in both directions, and every screen shows what is on."""
        found = await self._snapshot(house)
        complaints = await self._texts(house, found)
        complaints += [f"{len(self.world.pending)} updates were not fetched"] * bool(self.world.pending)
        complaints += [f"{each.text!r} was not acknowledged" for each in self.ledger.texts if not self._has(each)]
        waits, aside, leaving = await house.database.read(
            lambda connection: (inbox.count(connection), inbox.aside(connection), outbox.counts(connection))
        )
        complaints += [f"not empty: {waits=} {aside=} {leaving=}"] * bool(waits or aside or leaving)
        complaints += await self._delivered(house, found)
        for chat in self.world.chats:
            complaints += [f"chat {chat}: {each}" for each in await self._screen(house, drawing, chat)]
        return complaints

    def _has(self, sent: Sent) -> bool:
        return sent.update in self.world.confirmed

    async def _delivered(self, house: House, found: Snapshot) -> list[str]:
        """Every reply at least once, and twice only where it is marked; first arrivals in order."""
        accepted = self._accepted()
        stored = [each async for each in self._replies(house, found)]
        complaints = []
        kept = Counter((chat, text) for chat, text, _, _ in stored)
        if kept != Counter((each.chat, each.text) for each in self.ledger.replies):
            complaints.append("the replies that are stored are not those that were written")
        for chat, text, number, delivery in stored:
            times, doubtful = accepted[chat, text], number in self.doubtful
            if not times:
                complaints.append(f"chat {chat}: {text!r} never arrived")
            if delivery not in (Delivery.DELIVERED, Delivery.PERHAPS_TWICE):
                complaints.append(f"chat {chat}: {text!r} is {delivery} at the end")
            if times > 1 and delivery is not Delivery.PERHAPS_TWICE:
                complaints.append(f"chat {chat}: {text!r} arrived {times} times and is not marked")
            if (delivery is Delivery.PERHAPS_TWICE) != doubtful:
                complaints.append(f"chat {chat}: {text!r} is {delivery}, found on its way at a death: {doubtful}")
        for chat in self.ledger.conversations:
            written = [each.text for each in self.ledger.replies if each.chat == chat]
            came = [text for to, text in accepted if to == chat and text in set(written)]
            if came != [text for text in written if text in came]:
                complaints.append(f"chat {chat}: replies came in another order: {came}")
        return complaints

    async def _screen(self, house: House, drawing: Drawing, chat: int) -> list[str]:
        """The question that is on stands in the chat as it is now, with the boxes that were pressed."""
        sight = await ChatDesk(house).sight(address_of(chat))
        if sight is None:
            return []
        complaints = []
        if chat in self.ledger.ticks:
            odd = {option for option, times in self.ledger.ticks[chat].items() if times % 2}
            if sight.ticks != odd:
                complaints.append(f"ticked are {sorted(sight.ticks)}, pressed were {sorted(odd)}")
        if sight.view.asking is None:
            return complaints
        message = self.world.message(chat, shown_in(house, sight.here.chat).get("question", 0))
        if message is None:
            return [*complaints, f"the question {sight.view.asking.question.key} is not there"]
        drawn = drawing.question(sight.view, mark=sight.mark, ticks=sight.ticks, page=sight.screen.page)
        expected = [[(button.text, button.data) for button in row] for row in drawn.keyboard]
        if [[(button.text, button.data) for button in row] for row in message.keyboard] != expected:
            complaints.append(f"other buttons than those of {sight.view.asking.question.key}: {message.keyboard}")
        if drawn.text not in (message.text or ""):
            complaints.append(f"another text than that of {sight.view.asking.question.key}: {message.text}")
        newest = _newest_question(self.world, chat)
        if newest != message.message_id:
            complaints.append(f"below the question stands an older one, in message {newest}")
        return complaints


def _newest_question(world: World, chat: int) -> int | None:
    """The lowest message that has a button of a question."""
    for message in reversed(world.visible(chat)):
        if any(button.data and read_press(button.data).asked is not None for button in message.buttons()):
            return message.message_id
    return None
