"""What the one who runs Doorstep decides, read from `DOORSTEP_…` in the environment (docs/settings.md says each).

Rules: read once, at the start, and frozen; a wrong value, or a name that is no setting, stops the start with one line
that says which setting and what is expected. The line never repeats a value, for a value may hold a password.
"""

import os
import re
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from flows.vocabulary import Language

PREFIX = "DOORSTEP_"
# Read by the tests and by nothing that runs.
_FOR_TESTS = "DOORSTEP_TEST_"
# As Telegram gives them out; and what it allows in its header, and long enough not to be guessed.
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")


class SettingsError(Exception):
    """A setting is wrong; the message is one clear line without the value."""


class Settings(BaseSettings):
    """Every setting, checked. `Settings.read()` is the way to have one."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="forbid", hide_input_in_errors=True
    )

    data_dir: Path = Field(
        default=Path("data"),
        validate_default=True,
        description="The folder for the database, its shred store and the key file. Made when missing.",
    )
    database_url: str = Field(
        default="",
        repr=False,
        description="Where the database is: `sqlite:////path/doorstep.db` or `postgresql://user:password@host/name`.",
    )
    key_file: Path = Field(
        default=Path(),
        description="The server's key file. Keep a copy of it, away from the backups of the database.",
    )
    listen: str = Field(
        default="127.0.0.1:8080",
        description="The address and port to listen on. A reverse proxy that does TLS stands before it.",
    )
    public_url: str = Field(
        default="",
        description="The address people reach Doorstep by, without a path: https, except on this machine.",
    )
    telegram_token: SecretStr | None = Field(
        default=None,
        description="The token of a Telegram bot. With it, Doorstep serves Telegram too.",
    )
    telegram_secret: SecretStr | None = Field(
        default=None,
        description="What Telegram proves itself with when it brings messages to `public_url`: needed with https, "
        "where a token is set. 16 to 256 letters, digits, _ or -.",
    )
    telegram_api: str = Field(
        default="https://api.telegram.org",
        description="The address of the Telegram bot API, for those who run a server of their own.",
    )
    timezone: str = Field(
        default="Europe/Copenhagen",
        description="The time zone in which times are shown and days are counted.",
    )
    languages: Annotated[tuple[Language, ...], NoDecode] = Field(
        default=(Language.DANISH, Language.ENGLISH),
        description="The languages to offer, the first one first, parted by commas.",
    )

    tables: Path | None = Field(
        default=None,
        description="A file of the unit's own declared tables, instead of the ones Doorstep brings: see tables.md.",
    )

    @classmethod
    def read(cls) -> Self:
        """Read the environment; raises `SettingsError`."""
        _refuse_unknown(os.environ, known=frozenset(cls.model_fields))
        try:
            return cls()
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False, include_context=False)[0]
            said = first["msg"].removeprefix("Value error, ")
            name = "".join(f"{PREFIX}{part}: ".upper() for part in first["loc"][:1])
            raise SettingsError(f"{name}{said}") from None

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if not value.startswith(("sqlite:///", "postgresql://")):
            raise ValueError("expected sqlite:////path/to/file or postgresql://user:password@host/name.")
        return value

    @field_validator("listen")
    @classmethod
    def _host_and_port(cls, value: str) -> str:
        host, colon, port = value.rpartition(":")
        if not (colon and host and port.isascii() and port.isdigit() and int(port) <= 65535):
            raise ValueError("expected an address and a port, such as 127.0.0.1:8080.")
        return value

    @field_validator("public_url", "telegram_api")
    @classmethod
    def _private_on_the_way(cls, value: str) -> str:
        return _checked_address(value)

    @field_validator("telegram_token")
    @classmethod
    def _looks_like_a_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("expected a bot's token: digits, a colon, and letters, digits, _ or -.")
        return value

    @field_validator("telegram_secret")
    @classmethod
    def _fit_for_a_header(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("expected 16 to 256 letters, digits, _ or -.")
        return value

    @field_validator("timezone")
    @classmethod
    def _known_timezone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, OSError, ValueError):
            raise ValueError("expected the name of a time zone, such as Europe/Copenhagen.") from None
        return value

    @field_validator("languages", mode="before")
    @classmethod
    def _parted_by_commas(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        codes = [code.strip() for code in value.split(",")]
        known = [str(language) for language in Language]
        if len(set(codes)) != len(codes) or any(code not in known for code in codes):
            raise ValueError(f"expected one or more of {', '.join(known)}, each once, parted by commas.")
        return tuple(codes)

    @model_validator(mode="after")
    def _hook_has_a_secret(self) -> Self:
        """Whoever knows the address could otherwise bring messages that nobody wrote."""
        if self.telegram_token is not None and self.public_url.startswith("https:") and self.telegram_secret is None:
            raise ValueError(
                "DOORSTEP_TELEGRAM_SECRET is needed where Telegram brings its messages to an https address."
            )
        return self

    @model_validator(mode="before")
    @classmethod
    def _defaults_that_follow(cls, given: dict[str, object]) -> dict[str, object]:
        """What is not given follows from what is: all files in the data folder, the address from `listen`."""
        folder = Path(str(given.get("data_dir", cls.model_fields["data_dir"].default))).expanduser().absolute()
        listen = given.get("listen", cls.model_fields["listen"].default)
        following: dict[str, object] = {
            "database_url": f"sqlite:///{folder / 'doorstep.db'}",
            "key_file": folder / "doorstep.key",
            "public_url": f"http://{listen}",
        }
        return following | given


def _refuse_unknown(environment: Mapping[str, str], *, known: frozenset[str]) -> None:
    """A misspelled setting would be a wish that is silently not obeyed."""
    for name in sorted(environment):
        ours = name.startswith(PREFIX) and not name.startswith(_FOR_TESTS)
        if ours and name.removeprefix(PREFIX).lower() not in known:
            raise SettingsError(f"{name} is not a setting. Those there are stand in docs/settings.md.")


def _checked_address(value: str) -> str:
    expected = "expected an address such as https://example.org, without a path (http only on this machine itself)."
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        raise ValueError(expected) from None
    secure = parts.scheme == "https" or (parts.scheme == "http" and _is_this_machine(host))
    if not (secure and host) or parts.path not in ("", "/") or parts.query or parts.fragment or parts.username:
        raise ValueError(expected)
    return value.rstrip("/")


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
