"""Somebody who writes, from the first question to being forgotten, at the desk."""

import pytest
from sqlalchemy import text as sql

from bot.desk.views import QueueRowView, Refused, Stage
from flows.questions import InvalidAnswer
from flows.talk import Asking, Raw, StaleButton
from flows.vocabulary import (
    AgeBand,
    Audience,
    ConversationState,
    Direction,
    Role,
    Urgency,
    Wish,
)
from storage.keys import WrongKey, new_id, new_pair
from tests.bot.conftest import Unit
from tests.bot.talking import MOTHER, Visitor

TALK: dict[str, Raw] = {"wish": "talk"}


async def arrives(unit: Unit) -> Visitor:
    return await Visitor.arrive(unit.visitors)


async def questions_of(visitor: Visitor, answers: dict[str, Raw]) -> list[str]:
    """Answer, skipping what is not in `answers`; returns the key of every question that was put."""
    asked: list[str] = []
    while (asking := (await visitor.sees()).asking) is not None:
        key = asking.question.key
        asked.append(key)
        if key in answers:
            await visitor.desk.answer(visitor.cookie, key=key, revision=asking.revision, raw=answers[key])
        else:
            await visitor.desk.skip(visitor.cookie, key=key, revision=asking.revision)
    return asked


async def queue_row(unit: Unit) -> QueueRowView:
    """The one line in the therapists' queue."""
    (row,) = await unit.staff.queue(await unit.session("mette"))
    return row


async def gives(visitor: Visitor, raw: Raw) -> Asking:
    """Answer the question on the screen; returns what was on it."""
    asking = await visitor.asked()
    await visitor.desk.answer(visitor.cookie, key=asking.question.key, revision=asking.revision, raw=raw)
    return asking


# Who comes to the door, and where they end


async def test_a_mother_writes_and_finds_a_time(unit: Unit) -> None:
    mother = await arrives(unit)
    asked = await questions_of(mother, MOTHER)
    assert asked[:3] == ["who-writes", "danger-now", "child-age"]
    assert "whose-parent" in asked
    assert "workplace" not in asked

    view = await mother.sees()
    assert (view.stage, view.audience) == (Stage.CODE, Audience.PARENT)
    assert view.code is not None
    assert len(view.code) == 6
    await mother.keeps_the_code()

    view = await mother.sees()
    assert view.stage is Stage.TALK
    assert view.asking is not None  # finding a time stands above the talk
    assert view.talk is not None
    assert (view.talk.state, view.talk.place, view.talk.wish) == (ConversationState.WAITING, 1, Wish.BOTH)
    assert view.talk.hours
    row = await queue_row(unit)
    assert (row.queue, row.band, row.role, row.urgency) == ("0-11", AgeBand.CHILD, Role.MOTHER, Urgency.USUAL)


async def test_somebody_of_sixteen_writes_for_themselves(unit: Unit) -> None:
    young = await arrives(unit)
    asked = await questions_of(young, {"who-writes": "young", "child-age": "12-16", "worry": "9", **TALK})
    assert "whose" in asked
    assert "whose-parent" not in asked
    assert "workplace" not in asked
    assert (await young.sees()).audience is Audience.YOUNG
    row = await queue_row(unit)
    assert (row.queue, row.band, row.role, row.urgency) == ("12-24", AgeBand.TEEN, Role.YOUNG, Urgency.HIGH)


async def test_a_grandfather_only_wants_advice_and_may_still_write(unit: Unit) -> None:
    grandfather = await arrives(unit)
    await questions_of(grandfather, {"who-writes": "grandparent", "child-age": "3-11", "wish": "advice"})

    view = await grandfather.sees()
    assert (view.stage, view.audience) == (Stage.ADVICE, Audience.RELATIVE)
    assert view.advice is not None
    assert view.advice.offers
    assert view.advice.helplines
    assert not view.advice.elsewhere
    assert await unit.staff.queue(await unit.session("mette")) == ()

    await unit.visitors.write_now(grandfather.cookie)
    assert (await grandfather.sees()).stage is Stage.CODE
    row = await queue_row(unit)
    assert (row.role, row.wish) == (Role.GRANDPARENT, Wish.TALK)


