"""The talks people have at the door, told from beginning to end in the words they see."""

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

import pytest

from flows import talk
from flows.feedback import Feedback, Helped, feedback
from flows.intake import Intake, intake
from flows.questions import InvalidAnswer
from flows.talk import StaleButton
from flows.vocabulary import (
    AgeBand,
    Audience,
    Gender,
    Home,
    Role,
    Sign,
    Substance,
    Support,
    Trouble,
    Urgency,
    Whose,
    Wish,
    Workplace,
)
from tests.flows.conftest import Visitor

Visit: TypeAlias = Callable[[talk.Flow], Visitor]


def outcome(someone: Visitor) -> Intake:
    ended = someone.ends()
    assert isinstance(ended, Intake)
    return ended


def test_a_mother_goes_back_once_changes_an_answer_and_finds_a_time(visitor: Visit) -> None:
    mother = visitor(intake)
    mother.sees("Hej. Godt, at du er her. Du bestemmer selv, hvad du vil svare på.")
    mother.sees("Vi skal ikke kende dit navn.")
    mother.asked("Hvem skriver vi med?", "Jeg er mor")
    mother.asked("Er nogen i fare lige nu?", "Nej")
    mother.asked("Hvor gammelt er dit barn?", "12-16 år")

    mother.goes_back()
    mother.asked("Hvor gammelt er dit barn?", "3-11 år")

    mother.asked("Hvad er det, der fylder?", "Alkohol")
    mother.sees("Det må også gerne være dig selv. Her bliver du ikke dømt.")
    mother.asked("Hvem handler det om?", "Barnets far")
    mother.asked("Får den, det handler om, hjælp til det?", "Nej")
    mother.asked("Er der også andet, der fylder?", "Mange skænderier", "En i familien har det psykisk svært")
    mother.asked("Hvad ser du hos dit barn?", "Er stille og trækker sig", "Har ondt i maven")
    mother.asked("Hvor bekymret er du lige nu?", "6")

    mother.changes("substance")
    mother.sees("Hvad er det, der fylder?")
    assert mother.asking.current == "alcohol"
    mother.says("Både alkohol og stoffer")

    mother.asked("Hvad håber du på?", "At hun sover om natten")
    mother.asked("Har du tid til tre spørgsmål mere?", "Ja, det er fint")
    mother.asked("Er dit barn en pige eller en dreng?", "Pige")
    mother.asked("Hvor bor dit barn?", "Hos begge forældre sammen")
    mother.asked("Får barnet eller familien anden hjælp?", "Nej")
    mother.asked("Vil du svare på fem ting om, hvordan dit barn har haft det?", "Ja, gerne")
    mother.sees("Tænk på de sidste to uger. Svar, som du tror, dit barn selv ville svare.")
    mother.asked("I de sidste 2 uger har jeg været glad og i godt humør", "Lidt mere end halvdelen af tiden")
    mother.asked("I de sidste 2 uger har jeg følt mig rolig og afslappet", "Lidt mindre end halvdelen af tiden")
    mother.asked("I de sidste 2 uger har jeg følt mig aktiv og energisk", "Lidt af tiden")
    mother.asked("I de sidste 2 uger er jeg vågnet frisk og udhvilet", "På intet tidspunkt")
    mother.asked("I de sidste 2 uger har min dagligdag været fyldt med ting der interesserer mig", "Det meste af tiden")
    mother.sees("Tak, fordi du har fortalt det her. Nu bestemmer du, hvad der skal ske.")
    mother.asked("Hvad vil du helst?", "Begge dele")

    assert outcome(mother) == Intake(
        role=Role.MOTHER,
        workplace=None,
        audience=Audience.PARENT,
        band=AgeBand.CHILD,
        urgency=Urgency.USUAL,
        wish=Wish.BOTH,
        substance=Substance.BOTH,
        whose=Whose.FATHER,
        troubles=frozenset({Trouble.CONFLICT, Trouble.MENTAL_HEALTH}),
        signs=frozenset({Sign.QUIET, Sign.STOMACH}),
        home=Home.BOTH_PARENTS,
        gender=Gender.GIRL,
        support=Support.NONE,
        in_treatment=False,
        worry=6,
        hopes="At hun sover om natten",
        who5=40,
        elsewhere=False,
    )


