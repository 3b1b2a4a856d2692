"""The offline recovery key: printed once in two parts, typed back by two people together.

Rules it keeps: neither part alone says anything (one is random, the other is the key combined with it). Each part has a
checksum, so that a slip of the pen is told apart from a wrong part, and both carry the same mark, so that parts of
different keys are not taken for a pair. Either part may be typed first.
"""

import base64
import hashlib
import os
from dataclasses import dataclass, field

from storage.keys import Secret

_MARK_SIZE = 3
_CHECK_SIZE = 5
_GROUP = 4
_NUMBERS = (b"1", b"2")
# Signs that no part holds, and the letter each is easily mistaken for.
_MISTAKEN = str.maketrans("018", "OIB")


class RecoveryError(Exception):
    """The parts were not typed as they were printed; the message is one clear line without a part of them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    number: bytes
    mark: bytes
    share: bytes = field(repr=False)


def recovery_text(private: Secret) -> tuple[str, str]:
    """Both parts of a recovery key, in groups of four letters and digits."""
    value = private.reveal()
    mark, first = os.urandom(_MARK_SIZE), os.urandom(len(value))
    second = _combined(value, first)
    return _printed(_NUMBERS[0], mark + first), _printed(_NUMBERS[1], mark + second)


def recovery_from_text(first: str, second: str) -> Secret:
    """The key of two parts, whichever is typed first and however they are spaced; raises `RecoveryError`."""
    one, two = _read(first, "first"), _read(second, "second")
    if one.number == two.number:
        raise RecoveryError(f"Part {one.number.decode()} was typed twice. Both parts are needed.")
    if one.mark != two.mark or len(one.share) != len(two.share):
        raise RecoveryError("The two parts do not belong to the same key.")
    return Secret(_combined(one.share, two.share))


def _combined(one: bytes, two: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, two, strict=True))


def _check(number: bytes, value: bytes) -> bytes:
    return hashlib.sha256(b"doorstep recovery part " + number + value).digest()[:_CHECK_SIZE]


def _printed(number: bytes, value: bytes) -> str:
    letters = base64.b32encode(value + _check(number, value)).decode().rstrip("=")
    return "-".join(letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP))


def _read(text: str, which: str) -> _Part:
    letters = "".join(text.split()).replace("-", "").upper().translate(_MISTAKEN)
    try:
        both = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except ValueError:
        both = b""
    value, check = both[:-_CHECK_SIZE], both[-_CHECK_SIZE:]
    for number in _NUMBERS:
        if len(value) > _MARK_SIZE and check == _check(number, value):
            return _Part(number=number, mark=value[:_MARK_SIZE], share=value[_MARK_SIZE:])
    raise RecoveryError(f"The {which} part is not as it was printed. Please look at it again.")
