"""`jiedan keys` and the file of keys: made for a new database, changed at once, missed at once."""

import asyncio
import sqlite3
from contextlib import closing

import pytest

from bot.cli import main
from bot.key_commands import NOT_ALONE
from bot.keys import KeysWanting, key_place, take_up
from db.resealing import BATCH
from db.session import beginner, make_engine
from tests.support.keys import VARIABLE
from tests.support.rows import make_person


@pytest.fixture
def keys_file(config, monkeypatch):
    """No key in the environment: the file beside the database is what counts."""
    monkeypatch.delenv(VARIABLE)
    return config.parent / "cli.keys"


@pytest.fixture
def told(config, capsys):
    """Runs a command; returns its exit code and all it said."""

    def run(*words):
        code = main(["--config", str(config), *words])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def raw(config, query: str) -> list:
    with closing(sqlite3.connect(config.parent / "cli.sqlite3")) as file:
        return file.execute(query).fetchall()


def fill(config, count: int) -> None:
    """People, sealed as the database is."""

    async def add() -> None:
        from bot.config_file import load_settings

        settings = load_settings(config)
        place = key_place(settings, config.parent)
        engine = make_engine(settings.database.url, place.ring)
        await take_up(beginner(engine), place)
        async with beginner(engine)() as work:
            work.add_all(make_person(name=f"王{n}", staff_no=str(n)) for n in range(count))
            await work.commit()
        await engine.dispose()

    asyncio.run(add())


def ids(config) -> set[str]:
    return {name[2:6] for (name,) in raw(config, "select name from person")}


def test_a_new_database_gets_a_key_of_its_own(keys_file, config, told, caplog):
    assert told("migrate")[0] == 0
    assert not keys_file.exists()
    fill(config, 1)
    assert keys_file.stat().st_mode & 0o777 == 0o600
    (line,) = [one for one in keys_file.read_text().splitlines() if not one.startswith("#")]
    assert ids(config) == {line[:4]}
    assert "Keep a copy" in caplog.text and line[5:] not in caplog.text
    code, said = told("keys", "check")
    assert (code, said) == (0, f"{line[:4]}\t2 values\there\n")


def test_everything_is_brought_under_a_new_key(keys_file, config, told):
    told("migrate")
    fill(config, BATCH + 3)
    (old,) = ids(config)
    assert told("keys", "new")[0] == 0
    fill(config, 0)
    assert ids(config) == {old}, "a new line in the file changes nothing"
    code, said = told("keys", "rotate")
    assert code == 0 and f"person: {BATCH + 3}" in said
    (new,) = ids(config)
    assert new != old
    code, said = told("keys", "check")
    assert code == 0 and f"{old}\tno value needs it" in said
    keys_file.write_text("\n".join(keys_file.read_text().splitlines()[2:]))
    assert told("audit", "--no-heartbeat")[0] == 0


def test_what_was_cut_short_goes_on(keys_file, config, told):
    told("migrate")
    fill(config, 3)
    told("keys", "new")
    with closing(sqlite3.connect(config.parent / "cli.sqlite3")) as file:
        kept = file.execute("select name, staff_no from person where id = 1").fetchone()
    assert told("keys", "rotate")[0] == 0
    (new,) = ids(config)
    with closing(sqlite3.connect(config.parent / "cli.sqlite3")) as file, file:
        file.execute("update person set name = ?, staff_no = ? where id = 1", kept)
        file.execute(
            f'update fact set value = \'{{"current": "{kept[0][2:6]}", "to": "{new}"}}\' '
            "where name = 'keys'"
        )
    code, said = told("audit", "--no-heartbeat")
    assert code == 2 and "jiedan keys rotate" in said
    assert told("keys", "rotate")[0] == 0
    assert ids(config) == {new} and told("audit", "--no-heartbeat")[0] == 0


def test_a_database_from_before_is_sealed_by_migrate(keys_file, config, told):
    told("migrate")
    with closing(sqlite3.connect(config.parent / "cli.sqlite3")) as file, file:
        file.execute("delete from fact where name = 'keys'")
        file.execute(
            "insert into person (name, lang, on_duty, home, created_at) "
            "values ('王桂兰', 'zh', 1, '{\"room\": \"501\"}', '2026-11-18 01:00:00')"
        )
    code, said = told("audit", "--no-heartbeat")
    assert code == 2 and "jiedan migrate" in said
    code, said = told("migrate")
    assert code == 0 and "are being sealed" in said
    assert "王桂兰".encode() not in (config.parent / "cli.sqlite3").read_bytes()
    assert told("audit", "--no-heartbeat")[0] == 0 and keys_file.exists()


def test_nothing_starts_without_the_key(keys_file, config, told):
    told("migrate")
    fill(config, 1)
    (needed,) = ids(config)
    keys_file.rename(keys_file.with_suffix(".lost"))
    code, said = told("run")
    assert code == 2 and needed in said and "cannot be read by anybody" in said
    code, said = told("keys", "check")
    assert code == 1 and f"{needed}\t2 values\tMISSING" in said
    keys_file.write_text("0000:abc\n")
    code, said = told("run")
    assert code == 2 and f"{keys_file}:1" in said and "abc" not in said


def test_keys_do_not_change_hands_under_a_running_program(keys_file, config, told):
    told("migrate")
    fill(config, 1)
    before = ids(config)
    told("keys", "new")
    with closing(sqlite3.connect(config.parent / "cli.sqlite3")) as other:
        other.execute("select * from person").fetchall()
        assert told("keys", "rotate") == (2, NOT_ALONE + "\n")
    assert ids(config) == before
    assert told("keys", "rotate")[0] == 0 and ids(config) != before


async def test_only_on_postgres_too_does_it_notice_others(database_url):
    from db.resealing import is_alone
    from tests.support.keys import ring

    mine, other = make_engine(database_url, ring()), make_engine(database_url, ring())
    async with beginner(other)() as work:
        work.add(make_person())
        await work.commit()
    assert not await is_alone(mine)
    await other.dispose()
    assert await is_alone(mine)
    await mine.dispose()


async def test_a_second_process_with_another_key_is_told(database_url, tmp_path):
    from bot.keys import KeyPlace
    from db.keyring import Ring, new_key
    from tests.support.keys import KEY

    for key, fails in ((KEY, False), (new_key(), True)):
        engine = make_engine(database_url, found := Ring([key]))
        place = KeyPlace(found, tmp_path / "x.keys")
        if fails:
            with pytest.raises(KeysWanting, match=KEY.id):
                await take_up(beginner(engine), place)
        else:
            await take_up(beginner(engine), place)
        await engine.dispose()
    assert not (tmp_path / "x.keys").exists()


async def test_two_processes_that_begin_a_new_database_together_share_its_key(
    database_url, tmp_path
):
    """Each has looked for keys, and found none, before the other has made one."""
    from bot.keys import KeyPlace
    from db.keyring import Ring

    places = [KeyPlace(Ring(), tmp_path / "x.keys") for _ in range(2)]
    for place in places:
        engine = make_engine(database_url, place.ring)
        await take_up(beginner(engine), place)
        await engine.dispose()
    assert places[0].ring.current == places[1].ring.current != ""
