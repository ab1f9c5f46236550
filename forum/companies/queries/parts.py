"""The part companies take in editions, as the tables of higher domains tell it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CompoundSelect, Select, select, union

from forum.core.database import session


@dataclass(frozen=True, slots=True)
class Part:
    """One way to take part: how it is called (a marked sentence) and its model, with `company_id` and `edition_id`.

    `by_itself`: the company's own people did it. A buyer is invited by staff, who could name any company: that says
    nothing about who may see the people of that company.
    """

    label: str
    model: type[Any]
    by_itself: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Some of the companies of an edition, as its figures count them: how they are called, and the ids of them.

    `select_ids` is asked with the id of the edition; each of its rows is the id of a company, the same one maybe twice.
    """

    code: str
    label: str
    select_ids: Callable[[int], Select[tuple[int]] | CompoundSelect[tuple[int]]]

    def ids(self, edition_id: int) -> set[int]:
        """The ids of these companies."""
        return set(session().scalars(self.select_ids(edition_id)))


def companies_in(edition_id: int, parts: Iterable[Part]) -> CompoundSelect[tuple[int]]:
    """The ids of the companies that take one of these parts in an edition."""
    return union(
        *(
            select(part.model.company_id).where(part.model.edition_id == edition_id, part.model.company_id.is_not(None))
            for part in parts
        )
    )
