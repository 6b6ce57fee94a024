"""What two persons left out of the rates: a mark on the ticket, and a row for who said so and why.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
STATES = ("asked", "stands", "refused", "taken_back")
OPEN = sa.text("state in ('asked', 'stands')")


def upgrade() -> None:
    """Go one version up."""
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.add_column(sa.Column("excluded", sa.String(length=24), nullable=True))
    state = sa.Enum(
        *STATES, name="exclusionstate", native_enum=False, length=24, create_constraint=True
    )
    op.create_table(
        "exclusion",
        sa.Column("id", KEY, nullable=False),
        sa.Column("ticket_id", KEY, nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", state, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("asked_by", KEY, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by", KEY, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_by", KEY, nullable=True),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_exclusion_ticket_id_ticket")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exclusion")),
    )
    op.create_index("ix_exclusion_ticket_id", "exclusion", ["ticket_id"])
    op.create_index(
        "ix_exclusion_open",
        "exclusion",
        ["ticket_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def downgrade() -> None:
    """Go one version down."""
    op.drop_table("exclusion")
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.drop_column("excluded")