def test_a_young_person_of_16_is_asked_about_their_own_life(visitor: Visit) -> None:
    young = visitor(intake)
    young.asked("Hvem skriver vi med?", "Jeg er barn eller ung")
    young.asked("Er du i fare lige nu? Eller er en anden?", "Nej")
    young.does_not_see("0-2 år")
    young.asked("Hvor gammel er du?", "12-16 år")
    young.asked("Hvad handler det om?", "Alkohol")
    young.sees("Det er aldrig din skyld.", "Min mor")
    young.asked("Hvem drikker eller tager noget?", "Min mor")
    young.skips("Får han eller hun hjælp til det?")
    young.asked("Er der også noget andet, der er svært?", "Nej, ikke noget af det")
    young.sees("Nogle kan mærke det meget. Andre kan slet ikke. Begge dele er helt okay.")
    young.asked("Hvordan har du det?", "Jeg passer på alt og alle derhjemme", "Jeg sover dårligt")
    young.asked("Hvor svært er det for dig lige nu?", "9")
    young.skips("Hvad håber du, der kan blive bedre?")
    young.asked("Har du tid til tre spørgsmål mere?", "Nej, gå videre")
    young.asked("Vil du svare på fem ting om, hvordan du har haft det?", "Nej tak")
    young.sees("Tak. Det er flot, at du har fortalt det her. Nu bestemmer du, hvad der skal ske.")
    young.asked("Hvad vil du helst?", "Skrive med en terapeut")

    told = outcome(young)
    assert (told.audience, told.band, told.whose, told.wish) == (
        Audience.YOUNG,
        AgeBand.TEEN,
        Whose.MOTHER,
        Wish.TALK,
    )
    assert told.signs == {Sign.RESPONSIBLE, Sign.SLEEP}
    assert told.troubles == frozenset()
    assert told.in_treatment is None
    assert told.urgency is Urgency.HIGH


def test_a_grandfather_writes_about_a_child_who_shows_nothing(visitor: Visit) -> None:
    grandfather = visitor(intake)
    grandfather.asked("Hvem skriver vi med?", "Jeg er mormor, morfar, farmor eller farfar")
    grandfather.asked("Er nogen i fare lige nu?", "Det ved jeg ikke")
    grandfather.sees("Det er helt i orden at være i tvivl. Bliver det farligt, så ring 112.")
    grandfather.asked("Hvor gammelt er barnet eller den unge?", "0-2 år")
    grandfather.asked("Hvad er det, der fylder?", "Det ved jeg ikke helt")
    grandfather.asked("Hvem handler det om?", "Begge barnets forældre")
    grandfather.asked("Får den, det handler om, hjælp til det?", "Ikke nu, men før")
    grandfather.asked("Er der også andet, der fylder?", "Skilsmisse eller brud")
    grandfather.sees("Nogle børn viser det tydeligt. Andre viser slet ikke noget. Begge dele er helt almindeligt.")
    grandfather.does_not_see("Har svært ved at komme i skole", "Har ondt i hovedet")
    grandfather.asked("Hvad ser du hos barnet?", "Ikke noget af det")
    grandfather.asked("Hvor bekymret er du lige nu?", "5")
    grandfather.asked("Hvad håber du på?", "At nogen ser den lille")
    grandfather.asked("Har du tid til tre spørgsmål mere?", "Nej, gå videre")
    grandfather.asked("Hvad vil du helst?", "Bare få råd, og se, hvem der ellers kan hjælpe")

    told = outcome(grandfather)
    assert (told.role, told.audience, told.wish) == (Role.GRANDPARENT, Audience.RELATIVE, Wish.ADVICE)
    assert told.signs == frozenset()
    assert told.who5 is None
    assert told.urgency is Urgency.HIGH


