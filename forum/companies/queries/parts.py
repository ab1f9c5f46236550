"""The part companies take in editions, as the tables of higher domains tell it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, or_, select, union

from forum.companies.models import Company
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
    return union(*(_with(part).where(part.model.edition_id == edition_id) for part in parts))


def not_only_elsewhere(edition_id: int, parts: Sequence[Part]) -> ColumnElement[bool]:
    """Which companies the staff of an edition know of: those that take part in it, and those that never took part."""
    nowhere = Company.id.not_in(union(*map(_with, parts)))
    return or_(Company.id.in_(companies_in(edition_id, parts)), nowhere)


def _with(part: Part) -> Select[tuple[int]]:
    return select(part.model.company_id).where(part.model.company_id.is_not(None))
