"""Settings: what stands when nothing is said, and what one clear line says when something is wrong."""

import os
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError
from flows.vocabulary import Language


@pytest.fixture(autouse=True)
def nothing_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment in which nobody has decided anything."""
    for name in os.environ:
        if name.startswith("DOORSTEP_"):
            monkeypatch.delenv(name)


def refused(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refusal:
        Settings.read()
    line = str(refusal.value)
    assert "\n" not in line
    assert line.startswith(name)
    return line


def test_without_a_word_everything_lies_in_one_folder_and_is_served_on_this_machine() -> None:
    settings = Settings.read()

    assert settings.data_dir == Path.cwd() / "data"
    assert settings.database_url == f"sqlite:///{settings.data_dir}/doorstep.db"
    assert settings.key_file == settings.data_dir / "doorstep.key"
    assert settings.listen == "127.0.0.1:8080"
    assert settings.public_url == "http://127.0.0.1:8080"
    assert settings.telegram_token is None
    assert settings.timezone == "Europe/Copenhagen"
    assert settings.languages == (Language.DANISH, Language.ENGLISH)


def test_what_is_not_said_follows_from_what_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DOORSTEP_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DOORSTEP_LISTEN", "127.0.0.1:9000")

    settings = Settings.read()

    assert settings.database_url == f"sqlite:///{tmp_path}/doorstep.db"
    assert settings.key_file == tmp_path / "doorstep.key"
    assert settings.public_url == "http://127.0.0.1:9000"


def test_every_setting_can_be_decided(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    decided = {
        "DOORSTEP_DATA_DIR": str(tmp_path / "a"),
        "DOORSTEP_DATABASE_URL": "postgresql://unit:secret@db.example/doorstep",
        "DOORSTEP_KEY_FILE": str(tmp_path / "b.key"),
        "DOORSTEP_LISTEN": "[::1]:80",
        "DOORSTEP_PUBLIC_URL": "https://chat.example.org/",
        "DOORSTEP_TELEGRAM_TOKEN": "123:abc",
        "DOORSTEP_TELEGRAM_SECRET": "sixteen-letters-",
        "DOORSTEP_TELEGRAM_API": "http://localhost:8081",
        "DOORSTEP_TIMEZONE": "America/Godthab",
        "DOORSTEP_LANGUAGES": "en, da",
        "DOORSTEP_TABLES": str(tmp_path / "tables.toml"),
    }
    for name, value in decided.items():
        monkeypatch.setenv(name, value)

    settings = Settings.read()

    assert {f"DOORSTEP_{name.upper()}" for name in Settings.model_fields} == set(decided)
    assert settings.database_url == "postgresql://unit:secret@db.example/doorstep"
    assert settings.key_file == tmp_path / "b.key"
    assert settings.listen == "[::1]:80"
    assert settings.public_url == "https://chat.example.org"
    assert settings.telegram_token is not None
    assert settings.telegram_token.get_secret_value() == "123:abc"
    assert settings.telegram_api == "http://localhost:8081"
    assert settings.languages == (Language.ENGLISH, Language.DANISH)


def test_an_empty_value_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOORSTEP_TIMEZONE", "")

    assert Settings.read().timezone == "Europe/Copenhagen"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DOORSTEP_DATABASE_URL", "mysql://root:canary-password@localhost/x"),
        ("DOORSTEP_LISTEN", "9090"),
        ("DOORSTEP_LISTEN", "127.0.0.1:http"),
        ("DOORSTEP_LISTEN", "127.0.0.1:70000"),
        ("DOORSTEP_PUBLIC_URL", "chat.example.org"),
        ("DOORSTEP_PUBLIC_URL", "http://chat.example.org"),
        ("DOORSTEP_PUBLIC_URL", "https://chat.example.org/under/a/path"),
        ("DOORSTEP_PUBLIC_URL", "https://chat.example.org:port"),
        ("DOORSTEP_TELEGRAM_API", "http://api.telegram.org"),
        ("DOORSTEP_TELEGRAM_SECRET", "too-short-canary"[:15]),
        ("DOORSTEP_TELEGRAM_SECRET", "sixteen letters and a canary"),
        ("DOORSTEP_TIMEZONE", "Europe/Atlantis"),
        ("DOORSTEP_TIMEZONE", "../../etc/passwd"),
        ("DOORSTEP_LANGUAGES", "da,klingon"),
        ("DOORSTEP_LANGUAGES", "da,da"),
        ("DOORSTEP_LANGUAGES", ", ,"),
    ],
)
def test_a_wrong_value_is_one_line_that_names_the_setting_and_never_the_value(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = refused(name, value, monkeypatch)

    assert "expected" in line
    assert value not in line
    assert "canary" not in line


def test_a_misspelled_setting_is_refused_instead_of_not_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "docs/settings.md" in refused("DOORSTEP_DATABSE_URL", "canary", monkeypatch)


def test_what_only_the_tests_read_is_no_misspelling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOORSTEP_TEST_STRICT", "1")

    Settings.read()


def test_neither_password_nor_token_is_seen_where_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOORSTEP_DATABASE_URL", "postgresql://unit:canary@db.example/doorstep")
    monkeypatch.setenv("DOORSTEP_TELEGRAM_TOKEN", "123:canary")
    monkeypatch.setenv("DOORSTEP_TELEGRAM_SECRET", "a-secret-canary-of-many-letters")

    assert "canary" not in f"{Settings.read()!r} {Settings.read()}"


def test_where_telegram_brings_its_messages_it_must_prove_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOORSTEP_PUBLIC_URL", "https://chat.example.org")
    monkeypatch.setenv("DOORSTEP_TELEGRAM_TOKEN", "123:canary")

    with pytest.raises(SettingsError, match=r"^DOORSTEP_TELEGRAM_SECRET is needed") as refused:
        Settings.read()

    assert "canary" not in str(refused.value)


def test_where_telegram_is_asked_no_secret_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOORSTEP_TELEGRAM_TOKEN", "123:abc")

    assert Settings.read().telegram_secret is None
