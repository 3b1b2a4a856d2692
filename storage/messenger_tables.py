"""The tables of the messengers: chats, what came in, what is to leave, and what is said at its time.

Rules they keep: a chat is found by a value that its id alone does not give, and no column holds that id in the clear.
What the server's key alone opens says so, and until when it lies there.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
)

from storage.schema import Instant, table

# Messages that were delivered with spots covered, as they were written: sealed for the same place, so that the writer's
# press can put them there without anybody reading them. Gone at the end of the next day.
as_written = table(
    "as_written",
    Column(
        "conversation_id",
        LargeBinary(16),
        ForeignKey("conversations.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("press", LargeBinary(16), primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("written_on", Date, nullable=False),
)

# Chats of a messenger that lead to a conversation, found by Argon2id(pepper, chat id). The chat id itself is sealed to
# the conversation, so that only somebody who reads it can answer there.
chats = table(
    "chats",
    Column("tag", LargeBinary(32), primary_key=True),
    Column(
        "conversation_id",
        LargeBinary(16),
        ForeignKey("conversations.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("channel", String(16), nullable=False),
    Column("address", LargeBinary, nullable=False),
    # The conversation's private key under the server's key, while the first questions are asked; gone at hand-over.
    Column("key_wrapped", LargeBinary),
    # What is on the chat's screen, and which of its messages show it: under the server's key.
    Column("screen", LargeBinary),
    Column("shown", LargeBinary),
    # Only a line that there is an answer, or the answer itself.
    Column("only_nudges", Boolean, nullable=False, default=False),
    # A nudge was sent that nobody has looked after.
    Column("nudged", Boolean, nullable=False, default=False),
    Column("blocked", Boolean, nullable=False, default=False),
    # How many of its messages were swept: what /slet can no longer delete.
    Column("too_old", Integer, nullable=False, default=0),
)

# Messages that can still be deleted in a chat, under the server's key; swept when they are more than three days old.
chat_messages = table(
    "chat_messages",
    Column("id", LargeBinary(16), primary_key=True),
    Column("tag", LargeBinary(32), nullable=False, index=True),
    Column("wrapped", LargeBinary, nullable=False),
    Column("written_on", Date, nullable=False),
)

# What a messenger sent and nobody has dealt with yet, under the server's key; deleted with what it caused.
inbox = table(
    "inbox",
    Column("id", LargeBinary(16), primary_key=True),
    Column("position", BigInteger, nullable=False),
    # Whose turn it is: everything of one chat has one lane.
    Column("lane", LargeBinary(16), nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    Column("state", String(16), nullable=False),
    # What it has done already, when the process died between doing and answering.
    Column("done", String(32)),
    Column("tries", Integer, nullable=False, default=0),
)

# The numbers of what was taken in, as HMACs, kept for 48 hours: the same twice is one.
inbox_seen = table(
    "inbox_seen",
    Column("digest", LargeBinary(16), primary_key=True),
    Column("forget_at", Instant(), nullable=False, index=True),
)

# What is to leave, under the server's key; deleted when it was accepted.
outbox = table(
    "outbox",
    Column("id", LargeBinary(16), primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("lane", LargeBinary(16), nullable=False, index=True),
    Column("conversation_id", LargeBinary(16), ForeignKey("conversations.id", ondelete="CASCADE"), index=True),
    # The message it delivers, if it is one.
    Column("sequence", Integer),
    Column("wrapped", LargeBinary, nullable=False),
    Column("state", String(16), nullable=False),
    # It may have arrived once already: the answer to an earlier try was never heard.
    Column("uncertain", Boolean, nullable=False, default=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("due_at", Instant(), nullable=False),
)

# Reminders a visitor asked for: until they are sent, the server can open where to.
reminders = table(
    "reminders",
    Column("id", LargeBinary(16), primary_key=True),
    Column(
        "conversation_id",
        LargeBinary(16),
        ForeignKey("conversations.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("kind", String(16), nullable=False),
    Column("due_at", Instant(), nullable=False, index=True),
    Column("wrapped", LargeBinary, nullable=False),
)

# A therapist's own chat that is told when something waits: never content, one line, not at night.
notices = table(
    "notices",
    Column("staff_id", LargeBinary(16), ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    Column("tag", LargeBinary(32), unique=True),
    Column("wrapped", LargeBinary),
    Column("invitation", LargeBinary(32), unique=True),
    Column("invited_until", Instant()),
    Column("quiet_from", String(5), nullable=False),
    Column("quiet_until", String(5), nullable=False),
    # Something happened that they were not told of yet; and when they were last told.
    Column("waiting", Boolean, nullable=False, default=False),
    Column("told_at", Instant()),
)
