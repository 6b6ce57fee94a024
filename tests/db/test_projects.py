"""What came up again and again, recounted ticket by ticket, on both databases."""

import random
from collections import defaultdict
from datetime import timedelta

import pytest

from db.models import Ticket
from db.projects import again
from domain.lifecycle import Status
from tests.support.rows import NOW, make_person, make_ticket

SPOTS = ("garden/lift/3", "garden/=water/3", "yard/gate/", None)


def _slowly(rows, communities, since, until, times):
    found = defaultdict(list)
    for row in rows:
        counts = (
            row.community in communities
            and since <= row.opened_at < until
            and row.merged_into is None
            and row.spot
            and row.against is None
            and row.kind == "request"
            and row.status is not Status.WITHDRAWN
        )
        if counts:
            found[row.community, row.spot].append(row)
    return {
        key: (
            len(mine),
            max(
                len({row.household or str(row.owner_id) for row in mine}),
                max(row.households for row in mine),
            ),
            max(mine, key=lambda row: row.id).category,
        )
        for key, mine in found.items()
        if len(mine) >= times
    }


@pytest.mark.parametrize("seed", range(3))
async def test_it_is_what_a_slow_count_says(begin, seed):
    chance = random.Random(seed)
    async with begin() as work:
        people = [make_person() for _ in range(4)]
        work.add_all(people)
        await work.flush()
        rows = [
            make_ticket(
                chance.choice(people).id,
                community=chance.choice(["first", "second", "third"]),
                category=chance.choice(["facilities", "repair", "utilities"]),
                spot=chance.choice(SPOTS),
                household=chance.choice([None, "a", "b", "c"]),
                households=chance.choice([1, 1, 5]),
                against=chance.choice([None, None, None, "property"]),
                kind=chance.choice(["request", "request", "suggestion"]),
                status=chance.choice([Status.QUEUED, Status.CLOSED, Status.WITHDRAWN]),
                opened_at=NOW - timedelta(days=chance.randrange(60)),
                recurs_of=None,
            )
            for _ in range(120)
        ]
        work.add_all(rows)
        await work.flush()
        rows[5].merged_into = rows[4].id
        await work.commit()
    since = NOW - timedelta(days=30)
    async with begin() as work:
        kept = [await work.get_one(Ticket, row.id) for row in rows]
        found = await again(work, ["first", "second"], since, NOW, 2)
    counted = {
        (one.community, one.spot): (one.times, one.households, one.category) for one in found
    }
    assert counted == _slowly(kept, {"first", "second"}, since, NOW, 2)
    assert found
