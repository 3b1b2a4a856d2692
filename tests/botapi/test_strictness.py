"""Sending and editing: what the server refuses, seen by the real client."""

from collections.abc import Awaitable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError
from aiogram.types import (
    BufferedInputFile,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)

from tests.botapi import World
from tests.botapi.conftest import KIM, NOON, Clock

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a"
    " current content and reply markup of the message"
)


@pytest.fixture(autouse=True)
def _kim_wrote(world: World) -> None:
    world.user_sends(KIM, "/start")


def keyboard(*rows: list[tuple[str, str]]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text=text, callback_data=data) for text, data in row] for row in rows]
    )


def link(url: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Open", url=url)]])


class Refused(AbstractContextManager[None]):
    """The call inside is refused with exactly these words."""

    def __init__(self, words: str, error: type[TelegramAPIError] = TelegramBadRequest) -> None:
        self._words, self._error = words, error

    def __exit__(self, kind: Any, error: Any, traceback: Any) -> bool:
        assert isinstance(error, self._error), f"{error!r} instead of {self._words}"
        assert error.message == self._words
        return True


async def test_a_message_arrives_whole(bot: Bot, world: World) -> None:
    answer = await bot.send_message(
        KIM,
        " <b>Hello</b> Kim\n",
        reply_markup=keyboard([("Yes", "yes"), ("No", "no")], [("Later", "later")]),
        protect_content=True,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    assert answer.html_text == "<b>Hello</b> Kim"
    assert (answer.date, answer.chat.id, answer.chat.type) == (NOON, KIM, "private")
    assert answer.from_user is not None
    assert (answer.from_user.id, answer.from_user.is_bot) == (42, True)
    assert answer.has_protected_content
    assert answer.reply_markup is not None
    shown = world.last(KIM)
    assert [[button.data for button in row] for row in shown.keyboard] == [["yes", "no"], ["later"]]
    assert (shown.text, shown.from_bot, shown.at, shown.edited, shown.deleted) == ("Hello Kim", True, NOON, None, False)


@pytest.mark.parametrize("text", ["", "  \n ", "<b></b>", "<i> </i>"])
async def test_an_empty_text(bot: Bot, text: str) -> None:
    with Refused("Bad Request: message text is empty"):
        await bot.send_message(KIM, text)


async def test_the_length_of_a_text_counts_what_is_shown(bot: Bot) -> None:
    await bot.send_message(KIM, f"<b>{'x' * 4095}</b>&amp;")
    await bot.send_message(KIM, "😀" * 2048)
    for text in ("x" * 4097, "😀" * 2048 + "x"):
        with Refused("Bad Request: message is too long"):
            await bot.send_message(KIM, text)


async def test_markup_that_is_not_well_made(bot: Bot) -> None:
    with Refused("Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\""):
        await bot.send_message(KIM, "<b>x")
    with Refused("Bad Request: unsupported parse_mode"):
        await bot.send_message(KIM, "x", parse_mode="MarkdownV2")
    assert (await bot.send_message(KIM, "1 < 2 & 3", parse_mode=None)).text == "1 < 2 & 3"


async def test_the_data_of_a_button_counts_bytes(bot: Bot) -> None:
    await bot.send_message(KIM, "x", reply_markup=keyboard([("a", "é" * 32)]))
    for data in ("", "x" * 65, "é" * 33):
        with Refused("Bad Request: BUTTON_DATA_INVALID"):
            await bot.send_message(KIM, "x", reply_markup=keyboard([("a", data)]))


async def test_the_text_of_a_button(bot: Bot) -> None:
    with Refused('Bad Request: can\'t parse inline keyboard button: Field "text" must be a non-empty String'):
        await bot.send_message(KIM, "x", reply_markup=keyboard([("", "a")]))
    bare = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="a")]])
    with Refused("Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"):
        await bot.send_message(KIM, "x", reply_markup=bare)
    both = InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text="a", callback_data="a", url="https://example.org")]]
    )
    with Refused("Bad Request: can't parse inline keyboard button: exactly one of the optional fields must be used"):
        await bot.send_message(KIM, "x", reply_markup=both)


@pytest.mark.parametrize(
    "url", ["http://localhost:8000/x", "https://door", "ftp://example.org", "door.example.org", "http://[x", "https://"]
)
async def test_an_address_that_leads_nowhere(bot: Bot, world: World, url: str) -> None:
    await bot.send_message(KIM, "x", reply_markup=link("https://door.example.org/a?b=c"))
    assert world.last(KIM).buttons()[0].url == "https://door.example.org/a?b=c"
    with Refused(f"Bad Request: inline keyboard button URL '{url}' is invalid: Wrong HTTP URL"):
        await bot.send_message(KIM, "x", reply_markup=link(url))


async def test_the_size_of_a_keyboard(bot: Bot) -> None:
    row = [("a", "a")] * 8
    await bot.send_message(KIM, "x", reply_markup=keyboard(*[row] * 12, row[:4]))
    for rows in ([row] * 12 + [row[:5]], [[*row, ("a", "a")]]):
        with Refused("Bad Request: reply markup is too long"):
            await bot.send_message(KIM, "x", reply_markup=keyboard(*rows))


