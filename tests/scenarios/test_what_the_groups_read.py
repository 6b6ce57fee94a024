"""Random weeks of a whole town, in which everybody says what must not be told, also in danger to
life: what every kind of group and everybody receive (texts, pictures, notice, page) is searched for
names, phones, accounts, rooms; and what Party groups and everybody do, for a building in which only
two homes ever said anything."""

import random
import re

import pytest

from bot.week_door import posted
from bot.week_files import told_of
from bot.week_paper import notice
from bot.week_words import Speaker, wording
from db.models import GroupPurpose, Person, Summary
from domain.inbound import Sender
from domain.people import Role
from tests.scenarios.staging import at
from tests.support.town import photo

STAFF = ("grid", "grid2", "property", "manager", "secretary", "street")
HOMES = {"ouyang": ("欧阳秋月", "8号楼2单元7709"), "sima": ("司马长风", "8号楼1单元7602")}
"""Who they are, and where: nobody else of building 8 ever says anything."""
SECRETS = (
    "欧阳秋月",
    "司马长风",
    "13912345678",
    "wx_yu2026",
    "7709",
    "7602",
    "天天摔东西",
    "1单元",
    "2单元",
)
MATTERS = (
    "{home}厨房下水堵了，我是{name}，电话13912345678",
    "{home}天天摔东西，我要投诉物业，微信wx_yu2026",
    "{home}家里没暖气，老人冷",
    "楼上{home}天天摔东西，别说是我说的",
    "{home}低保怎么办，{name}，13912345678",
    "我被骗了钱，{home}，{name}",
    "3号楼电梯坏了",
    "建议在小区门口装个长椅，{name}13912345678",
)
GROUPS = {
    "team": GroupPurpose.VANGUARD,
    "office": GroupPurpose.STAFF,
    "ops": GroupPurpose.OPS,
}
DANGERS = {
    "ouyang": "{home}着火了快来人！我是{name}，13912345678",
    "sima": "{home}煤气味很大，老人晕倒了，{name}，微信wx_yu2026",
}
WORDS = "和{name}（{home}，13912345678）说好了"


async def some_deed(town, chance: random.Random) -> None:
    """Somebody does something, with secrets in their words; what is not theirs is refused."""
    chat = chance.choice(list(HOMES))
    name, home = HOMES[chat]
    count = len(await town.tickets())
    number = chance.randint(1, max(count, 1))
    staff = town.people[chance.choice(STAFF)]
    words = WORDS.format(name=name, home=home)
    deed = chance.randrange(9)
    if deed < 3:
        await town.people[chat].says(chance.choice(MATTERS).format(name=name, home=home))
    elif deed == 3:
        await staff.sends_press(f"accept:{number}")
    elif deed == 4:
        await staff.sends_press(f"{chance.choice(['resolve', 'progress'])}:{number}")
        await staff.says(words, media=[photo()])
    elif deed == 5:
        await town.people[chat].sends_press(f"{chance.choice(['solved', 'unsolved'])}:{number}")
    elif deed == 6:
        await town.secretary.says(f"/supervise {number} {words}")
    elif deed == 7:
        await town.secretary.sends_press(f"post:{number}")
        await town.team.sends_press(f"claim:{number}", sender=Sender("wang"))
    else:
        await town.after(hours=chance.choice([1, 5, 30]))


async def a_danger(town, chat: str) -> None:
    """Life is in danger: everybody is paged, somebody goes there and says so, it is over."""
    name, home = HOMES[chat]
    await town.people[chat].says(DANGERS[chat].format(name=name, home=home))
    number = len(await town.tickets())
    await town.grid.sends_press(f"accept:{number}")
    for step in ("progress", "resolve"):
        await town.grid.sends_press(f"{step}:{number}")
        await town.grid.says(WORDS.format(name=name, home=home), media=[photo()])
    await town.people[chat].sends_press(f"solved:{number}")


async def signed(town) -> None:
    """She adds a sentence with secrets, means it, and sends it."""
    await town.until(at(23, "08:00"))
    row = max((r for r in await town.rows(Summary) if r.unit == "yongan"), key=lambda r: r.id)
    for step in ("add", "sure", "send"):
        await town.secretary.sends_press(f"week:{row.id}:{step}")
        if step == "add":
            await town.secretary.says("感谢13912345678，2单元7709的事记着")


@pytest.mark.parametrize("seed", range(2))
async def test_nothing_of_anybody(town, seed):
    chance = random.Random(seed)
    for chat, purpose in GROUPS.items():
        await town.group(chat, "yongan", purpose)
    await town.staff("wang", "王强", Role.VOLUNTEER, "yongan")
    for chat, (name, _) in HOMES.items():
        town.people[chat] = actor = await town.resident(chat)
        async with town.deps.begin() as work:
            (await work.get_one(Person, actor.person_id)).name = name
            await work.commit()
        await a_danger(town, chat)
    for _ in range(22):
        await some_deed(town, chance)
        if town.clock.now() > at(21, "20:00"):
            break
    await signed(town)
    assert len(await town.tickets()) >= 3

    party = [*await town.party.reads(), *await town.party_street.reads()]
    assert [text for text in party if "一周民情" in text]
    everybody = []
    for row in await town.rows(Summary):
        told = told_of(town.program, row)
        assert told
        for lang in ("zh", "en"):
            speaker = Speaker(town.program.words, town.deps.rules, lang)
            party += wording(speaker, told).texts()
            everybody += notice(speaker, told).texts() if row.unit == "yongan" else ()
    page = await posted(town.program, "yongan")
    everybody += [line for lines in page.paragraphs for line in lines]
    groups = [text for chat in GROUPS for text in await town.people[chat].reads()]
    assert [text for text in groups if "🆘 危急 1118-1" in text]
    for text in (*party, *everybody, *groups):
        assert [secret for secret in SECRETS if secret in text] == [], text
    for text in (*party, *everybody):
        assert not re.search("8号楼|building 8", text), text
