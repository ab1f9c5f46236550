"""Categories of attendee: names, colours, quotas, and the days on which they may enter."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from forum.core.configuration import note_setting
from forum.core.database import atomic, locked, refusing, session
from forum.core.signals import announce
from forum.editions.enums import CategoryKind
from forum.editions.errors import CategoryCodeTaken, CategoryInUse, QuotaBelowTaken
from forum.editions.models import Category, CategoryDay, Day
from forum.editions.service.calendars import count_calendar_change
from forum.editions.signals import CategoryDaysDropped, CategoryKindChanging, QuotaChanged

OFFER_HOURS = 24


def create_category(
    edition_id: int,
    *,
    code: str,
    kind: CategoryKind,
    name_es: str,
    name_en: str,
    colour: str,
    quota: int | None,
    needs_approval: bool,
    offers_places: bool = False,
    offer_hours: int = OFFER_HOURS,
    day_ids: Iterable[int] = (),
) -> Category:
    """Add a category, last in the order. Without days it may enter on all of them.

    Raises:
        CategoryCodeTaken: the edition has one with that code.
    """
    with atomic():
        last = session().scalar(select(func.max(Category.position)).where(Category.edition_id == edition_id)) or 0
        category = Category(
            edition_id=edition_id,
            code=code,
            kind=kind,
            name_es=name_es,
            name_en=name_en or name_es,
            colour=colour,
            quota=quota,
            needs_approval=needs_approval,
            offers_places=offers_places,
            offer_hours=offer_hours,
            position=last + 1,
        )
        with refusing("uq_category_edition_id_code", CategoryCodeTaken()):
            session().add(category)
        _limit_days(category, day_ids)
        return category


def update_category(
    category_id: int,
    *,
    code: str,
    kind: CategoryKind,
    name_es: str,
    name_en: str,
    colour: str,
    quota: int | None,
    needs_approval: bool,
    offers_places: bool = False,
    offer_hours: int = OFFER_HOURS,
    day_ids: Iterable[int],
    now: datetime,
) -> None:
    """Change a category.

    A new quota, or another way to give places, is announced, so that people waiting for a place can get one.

    Raises:
        CategoryCodeTaken: the edition has another with that code.
        QuotaBelowTaken: more people have a place than that.
        And what reactions refuse: the kind of a category stays while people are registered in it.
    """
    with atomic():
        category = locked(Category, category_id)
        if quota is not None and quota < category.places_taken:
            raise QuotaBelowTaken(taken=category.places_taken)
        if kind is not category.kind:
            announce(CategoryKindChanging(category_id=category.id, edition_id=category.edition_id, at=now))
        changed = (quota, offers_places) != (category.quota, category.offers_places)
        category.kind, category.name_es, category.name_en = kind, name_es, name_en or name_es
        category.colour, category.quota, category.needs_approval = colour, quota, needs_approval
        category.offers_places, category.offer_hours = offers_places, offer_hours
        with refusing("uq_category_edition_id_code", CategoryCodeTaken()):
            category.code = code
        _change_days(category, day_ids, now=now)
        if changed:
            announce(QuotaChanged(category_id=category.id, edition_id=category.edition_id, at=now))


def _change_days(category: Category, day_ids: Iterable[int], *, now: datetime) -> None:
    before, after = _limit_days(category, day_ids)
    if before != after:
        note_setting(category, "days", _dates(before), _dates(after))
        days = tuple(sorted(before - after))
        announce(CategoryDaysDropped(category_id=category.id, day_ids=days, edition_id=category.edition_id, at=now))
        count_calendar_change(category.edition_id, moved=True, now=now)


def _dates(day_ids: Iterable[int]) -> list[str]:
    query = select(Day.date).where(Day.id.in_(set(day_ids))).order_by(Day.date)
    return [day.isoformat() for day in session().scalars(query)]


def _limit_days(category: Category, day_ids: Iterable[int]) -> tuple[set[int], set[int]]:
    """Limit a category to these days of its own edition; all days, or none, mean no limit.

    Returns the days on which it could enter before, and those on which it may now.
    """
    before = set(session().scalars(select(CategoryDay.day_id).where(CategoryDay.category_id == category.id)))
    days = set(session().scalars(select(Day.id).where(Day.edition_id == category.edition_id)))
    chosen = days & set(day_ids)
    session().execute(delete(CategoryDay).where(CategoryDay.category_id == category.id))
    limited = chosen if chosen != days else set()
    session().add_all(CategoryDay(category_id=category.id, day_id=day_id) for day_id in limited)
    session().flush()
    return before or days, limited or days


def move_category(category_id: int, *, up: bool) -> None:
    """Show a category one place earlier or later."""
    with atomic():
        category = locked(Category, category_id)
        query = select(Category).where(Category.edition_id == category.edition_id)
        ordered = list(session().scalars(query.order_by(Category.position, Category.id)))
        at = ordered.index(category)
        to = min(max(at + (-1 if up else 1), 0), len(ordered) - 1)
        ordered.insert(to, ordered.pop(at))
        for position, each in enumerate(ordered, start=1):
            each.position = position


def remove_category(category_id: int) -> None:
    """Delete a category nobody is registered in.

    Raises:
        CategoryInUse: somebody is or was registered in it.
    """
    with atomic():
        category = locked(Category, category_id)
        try:
            with atomic():
                session().delete(category)
                session().flush()
        except IntegrityError as error:
            raise CategoryInUse from error
