"""What an export calls things: units, categories, moments, members of the staff by surname and
office. Of a ticket that complains about somebody not a word of what was written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from typing import Any

from bot.app import Program
from bot.export_files import Cell
from db import export
from db.export import Scope
from db.models import Ticket
from db.session import Begin
from domain.catalogue import UNCLEAR, Route
from domain.cells import masked
from domain.codes import ticket_code
from domain.deferral import REASONS
from domain.org import Organisation, UnitKind
from domain.origin import Origin
from domain.people import Role
from domain.said import category_name
from domain.sight import DOERS
from domain.surnames import surname_of
from workflows.supervising import BY_ITSELF

LANG = "zh"
"""The form of the offices is Chinese."""

Row = Sequence[Cell]
SIDES = tuple(Route)
REASONS_OFFERED = frozenset(chain(*REASONS.values()))
LEVELS = ("L0", "L1", "L2", "L3", "L4")


def scope_for(
    org: Organisation, unit: str, since: datetime | None, until: datetime | None = None
) -> Scope:
    """What one unit may read of itself: without what complains about it (domain.sight)."""
    above = frozenset(one.code for one in org.above(unit))
    kind = org.units[unit].kind if unit in org.units else None
    is_street = kind is UnitKind.STREET
    return Scope(frozenset(org.below(unit)), since, until, kind in DOERS, above, is_street)


@dataclass
class Reading:
    """One export: the program, what is in it, and the staff by number, read once."""

    program: Program
    scope: Scope
    days: tuple[date | None, date | None] = (None, None)
    staff: dict[int, tuple[str, Role | None]] = field(default_factory=dict)
    residents: dict[int, str] = field(default_factory=dict)
    codes: dict[int, str] = field(default_factory=dict)
    _said: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def begin(self) -> Begin:
        """Where a transaction begins."""
        return self.program.deps.begin

    async def know_staff(self) -> None:
        """Read who works here, at whatever unit: a ticket may be with anybody."""
        async for batch in export.posts(self.begin, Scope()):
            for member, person in batch:
                self.staff.setdefault(person.id, (person.name, member.role))

    async def know_also(self, numbers: set[int]) -> None:
        """Read the names of those who had a post once."""
        found = await export.names(self.begin, numbers - self.staff.keys())
        self.staff |= {number: (name, None) for number, name in found.items()}

    async def know_residents(self, numbers: set[int]) -> None:
        """Read what the residents of a batch call themselves, so that it can be left out."""
        self.residents = await export.names(self.begin, numbers)

    async def know_codes(self, numbers: set[int]) -> None:
        """Read the codes of other tickets that a batch names."""
        found = await export.openings(self.begin, numbers)
        self.codes = {number: self._code(number, at) for number, at in found.items()}

    def say(self, key: str, **values: Any) -> str:
        """A word of the catalogue; those without values are kept."""
        if values:
            return self.program.words.say(LANG, key, values)
        if ("", key) not in self._said:
            self._said["", key] = self.program.words.say(LANG, key, {})
        return self._said["", key]

    def category(self, code: str) -> str:
        """The name of a category."""
        if ("category", code) not in self._said:
            value = {"value": category_name(code or UNCLEAR)}
            self._said["category", code] = self.program.words.say(LANG, "export-value", value)
        return self._said["category", code]

    def unit(self, code: str | None) -> str:
        """The name of a unit; of one that is gone its code."""
        known = self.program.deps.rules.org.units.get(code or "")
        return known.name if known else code or ""

    def has(self, unit: str | None) -> bool:
        """Whether a unit is among those that are exported."""
        return unit is not None and (self.scope.units is None or unit in self.scope.units)

    def grid(self, code: str | None) -> str:
        """The name of a grid; of one that is gone its code."""
        grids = self.program.deps.rules.org.grids
        return next((grid.name for grid in grids if grid.code == code), code or "")

    def at(self, moment: datetime | None) -> str:
        """A moment as it is written on paper."""
        if moment is None:
            return ""
        here = moment.astimezone(self.program.deps.rules.zone).replace(tzinfo=None)
        return here.isoformat(" ", "minutes")

    def code(self, ticket: Ticket) -> str:
        """The code of a ticket."""
        return self._code(ticket.id, ticket.opened_at)

    def _code(self, number: int, opened_at: datetime) -> str:
        zone = self.program.deps.rules.zone
        return ticket_code(number, opened_at.astimezone(zone).date())

    def who(self, number: int | None) -> str:
        """A member of the staff: surname and office."""
        if number is None or number not in self.staff:
            return ""
        name, role = self.staff[number]
        return f"{surname_of(name)}{self.say(f'role-{role}')}" if role else f"{surname_of(name)}＊"

    def compound(self, ticket: Ticket) -> str:
        """The compound a ticket is about."""
        org, place = self.program.deps.rules.org, ticket.place
        known = org.compounds.get(place.get("compound") or "")
        return known.name if known else ""

    def building(self, ticket: Ticket) -> str:
        """The building, and nothing nearer; of a complaint not even that."""
        found = ticket.place.get("building")
        return self.say("place-building", value=found) if found and not ticket.against else ""

    def words_of(self, ticket: Ticket, text: object) -> str:
        """What somebody wrote, where it may be read."""
        if ticket.against:
            return self.say("export-shielded")
        return masked(str(text or ""), self.residents.get(ticket.owner_id, ""))

    def reason(self, ticket: Ticket, reason: object) -> str:
        """Why: one of the reasons we offer, one the program gives itself, or somebody's words."""
        code = reason.get("$word", "") if isinstance(reason, Mapping) else str(reason or "")
        code = str(code).removeprefix("reason-")
        if code in REASONS_OFFERED:
            return self.say(f"reason-{code}")
        itself = code.removeprefix("$")
        if itself != code and itself in BY_ITSELF:
            return self.say(f"supervise-because-{itself}")
        return self.words_of(ticket, code) if code else ""

    def origin(self, ticket: Ticket) -> str:
        """How it came; of a complaint neither: who stood at the desk that day is soon told."""
        if ticket.against:
            return self.say("export-shielded")
        return self.say(f"export-origin-{ticket.origin or 'own'}")

    def complainant(self, ticket: Ticket) -> str:
        """Whose matter it is, as the shield allows: never who."""
        if ticket.against:
            return self.say("export-shielded")
        if ticket.origin == Origin.PATROL:
            return self.say("export-origin-patrol")
        return self.say("export-households-of", count=ticket.households)

    def households(self, ticket: Ticket) -> int | None:
        """How many say it; of a complaint that could point at one."""
        return None if ticket.against else ticket.households

    def verdict(self, ticket: Ticket) -> str:
        """How it ended, where it has."""
        return self.say(f"export-verdict-{ticket.verdict}") if ticket.verdict else ""

    def adopted(self, said: object) -> str:
        """Of a suggestion, whether it was adopted; nothing where nobody said so."""
        if not isinstance(said, bool):
            return ""
        return self.say("export-adopted-yes" if said else "export-adopted-no")

    def side(self, route: str) -> str:
        """Whose matter it is by the split."""
        return self.say(f"side-{route}") if route in SIDES else ""

    def level(self, level: str) -> str:
        """How urgent it is."""
        return self.say(f"export-level-{level}") if level in LEVELS else level

    def yes(self, value: object) -> str:
        """Yes or no."""
        return self.say("export-yes" if value else "export-no")
