"""The stands of the exhibition area."""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import exists, func, select

from forum.core.database import atomic, locked, refusing, session
from forum.editions.models import Hall
from forum.editions.service import count_calendar_change
from forum.exhibitors import rules
from forum.exhibitors.errors import StandCodeTaken, StandHeld, StandRangeTaken
from forum.exhibitors.models import Exhibitor, Stand
from forum.exhibitors.rules import StandOutline

COPIED_OF_STAND = ("code", "kind", "width_cm", "depth_cm", "x_cm", "y_cm")
UNIQUE_CODE = "uq_stand_edition_id_code"


def normal_stand_code(text: str) -> str:
    """A stand's code as it is stored: upper-case, without spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


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
    """Add a block of numbered stands below the existing ones of a hall.

    Raises:
        StandRangeTaken: a code of the block is in use; nothing is added.
        StandOffPlan: the block does not fit the plan.
        NotFound: the edition has no such hall.
    """
    with atomic() as session:
        locked(Hall, hall_id, edition_id=edition_id)  # two blocks are never laid over one another
        lowest = session.scalar(select(func.max(Stand.y_cm + Stand.depth_cm)).where(Stand.hall_id == hall_id))
        top = lowest + rules.AISLE_CM if lowest is not None else 0
        outlines = rules.stand_range(
            normal_stand_code(prefix),
            first=first,
            how_many=how_many,
            width_cm=width_cm,
            depth_cm=depth_cm,
            per_row=per_row,
            top_cm=top,
        )
        codes = [outline.code for outline in outlines]
        used = session.scalars(select(Stand.code).where(Stand.edition_id == edition_id, Stand.code.in_(codes))).first()
        if used is not None:
            raise StandRangeTaken(stand=used)
        stands = [Stand(edition_id=edition_id, hall_id=hall_id, kind=kind, **vars(outline)) for outline in outlines]
        with refusing(UNIQUE_CODE, StandRangeTaken(stand=codes[0])):
            session.add_all(stands)
    return stands


def update_stand(stand_id: int, *, edition_id: int, outline: StandOutline, kind: str, now: datetime) -> Stand:
    """Change the code, size, position or kind of a stand.

    Raises:
        StandCodeTaken: another stand has that code.
        StandOffPlan: it does not fit the plan.
        NotFound: the edition has no such stand.
    """
    rules.ensure_on_plan(outline)
    code = normal_stand_code(outline.code)
    with atomic():
        stand = locked(Stand, stand_id, edition_id=edition_id)
        if code != stand.code:
            count_calendar_change(edition_id, moved=True, now=now)
        with refusing(UNIQUE_CODE, StandCodeTaken(stand=code)):
            stand.code, stand.kind = code, kind
            stand.x_cm, stand.y_cm = outline.x_cm, outline.y_cm
            stand.width_cm, stand.depth_cm = outline.width_cm, outline.depth_cm
    return stand


def set_stand_kind(stand_id: int, *, edition_id: int, kind: str) -> None:
    """Change the kind of a stand alone.

    Raises:
        NotFound: the edition has no such stand.
    """
    with atomic():
        locked(Stand, stand_id, edition_id=edition_id).kind = kind


def delete_stand(stand_id: int, *, edition_id: int) -> None:
    """Delete a free stand.

    Raises:
        StandHeld: a company holds it.
        NotFound: the edition has no such stand.
    """
    with atomic() as session:
        stand = locked(Stand, stand_id, edition_id=edition_id)
        if session.scalar(select(exists().where(Exhibitor.stand_id == stand_id))):
            raise StandHeld(stand=stand.code)
        session.delete(stand)


def copy_stands(source_id: int, edition_id: int, *, halls: Mapping[int, int]) -> None:
    """Copy the stands of an edition with their places on the plan, inside the change that copies it.

    `halls`: the copies by those they are of, id to id.
    """
    stands = session().scalars(select(Stand).where(Stand.edition_id == source_id).order_by(Stand.id)).all()
    session().add_all(
        Stand(
            edition_id=edition_id,
            hall_id=halls[each.hall_id],
            **{name: getattr(each, name) for name in COPIED_OF_STAND},
        )
        for each in stands
    )
