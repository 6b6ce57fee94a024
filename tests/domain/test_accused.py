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
    ],
)
def test_a_complaint_against_the_community_is_one(text):
    (matter,) = understand(text, CATALOGUE).matters
    assert (matter.category, matter.against) == ("other", "community")


@pytest.mark.parametrize("text", ["网格员小李好，楼道灯坏了", "麻烦跟书记说一声，3号楼电梯又停了"])
def test_a_request_that_names_them_is_none(text):
    assert [m.against for m in understand(text, CATALOGUE).matters] == [None]
