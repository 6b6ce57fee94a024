"""She complains about somebody: their door is where to go, and is never taken for hers; hers, her
place on the map and her voice stay behind the seal until somebody says why they must know."""

import pytest

from db.models import Person
from domain.inbound import Media
from tests.scenarios.staging import heard, nothing_is_silent
from tests.support.town import photo

DOG = "投诉永安花园5号楼2单元502的狗，天天半夜乱叫"


def place(ref="34.75123,113.61234"):
    return Media("web", ref, "location")


async def home_of(town, resident):
    async with town.deps.begin() as work:
        ticket = (await town.tickets())[0]
        return (await work.get(Person, ticket.owner_id)).home or {}


async def test_the_accused_door_is_not_her_home(town):
    resident = await town.resident()
    await resident.says(DOG)
    assert (await home_of(town, resident)).get("building") is None
    await town.after(minutes=30)
    await resident.says("家里水管漏了")
    _, leak = await town.tickets()
    assert leak.place.get("building") is None


async def test_her_own_home_is_remembered_beside_it(town):
    resident = await town.resident()
    await resident.says("我住永安花园3号楼1单元201，投诉5号楼2单元502的狗天天叫")
    assert (await home_of(town, resident))["building"] == "3"


async def test_staff_read_where_to_go_and_not_who_says_so(town):
    resident = await town.resident()
    await resident.says(DOG + "，我是王桂兰，住301")
    assert (await town.ticket()).sealed
    card = "\n".join(await town.grid.reads())
    assert "5号楼2单元502" in card
    assert "王桂兰" not in card and "301" not in card
    await nothing_is_silent(town)


async def test_her_place_and_voice_wait_behind_the_seal(town):
    resident = await town.resident()
    voice = Media("web", "1" * 32, "voice")
    await resident.says(DOG, media=[photo(), place(), voice])
    sent = [one["kind"] for row in await town.outbox() for one in row.media if row.chat == "grid"]
    assert sent == ["photo"]
    await town.grid.presses("接单")
    await town.grid.presses("看是谁")
    await town.grid.presses("要上门")
    sent = [one["kind"] for row in await town.outbox() for one in row.media if row.chat == "grid"]
    assert sorted(sent) == ["location", "photo", "voice"]


@pytest.mark.parametrize(
    "words", ["502把电动车停在消防通道", "我举报5号楼有人群租", "小区的王主任态度恶劣"]
)
async def test_whoever_accuses_somebody_is_sealed(town, words):
    resident = await town.resident()
    await resident.says(f"{words}，我是王桂兰")
    ticket = await town.ticket()
    assert ticket.sealed or ticket.against
    told = [text for chat in town.people.values() for text in await heard(chat, "1118-1")]
    assert [text for text in told if "王桂兰" in text] == []
