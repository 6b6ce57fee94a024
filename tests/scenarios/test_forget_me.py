"""删掉我的信息: 王秀兰 wants out, while one of her matters is over and another one still open."""

import json

import pytest
from sqlalchemy import select

from db.models import Account, Fact, Outbox, Person, Ticket
from db.web_rows import WebFile, WebMessage, WebSession
from domain.lifecycle import Status
from tests.support.town import Actor, Town, photo
from tests.support.traces import traces
from workflows import web_chat
from workflows.forgetting import forget_due

NAME, PHONE = "王秀兰", "13700006666"
LAMP = "3号楼2单元501门口的楼道灯闪得人心慌，我姓王叫王秀兰，电话13700006666"
PIPE = "我家厨房下水管渗水，把邻居小刘家天花板泡了"
HOME = {"compound": "yongan-garden", "building": "3", "unit": "2", "floor": "5", "room": "501"}


async def moves_in(town: Town) -> Actor:
    """She writes in the web chat, from a browser of her own."""
    _, chat = await web_chat.new_session(town.deps)
    her = await town.resident(chat)
    async with town.deps.begin() as work:
        person = await work.get(Person, her.person_id)
        person.name, person.home = NAME, HOME
        await work.commit()
    return her


async def is_done(town: Town, words: str) -> None:
    await town.property.presses("办结")
    await town.property.says(words, media=[photo()])


async def lamp_is_mended(town: Town, her: Actor) -> int:
    """Her first matter, from the first word to the rating, with a photo and a talk."""
    door = b"\xff\xd8her door"
    shown = await web_chat.keep_file(town.deps, her.chat, "photo", "image/jpeg", door)
    await her.says(LAMP, media=[shown])
    number = (await town.ticket()).id
    await town.property.presses("接单")
    await town.property.presses("问居民")
    await town.property.says("王阿姨，灯是一直闪吗")
    await her.says("一直闪，闪了三宿没睡好")
    assert "三宿没睡好" in "".join(await town.property.reads())
    await is_done(town, "给王秀兰家门口换了新灯头")
    await her.presses("已解决")
    await her.presses("不满意")
    await her.says("师傅踩了我家门垫")
    await town.after(hours=1)
    return number


SECRETS = (
    NAME,
    PHONE,
    "心慌",
    "三宿没睡好",
    "门垫",
    "新灯头",
    "her door",
    "王阿姨",
)
"""What was said, shown and known of her in the matter that is over."""


async def all_that_is_left(town: Town, her: Actor) -> tuple[int, int, int, int]:
    async with town.deps.begin() as work:
        mine = [
            select(Account).where(Account.person_id == her.person_id),
            select(Outbox).where(Outbox.chat == her.chat),
            select(WebMessage).where(WebMessage.chat == her.chat),
            select(WebSession).where(WebSession.chat == her.chat),
        ]
        return tuple([len((await work.scalars(query)).all()) for query in mine])


async def test_erase_me_while_a_ticket_is_open(town):
    her = await moves_in(town)
    over = await lamp_is_mended(town, her)
    await her.says(PIPE)
    await town.property.presses("接单")
    open_one = (await town.ticket()).id

    await her.says("/forget")
    asked = await her.last()
    assert "1 件事在办" in asked and "收不到" in asked
    assert await her.buttons() == ["✅ 确认删除，现在就删", "⏳ 办完再删"]
    await her.presses("现在就删")
    assert "最后一条消息" in await her.last()
    assert NAME in await traces(town, NAME), "nothing is gone before she has heard so"

    await town.after(minutes=1)
    assert await all_that_is_left(town, her) == (0, 0, 0, 0)
    assert await traces(town, *SECRETS, her.chat) == {}
    closed, going_on = await town.ticket(over), await town.ticket(open_one)
    assert (closed.status, closed.verdict, closed.category) == (
        Status.CLOSED,
        "solved",
        "facilities",
    )
    assert closed.place["building"] == "3" and closed.place["room"] is None
    assert (closed.text, closed.media) == ("", [])
    assert going_on.status is Status.HANDLING and going_on.text == PIPE
    assert "联系不上" in await town.property.last()

    # It goes on to its end without her name, and without her.
    await is_done(town, "接头换好，不渗了")
    await town.after(days=4)
    done = await town.ticket(open_one)
    assert (done.status, done.verdict) == (Status.CLOSED, "unanswered")
    assert (done.text, done.place["building"], done.place["room"]) == ("", "3", None)
    assert await traces(town, *SECRETS, her.chat, "501", "小刘", "渗水") == {}
    assert [e.kind for e in await town.events("erased")] == ["erased"] * 2
    assert await town.program.rounds.audit() == (0, 0)


async def test_erase_me_when_it_is_done(town):
    her = await moves_in(town)
    await her.says(PIPE)
    await town.property.presses("接单")
    await her.says("/forget")
    await her.presses("办完再删")
    assert "办完再删" in await her.last()
    await town.after(days=1)
    assert "不渗" not in "".join(await her.reads())
    await is_done(town, "接头换好，不渗了")
    assert "不渗了" in (await her.reads())[-1], "she still hears how it went"
    await her.presses("已解决")
    await town.after(hours=20)
    assert await traces(town, NAME), "and may still say how it was"
    await town.after(days=2)
    assert "最后一条消息" in await her.last()
    await town.after(minutes=1)
    assert await all_that_is_left(town, her) == (0, 0, 0, 0)
    assert await traces(town, NAME, her.chat, "小刘", "不渗了", "501") == {}


