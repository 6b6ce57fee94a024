"""Where the keys are from under which names, rooms and words are sealed: the environment, or a file
that is made for a new database. What they are for stands in docs/adr/0018."""

import logging
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url

from bot.config_file import ConfigError
from bot.log import keep_secret
from bot.settings import KEYS_ENVIRONMENT, Settings
from db import keys_in_use
from db.keyring import BadKey, Key, Ring, new_key, read_keys
from db.keys_in_use import InUse
from db.session import Begin

log = logging.getLogger(__name__)

MODE = 0o600
HEADING = "# Keys of Jiedan. Keep a copy, and never beside a backup of the database.\n"


class KeysWanting(Exception):
    """The database cannot be used with the keys that are here. `problem` is for the operator."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class KeyPlace:
    """The ring of a process, and where its keys are from (no path: from the environment)."""

    ring: Ring
    path: Path | None

    @property
    def name(self) -> str:
        """How the operator knows it."""
        return str(self.path) if self.path else KEYS_ENVIRONMENT

    @property
    def newest(self) -> str:
        """The id of the key that was made last; empty without any."""
        return [*self.ring][-1] if [*self.ring] else ""

    def make_key(self) -> Key:
        """A new key, written to the file; the caller has to write it down where there is none."""
        key = new_key(self.ring)
        if self.path is not None:
            _append(self.path, key)
        self.ring.add(key)
        return key

    def look_again(self) -> None:
        """Take in what another process has written into the file since."""
        if self.path is not None:
            for key in _keys_in(self.path):
                if key.id not in self.ring:
                    self.ring.add(key)


def key_place(settings: Settings, base: Path | None) -> KeyPlace:
    """The keys this configuration has. Raises ConfigError for what is no key, and never shows
    it."""
    given = os.environ.get(KEYS_ENVIRONMENT, "")
    keep_secret(*given.split())
    if given:
        return KeyPlace(Ring(_keys(given, KEYS_ENVIRONMENT)), None)
    path = key_path(settings, base)
    return KeyPlace(Ring(_keys_in(path)), path)


def key_path(settings: Settings, base: Path | None) -> Path:
    """The key file: as configured, else beside the database, else beside the configuration."""
    base = base or Path()
    if settings.privacy.key_file:
        return base / settings.privacy.key_file
    address = make_url(settings.database.url)
    if address.get_backend_name() == "sqlite" and address.database:
        return Path(address.database).with_suffix(".keys")
    return base / "jiedan.keys"


def _keys_in(path: Path) -> tuple[Key, ...]:
    try:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError([f"{path}: the keys cannot be read ({type(error).__name__})"]) from error
    return _keys(text, str(path))


def _keys(text: str, name: str) -> tuple[Key, ...]:
    try:
        return read_keys(text)
    except BadKey as error:
        raise ConfigError([f"{name}:{error.line}: this is no key; restore the copy"]) from None


def _append(path: Path, key: Key) -> None:
    """Raises OSError."""
    is_new = not path.exists()
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, MODE)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        file.write((HEADING if is_new else "") + key.line() + "\n")
        file.flush()
        os.fsync(file.fileno())
    with suppress(OSError):  # where files have no such rights
        path.chmod(MODE)


async def take_up(begin: Begin, place: KeyPlace) -> None:
    """Seal with the key the database stands under; a new one gets a key. Raises KeysWanting."""
    async with begin() as work:
        found = await keys_in_use.read(work)
        if found is None and await keys_in_use.is_empty(work):
            _have_a_key(place)
            found = await keys_in_use.begin(work, place.ring.current)
            await work.commit()
    if found is None:
        raise KeysWanting("Names and words in the database are not sealed: run `jiedan migrate`.")
    if found.to:
        raise KeysWanting("The change of keys was interrupted: run `jiedan keys rotate`.")
    use(place, found)


def _have_a_key(place: KeyPlace) -> None:
    if place.ring.current:
        return
    try:
        place.make_key()
    except OSError as error:
        raise KeysWanting(f"{place.name}: no key can be written ({error.strerror}).") from error
    log.warning(
        "A key was made: %s. Keep a copy of it, apart from the backups of the database: without "
        "it nobody can read them, with it anybody can.",
        place.name,
    )


def use(place: KeyPlace, found: InUse) -> None:
    """Seal with that key. Raises KeysWanting."""
    if found.current not in place.ring:
        with suppress(ConfigError):  # where the file is no good now, that key is wanting
            place.look_again()
    if found.current not in place.ring:
        raise KeysWanting(
            f"The database is sealed under the key {found.current}, which is not in {place.name}. "
            "Put it back: without it names, rooms and words cannot be read by anybody."
        )
    place.ring.use(found.current)
