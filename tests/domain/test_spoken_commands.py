"""What people write instead of a command, and what only sounds like it."""

import pytest

from domain.spoken_commands import called_in_words

ABOUT_ONESELF = {
    "forget": (
        "把我的信息删了",
        "忘了我吧",
        "怎么删除我的资料？",
        "别存我的电话",
        "Delete my data please",
    ),
    "who": (
        "谁看过我的信息",
        "你们把我的电话给谁了",
        "有人看过我的电话吗",
        "who has seen my data?",
    ),
    "mydata": ("我要看我的数据", "你们存了我什么信息", "what do you know about me"),
    "privacy": ("我的信息会泄露吗", "隐私说明"),
    "lang": ("请说英文", "English please"),
    "home": ("改地址",),
    "news": ("小区有什么通知",),
}


@pytest.mark.parametrize(("name", "words"), ABOUT_ONESELF.items())
def test_what_everybody_may_ask_is_heard_in_many_ways(name: str, words: tuple[str, ...]) -> None:
    for said in words:
        called = called_in_words(said)
        assert called is not None and (called.name, called.argument) == (name, ""), said


@pytest.mark.parametrize(
    "words", ["物业泄露我的信息", "谁看见我的猫了", "把我家门口的垃圾清了", "地址不清楚", ""]
)
def test_a_report_is_no_command(words: str) -> None:
    assert called_in_words(words) is None
