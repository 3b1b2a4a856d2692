"""The Telegram client: what is asked of Telegram, and what its answers mean for something that must arrive once.

Rules: what goes wrong leaves here as one error of ours, `NotSent`, without the client's own, whose messages quote chats
and addresses. Where Telegram may have accepted something and the answer was lost, that is said (`UNSURE`). An answer
that says yes is a yes, also when the client cannot read the rest of it.
"""

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Any

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import (
    AnswerCallbackQuery,
    AnswerInlineQuery,
    DeleteMessage,
    DeleteMessages,
    EditMessageReplyMarkup,
    EditMessageText,
    LeaveChat,
    SendDocument,
    TelegramMethod,
)
from aiogram.methods.base import Response
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultsButton,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from aiohttp import ClientConnectorError
from pydantic import SecretStr

from bot.desk.outgoing import File, Heard, Keyboard, Nothing, Redraw, Say

# How many messages `deleteMessages` takes.
TOGETHER = 100
# What the client reads answers with: it builds these models anew, which takes long, whenever nobody holds on to them.
_HELD = (Response[dict[str, Any]], Response[Message], Response[bool])
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# How much longer than the long poll itself its answer may take.
POLL_MARGIN = 30


def telegram_client(token: SecretStr, api: str) -> Bot:
    """A client for one bot: plain text, and no previews of links. Whoever makes it closes `bot.session`."""
    return Bot(
        token.get_secret_value(),
        session=AiohttpSession(api=TelegramAPIServer.from_base(api)),
        default=DefaultBotProperties(link_preview=NO_PREVIEW),
    )


class RawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """`getUpdates` as it was answered: one update that nobody can read does not make the others unreadable."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None


async def raw_updates(bot: Bot, *, offset: int | None, timeout: int, allowed: Sequence[str]) -> list[dict[str, Any]]:  # noqa: ASYNC109 - Telegram's own, in seconds
    """What came since `offset`, waiting up to `timeout` seconds for it; raises aiogram's errors."""
    wanted = RawUpdates(offset=offset, limit=100, timeout=timeout, allowed_updates=list(allowed))
    return await bot(wanted, request_timeout=timeout + POLL_MARGIN)


class Saying(TelegramMethod[dict[str, Any]]):
    """`sendMessage` with all that we ever give it. Of its answer the number alone is read: that takes half the time."""

    __returning__ = dict[str, Any]
    __api_method__ = "sendMessage"

    chat_id: int
    text: str
    link_preview_options: LinkPreviewOptions = NO_PREVIEW
    reply_parameters: ReplyParameters | None = None
    reply_markup: InlineKeyboardMarkup | None = None


class Verdict(Enum):
    """What it means that something was not sent."""

    # It did not arrive; try again in `seconds`, or when it is likely to work.
    SLOW_DOWN = "slow_down"
    AGAIN = "again"
    # It may have arrived.
    UNSURE = "unsure"
    # It will never be accepted; or nobody is there to get anything.
    REFUSED = "refused"
    NOBODY = "nobody"
    # Telegram does not know us.
    TOKEN = "token"  # noqa: S105 - a name


class NotSent(Exception):
    """Telegram did not take it, or we do not know. Shows the class of the client's error and nothing it said."""

    def __init__(self, verdict: Verdict, error: Exception, *, seconds: int = 0) -> None:
        super().__init__(type(error).__name__)
        self.verdict = verdict
        self.seconds = seconds
        self.error_class = type(error).__name__
        self._said = (error.message or "").lower() if isinstance(error, TelegramBadRequest) else ""

    def says(self, *phrases: str) -> bool:
        """Whether a refusal gave one of these reasons."""
        return any(phrase in self._said for phrase in phrases)

    @classmethod
    def because(cls, error: Exception, *, may_repeat: bool) -> "NotSent":
        """What an error of the client means; `may_repeat` when it does no harm to do it twice."""
        match error:
            case TelegramRetryAfter():
                return cls(Verdict.SLOW_DOWN, error, seconds=error.retry_after)
            case TelegramUnauthorizedError() | TelegramNotFound():
                return cls(Verdict.TOKEN, error)
            case TelegramForbiddenError():
                return cls(Verdict.NOBODY, error)
            case TelegramBadRequest() if "chat not found" in (error.message or "").lower():
                return cls(Verdict.NOBODY, error)
            # Too large is a network error to the client, but it is an answer.
            case TelegramBadRequest() | TelegramMigrateToChat() | TelegramEntityTooLarge():
                return cls(Verdict.REFUSED, error)
            case TelegramNetworkError() if _never_connected(error):
                return cls(Verdict.AGAIN, error)
            case TelegramAPIError() if not isinstance(error, TelegramNetworkError | TelegramServerError):
                return cls(Verdict.AGAIN, error)  # answered, and not with a yes
        return cls(Verdict.AGAIN if may_repeat else Verdict.UNSURE, error)


