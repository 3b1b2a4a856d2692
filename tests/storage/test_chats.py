"""Chats: each leads to one conversation, and is gone with it; and the messages that can still be deleted there."""

from datetime import timedelta

from flows.vocabulary import Channel
from storage import chats, conversations
from storage.chats import ChatMessageRow, ChatRow
from storage.keys import new_id
from tests.storage.people import TODAY, Unit

TAG = b"t" * 32
OTHER_TAG = b"o" * 32


async def leads(unit: Unit, conversation: bytes, *, tag: bytes = TAG, key: bytes | None = b"wrapped") -> None:
    await unit.database.write(
        lambda connection: chats.add(
            connection,
            tag=tag,
            conversation_id=conversation,
            channel=Channel.TELEGRAM,
            address=b"sealed",
            key_wrapped=key,
        )
    )


async def chat(unit: Unit, tag: bytes = TAG) -> ChatRow | None:
    return await unit.database.read(lambda connection: chats.by_tag(connection, tag=tag))


async def there(unit: Unit, tag: bytes = TAG) -> ChatRow:
    found = await chat(unit, tag)
    assert found is not None
    return found


async def test_a_chat_leads_to_one_conversation_the_last_one(unit: Unit) -> None:
    first, second = await unit.contact(), await unit.contact()
    await leads(unit, first)
    await unit.database.write(lambda connection: chats.set_only_nudges(connection, tag=TAG, only_nudges=True))
    await leads(unit, second)
    row = await there(unit)
    assert row.conversation_id == second
    assert not row.only_nudges, "nothing of the earlier one is left"
    assert await unit.database.read(lambda connection: chats.of_conversation(connection, conversation_id=first)) == ()


async def test_several_chats_may_lead_to_one_conversation_and_go_with_it(unit: Unit) -> None:
    conversation = await unit.contact()
    await leads(unit, conversation)
    await leads(unit, conversation, tag=OTHER_TAG)
    found = await unit.database.read(lambda connection: chats.of_conversation(connection, conversation_id=conversation))
    assert [row.tag for row in found] == [OTHER_TAG, TAG]
    await unit.database.write(lambda connection: conversations.forget(connection, conversation_id=conversation))
    assert await chat(unit) is None
    assert await chat(unit, OTHER_TAG) is None


async def test_at_the_hand_over_the_copy_of_the_key_goes(unit: Unit) -> None:
    await leads(unit, await unit.contact())
    await unit.database.write(lambda connection: chats.hand_over(connection, tag=TAG, address=b"sealed anew"))
    row = await there(unit)
    assert (row.key_wrapped, row.address) == (None, b"sealed anew")


async def test_what_is_on_a_screen_is_kept_and_forgotten(unit: Unit) -> None:
    await leads(unit, await unit.contact())
    for screen, shown in ((b"screen", b"shown"), (None, None)):
        await unit.database.write(
            lambda connection, screen=screen: chats.set_screen(connection, tag=TAG, screen=screen)  # type: ignore[misc]
        )
        await unit.database.write(
            lambda connection, shown=shown: chats.set_shown(connection, tag=TAG, shown=shown)  # type: ignore[misc]
        )
        row = await there(unit)
        assert (row.screen, row.shown) == (screen, shown)


async def test_a_conversations_chats_are_nudged_together(unit: Unit) -> None:
    conversation, other = await unit.contact(), await unit.contact()
    await leads(unit, conversation)
    await leads(unit, other, tag=OTHER_TAG)
    await unit.database.write(
        lambda connection: chats.set_nudged(connection, conversation_id=conversation, nudged=True)
    )
    assert ((await there(unit)).nudged, (await there(unit, OTHER_TAG)).nudged) == (True, False)
    await unit.database.write(
        lambda connection: chats.set_nudged(connection, conversation_id=conversation, nudged=False)
    )
    assert not (await there(unit)).nudged


async def test_that_a_chat_is_closed_is_news_once(unit: Unit) -> None:
    await leads(unit, await unit.contact())

    async def closes(blocked: bool) -> bool:
        return await unit.database.write(lambda connection: chats.set_blocked(connection, tag=TAG, blocked=blocked))

    assert [await closes(blocked) for blocked in (False, True, True, False)] == [False, True, False, True]
    assert not await unit.database.write(lambda connection: chats.set_blocked(connection, tag=OTHER_TAG, blocked=True))


async def test_messages_are_remembered_until_they_cannot_be_deleted_any_more(unit: Unit) -> None:
    def written(days_ago: int, tag: bytes = TAG) -> ChatMessageRow:
        return ChatMessageRow(id=new_id(), tag=tag, wrapped=b"sealed", written_on=TODAY - timedelta(days=days_ago))

    old, new, other = written(4), written(3), written(0, OTHER_TAG)
    await unit.database.write(lambda connection: chats.remember(connection, messages=(old, new, other)))
    await unit.database.write(lambda connection: chats.remember(connection, messages=()))

    async def remembered(tag: bytes) -> set[bytes]:
        rows = await unit.database.read(lambda connection: chats.remembered(connection, tag=tag))
        return {row.id for row in rows}

    assert await remembered(TAG) == {old.id, new.id}
    assert await unit.database.write(lambda connection: chats.sweep(connection, before=TODAY - timedelta(days=3))) == 1
    assert await remembered(TAG) == {new.id}
    await unit.database.write(lambda connection: chats.forget_messages(connection, tag=TAG))
    assert (await remembered(TAG), await remembered(OTHER_TAG)) == (set(), {other.id})
