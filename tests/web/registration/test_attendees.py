"""People registered without the public form: staff of a stand, buyers, suppliers."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.accounts.models import Person
from forum.badges.models import Badge
from forum.core.clock import utc_now
from forum.core.database import session
from forum.editions.enums import CategoryKind
from forum.editions.models import Category, Edition
from forum.mail.models import OutgoingMail
from forum.registration.enums import Canceller, RegistrationStatus
from forum.registration.errors import CategoryFull, NoCategoryOfKind
from forum.registration.models import Registration
from forum.registration.service import cancel, register_attendee
from tests.builders.companies import a_company
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person
from tests.builders.registrations import a_registration


def attend(edition: Edition, person: Person, kind: CategoryKind, company_id: int | None = None) -> Registration:
    return register_attendee(
        edition.id,
        person_id=person.id,
        kind=kind,
        company_id=company_id,
        organisation="Forjas del Norte",
        position="Ventas",
        by=None,
        now=utc_now(),
    )


def counted(model: type) -> int:
    return session().scalar(select(func.count()).select_from(model)) or 0


def taken(category: Category) -> int:
    return session().scalars(select(Category.places_taken).where(Category.id == category.id)).one()


def test_somebody_new_is_approved_at_once_with_badge_and_mail(app: Flask) -> None:
    edition, person, company = an_edition(), a_person(), a_company()
    category = a_category(edition, kind=CategoryKind.EXHIBITOR)
    registration = attend(edition, person, CategoryKind.EXHIBITOR, company.id)
    assert registration.status is RegistrationStatus.APPROVED
    assert (registration.category_id, registration.company_id) == (category.id, company.id)
    assert (registration.organisation, registration.position) == ("Forjas del Norte", "Ventas")
    assert (taken(category), counted(Badge)) == (1, 1)
    assert session().scalars(select(OutgoingMail.message)).all() == ["registration/confirmed"]


def test_twice_changes_nothing(app: Flask) -> None:
    edition, person = an_edition(), a_person()
    category = a_category(edition, kind=CategoryKind.EXHIBITOR)
    first = attend(edition, person, CategoryKind.EXHIBITOR)
    second = attend(edition, person, CategoryKind.EXHIBITOR)
    assert second.id == first.id
    assert (taken(category), counted(Registration), counted(OutgoingMail)) == (1, 1, 1)


def test_somebody_without_an_address_gets_no_mail(app: Flask) -> None:
    edition = an_edition()
    a_category(edition, kind=CategoryKind.STAFF)
    attend(edition, a_person(email=None), CategoryKind.STAFF)
    assert (counted(Badge), counted(OutgoingMail)) == (1, 0)


def test_a_visitor_who_becomes_a_buyer_moves_and_keeps_the_badge(app: Flask) -> None:
    edition, person = an_edition(), a_person()
    visitors, buyers = a_category(edition), a_category(edition, kind=CategoryKind.BUYER)
    attend(edition, person, CategoryKind.VISITOR)
    badge = session().scalars(select(Badge.code)).one()
    registration = attend(edition, person, CategoryKind.BUYER)
    assert registration.category_id == buyers.id
    assert (taken(visitors), taken(buyers)) == (0, 1)
    assert session().scalars(select(Badge.code)).all() == [badge]


def test_a_supplier_who_speaks_stays_a_speaker(app: Flask) -> None:
    edition, person = an_edition(), a_person()
    speakers, suppliers = (
        a_category(edition, kind=CategoryKind.SPEAKER),
        a_category(edition, kind=CategoryKind.SUPPLIER),
    )
    attend(edition, person, CategoryKind.SPEAKER)
    registration = attend(edition, person, CategoryKind.SUPPLIER)
    assert registration.category_id == speakers.id
    assert (taken(speakers), taken(suppliers)) == (1, 0)


@pytest.mark.parametrize("status", [s for s in RegistrationStatus if s is not RegistrationStatus.APPROVED])
def test_a_registration_of_another_status_is_approved(app: Flask, status: RegistrationStatus) -> None:
    edition, person = an_edition(), a_person()
    visitors, buyers = a_category(edition), a_category(edition, kind=CategoryKind.BUYER)
    a_registration(visitors, person, status=status)
    registration = attend(edition, person, CategoryKind.BUYER)
    assert (registration.status, registration.category_id) == (RegistrationStatus.APPROVED, buyers.id)
    assert (taken(visitors), taken(buyers), counted(Badge)) == (0, 1, 1)


def test_cancelled_and_added_again(app: Flask) -> None:
    edition, person = an_edition(), a_person()
    category = a_category(edition, kind=CategoryKind.EXHIBITOR)
    cancel(attend(edition, person, CategoryKind.EXHIBITOR).id, by=None, now=utc_now(), canceller=Canceller.COMPANY)
    assert attend(edition, person, CategoryKind.EXHIBITOR).status is RegistrationStatus.APPROVED
    assert taken(category) == 1


def test_a_full_category_is_refused(app: Flask) -> None:
    edition = an_edition()
    a_category(edition, kind=CategoryKind.BUYER, quota=1)
    attend(edition, a_person(), CategoryKind.BUYER)
    with pytest.raises(CategoryFull):
        attend(edition, a_person(), CategoryKind.BUYER)
    assert counted(Registration) == 1


def test_an_edition_without_the_kind_is_refused(app: Flask) -> None:
    with pytest.raises(NoCategoryOfKind):
        attend(an_edition(), a_person(), CategoryKind.BUYER)
