"""What an export tells of a ticket's way: in words, without the program's own codes, and of a
complaint nothing that leads to who complained."""

import ast
import re

from bot.export_tables import TABLES
from db.lesson_rows import Proposal, ProposalState
from domain.people import Role
from domain.steps import BY_ITSELF, BY_STAFF, BY_THE_RESIDENT, STEPS
from tests.bot.test_export import AGAINST, column, exported
from tests.bot.word_keys import trees
from tests.scenarios.staging import DOOR, at
from tests.scenarios.test_two_sides_one_ticket import PASSAGE
from tests.support.town import photo

OURS = re.compile(r"\b[a-z]{3,}(?:[_-][a-z]+)*\b")
"""A word of the program: grid_worker, part_done, yongan-property."""


def table(found, stem) -> list[dict[str, str]]:
    head, *rows = found[stem]
    return [dict(zip(head, row, strict=True)) for row in rows]


async def a_long_way(town):
    """A matter of both sides, extended, held, supervised, done, disputed, done again, rated."""
    resident = await town.resident()
    await resident.says(PASSAGE)
    await town.grid.presses("接单")
    await town.property.presses("✋ 我来配合")
    await town.grid.presses("给配合方派活")
    await town.grid.says("请把垃圾清走")
    await town.property.presses("我这边好了")
    await town.property.says("清走了", media=[photo()])
    await town.grid.presses("吹哨")
    await town.grid.says("有人不让清")
    await town.secretary.sends_press("supervise:1")
    await town.secretary.says("盯到解决为止")
    await town.grid.presses("办结")
    await town.grid.says("通道通了", media=[photo()])
    await resident.presses("没解决")
    await town.after(hours=1)
    return resident


async def held_and_extended(town):
    resident = await town.resident("second")
    await resident.says(DOOR)
    await town.property.sends_press("accept:2:now")
    for taps in (("延期", "等材料", "11月30日"), ("挂起", "等居民", "11月25日")):
        await town.property.sends_press("defer:2")
        for tap in taps:
            await town.property.presses(tap)
        await town.property.says("配件要从厂里发货")
        await town.manager.presses("👍 同意")


async def test_every_step_of_the_program_has_words():
    kinds = set()
    for path, tree in trees():
        for node in ast.walk(tree):
            name = getattr(getattr(node, "func", None), "id", "")
            if path.parts[0] == "workflows" and name == "note" and len(node.args) > 3:
                kind = node.args[3]
                kinds |= {kind.value} if isinstance(kind, ast.Constant) else set()
    assert len(kinds) > 40
    assert kinds <= set(STEPS), kinds - set(STEPS)
    assert not BY_STAFF & BY_THE_RESIDENT and not BY_ITSELF & (BY_STAFF | BY_THE_RESIDENT)


async def test_the_way_of_a_ticket_is_told_as_people_say_it(town, tmp_path):
    await a_long_way(town)
    found = await exported(town, tmp_path)
    told = {(row["谁"], row["事项"], row["对谁"], row["说明"]) for row in table(found, "events")}
    assert {
        ("居民", "下单", "", "社区和物业联办；堵消防通道、楼道堆物、飞线充电"),
        ("自动", "派单", "永安社区", ""),
        ("张值班员", "接下配合", "永安物业", ""),
        ("李网格员", "给配合方派活", "", "请把垃圾清走"),
        ("张值班员", "配合的部分办好", "", "清走了"),
        ("李网格员", "吹哨求助", "永安社区", "有人不让清"),
        ("陈书记", "列入督办", "", "盯到解决为止"),
        ("李网格员", "办结", "居民", "通道通了"),
        ("居民", "说没解决，重办", "", ""),
    } <= told, sorted(told)
    (part,) = table(found, "parts")
    assert (part["责任单位"], part["牵头承办人"]) == ("永安社区", "")
    assert (part["配合单位"], part["请配合做什么"]) == ("永安物业", "")
    assert part["配合派出"] and part["配合时限"]
    (stands,) = table(found, "supervision")
    assert (stands["列入人"], stands["列入原因"], stands["移出时间"]) == (
        "陈书记",
        "盯到解决为止",
        "",
    )


