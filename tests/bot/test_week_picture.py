"""The picture of a week. Drawn with the font that matplotlib brings, in English, it is the same
picture wherever it is drawn, but for the edges: it is compared with the one looked at by eye, in
points as coarse as a fingertip, piece by piece. In Chinese it needs a font of the machine."""

import asyncio
import gc
import os
import re
import threading
import warnings
from collections import Counter
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import matplotlib
import pytest
from PIL import Image, ImageChops, ImageStat

from bot import week_paper
from bot.apart import apart
from bot.clock import SystemClock
from bot.config_file import load_settings
from bot.fonts import Face, NoFont, find_face
from bot.rules import make_rules
from bot.week_files import draw_once, drawn
from bot.week_picture import LEAST, SHARPNESS, WIDTH, Page, draw
from bot.week_words import Row, Section, Speaker, Told, Wording, wording
from bot.words import Words
from domain.bars import REST, Bar
from domain.figures import Figures, Rate
from domain.period import Period
from domain.picture import Picture
from domain.said import category_name, word
from tests.support.town import EXAMPLE

GOLDEN = Path(__file__).parent / "golden"
LATIN = Face(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans-Bold.ttf")
COARSE, PIECE = 60, (15, 6)
"""So many points wide is what is compared, in pieces of so many by so many: a word on two lines."""
LIKE = 1.5
"""So much of 255 may the piece differ that differs most. Edges drawn softer make 0.9, one digit of
a rate 2.5, a bar 11, no red 35."""

WEEK = Period.parse("2026-W47")
ROUTES = {"property": 5, "community": 3, "joint": 1}
MATTERS = {"repair": 4, "facilities": 3, "parking": 1, "cleaning": 1}


def figures(scale: int = 1) -> Figures:
    """A week with something of everything."""
    total = 9 * scale
    return Figures(
        received=total,
        received_before=7 * scale,
        closed=6 * scale,
        closed_before=4 * scale,
        open_now=5 * scale,
        open_before=3 * scale,
        overdue=2 * scale,
        contacted=Rate(8 * scale, total),
        solved=Rate(3 * scale, 4 * scale),
        satisfied=Rate(2 * scale, 3 * scale),
        unanswered=Rate(2 * scale, 6 * scale),
        by_route=Counter({name: count * scale for name, count in ROUTES.items()}),
        by_category=Counter({name: count * scale for name, count in MATTERS.items()}),
        by_route_before=Counter({"property": 7 * scale}),
        by_category_before=Counter({"repair": 5 * scale, "security": 2 * scale}),
    )


COLD = tuple(Bar(("yongan-garden", str(n)), 9 - n, 6 - n if n < 3 else 0) for n in range(1, 7))
WEEKS = {
    "small": Picture(figures(), (Bar(("yongan-garden", "3"), 5, 0), Bar(REST, 4, 0))),
    "empty": Picture(Figures()),
    "district": Picture(figures(890)),
    "cold": Picture(figures(5), (*COLD, Bar(REST, 12, 0))),
}
SMALL = [
    ("thanks-done-teams", {"count": 6, "claimed": 2}),
    ("focus-late", {"when": word("focus-week"), "category": category_name("repair")}),
]
LATE = [
    ("thanks-done", {"count": 30}),
    ("focus-late", {"when": word("focus-week"), "category": category_name("repair")}),
]
CLOSING = {"empty": [("week-nothing", {})], "small": SMALL}


@pytest.fixture(scope="module")
def speakers():
    rules = make_rules(load_settings(EXAMPLE), None)
    words = Words(rules, SystemClock())
    return {lang: Speaker(words, rules, lang) for lang in ("zh", "en")}


@pytest.fixture(scope="module")
def chinese():
    """Without a font these tests are skipped, except in CI, where that is an error."""
    try:
        return find_face("一周民情")
    except NoFont as error:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(str(error))


def told(name: str, **more) -> Told:
    unit = "erqi" if name == "district" else "yongan"
    parts = CLOSING.get(name, LATE)
    return Told(unit, WEEK, WEEKS[name], parts, **more)


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content)).convert("RGB")


