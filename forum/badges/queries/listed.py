"""The list of the badges of an edition: each approved person, and how far their badge is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from forum.accounts.models import Person
from forum.badges.enums import BadgeStep
from forum.badges.models import Badge, Bin, BinPlace
from forum.badges.queries.prints import HANDED, PRINTED
from forum.core.mentions import mentions
from forum.core.paging import Page, rows_of
from forum.core.sorting import Order, Sorts, in_order
from forum.editions.models import Category
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedBadges:
    """The badges that a list asks for: words of name and organisation or a telephone, a category, a step."""

    text: str = ""
    category_id: int | None = None
    step: BadgeStep | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedBadge:
    """An approved person, and how far their badge is."""

    registration_id: int
    name: str
    organisation: str
    category: Category
    step: BadgeStep
    issued_at: datetime | None
    bin: int | None


_STEP = case(
    (Badge.id.is_(None), BadgeStep.MISSING.value),
    (HANDED, BadgeStep.HANDED.value),
    (PRINTED, BadgeStep.PRINTED.value),
    else_=BadgeStep.UNPRINTED.value,
)
_RANK = case({each.value: place for place, each in enumerate(BadgeStep, 1)}, value=_STEP)

BADGE_SORTS: Sorts = {
    "name": (Person.name_sorted,),
    "organisation": (Registration.organisation_folded,),
    "category": (Category.position, Person.name_sorted),
    "issued": (func.coalesce(Badge.id, 0),),
    "bin": (func.coalesce(Bin.number, 0), Person.name_sorted),
    "status": (_RANK, Person.name_sorted),
}


def list_badges(
    edition_id: int, *, wanted: WantedBadges, order: Order | None = None, number: int = 1
) -> Page[ListedBadge]:
    """The approved people that are asked for, by name, each with how far their badge is."""
    query = _joined(
        select(Registration, Person, Category, _STEP.label("step"), Badge.issued_at, Bin.number.label("bin"))
    )
    query = query.outerjoin(BinPlace, BinPlace.registration_id == Registration.id)
    query = query.outerjoin(Bin, Bin.id == BinPlace.bin_id).where(*_conditions(edition_id, wanted))
    query = query.order_by(*in_order(order, BADGE_SORTS, usual=(Person.name_sorted,), last=Registration.id))
    page = rows_of(query, number=number, ids=select_badges(edition_id, wanted=wanted))
    return page.showing([_listed(row) for row in page.rows])


def select_badges(edition_id: int, *, wanted: WantedBadges) -> Select[tuple[int]]:
    """The ids of the registrations that a list finds."""
    query: Select[tuple[int]] = _joined(select(Registration.id)).where(*_conditions(edition_id, wanted))
    return query


def _joined(query: Any) -> Any:
    query = query.join(Person, Person.id == Registration.person_id)
    query = query.join(Category, Category.id == Registration.category_id)
    return query.outerjoin(Badge, and_(Badge.registration_id == Registration.id, Badge.revoked_at.is_(None)))


def _conditions(edition_id: int, wanted: WantedBadges) -> list[ColumnElement[bool]]:
    known: list[ColumnElement[bool]] = [
        Registration.edition_id == edition_id,
        Registration.status == RegistrationStatus.APPROVED,
    ]
    if wanted.category_id is not None:
        known.append(Registration.category_id == wanted.category_id)
    if wanted.step is not None:
        known.append(_STEP.in_([wanted.step.value]))
    text = (Person.name_folded, Registration.organisation_folded)
    return [*known, *mentions(wanted.text, *text, phone=Person.phone)]


def _listed(row: Any) -> ListedBadge:
    return ListedBadge(
        registration_id=row.Registration.id,
        name=row.Person.full_name,
        organisation=row.Registration.organisation,
        category=row.Category,
        step=BadgeStep(row.step),
        issued_at=row.issued_at,
        bin=row.bin,
    )
