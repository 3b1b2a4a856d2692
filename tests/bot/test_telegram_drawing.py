"""What somebody sees on Telegram: every question as a message, the talk, a time, advice, and every sentence."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from importlib import resources
from typing import Any

import pytest
from fluent.syntax import FluentParser, ast
from hypothesis import given
from hypothesis import strategies as some

from bot.desk.views import AdviceView, Fact, OpeningHours, PretalkView, Stage, TalkView, VisitorView
from bot.lengths import LONGEST_MESSAGE, parts, short, units
from bot.settings import Settings
from bot.telegram.buttons import Act, Asked, Button, data_for, key_mark, read_press
from bot.telegram.drawing import Drawing
from bot.telegram.drawn import Drawn
from bot.telegram.sentences import SHARED, TELEGRAM, wording_ids
from bot.wording import Wording
from flows import talk, texts
from flows.feedback import feedback
from flows.first_contact import audience_so_far
from flows.first_pretalk import TIMES
from flows.intake import intake
from flows.offers import Offer, parse_offers
from flows.pretalk import HELD, OFFER, narrow, pretalk
from flows.talk import Asking, Flow, Journal, Raw
from flows.times import NONE_FITS, Hold, Later, Offered, OfferedTime
from flows.vocabulary import Audience, ConversationState, Language, Place, PretalkState
from tests.bot.conftest import Unit
from tests.bot.talking import MOTHER, Visitor
from tests.flows.test_texts import lix

DA, EN = Language.DANISH, Language.ENGLISH
BOTH = (DA, EN)
MARK = "a1b2"
ADDRESS = "https://skriv.example"
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SECRET = "s" * 43
STORY: dict[str, Raw] = {"who-writes": "young", "danger-now": "no", "child-age": "12-16"}


@pytest.fixture(scope="module")
def wording() -> Wording:
    return Wording.load(BOTH)


@pytest.fixture(scope="module")
def drawing(wording: Wording) -> Drawing:
    return Drawing(wording=wording, settings=Settings(public_url=ADDRESS))


@cache
def helplines() -> tuple[Fact, ...]:
    """The helplines we ship."""
    found = tomllib.loads(resources.files("bot.data").joinpath("helplines.toml").read_text(encoding="utf-8"))
    return tuple(
        Fact(code=code, fields=fields, old=False) for code, fields in found.items() if fields["kind"] == "helpline"
    )


@cache
def offers() -> tuple[Offer, ...]:
    """The offers we ship."""
    return parse_offers(resources.files("bot.data").joinpath("offers_2016.tsv").read_text(encoding="utf-8"))


def some_times(count: int, *, minutes: int = 45) -> tuple[OfferedTime, ...]:
    """Free times, three a day at changing places."""
    places = tuple(Place)
    return tuple(
        OfferedTime(
            id=f"{number:032x}.{29_000_000 + number}",
            starts_at=MONDAY + timedelta(days=number // 3, hours=2 * (number % 3)),
            minutes=minutes,
            place=places[number % len(places)].value,
            hour=10 + 2 * (number % 3),
        )
        for number in range(count)
    )


def with_times(*times: OfferedTime, later: Later | None = None) -> Journal:
    """A journal in which times are offered, and the first one is held as soon as it is picked."""
    journal = talk.with_fact(Journal.empty(), OFFER, Offered(times=times, later=later).to_json())
    if not times:
        return journal
    hold = Hold(chosen=times[0].id, time=times[0].id, until=MONDAY, address="Suhmsgade 4, 1.", way="Ring på.")
    return talk.with_fact(journal, HELD, hold.to_json())


def seen(
    asking: Asking | None,
    *,
    language: Language = DA,
    audience: Audience | None = None,
    stage: Stage = Stage.ASKING,
    danger: bool = False,
    talk_view: TalkView | None = None,
    advice: AdviceView | None = None,
) -> VisitorView:
    """What the desk shows."""
    return VisitorView(
        stage=stage,
        language=language,
        audience=audience or audience_so_far(asking.path if asking else ()),
        revision=1,
        danger=danger,
        asking=asking,
        code=None,
        talk=talk_view,
        advice=advice,
        helplines=helplines(),
    )


def a_talk(
    *,
    state: ConversationState = ConversationState.WAITING,
    place: int | None = 3,
    pretalk: PretalkView | None = None,
    can_find_time: bool = True,
    here_again: datetime | None = None,
) -> TalkView:
    return TalkView(
        state=state,
        messages=(),
        place=place,
        hours=tuple(OpeningHours(weekday=day, opens="09:00", closes="15:00") for day in range(4)),
        pretalk=pretalk,
        wish=None,
        can_find_time=can_find_time,
        here_again=here_again,
    )


def a_time(state: PretalkState, *, place: Place = Place.UNIT, address: str = "", **told: Any) -> PretalkView:
    booked = state is PretalkState.BOOKED
    return PretalkView(
        state=state,
        starts_at=datetime(2026, 12, 3, 13, 0, tzinfo=UTC) if booked else None,
        minutes=45 if booked else None,
        place=place if booked else None,
        where="",
        address=address,
        way="Ring på." if booked else "",
        link="",
        arrival_word="",
        room=booked and place is Place.ONLINE,
        **told,
    )


def asked_after(flow: Flow, answers: dict[str, Raw], *, until: str, start: Journal | None = None) -> Asking:
    """Answer, and skip what is not in `answers`, until this question is asked."""
    journal = start or Journal.empty()
    while isinstance(state := talk.advance(flow, journal), Asking) and state.question.key != until:
        key = state.question.key
        if key in answers:
            journal = talk.answer(flow, journal, key=key, revision=journal.revision, raw=answers[key])
        else:
            journal = talk.skip(flow, journal, key=key, revision=journal.revision)
    assert isinstance(state, Asking), f"{until} was never asked"
    return state


def every_screen(flow: Flow, start: Journal) -> Iterator[Asking]:
    """Every question a script can put, with whatever is said before it: walked once for each that looks different."""
    looks: set[object] = set()
    waiting = [start]
    while waiting:
        journal = waiting.pop()
        state = talk.advance(flow, journal)
        if not isinstance(state, Asking):
            continue
        given = dict(journal.answers)
        question = state.question
        notes = tuple(note.text_id for note in state.notes)
        look = (question.key, question.option_codes(), notes, *(given.get(key) for key in STORY))
        if look in looks:
            continue
        looks.add(look)
        yield state
        key, revision = question.key, journal.revision
        waiting += [talk.answer(flow, journal, key=key, revision=revision, raw=raw) for raw in question.samples()]
        if question.skippable:
            waiting.append(talk.skip(flow, journal, key=key, revision=revision))


@cache
def all_screens() -> tuple[tuple[Stage, Asking], ...]:
    """Every question of every script."""
    before = tuple((Stage.ASKING, each) for each in every_screen(intake, Journal.empty()))
    offered = [with_times(*some_times(times), later=later) for times in (0, 1, 20) for later in (None, Later(weeks=4))]
    left_by_0_1_0 = talk.with_fact(Journal.empty(), TIMES, [time.to_json() for time in some_times(20)])
    starts = (Journal.empty(), left_by_0_1_0, *offered)
    afterwards = [each for start in starts for each in every_screen(pretalk, start)]
    afterwards += every_screen(feedback, Journal.empty())
    return (*before, *((Stage.TALK, each) for each in afterwards))


def buttons(drawn: Drawn) -> list[Button]:
    return [button for row in drawn.keyboard for button in row]


def labels(drawn: Drawn) -> list[str]:
    return [button.text for button in buttons(drawn)]


def acts(drawn: Drawn) -> list[Act]:
    return [read_press(button.data).act for button in buttons(drawn) if button.data]


def values(drawn: Drawn, act: Act) -> list[str]:
    presses = [read_press(button.data) for button in buttons(drawn) if button.data]
    return [press.value for press in presses if press.act is act]


def labelled(drawn: Drawn, text: str) -> Button:
    return next(button for button in buttons(drawn) if button.text == text)


def fits(drawn: Drawn) -> None:
    """Telegram takes it: the text, every button, and what each carries."""
    assert 1 <= units(drawn.text) <= LONGEST_MESSAGE
    assert drawn.text == drawn.text.strip()
    assert "\n\n\n" not in drawn.text
    assert all(drawn.keyboard)
    for button in buttons(drawn):
        assert button.text.strip()
        assert len(button.text) <= 64
        assert bool(button.data) != bool(button.url)
        assert len(button.data.encode()) <= 64
        if button.data:
            press = read_press(button.data)
            assert data_for(press.act, press.value, asked=press.asked) == button.data
    sent = [button.data for button in buttons(drawn) if button.data]
    assert len(sent) == len(set(sent)), "two buttons that do the same"


# Questions.


def test_every_question_of_every_script_is_walked() -> None:
    assert {asking.question.key for _, asking in all_screens()} == {question.key for question in texts.QUESTIONS}


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("language", BOTH)
def test_every_question_can_be_drawn_for_everybody(drawing: Drawing, language: Language, audience: Audience) -> None:
    for stage, asking in all_screens():
        view = seen(asking, language=language, audience=audience, stage=stage)
        for page in (0, 1, 99):
            drawn = drawing.question(view, mark=MARK, ticks=frozenset(), page=page, notice="Tak.")
            fits(drawn)
            assert drawing.say(language, audience, asking.question.key) in drawn.text
        if asking.path:
            fits(drawing.answers(view, mark=MARK, page=0))


@pytest.mark.parametrize("language", BOTH)
def test_options_that_look_alike_are_never_offered(drawing: Drawing, language: Language) -> None:
    for stage, asking in all_screens():
        view = seen(asking, language=language, stage=stage)
        shown = labels(drawing.question(view, mark=MARK, ticks=frozenset(), page=0))
        assert len(shown) == len(set(shown)), asking.question.key


def test_a_button_carries_which_question_it_belongs_to(drawing: Drawing) -> None:
    asking = asked_after(intake, STORY, until="troubles")
    drawn = drawing.question(seen(asking), mark=MARK, ticks=frozenset(), page=0)

    for button in buttons(drawn):
        press = read_press(button.data)
        if press.act is Act.TALK_NOW:
            assert press.asked is None
        else:
            assert press.asked == Asked(mark=MARK, revision=asking.revision, key=key_mark("troubles"))


def test_the_first_question_is_asked_with_a_word_of_welcome_and_every_way_out(drawing: Drawing) -> None:
    asking = asked_after(intake, {}, until="who-writes")
    drawn = drawing.question(seen(asking), mark=MARK, ticks=frozenset(), page=0)

    assert drawn.text.startswith("Hej. Godt, at du er her.")
    assert drawn.text.index("Hvem skriver vi med?") < drawn.text.index("Vi skal ikke kende dit navn.")
    assert labels(drawn)[0] == "Jeg er barn eller ung"
    assert labels(drawn)[-2:] == ["Spring over", "Skriv til et menneske"]
    assert Act.BACK not in acts(drawn)
    assert Act.ANSWERS not in acts(drawn)


def test_later_one_may_go_back_and_change_an_answer_but_not_skip_what_must_be_known(drawing: Drawing) -> None:
    drawn = drawing.question(seen(asked_after(intake, STORY, until="child-age")), mark=MARK, ticks=frozenset(), page=0)

    assert labels(drawn)[-3:] == ["‹ Tilbage", "Ret et svar", "Skriv til et menneske"]
    assert Act.SKIP not in acts(drawn)


def test_what_is_said_comes_first_then_the_notice_then_the_question(drawing: Drawing) -> None:
    asking = asked_after(intake, STORY | {"danger-now": "unsure"}, until="child-age")
    text = drawing.question(seen(asking), mark=MARK, ticks=frozenset(), page=0, notice="Vælg mindst ét svar.").text

    said = ["Det er okay at være i tvivl.", "Vælg mindst ét svar.", "Hvor gammel er du?", "Så finder vi den rette"]
    assert sorted(said, key=text.index) == said
    assert text.startswith(said[0])


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize(("who", "second"), [("young", "116 111"), ("mother", "1888"), ("professional", "1888")])
def test_in_danger_the_numbers_come_before_anything_else(
    drawing: Drawing, language: Language, who: str, second: str
) -> None:
    asking = asked_after(intake, {"who-writes": who, "danger-now": "yes"}, until="child-age")
    view = seen(asking, language=language)
    text = drawing.question(view, mark=MARK, ticks=frozenset(), page=0).text

    assert text.startswith(drawing.say(language, view.audience, "emergency-numbers"))
    assert "\n112\n" in text
    assert text.index("\n112\n") < text.index(second) < text.index(drawing.say(language, view.audience, "child-age"))


def test_whom_to_call_fits_whatever_an_administrator_typed(drawing: Drawing) -> None:
    asking = asked_after(intake, {"who-writes": "young", "danger-now": "yes"}, until="child-age")
    endless = {"kind": "helpline", "name": "navn " * 1000, "number": "12 34 " * 1000}
    view = seen(asking)
    odd = tuple(Fact(code=fact.code, fields=endless, old=True) for fact in helplines())

    fits(drawing.question(replace(view, helplines=odd), mark=MARK, ticks=frozenset(), page=0))


def test_the_answer_that_was_given_is_marked_when_one_comes_back(drawing: Drawing) -> None:
    start = Journal.empty()
    journal = talk.answer(intake, start, key="who-writes", revision=0, raw="mother")
    asking = talk.advance(intake, talk.back(intake, journal))
    assert isinstance(asking, Asking)

    drawn = drawing.question(seen(asking), mark=MARK, ticks=frozenset(), page=0)
    assert [text for text in labels(drawn) if text.startswith("•")] == ["• Jeg er mor"]


def test_several_answers_are_ticked_one_by_one(drawing: Drawing) -> None:
    asking = asked_after(intake, STORY, until="troubles")
    draw = partial(drawing.question, seen(asking), mark=MARK, page=0)

    untouched = draw(ticks=frozenset())
    assert [text for text in labels(untouched) if text.startswith("☑")] == []
    assert labels(untouched)[:2] == ["☐ Mange skænderier", "☐ En i familien har det psykisk svært"]

    two = draw(ticks=frozenset({"conflict", "death"}))
    assert [text for text in labels(two) if text.startswith("☑")] == ["☑ Mange skænderier", "☑ En er død"]
    assert values(two, Act.TICK) == list(asking.question.option_codes())
    assert acts(two)[len(asking.question.option_codes())] is Act.GO_ON
    assert two.text == untouched.text


def test_a_scale_is_two_rows_of_numbers_and_says_what_its_ends_mean(drawing: Drawing) -> None:
    drawn = drawing.question(seen(asked_after(intake, STORY, until="worry")), mark=MARK, ticks=frozenset(), page=0)

    assert [[button.text for button in row] for row in drawn.keyboard[:2]] == [list("012345"), [*"6789", "10"]]
    assert "0 = Slet ikke\n10 = Rigtig meget" in drawn.text
    assert values(drawn, Act.ANSWER) == [str(number) for number in range(11)]


def test_a_question_in_ones_own_words_says_that_one_just_writes(drawing: Drawing) -> None:
    drawn = drawing.question(seen(asked_after(intake, STORY, until="hopes")), mark=MARK, ticks=frozenset(), page=0)

    assert "Skriv bare dit svar her." in drawn.text
    assert Act.ANSWER not in acts(drawn)


def test_what_was_written_before_is_shown_again_but_never_at_length(drawing: Drawing) -> None:
    journal = Journal(answers=(*STORY.items(), ("hopes", "håb 🌧️ " * 500)))
    asking = talk.advance(intake, talk.change(intake, journal_until_hopes(journal), key="hopes"))
    assert isinstance(asking, Asking)

    drawn = drawing.question(seen(asking), mark=MARK, ticks=frozenset(), page=0)
    assert "Før skrev du: »håb 🌧️ håb" in drawn.text
    assert "…«" in drawn.text
    assert units(drawn.text) < 1000


def journal_until_hopes(journal: Journal) -> Journal:
    """The questions before it are skipped, so that it is on the path."""
    while isinstance(state := talk.advance(intake, journal), Asking) and state.question.key != "more-wanted":
        journal = talk.skip(intake, journal, key=state.question.key, revision=journal.revision)
    return journal


def test_what_a_button_has_no_room_for_stands_in_the_text(drawing: Drawing) -> None:
    asking = asked_after(intake, {}, until="who-writes")
    text = drawing.question(seen(asking), mark=MARK, ticks=frozenset(), page=0).text

    assert "– Jeg er mormor, morfar, farmor eller farfar" in text
    assert "– Jeg er mor\n" not in text


# Times.


def moment(times: Sequence[OfferedTime]) -> VisitorView:
    asking = asked_after(pretalk, {}, until="pretalk-choose", start=with_times(*times))
    return seen(asking, stage=Stage.TALK, talk_view=a_talk(can_find_time=False))


@pytest.mark.parametrize("count", [1, 6, 7, 12, 20])
def test_every_time_is_shown_exactly_once_over_the_pages(drawing: Drawing, count: int) -> None:
    times = some_times(count)
    view = moment(times)
    found: list[str] = []
    page = "0"
    while True:
        drawn = drawing.question(view, mark=MARK, ticks=frozenset(), page=int(page))
        here = [value for value in values(drawn, Act.ANSWER) if value != NONE_FITS]
        assert 1 <= len(here) <= 6
        assert values(drawn, Act.ANSWER)[-1] == NONE_FITS
        found += here
        later = [value for value in values(drawn, Act.PAGE) if int(value) > int(page)]
        if not later:
            break
        page = later[0]
    assert found == [each.id for each in times]
    assert len(set(labels_of(drawing, view, count))) == count


def test_the_times_can_be_narrowed_and_the_pressed_buttons_are_marked(drawing: Drawing) -> None:
    journal = with_times(*some_times(20))
    state = talk.advance(pretalk, journal)
    assert isinstance(state, Asking)
    view = seen(state, stage=Stage.TALK, talk_view=a_talk(can_find_time=False))
    drawn = drawing.question(view, mark=MARK, ticks=frozenset(), page=0)
    assert values(drawn, Act.NARROW) == ["morning", "afternoon", *Place]

    narrowed = talk.advance(pretalk, narrow(journal, key="pretalk-choose", revision=journal.revision, code="online"))
    assert isinstance(narrowed, Asking)
    again = drawing.question(replace(view, asking=narrowed), mark=MARK, ticks=frozenset(), page=0)
    fits(again)
    assert [text for text in labels(again) if text.startswith("✓")] == ["✓ På video"]
    assert all(" · På video" in text for text in labels_of(drawing, replace(view, asking=narrowed), 4))


def test_a_time_that_is_held_says_when_where_what_happens_and_until_when(drawing: Drawing) -> None:
    times = some_times(1)
    asking = asked_after(pretalk, {"pretalk-choose": times[0].id}, until="pretalk-agree", start=with_times(*times))
    drawn = drawing.question(
        seen(asking, stage=Stage.TALK, talk_view=a_talk(can_find_time=False)), mark=MARK, ticks=frozenset(), page=0
    )

    fits(drawn)
    for text in (
        "Skal vi skrive tiden ned til dig?",
        "mandag den 23. november kl. 10.00\nHos os · 45 minutter\nSuhmsgade 4, 1.\nFind vej: Ring på.",
        "En terapeut tager imod dig.",
        "Vi holder tiden til dig i ti minutter, til kl. 10.00.",
    ):
        assert text in drawn.text
    assert labels(drawn) == ["Ja, skriv den ned", "Vælg en anden tid", "Hvad er sådan en samtale?", "Ikke nu"]


def labels_of(drawing: Drawing, view: VisitorView, count: int) -> list[str]:
    pages = [drawing.question(view, mark=MARK, ticks=frozenset(), page=page) for page in range((count + 5) // 6)]
    return [
        button.text
        for drawn in pages
        for button in buttons(drawn)
        if (press := read_press(button.data)).act is Act.ANSWER and press.value != NONE_FITS
    ]


def test_a_time_is_said_in_the_few_words_a_button_has_room_for(drawing: Drawing) -> None:
    times = (OfferedTime(id="ab", starts_at=datetime(2026, 12, 3, 13, 0, tzinfo=UTC), minutes=45, place="unit"),)

    assert labels_of(drawing, moment(times), 1) == ["tors. 3. dec. kl. 14.00 · Hos os"]


def test_two_times_that_look_alike_say_how_long_they_take(drawing: Drawing) -> None:
    starts_at = datetime(2026, 12, 3, 13, 0, tzinfo=UTC)
    times = [OfferedTime(id=f"{length:x}", starts_at=starts_at, minutes=length, place="unit") for length in (30, 60)]

    assert [text.rpartition(" · ")[2] for text in labels_of(drawing, moment(times), 2)] == [
        "30 minutter",
        "60 minutter",
    ]


def test_finding_a_time_can_be_left_for_now_but_not_skipped(drawing: Drawing) -> None:
    drawn = drawing.question(moment(some_times(7)), mark=MARK, ticks=frozenset(), page=0)

    assert labels(drawn)[-1] == "Ikke nu"
    assert Act.SKIP not in acts(drawn)
    assert Act.TALK_NOW not in acts(drawn)
    assert "Flere tider ›" in labels(drawn)


# Changing an answer.


def test_every_answer_so_far_can_be_chosen_to_be_changed(drawing: Drawing) -> None:
    answers: dict[str, Raw] = {**STORY, "whose": "father", "troubles": ("conflict", "death")}
    asking = asked_after(intake, answers, until="worry")
    drawn = drawing.answers(seen(asking), mark=MARK, page=0)

    assert values(drawn, Act.CHANGE) == [step.question.key for step in asking.path]
    assert "Alder: 12-16 år" in labels(drawn)
    assert "Hvem det handler om: Min far" in labels(drawn)
    assert "Hvad det handler om: sprunget over" in labels(drawn)
    assert labels(drawn)[-1] == "‹ Tilbage til spørgsmålet"
    assert read_press(labelled(drawn, "Alder: 12-16 år").data).asked == Asked(
        mark=MARK, revision=asking.revision, key=key_mark("worry")
    )


def test_many_answers_are_turned_like_pages_and_each_is_there_once(drawing: Drawing) -> None:
    answers: dict[str, Raw] = {**STORY, "more-wanted": "yes", "who5-wanted": "yes", "hopes": "Ro. " * 900}
    asking = asked_after(intake, answers, until="wish")
    view = seen(asking)
    pages = [drawing.answers(view, mark=MARK, page=page) for page in range(-(-len(asking.path) // 10))]

    assert len(pages) > 1
    assert [value for drawn in pages for value in values(drawn, Act.CHANGE)] == [
        step.question.key for step in asking.path
    ]
    for drawn in pages:
        fits(drawn)
    assert values(pages[0], Act.ANSWERS) == ["1"]
    assert values(pages[1], Act.ANSWERS)[0] == "0"
    assert any(text.startswith("Håber på: Ro. Ro.") and text.endswith("…") for drawn in pages for text in labels(drawn))


# The welcome.


def test_the_welcome_tells_what_must_be_known_before_anything_is_written(drawing: Drawing) -> None:
    drawn = drawing.welcome(DA, text_waits=False)

    fits(drawn)
    for words in ("terapeut", "Du behøver ikke sige, hvem du er", "tavshedspligt", "underretning", "112", ADDRESS):
        assert words in drawn.text
    assert "Telegram kan se, hvad du skriver her, og kender dit telefonnummer" in drawn.text
    assert labels(drawn) == ["Kom i gang", "Jeg har en kode", "Skriv på nettet i stedet", "English"]
    assert labelled(drawn, "Skriv på nettet i stedet").url == ADDRESS
    assert values(drawn, Act.LANGUAGE) == ["en"]


def test_the_welcome_tells_the_same_in_english(drawing: Drawing) -> None:
    drawn = drawing.welcome(EN, text_waits=False)

    fits(drawn)
    for words in ("therapist", "You need not say who you are", "duty of secrecy", "notification", "112", ADDRESS):
        assert words in drawn.text
    assert "Telegram can see what you write here and knows your phone number" in drawn.text
    assert values(drawn, Act.LANGUAGE) == ["da"]


@pytest.mark.parametrize("language", BOTH)
def test_what_a_list_of_chats_shows_of_the_welcome_gives_nobody_away(drawing: Drawing, language: Language) -> None:
    beginning = drawing.welcome(language, text_waits=False).text[:70].lower()

    assert not re.search("alko|stof|drug|terap|therap|barn|child|københavn|copenhagen", beginning)


def test_whoever_wrote_before_beginning_is_told_that_it_comes_along(drawing: Drawing) -> None:
    drawn = drawing.welcome(DA, text_waits=True)

    assert "Det er ikke gemt endnu. Tryk på »Kom i gang«, så kommer det med." in drawn.text
    assert acts(drawn)[0] is Act.BEGIN_WITH_TEXT
    assert Act.BEGIN not in acts(drawn)


def test_an_address_on_this_machine_gets_no_button_but_is_written_out(wording: Wording) -> None:
    here = Drawing(wording=wording, settings=Settings(public_url="http://127.0.0.1:8080", languages=(DA,)))
    drawn = here.welcome(DA, text_waits=False)

    assert "http://127.0.0.1:8080" in drawn.text
    assert not any(button.url for button in buttons(drawn))
    assert Act.LANGUAGE not in acts(drawn)


@pytest.mark.parametrize(
    ("code", "language"), [("da-DK", DA), ("da", DA), ("EN_us", EN), ("en", EN), ("sv", DA), ("", DA), ("?", DA)]
)
def test_a_language_is_found_by_whatever_telegram_says_of_it(drawing: Drawing, code: str, language: Language) -> None:
    assert drawing.language_named(code) is language


def test_the_language_in_use_is_marked(drawing: Drawing) -> None:
    assert labels(drawing.languages(EN)) == ["Dansk", "• English"]


# Advice.


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("language", BOTH)
def test_advice_with_every_offer_there_is_comes_in_messages_that_fit(
    drawing: Drawing, language: Language, audience: Audience
) -> None:
    assert len(offers()) == 55
    advice = AdviceView(offers=offers(), helplines=helplines(), band=None, elsewhere=False)
    drawn = drawing.advice(seen(None, language=language, audience=audience, stage=Stage.ADVICE, advice=advice))

    for message in drawn:
        fits(message)
    everything = "\n".join(message.text for message in drawn)
    for offer in offers():
        assert f"– {offer.name}" in everything
    for name in ("112", "BørneTelefonen: 116 111", "Alkolinjen: 80 200 500"):
        assert name in everything
    assert "2016" in everything
    assert [bool(message.keyboard) for message in drawn] == [False] * (len(drawn) - 1) + [True]
    assert acts(drawn[-1]) == [Act.WRITE_NOW]


def test_a_helpline_nobody_can_reach_is_not_in_the_advice(drawing: Drawing) -> None:
    advice = AdviceView(offers=(), helplines=helplines(), band=None, elsewhere=True)
    (drawn,) = drawing.advice(seen(None, audience=Audience.YOUNG, stage=Stage.ADVICE, advice=advice))

    unreachable = [fact.fields["name"] for fact in helplines() if not (fact.fields["number"] or fact.fields["link"])]
    assert unreachable
    assert not any(name in drawn.text for name in unreachable)
    assert "Der er ingen tilbud på listen lige nu." in drawn.text


# The talk and the time.


def test_after_the_questions_one_knows_ones_place_and_may_write_and_see_the_code(drawing: Drawing) -> None:
    view = seen(None, audience=Audience.YOUNG, stage=Stage.TALK, talk_view=a_talk())
    drawn = drawing.handed_over(view, code_secret=SECRET)

    fits(drawn)
    for words in ("Du er nummer 3 i køen. Du kan skrive allerede nu.", "mandag til torsdag kl. 9.00–15.00"):
        assert words in drawn.text
    assert labels(drawn) == ["Vis min kode", "Find en tid til en samtale"]
    assert values(drawn, Act.CODE) == [SECRET]


def test_when_nobody_is_there_it_says_so_and_when_somebody_is(drawing: Drawing) -> None:
    morning = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    view = seen(None, stage=Stage.TALK, talk_view=a_talk(place=1, here_again=morning))
    for drawn in (drawing.handed_over(view, code_secret="s"), drawing.status(view)):
        assert "Lige nu er her ikke nogen. Vi er her igen tirsdag den 24. november kl. 09.00." in drawn.text
        assert "Du er den næste i køen." in drawn.text
        assert "som regel" not in drawn.text


def test_in_danger_the_numbers_stay_on_top_while_one_waits(drawing: Drawing) -> None:
    view = seen(None, audience=Audience.YOUNG, stage=Stage.TALK, danger=True, talk_view=a_talk(place=1))

    for drawn in (drawing.handed_over(view, code_secret="s"), drawing.status(view, notice="Gemt.")):
        assert drawn.text.startswith("Ring først, hvis det er farligt nu:\n112\nBørneTelefonen: 116 111")


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize(
    ("state", "place", "text_id"),
    [
        (ConversationState.WAITING, None, "talk-waiting"),
        (ConversationState.CLAIMED, None, "talk-claimed"),
        (ConversationState.CLOSED, None, "talk-closed"),
    ],
)
def test_where_the_talk_is_takes_a_few_words(
    drawing: Drawing, language: Language, state: ConversationState, place: int | None, text_id: str
) -> None:
    view = seen(
        None,
        language=language,
        audience=Audience.PARENT,
        stage=Stage.TALK,
        talk_view=a_talk(state=state, place=place, pretalk=a_time(PretalkState.BOOKED)),
    )
    drawn = drawing.status(view, notice="–")

    fits(drawn)
    assert drawing.say(language, Audience.PARENT, text_id) in drawn.text
    assert units(drawn.text) < 400
    assert acts(drawn) == [Act.MY_TIME]


@pytest.mark.parametrize("place", Place)
def test_a_booked_time_says_when_where_and_what_to_say(drawing: Drawing, place: Place) -> None:
    view = seen(
        None,
        audience=Audience.YOUNG,
        stage=Stage.TALK,
        talk_view=a_talk(pretalk=a_time(PretalkState.BOOKED, place=place)),
    )
    drawn = drawing.my_time(view, words="grøn sten", notice="Gemt.")

    fits(drawn)
    assert "torsdag den 3. december kl. 14.00" in drawn.text
    assert f"{drawing.say(DA, Audience.YOUNG, f'place-{place}')} · 45 minutter" in drawn.text
    assert drawing.say(DA, Audience.YOUNG, f"pretalk-there-{place}") in drawn.text
    assert "Du må gerne have en med, som du er tryg ved." in drawn.text
    assert f"Når {'du ringer' if place is Place.PHONE else 'vi mødes'}, så sig: grøn sten" in drawn.text
    assert acts(drawn) == [Act.CALENDAR, Act.FIND_TIME, Act.CANCEL_TIME, Act.GUIDE]


@pytest.mark.parametrize(
    ("place", "address", "where"),
    [
        (Place.UNIT, "", "Suhmsgade 4, 1. sal, 1125 København K."),
        (Place.OUTREACH, "Eksempelvej 1", "Eksempelvej 1"),
        (Place.WALK, "Lågen ved Gothersgade", "Lågen ved Gothersgade"),
        (Place.PHONE, "12 34 56 78", "Du ringer til os på 12 34 56 78"),
        (Place.ONLINE, "", "Linket virker, når det er tid."),
    ],
)
def test_how_to_get_there_is_said_for_each_kind_of_place(
    drawing: Drawing, place: Place, address: str, where: str
) -> None:
    talk_view = a_talk(pretalk=a_time(PretalkState.BOOKED, place=place, address=address))
    drawn = drawing.my_time(seen(None, stage=Stage.TALK, talk_view=talk_view), words="", link="")

    fits(drawn)
    assert where in drawn.text.splitlines()
    assert ("Find vej: Ring på." in drawn.text) is (place not in (Place.ONLINE, Place.PHONE))


def test_a_link_is_shown_once_and_a_new_one_can_be_had(drawing: Drawing) -> None:
    talk_view = a_talk(pretalk=a_time(PretalkState.BOOKED, place=Place.ONLINE))
    view = seen(None, stage=Stage.TALK, talk_view=talk_view)

    first = drawing.my_time(view, words="grøn sten", link="https://video.example.org/abc")
    assert "Åbn videosamtalen: https://video.example.org/abc" in first.text
    again = drawing.my_time(view, words="")
    assert "Linket kan vi kun vise én gang." in again.text
    assert acts(again)[0] is Act.NEW_WORDS


def test_on_the_day_one_can_say_that_one_is_late_and_sees_that_it_was_told(drawing: Drawing) -> None:
    near = a_time(PretalkState.BOOKED, may_be_late=True)
    view = seen(None, stage=Stage.TALK, talk_view=a_talk(pretalk=near))
    assert acts(drawing.my_time(view, words=""))[0] is Act.LATE
    said = seen(None, stage=Stage.TALK, talk_view=a_talk(pretalk=replace(near, said_late=True)))
    drawn = drawing.my_time(said, words="")
    assert Act.LATE not in acts(drawn)
    assert "Terapeuten har fået besked om, at du er forsinket." in drawn.text


def test_until_when_she_waits_is_said(drawing: Drawing) -> None:
    waits = a_time(PretalkState.WISHED, later_from=date(2026, 12, 21))
    drawn = drawing.my_time(seen(None, stage=Stage.TALK, talk_view=a_talk(pretalk=waits)), words="")
    assert "mandag den 21. december" in drawn.text


def test_without_the_words_for_the_door_one_can_have_new_ones(drawing: Drawing) -> None:
    talk_view = a_talk(pretalk=a_time(PretalkState.BOOKED))
    drawn = drawing.my_time(seen(None, stage=Stage.TALK, talk_view=talk_view), words="")

    assert "De gamle gælder så ikke mere." in drawn.text
    assert acts(drawn)[0] is Act.NEW_WORDS


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("can_find_time", [True, False])
@pytest.mark.parametrize("state", [None, *PretalkState])
def test_there_is_an_answer_whatever_became_of_the_time(
    drawing: Drawing, language: Language, state: PretalkState | None, can_find_time: bool
) -> None:
    pretalk = None if state is None else a_time(state)
    talk_view = a_talk(pretalk=pretalk, can_find_time=can_find_time)
    drawn = drawing.my_time(seen(None, language=language, stage=Stage.TALK, talk_view=talk_view), words="")

    fits(drawn)
    if state is not PretalkState.BOOKED:
        assert acts(drawn) == [*([Act.FIND_TIME] if can_find_time else []), Act.GUIDE]


async def test_a_mother_comes_all_the_way_and_every_message_is_true(drawing: Drawing, unit: Unit) -> None:
    mother = await Visitor.arrive(unit.visitors)
    while (view := await mother.sees()).asking is not None and view.stage is Stage.ASKING:
        asking = view.asking
        fits(drawing.question(view, mark=MARK, ticks=frozenset(), page=0))
        key = asking.question.key
        if key in MOTHER:
            await unit.visitors.answer(mother.cookie, key=key, revision=asking.revision, raw=MOTHER[key])
        else:
            await unit.visitors.skip(mother.cookie, key=key, revision=asking.revision)
    await mother.keeps_the_code()

    waiting = await mother.sees()
    assert "Du er den næste i køen." in drawing.handed_over(waiting, code_secret="s").text
    assert "Svar først på spørgsmålet ovenfor" in drawing.my_time(waiting, words="").text
    offered = drawing.question(await mother.sees(), mark=MARK, ticks=frozenset(), page=0)
    await mother.takes(values(offered, Act.ANSWER)[1])

    booked = drawing.my_time(await mother.sees(), words="grøn sten")
    fits(booked)
    day = labels(offered)[1].split(" · ")[0]
    assert day.rpartition(" ")[2] in booked.text
    assert Act.CANCEL_TIME in acts(booked)


# Small messages.


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("language", BOTH)
def test_every_small_message_with_buttons_fits(drawing: Drawing, language: Language, audience: Audience) -> None:
    expected = {
        drawing.cancel_sure(language, audience, value="1"): [Act.CANCEL_SURE, Act.MY_TIME],
        drawing.remind_ask(language, audience): [Act.REMIND, Act.REMIND_NOT],
        drawing.covered(language, audience, kinds=("name",), value="12"): [Act.AS_WRITTEN, Act.KEEP_COVERED],
        drawing.code(language, audience, words=("en",) * 6): [Act.CODE_DONE],
        drawing.choose_answers(language, audience, notice="–"): [Act.ANSWERS_HERE, Act.ONLY_NUDGES],
        drawing.forget_sure(language, audience): [Act.FORGET_SURE, Act.KEEP],
        drawing.staff_notice(language): [Act.STOP_NOTICES],
        drawing.languages(language): [Act.LANGUAGE, Act.LANGUAGE],
    }
    for drawn, wanted in expected.items():
        fits(drawn)
        assert acts(drawn) == wanted


def test_what_was_covered_is_named_as_one_says_it(drawing: Drawing) -> None:
    say_covered = partial(drawing.covered, DA, Audience.YOUNG)

    assert "Vi har dækket et navn, så" in say_covered(kinds=("name",)).text
    assert "et navn, en adresse og et telefonnummer" in say_covered(kinds=("name", "address", "phone")).text


def test_the_code_is_shown_with_the_address_where_it_works(drawing: Drawing) -> None:
    words = ("hest", "sky", "bord", "æble", "sten", "lampe")
    text = drawing.code(DA, Audience.YOUNG, words=words).text

    assert f"\n\n{' '.join(words)}\n\n" in text
    assert ADDRESS in text


def test_a_message_without_words_or_with_too_many_is_a_mistake_of_ours() -> None:
    for text in ("", "\n", "å" * 4097, "😀" * 2049):
        with pytest.raises(ValueError, match="a message has words"):
            Drawn(text=text)


def test_what_is_not_there_cannot_be_drawn(drawing: Drawing) -> None:
    nothing = seen(None)
    for draw in (
        partial(drawing.question, mark=MARK, ticks=frozenset(), page=0),
        partial(drawing.answers, mark=MARK, page=0),
        partial(drawing.handed_over, code_secret="s"),
        drawing.status,
        partial(drawing.my_time, words=""),
        drawing.advice,
    ):
        with pytest.raises(ValueError, match=r"nothing is asked|there is no"):
            draw(nothing)


# Cutting a text.

SIGNS = ("👩‍👩‍👧‍👦", "🇩🇰", "👍🏽", "é", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "❤️")
WRITTEN = some.lists(some.sampled_from(("ord", "æøå", " ", "\n", "\n\n", "😀", "x" * 50, *SIGNS)), max_size=60)
WRITTEN_AT_LENGTH = some.tuples(WRITTEN, some.integers(1, 200)).map(lambda given: "".join(given[0]) * given[1])


@given(some.one_of(some.text(max_size=9000), WRITTEN_AT_LENGTH))
def test_a_text_in_pieces_is_the_text_and_only_white_space_is_lost(text: str) -> None:
    rest = text
    for piece in parts(text):
        assert piece.strip()
        assert units(piece) <= LONGEST_MESSAGE
        between, found, rest = rest.partition(piece)
        assert found
        assert not between.strip()
    assert not rest.strip()


@given(some.sampled_from(SIGNS), some.integers(0, 12), some.integers(300, 3000))
def test_what_is_seen_as_one_sign_is_never_cut(sign: str, before: int, count: int) -> None:
    pieces = parts("a" * before + sign * count)

    assert "".join(pieces) == "a" * before + sign * count
    assert not any(piece.lstrip("a").replace(sign, "") for piece in pieces)


def test_a_text_is_cut_between_paragraphs_where_that_does_not_waste_a_message() -> None:
    paragraph = "Det her er et afsnit. " * 60
    pieces = parts("\n\n".join([paragraph.strip()] * 8))

    assert all(piece.endswith("afsnit.") and piece.startswith("Det her") for piece in pieces)
    assert sum(piece.count("\n\n") + 1 for piece in pieces) == 8


def test_a_text_that_fits_is_one_message_and_an_empty_one_is_none() -> None:
    assert parts("å" * 4096) == ("å" * 4096,)
    assert parts("😀" * 2049) == ("😀" * 2048, "😀")
    assert parts("") == parts(" \n ") == ()


def test_a_short_text_is_one_line_that_says_where_it_was_cut() -> None:
    assert short("et\nto  tre", 20) == "et to tre"
    assert short("abcdef", 4) == "abc…"
    assert short("😀😀😀", 4) == "😀…"
    assert short("🇩🇰🇩🇰🇩🇰", 8) == "🇩🇰…"


# The sentences.


def written(language: Language) -> dict[str, ast.Message]:
    text = resources.files("bot.wording").joinpath(language, "telegram.ftl").read_text(encoding="utf-8")
    return {entry.id.name: entry for entry in FluentParser().parse(text).body if isinstance(entry, ast.Message)}


ARGUMENTS: dict[str, str | int] = {
    "address": ADDRESS,
    "answer": "Ro",
    "deleted": 12,
    "left": 3,
    "limit": 4000,
    "place": 3,
    "what": "et navn",
    "when": "14.00",
    "words": "hest sky bord æble sten lampe",
}


@pytest.mark.parametrize("language", BOTH)
def test_no_telegram_sentence_is_missing_and_none_is_left_over(wording: Wording, language: Language) -> None:
    assert set(TELEGRAM) == set(written(language))
    assert list(TELEGRAM) == sorted(TELEGRAM)
    assert list(SHARED) == sorted(SHARED)
    wording.require(wording_ids())


@pytest.mark.parametrize("language", BOTH)
def test_every_telegram_sentence_can_be_said_to_everybody(drawing: Drawing, language: Language) -> None:
    for text_id in TELEGRAM:
        for audience in Audience:
            said = drawing.say(language, audience, text_id, **ARGUMENTS)
            assert said.strip()
            assert units(said) < 1200
            assert not [letter for letter in said if unicodedata.category(letter) == "So"]


@pytest.mark.parametrize(("left", "words"), [(0, None), (1, "Én besked i chatten kunne"), (7, "7 beskeder i chatten")])
def test_after_deleting_one_knows_what_is_left_and_how_to_remove_it(
    drawing: Drawing, left: int, words: str | None
) -> None:
    said = drawing.say(DA, Audience.YOUNG, "telegram-forgotten", deleted=12, left=left)

    assert "Vi har også slettet 12 beskeder her i chatten." in said
    assert "Vælg »Slet chat«." in said
    assert ("48 timer" in said) is (words is not None)
    assert words is None or words in said


@pytest.mark.parametrize("audience", Audience)
def test_the_danish_on_telegram_is_easy(drawing: Drawing, audience: Audience) -> None:
    """An address is no word, and a command is learnt: neither is measured."""
    said = [
        re.sub(r"https?://\S+|/\w+", "", drawing.say(DA, audience, text_id, **ARGUMENTS))
        for text_id in TELEGRAM
        if not text_id.startswith("telegram-staff")
    ]
    told = [text for text in said if len(text.split()) > 6]

    assert lix(said) < 30
    assert lix(told) < 30
    for text in told:
        assert lix([text]) < 40, text


def test_no_telegram_sentence_puts_anybody_off(drawing: Drawing) -> None:
    for text_id in TELEGRAM:
        said = drawing.say(DA, Audience.YOUNG, text_id, **ARGUMENTS).lower()
        assert not re.search(r"misbrug|alkoholiker|narkoman|klient|borger\b|\boffer\b|helt anonym|altid anonym", said)


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize(
    "text_id",
    [
        "telegram-nudge",
        "telegram-reminder-day",
        "telegram-reminder-hours",
        "telegram-staff-notice",
        "telegram-about",
        "telegram-inline",
        "telegram-unreachable-group",
        *(each for each in TELEGRAM if each.startswith("telegram-command")),
    ],
)
def test_what_others_may_see_gives_nobody_away(drawing: Drawing, language: Language, text_id: str) -> None:
    said = drawing.say(language, Audience.YOUNG, text_id, **ARGUMENTS).lower()

    assert not re.search("alko|stof|drug|drink|drik|terap|therap|barn|child|biba|rådgiv|counsel|anonym", said)


@pytest.mark.parametrize("language", BOTH)
def test_what_telegram_limits_is_short_enough(drawing: Drawing, language: Language) -> None:
    assert 1 <= len(drawing.say(language, Audience.RELATIVE, "telegram-about")) <= 120
    commands = [each for each in TELEGRAM if each.startswith("telegram-command")]
    assert len(commands) == 7
    for text_id in commands:
        assert 3 <= len(drawing.say(language, Audience.RELATIVE, text_id)) <= 60
    # An alert above the chat, where a button is answered.
    assert len(drawing.say(language, Audience.RELATIVE, "telegram-old-button")) <= 200


@pytest.mark.parametrize("language", BOTH)
def test_help_names_every_command_of_its_language(drawing: Drawing, language: Language) -> None:
    names = {
        DA: ("start", "hjaelp", "tilbage", "tid", "kode", "slet", "sprog"),
        EN: ("start", "help", "back", "time", "code", "delete", "language"),
    }[language]
    said = drawing.say(language, Audience.YOUNG, "telegram-help")

    assert sorted(re.findall(r"^/(\w+) – ", said, re.M)) == sorted(names)