def test_a_father_who_is_in_treatment_himself_is_met_without_blame(visitor: Visit) -> None:
    father = visitor(intake)
    father.asked("Hvem skriver vi med?", "Jeg er far")
    father.asked("Er nogen i fare lige nu?", "Nej")
    father.asked("Hvor gammelt er dit barn?", "3-11 år")
    father.asked("Hvad er det, der fylder?", "Stoffer, for eksempel hash eller kokain")
    father.does_not_see("Barnets far")
    father.asked("Hvem handler det om?", "Mig selv")
    father.asked("Får du selv hjælp til det?", "Ja, jeg får hjælp nu")
    father.sees(
        "Det er stærkt, at du får hjælp. Og at du tænker på dit barn midt i det hele. Det vil vi gerne hjælpe jer med."
    )
    father.skips("Er der også andet, der fylder?")
    father.skips("Hvad ser du hos dit barn?")
    father.skips("Hvor bekymret er du lige nu?")
    father.asked("Hvad håber du på?", "At blive en far, han kan regne med")
    father.asked("Har du tid til tre spørgsmål mere?", "Nej, gå videre")
    father.skips("Vil du svare på fem ting om, hvordan dit barn har haft det?")
    father.asked("Hvad vil du helst?", "Finde en tid til en samtale")

    told = outcome(father)
    assert (told.role, told.whose, told.in_treatment, told.wish) == (
        Role.FATHER,
        Whose.FATHER,
        True,
        Wish.PRETALK,
    )


def test_a_father_who_gets_no_help_yet_is_thanked_for_saying_so(visitor: Visit) -> None:
    father = visitor(intake)
    father.asked("Hvem skriver vi med?", "Jeg er far")
    father.asked("Er nogen i fare lige nu?", "Nej")
    father.asked("Hvor gammelt er dit barn?", "3-11 år")
    father.asked("Hvad er det, der fylder?", "Alkohol")
    father.asked("Hvem handler det om?", "Mig selv")
    father.asked("Får du selv hjælp til det?", "Nej, ikke endnu")
    father.sees(
        "Tak, fordi du siger det. Det kræver mod. Vi dømmer dig ikke. Vi vil gerne hjælpe både dit barn og dig."
    )


def test_a_teacher_gets_sparring_without_names(visitor: Visit) -> None:
    teacher = visitor(intake)
    teacher.asked("Hvem skriver vi med?", "Jeg skriver fra mit arbejde")
    teacher.asked("Hvor arbejder du?", "Skole eller SFO")
    teacher.asked("Er et barn eller en anden i fare lige nu?", "Nej")
    teacher.asked("Hvor gammelt er barnet eller den unge?", "3-11 år")
    teacher.sees(
        "Vi vender det gerne med dig. Skriv ikke, hvem barnet eller familien er. Så kan vi tale frit.",
        "Du ser barnet til hverdag. Det, du lægger mærke til, er vigtigt.",
    )
    teacher.asked("Hvad er det, der fylder?", "Alkohol")
    teacher.asked("Hvem handler det om?", "Barnets mor")
    teacher.skips("Får den, det handler om, hjælp til det?")
    teacher.asked("Hvad har du lagt mærke til hos barnet?", "Har svært ved at samle tankerne")
    teacher.asked("Er der også andet, der fylder?", "Nej, ikke noget af det")
    teacher.asked("Har du talt med familien om det?", "Nej, ikke endnu")
    teacher.sees(
        "Det kan være svært at tage hul på. Vi hjælper dig gerne med ordene.",
        "Din egen pligt til at underrette gælder, også når du taler med os (barnets lov § 133). "
        "Er du i tvivl? Så tænker vi højt sammen med dig.",
    )
    teacher.asked("Er der lavet en underretning?", "Det ved jeg ikke")
    teacher.asked("Hvor bekymret er du lige nu?", "7")
    teacher.asked("Hvad vil du gerne vende med os?", "Hvordan jeg siger det til moren")
    teacher.asked("Hvad vil du helst?", "Skrive med en terapeut")

    told = outcome(teacher)
    assert (told.role, told.workplace, told.audience) == (
        Role.PROFESSIONAL,
        Workplace.SCHOOL,
        Audience.PROFESSIONAL,
    )
    assert told.signs == {Sign.CONCENTRATION}
    assert told.hopes == "Hvordan jeg siger det til moren"
    assert told.in_treatment is None


