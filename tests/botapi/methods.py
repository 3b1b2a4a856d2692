"""The other methods, and the table of all that are answered at once (getUpdates waits, and lives in `polling`)."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.botapi.hooks import delete_webhook, set_webhook, webhook_info
from tests.botapi.parameters import Parameters
from tests.botapi.sending import bad, edit_keyboard, edit_text, known_chat, open_chat, send_document, send_message
from tests.botapi.values import CallbackAnswer, Command, Fields, Message
from tests.botapi.world import World

DELETABLE = timedelta(hours=48)
ANSWERABLE = timedelta(minutes=1)
ANSWER_AT_MOST = 200
COMMANDS_AT_MOST = 100
DESCRIPTION_AT_MOST = 512
SHORT_DESCRIPTION_AT_MOST = 120
RESULTS_AT_MOST = 50
ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)


def get_me(world: World, parameters: Parameters) -> Fields:
    """getMe."""
    return world.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def _deletable(world: World, message: Message) -> bool:
    return world.now() - message.at <= DELETABLE


def delete_message(world: World, parameters: Parameters) -> bool:
    """deleteMessage."""
    chat = known_chat(world, parameters)
    message = world.message(chat.chat_id, parameters.number("message_id"))
    if message is None:
        raise bad("message to delete not found")
    if not _deletable(world, message):
        raise bad("message can't be deleted for everyone")
    message.deleted = True
    return True


def delete_messages(world: World, parameters: Parameters) -> bool:
    """deleteMessages: those that cannot be deleted are passed over."""
    chat = known_chat(world, parameters)
    numbers = parameters.items("message_ids")
    if not numbers:
        raise bad("message identifiers are not specified")
    if len(numbers) > 100:
        raise bad("too many message identifiers specified")
    for number in numbers:
        message = world.message(chat.chat_id, number)
        if message is not None and _deletable(world, message):
            message.deleted = True
    return True


def _use_query(world: World, query: str) -> None:
    asked = world.queries.get(query)
    if asked is None or world.now() - asked > ANSWERABLE:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    del world.queries[query]


def answer_callback(world: World, parameters: Parameters) -> bool:
    """answerCallbackQuery, once and within a minute."""
    query, text = parameters.text("callback_query_id"), parameters.text("text")
    if len(text) > ANSWER_AT_MOST:
        raise bad("MESSAGE_TOO_LONG")
    _use_query(world, query)
    world.callback_answers[query] = CallbackAnswer(text=text or None, show_alert=parameters.flag("show_alert"))
    return True


def answer_inline(world: World, parameters: Parameters) -> bool:
    """answerInlineQuery."""
    results = parameters.items("results") or []
    if len(results) > RESULTS_AT_MOST:
        raise bad("RESULTS_TOO_MUCH")
    _use_query(world, parameters.text("inline_query_id"))
    world.inline_answers[parameters.text("inline_query_id")] = results
    return True


def _menu(parameters: Parameters) -> tuple[str, str]:
    scope = parameters.record("scope") or {"type": "default"}
    language = parameters.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad("invalid language code specified")
    detail = [str(scope[name]) for name in ("chat_id", "user_id") if name in scope]
    return ":".join([str(scope.get("type")), *detail]), language


def _command(fields: Any) -> Command:
    name, description = str(fields.get("command", "")), str(fields.get("description", ""))
    if not re.fullmatch(r"[a-z0-9_]{1,32}", name):
        raise bad("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return Command(name=name, description=description)


def set_commands(world: World, parameters: Parameters) -> bool:
    """setMyCommands."""
    menu = _menu(parameters)
    commands = [_command(fields) for fields in parameters.items("commands") or []]
    if len(commands) > COMMANDS_AT_MOST:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    world.commands[menu] = commands
    return True


def delete_commands(world: World, parameters: Parameters) -> bool:
    """deleteMyCommands."""
    world.commands.pop(_menu(parameters), None)
    return True


def get_commands(world: World, parameters: Parameters) -> list[Fields]:
    """getMyCommands, of exactly that scope and language."""
    found = world.commands.get(_menu(parameters), [])
    return [{"command": command.name, "description": command.description} for command in found]


def set_description(world: World, parameters: Parameters) -> bool:
    """setMyDescription."""
    if len(parameters.text("description")) > DESCRIPTION_AT_MOST:
        raise bad("BOT_INFO_DESCRIPTION_TOO_LONG")
    world.descriptions[parameters.text("language_code")] = parameters.text("description")
    return True


def set_short_description(world: World, parameters: Parameters) -> bool:
    """setMyShortDescription."""
    if len(parameters.text("short_description")) > SHORT_DESCRIPTION_AT_MOST:
        raise bad("BOT_INFO_ABOUT_TOO_LONG")
    world.short_descriptions[parameters.text("language_code")] = parameters.text("short_description")
    return True


def leave_chat(world: World, parameters: Parameters) -> bool:
    """leaveChat, of a group or channel."""
    chat = known_chat(world, parameters)
    if chat.kind == "private":
        raise bad("chat member status can't be changed in private chats")
    chat.left = True
    world.left_chats.append(chat.chat_id)
    return True


def send_action(world: World, parameters: Parameters) -> bool:
    """sendChatAction."""
    open_chat(world, parameters)
    if parameters.text("action") not in ACTIONS:
        raise bad("wrong parameter action in request")
    return True


def set_reaction(world: World, parameters: Parameters) -> bool:
    """setMessageReaction: one emoji, or none."""
    chat = open_chat(world, parameters)
    message = world.message(chat.chat_id, parameters.number("message_id"))
    if message is None:
        raise bad("message to react not found")
    reactions = parameters.items("reaction") or []
    if len(reactions) > 1:
        raise bad("REACTIONS_TOO_MANY")
    message.reactions = reactions
    return True


Method = Callable[[World, Parameters], Any]

METHODS: dict[str, Method] = {
    "getMe": get_me,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": webhook_info,
    "sendMessage": send_message,
    "sendDocument": send_document,
    "editMessageText": edit_text,
    "editMessageReplyMarkup": edit_keyboard,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "answerCallbackQuery": answer_callback,
    "answerInlineQuery": answer_inline,
    "setMyCommands": set_commands,
    "deleteMyCommands": delete_commands,
    "getMyCommands": get_commands,
    "setMyDescription": set_description,
    "setMyShortDescription": set_short_description,
    "leaveChat": leave_chat,
    "sendChatAction": send_action,
    "setMessageReaction": set_reaction,
}
