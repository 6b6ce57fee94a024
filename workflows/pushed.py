"""What whoever acts on a press is given."""

from dataclasses import dataclass

from db.models import Person, Ticket
from db.session import Work
from domain.errors import Refusal
from domain.inbound import Pressed
from domain.press import Press
from workflows.deps import Deps


@dataclass(frozen=True, slots=True)
class Pushed:
    """A press, who pressed, and the ticket it is about, if it is about one."""

    work: Work
    deps: Deps
    person: Person
    ticket: Ticket | None
    press: Press
    pressed: Pressed

    @property
    def choice(self) -> str | None:
        """What was chosen, where the button offers a choice."""
        return self.press.choice

    @property
    def of(self) -> tuple[Work, Deps, Ticket, Person]:
        """The four that nearly every action takes. Raises Refusal without a ticket."""
        if self.ticket is None:
            raise Refusal("refuse-unknown-ticket")
        return self.work, self.deps, self.ticket, self.person

    @property
    def own(self) -> tuple[Work, Deps, Person, int, str | None]:
        """What buttons take that concern no ticket: the number is something else's."""
        return self.work, self.deps, self.person, self.press.ticket, self.press.choice
