"""What residents told of themselves: the homes of others, and whether they may be phoned.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one version up."""
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("about", sa.JSON(), nullable=True))
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.add_column(sa.Column("whose", sa.String(length=16), nullable=True))
        batch_op.add_column(
            sa.Column("by_text", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.alter_column("by_text", server_default=None)


def downgrade() -> None:
    """Go one version down."""
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.drop_column("by_text")
        batch_op.drop_column("whose")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("about")
