"""What is set aside, and what never is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue_file import load_catalogue
from domain.restraint import Restraint, Why, why_aside
from domain.understanding import understand

_LOADED = load_catalogue()
RULE = Restraint(per_hour=10, forwards_per_hour=3)


def why(text: str, before: int = 0, *, forwarded: bool = False) -> Why | None:
    meaning = understand(text, _LOADED)
    return why_aside(text, meaning, forwarded=forwarded, before=before, rule=RULE)


@pytest.mark.parametrize(
    "text",
    [
        "低息贷款当天放款，加微信 abc123",
        "新店开业全场特价优惠，电话微信 13800000000",
        "高薪兼职日结，点击链接 https://example.com/x",
        "管道疏通开锁换锁，家政服务，低价包邮",
    ],
)
def test_an_advert(text):
    assert why(text) is Why.ADVERT


@pytest.mark.parametrize(
    "text",
    [
        "楼道里贴满贷款办证的小广告，没人清理",
        "有人让我加微信贷款，被骗了三千",
        "3号楼2单元楼道灯坏了，电话13800000000",
        "3号楼下水道堵了，能不能找人疏通，加我微信",
        "我家马桶堵了要疏通，电话13800000000",
        "小区门口新店开业放音乐太吵",
    ],
)
def test_no_advert(text):
    assert why(text) is None


DANGERS = ["3号楼着火了", "煤气味很大，快来人", "有人被困在电梯里了"]
COMPLAINTS = ["物业乱收停车费，不给发票", "物业经理骂人，态度恶劣"]


@given(st.sampled_from(DANGERS), st.integers(0, 500), st.booleans())
def test_no_danger_is_ever_set_aside(text, before, forwarded):
    assert why(text, before, forwarded=forwarded) is None


@given(st.integers(0, 50), st.booleans())
def test_only_beyond_the_bound(before, forwarded):
    found = why("3号楼2单元楼道灯坏了", before, forwarded=forwarded)
    if forwarded and before >= RULE.forwards_per_hour:
        assert found is Why.FORWARDS
    else:
        assert found == (Why.MANY if before >= RULE.per_hour else None)


def test_a_complaint_about_somebody_is_never_set_aside():
    found = [why(text, 99) for text in COMPLAINTS]
    accuses = [any(m.against for m in understand(t, _LOADED).matters) for t in COMPLAINTS]
    assert any(accuses) and all(w is None for w, a in zip(found, accuses, strict=True) if a)
