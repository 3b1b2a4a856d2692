"""The key that opens ballots is held by the people at the unit, and no more by the key file."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for everybody's copy. The next start gives each one theirs, and takes the key file's away."""
    op.create_table(
        "statistics_keys",
        sa.Column("staff_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("private_wrapped", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_statistics_keys_staff_id_staff"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_statistics_keys")),
        sqlite_with_rowid=False,
    )
    op.add_column("organisation", sa.Column("statistics_recovery", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """Take it away; whoever goes back so far opens no ballot that waits."""
    op.drop_column("organisation", "statistics_recovery")
    op.drop_table("statistics_keys")
