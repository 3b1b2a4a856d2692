"""Finding a time, told in the words people see: choosing, narrowing, saying yes, waiting, and when there is none."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

import pytest

from flows import talk
from flows.first_pretalk import TIMES, PretalkChosen, PretalkLeft, PretalkWished
from flows.pretalk import (
    HELD,
    LOOKING,
    OFFER,
    PretalkAgreed,
    PretalkAnother,
    PretalkCould,
    PretalkLater,
    PretalkSooner,
    narrow,
    pretalk,
)
from flows.questions import InvalidAnswer
from flows.talk import Finished, StaleButton
from flows.times import Agreement, Hold, Later, Moment, Offered, OfferedTime
from tests.flows.conftest import Visitor

Visit: TypeAlias = Callable[[talk.Flow], Visitor]

WHEN = "Hvornår passer det dig?"
SHALL_WE = "Skal vi skrive tiden ned til dig?"
COULD = "Hvornår kan du bedst?"
HOW_LONG = "Hvor længe vil du gerne vente?"
WORDS = "Er der andet, vi skal vide, når vi finder en tid?"
NONE_FITS = "Ingen af dem passer mig"

MONDAY = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
THURSDAY = OfferedTime(id="a1", starts_at=datetime(2026, 12, 3, 13, tzinfo=UTC), minutes=45, place="unit", hour=14)
FRIDAY = OfferedTime(id="b2", starts_at=datetime(2026, 12, 4, 9, tzinfo=UTC), minutes=45, place="phone", hour=10)
HOUR = {"unit": (9, 14), "online": (14, 18, 19)}
A_WEEK = tuple(
    OfferedTime(
        id=f"{place}-{day}-{hour}",
        starts_at=MONDAY.replace(hour=hour - 1) + timedelta(days=day),
        minutes=60,
        place=place,
        hour=hour,
    )
    for day in range(5)
    for place, hours in HOUR.items()
    for hour in hours
)


def offered(visit: Visit, *times: OfferedTime, **told: Any) -> Visitor:
    """Somebody to whom these times are offered."""
    someone = visit(pretalk)
    someone.journal = talk.with_fact(someone.journal, OFFER, Offered(times=times, **told).to_json())
    return someone


def is_held(someone: Visitor, chosen: str, as_time: str = "") -> None:
    """The desk holds the time that was picked, or one that is the same to her."""
    ended = someone.ends()
    assert ended == PretalkChosen(time_id=chosen)
    hold = Hold(chosen=chosen, time=as_time or chosen, until=MONDAY, address="Suhmsgade 4", way="Ring på.")
    someone.journal = talk.with_fact(someone.journal, HELD, hold.to_json())


def moment(someone: Visitor) -> Moment:
    question = someone.asking.question
    assert isinstance(question, Moment)
    return question


def times_shown(someone: Visitor) -> list[str]:
    return [time.id for time in moment(someone).times]


def looks_for(someone: Visitor, code: str) -> None:
    journal = someone.journal
    someone.journal = narrow(journal, key="pretalk-choose", revision=journal.revision, code=code)


def test_she_picks_a_time_and_says_yes_to_it(visitor: Visit) -> None:
    mother = offered(visitor, THURSDAY, FRIDAY)
    mother.sees("Find en tid, der passer dig. Samtalen er gratis, og den binder dig ikke til noget.")
    assert times_shown(mother) == ["a1", "b2"]
    mother.asked(WHEN, "b2")
    is_held(mother, "b2", "c3")

    question = mother.asking.question
    assert isinstance(question, Agreement)
    assert (question.time, question.until) == (FRIDAY, MONDAY)
    assert (question.address, question.way) == ("Suhmsgade 4", "Ring på.")
    mother.asked(SHALL_WE, "Ja, skriv den ned")
    assert mother.ends() == PretalkAgreed(time_id="b2", held_id="c3")


def test_she_would_rather_have_another_one(visitor: Visit) -> None:
    mother = offered(visitor, THURSDAY, FRIDAY)
    mother.asked(WHEN, "b2")
    is_held(mother, "b2")
    mother.asked(SHALL_WE, "Vælg en anden tid")
    assert mother.ends() == PretalkAnother()


def test_going_back_asks_for_a_time_again_and_another_one_is_not_the_one_that_was_held(visitor: Visit) -> None:
    mother = offered(visitor, THURSDAY, FRIDAY)
    mother.asked(WHEN, "b2")
    is_held(mother, "b2")
    mother.goes_back()
    mother.asked(WHEN, "a1")
    assert mother.ends() == PretalkChosen(time_id="a1")


def test_yes_or_no_cannot_be_left_out(visitor: Visit) -> None:
    mother = offered(visitor, THURSDAY)
    mother.asked(WHEN, "a1")
    is_held(mother, "a1")
    with pytest.raises(InvalidAnswer) as wrong:
        mother.skips(SHALL_WE)
    assert wrong.value.text_id == "invalid-needed"


def test_she_may_leave_it_for_now(visitor: Visit) -> None:
    mother = offered(visitor, THURSDAY)
    mother.skips(WHEN)
    assert mother.ends() == PretalkLeft()


def test_a_time_that_is_gone_meanwhile_is_asked_for_again(visitor: Visit) -> None:
    mother = offered(visitor, THURSDAY, FRIDAY)
    with pytest.raises(InvalidAnswer) as wrong:
        mother.says("c3")
    assert wrong.value.text_id == "invalid-time-taken"
    mother.says("a1")
    mother.journal = talk.with_fact(mother.journal, OFFER, Offered(times=(FRIDAY,)).to_json())
    mother.sees(WHEN)
    mother.says("b2")
    assert mother.ends() == PretalkChosen(time_id="b2")


# Some of the times only.


def test_she_looks_at_evenings_only_and_at_all_of_them_again(visitor: Visit) -> None:
    mother = offered(visitor, *A_WEEK)
    assert times_shown(mother) == [time.id for time in A_WEEK]
    looks_for(mother, "evening")
    assert times_shown(mother) == [time.id for time in A_WEEK if time.hour >= 17]
    assert [each.text_id for each in moment(mother).narrowings if each.chosen] == ["pretalk-part-evening"]
    looks_for(mother, "afternoon")
    looks_for(mother, "online")
    assert times_shown(mother) == [f"online-{day}-14" for day in range(5)]
    looks_for(mother, "online")
    looks_for(mother, "afternoon")
    assert times_shown(mother) == [time.id for time in A_WEEK]


def test_only_what_there_is_can_be_looked_for_and_an_old_button_changes_nothing(visitor: Visit) -> None:
    mother = offered(visitor, *A_WEEK)
    journal = mother.journal
    for code in ("phone", "none_fits", "unit-0-9"):
        with pytest.raises(StaleButton):
            narrow(journal, key="pretalk-choose", revision=journal.revision, code=code)
    with pytest.raises(StaleButton):
        narrow(journal, key="pretalk-choose", revision=journal.revision - 1, code="evening")
    with pytest.raises(StaleButton):
        narrow(journal, key="pretalk-agree", revision=journal.revision, code="evening")
    few = offered(visitor, THURSDAY, FRIDAY).journal
    with pytest.raises(StaleButton):
        narrow(few, key="pretalk-choose", revision=few.revision, code="unit")


def test_what_she_looked_for_is_kept_when_somebody_was_quicker(visitor: Visit) -> None:
    mother = offered(visitor, *A_WEEK)
    looks_for(mother, "evening")
    left = tuple(time for time in A_WEEK if time.id != "online-0-18")
    mother.journal = talk.with_fact(mother.journal, OFFER, Offered(times=left).to_json())
    assert times_shown(mother)[:2] == ["online-0-19", "online-1-18"]
    no_evenings = tuple(time for time in A_WEEK if time.place == "unit")
    mother.journal = talk.with_fact(mother.journal, OFFER, Offered(times=no_evenings).to_json())
    assert times_shown(mother) == [time.id for time in no_evenings]


def test_a_time_that_was_picked_stays_picked_whatever_she_looked_for(visitor: Visit) -> None:
    mother = offered(visitor, *A_WEEK)
    looks_for(mother, "evening")
    mother.asked(WHEN, "online-3-19")
    is_held(mother, "online-3-19")
    mother.goes_back()
    assert mother.journal.facts[LOOKING] == {"part": "evening", "place": None}
    assert {time.hour for time in moment(mother).times} == {18, 19}


# None fits.


def test_when_none_fits_she_says_when_she_could(visitor: Visit) -> None:
    mother = offered(visitor, THURSDAY)
    mother.asked(WHEN, NONE_FITS)
    mother.asked(COULD, "Hverdage om eftermiddagen", "Hverdage om aftenen")
    mother.asked(WORDS, "Ikke om onsdagen")
    assert mother.ends() == PretalkCould(could=("afternoons", "evenings"), words="Ikke om onsdagen")


def test_none_of_it_has_to_be_said(visitor: Visit) -> None:
    mother = offered(visitor, THURSDAY)
    mother.asked(WHEN, NONE_FITS)
    mother.skips(COULD)
    mother.skips(WORDS)
    assert mother.ends() == PretalkCould(could=(), words="")


def test_who_would_rather_wait_says_how_long_and_when_she_could_then(visitor: Visit) -> None:
    mother = offered(visitor, THURSDAY)
    mother.asked(WHEN, NONE_FITS)
    mother.asked(COULD, "Hverdage om aftenen", "Først om mere end to uger")
    mother.asked(HOW_LONG, "Cirka fire uger")
    assert mother.ends() == PretalkLater(weeks=4, could=("evenings",))


def test_who_does_not_know_how_long_says_it_in_words(visitor: Visit) -> None:
    mother = offered(visitor, THURSDAY)
    mother.asked(WHEN, NONE_FITS)
    mother.asked(COULD, "Først om mere end to uger")
    mother.skips(HOW_LONG)
    mother.asked(WORDS, "Når eksamen er slut")
    assert mother.ends() == PretalkCould(could=("later",), words="Når eksamen er slut")


def test_later_on_she_is_shown_those_times_and_may_want_a_sooner_one_after_all(visitor: Visit) -> None:
    mother = offered(visitor, THURSDAY, later=Later(weeks=4))
    mother.sees("Du ville hellere vente lidt. Her er tiderne længere fremme.")
    mother.asked(WHEN, "Jeg vil alligevel gerne have en tid før")
    assert mother.ends() == PretalkSooner()


def test_only_who_asked_to_wait_is_asked_whether_sooner_would_do(visitor: Visit) -> None:
    offered(visitor, THURSDAY).does_not_see("Jeg vil alligevel gerne have en tid før")


def test_who_has_a_time_keeps_it_until_there_is_another(visitor: Visit) -> None:
    offered(visitor, THURSDAY, moving=True).sees("Du beholder den tid, du har, til du har valgt en ny.")


# There is none.


def test_when_there_is_no_time_it_is_said_whose_task_that_is_and_until_when(visitor: Visit) -> None:
    mother = offered(visitor)
    (said,) = (text for text in mother.screen() if "14 dage" in text)
    assert said == (
        "Lige nu er der ingen ledige tider. Det er os, der skal finde en, ikke dig. "
        "En terapeut skriver til dig her med en tid. Det gør vi senest 14 dage efter, at du skrev første gang."
    )
    mother.asked(COULD, "Hverdage om formiddagen")
    mother.skips(WORDS)
    assert mother.ends() == PretalkCould(could=("mornings",), words="")


def test_behind_the_fourteen_days_the_promise_is_not_made_again(visitor: Visit) -> None:
    mother = offered(visitor, late=True)
    mother.sees(
        "Lige nu er der ingen ledige tider. Det tager længere, end det skal, og det er vi kede af. "
        "Det er ikke din skyld. En terapeut skriver til dig her med den første tid, der er."
    )
    assert not any("14 dage" in text for text in mother.screen())


def test_without_another_time_she_keeps_hers(visitor: Visit) -> None:
    mother = offered(visitor, moving=True)
    (said,) = (text for text in mother.screen() if "Du beholder den tid, du har." in text)
    assert said.startswith("Lige nu er der ingen andre tider.")


def test_who_asked_to_wait_may_go_on_waiting_where_there_are_no_times_yet(visitor: Visit) -> None:
    mother = offered(visitor, later=Later(weeks=6, could=("evenings",)))
    mother.sees("Så langt frem er der ingen tider endnu. En terapeut skriver til dig her, når der er en.")
    mother.asked("Vil du vente på det, eller se de første tider?", "Jeg vil gerne vente")
    mother.skips(WORDS)
    assert mother.ends() == PretalkCould(could=("evenings",), weeks=6, words="")


def test_or_see_the_first_ones_after_all(visitor: Visit) -> None:
    mother = offered(visitor, later=Later(weeks=6))
    mother.asked("Vil du vente på det, eller se de første tider?", "Vis de første tider")
    assert mother.ends() == PretalkSooner()


# A journal that the first release left.


def test_who_was_half_way_in_the_first_release_goes_on_as_it_asked(visitor: Visit) -> None:
    mother = visitor(pretalk)
    mother.journal = talk.with_fact(mother.journal, TIMES, [THURSDAY.to_json(), FRIDAY.to_json()])
    mother.asked("Hvor vil du helst tale med os?", "I telefonen")
    assert times_shown(mother) == ["b2"]
    before = mother.journal
    mother.asked(WHEN, "b2")
    # The desk has no such time any more, and offers what there is now: then it is asked as it is today.
    assert mother.ends() == PretalkChosen(time_id="b2")
    mother.journal = replace(talk.with_fact(before, OFFER, Offered(times=(THURSDAY,)).to_json()), answers=())
    mother.asked(WHEN, "a1")
    is_held(mother, "a1")
    mother.sees(SHALL_WE)


def test_a_wish_of_the_first_release_is_still_the_same_wish(visitor: Visit) -> None:
    mother = visitor(pretalk)
    mother.journal = talk.with_fact(mother.journal, TIMES, [])
    mother.asked("Hvornår passer det dig bedst?", "Efter kl. 17")
    assert isinstance(mother.state, Finished)
    assert mother.ends() == PretalkWished(when="Efter kl. 17")
