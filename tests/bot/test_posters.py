"""Posters and stickers: each code read back from the printed page, and texts that stay in their
boxes, however long a name is."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pypdfium2
import pytest
import zxingcpp
from fontTools.ttLib import TTFont

from bot.cli import WAYS, main
from bot.fonts import NAMES, Face, NoFont, find_face, missing
from bot.poster_command import STEPS
from bot.posters import COLUMNS, LINE, POINT, ROWS, Poster, Sheets, Wording, pictures
from domain.homes import Home, home_of, token_of

WEB = "https://jiedan.example.org"
PHONE = "0371-6666 8888"
LONG = "河南省郑州市二七区建中街街道永安社区机械工业第六设计研究院" + "职工家属楼院南院新建高层小区"
Room = tuple[float, float]


@pytest.fixture(autouse=True)
def chinese_font():
    """Without a font these tests are skipped, except in CI, where that is an error."""
    try:
        return find_face("有事找社区")
    except NoFont as error:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(str(error))


@pytest.fixture
def jiedan(on_schema, config, capsys):
    """A migrated program whose web chat has an address; `change` edits its configuration."""

    def change(*pairs: tuple[str, str]) -> None:
        text = config.read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new)
        config.write_text(text, encoding="utf-8")

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["--config", str(config), *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    assert run("migrate")[0] == 0
    change(('public_url = ""', f'public_url = "{WEB}"'))
    out = config.parent / "out"
    return SimpleNamespace(
        run=lambda *a: run("posters", "--out", str(out), *a), change=change, out=out
    )


def read(picture) -> list[str]:
    """Every code on a picture, as a phone reads them."""
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def read_pdf(path: Path) -> list[list[str]]:
    """The codes of each page, rendered as coarsely as a cheap printer would."""
    document = pypdfium2.PdfDocument(path)
    found = [read(page.render(scale=150 / 72, grayscale=True).to_pil()) for page in document]
    document.close()
    return found


def texts(path: Path) -> Iterator[str]:
    """The text of each page of a PDF."""
    document = pypdfium2.PdfDocument(path)
    for page in document:
        yield page.get_textpage().get_text_range()
    document.close()


def place_in(address: str) -> Home | None:
    return home_of(re.split(r"[?&](?:home|start)=", address)[1])


# What is drawn


def test_every_building_has_a_poster_whose_code_says_where_it_is(jiedan):
    jiedan.change(('duty_phone = ""', f'duty_phone = "{PHONE}"'))
    code, out, _ = jiedan.run("--compound", "yongan-garden")
    assert code == 0
    assert str(jiedan.out / "yongan-garden-web-posters.pdf") in out
    homes = [Home("yongan-garden", b) for b in (None, "1", "2", "3", "4", "5", "6")]
    wanted = [[f"{WEB}/?home={token_of(home)}"] for home in homes]
    assert read_pdf(jiedan.out / "yongan-garden-web-posters.pdf") == wanted
    pictures_of = jiedan.out / "yongan-garden-web-posters"
    names = {path.stem for path in pictures_of.iterdir()}
    assert names == {"entrance", "1", "2", "3", "4", "5", "6"}
    pages = list(texts(jiedan.out / "yongan-garden-web-posters.pdf"))
    for said in ("有事找社区", "一句话就行", "永安花园 3号楼", "永安社区", "永安物业", PHONE):
        assert said in pages[3], said
    for said in ("扫码", "说一句话", "等消息", "jiedan.example.org", "110 / 119 / 120"):
        assert said in pages[3], said
    assert "号楼" not in pages[0] and "永安花园" in pages[0]


def test_each_picture_and_each_sticker_can_be_scanned_also_without_colour(jiedan):
    from PIL import Image

    assert jiedan.run("--compound", "yongan-garden", "--building", "3", "--unit", "2")[0] == 0
    address = f"{WEB}/?home={token_of(Home('yongan-garden', '3', '2'))}"
    with Image.open(jiedan.out / "yongan-garden-web-posters" / "3-2.png") as poster:
        assert read(poster.convert("L")) == [address]
        assert read(poster.convert("1", dither=Image.Dither.NONE)) == [address]
    with Image.open(jiedan.out / "yongan-garden-web-stickers" / "3-2.png") as stickers:
        assert read(stickers.convert("L")) == [address] * COLUMNS * ROWS
    assert "3号楼2单元" in next(texts(jiedan.out / "yongan-garden-web-posters.pdf"))


def test_without_a_duty_phone_none_is_printed(jiedan):
    assert jiedan.run("--compound", "party-school-yard")[0] == 0
    (page,) = texts(jiedan.out / "party-school-yard-web-posters.pdf")
    assert "值班电话" not in page
    assert "永安社区" in page and "物业" not in page  # it has no property company


def test_a_compound_of_forty_buildings(jiedan):
    listed = ", ".join(f'"{n}"' for n in range(1, 41))
    jiedan.change(('["1", "2", "3", "4", "5", "6"]', f"[{listed}]"))
    assert jiedan.run("--compound", "yongan-garden")[0] == 0
    found = read_pdf(jiedan.out / "yongan-garden-web-posters.pdf")
    places = [place_in(address) for (address,) in found]
    assert places == [Home("yongan-garden", str(n) if n else None) for n in range(41)]
    assert len(list((jiedan.out / "yongan-garden-web-stickers").iterdir())) == 41


def test_telegram_has_posters_of_its_own(jiedan):
    jiedan.change(
        ("Telegram at all.\nenabled = false", "Telegram at all.\nenabled = true"),
        ('token = ""', 'token = "123456:ABCDEFGHIJKLMNOPQRSTUVWXYZ"'),
        ('username = ""', 'username = "yongan_bot"'),
    )
    assert jiedan.run("--compound", "yongan-garden", "--building", "3")[0] == 0
    token = token_of(Home("yongan-garden", "3"))
    telegram = jiedan.out / "yongan-garden-telegram-posters.pdf"
    assert read_pdf(telegram) == [[f"https://t.me/yongan_bot?start={token}"]]
    assert "t.me/yongan_bot" in next(texts(telegram)) and len(token) <= 64
    assert (jiedan.out / "yongan-garden-web-posters.pdf").exists()
    assert set(WAYS) == set(STEPS)


# What cannot be drawn


def test_without_an_address_it_says_what_is_missing(jiedan):
    jiedan.change((WEB, ""))
    code, out, err = jiedan.run()
    assert (code, out) == (2, "")
    assert "public_url" in err and "[telegram]" in err
    assert jiedan.run("--for", "telegram")[2].startswith("--for telegram: set [telegram]")
    assert not jiedan.out.exists()


@pytest.mark.parametrize(
    "wrong", ["jiedan.example.org", "https://a b", "https://x.org/path", "ftp://x"]
)
def test_the_address_of_the_configuration_is_checked(jiedan, wrong):
    jiedan.change((WEB, wrong))
    code, _, err = jiedan.run()
    assert code == 2
    assert "web.public_url: write https:// and the host" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--compound", "nowhere"], "allowed: yongan-garden, party-school-yard"),
        (["--building", "3"], "need --compound"),
        (["--compound", "yongan-garden", "--building", "77"], "allowed: 1, 2, 3, 4, 5, 6"),
        (["--compound", "yongan-garden", "--building", "3", "--unit", "x/x"], "no building 3 x/x"),
        (["--compound", "party-school-yard", "--building", "十" * 9], "too long"),
        (["--font", "/no/font.ttf"], "--font /no/font.ttf is no font that can be read"),
    ],
)
def test_what_is_wrong_is_told_with_what_is_allowed(jiedan, arguments, said):
    code, _, err = jiedan.run(*arguments)
    assert code == 2
    assert said in err


def test_a_compound_whose_buildings_nobody_wrote_down(jiedan):
    code, out, _ = jiedan.run("--compound", "party-school-yard")
    assert code == 0
    assert "name them: --compound party-school-yard --building 1 2 3" in out
    assert jiedan.run("--compound", "party-school-yard", "--building", "12", "A")[0] == 0
    found = read_pdf(jiedan.out / "party-school-yard-web-posters.pdf")
    assert [place_in(address).building for (address,) in found] == ["12", "A"]


# Fonts


def test_a_machine_without_a_chinese_font_is_told_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))  # and with it no fontconfig
    with pytest.raises(NoFont, match="No Chinese font found.*apt install fonts-noto-cjk"):
        find_face("有事", folders=[tmp_path, tmp_path / "none"])


def test_without_fontconfig_the_usual_folders_are_searched(monkeypatch, tmp_path):
    there = find_face("有事找社区").path
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / NAMES[0]).symlink_to(there)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_face("有事找社区", folders=[tmp_path]) == Face(tmp_path / "deep" / NAMES[0])


def test_a_font_that_lacks_a_character_is_named_with_it():
    face = find_face("有事")
    with TTFont(face.path, fontNumber=face.number, lazy=True) as font:
        assert 0x6709 in font.getBestCmap()
    assert missing(face, "有\U0010fffd 事") == {"\U0010fffd"}
    with pytest.raises(NoFont, match="lacks: \U0010fffd"):
        find_face("有\U0010fffd", face.path if face.path.suffix != ".ttc" else None)


# Long names


def long_poster() -> Poster:
    return Poster(
        Wording(
            title=("有事找社区，", "一句话就行"),
            place=(LONG, "119号楼11单元"),
            unit=f"{LONG} \u00b7 {LONG}",
            steps=(("扫码", LONG), ("Say what is wrong in one sentence", LONG), ("等", LONG)),
            link_lead="扫不了码，就打开：",
            link="a-very-long-name-of-a-host." * 6 + "example.org",
            phone=f"值班电话 {PHONE} 转 8001，夜间 {PHONE}",
            emergency="紧急情况请先打 110 / 119 / 120",
        ),
        f"{WEB}/?home={token_of(Home('a' * 24, '东配楼', '12'))}",
    )


class Watched(Sheets):
    """Remembers what was written into which room."""

    def __init__(self, face: Face) -> None:
        super().__init__(face)
        self.drawn: list[tuple[Room, float, float, float]] = []

    def fit(self, lines: tuple[str, ...], room: Room, size: float) -> tuple[list[str], float]:
        placed, found = super().fit(lines, room, size)
        widest = max(self._width(line.rstrip("，"), found) for line in placed)
        self.drawn.append((room, widest, len(placed) * found * POINT * LINE, found))
        return placed, found


def test_long_names_stay_in_their_boxes(tmp_path):
    poster = long_poster()
    sheets = Watched(find_face(poster.words.characters))
    sheets.add_poster(poster)
    assert min(size for *_, size in sheets.drawn) > 9  # even then it can be read
    sheets.add_stickers(poster)
    for room, width, height, size in sheets.drawn:
        assert width <= room[0] + 0.01 and height <= room[1] + 0.01, (room, size)
    assert len(sheets.drawn) > 100
    path = tmp_path / "long.pdf"
    sheets.save(path)
    assert read_pdf(path) == [[poster.address], [poster.address] * COLUMNS * ROWS]
    assert len(list(pictures(path))) == 2
