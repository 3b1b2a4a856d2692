"""What people do, and how the bot may react to it."""

from collections.abc import Awaitable
from datetime import timedelta

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    InaccessibleMessage,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    ReactionTypeEmoji,
    Update,
)

from tests.botapi import CallbackAnswer, Command, NothingThere, World
from tests.botapi.conftest import KIM, Clock

GROUP = -1_001_234_567_890
OLD_QUERY = "query is too old and response timeout expired or query ID is invalid"
YES_NO = InlineKeyboardMarkup(
    inline_keyboard=[
        [
            InlineKeyboardButton(text="Yes, please", callback_data="yes"),
            InlineKeyboardButton(text="No", callback_data="no"),
        ],
        [InlineKeyboardButton(text="Read more", url="https://door.example.org")],
    ]
)


async def newest(bot: Bot) -> Update:
    (update,) = await bot.get_updates(offset=-1)
    return update


async def test_names_and_what_a_message_carries(bot: Bot, world: World) -> None:
    world.person(KIM, "Kim", last_name="Holm", username="kimholm", language_code="en", phone="+4512345678")
    origin = {"type": "hidden_user", "sender_user_name": "Mor", "date": 1_900_000_000}
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 2}]
    sent = world.user_sends(KIM, None, photo=photo, caption="look", forward_origin=origin)
    update = await newest(bot)
    message = update.message
    assert message is not None
    assert message.from_user is not None
    assert (message.from_user.full_name, message.from_user.language_code) == ("Kim Holm", "en")
    assert (message.chat.id, message.chat.full_name, message.chat.username) == (KIM, "Kim Holm", "kimholm")
    assert (message.message_id, message.text, message.caption) == (sent.message_id, None, "look")
    assert message.photo is not None
    assert message.forward_origin is not None
    assert "12345678" not in update.model_dump_json()


async def test_a_command_is_marked_as_one(bot: Bot, world: World) -> None:
    world.user_sends(KIM, "/start code")
    message = (await newest(bot)).message
    assert message is not None
    assert message.entities is not None
    assert [(entity.type, entity.length) for entity in message.entities] == [("bot_command", 6)]


async def test_an_edit_of_their_own(bot: Bot, world: World, clock: Clock) -> None:
    sent = world.user_sends(KIM, "one")
    clock.pass_by(timedelta(seconds=5))
    world.user_edits(KIM, sent.message_id, "two")
    edited = (await newest(bot)).edited_message
    assert edited is not None
    assert (edited.text, edited.message_id, edited.edit_date) == ("two", sent.message_id, int(clock.at.timestamp()))
    theirs = await bot.send_message(KIM, "x")
    with pytest.raises(AssertionError, match="cannot edit what the bot wrote"):
        world.user_edits(KIM, theirs.message_id, "y")


async def test_a_press(bot: Bot, world: World) -> None:
    world.user_sends(KIM, "/start")
    sent = await bot.send_message(KIM, "Shall we?", reply_markup=YES_NO)
    query = world.user_presses(KIM, sent.message_id, "yes")
    pressed = (await newest(bot)).callback_query
    assert pressed is not None
    assert (pressed.id, pressed.data, pressed.from_user.id) == (query, "yes", KIM)
    assert isinstance(pressed.message, Message)
    assert pressed.message.text == "Shall we?"
    assert pressed.message.reply_markup is not None
    assert pressed.message.reply_markup.model_dump() == YES_NO.model_dump()
    await bot.answer_callback_query(query, text="Good", show_alert=True)
    assert world.callback_answers == {query: CallbackAnswer(text="Good", show_alert=True)}


async def test_a_press_by_label(bot: Bot, world: World) -> None:
    world.user_sends(KIM, "/start")
    first = await bot.send_message(KIM, "Shall we?", reply_markup=YES_NO)
    second = await bot.send_message(KIM, "Shall we now?", reply_markup=YES_NO)
    world.user_presses_label(KIM, "No")
    world.user_deletes(KIM, second.message_id)
    world.user_presses_label(KIM, "please", contains=True)
    bodies = [update.body for update in world.pending if update.kind == "callback_query"]
    assert [(body["data"], body["message"]["message_id"]) for body in bodies] == [
        ("no", second.message_id),
        ("yes", first.message_id),
    ]
    with pytest.raises(NothingThere, match="no button 'please', only"):
        world.user_presses_label(KIM, "please")
    with pytest.raises(AssertionError, match="opens https"):
        world.user_presses_label(KIM, "Read more")


