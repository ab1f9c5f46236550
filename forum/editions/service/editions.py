"""Creating, changing and publishing an edition."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select

from forum.accounts.enums import Role
from forum.accounts.queries import has_grant
from forum.accounts.service import grant_role
from forum.core.database import atomic, locked, refusing, session
from forum.core.signals import announce
from forum.editions.enums import PlannedWishes, PlanningPolicy
from forum.editions.errors import NotReady, SlugTaken
from forum.editions.models import Category, Day, Edition, EditionSlug
from forum.editions.queries import missing_steps
from forum.editions.rules import (
    NEEDED_TO_PUBLISH,
    Windows,
    days_between,
    default_categories,
    default_windows,
    ensure_slug,
    ensure_windows,
)
from forum.editions.rules.committees import ensure_committees
from forum.editions.rules.moves import Calendar
from forum.editions.service.calendars import count_calendar_change
from forum.editions.service.moves import Carried, carry_along
from forum.editions.signals import EditionCreated


def create_edition(
    name: str,
    *,
    ordinal: int,
    slug: str,
    starts_on: date,
    ends_on: date,
    venue_name: str,
    venue_address: str = "",
    time_zone: str = "America/Mexico_City",
    by: int | None,
    now: datetime,
) -> Edition:
    """Create an unpublished edition with its days, a category of every kind, and windows that follow from its dates.

    Raises:
        BadSlug, SlugReserved, SlugTaken: the slug is not possible.
        DatesInDisorder: the dates are not possible.
    """
    with atomic():
        edition = Edition(
            name=name,
            ordinal=ordinal,
            slug=slug,
            starts_on=starts_on,
            ends_on=ends_on,
            venue_name=venue_name,
            venue_address=venue_address,
            time_zone=time_zone,
            **moments_of(default_windows(starts_on, ends_on, time_zone)),
        )
        insert_edition(edition, by=by, now=now)
        announce(EditionCreated(edition_id=edition.id))
        session().add_all(first_categories(edition.id))
        session().flush()
        return edition


def insert_edition(edition: Edition, *, by: int | None, now: datetime) -> None:
    """Save a new edition with its days, inside `atomic()`, and make its creator its organiser.

    Raises:
        BadSlug, SlugReserved, SlugTaken: the slug is not possible.
        DatesInDisorder: the dates are not possible.
    """
    days = days_between(edition.starts_on, edition.ends_on)
    edition.slug = ensure_slug(edition.slug)
    with refusing("uq_edition_slug", SlugTaken()):
        session().add(edition)
    _keep_slugs(edition, {edition.slug})
    session().add_all(Day(edition_id=edition.id, date=day) for day in days)
    _make_organiser(by, edition.id, now)


def _make_organiser(person_id: int | None, edition_id: int, now: datetime) -> None:
    """Make the creator of an edition its organiser, unless they organise all editions."""
    if person_id is not None and not has_grant(person_id, role=Role.ORGANISER, edition_id=None):
        grant_role(person_id, role=Role.ORGANISER, edition_id=edition_id, by=person_id, now=now)


def moments_of(windows: Windows) -> dict[str, datetime]:
    """The windows by the names of the columns."""
    return {name: getattr(windows, name) for name in Windows.__dataclass_fields__}


def first_categories(edition_id: int) -> list[Category]:
    """The categories an edition starts with, not yet saved."""
    return [
        Category(
            edition_id=edition_id,
            code=first.code,
            kind=first.kind,
            name_es=first.name_es,
            name_en=first.name_en,
            colour=first.colour,
            position=position,
        )
        for position, first in enumerate(default_categories(), start=1)
    ]


def update_edition(
    edition_id: int,
    *,
    name: str,
    ordinal: int,
    slug: str,
    starts_on: date,
    ends_on: date,
    venue_name: str,
    venue_address: str,
    time_zone: str,
    about_es: str,
    about_en: str,
    agreed: str = "",
    by: int,
    now: datetime,
) -> Carried:
    """Change the details of an edition; days, slots and windows follow its dates. A former slug leads to the new one.

    Raises:
        BadSlug, SlugReserved, SlugTaken, DatesInDisorder: as for a new one.
        DayInUse, WindowsLeftBehind, ZoneAfterStart: the dates or the time zone cannot change so.
        DaysTaken: there are meetings on days that move, and the organiser has not `agreed` to what happens to them.
    """
    to = Calendar(starts_on=starts_on, ends_on=ends_on, time_zone=time_zone)
    with atomic():
        edition = locked(Edition, edition_id)
        carried = carry_along(edition, to, agreed=agreed, by=by, now=now)
        venue, called = (edition.venue_name, edition.venue_address), (edition.name, edition.slug)
        edition.name, edition.ordinal = name, ordinal
        edition.venue_name, edition.venue_address = venue_name, venue_address
        edition.about_es, edition.about_en = about_es, about_en
        if slug != edition.slug:
            _take_slug(edition, ensure_slug(slug))
        if venue != (venue_name, venue_address):
            count_calendar_change(edition_id, moved=True, now=now)
        if called != (edition.name, edition.slug):
            count_calendar_change(edition_id, moved=False, now=now)
        return carried


def _take_slug(edition: Edition, slug: str) -> None:
    """Give an edition a slug that it had before or nobody had; the one it has becomes a former one."""
    query = select(EditionSlug).where(EditionSlug.slug.in_((slug, edition.slug)))
    of = {each.slug: each.edition_id for each in session().scalars(query)}
    if of.get(slug, edition.id) != edition.id:
        raise SlugTaken
    _keep_slugs(edition, {slug, edition.slug} - of.keys())
    with refusing("uq_edition_slug", SlugTaken()):
        edition.slug = slug


def _keep_slugs(edition: Edition, slugs: Iterable[str]) -> None:
    with refusing("uq_edition_slug_slug", SlugTaken()):
        session().add_all(EditionSlug(slug=slug, edition_id=edition.id) for slug in slugs)


def change_windows(edition_id: int, *, windows: Windows) -> None:
    """Change when registration, requests and the agenda open and close.

    Raises:
        WindowInDisorder: at the field that is too early.
    """
    ensure_windows(windows)
    with atomic():
        edition = locked(Edition, edition_id)
        for name, value in moments_of(windows).items():
            setattr(edition, name, value)


def change_rules(
    edition_id: int,
    *,
    slot_minutes: int,
    gap_minutes: int,
    walking_minutes: int,
    tolerance_minutes: int,
    supplier_absences_cap: int,
    supplier_meetings_cap: int,
    supplier_open_requests_cap: int,
    buyer_invitations_cap: int,
    buyer_spare_slots_per_day: int,
    companions_per_side: int,
    request_hours: int,
    offer_minutes: int,
    offer_minutes_on_days: int,
    staff_badges_per_stand: int,
    planned_wishes: PlannedWishes,
    planning_policy: PlanningPolicy,
    meetings_in_a_row: int,
    one_meeting_per_pair: bool,
    committees: str,
) -> None:
    """Change the forum's rules; they apply from now on.

    Raises:
        CommitteesUnreadable: the list of committees is too long.
    """
    with atomic():
        edition, listed = locked(Edition, edition_id), ensure_committees(committees)
        edition.slot_minutes, edition.gap_minutes, edition.walking_minutes = slot_minutes, gap_minutes, walking_minutes
        edition.tolerance_minutes, edition.supplier_meetings_cap = tolerance_minutes, supplier_meetings_cap
        edition.supplier_absences_cap = supplier_absences_cap
        edition.supplier_open_requests_cap = supplier_open_requests_cap
        edition.buyer_invitations_cap, edition.companions_per_side = buyer_invitations_cap, companions_per_side
        edition.buyer_spare_slots_per_day, edition.request_hours = buyer_spare_slots_per_day, request_hours
        edition.staff_badges_per_stand = staff_badges_per_stand
        edition.offer_minutes, edition.offer_minutes_on_days = offer_minutes, offer_minutes_on_days
        edition.planned_wishes, edition.planning_policy, edition.committees = planned_wishes, planning_policy, listed
        edition.one_meeting_per_pair, edition.meetings_in_a_row = one_meeting_per_pair, meetings_in_a_row


def publish_edition(edition_id: int, *, now: datetime) -> None:
    """Show the edition to everybody.

    Raises:
        NotReady: something the public page needs is missing.
    """
    with atomic():
        edition = locked(Edition, edition_id)
        if missing_steps(edition) & NEEDED_TO_PUBLISH:
            raise NotReady
        edition.published_at = edition.published_at or now


def unpublish_edition(edition_id: int) -> None:
    """Hide the edition from everybody but its organisers; its data stays."""
    with atomic():
        locked(Edition, edition_id).published_at = None
