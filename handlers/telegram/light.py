"""aiogram, imported lightly: importing it builds validators for 600 types, 3 s and 100 MiB, of
which hearing needs a tenth. Here pydantic builds a type when it is first used (docs/adr/0009)."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from pydantic import BaseModel


def import_aiogram() -> None:
    """Import aiogram with its types unbuilt; nothing is done where it is imported already."""
    if "aiogram" in sys.modules:
        return
    with _building_put_off():
        from aiogram import methods, types

    names = _names_of(types.Update)
    for name in methods.__all__:
        _tell(getattr(methods, name), names)
    # Built now rather than with the first message: it is what every update is read with.
    types.Update.model_rebuild()


@contextmanager
def _building_put_off() -> Iterator[None]:
    """Let ``model_rebuild`` only note where a class finds its names."""
    real = BaseModel.__dict__["model_rebuild"]

    def put_off(
        cls: type[BaseModel], /, *, _types_namespace: Mapping[str, Any] | None = None, **_: Any
    ) -> None:
        _tell(cls, _types_namespace)

    BaseModel.model_rebuild = classmethod(put_off)  # type: ignore[assignment, method-assign]
    try:
        yield
    finally:
        BaseModel.model_rebuild = real  # type: ignore[method-assign]


def _tell(cls: type[Any], names: Mapping[str, Any] | None) -> None:
    """Say where the names in the annotations of ``cls`` are found when it is built."""
    cls.__pydantic_parent_namespace__ = names


def _names_of(cls: type[BaseModel]) -> Mapping[str, Any]:
    return cls.__pydantic_parent_namespace__ or {}
