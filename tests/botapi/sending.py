"""Sending and editing, with the refusals of the real server.

Rules it keeps: everything is checked before anything is changed.
"""

from tests.botapi.entities import parse_html, trimmed, units
from tests.botapi.markup import checked_keyboard
from tests.botapi.parameters import Parameters
from tests.botapi.values import ApiError, Chat, Document, Fields, Message
from tests.botapi.world import World

TEXT_AT_MOST = 4096
CAPTION_AT_MOST = 1024
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current"
    " content and reply markup of the message"
)


def bad(why: str) -> ApiError:
    """The refusal of a request that is wrong in itself."""
    return ApiError(400, f"Bad Request: {why}")


def known_chat(world: World, parameters: Parameters) -> Chat:
    """The chat a call is about."""
    chat_id = parameters.fields.get("chat_id")
    if chat_id is None:
        raise bad("chat_id is empty")
    chat = world.chats.get(chat_id) if isinstance(chat_id, int) else None
    if chat is None and chat_id in world.people:
        raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")
    if chat is None:
        raise bad("chat not found")
    if chat.left:
        raise ApiError(403, "Forbidden: bot is not a member of the supergroup chat")
    return chat


def open_chat(world: World, parameters: Parameters) -> Chat:
    """The chat a call writes into."""
    chat = known_chat(world, parameters)
    if chat.blocked:
        raise ApiError(403, "Forbidden: bot was blocked by the user")
    return chat


def _words(parameters: Parameters, name: str, entities: str) -> tuple[str, list[Fields]]:
    source, mode = parameters.text(name), parameters.text("parse_mode").lower()
    if mode == "html":
        return parse_html(source)
    if mode:
        raise bad("unsupported parse_mode")
    return trimmed(source, parameters.items(entities) or [])


def _text(parameters: Parameters) -> tuple[str, list[Fields]]:
    text, entities = _words(parameters, "text", "entities")
    if not text:
        raise bad("message text is empty")
    if units(text) > TEXT_AT_MOST:
        raise bad("message is too long")
    return text, entities


def _reply_to(world: World, chat: Chat, parameters: Parameters) -> int | None:
    asked = parameters.record("reply_parameters") or {}
    number = asked.get("message_id") or parameters.number("reply_to_message_id")
    if not number:
        return None
    if world.message(chat.chat_id, number) is not None:
        return int(number)
    if asked.get("allow_sending_without_reply") or parameters.flag("allow_sending_without_reply"):
        return None
    raise bad("message to be replied not found")


def _send(world: World, chat: Chat, parameters: Parameters, message: Message) -> Fields:
    message.keyboard, message.markup = checked_keyboard(parameters.record("reply_markup"))
    message.reply_to = _reply_to(world, chat, parameters)
    message.protected = parameters.flag("protect_content")
    message.message_id = world.next_message_id()
    chat.messages.append(message)
    return world.message_object(message)


def send_message(world: World, parameters: Parameters) -> Fields:
    """sendMessage."""
    text, entities = _text(parameters)
    chat = open_chat(world, parameters)
    message = Message(message_id=0, chat_id=chat.chat_id, from_bot=True, at=world.now(), text=text, entities=entities)
    return _send(world, chat, parameters, message)


def send_document(world: World, parameters: Parameters) -> Fields:
    """sendDocument, of an uploaded file."""
    caption, entities = _words(parameters, "caption", "caption_entities")
    if units(caption) > CAPTION_AT_MOST:
        raise bad("message caption is too long")
    chat = open_chat(world, parameters)
    file = parameters.file("document")
    if file is None:
        missing = not parameters.text("document")
        raise bad("there is no document in the request" if missing else "wrong file identifier/HTTP URL specified")
    document = Document(*file)
    if not document.content:
        raise bad("file must be non-empty")
    message = Message(
        message_id=0,
        chat_id=chat.chat_id,
        from_bot=True,
        at=world.now(),
        caption=caption or None,
        entities=entities,
        document=document,
    )
    return _send(world, chat, parameters, message)


def _editable(world: World, parameters: Parameters) -> Message:
    chat = open_chat(world, parameters)
    message = world.message(chat.chat_id, parameters.number("message_id"))
    if message is None:
        raise bad("message to edit not found")
    if not message.from_bot:
        raise bad("message can't be edited")
    return message


def edit_text(world: World, parameters: Parameters) -> Fields:
    """editMessageText. A keyboard that is not given again is taken away."""
    text, entities = _text(parameters)
    keyboard, markup = checked_keyboard(parameters.record("reply_markup"))
    message = _editable(world, parameters)
    if message.text is None:
        raise bad("there is no text in the message to edit")
    if (message.text, message.entities, message.keyboard) == (text, entities, keyboard):
        raise bad(NOT_MODIFIED)
    message.text, message.entities, message.keyboard, message.markup = text, entities, keyboard, markup
    message.edited = world.now()
    return world.message_object(message)


def edit_keyboard(world: World, parameters: Parameters) -> Fields:
    """editMessageReplyMarkup."""
    keyboard, markup = checked_keyboard(parameters.record("reply_markup"))
    message = _editable(world, parameters)
    if message.keyboard == keyboard:
        raise bad(NOT_MODIFIED)
    message.keyboard, message.markup = keyboard, markup
    return world.message_object(message)