def _chain(error: BaseException) -> Iterator[BaseException]:
    at: BaseException | None = error
    while at is not None:
        yield at
        at = at.__cause__ or at.__context__


def _never_connected(error: BaseException) -> bool:
    return any(isinstance(each, ClientConnectorError) for each in _chain(error))


def _buttons(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    if not keyboard:
        return None
    rows = [
        [
            InlineKeyboardButton(text=each.text, url=each.url)
            if each.url
            else InlineKeyboardButton(text=each.text, callback_data=each.data)
            for each in row
        ]
        for row in keyboard
    ]
    return InlineKeyboardMarkup(inline_keyboard=rows)


class Messenger:
    """What can be done in a chat. Everything here raises `NotSent`, and nothing else of the client's."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def say(self, chat: int, what: Say) -> int | None:
        """A new message; returns its id."""
        reply = None
        if what.reply_to is not None:
            reply = ReplyParameters(message_id=what.reply_to, allow_sending_without_reply=True)
        method = Saying(chat_id=chat, text=what.text, reply_parameters=reply, reply_markup=_buttons(what.keyboard))
        return _id_of(await self._ask(method, may_repeat=False))

    async def file(self, chat: int, what: File) -> int | None:
        """A file with a line of text; returns the message's id."""
        document = BufferedInputFile(what.content, filename=what.name)
        method = SendDocument(chat_id=chat, document=document, caption=what.text)
        return _id_of(await self._ask(method, may_repeat=False))

    async def redraw(self, chat: int, what: Redraw) -> None:
        """Another text and other buttons on a message."""
        await self._ask(
            EditMessageText(chat_id=chat, message_id=what.message, text=what.text, reply_markup=_buttons(what.keyboard))
        )

    async def take_buttons(self, chat: int, message: int) -> None:
        """Leave a message without buttons."""
        await self._ask(EditMessageReplyMarkup(chat_id=chat, message_id=message, reply_markup=None))

    async def delete(self, chat: int, message: int) -> None:
        """Delete one message."""
        await self._ask(DeleteMessage(chat_id=chat, message_id=message))

    async def delete_together(self, chat: int, messages: Sequence[int]) -> None:
        """Delete up to `TOGETHER` messages; what is not there is passed over."""
        await self._ask(DeleteMessages(chat_id=chat, message_ids=list(messages)))

    async def heard(self, what: Heard) -> None:
        """Answer a press."""
        await self._ask(AnswerCallbackQuery(callback_query_id=what.press, text=what.text or None))

    async def nothing(self, what: Nothing) -> None:
        """Answer somebody who asks from another chat with a way to write here."""
        button = InlineQueryResultsButton(text=what.text, start_parameter="start")
        method = AnswerInlineQuery(
            inline_query_id=what.query, results=[], is_personal=True, cache_time=0, button=button
        )
        await self._ask(method)

    async def leave(self, chat: int) -> None:
        """Leave a group or a channel."""
        await self._ask(LeaveChat(chat_id=chat))

    async def _ask(self, method: TelegramMethod[Any], *, may_repeat: bool = True) -> Any:
        try:
            return await self._bot(method)
        except ClientDecodeError as error:
            if isinstance(error.data, dict) and error.data.get("ok") is True:
                return error.data.get("result")
            refused = NotSent.because(error, may_repeat=may_repeat)
        except Exception as error:  # the client lets some through that are not its own
            refused = NotSent.because(error, may_repeat=may_repeat)
        raise refused


def _id_of(answer: Any) -> int | None:
    if isinstance(answer, Message):
        return answer.message_id
    found = answer.get("message_id") if isinstance(answer, dict) else None
    return found if isinstance(found, int) else None
