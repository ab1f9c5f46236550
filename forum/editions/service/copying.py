"""A draft of the next edition, copied from one that is set up."""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from forum.accounts.service import copy_team
from forum.core.database import atomic, session
from forum.core.signals import announce
from forum.editions.enums import CopiedPart
from forum.editions.errors import WindowInDisorder
from forum.editions.models import Category, CategoryDay, Edition, Hall, MeetingTable, Slot
from forum.editions.queries import get_edition, list_categories, list_days
from forum.editions.rules import Windows, default_windows, ensure_windows
from forum.editions.rules.copies import ensure_whole
from forum.editions.rules.moves import Calendar, move_moment, move_windows
from forum.editions.service.days import copy_hours
from forum.editions.service.editions import first_categories, insert_edition, moments_of
from forum.editions.signals import EditionCopied

BEFORE_ALL = datetime.min.replace(tzinfo=UTC)  # a copy takes along what is over for the other too
ABOUT = ("about_es", "about_en")
RULES = (
    "slot_minutes", "gap_minutes", "walking_minutes", "tolerance_minutes", "supplier_absences_cap",
    "supplier_meetings_cap", "supplier_open_requests_cap", "buyer_spare_slots_per_day", "companions_per_side",
    "request_hours", "staff_badges_per_stand", "planned_wishes", "committees", "offer_minutes", "offer_minutes_on_days",
    "buyer_invitations_cap", "one_meeting_per_pair", "meetings_in_a_row", "planning_policy",
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
    parts: Collection[CopiedPart],
    by: int,
    now: datetime,
) -> Edition:
    """Create an unpublished edition with the hours and these parts of another one, organised by who copies it.

    Its windows lie as many days from its days, or follow from its dates where that puts them out of order.

    Raises:
        BadSlug, SlugReserved, SlugTaken, DatesInDisorder: as for a new one.
        HallsNotCopied, CategoriesNotCopied: a part depends on one that is not wanted.
    """
    ensure_whole(parts)
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
            **_rules_and_windows(source, starts_on=starts_on, ends_on=ends_on, zone=time_zone, parts=parts),
        )
        insert_edition(edition, by=by, now=now)
        _copy_frame(source, edition, parts=frozenset(parts), by=by, now=now)
    return edition


def _rules_and_windows(
    source: Edition, *, starts_on: date, ends_on: date, zone: str, parts: Collection[CopiedPart]
) -> dict[str, Any]:
    copied = (ABOUT if CopiedPart.ABOUT in parts else ()) + (RULES if CopiedPart.RULES in parts else ())
    windows = _windows(source, starts_on=starts_on, ends_on=ends_on, zone=zone)
    return {**{field: getattr(source, field) for field in copied}, **moments_of(windows)}


def _copy_frame(source: Edition, edition: Edition, *, parts: frozenset[CopiedPart], by: int, now: datetime) -> None:
    days = copy_hours(source.id, edition.id)
    categories, halls = dict[int, int](), dict[int, int]()
    if CopiedPart.CATEGORIES in parts:
        categories = _copy_categories(source.id, edition.id, days=days)
    else:
        session().add_all(first_categories(edition.id))
    if CopiedPart.HALLS in parts:
        halls = _copy_halls(source.id, edition.id)
    if CopiedPart.SLOTS in parts:
        _copy_slots(source, edition, halls=halls, days=days)
    if CopiedPart.TEAM in parts:
        copy_team(source.id, edition.id, by=by, now=now)
    announce(
        EditionCopied(
            source_id=source.id,
            edition_id=edition.id,
            parts=parts,
            categories=categories,
            halls=halls,
            days=days,
            shift=edition.starts_on - source.starts_on,
            by=by,
            at=now,
        )
    )


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


def _copy_categories(source_id: int, edition_id: int, *, days: Mapping[int, int]) -> dict[int, int]:
    """Copy the categories with the days on which they enter; returns the copies by those they are of, id to id."""
    copies = {
        each.id: Category(edition_id=edition_id, **{name: getattr(each, name) for name in COPIED_OF_CATEGORY})
        for each in list_categories(source_id)
    }
    session().add_all(copies.values())
    session().flush()
    limits = session().scalars(select(CategoryDay).where(CategoryDay.category_id.in_(copies))).all()
    session().add_all(
        CategoryDay(category_id=copies[each.category_id].id, day_id=days[each.day_id])
        for each in limits
        if each.day_id in days
    )
    return {source: copy.id for source, copy in copies.items()}


def _copy_slots(source: Edition, edition: Edition, *, halls: Mapping[int, int], days: Mapping[int, int]) -> None:
    """Copy the slots at the same times of the clock, those that are blocked with their reason."""
    dates = {day.id: day.date for day in (*list_days(source.id), *list_days(edition.id))}
    slots = session().scalars(select(Slot).where(Slot.edition_id == source.id).order_by(Slot.id)).all()
    for each in slots:
        if each.day_id not in days:
            continue
        later = (dates[days[each.day_id]] - dates[each.day_id]).days
        starts_at, ends_at = (
            move_moment(moment, days=later, was_zone=source.time_zone, zone=edition.time_zone)
            for moment in (each.starts_at, each.ends_at)
        )
        session().add(
            Slot(
                edition_id=edition.id,
                hall_id=halls[each.hall_id],
                day_id=days[each.day_id],
                starts_at=starts_at,
                ends_at=ends_at,
                blocked_reason=each.blocked_reason,
            )
        )


def _copy_halls(source_id: int, edition_id: int) -> dict[int, int]:
    """Copy the halls with their tables; returns the copies by those they are of, id to id."""
    copies = {}
    query = select(Hall).where(Hall.edition_id == source_id).options(selectinload(Hall.tables)).order_by(Hall.id)
    for each in session().scalars(query):
        hall = Hall(edition_id=edition_id, name=each.name, kind=each.kind)
        session().add(hall)
        session().flush()
        copies[each.id] = hall.id
        session().add_all(
            MeetingTable(edition_id=edition_id, hall_id=hall.id, number=table.number) for table in each.tables
        )
    return copies
