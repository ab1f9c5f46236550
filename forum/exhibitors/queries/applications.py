"""Applications and staff, for their company and for the organiser."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from forum.companies.models import Membership
from forum.core.database import one, session
from forum.editions.models import Edition
from forum.editions.queries import list_unfinished
from forum.exhibitors.enums import ExhibitorStatus
from forum.exhibitors.models import Exhibitor, StaffMember, Stand
from forum.registration.models import Registration


def _with_company_and_stand() -> Select[tuple[Exhibitor]]:
    return select(Exhibitor).options(joinedload(Exhibitor.company), joinedload(Exhibitor.stand).joinedload(Stand.hall))


def _of_person(person_id: int, edition_id: int) -> Select[tuple[Exhibitor]]:
    return (
        _with_company_and_stand()
        .join(Membership, Membership.company_id == Exhibitor.company_id)
        .where(Membership.person_id == person_id, Exhibitor.edition_id == edition_id)
    )


def applications_of(person_id: int, *, edition_id: int) -> Sequence[Exhibitor]:
    """The applications of a person's companies in an edition, the oldest first."""
    return session().scalars(_of_person(person_id, edition_id).order_by(Exhibitor.id)).all()


def application_for(person_id: int, exhibitor_id: int, *, edition_id: int) -> Exhibitor:
    """An application of a company the person acts for.

    Raises:
        NotFound: the person's companies have no such application in this edition.
    """
    return one(_of_person(person_id, edition_id).where(Exhibitor.id == exhibitor_id))


def find_application(company_id: int, *, edition_id: int) -> Exhibitor | None:
    """The application of a company in this edition."""
    query = select(Exhibitor).where(Exhibitor.company_id == company_id, Exhibitor.edition_id == edition_id)
    return session().scalars(query).one_or_none()


def exhibiting_companies(edition_id: int) -> Select[tuple[int]]:
    """The ids of the companies that exhibit in an edition."""
    return select(Exhibitor.company_id).where(
        Exhibitor.edition_id == edition_id, Exhibitor.status == ExhibitorStatus.APPROVED
    )


def acts_for_exhibitor(person_id: int, *, edition_id: int) -> bool:
    """Whether somebody acts for a company that exhibits in this edition."""
    query = (
        select(Exhibitor.id)
        .join(Membership, Membership.company_id == Exhibitor.company_id)
        .where(
            Membership.person_id == person_id,
            Exhibitor.edition_id == edition_id,
            Exhibitor.status == ExhibitorStatus.APPROVED,
        )
    )
    return session().scalar(query.limit(1)) is not None


def find_stand_code(company_id: int, *, edition_id: int) -> str | None:
    """The code of the stand of a company, once it is approved."""
    query = (
        select(Stand.code)
        .join(Exhibitor, Exhibitor.stand_id == Stand.id)
        .where(
            Exhibitor.company_id == company_id,
            Exhibitor.edition_id == edition_id,
            Exhibitor.status == ExhibitorStatus.APPROVED,
        )
    )
    return session().scalar(query)


def exhibitor_in(edition_id: int, exhibitor_id: int) -> Exhibitor:
    """Any application of an edition, for the organiser.

    Raises:
        NotFound: there is none.
    """
    return one(_with_company_and_stand().where(Exhibitor.id == exhibitor_id, Exhibitor.edition_id == edition_id))


def staff_badges_of(person_id: int, *, company_id: int, now: datetime) -> Sequence[str]:
    """The names of the editions, not over yet, in which a person has a staff badge of this company."""
    query = _staff_of_company(person_id, company_id, now).join(Edition, Edition.id == Exhibitor.edition_id)
    return session().scalars(query.with_only_columns(Edition.name).order_by(Edition.starts_on)).all()


def list_staff_of_company(person_id: int, *, company_id: int, now: datetime) -> Sequence[StaffMember]:
    """A person's staff badges of this company in the editions that are not over yet."""
    return session().scalars(_staff_of_company(person_id, company_id, now).order_by(StaffMember.exhibitor_id)).all()


def _staff_of_company(person_id: int, company_id: int, now: datetime) -> Select[tuple[StaffMember]]:
    unfinished = [edition.id for edition in list_unfinished(now=now)]
    return (
        select(StaffMember)
        .join(Registration, Registration.id == StaffMember.registration_id)
        .join(Exhibitor, Exhibitor.id == StaffMember.exhibitor_id)
        .where(
            Registration.person_id == person_id,
            Exhibitor.company_id == company_id,
            Exhibitor.edition_id.in_(unfinished),
        )
    )


def staff_of(exhibitor_id: int) -> Sequence[StaffMember]:
    """The people with a staff badge of a stand, in the order they were added."""
    query = (
        select(StaffMember)
        .options(joinedload(StaffMember.registration).joinedload(Registration.person))
        .where(StaffMember.exhibitor_id == exhibitor_id)
        .order_by(StaffMember.id)
    )
    return session().scalars(query).all()
