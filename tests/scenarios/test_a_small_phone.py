"""A busy week at a desk, read on the smallest phone: whatever the program says by itself to the
staff fits one screen of 14 lines of 20 characters, with long reports, reasons and notes in it."""

from datetime import datetime

from db.models import GroupPurpose
from domain.people import Role
from tests.support.screen import LINES, screen_lines
from tests.support.town import ZONE, Actor, photo

MATTERS = ("楼道照明灯坏了", "下水道堵了往上返水", "电梯停了好几次", "楼上半夜吵", "垃圾没人清运")
LONG = (
    "楼上卫生间从上个月开始就一直往下漏水，刚开始只是墙角有一点点湿，现在整面墙都起皮了，柜子里的"
    "衣服被子全都有味道。我上去找过两次，楼上说不是他家的问题，让我找物业。物业师傅来看过一次，"
    "说要打开吊顶才知道，后来就没有下文了。家里还有八十多岁的老母亲，腿脚不方便，怕她滑倒。"
) * 3
COMMANDS = ("/todo", "/queue", "/help", "/find 楼", "/duty", "/supervise", "/unit", "/handover")


async def too_long(actor: Actor) -> list[str]:
    """What of an actor's chat runs over a screen."""
    return [text for text in await actor.reads() if screen_lines(text) > LINES]


async def pages(actor: Actor, command: str) -> None:
    """A list from its first page to its last."""
    await actor.says(command)
    for _ in range(12):
        labels = await actor.buttons()
        if not any("下一页" in label or "▶️ 还有" in label for label in labels):
            return
        await actor.presses("下一页" if any("下一页" in one for one in labels) else "▶️ 还有")


async def test_everything_fits_and_long_reports_too(town):
    for unit in ("yongan", "yongan-property"):
        await town.group(f"group-{unit}", unit, GroupPurpose.STAFF)
    await town.staff("clerk", "孙红", Role.COMMUNITY_STAFF, "yongan")
    for n in range(12):
        words = f"{n % 6 + 1}号楼{n % 3 + 1}单元{n // 6 + 3}01{MATTERS[n % 5]}，{LONG[:60]}"
        await (await town.resident(f"r{n}")).says(words)
    await town.people["property"].says("/todo")
    owner = await town.resident("owner")
    await owner.says(f"3号楼2单元501{LONG[:400]}", media=[photo(), photo()])
    staff = [town.property, town.grid, town.manager, town.secretary, town.street]
    for n in range(1, 8):
        await town.secretary.says(f"/supervise {n} {LONG[:60]}")
    for actor in staff:
        for command in COMMANDS:
            await pages(actor, command)
    await town.property.presses("接单·今天")
    for start in (0, 40):
        await town.property.presses("反馈")
        await town.property.says(LONG[start : start + 120])
    for day, hour in ((19, 9), (19, 19), (20, 9), (21, 10)):
        await town.until(datetime(2026, 11, day, hour, tzinfo=ZONE))
        for actor in staff:
            await pages(actor, "/todo")
            await pages(actor, "/queue")
    groups = [town.people["group-yongan"], town.people["group-yongan-property"]]
    found = {actor.chat: await too_long(actor) for actor in (*staff, town.clerk, *groups)}
    assert {chat: texts for chat, texts in found.items() if texts} == {}
