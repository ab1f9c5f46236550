"""Registering through the service: what is saved, which mails are queued, and in how many statements."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.accounts.models import Person
from forum.companies.errors import CodeUsedUp, UnknownCode
from forum.companies.models import Ally, AllyCode
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.core.errors import Refusal
from forum.core.names import PersonName
from forum.editions.enums import CategoryKind
from forum.editions.models import Category
from forum.mail.models import OutgoingMail
from forum.privacy.enums import Purpose
from forum.privacy.models import Consent
from forum.registration.enums import RegistrationStatus
from forum.registration.errors import CategoryNotOffered, RegistrationNotOpen, RegistrationOver
from forum.registration.models import Registration
from forum.registration.service import Received, register
from tests.builders.companies import an_ally
from tests.builders.editions import a_category, an_edition
from tests.builders.mail import mails_to
from tests.builders.people import a_person
from tests.builders.registrations import a_notice, a_registration, an_applicant, some_details


def places(category: Category) -> int:
    return session().scalar(select(Category.places_taken).where(Category.id == category.id)) or 0


def messages() -> list[tuple[str, str]]:
    return [(m.message, m.to_email) for m in session().scalars(select(OutgoingMail).order_by(OutgoingMail.id))]


def registrations() -> int:
    return session().scalar(select(func.count()).select_from(Registration)) or 0


def test_an_open_category_approves_at_once(app: Flask) -> None:
    category, notice = a_category(an_edition(), quota=2), a_notice()
    applicant = an_applicant(notice, email="ana@example.mx")
    outcome = register(category.edition_id, category_id=category.id, applicant=applicant, now=utc_now())
    assert (outcome.received, outcome.status) == (Received.NEW, RegistrationStatus.APPROVED)
    assert places(category) == 1
    assert messages() == [("registration/confirmed", "ana@example.mx")]
    answers = dict(session().execute(select(Consent.purpose, Consent.granted)).all())
    assert answers == {Purpose.EVENT: True}


def test_a_category_with_approval_waits_for_it_and_holds_a_place(app: Flask) -> None:
    category = a_category(an_edition(), quota=2, needs_approval=True)
    outcome = register(category.edition_id, category_id=category.id, applicant=an_applicant(a_notice()), now=utc_now())
    assert (outcome.status, places(category)) == (RegistrationStatus.PENDING, 1)
    assert messages()[0][0] == "registration/received"


def test_a_full_category_puts_on_the_waiting_list(app: Flask) -> None:
    category = a_category(an_edition(), quota=1)
    a_registration(category)
    outcome = register(category.edition_id, category_id=category.id, applicant=an_applicant(a_notice()), now=utc_now())
    assert (outcome.status, places(category)) == (RegistrationStatus.WAITLISTED, 1)
    assert messages()[0][0] == "registration/waitlisted"


def test_the_same_person_twice_changes_nothing_and_is_mailed_their_link(app: Flask) -> None:
    category, notice = a_category(an_edition()), a_notice()
    first = an_applicant(notice, email="ana@example.mx")
    other = some_details(name=PersonName("Otra"), organisation="Otra", phone="+525500000000")
    second = an_applicant(notice, email="ana@example.mx", details=other)
    before = register(category.edition_id, category_id=category.id, applicant=first, now=utc_now())
    after = register(category.edition_id, category_id=category.id, applicant=second, now=utc_now())
    assert (after.received, after.registration_id) == (Received.ALREADY, before.registration_id)
    person = session().scalars(select(Person)).one()
    registration = session().scalars(select(Registration)).one()
    assert (person.given_names, person.phone, registration.organisation) == (
        "Lucía",
        "+524771234567",
        "Forjas del Norte",
    )
    assert places(category) == 1
    assert session().scalar(select(func.count()).select_from(Consent)) == 1
    assert [m for m, _ in messages()] == ["registration/confirmed", "registration/already_registered"]


def test_a_known_person_keeps_name_and_telephone(app: Flask) -> None:
    category, notice = a_category(an_edition()), a_notice()
    known = a_person(email="compras@oem.mx", given_names="Hiroshi", first_surname="Tanaka", phone="+524770000000")
    applicant = an_applicant(notice, email="compras@oem.mx")
    outcome = register(category.edition_id, category_id=category.id, applicant=applicant, now=utc_now())
    assert outcome.received is Received.NEW
    session().refresh(known)
    assert (known.given_names, known.first_surname, known.phone) == ("Hiroshi", "Tanaka", "+524770000000")
    assert session().execute(select(Consent.purpose)).scalars().all() == [Purpose.EVENT]


def test_a_valid_code_counts_a_use_and_an_invalid_one_saves_nothing(app: Flask) -> None:
    category, notice = a_category(an_edition()), a_notice()
    with atomic() as s:
        ally = Ally(name="Coparmex León", slug="coparmex")
        s.add(ally)
        s.flush()
        s.add(AllyCode(ally_id=ally.id, code="COPARMEX", cap=5))
    good = an_applicant(notice, ally_code="coparmex ")
    bad = an_applicant(notice, ally_code="NADIE")
    register(category.edition_id, category_id=category.id, applicant=good, now=utc_now())
    with pytest.raises(UnknownCode):
        register(category.edition_id, category_id=category.id, applicant=bad, now=utc_now())
    assert (registrations(), places(category)) == (1, 1)
    assert session().scalar(select(AllyCode.uses)) == 1


@pytest.mark.parametrize(("days", "refusal"), [(-51, RegistrationNotOpen), (32, RegistrationOver)])
def test_outside_the_window_nothing_is_saved(app: Flask, days: int, refusal: type[Refusal]) -> None:
    category, notice = a_category(an_edition()), a_notice()
    with pytest.raises(refusal):
        register(
            category.edition_id,
            category_id=category.id,
            applicant=an_applicant(notice),
            now=utc_now() + timedelta(days=days),
        )
    assert registrations() == 0


def test_only_visitor_categories_of_this_edition_are_offered(app: Flask) -> None:
    edition, notice = an_edition(), a_notice()
    buyers = a_category(edition, kind=CategoryKind.BUYER)
    elsewhere = a_category(an_edition())
    for category in (buyers, elsewhere):
        with pytest.raises(CategoryNotOffered):
            register(edition.id, category_id=category.id, applicant=an_applicant(notice), now=utc_now())
    assert registrations() == 0


def test_the_language_of_the_form_is_that_of_a_new_person(app: Flask) -> None:
    category = a_category(an_edition())
    applicant = an_applicant(a_notice(), language="en")
    register(category.edition_id, category_id=category.id, applicant=applicant, now=utc_now())
    assert session().scalars(select(Person.language)).one() == "en"
    assert session().scalars(select(OutgoingMail.language)).one() == "en"


def test_a_single_use_code_is_its_holders_also_when_they_press_twice(app: Flask) -> None:
    notice, edition, ally = a_notice(), an_edition(), an_ally()
    category = a_category(edition)
    with atomic() as s:
        s.add(AllyCode(ally_id=ally.id, code="SOLO-1", cap=1, edition_id=edition.id))
    mine = an_applicant(notice, ally_code=" solo-1")
    outcomes = [register(edition.id, category_id=category.id, applicant=mine, now=utc_now()) for _ in range(2)]
    assert [outcome.received for outcome in outcomes] == [Received.NEW, Received.ALREADY]
    assert session().scalars(select(AllyCode.uses)).all() == [1]
    with pytest.raises(CodeUsedUp):
        register(edition.id, category_id=category.id, applicant=an_applicant(notice, ally_code="SOLO-1"), now=utc_now())


@pytest.mark.parametrize(("surname", "is_told"), [("Soto", True), ("Muñoz", False)])
def test_a_colleague_of_a_shared_mailbox_is_named_in_its_mail(app: Flask, surname: str, is_told: bool) -> None:
    notice, category = a_notice(), a_category(an_edition())
    a_registration(category, a_person(given_names="Ana", first_surname="Muñoz", email="ventas@example.mx"))
    given = "Ana" if surname == "Muñoz" else "Luis"
    colleague = an_applicant(notice, email="ventas@example.mx", details=some_details(name=PersonName(given, surname)))
    register(category.edition_id, category_id=category.id, applicant=colleague, now=utc_now())
    [mail] = mails_to("ventas@example.mx")
    assert ("a nombre de Luis Soto" in mail.text, "Luis Soto aún no tiene registro" in mail.text) == (is_told, is_told)
    assert ("quizá usted" in mail.text) is not is_told
