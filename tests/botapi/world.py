"""The people's side: what they do in their chats with the bot.

Rules it keeps: what a person does becomes an update at once, as in reality (deleting a message becomes none); a person
can only do what an app would let them do, else the test itself is wrong and an AssertionError says so.
"""

import re
from typing import Any

from tests.botapi.ground import Ground
from tests.botapi.objects import inaccessible_object, seconds, user_object
from tests.botapi.values import Chat, Fields, Message, NothingThere, Person


def _command_entities(text: str | None) -> list[Fields]:
    command = re.match(r"/[A-Za-z0-9_]{1,32}(@\w+)?", text or "")
    return [] if command is None else [{"type": "bot_command", "offset": 0, "length": command.end()}]


class World(Ground):
    """All that the server knows, and the people's side of it."""

    def person(
        self,
        user_id: int,
        first_name: str = "Kim",
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "da",
        phone: str | None = None,
    ) -> Person:
        """Make somebody known, or change what they are called."""
        self.people[user_id] = Person(
            user_id=user_id,
            first_name=first_name,
            last_name=last_name,
            username=username,
            language_code=language_code,
            phone=phone,
        )
        return self.people[user_id]

    def user_sends(self, user_id: int, text: str | None, **extra: Any) -> Message:
        """A person writes to the bot; `extra` is merged into the message object as it is."""
        chat = self._open_chat(user_id)
        message = Message(
            message_id=self.next_message_id(),
            chat_id=user_id,
            from_bot=False,
            at=self.now(),
            text=text,
            caption=extra.get("caption"),
            entities=_command_entities(text),
            raw=extra,
        )
        chat.messages.append(message)
        self._update("message", self.message_object(message))
        return message

    def user_edits(self, user_id: int, message_id: int, text: str) -> Message:
        """A person edits what they wrote, or the words under what they sent."""
        self._open_chat(user_id)
        message = self.message(user_id, message_id)
        assert message is not None, f"{user_id} has no message {message_id} to edit"
        assert not message.from_bot, "a person cannot edit what the bot wrote"
        message.edited = self.now()
        if message.text is None:
            message.caption, message.raw = text, {**message.raw, "caption": text}
        else:
            message.text, message.entities = text, _command_entities(text)
        self._update("edited_message", self.message_object(message))
        return message

    def user_presses(self, user_id: int, message_id: int, data: str, *, even_if_gone: bool = False) -> str:
        """A person presses a button; returns the id of the callback query."""
        message = self.message(user_id, message_id)
        if not even_if_gone:
            self._open_chat(user_id)
            assert message is not None, f"message {message_id} is not there to be pressed"
            offered = [button.data for button in message.buttons()]
            assert data in offered, f"no button {data!r} on message {message_id}, only {offered}"
        if message is None:
            shown = inaccessible_object(message_id, self.chat_object(self.chat(user_id)))
        else:
            shown = self.message_object(message)
        query = str(self.random.randint(10**17, 10**18))
        self.queries[query] = self.now()
        sender = user_object(self.people.get(user_id) or self.person(user_id))
        body = {"id": query, "from": sender, "message": shown, "chat_instance": str(user_id * 7919), "data": data}
        self._update("callback_query", body)
        return query

    def user_presses_label(self, user_id: int, label: str, *, contains: bool = False) -> str:
        """A person presses the button with that label, on the newest message that has one."""
        seen: list[str] = []
        for message in reversed(self.visible(user_id)):
            for button in message.buttons():
                seen.append(button.text)
                if button.text == label or (contains and label in button.text):
                    assert button.data is not None, f"{button.text!r} opens {button.url} and tells the bot nothing"
                    return self.user_presses(user_id, message.message_id, button.data)
        raise NothingThere(f"{user_id} sees no button {label!r}, only {seen}")

    def user_deletes(self, user_id: int, message_id: int) -> None:
        """A person deletes a message, theirs or the bot's, for both; the bot is told nothing."""
        message = self.message(user_id, message_id)
        assert message is not None, f"message {message_id} is not there to be deleted"
        message.deleted = True
        self.changes.happened()

    def user_blocks(self, user_id: int) -> None:
        """A person blocks the bot."""
        self._membership(self._open_chat(user_id), blocked=True)

    def user_unblocks(self, user_id: int) -> None:
        """A person takes that back."""
        chat = self.chat(user_id)
        assert chat.blocked, f"{user_id} has not blocked the bot"
        self._membership(chat, blocked=False)

    def raw_update(self, update: Fields, *, unasked: bool = False) -> int:
        """Queue an update of any make, under the next number; returns the number.

        Kinds the bot did not ask for are kept back, as in reality, unless `unasked`; unknown kinds never are.
        """
        given = {name: value for name, value in update.items() if name != "update_id"}
        assert len(given) == 1, "an update holds exactly one thing besides its number"
        ((kind, body),) = given.items()
        if isinstance(body, dict):
            self._note_chat(body.get("chat"))
            if kind in ("callback_query", "inline_query") and "id" in body:
                self.queries[str(body["id"])] = self.now()
        return self._update(kind, body, unasked=unasked)

    def _open_chat(self, user_id: int) -> Chat:
        if user_id not in self.people:
            self.person(user_id)
        chat = self.chats.setdefault(user_id, Chat(chat_id=user_id))
        assert not chat.blocked, f"{user_id} has blocked the bot; user_unblocks first"
        return chat

    def _note_chat(self, fields: Any) -> None:
        if isinstance(fields, dict) and isinstance(fields.get("id"), int) and fields["id"] < 0:
            chat = Chat(chat_id=fields["id"], kind=str(fields.get("type")), title=fields.get("title"))
            self.chats.setdefault(fields["id"], chat)

    def _membership(self, chat: Chat, *, blocked: bool) -> None:
        chat.blocked = blocked
        member: Fields = {"user": self.bot, "status": "member"}
        kicked: Fields = {"user": self.bot, "status": "kicked", "until_date": 0}
        self._update(
            "my_chat_member",
            {
                "chat": self.chat_object(chat),
                "from": user_object(self.people[chat.chat_id]),
                "date": seconds(self.now()),
                "old_chat_member": member if blocked else kicked,
                "new_chat_member": kicked if blocked else member,
            },
        )

    def _update(self, kind: str, body: Any, *, unasked: bool = False) -> int:
        number = self.updates.add(kind, body, unasked=unasked)
        self.changes.happened()
        return number
