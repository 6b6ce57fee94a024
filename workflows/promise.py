"""The date by which a resident hears from us, in words. One that has passed is owned up to, and
never promised again."""

from datetime import datetime

from domain.said import Value, moment, word
from workflows.deps import Deps


def hears_by(deps: Deps, promised_at: datetime) -> Value:
    """最晚明天 09:00 给您回话, or that it is late."""
    if promised_at < deps.now():
        return word("hears-late")
    return word("hears-by", due=moment(promised_at))
