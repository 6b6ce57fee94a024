"""Sealing single values: names, rooms, accounts and words are kept as tokens that only the holder
of a key can read (docs/adr/0018). Which columns are sealed stands in their types (db/sealed.py)."""

import base64
import binascii
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

KEY_BYTES = 64
"""Of AES-256 in SIV mode: two keys of 256 bits."""

NONCE_BYTES = 12
MARK = "~!"
ID_LENGTH = 4
_HEAD = len(MARK) + ID_LENGTH
END = "~"
_TOKEN = re.compile(f"{MARK}[0-9a-f]{{4}}[A-Za-z0-9+/]{{22,}}={{0,2}}{END}")
_LINE = re.compile(r"([0-9a-f]{4}):([A-Za-z0-9+/=]+)")


class BadKey(Exception):
    """A line that should be a key is none; `line` counts from one. Its text is never shown."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


class KeyMissing(Exception):
    """Something is sealed under a key that is not here, or nothing can be sealed at all (`id` is
    empty then)."""

    def __init__(self, key_id: str = "") -> None:
        super().__init__(key_id or "no key")
        self.id = key_id


class Damaged(Exception):
    """A sealed value cannot be opened by its key: it was changed, or belongs to another column."""


@dataclass(frozen=True)
class Key:
    """A secret, and the id under which values name it, which is made of it."""

    secret: bytes

    def __repr__(self) -> str:
        return f"Key({self.id})"  # and never the secret: reprs come into logs

    @property
    def id(self) -> str:
        """Four characters; a wrong secret has, but for one in 65,536, another id."""
        return hashlib.sha256(b"jiedan key id" + self.secret).hexdigest()[:ID_LENGTH]

    def line(self) -> str:
        """As it is written down."""
        return f"{self.id}:{base64.b64encode(self.secret).decode()}"


def new_key(taken: Iterable[str] = ()) -> Key:
    """A key from the system's randomness, with an id that no other has."""
    others = set(taken)
    while (key := Key(AESSIV.generate_key(KEY_BYTES * 8))).id in others:
        pass
    return key


def read_keys(text: str) -> tuple[Key, ...]:
    """The keys of a file or an environment variable, one a line or with blanks between them, the
    newest last. Raises BadKey."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        for word in line.partition("#")[0].split():
            found.append(_read_key(word, number))
    return tuple(found)


def _read_key(word: str, line: int) -> Key:
    match = _LINE.fullmatch(word)
    try:
        key = Key(base64.b64decode(match[2], validate=True) if match else b"")
    except binascii.Error as error:
        raise BadKey(line) from error
    if match is None or len(key.secret) != KEY_BYTES or key.id != match[1]:
        raise BadKey(line)
    return key


class Ring:
    """The keys a process has, and the one it seals with. Empty it reads what is plain."""

    def __init__(self, keys: Iterable[Key] = ()) -> None:
        self._ciphers: dict[str, AESSIV] = {}
        self._current: str | None = None
        for key in keys:
            self.add(key)

    def __iter__(self) -> Iterator[str]:
        """The ids, oldest first."""
        return iter(self._ciphers)

    def __contains__(self, key_id: str) -> bool:
        return key_id in self._ciphers

    @property
    def current(self) -> str:
        """The id of the key that seals; empty without any."""
        return self._current or ""

    def add(self, key: Key) -> None:
        """Take in another key; the newest seals, unless `use` says otherwise."""
        self._ciphers[key.id] = AESSIV(key.secret)
        self._current = key.id

    def use(self, key_id: str) -> None:
        """Seal with this one: all that is looked up has to stand under one key. Raises
        KeyMissing."""
        if key_id not in self._ciphers:
            raise KeyMissing(key_id)
        self._current = key_id

    def seal(self, plain: bytes, context: bytes) -> bytes:
        """The value in a form that is another one each time."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher().encrypt(plain, [context, nonce])

    def match(self, plain: bytes, context: bytes) -> bytes:
        """The value in a form that is the same each time, so that it can be looked up."""
        return self._cipher().encrypt(plain, [context])

    def unseal(self, key_id: str, sealed: bytes, context: bytes) -> bytes:
        """What `seal` made. Raises KeyMissing or Damaged."""
        nonce = sealed[:NONCE_BYTES]
        return self._open(key_id, sealed[NONCE_BYTES:], [context, nonce])

    def unmatch(self, key_id: str, sealed: bytes, context: bytes) -> bytes:
        """What `match` made. Raises KeyMissing or Damaged."""
        return self._open(key_id, sealed, [context])

    def _cipher(self) -> AESSIV:
        if self._current is None:
            raise KeyMissing
        return self._ciphers[self._current]

    def _open(self, key_id: str, sealed: bytes, context: Sequence[bytes]) -> bytes:
        cipher = self._ciphers.get(key_id)
        if cipher is None:
            raise KeyMissing(key_id)
        try:
            return cipher.decrypt(sealed, list(context))
        except InvalidTag as error:
            raise Damaged from error


def token(key_id: str, sealed: bytes) -> str:
    """A sealed value as text. Its end is marked, so that it can be told in the raw bytes of a
    file."""
    return f"{MARK}{key_id}{binascii.b2a_base64(sealed, newline=False).decode()}{END}"


def parse_token(text: str) -> tuple[str, bytes] | None:
    """The key's id and the sealed value; None for a plain text, as it was kept before values were
    sealed, and as empty ones still are."""
    if not text.startswith(MARK) or not _TOKEN.fullmatch(text):
        return None
    with suppress(binascii.Error):  # then it is what somebody wrote
        return text[len(MARK) : _HEAD], binascii.a2b_base64(text[_HEAD : -len(END)])
    return None


def parse_bytes(content: bytes) -> tuple[str, bytes] | None:
    """The same of a file's content, which is no text."""
    head = content[:_HEAD].decode("latin-1")
    if not re.fullmatch(MARK + "[0-9a-f]{4}", head):
        return None
    return head[len(MARK) :], content[_HEAD:]


def token_bytes(key_id: str, sealed: bytes) -> bytes:
    """A sealed file."""
    return f"{MARK}{key_id}".encode() + sealed
