"""Decisions on many rows of a list: which ones, and one transaction each, so that one refusal stops nobody else."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from forum.core.database import Base, atomic, session
from forum.core.errors import Refusal
from forum.core.sorting import Key


@dataclass(frozen=True, slots=True)
class Found:
    """The earliest rows of a list that a step is possible on, how many there are, and the last of all."""

    ids: list[int]
    number: int
    last: int | None


def find_up_to(ids: Select[tuple[int]], key: Key, *, last: int | None, most: int) -> Found:
    """What a query of ids finds. `key`: the id.

    `last`: the last one when somebody looked, whoever came since is left out. `most`: of how many the ids are read.
    """
    query = ids if last is None else ids.where(key <= last)
    all_of_them = query.subquery()
    number, latest = session().execute(select(func.count(), func.max(all_of_them.c.id))).one()
    return Found(list(session().scalars(query.order_by(key).limit(most))), number, latest)


def ids_of(model: type[Base], ids: Iterable[int], **owner: Any) -> list[int]:
    """Those of these ids that are of the owner: `ids_of(Supplier, ids, edition_id=edition.id)`; in their order."""
    asked = list(dict.fromkeys(ids))
    key = model.__mapper__.primary_key[0]
    theirs = set(session().scalars(select(key).where(key.in_(asked)).filter_by(**owner)))
    return [id for id in asked if id in theirs]


def do_each(ids: Iterable[int], do: Callable[[int], object]) -> tuple[int, dict[int, Refusal]]:
    """Do something with each of these in a transaction of its own; for how many it was done, and why not for others."""
    done, refused = 0, dict[int, Refusal]()
    for each in ids:
        try:
            with atomic():
                do(each)
            done += 1
        except Refusal as refusal:
            refused[each] = refusal
    return done, refused
