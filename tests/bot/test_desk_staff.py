"""Those who answer: coming in, the queue, one conversation at a time, and what each role may not see."""

import pytest

from bot.desk.views import NotAllowed, Refused, StaffSession, StaffView
from flows.talk import InvalidAnswer, Raw
from flows.vocabulary import ConversationState, PretalkState, Role, StaffRole, Urgency
from storage.keys import Secret, new_id, new_secret
from tests.bot.conftest import Unit
from tests.bot.talking import MOTHER, Visitor

TALK: dict[str, Raw] = {**MOTHER, "wish": "talk"}
YOUNG: dict[str, Raw] = {"who-writes": "young", "child-age": "17-24", "wish": "talk"}
DANGER: dict[str, Raw] = {"who-writes": "mother", "danger-now": "yes", "child-age": "3-11"}


async def somebody_waits(unit: Unit, answers: dict[str, Raw] | None = None) -> Visitor:
    visitor = await Visitor.arrive(unit.visitors)
    await visitor.is_handed_over(answers or TALK)
    return visitor


async def the_only_one(unit: Unit, session: StaffSession) -> str:
    """The id of the one conversation in the queue."""
    (row,) = await unit.staff.queue(session)
    return row.conversation


async def trail(unit: Unit) -> list[tuple[str, str, str]]:
    """The audit trail without its times, newest first."""
    return [(row.who, row.action, row.subject) for row in await unit.staff.trail(await unit.session("ida"))]


async def view_of(unit: Unit, login: str) -> StaffView:
    """Somebody, as the administrator sees them."""
    (found,) = [each for each in await unit.staff.people(await unit.session("ida")) if each.login == login]
    return found


# Coming in


async def tries(unit: Unit, login: str, password: str, code: str, caller: str = "test") -> str:
    """Try to log in; returns what was said."""
    try:
        await unit.staff.login(login=login, password=password, one_time_code=code, caller=caller)
    except Refused as refused:
        return refused.text_id
    return "in"


async def test_password_and_one_time_code_together_open(unit: Unit) -> None:
    code = unit.one_time_code("mette")
    cookie = await unit.staff.login(
        login=" Mette ",
        password=unit.people["mette"].password,
        one_time_code=f"{code[:3]} {code[3:]}",
        caller="test",
    )
    session = await unit.staff.resume(cookie)
    assert session is not None
    assert (session.shown_name, session.roles) == ("Mette", frozenset({StaffRole.THERAPIST}))
    assert await unit.staff.resume(new_secret()) is None
    assert await unit.staff.resume(None) is None
    await unit.staff.logout(cookie)
    assert await unit.staff.resume(cookie) is None


async def test_every_wrong_way_in_gets_the_same_answer(unit: Unit) -> None:
    password, code = unit.people["mette"].password, unit.one_time_code("mette")
    wrong = "000000" if code != "000000" else "000001"
    assert await tries(unit, "mette", "not her password", code, caller="a") == "login-wrong"
    assert await tries(unit, "mette", password, wrong, caller="b") == "login-wrong"
    assert await tries(unit, "mette", password, "", caller="c") == "login-wrong"
    assert await tries(unit, "mette", password, "12345é", caller="c") == "login-wrong"
    assert await tries(unit, "nobody", password, code, caller="d") == "login-wrong"
    assert await tries(unit, "mette", unit.people["anders"].password, code, caller="e") == "login-wrong"


async def test_a_one_time_code_is_good_once_and_not_for_long(unit: Unit) -> None:
    password, code = unit.people["mette"].password, unit.one_time_code("mette")
    unit.clock.advance(seconds=30)  # a slow typist's code is still good
    assert await tries(unit, "mette", password, code) == "in"
    assert await tries(unit, "mette", password, code) == "login-wrong"
    unit.clock.advance(seconds=60)
    old = unit.one_time_code("mette")
    unit.clock.advance(seconds=90)
    assert await tries(unit, "mette", password, old) == "login-wrong"


