"""Every place where something from outside is read: what is given to it, and which refusals are its
own. Whatever else comes out of it is a defect. `make fuzz` goes on for as long as it is told."""

import json
import tempfile
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from bot.app import Program, build
from bot.catalogue_file import DEFAULT_CATALOGUE, CatalogueError, load_catalogue
from bot.config_file import ConfigError, load_settings
from bot.sheet_check import check
from bot.sheet_file import NotReadable
from bot.sheet_read import read_tables
from bot.sheet_shape import Findings, Names
from bot.words import placeholders
from domain import (
    asides,
    asked,
    blame,
    cells,
    codes,
    commands,
    danger,
    elder,
    files,
    filing,
    followups,
    homes,
    inbound,
    kin,
    last_words,
    moments,
    nods,
    photos,
    place,
    press,
    reading,
    remarks,
    rude,
    screen,
    shield,
    spoken_buttons,
    spoken_commands,
    text,
    typed,
    understanding,
    unfinished,
)
from domain.which import Candidate, named_by
from handlers.web.site import number_in
from tests.support.recordings import mp3, mp4, webm
from tests.support.sheets import good, write
from tests.support.town import EXAMPLE

NOW, TODAY = datetime(2026, 11, 18, 1, tzinfo=UTC), date(2026, 11, 18)

PIECES = (
    *("灯坏了", "楼道灯坏了，", "水管漏水，电梯坏了，", "3号楼", "3栋2单元", "号楼", "3-", "501室"),
    *(
        "永安花园",
        "永安",
        "人和路6号院",
        "代 ",
        "巡",
        "张大娘",
        "王师傅",
        "我叫王",
        "李女士",
        "家的",
    ),
    *("着火了", "没有着火", "煤气味", "困在电梯里", "不", "不是", "没", "的", "还有", "另外", ";"),
    *(
        "今天",
        "明天下午3点",
        "3点",
        "半",
        "小时",
        "周五",
        "下周",
        "12月",
        "2026-",
        "十",
        "百",
        "千",
    ),
    *("我家也是", "不用来了", "没解决", "已经修好了", "好的", "shuiguanlou", "ni", "a", "A", "é"),
    *("电话13812345678", "1118-37", "KXM7-2QPA", "/my", "/start ", "/", "@", "-", ".", "：", "，"),
    *("1", "0", "一", "零", "9999999999", "²", "٣", "１", "①", "😊", "\u0301", "ﷺ", "㎏", "ｶﾞ"),
    *(
        " ",
        "\n",
        "\t",
        "\x00",
        "\u202e",
        "\u200b",
        "\ud800",
        "\x1b[2J",
        "<script>",
        "{ $x }",
        "=1+1",
    ),
    *("accept:1", "home:0:", "h", "{", "[", '"', "\\", "'; DROP TABLE ticket; --", "../", "%s"),
)

said = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(st.characters(), max_size=6)), max_size=40
)
again = st.tuples(st.sampled_from(PIECES), st.integers(1, 5000)).map(lambda it: it[0] * it[1])
texts = st.one_of(
    said.map("".join), st.tuples(said.map("".join), again, said.map("".join)).map("".join)
).map(lambda found: found[: inbound.MAX_TEXT])
heard = texts.map(inbound.clean)
"""What residents wrote, as it comes past the door."""

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=4)
    ),
    max_leaves=10,
)


@dataclass(frozen=True)
class Parser:
    """One way in."""

    name: str
    read: Callable[[Any], object]
    given: st.SearchStrategy[Any]
    refuses: tuple[type[Exception], ...] = ()
    heavy: bool = False

    def try_out(self, something: Any) -> None:
        """Read it. Raises what is no refusal of this parser."""
        try:
            self.read(something)
        except self.refuses:
            return


@cache
def program() -> Program:
    """For its rules and words; nothing of it is started."""
    return build(load_settings(EXAMPLE), speaks=False)


@cache
def folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="jiedan-fuzz-"))


def with_rules(read: Callable[..., object]) -> Callable[[str], object]:
    """A reader that wants the catalogue and the compounds, those it asks for."""
    rules = program().deps.rules
    names = read.__code__.co_varnames[: read.__code__.co_argcount]
    known = {"catalogue": rules.catalogue, "compounds": rules.org.compound_names}
    return partial(read, **{name: known[name] for name in names if name in known})


def as_heard(said: str) -> str:
    """What a machine made of speech, as it is read (workflows/transcribing.py)."""
    return f"{inbound.TRANSCRIBED} {' '.join(inbound.clean(said).split())[:2_000]}"


