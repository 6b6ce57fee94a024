"""Somebody complains about the street office. It goes to whoever stands above it, and nobody of the
street reads, finds, decides or is told of it, by no post of theirs."""

import pytest

from bot.config_file import load_settings
from bot.export_reading import scope_for
from db.export import tickets
from db.models import Membership
from domain.lifecycle import Status
from domain.people import Role
from tests.scenarios.staging import nothing_is_silent
from tests.support.town import EXAMPLE, START

WORDS = "我要投诉街道办，办低保推三阻四还骂人，我叫慕容雪莲，住永安花园3号楼4单元1706"
SECRETS = ("慕容", "雪莲", "1706", "4单元")


@pytest.fixture
async def she(town):
    she = await town.resident("she")
    await she.says(WORDS)
    return she


async def told(town, actor) -> str:
    return "".join(await actor.reads())


async def test_it_goes_to_the_district_and_is_sealed(town, she):
    ticket = await town.ticket()
    assert (ticket.against, ticket.lead_unit, ticket.lead_role) == ("street", "erqi", Role.OFFICER)
    card = await told(town, town.district)
    assert "反映街道的事，由街道的上一级办" in card
    assert not [secret for secret in SECRETS if secret in card]
    await town.district.presses("接单·今天")
    await town.district.sends_press("reveal:1:visit")
    assert "慕容雪莲" in await told(town, town.district)
    await town.district.presses("办结")
    await town.district.says("已责成整改，向您道歉")
    await she.presses("已解决")
    assert (await town.ticket()).status is Status.CLOSED
    await nothing_is_silent(town)


async def test_nobody_of_the_street_sees_or_hears_of_it(town, she):
    """Not when nobody takes it for three days either: the rung is passed over."""
    street = town.street
    await town.after(days=3)
    for text in ("/todo", "/queue", "/supervise", "/find 1118-1", "/find 街道办", "/find 慕容雪莲"):
        await street.says(text)
    for press in ("accept:1", "show:1", "full:1", "reveal:1:visit", "supervise:1"):
        assert await street.sends_press(press) == "这一单不归您操作。", press
    heard = await told(town, street) + await told(town, town.people["party_street"])
    assert not [word for word in ("1118-1", "推三阻四", *SECRETS) if word in heard]
    assert not [e for e in await town.events() if e.values.get("unit") == "jianzhong"]
    assert (await town.ticket()).status is Status.QUEUED
    await nothing_is_silent(town)


async def test_who_works_for_the_street_has_it_by_no_other_post(town, she):
    async with town.deps.begin() as work:
        post = Membership(person_id=town.street.person_id, unit="erqi", role=Role.OFFICER)
        work.add(post)
        await work.commit()
    for press in ("accept:1:now", "reveal:1:visit", "supervise:1"):
        answer = await town.street.sends_press(press)
        assert answer.startswith("这一单不归您操作") or "不能" in answer
    await town.street.says("/find 街道办")
    assert "没找到" in await town.street.last()
    assert (await town.ticket()).handler_id is None


async def test_what_the_street_exports_is_without_it_and_the_district_has_it(town, she):
    org = town.program.deps.rules.org
    for unit, has_it in (("jianzhong", False), ("erqi", True)):
        read = [
            t async for batch in tickets(town.deps.begin, scope_for(org, unit, None)) for t in batch
        ]
        assert bool(read) is has_it


async def test_where_nobody_stands_above_the_secretary_has_it_and_the_street_does_not(town_at):
    units = tuple(
        one.model_copy(update={"parent": None}) if one.code == "jianzhong" else one
        for one in load_settings(EXAMPLE).units
        if one.code != "erqi"
    )
    town = await town_at(START, units=units)
    she = await town.resident("she")
    await she.says(WORDS)
    ticket = await town.ticket()
    assert (ticket.lead_unit, ticket.lead_role) == ("yongan", Role.SECRETARY)
    card = await told(town, town.secretary)
    assert "街道上面还没有接入，由社区书记接" in card
    assert not [secret for secret in SECRETS if secret in card]
    await town.after(days=3)
    heard = await told(town, town.street)
    assert not [word for word in ("1118-1", "推三阻四", *SECRETS) if word in heard]
    await town.secretary.sends_press("accept:1:now")
    assert (await town.ticket()).status is Status.HANDLING
