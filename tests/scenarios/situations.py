"""Situations a ticket can come into, each told in the words and taps that lead there; what every
button says in each of them is in test_every_button."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from db.models import GroupPurpose
from domain.inbound import Sender
from domain.people import Role
from tests.scenarios.staging import DOOR, NOISE, at
from tests.support.town import Town, photo

Told = Callable[[Town], Awaitable[None]]

PASSAGE = "3号楼2单元消防通道堆满了垃圾，出不去人"
COMPLAINT = "物业收停车费乱涨价，我是3号楼2单元502王桂兰"
LIFT = "3号楼2单元电梯坏了，老人上不去"
TREE = "永安花园3号楼2单元501门口大树倒了，挡住路了"
STREET = "3号楼门口马路上的路灯不亮"
GAS = "3号楼2单元楼道里煤气味很大"
ADVERT = "低息贷款当天放款，加微信 abc123"

SITUATIONS: dict[str, Told] = {}


def situation(told: Told) -> Told:
    SITUATIONS[told.__name__] = told
    return told


async def says(town: Town, words: str, chat: str = "resident", **more) -> None:
    """A resident reports something."""
    town.people[chat] = await town.resident(chat)
    await town.people[chat].says(words, **more)


async def tells(actor, words: str = "看过了") -> None:
    await actor.sends_press("progress:1")
    await actor.says(words)


async def is_done(actor, number: int = 1) -> None:
    await actor.sends_press(f"resolve:{number}")
    await actor.says("弄好了", media=[photo()])


@situation
async def waits_at_the_company(town):
    await says(town, DOOR, media=[photo()])


@situation
async def waits_at_the_community(town):
    await says(town, NOISE)


@situation
async def waits_unplaced(town):
    resident = await town.resident("resident", compound=None)
    town.people["resident"] = resident
    await resident.says("门坏了，关不上")


@situation
async def is_to_be_passed_up(town):
    await says(town, STREET)


@situation
async def is_a_suggestion(town):
    await says(town, "建议在3号楼前面装几把长椅，老人可以歇歇")


@situation
async def nobody_takes_it(town):
    await says(town, DOOR)
    await town.until((await town.ticket()).accept_due - timedelta(minutes=20))


@situation
async def nobody_took_it_in_time(town):
    await says(town, DOOR)
    await town.until((await town.ticket()).accept_due)


@situation
async def nobody_takes_it_for_a_day(town):
    await says(town, NOISE)
    await town.until(at(19, "17:00"))


@situation
async def nobody_is_on_duty(town):
    await town.off_duty("property")
    await says(town, DOOR)
    await town.until((await town.ticket()).accept_due)


@situation
async def is_against_the_company(town):
    await says(town, COMPLAINT)


@situation
async def is_in_hand_against_the_company(town):
    await says(town, COMPLAINT)
    await town.grid.presses("接单")
    await tells(town.grid)


@situation
async def is_in_hand(town):
    await says(town, DOOR)
    await town.property.presses("接单")


@situation
async def is_in_hand_with_news(town):
    await says(town, DOOR)
    await town.property.presses("接单")
    await tells(town.property)


@situation
async def more_time_is_asked_for(town):
    await is_in_hand_with_news(town)
    for tap in ("延期/挂起", "延期", "等材料"):
        await town.property.presses(tap)
    await town.property.says("11月30日")
    await town.property.says("阀门要从厂里发货")


@situation
async def more_time_is_asked_for_and_it_is_due(town):
    await more_time_is_asked_for(town)
    await town.until(at(19, "17:00"))


@situation
async def has_more_time(town):
    await more_time_is_asked_for(town)
    await town.manager.presses("同意")


@situation
async def got_no_more_time(town):
    await more_time_is_asked_for(town)
    await town.manager.presses("不同意")


@situation
async def rests(town):
    await is_in_hand_with_news(town)
    for tap in ("延期/挂起", "挂起", "等居民"):
        await town.property.presses(tap)
    await town.property.says("11月24日")
    await town.property.says("阀门要从厂里发货")
    await town.manager.presses("同意")


@situation
async def goes_on_after_a_rest(town):
    await rests(town)
    await town.until(at(25, "09:30"))


@situation
async def help_was_called(town):
    await is_in_hand(town)
    await town.property.presses("吹哨")
    await town.property.says("缺人手")


@situation
async def help_was_called_by_nobody_who_has_it(town):
    await says(town, NOISE)
    await town.grid.presses("吹哨")
    await town.grid.says("缺人手")


@situation
async def help_was_called_up_to_the_top(town):
    await is_in_hand(town)
    for _ in range(4):
        await town.property.sends_press("whistle:1")
        await town.property.says("缺人手")
        await town.after(hours=2)


async def _with_team(town):
    await town.group("team", "yongan", GroupPurpose.VANGUARD)
    await town.group("office", "yongan-property", GroupPurpose.STAFF)
    await town.staff("wang", "王强", Role.VOLUNTEER, "yongan")


@situation
async def the_team_is_called(town):
    await _with_team(town)
    await says(town, TREE)
    await town.until((await town.ticket()).accept_due)


@situation
async def a_volunteer_has_it(town):
    await the_team_is_called(town)
    await town.team.sends_press("claim:1", sender=Sender("wang"))


@situation
async def a_volunteer_is_asked_for_news(town):
    await a_volunteer_has_it(town)
    await tells(town.wang)
    await town.until(at(23, "12:00"))


@situation
async def a_volunteer_helps(town):
    await _with_team(town)
    await says(town, TREE)
    await town.property.sends_press("accept:1")
    await town.property.sends_press("post:1")
    await town.team.sends_press("claim:1", sender=Sender("wang"))


@situation
async def the_team_is_asked_to_help(town):
    await _with_team(town)
    await says(town, TREE)
    await town.property.sends_press("accept:1")
    await town.property.sends_press("post:1")
    await town.until((await town.ticket()).fix_due - timedelta(days=2))


@situation
async def is_supervised_and_waits(town):
    await says(town, NOISE)
    await town.secretary.says("/supervise 1 反映多次")
    await town.secretary.says("/find 1")
    await town.secretary.sends_press("show:1")


@situation
async def is_supervised_in_hand(town):
    await is_in_hand(town)
    await town.secretary.says("/supervise 1 反映多次")
    await town.secretary.sends_press("show:1")
    await town.street.sends_press("show:1")


@situation
async def was_returned(town):
    await says(town, DOOR)
    await town.property.sends_press("return:1:nuisance")


@situation
async def waits_for_the_chair(town):
    await was_returned(town)
    await town.grid.sends_press("return:1:facilities")


@situation
async def waits_long_for_the_chair(town):
    await waits_for_the_chair(town)
    await town.after(hours=2)


@situation
async def was_ruled_on(town):
    await waits_for_the_chair(town)
    await town.secretary.presses("归物业")


@situation
async def was_ruled_on_late(town):
    await waits_long_for_the_chair(town)
    await town.secretary.sends_press("rule:1:joint")


@situation
async def both_sides_are_called(town):
    await says(town, PASSAGE)


@situation
async def both_sides_are_at_work(town):
    await both_sides_are_called(town)
    await town.grid.sends_press("accept:1")
    await town.property.sends_press("take_part:1")


@situation
async def only_the_other_side_is_at_work(town):
    await both_sides_are_called(town)
    await town.property.sends_press("take_part:1")
    await town.after(hours=1)


@situation
async def the_other_side_does_not_come(town):
    await both_sides_are_called(town)
    await town.grid.sends_press("accept:1")
    await town.after(hours=5)


@situation
async def the_other_side_is_done(town):
    await both_sides_are_at_work(town)
    await town.property.sends_press("part_done:1")
    await town.property.says("清运完了")


@situation
async def the_leading_side_is_done(town):
    await both_sides_are_at_work(town)
    await is_done(town.grid)


@situation
async def the_other_side_is_late(town):
    await the_leading_side_is_done(town)
    await town.until((await town.ticket()).fix_due)


@situation
async def whose_it_is_is_asked(town):
    await both_sides_are_at_work(town)
    await town.grid.sends_press("clear:1:property")


@situation
async def whose_it_is_is_disputed(town):
    await whose_it_is_is_asked(town)
    await town.property.presses("不同意")


@situation
async def whose_it_is_was_agreed(town):
    await whose_it_is_is_asked(town)
    await town.property.presses("同意")


@situation
async def a_colleague_is_asked(town):
    await town.staff("fixer", "何平", Role.PROPERTY_STAFF, "yongan-property")
    await is_in_hand(town)
    await town.property.sends_press(f"pass:1:{town.fixer.person_id}")


@situation
async def a_colleague_has_it(town):
    await a_colleague_is_asked(town)
    await town.fixer.presses("我接")


@situation
async def a_colleague_declined(town):
    await a_colleague_is_asked(town)
    await town.fixer.presses("接不了")


@situation
async def no_news_came(town):
    await is_in_hand_with_news(town)
    await town.until(at(23, "09:00"))


@situation
async def it_was_taken_back(town):
    await is_in_hand_with_news(town)
    await town.until(at(24, "18:00"))


@situation
async def the_promised_hour_passed(town):
    await is_in_hand(town)
    await town.after(hours=8)


@situation
async def nobody_spoke_to_her(town):
    await is_in_hand(town)
    await town.until((await town.ticket()).contact_due)


@situation
async def is_overdue(town):
    await is_in_hand_with_news(town)
    for day in (19, 20, 23, 24, 25, 26):
        await town.until(at(day, "10:00"))
        await town.property.sends_press("still_on:1")
    await town.until(at(27, "09:00"))


@situation
async def is_done_and_asked(town):
    await is_in_hand_with_news(town)
    await is_done(town.property)


@situation
async def is_solved(town):
    await is_done_and_asked(town)
    await town.people["resident"].presses("已解决")


@situation
async def is_rated_badly(town):
    await is_solved(town)
    await town.people["resident"].presses("不满意")
    await town.people["resident"].says("拖了太久")


@situation
async def is_not_solved(town):
    await is_done_and_asked(town)
    await town.people["resident"].presses("没解决")


@situation
async def is_closed_without_an_answer(town):
    await is_done_and_asked(town)
    await town.after(hours=80)


@situation
async def is_taken_up_again(town):
    await is_solved(town)
    await town.people["resident"].sends_press("reopen:1")


@situation
async def was_withdrawn(town):
    await is_in_hand(town)
    await town.people["resident"].sends_press("withdraw:1")


@situation
async def the_like_is_reported_again(town):
    await says(town, LIFT, "resident")
    await town.after(minutes=10)
    await says(town, "永安花园3号楼的电梯停了，怎么还不修", "second")


@situation
async def is_merged(town):
    await the_like_is_reported_again(town)
    await town.second.presses("我家也是")


@situation
async def is_merged_and_in_hand(town):
    await is_merged(town)
    await town.property.sends_press("accept:1")


@situation
async def came_to_the_desk(town):
    await town.grid.says("代 张大爷 3号楼2单元501：厨房下水堵了")


@situation
async def came_to_the_desk_and_is_done(town):
    await came_to_the_desk(town)
    await town.property.presses("接单")
    await is_done(town.property)


@situation
async def was_found_on_patrol(town):
    await town.grid.says("巡 3号楼东侧井盖松动", media=[photo()])


@situation
async def was_set_aside(town):
    await says(town, ADVERT)


@situation
async def is_dangerous(town):
    await says(town, GAS)


@situation
async def is_dangerous_and_in_hand(town):
    await says(town, GAS)
    await town.after(minutes=3)
    await town.property.presses("接单")


@situation
async def its_handler_is_away(town):
    await town.staff("fixer", "何平", Role.PROPERTY_STAFF, "yongan-property")
    await is_in_hand(town)
    await town.property.says("/leave")
    await town.property.presses("三天")
    await town.property.presses("何师傅")
    await town.after(hours=9)


@situation
async def she_is_asked(town):
    await is_in_hand(town)
    await town.property.presses("问居民")
    await town.property.says("是前门还是后门？")


@situation
async def she_answered(town):
    await she_is_asked(town)
    await town.people["resident"].says("前门")
