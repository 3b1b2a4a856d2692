"""Which key opens what: every wrapping in the house is made and opened here, each bound to its place by a context.

The ladder (DESIGN.md 3): a cookie or a return code opens a conversation for its visitor; a password opens a therapist's
key, that opens a queue's key, that opens a conversation, and the statistics key, that opens ballots. The server's key
file alone opens the signing key, and never anything that people wrote.
"""

from dataclasses import dataclass, field

from flows.vocabulary import AgeBand
from storage.envelope import pad, unpad
from storage.key_file import KeyFile
from storage.keys import (
    CodeKeys,
    Hardness,
    KeyPair,
    Secret,
    SessionKeys,
    WrongKey,
    mark_of,
    secret_of,
    sign,
    unwrap,
    unwrap_under,
    verify,
    wrap,
    wrap_under,
)
from storage.organisation import OrganisationRow

STATISTICS = b"statistics"
SIGNING = b"signing"


def queue_statement(code: str, bands: tuple[AgeBand, ...] | tuple[str, ...], public: bytes) -> bytes:
    """What the organisation signs about a queue: its name, its ages and its public key."""
    return b"|".join((b"queue", code.encode(), ",".join(bands).encode(), public))


def staff_statement(staff_id: bytes, public: bytes) -> bytes:
    """What the organisation signs about somebody at the unit."""
    return b"|".join((b"staff", staff_id, public))


class NotHeld(Exception):
    """Nobody who holds the statistics key was here since the start: ballots wait unopened."""


@dataclass(kw_only=True, slots=True)
class StatisticsKey:
    """The key that opens ballots, in memory alone (bot/desk/statistics.py)."""

    private: Secret | None = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Keyring:
    """The keys of one installation: its key file and its organisation row."""

    key_file: KeyFile
    organisation: OrganisationRow
    hardness: Hardness
    statistics: StatisticsKey = field(default_factory=StatisticsKey)

    @property
    def pepper(self) -> Secret:
        """Mixed into every password and return code, so that the database alone allows no guessing."""
        return self.key_file.pepper

    # The organisation's own keys.

    def statistics_private(self) -> Secret:
        """The key that opens ballots; raises `NotHeld` when nobody who holds it was here since the start."""
        if self.statistics.private is None:
            raise NotHeld
        return self.statistics.private

    def signature(self, statement: bytes) -> bytes:
        """The organisation's signature on `statement`."""
        private = unwrap_under(self.organisation.signing_wrapped, key=self.key_file.server, context=SIGNING)
        return sign(statement, signing_private=private)

    def trusted(self, statement: bytes, signature: bytes) -> bool:
        """Whether the organisation signed `statement`."""
        try:
            verify(statement, signature, signing_public=self.organisation.signing_public)
        except WrongKey:
            return False
        return True

    # What the server must read by itself for a while: a messenger's updates, what is to leave, the key of a
    # conversation in its first questions. With `shred`, deleting a conversation makes every copy of it worthless.

    def seal_for_desk(self, plaintext: bytes, *, context: bytes, shred: Secret | None = None) -> bytes:
        """Padded, and under the server's key, bound to `context`."""
        return wrap_under(Secret(pad(plaintext)), key=self.key_file.server, context=b"desk|" + context, shred=shred)

    def open_at_desk(self, sealed: bytes, *, context: bytes, shred: Secret | None = None) -> bytes:
        """What `seal_for_desk` was given; raises `WrongKey`."""
        padded = unwrap_under(sealed, key=self.key_file.server, context=b"desk|" + context, shred=shred)
        return unpad(padded.reveal())

    def lane(self, address: Secret) -> bytes:
        """Whose turn it is: one value for everything of one chat, while it waits."""
        return mark_of(address.reveal(), key=self.key_file.server, purpose=b"doorstep lane")

    def message_mark(self, tag: bytes, message: int) -> bytes:
        """What a chat's message is found by while it is remembered."""
        value = tag + b"|" + str(message).encode()
        return mark_of(value, key=self.key_file.server, purpose=b"doorstep chat message")

    def button_secret(self, update_id: bytes) -> Secret:
        """What the button made by an update carries: the same each time the update is dealt with."""
        return secret_of(update_id, key=self.key_file.server, purpose=b"doorstep button")

    def number_mark(self, number: int) -> bytes:
        """What an update's number is remembered by."""
        return mark_of(str(number).encode(), key=self.key_file.server, purpose=b"doorstep update")

    # One-time code secrets are opened at every login, before any password is known to be right.

    def seal_totp(self, staff_id: bytes, secret: str) -> bytes:
        """Wrap a person's one-time code secret under the server's key."""
        return wrap_under(Secret(secret.encode()), key=self.key_file.server, context=b"totp|" + staff_id)

    def open_totp(self, staff_id: bytes, sealed: bytes) -> str:
        """Open a person's one-time code secret."""
        return unwrap_under(sealed, key=self.key_file.server, context=b"totp|" + staff_id).reveal().decode()