def text_parsers() -> list[Parser]:
    """What reads the words of people."""
    understand = with_rules(understanding.understand)
    plain: dict[str, Callable[[str], object]] = {
        "message": with_rules(understanding.understand),
        "shares": with_rules(understanding.shares_of),
        "danger": with_rules(danger.life_safety_of),
        "answer": with_rules(reading.answer_in),
        "place": with_rules(place.read_place),
        "walk-in or patrol": with_rules(filing.read_filing),
        "building": place.read_building,
        "unit": place.read_unit,
        "moment": lambda said: moments.read_moment(said, NOW),
        "soon": moments.says_soon,
        "a while": moments.says_awhile,
        "day": lambda said: typed.read_day(said, TODAY),
        "count": typed.read_count,
        "number": text.read_number,
        "period": lambda said: typed.read_period(said, TODAY),
        "nothing": typed.says_nothing,
        "nod": nods.is_nod,
        "calls off": remarks.calls_off,
        "button": spoken_buttons.button_in,
        "asks how to": spoken_buttons.asks_how_to,
        "thinks better": spoken_buttons.says_never_mind,
        "offers to come": spoken_buttons.offers_to_come,
        "command in words": spoken_commands.called_in_words,
        "tells of work": lambda said: unfinished.tells_of_work(said, in_hand=False),
        "me too": remarks.says_me_too,
        "begins me too": remarks.begins_me_too,
        "tells news": remarks.tells_news,
        "says again": last_words.says_again,
        "wavers": last_words.wavers,
        "still so": last_words.still_so,
        "is gone": last_words.is_gone,
        "satisfaction": last_words.satisfaction_in,
        "wishes for elder mode": elder.wish_in,
        "asks to be sealed": shield.asks_to_be_sealed,
        "only asks to be sealed": shield.only_asks_to_be_sealed,
        "accuses a neighbour": shield.accuses_neighbour,
        "without the wish": shield.without_wish,
        "transcript": lambda said: understand(as_heard(said)),
        "command": commands.read_command,
        "idle command": commands.idle_command,
        "mistyped before words": commands.mistyped_before_words,
        "names": shield.names_said,
        "covered": shield.covered,
        "covered but for the accused": shield.covered_but_accused,
        "accuses somebody": shield.accuses_somebody,
        "blames somebody": blame.blames,
        "tells of hers": shield.tells_of_hers,
        "without abuse": rude.without_abuse,
        "asks the office": asked.asked_in,
        "what stands beside a report": asides.apart,
        "besides urging": asides.besides_urging,
        "a command in words": spoken_commands.called_in_words,
        "says she moved": kin.says_moved,
        "home told beside": kin.beside_home,
        "asks after something": followups.asked_about,
        "asks how it stands": followups.asks_how,
        "follows up": followups.follows_up,
        "urges": followups.urges,
        "calls off by name": remarks.calls_off_by_name,
        "is over": remarks.says_it_is_over,
        "own home": lambda said: kin.declares_own(said, place.read_place(said, ())),
        "which ticket": lambda said: named_by(
            said, [Candidate(1, said)], program().deps.rules.catalogue
        ),
        "ticket code": codes.ticket_id_in,
        "slip": codes.slip_in,
        "deep link": homes.home_of,
        "deep link or not": homes.is_home_token,
        "home chosen": lambda said: homes.home_chosen(said, ["yongan-garden"]),
        "payload": press.Press.parse,
        "cell": cells.neutral,
        "masked cell": cells.masked,
        "screen's pages": screen.pages_of,
    }
    first = [Parser("door", inbound.clean, texts), Parser("row number", number_in, texts)]
    slow = {"message", "shares"}
    return first + [Parser(name, read, heard, heavy=name in slow) for name, read in plain.items()]


def changed(whole: str) -> st.SearchStrategy[str]:
    """A good file with a piece of it exchanged for something else, several times over."""
    cut = st.tuples(st.integers(0, len(whole)), st.integers(0, 60), texts | st.sampled_from(TOML))

    def change(cuts: list[tuple[int, int, str]]) -> str:
        found = whole
        for at, size, instead in cuts:
            found = found[:at] + instead + found[at + size :]
        return found

    return st.lists(cut, min_size=1, max_size=4).map(change)


TOML = (
    *("[", "]", "[[units]]\n", '""', "''", "=", "#", "\n", "true", "-1", "1e999", "inf", "nan"),
    *("99999999999999999999", "1979-05-27", "07:32:00", '"""', "{ a = 1 }", "[[[[", "a.b.c = 1\n"),
    *("[web]\nport = 99999\n", '[time]\nzone = "../../etc/passwd"\n', "[levels.L9]\n"),
)


def read_file(name: str, load: Callable[[Path], object], content: str | bytes) -> object:
    """Have something read that stands in a file."""
    path = folder() / name
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    path.write_bytes(raw)
    return load(path)


