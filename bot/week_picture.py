"""Drawing the picture of a summary: as wide as a phone, and of the shape of a sheet of paper. What
must be told apart differs by its hatching, so that a printer without colour tells it as well.

Measures are pixels of a phone that is 360 wide; what is drawn has three for each."""

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from typing import Any

from bot.fonts import Face, find_face
from bot.week_words import Row, Section, Wording

WIDTH, SHARPNESS = 360, 3
LEAST_HEIGHT = 130
EDGE = 14
INNER = WIDTH - 2 * EDGE
LABEL = 112
"""So much of a row is its name."""
NUMBER = 34
"""And so much at its end its numbers."""
INK, RED, PAPER, GREY, PALE = "#1a1a1a", "#b01018", "#ffffff", "#5a5a5a", "#f4efe6"
NOW, BEFORE = "#24527a", "#ffffff"
POINTS = 0.72
"""Of type, in a pixel."""
LEAST = 10.0
"""No type is smaller: it could not be read."""
NEVER_FIRST = frozenset("，。、；：！？）”》,.;:!?)")
"""No line begins with these: there is room for one of them beyond its end."""
MOST_LINES = 3
"""So many lines may the name of a row have."""


class Page:
    """What is being drawn, from its top downwards: `y` is how far it has come. Nothing is shared
    between two of them, so that several can be drawn at once."""

    def __init__(self, face: Face) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg  # heavy, as all of it
        from matplotlib.figure import Figure
        from matplotlib.font_manager import FontPath, FontProperties, get_font

        font = FontPath(str(face.path), face.number)
        self.y = 0.0
        self._figure: Any = Figure(dpi=100 * SHARPNESS, facecolor=PAPER)
        canvas: Any = FigureCanvasAgg
        self._canvas = canvas(self._figure)
        self._axes: Any = self._figure.add_axes((0, 0, 1, 1))
        self._font: Any = FontProperties(fname=font)
        self._glyph: Callable[[int], int] = get_font(font).get_char_index
        self._renderer: Any = self._canvas.get_renderer()

    def write(self, text: str, at: tuple[float, float], size: float, **more: Any) -> None:
        """A line of text, with its middle at that height. What the font lacks is left out."""
        options = {"color": INK, "ha": "left"} | more
        self._axes.text(
            *at,
            self.printable(text),
            fontproperties=self._font,
            fontsize=size * POINTS,
            va="center_baseline",
            parse_math=False,
            **options,
        )

    def printable(self, text: str) -> str:
        """The text without what the font lacks: somebody's little pictures."""
        return "".join(c for c in text if self._glyph(ord(c)))

    def width(self, text: str, size: float) -> float:
        """How wide a text is."""
        prop = self._font.copy()
        prop.set_size(size * POINTS)
        found = self._renderer.get_text_width_height_descent(self.printable(text), prop, False)
        return float(found[0]) / SHARPNESS

    def cut(self, text: str, size: float, room: float) -> str:
        """The text, shortened to what there is room for."""
        if self.width(text, size) <= room:
            return text
        while text and self.width(text + "\u2026", size) > room:
            text = text[:-1]
        return text + "\u2026"

    def lines(self, text: str, size: float, room: float) -> Iterator[str]:
        """The text in lines: between any two characters, as Chinese is, but not within a word of
        letters."""
        line = ""
        for character in text:
            ends = character not in NEVER_FIRST and self.width(line + character, size) > room
            if line and ends:
                head, _, begun = line.rpartition(" ")
                within = head and f"{begun}{character}".isascii() and character != " "
                yield head if within else line
                line = begun if within else ""
            line += character if line or character != " " else ""
        yield line

    def box(self, at: tuple[float, float], size: tuple[float, float], **more: Any) -> None:
        """A rectangle, filled and framed as told."""
        from matplotlib.patches import Rectangle

        self._axes.add_patch(Rectangle(at, *size, **more))

    def picture(self) -> bytes:
        """What was drawn, as a PNG."""
        height = max(self.y, LEAST_HEIGHT)
        self._figure.set_size_inches(WIDTH / 100, height / 100)
        self._axes.set_xlim(0, WIDTH)
        self._axes.set_ylim(height, 0)
        self._axes.set_axis_off()
        out = BytesIO()
        self._canvas.print_png(out, metadata={"Software": None})
        return out.getvalue()


def draw(words: Wording, face: Face | None = None) -> bytes:
    """The picture, as a PNG. Raises bot.fonts.NoFont without a font that has its characters,
    ImportError without the library."""
    page = Page(face or find_face(words.title + words.dates))
    _head(page, words)
    if words.numbers:
        _numbers(page, words)
        _rates(page, words)
    for section in words.sections:
        _section(page, section)
    _closing(page, words.lines)
    for line in page.lines(words.foot, 10, INNER) if words.foot else ():
        page.write(line, (EDGE, page.y + 7), 10, color=GREY)
        page.y += 14
    page.y += 4 if words.foot else 0
    return page.picture()


def _head(page: Page, words: Wording) -> None:
    page.box((0, 0), (WIDTH, 62), facecolor=RED, edgecolor="none")
    size = min(22.0, 22 * INNER / max(page.width(words.title, 22), 1))
    page.write(words.title, (EDGE, 25), size, color=PAPER)
    page.write(words.dates, (EDGE, 49), 13, color=PAPER)
    page.y = 62


