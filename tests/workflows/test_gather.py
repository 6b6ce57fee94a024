"""What waits at the same moment is done together; nobody waits for or suffers by another."""

import asyncio

from workflows.gather import MOST_TOGETHER, Gatherer


class Counter:
    """Serves groups one step of the loop at a time, and remembers them."""

    def __init__(self, poison=()):
        self.groups, self.poison, self.open = [], set(poison), asyncio.Event()
        self.open.set()

    async def __call__(self, items):
        self.groups.append(list(items))
        await asyncio.sleep(0)
        await self.open.wait()
        if self.poison & set(items):
            raise ValueError(f"one of {items}")
        return [item * 10 for item in items]


def apart(item):
    return frozenset({item})


async def start(gatherer, run, items, key=apart):
    tasks = [asyncio.create_task(gatherer.do(item, key(item), run)) for item in items]
    await asyncio.sleep(0)
    return tasks


async def test_a_lone_item_is_done_at_once():
    run = Counter()
    assert await Gatherer().do(1, apart(1), run) == 10
    assert run.groups == [[1]]


async def test_those_who_come_meanwhile_share_the_next_group():
    run, gatherer = Counter(), Gatherer()
    tasks = await start(gatherer, run, range(MOST_TOGETHER + 3))
    assert run.groups == [[0]]
    assert await asyncio.gather(*tasks) == [n * 10 for n in range(MOST_TOGETHER + 3)]
    assert [len(group) for group in run.groups] == [1, MOST_TOGETHER, 2]


async def test_what_must_be_apart_is_never_under_way_together_and_keeps_its_order():
    under_way, done = set(), []

    async def run(items):
        keys = {item[0] for item in items}
        assert len(keys) == len(items) and not keys & under_way
        under_way.update(keys)
        await asyncio.sleep(0)
        under_way.difference_update(keys)
        done.extend(items)
        return items

    gatherer = Gatherer()
    items = [(key, number) for number in range(5) for key in "abc"]
    tasks = await start(gatherer, run, items, key=lambda item: frozenset(item[0]))
    await asyncio.gather(*tasks)
    for key in "abc":
        assert [item for item in done if item[0] == key] == [(key, n) for n in range(5)]


async def test_one_group_is_under_way_at_a_time():
    run, gatherer = Counter(), Gatherer()
    run.open.clear()
    tasks = await start(gatherer, run, range(6))
    assert run.groups == [[0]]
    run.open.set()
    assert len(await asyncio.gather(*tasks)) == 6
    assert run.groups == [[0], [1, 2, 3, 4, 5]]


async def test_nobody_suffers_for_a_neighbour():
    run, gatherer = Counter(poison={2}), Gatherer()
    tasks = await start(gatherer, run, range(5))
    found = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(one) for one in found] == [int, int, ValueError, int, int]
    assert run.groups == [[0], [1, 2, 3, 4], [1], [2], [3], [4]]
    assert await gatherer.do(7, apart(7), run) == 70


async def test_an_error_among_the_outcomes_is_final():
    trouble = RuntimeError("away")
    calls = []

    async def run(items):
        calls.append(list(items))
        await asyncio.sleep(0)
        return [trouble for _ in items]

    tasks = await start(Gatherer(), run, range(3))
    assert await asyncio.gather(*tasks, return_exceptions=True) == [trouble] * 3
    assert calls == [[0], [1, 2]]


async def test_when_the_leader_is_cancelled_the_others_go_on():
    run, gatherer = Counter(), Gatherer()
    first = await start(gatherer, run, [0])
    run.open.clear()
    others = await start(gatherer, run, [1, 2, 3])
    run.open.set()
    await first[0]
    run.open.clear()
    while len(run.groups) < 2:
        await asyncio.sleep(0)
    assert run.groups[1] == [1, 2, 3]
    others[0].cancel()
    run.open.set()
    found = await asyncio.gather(*others, return_exceptions=True)
    assert isinstance(found[0], asyncio.CancelledError)
    assert found[1:] == [20, 30]
    assert await gatherer.do(1, apart(1), run) == 10


async def test_who_is_cancelled_in_the_queue_is_not_done():
    run, gatherer = Counter(), Gatherer()
    run.open.clear()
    first, second, third = await start(gatherer, run, [0, 1, 2])
    second.cancel()
    await asyncio.sleep(0)
    run.open.set()
    assert await asyncio.gather(first, third) == [0, 20]
    assert run.groups == [[0], [2]]


async def test_who_is_cancelled_when_called_to_lead_passes_it_on():
    run, gatherer = Counter(), Gatherer()
    run.open.clear()
    first, second, third = await start(gatherer, run, [0, 1, 2])
    run.open.set()
    while not first.done():
        await asyncio.sleep(0)
        if gatherer._queue and gatherer._queue[0].leads.done():
            second.cancel()
    assert await third == 20
    assert (await asyncio.gather(second, return_exceptions=True))[0] is not None
    assert await gatherer.do(5, apart(5), run) == 50
