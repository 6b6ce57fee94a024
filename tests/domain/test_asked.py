"""Questions to the office itself, and what only sounds like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.asked import Asked, asked_in

ASKED = {
    Asked.WHO: [
        "今天谁值班",
        "今晚谁在值班呀？",
        "值班的是谁",
        "我们楼的网格员是谁",
        "网格员电话多少",
        "社区电话是多少",
        "网格员小李电话多少",
        "物业张师傅的电话",
        "物业电话",
        "请问一下物业的值班电话是多少，谢谢",
        "有没有社区的联系方式",
        "怎么联系你们",
        "電話多少",
    ],
    Asked.PERSON: [
        "转人工",
        "人工",
        "我要找人工服务",
        "找个人说话",
        "有真人吗",
        "我要找书记",
        "想跟你们领导说个事",
        "书记在吗",
    ],
    Asked.HOURS: [
        "你们几点下班",
        "社区几点上班？",
        "周末上班吗",
        "居委会星期天有没有人",
        "上班时间是几点",
        "上班几点",
        "书记几点上班",
        "中午社区上班不",
    ],
    Asked.WHAT: [
        "你们是干啥的",
        "你是干什么的呀",
        "这个咋用",
        "咋用",
        "怎么用啊",
        "你能干啥",
        "随便看看",
        "我就试试",
    ],
    Asked.EAR: [
        "在吗",
        "喂喂",
        "有人吗",
        "我想反映个问题",
        "我要反映问题",
        "我想问个事",
        "有个事想问问",
        "咨询一下",
        "收到请回复",
        "我有个问题",
        "有件事要说",
        "你好，我要报修",
        "I have a problem",
        "I want to report something",
    ],
    Asked.OUTAGE: [
        "停水停到几点",
        "今天几点来水",
        "什么时候来电",
        "暖气啥时候来",
        "停电要停多久",
        "水什么时候能来啊",
    ],
}
OTHERS = [
    "问题很大",
    "电梯有问题",
    "我要反映楼道灯坏了",
    "说话声音太大了",
    "我要投诉",
    "",
    "你好",
    "物业电话没人接",
    "网格员电话打不通，我家漏水",
    "停水了",
    "停水三天了什么时候来水，老人孩子都渴着呢没人管",
    "值班的人不在岗",
    "找人来修一下灯",
    "几点来修",
    "师傅几点到",
    "转让车位",
    "有人吗，着火了",
    "你们来看看",
    "这是啥味",
    "热水器咋用",
    "这是什么声音",
    "灯不亮了来看看",
    "有人打架",
    "书记不作为",
    "我要投诉书记",
    "物业几点收垃圾",
    "广场舞跳到几点",
]


@pytest.mark.parametrize(("text", "asked"), [(t, a) for a, texts in ASKED.items() for t in texts])
def test_the_office_is_asked(text, asked):
    assert asked_in(text) is asked


@pytest.mark.parametrize("text", OTHERS)
def test_reports_and_complaints_are_no_such_question(text):
    assert asked_in(text) is None


@given(st.text())
def test_whatever_is_written_has_an_answer(text):
    assert asked_in(text) in (None, *Asked)
