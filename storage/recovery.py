"""The offline recovery key: printed once in two parts, typed back by two people together.

Neither part alone says anything (one is random, the other is the key combined with it). Each part has a checksum, so
that a slip of the pen is told apart from a wrong part.
"""

import base64
import hashlib
import os

from storage.keys import Secret

_CHECK_SIZE = 4
_GROUP = 5


class RecoveryError(Exception):
    """A part was not typed as it was printed; the message is one clear line without the part."""


def recovery_text(private: Secret) -> tuple[str, str]:
    """Both parts of a recovery key, in groups of five letters and digits."""
    value = private.reveal()
    first = os.urandom(len(value))
    second = bytes(a ^ b for a, b in zip(value, first, strict=True))
    return _part(b"1", first), _part(b"2", second)


def recovery_from_text(first: str, second: str) -> Secret:
    """The key of two parts, in either order of case and spacing; raises `RecoveryError`."""
    one, two = _read(b"1", first), _read(b"2", second)
    if len(one) != len(two):
        raise RecoveryError("The two parts do not belong together.")
    return Secret(bytes(a ^ b for a, b in zip(one, two, strict=True)))


def _check(number: bytes, value: bytes) -> bytes:
    return hashlib.sha256(b"doorstep recovery part " + number + value).digest()[:_CHECK_SIZE]


def _part(number: bytes, value: bytes) -> str:
    letters = base64.b32encode(value + _check(number, value)).decode().rstrip("=")
    return "-".join(letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP))


def _read(number: bytes, text: str) -> bytes:
    letters = "".join(text.split()).replace("-", "").upper()
    letters = letters.replace("0", "O").replace("1", "I").replace("8", "B")
    try:
        both = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except ValueError:
        both = b""
    value, check = both[:-_CHECK_SIZE], both[-_CHECK_SIZE:]
    if not value or check != _check(number, value):
        raise RecoveryError(f"Part {number.decode()} is not as it was printed. Please look at it again.")
    return value
