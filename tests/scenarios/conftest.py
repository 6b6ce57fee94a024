"""What the stories may use beside the town at nine on a Wednesday."""

import pytest

from tests.support.town import open_town


@pytest.fixture
async def town_at(database_url):
    """Opens the town at another moment."""
    opened = []

    async def open_at(moment):
        opened.append(await open_town(database_url, at=moment))
        return opened[-1]

    yield open_at
    for town in opened:
        await town.close()
