"""The talks people have at the door, each told once, in the words they see and press; `PEOPLE` is all of them.

Rule: a talk is told to `BothDoors`, which has it at the web and at Telegram; what is said of it here is what both show.
"""

from collections.abc import Awaitable, Callable

from flows.counting import Registration
from flows.vocabulary import (
    AgeBand,
    Channel,
    ContactKind,
    Direction,
    Gender,
    Home,
    Language,
    Outcome,
    PretalkState,
    Role,
    Substance,
    Support,
    Trouble,
    Urgency,
    WellbeingBand,
    Whose,
    Wish,
    Workplace,
)
from tests.bot.telegram.both_doors import BothDoors
from tests.bot.telegram.people_in_a_hurry import (
    a_mother_in_danger_takes_it_back,
    changing_who_writes_asks_the_age_again_only_where_it_no_longer_fits,
    danger_now_shows_112_first_and_asks_for_the_age_alone,
    wanting_a_person_at_the_last_question_keeps_what_was_told,
    wanting_a_person_now_can_be_taken_back,
    who_wants_a_person_now_is_asked_for_the_age_and_nothing_else,
)


async def a_mother_goes_back_once_changes_an_answer_and_finds_a_time(mother: BothDoors) -> None:
    await mother.begin()
    await mother.sees("Hej. Godt, at du er her. Du bestemmer selv, hvad du vil svare på.")
    await mother.sees("Vi skal ikke kende dit navn.")
    await mother.may("Skriv til et menneske", "Spring over")
    await mother.asked("Hvem skriver vi med?", "Jeg er mor")
    await mother.may("Skriv til et menneske", "Spring over", "Tilbage")
    await mother.asked("Er nogen i fare lige nu?", "Nej")
    await mother.may("Skriv til et menneske", "Tilbage")
    await mother.asked("Hvor gammelt er dit barn?", "12-16 år")

    await mother.back()
    await mother.stands("12-16 år")
    await mother.asked("Hvor gammelt er dit barn?", "3-11 år")

    await mother.asked("Hvad er det, der fylder?", "Alkohol")
    await mother.sees("Det må også gerne være dig selv. Her bliver du ikke dømt.")
    await mother.asked("Hvem handler det om?", "Barnets far")
    await mother.asked("Får den, det handler om, hjælp til det?", "Nej")
    await mother.asked("Er der også andet, der fylder?", "Mange skænderier", "En i familien har det psykisk svært")
    await mother.back()
    await mother.stands("Mange skænderier", "En i familien har det psykisk svært")
    await mother.asked("Er der også andet, der fylder?", "Mange skænderier")
    await mother.asked("Hvad ser du hos dit barn?", "Er stille og trækker sig", "Har ondt i maven")
    await mother.sees("0 = Slet ikke", "10 = Rigtig meget")
    await mother.asked("Hvor bekymret er du lige nu?", "6")

    await mother.changes("Hvad det handler om")
    await mother.stands("Alkohol")
    await mother.asked("Hvad er det, der fylder?", "Både alkohol og stoffer")

    await mother.asked("Hvad håber du på?", "At hun sover om natten")
    await mother.back()
    await mother.stands("At hun sover om natten")
    await mother.asked("Hvad håber du på?", "At hun sover, og at her er ro")
    await mother.asked("Har du tid til tre spørgsmål mere?", "Ja, det er fint")
    await mother.asked("Er dit barn en pige eller en dreng?", "Pige")
    await mother.asked("Hvor bor dit barn?", "Hos begge forældre sammen")
    await mother.asked("Får barnet eller familien anden hjælp?", "Nej")
    await mother.asked("Vil du svare på fem ting om, hvordan dit barn har haft det?", "Ja, gerne")
    await mother.sees("Tænk på de sidste to uger. Svar, som du tror, dit barn selv ville svare.")
    await mother.asked("I de sidste 2 uger har jeg været glad og i godt humør", "Lidt mere end halvdelen af tiden")
    await mother.asked("I de sidste 2 uger har jeg følt mig rolig og afslappet", "Lidt mindre end halvdelen af tiden")
    await mother.asked("I de sidste 2 uger har jeg følt mig aktiv og energisk", "Lidt af tiden")
    await mother.asked("I de sidste 2 uger er jeg vågnet frisk og udhvilet", "På intet tidspunkt")
    await mother.asked(
        "I de sidste 2 uger har min dagligdag været fyldt med ting der interesserer mig", "Det meste af tiden"
    )
    await mother.sees("Tak, fordi du har fortalt det her. Nu bestemmer du, hvad der skal ske.")
    await mother.asked("Hvad vil du helst?", "Begge dele")

    assert await mother.stage() == "talk-asking"
    await mother.press("Hos os")
    await mother.asked("Hvornår passer det dig?", "tor 26 nov 14.00 · Hos os")
    await mother.asked("Skal vi skrive tiden ned til dig?", "Ja, skriv den ned")
    assert (await mother.standing()).time == (
        "torsdag den 26. november kl. 14.00",
        "Hos os · 60 minutter",
        "Suhmsgade 4, 1., 1125 København K",
    )

    told = await mother.told()
    assert (told.queue, told.urgency, told.wish, told.who5) == ("0-11", Urgency.USUAL, Wish.BOTH, 40)
    assert told.pretalk[0] is PretalkState.BOOKED
    assert told.answers["troubles"] == ("conflict",)
    assert told.answers["hopes"] == "At hun sover, og at her er ro"
    assert told.draft == Registration(
        kind=ContactKind.CONTACT,
        channel=Channel.PHONE,
        unit="0-11",
        band=AgeBand.CHILD,
        role=Role.MOTHER,
        outcome=Outcome.PRETALK_WANTED,
        gender=Gender.GIRL,
        home=Home.BOTH_PARENTS,
        substance=Substance.BOTH,
        whose=Whose.FATHER,
        troubles=frozenset({Trouble.CONFLICT}),
        support=Support.NONE,
        wellbeing=WellbeingBand.LOW,
    )