def read_sheet(path: Path) -> object:
    findings, names = Findings(), Names(program().words)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tables = read_tables(path, names, findings, lambda *_: None)
    return check(tables, program().deps.rules, names, findings, date(2026, 11, 18))


@cache
def good_sheet() -> bytes:
    return write(folder() / "good.xlsx", good()).read_bytes()


def damaged(cuts: list[tuple[int, bytes]]) -> bytes:
    found = bytearray(good_sheet())
    for at, instead in cuts:
        place_of = at % len(found)
        found[place_of : place_of + len(instead)] = instead
    return bytes(found)


def filled(given: tuple[str, int, int, Any]) -> bytes:
    """A sheet with one cell that holds something else."""
    sheet, row, column, value = given
    sheets = good()
    rows = sheets[sheet]
    rows[row % len(rows)][column % len(rows[0])] = value
    return write(folder() / "filled.xlsx", sheets).read_bytes()


WRITABLE = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=30)


def file_parsers() -> list[Parser]:
    """What reads files."""
    example = EXAMPLE.read_text(encoding="utf-8")
    shipped = DEFAULT_CATALOGUE.read_text(encoding="utf-8")
    config = partial(read_file, "config.toml", load_settings)
    catalogue = partial(read_file, "catalogue.toml", load_catalogue)
    sheet = partial(read_file, "sheet.xlsx", read_sheet)
    cell = st.one_of(WRITABLE, st.integers(), st.booleans(), st.floats(allow_nan=False), st.dates())
    cells_of = st.tuples(
        st.sampled_from(sorted(good())), st.integers(0, 9), st.integers(0, 9), cell
    )
    bytes_of = st.lists(st.tuples(st.integers(0, 2**20), st.binary(max_size=40)), max_size=4)
    begins = (photos.JPEG, photos.PNG, b"RIFF\0\0\0\0WEBP", mp3(), mp4(b"vide"), webm(1), webm(2))
    pictures = st.tuples(st.sampled_from(begins), st.binary())
    return [
        Parser("config.toml", config, changed(example) | st.binary(), (ConfigError,)),
        Parser("catalogue", catalogue, changed(shipped), (CatalogueError,), heavy=True),
        Parser("sheet", sheet, bytes_of.map(damaged) | st.binary(), (NotReadable,), heavy=True),
        Parser("sheet's cell", sheet, cells_of.map(filled), (NotReadable,), heavy=True),
        Parser("photo", photos.without_metadata, pictures.map(b"".join) | st.binary()),
        Parser("sort of file", files.sort_of, pictures.map(b"".join) | st.binary()),
    ]


def say(given: tuple[str, str, str]) -> object:
    """A text with every value it needs, all of them hostile."""
    lang, key, value = given
    return program().words.say(lang, key, dict.fromkeys(placeholders(lang)[key], value))


def word_parsers() -> list[Parser]:
    """What puts the words of people into ours."""
    keys = [(lang, key) for lang in ("zh", "en") for key in sorted(placeholders(lang))]
    given = st.tuples(st.sampled_from(keys), heard).map(lambda it: (*it[0], it[1]))
    return [Parser("fluent values", say, given)]


def telegram_parsers() -> list[Parser]:
    """What reads updates; aiogram is imported for it."""
    from aiogram.types import CallbackQuery, Message, Update
    from pydantic import ValidationError

    from handlers.telegram import parse  # first: it imports aiogram lightly
    from tests.handlers.test_telegram_fuzz import messages, queries

    def update(raw: Any) -> None:
        found = Update.model_validate(raw)
        if found.message:
            parse.read_message(found.message)
        if found.callback_query:
            parse.read_press(found.callback_query)

    number = st.fixed_dictionaries({"update_id": st.integers()})
    kinds = st.fixed_dictionaries(
        {"update_id": st.integers(0, 2**31)},
        optional={
            "message": messages | anything,
            "edited_message": messages,
            "callback_query": queries | anything,
            "poll": anything,
        },
    )
    return [
        Parser("Telegram's message", lambda r: parse.read_message(Message(**r)), messages),
        Parser("Telegram's press", lambda r: parse.read_press(CallbackQuery(**r)), queries),
        Parser("Telegram's update", update, kinds | number | anything, (ValidationError,)),
        Parser("webhook's body", lambda raw: update(json.loads(raw)), bodies, NOT_READ),
    ]


NOT_READ = (ValueError, RecursionError)
"""What the webhook sets aside: no JSON, no update, depth without end."""

bodies = st.one_of(st.binary(max_size=200), anything.map(json.dumps), texts)


@cache
def all_parsers() -> tuple[Parser, ...]:
    return (*text_parsers(), *file_parsers(), *word_parsers(), *telegram_parsers())
