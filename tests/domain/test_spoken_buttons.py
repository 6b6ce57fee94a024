"""Which words of staff about a ticket call a button, and which tell something."""

import pytest

from domain.lifecycle import Action
from domain.spoken_buttons import button_in, offers_to_come, says_never_mind


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("办结", Action.RESOLVE),
        ("可以办结了。", Action.RESOLVE),
        ("接单", Action.ACCEPT),
        ("我接不了", Action.DECLINE_PASS),
        ("我来接", Action.ACCEPT),
        ("退单", Action.RETURN),
        ("不归我们管", Action.RETURN),
        ("这个不是物业的事", Action.RETURN),
        ("这事该归社区管", Action.RETURN),
        ("归社区", Action.RETURN),
        ("应该是街道的活", Action.RETURN),
        ("吹哨求助", Action.WHISTLE),
        ("要延期几天", Action.DEFER),
        ("申请延期到下周五", Action.DEFER),
        ("转给孙师傅", Action.PASS),
        ("转给同事", Action.PASS),
        ("问一下居民", Action.CONTACT),
        ("改时间", Action.ETA),
        ("还在办", Action.STILL_ON),
        ("反馈", Action.PROGRESS),
        ("我来配合", Action.TAKE_PART),
        ("我这边好了", Action.PART_DONE),
        ("办好了", None),
        ("换好了", None),
        ("在办公室等您", None),
        ("社区的同志一起来的", None),
        ("物业经理已经到现场", None),
        ("不是灯泡的事，是线路", None),
        ("已经转给电工班去修了", None),
        ("跟您说一下，要延期到下周五，配件没到", None),
        ("", None),
    ],
)
def test_a_button_is_the_whole_message(text, action):
    assert button_in(text) is action


@pytest.mark.parametrize(
    ("text", "so"), [("算了不退了", True), ("点错了", True), ("算了", True), ("不转给你了", False)]
)
def test_thinking_better_of_it(text, so):
    assert says_never_mind(text) is so


@pytest.mark.parametrize(
    ("text", "so"), [("我去", True), ("算我一个", True), ("我马上来", True), ("我去年来过", False)]
)
def test_offering_to_come(text, so):
    assert offers_to_come(text) is so