def _numbers(page: Page, words: Wording) -> None:
    step, lines = INNER / len(words.numbers), 1
    for n, (count, name, beside) in enumerate(words.numbers):
        middle = EDGE + step * (n + 0.5)
        warns = n == len(words.numbers) - 1 and count != "0"
        size = min(30.0, 30 * (step - 18) / max(page.width(count, 30), 1))
        page.write(count, (middle, page.y + 27), size, ha="center", color=RED if warns else INK)
        page.write(name, (middle, page.y + 52), 13, ha="center")
        lines = max(lines, _beside(page, beside, middle, step))
    page.write(words.difference, (EDGE, page.y + 76), 13, color=GREY)
    page.y += 90 if lines == 1 else 74 + 12 * lines


def _beside(page: Page, text: str, middle: float, room: float) -> int:
    """What a number is compared with, in several lines where one would be too small; returns how
    many."""
    small = min(12.0, 12 * (room - 4) / max(page.width(text, 12), 1))
    if small >= LEAST:
        page.write(text, (middle, page.y + 74), small, ha="center", color=GREY)
        return 1
    lines = list(page.lines(text, 11, room - 14))
    for n, line in enumerate(lines):
        page.write(line, (middle, page.y + 70 + 12 * n), 11, ha="center", color=GREY)
    return len(lines)


def _rates(page: Page, words: Wording) -> None:
    gap = 8
    wide = (INNER - gap * (len(words.rates) - 1)) / len(words.rates)
    for n, (name, rate, parts) in enumerate(words.rates):
        left = EDGE + n * (wide + gap)
        page.box((left, page.y), (wide, 68), facecolor=PALE, edgecolor=GREY, linewidth=0.6)
        middle = left + wide / 2
        page.write(name, (middle, page.y + 13), 12, ha="center")
        size = min(24.0, 24 * (wide - 12) / max(page.width(rate, 24), 1))
        page.write(rate, (middle, page.y + 35), size, ha="center")
        page.write(parts, (middle, page.y + 57), 12, ha="center", color=GREY)
    page.y += 82
    if words.unanswered:
        page.write(words.unanswered, (EDGE, page.y), 12, color=GREY)
        page.y += 12


def _section(page: Page, section: Section) -> None:
    """A title with what the bars mean, and the rows."""
    page.box((EDGE, page.y + 6), (INNER, 0.7), facecolor=GREY, edgecolor="none")
    page.write(section.title, (EDGE, page.y + 20), 15)
    _legend(page, section)
    page.y += 34
    longest = max(max(row.count, row.other) for row in section.rows)
    room = INNER - LABEL - NUMBER
    for row in section.rows:
        _row(page, row, room / max(longest, 1), warns=section.warns)
    page.y += 4


def _legend(page: Page, section: Section) -> None:
    right = float(WIDTH - EDGE)
    for name, style in ((section.other, _other(warns=section.warns)), (section.now, _now())):
        right -= page.width(name, 11)
        page.write(name, (right, page.y + 20), 11, color=GREY)
        right -= 20
        page.box((right, page.y + 15), (16, 9), **style)
        right -= 8


def _row(page: Page, row: Row, scale: float, *, warns: bool) -> None:
    """Two bars: what came in, and below it what it is set beside. Where nothing is overdue there is
    nothing to be set beside it."""
    height = _label(page, row.label)
    left = EDGE + LABEL
    both = row.other or not warns
    page.box((left, page.y + (2 if both else 5)), (max(row.count * scale, 0.7), 9), **_now())
    end = left + max(row.count * scale, 0.7)
    page.write(f"{row.count:,}", (end + 4, page.y + (5 if both else 10)), 12)
    if both:
        page.box((left, page.y + 13), (max(row.other * scale, 0.7), 7), **_other(warns=warns))
        at = (left + max(row.other * scale, 0.7) + 4, page.y + 18)
        page.write(f"{row.other:,}", at, 10, color=RED if warns else GREY)
    page.y += height


def _label(page: Page, text: str) -> float:
    """The name of a row, with its end: there stands which building it is. Returns how high the row
    is."""
    room = LABEL - 6
    if page.width(text, 12) <= room:
        page.write(text, (EDGE, page.y + 11), 12)
        return 24
    lines = list(page.lines(text, LEAST, room))
    if len(lines) > MOST_LINES:
        lines = [page.cut(text, LEAST, room), *lines[1 - MOST_LINES :]]
    top = 6 if len(lines) > 1 else 11
    for number, line in enumerate(lines):
        page.write(line, (EDGE, page.y + top + 12 * number), LEAST)
    return max(24, 12 * len(lines) + 2)


def _now() -> dict[str, Any]:
    return {"facecolor": NOW, "edgecolor": NOW, "linewidth": 0.6}


def _other(*, warns: bool) -> dict[str, Any]:
    """What is overdue is red and striped, what was before is empty: in black-and-white as well."""
    if warns:
        return {"facecolor": PAPER, "edgecolor": RED, "linewidth": 1.0, "hatch": "//////"}
    return {"facecolor": BEFORE, "edgecolor": GREY, "linewidth": 0.8}


def _closing(page: Page, texts: Sequence[str]) -> None:
    page.y += 12
    for text in texts:
        for line in page.lines(text, 14, INNER):
            page.write(line, (EDGE, page.y + 8), 14)
            page.y += 20
    page.y += 6
