"""`jiedan keys`: a new key, bringing the database under it, and which keys are still needed."""

from collections import Counter
from collections.abc import Callable

from bot.app import Program
from bot.cli import complain
from bot.keys import KeyPlace
from db import keys_in_use, resealing
from db.keyring import KeyMissing, new_key
from db.keys_in_use import InUse, sealed_columns

Say = Callable[[str], None]

NOT_ALONE = "Another process uses the database. Stop every `jiedan run` first, then try again."


async def new(program: Program, say: Say) -> int:
    """Make one more key; nothing is sealed with it before `rotate`."""
    place = program.keys
    if place.path is None:
        say(new_key(place.ring).line())
        say(f"Add this line to {place.name}, then run `jiedan keys rotate`.")
        return 0
    try:
        key = place.make_key()
    except OSError as error:
        return complain(f"{place.name}: no key can be written ({error.strerror})")
    say(f"{place.name}: key {key.id} was added. Copy the file, then run `jiedan keys rotate`.")
    return 0


async def rotate(program: Program, say: Say) -> int:
    """Seal everything under the newest key."""
    if not program.keys.ring.current:
        return complain("There is no key: run `jiedan keys new` first.")
    if not await resealing.is_alone(program.engine):
        return complain(NOT_ALONE)
    return await _bring_all(program, say)


async def seal_all(program: Program, say: Say) -> int:
    """Seal a database that is older than sealing; any other stays as it is."""
    async with program.deps.begin() as work:
        found = await keys_in_use.read(work)
        is_settled = found is not None or await keys_in_use.is_empty(work)
    if is_settled:
        return 0
    if not await resealing.is_alone(program.engine):
        return complain(NOT_ALONE)
    if not program.keys.ring.current:
        key = program.keys.make_key()
        say(f"{program.keys.name}: key {key.id} was made. Keep a copy, apart from backups.")
    say("Names, rooms and words are being sealed.")
    return await _bring_all(program, say)


async def _bring_all(program: Program, say: Say) -> int:
    ring, newest = program.keys.ring, program.keys.newest
    async with program.deps.begin() as work:
        found = await keys_in_use.read(work)
        await keys_in_use.write(work, InUse(found.current if found else newest, newest))
        await work.commit()
    ring.use(newest)
    try:
        for table in sealed_columns():
            total = 0
            batches = resealing.reseal(program.deps.begin, table, program.engine.dialect, newest)
            async for looked_at in batches:
                total += looked_at
                say(f"{table.name}: {total}")
    except KeyMissing as error:
        return complain(_missing(program.keys, error.id))
    await resealing.sweep(program.engine)
    async with program.deps.begin() as work:
        await keys_in_use.write(work, InUse(newest))
        await work.commit()
    say(f"Everything is sealed under the key {newest}.")
    return 0


def _missing(place: KeyPlace, key_id: str) -> str:
    return f"Values are sealed under the key {key_id}, which is not in {place.name}: put it back."


async def check(program: Program, say: Say) -> int:
    """Say which keys values stand under; exit code 1 when one is missing, or a value is plain."""
    ring, found = program.keys.ring, Counter[str]()
    for table in sealed_columns():
        found += await resealing.count(program.deps.begin, table)
    for key_id, values in sorted(found.items()):
        state = "not sealed" if key_id == resealing.PLAIN else _state(key_id in ring)
        say(f"{key_id}\t{values} values\t{state}")
    for key_id in ring:
        if not found[key_id] and key_id != program.keys.newest:
            say(f"{key_id}\tno value needs it; it opens older backups only")
    return 1 if any(key_id not in ring for key_id in found) else 0


def _state(is_here: bool) -> str:
    return "here" if is_here else "MISSING"


WORK = {"new": new, "rotate": rotate, "check": check}