def coarse(picture: Image.Image) -> Image.Image:
    height = round(COARSE * picture.height / picture.width)
    return picture.resize((COARSE, height), Image.Resampling.BOX)


def difference(one: Image.Image, other: Image.Image) -> float:
    """That of the piece that differs most, in the colour that differs most; all there is where
    they are not as high as each other."""
    if one.size != other.size:
        return 255.0
    (wide, high), apart = PIECE, ImageChops.difference(one, other)
    pieces = (
        (left, top, min(left + wide, apart.width), min(top + high, apart.height))
        for top in range(0, apart.height, high)
        for left in range(0, apart.width, wide)
    )
    return max(max(ImageStat.Stat(apart.crop(piece)).mean) for piece in pieces)


# As it was looked at


def plain(words: Wording) -> Wording:
    """With names that every font has."""
    sections = tuple(
        Section(s.title, s.now, s.other, tuple(_row(n, r) for n, r in enumerate(s.rows)), s.warns)
        for s in words.sections
    )
    return Wording(
        **{name: getattr(words, name) for name in ("dates", "numbers", "difference", "rates")},
        title="Yongan: the week",
        unanswered=words.unanswered,
        sections=sections,
        lines=words.lines,
        foot=words.foot,
    )


def _row(number: int, row: Row) -> Row:
    return Row(f"matter {number}", row.count, row.other)


@pytest.mark.parametrize("name", WEEKS)
def test_it_looks_as_it_did_when_it_was_looked_at(speakers, name):
    found = coarse(opened(draw(plain(wording(speakers["en"], told(name))), LATIN)))
    path = GOLDEN / f"{name}.png"
    if os.environ.get("JIEDAN_GOLDEN"):  # look at it, then keep it
        path.parent.mkdir(exist_ok=True)
        found.save(path)
    assert difference(found, Image.open(path).convert("RGB")) < LIKE


def no_red(words: Wording) -> Wording:
    """Without what is overdue in any place."""
    *others, places = words.sections
    rows = tuple(replace(row, other=0) for row in places.rows)
    return replace(words, sections=(*others, replace(places, rows=rows)))


def other_number(words: Wording) -> Wording:
    """9 where 5 are open."""
    came, closed, (_, *name), late = words.numbers
    return replace(words, numbers=(came, closed, ("29", *name), late))


def other_rate(words: Wording) -> Wording:
    (name, _, parts), *others = words.rates
    return replace(words, rates=((name, "39%", parts), *others))


def other_bar(words: Wording) -> Wording:
    first, *others = words.sections
    row, *rows = first.rows
    longer = replace(row, other=row.other + 5)
    return replace(words, sections=(replace(first, rows=(longer, *rows)), *others))


def nothing_said(words: Wording) -> Wording:
    return replace(words, lines=("",))


@pytest.mark.parametrize("change", [no_red, other_number, other_rate, other_bar, nothing_said])
def test_what_matters_would_be_seen(speakers, change):
    """Each alone is more than the edges may differ by."""
    golden = Image.open(GOLDEN / "cold.png").convert("RGB")
    words = plain(wording(speakers["en"], told("cold")))
    assert change(words) != words
    assert difference(coarse(opened(draw(change(words), LATIN))), golden) > LIKE


# On a phone, on paper


@pytest.mark.parametrize("name", WEEKS)
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("goes_on", [False, True])
def test_every_week_can_be_drawn_in_every_language(speakers, chinese, name, lang, goes_on):
    week = told(name)
    if goes_on:
        week = replace(week, parts=[("period-so-far", {"at": "11.18 09:00"}), *week.parts])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        picture = opened(draw(wording(speakers[lang], week), chinese))
    assert picture.width == WIDTH * SHARPNESS
    assert picture.height <= 2.4 * picture.width  # two looks of a phone; a page of paper


