"""催办: passed on once in its time, and each time answered with what has happened."""

from datetime import timedelta

import pytest

from bot.settings import Settings
from domain.ladder import period_of_urge
from domain.policy import DEFAULT_POLICIES, LevelPolicy
from tests.scenarios.staging import DOOR

PLEASE_WAIT = ("请耐心", "请等待", "稍等", "耐心等")


async def test_once_in_its_time_and_each_time_with_a_fact(town):
    she = await town.resident()
    await she.says(DOOR)
    await she.says("催一下")
    first = await she.last()
    assert "已替您催了 1118-1" in first and "还没有人动手" in first
    await town.property.presses("接单·今天")
    await town.property.says("已经到现场，在换锁芯")
    urged = len([text for text in await town.property.reads() if "催" in text])
    await town.after(hours=1)
    await she.says("催一下")
    second = await she.last()
    assert "1118-1 刚催过了" in second and "物业张师傅" in second
    assert "11月18日 09:00 物业张师傅：已经到现场，在换锁芯" in second
    assert len([text for text in await town.property.reads() if "催" in text]) == urged
    await town.after(hours=12)
    await she.says("催一下")
    assert "已替您催了" in await she.last()
    assert len(await town.events("urge")) == 2
    assert not [word for word in PLEASE_WAIT if word in "".join(await she.reads())]


async def test_late_and_urged_a_moment_ago_it_is_not_said_to_be_passed_on_anew(town):
    she = await town.resident()
    await she.says(DOOR)
    await town.off_duty("property", "manager")
    await town.until((await town.ticket()).promised_at + timedelta(minutes=5))
    await she.says("催一下")
    await she.says("催一下")
    assert "刚催过了" in await she.last() and "已经超时了，对不住" in await she.last()
    assert len(await town.events("urge")) == 1


def test_the_period_is_the_offices_to_set():
    usual = [period_of_urge(DEFAULT_POLICIES[level]) for level in ("L0", "L1", "L2", "L3")]
    assert usual == [timedelta(hours=n) for n in (1, 1, 12, 12)]
    own = LevelPolicy("L3", "2wh", "1wd", "7wd", urge="4wh")
    assert period_of_urge(own) == timedelta(hours=4)
    assert LevelPolicy.from_json(own.to_json()) == own
    assert "urge" not in DEFAULT_POLICIES["L3"].to_json()


@pytest.mark.parametrize(("written", "allowed"), [("2d", True), ("soon", False)])
def test_it_is_read_from_the_configuration(written, allowed):
    try:
        read = Settings.model_validate({"levels": {"L3": {"urge": written}}})
    except ValueError:
        assert not allowed
    else:
        assert allowed and read.levels["L3"].urge == written
