"""What tells who somebody is is kept sealed: columns that held words or JSON become plain text
columns for tokens. `jiedan migrate` seals what stands in them afterwards.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

STRINGS = {
    "person": {"name": 80, "staff_no": 40},
    "account": {"sender": 64, "chat": 64},
    "group_chat": {"chat": 64},
    "invite": {"name": 80},
    "receipt": {"chat": 64},
    "ticket": {"spot": 160, "household": 160, "slip": 16},
    "outbox": {"chat": 64, "once_key": 80, "error": 200},
    "web_session": {"chat": 64},
    "web_chat": {"chat": 64},
    "web_message": {"chat": 64},
    "web_file": {"chat": 64},
}
JSONS = {
    "bulletin": ("parts",),
    "person": ("home", "about", "expects"),
    "ticket": ("media", "reasons", "place"),
    "event": ("values",),
    "outbox": ("parts", "buttons", "media"),
    "support_part": ("media", "lead_media"),
    "web_message": ("buttons", "media"),
}
NULLABLE = {
    ("person", "staff_no"),
    ("person", "home"),
    ("person", "about"),
    ("person", "expects"),
    ("invite", "name"),
    ("ticket", "spot"),
    ("ticket", "household"),
    ("ticket", "slip"),
    ("outbox", "once_key"),
    ("outbox", "error"),
}
TABLES = sorted(STRINGS.keys() | JSONS.keys())


def upgrade() -> None:
    """Go one version up."""
    for table in TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name, length in STRINGS.get(table, {}).items():
                batch_op.alter_column(
                    name,
                    existing_type=sa.String(length=length),
                    type_=sa.Text(),
                    existing_nullable=(table, name) in NULLABLE,
                )
            for name in JSONS.get(table, ()):
                batch_op.alter_column(
                    name,
                    existing_type=sa.JSON(),
                    type_=sa.Text(),
                    existing_nullable=(table, name) in NULLABLE,
                    postgresql_using=f'"{name}"::text',
                )
    op.execute("update person set home = null where home = 'null'")  # as JSON has it
    op.execute("update person set about = null where about = 'null'")
    op.execute("update person set expects = null where expects = 'null'")


def downgrade() -> None:
    """Go one version down; only a database in which nothing is sealed can."""
    _refuse_sealed()
    for table in TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name, length in STRINGS.get(table, {}).items():
                batch_op.alter_column(
                    name,
                    existing_type=sa.Text(),
                    type_=sa.String(length=length),
                    existing_nullable=(table, name) in NULLABLE,
                )
            for name in JSONS.get(table, ()):
                batch_op.alter_column(
                    name,
                    existing_type=sa.Text(),
                    type_=sa.JSON(),
                    existing_nullable=(table, name) in NULLABLE,
                    postgresql_using=f'"{name}"::json',
                )


def _refuse_sealed() -> None:
    """A key is no business of a migration; without it these columns mean nothing to older code."""
    for table, names in STRINGS.items():
        for name in names:
            found = sa.text(f"select 1 from {table} where {name} like '~!%' limit 1")  # noqa: S608
            if op.get_bind().execute(found).first():
                raise RuntimeError("values are sealed: restore a backup of the older version")
