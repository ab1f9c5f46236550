"""When people can come to meetings, and who says so for whom."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from forum.accounts.models import Person
from forum.companies.enums import CompanyRole
from forum.companies.models import Membership
from forum.core.database import one, session
from forum.core.prepared import Prepared
from forum.editions.models import Day, Slot
from forum.matchmaking.models import Buyer, Supplier
from forum.meetings.models import Engagement
from forum.meetings.rules.engagements import Held, SlotTime, Times


def list_slot_times(edition_id: int) -> list[SlotTime]:
    """The times of the slots of all halls that are not blocked, each once, in order."""
    query = (
        select(func.min(Slot.id), Day.date, Slot.starts_at, Slot.ends_at)
        .join(Day, Day.id == Slot.day_id)
        .where(Slot.edition_id == edition_id, Slot.blocked_reason.is_(None))
        .group_by(Day.date, Slot.starts_at, Slot.ends_at)
        .order_by(Slot.starts_at, Slot.ends_at)
    )
    return [
        SlotTime(slot_id=id, day=day, starts_at=starts_at, ends_at=ends_at)
        for id, day, starts_at, ends_at in session().execute(query)
    ]


def get_times(slot_ids: Collection[int], *, edition_id: int) -> dict[int, Times]:
    """The start and end of these slots of an edition, by id; ids of others are left out."""
    query = select(Slot.id, Slot.starts_at, Slot.ends_at)
    rows = session().execute(query.where(Slot.edition_id == edition_id, Slot.id.in_(slot_ids)))
    return {id: (starts_at, ends_at) for id, starts_at, ends_at in rows}


_ENGAGEMENTS = Prepared(
    select(
        Engagement.id,
        Engagement.kind,
        Engagement.starts_at,
        Engagement.ends_at,
        Engagement.created_at,
        Engagement.note,
    )
    .where(Engagement.person_id == bindparam("person_id"), Engagement.edition_id == bindparam("edition_id"))
    .order_by(Engagement.starts_at, Engagement.id)
)


def list_engagements(person_id: int, *, edition_id: int) -> list[Held]:
    """The engagements of a person in an edition, in order of time."""
    return [
        Held(
            id=row.id,
            kind=row.kind,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            created_at=row.created_at,
            note=row.note,
        )
        for row in _ENGAGEMENTS.rows(person_id=person_id, edition_id=edition_id)
    ]


def get_participant(person_id: int, *, edition_id: int) -> Person:
    """Somebody who may meet in this edition, as a buyer or for a supplier, for its staff.

    Raises:
        NotFound: there is none.
    """
    return one(select(Person).where(Person.id == person_id, _takes_part(edition_id)))


def participant_for(current_id: int, person_id: int, *, edition_id: int) -> Person:
    """Somebody whose times the current person may say: their own, and those of colleagues where they administer.

    Raises:
        NotFound: it is nobody of theirs.
    """
    return one(_participants_for(current_id, edition_id).where(Person.id == person_id))


def list_participants_for(current_id: int, *, edition_id: int) -> Sequence[Person]:
    """Everybody whose times the current person may say, by name."""
    query = _participants_for(current_id, edition_id).order_by(Person.name_sorted, Person.id)
    return session().scalars(query).all()


def _participants_for(current_id: int, edition_id: int) -> Select[tuple[Person]]:
    administered = select(Membership.company_id).where(
        Membership.person_id == current_id, Membership.role == CompanyRole.ADMIN
    )
    theirs = or_(Person.id == current_id, _takes_part(edition_id, administered))
    return select(Person).where(Person.disabled_at.is_(None), theirs, _takes_part(edition_id))


def _takes_part(edition_id: int, companies: Select[tuple[int]] | None = None) -> ColumnElement[bool]:
    """Whether a person is a buyer of an edition or acts for a supplier of it; with one of these companies, if given."""
    member = aliased(Membership)
    supplying = (
        select(member.person_id)
        .join(Supplier, Supplier.company_id == member.company_id)
        .where(Supplier.edition_id == edition_id)
    )
    buying = select(Buyer.person_id).where(Buyer.edition_id == edition_id, Buyer.removed_at.is_(None))
    if companies is not None:
        supplying = supplying.where(member.company_id.in_(companies))
        buying = buying.where(Buyer.company_id.in_(companies))
    return or_(Person.id.in_(supplying), Person.id.in_(buying))
