"""Pre-talks: patterns instead of single times, venues, calendars, what is taken, proposals, and the clock's dates.

A free time that was put out becomes a pattern of one day; a booked one stays with its pre-talk. Clock times are those
of Copenhagen, the only zone there was until now.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

from storage.schema import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ZONE = ZoneInfo("Europe/Copenhagen")
CELL = 300
NOTICE_HOURS = 3

times = sa.table(
    "times",
    sa.column("id"),
    sa.column("staff_id"),
    sa.column("queue_id"),
    sa.column("starts_at", Instant()),
    sa.column("minutes"),
    sa.column("place"),
)
old_pretalks = sa.table(
    "pretalks",
    sa.column("id"),
    sa.column("conversation_id"),
    sa.column("time_id"),
    sa.column("state"),
    sa.column("arrival_word"),
    sa.column("calendar_id"),
    sa.column("calendar_sequence"),
)
conversations = sa.table("conversations", sa.column("id"), sa.column("first_contact_on", sa.Date()))


def upgrade() -> None:
    """Make them, and move what there is."""
    connection = op.get_bind()
    put_out = {row["id"]: row for row in connection.execute(sa.select(times)).mappings()}
    with_day = sa.select(old_pretalks, conversations.c.first_contact_on).join(
        conversations, conversations.c.id == old_pretalks.c.conversation_id
    )
    wanted = tuple(connection.execute(with_day).mappings())
    op.drop_index("ix_conversations_queue_id_state", table_name="conversations")
    op.create_index(
        "ix_conversations_place", "conversations", ["queue_id", "state", "urgency", "waiting_since"], unique=False
    )
    op.drop_table("pretalks")
    op.drop_table("times")
    op.create_table(
        "venues",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("place", sa.String(length=16), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("once", sa.Boolean(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venues")),
        sqlite_with_rowid=False,
    )
    patterns = op.create_table(
        "patterns",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("staff_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("second_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("queue_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.String(length=5), nullable=False),
        sa.Column("closes", sa.String(length=5), nullable=False),
        sa.Column("every_weeks", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("notice_hours", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=16), nullable=False),
        sa.Column("venue_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("bands", sa.String(length=64), nullable=False),
        sa.Column("languages", sa.String(length=32), nullable=False),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_patterns_minutes_positive")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_patterns_weekday_of_seven")),
        sa.ForeignKeyConstraint(["queue_id"], ["queues.id"], name=op.f("fk_patterns_queue_id")),
        sa.ForeignKeyConstraint(["second_id"], ["staff.id"], name=op.f("fk_patterns_second_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_patterns_staff_id")),
        sa.ForeignKeyConstraint(["venue_id"], ["venues.id"], name=op.f("fk_patterns_venue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patterns")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_patterns_queue_id"), "patterns", ["queue_id"], unique=False)
    op.create_index(op.f("ix_patterns_staff_id"), "patterns", ["staff_id"], unique=False)
    op.create_table(
        "days_off",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("staff_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_days_off_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_days_off")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_days_off_staff_id"), "days_off", ["staff_id"], unique=False)
    op.create_table(
        "closed_times",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("staff_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("starts_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_closed_times_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_times")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_closed_times_staff_id"), "closed_times", ["staff_id"], unique=False)
    op.create_table(
        "unit_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_unit_days")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "busy_calendars",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("staff_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=True),
        sa.Column("read_at", Instant(), nullable=True),
        sa.Column("due_at", Instant(), nullable=True),
        sa.Column("problem", sa.String(length=48), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_busy_calendars_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_busy_calendars")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_busy_calendars_staff_id"), "busy_calendars", ["staff_id"], unique=False)
    op.create_table(
        "busy",
        sa.Column("calendar_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("starts_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["calendar_id"], ["busy_calendars.id"], name=op.f("fk_busy_calendar_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("calendar_id", "starts_at", name=op.f("pk_busy")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "feeds",
        sa.Column("staff_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_feeds_staff_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_feeds")),
        sa.UniqueConstraint("digest", name=op.f("uq_feeds_digest")),
        sqlite_with_rowid=False,
    )
    pretalks = op.create_table(
        "pretalks",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("conversation_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("staff_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("second_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("starts_at", Instant(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("before", sa.Integer(), nullable=True),
        sa.Column("after", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=16), nullable=True),
        sa.Column("venue_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("arrival_word", sa.LargeBinary(), nullable=True),
        sa.Column("link", sa.LargeBinary(), nullable=True),
        sa.Column("calendar_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("calendar_sequence", sa.Integer(), nullable=False),
        sa.Column("wished_on", sa.Date(), nullable=False),
        sa.Column("offered_on", sa.Date(), nullable=True),
        sa.Column("booked_on", sa.Date(), nullable=True),
        sa.Column("given_up_on", sa.Date(), nullable=True),
        sa.Column("later_on", sa.Date(), nullable=True),
        sa.Column("later_from", sa.Date(), nullable=True),
        sa.Column("delay_reason", sa.String(length=24), nullable=True),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("missed", sa.Integer(), nullable=False),
        sa.Column("cancelled_late", sa.Boolean(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_pretalks_conversation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["second_id"], ["staff.id"], name=op.f("fk_pretalks_second_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_pretalks_staff_id")),
        sa.ForeignKeyConstraint(["venue_id"], ["venues.id"], name=op.f("fk_pretalks_venue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pretalks")),
        sa.UniqueConstraint("conversation_id", name=op.f("uq_pretalks_conversation_id")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_pretalks_second_id_starts_at", "pretalks", ["second_id", "starts_at"], unique=False)
    op.create_index("ix_pretalks_staff_id_starts_at", "pretalks", ["staff_id", "starts_at"], unique=False)
    taken = op.create_table(
        "taken",
        sa.Column("resource", sa.LargeBinary(length=16), nullable=False),
        sa.Column("cell", sa.Integer(), nullable=False),
        sa.Column("taking", sa.LargeBinary(length=16), nullable=False),
        sa.Column("conversation_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("held_until", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_taken_conversation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("resource", "cell", name=op.f("pk_taken")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_taken_conversation_id"), "taken", ["conversation_id"], unique=False)
    op.create_index(op.f("ix_taken_taking"), "taken", ["taking"], unique=False)
    op.create_table(
        "proposals",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("conversation_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("staff_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("second_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("starts_at", Instant(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=16), nullable=False),
        sa.Column("venue_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("lapses_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_proposals_conversation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["second_id"], ["staff.id"], name=op.f("fk_proposals_second_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_proposals_staff_id")),
        sa.ForeignKeyConstraint(["venue_id"], ["venues.id"], name=op.f("fk_proposals_venue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_proposals_conversation_id"), "proposals", ["conversation_id"], unique=False)
    op.create_table(
        "demand",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("queue_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["queue_id"], ["queues.id"], name=op.f("fk_demand_queue_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("day", "queue_id", name=op.f("pk_demand")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "written_texts",
        sa.Column("code", sa.String(length=48), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", "language", name=op.f("pk_written_texts")),
        sqlite_with_rowid=False,
    )

    op.bulk_insert(patterns, [_pattern(row) for row in put_out.values()])
    op.bulk_insert(pretalks, [_pretalk(row, put_out.get(row["time_id"])) for row in wanted])
    op.bulk_insert(
        taken, [each for row in wanted if row["state"] == "booked" for each in _cells(row, put_out[row["time_id"]])]
    )


def _pattern(time: Any) -> dict[str, Any]:
    """A time that was put out, as a pattern of one day."""
    starts_at: datetime = time["starts_at"].astimezone(ZONE)
    ends_at = starts_at + timedelta(minutes=time["minutes"])
    return {
        "id": time["id"],
        "staff_id": time["staff_id"],
        "second_id": None,
        "queue_id": time["queue_id"],
        "weekday": starts_at.weekday(),
        "opens": f"{starts_at:%H:%M}",
        "closes": f"{ends_at:%H:%M}",
        "every_weeks": 1,
        "first_day": starts_at.date(),
        "last_day": starts_at.date(),
        "minutes": time["minutes"],
        "before": 0,
        "after": 0,
        "notice_hours": NOTICE_HOURS,
        "place": time["place"],
        "venue_id": None,
        "bands": "",
        "languages": "da,en",
    }


def _pretalk(row: Any, time: Any) -> dict[str, Any]:
    day = row["first_contact_on"]
    kept = {name: row[name] for name in ("id", "conversation_id", "state", "arrival_word", "calendar_id")}
    return {
        **kept,
        "calendar_sequence": row["calendar_sequence"],
        "staff_id": time and time["staff_id"],
        "starts_at": time and time["starts_at"],
        "minutes": time and time["minutes"],
        "before": time and 0,
        "after": time and 0,
        "place": time and time["place"],
        "wished_on": day,
        "offered_on": time and day,
        "booked_on": time and day,
        "given_up_on": day if row["state"] == "given_up" else None,
        "told": 0,
        "missed": int(row["state"] == "absent"),
        "cancelled_late": False,
        # What was held before was told in the ballot of its contact.
        "counted": row["state"] == "held",
    }


def _cells(row: Any, time: Any) -> Iterator[dict[str, Any]]:
    first = int(time["starts_at"].timestamp()) // CELL
    last = int((time["starts_at"] + timedelta(minutes=time["minutes"])).timestamp() - 1) // CELL
    for cell in range(first, last + 1):
        yield {
            "resource": time["staff_id"],
            "cell": cell,
            "taking": row["id"],
            "conversation_id": row["conversation_id"],
            "held_until": None,
        }


def downgrade() -> None:
    """Take them away; patterns, and what was booked, go with them."""
    op.drop_index("ix_conversations_place", table_name="conversations")
    op.create_index("ix_conversations_queue_id_state", "conversations", ["queue_id", "state"], unique=False)
    op.drop_table("written_texts")
    op.drop_table("demand")
    op.drop_index(op.f("ix_proposals_conversation_id"), table_name="proposals")
    op.drop_table("proposals")
    op.drop_index(op.f("ix_taken_conversation_id"), table_name="taken")
    op.drop_index(op.f("ix_taken_taking"), table_name="taken")
    op.drop_table("taken")
    op.drop_index("ix_pretalks_second_id_starts_at", table_name="pretalks")
    op.drop_index("ix_pretalks_staff_id_starts_at", table_name="pretalks")
    op.drop_table("pretalks")
    op.drop_table("feeds")
    op.drop_table("busy")
    op.drop_index(op.f("ix_busy_calendars_staff_id"), table_name="busy_calendars")
    op.drop_table("busy_calendars")
    op.drop_table("unit_days")
    op.drop_index(op.f("ix_closed_times_staff_id"), table_name="closed_times")
    op.drop_table("closed_times")
    op.drop_index(op.f("ix_days_off_staff_id"), table_name="days_off")
    op.drop_table("days_off")
    op.drop_index(op.f("ix_patterns_queue_id"), table_name="patterns")
    op.drop_index(op.f("ix_patterns_staff_id"), table_name="patterns")
    op.drop_table("patterns")
    op.drop_table("venues")
    op.create_table(
        "times",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("staff_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("queue_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("starts_at", Instant(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=16), nullable=False),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_times_minutes_positive")),
        sa.ForeignKeyConstraint(["queue_id"], ["queues.id"], name=op.f("fk_times_queue_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_times_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_times")),
        sa.UniqueConstraint("staff_id", "starts_at", name=op.f("uq_times_staff_id_starts_at")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_times_queue_id_starts_at", "times", ["queue_id", "starts_at"], unique=False)
    op.create_table(
        "pretalks",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("conversation_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("time_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("arrival_word", sa.LargeBinary(), nullable=True),
        sa.Column("calendar_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("calendar_sequence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_pretalks_conversation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["time_id"], ["times.id"], name=op.f("fk_pretalks_time_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pretalks")),
        sa.UniqueConstraint("conversation_id", name=op.f("uq_pretalks_conversation_id")),
        sa.UniqueConstraint("time_id", name=op.f("uq_pretalks_time_id")),
        sqlite_with_rowid=False,
    )
