"""Words about the coming and going of what somebody has reported already."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.followups import MOST, asked_about, asks_how, follows_up, urges

URGING = [
    "咋还没人来呀",
    "怎么还没来人",
    "人呢",
    "等了半天了",
    "都三天了还没人管",
    "为什么還沒有人來",
    "到哪了",
    "说好三点来的人呢",
    "我不满意",
]
SPEAKING = [
    "师傅几点到？我要出门买菜",
    "我明天下午才在家",
    "我在家等着呢",
    "我回来了",
    "我已经到家了，随时可以来修了",
    "家里没人，下午再来吧",
    "能不能换个时间",
    "今天能来吗",
    "钥匙放门卫了",
    "刚才师傅给我打电话了",
    "师傅说要换电机",
    "还在漏",
    "越来越严重了",
    "啥时候能修好",
    "没修好，还在滴",
    "没弄好 还是漏",
    "根本没修好",
    "修了半天没修好",
    "白修了",
    "修了跟没修一样",
    "修好了又漏了",
    "修不好",
    "他说要换管子",
    "多少钱",
    "上门收费吗",
    "修这个要多少钱呀",
    "怎么还要收钱",
]
OTHERS = [
    "",
    "3号楼2单元楼道灯坏了",
    "你好",
    "谢谢",
    "楼上漏水了",
    "有没有老年人体检",
    "物业费怎么交",
    "路灯坏了没人修",
    "没修好的井盖把我绊倒了",
    "马桶又堵了，没修好",
    "他说要打我",
    "我家的门修不好了",
    "我回家看见楼上漏水",
    "我刚回来，楼道灯又坏了",
    "师傅态度不好",
    "师傅把我家墙弄坏了",
    "停车收费太贵了",
    "物业费多少钱",
]


@pytest.mark.parametrize("text", [*URGING, *SPEAKING])
def test_they_follow_up(text):
    assert follows_up(text) and urges(text) is (text in URGING)


@pytest.mark.parametrize("text", OTHERS)
def test_reports_and_greetings_do_not(text):
    assert not follows_up(text)


@given(st.text(), st.sampled_from([*URGING, *SPEAKING]))
def test_long_words_say_more_than_that(text, told):
    assert follows_up(text) in (True, False)  # whatever is written, it has an answer
    assert not follows_up(told + "甲" * MOST)


@pytest.mark.parametrize(
    "text",
    [
        "怎么样了",
        "咋样了？",
        "有进展吗",
        "办到哪一步了",
        "修得怎么样了",
        "那事啥情况",
        "修好了没",
        "谁来修啊",
        "师傅姓什么",
        "这个事归谁管",
    ],
)
def test_they_ask_how_it_stands(text):
    assert asks_how(text)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("垃圾桶的事谁管啊", "垃圾桶"),
        ("灯的事有人管吗", "灯"),
        ("垃圾那个事怎么说", "垃圾"),
        ("路灯的事情到底归谁管", "路灯"),
    ],
)
def test_they_ask_after_what_they_name(text, what):
    assert asked_about(text) == what


@pytest.mark.parametrize("text", ["", "电梯的事", "漏水的事处理好了", "我想问个事", "垃圾桶谁管"])
def test_that_asks_after_nothing_that_is_named(text):
    assert asked_about(text) is None


@pytest.mark.parametrize(
    "text", ["", "灯怎么样修", "物业怎么样都不管", "电梯坏了", "现在什么情况下能办低保"]
)
def test_reports_ask_for_more(text):
    assert not asks_how(text)
