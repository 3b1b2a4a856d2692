"""The same talk at both doors: the same questions, the same answers to choose among, the same for the unit in the end.

Whatever is read at one door is compared with the other at every step (`both_doors.py`).
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from flows.vocabulary import PretalkState
from tests.bot.telegram.both_doors import BothDoors, both_doors
from tests.bot.telegram.people import PEOPLE
from tests.bot.telegram.people_in_a_hurry import A_PERSON_NOW, FIND_A_TIME

LOOKING = "Find en tid, der passer dig. Samtalen er gratis, og den binder dig ikke til noget."
FIRST_TIME = "tir 24 nov 09.00 · Hos os"
YES = ("Skal vi skrive tiden ned til dig?", "Ja, skriv den ned")


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[BothDoors]:
    """Somebody at both doors."""
    async with both_doors(tmp_path) as both:
        yield both


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.__name__)
async def test_the_same_talk_at_both_doors(person: Callable[[BothDoors], Awaitable[None]], both: BothDoors) -> None:
    await person(both)


async def hurries(someone: BothDoors, age: str = "3-11 år") -> None:
    """Straight to the talk."""
    await someone.begin()
    await someone.press(A_PERSON_NOW)
    await someone.asked("Hvor gammelt er barnet eller den unge?", age)


async def test_a_time_that_somebody_took_meanwhile_is_said_and_the_others_are_shown(both: BothDoors) -> None:
    await hurries(both)
    await both.standing()
    await both.press(FIND_A_TIME)
    await both.press("Hos os")
    await both.sees(FIRST_TIME)

    both.passes(minutes=5)
    quicker = both.somebody_else()
    await hurries(quicker)
    await quicker.standing()
    await quicker.press(FIND_A_TIME)
    await quicker.asked("Hvornår passer det dig?", FIRST_TIME)
    await quicker.asked(*YES)

    await both.asked("Hvornår passer det dig?", FIRST_TIME)
    await both.sees("Den tid er lige blevet taget af en anden. Her er de nærmeste tider, der er ledige nu.")
    await both.does_not_see(FIRST_TIME, "tir 24 nov 12.30 · I telefonen")
    await both.asked("Hvornår passer det dig?", "tir 24 nov 14.00 · Hos os")
    await both.asked(*YES)
    assert (await both.standing()).time[0] == "tirsdag den 24. november kl. 14.00"


async def test_finding_a_time_can_be_left_and_taken_up_and_the_time_moved_and_given_back(both: BothDoors) -> None:
    await hurries(both, "17-24 år")
    await both.standing()
    await both.press(FIND_A_TIME)
    await both.press("Ikke nu")
    assert await both.stage() == "talk"
    assert (await both.standing()).may_find_a_time

    await both.press(FIND_A_TIME)
    await both.press("På en gåtur")
    await both.asked("Hvornår passer det dig?", "tir 24 nov 15.00 · På en gåtur")
    await both.asked(*YES)
    await both.standing()
    await both.press("Flyt tiden")
    await both.sees("Du beholder den tid, du har, til du har valgt en ny.")
    await both.press("På video")
    await both.asked("Hvornår passer det dig?", "ons 25 nov 11.00 · På video")
    await both.asked(*YES)
    assert (await both.standing()).time[0] == "onsdag den 25. november kl. 11.00"

    await both.gives_the_time_back()
    standing = await both.standing()
    assert standing.time == (
        "Tiden er givet tilbage. Det er helt i orden. Fortryder du? Så kan du finde en ny tid her. "
        "Er den gamle stadig ledig, kan du tage den igen.",
    )
    assert standing.may_find_a_time
    assert (await both.told()).pretalk[0] is PretalkState.GIVEN_UP


async def test_a_time_that_is_kept_says_the_same_at_both_doors_and_another_can_be_chosen(both: BothDoors) -> None:
    await hurries(both)
    await both.standing()
    await both.press(FIND_A_TIME)
    seen = await both.question()
    assert [words for words, pressed in seen.narrowings if pressed] == []
    assert seen.more_times
    # From a later page, too, one begins with the soonest of those one looks for.
    await both.web.browser.opens("/?page=2")
    await both.telegram.press("Flere tider ›")
    await both.press("Om eftermiddagen")
    seen = await both.question()
    assert [words for words, pressed in seen.narrowings if pressed] == ["Om eftermiddagen"]
    assert seen.options[0] == "tir 24 nov 12.30 · I telefonen"
    await both.press("Om eftermiddagen")

    await both.asked("Hvornår passer det dig?", FIRST_TIME)
    seen = await both.question()
    assert seen.held == (
        "tirsdag den 24. november kl. 09.00",
        "Hos os · 60 minutter",
        "Suhmsgade 4, 1., 1125 København K",
        "Find vej: Ring på ved døren, så kommer vi ned.",
        "En terapeut tager imod dig. I taler sammen i et roligt rum. Du bestemmer selv, hvad du vil fortælle.",
        "Du har god tid. Vi holder tiden til dig i ti minutter, til kl. 10.10. "
        "Svarer du senere, kan en anden nå at tage den.",
    )
    await both.may("Ikke nu")
    await both.asked(YES[0], "Vælg en anden tid")
    await both.sees(FIRST_TIME)
    await both.asked("Hvornår passer det dig?", "tir 24 nov 12.30 · I telefonen")
    await both.asked(*YES)
    assert (await both.standing()).time == (
        "tirsdag den 24. november kl. 12.30",
        "I telefonen · 60 minutter",
        "Du ringer til os på 12 34 56 78",
    )


async def test_who_answers_after_the_ten_minutes_is_told_kindly_when_somebody_took_it(both: BothDoors) -> None:
    await hurries(both)
    await both.standing()
    await both.press(FIND_A_TIME)
    await both.asked("Hvornår passer det dig?", FIRST_TIME)

    both.passes(minutes=10)
    quicker = both.somebody_else()
    await hurries(quicker)
    await quicker.standing()
    await quicker.press(FIND_A_TIME)
    await quicker.asked("Hvornår passer det dig?", FIRST_TIME)
    await quicker.asked(*YES)

    await both.asked(*YES)
    await both.sees(
        "Der gik mere end ti minutter, og imens har en anden taget tiden. Det er ikke din skyld. "
        "Her er de nærmeste tider, der er ledige nu."
    )
    await both.does_not_see(FIRST_TIME)


async def test_who_wants_to_wait_sees_later_times_and_may_change_her_mind(both: BothDoors) -> None:
    await hurries(both)
    await both.standing()
    await both.press(FIND_A_TIME)
    await both.asked("Hvornår passer det dig?", "Ingen af dem passer mig")
    await both.asked("Hvornår kan du bedst?", "Hverdage om aftenen", "Først om mere end to uger")
    await both.asked("Hvor længe vil du gerne vente?", "Cirka fire uger")
    await both.sees("Du ville hellere vente lidt. Her er tiderne længere fremme.", "man 21 dec 09.00 · Hos os")
    await both.press("Ikke nu")
    assert (await both.standing()).time == (
        "Du har bedt om at vente til mandag den 21. december. Det gør vi. "
        "Vil du hellere have en tid før, kan du sige det her.",
    )
    await both.press(FIND_A_TIME)
    await both.asked("Hvornår passer det dig?", "Jeg vil alligevel gerne have en tid før")
    await both.sees(FIRST_TIME)


async def test_none_of_these_stands_alone(both: BothDoors) -> None:
    await both.begin()
    await both.asked("Hvem skriver vi med?", "Jeg er mor")
    await both.asked("Er nogen i fare lige nu?", "Nej")
    await both.asked("Hvor gammelt er dit barn?", "0-2 år")
    for question in ("Hvad er det, der fylder?", "Hvem handler det om?", "Får den, det handler om, hjælp til det?"):
        await both.skips(question)

    # The page, which has no script, says what does not fit and keeps every tick; the chat takes the others away.
    await both.web.answer("Mange skænderier", "Nej, ikke noget af det")
    beside = await both.web.question()
    assert beside.question == "Er der også andet, der fylder?"
    assert beside.said == ("Du har valgt både »ikke noget« og noget andet. Vælg kun det ene.",)
    assert beside.chosen == ("Mange skænderier", "Nej, ikke noget af det")
    await both.telegram.ticks("Mange skænderier")
    await both.telegram.ticks("Nej, ikke noget af det")
    assert (await both.telegram.question()).chosen == ("Nej, ikke noget af det",)

    await both.asked_in_its_own_way("Er der også andet, der fylder?", "Nej, ikke noget af det")
    await both.press(A_PERSON_NOW)
    assert (await both.told()).answers["troubles"] == ("none",)


async def test_nothing_ticked_is_answered_with_the_same_sentence(both: BothDoors) -> None:
    await both.begin()
    await both.press(A_PERSON_NOW)
    await both.back()
    await both.asked("Hvem skriver vi med?", "Jeg skriver fra mit arbejde")
    for question in ("Hvor arbejder du?", "Er et barn eller en anden i fare lige nu?"):
        await both.skips(question)
    await both.asked("Hvor gammelt er barnet eller den unge?", "3-11 år")
    for question in ("Hvad er det, der fylder?", "Hvem handler det om?", "Får den, det handler om, hjælp til det?"):
        await both.skips(question)

    await both.asked("Hvad har du lagt mærke til hos barnet?")
    await both.sees("Vælg mindst ét svar, eller spring over.")
    await both.asked("Hvad har du lagt mærke til hos barnet?", "Er ked af det")
    await both.press(A_PERSON_NOW)
    assert (await both.told()).answers["noticed"] == ("sad",)


async def test_whoever_is_in_danger_sees_whom_to_call_above_every_question(both: BothDoors) -> None:
    await both.begin()
    await both.asked("Hvem skriver vi med?", "Jeg er far")
    await both.asked("Er nogen i fare lige nu?", "Ja")
    await both.asked("Hvor gammelt er dit barn?", "3-11 år")
    await both.standing()
    await both.press(FIND_A_TIME)

    first, *after = (await both.question()).said
    assert first.startswith("Ring 112 nu, hvis nogen er i fare.")
    assert after == ["112", "Lev Uden Vold 1888", LOOKING]


STEPS, MOVES = 10, 40


# Without shrinking: a walk is long, and the step where the doors part is in the message.
@settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(walk=some.lists(some.integers(0, MOVES - 1), min_size=STEPS, max_size=STEPS))
async def test_a_random_walk_ends_in_the_same_place(walk: list[int]) -> None:
    with TemporaryDirectory() as folder:
        async with both_doors(Path(folder)) as someone:
            await someone.begin()
            for number in walk:
                if await someone.stage() in ("advice", "talk"):
                    break
                await wanders(someone, number)
            await ends(someone)


async def ends(someone: BothDoors) -> None:
    """Wherever they are: to the end, which is the same."""
    if await someone.stage() == "asking":
        await someone.press(A_PERSON_NOW)
    if await someone.stage() == "asking":
        await someone.answer((await someone.question()).options[0])
    if await someone.stage() == "talk-asking":
        await someone.press("Ikke nu")
    if await someone.stage() == "advice":
        await someone.advice()
        assert await someone.at_unit() is None
    else:
        await someone.told()


async def wanders(someone: BothDoors, number: int) -> None:
    """One press: mostly an answer that stands for all there are, now and then another way out of the question."""
    seen = await someone.question()
    away = [way for way in ("Spring over", "Tilbage", "Spring over", A_PERSON_NOW) if way in seen.ways]
    if number < len(away):
        await someone.press(away[number])
    elif not seen.options:
        await someone.answer("Det er svært at forklare.")
    elif someone.chooses_several():
        *all_of_them, none = seen.options
        await someone.answer(*(all_of_them, (all_of_them[0],), (none,))[number % 3])
    else:
        await someone.answer(seen.options[number % len(seen.options)])