async def test_other_keyboards_are_taken(bot: Bot, world: World) -> None:
    answer = await bot.send_message(KIM, "x", reply_markup=ForceReply(force_reply=True))
    assert answer.reply_markup is None
    assert world.last(KIM).markup == {"force_reply": True}


async def test_whom_the_bot_may_write_to(bot: Bot, world: World) -> None:
    with Refused("Bad Request: chat not found"):
        await bot.send_message(999, "x")
    with Refused("Bad Request: chat not found"):
        await bot.send_message("@somebody", "x")
    world.person(8, first_name="Bo")
    with Refused("Forbidden: bot can't initiate conversation with a user", TelegramForbiddenError):
        await bot.send_message(8, "x")
    world.user_sends(8, "/start")
    await bot.send_message(8, "x")


async def test_a_reply_to_what_is_gone(bot: Bot, world: World) -> None:
    first = world.user_sends(KIM, "a question")
    answer = await bot.send_message(KIM, "x", reply_parameters=ReplyParameters(message_id=first.message_id))
    assert answer.reply_to_message is not None
    assert answer.reply_to_message.text == "a question"
    world.user_deletes(KIM, first.message_id)
    with Refused("Bad Request: message to be replied not found"):
        await bot.send_message(KIM, "x", reply_parameters=ReplyParameters(message_id=first.message_id))
    lenient = ReplyParameters(message_id=first.message_id, allow_sending_without_reply=True)
    assert (await bot.send_message(KIM, "x", reply_parameters=lenient)).reply_to_message is None


async def test_a_document(bot: Bot, world: World) -> None:
    file = BufferedInputFile(b"BEGIN:VCALENDAR", filename="samtale æ.ics")
    answer = await bot.send_document(KIM, file, caption="<b>When</b>", reply_markup=keyboard([("Ok", "ok")]))
    assert answer.document is not None
    assert (answer.document.file_name, answer.document.file_size) == ("samtale æ.ics", 15)
    shown = world.last(KIM)
    assert shown.document == ("samtale æ.ics", b"BEGIN:VCALENDAR")
    assert (shown.text, shown.caption, shown.buttons()[0].data) == (None, "When", "ok")
    await bot.send_document(KIM, file, caption="x" * 1024)
    with Refused("Bad Request: message caption is too long"):
        await bot.send_document(KIM, file, caption="x" * 1025)
    with Refused("Bad Request: file must be non-empty"):
        await bot.send_document(KIM, BufferedInputFile(b"", filename="empty.txt"))
    with Refused("Bad Request: wrong file identifier/HTTP URL specified"):
        await bot.send_document(KIM, "https://example.org/file")
    with Refused("Bad Request: there is no text in the message to edit"):
        await bot.edit_message_text("x", chat_id=KIM, message_id=answer.message_id)


async def test_an_edit(bot: Bot, world: World, clock: Clock) -> None:
    sent = await bot.send_message(KIM, "one", reply_markup=keyboard([("a", "a")]))
    clock.pass_by(timedelta(minutes=1))
    edited = await bot.edit_message_text("two", chat_id=KIM, message_id=sent.message_id)
    assert isinstance(edited, Message)
    assert (edited.text, edited.reply_markup) == ("two", None)
    shown = world.last(KIM)
    assert (shown.text, shown.keyboard, shown.edited) == ("two", [], clock.at)


async def test_an_edit_that_changes_nothing(bot: Bot) -> None:
    buttons = keyboard([("a", "a")])
    number = (await bot.send_message(KIM, "<b>one</b>", reply_markup=buttons)).message_id
    with Refused(NOT_MODIFIED):
        await bot.edit_message_text(" <b>one</b>\n", chat_id=KIM, message_id=number, reply_markup=buttons)
    with Refused(NOT_MODIFIED):
        await bot.edit_message_reply_markup(chat_id=KIM, message_id=number, reply_markup=buttons)
    await bot.edit_message_text("one", chat_id=KIM, message_id=number, reply_markup=buttons)
    await bot.edit_message_reply_markup(chat_id=KIM, message_id=number)
    with Refused(NOT_MODIFIED):
        await bot.edit_message_reply_markup(chat_id=KIM, message_id=number)


async def test_an_edit_of_what_cannot_be_edited(bot: Bot, world: World) -> None:
    sent = await bot.send_message(KIM, "one")
    world.user_deletes(KIM, sent.message_id)
    theirs = world.user_sends(KIM, "mine")
    world.user_sends(8, "another chat")

    def edits(number: int, chat: int = KIM) -> list[Awaitable[Any]]:
        return [
            bot.edit_message_text("two", chat_id=chat, message_id=number),
            bot.edit_message_reply_markup(chat_id=chat, message_id=number, reply_markup=keyboard([("a", "a")])),
        ]

    for edit in (*edits(sent.message_id), *edits(999_999), *edits(theirs.message_id, 8)):
        with Refused("Bad Request: message to edit not found"):
            await edit
    for edit in edits(theirs.message_id):
        with Refused("Bad Request: message can't be edited"):
            await edit
