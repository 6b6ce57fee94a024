"""Notices to homes and groups; the three lists of a community (needs, resources, projects).

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WAITING = sa.text("sent_at is not null and reported_at is null")


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=24, create_constraint=True)


def upgrade() -> None:
    """Go one version up."""
    _notices()
    _projects()


def _notices() -> None:
    op.create_table(
        "notice",
        sa.Column("id", KEY, nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("parent_id", KEY, nullable=True),
        sa.Column("kind", _choice("noticekind", "first", "correction", "over"), nullable=False),
        sa.Column(
            "state",
            _choice("noticestate", "draft", "sending", "sent", "stopped", "declined"),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("media", sa.Text(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("ends_at", MOMENT, nullable=True),
        sa.Column("shown_until", MOMENT, nullable=True),
        sa.Column("over_at", MOMENT, nullable=True),
        sa.Column("phase", KEY, nullable=False),
        sa.Column("after", KEY, nullable=False),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("reported_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["notice.id"], name="fk_notice_parent_id_notice"),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
    )
    op.create_index(
        "ix_notice_waiting",
        "notice",
        ["id"],
        unique=False,
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    op.create_index("ix_notice_unit_shown_until", "notice", ["unit", "shown_until"], unique=False)
    op.create_index("ix_notice_parent_id", "notice", ["parent_id"], unique=False)


def _projects() -> None:
    op.create_table(
        "project",
        sa.Column("id", KEY, nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("kind", _choice("projectkind", "need", "resource", "project"), nullable=False),
        sa.Column(
            "state",
            _choice("projectstate", "proposed", "open", "done", "refused"),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=True),
        sa.Column("compound", sa.String(length=40), nullable=True),
        sa.Column("building", sa.String(length=20), nullable=True),
        sa.Column("times", KEY, nullable=False),
        sa.Column("households", KEY, nullable=False),
        sa.Column("owner_unit", sa.String(length=40), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=True),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("by_id", KEY, nullable=True),
        sa.Column("told_step", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_project"),
    )
    op.create_index("ix_project_unit_state", "project", ["unit", "state"], unique=False)
    op.create_table(
        "project_ticket",
        sa.Column("id", KEY, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("ticket_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name="fk_project_ticket_project_id_project"
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name="fk_project_ticket_ticket_id_ticket"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_project_ticket"),
        sa.UniqueConstraint(
            "project_id", "ticket_id", name="uq_project_ticket_project_id_ticket_id"
        ),
    )
    op.create_index("ix_project_ticket_ticket_id", "project_ticket", ["ticket_id"], unique=False)


def downgrade() -> None:
    """Go one version down."""
    op.drop_index("ix_project_ticket_ticket_id", table_name="project_ticket")
    op.drop_table("project_ticket")
    op.drop_index("ix_project_unit_state", table_name="project")
    op.drop_table("project")
    op.drop_index("ix_notice_parent_id", table_name="notice")
    op.drop_index("ix_notice_unit_shown_until", table_name="notice")
    op.drop_index("ix_notice_waiting", table_name="notice")
    op.drop_table("notice")
