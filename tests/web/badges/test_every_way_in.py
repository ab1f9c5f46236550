"""However somebody comes to be registered, the mail that says so has their badge: picture, sheet and calendar."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from forum.core.clock import utc_now
from forum.core.database import session
from forum.core.names import PersonName
from forum.editions.enums import CategoryKind
from forum.exhibitors import service as exhibitors
from forum.mail.models import OutgoingMail
from forum.mail.notices import render_mail
from forum.matchmaking.enums import SupplierStatus
from forum.matchmaking.service import accept_invitation, approve_supplier
from forum.registration.models import Registration
from forum.registration.rules import DeskEntry
from forum.registration.service import approve, cancel, cancel_own, register, register_at_desk, reinstate, send_link
from tests.builders.editions import a_category, an_edition
from tests.builders.exhibitors import an_exhibitor, an_exhibitor_category, stands
from tests.builders.meetings import a_buyer, a_supplier, attendee_categories
from tests.builders.people import a_person
from tests.builders.registrations import a_notice, an_applicant, some_details

SAYS = ("Su gafete va en este correo", "Your badge is in this e-mail")
EVA = "eva@example.mx"


def a_form(**category: object) -> int:
    """Eva's public form, in a category like this; the id of her registration."""
    chosen, applicant = a_category(an_edition(), **category), an_applicant(a_notice(), email=EVA)
    return register(chosen.edition_id, category_id=chosen.id, applicant=applicant, now=utc_now()).registration_id


def by_the_form() -> None:
    a_form()


def by_approval() -> None:
    approve(a_form(needs_approval=True), by=a_person().id, now=utc_now())


def from_the_waiting_list() -> None:
    category = a_category(an_edition(), quota=1)
    first, _eva = [
        register(
            category.edition_id, category_id=category.id, applicant=an_applicant(a_notice(), email=email), now=utc_now()
        )
        for email in ("ana@example.mx", EVA)
    ]
    cancel(first.registration_id, by=None, now=utc_now())


def by_the_form_twice() -> None:
    a_form()
    category_id, edition_id = session().execute(select(Registration.category_id, Registration.edition_id)).one()
    register(edition_id, category_id=category_id, applicant=an_applicant(a_notice(), email=EVA), now=utc_now())


def again_by_themselves() -> None:
    registration_id = a_form()
    cancel_own(registration_id, now=utc_now())
    reinstate(registration_id, now=utc_now())


def by_asking_for_the_link() -> None:
    a_form()
    send_link(session().scalars(select(Registration.edition_id)).one(), email=EVA, now=utc_now())


def at_the_desk() -> None:
    category = a_category(an_edition(), kind=CategoryKind.PRESS)
    entry = DeskEntry(details=some_details(), email=EVA, language="en", sector=None, consents=frozenset())
    register_at_desk(
        category.edition_id,
        category_id=category.id,
        entry=entry,
        ally_code=None,
        same_person=False,
        somebody_else=False,
        by=a_person().id,
        now=utc_now(),
    )


def as_staff_of_a_stand() -> None:
    an_exhibitor_category(edition := an_edition())
    applicant = an_exhibitor(edition, stands(edition, 1)[0])
    colleague = exhibitors.Colleague(name=PersonName("Eva", "Luna"), email=EVA, position="Ventas", language="es")
    exhibitors.add_staff(applicant.exhibitor.id, colleague=colleague, by=applicant.person.id, now=utc_now())


def as_a_buyer() -> None:
    attendee_categories(edition := an_edition())
    buyer = a_buyer(edition, person=a_person(email=EVA), accepted_at=None)
    accept_invitation(buyer.id, by=buyer.person_id, now=utc_now())


def as_a_supplier() -> None:
    attendee_categories(edition := an_edition())
    supplier, _person = a_supplier(edition, person=a_person(email=EVA), status=SupplierStatus.PENDING)
    approve_supplier(supplier.id, edition=edition, by=a_person().id, now=utc_now())


@pytest.mark.parametrize(
    ("come_in", "message"),
    [
        (by_the_form, "registration/confirmed"),
        (by_approval, "registration/confirmed"),
        (from_the_waiting_list, "registration/promoted"),
        (by_the_form_twice, "registration/already_registered"),
        (again_by_themselves, "registration/confirmed"),
        (by_asking_for_the_link, "registration/link"),
        (at_the_desk, "registration/registered_by_desk"),
        (as_staff_of_a_stand, "registration/confirmed"),
        (as_a_buyer, "registration/confirmed"),
        (as_a_supplier, "registration/confirmed"),
    ],
)
def test_the_mail_that_says_so_has_the_badge(app: Flask, come_in: Callable[[], None], message: str) -> None:
    come_in()
    query = select(OutgoingMail).where(OutgoingMail.to_email == EVA, OutgoingMail.message == message)
    mail = render_mail(session().scalars(query.order_by(OutgoingMail.id.desc())).first())  # type: ignore[arg-type]
    assert sorted(each.kind for each in mail.files) == ["badge", "calendar", "symbol"]
    assert any(said in " ".join(mail.text.split()) for said in SAYS)
    assert 'src="cid:symbol"' in mail.html
