"""Who is complained about must not judge: the complaint has to be recognised as one."""

import pytest

from bot.catalogue_file import load_catalogue
from domain.understanding import understand

CATALOGUE = load_catalogue()


@pytest.mark.parametrize(
    "text",
    [
        "投诉永安社区网格员李娜态度恶劣",
        "社区书记不管事，我要投诉",
        "我要投诉社区书记，态度太差",
        "居委会的人推三阻四不给盖章",
        "社区的人不作为，投诉他们",
        "我要投诉你们社区",
        "举报这个网格员",
        "居委会乱收费",
        "社区服务中心没人上班",
        "社区书记收红包",
        "社区主任贪污",
        "居委会主任把低保给了自己亲戚",
        "网格员收钱不办事",
        "社区的人不办事",
        "社区书记和物业穿一条裤子",
    ],
)
def test_a_complaint_against_the_community_is_one(text):
    (matter,) = understand(text, CATALOGUE).matters
    assert (matter.category, matter.against) == ("other", "community")


@pytest.mark.parametrize(
    "text",
    [
        "我要投诉街道",
        "举报街道办乱收费",
        "街道的人态度恶劣，办事推三阻四",
        "办事处不作为，跑了好几趟都不给办",
        "社区和街道踢皮球，都不给盖章",
        "街道干部收红包",
    ],
)
def test_a_complaint_against_the_street_office_is_one(text):
    (matter,) = understand(text, CATALOGUE).matters
    assert (matter.category, matter.against) == ("other", "street")


@pytest.mark.parametrize("text", ["街道两边的路灯坏了", "街道旁边堆了好多垃圾", "去街道盖章要带啥"])
def test_a_street_that_is_a_street_is_not_complained_about(text):
    assert {m.against for m in understand(text, CATALOGUE).matters} <= {None}


@pytest.mark.parametrize(
    "text",
    [
        "网格员小李好，楼道灯坏了",
        "麻烦跟书记说一声，3号楼电梯又停了",
        "我想问问咱们这儿有没有养犬条例",
    ],
)
def test_a_request_that_names_them_is_none(text):
    assert [m.against for m in understand(text, CATALOGUE).matters] == [None]


@pytest.mark.parametrize("text", ["我向社区投诉过物业，没人管", "跟社区举报有人违建"])
def test_who_is_told_of_a_complaint_is_not_complained_about(text):
    assert "community" not in {m.against for m in understand(text, CATALOGUE).matters}
