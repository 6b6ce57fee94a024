"""The town's web chat, for the tests of this folder."""

import pytest

from tests.web.house import open_house


@pytest.fixture
async def house(town):
    house = await open_house(town)
    yield house
    await house.close()


@pytest.fixture
async def visitor(house):
    """A resident's browser, on its first visit."""
    return await house.visitor()
