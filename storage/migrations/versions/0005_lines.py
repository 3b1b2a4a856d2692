"""Sheets that are imported, and how often a conversation was closed."""

import sqlalchemy as sa
from alembic import op

from storage.schema import Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and the column; what was closed before goes on as if it had not been."""
    op.create_table(
        "held_sheets",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_sheets")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "imports",
        sa.Column("mark", sa.LargeBinary(length=16), nullable=False),
        sa.Column("imported_on", sa.Date(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_imports")),
        sqlite_with_rowid=False,
    )
    op.add_column("conversations", sa.Column("times_closed", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take them away; what was imported stays counted."""
    op.drop_column("conversations", "times_closed")
    op.drop_table("imports")
    op.drop_table("held_sheets")
