"""`queue add | grant | revoke` and `times add`."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.bot.running import Machine

NEXT_WEEK = str((datetime.now(UTC) + timedelta(days=7)).date())


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """A machine with one queue, of Mette's; Anders is in none."""
    machine = Machine(folder=tmp_path_factory.mktemp("template") / "data")
    machine.makes()
    machine.adds("mette")
    machine.adds("anders")
    assert "with 1 members" in machine.types("queue", "add", "0-11", "--ages", "0-2, 3-11", "--member", "mette").done
    return machine


@pytest.fixture
def unit(template: Machine, tmp_path: Path) -> Machine:
    """The same for one test alone."""
    return template.copied(tmp_path / "data")


def queues_of(unit: Machine, login: str) -> str:
    """What stands behind somebody's roles in the list."""
    (line,) = [line for line in unit.types("staff", "list").done.splitlines() if line.split()[0] == login]
    return line.partition("therapist")[2].strip()


def test_a_queue_is_made_with_its_first_members(unit: Machine) -> None:
    assert queues_of(unit, "mette") == "0-11"
    assert queues_of(unit, "anders") == ""


def test_a_queue_that_cannot_be_made_is_one_line(unit: Machine) -> None:
    assert "already a queue" in unit.types("queue", "add", "0-11", "--ages", "0-2").refusal
    assert "age" in unit.types("queue", "add", "12-24", "--ages", "").refusal
    assert "age" in unit.types("queue", "add", "12-24", "--ages", "12-99").refusal
    assert "name" in unit.types("queue", "add", "a|b", "--ages", "12-16").refusal
    assert "no such person" in unit.types("queue", "add", "12-24", "--ages", "12-16", "--member", "nobody").refusal


def test_a_member_lets_a_colleague_in_by_typing_their_password(unit: Machine) -> None:
    wrong = unit.types("queue", "grant", "0-11", "anders", "--by", "mette", answers="not her password\n")
    assert wrong.refusal
    assert queues_of(unit, "anders") == ""

    password = unit.remembers["mette"]
    assert (
        "anders is in queue 0-11"
        in unit.types("queue", "grant", "0-11", "anders", "--by", "mette", answers=f"{password}\n").done
    )
    assert queues_of(unit, "anders") == "0-11"
    # And Anders can now do the same: what he was given really opens.
    unit.types("queue", "revoke", "0-11", "mette")
    password = unit.remembers["anders"]
    unit.types("queue", "grant", "0-11", "mette", "--by", "anders", answers=f"{password}\n")
    assert queues_of(unit, "mette") == "0-11"


def test_who_is_in_no_queue_lets_nobody_in(unit: Machine) -> None:
    password = unit.remembers["anders"]

    assert (
        "not in the queue"
        in unit.types("queue", "grant", "0-11", "anders", "--by", "anders", answers=f"{password}\n").refusal
    )


def test_the_recovery_key_lets_somebody_in_when_every_password_is_lost(unit: Machine) -> None:
    unit.types("queue", "revoke", "0-11", "mette")
    first, second = unit.remembers["part 1"], unit.remembers["part 2"]

    # Typed by two people, in whichever order they stand.
    printed = unit.types("queue", "grant", "0-11", "anders", "--recovery", answers=f"{second.lower()}\n{first}\n")

    assert "anders is in queue 0-11" in printed.done
    assert queues_of(unit, "anders") == "0-11"
    password = unit.remembers["anders"]
    unit.types("queue", "grant", "0-11", "mette", "--by", "anders", answers=f"{password}\n")
    assert queues_of(unit, "mette") == "0-11"


def test_parts_that_are_not_the_recovery_key_let_nobody_in(unit: Machine) -> None:
    first, second = unit.remembers["part 1"], unit.remembers["part 2"]
    flipped = ("A" if second[0] != "A" else "B") + second[1:]
    for answers in ("", f"{first}\n", f"{first}\n{first}\n", f"{first}\n{flipped}\n", "one\ntwo\n"):
        line = unit.types("queue", "grant", "0-11", "anders", "--recovery", answers=answers).refusal
        assert first not in line
        assert second not in line
    assert queues_of(unit, "anders") == ""


def test_the_recovery_key_of_another_installation_is_refused(unit: Machine, tmp_path: Path) -> None:
    other = Machine(folder=tmp_path / "elsewhere")
    other.makes()
    parts = f"{other.remembers['part 1']}\n{other.remembers['part 2']}\n"

    assert "not the recovery key" in unit.types("queue", "grant", "0-11", "anders", "--recovery", answers=parts).refusal


def test_somebody_who_is_revoked_is_in_the_queue_no_more(unit: Machine) -> None:
    assert "no longer in queue 0-11" in unit.types("queue", "revoke", "0-11", "mette").done
    assert queues_of(unit, "mette") == ""


def test_an_unknown_queue_or_person_is_one_line(unit: Machine) -> None:
    assert "no such queue" in unit.types("queue", "revoke", "99", "mette").refusal
    assert "no such person" in unit.types("queue", "revoke", "0-11", "nobody").refusal
    assert "no such queue" in unit.types("times", "add", "mette", "99", NEXT_WEEK, "14:00").refusal


def test_a_time_is_put_out_and_what_lies_over_it_is_said(unit: Machine) -> None:
    assert unit.types("times", "add", "mette", "0-11", NEXT_WEEK, "14:00", "--place", "walk").done == "Added.\n"
    for start in ("14:00", "13:30", "14:45"):
        added, odd = unit.types("times", "add", "mette", "0-11", NEXT_WEEK, start).done.splitlines()
        assert added == "Added."
        assert odd.startswith("Overlaps other times")
        assert NEXT_WEEK in odd
    assert unit.types("times", "add", "mette", "0-11", NEXT_WEEK, "08:00").done == "Added.\n"


def test_a_time_that_ends_after_midnight_or_begins_at_an_odd_minute_is_refused(unit: Machine) -> None:
    assert "day it begins" in unit.types("times", "add", "mette", "0-11", NEXT_WEEK, "23:30").refusal
    assert "whole five minutes" in unit.types("times", "add", "mette", "0-11", NEXT_WEEK, "14:02").refusal


def test_a_time_that_has_passed_is_refused(unit: Machine) -> None:
    assert "passed" in unit.types("times", "add", "mette", "0-11", "2020-01-06", "14:00").refusal


def test_a_clock_time_that_the_clock_change_skips_is_refused(unit: Machine) -> None:
    assert "clocks go forward" in unit.types("times", "add", "mette", "0-11", "2027-03-28", "02:30").refusal


def test_a_time_of_somebody_who_could_not_open_what_is_booked_is_refused(unit: Machine) -> None:
    assert "anders is not in queue 0-11" in unit.types("times", "add", "anders", "0-11", NEXT_WEEK, "14:00").refusal
