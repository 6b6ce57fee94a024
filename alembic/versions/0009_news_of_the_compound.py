"""What concerns a whole compound: who lives there, what they are told of an incident.

Revision ID: 0009
Revises: 0008
"""

import json

import sqlalchemy as sa

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WAITING = sa.text("done_at is null")


def upgrade() -> None:
    """Go one version up."""
    op.add_column("person", sa.Column("compound", sa.String(length=40), nullable=True))
    _fill()
    op.create_index("ix_person_compound", "person", ["compound"], unique=False)
    op.create_table(
        "bulletin",
        sa.Column("id", KEY, nullable=False),
        sa.Column("ticket_id", KEY, nullable=False),
        sa.Column("compound", sa.String(length=40), nullable=False),
        sa.Column("first", sa.Boolean(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("after", KEY, nullable=False),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name="fk_bulletin_ticket_id_ticket"),
        sa.PrimaryKeyConstraint("id", name="pk_bulletin"),
    )
    op.create_index("ix_bulletin_ticket_id", "bulletin", ["ticket_id"], unique=False)
    op.create_index(
        "ix_bulletin_waiting",
        "bulletin",
        ["id"],
        unique=False,
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    op.create_table(
        "told_home",
        sa.Column("id", KEY, nullable=False),
        sa.Column("ticket_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("left_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name="fk_told_home_ticket_id_ticket"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_told_home_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_told_home"),
        sa.UniqueConstraint("ticket_id", "person_id", name="uq_told_home_ticket_id_person_id"),
    )
    op.create_index("ix_told_home_person_id", "told_home", ["person_id"], unique=False)
    op.create_table(
        "news_refused",
        sa.Column("person_id", KEY, autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_news_refused_person_id_person"
        ),
        sa.PrimaryKeyConstraint("person_id", name="pk_news_refused"),
    )


def _fill() -> None:
    """Those whose home is known live in its compound."""
    link = op.get_bind()
    rows = link.execute(
        sa.text("select id, cast(home as varchar) from person where home is not null")
    ).all()
    for number, home in rows:
        compound = _compound(home)
        if compound:
            link.execute(
                sa.text("update person set compound = :compound where id = :id"),
                {"compound": compound, "id": number},
            )


def _compound(home: str) -> str | None:
    try:
        found = json.loads(home)
    except ValueError:
        return None
    return found.get("compound") if isinstance(found, dict) else None


def downgrade() -> None:
    """Go one version down."""
    op.drop_table("news_refused")
    op.drop_index("ix_told_home_person_id", table_name="told_home")
    op.drop_table("told_home")
    op.drop_index("ix_bulletin_waiting", table_name="bulletin")
    op.drop_index("ix_bulletin_ticket_id", table_name="bulletin")
    op.drop_table("bulletin")
    op.drop_index("ix_person_compound", table_name="person")
    op.drop_column("person", "compound")