async def test_a_father_in_treatment_himself_is_thanked_and_not_asked_whether_he_is(unit: Unit) -> None:
    father = await arrives(unit)
    answers = {"who-writes": "father", "child-age": "0-2", "whose-parent": "me", "my-treatment": "yes", **TALK}
    asked = await questions_of(father, answers)

    assert "my-treatment" in asked
    assert "in-treatment" not in asked
    await father.keeps_the_code()
    row = await queue_row(unit)
    assert (row.band, row.role) == (AgeBand.BABY, Role.FATHER)
    mette = await unit.session("mette")
    await unit.staff.claim(mette, row.conversation)
    case = await unit.staff.case(mette, row.conversation)
    assert ("my-treatment", "yes") in case.summary.answers
    assert case.draft.whose == "father"


async def test_a_teacher_asks_about_a_child_without_naming_it(unit: Unit) -> None:
    teacher = await arrives(unit)
    answers = {
        "who-writes": "professional",
        "workplace": "school",
        "child-age": "12-16",
        "sparring-question": "Hvordan taler jeg med hende?",
        **TALK,
    }
    asked = await questions_of(teacher, answers)

    assert {"workplace", "noticed", "notified", "sparring-question", "in-treatment"} <= set(asked)
    assert "gender" not in asked
    assert (await teacher.sees()).audience is Audience.PROFESSIONAL
    row = await queue_row(unit)
    assert (row.queue, row.role) == ("12-24", Role.PROFESSIONAL)


async def test_a_treatment_worker_is_not_asked_whether_the_parent_is_in_treatment(unit: Unit) -> None:
    worker = await arrives(unit)
    answers = {"who-writes": "professional", "workplace": "treatment", "child-age": "3-11", **TALK}
    asked = await questions_of(worker, answers)

    assert "in-treatment" not in asked
    row = await queue_row(unit)
    assert (row.queue, row.role) == ("0-11", Role.PROFESSIONAL)


async def test_whose_case_belongs_elsewhere_is_told_where_and_may_still_write(unit: Unit) -> None:
    grown = await arrives(unit)
    asked = await questions_of(grown, {"who-writes": "young", "child-age": "25+", "wish-elsewhere": "advice"})
    assert asked == ["who-writes", "danger-now", "child-age", "wish-elsewhere"]
    view = await grown.sees()
    assert view.advice is not None
    assert view.advice.elsewhere
    assert view.advice.helplines

    insisting = await arrives(unit)
    await questions_of(insisting, {"who-writes": "young", "child-age": "25+", "wish-elsewhere": "talk"})
    row = await queue_row(unit)
    assert (row.queue, row.band) == ("12-24", AgeBand.GROWN)


async def test_danger_now_shows_numbers_first_goes_to_the_top_and_is_held_up_by_nothing(unit: Unit) -> None:
    earlier = await arrives(unit)
    await earlier.is_handed_over()
    unit.clock.advance(hours=1)

    child = await arrives(unit)
    await gives(child, "young")
    await gives(child, "yes")
    asking = await child.asked()
    assert asking.question.key == "child-age"
    assert "emergency-numbers" in [note.text_id for note in asking.notes]
    assert (await child.sees()).helplines
    await gives(child, "3-11")
    await child.keeps_the_code()

    assert (await child.sees()).danger
    assert (await child.talk()).place == 1
    assert (await earlier.talk()).place == 2
    rows = await unit.staff.queue(await unit.session("mette"))
    assert [row.urgency for row in rows] == [Urgency.DANGER, Urgency.USUAL]

    said = "Jeg hedder Freja, ring 28 76 54 32"
    assert await unit.visitors.say(child.cookie, text=said, press=new_id().hex()) is None
    assert [message.text for message in (await child.talk()).messages] == [said]


# Answering, going back, changing one's mind


async def test_back_takes_the_last_answer_back_and_has_it_in_the_box(unit: Unit) -> None:
    mother = await arrives(unit)
    await gives(mother, "mother")
    asking = await mother.asked()
    await unit.visitors.back(mother.cookie, revision=asking.revision)

    again = await mother.asked()
    assert (again.question.key, again.current) == ("who-writes", "mother")
    await gives(mother, "father")
    assert (await mother.asked()).question.key == "danger-now"


async def test_an_earlier_answer_can_be_changed_and_the_others_stay(unit: Unit) -> None:
    mother = await arrives(unit)
    for raw in ("mother", "no", "3-11"):
        await gives(mother, raw)
    await unit.visitors.change(mother.cookie, key="who-writes")
    assert (await mother.asked()).current == "mother"
    await gives(mother, "grandparent")

    asking = await mother.asked()
    assert asking.question.key == "substance"
    assert [(step.question.key, step.raw) for step in asking.path] == [
        ("who-writes", "grandparent"),
        ("danger-now", "no"),
        ("child-age", "3-11"),
    ]
    with pytest.raises(StaleButton):
        await unit.visitors.change(mother.cookie, key="worry")


