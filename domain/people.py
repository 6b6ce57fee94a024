"""Who people are to the product: roles and posts. What a role may do stands in lifecycle.py."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """A person's standing at one unit (DOMAIN §1). A person may hold several."""

    GRID_WORKER = "grid_worker"
    COMMUNITY_STAFF = "community_staff"
    SECRETARY = "secretary"
    PROPERTY_STAFF = "property_staff"
    PROPERTY_LEAD = "property_lead"
    STAND_IN = "stand_in"
    OFFICER = "officer"
    VOLUNTEER = "volunteer"


@dataclass(frozen=True, slots=True)
class Post:
    """A place of work that can be accountable for a ticket: a role at a unit."""

    unit: str
    role: Role