async def test_a_press_of_a_button_that_is_gone(bot: Bot, world: World) -> None:
    world.user_sends(KIM, "/start")
    sent = await bot.send_message(KIM, "Shall we?", reply_markup=YES_NO)
    await bot.edit_message_text("Done", chat_id=KIM, message_id=sent.message_id)
    with pytest.raises(AssertionError, match="no button 'yes'"):
        world.user_presses(KIM, sent.message_id, "yes")
    world.user_presses(KIM, sent.message_id, "yes", even_if_gone=True)
    pressed = (await newest(bot)).callback_query
    assert pressed is not None
    assert isinstance(pressed.message, Message)
    assert (pressed.message.text, pressed.message.reply_markup) == ("Done", None)
    await bot.delete_message(KIM, sent.message_id)
    with pytest.raises(AssertionError, match="not there to be pressed"):
        world.user_presses(KIM, sent.message_id, "yes")
    world.user_presses(KIM, sent.message_id, "yes", even_if_gone=True)
    pressed = (await newest(bot)).callback_query
    assert pressed is not None
    assert isinstance(pressed.message, InaccessibleMessage)


async def test_an_answer_is_given_once_and_in_time(bot: Bot, world: World, clock: Clock) -> None:
    world.user_sends(KIM, "/start")
    await bot.send_message(KIM, "Shall we?", reply_markup=YES_NO)
    query = world.user_presses_label(KIM, "No")
    with pytest.raises(TelegramBadRequest, match="MESSAGE_TOO_LONG"):
        await bot.answer_callback_query(query, text="x" * 201)
    clock.pass_by(timedelta(minutes=1))
    await bot.answer_callback_query(query, text="x" * 200)
    late = world.user_presses_label(KIM, "No")
    clock.pass_by(timedelta(minutes=1, seconds=1))
    for each in (query, late, "unknown"):
        with pytest.raises(TelegramBadRequest, match=OLD_QUERY):
            await bot.answer_callback_query(each)
    assert list(world.callback_answers) == [query]


async def test_somebody_who_blocked_the_bot(bot: Bot, world: World) -> None:
    world.user_sends(KIM, "/start")
    sent = await bot.send_message(KIM, "x", reply_markup=YES_NO)
    world.user_blocks(KIM)
    change = (await newest(bot)).my_chat_member
    assert change is not None
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("member", "kicked")
    attempts: list[Awaitable[object]] = [
        bot.send_message(KIM, "y"),
        bot.send_chat_action(KIM, "typing"),
        bot.edit_message_text("y", chat_id=KIM, message_id=sent.message_id),
    ]
    for attempt in attempts:
        with pytest.raises(TelegramForbiddenError) as refusal:
            await attempt
        assert refusal.value.message == "Forbidden: bot was blocked by the user"
    with pytest.raises(AssertionError, match="has blocked the bot"):
        world.user_sends(KIM, "hello?")
    world.user_unblocks(KIM)
    change = (await newest(bot)).my_chat_member
    assert change is not None
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("kicked", "member")
    await bot.send_message(KIM, "y")
    assert world.last(KIM).text == "y"


async def refused(error: type[TelegramAPIError], words: str, bot: Bot, number: int) -> None:
    with pytest.raises(error) as refusal:
        await bot.delete_message(KIM, number)
    assert refusal.value.message == words


async def test_deleting(bot: Bot, world: World, clock: Clock) -> None:
    theirs = world.user_sends(KIM, "/start")
    sent = await bot.send_message(KIM, "x")
    clock.pass_by(timedelta(hours=48))
    await bot.delete_message(KIM, theirs.message_id)
    assert [message.message_id for message in world.visible(KIM)] == [sent.message_id]
    await refused(TelegramBadRequest, "Bad Request: message to delete not found", bot, theirs.message_id)
    await refused(TelegramBadRequest, "Bad Request: message to delete not found", bot, 999_999)
    clock.pass_by(timedelta(seconds=1))
    await refused(TelegramBadRequest, "Bad Request: message can't be deleted for everyone", bot, sent.message_id)
    assert world.last(KIM).message_id == sent.message_id


