"""All that the server knows: people, chats, the queue of updates, what the bot was seen to do.

Rules it keeps: reading changes nothing; whoever waits is woken by every change and looks again.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random
from typing import Any, TypeVar

from tests.botapi.changes import Changes
from tests.botapi.objects import chat_object, message_object, user_object
from tests.botapi.updates import Updates
from tests.botapi.values import (
    Call,
    CallbackAnswer,
    Chat,
    Command,
    Fields,
    Message,
    NothingThere,
    Person,
    Update,
    Webhook,
)

T = TypeVar("T")


def utc_now() -> datetime:
    """The clock of a server that was given none."""
    return datetime.now(UTC)


class Ground:
    """All that the server knows, to be read and waited for."""

    def __init__(self, bot_id: int, *, clock: Callable[[], datetime] = utc_now) -> None:
        self.bot: Fields = {"id": bot_id, "is_bot": True, "first_name": "Doorstep", "username": "doorstep_test_bot"}
        self.now = clock
        self.random = Random()
        self.changes = Changes()
        self.updates = Updates(clock, self.random)
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.calls: list[Call] = []
        self.commands: dict[tuple[str, str], list[Command]] = {}
        self.descriptions: dict[str, str] = {}
        self.short_descriptions: dict[str, str] = {}
        self.left_chats: list[int] = []
        self.callback_answers: dict[str, CallbackAnswer] = {}
        self.queries: dict[str, datetime] = {}
        self.inline_answers: dict[str, Any] = {}
        self.webhook: Webhook | None = None
        self.webhook_errors: list[tuple[datetime, str]] = []
        self.allow_plain_webhook = False
        self.dropped_by_request = False
        self._next_message_id = self.random.randint(1, 1000)

    @property
    def next_update_id(self) -> int:
        """The number of the next update; it may be set."""
        return self.updates.next_id

    @next_update_id.setter
    def next_update_id(self, number: int) -> None:
        self.updates.next_id = number

    def jump_update_ids(self) -> None:
        """As after a silent week: the next number is a random one, lower or higher."""
        self.updates.jump()

    def duplicate_next_batch(self, *, confirmed: bool = False) -> None:
        """The next answer of getUpdates, or push, comes twice; or, if `confirmed`, repeats what was confirmed last."""
        self.updates.duplicate_next(confirmed=confirmed)

    def reorder_next_batch(self) -> None:
        """The next updates, as soon as two wait at once, come in another order."""
        self.updates.reorder_next()

    @property
    def pending(self) -> tuple[Update, ...]:
        """The updates nobody confirmed yet."""
        return self.updates.pending

    @property
    def confirmed(self) -> set[int]:
        """The numbers confirmed by an offset or by a webhook's good answer."""
        return self.updates.confirmed

    @property
    def dropped(self) -> list[Update]:
        """The updates that were lost: too old, or dropped by request."""
        self.updates.expire()
        return self.updates.dropped

    def chat(self, chat_id: int) -> Chat:
        """A chat; an empty one where nobody wrote yet."""
        return self.chats.get(chat_id) or Chat(chat_id=chat_id)

    def message(self, chat_id: int, message_id: int) -> Message | None:
        """A message that is there and not deleted."""
        return next((each for each in self.visible(chat_id) if each.message_id == message_id), None)

    def visible(self, user_id: int) -> list[Message]:
        """What a person sees in the chat, in order."""
        return [message for message in self.chat(user_id).messages if not message.deleted]

    def last(self, user_id: int) -> Message:
        """The newest message of the bot that is still there; NothingThere if there is none."""
        for message in reversed(self.visible(user_id)):
            if message.from_bot:
                return message
        raise NothingThere(f"{user_id} sees no message of the bot")

    def accepted(self, method: str) -> list[Call]:
        """The calls of a method that were carried out, whether or not the answer arrived."""
        return [call for call in self.calls if call.method == method and call.status == 200]

    async def wait_for(self, predicate: Callable[[], T], timeout: float = 20.0) -> T:  # noqa: ASYNC109
        """Wait until `predicate` gives something true, looked at after every change; returns what it gave."""

        def settled() -> T | None:
            try:
                return predicate()
            except NothingThere:
                return None

        try:
            async with asyncio.timeout(timeout):
                return await self.changes.until(settled)
        except TimeoutError:
            raise TimeoutError(self._why_not(predicate, timeout)) from None

    def _why_not(self, predicate: Callable[[], object], waited: float) -> str:
        code = getattr(predicate, "__code__", None)
        where = repr(predicate) if code is None else f"{code.co_filename}:{code.co_firstlineno}"
        calls = ", ".join(f"{call.method} → {call.status or 'open'}" for call in self.calls[-8:]) or "none"
        pending = [f"{update.update_id} {update.kind}" for update in self.pending]
        return f"not true after {waited} s: {where}; last calls: {calls}; updates waiting: {pending or 'none'}"

    def next_message_id(self) -> int:
        """Message numbers grow over all chats."""
        self._next_message_id += 1
        return self._next_message_id

    def chat_object(self, chat: Chat) -> Fields:
        """A chat as the API writes it."""
        return chat_object(chat, self.people.get(chat.chat_id))

    def message_object(self, message: Message) -> Fields:
        """A message as the API writes it now."""
        first = None if message.reply_to is None else self.message(message.chat_id, message.reply_to)
        return self._single(message) | ({} if first is None else {"reply_to_message": self._single(first)})

    def _single(self, message: Message) -> Fields:
        sender = self.bot if message.from_bot else user_object(self.people[message.chat_id])
        return message_object(message, sender=sender, chat=self.chat_object(self.chat(message.chat_id)))
