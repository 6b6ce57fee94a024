"""Every text of the Chinese catalogues on the smallest phone: a message is 14 lines of 20
characters at most, a button fits its row, an answer to a press is shown whole; with names, places,
dates and words as long as they come."""

import re
from types import SimpleNamespace

import pytest

from bot.config_file import load_settings
from bot.rules import make_rules
from bot.words import Words, placeholders
from domain.screen import LABEL_MOST, excerpt
from tests.bot.word_keys import shapes
from tests.support.screen import COLUMNS, LINES, screen_lines, width
from tests.support.town import EXAMPLE, FrozenClock
from workflows.shorten import MORE, fitting

READ_AS = ("zh", "zh+", "en")
"""The languages, and elder mode with its larger words."""

ELSEWHERE = (
    *("export-", "column-", "cell-", "sheet-", "guide-", "codes-", "unit-kind-"),  # in a workbook
    *("poster", "site-", "demo-", "web-"),  # on paper, on a page
    "mydata-",  # in a file
)
TOAST_MOST = 200
"""Characters Telegram shows of the answer to a press."""

BUTTON, NAMED = 24, COLUMNS - 2
"""Columns of a label; of one with a name in it, which stands alone in its row."""

AT = "11月30日（周一）18:00"
UNIT = "建中街街道永安社区居民委员会"
PERSON = "结对支部欧阳同志"
POST = f"{UNIT}（社区工作人员）"
PLACE = "永安花园二期东区13号楼12单元2502室"
SAID = "水管从上周三晚上开始漏，师傅来过两回，" * 16
"""What people write: 288 characters, four times what most do."""

WORDS_OF = {
    **dict.fromkeys(("text", "task", "words"), SAID),
    **dict.fromkeys(("at", "due", "until", "since", "eta", "latest", "done", "opened"), AT),
    **dict.fromkeys(("who", "whom", "to", "upper"), POST),
    **dict.fromkeys(("unit", "compound", "old", "new"), UNIT),
    **dict.fromkeys(("post",), POST),
    **dict.fromkeys(("place", "home"), PLACE),
    **dict.fromkeys(("code", "main"), "1118-123456"),
    **dict.fromkeys(("month", "first", "last", "end"), "11"),
    "codes": "1118-123456、1118-123457、1118-123458",
    "day": "30",
    "weekday": "周一",
    "time": "18:00",
    "reason": SAID[:200],
    "hears": f"最晚{AT} 给您回话。",
    "phones": "119、120、110",
    "phone": "0371-68888888",
    "allowed": "网格员、社区工作人员、书记、值班员、经理",
    "advice": "不要开灯、不要打电话，开窗，关总阀，马上下楼，到外面再打电话。" * 2,
    "difference": "比上周多 128",
    "list": "公共设施 32 件、房屋水电维修 28 件、消防安全 21 件",
    "names": f"{UNIT}、{UNIT}",
    "grid": "永安花园二期第十二网格",
    "buildings": "1、2、3、4、5、6、7、8、9、10、11、12",
    "season": "冬季供暖应急",
    "slip": "ABC-DEF-GHJ",
    "link": "https://t.me/jiedan_yongan_bot?start=ABCDEFGHJKLMNPQRSTUVWXYZ0123",
    "matter": f"🟠 1118-123456 房屋水电维修 · {PLACE}",
    "line": "1118-123456 房屋水电维修：❗️从 11月30日（周一）18:00 起超时",
    "what": "社区工作人员",
    "role": "社区工作人员",
    "purpose": "先锋突击队群",
    "side": "社区和物业联办",
    "state": "❗️超时没联系（11月30日（周一）18:00）",
    "whose": "公婆岳父母家",
    "word": "水管从上周三",
    "week": "2026-W47",
    "why": "原来那边说不归他们",
    "command": "/forget",
    "name": "欧阳建国",
    "deputy": PERSON,
    "kind": "延期",
    "surname": "欧阳",
    "value": "12",
    "level": "L2",
    "colour": "red",
}
COUNTS = frozenset(
    ("count", "late", "page", "pages", "closed", "came", "open", "left", "found", "received")
    + ("groups", "most", "days", "number", "numerator", "denominator", "percent", "hours")
    + ("messages", "ratings", "tickets", "after", "before", "measured")
)


