"""The talks of people in danger, of those who want a person at once, and of one who says who they are anew."""

from flows.vocabulary import AgeBand, Language, Role, Urgency, Wish
from tests.bot.telegram.both_doors import BothDoors

A_PERSON_NOW = "Skriv til et menneske"
FIND_A_TIME = "Find en tid til en samtale"


async def danger_now_shows_112_first_and_asks_for_the_age_alone(young: BothDoors) -> None:
    await young.begin()
    await young.asked("Hvem skriver vi med?", "Jeg er barn eller ung")
    await young.asked("Er du i fare lige nu? Eller er en anden?", "Ja")
    said = (await young.question()).said
    assert said[0].startswith("Ring 112 nu. Du gør ikke noget forkert ved at ringe.")
    assert said[1:] == ("112", "BørneTelefonen 116 111", "Livslinien 70 201 201")
    await young.asked("Hvor gammel er du?", "11 år eller yngre")
    assert (await young.standing()).numbers == ("112", "BørneTelefonen 116 111", "Livslinien 70 201 201")

    told = await young.told()
    assert (told.urgency, told.wish, told.queue) == (Urgency.DANGER, Wish.TALK, "0-11")


async def a_mother_in_danger_takes_it_back(mother: BothDoors) -> None:
    await mother.begin(Language.ENGLISH)
    await mother.asked("Who are we writing with?", "I am a mother")
    await mother.asked("Is anyone in danger right now?", "Yes")
    said = (await mother.question()).said
    assert said[0].startswith("Call 112 now if anyone is in danger.")
    assert said[1] == "112"
    await mother.back()
    await mother.stands("Yes")
    await mother.asked("Is anyone in danger right now?", "No")
    assert (await mother.question()).said == ()
    await mother.press("Write to a person")
    await mother.asked("How old is your child?", "12-16 years")

    told = await mother.told()
    assert (told.urgency, told.language, told.queue) == (Urgency.USUAL, "en", "12-24")


async def who_wants_a_person_now_is_asked_for_the_age_and_nothing_else(someone: BothDoors) -> None:
    await someone.begin()
    await someone.press(A_PERSON_NOW)
    await someone.asked("Hvor gammelt er barnet eller den unge?", "17-24 år")

    told = await someone.told()
    assert (told.role, told.wish, told.queue) == (None, Wish.TALK, "12-24")


async def wanting_a_person_now_can_be_taken_back(someone: BothDoors) -> None:
    await someone.begin()
    await someone.press(A_PERSON_NOW)
    await someone.back()
    await someone.asked("Hvem skriver vi med?", "Jeg er far")
    await someone.skips("Er nogen i fare lige nu?")
    await someone.asked("Hvor gammelt er dit barn?", "3-11 år")
    await someone.press(A_PERSON_NOW)

    told = await someone.told()
    assert (told.role, told.wish) == (Role.FATHER, Wish.TALK)


async def wanting_a_person_at_the_last_question_keeps_what_was_told(relative: BothDoors) -> None:
    await relative.begin()
    await relative.asked("Hvem skriver vi med?", "Jeg er en anden voksen, der er tæt på")
    await relative.skips("Er nogen i fare lige nu?")
    await relative.asked("Hvor gammelt er barnet eller den unge?", "12-16 år")
    await relative.skips("Hvad er det, der fylder?")
    await relative.skips("Hvem handler det om?")
    await relative.skips("Får den, det handler om, hjælp til det?")
    await relative.asked("Er der også andet, der fylder?", "Vold eller trusler", "En er død")
    await relative.skips("Hvad ser du hos barnet?")
    await relative.skips("Hvor bekymret er du lige nu?")
    await relative.skips("Hvad håber du på?")
    await relative.skips("Har du tid til tre spørgsmål mere?")
    assert (await relative.question()).question == "Hvad vil du helst?"
    await relative.press(A_PERSON_NOW)

    told = await relative.told()
    assert (told.urgency, told.wish) == (Urgency.HIGH, Wish.TALK)
    assert told.answers["troubles"] == ("violence", "death")


async def changing_who_writes_asks_the_age_again_only_where_it_no_longer_fits(someone: BothDoors) -> None:
    await someone.begin()
    await someone.asked("Hvem skriver vi med?", "Jeg er mor")
    await someone.asked("Er nogen i fare lige nu?", "Nej")
    await someone.asked("Hvor gammelt er dit barn?", "0-2 år")
    await someone.changes("Hvem skriver")
    await someone.asked("Hvem skriver vi med?", "Jeg er barn eller ung")
    assert (await someone.question()).question == "Hvor gammel er du?"
    await someone.changes("Hvem skriver")
    await someone.asked("Hvem skriver vi med?", "Jeg er far")
    assert (await someone.question()).question == "Hvad er det, der fylder?"
    await someone.press(A_PERSON_NOW)
    assert (await someone.told()).band is AgeBand.BABY