async def a_young_person_of_16_is_asked_about_their_own_life(young: BothDoors) -> None:
    await young.begin()
    await young.asked("Hvem skriver vi med?", "Jeg er barn eller ung")
    await young.asked("Er du i fare lige nu? Eller er en anden?", "Nej")
    await young.does_not_see("0-2 år")
    await young.asked("Hvor gammel er du?", "12-16 år")
    await young.asked("Hvad handler det om?", "Alkohol")
    await young.sees("Det er aldrig din skyld.", "Min mor")
    await young.asked("Hvem drikker eller tager noget?", "Min mor")
    await young.skips("Får han eller hun hjælp til det?")
    await young.asked("Er der også noget andet, der er svært?", "Nej, ikke noget af det")
    await young.sees("Nogle kan mærke det meget. Andre kan slet ikke. Begge dele er helt okay.")
    await young.asked("Hvordan har du det?", "Jeg passer på alt og alle derhjemme", "Jeg sover dårligt")
    await young.asked("Hvor svært er det for dig lige nu?", "9")
    await young.skips("Hvad håber du, der kan blive bedre?")
    await young.asked("Har du tid til tre spørgsmål mere?", "Nej, gå videre")
    await young.asked("Vil du svare på fem ting om, hvordan du har haft det?", "Nej tak")
    await young.asked("Hvad vil du helst?", "Skrive med en terapeut")
    await young.write("Er der nogen?")

    told = await young.told()
    assert (told.queue, told.band, told.urgency, told.wish) == ("12-24", AgeBand.TEEN, Urgency.HIGH, Wish.TALK)
    assert told.messages == ((Direction.VISITOR, "Er der nogen?"),)
    assert told.answers["signs"] == ("responsible", "sleep")
    assert told.answers["in-treatment"] is None
    assert told.draft.whose is Whose.MOTHER


