"""People, chats and messages as the Bot API writes them."""

from datetime import datetime

from tests.botapi.values import Chat, Fields, Message, Person


def seconds(at: datetime) -> int:
    """A moment as the API gives it."""
    return int(at.timestamp())


def user_object(person: Person) -> Fields:
    """A person as sender."""
    fields: Fields = {"id": person.user_id, "is_bot": False, "first_name": person.first_name}
    optional = {"last_name": person.last_name, "username": person.username, "language_code": person.language_code}
    return fields | {name: value for name, value in optional.items() if value is not None}


def chat_object(chat: Chat, person: Person | None) -> Fields:
    """A chat; a private one repeats the names of the person."""
    fields: Fields = {"id": chat.chat_id, "type": chat.kind}
    if person is None:
        return fields | ({"title": chat.title} if chat.title else {})
    optional = {"first_name": person.first_name, "last_name": person.last_name, "username": person.username}
    return fields | {name: value for name, value in optional.items() if value is not None}


def message_object(message: Message, *, sender: Fields, chat: Fields) -> Fields:
    """A message as it stands now."""
    fields: Fields = {
        "message_id": message.message_id,
        "from": sender,
        "chat": chat,
        "date": seconds(message.at),
    }
    words = "caption" if message.text is None else "text"
    if (shown := message.text if message.text is not None else message.caption) is not None:
        fields[words] = shown
        if message.entities:
            fields["entities" if words == "text" else "caption_entities"] = message.entities
    if message.edited is not None:
        fields["edit_date"] = seconds(message.edited)
    if message.document is not None:
        fields["document"] = {
            "file_id": message.document.file_id,
            "file_unique_id": message.document.file_id[-16:],
            "file_name": message.document.name,
            "file_size": len(message.document.content),
        }
    if message.markup is not None and message.keyboard:
        fields["reply_markup"] = message.markup
    if message.protected:
        fields["has_protected_content"] = True
    return fields | message.raw


def inaccessible_object(message_id: int, chat: Fields) -> Fields:
    """What is left of a message that is gone."""
    return {"message_id": message_id, "chat": chat, "date": 0}