async def test_she_changes_her_mind(town):
    her = await moves_in(town)
    await her.says(PIPE)
    await her.says("/forget")
    await her.presses("办完再删")
    await her.says("/forget")
    await her.presses("不删了")
    await her.says("/my")
    await her.presses("撤回")
    await town.after(days=3)
    assert [row.name for row in await rows_of(town, Fact) if row.name.startswith("forget")] == []
    assert NAME in await traces(town, NAME)


async def rows_of(town: Town, model) -> list:
    async with town.deps.begin() as work:
        return list(await work.scalars(select(model)))


async def test_whoever_comes_back_is_somebody_new(town):
    her = await moves_in(town)
    await her.says("/forget")
    assert await her.buttons() == ["✅ 确认删除"]
    await her.presses("确认删除")
    await town.after(minutes=1)
    assert await traces(town, NAME, her.chat) == {}
    await her.says(PIPE)
    ticket = await town.ticket()
    assert ticket.owner_id != her.person_id
    assert "收到" in await her.last() and "只用来办这件事" in await her.last()


async def test_staff_are_told_who_can_take_them_off(town):
    for actor, who in ((town.grid, "书记"), (town.property, "经理"), (town.secretary, "街道")):
        await actor.says("/forget")
        assert "岗位" in await actor.last() and who in await actor.last()
        toast = await actor.sends_press("forget:0:now.9999999999")
        assert "岗位" in toast
    await town.after(minutes=1)
    assert await forget_due(town.deps) == 0
    assert set(await traces(town, "李娜", "张强", "陈静")) == {"李娜", "张强", "陈静"}


async def test_an_old_button_only_asks_again(town):
    her = await moves_in(town)
    await her.says("/forget")
    await town.after(days=2)
    await her.presses("确认删除")
    assert "删了找不回来" in await her.last()
    await town.after(minutes=5)
    assert NAME in await traces(town, NAME)
    assert "按钮" in await her.sends_press("forget:0:all")


async def test_a_matter_begun_meanwhile_is_asked_about(town):
    her = await moves_in(town)
    await her.says("/forget")
    (yes,) = [p for row in (await her.bubbles())[-1].buttons for _, p in row]
    await her.says(PIPE)
    await her.sends_press(yes)
    assert "1 件事在办" in await her.last()
    await town.after(minutes=5)
    assert NAME in await traces(town, NAME)


async def test_she_gets_all_that_is_kept_of_her_as_a_file(town):
    her = await moves_in(town)
    await lamp_is_mended(town, her)
    await her.says("/mydata")
    said = await her.last()
    assert NAME in said and "3号楼2单元5层501室" in said and "1 件事" in said
    (media,) = (await her.bubbles())[-1].media
    file = await web_chat.file_of(town.deps, media["ref"])
    assert (file.kind, file.mime, file.chat) == ("document", "application/json", her.chat)
    document = json.loads(file.content)
    assert document["person"]["name"] == NAME and document["homes"] == [HOME]
    assert [one["chat"] for one in document["accounts"]] == [her.chat]
    (ticket,) = document["tickets"]
    assert ticket["text"] == LAMP and ticket["outcome"] == "solved"
    told = [(one["what"], one.get("who"), one.get("text")) for one in ticket["history"]]
    assert ("办结", "物业张师傅", "给王秀兰家门口换了新灯头") in told
    assert ("评价", "本人", None) in told and ("评价留言", "本人", "师傅踩了我家门垫") in told
    said = [one["text"] for one in document["messages"]]
    assert any("物业张师傅接单了" in one for one in said)
    whole = file.content.decode()
    assert "张强" not in whole and str(town.property.chat) not in whole
    async with town.deps.begin() as work:
        assert len((await work.scalars(select(WebFile))).all()) == 2
        assert len((await work.scalars(select(Ticket))).all()) == 1


@pytest.mark.parametrize("text", [PIPE, "/start"])
async def test_she_is_told_once_and_after_her_report(town, text):
    her = await moves_in(town)
    await her.says(text)
    is_report = text == PIPE
    assert ("只用来办这件事" in await her.last()) is is_report
    assert ("🔒 我的信息怎么用" in await her.buttons()) is is_report
    await her.says("6号楼电梯又停了")
    told = [one for one in await her.reads() if "只用来办这件事" in one]
    assert len(told) == 1
    await her.presses("我的信息怎么用")
    lines = (await her.last()).splitlines()
    assert len(lines) <= 8 and max(map(len, lines)) <= 22
    assert "365 天" in lines[4] and "90 天" in lines[5]
    assert await her.buttons() == ["👀 谁看过我的信息", "📄 给我一份", "🗑 全删掉"]


async def test_a_danger_comes_before_it_and_is_never_followed_by_it(town):
    her = await moves_in(town)
    await her.says("3号楼2单元着火了，有人困在里面")
    assert "只用来办这件事" not in "".join(await her.reads())
    await town.property.presses("接单")
    await is_done(town, "火灭了，人没事")
    assert "只用来办这件事" in await her.last()
    await her.says("6号楼电梯又停了")
    told = [one for one in await her.reads() if "只用来办这件事" in one]
    assert len(told) == 1


async def test_where_a_question_is_asked_its_answers_are_the_only_buttons(town):
    her = await town.resident("her-chat", compound=None)
    await her.says("楼道灯坏了")
    assert "发 /privacy" in await her.last()
    assert not any("我的信息" in label for label in await her.buttons())
    await her.says("/privacy")
    assert await her.buttons() == ["👀 谁看过我的信息", "📄 给我一份", "🗑 全删掉"]
