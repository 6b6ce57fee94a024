"""A ticket that nobody sealed, looked up by somebody who has nothing to do about it: they read the
matter and the building; her door, her name and her phone for a reason only, and she reads of it."""

import pytest

from domain.inbound import LOCATION, Media

WORDS = "永安花园3号楼4单元1706楼上漏水，我叫慕容雪莲，电话13855667788"
SECRETS = ("慕容", "雪莲", "1706", "13855667788", "4单元")


@pytest.fixture
async def she(town):
    she = await town.resident("she")
    await she.says(WORDS, media=[Media("web", "34.75123,113.62530", LOCATION)])
    return she


async def told(actor) -> str:
    return "".join(await actor.reads())


def secrets_in(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


@pytest.mark.parametrize("who", ["street", "district", "secretary"])
async def test_who_only_looks_it_up_reads_no_door_without_a_reason(town, she, who):
    """It is with the company; they stand above it."""
    looker = town.people[who]
    assert (await town.ticket()).lead_unit == "yongan-property"
    await looker.says("/find 1118-1")
    await looker.presses("看 1118-1")
    await looker.sends_press("full:1")
    await looker.sends_press("photos:1")
    read = await told(looker)
    assert "漏水" in read and "3号楼" in read and "名字门牌保密" in read
    assert secrets_in(read) == []
    assert not [m for bubble in await looker.bubbles() for m in bubble.media]
    assert "34.75123" not in read
    for words in ("慕容雪莲", "1706", "3-4-1706"):
        await looker.says(f"/find {words}")
        assert "没找到" in await looker.last(), words
    await looker.says("/find 漏水")
    assert "1118-1" in await looker.last()

    await looker.sends_press("reveal:1")
    await looker.sends_press("reveal:1:visit")
    assert secrets_in(await told(looker)) == list(SECRETS)
    await she.says("/who")
    assert "上门" in await she.last()


async def test_who_has_it_reads_her_door_at_once(town, she):
    assert secrets_in(await told(town.property)) == list(SECRETS)
    await town.property.says("/find 1706")
    assert "1118-1" in await town.property.last()
    await town.property.presses("接单·今天")
    await town.property.sends_press("show:1")
    assert secrets_in(await town.property.last()) == list(SECRETS)


async def test_whoever_it_was_escalated_to_has_to_act_and_reads_it(town, she):
    await town.off_duty("property", "manager")
    await town.after(days=2)
    await town.secretary.sends_press("show:1")
    assert secrets_in(await told(town.secretary)) == list(SECRETS)