async def a_young_person_writes_in_english(young: BothDoors) -> None:
    await young.begin(Language.ENGLISH)
    await young.sees("Hello. It is good that you are here. You decide what you want to answer.")
    await young.asked("Who are we writing with?", "I am a child or a young person")
    await young.asked("Are you in danger right now? Or is someone else?", "I don’t know")
    await young.sees("It is okay to be unsure. If it gets dangerous, call 112. You do nothing wrong.")
    await young.asked("How old are you?", "11 or younger")
    await young.asked("What is it about?", "Drugs, for example cannabis or cocaine")
    await young.asked("Who drinks or takes something?", "Both my mother and my father")
    await young.skips("Does he or she get help with it?")
    await young.asked("Is anything else hard too?", "Someone in the family struggles with their mental health")
    await young.asked("How are you?", "My stomach hurts", "I am sad")
    await young.press("Write to a person")

    told = await young.told()
    assert (told.language, told.queue, told.urgency) == ("en", "0-11", Urgency.HIGH)
    assert told.answers["signs"] == ("sad", "stomach")


async def a_grandfather_gets_advice_and_writes_after_all(grandfather: BothDoors) -> None:
    await grandfather.begin()
    await grandfather.asked("Hvem skriver vi med?", "Jeg er mormor, morfar, farmor eller farfar")
    await grandfather.asked("Er nogen i fare lige nu?", "Det ved jeg ikke")
    await grandfather.sees("Det er helt i orden at være i tvivl. Bliver det farligt, så ring 112.")
    await grandfather.asked("Hvor gammelt er barnet eller den unge?", "0-2 år")
    await grandfather.asked("Hvad er det, der fylder?", "Det ved jeg ikke helt")
    await grandfather.asked("Hvem handler det om?", "Begge barnets forældre")
    await grandfather.asked("Får den, det handler om, hjælp til det?", "Ikke nu, men før")
    await grandfather.asked("Er der også andet, der fylder?", "Skilsmisse eller brud")
    await grandfather.does_not_see("Har svært ved at komme i skole", "Har ondt i hovedet")
    await grandfather.asked("Hvad ser du hos barnet?", "Ikke noget af det")
    await grandfather.asked("Hvor bekymret er du lige nu?", "5")
    await grandfather.asked("Hvad håber du på?", "At nogen ser den lille")
    await grandfather.asked("Har du tid til tre spørgsmål mere?", "Nej, gå videre")
    await grandfather.asked("Hvad vil du helst?", "Bare få råd, og se, hvem der ellers kan hjælpe")

    assert await grandfather.stage() == "advice"
    advice = await grandfather.advice()
    assert advice.lead == "Tak, fordi du skrev. Her er nogle tanker og nogle steder, du kan gå hen."
    assert advice.helplines[0] == "112 Er du eller en anden i fare lige nu? Så ring 112. Døgnet rundt."
    assert "Listen er fra 2016" in advice.year
    assert await grandfather.at_unit() is None, "who only wants advice waits for nobody"

    await grandfather.press("Skriv med en terapeut")
    told = await grandfather.told()
    assert (told.role, told.urgency, told.wish) == (Role.GRANDPARENT, Urgency.HIGH, Wish.TALK)
    assert told.answers["hopes"] == "At nogen ser den lille"