async def test_five_wrong_tries_close_a_login_for_five_minutes(unit: Unit) -> None:
    password = unit.people["mette"].password
    for number in range(5):
        assert await tries(unit, "mette", "guess", "000000", caller=f"guesser {number}") == "login-wrong"
    # Even for her, wherever she is.
    assert await tries(unit, "mette", password, unit.one_time_code("mette"), caller="home") == "login-locked"
    assert await tries(unit, "anders", unit.people["anders"].password, unit.one_time_code("anders"), caller="home") == (
        "in"
    )
    unit.clock.advance(minutes=4, seconds=59)
    assert await tries(unit, "mette", password, unit.one_time_code("mette"), caller="home") == "login-locked"
    unit.clock.advance(seconds=1)
    assert await tries(unit, "mette", password, unit.one_time_code("mette"), caller="home") == "in"


async def test_guessing_at_many_logins_from_one_place_comes_slower_and_slower(unit: Unit) -> None:
    for number in range(8):
        await tries(unit, f"guess-{number}", "guess", "000000", caller="10.0.0.1")
    assert unit.pauses == [1.0, 2.0, 4.0]


async def test_who_is_disabled_is_out_at_once_and_does_not_come_in_again(unit: Unit) -> None:
    cookie = await unit.cookie("mette")
    ida = await unit.session("ida")
    mette = await view_of(unit, "mette")
    await unit.staff.disable_person(ida, mette.staff_id, disabled=True)

    assert await unit.staff.resume(cookie) is None
    unit.clock.advance(seconds=60)
    assert await tries(unit, "mette", unit.people["mette"].password, unit.one_time_code("mette")) == "login-wrong"
    await unit.staff.disable_person(ida, mette.staff_id, disabled=False)
    assert await unit.session("mette")
    with pytest.raises(Refused, match="staff-not-yourself"):
        await unit.staff.disable_person(ida, (await view_of(unit, "ida")).staff_id, disabled=True)


async def test_a_session_ends_after_a_working_day(unit: Unit) -> None:
    cookie = await unit.cookie("mette")
    unit.clock.advance(hours=8, minutes=59)
    assert await unit.staff.resume(cookie) is not None
    unit.clock.advance(minutes=1)
    assert await unit.staff.resume(cookie) is None


async def test_after_a_reset_the_queues_are_closed_until_a_colleague_lets_her_in(unit: Unit) -> None:
    await somebody_waits(unit)
    old_cookie = await unit.cookie("mette")
    old_password = unit.people["mette"].password
    unit.people["mette"] = await unit.staff.reset_person(
        await unit.session("ida"), (await view_of(unit, "mette")).staff_id
    )
    assert await unit.staff.resume(old_cookie) is None
    unit.clock.advance(seconds=60)
    assert await tries(unit, "mette", old_password, unit.one_time_code("mette")) == "login-wrong"
    mette, anders = await unit.session("mette"), await unit.session("anders")
    assert await unit.staff.queue(mette) == ()
    conversation = await the_only_one(unit, anders)
    with pytest.raises(NotAllowed):
        await unit.staff.claim(mette, conversation)

    with pytest.raises(Refused, match="queue-not-member"):
        await unit.staff.grant(await unit.session("ida"), queue_code="0-11", login="mette")
    await unit.staff.grant(anders, queue_code="0-11", login="mette")
    await unit.staff.claim(mette, conversation)
    assert (await unit.staff.case(mette, conversation)).row.mine


# The queue


async def test_danger_stands_first_and_then_whoever_has_waited_longest(unit: Unit) -> None:
    await somebody_waits(unit)
    unit.clock.advance(minutes=30)
    await somebody_waits(unit, {**TALK, "who-writes": "father", "whose-parent": "mother", "worry": "9"})
    unit.clock.advance(minutes=30)
    await somebody_waits(unit, {**TALK, "who-writes": "step_parent"})
    unit.clock.advance(minutes=30)
    await somebody_waits(unit, DANGER)

    rows = await unit.staff.queue(await unit.session("mette"))
    assert [row.urgency for row in rows] == [Urgency.DANGER, Urgency.HIGH, Urgency.USUAL, Urgency.USUAL]
    assert [row.role for row in rows] == [Role.MOTHER, Role.FATHER, Role.MOTHER, Role.STEP_PARENT]
    assert [row.waiting_minutes for row in rows] == [1, 61, 91, 31]
    assert {row.clock.day for row in rows} == {1}


