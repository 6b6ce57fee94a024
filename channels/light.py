"""python-telegram-bot, imported lightly: without what it and httpx take along wherever they find
it, and no bot of ours uses."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

UNUSED = (
    "cryptography",
    "cryptography.hazmat.backends",
    "cryptography.hazmat.primitives.asymmetric.padding",
    "cryptography.hazmat.primitives.serialization",
    "apscheduler",
    "httpx._main",
)
"""Telegram's passports (in parts: what seals our database is there already), the job queue of an
Application, and httpx's command line with rich and pygments: 20 MB of memory."""


@contextmanager
def lightly() -> Iterator[None]:
    """As long as it lasts what is unused is not there to be imported, and both do what they do for
    whoever lacks it. What was imported before stays."""
    os.environ.setdefault("PTB_TIMEDELTA", "1")  # asks for the coming behaviour
    absent = [name for name in UNUSED if name not in sys.modules]
    for name in absent:
        sys.modules[name] = None  # type: ignore[assignment]  # Python's own way to say so
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]
