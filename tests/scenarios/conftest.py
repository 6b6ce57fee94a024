"""What the stories may use beside the town at nine on a Wednesday."""

import pytest

from tests.support.town import open_town


@pytest.fixture
async def town_at(database_url):
    """Opens the town at another moment, with other tables of the configuration."""
    opened = []

    async def open_at(moment, **tables):
        opened.append(await open_town(database_url, at=moment, **tables))
        return opened[-1]

    yield open_at
    for town in opened:
        await town.close()
