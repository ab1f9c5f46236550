"""The API of editions: what a program has to know of one to speak of what is in it."""

from dataclasses import dataclass
from datetime import date, datetime

from forum.core.access import SIGNED_IN
from forum.core.clock import utc_now
from forum.core.i18n import N_
from forum.core.operations import Operation
from forum.editions.context import current_edition
from forum.editions.enums import CategoryKind
from forum.editions.queries import list_categories


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryShown:
    """A category people register in."""

    id: int
    kind: CategoryKind
    name_es: str
    name_en: str
    quota: int | None
    places_taken: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionShown:
    """An edition; `time_zone` is that of its venue, moments are in UTC."""

    id: int
    slug: str
    name: str
    time_zone: str
    starts_on: date
    ends_on: date
    venue: str
    now: datetime
    categories: list[CategoryShown]


def edition_show() -> EditionShown:
    """The edition of the key, with its categories."""
    edition = current_edition()
    return EditionShown(
        id=edition.id,
        slug=edition.slug,
        name=edition.name,
        time_zone=edition.time_zone,
        starts_on=edition.starts_on,
        ends_on=edition.ends_on,
        venue=edition.venue_name,
        now=utc_now(),
        categories=[
            CategoryShown(
                id=each.id,
                kind=each.kind,
                name_es=each.name_es,
                name_en=each.name_en,
                quota=each.quota,
                places_taken=each.places_taken,
            )
            for each in list_categories(edition.id)
        ],
    )


OPERATIONS = (
    Operation(
        family=None,
        name="edition_show",
        method="GET",
        path="",
        permission=SIGNED_IN,
        summary=N_("La edición de la llave: fechas, zona horaria y categorías."),
        verb=edition_show,
        answer=EditionShown,
    ),
)
