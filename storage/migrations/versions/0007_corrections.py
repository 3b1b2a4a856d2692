"""Corrections of exact totals."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "corrections",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("corrects", sa.String(length=7), nullable=False),
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Take it away, and the corrections with it."""
    op.drop_table("corrections")
