"""The key file: for its owner alone, made once, and when it is wrong one clear line says so."""

import json
from pathlib import Path

import pytest

from storage.key_file import KeyFile, KeyFileError
from storage.keys import Secret


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "doorstep.key"


def refusal(path: Path) -> str:
    """What is said about a key file that cannot be used: one line."""
    with pytest.raises(KeyFileError) as refused:
        KeyFile.load(path)
    said = str(refused.value)
    assert str(path) in said
    assert "\n" not in said
    return said


def test_what_was_made_is_loaded_again(path: Path) -> None:
    made = KeyFile.create(path)
    assert KeyFile.load(path) == made
    assert made.pepper != made.server
    assert len(made.pepper.reveal()) == len(made.server.reveal()) == 32


def test_only_its_owner_may_look(path: Path) -> None:
    KeyFile.create(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_it_is_never_overwritten(path: Path) -> None:
    KeyFile.create(path)
    before = path.read_bytes()
    with pytest.raises(KeyFileError, match="already") as refused:
        KeyFile.create(path)
    assert "\n" not in str(refused.value)
    assert path.read_bytes() == before


def test_an_empty_file_is_not_overwritten_either(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    with pytest.raises(KeyFileError, match="already"):
        KeyFile.create(path)
    assert path.read_bytes() == b""


def test_a_missing_one_says_what_to_do(path: Path) -> None:
    assert "doorstep init" in refusal(path)
    assert not path.exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"not json", b"\xff\xfe\x00", b"[]", b"null", b"7", b'"text"', b"{}", b"[" * 100_000],
    ids=["empty", "text", "bytes", "list", "null", "number", "string", "nothing in it", "very deep"],
)
def test_a_file_that_is_no_key_file_is_told(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    refusal(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "another program's file"),
        ("version", 2),
        ("pepper", "ab"),
        ("pepper", "not hexadecimal"),
        ("pepper", None),
        ("pepper", 7),
        ("server", "00" * 33),
    ],
)
def test_a_key_file_with_a_wrong_part_is_told_without_a_byte_of_it(path: Path, name: str, value: object) -> None:
    made = KeyFile.create(path)
    content = json.loads(path.read_text())
    path.write_text(json.dumps({**content, name: value}))
    said = refusal(path)
    assert "not a Doorstep key file" in said
    assert made.pepper.reveal().hex() not in said
    assert made.server.reveal().hex() not in said


def test_a_folder_in_its_place_is_told(path: Path) -> None:
    path.mkdir(parents=True)
    assert "cannot be read" in refusal(path)


def test_it_shows_nothing(path: Path) -> None:
    made = KeyFile.create(path)
    for secret in (made.pepper, made.server):
        assert secret.reveal().hex() not in repr(made)
        assert repr(secret.reveal()) not in repr(made)


def test_the_check_tells_key_files_apart_and_nothing_else() -> None:
    first, second = Secret(b"1" * 32), Secret(b"2" * 32)
    one = KeyFile(pepper=first, server=second)
    assert one.check() == KeyFile(pepper=first, server=second).check()
    others = {KeyFile(pepper=second, server=first).check(), KeyFile(pepper=first, server=first).check()}
    assert one.check() not in others
    assert first.reveal() not in one.check()
    assert second.reveal() not in one.check()
