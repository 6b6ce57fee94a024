"""What an export calls things: units, categories, moments, members of the staff by surname and
office. Of a ticket that complains about somebody not a word of what was written."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.app import Program
from db import export
from db.export import Scope
from db.models import Ticket
from db.session import Begin
from domain.catalogue import UNCLEAR
from domain.cells import masked
from domain.codes import ticket_code
from domain.people import Role
from domain.said import category_name

LANG = "zh"
"""The form of the offices is Chinese."""


@dataclass
class Reading:
    """One export: the program, what is in it, and the staff by number, read once."""

    program: Program
    scope: Scope
    days: tuple[date | None, date | None] = (None, None)
    staff: dict[int, tuple[str, Role | None]] = field(default_factory=dict)
    residents: dict[int, str] = field(default_factory=dict)
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

    def at(self, moment: datetime | None) -> str:
        """A moment as it is written on paper."""
        zone = self.program.deps.rules.zone
        return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}" if moment else ""

    def code(self, ticket: Ticket) -> str:
        """The code of a ticket."""
        zone = self.program.deps.rules.zone
        return ticket_code(ticket.id, ticket.opened_at.astimezone(zone).date())

    def who(self, number: int | None) -> str:
        """A member of the staff: surname and office."""
        if number is None or number not in self.staff:
            return ""
        name, role = self.staff[number]
        return f"{name[:1]}{self.say(f'role-{role}')}" if role else f"{name[:1]}＊"

    def compound(self, ticket: Ticket) -> str:
        """The compound a ticket is about."""
        org, place = self.program.deps.rules.org, ticket.place
        known = org.compounds.get(place.get("compound") or "")
        return known.name if known else ""

    def building(self, ticket: Ticket) -> str:
        """The building, and nothing nearer."""
        found = ticket.place.get("building")
        return self.say("place-building", value=found) if found else ""

    def words_of(self, ticket: Ticket, text: object) -> str:
        """What somebody wrote, where it may be read."""
        if ticket.against:
            return self.say("export-shielded")
        return masked(str(text or ""), self.residents.get(ticket.owner_id, ""))

    def origin(self, ticket: Ticket) -> str:
        """How it came; of a complaint neither: who stood at the desk that day is soon told."""
        if ticket.against:
            return self.say("export-shielded")
        return self.say(f"export-origin-{ticket.origin or 'own'}")

    def verdict(self, ticket: Ticket) -> str:
        """How it ended, where it has."""
        return self.say(f"export-verdict-{ticket.verdict}") if ticket.verdict else ""

    def route(self, ticket: Ticket) -> str:
        """Whose matter it is by the split."""
        return self.say(f"side-{ticket.route}")
