"""The tables of pre-talks: when and where they can be, and what is booked.

Rules they keep: what could be offered is never stored, only the patterns it follows from. One time, one pre-talk:
`taken` has a row for each five minutes of each therapist and of each room that only one talk can use, so that two talks
cannot lie over each other in either database. Of an imported calendar only the busy stretches are kept.
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
)

from storage.schema import Instant, table

# A place with a name: a room at the unit, an outreach place, a phone number, a meeting point, the base of online links.
venues = table(
    "venues",
    Column("id", LargeBinary(16), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("place", String(16), nullable=False),
    Column("address", Text, nullable=False),
    # How to find it, in words.
    Column("way", Text, nullable=False),
    # Only one talk at a time can be there.
    Column("once", Boolean, nullable=False),
    Column("retired", Boolean, nullable=False, default=False),
)

# When a therapist offers pre-talks: one weekday, from one clock time at the unit to another. A single extra time is a
# pattern whose first day is its last.
patterns = table(
    "patterns",
    Column("id", LargeBinary(16), primary_key=True),
    Column("staff_id", LargeBinary(16), ForeignKey("staff.id"), nullable=False, index=True),
    Column("second_id", LargeBinary(16), ForeignKey("staff.id")),
    Column("queue_id", LargeBinary(16), ForeignKey("queues.id"), nullable=False, index=True),
    Column("weekday", Integer, nullable=False),
    Column("opens", String(5), nullable=False),
    Column("closes", String(5), nullable=False),
    Column("every_weeks", Integer, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date),
    Column("minutes", Integer, nullable=False),
    Column("before", Integer, nullable=False),
    Column("after", Integer, nullable=False),
    Column("notice_hours", Integer, nullable=False),
    Column("place", String(16), nullable=False),
    Column("venue_id", LargeBinary(16), ForeignKey("venues.id")),
    # Empty: every age of the queue.
    Column("bands", String(64), nullable=False),
    Column("languages", String(32), nullable=False),
    CheckConstraint("minutes > 0", name="minutes_positive"),
    CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday_of_seven"),
)

# Days a therapist is away, both ends counted in.
days_off = table(
    "days_off",
    Column("id", LargeBinary(16), primary_key=True),
    Column("staff_id", LargeBinary(16), ForeignKey("staff.id"), nullable=False, index=True),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
)

# Single stretches in which a therapist offers nothing, though a pattern does.
closed_times = table(
    "closed_times",
    Column("id", LargeBinary(16), primary_key=True),
    Column("staff_id", LargeBinary(16), ForeignKey("staff.id"), nullable=False, index=True),
    Column("starts_at", Instant(), nullable=False),
    Column("ends_at", Instant(), nullable=False),
)

# Days on which the unit does otherwise than the public holidays say.
unit_days = table(
    "unit_days",
    Column("day", Date, primary_key=True),
    Column("closed", Boolean, nullable=False),
)

# A therapist's other calendar, whose events block times. Its address and password lie under the server's key.
busy_calendars = table(
    "busy_calendars",
    Column("id", LargeBinary(16), primary_key=True),
    Column("staff_id", LargeBinary(16), ForeignKey("staff.id"), nullable=False, index=True),
    Column("wrapped", LargeBinary),
    Column("read_at", Instant()),
    # When it is read the next time; nothing for a file that was sent in.
    Column("due_at", Instant()),
    # Why it could not be read the last time; empty when it could.
    Column("problem", String(48), nullable=False),
)

busy = table(
    "busy",
    Column("calendar_id", LargeBinary(16), ForeignKey("busy_calendars.id", ondelete="CASCADE"), primary_key=True),
    Column("starts_at", Instant(), primary_key=True),
    Column("ends_at", Instant(), nullable=False),
)

# A therapist's private calendar file: found by the digest of the secret in its address.
feeds = table(
    "feeds",
    Column("staff_id", LargeBinary(16), ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    Column("digest", LargeBinary(32), nullable=False, unique=True),
)

pretalks = table(
    "pretalks",
    Column("id", LargeBinary(16), primary_key=True),
    Column(
        "conversation_id",
        LargeBinary(16),
        ForeignKey("conversations.id", ondelete="CASCADE"),
        nullable=False,
        unique=True,
    ),
    Column("state", String(16), nullable=False),
    # The time, when there is one.
    Column("staff_id", LargeBinary(16), ForeignKey("staff.id")),
    Column("second_id", LargeBinary(16), ForeignKey("staff.id")),
    Column("starts_at", Instant()),
    Column("minutes", Integer),
    Column("before", Integer),
    Column("after", Integer),
    Column("place", String(16)),
    Column("venue_id", LargeBinary(16), ForeignKey("venues.id")),
    # Sealed to the conversation: the two words said at the door instead of a name, and the address of an online room.
    Column("arrival_word", LargeBinary),
    Column("link", LargeBinary),
    # The calendar entry's identity (a random value) and how many times it was changed, for .ics updates.
    Column("calendar_id", LargeBinary(16), nullable=False),
    Column("calendar_sequence", Integer, nullable=False, default=0),
    # The dates the 14-day clock is read from.
    Column("wished_on", Date, nullable=False),
    Column("offered_on", Date),
    Column("booked_on", Date),
    Column("given_up_on", Date),
    # The days that are not counted: from the one she asked for later on, up to the one she wants a time from.
    Column("later_on", Date),
    Column("later_from", Date),
    Column("delay_reason", String(24)),
    # How far the clock had come when somebody was told of it last.
    Column("told", Integer, nullable=False, default=0),
    # How often nobody came, whether the last time was cancelled on its day, and whether the way to it is counted.
    Column("missed", Integer, nullable=False, default=0),
    Column("cancelled_late", Boolean, nullable=False, default=False),
    Column("counted", Boolean, nullable=False, default=False),
    Index("ix_pretalks_staff_id_starts_at", "staff_id", "starts_at"),
    Index("ix_pretalks_second_id_starts_at", "second_id", "starts_at"),
)

# Five minutes of somebody, or of a room: who has them, for good or until then. `taking` says for what: a pre-talk's id,
# a conversation's while its visitor decides, a proposal's.
taken = table(
    "taken",
    Column("resource", LargeBinary(16), primary_key=True),
    Column("cell", Integer, primary_key=True),
    Column("taking", LargeBinary(16), nullable=False, index=True),
    Column(
        "conversation_id",
        LargeBinary(16),
        ForeignKey("conversations.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("held_until", Instant()),
)

# Times a therapist proposes inside a conversation, held until they lapse.
proposals = table(
    "proposals",
    Column("id", LargeBinary(16), primary_key=True),
    Column(
        "conversation_id",
        LargeBinary(16),
        ForeignKey("conversations.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("kind", String(16), nullable=False),
    Column("staff_id", LargeBinary(16), ForeignKey("staff.id"), nullable=False),
    Column("second_id", LargeBinary(16), ForeignKey("staff.id")),
    Column("starts_at", Instant(), nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("before", Integer, nullable=False),
    Column("after", Integer, nullable=False),
    Column("place", String(16), nullable=False),
    Column("venue_id", LargeBinary(16), ForeignKey("venues.id")),
    Column("lapses_at", Instant(), nullable=False),
)

# How many began to want a pre-talk, by day: what the forecast reckons with. Shares nothing with any row about somebody.
demand = table(
    "demand",
    Column("day", Date, primary_key=True),
    Column("queue_id", LargeBinary(16), ForeignKey("queues.id", ondelete="CASCADE"), primary_key=True),
    Column("count", Integer, nullable=False),
)

# Longer texts an administrator wrote instead of those that come with the program.
written_texts = table(
    "written_texts",
    Column("code", String(48), primary_key=True),
    Column("language", String(8), primary_key=True),
    Column("body", Text, nullable=False),
)
