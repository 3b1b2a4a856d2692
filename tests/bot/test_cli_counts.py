"""`counts export`: the same figures to a pipe and to a file."""

import asyncio
from pathlib import Path

import pytest

from bot.app import build
from bot.desk import setup
from bot.desk.administration import StaffDesk
from bot.desk.views import StaffSession
from bot.settings import Settings
from flows.counting import Registration
from flows.vocabulary import AgeBand, Channel, ContactKind, Role, StaffRole
from storage import staff
from tests.bot.running import Machine

BOM = "\ufeff"


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """A machine on which three contacts by phone were counted in one queue."""
    machine = Machine(folder=tmp_path_factory.mktemp("counts") / "data")
    machine.makes()
    with pytest.MonkeyPatch.context() as here:
        here.setenv("DOORSTEP_DATA_DIR", str(machine.folder))
        asyncio.run(three_contacts())
    return machine


async def three_contacts() -> None:
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
    parts.house.database.close()


def test_the_figures_go_to_a_pipe_and_to_a_file_alike(machine: Machine, tmp_path: Path) -> None:
    piped = machine.types("counts", "export").done
    target = tmp_path / "figures.csv"
    told = machine.types("counts", "export", "--to", str(target)).done

    assert str(target) in told
    written = target.read_bytes().decode()
    assert written == piped
    assert written.startswith(BOM)
    header, *lines = written.removeprefix(BOM).splitlines()
    names = header.split(";")
    (total,) = [dict(zip(names, line.split(";"), strict=True)) for line in lines if "contacts;total;contact" in line]
    assert (total["unit"], total["count"], total["hidden"]) == ("0 to 11", "3", "no")


def test_a_file_that_cannot_be_written_is_one_line(machine: Machine, tmp_path: Path) -> None:
    line = machine.types("counts", "export", "--to", str(tmp_path / "no" / "such" / "folder.csv")).refusal

    assert "No such file" in line
    assert "folder.csv" in line


def test_the_audit_says_in_plain_words_that_nothing_can_be_worked_out(machine: Machine) -> None:
    told = machine.types("counts", "audit").done

    assert "numbers are published" in told
    assert "Nothing that is hidden can be worked out" in told
