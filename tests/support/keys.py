"""The key under which every test's database is sealed."""

import os

from db.keyring import Key, Ring, read_keys

VARIABLE = "JIEDAN_KEYS"
KEY = Key(bytes(range(64)))
os.environ[VARIABLE] = KEY.line()


def ring() -> Ring:
    """A ring with that key."""
    return Ring(read_keys(os.environ[VARIABLE]))
