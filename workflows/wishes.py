"""What somebody says of how they want to be dealt with, and nothing else: no phoning, large
letters, no notices, nobody to learn who they are. Each is kept, and nothing is opened."""

from db.session import Work
from workflows import news, own_homes, own_mode, sealing
from workflows.deps import Deps
from workflows.report import Report


async def hear(work: Work, deps: Deps, report: Report) -> bool:
    """Whether that is all the message says."""
    wishes = (own_homes.hear_wish, own_homes.hear_move, news.hear_wish, own_mode.hear_wish)
    for take in (*wishes, sealing.hear_wish):
        if await take(work, deps, report):
            return True
    return False