async def test_an_old_button_changes_nothing(unit: Unit) -> None:
    mother = await arrives(unit)
    first = await gives(mother, "mother")
    before = await mother.sees()
    for press in (
        unit.visitors.answer(mother.cookie, key="who-writes", revision=first.revision, raw="father"),
        unit.visitors.skip(mother.cookie, key="who-writes", revision=first.revision),
        unit.visitors.back(mother.cookie, revision=first.revision),
        unit.visitors.answer(mother.cookie, key="danger-now", revision=first.revision, raw="yes"),
        unit.visitors.answer(mother.cookie, key="child-age", revision=first.revision + 1, raw="3-11"),
    ):
        with pytest.raises(StaleButton):
            await press
    assert await mother.sees() == before


async def test_of_two_tabs_the_first_press_counts(unit: Unit) -> None:
    mother = await arrives(unit)
    in_both = await mother.asked()
    await unit.visitors.answer(mother.cookie, key="who-writes", revision=in_both.revision, raw="mother")
    with pytest.raises(StaleButton):
        await unit.visitors.answer(mother.cookie, key="who-writes", revision=in_both.revision, raw="young")

    assert (await mother.sees()).audience is Audience.PARENT


async def test_an_answer_that_does_not_fit_is_told_and_the_question_stays(unit: Unit) -> None:
    mother = await arrives(unit)
    with pytest.raises(InvalidAnswer):
        await gives(mother, "a-burglar")
    asking = await mother.asked()
    assert (asking.question.key, asking.revision) == ("who-writes", 0)


async def test_somebody_in_a_hurry_is_asked_for_nothing_but_the_age(unit: Unit) -> None:
    visitor = await arrives(unit)
    await unit.visitors.talk_now(visitor.cookie)
    assert (await gives(visitor, "12-16")).question.key == "child-age"
    assert (await visitor.sees()).stage is Stage.CODE


async def test_leaving_during_the_questions_deletes_everything(unit: Unit) -> None:
    mother = await arrives(unit)
    await gives(mother, "mother")
    await unit.visitors.leave(mother.cookie)

    assert await unit.visitors.view(mother.cookie) is None
    left = await unit.parts.house.database.read(
        lambda connection: connection.execute(
            sql("SELECT (SELECT count(*) FROM conversations) + (SELECT count(*) FROM shred.shred_keys)")
        ).scalar()
    )
    assert left == 0


# The return code


async def test_the_code_is_asked_for_until_it_is_typed_as_it_stands(unit: Unit) -> None:
    mother = await arrives(unit)
    await mother.answers({**MOTHER, **TALK})
    code = (await mother.sees()).code
    assert code is not None
    for typed in ("", "seks ord der ikke er rigtige", " ".join(reversed(code)), " ".join(code[:5])):
        with pytest.raises(Refused, match="code-mismatch"):
            await unit.visitors.confirm_code(mother.cookie, typed=typed, skipped=False)
        assert (await mother.sees()).code == code
    await unit.visitors.confirm_code(mother.cookie, typed=f"1. {' - '.join(code).upper()}", skipped=False)
    assert (await mother.sees()).stage is Stage.TALK


async def test_a_code_that_is_knowingly_skipped_is_shown_no_more(unit: Unit) -> None:
    mother = await arrives(unit)
    await mother.answers({**MOTHER, **TALK})
    await unit.visitors.confirm_code(mother.cookie, typed=None, skipped=True)

    view = await mother.sees()
    assert (view.stage, view.code) == (Stage.TALK, None)


async def test_she_comes_back_on_another_device_and_everything_is_there(unit: Unit) -> None:
    mother = await arrives(unit)
    await mother.is_handed_over()
    await mother.writes("Han drikker igen")
    elsewhere = Visitor(
        desk=unit.visitors, cookie=await unit.visitors.enter(code_text=" ".join(mother.code), caller="a phone")
    )

    assert [message.text for message in (await elsewhere.talk()).messages] == ["Han drikker igen"]
    assert (await mother.sees()).stage is Stage.TALK  # and the first device goes on as well


async def test_one_slip_in_a_word_is_forgiven(unit: Unit) -> None:
    mother = await arrives(unit)
    await mother.is_handed_over()
    slipped = [mother.code[0] + "x", *mother.code[1:]]

    cookie = await unit.visitors.enter(code_text=" ".join(slipped), caller="a phone")

    assert await unit.visitors.view(cookie) is not None


