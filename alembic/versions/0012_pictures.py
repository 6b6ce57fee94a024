"""What the picture of a summary shows is kept with it, and a week of a million tickets is found:
one small index by which blocks of other times are passed over, whichever moment is asked for.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MOMENTS = ["opened_at", "contact_due", "contacted_at", "closed_at"]


def upgrade() -> None:
    """Go one version up."""
    with op.batch_alter_table("summary", schema=None) as batch_op:
        batch_op.add_column(sa.Column("picture", sa.JSON(), nullable=True))
    op.create_index("ix_ticket_moments", "ticket", MOMENTS, postgresql_using="brin")


def downgrade() -> None:
    """Go one version down."""
    op.drop_index("ix_ticket_moments", table_name="ticket")
    with op.batch_alter_table("summary", schema=None) as batch_op:
        batch_op.drop_column("picture")
