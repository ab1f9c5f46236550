"""A draft of the next edition, copied from one that is set up."""

from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from forum.core.database import atomic, session
from forum.core.signals import announce
from forum.editions.errors import WindowInDisorder
from forum.editions.models import Category, Edition, Hall, MeetingTable
from forum.editions.queries import get_edition, list_categories
from forum.editions.rules import Windows, default_windows, ensure_windows
from forum.editions.rules.moves import Calendar, move_windows
from forum.editions.service.days import copy_hours
from forum.editions.service.editions import insert_edition, moments_of
from forum.editions.signals import EditionCopied

BEFORE_ALL = datetime.min.replace(tzinfo=UTC)  # a copy takes along what is over for the other too
COPIED = (
    "about_es", "about_en", "slot_minutes", "gap_minutes", "walking_minutes", "tolerance_minutes",
    "supplier_meetings_cap", "supplier_open_requests_cap", "buyer_spare_slots_per_day", "companions_per_side",
    "request_hours", "staff_badges_per_stand", "planned_wishes", "committees", "offer_minutes", "offer_minutes_on_days",
    "buyer_invitations_cap",
)  # fmt: skip
COPIED_OF_CATEGORY = (
    "code",
    "kind",
    "name_es",
    "name_en",
    "colour",
    "quota",
    "needs_approval",
    "offers_places",
    "offer_hours",
    "position",
)


def copy_edition(
    source_id: int,
    *,
    name: str,
    ordinal: int,
    slug: str,
    starts_on: date,
    ends_on: date,
    venue_name: str,
    venue_address: str,
    time_zone: str,
    by: int,
    now: datetime,
) -> Edition:
    """Create an unpublished edition with the presentation, rules, hours, categories, halls and tables of another one.

    Its windows lie as many days from its days, or follow from its dates where that puts them out of order. Who copies
    it organises it, nobody else of the other's team. No people are copied, nor what depends on single days, as slots.
    Higher domains copy what they keep of it.

    Raises:
        BadSlug, SlugReserved, SlugTaken, DatesInDisorder: as for a new one.
    """
    with atomic():
        source = get_edition(source_id)
        edition = Edition(
            name=name,
            ordinal=ordinal,
            slug=slug,
            starts_on=starts_on,
            ends_on=ends_on,
            venue_name=venue_name,
            venue_address=venue_address,
            time_zone=time_zone,
            **{field: getattr(source, field) for field in COPIED},
            **moments_of(_windows(source, starts_on=starts_on, ends_on=ends_on, zone=time_zone)),
        )
        insert_edition(edition, by=by, now=now)
        _copy_frame(source.id, edition.id, by=by, now=now)
    return edition


def _copy_frame(source_id: int, edition_id: int, *, by: int, now: datetime) -> None:
    copy_hours(source_id, edition_id)
    categories = _copy_categories(source_id, edition_id)
    _copy_halls(source_id, edition_id)
    announce(EditionCopied(source_id=source_id, edition_id=edition_id, categories=categories, by=by, at=now))


def _windows(source: Edition, *, starts_on: date, ends_on: date, zone: str) -> Windows:
    windows = Windows(**{name: getattr(source, name) for name in Windows.__dataclass_fields__})
    was = Calendar(starts_on=source.starts_on, ends_on=source.ends_on, time_zone=source.time_zone)
    to = Calendar(starts_on=starts_on, ends_on=ends_on, time_zone=zone)
    moved = move_windows(windows, was, to, now=BEFORE_ALL)
    try:
        ensure_windows(moved)
    except WindowInDisorder:
        return default_windows(starts_on, ends_on, zone)
    return moved


def _copy_categories(source_id: int, edition_id: int) -> dict[int, int]:
    """Copy the categories; returns the copies by those they are of, id to id."""
    copies = {
        each.id: Category(edition_id=edition_id, **{name: getattr(each, name) for name in COPIED_OF_CATEGORY})
        for each in list_categories(source_id)
    }
    session().add_all(copies.values())
    session().flush()
    return {source: copy.id for source, copy in copies.items()}


def _copy_halls(source_id: int, edition_id: int) -> None:
    query = select(Hall).where(Hall.edition_id == source_id).options(selectinload(Hall.tables)).order_by(Hall.id)
    for each in session().scalars(query):
        hall = Hall(edition_id=edition_id, name=each.name, kind=each.kind)
        session().add(hall)
        session().flush()
        session().add_all(
            MeetingTable(edition_id=edition_id, hall_id=hall.id, number=table.number) for table in each.tables
        )
