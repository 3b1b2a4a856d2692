"""The main job on Telegram: met, asked, handed over, answered, a time found, moved and given back, deleted."""

from bot import jobs
from bot.desk.views import StaffSession
from flows.vocabulary import Channel, ConversationState, Delivery, Direction, PretalkState
from storage.keys import new_id
from tests.bot.telegram.conftest import Line, Visitor


async def comes_to_the_last_question(visitor: Visitor) -> None:
    """A mother, who answers the least."""
    await visitor.says("/start")
    for label in ("Kom i gang", "Jeg er mor", "Nej", "3-11 år"):
        await visitor.presses(label)
    while "Spring over" in visitor.labels:
        await visitor.presses("Spring over")
    assert "Hvad vil du helst?" in visitor.sees


async def is_handed_over(visitor: Visitor, wish: str = "Skrive med en terapeut") -> None:
    """Through the questions, to the queue."""
    await comes_to_the_last_question(visitor)
    await visitor.presses(wish)


async def claims(line: Line) -> tuple[StaffSession, str]:
    """Mette takes the conversation that waits."""
    session = await line.session("mette")
    (row,) = await line.staff.queue(session)
    assert row.channel is Channel.TELEGRAM
    await line.staff.claim(session, row.conversation)
    return session, row.conversation


async def test_the_first_message_says_what_telegram_sees_and_where_it_is_more_private(visitor: Visitor) -> None:
    await visitor.says("/start")

    assert "Telegram kan se, hvad du skriver her, og kender dit telefonnummer." in visitor.sees
    assert "http://127.0.0.1:8080" in visitor.sees
    assert "112" in visitor.sees
    assert visitor.labels == ["Kom i gang", "Jeg har en kode", "English"]


async def test_the_question_is_edited_in_place_so_that_little_is_left_to_read_on_a_shared_phone(
    visitor: Visitor,
) -> None:
    await visitor.says("/start")
    await visitor.presses("Kom i gang")
    question = visitor.last.message_id
    await visitor.presses("Jeg er mor")
    await visitor.presses("Nej")

    assert visitor.last.message_id == question
    assert len(visitor.screen) == 1


async def test_a_mother_is_asked_waits_and_is_answered(visitor: Visitor, line: Line) -> None:
    await is_handed_over(visitor)
    assert "Nu er det et menneske, der svarer dig." in visitor.sees
    assert "Du er den næste i køen." in visitor.sees

    await visitor.says("Min mand drikker hver aften.")
    assert visitor.sees == "Gemt. Du er den næste i køen."
    await visitor.says("Også i dag.")
    assert visitor.screen.count("Gemt. Du er den næste i køen.") == 1, "the line before made place for it"

    session, conversation = await claims(line)
    case = await line.staff.case(session, conversation)
    assert [(each.text, each.channel) for each in case.messages] == [
        ("Min mand drikker hver aften.", Channel.TELEGRAM),
        ("Også i dag.", Channel.TELEGRAM),
    ]
    assert dict(case.summary.answers)["who-writes"] == "mother"

    await line.staff.reply(session, conversation, text="Godt, at du skriver.", press=new_id().hex())
    on_its_way = (await line.staff.case(session, conversation)).messages[-1]
    assert (on_its_way.direction, on_its_way.delivery) == (Direction.THERAPIST, Delivery.WAITING)

    await line.settle()
    assert visitor.sees == "Godt, at du skriver."
    assert (await line.staff.case(session, conversation)).messages[-1].delivery is Delivery.DELIVERED
    assert await line.waits() == (0, {})


async def test_a_time_is_found_kept_moved_and_given_back(visitor: Visitor, line: Line) -> None:
    await is_handed_over(visitor, "Begge dele")
    assert "Hvornår passer det dig?" in visitor.sees
    await visitor.presses("tirs. 24. nov. kl. 09.00")
    assert "Vi holder tiden til dig i ti minutter" in visitor.sees
    await visitor.presses("Ja, skriv den ned")

    card = visitor.screen[-2]
    assert "tirsdag den 24. november kl. 09.00" in card
    assert "Når vi mødes, så sig:" in card
    assert "Skal vi minde dig om tiden her i chatten?" in visitor.sees

    await visitor.says("/tid")
    assert "tirsdag den 24. november kl. 09.00" in visitor.sees
    assert "Når vi mødes, så sig:" not in visitor.sees, "the server cannot read the words any more"
    await visitor.presses("Giv mig to nye ord")
    words = visitor.sees.partition("Når vi mødes, så sig: ")[2].splitlines()[0]
    session, conversation = await claims(line)
    pretalk = (await line.staff.case(session, conversation)).pretalk
    assert pretalk is not None
    assert pretalk.arrival_word == words

    await visitor.presses("Læg i kalender")
    document = visitor.last.document
    assert document is not None
    assert document.name == "aftale.ics"
    assert b"SUMMARY:Aftale" in document.content
    assert b"alkohol" not in document.content.lower()

    await visitor.says("/tid")
    await visitor.presses("Flyt tiden")
    await visitor.presses("ons. 25. nov. kl. 14.00")
    await visitor.presses("Ja, skriv den ned")
    await visitor.says("/tid")
    assert "onsdag den 25. november kl. 14.00" in visitor.sees

    await visitor.presses("Jeg kan ikke alligevel")
    await visitor.presses("Giv tiden tilbage")
    assert "Tiden er givet tilbage." in visitor.sees
    pretalk = (await line.staff.case(session, conversation)).pretalk
    assert pretalk is not None
    assert pretalk.state is PretalkState.GIVEN_UP


