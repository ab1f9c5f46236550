"""Stands, and companies that exhibit."""

from dataclasses import dataclass
from itertools import count

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.editions.enums import CategoryKind, HallKind
from forum.editions.models import Edition, Hall
from forum.exhibitors import service
from forum.exhibitors.models import Exhibitor, Stand
from tests.builders.companies import a_company, a_membership
from tests.builders.editions import a_category, a_hall
from tests.builders.people import a_person

_number = count(1)


def stands(edition: Edition, how_many: int = 3, *, hall: Hall | None = None) -> list[Stand]:
    """Free stands of 3 × 2 m side by side."""
    hall = hall or a_hall(edition, kind=HallKind.EXHIBITION)
    with atomic() as session:
        made = [
            Stand(
                edition_id=edition.id,
                hall_id=hall.id,
                code=f"S-{next(_number):03d}",
                kind="sencillo",
                width_cm=300,
                depth_cm=200,
                x_cm=300 * n,
                y_cm=0,
            )
            for n in range(how_many)
        ]
        session.add_all(made)
    return made


def an_exhibitor_category(edition: Edition, **values: object) -> None:
    """The category in which the staff of stands are registered."""
    a_category(edition, kind=CategoryKind.EXHIBITOR, name_es="Expositor", name_en="Exhibitor", **values)


@dataclass
class Applicant:
    """A company with its administrator and its application."""

    person: Person
    company: Company
    exhibitor: Exhibitor


def a_draft(edition: Edition) -> Applicant:
    """A company whose application has no stand yet."""
    person, company = a_person(), a_company()
    a_membership(company, person)
    exhibitor = service.start_application(edition.id, company_id=company.id, by=person.id, now=utc_now())
    return Applicant(person, company, exhibitor)


def an_applicant(edition: Edition, stand: Stand) -> Applicant:
    """A company that asks for a stand."""
    applicant = a_draft(edition)
    service.submit_application(applicant.exhibitor.id, stand_id=stand.id, by=applicant.person.id, now=utc_now())
    return applicant


def an_exhibitor(edition: Edition, stand: Stand) -> Applicant:
    """A company whose stand is approved."""
    applicant = an_applicant(edition, stand)
    service.approve_application(applicant.exhibitor.id, by=a_person().id, now=utc_now())
    return applicant
