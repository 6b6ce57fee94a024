"""Runs the migrations on whichever database the connection it is given belongs to."""

from alembic import context
from db.base import UtcDateTime, say_options
from db.models import Base


def render_item(kind: str, item: object, _context: object) -> str | bool:
    """Write our moments as plain columns, so that a migration never depends on the program."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


connection = context.config.attributes["connection"]
say_options(Base.metadata, connection.dialect.name)
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=render_item,
    compare_type=True,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
