"""The first tables."""

import sqlalchemy as sa
from alembic import op

from storage.schema import Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "ballots",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballots")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "counters",
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("table_name", sa.String(length=32), nullable=False),
        sa.Column("cell", sa.String(length=128), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("period", "table_name", "cell", name=op.f("pk_counters")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "facts",
        sa.Column("code", sa.String(length=48), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_facts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "offers",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_offers")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key_check", sa.LargeBinary(), nullable=False),
        sa.Column("signing_public", sa.LargeBinary(), nullable=False),
        sa.Column("signing_wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("recovery_public", sa.LargeBinary(), nullable=False),
        sa.Column("statistics_public", sa.LargeBinary(), nullable=False),
        sa.Column("statistics_wrapped", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_organisation_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "published",
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("table_name", sa.String(length=32), nullable=False),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("period", "table_name", name=op.f("pk_published")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "queues",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("age_bands", sa.String(length=64), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("recovery_wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("opening_hours", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queues")),
        sa.UniqueConstraint("code", name=op.f("uq_queues_code")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "shred_keys",
        sa.Column("conversation_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_shred_keys")),
        schema="shred",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("login", sa.String(length=64), nullable=False),
        sa.Column("shown_name", sa.String(length=64), nullable=False),
        sa.Column("roles", sa.String(length=64), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("private_wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("totp_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("totp_last_step", sa.Integer(), nullable=False),
        sa.Column("failed_logins", sa.Integer(), nullable=False),
        sa.Column("locked_until", Instant(), nullable=True),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("login", name=op.f("uq_staff_login")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("staff_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("action", sa.String(length=48), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_audit_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_audit_at"), "audit", ["at"], unique=False)
    op.create_table(
        "conversations",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("first_contact_on", sa.Date(), nullable=False),
        sa.Column("last_activity_on", sa.Date(), nullable=False),
        sa.Column("script", sa.String(length=32), nullable=False),
        sa.Column("journal", sa.LargeBinary(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("queue_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("queue_wrapped", sa.LargeBinary(), nullable=True),
        sa.Column("urgency", sa.String(length=16), nullable=True),
        sa.Column("age_band", sa.String(length=16), nullable=True),
        sa.Column("role", sa.String(length=16), nullable=True),
        sa.Column("wish", sa.String(length=16), nullable=True),
        sa.Column("summary", sa.LargeBinary(), nullable=True),
        sa.Column("waiting_since", Instant(), nullable=True),
        sa.Column("claimed_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("code_tag", sa.LargeBinary(length=32), nullable=True),
        sa.Column("code_wrapped", sa.LargeBinary(), nullable=True),
        sa.Column("code_settled", sa.Boolean(), nullable=False),
        sa.Column("seen_by_visitor", sa.Integer(), nullable=False),
        sa.Column("seen_by_therapist", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["claimed_by"], ["staff.id"], name=op.f("fk_conversations_claimed_by")),
        sa.ForeignKeyConstraint(["queue_id"], ["queues.id"], name=op.f("fk_conversations_queue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations")),
        sa.UniqueConstraint("code_tag", name=op.f("uq_conversations_code_tag")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_conversations_queue_id_state", "conversations", ["queue_id", "state"], unique=False)
    op.create_table(
        "queue_members",
        sa.Column("queue_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("staff_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("private_wrapped", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["queue_id"], ["queues.id"], name=op.f("fk_queue_members_queue_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_queue_members_staff_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("queue_id", "staff_id", name=op.f("pk_queue_members")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "staff_sessions",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("staff_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("private_wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_staff_sessions_staff_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_staff_sessions")),
        sqlite_with_rowid=False,
    )
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
        "messages",
        sa.Column("conversation_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("direction", sa.String(length=16), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("press", sa.LargeBinary(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_messages_conversation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("conversation_id", "sequence", name=op.f("pk_messages")),
        sa.UniqueConstraint("conversation_id", "press", name=op.f("uq_messages_conversation_id_press")),
        sqlite_with_rowid=False,
    )
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
    op.create_table(
        "visitor_sessions",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("conversation_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("private_wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("code_wrapped", sa.LargeBinary(), nullable=True),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_visitor_sessions_conversation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_visitor_sessions")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_visitor_sessions_conversation_id"), "visitor_sessions", ["conversation_id"], unique=False)


def downgrade() -> None:
    """Take them away."""
    op.drop_index(op.f("ix_visitor_sessions_conversation_id"), table_name="visitor_sessions")
    op.drop_table("visitor_sessions")
    op.drop_table("pretalks")
    op.drop_table("messages")
    op.drop_index("ix_times_queue_id_starts_at", table_name="times")
    op.drop_table("times")
    op.drop_table("staff_sessions")
    op.drop_table("queue_members")
    op.drop_index("ix_conversations_queue_id_state", table_name="conversations")
    op.drop_table("conversations")
    op.drop_index(op.f("ix_audit_at"), table_name="audit")
    op.drop_table("audit")
    op.drop_table("staff")
    op.drop_table("shred_keys", schema="shred")
    op.drop_table("queues")
    op.drop_table("published")
    op.drop_table("organisation")
    op.drop_table("offers")
    op.drop_table("facts")
    op.drop_table("counters")
    op.drop_table("ballots")
