"""Keys: how they are made, wrapped and opened (DESIGN.md 3).

Rules it keeps: only `cryptography` is used. Asymmetric wrapping is HPKE (RFC 9180) with the hybrid KEM MLKEM768-X25519,
HKDF-SHA256 and ChaCha20-Poly1305; HPKE has no associated data here, so the context goes into `info`. Symmetric
wrapping is ChaCha20-Poly1305 under a key that HKDF draws from the wrapping key and, where a shred key is given, from
that too: without it the wrapping is worthless. A private key is kept as its 32-byte seed, so that a person can write
one down. Every wrapped value starts with a version byte. Whatever does not open raises `WrongKey`, which says nothing.
"""

import hashlib
import hmac
import os
import unicodedata
from dataclasses import dataclass, field
from typing import NoReturn

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"\x01"
KEY_SIZE = 32
ID_SIZE = 16
_NONCE_SIZE = 12
_ML_SEED_SIZE = 64
_ML_PUBLIC_SIZE = 1184
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


class WrongKey(Exception):
    """What was to be opened is not for this key, or not from this place."""


class Secret:
    """Bytes that nobody may see: `repr` shows nothing, comparing takes the same time, pickling is refused."""

    __slots__ = ("_value",)

    def __init__(self, value: bytes) -> None:
        self._value = bytes(value)

    def reveal(self) -> bytes:
        """The bytes themselves."""
        return self._value

    def __repr__(self) -> str:
        return "<secret>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self._value, other._value)

    def __hash__(self) -> int:
        return hash(hashlib.sha256(self._value).digest())

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not pickled")


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyPair:
    """A public key, and the private one that opens what is sealed to it."""

    public: bytes
    private: Secret = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Hardness:
    """What one Argon2id costs. The defaults are RFC 9106's second choice on one lane, well above what OWASP asks for;
    only tests take less.
    """

    memory_kib: int = 64 * 1024
    rounds: int = 3
    lanes: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class CodeKeys:
    """What one Argon2id of a return code gives: a tag to look up by, and a key to open with."""

    tag: bytes = field(repr=False)
    key: Secret


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionKeys:
    """What a cookie's secret gives: a digest to look up by, and a key to open with."""

    digest: bytes = field(repr=False)
    key: Secret


def new_secret() -> Secret:
    """32 random bytes."""
    return Secret(os.urandom(KEY_SIZE))


def new_id() -> bytes:
    """A random 128-bit id: nothing gives away the order in which people came."""
    return os.urandom(ID_SIZE)


def new_pair() -> KeyPair:
    """A key pair for HPKE. The private key is a seed of 32 bytes; the public key is the two halves in a row."""
    return pair_of(new_secret())


def pair_of(private: Secret) -> KeyPair:
    """The pair that a private key belongs to; raises `WrongKey` for what cannot be one."""
    ml, x = _halves(private)
    return KeyPair(
        public=ml.public_key().public_bytes_raw() + x.public_key().public_bytes_raw(),
        private=private,
    )


def _halves(private: Secret) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    seed = private.reveal()
    if len(seed) != KEY_SIZE:
        raise WrongKey
    # Stretched as the X-Wing draft does it, so that any other implementation of this KEM finds the same keys.
    stretching = hashes.Hash(hashes.SHAKE256(_ML_SEED_SIZE + KEY_SIZE))
    stretching.update(seed)
    stretched = stretching.finalize()
    return (
        MLKEM768PrivateKey.from_seed_bytes(stretched[:_ML_SEED_SIZE]),
        X25519PrivateKey.from_private_bytes(stretched[_ML_SEED_SIZE:]),
    )


def _public(public: bytes) -> MLKEM768X25519PublicKey:
    try:
        return MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(public[:_ML_PUBLIC_SIZE]),
            X25519PublicKey.from_public_bytes(public[_ML_PUBLIC_SIZE:]),
        )
    except ValueError:
        raise WrongKey from None


def seal_to(plaintext: bytes, *, public: bytes, info: bytes) -> bytes:
    """HPKE to a public key, bound to `info`; raises `WrongKey` for bytes that are no public key."""
    return VERSION + _SUITE.encrypt(plaintext, _public(public), info=VERSION + info)


def open_with(sealed: bytes, *, private: Secret, info: bytes) -> bytes:
    """The plaintext of `seal_to`; raises `WrongKey`."""
    if sealed[:1] != VERSION:
        raise WrongKey
    try:
        return _SUITE.decrypt(sealed[1:], MLKEM768X25519PrivateKey(*_halves(private)), info=VERSION + info)
    except (InvalidTag, ValueError):
        raise WrongKey from None


def _hmac(key: bytes, value: bytes) -> bytes:
    # Not `hmac.digest`: that lets go of the interpreter's lock, and to get it back takes longer than the digest.
    return hmac.new(key, value, "sha256").digest()


def _derive(key: bytes, *, info: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=KEY_SIZE, salt=None, info=info).derive(key)


def _wrapping(key: Secret, *, context: bytes, shred: Secret | None) -> ChaCha20Poly1305:
    # Named apart, so that no key without a shred key is ever the same as one with it.
    if shred is None:
        return ChaCha20Poly1305(_derive(key.reveal(), info=b"doorstep wrap|" + context))
    both = _hmac(shred.reveal(), key.reveal())
    return ChaCha20Poly1305(_derive(both, info=b"doorstep wrap and shred|" + context))