async def test_only_ones_own_queues_are_shown_and_opened(unit: Unit) -> None:
    await somebody_waits(unit, YOUNG)
    await unit.staff.revoke(await unit.session("ida"), queue_code="12-24", login="mette")
    mette, anders = await unit.session("mette"), await unit.session("anders")

    assert await unit.staff.queue(mette) == ()
    conversation = await the_only_one(unit, anders)
    with pytest.raises(NotAllowed):
        await unit.staff.claim(mette, conversation)
    assert ("Mette", "refused-not-yours", conversation) in await trail(unit)


async def test_what_somebody_else_has_claimed_is_theirs_and_asking_is_in_the_trail(unit: Unit) -> None:
    visitor = await somebody_waits(unit)
    mette, anders = await unit.session("mette"), await unit.session("anders")
    conversation = await the_only_one(unit, mette)
    await unit.staff.claim(mette, conversation)
    await unit.staff.claim(mette, conversation)  # pressing twice is no harm
    with pytest.raises(Refused) as refusal:
        await unit.staff.claim(anders, conversation)
    assert (refusal.value.text_id, refusal.value.arguments) == ("already-claimed", {"name": "Mette"})
    draft = (await unit.staff.case(mette, conversation)).draft
    for attempt in (
        unit.staff.case(anders, conversation),
        unit.staff.reply(anders, conversation, text="Hej", press=new_id().hex()),
        unit.staff.release(anders, conversation),
        unit.staff.close(anders, conversation, registration=draft),
    ):
        with pytest.raises(NotAllowed, match="not-yours"):
            await attempt

    assert (await trail(unit)).count(("Anders", "refused-not-yours", conversation)) == 4
    assert (await visitor.talk()).messages == ()
    (row,) = await unit.staff.queue(mette)
    assert (row.state, row.claimed_by, row.mine) == (ConversationState.CLAIMED, "Mette", True)


async def test_nobody_but_a_therapist_reads_a_conversation_and_asking_is_in_the_trail(unit: Unit) -> None:
    await somebody_waits(unit)
    conversation = await the_only_one(unit, await unit.session("mette"))
    for login in ("karen", "ida"):
        session = await unit.session(login)
        for attempt in (
            unit.staff.queue(session),
            unit.staff.claim(session, conversation),
            unit.staff.case(session, conversation),
            unit.staff.reply(session, conversation, text="Hej", press=new_id().hex()),
            unit.staff.calendar(session),
        ):
            with pytest.raises(NotAllowed, match="not-allowed"):
                await attempt
        assert (login.title(), "refused-not-allowed", conversation) in await trail(unit)


async def test_each_role_has_its_own_pages_and_no_others(unit: Unit) -> None:
    mette, karen, ida = [await unit.session(login) for login in ("mette", "karen", "ida")]
    for attempt in (
        unit.staff.figures(mette),
        unit.staff.people(mette),
        unit.staff.people(karen),
        unit.staff.trail(karen),
        unit.staff.revoke(karen, queue_code="0-11", login="mette"),
        unit.staff.unit_ages(ida),
    ):
        with pytest.raises(NotAllowed):
            await attempt
    assert (await unit.staff.figures(karen)).month_total == 0
    assert await unit.staff.figures(ida)


async def test_a_made_up_address_is_refused_like_somebody_elses(unit: Unit) -> None:
    mette = await unit.session("mette")
    for conversation in (new_id().hex(), "", "not-hex", "ø" * 100):
        with pytest.raises(NotAllowed, match="not-yours"):
            await unit.staff.case(mette, conversation)


