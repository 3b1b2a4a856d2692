"""What is said by itself: to a therapist that something waits, to a visitor of their time; and how all of it ends."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, select

from bot import jobs
from flows.vocabulary import Delivery
from storage import conversations
from storage.keys import new_id
from storage.messenger_tables import notices, reminders
from tests.bot import talking
from tests.bot.telegram.conftest import AMINA, Line, Visitor
from tests.bot.telegram.test_kinds import number_of_messages, taken_by_mette, texts, waits_for_a_therapist

METTES_PHONE = AMINA + 50
NOTICE = "Der er nyt i Doorstep."
only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def time_passes(line: Line, *, until: datetime | None = None, **amount: float) -> None:
    """Later: the jobs run, and what they cause is sent."""
    line.clock.advance(**amount)
    line.clock.now = until or line.clock.now
    await jobs.run_once(line.parts.house)
    await line.settle()


async def with_notices(line: Line) -> Visitor:
    """Mette's own chat, linked."""
    mette = Visitor(line=line, id=METTES_PHONE)
    await mette.says(f"/start {await line.staff.invite(await line.session('mette'))}")
    assert "Chatten er koblet til" in mette.sees
    return mette


def told(mette: Visitor) -> int:
    """How often Mette was told."""
    return mette.screen.count(NOTICE)


# A therapist.


async def test_a_therapist_is_told_one_line_that_says_nothing(visitor: Visitor, line: Line) -> None:
    mette = await with_notices(line)
    assert not any("/start" in (message.text or "") for message in line.server.world.visible(METTES_PHONE)), "the code"
    await time_passes(line)
    assert told(mette) == 0, "nobody waits"
    await waits_for_a_therapist(visitor)
    await visitor.says("Min mor drikker.")
    await time_passes(line)
    assert mette.screen[-1] == NOTICE
    assert mette.labels == ["Stop beskeder her"]
    await time_passes(line, hours=1)
    assert told(mette) == 1, "it was said"


async def test_several_things_are_one_line_and_the_next_comes_ten_minutes_later(visitor: Visitor, line: Line) -> None:
    mette = await with_notices(line)
    await waits_for_a_therapist(visitor)
    await time_passes(line)
    for text in ("Er I der?", "Hallo?", "Det haster."):
        await visitor.says(text)
        await time_passes(line, minutes=3)
    assert told(mette) == 1
    await time_passes(line, minutes=1)
    assert told(mette) == 2


@pytest.mark.parametrize(
    ("quiet", "silent", "loud"),
    [
        (None, "2026-11-23T18:00", "2026-11-24T06:00"),
        (("22:00", "06:30"), "2026-11-24T05:29", "2026-11-24T05:30"),
        (("11:00", "14:00"), "2026-11-23T12:59", "2026-11-23T13:00"),
    ],
    ids=["the usual", "over midnight", "in the day"],
)
@only_sqlite
async def test_in_the_quiet_hours_nothing_is_said_and_afterwards_it_is(
    visitor: Visitor, line: Line, quiet: tuple[str, str] | None, silent: str, loud: str
) -> None:
    mette = await with_notices(line)
    if quiet is not None:
        await line.staff.set_quiet(await line.session("mette"), quiet_from=quiet[0], quiet_until=quiet[1])
    await waits_for_a_therapist(visitor)
    await time_passes(line, until=datetime.fromisoformat(silent).replace(tzinfo=UTC))
    assert told(mette) == 0
    await time_passes(line, until=datetime.fromisoformat(loud).replace(tzinfo=UTC))
    assert told(mette) == 1


async def test_one_press_ends_it(visitor: Visitor, line: Line) -> None:
    mette = await with_notices(line)
    await mette.says("Hej?")
    assert "Her kommer kun besked" in mette.sees
    await waits_for_a_therapist(visitor)
    await time_passes(line)
    await mette.presses("Stop beskeder her")
    assert "Chatten er koblet fra" in mette.sees
    await visitor.says("Er I der?")
    await time_passes(line, hours=1)
    assert told(mette) == 0, "the line itself became the answer"

    def rows(connection: Connection) -> int:
        return len(connection.execute(select(notices)).all())

    assert await line.parts.house.database.read(rows) == 0


