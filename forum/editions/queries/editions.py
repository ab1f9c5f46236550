"""Queries of editions, their numbers and what they lack."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Exists, Row, ScalarSelect, and_, bindparam, func, select

from forum.core.aliases import shared_alias
from forum.core.database import found, session
from forum.core.kept import Kept
from forum.core.prepared import PreparedRead
from forum.editions.enums import CategoryKind, HallKind
from forum.editions.models import Category, Day, Edition, EditionSlug, Hall, MeetingTable, Slot
from forum.editions.rules import OPENS_AT, FrontCandidate, SetupStep, end_of_day, front_edition_id, moment, to_local

# These run on every page, so they are built once.
BY_SLUG = PreparedRead(Edition, Edition.slug == bindparam("slug"))
_PUBLISHED = select(Edition).where(Edition.published_at.is_not(None))


def _count_of(model: type[Day | Hall | MeetingTable | Slot]) -> ScalarSelect[int]:
    return select(func.count()).select_from(model).where(model.edition_id == bindparam("edition_id")).scalar_subquery()


_ROOM = (
    select(func.count())
    .select_from(MeetingTable)
    .join(Slot, Slot.hall_id == MeetingTable.hall_id)
    .where(MeetingTable.edition_id == bindparam("edition_id"), Slot.blocked_reason.is_(None))
)
_FIGURES = select(
    _count_of(Day).label("days"),
    _count_of(Hall).label("halls"),
    _count_of(MeetingTable).label("tables"),
    _count_of(Slot).label("slots"),
    _ROOM.scalar_subquery().label("room"),
)
_EACH = shared_alias(Day)
_BY_DAY = (
    _FIGURES.add_columns(_EACH.date, _EACH.opens_at, _EACH.closes_at)
    .where(_EACH.edition_id == bindparam("edition_id"))
    .order_by(_EACH.date)
)


def find_edition(slug: str) -> Edition | None:
    """The edition with this slug."""
    return BY_SLUG.find(slug=slug)


def find_edition_formerly(slug: str) -> Edition | None:
    """The edition that had this slug before."""
    query = select(Edition).join(EditionSlug, EditionSlug.edition_id == Edition.id).where(EditionSlug.slug == slug)
    return session().scalars(query).one_or_none()


def get_edition(edition_id: int) -> Edition:
    """The edition of this id.

    Raises:
        NotFound: there is none.
    """
    return found(session().get(Edition, edition_id))


def list_unfinished(*, now: datetime) -> Sequence[Edition]:
    """The editions whose last day, on the calendar of their own zone, is today or later; the first to begin first."""
    near = select(Edition).where(Edition.ends_on >= now.date() - timedelta(days=1))
    near = near.order_by(Edition.starts_on, Edition.id)
    return [each for each in session().scalars(near) if each.ends_on >= to_local(now, each.time_zone).date()]


def find_front_edition(*, now: datetime, published_too: Edition | None = None) -> Edition | None:
    """The edition that the start page shows, in one statement; `published_too`: as if this one were published."""
    editions = {edition.id: edition for edition in session().scalars(_PUBLISHED)}
    if published_too is not None:
        editions[published_too.id] = published_too
    chosen = front_edition_id(map(_candidate, editions.values()), now=now)
    return None if chosen is None else editions[chosen]


def list_front_first(*, now: datetime) -> list[Edition]:
    """All editions, in one statement: the one that the start page shows before the others, the latest first."""
    editions = list_editions()
    front = front_edition_id((_candidate(each) for each in editions if each.published_at is not None), now=now)
    return sorted(editions, key=lambda each: each.id != front)


def _candidate(edition: Edition) -> FrontCandidate:
    return FrontCandidate(
        id=edition.id,
        opens_at=moment(edition.starts_on, time(), edition.time_zone),
        ends_at=end_of_day(edition.ends_on, edition.time_zone),
        registration_opens_at=edition.registration_opens_at,
        registration_closes_at=edition.registration_closes_at,
    )


def list_editions() -> Sequence[Edition]:
    """Every edition, the latest first, published or not."""
    return session().scalars(select(Edition).order_by(Edition.starts_on.desc(), Edition.id.desc())).all()


def find_edition_before(edition: Edition) -> Edition | None:
    """The last published edition that took place before this one."""
    query = select(Edition).where(Edition.starts_on < edition.starts_on, Edition.published_at.is_not(None))
    return session().scalars(query.order_by(Edition.starts_on.desc(), Edition.id.desc()).limit(1)).first()


def list_days(edition_id: int) -> Sequence[Day]:
    """The days of an edition in order."""
    return session().scalars(select(Day).where(Day.edition_id == edition_id).order_by(Day.date)).all()


def first_opening(edition: Edition) -> datetime:
    """The moment at which an edition opens its doors for the first time."""
    query = select(Day).where(Day.edition_id == edition.id).order_by(Day.date).limit(1)
    day = session().scalars(query).one_or_none()
    if day is None:
        return moment(edition.starts_on, OPENS_AT, edition.time_zone)
    return moment(day.date, day.opens_at, edition.time_zone)


def figures(edition_id: int) -> Row[tuple[int, int, int, int, int]]:
    """The numbers of an edition in one statement: days, halls, tables, slots, and room for meetings.

    Room is the sum, over halls, of tables times slots that are not blocked.
    """
    return session().execute(_FIGURES, {"edition_id": edition_id}).one()


def figures_by_day(edition_id: int) -> Sequence[Row[Any]]:
    """The same numbers beside the date and hours of each day, in order; an edition has at least one."""
    return session().execute(_BY_DAY, {"edition_id": edition_id}).all()


kept_figures_by_day = Kept(figures_by_day, of=(Day, Hall, MeetingTable, Slot), seconds=5)
"""The same, some seconds old where another process has changed them: for the public page."""


def missing_steps(edition: Edition) -> set[SetupStep]:
    """The steps of setting up that are not done, in one statement."""
    days_without_slots = select(Day.id).where(
        Day.edition_id == edition.id, ~select(Slot.id).where(Slot.day_id == Day.id).exists()
    )
    row = (
        session()
        .execute(
            select(
                _some(Category, edition.id, Category.kind == CategoryKind.VISITOR).label(SetupStep.CATEGORIES),
                and_(
                    _some(Hall, edition.id, Hall.kind == HallKind.B2B),
                    _some(Hall, edition.id, Hall.kind == HallKind.EXHIBITION),
                ).label(SetupStep.HALLS),
                _some(MeetingTable, edition.id).label(SetupStep.TABLES),
                (~days_without_slots.exists()).label(SetupStep.SLOTS),
            )
        )
        .one()
    )
    missing = {step for step, there in row._mapping.items() if not there}
    if not edition.about_es:
        missing.add(SetupStep.ABOUT)
    if edition.published_at is None:
        missing.add(SetupStep.PUBLISHED)
    return {SetupStep(step) for step in missing}


def _some(model: type[Category | Hall | MeetingTable], edition_id: int, *conditions: ColumnElement[bool]) -> Exists:
    return select(model.id).where(model.edition_id == edition_id, *conditions).exists()
