"""The counters are sealed to the key that people at the unit hold."""

import sqlalchemy as sa
from alembic import op

from storage.counters import sealed

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Seal what was counted, period by period; by which tables, is not known any more."""
    connection = op.get_bind()
    found = connection.execute(sa.text("SELECT period, table_name, cell, count FROM counters")).all()
    held: dict[str, dict[str, dict[str, int]]] = {}
    for period, table, cell, number in found:
        held.setdefault(period, {}).setdefault(table, {})[cell] = number
    public = connection.execute(sa.text("SELECT statistics_public FROM organisation")).scalar()
    op.drop_table("counters")
    made = op.create_table(
        "counters",
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("counted_by", sa.LargeBinary(), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("period", name=op.f("pk_counters")),
        sqlite_with_rowid=False,
    )
    if held and public is not None:
        rows = [
            {"period": period, "counted_by": b"", "envelope": sealed(period, tables, public=bytes(public))}
            for period, tables in sorted(held.items())
        ]
        op.bulk_insert(made, rows)


def downgrade() -> None:
    """Make the table there was, empty: whoever goes back so far goes back to a copy of before."""
    op.drop_table("counters")
    op.create_table(
        "counters",
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("table_name", sa.String(length=32), nullable=False),
        sa.Column("cell", sa.String(length=128), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("period", "table_name", "cell", name=op.f("pk_counters")),
        sqlite_with_rowid=False,
    )
