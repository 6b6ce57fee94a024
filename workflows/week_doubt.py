"""Whether a sentence that somebody adds to a summary may tell the groups of somebody. Not all of
that can be found: whoever writes it has the last word."""

from db.figure_rows import names_at_work, names_behind
from db.models import Summary
from db.session import Work
from domain.blame import blames, said_of
from domain.period import Period
from domain.said import Part, part
from domain.shield import accuses_somebody, covered, names_their_place
from workflows.deps import Deps


async def doubt(work: Work, deps: Deps, row: Summary, text: str) -> Part | None:
    """What it should be asked about before it goes, beside what is covered: a resident who reported
    something in these weeks is called by name, one of the staff is and blamed, or it speaks ill of
    somebody. None: nothing."""
    so_far = Period.parse(row.week).so_far(deps.rules.zone, deps.now())
    communities = deps.rules.org.communities_below(row.unit)
    shown = covered(text).casefold()
    names = await names_behind(work, communities, so_far)
    if named := sorted(one for one in names if len(one) > 1 and one.casefold() in shown):
        return part("week-doubt-name", name=named[0])
    if blames(text):
        staff = sorted(await names_at_work(work))
        called = next(filter(None, (said_of(one, covered(text)) for one in staff)), None)
        if called:
            return part("week-doubt-staff", name=called)
    if accuses_somebody(text) or names_their_place(text):
        return part("week-doubt-ill")
    return None
