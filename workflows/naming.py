"""How tickets, places, posts and members of staff are called wherever people read of them. Never by
anything that tells who a resident is."""

from db.models import Ticket
from domain.bars import FEWEST
from domain.codes import ticket_code
from domain.duplicates import Voice
from domain.said import word
from domain.surnames import surname_of
from domain.things import is_in_public
from workflows.deps import Rules
from workflows.reach import Directory


def code_of(rules: Rules, ticket: Ticket | Voice) -> str:
    """The ticket's code as people read it."""
    return ticket_code(ticket.id, ticket.opened_at.astimezone(rules.zone).date())


def place_words(rules: Rules, ticket: Ticket, *, room: bool = True) -> dict[str, object] | None:
    """Where it is, in words; None when nobody knows. Without `room` the building is the most, and
    nothing that somebody wrote: her own word for a place may be a name."""
    place = ticket.place
    compound = rules.org.compounds.get(place.get("compound") or "")
    name = compound.name if compound else (place.get("compound_text") or "") if room else ""
    values = {k: place.get(k) or "" for k in ("building", "unit", "floor", "room")}
    if not room:
        values |= {"unit": "", "floor": "", "room": ""}
    if not name and not any(values.values()):
        return None
    pieces = [word(f"place-{k}", value=v) for k, v in values.items() if v]
    return {"$join": [name, *pieces] if name else pieces, "with": "place"}


def told_place(rules: Rules, ticket: Ticket) -> dict[str, object] | None:
    """Where it is, as Party groups and everybody may read it: the building only of what stands in
    public space or concerns enough households, else the compound at most."""
    in_public = is_in_public(ticket.spot, rules.catalogue.things) and not ticket.place.get("room")
    if in_public or ticket.households >= FEWEST:
        return place_words(rules, ticket, room=False)
    compound = rules.org.compounds.get(ticket.place.get("compound") or "")
    return {"$join": [compound.name], "with": "place"} if compound else None


def post_words(rules: Rules, unit: str, role: str) -> dict[str, object]:
    """A post in words: unit and role."""
    return word("post", unit=rules.org.units[unit].name, role=word(f"role-{role}"))


def person_words(name: str, role: str | None) -> dict[str, object]:
    """A member of staff as others may see them: surname and role."""
    return word(f"call-{role or 'staff'}", surname=surname_of(name))


def holder_words(ticket: Ticket, staff: Directory) -> object | None:
    """Who has the ticket, in words others may read."""
    return staff_words(ticket.handler_id, staff) if ticket.handler_id else None


def staff_words(person_id: int, staff: Directory) -> dict[str, object]:
    """A member of staff in words others may read."""
    for member in staff.staff:
        if member.person_id == person_id:
            return person_words(member.name, member.own_role or member.post.role)
    return person_words("", None)
