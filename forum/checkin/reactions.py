"""What the door does on the announcements of registration and editions, in the same transaction."""

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import aliased

from forum.checkin.errors import AreaDayStays
from forum.checkin.models import Area, AreaDay
from forum.checkin.queries.entries import is_entered
from forum.checkin.service.areas import add_venue
from forum.checkin.service.copying import copy_doors
from forum.core.database import session
from forum.editions.enums import CopiedPart
from forum.editions.signals import DayDropping, EditionCopied, EditionCreated
from forum.registration.errors import HasEntered
from forum.registration.signals import PlaceFreeing


def keep_used_place(event: PlaceFreeing) -> None:
    """Keep the place of somebody who has entered, on whatever day.

    Raises:
        HasEntered: they have.
    """
    if is_entered(event.registration_id):
        raise HasEntered


def forget_day_of_areas(event: DayDropping) -> None:
    """Forget that areas open on the day.

    Raises:
        AreaDayStays: it is the only day on which one does; without any it would open on all.
    """
    another = aliased(AreaDay)
    others = exists().where(another.area_id == AreaDay.area_id, another.day_id != event.day_id)
    only_then = select(Area.name).join(AreaDay, AreaDay.area_id == Area.id)
    area = session().scalars(only_then.where(AreaDay.day_id == event.day_id, ~others).order_by(Area.id)).first()
    if area is not None:
        raise AreaDayStays(area=area)
    session().execute(delete(AreaDay).where(AreaDay.day_id == event.day_id))


def make_venue(event: EditionCreated) -> None:
    """Give a new edition the area that is the whole forum."""
    add_venue(event.edition_id)


def copy_doors_of_edition(event: EditionCopied) -> None:
    """Give the copy of an edition the areas and gates of the other; without them the area that is the whole forum."""
    if CopiedPart.DOORS not in event.parts:
        add_venue(event.edition_id)
        return
    copy_doors(
        event.source_id,
        event.edition_id,
        categories=event.categories,
        days=event.days,
        by=event.by,
        now=event.at,
    )
