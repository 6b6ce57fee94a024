"""The staff's work together: parts of joint handling, supervision, shifts, vanguard teams.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
PURPOSES = ("staff", "party", "ops")
ROLES = (
    "grid_worker",
    "community_staff",
    "secretary",
    "property_staff",
    "property_lead",
    "stand_in",
    "officer",
)
CHECKED_ROLES = (
    ("membership", "role", "role"),
    ("invite", "role", "role"),
    ("ticket", "lead_role", "role"),
    ("ticket", "support_role", "support_role"),
)


def upgrade() -> None:
    """Go one version up."""
    _make_support_part()
    _make_supervision()
    op.create_table(
        "shift",
        sa.Column("id", KEY, nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("asked_id", KEY, nullable=True),
        _person("shift", "person_id"),
        _person("shift", "asked_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift")),
        sa.UniqueConstraint("unit", "day", "person_id", name=op.f("uq_shift_unit_day_person_id")),
    )
    op.create_index("ix_shift_day", "shift", ["day"], unique=False)
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("staff_no", sa.String(length=40), nullable=True))
    op.create_index("ix_person_staff_no", "person", ["staff_no"], unique=True)
    with op.batch_alter_table("invite", schema=None) as batch_op:
        batch_op.add_column(sa.Column("person_id", KEY, nullable=True))
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.add_column(sa.Column("eta_at", MOMENT, nullable=True))
        batch_op.add_column(sa.Column("origin", sa.String(length=12), nullable=True))
        batch_op.add_column(sa.Column("filed_by", KEY, nullable=True))
        batch_op.add_column(sa.Column("slip", sa.String(length=16), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_ticket_filed_by_person"), "person", ["filed_by"], ["id"]
        )
    kept = sa.text("slip is not null")
    op.create_index(
        "ix_ticket_slip", "ticket", ["slip"], unique=True, sqlite_where=kept, postgresql_where=kept
    )
    _allow_purposes((*PURPOSES, "vanguard"))
    _allow_roles((*ROLES, "volunteer"))


def downgrade() -> None:
    """Go one version down. Volunteers and their groups are let go of."""
    op.execute("delete from group_chat where purpose = 'vanguard'")
    op.execute("delete from invite where purpose = 'vanguard' or role = 'volunteer'")
    op.execute("delete from membership where role = 'volunteer'")
    _allow_roles(ROLES)
    _allow_purposes(PURPOSES)
    op.drop_index("ix_ticket_slip", table_name="ticket")
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("fk_ticket_filed_by_person"), type_="foreignkey")
        for name in ("slip", "filed_by", "origin", "eta_at"):
            batch_op.drop_column(name)
    with op.batch_alter_table("invite", schema=None) as batch_op:
        batch_op.drop_column("person_id")
    op.drop_index("ix_person_staff_no", table_name="person")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("staff_no")
    op.drop_index("ix_shift_day", table_name="shift")
    op.drop_table("shift")
    op.drop_index("ix_supervision_open", table_name="supervision")
    op.drop_index("ix_supervision_ticket_id", table_name="supervision")
    op.drop_table("supervision")
    op.drop_table("support_part")


def _make_support_part() -> None:
    op.create_table(
        "support_part",
        sa.Column("ticket_id", KEY, nullable=False),
        sa.Column("cycle", KEY, nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("handler_id", KEY, nullable=True),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("accept_due", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("accepted_at", MOMENT, nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("done_text", sa.Text(), nullable=True),
        sa.Column("media", sa.JSON(), nullable=False),
        sa.Column("lead_done_at", MOMENT, nullable=True),
        sa.Column("lead_text", sa.Text(), nullable=True),
        sa.Column("lead_media", sa.JSON(), nullable=False),
        _ticket("support_part"),
        _person("support_part", "handler_id"),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_support_part")),
    )


def _make_supervision() -> None:
    op.create_table(
        "supervision",
        sa.Column("id", KEY, nullable=False),
        sa.Column("ticket_id", KEY, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_by", KEY, nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        _ticket("supervision"),
        _person("supervision", "by_id"),
        _person("supervision", "ended_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision")),
    )
    op.create_index("ix_supervision_ticket_id", "supervision", ["ticket_id"], unique=False)
    standing = sa.text("ended_at is null")
    op.create_index(
        "ix_supervision_open",
        "supervision",
        ["ticket_id"],
        unique=True,
        sqlite_where=standing,
        postgresql_where=standing,
    )


def _ticket(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_ticket_id_ticket")
    return sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=name)


def _person(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_person")
    return sa.ForeignKeyConstraint([column], ["person.id"], name=name)


def _allow_purposes(values: tuple[str, ...]) -> None:
    for table in ("group_chat", "invite"):
        _check(table, "purpose", "grouppurpose", values)


def _allow_roles(values: tuple[str, ...]) -> None:
    for table, column, name in CHECKED_ROLES:
        _check(table, column, name, values)


def _check(table: str, column: str, name: str, values: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{value}'" for value in values)
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
        batch_op.create_check_constraint(op.f(f"ck_{table}_{name}"), f"{column} IN ({listed})")
