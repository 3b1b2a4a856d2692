"""A Telegram Bot API server for tests, over real HTTP; it knows nothing of the bot it serves."""

from tests.botapi.faults import Fault
from tests.botapi.server import ApiServer
from tests.botapi.values import (
    ApiError,
    Button,
    Call,
    CallbackAnswer,
    Chat,
    ChatLimit,
    Command,
    Document,
    Fields,
    Message,
    NothingThere,
    Person,
    Update,
    Webhook,
)
from tests.botapi.world import World

__all__ = [
    "ApiError",
    "ApiServer",
    "Button",
    "Call",
    "CallbackAnswer",
    "Chat",
    "ChatLimit",
    "Command",
    "Document",
    "Fault",
    "Fields",
    "Message",
    "NothingThere",
    "Person",
    "Update",
    "Webhook",
    "World",
]
