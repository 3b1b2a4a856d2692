"""Other offers: the list of 2016 as it was mapped, which of them fit an age, and lists that cannot be read."""

import pytest

from flows.offers import KINDS, Offer, UnreadableOffers, fitting, parse_offers
from flows.vocabulary import AgeBand

HEADING = (
    "name\tage_0_5\tage_6_12\tage_13_17\tage_18_25\tgroup_talks\tfamily_talks\tindividual_talks\tadvisory_talks\t"
    "social_activities\tteaching"
)
SMALL = f"{HEADING}\nDe Små\t1\t0\t0\t0\t0\t1\t0\t0\t0\t0\nDe Unge\t0\t0\t1\t1\t1\t0\t2\t0\t0\t0\n"


@pytest.fixture(scope="module")
def mapped(pytestconfig: pytest.Config) -> tuple[Offer, ...]:
    """The starting list that ships with the program."""
    return parse_offers((pytestconfig.rootpath / "bot" / "data" / "offers_2016.tsv").read_text(encoding="utf-8"))


def test_the_list_of_2016_has_the_sums_of_its_report(mapped: tuple[Offer, ...]) -> None:
    assert len(mapped) == 55
    bands = [sum(band in offer.bands for offer in mapped) for band in ("0-5", "6-12", "13-17", "18-25")]
    assert bands == [25, 45, 49, 35]
    sums = [sum(numbers) for numbers in zip(*(offer.interventions for offer in mapped), strict=True)]
    assert dict(zip(KINDS, sums, strict=True)) == {
        "group_talks": 38,
        "family_talks": 38,
        "individual_talks": 28,
        "advisory_talks": 10,
        "social_activities": 7,
        "teaching": 6,
    }
    assert {offer.year for offer in mapped} == {2016}


def test_an_offer_is_read_with_its_ages_and_kinds() -> None:
    small, young = parse_offers(SMALL)
    assert small == Offer(
        name="De Små", bands=frozenset({"0-5"}), kinds=("family_talks",), interventions=(0, 1, 0, 0, 0, 0)
    )
    assert (young.bands, young.kinds) == (frozenset({"13-17", "18-25"}), ("group_talks", "individual_talks"))


@pytest.mark.parametrize("band", AgeBand)
def test_there_is_somewhere_to_turn_at_every_age(band: AgeBand, mapped: tuple[Offer, ...]) -> None:
    assert fitting(mapped, band)


def test_only_offers_for_the_age_are_shown_and_the_closest_first() -> None:
    offers = parse_offers(f"{HEADING}\nA\t0\t1\t0\t0" + "\t0" * 6 + "\nB\t0\t0\t1\t0" + "\t0" * 6)
    assert [offer.name for offer in fitting(offers, AgeBand.TEEN)] == ["B", "A"]
    assert [offer.name for offer in fitting(offers, AgeBand.BABY)] == []
    assert [offer.name for offer in fitting(offers, None)] == ["A", "B"]


def test_a_file_from_a_spreadsheet_is_read_too() -> None:
    assert parse_offers("\ufeff" + SMALL.replace("\n", "\r\n")) == parse_offers(SMALL)


@pytest.mark.parametrize(
    ("text", "text_id", "line"),
    [
        ("", "offers-heading", 1),
        ("navn\talder\nA\t1", "offers-heading", 1),
        (HEADING, "offers-empty", 1),
        (SMALL + "Uden tal\t1\n", "offers-columns", 4),
        (SMALL + "\t1\t0\t0\t0\t0\t1\t0\t0\t0\t0\n", "offers-columns", 4),
        (SMALL + "Skæv\t1\t0\t0\t0\t0\tja\t0\t0\t0\t0\n", "offers-number", 4),
        (SMALL + "Minus\t1\t0\t0\t0\t0\t-1\t0\t0\t0\t0\n", "offers-number", 4),
        (SMALL + "De Små\t1\t0\t0\t0\t0\t1\t0\t0\t0\t0\n", "offers-twice", 4),
    ],
)
def test_a_list_that_cannot_be_read_says_where(text: str, text_id: str, line: int) -> None:
    with pytest.raises(UnreadableOffers) as wrong:
        parse_offers(text)
    assert (wrong.value.text_id, wrong.value.line) == (text_id, line)
