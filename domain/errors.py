"""The refusals of the product: a code out of the word catalogues and the values it needs."""

from collections.abc import Mapping
from typing import Any


class Refusal(Exception):
    """Something a person asked for that may not or cannot be done now.

    `key` is a message of the word catalogues (it starts with `refuse-`), `values` fill its
    placeholders. The person sees that text; nothing else of the error is shown.
    """

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key)
        self.key = key
        self.values: Mapping[str, Any] = values
