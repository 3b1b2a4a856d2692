"""What the server can open of somebody who writes from a messenger, and for how long."""

import pytest

from bot import jobs
from bot.desk.chat import ChatDesk
from bot.desk.journals import journal_of
from bot.desk.opening import AtDesk, ByChat, own_private, visit_by_chat
from bot.desk.sealing import open_message
from bot.desk.views import Refused, Stage
from flows.vocabulary import Channel, Language
from storage import chats, conversations, messages
from storage.keys import Secret, WrongKey, new_id
from tests.bot.conftest import Unit
from tests.bot.talking import MOTHER

CHAT = Secret(b"7300000001")


@pytest.fixture
def desk(unit: Unit) -> ChatDesk:
    """The desk of whoever writes from a messenger."""
    return ChatDesk(unit.parts.house)


async def answers(desk: ChatDesk, *, wish: str, until: str = "") -> None:
    """Through the questions as a mother; up to a question, if one is named."""
    while (standing := await desk.standing(CHAT)) is not None and standing.asking is not None:
        asking = standing.asking
        key = asking.question.key
        if key == until or standing.stage is Stage.TALK:
            return
        raw = wish if key == "wish" else MOTHER.get(key)
        if raw is None:
            await desk.skip(CHAT, key=key, revision=asking.revision)
        else:
            await desk.answer(CHAT, key=key, revision=asking.revision, raw=raw)


async def here(unit: Unit) -> AtDesk | ByChat:
    """The conversation that the chat leads to."""
    found = await visit_by_chat(unit.parts.house, CHAT)
    assert found is not None
    return found


async def test_in_the_first_questions_the_server_has_the_key_and_after_them_it_has_not(
    unit: Unit, desk: ChatDesk
) -> None:
    await desk.begin(CHAT, language=Language.DANISH)
    assert isinstance(await here(unit), AtDesk)

    await answers(desk, wish="talk")

    after = await here(unit)
    assert isinstance(after, ByChat)
    assert after.chat.key_wrapped is None
    assert after.row.desk_until is None


async def test_an_old_backups_key_opens_nothing_that_was_written_later_or_before(unit: Unit, desk: ChatDesk) -> None:
    await desk.begin(CHAT, language=Language.DANISH)
    await desk.say(CHAT, text="Min mand drikker.", press=new_id())
    before = await here(unit)
    assert isinstance(before, AtDesk)
    in_the_backup = before.private

    await answers(desk, wish="talk")
    await desk.say(CHAT, text="Han slog mig.", press=new_id())

    after = await here(unit)
    assert after.public != before.public
    with pytest.raises(WrongKey):
        own_private(after.row, in_the_backup)
    rows = await unit.parts.house.database.read(
        lambda connection: messages.messages_of(connection, conversation_id=after.id)
    )
    assert len(rows) == 2
    for row in rows:
        with pytest.raises(WrongKey):
            open_message(
                row.body,
                conversation_id=after.id,
                sequence=row.sequence,
                direction=row.direction,
                private=in_the_backup,
            )


async def test_what_was_written_among_the_questions_reaches_the_therapist(unit: Unit, desk: ChatDesk) -> None:
    await desk.begin(CHAT, language=Language.DANISH)
    covered = new_id()
    await desk.say(CHAT, text="Jeg hedder Amina, ring på 20 30 40 50.", press=covered)
    await answers(desk, wish="talk")

    session = await unit.session("mette")
    (row,) = await unit.staff.queue(session)
    await unit.staff.claim(session, row.conversation)
    (message,) = (await unit.staff.case(session, row.conversation)).messages
    assert "20 30 40 50" not in message.text
    assert message.channel is Channel.TELEGRAM

    assert await desk.decide(CHAT, press=covered, as_written=True)
    (message,) = (await unit.staff.case(session, row.conversation)).messages
    assert message.text == "Jeg hedder Amina, ring på 20 30 40 50."


async def test_questions_nobody_goes_on_with_are_forgotten_after_a_day(unit: Unit, desk: ChatDesk) -> None:
    await desk.begin(CHAT, language=Language.DANISH)
    await answers(desk, wish="talk", until="child-age")
    unit.clock.advance(hours=24)
    await jobs.leave_the_desk(unit.parts.house)
    assert await desk.standing(CHAT) is not None, "not a full day yet, whatever the hour it began in"

    unit.clock.advance(hours=1)
    await jobs.leave_the_desk(unit.parts.house)

    assert await desk.standing(CHAT) is None
    tag = await unit.parts.house.chat_tag(CHAT)
    assert await unit.parts.house.database.read(lambda connection: chats.by_tag(connection, tag=tag)) is None