def test_a_treatment_worker_is_not_asked_whether_the_parent_is_treated(visitor: Visit) -> None:
    worker = visitor(intake)
    worker.asked("Hvem skriver vi med?", "Jeg skriver fra mit arbejde")
    worker.asked("Hvor arbejder du?", "Behandling for alkohol eller stoffer")
    worker.asked("Er et barn eller en anden i fare lige nu?", "Nej")
    worker.asked("Hvor gammelt er barnet eller den unge?", "0-2 år")
    worker.sees("I møder de voksne. Godt, at du også tænker på barnet.")
    worker.asked("Hvad er det, der fylder?", "Både alkohol og stoffer")
    worker.asked("Hvem handler det om?", "Barnets far")
    worker.does_not_see("Har svært ved at komme i skole")
    worker.skips("Hvad har du lagt mærke til hos barnet?")
    worker.skips("Er der også andet, der fylder?")
    worker.asked("Har du talt med familien om det?", "Ja")
    worker.does_not_see("Det kan være svært at tage hul på. Vi hjælper dig gerne med ordene.")
    worker.asked("Er der lavet en underretning?", "Nej")
    worker.skips("Hvor bekymret er du lige nu?")
    worker.skips("Hvad vil du gerne vende med os?")
    worker.asked("Hvad vil du helst?", "Finde en tid til en samtale")

    told = outcome(worker)
    assert (told.workplace, told.in_treatment) == (Workplace.TREATMENT, True)


def test_somebody_over_24_is_shown_kindly_where_to_turn_and_may_still_write(visitor: Visit) -> None:
    grown = visitor(intake)
    grown.asked("Hvem skriver vi med?", "Jeg er barn eller ung")
    grown.asked("Er du i fare lige nu? Eller er en anden?", "Nej")
    grown.asked("Hvor gammel er du?", "25 år eller ældre")
    grown.sees(
        "Tak, fordi du skriver. Vi hjælper, til man er 24 år. Men der er andre, som er gode til at hjælpe dig. "
        "Dem viser vi dig. Du må også gerne skrive med os først.",
        "Skrive med en terapeut først",
    )
    grown.asked("Hvad vil du helst?", "Se, hvem der ellers kan hjælpe")

    told = outcome(grown)
    assert told.elsewhere
    assert (told.band, told.wish) == (AgeBand.GROWN, Wish.ADVICE)


def test_danger_now_shows_112_first_and_asks_for_the_age_alone(visitor: Visit) -> None:
    young = visitor(intake)
    young.asked("Hvem skriver vi med?", "Jeg er barn eller ung")
    young.asked("Er du i fare lige nu? Eller er en anden?", "Ja")
    assert young.screen()[0].startswith("Ring 112 nu. Du gør ikke noget forkert ved at ringe.")
    young.asked("Hvor gammel er du?", "11 år eller yngre")

    told = outcome(young)
    assert (told.urgency, told.wish, told.band) == (Urgency.DANGER, Wish.TALK, AgeBand.CHILD)


def test_who_wants_a_person_now_is_asked_for_the_age_and_nothing_else(visitor: Visit) -> None:
    someone = visitor(intake)
    someone.wants_a_person_now()
    someone.asked("Hvor gammelt er barnet eller den unge?", "17-24 år")
    told = outcome(someone)
    assert (told.role, told.audience, told.wish) == (None, Audience.RELATIVE, Wish.TALK)


