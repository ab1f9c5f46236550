"""Contact data reach an ally by consent for this ally alone; each hand-over is on record for its person."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from forum.accounts.queries import get_person
from forum.arco.queries.everything import read_everything
from forum.arco.queries.holdings import received_by
from forum.companies.models import Ally
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.privacy.models import ContactTransfer, RecipientConsent
from forum.privacy.service import record_recipients
from forum.registration.service import register
from tests.builders.companies import a_company, a_membership, a_representative, an_ally
from tests.builders.editions import a_category, an_edition
from tests.builders.meetings import a_supplier
from tests.builders.people import a_person, an_organiser, sign_in
from tests.builders.registrations import a_notice, a_registration, an_applicant, link_of


def an_asking_ally(name: str) -> Ally:
    """An ally that people are asked about."""
    ally = an_ally(name)
    with atomic():
        session().get_one(Ally, ally.id).takes_contacts = True
    return ally


def addresses_in(data: bytes) -> set[str]:
    """The addresses in a workbook of contacts."""
    rows = list(load_workbook(BytesIO(data), read_only=True).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    return {str(row[3]) for row in rows[1:]}


@pytest.mark.both_engines
def test_contacts_are_handed_over_by_consent_alone_and_on_record(app: Flask, client: FlaskClient) -> None:
    edition, ally, other = an_edition(), an_asking_ally("Cámara"), an_asking_ally("Municipio")
    notice, category = a_notice(), a_category(edition)
    agrees, refuses, elsewhere = a_registration(category), a_registration(category), a_person()
    company = a_company(name="Forjas León")
    _supplier, member = a_supplier(edition, company)
    with atomic():
        for person_id in (agrees.person_id, elsewhere.id, member.id):
            record_recipients(person_id, notice.id, {ally.id: True}, utc_now())
        record_recipients(refuses.person_id, notice.id, {ally.id: True, other.id: True}, utc_now())
    own = f"{link_of(refuses)}/sharing"
    assert client.post(own, data={"recipients": [str(other.id)]}).status_code == 303
    a_representative(ally, taker := a_person())
    sign_in(client, taker)
    page = f"/{edition.slug}/partner/{ally.id}"
    assert "2 personas lo autorizaron" in client.get(page).text
    took = client.post(f"{page}/contacts")
    expected = {get_person(agrees.person_id).email, member.email}
    assert (addresses_in(took.data), took.headers["Cache-Control"]) == (expected, "no-store")
    log = session().scalars(select(ContactTransfer).order_by(ContactTransfer.person_id)).all()
    assert {(each.person_id, each.recipient, each.handed_to_id) for each in log} == {
        (person_id, "Cámara", taker.id) for person_id in (agrees.person_id, member.id)
    }
    assert client.post(f"/{edition.slug}/partner/{other.id}/contacts").status_code == 404
    mine = f"{link_of(agrees)}/sharing"
    shown = client.get(mine).text
    assert ("Cámara" in shown, "Vigente" in shown) == (True, True)
    assert client.post(mine, data={"csrf_token": "x"}).status_code == 303
    assert client.post(mine, data={"csrf_token": "x"}).status_code == 303
    answers = select(RecipientConsent.granted).where(RecipientConsent.person_id == agrees.person_id)
    assert list(session().scalars(answers.order_by(RecipientConsent.id))) == [True, False]
    assert "Retirada" in client.get(mine).text
    assert get_person(agrees.person_id).full_name in client.get(page).text
    assert addresses_in(client.post(f"{page}/contacts").data) == {member.email}
    everything = {each.table: each.rows for each in read_everything(get_person(agrees.person_id))}
    assert [row["recipient"] for row in everything["contact_transfer"]] == ["Cámara"]
    assert [each.id for each in received_by(agrees.person_id)] == [taker.id]
    an_organiser(client)
    desk = client.get(f"/{edition.slug}/arco/transfers").text
    assert (get_person(agrees.person_id).full_name in desk, taker.full_name in desk) == (True, True)


def test_the_form_asks_where_the_edition_does_and_nobody_answers_for_a_known_person(client: FlaskClient) -> None:
    edition, ally = an_edition(), an_asking_ally("Cámara del Bajío")
    notice, category = a_notice(), a_category(edition)
    page = f"/{edition.slug}/register/{category.id}"
    assert "Cámara del Bajío" not in client.get(page).text
    an_organiser(client, edition)
    client.post(f"/{edition.slug}/allies/asking", data={"asks": "yes"})
    assert "Cámara del Bajío" in client.get(page).text
    known = a_person(email="conocida@example.mx")
    for email in ("nueva@example.mx", known.email):
        applicant = an_applicant(notice, email=email, recipients=(ally.id,))
        register(edition.id, category_id=category.id, applicant=applicant, now=utc_now())
    people = session().scalars(select(RecipientConsent.person_id)).all()
    assert [get_person(person_id).email for person_id in people] == ["nueva@example.mx"]
    sign_in(client, known)
    assert client.post(f"/{edition.slug}/sharing", data={"recipients": [str(ally.id)]}).status_code == 303
    assert "checked" in client.get(f"/{edition.slug}/sharing").text
    company = a_company()
    a_membership(company, known)
    assert "/sharing" in client.get(f"/{edition.slug}/companies/{company.id}/allies").text