async def test_a_wrong_an_unreadable_and_an_unknown_code_get_one_answer_that_comes_slower_and_slower(
    unit: Unit,
) -> None:
    mother = await arrives(unit)
    await mother.is_handed_over()
    wrong = [" ".join(reversed(mother.code)), "", "hej", "qqqq " * 6, " ".join([mother.code[1], *mother.code[1:]])]
    for typed in (*wrong, *wrong[:3]):
        with pytest.raises(Refused) as refusal:
            await unit.visitors.enter(code_text=typed, caller="10.0.0.1")
        assert (refusal.value.text_id, refusal.value.arguments) == ("code-unknown", {})
    # Five tries cost nothing; the three after them do.
    assert unit.pauses == [1.0, 2.0, 4.0]

    await unit.visitors.enter(code_text=" ".join(mother.code), caller="10.0.0.2")
    assert unit.pauses == [1.0, 2.0, 4.0]  # nobody else waits
    await unit.visitors.enter(code_text=" ".join(mother.code), caller="10.0.0.1")
    assert unit.pauses == [1.0, 2.0, 4.0, 8.0]
    with pytest.raises(Refused):
        await unit.visitors.enter(code_text="hej", caller="10.0.0.1")
    assert unit.pauses == [1.0, 2.0, 4.0, 8.0]  # a right one wiped the slate


async def test_after_eight_hours_the_cookie_opens_nothing_and_the_code_still_does(unit: Unit) -> None:
    mother = await arrives(unit)
    await mother.is_handed_over()
    unit.clock.advance(hours=7, minutes=59)
    assert (await mother.sees()).stage is Stage.TALK

    unit.clock.advance(minutes=1)
    assert await unit.visitors.view(mother.cookie) is None
    with pytest.raises(Refused, match="session-ended"):
        await mother.writes("Er du der?")
    mother.cookie = await unit.visitors.enter(code_text=" ".join(mother.code), caller="test")
    assert (await mother.talk()).messages == ()


async def test_leaving_ends_this_browser_and_not_the_talk(unit: Unit) -> None:
    mother = await arrives(unit)
    await mother.is_handed_over()
    await unit.visitors.leave(mother.cookie)

    assert await unit.visitors.view(mother.cookie) is None
    assert await unit.visitors.enter(code_text=" ".join(mother.code), caller="test")


# Writing


async def test_the_same_press_stores_one_message(unit: Unit) -> None:
    mother = await arrives(unit)
    await mother.is_handed_over()
    press = new_id().hex()
    for _ in range(2):
        await unit.visitors.say(mother.cookie, text="Hej", press=press)

    assert [message.text for message in (await mother.talk()).messages] == ["Hej"]


async def test_an_empty_or_over_long_message_is_told_and_stores_nothing(unit: Unit) -> None:
    mother = await arrives(unit)
    await mother.is_handed_over()
    for text in ("", " \n\t", "a" * 4001):
        with pytest.raises(InvalidAnswer):
            await mother.writes(text)
    await mother.writes("a" * 4000)
    assert [len(message.text) for message in (await mother.talk()).messages] == [4000]


async def test_nobody_writes_before_there_is_somebody_to_read_it(unit: Unit) -> None:
    mother = await arrives(unit)
    with pytest.raises(StaleButton):
        await mother.writes("Hej")


async def test_what_gives_her_away_is_covered_until_she_says_otherwise(unit: Unit) -> None:
    mother = await arrives(unit)
    await mother.is_handed_over()
    written = "Jeg hedder Louise. Ring 28 76 54 32"
    held = await unit.visitors.say(mother.cookie, text=written, press=new_id().hex())

    assert held is not None
    assert held.original == written
    assert set(held.kinds) == {"name", "phone"}
    (message,) = (await mother.talk()).messages
    assert message.text == held.covered
    assert "Louise" not in message.text
    assert "54 32" not in message.text

    await unit.visitors.say(mother.cookie, text=held.original, press=held.press, as_written=True)
    (replaced,) = (await mother.talk()).messages
    assert (replaced.text, replaced.sequence, replaced.at) == (written, message.sequence, message.at)


