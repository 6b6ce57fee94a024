"""The compounds of one's own unit, as its buttons name them, and the organisation as it is kept, to
be changed. What is changed is in own_places and own_sides."""

import zlib
from collections.abc import Mapping
from typing import Any

from db import organisation
from db.session import Work
from domain.errors import Refusal
from domain.org import Compound, Organisation
from domain.org_document import from_document, to_document
from domain.press import Press
from workflows.deps import Deps
from workflows.leads import Lead

MOST = 24
"""Buttons of one screen; what is beyond is changed by the sheet."""


def short(code: str) -> str:
    """A code as a button can name it: three of them would be too long for one."""
    return f"{zlib.crc32(code.encode()):08x}"


def mine(org: Organisation, lead: Lead) -> list[Compound]:
    """The compounds the unit has to do with."""
    unit = lead.unit.code
    return [
        one
        for one in org.compounds.values()
        if unit in (one.community, one.property, one.stand_in, one.branch)
    ]


def find(org: Organisation, lead: Lead, about: str) -> Compound:
    """The compound a button names. Raises Refusal for another unit's."""
    for one in mine(org, lead):
        if short(one.code) == about:
            return one
    raise Refusal("refuse-unit-gone")


def find_own(org: Organisation, lead: Lead, about: str) -> Compound:
    """The same of a compound of one's own community, where it may be changed."""
    compound = find(org, lead, about)
    if compound.community != lead.unit.code:
        raise Refusal("refuse-unit-gone")
    return compound


def press(lead: Lead, step: str, *codes: str) -> Press:
    """A button about some of them."""
    return Press("unit", lead.post, ".".join((step, *map(short, codes))))


async def to_change(work: Work, deps: Deps) -> tuple[Mapping[str, Any], Organisation]:
    """The document of the organisation, held until this unit of work ends, and the organisation in
    it. Where none is kept yet it is what the configuration says, and is kept with the change: from
    then on that counts (docs/adr/0016)."""
    await organisation.lock(work)
    kept = await organisation.document(work) or to_document(deps.rules.org)
    return kept, from_document(kept)


async def keep(work: Work, deps: Deps, kept: Mapping[str, Any], org: Organisation) -> None:
    """Let that organisation count from now on; what else the document says stays."""
    await organisation.keep(work, {**kept, **to_document(org)}, deps.now())