def wrap_staff(private: Secret, *, password_key: Secret, staff_id: bytes) -> bytes:
    """A person's private key under their password."""
    return wrap_under(private, key=password_key, context=b"staff|" + staff_id)


def unwrap_staff(wrapped: bytes, *, password_key: Secret, staff_id: bytes) -> Secret:
    """A person's private key, if the password is theirs; raises `WrongKey`."""
    return unwrap_under(wrapped, key=password_key, context=b"staff|" + staff_id)


def wrap_staff_session(private: Secret, *, keys: SessionKeys) -> bytes:
    """A person's private key for one login, under the cookie's secret."""
    return wrap_under(private, key=keys.key, context=b"staff-session|" + keys.digest)


def unwrap_staff_session(wrapped: bytes, *, keys: SessionKeys) -> Secret:
    """A person's private key, from the cookie's secret."""
    return unwrap_under(wrapped, key=keys.key, context=b"staff-session|" + keys.digest)


def wrap_member(queue_private: Secret, *, staff_public: bytes, queue_id: bytes, staff_id: bytes) -> bytes:
    """A queue's private key for one member."""
    return wrap(queue_private, public=staff_public, context=b"member|" + queue_id + staff_id)


def unwrap_member(wrapped: bytes, *, staff_private: Secret, queue_id: bytes, staff_id: bytes) -> Secret:
    """A queue's private key, by one member's key."""
    return unwrap(wrapped, private=staff_private, context=b"member|" + queue_id + staff_id)


def wrap_recovery(queue_private: Secret, *, recovery_public: bytes, queue_id: bytes) -> bytes:
    """A queue's private key for the offline recovery key."""
    return wrap(queue_private, public=recovery_public, context=b"recovery|" + queue_id)


def unwrap_recovery(wrapped: bytes, *, recovery_private: Secret, queue_id: bytes) -> Secret:
    """A queue's private key, by the offline recovery key."""
    return unwrap(wrapped, private=recovery_private, context=b"recovery|" + queue_id)


@dataclass(frozen=True, kw_only=True, slots=True)
class ConversationKeys:
    """A conversation's key pair with the shred key that all its wrappings need."""

    conversation_id: bytes
    pair: KeyPair
    shred: Secret

    def for_session(self, keys: SessionKeys) -> bytes:
        """Wrapped for one visitor's cookie."""
        return wrap_under(
            self.pair.private, key=keys.key, context=b"session|" + self.conversation_id + keys.digest, shred=self.shred
        )

    def for_code(self, keys: CodeKeys) -> bytes:
        """Wrapped for the return code."""
        return wrap_under(self.pair.private, key=keys.key, context=b"code|" + self.conversation_id, shred=self.shred)

    def for_queue(self, *, queue_id: bytes, queue_public: bytes) -> bytes:
        """Wrapped for the people of one queue."""
        return wrap(
            self.pair.private,
            public=queue_public,
            context=b"queue|" + self.conversation_id + queue_id,
            shred=self.shred,
        )


def open_by_session(wrapped: bytes, *, keys: SessionKeys, conversation_id: bytes, shred: Secret) -> Secret:
    """A conversation's private key, by the visitor's cookie."""
    return unwrap_under(wrapped, key=keys.key, context=b"session|" + conversation_id + keys.digest, shred=shred)


def open_by_code(wrapped: bytes, *, keys: CodeKeys, conversation_id: bytes, shred: Secret) -> Secret:
    """A conversation's private key, by the return code."""
    return unwrap_under(wrapped, key=keys.key, context=b"code|" + conversation_id, shred=shred)


def open_by_queue(
    wrapped: bytes, *, queue_private: Secret, conversation_id: bytes, queue_id: bytes, shred: Secret
) -> Secret:
    """A conversation's private key, by its queue's key."""
    return unwrap(wrapped, private=queue_private, context=b"queue|" + conversation_id + queue_id, shred=shred)


def wrap_shown_code(canonical: str, *, keys: SessionKeys) -> bytes:
    """The return code while it is on the visitor's screen: only their cookie opens it."""
    return wrap_under(Secret(canonical.encode()), key=keys.key, context=b"shown-code|" + keys.digest)


def unwrap_shown_code(wrapped: bytes, *, keys: SessionKeys) -> str:
    """The return code that is being shown."""
    return unwrap_under(wrapped, key=keys.key, context=b"shown-code|" + keys.digest).reveal().decode()