async def test_deleting_many_passes_over_what_cannot_be(bot: Bot, world: World, clock: Clock) -> None:
    old = world.user_sends(KIM, "old")
    clock.pass_by(timedelta(hours=49))
    new = world.user_sends(KIM, "new")
    assert await bot.delete_messages(KIM, [old.message_id, new.message_id, 999_999])
    assert [message.text for message in world.visible(KIM)] == ["old"]
    assert [message.deleted for message in world.chat(KIM).messages] == [False, True]
    with pytest.raises(TelegramBadRequest, match="message identifiers are not specified"):
        await bot.delete_messages(KIM, [])
    with pytest.raises(TelegramBadRequest, match="too many message identifiers"):
        await bot.delete_messages(KIM, list(range(1, 102)))
    with pytest.raises(NothingThere):
        world.last(KIM)


async def test_numbers_grow_over_all_chats(bot: Bot, world: World) -> None:
    numbers = [world.user_sends(KIM, "a").message_id, world.user_sends(8, "b").message_id]
    numbers += [(await bot.send_message(each, "c")).message_id for each in (8, KIM)]
    assert numbers == sorted(set(numbers))


async def test_a_group_is_left(bot: Bot, world: World) -> None:
    group = {"id": GROUP, "type": "supergroup", "title": "Class 7B"}
    number = world.raw_update({"message": {"message_id": 1, "date": 1_900_000_000, "chat": group, "text": "hi"}})
    update = await newest(bot)
    assert (update.update_id, update.message is not None) == (number, True)
    assert await bot.leave_chat(GROUP)
    assert world.left_chats == [GROUP]
    with pytest.raises(TelegramForbiddenError, match="not a member of the supergroup"):
        await bot.send_message(GROUP, "x")
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.leave_chat(-5)


async def test_an_inline_query(bot: Bot, world: World) -> None:
    world.raw_update({"inline_query": {"id": "77", "query": "", "offset": ""}})
    assert await bot.answer_inline_query("77", results=[])
    assert world.inline_answers == {"77": []}
    with pytest.raises(TelegramBadRequest, match=OLD_QUERY):
        await bot.answer_inline_query("77", results=[])


async def test_the_menu(bot: Bot, world: World) -> None:
    scope = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([BotCommand(command="start", description="Begin")])
    await bot.set_my_commands([BotCommand(command="slet", description="Slet alt")], scope=scope, language_code="da")
    assert world.commands == {
        ("default", ""): [Command(name="start", description="Begin")],
        ("all_private_chats", "da"): [Command(name="slet", description="Slet alt")],
    }
    assert [each.command for each in await bot.get_my_commands(scope=scope, language_code="da")] == ["slet"]
    await bot.delete_my_commands(scope=scope, language_code="da")
    assert list(world.commands) == [("default", "")]
    assert await bot.get_my_commands(scope=scope) == []


@pytest.mark.parametrize(
    ("commands", "words"),
    [
        ([("Start", "x")], "BOT_COMMAND_INVALID"),
        ([("", "x")], "BOT_COMMAND_INVALID"),
        ([("x" * 33, "x")], "BOT_COMMAND_INVALID"),
        ([("start", "")], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([("start", "x" * 257)], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([("start", "x")] * 101, "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_a_menu_that_is_refused(bot: Bot, world: World, commands: list[tuple[str, str]], words: str) -> None:
    made = [BotCommand(command=name, description=description) for name, description in commands]
    with pytest.raises(TelegramBadRequest, match=words):
        await bot.set_my_commands(made)
    assert world.commands == {}


async def test_how_the_bot_describes_itself(bot: Bot, world: World) -> None:
    await bot.set_my_description("A door", language_code="en")
    await bot.set_my_short_description("En dør")
    assert (world.descriptions, world.short_descriptions) == ({"en": "A door"}, {"": "En dør"})
    with pytest.raises(TelegramBadRequest):
        await bot.set_my_description("x" * 513)
    with pytest.raises(TelegramBadRequest):
        await bot.set_my_short_description("x" * 121)


async def test_small_signs(bot: Bot, world: World) -> None:
    sent = world.user_sends(KIM, "hello")
    await bot.set_message_reaction(KIM, sent.message_id, [ReactionTypeEmoji(emoji="👍")])
    assert sent.reactions == [{"type": "emoji", "emoji": "👍"}]
    await bot.send_chat_action(KIM, "typing")
    with pytest.raises(TelegramBadRequest, match="wrong parameter action"):
        await bot.send_chat_action(KIM, "dancing")
    with pytest.raises(TelegramBadRequest, match="message to react not found"):
        await bot.set_message_reaction(KIM, 999_999)
    assert (await bot.get_me()).username == "doorstep_test_bot"
