"""Whoever is done with a suggestion says whether it is adopted.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one version up."""
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.add_column(sa.Column("adopted", sa.Boolean(), nullable=True))


def downgrade() -> None:
    """Go one version down."""
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.drop_column("adopted")
