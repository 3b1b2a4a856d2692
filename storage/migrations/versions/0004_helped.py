"""Asking each conversation once whether it helped: that it was asked, and nothing of the answer."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody was asked before."""
    op.add_column(
        "conversations", sa.Column("asked_helped", sa.Boolean(), nullable=False, server_default=sa.text("false"))
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_column("conversations", "asked_helped")
