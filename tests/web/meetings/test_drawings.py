"""The drawing of a requirement and the documents of certificates: who sees them."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.enums import Role
from forum.companies.models import Certificate
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.editions.models import Edition
from forum.mail.notices import render_mail
from forum.mail.service import queue_mail
from forum.matchmaking.enums import DrawingAccess, DrawingAudience, RequirementChange, SupplierStatus
from forum.matchmaking.models import NdaAcceptance
from forum.matchmaking.queries.drawings import find_drawing
from forum.matchmaking.rules.drawings import drawing_access
from forum.meetings.service import accept_request
from tests.builders.editions import an_edition
from tests.builders.files import A_PDF
from tests.builders.letters import values_of_every_mail
from tests.builders.meetings import a_buyer, a_request, a_supplier
from tests.builders.people import a_person, a_role, sign_in
from tests.web.meetings.conftest import Forum, mails

OPEN, APPROVAL, MEETING, NDA = DrawingAccess
APPROVED, PENDING = SupplierStatus.APPROVED, SupplierStatus.PENDING


@pytest.mark.parametrize(
    ("audience", "supplier", "is_accepted", "has_signed", "access"),
    [
        ("suppliers", APPROVED, False, False, OPEN),
        ("suppliers", PENDING, False, False, APPROVAL),
        ("suppliers", None, False, False, APPROVAL),
        ("meeting", APPROVED, False, True, MEETING),
        ("meeting", SupplierStatus.SUSPENDED, True, False, OPEN),
        ("nda", APPROVED, True, False, NDA),
        ("nda", APPROVED, False, True, OPEN),
        ("nda", PENDING, False, True, APPROVAL),
    ],
)
def test_who_sees_a_drawing(
    audience: str, supplier: SupplierStatus | None, is_accepted: bool, has_signed: bool, access: DrawingAccess
) -> None:
    given = {"supplier": supplier, "is_accepted": is_accepted, "has_signed": has_signed}
    assert drawing_access(DrawingAudience(audience), **given) is access  # type: ignore[arg-type]


def upload(browser: FlaskClient, forum: Forum, audience: str, whose: str = "buyer", **more: object) -> int:
    page = f"{whose}/requirements/{forum.requirement.id}/drawing"
    data = {"file": (io.BytesIO(A_PDF), "plano.exe"), "audience": audience, **more}
    return browser.post(forum.path(page), data=data, content_type="multipart/form-data").status_code


def download(browser: FlaskClient, forum: Forum) -> int:
    return browser.get(forum.path(f"requirements/{forum.requirement.id}/drawing")).status_code


def test_shared_with_all_suppliers(client: FlaskClient, forum: Forum) -> None:
    assert download(sign_in(client, forum.person), forum) == 404
    assert upload(sign_in(client, forum.buyer.person), forum, "suppliers") == 303
    own = client.get(forum.path(f"buyer/requirements/{forum.requirement.id}"))
    assert ("plano.pdf" in own.text, "Se agregó el plano" in own.text) == (True, True)
    file = client.get(forum.path(f"buyer/requirements/{forum.requirement.id}/drawing/file"))
    assert (file.data, file.headers["X-Content-Type-Options"]) == (A_PDF, "nosniff")
    assert file.headers["Content-Security-Policy"].startswith("sandbox")
    assert download(sign_in(client, forum.person), forum) == 200
    _pending, somebody = a_supplier(forum.edition, status=SupplierStatus.PENDING)
    assert download(sign_in(client, somebody), forum) == 403
    assert download(sign_in(client, a_person()), forum) == 404
    sign_in(client, a_buyer(forum.edition).person)
    assert client.get(forum.path(f"buyer/requirements/{forum.requirement.id}/drawing/file")).status_code == 404


def test_shared_after_the_buyer_accepts_a_meeting(client: FlaskClient, forum: Forum) -> None:
    upload(sign_in(client, forum.buyer.person), forum, "meeting")
    request = a_request(forum.requirement, forum.supplier, forum.person)
    sign_in(client, forum.person)
    page = client.get(forum.path(f"requirements/{forum.requirement.id}")).text
    assert (download(client, forum), "las empresas cuya cita aceptó" in page) == (403, True)
    accept_request(request.id, slot_id=forum.slots[0].id, by=forum.buyer.person_id, now=forum.now)
    assert download(client, forum) == 200


def test_shared_after_a_text_is_accepted(client: FlaskClient, forum: Forum) -> None:
    assert upload(sign_in(client, forum.buyer.person), forum, "nda") == 422
    upload(client, forum, "nda", nda_text="No lo comparta.")
    sign_in(client, forum.person)
    page = client.get(forum.path(f"requirements/{forum.requirement.id}")).text
    assert ("No lo comparta." in page, download(client, forum)) == (True, 403)
    digest = page.split('name="text" value="')[1].split('"')[0]
    accept = forum.path(f"requirements/{forum.requirement.id}/nda")
    client.post(accept, data={"text": "otro"})
    assert download(client, forum) == 403
    for _ in range(2):
        assert client.post(accept, data={"text": digest}).status_code == 303
    assert download(client, forum) == 200
    kept = session().query(NdaAcceptance).one()
    assert (kept.person_id, kept.company_id) == (forum.person.id, forum.supplier.company_id)
    assert kept.text == "No lo comparta."
    sign_in(client, forum.buyer.person)
    assert forum.person.full_name in client.get(forum.path(f"buyer/requirements/{forum.requirement.id}")).text
    upload(client, forum, "nda", nda_text="Tampoco lo imprima.")
    assert download(sign_in(client, forum.person), forum) == 403


def test_the_coordinator_sees_and_uploads_for_the_buyer(client: FlaskClient, forum: Forum) -> None:
    coordinator = a_person()
    a_role(coordinator, Role.COORDINATOR, forum.edition)
    buyer = forum.buyer.person.email
    assert upload(sign_in(client, coordinator), forum, "suppliers", whose="coordination") == 303
    page = f"coordination/requirements/{forum.requirement.id}/drawing"
    assert client.get(forum.path(f"{page}/file")).data == A_PDF
    assert client.post(forum.path(f"{page}/removal")).status_code == 303
    assert find_drawing(forum.requirement.id) is None
    assert mails() == [("meetings/requirement_changed", buyer)] * 2


@pytest.mark.parametrize("change", RequirementChange)
def test_the_mail_has_words_for_every_change(app: Flask, change: RequirementChange) -> None:
    message, context = "meetings/requirement_changed", values_of_every_mail(change=change.value)
    with atomic():
        mail = queue_mail(
            message, edition_id=None, to="ana@x.mx", name="Ana", language="es", context=context, now=utc_now()
        )
    assert mail is not None
    assert "Soporte estampado" in render_mail(mail).subject


def test_the_document_of_a_certificate(client: FlaskClient, forum: Forum) -> None:
    company_id, buyer = forum.supplier.company_id, forum.buyer.person
    with atomic():
        certificate = Certificate(company_id=company_id, standard="iso-9001")
        session().add(certificate)
    edit = f"/{forum.edition.slug}/companies/{company_id}/certificates/{certificate.id}"
    seen = forum.path(f"companies/{company_id}/certificates/{certificate.id}/evidence")
    sign_in(client, forum.person)
    data = {"standard": "iso-9001", "file": (io.BytesIO(A_PDF), "iso.pdf")}
    assert client.post(edit, data=data, content_type="multipart/form-data").status_code == 302
    assert client.get(f"{edit}/evidence").data == A_PDF
    assert client.get(seen).status_code == 404  # one supplier sees no other's; its own is on its own page
    sign_in(client, buyer)
    assert seen in client.get(forum.path(f"companies/{company_id}")).text
    assert [client.get(each).status_code for each in (seen, f"{edit}/evidence")] == [200, 404]
    elsewhere: Edition = an_edition(slug="otro-foro")
    other = sign_in(client, a_buyer(elsewhere).person)
    assert other.get(seen.replace(forum.edition.slug, elsewhere.slug)).status_code == 404
    with atomic():
        session().merge(forum.supplier).status = SupplierStatus.SUSPENDED
    assert sign_in(client, buyer).get(seen).status_code == 404
