"""The weekly summary is signed before it goes; what is there already was sent.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

STATES = ("draft", "approved", "sent", "declined")
ADDED = ("state", "left_out", "added", "asked", "asked_at")
SIGNED = ("signed_by", "signed_at", "send_at", "corrections")
MOMENT = sa.DateTime(timezone=True)
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Go one version up."""
    state = sa.Enum(*STATES, name="summarystate", native_enum=False, length=24)
    with op.batch_alter_table("summary", schema=None) as batch_op:
        batch_op.add_column(sa.Column("state", state, nullable=False, server_default="sent"))
        for name in ("left_out", "added", "corrections"):
            batch_op.add_column(sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("asked", KEY, nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("asked_at", MOMENT, nullable=True))
        batch_op.add_column(sa.Column("signed_by", KEY, nullable=True))
        batch_op.add_column(sa.Column("signed_at", MOMENT, nullable=True))
        batch_op.add_column(sa.Column("send_at", MOMENT, nullable=True))
    with op.batch_alter_table("summary", schema=None) as batch_op:
        for name in ("state", "left_out", "added", "corrections", "asked"):
            batch_op.alter_column(name, server_default=None)
        batch_op.create_check_constraint(
            op.f("ck_summary_summarystate"), "state IN ({})".format(", ".join(map(repr, STATES)))
        )


def downgrade() -> None:
    """Go one version down."""
    with op.batch_alter_table("summary", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_summary_summarystate"), type_="check")
        for name in (*ADDED, *SIGNED):
            batch_op.drop_column(name)
