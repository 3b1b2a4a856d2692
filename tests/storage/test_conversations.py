"""Conversations: of many who move one at once, one wins; and a forgotten one is nowhere."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import IntegrityError

from flows.vocabulary import AgeBand, Channel, ConversationState, Direction, Language, Place, Role, Urgency, Wish
from storage import (
    chats,
    claims,
    conversations,
    messages,
    outbox,
    pretalks,
    proposals,
    reminders,
    taken,
    visitor_sessions,
)
from storage.keys import new_id
from storage.messages import Appended
from storage.outbox import Parcel
from storage.pretalk_rows import TimeRow
from storage.proposals import ProposalKind, ProposalRow
from storage.reminders import ReminderKind, ReminderRow
from storage.schema import metadata
from storage.tables import conversations as conversations_table
from tests.storage.people import NOON, TODAY, Unit, hand_over

TOMORROW = TODAY + timedelta(days=1)
Move = Callable[[Connection, bytes, Unit], bool]


async def test_a_new_conversation_is_being_asked_its_first_questions(unit: Unit) -> None:
    row = await unit.row(await unit.contact())
    assert (row.state, row.channel, row.language) == (ConversationState.INTAKE, Channel.WEB, Language.DANISH)
    assert (row.first_contact_on, row.last_activity_on) == (TODAY, TODAY)
    assert (row.revision, row.script, row.journal, row.claimed_by, row.waiting_since) == (
        0,
        "screening",
        None,
        None,
        None,
    )


async def test_a_row_shows_no_id_and_nothing_sealed(unit: Unit) -> None:
    row = await unit.row(await unit.waiting())
    for hidden in (row.id, row.public_key, row.queue_id, row.queue_wrapped, row.summary):
        assert repr(hidden) not in repr(row)


async def test_what_was_handed_over_is_there(unit: Unit) -> None:
    row = await unit.row(await unit.waiting(urgency=Urgency.HIGH, minutes_ago=5))
    assert (row.state, row.urgency, row.age_band, row.role, row.wish) == (
        ConversationState.WAITING,
        Urgency.HIGH,
        AgeBand.TEEN,
        Role.MOTHER,
        Wish.BOTH,
    )
    assert row.waiting_since == NOON - timedelta(minutes=5)
    assert (row.summary, row.script, row.journal) == (b"sealed summary", "", None)


# What a page was drawn from


async def test_an_answer_to_an_old_page_changes_nothing(unit: Unit) -> None:
    """Two tabs, drawn from the same revision: the second one to press is told."""
    conversation_id = await unit.contact()

    def press(journal: bytes, revision: int | None) -> Callable[[Connection], bool]:
        return lambda connection: conversations.save_journal(
            connection,
            conversation_id=conversation_id,
            script="screening",
            journal=journal,
            expected_revision=revision,
            today=TODAY,
        )

    assert await unit.database.write(press(b"first tab", 0))
    assert not await unit.database.write(press(b"second tab", 0))
    assert (await unit.row(conversation_id)).journal == b"first tab"
    assert await unit.database.write(press(b"whatever is there", None))
    assert not await unit.database.write(lambda connection: hand_over(connection, conversation_id, unit.queue))
    assert (await unit.row(conversation_id)).state is ConversationState.INTAKE


async def test_of_100_presses_on_one_page_one_counts(unit: Unit) -> None:
    conversation_id = await unit.contact()
    pressed = await asyncio.gather(
        *(
            unit.database.write(lambda connection: hand_over(connection, conversation_id, unit.queue))
            for _ in range(100)
        )
    )
    assert pressed.count(True) == 1
    assert (await unit.row(conversation_id)).revision == 1


async def test_advice_ends_the_questions_without_a_queue(unit: Unit) -> None:
    conversation_id = await unit.contact()

    def keep(connection: Connection) -> bool:
        return conversations.keep_screening(
            connection,
            conversation_id=conversation_id,
            expected_revision=0,
            urgency=Urgency.USUAL,
            age_band=None,
            role=None,
            wish=Wish.ADVICE,
            summary=b"sealed",
            today=TODAY,
        )

    assert await unit.database.write(keep)
    assert not await unit.database.write(keep)
    row = await unit.row(conversation_id)
    assert (row.state, row.wish, row.script, row.queue_id) == (ConversationState.INTAKE, Wish.ADVICE, "", None)


# Moves


async def test_of_100_who_claim_at_once_one_gets_it(unit: Unit) -> None:
    conversation_id = await unit.waiting()
    claimants = [unit.mette, unit.anders] * 50
    got = await asyncio.gather(*(unit.claim(conversation_id, staff_id) for staff_id in claimants))
    assert got.count(True) == 1
    row = await unit.row(conversation_id)
    assert row.claimed_by == claimants[got.index(True)]
    assert row.state is ConversationState.CLAIMED
    assert row.waiting_since is None  # nobody waits, so nothing tells the minute


MOVES: dict[str, Move] = {
    "claim": lambda connection, id_, unit: claims.claim(connection, conversation_id=id_, staff_id=unit.mette),
    "release": lambda connection, id_, unit: claims.release(
        connection, conversation_id=id_, staff_id=unit.mette, waiting_since=NOON
    ),
    "release another's": lambda connection, id_, unit: claims.release(
        connection, conversation_id=id_, staff_id=unit.anders, waiting_since=NOON
    ),
    "close": lambda connection, id_, unit: claims.close(
        connection, conversation_id=id_, staff_id=unit.mette, today=TODAY
    ),
    "close another's": lambda connection, id_, unit: claims.close(
        connection, conversation_id=id_, staff_id=unit.anders, today=TODAY
    ),
    "reclaim": lambda connection, id_, unit: claims.reclaim(connection, conversation_id=id_, staff_id=unit.mette),
}
ALLOWED = {
    ("waiting", "claim"): ConversationState.CLAIMED,
    ("claimed", "release"): ConversationState.WAITING,
    ("claimed", "close"): ConversationState.CLOSED,
    ("closed", "reclaim"): ConversationState.CLAIMED,
}


@pytest.mark.parametrize("state", ["contact", "waiting", "claimed", "closed"])
async def test_only_the_moves_of_the_lifecycle_are_made(unit: Unit, state: str) -> None:
    for name, move in MOVES.items():
        conversation_id: bytes = await getattr(unit, state)()
        before = await unit.row(conversation_id)
        moved = await unit.database.write(
            lambda connection, move=move, id_=conversation_id: move(connection, id_, unit)  # type: ignore[misc]
        )
        after = await unit.row(conversation_id)
        if (state, name) in ALLOWED:
            assert moved, name
            assert after.state is ALLOWED[state, name]
            assert after.revision == before.revision + 1
            assert (after.claimed_by == unit.mette) == (after.state is ConversationState.CLAIMED)
            assert (after.waiting_since is not None) == (after.state is ConversationState.WAITING)
        else:
            assert not moved, name
            assert after == before


async def test_a_closed_conversation_that_is_written_to_waits_again(unit: Unit) -> None:
    closed, claimed = await unit.closed(), await unit.claimed()
    for conversation_id in (closed, claimed):
        await unit.database.write(
            lambda connection, id_=conversation_id: claims.reopen(  # type: ignore[misc]
                connection, conversation_id=id_, waiting_since=NOON, today=TOMORROW
            )
        )
    row = await unit.row(closed)
    assert (row.state, row.waiting_since, row.last_activity_on) == (ConversationState.WAITING, NOON, TOMORROW)
    row = await unit.row(claimed)
    assert (row.state, row.waiting_since, row.last_activity_on) == (ConversationState.CLAIMED, None, TOMORROW)


# The queue


async def test_the_queue_shows_the_most_urgent_first_then_the_longest_wait(unit: Unit) -> None:
    usual = await unit.waiting(minutes_ago=60)
    danger = await unit.waiting(urgency=Urgency.DANGER)
    longest = await unit.waiting(minutes_ago=90)
    high = await unit.waiting(urgency=Urgency.HIGH, minutes_ago=5)
    talked_with = await unit.claimed()
    await unit.closed()
    await unit.contact()

    rows = await unit.database.read(lambda connection: claims.waiting_and_claimed(connection, queue_ids=(unit.queue,)))
    assert [row.id for row in rows] == [danger, high, longest, usual, talked_with]
    elsewhere = await unit.database.read(
        lambda connection: claims.waiting_and_claimed(connection, queue_ids=(new_id(),))
    )
    nowhere = await unit.database.read(lambda connection: claims.waiting_and_claimed(connection, queue_ids=()))
    assert (elsewhere, nowhere) == ((), ())


async def test_everybody_who_waits_has_a_place_of_their_own(unit: Unit) -> None:
    same_minute = [await unit.waiting(minutes_ago=10) for _ in range(3)]
    danger = await unit.waiting(urgency=Urgency.DANGER)
    not_waiting = [await unit.contact(), await unit.claimed(), await unit.closed(), new_id()]

    async def place(conversation_id: bytes) -> int | None:
        return await unit.database.read(
            lambda connection: claims.place_in_queue(connection, conversation_id=conversation_id)
        )

    assert await place(danger) == 1
    assert sorted([await place(each) or 0 for each in same_minute]) == [2, 3, 4]
    assert [await place(each) for each in not_waiting] == [None] * 4
    await unit.claim(danger, unit.mette)
    assert sorted([await place(each) or 0 for each in same_minute]) == [1, 2, 3]


# The return code


async def test_a_return_code_finds_its_conversation(unit: Unit) -> None:
    mine, other = await unit.contact(), await unit.contact()

    def give(conversation_id: bytes, tag: bytes) -> Callable[[Connection], None]:
        return lambda connection: conversations.set_code(
            connection, conversation_id=conversation_id, tag=tag, code_wrapped=b"wrapped"
        )

    await unit.database.write(give(mine, b"t" * 32))
    found = await unit.database.read(lambda connection: conversations.by_code_tag(connection, tag=b"t" * 32))
    assert found is not None
    assert (found.id, found.code_wrapped, found.code_settled) == (mine, b"wrapped", False)
    assert await unit.database.read(lambda connection: conversations.by_code_tag(connection, tag=b"u" * 32)) is None
    with pytest.raises(IntegrityError):
        await unit.database.write(give(other, b"t" * 32))

    await unit.database.write(lambda connection: conversations.settle_code(connection, conversation_id=mine))
    assert (await unit.row(mine)).code_settled
    assert (await unit.row(other)).code_wrapped is None


async def test_seen_never_goes_back(unit: Unit) -> None:
    conversation_id = await unit.claimed()
    for side, sequence in [(Direction.VISITOR, 3), (Direction.THERAPIST, 5), (Direction.VISITOR, 2)]:
        await unit.database.write(
            lambda connection, side=side, sequence=sequence: conversations.mark_seen(  # type: ignore[misc]
                connection, conversation_id=conversation_id, side=side, sequence=sequence
            )
        )
    row = await unit.row(conversation_id)
    assert (row.seen_by_visitor, row.seen_by_therapist) == (3, 5)


async def test_a_talk_goes_on_in_another_language(unit: Unit) -> None:
    conversation_id = await unit.claimed()

    def work(connection: Connection) -> None:
        conversations.set_language(connection, conversation_id=conversation_id, language=Language.ENGLISH)
        conversations.answered(connection, conversation_id=conversation_id, today=TOMORROW)

    await unit.database.write(work)
    row = await unit.row(conversation_id)
    assert (row.language, row.last_activity_on) == (Language.ENGLISH, TOMORROW)


# Forgetting


async def test_a_forgotten_conversation_is_nowhere_and_its_time_is_free(unit: Unit) -> None:
    forgotten, other = await unit.claimed(), await unit.claimed()
    time = TimeRow(staff_id=unit.mette, starts_at=NOON, minutes=5, place=Place.UNIT)

    def live(connection: Connection) -> None:
        assert pretalks.book(
            connection,
            conversation_id=forgotten,
            time=time,
            arrival_word=b"sealed",
            link=None,
            today=TODAY,
            now=NOON,
        )
        proposal = ProposalRow(
            id=new_id(),
            conversation_id=forgotten,
            kind=ProposalKind.MOVE,
            time=replace(time, starts_at=NOON + timedelta(hours=1)),
            lapses_at=NOON + timedelta(days=1),
        )
        assert proposals.add(connection, row=proposal, now=NOON)
        for conversation_id in (forgotten, other):
            stored = messages.append(
                connection,
                conversation_id=conversation_id,
                sequence=1,
                direction=Direction.VISITOR,
                written_on=TODAY,
                body=b"sealed",
                press=new_id(),
            )
            assert stored is Appended.STORED
            visitor_sessions.add_visitor_session(
                connection,
                digest=new_id() * 2,
                conversation_id=conversation_id,
                private_wrapped=b"wrapped",
                code_wrapped=None,
                expires_at=NOON,
            )
            messages.keep_as_written(
                connection,
                conversation_id=conversation_id,
                press=new_id(),
                sequence=1,
                body=b"sealed",
                written_on=TODAY,
            )
            chats.add(
                connection,
                tag=new_id() * 2,
                conversation_id=conversation_id,
                channel=Channel.TELEGRAM,
                address=b"sealed",
                key_wrapped=None,
            )
            outbox.put(
                connection,
                parcels=[
                    Parcel(
                        id=new_id(),
                        position=1,
                        lane=new_id(),
                        conversation_id=conversation_id,
                        sequence=1,
                        wrapped=b"wrapped",
                        due_at=NOON,
                    )
                ],
            )
            reminder = ReminderRow(
                id=new_id(), conversation_id=conversation_id, kind=ReminderKind.DAY, due_at=NOON, wrapped=b"wrapped"
            )
            reminders.replace(connection, conversation_id=conversation_id, rows=[reminder])

    def has(connection: Connection) -> list[bytes]:
        return list(taken.intervals(connection, since=NOON, until=NOON + timedelta(days=1), now=NOON))

    def rows_of(connection: Connection, conversation_id: bytes) -> dict[str, int]:
        """How many rows there are about a conversation, in every table that could hold one."""
        counted = {}
        for table in metadata.tables.values():
            column = table.c.id if table is conversations_table else table.c.get("conversation_id")
            if column is not None:
                wanted = select(func.count()).select_from(table).where(column == conversation_id)
                counted[table.name] = connection.execute(wanted).scalar_one()
        return counted

    everything = dict.fromkeys(
        (
            "as_written",
            "chats",
            "conversations",
            "messages",
            "outbox",
            "reminders",
            "shred_keys",
            "visitor_sessions",
        ),
        1,
    )
    await unit.database.write(live)
    assert await unit.database.read(lambda connection: rows_of(connection, forgotten)) == everything | {
        "pretalks": 1,
        "proposals": 1,
        "taken": 2,
    }
    assert await unit.database.read(has) == [unit.mette]

    await unit.database.write(lambda connection: conversations.forget(connection, conversation_id=forgotten))

    assert set((await unit.database.read(lambda connection: rows_of(connection, forgotten))).values()) == {0}
    assert await unit.database.read(lambda connection: rows_of(connection, other)) == everything | dict.fromkeys(
        ("pretalks", "proposals", "taken"), 0
    )
    assert await unit.database.read(has) == []
    gone = await unit.database.read(lambda connection: conversations.by_id(connection, conversation_id=forgotten))
    assert gone is None
    shred = await unit.database.read(lambda connection: conversations.shred_key(connection, conversation_id=forgotten))
    assert shred is None


async def test_forgetting_twice_or_nobody_is_no_harm(unit: Unit) -> None:
    conversation_id = await unit.waiting()
    for _ in range(2):
        await unit.database.write(lambda connection: conversations.forget(connection, conversation_id=conversation_id))


async def test_the_shred_key_lies_in_a_store_of_its_own(unit: Unit) -> None:
    conversation_id = await unit.contact()
    key = await unit.database.read(
        lambda connection: conversations.shred_key(connection, conversation_id=conversation_id)
    )
    assert key is not None
    assert len(key) == 32
    assert [table.schema for table in metadata.tables.values() if table.name == "shred_keys"] == ["shred"]
