"""The column types of what tells who somebody is. A `Sealed` value is kept in a form that is
another one each time; a `Matched` one always in the same, so that it can be looked up. The keys
are those of the engine, on its dialect (db/session.py)."""

from typing import Any, cast

from pydantic_core import from_json, to_json
from sqlalchemy import BindParameter, ClauseElement, ColumnElement, LargeBinary, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.sql import operators
from sqlalchemy.types import TypeDecorator, TypeEngine

from db.keyring import KeyMissing, Ring, parse_bytes, parse_token, token, token_bytes

KEYS = "jiedan_keys"
"""The attribute of an engine's dialect that holds its ring."""

_ALLOWED = (operators.is_, operators.is_not)


def give_keys(dialect: Dialect, ring: Ring) -> None:
    """Let an engine's columns be sealed with these keys."""
    setattr(dialect, KEYS, ring)


def keys_of(dialect: Dialect) -> Ring:
    """The keys of an engine. Raises KeyMissing where it was given none."""
    ring = getattr(dialect, KEYS, None)
    if ring is None:
        raise KeyMissing
    return cast(Ring, ring)


class InContext(TypeDecorator[Any]):
    """What is sealed for one place cannot be read in another."""

    cache_ok = True
    impl: type[TypeEngine[Any]] = Text

    def __init__(self, context: str) -> None:
        super().__init__()
        self.context = context


class Matched(InContext):
    """A text that is looked up by equality: whoever sees the table sees which are the same. Columns
    that are compared with each other share a context."""

    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """On the way in; an empty one stays as it is."""
        if not value:
            return value
        ring = keys_of(dialect)
        sealed = ring.match(value.encode(), self.context.encode())
        return token(ring.current, sealed)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """On the way out; what was never sealed as it is."""
        found = parse_token(value) if value else None
        if found is None:
            return value
        return keys_of(dialect).unmatch(*found, self.context.encode()).decode()


def _is_value(other: object) -> bool:
    """Something that would have to be sealed; SQLAlchemy itself compares columns with columns."""
    return isinstance(other, BindParameter) or (
        not isinstance(other, ClauseElement) and bool(other)
    )


class _Blind(InContext):
    """No statement can look into it: the only questions are whether it is null or empty."""

    cache_ok = True

    class Comparator(TypeDecorator.Comparator[Any]):
        """Refuses to compare what would never be equal."""

        def operate(self, op: Any, *other: Any, **more: Any) -> ColumnElement[Any]:
            """Raises TypeError for all but those questions."""
            compares = op in (operators.eq, operators.ne) and not _is_value(other[0])
            if op not in _ALLOWED and not compares:
                raise TypeError(f"{self.expr} is sealed: read the rows and look at their values")
            return super().operate(op, *other, **more)

    comparator_factory = Comparator


class Sealed(_Blind):
    """A text nobody looks up."""

    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """On the way in; an empty one stays as it is."""
        if not value:
            return value
        ring = keys_of(dialect)
        return token(ring.current, ring.seal(value.encode(), self.context.encode()))

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """On the way out; what was never sealed as it is."""
        found = parse_token(value) if value else None
        if found is None:
            return value
        return keys_of(dialect).unseal(*found, self.context.encode()).decode()


class SealedJson(_Blind):
    """Lists and mappings as JSON. None is null."""

    cache_ok = True
    hashable = False

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """On the way in; an empty list or mapping can be told."""
        if value is None:
            return None
        written = to_json(value)  # a ninth of the time that Python's own takes
        if not value:
            return written.decode()
        ring = keys_of(dialect)
        return token(ring.current, ring.seal(written, self.context.encode()))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """On the way out; what was never sealed as it is."""
        if value is None:
            return None
        found = parse_token(value)
        if found is None:
            return from_json(value)
        return from_json(keys_of(dialect).unseal(*found, self.context.encode()))


class SealedBytes(_Blind):
    """The content of a file."""

    cache_ok = True
    impl = LargeBinary

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """On the way in."""
        if not value:
            return value
        ring = keys_of(dialect)
        return token_bytes(ring.current, ring.seal(value, self.context.encode()))

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """On the way out; what was never sealed as it is."""
        found = parse_bytes(value) if value else None
        if found is None:
            return value
        return keys_of(dialect).unseal(*found, self.context.encode())
