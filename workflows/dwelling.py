"""Which home a report is about, and what is remembered of homes as reports come. What she tells of
them and looks at is in own_homes."""

from collections.abc import Mapping
from typing import Any

from db.models import Person, Ticket
from domain.kin import Meant, beside_home, meant, others_of, with_home
from domain.place import read_place
from domain.press import Press
from domain.said import Button, Part, Rows, part, word
from domain.shield import names_their_place
from workflows.report import Report


def meant_by(report: Report) -> Meant:
    """Which home a message of hers is about; at the desk and on patrol nobody's own."""
    if report.filed:
        return Meant(None, {})
    person = report.person
    return meant(person.home, others_of(person.about), report.incoming.text)


def remember(person: Person, ticket: Ticket, place: Mapping[str, Any], said: str) -> None:
    """The first building named is taken for her home; said of 妈妈家, for that one. `said`: the
    words that name it; that of whom she accuses is not hers. 我住3号楼 says which one is."""
    if told := beside_home(said):
        place = {**read_place(told[0]).to_json(), "compound": place.get("compound")}
    if not place.get("building") or ticket.origin is not None:
        return
    if names_their_place(said):
        return
    if not (known_home(person, ticket.whose) or {}).get("building"):
        keep_home(person, ticket.whose, place)


def known_home(person: Person, whose: str | None) -> Mapping[str, Any] | None:
    """What is remembered of her own home, or of another's."""
    return others_of(person.about).get(whose) if whose else person.home


def keep_home(person: Person, whose: str | None, place: Mapping[str, Any]) -> None:
    """Remember it from now on."""
    if whose:
        person.about = with_home(person.about, whose, place)
    else:
        person.home = dict(place)


def ask_whose(ticket: Ticket, codes: tuple[str, ...]) -> tuple[list[Part], Rows]:
    """The question which of several homes it is, with a button for each."""
    names = [(code, word(f"kin-{code}")) for code in codes]
    rows = tuple(
        (Button("button-whose", Press("house", ticket.id, code), (("whose", name),)),)
        for code, name in names
    )
    return [part("ask-whose")], rows