async def test_a_released_conversation_goes_on_waiting_and_anybody_may_take_it(unit: Unit) -> None:
    visitor = await somebody_waits(unit)
    mette, anders = await unit.session("mette"), await unit.session("anders")
    conversation = await the_only_one(unit, mette)
    await unit.staff.claim(mette, conversation)
    assert (await visitor.talk()).place is None
    await unit.staff.release(mette, conversation)
    assert (await visitor.talk()).place == 1

    await unit.staff.claim(anders, conversation)
    with pytest.raises(NotAllowed):
        await unit.staff.case(mette, conversation)


async def test_a_reply_is_stored_once_and_an_empty_one_not_at_all(unit: Unit) -> None:
    visitor = await somebody_waits(unit)
    mette = await unit.session("mette")
    conversation = await the_only_one(unit, mette)
    await unit.staff.claim(mette, conversation)
    press = new_id().hex()
    for _ in range(2):
        await unit.staff.reply(mette, conversation, text="Godt, at du skriver", press=press)
    with pytest.raises(InvalidAnswer):
        await unit.staff.reply(mette, conversation, text=" \n", press=new_id().hex())

    assert [message.text for message in (await visitor.talk()).messages] == ["Godt, at du skriver"]


# The calendar


async def books(visitor: Visitor) -> str:
    """Take the first time on the screen; returns the words to say at the door."""
    await visitor.takes((await visitor.times())[0].id)
    pretalk = (await visitor.talk()).pretalk
    assert pretalk is not None
    return pretalk.arrival_word


async def test_the_calendar_shows_who_comes_by_the_words_they_will_say(unit: Unit) -> None:
    visitor = await somebody_waits(unit, {**MOTHER, "wish": "pretalk"})
    words = await books(visitor)
    mette = await unit.session("mette")
    (booked,) = [row for row in await unit.staff.calendar(mette) if row.conversation is not None]

    assert (booked.arrival_word, booked.state, booked.role) == (words, PretalkState.BOOKED, Role.MOTHER)
    assert [row for row in await unit.staff.calendar(await unit.session("anders")) if row.conversation] == []


# Being let in, and out


async def test_the_last_member_of_a_queue_cannot_be_taken_out(unit: Unit) -> None:
    ida = await unit.session("ida")
    await unit.staff.revoke(ida, queue_code="0-11", login="anders")
    with pytest.raises(Refused, match="queue-last-member"):
        await unit.staff.revoke(ida, queue_code="0-11", login="mette")

    assert (await view_of(unit, "mette")).queues == ("0-11", "12-24")
    assert (await view_of(unit, "anders")).queues == ("12-24",)


async def loses(unit: Unit, how: str) -> None:
    """Mette loses what opens the queue for small children."""
    ida = await unit.session("ida")
    staff_id = (await view_of(unit, "mette")).staff_id
    if how == "revoked":
        await unit.staff.revoke(ida, queue_code="0-11", login="mette")
    elif how == "disabled":
        await unit.staff.disable_person(ida, staff_id, disabled=True)
    else:
        await unit.staff.reset_person(ida, staff_id)


@pytest.mark.parametrize("how", ["revoked", "disabled", "reset"])
async def test_who_is_taken_out_opens_nothing_more_and_her_conversations_wait_for_a_colleague(
    unit: Unit, how: str
) -> None:
    visitor = await somebody_waits(unit)
    cookie: Secret = await unit.cookie("mette")
    mette = await unit.staff.resume(cookie)
    assert mette is not None
    conversation = await the_only_one(unit, mette)
    await unit.staff.claim(mette, conversation)
    await unit.staff.case(mette, conversation)

    await loses(unit, how)
    again = await unit.staff.resume(cookie)
    if how == "revoked":
        assert again is not None
        with pytest.raises(NotAllowed):
            await unit.staff.case(again, conversation)
    else:
        assert again is None

    assert (await visitor.talk()).place == 1
    anders = await unit.session("anders")
    await unit.staff.claim(anders, conversation)
    assert (await unit.staff.case(anders, conversation)).row.mine
