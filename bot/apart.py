"""One thread beside the loop, in which pictures, prints and workbooks are made one after the other:
every thread that once drew keeps ten megabytes of its own."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")

_THREAD = ThreadPoolExecutor(max_workers=1, thread_name_prefix="apart")


async def apart(make: Callable[Given, Made], *given: Given.args, **named: Given.kwargs) -> Made:
    """What `make` returns, while the loop goes on. Raises what it raises."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_THREAD, lambda: make(*given, **named))
