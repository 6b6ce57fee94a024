"""Whether the database takes writes at this moment, for whoever must tell its trouble from
trouble of their own."""

from db.models import Fact
from workflows.deps import Deps

NAME = "last-probe"


async def database_is_well(deps: Deps) -> bool:
    """Write one small row. Never raises."""
    try:
        async with deps.begin() as work:
            await work.merge(Fact(name=NAME, value={"at": deps.now().isoformat()}))
            await work.commit()
    except Exception:  # whatever is wrong, the answer is no
        return False
    return True
