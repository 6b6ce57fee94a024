"""The token of a building, as a poster's code carries it, and what scanning it says of where
somebody lives. Never a room: whoever prints a poster knows buildings only."""

import base64
import binascii
import hashlib
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from domain.org import Organisation
from domain.place import Place, read_building, read_unit

_MARK = "h"
_SEPARATOR = "\x1f"
_SHAPE = re.compile(r"h[A-Za-z0-9_-]{4,63}")
_COMPOUND = re.compile(r"[a-z0-9][a-z0-9_-]{0,23}")
_LONGER_THAN_INVITES = 12
_CHECK_BYTES = 2
"""Of a checksum: somebody who types the code and loses its end would live next door."""

MOST_OF_BUILDING = 9
MOST_OF_UNIT = 6
"""In bytes of UTF-8. With both a token has 59 letters (Telegram takes 64), and a choice 40."""

_CHOICE = re.compile(r"([0-9a-f]{8})\.((?:[0-9a-f]{2}){0,9})\.((?:[0-9a-f]{2}){0,6})")


@dataclass(frozen=True, slots=True)
class Home:
    """A compound's entrance, a building of it, or a unit (单元) of a building."""

    compound: str
    building: str | None = None
    unit: str | None = None

    def to_json(self) -> dict[str, str | None]:
        """The form in which a person's home is kept."""
        return Place(compound=self.compound, building=self.building, unit=self.unit).to_json()


def token_of(home: Home) -> str:
    """The token: `h`, then base64url without padding of a checksum, compound, building and unit.
    Raises ValueError for what no token can hold."""
    if not _is_sound(home):
        raise ValueError(f"no token can hold {home}")
    packed = _SEPARATOR.join(filter(None, (home.compound, home.building, home.unit))).encode()
    return _MARK + base64.urlsafe_b64encode(_check(packed) + packed).decode().rstrip("=")


def home_of(token: str) -> Home | None:
    """What a token says, for one that `token_of` made; None for any other text."""
    if not _SHAPE.fullmatch(token):
        return None
    body = token.removeprefix(_MARK)
    try:
        raw = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
        packed = raw[_CHECK_BYTES:]
        found = Home(*packed.decode().split(_SEPARATOR))
    except (binascii.Error, UnicodeDecodeError, TypeError):
        return None
    good = _is_sound(found) and raw[:_CHECK_BYTES] == _check(packed)
    return found if good and token_of(found) == token else None


def is_home_token(text: str) -> bool:
    """Whether a text is a token or was one before it was damaged. An invitation never is."""
    is_long = len(text) >= _LONGER_THAN_INVITES and _SHAPE.fullmatch(text) is not None
    return is_long or home_of(text) is not None


def choice_of(home: Home) -> str:
    """The same for a button, whose payload takes fewer letters: the compound as a digest."""
    rest = ((part or "").encode().hex() for part in (home.building, home.unit))
    return ".".join((_digest(home.compound), *rest))


def home_chosen(choice: str, compounds: Iterable[str]) -> Home | None:
    """What a button says, in one of these compounds; None for what no button of ours can say."""
    found = _CHOICE.fullmatch(choice)
    compound = next((c for c in compounds if found and _digest(c) == found.group(1)), None)
    if found is None or compound is None:
        return None
    try:
        building, unit = (bytes.fromhex(one).decode() or None for one in found.group(2, 3))
    except UnicodeDecodeError:
        return None
    home = Home(compound, building, unit)
    return home if _is_sound(home) else None


def _check(packed: bytes) -> bytes:
    return zlib.crc32(packed).to_bytes(4, "big")[-_CHECK_BYTES:]


def _digest(compound: str) -> str:
    return hashlib.sha256(compound.encode()).hexdigest()[:8]


def _is_sound(home: Home) -> bool:
    if not _COMPOUND.fullmatch(home.compound) or (home.unit and not home.building):
        return False
    bounds = ((home.building, MOST_OF_BUILDING), (home.unit, MOST_OF_UNIT))
    return all(one is None or _is_short(one, most) for one, most in bounds)


def _is_short(text: str, most: int) -> bool:
    """Whether a name is printable and within so many bytes."""
    return text.isprintable() and 0 < len(text.encode()) <= most


def buildings_of(org: Organisation, compound: str) -> tuple[str, ...]:
    """The buildings of a compound that are written down, in the order in which people count."""
    known = org.compounds.get(compound)
    listed = known.buildings if known else ()
    named = listed or [b for g in org.grids if g.compound == compound for b in g.buildings]
    return tuple(sorted(dict.fromkeys(named), key=_counted))


def _counted(building: str) -> tuple[int, str]:
    digits = re.match(r"[0-9]{1,9}", building)
    return (int(digits.group()) if digits else 10**9, building)


def is_there(org: Organisation, home: Home) -> bool:
    """Whether the organisation has that place. Where nobody wrote all buildings down, any that a
    resident could name is taken."""
    compound = org.compounds.get(home.compound)
    if compound is None or (home.unit and read_unit(home.unit) != home.unit):
        return False
    if home.building is None or home.building in buildings_of(org, home.compound):
        return True
    grids = [grid for grid in org.grids if grid.compound == home.compound]
    is_open = not compound.buildings and (not grids or any(not g.buildings for g in grids))
    return is_open and read_building(home.building) == home.building


def lives_elsewhere(home: Mapping[str, Any] | None, scanned: Home) -> bool:
    """Whether what we know of somebody's home says another place than the poster's."""
    known, said = home or {}, scanned.to_json()
    return any(known.get(k) and said[k] and known[k] != said[k] for k in said)


def completed(home: Mapping[str, Any] | None, scanned: Home) -> dict[str, Any]:
    """That home, of the same place, with what the poster adds."""
    said = scanned.to_json()
    return (
        said | {k: v for k, v in (home or {}).items() if v} | {k: v for k, v in said.items() if v}
    )
