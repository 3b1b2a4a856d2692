"""Did you get the help you needed? Asked at both doors, once, in the same words; in the chat it comes by itself."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.desk.ballots import counted
from flows.counting import Registration
from flows.feedback import Helped
from flows.helped_counting import HelpedAnswer
from flows.vocabulary import Channel, ContactKind, ConversationState, Direction
from storage.keys import new_id
from tests.bot.conftest import Unit
from tests.bot.telegram.both_doors import BothDoors, both_doors
from tests.bot.telegram.test_two_doors import hurries

ASKED = "Fik du den hjælp, du havde brug for?"
DEGREES = ("Ja, i høj grad", "Ja, i nogen grad", "Kun i mindre grad", "Nej, slet ikke")
WORDS = "Er der noget, vi skal gøre mere af eller gøre bedre?"


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[BothDoors]:
    """Somebody at both doors, with whom Mette has talked, and closed."""
    async with both_doors(tmp_path) as both:
        await hurries(both)
        await both.told()
        for unit in units(both):
            await close(unit)
        await both.web.browser.opens()
        await both.telegram.line.settle()
        yield both


async def close(unit: Unit) -> None:
    """Mette closes what she has claimed."""
    session = await unit.session("mette")
    (row,) = await unit.staff.queue(session)
    registration = Registration(kind=ContactKind.CONTACT, channel=Channel.WEB, unit="0-11")
    await unit.staff.close(session, row.conversation, registration=registration, press=new_id().hex())


def units(both: BothDoors) -> tuple[Unit, Unit]:
    """The units behind the doors."""
    return both.web.unit, both.telegram.line


async def answers(unit: Unit) -> list[Helped]:
    """The answers that wait to be counted."""
    pool = (await counted(unit.parts.house)).untallied
    return [each.registration.helped for each in pool if isinstance(each.registration, HelpedAnswer)]


async def test_the_question_comes_by_itself_and_says_the_same_at_both_doors(both: BothDoors) -> None:
    seen = await both.question()
    assert (seen.question, seen.options) == (ASKED, DEGREES)
    assert "helt frivilligt" in seen.hint
    # One way out, and nothing that leads anywhere else.
    assert (seen.ways, seen.may_change, seen.chosen) == (frozenset({"Nej tak"}), False, ())

    await both.answer("Ja, i nogen grad")
    seen = await both.question()
    assert (seen.question, seen.said) == (WORDS, ("Tak. Det hjælper os med at blive bedre. Du må altid skrive igen.",))
    assert (seen.ways, seen.may_change) == (frozenset({"Nej tak"}), False)
    await both.skip()
    assert await both.stage() == "talk"
    for unit in units(both):
        assert await answers(unit) == [Helped.SOME]


async def test_no_thank_you_ends_it_at_both_doors(both: BothDoors) -> None:
    await both.press("Nej tak")
    assert await both.stage() == "talk"
    for unit in units(both):
        assert await answers(unit) == []


async def test_words_reach_the_therapist_from_both_doors(both: BothDoors) -> None:
    await both.answer("Kun i mindre grad")
    await both.answer("Jeg ventede længe på svar.")
    assert await both.stage() == "talk"
    at_unit = await both.at_unit()
    assert at_unit is not None
    assert at_unit.state is ConversationState.WAITING
    assert at_unit.messages[-1] == (Direction.VISITOR, "Om hjælpen: Jeg ventede længe på svar.")


async def test_who_presses_three_times_in_a_hurry_is_counted_once(both: BothDoors) -> None:
    person, line = both.telegram.person, both.telegram.line
    (pressed,) = (each for each in person.buttons if each.text == "Ja, i høj grad")
    message = person.last.message_id
    assert pressed.data is not None
    for _ in range(3):
        line.server.world.user_presses(person.id, message, pressed.data)
    await line.settle()
    assert await answers(line) == [Helped.HIGH]


async def test_writing_on_instead_is_a_message_as_always(both: BothDoors) -> None:
    await both.write("Jeg kom i tanke om noget")
    await both.web.browser.opens()
    for unit in units(both):
        session = await unit.session("mette")
        (row,) = await unit.staff.queue(session)
        assert row.state is ConversationState.WAITING
        assert await answers(unit) == []