async def test_a_closed_conversation_that_is_written_to_waits_again(unit: Unit) -> None:
    mother = await arrives(unit)
    await mother.is_handed_over()
    mette = await unit.session("mette")
    (row,) = await unit.staff.queue(mette)
    await unit.staff.claim(mette, row.conversation)
    draft = (await unit.staff.case(mette, row.conversation)).draft
    await unit.staff.close(mette, row.conversation, registration=draft)
    assert (await mother.talk()).state is ConversationState.CLOSED
    assert await unit.staff.queue(mette) == ()

    await mother.writes("Det er blevet værre")
    talk = await mother.talk()
    assert (talk.state, talk.place) == (ConversationState.WAITING, 1)
    (row,) = await unit.staff.queue(mette)
    assert (row.claimed_by, row.unread, row.waiting_minutes) == (None, True, 0)


async def test_both_sides_see_what_the_other_has_seen(unit: Unit) -> None:
    mother = await arrives(unit)
    await mother.is_handed_over()
    await mother.writes("Hej")
    assert [message.seen for message in (await mother.talk()).messages] == [False]
    mette = await unit.session("mette")
    (row,) = await unit.staff.queue(mette)
    await unit.staff.claim(mette, row.conversation)
    await unit.staff.case(mette, row.conversation)
    assert [message.seen for message in (await mother.talk()).messages] == [True]

    await unit.staff.reply(mette, row.conversation, text="Godt, at du skriver", press=new_id().hex())
    (_, reply) = (await unit.staff.case(mette, row.conversation)).messages
    assert (reply.direction, reply.seen) == (Direction.THERAPIST, False)
    await mother.sees()
    (_, reply) = (await unit.staff.case(mette, row.conversation)).messages
    assert reply.seen


# Being forgotten


async def test_what_she_deletes_nobody_opens_again_and_the_count_stands(unit: Unit) -> None:
    mother = await arrives(unit)
    await mother.is_handed_over({**MOTHER, "wish": "pretalk"})
    times = await mother.times()
    await mother.takes(times[0].id)
    mette = await unit.session("mette")
    (row,) = await unit.staff.queue(mette)
    await unit.staff.claim(mette, row.conversation)
    draft = (await unit.staff.case(mette, row.conversation)).draft
    await unit.staff.close(mette, row.conversation, registration=draft)

    await unit.visitors.forget(mother.cookie)
    assert await unit.visitors.view(mother.cookie) is None
    assert await unit.visitors.view(None) is None
    with pytest.raises(Refused, match="code-unknown"):
        await unit.visitors.enter(code_text=" ".join(mother.code), caller="test")
    with pytest.raises(Refused, match="not-yours"):
        await unit.staff.case(mette, row.conversation)
    assert (await unit.staff.figures(await unit.session("karen"))).month_total == 1
    other = await arrives(unit)
    await other.is_handed_over({**MOTHER, "wish": "pretalk"})
    assert await other.times() == times  # the time is free again


# A database that somebody has changed


async def test_a_conversations_key_that_was_swapped_is_refused_before_anything_is_sealed(unit: Unit) -> None:
    mother = await arrives(unit)
    await mother.is_handed_over()
    await swap(unit, "conversations")

    for use in (
        mother.writes("Hej"),
        unit.visitors.view(mother.cookie),
        unit.visitors.enter(code_text=" ".join(mother.code), caller="test"),
    ):
        with pytest.raises(WrongKey):
            await use
    mette = await unit.session("mette")
    (row,) = await unit.staff.queue(mette)
    with pytest.raises(WrongKey):
        await unit.staff.claim(mette, row.conversation)
    assert await count(unit, "messages") == 0


async def test_a_queues_key_that_was_swapped_is_refused_before_anything_is_handed_over(unit: Unit) -> None:
    mother = await arrives(unit)
    await swap(unit, "queues")
    with pytest.raises(WrongKey):
        await mother.answers({**MOTHER, **TALK})

    view = await mother.sees()
    assert view.stage is Stage.ASKING  # still at the last question: nothing is lost, nothing went anywhere
    assert await unit.staff.queue(await unit.session("mette")) == ()


async def swap(unit: Unit, table: str) -> None:
    """What a thief who can write to the database would do."""
    public = new_pair().public
    statement = sql(f"UPDATE {table} SET public_key = :public")
    await unit.parts.house.database.write(lambda connection: connection.execute(statement, {"public": public}))


async def count(unit: Unit, table: str) -> int:
    statement = sql(f"SELECT count(*) FROM {table}")
    number: int = await unit.parts.house.database.read(lambda connection: connection.execute(statement).scalar_one())
    return number
