"""A resident's rights on Telegram: the file comes as a document over HTTP, and after the last
message her account, name and chat are gone from the database."""

import json

from sqlalchemy import select

from db.models import Account, Outbox
from tests.handlers.telegram_town import LAMP
from tests.support.traces import traces

NAME = "王芳"


async def test_the_copy_comes_as_a_document_under_a_name_of_ours(town):
    worker = await town.property_worker()
    resident = town.resident()
    await resident.says(LAMP)
    assert resident.messages()[-1].labels[-1] == "🔒 我的信息怎么用"
    await worker.presses("接单")
    await resident.says("/privacy")
    await resident.presses("给我一份")
    sent = resident.messages()[-1]
    assert "都在这个文件里" in sent.text and "1 件事" in sent.text
    document = json.loads(sent.document)
    assert document["tickets"][0]["text"] == LAMP
    assert document["accounts"][0]["chat"] == str(resident.chat)
    assert [call.method for call in town.api.called("sendDocument")] == ["sendDocument"]
    assert "张强" not in sent.document.decode()
    (upload,) = [one for one in town.api.world.uploads.values() if one.kind == "document"]
    assert upload.name == "my-data.json"


async def test_forgotten_after_the_last_message(town):
    worker = await town.property_worker()
    resident = town.resident()
    await resident.says(LAMP)
    await resident.says("/my")
    await resident.presses("看 1118-1")
    await resident.presses("↩️ 撤回")
    card = worker.message("1118-1 ·")
    assert LAMP in "".join(card.earlier + [card.text])
    assert set(await traces(town, NAME, "楼道灯坏了")) == {NAME, "楼道灯坏了"}
    await resident.says("/forget")
    await resident.presses("确认删除")
    assert "最后一条消息" in resident.last
    await town.after(minutes=1)
    who = str(resident.chat)
    async with town.program.deps.begin() as work:
        assert (await work.scalars(select(Account).where(Account.chat == who))).all() == []
        assert (await work.scalars(select(Outbox).where(Outbox.chat == who))).all() == []
    assert await traces(town, who, NAME, "楼道灯坏了") == {}
    after = worker.message("1118-1 ·")
    assert after.message_id == card.message_id and "楼道灯坏了" not in after.text
    await resident.says(LAMP)
    assert "收到" in resident.last
