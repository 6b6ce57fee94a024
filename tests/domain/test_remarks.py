"""Remarks that belong to a ticket, and reports that only look like them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.remarks import (
    begins_me_too,
    calls_off,
    says_me_too,
    tells_news,
    wants_notices,
)


@pytest.mark.parametrize(
    "text",
    [
        "撤回",
        "撤销",
        "撤銷",
        "撤回 1118-1",
        "帮我撤销一下，谢谢",
        "不用修了",
        "不用来了。",
        "算了",
        "算了不用来了",
        "算了，别来了",
        "那就不用麻烦了",
        "不需要了",
        "师傅不用上门了",
        "灯自己好了，不用来了",
        "水来了 不用修了 谢谢",
        "不用了我自己修好了",
        "我自己修好了不用来了",
        "算了我自己通开了，不用来了",
        "俺自己弄好了，别来了",
        "车挪走了，不用管了",
    ],
)
def test_she_needs_nobody_any_more(text):
    assert calls_off(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1118-1",
        "不用",
        "好了",
        "谢谢",
        "灯修好了",
        "这灯不用修了要换新的",
        "今天先不用来了，明天我在家",
        "取消我家的停车位",
        "撤回那个新来的保安",
        "楼下说不用修了，可还在漏",
        "算了我自己通不开",
        "垃圾没人来收",
        "别来了几个人吵得睡不着",
        "为什么不来",
    ],
)
def test_she_still_wants_something(text):
    assert not calls_off(text)


@pytest.mark.parametrize("text", ["我家也是", "我们家也是的", "我们楼也一样！", "我也是"])
def test_it_is_so_with_her_too(text):
    assert says_me_too(text) and not calls_off(text)


@pytest.mark.parametrize("text", ["我家也停水了", "我家漏水", "我也要交物业费吗", "也是醉了", ""])
def test_more_than_that_is_a_report(text):
    assert not says_me_too(text)


def test_a_report_may_begin_so():
    assert begins_me_too("我家也停水了") and begins_me_too("我们楼也没电")
    assert not begins_me_too("我家停水了") and not begins_me_too("楼上也吵")


@pytest.mark.parametrize(
    "text",
    [
        "已经修好了",
        "在路上了",
        "到了",
        "已到现场",
        "正在处理",
        "已联系居民",
        "修好了",
        "疏通了",
        "已清理完",
        "到了，正在扫",
        "已经到了，正在处理",
        "我到了。在弄了",
        "到了，在扫雪",
        "到现场了 正在抢修",
    ],
)
def test_how_it_goes_with_some_card(text):
    assert tells_news(text)


@pytest.mark.parametrize(
    "text",
    [
        *("灯坏了", "修好了又坏", "路上有个大坑", "到了晚上太吵", "没人处理", "收到", ""),
        *("到了，家里没人", "到了，着火了", "楼上在装修", "正在漏水", "，。"),
    ],
)
def test_what_staff_may_report_themselves(text):
    assert not tells_news(text)


@given(st.text(max_size=60))
def test_anything_is_read_at_once(text):
    found = (calls_off(text), says_me_too(text), tells_news(text))
    assert all(isinstance(one, bool) for one in found)


@pytest.mark.parametrize(
    "word", ["在", "的", "我", "了", "已", "不用", "算了", "撤回", "单", "正在"]
)
def test_a_word_over_and_over_is_read_at_once(word):
    for read in (calls_off, says_me_too, begins_me_too, tells_news):
        for times in (28 // len(word), 20_000):
            assert not read(word * times + "x")


@pytest.mark.parametrize(
    "text",
    [
        "别给我发通知",
        "别给我发通知了",
        "请不要再给我发这种通知了",
        "以后别发通知了",
        "这种通知以后别发了",
        "不要再发这些消息了，烦死了",
        "不想收到社区的通知",
        "取消通知",
        "通知别再发给我了",
    ],
)
def test_who_wants_no_notices_says_so(text):
    assert wants_notices(text) is False


@pytest.mark.parametrize("text", ["还是给我发通知吧", "恢复通知", "继续给我发通知"])
def test_who_wants_them_again_says_so(text):
    assert wants_notices(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "停水通知怎么没给我发",
        "别给我发通知，先把3号楼的电梯修好",
        "物业不发通知就停水了",
        "楼道里贴的通知掉了",
        "不要乱贴通知",
        "通知",
        "别发火，灯坏了",
        "快递信息老发错",
    ],
)
def test_what_is_a_report_is_no_such_wish(text):
    assert wants_notices(text) is None
