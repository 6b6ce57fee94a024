"""Deferrals, absences, leases; groups of the operators; due timers in the order of their claims.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
BEFORE = ("staff", "party")
AFTER = (*BEFORE, "ops")


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    """Go one version up."""
    op.create_table(
        "deferral",
        sa.Column("id", KEY, nullable=False),
        sa.Column("ticket_id", KEY, nullable=False),
        sa.Column("kind", _choice("deferralkind", "extension", "hold"), nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column(
            "state",
            _choice("deferralstate", "asked", "approved", "refused", "lapsed"),
            nullable=False,
        ),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("asked_by", KEY, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by", KEY, nullable=True),
        sa.Column("fix_before", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_deferral_ticket_id_ticket")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deferral")),
    )
    op.create_index("ix_deferral_ticket_id", "deferral", ["ticket_id"], unique=False)
    op.create_index("ix_deferral_state", "deferral", ["state"], unique=False)
    op.create_table(
        "absence",
        sa.Column("id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=True),
        sa.Column("deputy_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_absence_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["deputy_id"], ["person.id"], name=op.f("fk_absence_deputy_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index("ix_absence_person_id", "absence", ["person_id"], unique=False)
    op.create_table(
        "lease",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("holder", sa.String(length=64), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("free_from", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.add_column(sa.Column("held_until", MOMENT, nullable=True))
    _allow(AFTER)
    _order_due(["due_at", "id"])
    op.create_index("ix_outbox_ticket_id", "outbox", ["ticket_id"], unique=False)


def downgrade() -> None:
    """Go one version down."""
    op.drop_index("ix_outbox_ticket_id", table_name="outbox")
    _order_due(["due_at"])
    _allow(BEFORE)
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.drop_column("held_until")
    op.drop_table("lease")
    op.drop_index("ix_absence_person_id", table_name="absence")
    op.drop_table("absence")
    op.drop_index("ix_deferral_state", table_name="deferral")
    op.drop_index("ix_deferral_ticket_id", table_name="deferral")
    op.drop_table("deferral")


def _order_due(columns: list[str]) -> None:
    """The index of waiting timers: in the very order in which they are claimed, or each claim
    sorts all that is due at one moment."""
    waiting = sa.text("state = 'pending'")
    op.drop_index("ix_timer_due", table_name="timer")
    op.create_index(
        "ix_timer_due",
        "timer",
        columns,
        unique=False,
        sqlite_where=waiting,
        postgresql_where=waiting,
    )


def _allow(values: tuple[str, ...]) -> None:
    """What a group may be for. Where there are no operators' groups these are let go of."""
    if "ops" not in values:
        op.execute("delete from group_chat where purpose = 'ops'")
        op.execute("delete from invite where purpose = 'ops'")
    listed = ", ".join(f"'{value}'" for value in values)
    for table in ("group_chat", "invite"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(op.f(f"ck_{table}_grouppurpose"), type_="check")
            batch_op.create_check_constraint(
                op.f(f"ck_{table}_grouppurpose"), f"purpose IN ({listed})"
            )