@pytest.mark.parametrize("period", ["2026-11-21", "2026-W47", "2026-11", "2026-Q4", "2026"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_letter_is_too_small_for_a_phone(speakers, chinese, monkeypatch, period, lang):
    """Also of what goes on, with the numbers of a city beside those of the period before."""
    sizes: dict[str, float] = {}
    monkeypatch.setattr(
        Page, "write", lambda _, text, _at, size, **_more: sizes.setdefault(text, size)
    )
    goes_on = [("period-so-far", {"at": "11.18 09:00"}), *LATE]
    found = Told("erqi", Period.parse(period), Picture(figures(89000)), goes_on)
    draw(wording(speakers[lang], found), chinese)
    assert {text: size for text, size in sizes.items() if size < LEAST} == {}
    assert "801,000" in sizes


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["永安花园", "机械工业第六设计研究院家属院"])
def test_of_every_bar_it_is_read_which_building_it_is(speakers, chinese, monkeypatch, lang, name):
    """And no name of ours is cut."""
    org = speakers[lang].rules.org
    known = replace(org.compounds["yongan-garden"], name=name)
    monkeypatch.setitem(org.compounds, "yongan-garden", known)
    written: list[str] = []
    monkeypatch.setattr(Page, "write", lambda _, text, *_at, **_more: written.append(text))
    words = wording(speakers[lang], told("cold"))
    draw(words, chinese)
    said = "".join(written).replace(" ", "")
    for section in words.sections:
        for row in section.rows:
            assert row.label.replace(" ", "") in said


def test_without_colour_what_is_overdue_is_still_told(chinese):
    """Two bars as long as each other, of which one is overdue: as a cheap printer puts them."""
    rows = (Row("3", 8, 8),)
    late = Section("x", "now", "late", rows, warns=True)
    before = Section("x", "now", "before", rows)
    grey = [
        opened(draw(Wording("t", "d", sections=(one,)), chinese)).convert("1")
        for one in (late, before)
    ]
    assert ImageStat.Stat(ImageChops.logical_xor(*grey).convert("L")).sum[0] / 255 > 500


def test_a_name_that_is_too_long_is_cut_and_what_no_font_has_is_left_out(chinese):
    row = Row("机械工业第六设计研究院家属院" * 3, 1, 0)
    words = Wording("永安社区" * 12, "d", sections=(Section("x", "a", "b", (row,)),))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        long = draw(Wording(**{**_fields(words), "lines": ("谢谢\U0001f600大家",)}), chinese)
        short = draw(Wording(**{**_fields(words), "lines": ("谢谢大家",)}), chinese)
    assert long == short


def _fields(words: Wording) -> dict:
    return {name: getattr(words, name) for name in ("title", "dates", "sections")}


def test_no_line_begins_with_a_stop(chinese):
    page, text = Page(chinese), "客观上办不到 13 件、恶意或骚扰 11 件、谁都没有权限办 13 件。"
    for room in range(40, 200, 3):
        lines = list(page.lines(text, 14, room))
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert not [one for one in lines if one[0] in "、。"]
        assert max(page.width(one, 14) for one in lines) < room + 15


def test_a_dollar_is_no_formula(chinese):
    assert draw(Wording("t", "d", lines=("$x^2$ 100元",)), chinese)


# What is written on it


def test_few_answers_are_counts_and_what_was_left_out_is_not_shown(speakers):
    words = wording(speakers["zh"], told("small", left_out=frozenset({"week-most"})))
    assert words.rates == (("响应率", "89%", "8/9"), ("解决率", "3/4", ""), ("满意率", "2/3", ""))
    assert [section.title for section in words.sections] == ["谁的事", "哪里的事"]
    assert words.difference == ""
    assert words.numbers == (
        ("9", "来单", "上周 7"),
        ("6", "办完", "上周 4"),
        ("5", "在办", "上周 3"),
        ("2", "超时", ""),
    )
    assert [row.label for row in words.sections[1].rows] == ["永安花园 3号楼", "其他"]
    assert words.lines == (
        "办完 6 件，其中先锋队认领 2 件，谢谢各位。",
        "下周重点：先把超时的办完，尤其是房屋水电维修。",
    )


def test_of_what_an_older_program_did_not_count_nothing_is_said(speakers):
    kept = Picture(figures(), unknown=frozenset({"open_before", "closed_before"}))
    words = wording(speakers["zh"], Told("yongan", WEEK, kept, SMALL))
    assert words.difference == "比上周多 2"
    assert [beside for *_, beside in words.numbers] == [""] * 4


def test_where_nobody_answered_nothing_is_said_to_be_unsolved(speakers):
    none = replace(figures(), solved=Rate(0, 0), satisfied=Rate(0, 0), contacted=Rate(0, 0))
    words = wording(speakers["zh"], Told("yongan", WEEK, Picture(none)))
    assert [rate for _, rate, _ in words.rates] == ["不涉及", "还没人答", "还没人答"]
    report = "".join(week_paper.report(speakers["zh"], words).texts())
    assert "还没人答" in report and "没有" not in report


def test_at_the_door_what_nobody_answered_stands_beside_the_rates(speakers):
    told_of = Told("yongan", WEEK, Picture(figures(5)))
    said = week_paper.notice(speakers["zh"], told_of).texts()
    assert "办完的 30 件里，10 件居民没有答复，不算满意。" in said


def test_at_the_door_nothing_stands_that_was_written_for_the_groups(speakers):
    parts = [*SMALL, ("week-added", {"text": "请党员多包联3号楼"})]
    week = Told("yongan", WEEK, WEEKS["small"], parts)
    assert "请党员多包联3号楼" in "".join(wording(speakers["zh"], week).texts())
    assert "党员" not in "".join(week_paper.notice(speakers["zh"], week).texts())


def test_what_is_many_is_parted_by_thousands(speakers, monkeypatch):
    written: list[str] = []
    monkeypatch.setattr(Page, "write", lambda _, text, *_at, **_more: written.append(text))
    draw(plain(wording(speakers["en"], told("district"))), LATIN)
    assert [one for one in written if re.fullmatch("[0-9]{4,}", one)] == []
    assert "4,450" in written


def test_many_categories_become_others_and_their_sum_is_the_whole(speakers):
    counts = Counter({f"c{n}": n for n in range(1, 31)})
    found = Figures(received=counts.total(), by_category=counts)
    (section,) = wording(speakers["zh"], Told("erqi", WEEK, Picture(found))).sections
    assert len(section.rows) == 10 and section.rows[-1].label == "其他"
    assert sum(row.count for row in section.rows) == counts.total()


@pytest.mark.parametrize(
    ("now", "before", "named"),
    [(1, 0, False), (2, 3, False), (0, 1, False), (3, 2, False), (3, 0, True), (5, 4, True)],
)
def test_few_of_what_is_personal_stand_with_the_others(speakers, now, before, named):
    came, earlier = Counter({"police": now, "repair": 4}), Counter({"police": before})
    found = Figures(received=now + 4, by_category=came, by_category_before=earlier)
    (section,) = wording(speakers["zh"], Told("yongan", WEEK, Picture(found))).sections
    labels = {row.label: (row.count, row.other) for row in section.rows}
    assert labels == {"房屋水电维修": (4, 0), "治安和诈骗" if named else "其他": (now, before)}


@pytest.mark.parametrize("period", ["2026-11-21", "2026-W47", "2026-11", "2026-Q4", "2026"])
def test_every_period_has_its_own_title(speakers, period):
    titles = {
        wording(speakers["zh"], Told("yongan", Period.parse(one), WEEKS["small"])).title
        for one in (period, "2025")
    }
    assert len(titles) == (1 if period == "2026" else 2)


async def test_nothing_is_left_of_a_picture_and_one_thread_draws_all(chinese):
    """A figure is full of circles, and each thread that drew keeps memory of its own."""
    threads: set[str] = set()

    def seen(words: Wording) -> bytes:
        threads.add(threading.current_thread().name)
        return draw_once(words)

    gc.collect()
    kept = gc.get_threshold()
    gc.set_threshold(50, 2, 1_000_000)  # what is looked through while it lives is soon old
    try:
        weeks = [Wording(f"永安社区{number}", "d", lines=("谢谢大家",)) for number in range(5)]
        pictures = await asyncio.gather(*(apart(drawn, words, seen) for words in weeks))
        assert len(set(pictures)) == 5 and None not in pictures
        assert not [one for one in gc.get_objects() if type(one).__name__ == "Figure"]
    finally:
        gc.set_threshold(*kept)
    assert len(threads) == 1
