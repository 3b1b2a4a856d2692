"""Messengers at the desk: a therapist's own notices, what is stuck, and the doors of a conversation."""

import asyncio

import pytest
from sqlalchemy import Connection

from bot.desk.house import House
from bot.desk.messengers import INBOX
from bot.desk.notifying import link_chat, staff_of_chat
from bot.desk.outgoing import Addressed, Line, parcel
from bot.desk.sealing import Body, seal_address, seal_message
from bot.desk.views import MessengerView, NotAllowed, NoticesView, Refused, StaffSession
from flows.vocabulary import Channel, Delivery, Direction, Language
from storage import chats, conversations, inbox, messages, outbox
from storage.inbox import Arrival
from storage.keys import Secret, new_id
from storage.outbox import OutboxState
from tests.bot.conftest import Unit
from tests.bot.talking import Visitor

CHAT = Secret(b"7300000001")
NOBODY_TOLD = NoticesView(linked=False, invited=False, quiet_from="19:00", quiet_until="07:00")


async def arrives(house: House, *, aside: bool) -> None:
    """Telegram has sent something; `aside` when nobody could deal with it."""
    arrival = Arrival(
        id=new_id(), position=house.positions.next(), digest=new_id() * 2, lane=new_id(), wrapped=b"sealed"
    )

    def work(connection: Connection) -> None:
        assert inbox.take_in(connection, arrivals=[arrival], now=house.now()) == 1
        if aside:
            inbox.set_aside(connection, inbox_id=arrival.id)

    await house.write(work)


async def leaves(house: House, state: OutboxState) -> None:
    """Something is to leave, and has come this far."""
    line = Line(text_id="telegram-nudge", language=Language.DANISH)
    put = parcel(house, Addressed(to=CHAT, tag=new_id() * 2, what=line))

    def work(connection: Connection) -> None:
        outbox.put(connection, parcels=[put])
        if state is OutboxState.SENDING:
            outbox.mark_sending(connection, ids=[put.id])
        if state is OutboxState.FAILED:
            outbox.fail(connection, parcel_id=put.id)

    await house.write(work)


async def has_a_chat(
    house: House, conversation: str, *, address: Secret = CHAT, only_nudges: bool = False, blocked: bool = False
) -> bytes:
    """A chat leads to the conversation; returns its tag."""
    conversation_id = bytes.fromhex(conversation)
    tag = await house.chat_tag(address)

    def work(connection: Connection) -> None:
        row = conversations.by_id(connection, conversation_id=conversation_id)
        assert row is not None
        sealed = seal_address(address, conversation_id=conversation_id, tag=tag, public=row.public_key)
        chats.add(
            connection,
            tag=tag,
            conversation_id=conversation_id,
            channel=Channel.TELEGRAM,
            address=sealed,
            key_wrapped=None,
        )
        chats.set_only_nudges(connection, tag=tag, only_nudges=only_nudges)
        chats.set_blocked(connection, tag=tag, blocked=blocked)

    await house.write(work)
    return tag


async def is_written(
    house: House,
    conversation: str,
    text: str,
    *,
    by: Direction = Direction.VISITOR,
    channel: Channel = Channel.TELEGRAM,
    edited: bool = False,
    delivery: Delivery | None = None,
) -> int:
    """A message as it lies there after it came through a door; returns its number."""
    conversation_id = bytes.fromhex(conversation)

    def work(connection: Connection) -> int:
        row = conversations.by_id(connection, conversation_id=conversation_id)
        assert row is not None
        sequence = messages.next_sequence(connection, conversation_id=conversation_id)
        body = seal_message(
            Body(text=text, at=house.now(), channel=channel, edited=edited),
            conversation_id=conversation_id,
            sequence=sequence,
            direction=by,
            public=row.public_key,
        )
        messages.append(
            connection,
            conversation_id=conversation_id,
            sequence=sequence,
            direction=by,
            written_on=house.today(),
            body=body,
            press=new_id(),
            delivery=None if delivery is None else Delivery.WAITING,
        )
        if delivery is not None:
            messages.set_delivery(connection, conversation_id=conversation_id, sequence=sequence, delivery=delivery)
        return sequence

    return await house.write(work)


