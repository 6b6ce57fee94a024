"""Migrations, up and down, and what they leave behind, on both databases."""

import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from db.base import Base
from db.migrate import downgrade, is_current, upgrade
from db.session import make_engine
from tests.support.keys import ring


async def tables(engine) -> set[str]:
    async with engine.connect() as connection:
        return set(await connection.run_sync(lambda c: inspect(c).get_table_names()))


def describe(connection) -> dict[str, dict[str, object]]:
    """Everything a database knows about its tables, in a form that can be compared."""
    look = inspect(connection)
    return {
        name: {
            "columns": {
                c["name"]: (str(c["type"]), c["nullable"], c["default"])
                for c in look.get_columns(name)
            },
            "key": look.get_pk_constraint(name),
            "foreign": sorted(map(str, look.get_foreign_keys(name))),
            "unique": sorted(map(str, look.get_unique_constraints(name))),
            "checks": sorted((c["name"], c["sqltext"]) for c in look.get_check_constraints(name)),
            "indexes": sorted(
                (i["name"], i["column_names"], i["unique"], list(map(str, limits(i))))
                for i in look.get_indexes(name)
            ),
        }
        for name in look.get_table_names()
        if name != "alembic_version"
    }


def limits(index) -> list[object]:
    """What a partial index is limited to."""
    return [v for k, v in index.get("dialect_options", {}).items() if k.endswith("_where")]


async def test_up_down_and_up_again(engine):
    assert await is_current(engine)
    full = await tables(engine)
    assert full == {*Base.metadata.tables, "alembic_version"}
    await downgrade(engine, "base")
    assert await tables(engine) == {"alembic_version"}
    assert not await is_current(engine)
    await upgrade(engine)
    assert await tables(engine) == full
    assert await is_current(engine)
    await upgrade(engine)


async def test_a_downgrade_leaves_nothing_of_ours(engine, is_postgres):
    """Native enums and sequences would survive and break the next upgrade."""
    await downgrade(engine, "base")
    query = "select name from sqlite_master where name not like 'sqlite_%'"
    if is_postgres:
        query = (
            "select typname from pg_type t join pg_namespace n on n.oid = t.typnamespace "
            "where nspname = 'public' union select relname from pg_class c "
            "join pg_namespace n on n.oid = c.relnamespace where nspname = 'public'"
        )
    async with engine.connect() as connection:
        left = {row[0] for row in await connection.execute(text(query))}
    assert {name for name in left if "alembic_version" not in name} == set()


async def test_the_migrations_make_exactly_the_models(engine):
    def compare(connection) -> list[object]:
        options = {"compare_type": True, "compare_server_default": True}
        return compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata)

    async with engine.connect() as connection:
        assert await connection.run_sync(compare) == []


async def test_also_what_a_comparison_does_not_see_is_the_same(engine):
    """alembic compares neither check constraints nor what an index is limited to."""
    async with engine.connect() as connection:
        migrated = await connection.run_sync(describe)
    await downgrade(engine, "base")
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with engine.connect() as connection:
        made = await connection.run_sync(describe)
    assert migrated == made


async def test_a_database_without_any_table_is_not_current(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path / 'new.sqlite3'}", ring())
    assert not await is_current(engine)
    await engine.dispose()


@pytest.mark.parametrize("table", sorted(Base.metadata.tables))
def test_every_name_is_ours_to_drop(table):
    """A constraint without a name cannot be dropped by a later migration."""
    for constraint in Base.metadata.tables[table].constraints:
        assert constraint.name


def test_naming_the_tables_imports_no_dialect():
    """A process holds the dialect of its own database only."""
    asked = "import db.models, sys; print(*sorted(m for m in sys.modules if '.dialects.' in m))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