async def test_only_the_time_on_the_card_is_given_back_and_once(visitor: Visitor, line: Line) -> None:
    await is_handed_over(visitor, "Finde en tid til en samtale")
    await visitor.presses("tirs. 24. nov. kl. 09.00 · Hos os")
    await visitor.presses("Ja, skriv den ned")
    await visitor.presses("Nej tak")
    await visitor.says("/tid")
    await visitor.presses("Jeg kan ikke alligevel")
    asked, data = visitor.last.message_id, visitor.buttons[0].data or ""
    await visitor.says("/tid")
    await visitor.presses("Flyt tiden")
    await visitor.presses("ons. 25. nov. kl. 14.00 · Hos os")
    await visitor.presses("Ja, skriv den ned")

    # The question about the time that was before.
    world = line.server.world
    world.user_presses(visitor.id, asked, data)
    await line.settle()
    card = world.message(visitor.id, asked)
    assert card is not None
    assert (card.text or "").startswith("Vi har ikke ændret noget.")
    assert "onsdag den 25. november kl. 14.00" in (card.text or "")

    await visitor.says("/tid")
    await visitor.presses("Jeg kan ikke alligevel")
    for _ in range(2):
        world.user_presses_label(visitor.id, "Giv tiden tilbage")
    await line.settle()
    assert visitor.sees.startswith("Vi har ikke ændret noget. Sådan ser det ud nu:\n\nTiden er givet tilbage.")
    session, conversation = await claims(line)
    pretalk = (await line.staff.case(session, conversation)).pretalk
    assert pretalk is not None
    assert pretalk.state is PretalkState.GIVEN_UP


async def test_everything_is_deleted_on_both_sides(visitor: Visitor, line: Line) -> None:
    await is_handed_over(visitor)
    await visitor.says("Min mand drikker hver aften.")
    await visitor.says("/slet")
    assert "48 timer" in visitor.sees
    await visitor.presses("Slet nu")

    world = line.server.world
    assert [message.text for message in world.visible(visitor.id)] == [visitor.sees], "only the word that it is gone"
    assert "Din samtale er slettet hos os." in visitor.sees
    assert "Vælg »Slet chat«." in visitor.sees
    session = await line.session("mette")
    assert await line.staff.queue(session) == ()


async def test_what_is_too_old_to_be_deleted_is_counted_also_after_a_week(visitor: Visitor, line: Line) -> None:
    await is_handed_over(visitor)
    for text in ("Min mand drikker hver aften.", "Også i dag.", "Er der nogen?"):
        await visitor.says(text)
    world = line.server.world
    before = [message.message_id for message in world.visible(visitor.id)]
    for _ in range(4):
        line.clock.advance(days=2)
        await jobs.run_once(line.parts.house)
    await visitor.says("/slet")
    await visitor.presses("Slet nu")
    assert [message.message_id for message in world.visible(visitor.id)] == [*before, visitor.last.message_id]
    assert f"{len(before)} beskeder i chatten kunne vi ikke slette" in visitor.sees


async def test_what_is_written_after_the_end_waits_for_somebody_again(visitor: Visitor, line: Line) -> None:
    await is_handed_over(visitor)
    session, conversation = await claims(line)
    draft = (await line.staff.case(session, conversation)).draft
    assert draft.channel is Channel.TELEGRAM
    await line.staff.close(session, conversation, registration=draft, press=new_id().hex())

    await visitor.says("Nu er det galt igen.")
    assert visitor.sees.startswith("Gemt.")
    (row,) = await line.staff.queue(session)
    assert row.state is ConversationState.WAITING


async def test_danger_shows_the_numbers_first_and_goes_to_the_top(visitor: Visitor, line: Line) -> None:
    await visitor.says("/start")
    for label in ("Kom i gang", "Jeg er barn eller ung", "Ja"):
        await visitor.presses(label)
    assert "112" in visitor.sees.split("\n\n")[0]
    await visitor.presses("12-16 år")

    assert "112" in visitor.sees
    session = await line.session("anders")
    (row,) = await line.staff.queue(session)
    assert row.urgency.value == "danger"


async def test_the_advice_is_said_once_and_what_is_written_below_it_is_kept(visitor: Visitor, line: Line) -> None:
    await is_handed_over(visitor, "Bare få råd, og se, hvem der ellers kan hjælpe")
    advice = visitor.sees
    assert "Skriv med en terapeut" in visitor.labels
    for text in ("Han drikker stadig.", "Og nu er jeg bange."):
        await visitor.says(text)
        assert visitor.sees == (
            "Tak, fordi du fortæller det. Vi har gemt det. Vil du have svar fra en terapeut? "
            "Så tryk på »Skriv med en terapeut«."
        )
    await visitor.says("x" * 5000)
    assert "Teksten er for lang." in visitor.sees
    assert visitor.screen.count(advice) == 1
    assert sum("112" in each for each in visitor.screen) == 1

    await visitor.presses("Skriv med en terapeut")
    assert "Nu er det et menneske, der svarer dig." in visitor.sees
    assert advice in visitor.screen, "it can still be read"
    session, conversation = await claims(line)
    case = await line.staff.case(session, conversation)
    assert [each.text for each in case.messages] == ["Han drikker stadig.", "Og nu er jeg bange."]
