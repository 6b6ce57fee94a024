"""A poster on the door: she scans it, says what is wrong, and nobody asks where she lives."""

from dataclasses import replace

import pytest

from db.models import Person
from domain.homes import Home, choice_of, token_of
from domain.org import Organisation
from domain.people import Role
from tests.support.town import Actor
from tests.web.house import client_id, open_house
from workflows.join import Invitation, invite

GARDEN_3 = Home("yongan-garden", "3")


def newcomer(town, chat: str = "newcomer") -> Actor:
    """Somebody we have never heard of."""
    return Actor(town, chat)


async def scans(actor: Actor, home: Home) -> None:
    """Opens the chat by the code: the platform says /start TOKEN for them."""
    await actor.says(f"/start {token_of(home)}")


async def home_of(town, chat: str = "newcomer") -> dict | None:
    (person,) = [p for p in await town.rows(Person) if p.name == chat]
    return person.home


async def test_she_scans_the_poster_and_says_one_sentence(town):
    her = newcomer(town)
    await scans(her, GARDEN_3)
    (greeting,) = await her.reads()
    assert greeting == "您好，认得您了：您住永安花园3号楼。有什么事，直接跟我说一句就行。"
    home = await home_of(town)
    assert (home["compound"], home["building"], home["room"]) == ("yongan-garden", "3", None)

    await her.says("楼道灯坏了")
    ticket = await town.ticket()
    assert (ticket.place["compound"], ticket.place["building"]) == ("yongan-garden", "3")
    answer = await her.last()
    assert "永安物业" in answer and "在哪" not in answer and "几号楼" not in answer
    assert "永安花园3号楼" in await town.property.last()


async def test_a_unit_s_poster_and_an_entrance_s(town):
    her, him = newcomer(town), newcomer(town, "him")
    await scans(her, Home("party-school-yard", "2", "东"))
    assert "人和路6号院2号楼东单元" in await her.last()
    await scans(him, Home("yongan-garden"))
    assert "您住永安花园。" in await him.last()
    await him.says("5号楼漏水了")
    assert (await home_of(town, "him"))["building"] == "5"


async def test_scanned_twice_is_home_once(town):
    her = newcomer(town)
    await scans(her, GARDEN_3)
    await her.says("3号楼2单元501漏水")
    before = await home_of(town)
    await scans(her, GARDEN_3)
    assert "您住永安花园3号楼" in await her.last() and "501" not in await her.last()
    assert await home_of(town) == before


# Another building


async def test_a_friend_s_poster_does_not_move_her(town):
    her = newcomer(town)
    await scans(her, Home("yongan-garden", "5"))
    before = await home_of(town)
    await scans(her, GARDEN_3)
    assert "您留过的住处是永安花园5号楼，这张码是永安花园3号楼的" in await her.last()
    assert await her.buttons() == ["🏠 搬到这里了", "🏠 是爸妈家", "🏠 是另一个家"]
    assert await home_of(town) == before
    await her.says("楼道灯坏了")
    assert (await town.ticket()).place["building"] == "5"


async def test_she_moved(town):
    her = newcomer(town)
    await her.says("永安花园5号楼2单元501漏水")
    assert (await home_of(town))["room"] == "501"
    await scans(her, GARDEN_3)
    assert "501" not in await her.last()
    assert await her.presses("搬到这里了") == "好的"
    home = await home_of(town)
    assert (home["building"], home["unit"], home["room"]) == ("3", None, None)
    assert "您现在住永安花园3号楼" in await her.last()
    said = len(await her.reads())
    await her.presses("搬到这里了")
    assert len(await her.reads()) == said  # the second tap says nothing new


# What a code cannot do


@pytest.mark.parametrize("place", [Home("yongan-garden", "77"), Home("torn-down", "3")])
async def test_a_stale_poster_changes_nothing_and_is_answered_kindly(town, place):
    her = newcomer(town)
    await scans(her, place)
    assert await her.reads() == [
        "您好！这张码认不出是哪栋楼，不要紧：有什么事直接说一句，带上几号楼就行。"
    ]
    assert await home_of(town) is None
    await her.says("永安花园3号楼楼道灯坏了")
    assert (await town.ticket()).place["building"] == "3"


async def test_a_damaged_code_is_no_wrong_invitation(town):
    her = newcomer(town)
    await her.says(f"/start {token_of(GARDEN_3)[:-2]}")
    assert "这张码认不出是哪栋楼" in await her.last()
    assert await home_of(town) is None


async def test_a_building_that_went_after_the_question(town):
    her = newcomer(town)
    await scans(her, Home("yongan-garden", "5"))
    await scans(her, GARDEN_3)
    org = town.deps.rules.org
    left = replace(org.compounds["yongan-garden"], buildings=("5",))
    others = tuple(c for c in org.compounds.values() if c.code != left.code)
    smaller = Organisation(tuple(org.units.values()), (left, *others), org.grids)
    town.deps.rules.become(replace(town.deps.rules, org=smaller))
    assert "这张码认不出是哪栋楼" in await her.presses("搬到这里了")
    assert (await home_of(town))["building"] == "5"


@pytest.mark.parametrize("payload", ["moved:0", "moved:0:zz", "moved:7:00000000.33."])
async def test_a_forged_button_moves_nobody(town, payload):
    her = newcomer(town)
    await scans(her, GARDEN_3)
    assert "这张码认不出是哪栋楼" in await her.sends_press(payload)
    assert (await home_of(town))["building"] == "3"
    good = f"moved:0:{choice_of(Home('yongan-garden', '5'))}"
    await her.sends_press(good)
    assert (await home_of(town))["building"] == "5"  # her own home is hers to say


async def test_an_invitation_still_invites(town):
    code = await invite(town.deps, Invitation("yongan", Role.COMMUNITY_STAFF, name="何花"))
    her = newcomer(town)
    await her.says(f"/start {code.lower()}")
    assert "永安社区" in await her.last()
    assert await home_of(town, "何花") is None
    await her.says("/start NOTACODE22")
    assert "认不出" not in await her.last()


async def test_at_work_she_may_scan_too(town):
    await scans(town.property, GARDEN_3)
    assert "您住永安花园3号楼" in await town.property.last()


# The web chat


async def test_the_web_page_tells_the_code_once(town):
    house = await open_house(town)
    browser = await house.visitor()
    body = {"token": token_of(GARDEN_3), "client_id": client_id()}
    for _ in range(2):  # the second: a lost answer, sent again
        assert (await browser.post("/api/home", body)).status == 200
    (greeting,) = await browser.messages()
    assert "您住永安花园3号楼" in greeting["text"] and not greeting["mine"]
    await browser.says("楼道灯坏了")
    assert (await town.ticket()).place["building"] == "3"
    await house.close()


async def test_the_web_page_takes_no_other_code_and_no_other_site_s_form(town):
    code = await invite(town.deps, Invitation("yongan", Role.COMMUNITY_STAFF, name="何花"))
    house = await open_house(town)
    browser = await house.visitor()
    for token in (code, "h" + code[1:], "3", None, ["h"], "<script>", "h" * 5000, "/my"):
        body = {"token": token, "client_id": client_id()}
        assert (await browser.post("/api/home", body)).status == 400
    body = {"token": token_of(GARDEN_3), "client_id": client_id()}
    assert (await browser.post("/api/home", body, headers={})).status == 403
    assert await browser.messages() == []
    assert (await browser.get("/", params={"home": "<script>alert(1)</script>"})).status == 200
    await house.close()
