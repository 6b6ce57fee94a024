"""The sheet of categories: each mistake with its place, and what a good one says."""

from datetime import date

import pytest

from bot.app import build
from bot.cli import main
from bot.config_file import load_settings
from bot.sheet_check import check
from bot.sheet_read import read_tables
from bot.sheet_shape import Findings, Names
from domain.own_categories import OwnCategory
from tests.support.sheets import write
from tests.support.town import EXAMPLE

TODAY = date(2026, 11, 18)
HEAD = ["code", "name", "level", "evidence", "words"]


@pytest.fixture(scope="module")
def program():
    """Only its words and its catalogue are of use here."""
    return build(load_settings(EXAMPLE), speaks=False)


@pytest.fixture
def look(program, tmp_path):
    """What is found in a sheet of these rows, and what it says."""

    def read(*rows, title="categories", head=HEAD):
        found, names = Findings(), Names(program.words)
        path = write(tmp_path / "org.xlsx", {title: [head, *map(list, rows)]})
        tables = read_tables(path, names, found, lambda *_: None)
        sheet = check(tables, program.deps.rules, names, found, TODAY)
        return found.problems, sheet.categories

    return read


GOOD = ("parking", "停车", "L2", "是", "老年代步车、三轮车占道")


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("categories", HEAD),
        ("类别", ["编码", "名称", "级别", "办结要照片", "居民的说法"]),
        ("Categories", ["Code", "Name", "Level", "Photo when done", "Residents' words"]),
    ],
)
def test_in_every_language(look, title, head):
    problems, said = look(GOOD, title=title, head=head)
    assert problems == []
    words = ("老年代步车", "三轮车占道")
    assert said == (OwnCategory("parking", "停车", "L2", True, words),)


def test_empty_cells_say_nothing_and_words_are_read_as_messages_are(look):
    problems, said = look(
        ("repair", None, None, "no", None), ("parking", None, None, None, "老年代步車,ＡＢ柱")
    )
    assert problems == []
    assert said == (
        OwnCategory("repair", None, None, False),
        OwnCategory("parking", words=("老年代步车", "ab柱")),
    )


def test_without_the_sheet_nothing_is_said(program, tmp_path):
    found, names = Findings(), Names(program.words)
    path = write(
        tmp_path / "org.xlsx",
        {
            "units": [
                ["code", "name", "kind", "parent"],
                ["yongan", "永安社区", "community", None],
            ]
        },
    )
    tables = read_tables(path, names, found, lambda *_: None)
    assert check(tables, program.deps.rules, names, found, TODAY).categories is None


