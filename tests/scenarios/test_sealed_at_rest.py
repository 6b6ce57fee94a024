"""Whoever takes the disk, or a backup, reads nothing of her: the story of a complaint, and then a
look at all the database holds, and at all that was logged."""

import logging

from bot.log import CHATTY
from tests.support.town import photo
from tests.support.traces import plain_traces, traces
from workflows import web_chat

NAME, PHONE, CAR = "慕容雪莲", "13855667788", "豫A12345"
WORDS = f"永安花园3号楼2单元501楼道灯坏了三天，我叫{NAME}，电话{PHONE}"
SECRETS = (
    NAME,
    PHONE,
    CAR,
    "2单元501",
    "楼道灯坏",
    "紫色雨棚",
    "收据",
    "门口那盏",
    "物业乱收",
    "妈妈家",
    "换了新灯头",
    "师傅",
    "李娜",
    "张强",
    "陈静",
    "her door",
    "resident-of-a-chat",
)


async def test_nobody_reads_her_off_the_disk(town, caplog):
    caplog.set_level(logging.DEBUG)
    for chatty in CHATTY:  # as the command line does
        caplog.set_level(logging.WARNING, chatty)
    she = await town.resident("resident-of-a-chat")
    shown = await web_chat.keep_file(
        town.deps, she.chat, "photo", "image/jpeg", b"\xff\xd8her door\xff\xd9"
    )
    await she.says(WORDS, media=[shown])
    await town.property.presses("接单")
    await town.property.presses("问居民")
    await town.property.says("是门口那盏吗，师傅这就来")
    await she.says(f"对，紫色雨棚下面，车{CAR}挪开了")
    await town.property.presses("办结")
    await town.property.says("换了新灯头", media=[photo()])
    await she.presses("没解决")
    await she.says("物业乱收停车费，收据在501，去妈妈家拿")
    await town.after(days=1)

    assert await plain_traces(town, *SECRETS) == {}
    known = set(await traces(town, *SECRETS))
    assert known == set(SECRETS), "with the key all of it is there"
    logged = "\n".join(record.getMessage() for record in caplog.records)
    assert [secret for secret in SECRETS if secret in logged] == []
