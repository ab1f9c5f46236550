"""The organiser's set-up of the exhibition area."""

from collections.abc import Sequence

from sqlalchemy import exists, func, select

from forum.core.database import atomic, locked, refusing
from forum.core.errors import NotFound
from forum.editions.models import Hall
from forum.exhibitors import rules
from forum.exhibitors.errors import StandCodeTaken, StandHeld, StandRangeTaken
from forum.exhibitors.models import Exhibitor, Stand
from forum.exhibitors.rules import Place

UNIQUE_CODE = "uq_stand_edition_id_code"


def normal_stand_code(text: str) -> str:
    """A stand's code as it is kept: upper-case, without spaces."""
    return "".join(text.split()).upper()


def add_stands(
    edition_id: int,
    *,
    hall_id: int,
    prefix: str,
    first: int,
    how_many: int,
    width_cm: int,
    depth_cm: int,
    per_row: int,
    kind: str,
) -> Sequence[Stand]:
    """Add a block of numbered stands below those that the hall has.

    Raises:
        StandRangeTaken: a code of the block is in use; nothing is added.
        StandOffPlan: the block does not fit the plan.
        NotFound: the edition has no such hall.
    """
    with atomic() as session:
        locked_hall(hall_id, edition_id=edition_id)
        lowest = session.scalar(select(func.max(Stand.y_cm + Stand.depth_cm)).where(Stand.hall_id == hall_id))
        top = lowest + rules.AISLE_CM if lowest is not None else 0
        places = rules.stand_range(
            normal_stand_code(prefix),
            first=first,
            how_many=how_many,
            width_cm=width_cm,
            depth_cm=depth_cm,
            per_row=per_row,
            top_cm=top,
        )
        codes = [place.code for place in places]
        used = session.scalars(select(Stand.code).where(Stand.edition_id == edition_id, Stand.code.in_(codes))).first()
        if used is not None:
            raise StandRangeTaken(stand=used)
        stands = [Stand(edition_id=edition_id, hall_id=hall_id, kind=kind, **vars(place)) for place in places]
        with refusing(UNIQUE_CODE, StandRangeTaken(stand=codes[0])):
            session.add_all(stands)
    return stands


def update_stand(stand_id: int, *, edition_id: int, place: Place, kind: str) -> Stand:
    """Give a stand another code, size or place on the plan.

    Raises:
        StandCodeTaken: the edition has that code.
        StandOffPlan: it does not fit the plan.
        NotFound: the edition has no such stand.
    """
    rules.ensure_on_plan(place)
    code = normal_stand_code(place.code)
    with atomic():
        stand = locked_stand(stand_id, edition_id=edition_id)
        with refusing(UNIQUE_CODE, StandCodeTaken(stand=code)):
            stand.code, stand.kind = code, kind
            stand.x_cm, stand.y_cm, stand.width_cm, stand.depth_cm = (
                place.x_cm,
                place.y_cm,
                place.width_cm,
                place.depth_cm,
            )
    return stand


def delete_stand(stand_id: int, *, edition_id: int) -> None:
    """Take a free stand off the plan.

    Raises:
        StandHeld: a company holds it.
        NotFound: the edition has no such stand.
    """
    with atomic() as session:
        stand = locked_stand(stand_id, edition_id=edition_id)
        if session.scalar(select(exists().where(Exhibitor.stand_id == stand_id))):
            raise StandHeld(stand=stand.code)
        session.delete(stand)


def locked_stand(stand_id: int, *, edition_id: int) -> Stand:
    """A stand of this edition, locked.

    Raises:
        NotFound: the edition has no such stand.
    """
    stand = locked(Stand, stand_id)
    if stand.edition_id != edition_id:
        raise NotFound
    return stand


def locked_hall(hall_id: int, *, edition_id: int) -> Hall:
    """A hall of this edition, locked: two blocks are never laid over one another.

    Raises:
        NotFound: the edition has no such hall.
    """
    hall = locked(Hall, hall_id)
    if hall.edition_id != edition_id:
        raise NotFound
    return hall
