"""Everything somebody can send, press and change in a chat, and what comes of it."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import select

from bot import jobs
from bot.desk.views import CaseView, StaffSession
from bot.telegram.taking_in import open_arrived
from storage import inbox
from storage.keys import new_id
from storage.schema import metadata
from tests.bot.telegram.conftest import AMINA, Line, Visitor
from tests.botapi.values import Fields, Message

CANARY = "AgACAgQAAxkBAAIBkanariefugl"
GROUP, CHANNEL = -100_200_300_400, -100_500_600_700


async def waits_for_a_therapist(visitor: Visitor, age: str = "3-11 år") -> None:
    """The shortest way to a person."""
    await visitor.says("/start")
    await visitor.presses("Kom i gang")
    await visitor.presses("Skriv til et menneske")
    await visitor.presses(age)


async def taken_by_mette(line: Line) -> tuple[StaffSession, str]:
    session = await line.session("mette")
    (row,) = await line.staff.queue(session)
    await line.staff.claim(session, row.conversation)
    return session, row.conversation


async def read_by_mette(line: Line) -> CaseView:
    """What the therapist has on the screen."""
    return await line.staff.case(*await taken_by_mette(line))


async def texts(line: Line) -> list[str]:
    """What the therapist reads."""
    return [message.text for message in (await read_by_mette(line)).messages]


async def stored(line: Line) -> list[Any]:
    """Every value in the database."""
    found = await line.parts.house.database.read(
        lambda connection: [connection.execute(select(table)).all() for table in metadata.sorted_tables]
    )
    return [value for rows in found for row in rows for value in row]


async def number_of_messages(line: Line) -> int:
    return await line.parts.house.database.read(
        lambda connection: len(connection.execute(select(metadata.tables["messages"])).all())
    )


async def sends(visitor: Visitor, *things: Fields) -> list[str]:
    """Send things that are no texts, one after the other; returns what is answered."""
    before = {message.message_id for message in visitor.line.server.world.visible(visitor.id)}
    for thing in things:
        visitor.line.server.world.user_sends(visitor.id, **{"text": None, **thing})
    await visitor.line.settle()
    return [
        message.text or ""
        for message in visitor.line.server.world.visible(visitor.id)
        if message.from_bot and message.message_id not in before
    ]


FILE: Fields = {"file_id": CANARY, "file_unique_id": CANARY, "file_name": f"{CANARY}.doc", "duration": 3}
KINDS: tuple[tuple[str, Fields], ...] = (
    ("ikke imod billeder", {"photo": [FILE, FILE]}),
    ("beskeder med lyd", {"voice": FILE}),
    ("ikke imod lyd", {"audio": FILE}),
    ("ikke imod video", {"video": FILE}),
    ("ikke imod filer", {"document": FILE}),
    ("stickers", {"sticker": {**FILE, "emoji": "🐦"}}),
    ("GIF’er", {"animation": FILE, "document": FILE}),
    ("hvor du er", {"venue": {"title": CANARY}, "location": {"latitude": 55.6761, "longitude": 12.5683}}),
    ("kunne røbe, hvem du", {"contact": {"phone_number": CANARY, "first_name": CANARY, "user_id": AMINA}}),
    ("afstemninger", {"poll": {"id": CANARY, "question": CANARY, "options": []}}),
    ("det, andre har skrevet", {"photo": [FILE], "caption": CANARY, "forward_origin": {"sender_user_name": CANARY}}),
    ("Den slags", {"dice": {"emoji": "🎲", "value": 6}}),
)


async def test_what_is_no_text_is_answered_in_its_own_way_and_nothing_of_it_is_kept(
    visitor: Visitor, line: Line
) -> None:
    await waits_for_a_therapist(visitor)
    for words, thing in KINDS:
        (answer,) = await sends(visitor, thing)
        assert words in answer
        # The same kind again a moment later: it was said.
        assert await sends(visitor, thing) == []
    assert await sends(visitor, {"story": {"id": 7, "chat": {"id": 1, "type": "private"}}}) == [], "like the die"
    kept = [value.encode() if isinstance(value, str) else value for value in await stored(line)]
    assert not [value for value in kept if isinstance(value, bytes) and CANARY.encode() in value]
    assert await number_of_messages(line) == 0


async def test_nothing_of_a_thing_goes_further_than_where_it_is_read(visitor: Visitor, line: Line) -> None:
    for _, thing in KINDS:
        line.server.world.user_sends(visitor.id, **{"text": None, **thing})
    polling = line.telegram.polling
    assert polling is not None
    await polling.once()
    rows = await line.parts.house.database.read(
        lambda connection: [inbox.by_id(connection, inbox_id=place.id) for place in inbox.waiting(connection, most=100)]
    )
    assert len(rows) == len(KINDS)
    for row in rows:
        assert row is not None
        assert CANARY.encode() not in open_arrived(line.parts.house, row).to_json()


async def test_an_album_is_answered_once(visitor: Visitor, line: Line) -> None:
    await waits_for_a_therapist(visitor)
    album = [{"photo": [FILE], "media_group_id": "13"} for _ in range(5)]
    (answer,) = await sends(visitor, *album)
    assert "billeder" in answer


async def test_the_words_under_a_picture_are_kept(visitor: Visitor, line: Line) -> None:
    await waits_for_a_therapist(visitor)
    said = await sends(visitor, {"photo": [FILE], "caption": "Det er min datter."})
    assert "Vi har gemt dine ord" in said[0]
    assert "Gemt." in said[-1]
    assert await texts(line) == ["Det er min datter."]


async def test_the_words_under_a_picture_sent_before_beginning_come_along(visitor: Visitor, line: Line) -> None:
    line.server.world.user_sends(visitor.id, None, photo=[FILE], caption="Det er min datter.")
    await line.settle()
    await visitor.presses("Kom i gang")
    await visitor.presses("Skriv til et menneske")
    await visitor.presses("3-11 år")
    assert await texts(line) == ["Det er min datter."]


async def test_a_reply_is_a_text_like_any_other_and_what_it_quotes_is_not_kept(visitor: Visitor, line: Line) -> None:
    await waits_for_a_therapist(visitor)
    quoted = {"message_id": 1, "chat": {"id": AMINA, "type": "private"}, "date": 0, "text": CANARY}
    await visitor.says("Ja, det passer.", reply_to_message=quoted, quote={"text": CANARY, "position": 0})
    assert await texts(line) == ["Ja, det passer."]


def a_group(chat_id: int = GROUP, kind: str = "supergroup") -> Fields:
    return {"id": chat_id, "type": kind, "title": CANARY}


async def test_a_group_is_told_one_line_and_left(line: Line) -> None:
    sender = {"id": AMINA, "is_bot": False, "first_name": "Amina"}
    world = line.server.world
    added = {"user": world.bot, "status": "member"}
    outside = {"user": world.bot, "status": "left"}
    change: Fields = {"chat": a_group(), "from": sender, "date": 1, "old_chat_member": outside}
    world.raw_update({"my_chat_member": {**change, "new_chat_member": added}})
    things: tuple[Fields, ...] = ({"new_chat_members": [world.bot]}, {"text": "Hej"})
    for number, thing in enumerate(things, start=1):
        body = {"message_id": number, "chat": a_group(), "from": sender, "date": 1, **thing}
        world.raw_update({"message": body})
    await line.settle()
    assert world.left_chats == [GROUP]
    assert [message.text for message in world.chat(GROUP).messages] == [
        "Jeg skriver kun med én ad gangen. Derfor går jeg igen."
    ]
    assert await line.waits() == (0, {})


async def test_a_channel_is_left(line: Line) -> None:
    body = {"message_id": 1, "chat": a_group(CHANNEL, "channel"), "date": 1, "text": CANARY}
    line.server.world.raw_update({"channel_post": body})
    await line.settle()
    assert line.server.world.left_chats == [CHANNEL]


async def test_whoever_asks_from_another_chat_is_shown_the_way_here(line: Line) -> None:
    sender = {"id": AMINA, "is_bot": False, "first_name": CANARY}
    line.server.world.raw_update({"inline_query": {"id": "77", "from": sender, "query": CANARY, "offset": ""}})
    await line.settle()
    assert line.server.world.inline_answers == {"77": []}
    (call,) = line.server.world.accepted("answerInlineQuery")
    assert call.parameters["button"] == {"text": "Skriv direkte til mig", "start_parameter": "start"}


# Edited messages.


def edits(visitor: Visitor, message: Message, text: str) -> None:
    visitor.line.server.world.user_edits(visitor.id, message.message_id, text)


async def test_an_edited_message_is_read_edited_at_its_place(visitor: Visitor, line: Line) -> None:
    await waits_for_a_therapist(visitor)
    first = await visitor.says("Hun er fem.")
    await visitor.says("Hjælp mig.")
    edits(visitor, first, "Hun er seks.")
    await line.settle()
    assert "du har rettet" in visitor.sees
    case = await read_by_mette(line)
    assert [(message.text, message.edited) for message in case.messages] == [
        ("Hun er seks.", True),
        ("Hjælp mig.", False),
    ]


async def edited(line: Line) -> list[tuple[str, bool]]:
    """What the therapist reads, and whether it was edited."""
    return [(message.text, message.edited) for message in (await read_by_mette(line)).messages]


async def test_what_came_along_at_the_beginning_can_be_edited(visitor: Visitor, line: Line) -> None:
    first = await visitor.says("Min mor drikker.")
    await visitor.presses("Kom i gang")
    edits(visitor, first, "Min far drikker.")
    await line.settle()
    assert "du har rettet" in visitor.sees
    await visitor.presses("Skriv til et menneske")
    await visitor.presses("3-11 år")
    edits(visitor, first, "Min bror drikker.")
    await line.settle()
    assert "du har rettet" in visitor.sees
    assert await edited(line) == [("Min bror drikker.", True)]


async def test_what_gives_away_in_an_edit_is_covered_until_its_writer_wants_it_otherwise(
    visitor: Visitor, line: Line
) -> None:
    await waits_for_a_therapist(visitor)
    first = await visitor.says("Ring til mig i aften.")
    edits(visitor, first, NUMBER)
    await line.settle()
    assert "du har rettet" in visitor.screen[-2]
    assert "Vi har dækket et telefonnummer" in visitor.sees
    assert visitor.last.reply_to == first.message_id
    assert await edited(line) == [(COVERED, True)]
    await visitor.presses("Send den, som jeg skrev den")
    assert await edited(line) == [(NUMBER, True)]


async def test_a_second_edit_takes_the_place_of_what_waited(visitor: Visitor, line: Line) -> None:
    await waits_for_a_therapist(visitor)
    first = await visitor.says(NUMBER)
    edits(visitor, first, "Skriv til mig på amina@example.org i aften.")
    await line.settle()
    assert "Vi har dækket en mailadresse" in visitor.sees
    edits(visitor, first, "Skriv til mig.")
    await line.settle()
    assert await edited(line) == [("Skriv til mig.", True)]
    await visitor.presses("Send den, som jeg skrev den")
    assert "virker ikke mere" in (heard(line)[-1] or "")
    assert await edited(line) == [("Skriv til mig.", True)]


async def test_other_words_under_a_picture_take_the_place_of_the_first(visitor: Visitor, line: Line) -> None:
    await waits_for_a_therapist(visitor)
    sent = line.server.world.user_sends(visitor.id, None, photo=[FILE], caption="Det er min datter.")
    await line.settle()
    edits(visitor, sent, NUMBER)
    await line.settle()
    assert "du har rettet" in visitor.screen[-2]
    assert "Vi har dækket et telefonnummer" in visitor.sees
    assert len([each for each in visitor.screen if "Vi har gemt dine ord" in each]) == 1
    assert await edited(line) == [(COVERED, True)]


async def test_a_place_that_moves_is_no_news(visitor: Visitor, line: Line) -> None:
    await waits_for_a_therapist(visitor)
    await sends(visitor, {"location": {"latitude": 55.6761, "longitude": 12.5683, "live_period": 900}})
    screen = visitor.screen
    sent = line.server.world.visible(visitor.id)[-2]
    moved = {**line.server.world.message_object(sent), "location": {"latitude": 55.7, "longitude": 12.6}}
    line.server.world.raw_update({"edited_message": moved})
    await line.settle()
    assert visitor.screen == screen


async def test_an_edit_of_what_we_do_not_know_says_so(visitor: Visitor, line: Line) -> None:
    before = await visitor.says("Før det hele.")
    await waits_for_a_therapist(visitor)
    edits(visitor, before, "Noget andet.")
    await line.settle()
    assert visitor.sees == "Den besked kan vi ikke rette her. Skriv det, du ville sige, i en ny besked."
    assert await number_of_messages(line) == 0


# Buttons.


def heard(line: Line) -> list[str | None]:
    return [answer.text for answer in line.server.world.callback_answers.values()]


async def journal(line: Line) -> Sequence[Any]:
    """What the conversations are like."""
    return await line.parts.house.database.read(
        lambda connection: connection.execute(select(metadata.tables["conversations"])).all()
    )


async def test_an_old_button_says_so_and_changes_nothing(visitor: Visitor, line: Line) -> None:
    await visitor.says("/start")
    await visitor.presses("Kom i gang")
    question, data = visitor.last, visitor.buttons[1].data or ""
    await visitor.presses("Jeg er mor")
    before = await journal(line)
    line.server.world.user_presses(visitor.id, question.message_id, data, even_if_gone=True)
    await line.settle()
    assert "Den knap hører til noget tidligere" in (heard(line)[-1] or "")
    assert await journal(line) == before
    assert "Ja" in visitor.labels, "the question that stands is shown again"
    # The same question again, and a button of when it was asked first.
    await visitor.presses("Tilbage")
    before = await journal(line)
    line.server.world.user_presses(visitor.id, question.message_id, data, even_if_gone=True)
    await line.settle()
    assert "Den knap hører til noget tidligere" in (heard(line)[-1] or "")
    assert await journal(line) == before


async def test_a_double_press_is_one_press(visitor: Visitor, line: Line) -> None:
    await visitor.says("/start")
    await visitor.presses("Kom i gang")
    for _ in range(2):
        line.server.world.user_presses_label(visitor.id, "Jeg er mor")
    await line.settle()
    assert "fare" in visitor.sees
    (row,) = await journal(line)
    assert row.revision == 1
    await visitor.presses("Tilbage")
    assert "Jeg er mor" in " ".join(visitor.labels), "one step back is before the press"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_an_old_not_now_answers_no_newer_question(visitor: Visitor, line: Line) -> None:
    await waits_for_a_therapist(visitor)
    await visitor.says("/start")
    await visitor.presses("Find en tid")
    question = visitor.last
    data = next(button.data for button in visitor.buttons if button.text == "Ikke nu")
    assert data is not None
    await visitor.presses("tirs. 24. nov. kl. 09.00 · Hos os")
    line.server.world.user_presses(visitor.id, question.message_id, data, even_if_gone=True)
    await line.settle()
    assert "Den knap hører til noget tidligere" in (heard(line)[-1] or "")
    assert "Skal vi skrive tiden ned til dig?" in visitor.sees, "what is asked now still stands"
    await visitor.presses("Ikke nu")
    assert "Skal vi skrive tiden ned til dig?" not in visitor.sees


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_forged_presses_change_nothing(visitor: Visitor, line: Line) -> None:
    other = Visitor(line=line, id=AMINA + 1)
    for each in (visitor, other):
        await each.says("/start")
        await each.presses("Kom i gang")
    theirs = next(button.data for button in other.buttons if button.text == "Jeg er mor")
    assert theirs is not None
    act, place, value = theirs.split(":")
    mark, revision, key = (visitor.buttons[0].data or "").split(":")[1].split(".")
    before = await journal(line)
    forged = [
        "", ":::", "a", "\0", "a::", "a:..:x", f"{act}:{place}:{value}", f"c:{mark}.{revision}.{key}:queue",
        f"a:{mark}.{revision}.{key}:no-option", f"t:{mark}.{revision}.{key}:x", f"a:{mark}.{'9' * 5000}.{key}:mother",
        f"a:{mark}.-1.{key}:mother", "x" * 100_000, "o::zz", f"o::{new_id().hex()}", "k::AAAA", f"k::{'å' * 43}",
        "begin::da", "begin-text::da", "r::", "zz::", "v::", "i::",
    ]  # fmt: skip
    for data in forged:
        line.server.world.user_presses(visitor.id, visitor.last.message_id, data, even_if_gone=True)
        await line.settle()
    assert await journal(line) == before
    assert await number_of_messages(line) == 0
    assert await line.waits() == (0, {})
    assert "Noget gik galt" not in "".join(visitor.screen)
    await visitor.presses("Jeg er mor")
    assert "fare" in visitor.sees


# What would give somebody away.

NUMBER = "Ring til mig på 20 30 40 50 i aften."
COVERED = "Ring til mig på ••• i aften."


async def test_what_gives_away_is_covered_until_its_writer_wants_it_otherwise(visitor: Visitor, line: Line) -> None:
    await waits_for_a_therapist(visitor)
    await visitor.says(NUMBER)
    assert "Vi har dækket et telefonnummer" in visitor.sees
    assert await texts(line) == [COVERED]
    await visitor.presses("Send den, som jeg skrev den")
    assert visitor.sees == "Nu er den sendt, som du skrev den."
    assert await texts(line) == [NUMBER]


async def test_after_a_day_it_is_too_late_to_send_it_as_it_was(visitor: Visitor, line: Line) -> None:
    await waits_for_a_therapist(visitor)
    await visitor.says(NUMBER)
    asked = visitor.last
    line.clock.advance(days=2)
    await jobs.run_once(line.parts.house)
    await visitor.presses("Send den, som jeg skrev den")
    assert "virker ikke mere" in (heard(line)[-1] or "")
    assert line.server.world.message(visitor.id, asked.message_id) is not None
    assert await texts(line) == [COVERED]


async def test_somebody_in_danger_is_not_held_up(visitor: Visitor, line: Line) -> None:
    await visitor.says("/start")
    await visitor.presses("Kom i gang")
    await visitor.presses("Jeg er mor")
    await visitor.presses("Ja")
    await visitor.presses("3-11 år")
    await visitor.says(NUMBER)
    assert "Gemt." in visitor.sees
    assert await texts(line) == [NUMBER]
