"""Walks the table of chat commands: everybody calls every command, really. What its row allows is
answered, all else is refused with a sentence and changes nothing; groups are answered by none but
/bind. A new command is walked without a word here."""

import pytest
from sqlalchemy import select

from db.base import Base
from db.models import GroupPurpose, Outbox
from domain.commands import COMMANDS
from domain.people import Role
from domain.permissions import EXPORTS, Who, may_call, may_export
from tests.support.town import Town

POSTS = {
    "grid": Role.GRID_WORKER,
    "clerk": Role.COMMUNITY_STAFF,
    "secretary": Role.SECRETARY,
    "property": Role.PROPERTY_STAFF,
    "manager": Role.PROPERTY_LEAD,
    "alliance": Role.STAND_IN,
    "street": Role.OFFICER,
    "volunteer": Role.VOLUNTEER,
    "nobody": None,
}
ARGUMENTS = ("", " 1", " ABCD-EFGH")
"""Commands that take words are called with some as well."""

REFUSED = ("refuse-command", "refuse-command-staff")
SAID_ONLY = ("outbox", "receipt", "web_message", "web_file", "web_chat")
"""What a refusal leaves: the message, its receipt, the answer."""


@pytest.fixture
async def office(town):
    await town.staff("clerk", "孙丽", Role.COMMUNITY_STAFF, "yongan")
    await town.staff("volunteer", "钱进", Role.VOLUNTEER, "yongan")
    await town.group("talk", "yongan", GroupPurpose.STAFF)
    town.people["nobody"] = await town.resident("nobody")
    return town


async def state(town: Town) -> dict[str, list[str]]:
    """Every row there is but for what is said."""
    async with town.deps.begin() as work:
        return {
            table.name: sorted(map(repr, (await work.execute(select(table))).all()))
            for table in Base.metadata.sorted_tables
            if table.name not in SAID_ONLY
        }


async def answered(town: Town, chat: str, text: str, **more) -> list[str]:
    """The keys of what is said there to a text."""
    before = {row.id for row in await town.rows(Outbox)}
    await town.people[chat].says(text, **more)
    new = [row for row in await town.rows(Outbox) if row.id not in before and row.chat == chat]
    return [row.parts[0][0] for row in new if row.kind != "menu"]


@pytest.mark.parametrize("chat", POSTS)
async def test_everybody_calls_every_command(office, chat):
    role = POSTS[chat]
    roles = [role] if role else []
    allowed = refused = 0
    for command in COMMANDS:
        for argument in ARGUMENTS if command.takes_words else ARGUMENTS[:1]:
            before = await state(office)
            keys = await answered(office, chat, f"/{command.name}{argument}")
            assert keys, (chat, command.name)
            if may_call(command.name, roles):
                assert not set(keys) & set(REFUSED), (chat, command.name, keys)
                allowed += 1
            else:
                assert len(keys) == 1 and keys[0] in REFUSED, (chat, command.name, keys)
                assert await state(office) == before, (chat, command.name)
                refused += 1
    assert allowed > 5
    assert refused or role is Role.SECRETARY


async def test_no_command_is_answered_in_a_group(office):
    for command in COMMANDS:
        if command.name != "bind":
            keys = await answered(office, "talk", f"/{command.name}", in_group=True)
            assert keys == [], command.name


@pytest.mark.parametrize("chat", POSTS)
async def test_every_file_goes_to_whoever_its_row_names(office, chat):
    """Each export of the table, asked for by everybody."""
    roles = [POSTS[chat]] if POSTS[chat] else []
    commands = {"unit": "/export", "own_data": "/mydata"}
    by_button = {"week"}  # tests/workflows/test_rows_behind.py
    asked = {what for what, row in EXPORTS.items() if row.who is not Who.OPERATIONS}
    assert asked == set(commands) | by_button
    for what, command in commands.items():
        before = {row.id for row in await office.rows(Outbox)}
        await office.people[chat].says(command)
        new = [row for row in await office.rows(Outbox) if row.id not in before]
        given = [row.chat for row in new if row.media]
        assert given == ([chat] if may_export(what, roles) else []), (chat, what)
    assert not any(may_export("everything", [role]) for role in Role)
