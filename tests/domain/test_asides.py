"""停水了，谢谢: what stands beside a report swallows it no more than the report swallows a wish."""

import pytest

from domain.asides import Apart, apart, besides_urging


@pytest.mark.parametrize(
    ("text", "report"),
    [
        ("喂，停水了", "停水了"),
        ("谢谢张师傅，灯坏了", "灯坏了"),
        ("不好意思打扰了。您好，没电了", "没电了"),
        ("请问一下，停水了，几点来", "停水了，几点来"),
        ("急急急！下水道堵了", "下水道堵了"),
        ("停水了，谢谢", "停水了"),
        ("3号楼2单元，楼道灯坏了，你们辛苦了！", "3号楼2单元，楼道灯坏了"),
        ("下水道堵了，你好", "下水道堵了"),
        ("谢谢师傅，灯修好了，下水道又堵了", "下水道又堵了"),
        ("新年好，停水了", "停水了"),
        ("有人吗，停水了", "停水了"),
        ("谢谢，不过灯又不亮了，3号楼", "灯又不亮了，3号楼"),
    ],
)
def test_courtesy_stands_beside_a_report(text: str, report: str) -> None:
    assert apart(text) == Apart((), report)


@pytest.mark.parametrize(
    ("text", "asides", "report"),
    [
        ("别给我发通知，停水了", ("别给我发通知",), "停水了"),
        ("停水了，别给我发通知", ("别给我发通知",), "停水了"),
        ("搬家了，停水了", ("搬家了",), "停水了"),
        ("停水了，今天谁值班", ("今天谁值班",), "停水了"),
        ("字太小了看不清，没电了，谢谢", ("字太小了看不清",), "没电了"),
        ("灯不用修了，停水了", ("灯不用修了",), "停水了"),
        ("停水了，刚才那个不用修了", ("刚才那个不用修了",), "停水了"),
        ("谁看过我的信息？楼道灯坏了", ("谁看过我的信息",), "楼道灯坏了"),
    ],
)
def test_what_is_asked_for_beside_it_is_kept_apart(
    text: str, asides: tuple[str, ...], report: str
) -> None:
    assert apart(text) == Apart(asides, report)


@pytest.mark.parametrize(
    "text",
    [
        "停水了",
        "谢谢王姐，暖气热了",
        "谢谢，厨房不漏了",
        "谢谢师傅，灯修好了",
        "您好，在吗",
        "谢谢您上门排查，不是煤气",
        "下水道堵了，不用了",
        "停水了，好了",
        "灯坏了，已经解决了",
        "别给我发通知",
        "/find 停车费",
        "／find 停水",
        "",
    ],
)
def test_nothing_is_left_where_there_is_no_report_beside_it(text: str) -> None:
    assert apart(text) is None


@pytest.mark.parametrize(
    ("text", "report"),
    [
        ("催一下，下水道堵了", "下水道堵了"),
        ("下水道堵了，怎么还没来", "下水道堵了"),
        ("我的单子到哪了，停水了", "停水了"),
        ("灯咋还没修，另外下水道也堵了", "下水道也堵了"),
    ],
)
def test_what_is_told_besides_an_urging(text: str, report: str) -> None:
    found = besides_urging(text)
    assert found is not None and found.report == report


@pytest.mark.parametrize("text", ["催一下", "怎么样了，谢谢", ""])
def test_an_urging_alone(text: str) -> None:
    assert besides_urging(text) is None
