"""Times as they are recorded, in what order they are shown, and what a choice of them can be narrowed to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from flows.questions import InvalidAnswer
from flows.times import NONE_FITS, Agreement, Hold, Later, Looking, Moment, Offered, OfferedTime, Part

MONDAY = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
TIME = OfferedTime(id="a1", starts_at=datetime(2026, 12, 3, 13, tzinfo=UTC), minutes=45, place="unit")


def day_of(*hours: int, place: str = "unit", days: int = 0) -> tuple[OfferedTime, ...]:
    """Times that begin at some hours of the unit's clock, in winter one later than in UTC."""
    return tuple(
        OfferedTime(
            id=f"{place}-{days}-{hour}",
            starts_at=MONDAY.replace(hour=hour - 1) + timedelta(days=days),
            minutes=60,
            place=place,
            hour=hour,
        )
        for hour in hours
    )


def shown(looking: Looking, times: tuple[OfferedTime, ...]) -> list[tuple[str, bool]]:
    return [(each.code, each.chosen) for each in looking.narrowings(times)]


def test_a_time_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        OfferedTime(id="a1", starts_at=datetime(2026, 12, 3, 13), minutes=45, place="unit")  # noqa: DTZ001


def test_a_time_is_recorded_in_utc_and_read_again() -> None:
    local = timezone(timedelta(hours=1))
    copenhagen = replace(TIME, starts_at=datetime(2026, 12, 3, 14, tzinfo=local), hour=14, where="Familiehuset")
    assert copenhagen.to_json()["starts_at"] == "2026-12-03T13:00:00+00:00"
    assert OfferedTime.from_json(copenhagen.to_json()) == replace(TIME, hour=14, where="Familiehuset")


def test_a_time_of_the_first_release_has_neither_hour_nor_name() -> None:
    recorded = {"id": "a1", "starts_at": "2026-12-03T13:00:00+00:00", "minutes": 45, "place": "unit"}
    assert OfferedTime.from_json(recorded) == TIME


def test_what_is_offered_and_what_is_held_are_read_as_they_were_recorded() -> None:
    plain = Offered(times=(TIME,))
    told = Offered(times=(TIME,), moving=True, late=True, later=Later(weeks=4, could=("evenings",)), near=MONDAY)
    held = Hold(chosen="a1", time="b2", until=MONDAY, address="Suhmsgade 4", way="Ring på.")
    assert Offered.from_json(plain.to_json()) == plain
    assert Offered.from_json(told.to_json()) == told
    assert Hold.from_json(held.to_json()) == held


@pytest.mark.parametrize(
    ("hour", "part"),
    [
        (0, Part.MORNING),
        (11, Part.MORNING),
        (12, Part.AFTERNOON),
        (16, Part.AFTERNOON),
        (17, Part.EVENING),
        (23, Part.EVENING),
    ],
)
def test_the_parts_of_a_day(hour: int, part: Part) -> None:
    assert Part.of(hour) is part


def test_a_few_times_need_no_narrowing() -> None:
    assert shown(Looking(), day_of(9, 10, 11, 14, 15, 18)) == []


def test_many_times_can_be_narrowed_to_the_parts_of_the_day_and_the_places_there_are() -> None:
    times = (*day_of(9, 10, 11, 14, 15), *day_of(10, 13, place="phone"))
    assert shown(Looking(), times) == [("morning", False), ("afternoon", False), ("unit", False), ("phone", False)]


def test_where_all_are_alike_in_something_it_is_no_choice() -> None:
    assert shown(Looking(), day_of(9, 10, 11, 12, 13, 14, 15)) == [("morning", False), ("afternoon", False)]
    assert shown(Looking(), (*day_of(8, 9, 10, 11), *day_of(8, 9, 10, place="walk"))) == [
        ("unit", False),
        ("walk", False),
    ]


def test_what_is_chosen_leaves_only_what_goes_with_it_and_can_be_taken_away_again() -> None:
    times = (*day_of(9, 10, 14, 15, 18), *day_of(10, 11, place="online"))
    online = Looking().pressed("online")
    assert [time.id for time in times if online.shows(time)] == ["online-0-10", "online-0-11"]
    # There is nothing online in the afternoon, and one part of the day alone is no choice.
    assert shown(online, times) == [("unit", False), ("online", True)]
    evening = Looking().pressed("evening")
    assert shown(evening, times) == [("morning", False), ("afternoon", False), ("evening", True)]
    assert evening.pressed("evening") == Looking()
    assert evening.pressed("morning") == Looking(part="morning")
    assert evening.pressed("unit") == Looking(part="evening", place="unit")


def test_what_she_looked_for_stays_while_anything_of_it_is_left() -> None:
    evening_online = Looking(part="evening", place="online")
    assert evening_online.among(day_of(18, place="online")) == evening_online
    assert evening_online.among(day_of(18)) == Looking()


def test_the_nearest_to_a_time_that_was_lost_come_first_in_their_own_order() -> None:
    times = tuple(time for days in range(4) for time in day_of(9, 12, 15, days=days))
    lost = MONDAY.replace(hour=11) + timedelta(days=2)
    first = [time.id for time in Offered(times=times, near=lost).in_order()]
    assert first[:6] == ["unit-1-12", "unit-1-15", "unit-2-9", "unit-2-12", "unit-2-15", "unit-3-9"]
    assert first[6:] == ["unit-0-9", "unit-0-12", "unit-0-15", "unit-1-9", "unit-3-12", "unit-3-15"]
    assert Offered(times=times).in_order() == times


def test_a_moment_is_one_of_the_times_or_one_of_the_others() -> None:
    moment = Moment(key="e", times=(TIME,), others=(NONE_FITS, "sooner"))
    assert [moment.tidy(raw) for raw in ("a1", NONE_FITS, "sooner")] == ["a1", NONE_FITS, "sooner"]
    assert moment.samples() == ("a1", NONE_FITS, "sooner")
    with pytest.raises(InvalidAnswer) as wrong:
        Moment(key="e", times=(TIME,)).tidy("sooner")
    assert wrong.value.text_id == "invalid-time-taken"


def test_a_time_that_is_held_is_said_yes_or_no_to() -> None:
    agreement = Agreement(key="g", time=TIME, until=MONDAY)
    assert (agreement.read("yes"), agreement.read("no")) == (True, False)
    with pytest.raises(InvalidAnswer):
        agreement.tidy("a1")
