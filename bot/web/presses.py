"""What each button of the visitor's page asks of the desk; the page then sends the browser back to its one address.

Rules: a press that belongs to an older page raises `StaleButton`, whatever does not fit `InvalidAnswer` or `Refused`;
the page makes a sentence of each. What answers with a page of its own (a message, a deletion) is not here.
"""

from collections.abc import Awaitable, Callable

from bot.desk.intake import Done
from bot.desk.views import Refused
from bot.desk.visitor import VisitorDesk
from bot.page import Form
from flows.talk import Raw, StaleButton
from flows.vocabulary import Language
from storage.keys import Secret

Press = Callable[[Form, Secret], Awaitable[object]]


class Presses:
    """The buttons, by the name they are sent with."""

    def __init__(self, desk: VisitorDesk, *, language_named: Callable[[str], Language]) -> None:
        self._desk = desk
        self._language_named = language_named
        self._all: dict[str, Press] = {
            "answer": self._answer,
            "skip": self._skip,
            "back": lambda fields, cookie: desk.back(cookie, revision=_asked(fields)[1]),
            "change": lambda fields, cookie: desk.change(cookie, key=fields.get("key", "")),
            "talk-now": lambda _fields, cookie: desk.talk_now(cookie),
            "write-now": lambda _fields, cookie: desk.write_now(cookie),
            "leave-script": lambda _fields, cookie: desk.leave_script(cookie),
            "code-typed": self._code_typed,
            "code-skipped": self._code_skipped,
            "narrow": self._narrow,
            "find-time": lambda _fields, cookie: desk.find_time(cookie),
            "accept": lambda fields, cookie: desk.accept(cookie, fields.get("proposal", "")),
            "decline": lambda fields, cookie: desk.decline(cookie, fields.get("proposal", "")),
            "cancel-time": lambda _fields, cookie: desk.cancel_time(cookie),
            "late": lambda _fields, cookie: desk.late(cookie),
            "language": self._set_language,
        }

    def named(self, do: str) -> Press | None:
        """The button of that name, or None."""
        return self._all.get(do)

    async def _answer(self, fields: Form, cookie: Secret) -> Done:
        key, revision = _asked(fields)
        return await self._desk.answer(cookie, key=key, revision=revision, raw=_raw(fields))

    async def _skip(self, fields: Form, cookie: Secret) -> None:
        key, revision = _asked(fields)
        await self._desk.skip(cookie, key=key, revision=revision)

    async def _narrow(self, fields: Form, cookie: Secret) -> None:
        key, revision = _asked(fields)
        await self._desk.narrow(cookie, key=key, revision=revision, code=fields.get("value", ""))

    async def _code_typed(self, fields: Form, cookie: Secret) -> None:
        await self._desk.confirm_code(cookie, typed=fields.get("code", ""), skipped=False)

    async def _code_skipped(self, fields: Form, cookie: Secret) -> None:
        if fields.get("sure") != "yes":
            raise Refused("code-skip-sure")
        await self._desk.confirm_code(cookie, typed=None, skipped=True)

    async def _set_language(self, fields: Form, cookie: Secret) -> None:
        await self._desk.set_language(cookie, self._language_named(fields.get("language", "")))


def _asked(fields: Form) -> tuple[str, int]:
    try:
        return fields.get("key", ""), int(fields.get("revision", ""))
    except ValueError:
        raise StaleButton from None


def _raw(fields: Form) -> Raw:
    values = fields.getall("value", [])
    if fields.get("kind") == "several":
        return tuple(values)
    return values[0] if values else ""