def test_wanting_a_person_now_later_on_keeps_what_was_told(visitor: Visit) -> None:
    mother = visitor(intake)
    mother.asked("Hvem skriver vi med?", "Jeg er mor")
    mother.asked("Er nogen i fare lige nu?", "Nej")
    mother.asked("Hvor gammelt er dit barn?", "3-11 år")
    mother.asked("Hvad er det, der fylder?", "Alkohol")
    mother.wants_a_person_now()
    told = outcome(mother)
    assert (told.role, told.substance, told.whose, told.wish) == (
        Role.MOTHER,
        Substance.ALCOHOL,
        None,
        Wish.TALK,
    )


def test_wanting_a_person_now_can_be_taken_back(visitor: Visit) -> None:
    someone = visitor(intake)
    someone.wants_a_person_now()
    someone.goes_back()
    someone.sees("Hvem skriver vi med?")


def test_violence_is_looked_at_soon(visitor: Visit) -> None:
    relative = visitor(intake)
    relative.asked("Hvem skriver vi med?", "Jeg er en anden voksen, der er tæt på")
    relative.skips("Er nogen i fare lige nu?")
    relative.asked("Hvor gammelt er barnet eller den unge?", "12-16 år")
    relative.skips("Hvad er det, der fylder?")
    relative.skips("Hvem handler det om?")
    relative.skips("Får den, det handler om, hjælp til det?")
    relative.asked("Er der også andet, der fylder?", "Vold eller trusler")
    relative.wants_a_person_now()
    assert outcome(relative).urgency is Urgency.HIGH


def test_a_unit_of_its_own_ages_asks_only_about_those(visitor: Visit) -> None:
    only_small = partial(intake, bands=(AgeBand.BABY, AgeBand.CHILD, AgeBand.GROWN))
    mother = visitor(only_small)
    mother.asked("Hvem skriver vi med?", "Jeg er mor")
    mother.asked("Er nogen i fare lige nu?", "Nej")
    mother.does_not_see("12-16 år", "17-24 år")


def test_changing_who_writes_asks_the_age_again_only_where_it_no_longer_fits(visitor: Visit) -> None:
    someone = visitor(intake)
    someone.asked("Hvem skriver vi med?", "Jeg er mor")
    someone.asked("Er nogen i fare lige nu?", "Nej")
    someone.asked("Hvor gammelt er dit barn?", "0-2 år")
    someone.changes("who-writes")
    someone.says("Jeg er barn eller ung")
    someone.sees("Hvor gammel er du?")
    someone.changes("who-writes")
    someone.says("Jeg er far")
    someone.sees("Hvad er det, der fylder?")


def test_an_old_button_and_a_wrong_answer_change_nothing(visitor: Visit) -> None:
    mother = visitor(intake)
    mother.says("Jeg er mor")
    before = mother.journal
    with pytest.raises(StaleButton):
        talk.answer(intake, before, key="who-writes", revision=0, raw="father")
    with pytest.raises(StaleButton):
        talk.answer(intake, before, key="danger-now", revision=0, raw="no")
    with pytest.raises(InvalidAnswer) as wrong:
        talk.answer(intake, before, key="danger-now", revision=1, raw="perhaps")
    assert wrong.value.text_id == "invalid-option"
    assert mother.journal == before


def test_the_age_cannot_be_skipped(visitor: Visit) -> None:
    someone = visitor(intake)
    someone.wants_a_person_now()
    with pytest.raises(InvalidAnswer) as wrong:
        someone.skips("Hvor gammelt er barnet eller den unge?")
    assert wrong.value.text_id == "invalid-needed"


def test_afterwards_one_question_and_a_few_words(visitor: Visit) -> None:
    mother = visitor(feedback)
    mother.asked("Fik du den hjælp, du havde brug for?", "Ja, i høj grad")
    mother.asked("Er der noget, vi skal gøre mere af eller gøre bedre?", "Svar også om aftenen")
    assert mother.ends() == Feedback(helped=Helped.HIGH, words="Svar også om aftenen")


def test_afterwards_nothing_has_to_be_said(visitor: Visit) -> None:
    mother = visitor(feedback)
    mother.skips("Fik du den hjælp, du havde brug for?")
    assert mother.ends() == Feedback(helped=None, words=None)
