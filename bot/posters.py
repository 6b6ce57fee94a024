"""Drawing posters and sheets of stickers: vectors into a PDF, and a picture made of that same PDF,
so that what was looked at is what is printed. Millimetres throughout; sizes of type in points."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.fonts import Face

PICTURE_DPI = 200
SHADES = 32
INK = (20, 20, 20)
RED = (176, 16, 24)
"""Dark enough to be read as black where a printer has no colour."""
WHITE = (255, 255, 255)
GREY = (150, 150, 150)

PAGE_WIDTH = 210.0
MARGIN = 12.0
INNER = PAGE_WIDTH - 2 * MARGIN
QR_SIDE = 98.0
POINT = 0.3528
SMALLEST = 2.0
LINE = 1.22
"""Height of a line of type, in its size."""

COLUMNS, ROWS = 3, 7
STICKER = (63.5, 38.1)
STICKER_LEFT, STICKER_TOP, STICKER_STEP = 7.25, 15.15, 66.0
"""The common sheet of 21 labels (63.5 x 38.1 mm); on plain paper the frames are cut along."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts of a poster, in the language it is printed in. `steps`: what to do, and how;
    `place`: the compound and below it building and unit, as far as there are any."""

    title: tuple[str, ...]
    place: tuple[str, ...]
    unit: str
    steps: tuple[tuple[str, str], ...]
    link_lead: str
    link: str
    phone: str
    emergency: str

    @property
    def characters(self) -> str:
        """Everything that must be in the font."""
        steps = (text for step in self.steps for text in step)
        lead = (self.link_lead, self.link, self.phone, self.emergency, self.unit, NUMBERS)
        return "".join((*self.title, *self.place, *steps, *lead))


NUMBERS = "1234"


@dataclass(frozen=True, slots=True)
class Poster:
    """One poster: its texts and the address its code holds."""

    words: Wording
    address: str


@dataclass(frozen=True, slots=True)
class Box:
    """Where something goes."""

    x: float
    y: float
    width: float
    height: float


class Sheets:
    """A PDF that is being drawn, page by page."""

    def __init__(self, face: Face) -> None:
        from fpdf import FPDF  # heavy, as all of these libraries

        self._pdf: Any = FPDF(format="A4", unit="mm")
        self._pdf.set_auto_page_break(False)
        self._pdf.set_margin(0)
        self._pdf.c_margin = 0
        self._fitted: dict[Any, tuple[list[str], float]] = {}
        self._pdf.add_font("poster", fname=face.path, collection_font_number=face.number)

    def add_poster(self, poster: Poster) -> None:
        """A page for one building's door."""
        words, pdf = poster.words, self._pdf
        pdf.add_page()
        self._write(words.title, Box(MARGIN, 12, INNER, 74), 100, colour=RED)
        self._plate(words.place, Box(MARGIN, 90, INNER, 25))
        self._write((words.unit,), Box(MARGIN, 117, INNER, 11), 21)
        self._code(poster.address, Box(MARGIN - 2, 131, QR_SIDE, QR_SIDE))
        self._steps(words.steps, Box(MARGIN + QR_SIDE + 2, 133, INNER - QR_SIDE - 2, QR_SIDE - 4))
        link = f"{words.link_lead} {words.link}"
        self._write((link,), Box(MARGIN, 231, INNER, 10), 21)
        if words.phone:
            self._write((words.phone,), Box(MARGIN, 243, INNER, 17), 40)
        self._alarm(words.emergency, Box(MARGIN, 263, INNER, 21))

    def add_stickers(self, poster: Poster) -> None:
        """A page of stickers, all for the same door."""
        self._pdf.add_page()
        for row in range(ROWS):
            for column in range(COLUMNS):
                x = STICKER_LEFT + column * STICKER_STEP
                self._sticker(poster, Box(x, STICKER_TOP + row * STICKER[1], *STICKER))

    def save(self, path: Path) -> None:
        """Write the PDF."""
        self._pdf.output(path)

    def _plate(self, place: Sequence[str], box: Box) -> None:
        """The name of the place, white on a plate, as house numbers are."""
        self._pdf.set_fill_color(*RED)
        self._pdf.rect(box.x, box.y, box.width, box.height, style="F", round_corners=True)
        inside = Box(box.x + 5, box.y + 1, box.width - 10, box.height - 2)
        self._write((" ".join(place),), inside, 54, colour=WHITE)

    def _steps(self, steps: Sequence[tuple[str, str]], box: Box) -> None:
        height = box.height / len(steps)
        for n, (what, how) in enumerate(steps):
            y = box.y + n * height
            self._number(NUMBERS[n], Box(box.x, y + 2, 13, 13))
            text = Box(box.x + 16, y, box.width - 16, height)
            self._write((what,), Box(text.x, y + 1, text.width, 15), 38, align="L")
            self._write((how,), Box(text.x, y + 16, text.width, height - 17), 20, align="LT")

    def _number(self, number: str, box: Box) -> None:
        self._pdf.set_fill_color(*INK)
        self._pdf.ellipse(box.x, box.y, box.width, box.height, style="F")
        self._write((number,), box, 26, colour=WHITE)

    def _alarm(self, text: str, box: Box) -> None:
        self._pdf.set_draw_color(*INK)
        self._pdf.set_line_width(1.2)
        self._pdf.rect(box.x, box.y, box.width, box.height, round_corners=True)
        self._write((text,), Box(box.x + 5, box.y, box.width - 10, box.height), 36)

    def _sticker(self, poster: Poster, box: Box) -> None:
        words, pdf = poster.words, self._pdf
        pdf.set_draw_color(*GREY)
        pdf.set_line_width(0.1)
        pdf.rect(box.x, box.y, box.width, box.height)
        self._code(poster.address, Box(box.x + 0.5, box.y + 1, 30.5, 30.5))
        x, width = box.x + 31.5, box.width - 33
        self._write(words.title, Box(x, box.y + 1, width, 11), 14, colour=RED)
        self._write(words.place, Box(x, box.y + 12, width, 10), 13)
        small = [text for text in (words.unit, words.phone, words.link) if text]
        for n, text in enumerate(small):
            self._write((text,), Box(x, box.y + 22 + n * 3.4, width, 3.4), 9)
        foot = Box(box.x + 2, box.y + 32.3, box.width - 4, 5.2)
        self._write((words.emergency,), foot, 12)

    def _code(self, address: str, box: Box) -> None:
        """The code with its quiet zone of four modules on each side."""
        rows = _code_of(address)
        module = box.width / (len(rows) + 8)
        self._pdf.set_fill_color(0, 0, 0)
        for y, row in enumerate(rows, 4):
            for start, length in row:
                left, top = box.x + (start + 4) * module, box.y + y * module
                self._pdf.rect(left, top, length * module, module * 1.01, style="F")

    def _write(
        self,
        lines: Sequence[str],
        box: Box,
        size: float,
        *,
        align: str = "C",
        colour: tuple[int, int, int] = INK,
    ) -> None:
        """Write into a box, as large as `size` or as large as fits."""
        placed, size = self.fit(tuple(lines), (box.width, box.height), size)
        step = size * POINT * LINE
        top = box.y if "T" in align else box.y + (box.height - step * len(placed)) / 2
        self._pdf.set_text_color(*colour)
        self._pdf.set_font("poster", size=size)
        for n, line in enumerate(placed):
            width = self._width(_without_comma(line), size)
            x = box.x if "L" in align else box.x + (box.width - width) / 2
            self._pdf.text(x, top + n * step + size * POINT * 1.0, line)

    def fit(
        self, lines: tuple[str, ...], room: tuple[float, float], size: float
    ) -> tuple[list[str], float]:
        """The lines as they are broken, and their size: the largest at which the room, so wide and
        so high, holds them. What it is once it is for every sticker."""
        key = (lines, room, size)
        if key not in self._fitted:
            self._fitted[key] = self._fit(lines, room, size)
        return self._fitted[key]

    def _fit(
        self, lines: tuple[str, ...], room: tuple[float, float], size: float
    ) -> tuple[list[str], float]:
        while True:
            placed = [piece for line in lines for piece in self._broken(line, room[0], size)]
            if size < SMALLEST or len(placed) * size * POINT * LINE <= room[1]:
                return placed, size
            size *= 0.97

    def _broken(self, line: str, width: float, size: float) -> Iterator[str]:
        """A line in pieces no wider than that: between words, and between any two Chinese
        characters; a longer word is cut."""
        piece = ""
        for word in re.findall(r"[!-~]+|.", line):
            for part in (word,) if self._width(word, size) <= width else tuple(word):
                if piece and self._width(_without_comma(piece + part), size) > width:
                    yield piece.rstrip()
                    piece = ""
                piece += part if piece or part != " " else ""
        yield piece.rstrip()

    def _width(self, text: str, size: float) -> float:
        self._pdf.set_font("poster", size=size)
        return float(self._pdf.get_string_width(text))


