"""`init` and `check`: made once, never twice, and never on top of what is somebody else's."""

import json
import sqlite3
from pathlib import Path

import pytest

from storage.recovery import recovery_from_text
from tests.bot.running import Machine, process, words_after


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine on which nothing was made yet."""
    return Machine(folder=tmp_path / "data")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """A machine on which `init` has run, and one queue was made."""
    machine = Machine(folder=tmp_path_factory.mktemp("template") / "data")
    machine.makes()
    machine.adds("mette")
    machine.types("queue", "add", "0-11", "--ages", "0-2,3-11", "--member", "mette")
    return machine


@pytest.fixture
def made(template: Machine, tmp_path: Path) -> Machine:
    """The same for one test alone."""
    return template.copied(tmp_path / "data")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_init_prints_the_recovery_key_in_two_parts_once(machine: Machine) -> None:
    printed = machine.types("init").done
    first, second = words_after("part 1:", printed), words_after("part 2:", printed)

    assert len(recovery_from_text(first, second).reveal()) >= 32
    for content in contents(machine.folder).values():
        assert first.encode() not in content
        assert second.encode() not in content
    assert (machine.folder / "doorstep.key").stat().st_mode & 0o777 == 0o600
    assert machine.folder.stat().st_mode & 0o777 == 0o700


def test_a_second_init_is_refused_and_changes_nothing(made: Machine) -> None:
    before = contents(made.folder)

    line = made.types("init").refusal

    assert "installation already" in line
    assert contents(made.folder) == before


def test_init_beside_a_database_whose_key_file_is_lost_makes_no_new_key(made: Machine) -> None:
    (made.folder / "doorstep.key").rename(made.folder / "away.key")

    line = made.types("init").refusal

    assert "no key file" in line
    assert not (made.folder / "doorstep.key").exists()


def test_after_an_init_that_was_cut_off_both_commands_say_what_to_do(made: Machine) -> None:
    for path in made.folder.glob("doorstep*.db*"):
        path.rename(path.with_suffix(".away"))
    key = (made.folder / "doorstep.key").read_bytes()

    for command in ("init", "check"):
        line = made.types(command).refusal
        assert "empty" in line
        assert "move the key file away" in line
    assert (made.folder / "doorstep.key").read_bytes() == key

    (made.folder / "doorstep.key").rename(made.folder / "away.key")
    assert "part 1:" in made.types("init").done


def test_check_says_what_it_found(made: Machine) -> None:
    made.settings["LANGUAGES"] = "da,en"

    printed = made.types("check").done

    assert "1 queues and 1 people" in printed
    assert "da, en" in printed


def test_check_before_init_names_the_missing_key_file(machine: Machine) -> None:
    line = machine.types("check").refusal

    assert "no key file" in line
    assert "doorstep init" in line
    assert not machine.folder.exists()


def test_a_key_file_of_another_installation_is_refused(made: Machine) -> None:
    path = made.folder / "doorstep.key"
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**content, "pepper": "00" * 32}), encoding="utf-8")

    assert "does not belong to this database" in made.types("check").refusal


@pytest.mark.parametrize("content", ["", "not a key file", '{"kind": "something else"}', "[]"])
def test_a_key_file_that_is_none_is_refused(made: Machine, content: str) -> None:
    (made.folder / "doorstep.key").write_text(content, encoding="utf-8")

    assert "key file" in made.types("check").refusal


def test_a_database_of_another_program_is_refused_and_left_alone(machine: Machine) -> None:
    machine.folder.mkdir()
    path = machine.folder / "doorstep.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE somebody (elses TEXT)")
    connection.commit()
    connection.close()
    before = path.read_bytes()

    assert "belongs to another program" in machine.types("init").refusal
    assert path.read_bytes() == before
    assert not (machine.folder / "doorstep.key").exists()


def test_a_database_that_a_newer_program_wrote_is_refused(made: Machine) -> None:
    connection = sqlite3.connect(made.folder / "doorstep.db")
    connection.execute("UPDATE alembic_version SET version_num = 'from-the-future'")
    connection.commit()
    connection.close()

    assert "newer" in made.types("check").refusal


def test_a_queue_whose_key_was_swapped_in_the_database_is_found_by_check(made: Machine) -> None:
    connection = sqlite3.connect(made.folder / "doorstep.db")
    connection.execute("UPDATE queues SET public_key = randomblob(length(public_key))")
    connection.commit()
    connection.close()

    assert "key" in made.types("check").refusal


def test_a_wrong_setting_is_one_line_that_names_it(made: Machine) -> None:
    made.settings["TIMEZONE"] = "Europe/Atlantis"

    assert made.types("check").refusal.startswith("DOORSTEP_TIMEZONE: ")


def test_a_real_process_refuses_with_one_line_and_two(tmp_path: Path) -> None:
    ended = process(tmp_path / "data", "check")

    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
