"""A street office brings its sheet: everybody joins by a code, the first ticket finds the right
grid worker; then one leaves, another comes, and nothing is lost."""

from sqlalchemy import select

from bot.app import build
from bot.config_file import load_settings
from db.models import Group, GroupPurpose, Invite
from domain.inbound import Incoming, Sender
from domain.lifecycle import Status
from tests.support.sheets import bring, good
from tests.support.town import EXAMPLE, START, FrozenClock, Town
from workflows.audit import audit
from workflows.hear_message import hear_message


async def codes(town) -> dict[str, str]:
    """What the office hands out, by name."""
    async with town.deps.begin() as work:
        open_ones = (Invite.used_at.is_(None), Invite.expires_at > town.clock.now())
        return {i.name: i.code for i in await work.scalars(select(Invite).where(*open_ones))}


async def open_office(database_url: str) -> Town:
    """A program whose configuration names nobody."""
    settings = load_settings(EXAMPLE)
    database = settings.database.model_copy(update={"url": database_url, "pool": 5})
    empty = {"database": database, "units": (), "compounds": (), "grids": ()}
    clock = FrozenClock(START)
    return Town(build(settings.model_copy(update=empty), clock=clock), clock)


async def joins(town: Town, chat: str, code: str):
    """Somebody uses the code on the phone for the first time."""
    actor = await town.resident(chat, None)
    await actor.says(f"/start {code}")
    town.people[chat] = actor
    return actor


async def test_a_street_office_brings_its_sheet(database_url, tmp_path):
    town = await open_office(database_url)
    path = tmp_path / "org.xlsx"

    # Monday: the sheet of the street. Nobody was here before.
    plan, _ = await bring(town.program, path, good())
    assert {change.how for change in plan.changes} == {"added"}
    handed_out = await codes(town)
    assert len(handed_out) == 9  # eight people and a group

    # Everybody uses their code. It says at once who they are.
    await joins(town, "secretary", handed_out["陈静"])
    li_na = await joins(town, "li_na", handed_out["李娜"])
    wu_mei = await joins(town, "wu_mei", handed_out["吴梅"])
    await joins(town, "zhou_min", handed_out["周敏"])
    assert "永安社区" in (await li_na.reads())[-1]
    assert "网格员" in (await li_na.reads())[-1]
    bind = Incoming(
        "web", "work", "b1", Sender("x"), f"/bind {handed_out['永安工作群']}", in_group=True
    )
    await hear_message(town.deps, bind)
    await town.settle()

    # A resident of building 3 writes. Her grid is the first one, so it is Li Na's.
    resident = await town.resident("resident", "yongan-garden")
    await resident.says("3号楼楼上有人违规养鸡，天天打鸣")
    ticket = await town.ticket()
    assert (ticket.community, ticket.lead_unit) == ("yongan", "yongan")
    assert "接单" in str(await li_na.buttons())
    assert await wu_mei.buttons() == []
    await li_na.presses("接单")
    assert (await town.ticket()).handler_id is not None

    await town.after(hours=1)
    # Later that day: Li Na has moved away, Qian Jin is new and has her grid.
    sheets = good()
    sheets["people"][2] = ["1012", "钱进", "grid_worker", "yongan", "grid-1"]
    plan, done = await bring(town.program, path, sheets)
    await town.settle()
    assert [(c.how, c.name) for c in plan.changes] == [("added", "钱进"), ("removed", "李娜")]
    assert done.queued == 1
    assert "退回去" in (await li_na.reads())[-1]

    # The ticket waits again, and she can no longer take it. Until Qian Jin is there, Wu Mei has it.
    assert (await town.ticket()).status is Status.QUEUED
    await li_na.sends_press(f"accept:{ticket.id}")
    assert (await town.ticket()).handler_id is None
    assert "接单" in str(await wu_mei.buttons())
    qian_jin = await joins(town, "qian_jin", (await codes(town))["钱进"])
    assert "网格员" in (await qian_jin.reads())[-1]
    await qian_jin.sends_press(f"accept:{ticket.id}")
    assert (await town.ticket()).handler_id == qian_jin.person_id

    # The same sheet once more changes nothing, and nobody was ever without somebody responsible.
    again, _ = await bring(town.program, path, sheets)
    assert again.is_empty
    assert await audit(town.deps) == ()
    assert [(g.unit, g.purpose) for g in await town.rows(Group)] == [("yongan", GroupPurpose.STAFF)]
    await town.close()
