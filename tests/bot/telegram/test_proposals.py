"""Times a therapist proposes, as somebody on Telegram gets and answers them."""

from bot.desk.views import StaffSession
from flows.vocabulary import Delivery, Direction, PretalkState
from storage.keys import new_id
from tests.bot.telegram.conftest import Line, Visitor
from tests.bot.telegram.test_story import claims, is_handed_over


async def talks(visitor: Visitor, line: Line) -> tuple[StaffSession, str]:
    """Somebody writes with Mette."""
    await is_handed_over(visitor)
    return await claims(line)


async def proposes(line: Line, session: StaffSession, conversation: str, *numbers: int) -> None:
    free = (await line.staff.times(session, conversation)).free
    await line.staff.propose(
        session,
        conversation,
        time_ids=[free[number].id for number in numbers],
        reason=None,
        press=new_id().hex(),
    )
    await line.settle()


async def books(line: Line, session: StaffSession, conversation: str) -> None:
    free = (await line.staff.times(session, conversation)).free
    await line.staff.book_for(session, conversation, time_id=free[0].id, reason=None, press=new_id().hex())
    await line.settle()


async def state(line: Line, session: StaffSession, conversation: str) -> PretalkState | None:
    pretalk = (await line.staff.times(session, conversation)).pretalk
    return None if pretalk is None else pretalk.state


async def test_one_of_three_is_taken_with_a_tap_and_the_words_are_told_once(visitor: Visitor, line: Line) -> None:
    session, conversation = await talks(visitor, line)
    await proposes(line, session, conversation, 0, 1, 2)
    assert visitor.sees.startswith("Her er 3 tider, du kan vælge imellem.")
    assert visitor.labels == [
        "tirs. 24. nov. kl. 09.00 · Hos os",
        "tirs. 24. nov. kl. 12.30 · I telefonen",
        "tirs. 24. nov. kl. 14.00 · Hos os",
        "Ingen af dem passer",
    ]
    message = visitor.last.message_id
    await visitor.presses("tirs. 24. nov. kl. 14.00 · Hos os")

    (card,) = [each for each in line.server.world.visible(visitor.id) if each.message_id == message]
    assert "tirsdag den 24. november kl. 14.00" in (card.text or "")
    words = (card.text or "").partition("Når vi mødes, så sig: ")[2].splitlines()[0]
    view = await line.staff.times(session, conversation)
    assert view.pretalk is not None
    assert (view.pretalk.state, view.pretalk.arrival_word) == (PretalkState.BOOKED, words)
    assert "Skal vi minde dig om tiden her i chatten?" in visitor.sees
    case = await line.staff.case(session, conversation)
    assert case.messages[-1].text.startswith("Aftalt: tirsdag den 24. november kl. 14.00.")


async def test_an_old_button_says_kindly_that_it_does_not_stand_any_more(visitor: Visitor, line: Line) -> None:
    session, conversation = await talks(visitor, line)
    await proposes(line, session, conversation, 0)
    old = visitor.last
    await proposes(line, session, conversation, 1)
    for button in (each for row in old.keyboard or [] for each in row):
        assert button.data is not None
        line.server.world.user_presses(visitor.id, old.message_id, button.data, even_if_gone=True)
        await line.settle()
        assert visitor.sees.startswith("Passer denne tid?"), "what stands is shown again"
        assert "Det forslag gælder ikke mere. Det gør ikke noget." in "\n".join(visitor.screen)
    assert await state(line, session, conversation) is PretalkState.OFFERED
    assert (await line.staff.case(session, conversation)).messages[-1].direction is Direction.BOT


async def test_what_has_lapsed_leads_to_finding_a_time(visitor: Visitor, line: Line) -> None:
    session, conversation = await talks(visitor, line)
    await proposes(line, session, conversation, 0)
    line.clock.advance(hours=24)
    await visitor.presses("tirs. 24. nov. kl. 09.00 · Hos os")
    assert "Det forslag gælder ikke mere." in visitor.sees
    assert "Find en tid til en samtale" in visitor.labels


async def test_none_of_them_is_told_to_the_therapist_and_a_time_is_asked_for(visitor: Visitor, line: Line) -> None:
    session, conversation = await talks(visitor, line)
    await proposes(line, session, conversation, 0, 1)
    await visitor.presses("Ingen af dem passer")
    session = await line.session("mette")
    case = await line.staff.case(session, conversation)
    assert (case.messages[-1].text, case.messages[-1].direction) == ("Ingen af tiderne passer mig.", Direction.VISITOR)
    assert (await line.staff.times(session, conversation)).proposed == ()
    assert "Ikke nu" in visitor.labels


async def test_moving_comes_with_its_reason_and_the_old_time_stands_until_she_says_yes(
    visitor: Visitor, line: Line
) -> None:
    session, conversation = await talks(visitor, line)
    await books(line, session, conversation)
    free = (await line.staff.times(session, conversation)).free
    await line.staff.propose_move(
        session,
        conversation,
        time_id=free[1].id,
        because="Jeg skal på kursus den dag.",
        reason=None,
        press=new_id().hex(),
    )
    await line.settle()
    assert visitor.screen[-2] == "Jeg skal på kursus den dag."
    assert visitor.sees.startswith("Kan vi flytte tiden fra tirsdag den 24. november kl. 09.00 til")
    delivered = [each.delivery for each in (await line.staff.case(session, conversation)).messages]
    assert delivered[-2:] == [Delivery.DELIVERED, Delivery.DELIVERED]

    await visitor.says("/tid")
    assert "Må vi flytte din tid?" in visitor.sees
    await visitor.presses("Nej, behold den gamle tid")
    assert "tirsdag den 24. november kl. 09.00" in visitor.sees
    last = (await line.staff.case(session, conversation)).messages[-1]
    assert last.text == "Jeg vil gerne beholde den tid, vi har aftalt."


async def test_cancelling_comes_with_new_times_and_one_is_taken(visitor: Visitor, line: Line) -> None:
    session, conversation = await talks(visitor, line)
    await books(line, session, conversation)
    await line.staff.cancel_for(session, conversation, because="Jeg er syg.", press=new_id().hex())
    await line.settle()
    assert visitor.screen[-2] == "Jeg er syg."
    assert visitor.sees.startswith("Tiden tirsdag den 24. november kl. 09.00 er desværre aflyst.")
    assert len(visitor.labels) == 4
    await visitor.presses(visitor.labels[0])
    assert await state(line, session, conversation) is PretalkState.BOOKED


async def test_pressed_twice_it_is_booked_once(visitor: Visitor, line: Line) -> None:
    session, conversation = await talks(visitor, line)
    await proposes(line, session, conversation, 0)
    message, data = visitor.last.message_id, visitor.buttons[0].data
    assert data is not None
    for _ in range(2):
        line.server.world.user_presses(visitor.id, message, data)
    await line.settle()
    case = await line.staff.case(session, conversation)
    assert sum(each.text.startswith("Aftalt: ") for each in case.messages) == 1
    assert await state(line, session, conversation) is PretalkState.BOOKED


async def test_who_did_not_come_hears_it_kindly(visitor: Visitor, line: Line) -> None:
    session, conversation = await talks(visitor, line)
    await books(line, session, conversation)
    line.clock.advance(days=1, hours=2)
    session = await line.session("mette")
    await line.staff.was_missed(session, conversation, late=False)
    await line.settle()
    assert visitor.sees.startswith("Vi fik ikke set hinanden tirsdag den 24. november kl. 09.00. Det er helt i orden")
    assert len(visitor.labels) == 4
