"""晚间一句话: one line for the first person responsible of each community at a set hour of the day:
what came in, was done, is overdue, what is most urgent. Once a day and chat; it is not made up for
the next morning, when the morning sheet says more."""

from datetime import date, datetime, time, timedelta

from db import figures, lists, outbox
from db.session import Work, is_collision
from domain.period import Period, Span
from domain.said import Part, part
from domain.sight import is_accused
from workflows import reach
from workflows.deps import Deps
from workflows.list_pages import by_urgency, due_words, matter
from workflows.speech import Message, Priority, say

LATEST = timedelta(hours=3)


async def send_evening_lines(deps: Deps, hour: time | None, sent: date | None) -> date | None:
    """Send it to those who do not have it yet. `sent`: the day this process is through with;
    returns that day."""
    if hour is None:
        return sent
    now = deps.now().astimezone(deps.rules.zone)
    begin = datetime.combine(now.date(), hour, now.tzinfo)
    if sent == now.date() or not begin <= now < begin + LATEST:
        return sent
    queued = 0
    for unit in deps.rules.org.communities:
        queued += await _send(deps, unit.code, now.date())
    if queued:
        deps.wake()
    return now.date()


async def _send(deps: Deps, unit: str, day: date) -> int:
    """One community, one transaction. Another process may be at it: then it is done from there."""
    try:
        async with deps.begin() as work:
            staff = await reach.directory_of(work, deps, (unit,), deps.now())
            to = reach.addresses(staff.on_duty(deps.rules.org.lead_post(unit), {}))
            once = f"evening:{unit}:{day}"
            new = [
                a
                for a in to
                if not await outbox.once_key_exists(work, f"{once}:{a.channel}:{a.chat}")
            ]
            lines = await line_of(work, deps, unit, day) if new else ()
            if not lines:
                return 0
            message = Message(
                lines,
                once=once,
                priority=Priority.BROADCAST,
                hold=deps.rules.quiet_of(unit),
            )
            await say(work, deps, new, message)
            await work.commit()
            return len(new)
    except Exception as error:
        if is_collision(error):
            return 0
        raise


async def line_of(work: Work, deps: Deps, unit: str, day: date) -> tuple[Part, ...]:
    """The line, and the most urgent matter; none where nothing came, was done or is open."""
    so_far = Period(Span.DAY, day).so_far(deps.rules.zone, deps.now())
    found = await figures.figures(work, [unit], so_far)
    if found.is_empty:
        return ()
    values = {"received": found.received, "closed": found.closed, "open": found.open_now}
    name = deps.rules.org.units[unit].name
    head = part("evening-line", unit=name, overdue=found.overdue, **values)
    org = deps.rules.org
    seen = [
        one
        for one in await lists.working_in(work, unit)
        if not is_accused(org, one.against, one.community, unit)
    ]
    going_on = by_urgency(seen)
    if not going_on:
        return (head,)
    first = going_on[0]
    return head, part("evening-first", matter=matter(deps, first), state=due_words(deps, first))