@only_sqlite
async def test_a_code_is_good_once_and_for_a_quarter_of_an_hour(line: Line) -> None:
    mette, somebody = Visitor(line=line, id=METTES_PHONE), Visitor(line=line, id=METTES_PHONE + 1)
    code = await line.staff.invite(await line.session("mette"))
    await somebody.says("/start AAAAA-BBBBB-CCCCC-DDDDD")
    assert "Den kode kan vi ikke finde" in somebody.sees
    await mette.says(f"/start {code.lower()}")
    assert "Chatten er koblet til" in mette.sees
    await somebody.says(f"/start {code}")
    assert "Den kode kan vi ikke finde" in somebody.sees
    late = await line.staff.invite(await line.session("mette"))
    line.clock.advance(minutes=15, seconds=1)
    await somebody.says(f"/start {late}")
    assert "Den kode kan vi ikke finde" in somebody.sees


# A time.


async def books(visitor: Visitor, when: str, *, reminded: bool = True) -> None:
    await visitor.presses("Find en tid")
    await visitor.presses(when)
    await visitor.presses("Ja, skriv den ned")
    if reminded:
        await visitor.presses("Ja, mind mig om det")


def reminded(visitor: Visitor) -> list[str]:
    """What was said about the time by itself."""
    return [text for text in visitor.screen if text.startswith("Husk")]


async def kept(line: Line) -> int:
    return await line.parts.house.database.read(lambda connection: len(connection.execute(select(reminders)).all()))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of that November, as the unit's clock shows it."""
    return datetime(2026, 11, day, hour - 1, minute, tzinfo=UTC)


async def test_a_reminder_comes_a_day_before_and_two_hours_before_and_says_nothing_of_the_matter(
    visitor: Visitor, line: Line
) -> None:
    await waits_for_a_therapist(visitor)
    await books(visitor, "ons. 25. nov. kl. 14.00")
    assert await kept(line) == 2
    await time_passes(line, until=at(24, 13, 59))
    assert reminded(visitor) == []
    await time_passes(line, until=at(24, 14))
    assert reminded(visitor) == ["Husk din aftale i morgen kl. 14.00."]
    await time_passes(line, until=at(25, 12))
    assert reminded(visitor) == ["Husk din aftale i morgen kl. 14.00.", "Husk din aftale i dag kl. 14.00."]
    assert await kept(line) == 0, "nothing tells any more which chat it was"
    await time_passes(line, hours=1)
    assert len(reminded(visitor)) == 2


async def test_who_did_not_ask_is_not_reminded(visitor: Visitor, line: Line) -> None:
    await waits_for_a_therapist(visitor)
    await books(visitor, "ons. 25. nov. kl. 14.00", reminded=False)
    await visitor.presses("Nej tak")
    assert await kept(line) == 0
    await time_passes(line, until=at(25, 12))
    assert reminded(visitor) == []


async def test_reminders_move_with_the_time_and_end_with_it(visitor: Visitor, line: Line) -> None:
    await waits_for_a_therapist(visitor)
    await books(visitor, "ons. 25. nov. kl. 14.00")
    await visitor.says("/tid")
    await visitor.presses("Flyt")
    await visitor.presses("Flere tider")
    await visitor.presses("tors. 26. nov. kl. 09.00")
    await visitor.presses("Ja, skriv den ned")
    await time_passes(line, until=at(25, 8, 59))
    assert reminded(visitor) == []
    await time_passes(line, until=at(25, 9))
    assert reminded(visitor) == ["Husk din aftale i morgen kl. 09.00."]
    await visitor.says("/tid")
    await visitor.presses("Jeg kan ikke alligevel")
    await visitor.presses("Giv tiden tilbage")
    assert "Tiden er givet tilbage" in visitor.sees
    assert await kept(line) == 0
    await time_passes(line, until=at(26, 8))
    assert len(reminded(visitor)) == 1


async def test_nobody_is_reminded_of_what_is_over(visitor: Visitor, line: Line) -> None:
    await waits_for_a_therapist(visitor)
    await books(visitor, "ons. 25. nov. kl. 14.00")
    await time_passes(line, until=at(25, 14))
    assert reminded(visitor) == []
    assert await kept(line) == 0


@only_sqlite
async def test_a_reminder_that_comes_late_does_not_say_tomorrow(visitor: Visitor, line: Line) -> None:
    await waits_for_a_therapist(visitor)
    await books(visitor, "ons. 25. nov. kl. 14.00")
    await time_passes(line, until=at(25, 8))
    assert "Husk din aftale i morgen kl. 14.00." not in reminded(visitor)


