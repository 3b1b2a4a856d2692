"""Envelopes: sealed, padded, versioned bytes bound to their row.

Rules it keeps: what is sealed is padded first, so that its length tells only roughly how much was written; the info
names table, conversation, sequence and direction, so that an envelope put into another row does not open.
"""

from dataclasses import dataclass

from storage.keys import Secret, WrongKey, open_with, seal_to

_SIZES = (256, 512, 1024, 2048, 4096)
_LENGTH_SIZE = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Binding:
    """The row an envelope belongs to."""

    table: str
    conversation: bytes
    sequence: int
    direction: str

    def __post_init__(self) -> None:
        if "|" in self.table + self.direction:
            raise ValueError("a binding's names hold no |, which stands between its parts")

    def info(self) -> bytes:
        """The row as bytes; no two rows give the same."""
        parts = (self.table.encode(), self.conversation.hex().encode(), str(self.sequence).encode())
        return b"|".join((b"envelope", *parts, self.direction.encode()))


def padded_size(size: int) -> int:
    """How many bytes a plaintext of `size` bytes is padded to, its length included."""
    needed = size + _LENGTH_SIZE
    for step in _SIZES:
        if needed <= step:
            return step
    return -(-needed // _SIZES[-1]) * _SIZES[-1]


def pad(plaintext: bytes) -> bytes:
    """The plaintext with its length before it and nothing after it, as long as many others."""
    framed = len(plaintext).to_bytes(_LENGTH_SIZE, "big") + plaintext
    return framed.ljust(padded_size(len(plaintext)), b"\0")


def unpad(padded: bytes) -> bytes:
    """What `pad` was given; raises `WrongKey` for what cannot come from it."""
    length = int.from_bytes(padded[:_LENGTH_SIZE], "big")
    if length > len(padded) - _LENGTH_SIZE:
        raise WrongKey
    return padded[_LENGTH_SIZE : _LENGTH_SIZE + length]


def seal(plaintext: bytes, *, public: bytes, binding: Binding) -> bytes:
    """An envelope for the holder of the private key."""
    return seal_to(pad(plaintext), public=public, info=binding.info())


def open_sealed(envelope: bytes, *, private: Secret, binding: Binding) -> bytes:
    """What an envelope holds; raises `WrongKey` for another key, another row, or a changed byte."""
    return unpad(open_with(envelope, private=private, info=binding.info()))
