"""`jiedan posters`: for each building and entrance a poster and a sheet of stickers, with a code
that says where somebody lives."""

import argparse
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.app import Program
from bot.cli import complain
from bot.fonts import NoFont, find_face
from bot.posters import PICTURE_DPI, Poster, Sheets, Wording, pictures
from domain.homes import Home, buildings_of, is_there, token_of
from domain.org import Compound

Tell = Callable[[str], None]

STEPS = {
    "web": ("poster-scan-web", "poster-say-more", "poster-wait-more"),
    "telegram": ("poster-scan-telegram", "poster-say-more", "poster-wait-more"),
}
"""By what a code opens: the small print below the steps."""

WAYS = tuple(STEPS)
NOWHERE = (
    "A code needs an address to open. Set [web] public_url (as https://jiedan.example.org) for the "
    "web chat, or [telegram] enabled and username for Telegram."
)
NEEDED = {
    "web": "--for web: set [web] enabled and public_url (as https://jiedan.example.org)",
    "telegram": "--for telegram: set [telegram] enabled = true and username",
}
LIBRARIES = "Posters need fpdf2, pypdfium2 and segno: pip install 'jiedan[posters]'"


class Wrong(Exception):
    """What was asked for cannot be done; the text says what is allowed."""


@dataclass(frozen=True, slots=True)
class Way:
    """What scanning opens: its name, and the address without a token. `token` is how one is
    added."""

    name: str
    address: str
    token: str

    @property
    def link(self) -> str:
        """What somebody types who cannot scan."""
        return re.sub("^https?://", "", self.address)

    def to(self, home: Home) -> str:
        """The address for one home."""
        return self.address + self.token + token_of(home)


def posters(program: Program, given: argparse.Namespace, tell: Tell) -> int:
    """Draw everything that was asked for; the exit code."""
    try:
        ways = _ways(program, given.way)
        plan = list(_plan(program, given, tell))
        given.out.mkdir(parents=True, exist_ok=True)
        for way in ways:
            for compound, homes in plan:
                drawn = [(home, _poster(program, way, home)) for home in homes]
                for path in _draw(drawn, given, f"{compound.code}-{way.name}"):
                    tell(str(path))
    except (Wrong, NoFont) as error:
        return complain(str(error))
    except ImportError:
        return complain(LIBRARIES)
    except OSError as error:
        return complain(f"--out {given.out}: {error.strerror}")
    return 0


def _ways(program: Program, wanted: str | None) -> list[Way]:
    """What codes can open: all that is configured, or the one that was asked for."""
    settings, link = program.settings, program.deps.rules.bot_link
    found = {}
    if settings.web.enabled and settings.web.public_url:
        found["web"] = Way("web", settings.web.public_url, "/?home=")
    if link:
        found["telegram"] = Way("telegram", link, "?start=")
    if wanted and wanted not in found:
        raise Wrong(NEEDED[wanted])
    if not found:
        raise Wrong(NOWHERE)
    return [found[wanted]] if wanted else list(found.values())


def _plan(
    program: Program, given: argparse.Namespace, tell: Tell
) -> Iterator[tuple[Compound, list[Home]]]:
    """For which homes posters are drawn, compound by compound."""
    org = program.deps.rules.org
    if given.compound and given.compound not in org.compounds:
        raise Wrong(f"--compound {given.compound}: allowed: {', '.join(org.compounds)}")
    if (given.building or given.unit) and not given.compound:
        raise Wrong("--building and --unit need --compound")
    for compound in org.compounds.values():
        if given.compound not in (None, compound.code) or org.units[compound.community].closed:
            continue
        buildings = given.building or buildings_of(org, compound.code)
        if not buildings:
            tell(
                f"{compound.code}: no buildings are written down, so only its entrance gets a "
                f"poster; name them: --compound {compound.code} --building 1 2 3"
            )
        homes = list(_homes(compound.code, buildings, given))
        for home in homes:
            _check(program, home)
        yield compound, homes


def _homes(compound: str, buildings: Iterable[str], given: argparse.Namespace) -> Iterator[Home]:
    """The entrance, unless single buildings were asked for; each building, or each unit of it."""
    if not given.building:
        yield Home(compound)
    for building in buildings:
        for unit in given.unit or (None,):
            yield Home(compound, building, unit)


def _check(program: Program, home: Home) -> None:
    """Raises Wrong for a home whose code would not be understood."""
    org = program.deps.rules.org
    try:
        token_of(home)
    except ValueError:
        raise Wrong(f"{home.compound}: {home.building!r} {home.unit or ''} is too long") from None
    if not is_there(org, home):
        known = ", ".join(buildings_of(org, home.compound)) or "as residents write them: 1, 12, A"
        raise Wrong(
            f"{home.compound}: no building {home.building} {home.unit or ''}; allowed: {known}"
        )


def _poster(program: Program, way: Way, home: Home) -> Poster:
    rules, words = program.deps.rules, program.words
    compound = rules.org.compounds[home.compound]
    units = (compound.community, compound.property)
    phone = rules.emergency_phone

    def say(key: str, **values: str) -> str:
        return words.say(rules.default_lang, key, values)

    where = [say("poster-building", building=home.building)] if home.building else []
    where += [say("poster-unit", unit=home.unit)] if home.unit else []
    steps = (say("poster-scan"), say("poster-say"), say("poster-wait"))
    wording = Wording(
        title=tuple(say("poster-title").split("\n")),
        place=(compound.name, "".join(where)) if where else (compound.name,),
        unit=" \u00b7 ".join(rules.org.units[unit].name for unit in units if unit),
        steps=tuple(zip(steps, map(say, STEPS[way.name]), strict=True)),
        link_lead=say("poster-link"),
        link=way.link,
        phone=say("poster-phone", phone=phone) if phone else "",
        emergency=say("poster-emergency"),
    )
    return Poster(wording, way.to(home))


def _draw(drawn: list[tuple[Home, Poster]], given: argparse.Namespace, stem: str) -> Iterator[Path]:
    """Two PDFs of a compound, and a picture of each page."""
    face = find_face("".join(one.words.characters for _, one in drawn), given.font)
    for kind, draw in (("posters", Sheets.add_poster), ("stickers", Sheets.add_stickers)):
        sheets = Sheets(face)
        for _, poster in drawn:
            draw(sheets, poster)
        pdf = given.out / f"{stem}-{kind}.pdf"
        sheets.save(pdf)
        yield pdf
        folder = given.out / f"{stem}-{kind}"
        folder.mkdir(exist_ok=True)
        for (home, _), picture in zip(drawn, pictures(pdf), strict=True):
            picture.save(folder / f"{_file_name(home)}.png", dpi=(PICTURE_DPI, PICTURE_DPI))
        yield folder


def _file_name(home: Home) -> str:
    """The building and its unit, as a file may be called anywhere."""
    parts = (home.building or "entrance", home.unit)
    return "-".join(re.sub(r"[^\w]", "_", part) for part in parts if part)