async def trail(unit: Unit) -> list[tuple[str, str]]:
    """The actions in the audit trail with what they are about, but for logging in."""
    rows = await unit.staff.trail(await unit.session("ida"))
    return sorted((row.action, row.subject) for row in rows if row.action != "login")


async def claimed_case(unit: Unit) -> tuple[StaffSession, str]:
    """A mother waits, and Mette has taken her conversation."""
    mother = await Visitor.arrive(unit.visitors)
    await mother.is_handed_over()
    await mother.writes("Hej")
    session = await unit.session("mette")
    (row,) = await unit.staff.queue(session)
    await unit.staff.claim(session, row.conversation)
    return session, row.conversation


async def test_an_invitation_links_the_chat_that_knows_it_and_one_press_ends_it(unit: Unit) -> None:
    mette = await unit.session("mette")
    assert await unit.staff.notices_of(mette) == NOBODY_TOLD
    code = await unit.staff.invite(mette)
    waiting = await unit.staff.notices_of(mette)
    assert (waiting.linked, waiting.invited) == (False, True)
    assert await link_chat(unit.parts.house, CHAT, code)
    linked = await unit.staff.notices_of(mette)
    assert (linked.linked, linked.invited) == (True, False)
    for _ in range(2):  # the second press finds nothing to end
        await unit.staff.unlink(mette)
    assert await unit.staff.notices_of(mette) == NOBODY_TOLD
    assert await staff_of_chat(unit.parts.house, CHAT) is None
    assert await trail(unit) == [("chat-invited", ""), ("chat-unlinked", "")]


async def test_an_invitation_holds_for_a_quarter_of_an_hour(unit: Unit) -> None:
    mette = await unit.session("mette")
    code = await unit.staff.invite(mette)
    unit.clock.advance(minutes=15)
    assert not (await unit.staff.notices_of(mette)).invited
    assert not await link_chat(unit.parts.house, CHAT, code)
    assert not (await unit.staff.notices_of(mette)).linked


async def test_a_void_invitation_does_not_link(unit: Unit) -> None:
    mette = await unit.session("mette")
    code = await unit.staff.invite(mette)
    await unit.staff.unlink(mette)
    assert not await link_chat(unit.parts.house, CHAT, code)


async def test_quiet_hours_are_kept_and_odd_ones_are_refused(unit: Unit) -> None:
    mette = await unit.session("mette")
    with pytest.raises(Refused, match="chat-not-linked"):
        await unit.staff.set_quiet(mette, quiet_from="18:30", quiet_until="06:45")
    await unit.staff.invite(mette)
    await unit.staff.set_quiet(mette, quiet_from="18:30", quiet_until="06:45")
    for odd in ("", "7:00", "24:00", "12:60", "aften", "1٩:00", "19:00\n"):
        with pytest.raises(Refused, match="quiet-odd"):
            await unit.staff.set_quiet(mette, quiet_from=odd, quiet_until="07:00")
        with pytest.raises(Refused, match="quiet-odd"):
            await unit.staff.set_quiet(mette, quiet_from="19:00", quiet_until=odd)
    kept = await unit.staff.notices_of(mette)
    assert (kept.quiet_from, kept.quiet_until) == ("18:30", "06:45")
    assert (await unit.staff.notices_of(await unit.session("anders"))).quiet_from == "19:00"


@pytest.mark.parametrize("login", ["karen", "ida"])
async def test_notices_are_for_therapists_only(unit: Unit, login: str) -> None:
    session = await unit.session(login)
    with pytest.raises(NotAllowed):
        await unit.staff.notices_of(session)
    with pytest.raises(NotAllowed):
        await unit.staff.invite(session)
    with pytest.raises(NotAllowed):
        await unit.staff.set_quiet(session, quiet_from="19:00", quiet_until="07:00")
    with pytest.raises(NotAllowed):
        await unit.staff.unlink(session)
    assert await trail(unit) == [("refused-not-allowed", "notices")] * 4


