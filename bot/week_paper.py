"""What is printed of a period: the notice at the door (公示), in plain words and without anything
that points at a household, and the report in the form of the offices. Both are A4."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.fonts import Face, missing
from bot.week_words import Section, Speaker, Told, Wording
from domain.bars import FEWEST, Bar
from domain.figures import SMALL, Figures
from domain.org import UnitKind

MARGIN = 20.0
INNER = 210.0 - 2 * MARGIN
LINE = 0.53
"""Height of a line in millimetres, of a point of its type."""

MOST = 5
"""So many lines of a kind stand on a door, in a type that is read from a step away."""

CELLS = (0.5, 0.25, 0.25)


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines of a size, or a table; `gap`: millimetres before it."""

    lines: tuple[str, ...] = ()
    size: float = 16
    gap: float = 4
    centred: bool = False
    table: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A text for paper."""

    blocks: tuple[Block, ...]

    def texts(self) -> tuple[str, ...]:
        """All that is on it."""
        cells = (cell for block in self.blocks for row in block.table for cell in row)
        return (*(line for block in self.blocks for line in block.lines), *cells)

    def save(self, face: Face, path: Path) -> None:
        """As a PDF. Raises ImportError without the library."""
        from fpdf import FPDF  # heavy

        pdf: Any = FPDF(format="A4", unit="mm")
        pdf.set_margin(MARGIN)
        pdf.set_auto_page_break(True, MARGIN)
        pdf.add_font("paper", fname=face.path, collection_font_number=face.number)
        pdf.add_page()
        lacking = missing(face, "".join(self.texts())) or frozenset()
        for block in self.blocks:
            _draw(pdf, block, lambda text: "".join(c for c in text if c not in lacking))
        pdf.output(path)


def _draw(pdf: Any, block: Block, printable: Callable[[str], str]) -> None:
    rows = (len(block.lines) + len(block.table)) * block.size * LINE * 1.2
    if pdf.will_page_break(min(rows, 200)):  # a title stands with its table
        pdf.add_page()
    pdf.ln(block.gap)
    pdf.set_font("paper", size=block.size)
    for line in block.lines:
        pdf.multi_cell(
            0,
            block.size * LINE,
            printable(line),
            align="C" if block.centred else "L",
            wrapmode="CHAR",
            new_x="LMARGIN",
            new_y="NEXT",
        )
    for row in block.table:
        for share, cell in zip(CELLS, row, strict=True):
            pdf.cell(INNER * share, block.size * LINE * 1.1, printable(cell), border=1)
        pdf.ln()


def notice(speaker: Speaker, told: Told) -> Paper:
    """The notice for a community's doors: nothing of what somebody wrote for the Party groups."""
    say, period, found = speaker.say, told.period, told.picture.figures
    unit = speaker.rules.org.units[told.unit]
    if unit.kind is not UnitKind.COMMUNITY:
        raise ValueError(f"{told.unit} has no doors of its own")
    dates = {"first": f"{period.first:%Y.%-m.%-d}", "last": f"{period.last:%-m.%-d}"}
    blocks = [
        Block((say("door-title", unit=unit.name),), 28, 0, centred=True),
        Block((say("picture-dates", **dates),), 16, 1, centred=True),
        Block(tuple(_counts(speaker, told)), 17, 6),
        Block(tuple(_categories(speaker, told)), 17, 4),
        Block(tuple(_places(speaker, told.picture.bars)), 17, 4),
        Block(tuple(_rates(speaker, found)), 17, 4),
        Block((say("door-corrected"),) if told.corrected else (), 17, 4),
        Block((say("door-how"),), 20, 6),
        Block((say("door-foot"),), 11, 4),
    ]
    if phone := speaker.rules.emergency_phone:
        blocks.insert(-1, Block((say("poster-phone", phone=phone),), 20, 2))
    return Paper(tuple(block for block in blocks if block.lines))


def _few(speaker: Speaker, count: int) -> str:
    """A count as everybody may read it."""
    if count == 0:
        return speaker.say("door-none")
    if count < FEWEST:
        return speaker.say("door-few", count=FEWEST)
    return speaker.say("door-count", count=count)


def _counts(speaker: Speaker, told: Told) -> Iterator[str]:
    found = told.picture.figures
    if found.is_empty:
        yield speaker.say("door-nothing")
        return
    shown = sum(found.by_category[code] for code in told.picture.public)
    all_of_it = found.received and shown == found.received  # it stands below, piece by piece
    received = speaker.say("door-count", count=shown) if all_of_it else None
    yield speaker.say("door-received", count=received or _few(speaker, found.received))
    named = {"closed": found.closed, "open": found.open_now, "overdue": found.overdue}
    for name, count in named.items():
        yield speaker.say(f"door-{name}", count=_few(speaker, count))


def _categories(speaker: Speaker, told: Told) -> Iterator[str]:
    """Those that may be told, most first."""
    counts = told.picture.figures.by_category
    shown = sorted(told.picture.public, key=lambda code: (-counts[code], code))[:MOST]
    if shown and "week-most" not in told.left_out:
        yield speaker.say("door-most")
        for code in shown:
            name, count = speaker.category(code), counts[code]
            yield speaker.say("door-line", name=name, count=count)


def _places(speaker: Speaker, bars: Sequence[Bar]) -> Iterator[str]:
    if bars:
        yield speaker.say("door-where")
        for bar in bars[:MOST]:
            yield speaker.say("door-line", name=speaker.place(bar), count=bar.came)


def _rates(speaker: Speaker, found: Figures) -> Iterator[str]:
    """In words, and only of so many that a share says something."""
    for name in ("contacted", "solved", "satisfied", "unanswered"):
        rate = getattr(found, name)
        if rate.denominator >= SMALL:
            yield speaker.say(f"door-{name}", of=rate.denominator, count=rate.numerator)


def report(speaker: Speaker, words: Wording) -> Paper:
    """The report of a month and more: numbers, rates, tables, what comes next, and room for those
    who sign it."""
    say = speaker.say
    numbers = tuple((name, count, beside) for count, name, beside in words.numbers)
    rates = tuple((name, rate, parts) for name, rate, parts in words.rates)
    blocks = [
        Block((words.title,), 24, 0, centred=True),
        Block((words.dates,), 14, 1, centred=True),
        Block((say("report-numbers"),), 13, 6, table=numbers),
        Block(tuple(filter(None, (words.difference, words.unanswered))), 13, 2),
        Block((say("report-rates"),), 13, 5, table=rates),
    ]
    blocks += [Block((one.title,), 13, 5, table=_table(one)) for one in words.sections]
    blocks += [Block((say("report-next"),), 16, 5), Block(words.lines, 14, 2)]
    blocks.append(Block((say("report-signed"),), 14, 14))
    return Paper(tuple(block for block in blocks if block.lines or block.table))


def _table(section: Section) -> tuple[tuple[str, ...], ...]:
    rows = (
        (row.label, f"{row.count:,}", "" if section.warns and not row.other else f"{row.other:,}")
        for row in section.rows
    )
    return (("", section.now, section.other), *rows)