async def test_holds_and_extensions_are_told_with_who_decided(town, tmp_path):
    await (await town.resident()).says("3号楼2单元楼道灯坏了")
    await held_and_extended(town)
    extension, hold = table(await exported(town, tmp_path), "deferrals")
    assert [extension[name] for name in ("编号", "事项", "原因", "说明一句", "申请人")] == [
        "1118-2",
        "延期",
        "等材料配件",
        "配件要从厂里发货",
        "张值班员",
    ]
    assert [extension[name] for name in ("申请到", "答复", "答复人")] == [
        "2026-11-30 18:00",
        "同意",
        "马经理",
    ]
    assert (hold["事项"], hold["原因"], hold["申请到"]) == (
        "挂起",
        "等居民",
        "2026-11-25 08:30",
    )


async def test_what_staff_look_after_is_all_there(town, tmp_path):
    await town.staff("clerk", "孙丽", Role.COMMUNITY_STAFF, "yongan")
    await town.property.says("/leave")
    await town.property.presses("三天")
    await town.property.presses("物业马经理")
    async with town.deps.begin() as work:
        work.add(
            Proposal(
                unit="yongan",
                word="岗亭",
                category="facilities",
                weight=3.0,
                examples=5,
                residents=4,
                right_before=1,
                right_after=4,
                measured=5,
                state=ProposalState.ACCEPTED,
                asked_at=at(10, "09:00"),
            )
        )
        await work.commit()
    found = await exported(town, tmp_path)
    (away,) = table(found, "absences")
    assert [away[name] for name in ("姓名", "代班人", "状态")] == ["张值班员", "马经理", "有效"]
    places = table(found, "places")
    assert {row["物业"] for row in places} == {"永安物业", ""}
    assert {"第一网格", "第二网格"} <= {row["网格"] for row in places}
    assert ("永安社区", "党组织群") in {(r["单位"], r["用途"]) for r in table(found, "groups")}
    learned = {row["类别"]: row["学来的说法"] for row in table(found, "categories")}
    assert learned["公共设施"] == "岗亭（永安社区）"


async def test_no_code_of_the_program_stands_where_people_read(town, tmp_path):
    await a_long_way(town)
    await held_and_extended(town)
    await town.secretary.says("/leave")
    await town.secretary.presses("三天")
    found = await exported(town, tmp_path)
    for stem in TABLES:
        for row in table(found, stem):
            codes = {name: value for name, value in row.items() if name in ("单位编码", "工号")}
            said = [value for name, value in row.items() if name not in codes]
            assert not [value for value in said if OURS.search(value)], (stem, row)


async def test_a_complaint_leads_to_nobody(town, tmp_path):
    """Neither what was written, nor who wrote it down, nor the building, nor how many they are."""
    await town.staff("clerk", "孙丽", Role.COMMUNITY_STAFF, "yongan")
    await town.clerk.says("代 3号楼2单元501：物业乱收费")
    ticket = await town.ticket()
    assert (ticket.against, ticket.filed_by) == ("property", town.clerk.person_id)
    resident = await town.resident("王秀兰")
    await resident.says(AGAINST)
    found = await exported(town, tmp_path)
    told = str([found[stem] for stem in TABLES if stem not in ("people", "places")])
    for secret in ("孙", "乱收费", "3号楼", "501", "到场代记", "王秀兰"):
        assert secret not in told, secret
    assert set(column(found["tickets"], "户数")) == {""}
    assert {row["谁"] for row in table(found, "events") if row["事项"] == "下单"} == {"居民"}
    assert set(column(found["ledger"], "诉求人")) == {"（不公开）"}