@lru_cache(1)
def _code_of(address: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """A code's rows of modules: where dark stretches begin, and how long they are. Level Q mends a
    quarter of it when it is torn."""
    import segno

    rows = ("".join(map(str, map(int, row))) for row in segno.make_qr(address, error="q").matrix)
    return tuple(
        tuple((dark.start(), len(dark.group())) for dark in re.finditer("1+", row)) for row in rows
    )


def _without_comma(line: str) -> str:
    """What counts for the middle of a line: a comma hangs over its end."""
    return line.rstrip("\uff0c ")


def _shades() -> Iterator[tuple[int, ...]]:
    """The colours of a poster, and those of the edges between them and white."""
    for colour in ((0, 0, 0), INK, RED):
        for n in range(SHADES):
            yield tuple(one + (255 - one) * n // (SHADES - 1) for one in colour)


def pictures(pdf: Path) -> Iterator[Any]:
    """Each page of a PDF as a picture (of Pillow); the few colours there are make it small."""
    import pypdfium2
    from PIL import Image

    palette = Image.new("P", (1, 1))
    palette.putpalette([value for colour in _shades() for value in colour])

    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            drawn = page.render(scale=PICTURE_DPI / 72).to_pil()
            yield drawn.quantize(palette=palette, dither=Image.Dither.NONE)
    finally:
        document.close()