async def a_father_in_treatment_finds_no_time_that_fits_and_says_what_would(father: BothDoors) -> None:
    await father.begin()
    await father.asked("Hvem skriver vi med?", "Jeg er far")
    await father.asked("Er nogen i fare lige nu?", "Nej")
    await father.asked("Hvor gammelt er dit barn?", "3-11 år")
    await father.asked("Hvad er det, der fylder?", "Stoffer, for eksempel hash eller kokain")
    await father.does_not_see("Barnets far")
    await father.asked("Hvem handler det om?", "Mig selv")
    await father.asked("Får du selv hjælp til det?", "Nej, ikke endnu")
    await father.sees(
        "Tak, fordi du siger det. Det kræver mod. Vi dømmer dig ikke. Vi vil gerne hjælpe både dit barn og dig."
    )
    await father.back()
    await father.asked("Får du selv hjælp til det?", "Ja, jeg får hjælp nu")
    await father.sees(
        "Det er stærkt, at du får hjælp. Og at du tænker på dit barn midt i det hele. Det vil vi gerne hjælpe jer med."
    )
    await father.skips("Er der også andet, der fylder?")
    await father.skips("Hvad ser du hos dit barn?")
    await father.skips("Hvor bekymret er du lige nu?")
    await father.asked("Hvad håber du på?", "At blive en far, han kan regne med")
    await father.asked("Har du tid til tre spørgsmål mere?", "Nej, gå videre")
    await father.skips("Vil du svare på fem ting om, hvordan dit barn har haft det?")
    await father.asked("Hvad vil du helst?", "Finde en tid til en samtale")

    await father.press("I telefonen")
    await father.may("Ikke nu")
    await father.asked("Hvornår passer det dig?", "Ingen af dem passer mig")
    await father.asked("Hvornår kan du bedst?", "Hverdage om aftenen")
    await father.sees("For eksempel: gerne efter skole, eller helst i telefonen.")
    await father.asked("Er der andet, vi skal vide, når vi finder en tid?", "Helst i telefonen")
    assert (await father.standing()).time == (
        "Vi finder en tid, der passer dig. Du kan vælge en nu. Ellers skriver en terapeut til dig her.",
    )

    told = await father.told()
    wish = "Ingen af tiderne passer mig.\nDet passer mig bedst: hverdage om aftenen.\nHelst i telefonen"
    assert told.messages == ((Direction.VISITOR, wish),), "the therapist reads it as a message"
    assert told.pretalk == (PretalkState.WISHED, None, None, None)
    assert (told.draft.whose, told.wish) == (Whose.FATHER, Wish.PRETALK)


async def a_teacher_gets_sparring_without_names(teacher: BothDoors) -> None:
    await teacher.begin()
    await teacher.asked("Hvem skriver vi med?", "Jeg skriver fra mit arbejde")
    await teacher.asked("Hvor arbejder du?", "Skole eller SFO")
    await teacher.asked("Er et barn eller en anden i fare lige nu?", "Nej")
    await teacher.asked("Hvor gammelt er barnet eller den unge?", "3-11 år")
    await teacher.sees(
        "Vi vender det gerne med dig. Skriv ikke, hvem barnet eller familien er. Så kan vi tale frit.",
        "Du ser barnet til hverdag. Det, du lægger mærke til, er vigtigt.",
    )
    await teacher.asked("Hvad er det, der fylder?", "Alkohol")
    await teacher.asked("Hvem handler det om?", "Barnets mor")
    await teacher.skips("Får den, det handler om, hjælp til det?")
    await teacher.asked("Hvad har du lagt mærke til hos barnet?", "Har svært ved at samle tankerne")
    await teacher.asked("Er der også andet, der fylder?", "Nej, ikke noget af det")
    await teacher.asked("Har du talt med familien om det?", "Nej, ikke endnu")
    await teacher.sees(
        "Det kan være svært at tage hul på. Vi hjælper dig gerne med ordene.",
        "Din egen pligt til at underrette gælder, også når du taler med os (barnets lov § 133). "
        "Er du i tvivl? Så tænker vi højt sammen med dig.",
    )
    await teacher.asked("Er der lavet en underretning?", "Det ved jeg ikke")
    await teacher.asked("Hvor bekymret er du lige nu?", "7")
    await teacher.asked("Hvad vil du gerne vende med os?", "Hvordan jeg siger det til moren")
    await teacher.asked("Hvad vil du helst?", "Skrive med en terapeut")

    told = await teacher.told()
    assert (told.role, told.draft.workplace) == (Role.PROFESSIONAL, Workplace.SCHOOL)
    assert told.answers["sparring-question"] == "Hvordan jeg siger det til moren"
    assert "hopes" not in told.answers