# Only a line that there is an answer.


async def test_who_reads_on_the_web_is_told_once_until_they_have_looked(visitor: Visitor, line: Line) -> None:
    amina = await talking.Visitor.arrive(line.visitors)
    await amina.hurries()
    await visitor.says(" ".join(amina.code))
    await visitor.presses("Skriv kun, at der er nyt")
    session, conversation = await taken_by_mette(line)

    async def answers(text: str) -> list[str]:
        await line.staff.reply(session, conversation, text=text, press=new_id().hex())
        await line.settle()
        return [each for each in visitor.screen if each == "Der er nyt til dig." or each == text]

    assert await answers("Et svar.") == ["Der er nyt til dig."]
    assert await answers("Et svar mere.") == ["Der er nyt til dig."]
    assert [message.text for message in (await amina.talk()).messages] == ["Et svar.", "Et svar mere."]
    assert await answers("Et tredje.") == ["Der er nyt til dig."] * 2


# Whom nothing reaches.


async def test_the_therapist_sees_that_a_chat_is_closed_and_that_it_is_open_again(visitor: Visitor, line: Line) -> None:
    await waits_for_a_therapist(visitor)
    session, conversation = await taken_by_mette(line)

    async def answers(text: str) -> Delivery | None:
        await line.staff.reply(session, conversation, text=text, press=new_id().hex())
        await line.settle()
        return (await line.staff.case(session, conversation)).messages[-1].delivery

    assert await answers("Hej.") is Delivery.DELIVERED
    line.server.world.user_blocks(visitor.id)
    assert await answers("Er du der?") is Delivery.BLOCKED, "before we were told"
    assert (await line.staff.case(session, conversation)).blocked
    assert await answers("Hallo?") is Delivery.BLOCKED
    assert await line.waits() == (0, {})
    line.server.world.user_unblocks(visitor.id)
    await line.settle()
    assert not (await line.staff.case(session, conversation)).blocked
    await visitor.says("Nu er jeg her igen.")
    assert await answers("Godt.") is Delivery.DELIVERED
    assert "Nu er jeg her igen." in await texts(line)
    assert visitor.screen[-1] == "Godt."


# Deleting everything.


async def test_everything_is_deleted_that_can_be_and_the_rest_is_counted(visitor: Visitor, line: Line) -> None:
    await waits_for_a_therapist(visitor)
    await visitor.says("Gammel besked.")
    old = [message.message_id for message in line.server.world.visible(visitor.id)]
    session, conversation = await taken_by_mette(line)
    line.clock.advance(hours=48, seconds=1)
    await visitor.says("Ny besked.")
    session = await line.session("mette")
    await line.staff.reply(session, conversation, text="Et svar.", press=new_id().hex())
    await line.settle()
    await visitor.says("/slet")
    assert "ældre end 48 timer" in visitor.sees
    left_standing = [number for number in old if line.server.world.message(visitor.id, number) is not None]
    await visitor.presses("Slet nu")
    report = visitor.last
    seen = [message.message_id for message in line.server.world.visible(visitor.id)]
    assert seen == [*left_standing, report.message_id]
    assert f"{len(left_standing)} beskeder i chatten kunne vi ikke slette" in visitor.sees
    assert "Sådan fjerner du den" in visitor.sees
    row = await line.parts.house.database.read(
        lambda connection: conversations.by_id(connection, conversation_id=bytes.fromhex(conversation))
    )
    assert row is None
    assert await number_of_messages(line) == 0


async def books_the_first_time(visitor: Visitor) -> str:
    """Returns the time as its button says it."""
    await visitor.says("/tid")
    await visitor.presses("Find en tid")
    first = visitor.labels[0]
    await visitor.presses("kl.")
    await visitor.presses("Ja, skriv den ned")
    assert "Din tid" in visitor.screen[-2]
    return first


async def test_a_time_that_was_booked_is_free_again(visitor: Visitor, line: Line) -> None:
    await waits_for_a_therapist(visitor)
    first = await books_the_first_time(visitor)
    other = Visitor(line=line, id=AMINA + 1)
    await waits_for_a_therapist(other)
    assert await books_the_first_time(other) != first
    await visitor.says("/slet")
    await visitor.presses("Slet nu")
    await waits_for_a_therapist(visitor)
    assert await books_the_first_time(visitor) == first