async def test_everything_that_waits_and_is_stuck_is_counted(unit: Unit) -> None:
    house, ida = unit.parts.house, await unit.session("ida")
    nothing = MessengerView(arrived=0, aside=0, leaving=0, sending=0, undeliverable=0)
    assert await unit.staff.messenger(ida) == nothing
    assert not nothing.stuck
    for aside, times in ((False, 2), (True, 3)):
        for _ in range(times):
            await arrives(house, aside=aside)
    for state, times in ((OutboxState.WAITING, 4), (OutboxState.SENDING, 1), (OutboxState.FAILED, 2)):
        for _ in range(times):
            await leaves(house, state)
    counted = await unit.staff.messenger(ida)
    assert counted == MessengerView(arrived=2, aside=3, leaving=4, sending=1, undeliverable=2)
    assert counted.stuck


async def test_what_was_set_aside_is_tried_again_and_the_worker_is_woken(unit: Unit) -> None:
    house, ida = unit.parts.house, await unit.session("ida")
    for _ in range(2):
        await arrives(house, aside=True)
    woken = asyncio.ensure_future(anext(house.live.listen([INBOX])))
    await asyncio.sleep(0)
    assert await unit.staff.try_again(ida) == 2
    await asyncio.wait_for(woken, 5)
    after = await unit.staff.messenger(ida)
    assert (after.arrived, after.aside) == (2, 0)
    assert await unit.staff.try_again(ida) == 0
    assert await trail(unit) == [("telegram-tried-again", "2")]


async def test_only_what_is_stuck_is_thrown_away(unit: Unit) -> None:
    house, ida = unit.parts.house, await unit.session("ida")
    for aside in (False, True):
        await arrives(house, aside=aside)
    for state in OutboxState:
        await leaves(house, state)
    assert await unit.staff.throw_aside_away(ida) == 1
    assert (await unit.staff.messenger(ida)).undeliverable == 1
    assert await unit.staff.throw_undeliverable_away(ida) == 1
    assert await unit.staff.messenger(ida) == MessengerView(arrived=1, aside=0, leaving=1, sending=1, undeliverable=0)
    assert (await unit.staff.throw_aside_away(ida), await unit.staff.throw_undeliverable_away(ida)) == (0, 0)
    assert await trail(unit) == [("telegram-thrown-away", "1")] * 2


@pytest.mark.parametrize("login", ["karen", "mette"])
async def test_what_is_stuck_is_the_administrators_alone(unit: Unit, login: str) -> None:
    house, session = unit.parts.house, await unit.session(login)
    await arrives(house, aside=True)
    await leaves(house, OutboxState.FAILED)
    desk = unit.staff
    for refused in (desk.messenger, desk.try_again, desk.throw_aside_away, desk.throw_undeliverable_away):
        with pytest.raises(NotAllowed):
            await refused(session)
    assert await trail(unit) == [("refused-not-allowed", "telegram")] * 4
    counted = await desk.messenger(await unit.session("ida"))
    assert (counted.aside, counted.undeliverable) == (1, 1)


async def test_a_case_knows_its_doors_and_what_a_chat_is_told(unit: Unit) -> None:
    session, conversation = await claimed_case(unit)
    house = unit.parts.house

    async def seen() -> tuple[tuple[Channel, ...], bool, bool, bool]:
        case = await unit.staff.case(session, conversation)
        return case.doors, case.chat, case.nudges, case.blocked

    both = (Channel.WEB, Channel.TELEGRAM)
    assert await seen() == ((Channel.WEB,), False, False, False)
    tag = await has_a_chat(house, conversation)
    assert await seen() == (both, True, False, False)
    await house.write(lambda connection: chats.set_only_nudges(connection, tag=tag, only_nudges=True))
    assert await seen() == (both, False, True, False)
    await house.write(lambda connection: chats.set_only_nudges(connection, tag=tag, only_nudges=False))
    await house.write(lambda connection: chats.set_blocked(connection, tag=tag, blocked=True))
    assert await seen() == (both, False, False, True)
    await has_a_chat(house, conversation, address=Secret(b"7300000002"))
    assert await seen() == (both, True, False, True)


async def test_what_came_through_a_door_is_remembered_when_its_chat_is_gone(unit: Unit) -> None:
    session, conversation = await claimed_case(unit)
    await is_written(unit.parts.house, conversation, "Fra min telefon")
    assert (await unit.staff.case(session, conversation)).doors == (Channel.WEB, Channel.TELEGRAM)
