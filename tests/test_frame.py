"""The frame around the program: what is promised in the documents, the lock and the commands is there."""

import re
import subprocess
import sys
import tomllib
import zipfile
from datetime import date
from pathlib import Path

import pytest

from bot.data import starting_facts
from bot.desk.advice import is_old
from bot.settings import Settings
from flows.offers import MAPPED_BANDS, parse_offers

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "flows", "storage")
LOCKS = ("requirements.lock", "requirements-dev.lock")
DOCUMENTS = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "docs")
# One requirement of a lock: its name, its version, and the lines with its hashes.
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?P<hashes>(?: \\\n    --hash=sha256:[0-9a-f]{64})+)$", re.M)


def files_of(*names: str) -> list[Path]:
    """Every file of the project under these names, without what is made on the way."""
    found = [
        path for name in names for path in ([ROOT / name] if (ROOT / name).is_file() else (ROOT / name).rglob("*"))
    ]
    return sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts)


def everything() -> list[Path]:
    tops = [path for path in ROOT.iterdir() if path.is_file() or path.name in {*PACKAGES, "tests", "docs", ".ci"}]
    return files_of(*(path.name for path in tops))


def texts() -> dict[Path, str]:
    found = {}
    for path in everything():
        try:
            found[path] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture
    return found


def makefile_says(target: str) -> str:
    """What make would do for a target, were nothing made yet."""
    return subprocess.run(
        ["make", "--dry-run", "--always-make", "--no-print-directory", target],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout


# Settings


def test_every_setting_is_described_as_the_program_describes_it() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")

    for name, field in Settings.model_fields.items():
        rows = [line for line in page.splitlines() if line.startswith(f"| `DOORSTEP_{name.upper()}` |")]
        assert len(rows) == 1, name
        assert str(field.description) in rows[0]


def test_every_name_that_anything_reads_stands_in_the_settings_page() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    read = {
        name
        for path in files_of(*PACKAGES, ".ci", "Makefile", "Dockerfile", "tests/conftest.py", "README.md")
        for name in re.findall(r"DOORSTEP_[A-Z]+(?:_[A-Z]+)*", path.read_text(encoding="utf-8", errors="ignore"))
        if name != "DOORSTEP_TEST"  # the beginning of those that tests read
    }

    assert {name for name in read if f"`{name}`" not in page} == set()


# What goes with the project, and what does not


def test_no_path_of_some_machine_and_no_registry_is_named_anywhere() -> None:
    machine = re.compile(r"(?<![\w.}/])/(?:work|opt|root|mnt|home|Users)/\w")
    registry = re.compile(r"python" + r"hosted|\bpypi\.|\bregistry\.|" + r"file:/" + r"/")

    named = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path, text in texts().items()
        for pattern in (machine, registry)
        for match in pattern.finditer(text)
    ]

    assert named == []


def test_every_link_in_the_documents_leads_somewhere() -> None:
    links = {
        (path, link)
        for path in files_of(*DOCUMENTS)
        if path.suffix == ".md"
        for link in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8"))
        if "://" not in link
    }

    assert links
    assert [f"{path.name}: {link}" for path, link in sorted(links) if not (path.parent / link).exists()] == []


def test_every_place_on_the_map_of_the_code_is_there() -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    places = [place for row in rows for place in re.findall(r"`([^`]+)`", row)]

    assert places
    assert [place for place in places if not (ROOT / place).exists()] == []


def test_the_changelog_begins_with_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)

    assert headings[0] == version


def test_what_is_installed_holds_every_text_and_every_table(tmp_path: Path) -> None:
    """Data beside the code is easily left out of a wheel, and only noticed on a fresh machine."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as opened:
        packed = set(opened.namelist())

    wanted = {path.relative_to(ROOT).as_posix() for path in files_of(*PACKAGES)}
    assert wanted - packed == set()
    assert not [name for name in packed if name.startswith("tests")]


# The lock


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_in_the_lock_has_a_version_and_hashes_and_nothing_else_is_in_it(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    rest = [line for line in PIN.sub("", text).splitlines() if line.strip() and not line.lstrip().startswith("#")]

    assert rest == []
    assert PIN.search(text)


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")

    assert not re.search(r"://|--\w*-?index|--find|--trusted| @ |/\w+/", text)


def test_the_lock_holds_what_the_project_asks_for_and_what_builds_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    asked_by_tests = project["project"]["optional-dependencies"]["dev"]

    run, test = (pins(lock) for lock in LOCKS)

    assert {plain(each) for each in asked} <= set(run)
    assert {plain(each) for each in (*asked, *asked_by_tests)} <= set(test)


def test_the_tests_run_with_the_versions_that_people_run() -> None:
    run, test = (pins(lock) for lock in LOCKS)

    assert {name: test.get(name) for name in run} == run


def pins(lock: str) -> dict[str, str]:
    return {match["name"]: match["version"] for match in PIN.finditer((ROOT / lock).read_text(encoding="utf-8"))}


def plain(requirement: str) -> str:
    """The name in a requirement, as a lock writes it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", requirement)[0]).lower()


