"""What became of a summary that was sent: how many Party groups it went to, and which of them it
never reached. Whoever was asked to sign it is told of those."""

from dataclasses import dataclass

from db import outbox, people
from db.models import GroupPurpose, Outbox, OutboxState, Summary
from db.session import Work
from domain.summary import SummaryState
from workflows.deps import Deps
from workflows.send_week import ONCE, party_groups


@dataclass(frozen=True, slots=True)
class Became:
    """groups: to how many it went, or will go once it is sent; lost: how many never got it."""

    groups: int
    lost: int = 0


async def what_became(work: Work, deps: Deps, row: Summary) -> Became:
    """As far as it is known by now."""
    groups = await party_groups(work, deps, row.unit)
    if row.state is not SummaryState.SENT:
        return Became(len(groups))
    bound = await people.bound_groups(work, GroupPurpose.PARTY)
    mine = [g for g in bound if deps.rules.org.summary_of(g.unit) == row.unit]
    keys = [f"{ONCE}:{row.week}:{g.channel}:{g.chat}" for g in mine]
    states = await outbox.states_of(work, keys)
    lost = states.count(OutboxState.FAILED)
    return Became(len(states) - lost if states else len(groups), lost)


async def summary_in(work: Work, deps: Deps, message: Outbox) -> tuple[str, str] | None:
    """The week and the unit whose summary a message to a group is; None for any other."""
    what, _, rest = (message.once_key or "").partition(":")
    if what != ONCE:
        return None
    group = await people.group_at(work, message.channel, message.chat)
    unit = deps.rules.org.summary_of(group.unit) if group else None
    return (rest.partition(":")[0], unit) if unit else None
