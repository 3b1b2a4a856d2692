"""A registration in one line: what is understood, what is refused and in which words, and printed as it was meant."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.counting import Registration
from flows.line_reading import NotUnderstood, Setting, tokens_of
from flows.line_words import CODES, WORDS
from flows.lines import PROBLEMS, Line, parse_line, place_code, print_line
from flows.vocabulary import (
    AgeBand,
    Channel,
    ContactKind,
    Duration,
    Gender,
    Home,
    Language,
    Outcome,
    Role,
    Substance,
    Support,
    Trouble,
    WellbeingBand,
    Whose,
    Workplace,
)

UNITS = {"0-11": (AgeBand.BABY, AgeBand.CHILD), "12-24": (AgeBand.TEEN, AgeBand.YOUTH, AgeBand.GROWN)}
PLACES = {
    place_code(name): name
    for name in ("Familiehuset, Nørrebro", "Familieambulatoriet Hvidovre", "Rusmiddelcenter Nord", "Skole: Mor")
}
DANISH = Setting(language=Language.DANISH, month="2026-11", units=UNITS, places=PLACES)
ENGLISH = replace(DANISH, language=Language.ENGLISH)
OUTSIDE = [channel for channel in Channel if not channel.is_chat]


def meant(line: str, setting: Setting = DANISH, **said: Any) -> None:
    """The line means this."""
    times, month = said.pop("times", 1), said.pop("month", "2026-11")
    expected = Registration(**({"kind": ContactKind.CONTACT, "channel": Channel.PHONE, "unit": "0-11"} | said))
    assert parse_line(line, setting) == Line(times=times, month=month, registration=expected)


def refused(line: str, setting: Setting = DANISH) -> tuple[str, dict[str, str | int]]:
    """The sentence a line is refused with."""
    with pytest.raises(NotUnderstood) as refusal:
        parse_line(line, setting)
    assert refusal.value.text_id in PROBLEMS
    return refusal.value.text_id, refusal.value.arguments


def test_the_line_of_the_manual_is_understood_in_both_languages() -> None:
    said: dict[str, Any] = {"times": 3, "role": Role.PARENT, "band": AgeBand.CHILD, "outcome": Outcome.ADVICE}
    meant("3 x telefon, forælder, 3-11, råd", **said)
    meant("3 × phone, parent, 3-11, advice", ENGLISH, **said)


@pytest.mark.parametrize(
    "line",
    [
        "råd 3-11 mor tlf 2x",
        "RÅD; 3–11; Mor; Tlf.; x2",
        "2 gange telefon,,mor,  3-11 , råd",
        "2 stk telefonisk mor 3-11 rådgiv",
    ],
)
def test_words_stand_in_any_order_with_commas_or_blanks_long_or_short(line: str) -> None:
    meant(line, times=2, role=Role.MOTHER, band=AgeBand.CHILD, outcome=Outcome.ADVICE)


def test_numbers_become_the_bands_they_belong_to() -> None:
    meant(
        "tlf 7-årig 20 min trivsel 44",
        years=7,
        band=AgeBand.CHILD,
        duration=Duration.HALF,
        wellbeing=WellbeingBand.LOW,
    )
    meant("tlf 1 time 2 år", years=2, band=AgeBand.BABY, duration=Duration.HOUR)
    meant("tlf 0-2 2 timer who-5 68", band=AgeBand.BABY, duration=Duration.LONG, wellbeing=WellbeingBand.FAIR)
    meant("tlf 31 år", unit="12-24", band=AgeBand.GROWN)


def test_a_workplace_says_that_a_professional_called() -> None:
    meant("tlf pædagog 3-11", role=Role.PROFESSIONAL, workplace=Workplace.DAY_CARE, band=AgeBand.CHILD)


def test_alcohol_and_drugs_are_both() -> None:
    meant("tlf 3-11 alkohol, stoffer", band=AgeBand.CHILD, substance=Substance.BOTH)
    meant("tlf 3-11 stoffer og alkohol", band=AgeBand.CHILD, substance=Substance.BOTH)


def test_several_troubles_are_all_counted() -> None:
    meant("tlf 3-11 vold konflikt", band=AgeBand.CHILD, troubles=frozenset({Trouble.VIOLENCE, Trouble.CONFLICT}))


def test_outreach_has_its_place() -> None:
    for line in ("opsøgende: Nørrebro 3-11", "opsøgende nørre, 3-11", "familiehuset, nørrebro 3-11"):
        meant(line, channel=Channel.OUTREACH, place="familiehuset-nørrebro", band=AgeBand.CHILD)
    meant("opsøgende: skole: mor 3-11", channel=Channel.OUTREACH, place="skole-mor", band=AgeBand.CHILD)
    assert refused("opsøgende: Odense 3-11")[0] == "line-place"
    assert refused("opsøgende: famili 3-11") == (
        "line-meanings",
        {"word": "famili", "could": "Familiehuset, Nørrebro, Familieambulatoriet Hvidovre"},
    )
    assert refused("tlf Hvidovre 3-11")[0] == "line-place-channel"


def test_the_age_says_the_unit_and_the_line_before_it_what_was_left_out() -> None:
    meant("tlf 12-16", unit="12-24", band=AgeBand.TEEN)
    meant("tlf 12-16 enhed 0-11", unit="0-11", band=AgeBand.TEEN)
    before = replace(DANISH, channel=Channel.OUTREACH, place="rusmiddelcenter-nord", unit="12-24")
    meant("mor", before, unit="12-24", channel=Channel.OUTREACH, place="rusmiddelcenter-nord", role=Role.MOTHER)
    meant("mor tlf", before, unit="12-24", role=Role.MOTHER)
    meant("mor tlf", replace(DANISH, units={"0-24": ()}), unit="0-24", role=Role.MOTHER)


def test_the_month_before_can_be_said_and_no_other() -> None:
    for words in ("sidste måned", "i oktober", "forrige måned"):
        meant(f"tlf 3-11 {words}", month="2026-10", band=AgeBand.CHILD)
    late = replace(DANISH, chosen_month="2026-10")
    meant("tlf 3-11", late, month="2026-10", band=AgeBand.CHILD)
    meant("tlf 3-11 denne måned", late, band=AgeBand.CHILD)
    meant("tlf 3-11 december", replace(DANISH, month="2027-01"), month="2026-12", band=AgeBand.CHILD)
    assert refused("tlf 3-11 september")[0] == "line-far-month"


def test_what_cannot_be_counted_is_refused_with_what_could_be_meant() -> None:
    assert refused(" , ")[0] == "line-empty"
    assert refused("telefn mor zzz 3-11") == (
        "line-unknown-meant",
        {"words": "“telefn”, “zzz”", "meant": "telefon, telefonisk"},
    )
    assert refused("tlf 5") == ("line-unknown-meant", {"words": "“5”", "meant": "5 x, 5 år, 5 min"})
    assert refused("tlf 3-11 forsamtale")[1]["could"] == "forsamtale ønsket, forsamtale holdt"
    assert refused("tlf mor far 3-11") == ("line-twice", {"first": "mor", "second": "far"})
    assert refused("chat mor 3-11")[0] == "line-chat"
    assert refused("mor 3-11")[0] == "line-no-channel"
    assert refused("tlf mor")[0] == "line-no-unit"
    assert refused("tlf mor enhed 3-11")[0] == "line-no-unit"
    assert refused("tlf 7 år 12-16") == ("line-ages", {"years": 7, "band": "12-16"})
    assert refused("tlf trivsel 400 3-11")[0] == "line-number"
    for times in ("0", "51", "99999999"):
        assert refused(f"{times} x tlf 3-11")[0] == "register-how-many"


@pytest.mark.parametrize("language", list(Language))
def test_a_word_means_one_thing(language: Language) -> None:
    words = WORDS[language]
    meanings: dict[tuple[str, ...], str] = {}
    for name, kind in CODES.items():
        left_out = {code for code in kind if isinstance(code, Channel) and code.is_chat}
        assert set(words.codes[name]) == set(kind) - left_out
        for code, spellings in words.codes[name].items():
            for spelling in spellings:
                assert meanings.setdefault(tuple(tokens_of(spelling)), f"{name} {code}") == f"{name} {code}"
                assert spelling == spelling.casefold()


registrations = st.builds(
    Registration,
    kind=st.sampled_from(ContactKind),
    channel=st.sampled_from(OUTSIDE),
    unit=st.sampled_from(list(UNITS)),
    role=st.none() | st.sampled_from(Role),
    band=st.none() | st.sampled_from(AgeBand),
    outcome=st.none() | st.sampled_from(Outcome),
    duration=st.none() | st.sampled_from(Duration),
    gender=st.none() | st.sampled_from(Gender),
    home=st.none() | st.sampled_from(Home),
    substance=st.none() | st.sampled_from(Substance),
    whose=st.none() | st.sampled_from(Whose),
    troubles=st.frozensets(st.sampled_from(Trouble)),
    support=st.none() | st.sampled_from(Support),
    wellbeing=st.none() | st.sampled_from(WellbeingBand),
)


@st.composite
def lines(draw: st.DrawFn) -> Line:
    said = draw(registrations)
    if said.role is Role.PROFESSIONAL:
        said = replace(said, workplace=draw(st.none() | st.sampled_from(Workplace)))
    if said.channel is Channel.OUTREACH:
        said = replace(said, place=draw(st.none() | st.sampled_from(list(PLACES))))
    if draw(st.booleans()):
        years = draw(st.integers(0, 24))
        said = replace(said, years=years, band=AgeBand.of(years))
    return Line(times=draw(st.integers(1, 50)), month=draw(st.sampled_from(["2026-10", "2026-11"])), registration=said)


@given(lines(), st.sampled_from([DANISH, ENGLISH, replace(DANISH, chosen_month="2026-10", unit="12-24")]))
def test_what_a_line_means_is_printed_as_a_line_that_means_the_same(line: Line, setting: Setting) -> None:
    assert parse_line(print_line(line, setting), setting) == line


known = [
    spelling[:length]
    for words in WORDS.values()
    for codes in words.codes.values()
    for spellings in codes.values()
    for spelling in spellings
    for length in (3, 6, len(spelling))
]
typed_lines = st.text(max_size=80) | st.lists(
    st.sampled_from(
        [*known, *PLACES.values(), "x", "3", "7", "år", "min", "enhed", ":", ",", "sidste måned", "trivsel"]
    )
).map(" ".join)


@given(typed_lines, st.sampled_from([DANISH, ENGLISH]))
def test_whatever_is_typed_is_understood_or_refused_in_one_sentence(typed: str, setting: Setting) -> None:
    text_id = None
    try:
        line = parse_line(typed, setting)
    except NotUnderstood as refusal:
        text_id = refusal.text_id
    if text_id is None:
        assert parse_line(print_line(line, setting), setting) == line
    else:
        assert text_id in PROBLEMS


@given(lines(), st.randoms(use_true_random=False))
def test_the_order_of_the_parts_changes_nothing(line: Line, order: Any) -> None:
    # A place's name may have a comma of its own, so only lines without one are shuffled.
    line = replace(line, registration=replace(line.registration, place=None))
    parts = print_line(line, DANISH).split(", ")
    order.shuffle(parts)
    assert parse_line(", ".join(parts), DANISH) == line
