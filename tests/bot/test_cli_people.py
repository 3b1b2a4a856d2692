"""`staff add | list | disable | reset`, and what every command says of itself."""

import argparse
from pathlib import Path

import pyotp
import pytest

from bot.cli import parser
from tests.bot.running import Machine, words_after


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """A machine on which `init` has run, and Mette was added."""
    machine = Machine(folder=tmp_path_factory.mktemp("template") / "data")
    machine.makes()
    machine.adds("mette")
    return machine


@pytest.fixture
def made(template: Machine, tmp_path: Path) -> Machine:
    """The same for one test alone."""
    return template.copied(tmp_path / "data")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine on which nothing was made yet."""
    return Machine(folder=tmp_path / "data")


def listed(made: Machine, login: str) -> str:
    """Somebody's line in the list."""
    (line,) = [line for line in made.types("staff", "list").done.splitlines() if line.split()[0] == login]
    return line


def test_an_empty_unit_says_how_to_begin(machine: Machine) -> None:
    machine.makes()

    assert "doorstep staff add" in machine.types("staff", "list").done


def test_somebody_new_is_shown_their_password_and_one_time_code_once(made: Machine) -> None:
    printed = made.types(
        "staff", "add", " Anders.H ", "Anders Holm", "--role", "therapist", "--role", "coordinator"
    ).done

    assert words_after("login:", printed) == "anders.h"
    password = words_after("password:", printed)
    assert len(password.split()) == 5
    secret = words_after("one-time code secret:", printed)
    assert len(pyotp.TOTP(secret).now()) == 6
    assert secret in words_after("for an app:", printed)

    line = listed(made, "anders.h")
    assert "Anders Holm" in line
    assert "coordinator, therapist" in line
    for path in made.folder.rglob("*"):
        content = path.read_bytes()
        assert password.encode() not in content
        assert secret.encode() not in content


def test_a_login_is_given_once(made: Machine) -> None:
    assert "taken" in made.types("staff", "add", "METTE", "Another Mette", "--role", "therapist").refusal


def test_an_odd_login_or_name_is_refused(made: Machine) -> None:
    for login, name in (("", "Mette"), ("mette holm", "Mette"), ("x" * 65, "Mette"), ("m", " "), ("m", "n" * 65)):
        assert made.types("staff", "add", login, name, "--role", "therapist").refusal
    assert len(made.types("staff", "list").done.splitlines()) == 1


def test_somebody_who_is_disabled_stands_so_in_the_list_and_can_be_opened_again(made: Machine) -> None:
    assert "Disabled" in made.types("staff", "disable", "mette").done
    assert "(disabled)" in listed(made, "mette")
    assert "Open again" in made.types("staff", "disable", "mette", "--undo").done
    assert "(disabled)" not in listed(made, "mette")


def test_a_reset_gives_a_new_password_and_takes_the_queues_away(made: Machine) -> None:
    old = made.remembers["mette"]
    made.adds("anders")
    made.types("queue", "add", "0-11", "--ages", "0-2,3-11", "--member", "mette", "--member", "anders")
    assert listed(made, "mette").endswith("0-11")

    printed = made.types("staff", "reset", "mette").done

    new = words_after("password:", printed)
    assert new != old
    assert "queue grant" in printed
    assert not listed(made, "mette").endswith("0-11")
    # Her old password opens nothing any more; her new one works as soon as a colleague has let her in.
    made.adds("karen")
    assert made.types("queue", "grant", "0-11", "karen", "--by", "mette", answers=f"{old}\n").refusal


@pytest.mark.parametrize("command", ["disable", "reset"])
def test_an_unknown_login_is_one_line(made: Machine, command: str) -> None:
    assert "no such person" in made.types("staff", command, "nobody").refusal


def commands(level: argparse.ArgumentParser, words: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Every command there is, with its subcommands."""
    found = [words]
    for action in level._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, below in action.choices.items():
                found += commands(below, (*words, word))
    return found


@pytest.mark.parametrize("words", commands(parser()), ids=" ".join)
def test_every_command_says_what_it_is_for(machine: Machine, words: tuple[str, ...]) -> None:
    help_text = machine.types(*words, "--help").done

    assert help_text.startswith(f"usage: {' '.join(('doorstep', *words))}")
    # More than the usage and the list of options: a sentence of its own.
    paragraphs = [part for part in help_text.split("\n\n") if not part.startswith(("usage:", "options:", "positional"))]
    assert any(len(part.split()) >= 4 for part in paragraphs), help_text


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("open-sesame",),
        ("staff",),
        ("staff", "add", "mette"),
        ("staff", "add", "mette", "Mette", "--role", "director"),
        ("queue", "grant", "0-11", "mette"),
        ("queue", "grant", "0-11", "mette", "--recovery", "--by", "anders"),
        ("times", "add", "mette", "0-11", "tomorrow", "14:00"),
        ("times", "add", "mette", "0-11", "2027-01-05", "noon"),
        ("times", "add", "mette", "0-11", "2027-01-05", "14:00", "--minutes", "7"),
    ],
    ids=" ".join,
)
def test_a_command_that_cannot_be_read_is_one_line_that_says_where_help_is(
    machine: Machine, words: tuple[str, ...]
) -> None:
    assert "--help" in machine.types(*words).refusal
