"""The plan of the exhibition area: which stands there are, and who holds them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from forum.companies.models import Company
from forum.core.collation import sort_key
from forum.core.database import one, session
from forum.editions.enums import HallKind
from forum.editions.models import Hall
from forum.exhibitors.models import Exhibitor, Stand
from forum.exhibitors.rules import plan_size


@dataclass(frozen=True, kw_only=True)
class PlanStand:
    """A stand on the plan (in centimetres) and the application that holds it, if any."""

    id: int
    code: str
    kind: str
    x_cm: int
    y_cm: int
    width_cm: int
    depth_cm: int
    size: str
    exhibitor_id: int | None
    company: str | None

    @property
    def is_free(self) -> bool:
        """Whether no application holds it."""
        return self.exhibitor_id is None

    @property
    def label(self) -> str:
        """Code, size in metres and kind, for lists."""
        return " · ".join(filter(None, (self.code, self.size, self.kind)))


@dataclass(frozen=True, kw_only=True)
class HallPlan:
    """A hall with its stands, and the size in centimetres of the rectangle that holds them."""

    hall: Hall
    stands: Sequence[PlanStand]
    width_cm: int
    depth_cm: int


def exhibition_halls(edition_id: int) -> Sequence[Hall]:
    """The halls of an edition in which stands may be, by name."""
    query = select(Hall).where(Hall.edition_id == edition_id, Hall.kind == HallKind.EXHIBITION)
    return sorted(session().scalars(query), key=lambda hall: sort_key(hall.name))


def plan_of(edition_id: int) -> list[HallPlan]:
    """Every hall that has stands, with all of them in order of their codes, in one statement."""
    query = (
        select(Hall, Stand, Exhibitor.id, Company.name)
        .select_from(Stand)
        .join(Hall, Hall.id == Stand.hall_id)
        .outerjoin(Exhibitor, Exhibitor.stand_id == Stand.id)
        .outerjoin(Company, Company.id == Exhibitor.company_id)
        .where(Stand.edition_id == edition_id)
    )
    rows = sorted(session().execute(query), key=lambda row: (sort_key(row.Hall.name), sort_key(row.Stand.code)))
    halls: dict[int, Hall] = {}
    stands: dict[int, list[PlanStand]] = {}
    for hall, stand, exhibitor_id, company in rows:
        halls[hall.id] = hall
        stands.setdefault(hall.id, []).append(_plan_stand(stand, exhibitor_id, company))
    return [_hall_plan(hall, stands[hall_id]) for hall_id, hall in halls.items()]


def free_by_hall(plan: list[HallPlan]) -> list[tuple[str, list[tuple[str | int, str]]]]:
    """The free stands of a plan, id and label, under the name of their hall."""
    return [(hall.hall.name, [(each.id, each.label) for each in hall.stands if each.is_free]) for hall in plan]


def has_stands(hall_id: int) -> bool:
    """Whether a hall has stands."""
    return bool(session().scalar(select(select(Stand.id).where(Stand.hall_id == hall_id).exists())))


def stand_in(edition_id: int, stand_id: int) -> Stand:
    """A stand of this edition.

    Raises:
        NotFound: there is none.
    """
    return one(select(Stand).where(Stand.id == stand_id, Stand.edition_id == edition_id))


def _plan_stand(stand: Stand, exhibitor_id: int | None, company: str | None) -> PlanStand:
    return PlanStand(
        id=stand.id,
        code=stand.code,
        kind=stand.kind,
        x_cm=stand.x_cm,
        y_cm=stand.y_cm,
        width_cm=stand.width_cm,
        depth_cm=stand.depth_cm,
        size=stand.size,
        exhibitor_id=exhibitor_id,
        company=company,
    )


def _hall_plan(hall: Hall, stands: list[PlanStand]) -> HallPlan:
    width, depth = plan_size((each.x_cm, each.y_cm, each.width_cm, each.depth_cm) for each in stands)
    return HallPlan(hall=hall, stands=stands, width_cm=width, depth_cm=depth)
