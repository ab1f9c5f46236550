"""How a registration stands leads on every page and mail about it, and what they promise happens."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.editions.enums import CategoryKind
from forum.editions.models import Category
from forum.registration.enums import Canceller, Standing
from forum.registration.enums import RegistrationStatus as S
from forum.registration.models import Registration
from forum.registration.notices import notify_status
from forum.registration.service import register, send_link
from forum.registration.service.registering import Received
from tests.builders.editions import a_category, an_edition
from tests.builders.mail import mails_to
from tests.builders.people import a_person
from tests.builders.registrations import a_notice, a_registration, an_applicant, link_of

NOW = utc_now()
EMAIL = "ana@example.mx"
CLOSED = {"registration_opens_at": NOW - timedelta(days=9), "registration_closes_at": NOW - timedelta(days=1)}
CANCELLED_BY = {
    Standing.CANCELLED: Canceller.PERSON,
    Standing.CANCELLED_LATE: Canceller.PERSON,
    Standing.CANCELLED_BY_DESK: Canceller.DESK,
    Standing.CANCELLED_BY_COMPANY: Canceller.COMPANY,
}
WAITING = {Standing.OFFERED: {"offered_until": NOW + timedelta(days=1)}, Standing.PASSED: {"passed_at": NOW}}
# The sentence that leads, and one that says what follows.
LEADING = {
    Standing.PENDING: ("Su registro está en revisión", "El comité organizador revisa su registro"),
    Standing.APPROVED: ("Su registro está aprobado", "Su gafete está listo"),
    Standing.WAITLISTED: ("Está en la lista de espera", "Su posición en la lista: 2."),
    Standing.OFFERED: ("Tiene un lugar por tomar", "Apartamos un lugar para usted hasta el"),
    Standing.PASSED: ("Está en la lista de espera, sin turno", "pida otro turno desde su enlace"),
    Standing.REJECTED: ("Su registro no fue aprobado", "escriba a privacidad@localhost"),
    Standing.CANCELLED: ("Su registro está cancelado", "puede registrarse de nuevo"),
    Standing.CANCELLED_LATE: ("Su registro está cancelado", "ya cerró. Si quiere asistir, escriba a"),
    Standing.CANCELLED_BY_DESK: ("La mesa de registro canceló su registro", "escriba a privacidad@localhost"),
    Standing.CANCELLED_BY_COMPANY: ("Su empresa retiró su gafete", "Pregunte a su empresa"),
}
SUBJECTS = {standing: words[0] for standing, words in LEADING.items()} | {Standing.APPROVED: "Su registro ya existe"}
OFFERS = {Standing.CANCELLED: "Registrarme de nuevo", Standing.CANCELLED_BY_COMPANY: "Registrarme como visitante"}


def standing(each: Standing) -> Registration:
    """A registration that stands like this; one waits before it."""
    edition = an_edition(slug="foro", name="Foro", **(CLOSED if each is Standing.CANCELLED_LATE else {}))
    status = S.CANCELLED if each in CANCELLED_BY else S.WAITLISTED if each in WAITING else S(each.value)
    category = a_category(edition)
    a_registration(category, status=S.WAITLISTED, created_at=NOW - timedelta(days=2))
    canceller = CANCELLED_BY.get(each)
    offer = WAITING.get(each, {})
    return a_registration(category, a_person(email=EMAIL), status=status, canceller=canceller, created_at=NOW, **offer)


def fresh(registration: Registration) -> Registration:
    return session().get_one(Registration, registration.id, populate_existing=True)


@pytest.mark.parametrize("each", list(Standing))
def test_it_leads_on_ones_own_page(client: FlaskClient, each: Standing) -> None:
    text = client.get(link_of(standing(each))).text
    for words in LEADING[each]:
        assert words in text
    assert {offer for offer in OFFERS.values() if offer in text} == {OFFERS[each] for _ in OFFERS if each in OFFERS}


@pytest.mark.parametrize("each", [each for each in Standing if each is not Standing.APPROVED])
def test_it_leads_where_the_badge_would_be(client: FlaskClient, each: Standing) -> None:
    text = client.get(f"{link_of(standing(each))}/badge").text
    for words in LEADING[each]:
        assert words in text


@pytest.mark.parametrize("each", list(Standing))
def test_it_leads_in_the_mails(client: FlaskClient, each: Standing) -> None:
    registration = standing(each)
    edition_id = registration.edition_id
    send_link(edition_id, email=EMAIL, now=NOW)
    with atomic():
        notify_status(registration, now=NOW)
    link, of_status = mails_to(EMAIL)
    for part in (link.text, link.html):
        assert part.index(LEADING[each][0]) < part.index("Este es su enlace")
        assert LEADING[each][1] in part
    if each in {Standing.WAITLISTED, *CANCELLED_BY}:
        assert LEADING[each][1] in of_status.text
        assert LEADING[each][1] in of_status.html


REFUSED_AGAIN = [
    each
    for each in Standing
    if each not in {Standing.CANCELLED, Standing.CANCELLED_BY_COMPANY, Standing.CANCELLED_LATE}
]


@pytest.mark.parametrize("each", REFUSED_AGAIN)
def test_the_form_says_it_to_the_owner_and_changes_nothing(app: Flask, each: Standing) -> None:
    registration = standing(each)
    before = (registration.status, registration.category_id, registration.organisation)
    applicant = an_applicant(a_notice(), email=EMAIL)
    outcome = register(registration.edition_id, category_id=registration.category_id, applicant=applicant, now=NOW)
    now = fresh(registration)
    assert (outcome.received, now.status, now.category_id, now.organisation) == (Received.ALREADY, *before)
    mail = mails_to(EMAIL)[0]
    assert mail.subject == f"{SUBJECTS[each]}: Foro"
    assert mail.text.index(LEADING[each][0]) < mail.text.index("Alguien llenó el registro")


@pytest.mark.parametrize("each", [Standing.CANCELLED, Standing.CANCELLED_BY_COMPANY])
def test_the_form_registers_again_who_cancelled_or_lost_a_stand_s_badge(app: Flask, each: Standing) -> None:
    registration = standing(each)
    edition = registration.edition_id
    visitors = a_category(session().get_one(type(an_edition()), edition), quota=1)
    applicant = an_applicant(a_notice(), email=EMAIL)
    outcome = register(edition, category_id=visitors.id, applicant=applicant, now=NOW)
    now = fresh(registration)
    assert (outcome.received, now.status, now.category_id) == (Received.AGAIN, S.APPROVED, visitors.id)
    assert now.organisation == applicant.details.organisation
    assert session().scalars(select(Category.places_taken).where(Category.id == visitors.id)).one() == 1
    assert [mail.subject for mail in mails_to(EMAIL)] == ["Su registro está confirmado: Foro"]


def test_the_form_puts_on_the_waiting_list_again(app: Flask) -> None:
    registration = standing(Standing.CANCELLED)
    visitors = a_category(session().get_one(type(an_edition()), registration.edition_id), quota=0)
    applicant = an_applicant(a_notice(), email=EMAIL)
    outcome = register(registration.edition_id, category_id=visitors.id, applicant=applicant, now=NOW)
    assert (outcome.received, fresh(registration).status) == (Received.AGAIN, S.WAITLISTED)


def test_who_lost_a_badge_they_had_entered_with_writes_to_the_desk(app: Flask) -> None:
    edition = an_edition(slug="foro")
    category = a_category(edition, kind=CategoryKind.EXHIBITOR)
    kept = {"status": S.CANCELLED, "canceller": Canceller.COMPANY, "place_kept_at": NOW}
    registration = a_registration(category, a_person(email=EMAIL), **kept)
    applicant = an_applicant(a_notice(), email=EMAIL)
    outcome = register(edition.id, category_id=a_category(edition).id, applicant=applicant, now=NOW)
    assert (outcome.received, fresh(registration).status) == (Received.ALREADY, S.CANCELLED)