async def test_an_answer_gives_the_questions_another_day(unit: Unit, desk: ChatDesk) -> None:
    await desk.begin(CHAT, language=Language.DANISH)
    unit.clock.advance(hours=20)
    await answers(desk, wish="talk", until="child-age")
    unit.clock.advance(hours=20)
    await jobs.leave_the_desk(unit.parts.house)

    assert await desk.standing(CHAT) is not None


async def test_a_text_gives_the_questions_another_day(unit: Unit, desk: ChatDesk) -> None:
    await desk.begin(CHAT, language=Language.DANISH)
    unit.clock.advance(hours=20)
    await desk.say(CHAT, text="Min mand drikker.", press=new_id())
    unit.clock.advance(hours=20)
    await jobs.leave_the_desk(unit.parts.house)
    assert await desk.standing(CHAT) is not None

    unit.clock.advance(hours=5)
    await jobs.leave_the_desk(unit.parts.house)
    assert await desk.standing(CHAT) is None


async def test_a_text_after_the_hand_over_keeps_nothing_where_the_server_can_open_it(
    unit: Unit, desk: ChatDesk
) -> None:
    await desk.begin(CHAT, language=Language.DANISH)
    await answers(desk, wish="both")
    until = (await here(unit)).row.desk_until
    unit.clock.advance(hours=20)
    await desk.say(CHAT, text="Min mand drikker.", press=new_id())
    assert (await here(unit)).row.desk_until == until


async def test_the_question_about_a_time_goes_after_a_day_and_the_talk_stays(unit: Unit, desk: ChatDesk) -> None:
    await desk.begin(CHAT, language=Language.DANISH)
    await answers(desk, wish="both")
    standing = await desk.standing(CHAT)
    assert standing is not None
    assert standing.asking is not None
    assert standing.asking.question.key == "pretalk-choose"

    unit.clock.advance(hours=25)
    await jobs.leave_the_desk(unit.parts.house)

    after = await here(unit)
    assert after.row.queue_id is not None
    assert after.row.journal is None
    assert journal_of(unit.parts.house, after) is not None
    standing = await desk.standing(CHAT)
    assert standing is not None
    assert standing.asking is None


async def test_deleting_the_shred_key_closes_what_the_server_could_open(unit: Unit, desk: ChatDesk) -> None:
    await desk.begin(CHAT, language=Language.DANISH)
    begun = await here(unit)
    assert isinstance(begun, AtDesk)
    assert begun.chat.key_wrapped is not None
    keyring = unit.parts.house.keyring
    context = b"key|" + begun.id
    assert keyring.open_at_desk(begun.chat.key_wrapped, context=context, shred=begun.shred)
    for shred in (None, Secret(bytes(32))):
        with pytest.raises(WrongKey):
            keyring.open_at_desk(begun.chat.key_wrapped, context=context, shred=shred)


async def test_a_chat_leads_to_one_conversation_and_beginning_again_changes_nothing(unit: Unit, desk: ChatDesk) -> None:
    await desk.begin(CHAT, language=Language.DANISH)
    first = await here(unit)
    await desk.begin(CHAT, language=Language.ENGLISH)

    assert (await here(unit)).id == first.id
    assert (await here(unit)).row.language is Language.DANISH


async def test_without_a_conversation_there_is_nothing_to_say_it_to(desk: ChatDesk) -> None:
    with pytest.raises(Refused, match="telegram-no-conversation"):
        await desk.say(CHAT, text="Hej", press=new_id())


async def test_a_forgotten_conversation_is_not_there_for_its_chat(unit: Unit, desk: ChatDesk) -> None:
    await desk.begin(CHAT, language=Language.DANISH)
    gone = await here(unit)
    await desk.forget(CHAT, language=Language.DANISH)

    assert await desk.standing(CHAT) is None
    assert (
        await unit.parts.house.database.read(
            lambda connection: conversations.shred_key(connection, conversation_id=gone.id)
        )
        is None
    )
