"""What came back after it was done: a ticket names the earlier one.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = "fk_ticket_recurs_of_ticket"


def upgrade() -> None:
    """Go one version up."""
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.add_column(sa.Column("recurs_of", KEY, nullable=True))
        batch_op.create_foreign_key(op.f(NAME), "ticket", ["recurs_of"], ["id"])
    op.create_index("ix_ticket_recurs_of", "ticket", ["recurs_of"], unique=False)


def downgrade() -> None:
    """Go one version down."""
    op.drop_index("ix_ticket_recurs_of", table_name="ticket")
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(NAME), type_="foreignkey")
        batch_op.drop_column("recurs_of")