@pytest.fixture(scope="module")
def words() -> Words:
    return Words(make_rules(load_settings(EXAMPLE)), FrozenClock())


@pytest.fixture(scope="module")
def category() -> str:
    found = make_rules(load_settings(EXAMPLE)).catalogue.categories
    return max((one.names["zh"] for one in found), key=len)


def texts() -> list[str]:
    return sorted(key for key in placeholders("zh") if not key.startswith(ELSEWHERE))


def values_of(key: str, category: str, **more) -> dict:
    known = WORDS_OF | dict.fromkeys(COUNTS, 128) | {"category": category, "building": "12"} | more
    if key.startswith("exclude-"):  # there it is one of a few
        known["reason"] = "居民不同意合理的办法"
    return {name: known.get(name, 128) for name in placeholders("zh")[key]}


def is_button(key: str) -> bool:
    return key in BUTTONS


def _buttons() -> frozenset[str]:
    """The keys that are asked for as the label of a button."""
    known = re.compile(r"(own-|news-|forget-|mydata-|privacy-)?button(-|$)")
    more = {"digest-all", "find-rest", "handover-take-all", "help-more", "morning-all", "pass-more"}
    more |= {"pass-no", "pass-to", "pass-to-named", "pass-yes", "supervise-off", "supervise-why"}
    more |= {"todo-more", "vanguard-claim", "answer-approve", "answer-take", "handover-whose"}
    return frozenset(key for key in placeholders("zh") if known.match(key)) | more


BUTTONS = _buttons()


@pytest.mark.parametrize("lang", READ_AS)
def test_every_message_fits_the_screen(words, category, lang):
    long = {}
    for key in texts():
        if is_button(key):
            continue
        row = SimpleNamespace(kind="note", parts=[[key, values_of(key, category)]], buttons=[])
        parts, _ = fitting(row, lambda parts: words.render(lang, parts))
        if (lines := screen_lines(words.render(lang, parts))) > LINES:
            long[key] = lines
    assert long == {}


@pytest.mark.parametrize("lang", READ_AS)
def test_every_label_fits_its_row(words, category, lang):
    short = {
        "who": PERSON,
        "unit": excerpt(UNIT, LABEL_MOST),
        "reason": "要别的单位配合",
        "matter": "",
        "text": "",
    }
    wide = {
        key: width(words.say(lang, key, values_of(key, category, **short)))
        for key in sorted(BUTTONS)
    }
    assert {
        key: columns
        for key, columns in wide.items()
        if columns > (NAMED if placeholders("zh")[key] else BUTTON)
    } == {}


@pytest.mark.parametrize("lang", READ_AS)
def test_every_answer_to_a_press_is_shown_whole(words, category, lang):
    short = {"who": POST, "reason": "等材料配件", "words": "水管漏"}
    keys = [key for key in texts() if key.startswith(("toast-", "refuse-"))]
    long = {key: len(words.say(lang, key, values_of(key, category, **short))) for key in keys}
    assert len(keys) > 150
    assert {key: many for key, many in long.items() if many > TOAST_MOST} == {}


def test_what_is_cut_is_one_tap_away_and_nothing_else_is_cut(words, category):
    key = "relay-asked"
    row = SimpleNamespace(kind="note", parts=[[key, values_of(key, category)]], buttons=[])
    parts, buttons = fitting(row, lambda parts: words.render("zh", parts))
    assert buttons == [[MORE.to_json()]]
    said = parts[0][1]["text"]
    assert said.endswith("…") and SAID.startswith(said[:-1].rstrip("，"))
    assert len(said) > 180, "nearly all the screen is used"
    row.parts = [[key, values_of(key, category, text=excerpt(SAID, 120))]]
    assert fitting(row, lambda parts: words.render("zh", parts)) == (row.parts, [])


def test_every_button_of_the_source_is_measured():
    asked = {shape for shape in shapes() if shape.startswith(("button-", "own-button-"))}
    assert {shape for shape in asked if "{}" not in shape} <= BUTTONS