BAD = {
    "no code": ((None, "停车", "L2", "是", None), "categories!A2: empty"),
    "an L0": (
        ("parking", None, "L0", None, None),
        "categories!C2: 'L0' is not known; allowed: L1, L2, L3, L4",
    ),
    "evidence of other words": (
        ("parking", None, None, "也许", None),
        "categories!D2: '也许' is not known; allowed: yes, no",
    ),
    "a formula": (
        ("parking", "=A1", None, None, None),
        "categories!B2: a formula; put its value there",
    ),
    "a long name": (
        ("parking", "长" * 61, None, None, None),
        "categories!B2: longer than 60 characters",
    ),
    "the name of another": (
        ("parking", "保洁绿化", None, None, None),
        "categories!B2: '保洁绿化' is the name of cleaning as well",
    ),
    "a word of one character": (
        ("parking", None, None, None, "车位边上、灯"),
        "categories!E2: '灯' has 1 characters; allowed: 2 to 20",
    ),
    "a word of another category": (
        ("parking", None, None, None, "电梯"),
        "categories!E2: '电梯' is a word of facilities in the catalogue, which would never win; "
        "allowed: a longer word, or a change of the catalogue's file",
    ),
    "a word of every message": (
        ("parking", None, None, None, "你好"),
        "categories!E2: '你好' is said whatever a message is about; allowed: what only this is "
        "called",
    ),
    "words for what nobody understood": (
        ("unclear", None, None, None, "咕咚机"),
        "categories!E2: 'unclear' is what nobody understood; it has no words",
    ),
    "a word that raises an alarm": (
        ("parking", None, None, None, "车库着火了"),
        "categories!E2: '车库着火了' holds a sign of danger (fire): such a message is an emergency "
        "of fire; allowed: a veto '车库着火了' for fire, or other words",
    ),
    "a word that is never heard": (
        ("cleaning", None, None, None, "煤汽表间"),
        "categories!E2: '煤汽表间' is never found: spellings turn it into '煤气表间'; "
        "allowed: '煤气表间'",
    ),
    "words with a blank between them": (
        ("parking", None, None, None, "老年代步车 三轮车占道"),
        "categories!E2: '老年代步车 三轮车占道' holds a blank; put 、 or , between words",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_each_mistake_is_told_with_its_place(look, name):
    row, told = BAD[name]
    assert look(row)[0] == [told]


def test_a_new_category_is_refused_and_the_known_ones_are_named(look, program):
    (told,), _ = look(("parkings", "停车场", "L2", "是", "石墩子"))
    known = ", ".join(one.code for one in program.deps.rules.catalogue.categories)
    assert told == (
        "categories!A2: 'parkings' is no category of the catalogue; did you mean 'parking'? A new "
        f"one needs a name, a route (community, property, joint) and words. Known: {known}"
    )
    (told,), _ = look(("停车", None, None, None, None))
    assert told.startswith("categories!A2: '停车' is no category of the catalogue. A new one needs")


def test_the_same_twice(look):
    problems, _ = look(
        ("parking", "停车", None, None, "石墩子"),
        ("parking", None, None, None, None),
        ("cleaning", None, None, None, "石墩子"),
        ("security", "停车", None, None, None),
    )
    assert problems == [
        "categories!A3: the code 'parking' stands here a second time",
        "categories!E4: '石墩子' stands for another category in row 2",
        "categories!B2: '停车' is the name of security as well",
        "categories!B5: '停车' is the name of parking as well",
    ]


def test_two_names_may_change_places(look):
    problems, _ = look(
        ("parking", "保洁绿化", None, None, None), ("cleaning", "停车管理", None, None, None)
    )
    assert problems == []


def test_the_preview_says_from_what_to_what(tmp_path, capsys):
    text = EXAMPLE.read_text(encoding="utf-8")
    text = text.replace("sqlite:///jiedan.sqlite3", f"sqlite:///{tmp_path / 'cli.sqlite3'}")
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    sheet = write(tmp_path / "org.xlsx", {"categories": [HEAD, list(GOOD)]})

    def run(*arguments) -> tuple[int, str]:
        code = main(["--config", str(tmp_path / "config.toml"), *map(str, arguments)])
        return code, capsys.readouterr().out

    run("migrate")
    assert run("import", sheet)[1] == (
        "categories: 0 added, 1 changed, 0 removed\n"
        "  ~ parking 停车 (name: 停车管理 -> 停车; level: L3 -> L2; evidence: no -> yes; "
        "word + 老年代步车; word + 三轮车占道)\n"
    )
    assert run("import", sheet, "--yes")[0] == 0
    assert run("import", sheet)[1].startswith("Everything is so already")


NEW_HEAD = ["code", "name", "route", "unit", "level", "evidence", "words"]
NEW = ("elder-meals", "老年助餐", "社区", "yongan", "L3", "否", "老年餐、助餐点")


def test_a_category_of_the_office_s_own(look):
    problems, said = look(NEW, head=NEW_HEAD)
    assert problems == []
    words = ("老年餐", "助餐点")
    made = OwnCategory("elder-meals", "老年助餐", "L3", False, words, "community", "yongan")
    assert said == (made,)


def spoilt(column: str, value) -> tuple:
    return tuple(value if name == column else v for name, v in zip(NEW_HEAD, NEW, strict=True))


BAD_NEW = {
    "no name": (
        spoilt("name", None),
        "categories!B2: empty; a new category needs a name",
    ),
    "no words": (
        spoilt("words", " "),
        "categories!G2: empty; no message would ever be of this category",
    ),
    "unknown route": (
        spoilt("route", "街道"),
        "categories!C2: '街道' is not known; allowed: community, property, joint",
    ),
    "unknown level": (
        spoilt("level", "L0"),
        "categories!E2: 'L0' is not known; allowed: L1, L2, L3, L4",
    ),
    "unknown unit": (
        spoilt("unit", "yongann"),
        "categories!D2: unknown unit 'yongann'; did you mean 'yongan'?",
    ),
    "unit without residents": (
        spoilt("unit", "yongan-property"),
        "categories!D2: 'yongan-property' has no residents; name a community, or a unit above one",
    ),
    "code of other letters": (
        spoilt("code", "助餐"),
        "categories!A2: '助餐': 1 to 24 of a-z, 0-9, - and _; no other letters",
    ),
    "one character": (
        spoilt("words", "餐"),
        "categories!G2: '餐' has 1 characters; allowed: 2 to 20",
    ),
    "name of a place": (
        spoilt("words", "花园"),
        "categories!G2: '花园' stands in the name '永安花园', "
        "and so in messages about anything there",
    ),
}


@pytest.mark.parametrize("name", BAD_NEW)
def test_each_mistake_in_a_new_one_is_told(look, name):
    row, told = BAD_NEW[name]
    assert look(row, head=NEW_HEAD)[0] == [told]


def test_a_new_one_is_called_like_no_other(look, program):
    one = program.deps.rules.catalogue.category("parking")
    problems, _ = look(spoilt("name", one.names["zh"]), head=NEW_HEAD)
    assert problems == [f"categories!B2: {one.names['zh']!r} is the name of parking as well"]


def test_a_word_that_would_take_everybody_s_messages(look):
    for word in ("小区", "楼道"):
        problems, _ = look(spoilt("words", word), head=NEW_HEAD)
        assert len(problems) == 1 and problems[0].startswith(f"categories!G2: {word!r} ")


def test_who_handles_one_of_the_catalogue_stays_as_it_is(look):
    row = ("parking", None, "community", "yongan", None, None, None)
    assert look(row, head=NEW_HEAD)[0] == [
        "categories!C2: who handles 'parking' stands in the catalogue's file: property",
        "categories!D2: only a new category can be for one unit; leave it empty",
    ]
    assert look(("parking", None, "property", None, None, None, None), head=NEW_HEAD)[0] == []
