"""The organiser's list of stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager

from forum.companies.models import Company
from forum.core.database import session
from forum.core.each import Found, find_up_to
from forum.core.mentions import mentions
from forum.core.paging import Page, rows_of
from forum.core.sorting import Order, Sorts, in_order
from forum.editions.models import Hall
from forum.exhibitors.enums import StandState
from forum.exhibitors.models import Exhibitor, Stand


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedStands:
    """The stands of an edition that a list asks for: words of code, kind and company, those that are free, a hall."""

    text: str = ""
    state: StandState | None = None
    hall_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedStand:
    """A stand, the name of its hall, and the application that holds it."""

    stand: Stand
    exhibitor_id: int | None
    company: str | None

    @property
    def state(self) -> StandState:
        """Whether an application holds it."""
        return StandState.FREE if self.exhibitor_id is None else StandState.HELD


STAND_SORTS: Sorts = {
    "code": (Stand.code,),
    "kind": (Stand.kind, Stand.code),
    "size": (Stand.width_cm * Stand.depth_cm, Stand.code),
    "state": (func.coalesce(Exhibitor.id, 0), Stand.code),
    "company": (func.coalesce(Company.name_sorted, ""), Stand.code),
}


def list_stands(
    edition_id: int, *, wanted: WantedStands, order: Order | None = None, number: int = 1
) -> Page[ListedStand]:
    """The stands that are asked for, by number."""
    query = _joined(select(Stand, Exhibitor.id, Company.name)).options(contains_eager(Stand.hall))
    query = query.where(*_conditions(edition_id, wanted))
    query = query.order_by(*in_order(order, STAND_SORTS, usual=(Stand.code,), last=Stand.id))
    page = rows_of(query, number=number, ids=select_stands(edition_id, wanted=wanted))
    return page.showing([ListedStand(stand=row[0], exhibitor_id=row[1], company=row[2]) for row in page.rows])


def count_stands(edition_id: int) -> dict[StandState, int]:
    """Number of stands that are free, and held."""
    query = select(func.count(), func.count(Exhibitor.id)).select_from(Stand)
    query = query.outerjoin(Exhibitor, Exhibitor.stand_id == Stand.id).where(Stand.edition_id == edition_id)
    total, held = session().execute(query).one()
    return {StandState.FREE: total - held, StandState.HELD: held}


def select_stands(edition_id: int, *, wanted: WantedStands) -> Select[tuple[int]]:
    """The ids of the stands that a list finds."""
    return _joined(select(Stand.id)).where(*_conditions(edition_id, wanted))


def find_stands(
    edition_id: int, *, wanted: WantedStands, only_free: bool = False, last: int | None, most: int
) -> Found:
    """The stands of a list, up to `last` (`find_up_to`)."""
    query = select_stands(edition_id, wanted=wanted)
    return find_up_to(query.where(Exhibitor.id.is_(None)) if only_free else query, Stand.id, last=last, most=most)


def stands_in(edition_id: int, ids: Iterable[int]) -> Sequence[Stand]:
    """Those of these stands that are of the edition, with their halls, by code."""
    query = select(Stand).join(Stand.hall).where(Stand.edition_id == edition_id, Stand.id.in_(ids))
    return session().scalars(query.options(contains_eager(Stand.hall)).order_by(Stand.code)).all()


def _joined(query: Select[tuple[int]] | Select[tuple[Stand, int, str]]) -> Select:  # type: ignore[type-arg]
    query = query.join(Hall, Hall.id == Stand.hall_id).outerjoin(Exhibitor, Exhibitor.stand_id == Stand.id)
    return query.outerjoin(Company, Company.id == Exhibitor.company_id)


def _conditions(edition_id: int, wanted: WantedStands) -> list[ColumnElement[bool]]:
    known: list[ColumnElement[bool]] = [Stand.edition_id == edition_id]
    if wanted.hall_id is not None:
        known.append(Stand.hall_id == wanted.hall_id)
    if wanted.state is not None:
        known.append(Exhibitor.id.is_(None) if wanted.state is StandState.FREE else Exhibitor.id.is_not(None))
    text = (func.lower(Stand.code), func.lower(Stand.kind), func.coalesce(Company.name_folded, ""))
    return [*known, *mentions(wanted.text, *text)]
