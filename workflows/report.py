"""What workflows hand each other of a message: whose matter it is, what came, what it means,
and what was made of it."""

from dataclasses import dataclass
from datetime import datetime

from db.models import Person, Ticket
from domain.codes import new_slip_code
from domain.duplicates import Voice
from domain.inbound import Incoming
from domain.meaning import Understanding
from domain.origin import Origin
from workflows.alike import Likeness
from workflows.speech import Address


@dataclass(frozen=True, slots=True)
class Filed:
    """A report that somebody of the staff wrote down: how they came to it, and who they are."""

    origin: Origin
    by: Person

    @property
    def slip(self) -> str | None:
        """A new code for the paper a resident at the desk is given."""
        return new_slip_code() if self.origin is Origin.WALK_IN else None


@dataclass(frozen=True, slots=True)
class Report:
    """A message that asks for something: whose matter it is, what came, what it means, its receipt,
    who wrote it where that is not she, and when the newest of her tickets before it was opened."""

    person: Person
    incoming: Incoming
    meaning: Understanding
    thread: int
    filed: Filed | None = None
    latest: datetime | None = None

    @property
    def is_first(self) -> bool:
        """Whether she never had a ticket before, and wrote it herself."""
        return self.latest is None and self.filed is None

    @property
    def writer(self) -> Person:
        """Who sent it, and is asked what is still unclear."""
        return self.filed.by if self.filed else self.person

    @property
    def address(self) -> Address:
        """The chat it came from."""
        return Address(self.incoming.channel, self.incoming.chat, self.writer.lang)


@dataclass(frozen=True, slots=True)
class Taken:
    """A ticket that was opened, what it resembles, what it goes along with already, and what it is
    the return of."""

    ticket: Ticket
    alike: Likeness | None = None
    main: Ticket | None = None
    earlier: Voice | None = None
