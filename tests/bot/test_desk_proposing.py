"""Times inside a conversation: booked for somebody, proposed, moved, cancelled; each told, held, and answered once."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from bot.desk.outgoing import Addressed, Choose, Line, Say, open_parcel
from bot.desk.views import NotAllowed, Refused
from flows.counting import Registration
from flows.questions import InvalidAnswer
from flows.vocabulary import Channel, ContactKind, DelayReason, Direction, PretalkState
from storage import conversations, outbox, patterns, reminders
from storage.keys import Secret, new_id
from storage.reminders import ReminderKind, ReminderRow
from tests.bot.conftest import Unit
from tests.bot.proposing import Talk, press, talks
from tests.bot.test_desk_messengers import CHAT, has_a_chat


async def refused(doing: object) -> str:
    """Why it cannot be done."""
    with pytest.raises(Refused) as why:
        await doing  # type: ignore[misc]
    return why.value.text_id


async def without_times(unit: Unit) -> None:
    """Nobody offers anything more."""

    def work(connection: Connection) -> None:
        for pattern in patterns.every(connection):
            patterns.remove(connection, pattern_id=pattern.id)

    await unit.parts.house.write(work)


# A time that is set aside


async def test_a_therapist_books_and_the_visitor_is_told_and_may_give_it_back(unit: Unit) -> None:
    talk = await talks(unit)
    chosen = await talk.books()
    seen = (await talk.visitor.talk()).pretalk
    assert seen is not None
    assert (seen.state, seen.starts_at) == (PretalkState.BOOKED, chosen.starts_at)
    assert seen.arrival_word
    (line,) = await talk.said(Direction.BOT)
    assert line.startswith("Der er sat en tid af til dig: tirsdag den 24. november kl. 09.00. Hos os.")
    await unit.visitors.cancel_time(talk.visitor.cookie)
    assert (await talk.row()).state is PretalkState.GIVEN_UP
    assert await talk.held() == set()


async def test_the_same_press_books_once_and_says_so_once(unit: Unit) -> None:
    talk = await talks(unit)
    chosen, pressed = (await talk.free())[0], press()

    async def book() -> None:
        await unit.staff.book_for(talk.session, talk.conversation, time_id=chosen.id, reason=None, press=pressed)

    await asyncio.gather(*(book() for _ in range(5)))
    await book()
    assert len(await talk.said()) == 1
    assert len(await talk.held()) == 1


async def test_of_two_therapists_who_book_the_same_time_one_does(unit: Unit) -> None:
    first, second = await talks(unit), await talks(unit, "anders")
    chosen = (await first.free())[0]

    async def book(talk: Talk) -> str:
        try:
            await unit.staff.book_for(talk.session, talk.conversation, time_id=chosen.id, reason=None, press=press())
        except Refused as refusal:
            return refusal.text_id
        return "booked"

    assert sorted(await asyncio.gather(book(first), book(second))) == ["booked", "proposal-taken"]
    assert sorted([len(await first.said()), len(await second.said())]) == [0, 1]


async def test_behind_the_fourteen_days_a_time_is_only_booked_with_a_reason(unit: Unit) -> None:
    talk = await talks(unit)
    late = next(each for each in await talk.free() if each.late)
    assert late.starts_at.date() > unit.clock.now.date() + timedelta(days=13)
    assert all(not each.late for each in await talk.free() if each.starts_at < late.starts_at)

    async def book(reason: DelayReason | None) -> None:
        await unit.staff.book_for(talk.session, talk.conversation, time_id=late.id, reason=reason, press=press())

    assert await refused(book(None)) == "proposal-late-reason"
    assert await talk.said() == []
    await book(DelayReason.LATE_WISH)
    row = await talk.row()
    assert (row.starts_at, row.delay_reason) == (late.starts_at, DelayReason.LATE_WISH)


async def test_what_has_a_time_is_moved_and_not_booked_or_proposed_over(unit: Unit) -> None:
    talk = await talks(unit)
    await talk.books()
    assert await refused(talk.books(1)) == "proposal-has-time"
    assert await refused(talk.proposes(1)) == "proposal-has-time"
    assert len(await talk.said()) == 1


async def test_a_time_that_is_gone_or_was_never_there_is_refused(unit: Unit) -> None:
    talk = await talks(unit)
    for odd in ("", "nothing", f"{new_id().hex()}.29926560"):
        doing = unit.staff.book_for(talk.session, talk.conversation, time_id=odd, reason=None, press=press())
        assert await refused(doing) == "proposal-taken"


# Times that are proposed


async def test_three_times_are_proposed_and_held_and_she_takes_one(unit: Unit) -> None:
    talk = await talks(unit)
    free = await talk.free()
    ids = await talk.proposes(0, 1, 2)
    assert (await talk.row()).state is PretalkState.OFFERED
    shown = (await talk.visitor.talk()).proposed
    assert [each.starts_at for each in shown] == [each.starts_at for each in free[:3]]
    other = await talks(unit, "anders")
    assert not {each.id for each in free[:3]} & {each.id for each in await other.free()}

    await unit.visitors.accept(talk.visitor.cookie, ids[1])

    row = await talk.row()
    assert (row.state, row.starts_at) == (PretalkState.BOOKED, free[1].starts_at)
    assert (await talk.visitor.talk()).proposed == ()
    assert await talk.held() == {row.id}
    assert {free[0].id, free[2].id} <= {each.id for each in await other.free()}
    assert (await talk.said(Direction.BOT))[-1].startswith("Aftalt: ")


async def test_accepting_many_times_at_once_books_once_and_changes_no_words(unit: Unit) -> None:
    talk = await talks(unit)
    ids = await talk.proposes(0, 1)

    async def accept() -> str:
        return (await unit.visitors.accept(talk.visitor.cookie, ids[0])).words

    words = await asyncio.gather(*(accept() for _ in range(10)))
    (first,) = [each for each in words if each]
    seen = (await talk.visitor.talk()).pretalk
    assert seen is not None
    assert seen.arrival_word == first
    assert await accept() == ""
    assert sum(each.startswith("Aftalt") for each in await talk.said()) == 1


async def test_two_different_proposals_at_once_book_one(unit: Unit) -> None:
    talk = await talks(unit)
    ids = await talk.proposes(0, 1)

    async def accept(proposal: str) -> str:
        try:
            await unit.visitors.accept(talk.visitor.cookie, proposal)
        except Refused as refusal:
            return refusal.text_id
        return "booked"

    assert sorted(await asyncio.gather(*(accept(each) for each in ids))) == ["booked", "proposal-lapsed"]
    assert len(await talk.held()) == 1


async def test_the_same_time_cannot_be_proposed_to_two(unit: Unit) -> None:
    first, second = await talks(unit), await talks(unit, "anders")
    chosen = (await first.free())[0]

    async def propose(talk: Talk) -> str:
        try:
            await unit.staff.propose(talk.session, talk.conversation, time_ids=[chosen.id], reason=None, press=press())
        except Refused as refusal:
            return refusal.text_id
        return "proposed"

    assert sorted(await asyncio.gather(propose(first), propose(second))) == ["proposal-taken", "proposed"]
    assert sorted([len((await each.visitor.talk()).proposed) for each in (first, second)]) == [0, 1]


@pytest.mark.parametrize("numbers", [(), (0, 1, 2, 3)])
async def test_one_to_three_times_are_proposed(unit: Unit, numbers: tuple[int, ...]) -> None:
    talk = await talks(unit)
    assert await refused(talk.proposes(*numbers)) == "proposal-how-many"
    assert await talk.held() == set()


async def test_new_proposals_take_the_place_of_the_old_ones(unit: Unit) -> None:
    talk = await talks(unit)
    old = await talk.proposes(0, 1)
    new = await talk.proposes(1, 2)
    assert len(await talk.held()) == 2
    assert await refused(unit.visitors.accept(talk.visitor.cookie, old[0])) == "proposal-lapsed"
    await unit.visitors.accept(talk.visitor.cookie, new[0])


async def test_a_proposal_lapses_after_two_days_and_whoever_took_it_meanwhile_keeps_it(unit: Unit) -> None:
    talk = await talks(unit)
    free = await talk.free()
    far = next(number for number, each in enumerate(free) if each.starts_at > unit.clock.now + timedelta(days=5))
    (proposal,) = await talk.proposes(far)
    unit.clock.advance(hours=48)
    talk.visitor.cookie = await unit.visitors.enter(code_text=" ".join(talk.visitor.code), caller="test")
    assert (await talk.visitor.talk()).proposed == ()
    assert await refused(unit.visitors.accept(talk.visitor.cookie, proposal)) == "proposal-lapsed"
    other = await talks(unit, "anders")
    await unit.staff.book_for(other.session, other.conversation, time_id=free[far].id, reason=None, press=press())
    assert await refused(unit.visitors.accept(talk.visitor.cookie, proposal)) == "proposal-lapsed"
    assert (await other.row()).starts_at == free[far].starts_at
    assert (await talk.row()).state is PretalkState.OFFERED
    assert (await talk.visitor.talk()).can_find_time


async def test_a_proposal_lapses_when_the_therapist_must_know(unit: Unit) -> None:
    talk = await talks(unit)
    await talk.proposes(0)
    (shown,) = (await talk.visitor.talk()).proposed
    assert shown.lapses_at == shown.starts_at - timedelta(hours=12)


async def test_none_fits_is_told_to_the_therapist_and_she_is_asked_for_a_time(unit: Unit) -> None:
    talk = await talks(unit)
    ids = await talk.proposes(0, 1, 2)
    await asyncio.gather(*(unit.visitors.decline(talk.visitor.cookie, ids[0]) for _ in range(5)))
    assert await talk.said(Direction.VISITOR) == ["Ingen af tiderne passer mig."]
    assert (await talk.visitor.talk()).proposed == ()
    assert await talk.held() == set()
    assert (await talk.visitor.asked()).question.key.startswith("pretalk-")
    (row,) = [each for each in await unit.staff.queue(talk.session) if each.mine]
    assert row.unread


async def test_what_is_not_proposed_cannot_be_answered(unit: Unit) -> None:
    talk = await talks(unit)
    for odd in ("", "x", new_id().hex()):
        assert await refused(unit.visitors.accept(talk.visitor.cookie, odd)) == "proposal-lapsed"
        assert await refused(unit.visitors.decline(talk.visitor.cookie, odd)) == "proposal-lapsed"


async def test_nobody_answers_what_was_proposed_to_somebody_else(unit: Unit) -> None:
    talk, other = await talks(unit), await talks(unit, "anders")
    (proposal,) = await talk.proposes(0)
    assert await refused(unit.visitors.accept(other.visitor.cookie, proposal)) == "proposal-lapsed"
    assert await refused(unit.visitors.decline(other.visitor.cookie, proposal)) == "proposal-lapsed"


# Moving, with her yes


async def asks_to_move(talk: Talk, number: int, because: str = "Jeg skal på kursus den dag.") -> str:
    """Mette asks whether the time may be moved; returns the proposal."""
    chosen = (await talk.free())[number]
    await talk.unit.staff.propose_move(
        talk.session, talk.conversation, time_id=chosen.id, because=because, reason=None, press=press()
    )
    (shown,) = (await talk.visitor.talk()).proposed
    return shown.id


async def test_a_time_is_moved_when_she_says_yes_and_stands_until_then(unit: Unit) -> None:
    talk = await talks(unit)
    old = await talk.books()
    proposal = await asks_to_move(talk, 2)
    assert (await talk.said(Direction.THERAPIST)) == ["Jeg skal på kursus den dag."]
    (shown,) = (await talk.visitor.talk()).proposed
    assert shown.instead_of == old.starts_at
    assert (await talk.row()).starts_at == old.starts_at
    await unit.visitors.accept(talk.visitor.cookie, proposal)
    row = await talk.row()
    assert (row.state, row.starts_at) == (PretalkState.BOOKED, shown.starts_at)
    assert await talk.held() == {row.id}
    assert old.id in {each.id for each in await talk.free()}


async def test_her_no_keeps_the_old_time_and_goes_to_the_therapist(unit: Unit) -> None:
    talk = await talks(unit)
    old = await talk.books()
    proposal = await asks_to_move(talk, 2)
    await unit.visitors.decline(talk.visitor.cookie, proposal)
    row = await talk.row()
    assert (row.state, row.starts_at) == (PretalkState.BOOKED, old.starts_at)
    assert await talk.held() == {row.id}
    assert await talk.said(Direction.VISITOR) == ["Jeg vil gerne beholde den tid, vi har aftalt."]
    assert (await talk.visitor.sees()).asking is None


async def test_moving_needs_a_reason_and_a_time_that_stands(unit: Unit) -> None:
    talk = await talks(unit)
    assert await refused(asks_to_move(talk, 0)) == "pretalk-not-booked"
    await talk.books()
    with pytest.raises(InvalidAnswer):
        await asks_to_move(talk, 1, because="  ")
    assert len(await talk.said()) == 1


async def test_who_gave_the_time_back_meanwhile_cannot_say_yes_to_moving_it(unit: Unit) -> None:
    talk = await talks(unit)
    await talk.books()
    proposal = await asks_to_move(talk, 1)
    await unit.visitors.cancel_time(talk.visitor.cookie)
    assert await refused(unit.visitors.accept(talk.visitor.cookie, proposal)) == "proposal-lapsed"
    assert (await talk.row()).state is PretalkState.GIVEN_UP
    assert await talk.held() == set()


async def test_reminders_move_with_the_time(unit: Unit) -> None:
    talk = await talks(unit)
    last = [number for number, each in enumerate(await talk.free()) if not each.late][-1]
    await talk.books(last)
    row = await talk.row()
    assert row.starts_at is not None
    asked = ReminderRow(
        id=new_id(),
        conversation_id=talk.id,
        kind=ReminderKind.DAY,
        due_at=row.starts_at - timedelta(days=1),
        wrapped=b"where to",
    )
    await unit.parts.house.write(
        lambda connection: reminders.replace(connection, conversation_id=talk.id, rows=(asked,))
    )
    await unit.visitors.accept(talk.visitor.cookie, await asks_to_move(talk, last - 1))
    moved = (await talk.row()).starts_at
    assert moved is not None
    found = await unit.parts.house.database.read(
        lambda connection: reminders.of_conversation(connection, conversation_id=talk.id)
    )
    assert min(each.due_at for each in found) == moved - timedelta(days=1)


# Cancelling, with new times at once


async def cancels(talk: Talk, because: str = "Jeg er desværre blevet syg.", pressed: str | None = None) -> None:
    await talk.unit.staff.cancel_for(talk.session, talk.conversation, because=because, press=pressed or press())


async def test_cancelling_tells_why_and_proposes_the_soonest_others_at_once(unit: Unit) -> None:
    talk = await talks(unit)
    old, pressed = await talk.books(), press()
    for _ in range(3):
        await cancels(talk, pressed=pressed)
    assert await talk.said(Direction.THERAPIST) == ["Jeg er desværre blevet syg."]
    assert (await talk.said(Direction.BOT))[-1].startswith(
        "Tiden tirsdag den 24. november kl. 09.00 er desværre aflyst."
    )
    row = await talk.row()
    assert (row.state, row.time) == (PretalkState.OFFERED, None)
    shown = (await talk.visitor.talk()).proposed
    assert len(shown) == 3
    # Whoever is ill on Tuesday is not proposed for Tuesday; a colleague is.
    mettes = {each.starts_at for each in await talk.free() if each.who == "Mette"}
    assert old.starts_at not in {each.starts_at for each in shown}
    assert not {each.starts_at for each in shown if each.starts_at.date() == old.starts_at.date()} & mettes
    await unit.visitors.accept(talk.visitor.cookie, shown[2].id)
    assert (await talk.row()).state is PretalkState.BOOKED


async def test_where_there_are_no_times_cancelling_says_how_to_go_on(unit: Unit) -> None:
    talk = await talks(unit)
    await talk.books()
    await without_times(unit)
    await cancels(talk)
    assert (await talk.said(Direction.BOT))[-1].endswith("skriv, hvornår det passer dig.")
    seen = await talk.visitor.talk()
    assert seen.proposed == ()
    assert seen.can_find_time
    assert (await talk.row()).state is PretalkState.WISHED


async def test_only_a_time_that_is_to_come_is_cancelled(unit: Unit) -> None:
    talk = await talks(unit)
    assert await refused(cancels(talk)) == "pretalk-not-booked"
    chosen = await talk.books()
    with pytest.raises(InvalidAnswer):
        await cancels(talk, because="")
    unit.clock.now = chosen.starts_at
    talk.session = await unit.session("mette")
    assert await refused(cancels(talk)) == "pretalk-not-booked"


# Who may


async def closes(talk: Talk) -> None:
    registration = Registration(kind=ContactKind.CONTACT, channel=Channel.WEB, unit="0-11")
    await talk.unit.staff.close(talk.session, talk.conversation, registration=registration, press=press())


async def test_who_holds_the_talk_deals_with_it_also_when_it_is_closed_and_nobody_else(unit: Unit) -> None:
    talk = await talks(unit)
    chosen = await talk.books()
    assert chosen.who == "Mette"
    await closes(talk)
    anders = await unit.session("anders")
    with pytest.raises(NotAllowed):
        await unit.staff.times(anders, talk.conversation)
    with pytest.raises(NotAllowed):
        await unit.staff.cancel_for(anders, talk.conversation, because="Nej", press=press())
    await cancels(talk)
    row = await unit.parts.house.database.read(
        lambda connection: conversations.by_id(connection, conversation_id=talk.id)
    )
    assert row is not None
    assert row.claimed_by is None
    shown = (await talk.visitor.talk()).proposed
    # Her no brings the conversation back into its queue: somebody has to look.
    await unit.visitors.decline(talk.visitor.cookie, shown[0].id)
    assert [each.conversation for each in await unit.staff.queue(anders)] == [talk.conversation]


# In her chats


async def leaving(talk: Talk) -> list[Addressed]:
    """What is to leave for her chat, in order."""
    house = talk.unit.parts.house
    lane = house.keyring.lane(CHAT)

    def work(connection: Connection) -> list[Addressed]:
        key = conversations.shred_key(connection, conversation_id=talk.id)
        assert key is not None
        return [open_parcel(house, row, shred=Secret(key)) for row in outbox.of_lane(connection, lane=lane)]

    return await house.database.read(work)


async def test_a_chat_gets_the_reason_and_buttons(unit: Unit) -> None:
    talk = await talks(unit)
    await talk.books()
    tag = await has_a_chat(unit.parts.house, talk.conversation)
    proposal = await asks_to_move(talk, 1)
    reason, question = await leaving(talk)
    assert reason.tag == question.tag == tag
    assert isinstance(reason.what, Say)
    assert reason.what.text == "Jeg skal på kursus den dag."
    assert isinstance(question.what, Choose)
    assert [each_id for each_id, _ in question.what.times] == [proposal]
    assert question.what.none == "Nej, behold den gamle tid"


async def test_a_chat_that_asked_for_a_line_only_gets_one_neutral_line(unit: Unit) -> None:
    talk = await talks(unit)
    await has_a_chat(unit.parts.house, talk.conversation, only_nudges=True)
    await talk.books()
    await asks_to_move(talk, 1)
    (line,) = await leaving(talk)
    assert isinstance(line.what, Line)
