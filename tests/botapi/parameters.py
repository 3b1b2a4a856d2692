"""The parameters of a call, however they were sent: query, form, form with files, or JSON."""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.botapi.values import ApiError, Fields

NESTED = frozenset(
    [
        "reply_markup",
        "commands",
        "scope",
        "allowed_updates",
        "reply_parameters",
        "message_ids",
        "entities",
        "caption_entities",
        "reaction",
        "results",
        "button",
        "link_preview_options",
    ]
)
NUMBERS = frozenset(
    [
        "chat_id",
        "message_id",
        "offset",
        "limit",
        "timeout",
        "max_connections",
        "cache_time",
        "reply_to_message_id",
        "message_thread_id",
    ]
)


def _bad(why: str) -> ApiError:
    return ApiError(400, f"Bad Request: {why}")


def _value(name: str, source: Any) -> Any:
    if not isinstance(source, str):
        return source
    if name in NESTED:
        try:
            return json.loads(source)
        except ValueError:
            return source
    if name in NUMBERS and source.removeprefix("-").isascii() and source.removeprefix("-").isdigit():
        return int(source)
    return source


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """What a call asks for; numbers and nested objects are read already."""

    fields: Fields
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A text, empty if it is missing."""
        return str(self.fields.get(name, ""))

    def number(self, name: str, default: int = 0) -> int:
        """A whole number."""
        value = self.fields.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int):
            raise _bad(f"invalid {name} specified")
        return value

    def flag(self, name: str) -> bool:
        """Whether something is asked for."""
        return str(self.fields.get(name, "")).lower() in ("true", "1", "yes")

    def items(self, name: str) -> list[Any] | None:
        """A list, or None if it is missing."""
        value = self.fields.get(name)
        if value is not None and not isinstance(value, list):
            raise _bad(f"can't parse {name}: expected an Array")
        return value

    def record(self, name: str) -> Fields | None:
        """An object, or None if it is missing."""
        value = self.fields.get(name)
        if value is not None and not isinstance(value, dict):
            raise _bad(f"can't parse {name}: expected an Object")
        return value

    def file(self, name: str) -> tuple[str, bytes] | None:
        """An uploaded file, under its own name or attached."""
        return self.files.get(self.text(name).removeprefix("attach://") or name)


async def read_parameters(request: web.Request) -> Parameters:
    """Read the whole request."""
    sources: Fields = dict(request.query)
    files: dict[str, tuple[str, bytes]] = {}
    if request.content_type == "application/json":
        body = json.loads(await request.text())
        sources |= body if isinstance(body, dict) else {}
    else:
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                files[name] = (value.filename, value.file.read())
                value.file.close()
            else:
                sources[name] = value
    return Parameters(fields={name: _value(name, source) for name, source in sources.items()}, files=files)
