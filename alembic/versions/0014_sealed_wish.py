"""A resident may ask that nobody learn who reports a matter.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one version up."""
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("sealed", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.alter_column("sealed", server_default=None)


def downgrade() -> None:
    """Go one version down."""
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.drop_column("sealed")
