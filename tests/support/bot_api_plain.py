"""A plain HTTP client of the twin, for what the libraries would not send."""

from typing import Any

from aiohttp import ClientSession

from tests.support.bot_api import BotApi


async def post(api: BotApi, method: str, body: Any, token: str = "", form: Any = None) -> Any:
    """One plain HTTP call, as JSON or as a form."""
    url = f"{api.base_url}/bot{token or api.token}/{method}"
    async with ClientSession() as http, http.post(url, json=body, data=form) as response:
        answer = await response.json()
        assert response.status == answer.get("error_code", 200)
        return answer
