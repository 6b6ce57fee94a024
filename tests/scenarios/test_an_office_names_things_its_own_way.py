"""The street calls things by names of its own: a renamed category stands on the card and in the
Monday summary, a word of the place brings a message to its desk, and nobody restarts anything."""

from datetime import datetime

from domain.catalogue import Route
from domain.lifecycle import Status
from tests.support.sheets import bring, good
from tests.support.town import ZONE
from workflows.audit import audit

HEAD = ["code", "name", "level", "evidence", "words"]


async def test_an_office_names_things_its_own_way(town, tmp_path):
    # Wednesday: a lamp is broken, and the ticket goes by the catalogue's name.
    first = await town.resident("first")
    await first.says("3号楼2单元楼道灯坏了")
    assert "公共设施" in await town.property.last()

    # The office brings its sheet: its own name, no photo needed, and what people here call a slide.
    sheets = good()
    sheets["categories"] = [
        HEAD,
        ["facilities", "楼院公共设施", None, "否", None],
        ["recreation", None, "L2", None, "咕咚机"],
    ]
    plan, _ = await bring(town.program, tmp_path / "org.xlsx", sheets)
    changed = {c.code: c.details for c in plan.changes if c.sheet == "categories"}
    assert changed == {
        "facilities": ("name: 公共设施 -> 楼院公共设施", "evidence: yes -> no"),
        "recreation": ("level: L3 -> L2", "word + 咕咚机"),
    }

    # The next ticket has the new name on its card; the old one is done without a photo.
    second = await town.resident("second")
    await second.says("5号楼1单元门禁坏了")
    assert "楼院公共设施" in await town.property.last()
    for ticket in await town.tickets():
        assert ticket.category == "facilities"
        await town.property.sends_press(f"accept:{ticket.id}")
        await town.property.sends_press(f"resolve:{ticket.id}")
        await town.property.says("修好了")
        assert (await town.ticket(ticket.id)).status is Status.DONE

    # What nobody but the people here calls so finds its desk, with the clock the office set.
    third = await town.resident("third")
    await third.says("3号楼门口咕咚机太多了")
    ticket = await town.ticket()
    assert (ticket.category, ticket.route, ticket.level) == (
        "recreation",
        Route.COMMUNITY,
        "L2",
    )
    await town.grid.presses("接单")

    # Monday: the Party groups read the office's name.
    await town.until(datetime(2026, 11, 23, 8, 1, tzinfo=ZONE))
    await town.secretary.presses("发送")
    summary = await town.party.last()
    assert "楼院公共设施" in summary and "2" in summary
    assert await audit(town.deps) == ()
