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
from forum.privacy.models import Consent, Transfer, TransferPerson
from forum.privacy.queries import recipients_of
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
    handed = session().scalars(select(Transfer)).one()
    assert (handed.recipient_name, handed.people, handed.handed_to_id) == ("Cámara", 2, taker.id)
    lines = session().scalars(select(TransferPerson)).all()
    assert {each.person_id for each in lines} == {agrees.person_id, member.id}
    assert all(each.consent_id and each.transfer_id == handed.id for each in lines)
    assert client.post(f"/{edition.slug}/partner/{other.id}/contacts").status_code == 404
    mine = f"{link_of(agrees)}/sharing"
    shown = client.get(mine).text
    assert ("Cámara" in shown, "Vigente" in shown) == (True, True)
    assert client.post(mine, data={"csrf_token": "x"}).status_code == 303
    assert client.post(mine, data={"csrf_token": "x"}).status_code == 303
    answers = select(Consent.granted).where(Consent.person_id == agrees.person_id, Consent.ally_id == ally.id)
    assert list(session().scalars(answers.order_by(Consent.id))) == [True, False]
    assert "Retirada" in client.get(mine).text
    assert get_person(agrees.person_id).full_name in client.get(page).text
    assert addresses_in(client.post(f"{page}/contacts").data) == {member.email}
    everything = {each.table: each.rows for each in read_everything(get_person(agrees.person_id))}
    assert [row["recipient_name"] for row in everything["transfer"]] == ["Cámara"]
    assert [each.id for each in received_by(agrees.person_id)] == [taker.id]
    sign_in(client, member)
    mine = client.get("/account/data").text
    assert "Compartir sus datos con Cámara" in mine
    ending = f"/account/data/consents/allies/withdrawal?recipient={ally.id}"
    assert (ending in mine, client.post(ending).status_code, client.post(ending).status_code) == (True, 302, 303)
    assert not recipients_of(member.id)[ally.id].granted
    an_organiser(client)
    ledger = client.get(f"/{edition.slug}/arco/consents?purpose=allies&standing=ended").text
    assert ("Datos para Cámara" in ledger, "Terminado" in ledger) == (True, True)
    log = f"/{edition.slug}/arco/transfers"
    theirs = client.get(f"{log}?q={get_person(agrees.person_id).email}").text
    assert ("Cámara" in theirs, "Consentimiento de la persona" in theirs) == (True, True)
    shown = client.get(f"{log}/{handed.id}").text
    assert (get_person(agrees.person_id).full_name in shown, taker.full_name in shown) == (True, True)
    assert (shown.count("Vigente"), shown.count("Retirada")) == (0, 2)


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
    people = session().scalars(select(Consent.person_id).where(Consent.ally_id == ally.id)).all()
    assert [get_person(person_id).email for person_id in people] == ["nueva@example.mx"]
    sign_in(client, known)
    assert client.post(f"/{edition.slug}/sharing", data={"recipients": [str(ally.id)]}).status_code == 303
    assert "checked" in client.get(f"/{edition.slug}/sharing").text
    company = a_company()
    a_membership(company, known)
    assert "/sharing" in client.get(f"/{edition.slug}/companies/{company.id}/allies").text
