"""The tables, nothing else; those of the messengers are in `messenger_tables`.

Rules they keep: ids are random 128-bit values, never a counter; nothing outside an envelope tells a time of day
except while somebody waits; a row about a contact and a row about a count share no value. The `shred` schema is
a small store of its own (an attached file in SQLite, a schema in PostgreSQL) that long-lived backups leave out:
deleting a conversation's shred key there makes every copy of its wrapped keys worthless (DESIGN.md 3).
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    false,
)

from storage.schema import SHRED_SCHEMA, Instant, table

# One row: who this installation is. Private keys here are wrapped under the server's key file.
organisation = table(
    "organisation",
    Column("id", Integer, primary_key=True),
    Column("key_check", LargeBinary, nullable=False),
    Column("signing_public", LargeBinary, nullable=False),
    Column("signing_wrapped", LargeBinary, nullable=False),
    Column("recovery_public", LargeBinary, nullable=False),
    Column("statistics_public", LargeBinary, nullable=False),
    # Empty from when somebody is at the unit: then it lies under their keys (statistics_keys).
    Column("statistics_wrapped", LargeBinary, nullable=False),
    Column("statistics_recovery", LargeBinary),
    CheckConstraint("id = 1", name="one_row"),
)

staff = table(
    "staff",
    Column("id", LargeBinary(16), primary_key=True),
    Column("login", String(64), nullable=False, unique=True),
    Column("shown_name", String(64), nullable=False),
    Column("roles", String(64), nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("private_wrapped", LargeBinary, nullable=False),
    Column("totp_sealed", LargeBinary, nullable=False),
    Column("totp_last_step", Integer, nullable=False, default=0),
    Column("failed_logins", Integer, nullable=False, default=0),
    Column("locked_until", Instant()),
    Column("disabled", Boolean, nullable=False, default=False),
)

staff_sessions = table(
    "staff_sessions",
    Column("digest", LargeBinary(32), primary_key=True),
    Column("staff_id", LargeBinary(16), ForeignKey("staff.id", ondelete="CASCADE"), nullable=False),
    Column("private_wrapped", LargeBinary, nullable=False),
    Column("expires_at", Instant(), nullable=False),
)

queues = table(
    "queues",
    Column("id", LargeBinary(16), primary_key=True),
    Column("code", String(32), nullable=False, unique=True),
    Column("age_bands", String(64), nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("recovery_wrapped", LargeBinary, nullable=False),
    Column("opening_hours", Text, nullable=False),
)

queue_members = table(
    "queue_members",
    Column("queue_id", LargeBinary(16), ForeignKey("queues.id", ondelete="CASCADE"), primary_key=True),
    Column("staff_id", LargeBinary(16), ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    Column("private_wrapped", LargeBinary, nullable=False),
)

# The key that opens ballots, for everybody at the unit.
statistics_keys = table(
    "statistics_keys",
    Column("staff_id", LargeBinary(16), ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    Column("private_wrapped", LargeBinary, nullable=False),
)

conversations = table(
    "conversations",
    Column("id", LargeBinary(16), primary_key=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("channel", String(16), nullable=False),
    Column("language", String(8), nullable=False),
    Column("state", String(16), nullable=False),
    Column("first_contact_on", Date, nullable=False),
    Column("last_activity_on", Date, nullable=False),
    # The script that is being asked now ("" when none is), and its journal, sealed to the conversation.
    Column("script", String(32), nullable=False),
    Column("journal", LargeBinary),
    # Counts every change of the row; what a page was drawn from is compared with it.
    Column("revision", Integer, nullable=False, default=0),
    # What routing and the queue's list need; the rest of the screening is in the sealed summary.
    Column("queue_id", LargeBinary(16), ForeignKey("queues.id")),
    Column("queue_wrapped", LargeBinary),
    Column("urgency", String(16)),
    Column("age_band", String(16)),
    Column("role", String(16)),
    Column("wish", String(16)),
    Column("summary", LargeBinary),
    # The minute somebody began to wait; emptied as soon as nobody does.
    Column("waiting_since", Instant()),
    Column("claimed_by", LargeBinary(16), ForeignKey("staff.id")),
    # The return code: a tag to find the conversation by and the private key wrapped under the code.
    Column("code_tag", LargeBinary(32), unique=True),
    Column("code_wrapped", LargeBinary),
    Column("code_settled", Boolean, nullable=False, default=False),
    # The highest message number each side has had on its screen.
    Column("seen_by_visitor", Integer, nullable=False, default=0),
    Column("seen_by_therapist", Integer, nullable=False, default=0),
    # While the server itself can open the script's journal (a messenger's visitor has no cookie): until when, at most.
    Column("desk_until", Instant()),
    # Whether it was asked, once, if it got the help it needed; what was answered is nowhere.
    Column("asked_helped", Boolean, nullable=False, server_default=false()),
    # How often it was closed and counted; who comes back after that goes on with an earlier contact.
    Column("times_closed", Integer),
    # Everything a place in the queue depends on: the rows themselves are long.
    Index("ix_conversations_place", "queue_id", "state", "urgency", "waiting_since"),
)

visitor_sessions = table(
    "visitor_sessions",
    Column("digest", LargeBinary(32), primary_key=True),
    Column(
        "conversation_id",
        LargeBinary(16),
        ForeignKey("conversations.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("private_wrapped", LargeBinary, nullable=False),
    # The return code while it is shown, wrapped under the session's secret; emptied when it is settled.
    Column("code_wrapped", LargeBinary),
    Column("expires_at", Instant(), nullable=False),
)

messages = table(
    "messages",
    Column(
        "conversation_id",
        LargeBinary(16),
        ForeignKey("conversations.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("sequence", Integer, primary_key=True),
    Column("direction", String(16), nullable=False),
    Column("written_on", Date, nullable=False),
    Column("body", LargeBinary, nullable=False),
    # A random value from the form it was sent with: the same press twice is one message.
    Column("press", LargeBinary(16), nullable=False),
    # What became of it on its way to a messenger; empty where it is only read on the web.
    Column("delivery", String(16)),
    UniqueConstraint("conversation_id", "press"),
)

# Counting (DESIGN.md 4). No column here is shared with any table above.
ballots = table(
    "ballots",
    Column("id", LargeBinary(16), primary_key=True),
    Column("month", String(7), nullable=False),
    Column("envelope", LargeBinary, nullable=False),
)

counters = table(
    "counters",
    Column("period", String(10), primary_key=True),
    # By which tables it is counted, as they are declared.
    Column("counted_by", LargeBinary, nullable=False),
    # What was counted, sealed to the statistics key.
    Column("envelope", LargeBinary, nullable=False),
)

published = table(
    "published",
    Column("period", String(10), primary_key=True),
    Column("table_name", String(32), primary_key=True),
    Column("cells", Text, nullable=False),
)

# A sheet that somebody is importing: sealed under a key that lies in their page alone, gone within hours.
held_sheets = table(
    "held_sheets",
    Column("id", LargeBinary(16), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("expires_at", Instant(), nullable=False),
)

# Sheets that were imported: a keyed hash of what stood in them, the day, and how many contacts in which months. Until
# they are counted the contacts lie here, in one envelope to the statistics key.
imports = table(
    "imports",
    Column("mark", LargeBinary(16), primary_key=True),
    Column("imported_on", Date, nullable=False),
    Column("counts", Text, nullable=False),
    Column("envelope", LargeBinary),
)

# Corrections of exact totals of closed months. Who made one, and at which minute, is in the audit trail alone.
corrections = table(
    "corrections",
    Column("id", LargeBinary(16), primary_key=True),
    # The open month it counts in, and the closed one that it puts right.
    Column("month", String(7), nullable=False),
    Column("corrects", String(7), nullable=False),
    Column("unit", String(32), nullable=False),
    Column("number", Integer, nullable=False),
    Column("reason", Text, nullable=False),
)

# What a unit's year is set beside: how somebody else's contacts were spread, one comparison for each year.
comparisons = table(
    "comparisons",
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("name", String(64), nullable=False),
    Column("lines", Text, nullable=False),
)

# Who did what in the console. Never content, and never a ballot.
audit = table(
    "audit",
    Column("id", LargeBinary(16), primary_key=True),
    Column("at", Instant(), nullable=False, index=True),
    Column("staff_id", LargeBinary(16), ForeignKey("staff.id")),
    Column("action", String(48), nullable=False),
    Column("subject", String(64), nullable=False, default=""),
)

# Facts that texts show (helplines and laws) and other offers: started from data files, edited by an administrator.
facts = table(
    "facts",
    Column("code", String(48), primary_key=True),
    Column("fields", Text, nullable=False),
)

offers = table(
    "offers",
    Column("name", String(200), primary_key=True),
    Column("fields", Text, nullable=False),
)

shred_keys = table(
    "shred_keys",
    Column("conversation_id", LargeBinary(16), primary_key=True),
    Column("key", LargeBinary(32), nullable=False),
    schema=SHRED_SCHEMA,
)
