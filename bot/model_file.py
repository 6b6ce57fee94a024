"""Reads and writes the learned reader: a line of JSON, then rows of tokens and weights, packed."""

import json
import zlib
from array import array
from functools import cache
from pathlib import Path

from domain.learned import Learned

DEFAULT_MODEL = Path(__file__).with_name("defaults") / "model.bin"
TOKEN_BYTES = 8


class ModelError(ValueError):
    """The model file is missing or damaged."""


@cache
def read_model(path: Path) -> Learned:
    """Read a model, once a process. Raises ModelError."""
    try:
        head, _, rest = path.read_bytes().partition(b"\n")
        given = json.loads(head)
        unpacked = zlib.decompress(rest)
        tokens = array("Q", unpacked[: given["rows"] * TOKEN_BYTES])
    except (OSError, ValueError, KeyError, zlib.error) as error:
        raise ModelError(f"{path}: {type(error).__name__}") from error
    return Learned(
        lanes=tuple(given["lanes"]),
        places={token: number for number, token in enumerate(tokens)},
        rows=unpacked[given["rows"] * TOKEN_BYTES :],
        scale=given["scale"],
        offsets=tuple(given["offsets"]),
        cuts=given["cuts"],
        warmth=given["warmth"],
    )


def fingerprint_of(path: Path) -> str:
    """The hash of the messages a model was made from. Raises ModelError."""
    try:
        with path.open("rb") as file:
            return str(json.loads(file.readline())["made_from"])
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{path}: {type(error).__name__}") from error


def write_model(path: Path, learned: Learned, made_from: str) -> None:
    """Write a model; the same model always gives the same bytes."""
    tokens = array("Q", learned.places)
    head = {
        "lanes": learned.lanes,
        "rows": len(tokens),
        "scale": learned.scale,
        "offsets": [round(one, 4) for one in learned.offsets],
        "cuts": dict(sorted(learned.cuts.items())),
        "warmth": learned.warmth,
        "made_from": made_from,
    }
    body = zlib.compress(tokens.tobytes() + learned.rows, 9)
    path.write_bytes(json.dumps(head, ensure_ascii=False).encode() + b"\n" + body)