def wrap_under(secret: Secret, *, key: Secret, context: bytes, shred: Secret | None = None) -> bytes:
    """A secret under a symmetric key, bound to `context`; with `shred`, under both."""
    nonce = os.urandom(_NONCE_SIZE)
    wrapping = _wrapping(key, context=context, shred=shred)
    return VERSION + nonce + wrapping.encrypt(nonce, secret.reveal(), VERSION + context)


def unwrap_under(wrapped: bytes, *, key: Secret, context: bytes, shred: Secret | None = None) -> Secret:
    """The secret of `wrap_under`; raises `WrongKey`."""
    if wrapped[:1] != VERSION:
        raise WrongKey
    nonce, sealed = wrapped[1 : 1 + _NONCE_SIZE], wrapped[1 + _NONCE_SIZE :]
    wrapping = _wrapping(key, context=context, shred=shred)
    try:
        return Secret(wrapping.decrypt(nonce, sealed, VERSION + context))
    except (InvalidTag, ValueError):
        raise WrongKey from None


def wrap(secret: Secret, *, public: bytes, context: bytes, shred: Secret | None = None) -> bytes:
    """A secret to a public key, bound to `context`; with `shred`, it is first wrapped under that."""
    inner = secret.reveal() if shred is None else wrap_under(secret, key=shred, context=b"shred|" + context)
    return seal_to(inner, public=public, info=b"wrap|" + context)


def unwrap(wrapped: bytes, *, private: Secret, context: bytes, shred: Secret | None = None) -> Secret:
    """The secret of `wrap`; raises `WrongKey`."""
    inner = open_with(wrapped, private=private, info=b"wrap|" + context)
    return Secret(inner) if shred is None else unwrap_under(inner, key=shred, context=b"shred|" + context)


def _argon2(value: bytes, *, salt: bytes, pepper: Secret, hardness: Hardness, length: int) -> bytes:
    return Argon2id(
        salt=salt,
        length=length,
        iterations=hardness.rounds,
        lanes=hardness.lanes,
        memory_cost=hardness.memory_kib,
        secret=pepper.reveal(),
    ).derive(value)


def password_key(password: str, *, salt: bytes, pepper: Secret, hardness: Hardness) -> Secret:
    """The key a password gives. Slow on purpose: run it away from the event loop."""
    # Some machines send å as a letter and a ring: the same password must give the same key everywhere.
    composed = unicodedata.normalize("NFC", password)
    return Secret(_argon2(composed.encode(), salt=salt, pepper=pepper, hardness=hardness, length=KEY_SIZE))


def code_keys(canonical: str, *, pepper: Secret, hardness: Hardness) -> CodeKeys:
    """Tag and key of a return code. One salt for all: the code must be found by its tag alone; the pepper keeps a thief
    with the database from trying codes, and 66 random bits one with the key file.
    """
    salt = _hmac(pepper.reveal(), b"doorstep return code")[:16]
    both = _argon2(canonical.encode(), salt=salt, pepper=pepper, hardness=hardness, length=2 * KEY_SIZE)
    return CodeKeys(tag=both[:KEY_SIZE], key=Secret(both[KEY_SIZE:]))


def chat_tag(address: Secret, *, pepper: Secret, hardness: Hardness) -> bytes:
    """What a chat is found by: slow on purpose, and worthless without the pepper, because chat ids are few."""
    salt = _hmac(pepper.reveal(), b"doorstep chat")[:16]
    return _argon2(address.reveal(), salt=salt, pepper=pepper, hardness=hardness, length=KEY_SIZE)


def mark_of(value: bytes, *, key: Secret, purpose: bytes) -> bytes:
    """16 bytes that tell values apart for whoever has the key, and say nothing to anybody else."""
    return _hmac(key.reveal(), purpose + b"|" + value)[:ID_SIZE]


def secret_of(value: bytes, *, key: Secret, purpose: bytes) -> Secret:
    """A secret of 32 bytes that whoever has the key finds again, and nobody else."""
    return Secret(_hmac(key.reveal(), purpose + b"|" + value))


def session_keys(cookie: Secret) -> SessionKeys:
    """Digest and key of a cookie's secret; the server keeps the digest alone."""
    return SessionKeys(
        digest=_derive(cookie.reveal(), info=b"doorstep session digest"),
        key=Secret(_derive(cookie.reveal(), info=b"doorstep session key")),
    )


def new_signing_pair() -> KeyPair:
    """An Ed25519 pair."""
    private = Ed25519PrivateKey.generate()
    return KeyPair(public=private.public_key().public_bytes_raw(), private=Secret(private.private_bytes_raw()))


def sign(message: bytes, *, signing_private: Secret) -> bytes:
    """The signature of `message`."""
    return Ed25519PrivateKey.from_private_bytes(signing_private.reveal()).sign(message)


def verify(message: bytes, signature: bytes, *, signing_public: bytes) -> None:
    """Raises `WrongKey` unless `signature` is the owner's on `message`."""
    try:
        Ed25519PublicKey.from_public_bytes(signing_public).verify(signature, message)
    except (InvalidSignature, ValueError):
        raise WrongKey from None
