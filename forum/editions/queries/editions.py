"""Queries of editions, their numbers and what they lack."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Exists, Row, ScalarSelect, and_, bindparam, func, select

from forum.core.database import found, session
from forum.editions.enums import CategoryKind, HallKind
from forum.editions.models import Category, Day, Edition, EditionSlug, Hall, MeetingTable, Slot
from forum.editions.rules import SetupStep

# These run on every page, so they are built once.
_BY_SLUG = select(Edition).where(Edition.slug == bindparam("slug"))
_LATEST = select(Edition).where(Edition.published_at.is_not(None)).order_by(Edition.starts_on.desc()).limit(1)


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


def find_edition(slug: str) -> Edition | None:
    """The edition with this slug."""
    return session().scalars(_BY_SLUG, {"slug": slug}).one_or_none()


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


def find_latest_edition() -> Edition | None:
    """The published edition that starts last; the start page shows it."""
    return session().scalars(_LATEST).one_or_none()


def list_editions() -> Sequence[Edition]:
    """Every edition, the latest first, published or not."""
    return session().scalars(select(Edition).order_by(Edition.starts_on.desc(), Edition.id.desc())).all()


def list_days(edition_id: int) -> Sequence[Day]:
    """The days of an edition in order."""
    return session().scalars(select(Day).where(Day.edition_id == edition_id).order_by(Day.date)).all()


def figures(edition_id: int) -> Row[tuple[int, int, int, int, int]]:
    """The numbers of an edition in one statement: days, halls, tables, slots, and room for meetings.

    Room is the sum, over halls, of tables times slots that are not blocked.
    """
    return session().execute(_FIGURES, {"edition_id": edition_id}).one()


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
