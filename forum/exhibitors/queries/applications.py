"""Applications as their company and the organiser see them."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from forum.companies.models import Membership
from forum.core.database import session
from forum.core.errors import NotFound
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
        NotFound: there is none in this edition, or the person is a stranger to it.
    """
    query = _of_person(person_id, edition_id).where(Exhibitor.id == exhibitor_id)
    exhibitor = session().scalars(query).one_or_none()
    if exhibitor is None:
        raise NotFound
    return exhibitor


def find_application(company_id: int, *, edition_id: int) -> Exhibitor | None:
    """A company's application in an edition."""
    query = _with_company_and_stand().where(Exhibitor.company_id == company_id, Exhibitor.edition_id == edition_id)
    return session().scalars(query).one_or_none()


def exhibitor_in(edition_id: int, exhibitor_id: int) -> Exhibitor:
    """An application of this edition, for the organiser.

    Raises:
        NotFound: there is none.
    """
    query = _with_company_and_stand().where(Exhibitor.id == exhibitor_id, Exhibitor.edition_id == edition_id)
    exhibitor = session().scalars(query).one_or_none()
    if exhibitor is None:
        raise NotFound
    return exhibitor


def staff_of(exhibitor_id: int) -> Sequence[StaffMember]:
    """The people with a staff badge of a stand, in the order they were added."""
    query = (
        select(StaffMember)
        .options(joinedload(StaffMember.registration).joinedload(Registration.person))
        .where(StaffMember.exhibitor_id == exhibitor_id)
        .order_by(StaffMember.id)
    )
    return session().scalars(query).all()
