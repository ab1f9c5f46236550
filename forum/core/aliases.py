"""Second names of tables for queries that a module builds from once, shared by all threads."""

from typing import Any, TypeVar

from sqlalchemy import inspect, select
from sqlalchemy.orm import aliased

M = TypeVar("M")

_shared: list[Any] = []


def shared_alias(model: type[M], name: str | None = None) -> type[M]:
    """Another name of a model's table, to be kept at the level of a module; see `prepare_aliases`."""
    alias = aliased(model, name=name)
    _shared.append(alias)
    return alias


def prepare_aliases() -> None:
    """Make the columns of the shared aliases that were made since the last call, before there are threads.

    SQLAlchemy makes them when they are first used. Two threads that do so at once each make their own, and the rows of
    the one's statement do not know the other's columns (`NoSuchColumnError`).
    """
    while _shared:
        alias = _shared.pop()
        for attribute in inspect(alias).mapper.column_attrs:
            getattr(alias, attribute.key)
        select(alias).compile()
