"""Tickets that are merged into another one.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BEFORE = ("queued", "handling", "ruling", "done", "closed", "withdrawn")
AFTER = (*BEFORE, "merged")
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COUNTS = {"merged": "0", "households": "1", "raised": "0"}


def upgrade() -> None:
    """Go one version up."""
    _allow(AFTER)
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.add_column(sa.Column("spot", sa.String(length=160), nullable=True))
        batch_op.add_column(sa.Column("household", sa.String(length=160), nullable=True))
        batch_op.add_column(sa.Column("alike", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("merged_into", KEY, nullable=True))
        for name, usual in COUNTS.items():
            batch_op.add_column(sa.Column(name, KEY, nullable=False, server_default=usual))
        batch_op.add_column(
            sa.Column("incident", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.create_foreign_key(
            op.f("fk_ticket_merged_into_ticket"), "ticket", ["merged_into"], ["id"]
        )
        batch_op.create_index("ix_ticket_spot", ["spot", "status"], unique=False)
        batch_op.create_index("ix_ticket_merged_into", ["merged_into"], unique=False)
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        for name in (*COUNTS, "incident"):
            batch_op.alter_column(name, server_default=None)


def downgrade() -> None:
    """Go one version down."""
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.drop_index("ix_ticket_merged_into")
        batch_op.drop_index("ix_ticket_spot")
        batch_op.drop_constraint(op.f("fk_ticket_merged_into_ticket"), type_="foreignkey")
        for name in ("incident", *COUNTS, "merged_into", "alike", "household", "spot"):
            batch_op.drop_column(name)
    _allow(BEFORE)


def _allow(values: tuple[str, ...]) -> None:
    """The statuses a ticket may have. Where there is no "merged" such a ticket goes back to its
    queue, with its clocks: those of an earlier round are dropped as they fire."""
    if "merged" not in values:
        op.execute(
            "update timer set state = 'pending' where state = 'cancelled' and ticket_id in "
            "(select id from ticket where status = 'merged')"
        )
        op.execute("update ticket set status = 'queued' where status = 'merged'")
    listed = ", ".join(f"'{value}'" for value in values)
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_ticket_status"), type_="check")
        batch_op.create_check_constraint(op.f("ck_ticket_status"), f"status IN ({listed})")
