"""`counts export`: the same figures to a pipe and to a file."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pyotp import TOTP

from bot.app import build
from bot.desk import setup
from bot.desk.administration import StaffDesk
from bot.desk.views import StaffSession
from bot.settings import Settings
from flows.counting import Registration
from flows.vocabulary import AgeBand, Channel, ContactKind, Role, StaffRole
from storage import staff
from tests.bot.running import Machine, Said

BOM = "\ufeff"


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """A machine on which three contacts by phone wait to be counted in one queue; Karen is a coordinator."""
    machine = Machine(folder=tmp_path_factory.mktemp("counts") / "data")
    machine.makes()
    with pytest.MonkeyPatch.context() as here:
        here.setenv("DOORSTEP_DATA_DIR", str(machine.folder))
        machine.remembers.update(asyncio.run(three_contacts()))
    return machine


async def three_contacts() -> dict[str, str]:
    parts = await build(Settings.read())
    made = await setup.add_person(
        parts.house, login="mette", shown_name="Mette", roles=frozenset({StaffRole.THERAPIST})
    )
    row = await parts.house.database.read(lambda connection: staff.by_login(connection, login="mette"))
    assert row is not None
    await setup.add_queue(parts.house, code="0-11", bands=(AgeBand.CHILD,), members=(row,))
    session = StaffSession(staff_id=row.id, shown_name="Mette", roles=row.roles, private=made.private)
    await StaffDesk(parts.house).register(
        session,
        registration=Registration(
            kind=ContactKind.CONTACT, channel=Channel.PHONE, unit="0-11", band=AgeBand.CHILD, role=Role.MOTHER
        ),
        times=3,
    )
    remembers: dict[str, str] = {}
    for login in ("karen", "katrine", "kirsten"):
        made = await setup.add_person(
            parts.house, login=login, shown_name=login.title(), roles=frozenset({StaffRole.COORDINATOR})
        )
        remembers |= {login: made.shown.password, f"{login}'s secret": made.shown.totp_secret}
    parts.house.database.close()
    return remembers


def types_as(machine: Machine, login: str, *arguments: str, later: int = 0, what: str = "export") -> Said:
    """Somebody exports the figures, or audits them; a one-time code is good once, so the next one is `later`."""
    code = TOTP(machine.remembers[f"{login}'s secret"]).at(datetime.now(UTC) + timedelta(seconds=later))
    answers = f"{machine.remembers[login]}\n{code}\n"
    return machine.types("counts", what, "--login", login, *arguments, answers=answers)


def test_the_figures_go_to_a_pipe_and_to_a_file_alike(machine: Machine, tmp_path: Path) -> None:
    piped = types_as(machine, "karen").done
    target = tmp_path / "figures.csv"
    told = types_as(machine, "karen", "--to", str(target), later=30).done

    assert str(target) in told
    written = target.read_bytes().decode()
    assert written == piped
    assert written.startswith(BOM)
    header, *lines = written.removeprefix(BOM).splitlines()
    names = header.split(";")
    (total,) = [dict(zip(names, line.split(";"), strict=True)) for line in lines if "contacts;total;contact" in line]
    assert (total["unit"], total["count"], total["hidden"]) == ("0 to 11", "3", "no")


def test_every_kind_of_file_is_written_and_none_is_written_over(machine: Machine, tmp_path: Path) -> None:
    workbook = tmp_path / "figures.xlsx"
    told = types_as(machine, "katrine", "--format", "xlsx", "--to", str(workbook), later=-30).done
    assert str(workbook) in told
    assert workbook.read_bytes().startswith(b"PK")

    again = machine.types("counts", "export", "--format", "json", "--to", str(workbook)).refusal
    assert "is there already" in again
    assert workbook.read_bytes().startswith(b"PK")

    told = types_as(machine, "katrine", "--format", "json", "--to", str(workbook), "--force").done
    assert str(workbook) in told
    assert json.loads(workbook.read_bytes())["format"] == 2


def test_what_waits_is_opened_by_nobody_but_people_at_the_unit(machine: Machine) -> None:
    assert (
        "3 counts wait sealed, and only somebody who holds the unit's key" in machine.types("counts", "export").refusal
    )
    wrong = machine.types("counts", "export", "--login", "karen", answers="a wrong password\n000000\n")
    assert wrong.out == ""
    assert wrong.refusal


def test_a_file_that_cannot_be_written_is_one_line(machine: Machine, tmp_path: Path) -> None:
    line = types_as(machine, "katrine", "--to", str(tmp_path / "no" / "such" / "folder.csv"), later=30).refusal

    assert "No such file" in line
    assert "folder.csv" in line


def test_the_audit_says_in_plain_words_that_nothing_can_be_worked_out(machine: Machine) -> None:
    told = types_as(machine, "kirsten", what="audit").done

    assert "numbers are published" in told
    assert "Nothing that is hidden can be worked out" in told
