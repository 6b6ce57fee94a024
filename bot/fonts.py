"""Finding a font on this machine that has the characters of what is printed: a poster, a week's
picture. None is shipped: Chinese ones are large, and every office's machine can have one."""

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SEARCHED = ("sans:lang=zh-cn:weight=bold", "sans:lang=zh-cn", "serif:lang=zh-cn:weight=bold")
"""What fontconfig is asked for, best first: bold strokes are read from further away."""

FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("~/.local/share/fonts"),
    Path("/System/Library/Fonts"),
    Path("/Library/Fonts"),
    Path("C:/Windows/Fonts"),
)
NAMES = (
    *("NotoSansCJK-Bold.ttc", "NotoSansSC-Bold.otf", "SourceHanSansSC-Bold.otf"),
    *("NotoSansCJK-Regular.ttc", "msyhbd.ttc", "msyh.ttc", "simhei.ttf"),
    *("Hiragino Sans GB.ttc", "STHeiti Medium.ttc", "wqy-zenhei.ttc", "wqy-microhei.ttc"),
)
"""Where to look, and for what, on a machine without fontconfig."""

GLYPHS_MOST = 1 << 16
"""No font has more."""


@dataclass(frozen=True, slots=True)
class Face:
    """A font: its file, and which of several in that file."""

    path: Path
    number: int = 0


class NoFont(Exception):
    """There is none, or it cannot be used. The text says what to do."""


INSTALL = (
    "Install one (Debian and Ubuntu: apt install fonts-noto-cjk; Fedora: dnf install "
    "google-noto-sans-cjk-fonts), or name one: --font FILE (.ttf, .otf or .ttc)."
)


def find_face(text: str, given: Path | None = None, folders: Sequence[Path] = FOLDERS) -> Face:
    """A font that has every character of `text`: the given one, else the best of this machine that
    lacks the fewest. Raises NoFont."""
    lacking = []
    for face in [Face(given)] if given else _installed(folders):
        gone = missing(face, text)
        if gone is not None and not gone:
            return face  # the others need not be read: that takes time and memory
        if gone is not None:
            lacking.append((len(gone), face.path, gone))
    if not lacking:
        what = f"--font {given} is no font that can be read." if given else "No Chinese font found."
        raise NoFont(f"{what} {INSTALL}")
    _, path, gone = min(lacking, key=lambda one: one[0])
    raise NoFont(f"The font {path} lacks: {' '.join(sorted(gone))}. {INSTALL}")


def missing(face: Face, text: str) -> frozenset[str] | None:
    """The characters of a text that a font does not have; None when it cannot be read."""
    known = _characters(face)
    if known is None:
        return None
    return frozenset(c for c in text if not c.isspace() and ord(c) not in known)


@cache
def _characters(face: Face) -> frozenset[int] | None:
    from fontTools.ttLib import TTFont, TTLibError  # heavy

    try:
        with TTFont(face.path, fontNumber=face.number, lazy=True) as font:
            font.setGlyphOrder(range(GLYPHS_MOST))  # their names, 20 MB of them, nobody asks for
            return frozenset(font.getBestCmap() or {})
    except (OSError, TTLibError, IndexError):
        return None


def _installed(folders: Sequence[Path]) -> list[Face]:
    asked = filter(None, map(_ask_fontconfig, SEARCHED))
    named = (Face(path) for path in _by_name(folders))
    return list(dict.fromkeys([*asked, *named]))


def _ask_fontconfig(wanted: str) -> Face | None:
    """What fontconfig holds to be nearest; it always names something."""
    program = shutil.which("fc-match")
    if program is None:
        return None
    found = subprocess.run(  # noqa: S603  (constant words, no shell)
        [program, "--format=%{file}|%{index}", wanted], capture_output=True, text=True, check=False
    )
    path, _, number = found.stdout.rpartition("|")
    return Face(Path(path), int(number)) if path and number.isdecimal() else None


def _by_name(folders: Sequence[Path]) -> list[Path]:
    homes = [folder.expanduser() for folder in folders]
    files = {p.name: p for home in homes if home.is_dir() for p in home.rglob("*.[to]t[cf]")}
    return [files[name] for name in NAMES if name in files]
