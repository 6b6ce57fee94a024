"""Examples, studies and proposed words.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    """Go one version up."""
    op.create_table(
        "example",
        sa.Column("id", KEY, nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("ticket_id", KEY, nullable=False),
        sa.Column("given", sa.String(length=40), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=True),
        sa.Column(
            "route", _choice("route", "community", "property", "joint", "refer"), nullable=False
        ),
        sa.Column(
            "source", _choice("examplesource", "correction", "return", "ruling"), nullable=False
        ),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_example_ticket_id_ticket")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_example")),
        sa.UniqueConstraint("ticket_id", name=op.f("uq_example_ticket_id")),
    )
    op.create_index("ix_example_unit_at", "example", ["unit", "at"], unique=False)
    op.create_table(
        "proposal",
        sa.Column("id", KEY, nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("word", sa.String(length=8), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        *(
            sa.Column(name, KEY, nullable=False)
            for name in ("examples", "residents", "right_before", "right_after", "measured")
        ),
        sa.Column(
            "state",
            _choice("proposalstate", "waiting", "accepted", "declined", "withdrawn"),
            nullable=False,
        ),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("answered_by", KEY, nullable=True),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("withdrawn_by", KEY, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    op.create_index("ix_proposal_unit_state", "proposal", ["unit", "state"], unique=False)
    op.create_table(
        "study",
        sa.Column("id", KEY, nullable=False),
        sa.Column("night", sa.String(length=10), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("examples", KEY, nullable=False),
        sa.Column("asked", KEY, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study")),
        sa.UniqueConstraint("night", "unit", name=op.f("uq_study_night_unit")),
    )


def downgrade() -> None:
    """Go one version down."""
    op.drop_table("study")
    op.drop_index("ix_proposal_unit_state", table_name="proposal")
    op.drop_table("proposal")
    op.drop_index("ix_example_unit_at", table_name="example")
    op.drop_table("example")