async def a_treatment_worker_finds_a_time_for_the_family(worker: BothDoors) -> None:
    await worker.begin()
    await worker.asked("Hvem skriver vi med?", "Jeg skriver fra mit arbejde")
    await worker.asked("Hvor arbejder du?", "Behandling for alkohol eller stoffer")
    await worker.asked("Er et barn eller en anden i fare lige nu?", "Nej")
    await worker.asked("Hvor gammelt er barnet eller den unge?", "0-2 år")
    await worker.sees("I møder de voksne. Godt, at du også tænker på barnet.")
    await worker.asked("Hvad er det, der fylder?", "Både alkohol og stoffer")
    await worker.asked("Hvem handler det om?", "Barnets far")
    await worker.does_not_see("Har svært ved at komme i skole")
    await worker.skips("Hvad har du lagt mærke til hos barnet?")
    await worker.skips("Er der også andet, der fylder?")
    await worker.asked("Har du talt med familien om det?", "Ja")
    await worker.does_not_see("Det kan være svært at tage hul på. Vi hjælper dig gerne med ordene.")
    await worker.asked("Er der lavet en underretning?", "Nej")
    await worker.skips("Hvor bekymret er du lige nu?")
    await worker.skips("Hvad vil du gerne vende med os?")
    await worker.asked("Hvad vil du helst?", "Finde en tid til en samtale")
    # Not among the first six: it is on a later page.
    await worker.asked("Hvornår passer det dig?", "tor 26 nov 09.00 · Hos os")
    await worker.asked("Skal vi skrive tiden ned til dig?", "Ja, skriv den ned")

    told = await worker.told()
    assert told.pretalk[0] is PretalkState.BOOKED
    assert "in-treatment" not in told.answers


async def somebody_over_24_is_shown_where_to_turn(grown: BothDoors) -> None:
    await comes_and_is_over_24(grown)
    await grown.asked("Hvad vil du helst?", "Se, hvem der ellers kan hjælpe")

    assert await grown.stage() == "advice"
    advice = await grown.advice()
    assert advice.lead.startswith("Tak, fordi du skrev. Vi hjælper børn og unge, til de er 24 år.")
    assert advice.thoughts[0].startswith("Det er ikke din skyld.")
    assert advice.offers
    assert await grown.at_unit() is None


async def somebody_over_24_may_write_first(grown: BothDoors) -> None:
    await comes_and_is_over_24(grown)
    await grown.asked("Hvad vil du helst?", "Skrive med en terapeut først")

    told = await grown.told()
    assert (told.band, told.wish, told.queue) == (AgeBand.GROWN, Wish.TALK, "12-24")


async def comes_and_is_over_24(grown: BothDoors) -> None:
    """Up to the one question they are asked."""
    await grown.begin()
    await grown.asked("Hvem skriver vi med?", "Jeg er barn eller ung")
    await grown.asked("Er du i fare lige nu? Eller er en anden?", "Nej")
    await grown.asked("Hvor gammel er du?", "25 år eller ældre")
    await grown.sees(
        "Tak, fordi du skriver. Vi hjælper, til man er 24 år. Men der er andre, som er gode til at hjælpe dig. "
        "Dem viser vi dig. Du må også gerne skrive med os først."
    )


PEOPLE: tuple[Callable[[BothDoors], Awaitable[None]], ...] = (
    a_mother_goes_back_once_changes_an_answer_and_finds_a_time,
    a_young_person_of_16_is_asked_about_their_own_life,
    a_young_person_writes_in_english,
    a_grandfather_gets_advice_and_writes_after_all,
    a_father_in_treatment_finds_no_time_that_fits_and_says_what_would,
    a_teacher_gets_sparring_without_names,
    a_treatment_worker_finds_a_time_for_the_family,
    somebody_over_24_is_shown_where_to_turn,
    somebody_over_24_may_write_first,
    danger_now_shows_112_first_and_asks_for_the_age_alone,
    a_mother_in_danger_takes_it_back,
    who_wants_a_person_now_is_asked_for_the_age_and_nothing_else,
    wanting_a_person_now_can_be_taken_back,
    wanting_a_person_at_the_last_question_keeps_what_was_told,
    changing_who_writes_asks_the_age_again_only_where_it_no_longer_fits,
)
