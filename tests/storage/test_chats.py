"""Chats: each leads to one conversation, and is gone with it; and the messages that can still be deleted there."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from sqlalchemy import Connection, delete

from flows.vocabulary import Channel, Direction
from storage import chats, conversations, messages
from storage.chats import ChatMessageRow, ChatRow, Lead
from storage.keys import new_id
from storage.tables import shred_keys
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
    for screen in (b"screen", None):
        await unit.database.write(
            lambda connection, screen=screen: chats.set_screen(connection, tag=TAG, screen=screen)  # type: ignore[misc]
        )
        assert (await there(unit)).screen == screen


async def test_which_message_shows_what_is_kept_for_several_chats_at_once(unit: Unit) -> None:
    await leads(unit, await unit.contact())
    await leads(unit, await unit.contact(), tag=OTHER_TAG)
    tags = [TAG, OTHER_TAG, b"n" * 32]
    assert await unit.database.read(partial(chats.shown_of, tags=tags)) == {TAG: None, OTHER_TAG: None}
    await unit.database.write(partial(chats.set_shown, shown={TAG: b"one", OTHER_TAG: b"two"}))
    await unit.database.write(partial(chats.set_shown, shown={TAG: b"another"}))
    await unit.database.write(partial(chats.set_shown, shown={}))
    assert await unit.database.read(partial(chats.shown_of, tags=tags)) == {TAG: b"another", OTHER_TAG: b"two"}


async def test_a_chat_is_followed_to_its_conversation_in_one_read(unit: Unit) -> None:
    before, conversation = await unit.waiting(), await unit.waiting()
    assert await lead(unit) is None
    await leads(unit, conversation, key=None)
    found = await lead(unit)
    assert found is not None
    assert found.chat == await there(unit)
    assert found.conversation == await unit.database.read(
        lambda connection: conversations.by_id(connection, conversation_id=conversation)
    )
    assert found.shred_key == await unit.database.read(
        lambda connection: conversations.shred_key(connection, conversation_id=conversation)
    )
    assert (found.next_sequence, found.place) in [(1, 1), (1, 2)], "who came in the same minute comes in either order"

    await unit.claim(before, unit.mette)
    await unit.database.write(writes(conversation))
    found = await lead(unit)
    assert found is not None
    assert (found.next_sequence, found.place) == (2, 1)
    await unit.claim(conversation, unit.mette)
    assert (await lead(unit) or found).place is None

    await unit.database.write(
        lambda connection: connection.execute(delete(shred_keys).where(shred_keys.c.conversation_id == conversation))
    )
    assert await lead(unit) is None, "what cannot be opened is not there"


async def lead(unit: Unit) -> Lead | None:
    return await unit.database.read_each(chats.leads_of, TAG)


def writes(conversation: bytes) -> Callable[[Connection], object]:
    return partial(
        messages.append,
        conversation_id=conversation,
        sequence=1,
        direction=Direction.VISITOR,
        written_on=TODAY,
        body=b"sealed",
        press=new_id(),
    )


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
    await unit.database.write(lambda connection: chats.remember(connection, messages=(new, other)))
    assert await remembered(TAG) == {old.id, new.id}, "the same once more is the same"
    assert await unit.database.write(lambda connection: chats.sweep(connection, before=TODAY - timedelta(days=3))) == 1
    assert await remembered(TAG) == {new.id}
    await unit.database.write(lambda connection: chats.forget_messages(connection, tag=TAG))
    assert (await remembered(TAG), await remembered(OTHER_TAG)) == (set(), {other.id})


async def test_how_many_were_too_old_is_kept_with_the_chat(unit: Unit) -> None:
    await leads(unit, await unit.contact())
    await leads(unit, await unit.contact(), tag=OTHER_TAG)

    def written(days_ago: int, tag: bytes = TAG) -> ChatMessageRow:
        return ChatMessageRow(id=new_id(), tag=tag, wrapped=b"sealed", written_on=TODAY - timedelta(days=days_ago))

    gone, not_gone = written(0), written(4)
    kept = (gone, not_gone, written(5), written(6), written(1), written(9, b"nobody" * 5))
    await unit.database.write(lambda connection: chats.remember(connection, messages=kept))
    await unit.database.write(
        lambda connection: chats.forget_deleted(connection, ids=[gone.id, not_gone.id], since=TODAY - timedelta(days=1))
    )
    for _ in range(2):
        await unit.database.write(lambda connection: chats.sweep(connection, before=TODAY - timedelta(days=3)))
    assert ((await there(unit)).too_old, (await there(unit, OTHER_TAG)).too_old) == (3, 0)
    await unit.database.write(lambda connection: chats.sweep(connection, before=TODAY + timedelta(days=1)))
    assert (await there(unit)).too_old == 4