# The commands


def test_the_two_commands_of_the_readme_are_the_ones_that_are_run() -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")

    assert re.findall(r"```sh\n(.+?)\n```", page) == ["make run", "make test"]


def test_make_run_installs_what_the_lock_names_and_opens_the_demo() -> None:
    steps = makefile_says("run")

    assert "install --require-hashes --requirement requirements.lock" in steps
    assert "install --no-deps" in steps
    assert steps.rstrip().endswith("doorstep demo")


def test_make_test_runs_every_check_and_every_test() -> None:
    steps = makefile_says("test")

    for step in ("ruff check .", "ruff format --check .", "/mypy", "/lint-imports", "-m pytest"):
        assert step in steps
    assert "install --require-hashes --requirement requirements-dev.lock" in steps
    assert "-m pytest" not in makefile_says("check")
    assert "ruff format ." in makefile_says("format")


def test_what_runs_on_every_change_is_the_readmes_command_with_nothing_left_out() -> None:
    script = ROOT / ".ci" / "run"
    lines = script.read_text(encoding="utf-8").splitlines()

    assert script.stat().st_mode & 0o111
    assert "export DOORSTEP_TEST_STRICT=1" in lines
    assert lines[-1] == "exec make test"
    assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0


# What every unit starts with

FIELDS = {"kind", "order", "name", "number", "hours", "text_da", "text_en", "source", "link", "verified_on", "status"}


def test_every_fact_says_where_it_comes_from_and_whether_it_was_confirmed() -> None:
    for code, fields in starting_facts().items():
        assert set(fields) == FIELDS, code
        assert all(fields[name] for name in ("name", "text_da", "text_en", "source", "status")), code
        assert re.fullmatch(r"fixed|source \d{4}|check|set by the administrator", fields["status"]), code
        assert re.fullmatch(r"(\d{4}(-\d\d-\d\d)?)?", fields["verified_on"]), code
        assert fields["link"].startswith("https://") or (fields["link"] == "" and not fields["number"]), code
    assert len({fields["order"] for fields in starting_facts().values()}) == len(starting_facts())


def test_what_could_not_be_confirmed_is_flagged_from_the_first_day() -> None:
    for code, fields in starting_facts().items():
        assert is_old(fields["verified_on"], date(2026, 11, 23)) == (fields["status"] != "fixed"), code


def test_the_numbers_are_those_of_the_source() -> None:
    numbers = {fields["name"]: fields["number"] for fields in starting_facts().values() if fields["kind"] == "helpline"}

    assert numbers == {
        "112": "112",
        "BørneTelefonen": "116 111",
        "ForældreTelefonen": "35 55 55 57",
        "Livslinien": "70 201 201",
        "Lev Uden Vold": "1888",
        "Den sociale døgnvagt": "",
        "Alkolinjen": "80 200 500",
        "TUBA": "",
        "Barnets Blå Hus": "",
        "Rådgivningen Fri af Misbrug": "",
    }


def test_the_list_of_other_offers_adds_up_as_it_was_mapped() -> None:
    table = (ROOT / "bot" / "data" / "offers_2016.tsv").read_text(encoding="utf-8")
    offers = parse_offers(table)
    kinds = [[int(cell) for cell in line.split("\t")[5:]] for line in table.splitlines()[1:]]

    assert len(offers) == 55
    assert [sum(band in offer.bands for offer in offers) for band in MAPPED_BANDS] == [25, 45, 49, 35]
    assert [sum(column) for column in zip(*kinds, strict=True)] == [38, 38, 28, 10, 7, 6]
    assert {offer.year for offer in offers} == {2016}
