"""What a year is set beside in the yearly report."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "comparisons",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_comparisons")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Take it away, and the comparisons with it."""
    op.drop_table("comparisons")
