"""Certificates of attendance: issued, drawn in both languages, proved by their QR, replaced, withdrawn, deleted."""

import re
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import zxingcpp
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select, update

from forum.accounts.enums import Role
from forum.accounts.models import Person
from forum.attendance.enums import ProofState
from forum.attendance.models import AttendanceCertificate, CertificateRound
from forum.attendance.service.certificates import issue_all
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.core.names import PersonName
from forum.core.tokens import sign
from forum.editions.models import Category, Edition
from forum.mail.models import OutgoingMail
from forum.privacy.models import Transfer
from forum.programme.models import Talk
from forum.registration.models import Registration
from tests.builders.attendance import an_attendance
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person, a_role, an_organiser, sign_in
from tests.builders.programme import a_talk, published
from tests.builders.registrations import a_registration, link_of

pytestmark = pytest.mark.both_engines  # certificates have no tests of their own


@pytest.fixture
def edition(app: Flask) -> Edition:
    return an_edition(slug="foro")


@pytest.fixture
def category(edition: Edition) -> Category:
    return a_category(edition)


def ago(minutes: int) -> datetime:
    return utc_now() - timedelta(minutes=minutes)


@pytest.fixture
def talk(edition: Edition) -> Talk:
    found = a_talk(edition, "Leer un plano", starts=ago(200), minutes=90, title_en="Reading a drawing")
    published(edition)
    return found


def somebody(category: Category, talk: Talk, *, language: str = "es") -> Registration:
    """Somebody who attended a session."""
    registration = a_registration(category)
    with atomic():
        session().get_one(Person, registration.person_id).language = language
    an_attendance(category.edition_id, registration.id, talk.uid)
    return registration


def rows(registration: Registration) -> list[AttendanceCertificate]:
    session().expire_all()
    query = select(AttendanceCertificate).where(AttendanceCertificate.registration_id == registration.id)
    return list(session().scalars(query.order_by(AttendanceCertificate.id)))


def states(registration: Registration) -> list[str]:
    return [each.state.value for each in rows(registration)]


def proof_of(certificate: AttendanceCertificate) -> str:
    return f"/foro/certificates/{sign('certificate', certificate.code)}"


def name_of(registration: Registration) -> str:
    return session().get_one(Person, registration.person_id).full_name


def drawn(data: bytes, folder: Path) -> tuple[str, list[str]]:
    """The words of a PDF, and what the symbols on its first page say."""
    path = folder / "constancia.pdf"
    path.write_bytes(data)
    words = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", path, folder / "page"], check=True)
    with Image.open(folder / "page.png") as page:
        return words, [read.text for read in zxingcpp.read_barcodes(page)]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("es", ["CONSTANCIA DE ASISTENCIA", "Se otorga la presente a", "Leer un plano", "Total: 1 h 30 min"]),
        ("en", ["CERTIFICATE OF ATTENDANCE", "This is to certify that", "Reading a drawing", "Total: 1 h 30 min"]),
    ],
)
def test_the_person_downloads_it_and_its_qr_proves_it(
    client: FlaskClient, talk: Talk, tmp_path: Path, language: str, said: list[str]
) -> None:
    category = a_category(session().get_one(Edition, talk.edition_id))
    registration = somebody(category, talk, language=language)
    link = link_of(registration)
    assert f"{link}/certificate" in client.get(link).text
    client.post(f"{link}/certificate")
    assert states(registration) == ["valid"]
    words, codes = drawn(client.get(f"{link}/certificate.pdf").data, tmp_path)
    assert [each for each in (*said, name_of(registration)) if each not in words] == []
    (certificate,) = rows(registration)
    assert [re.sub("^https?://[^/]+", "", code) for code in codes] == [proof_of(certificate)]
    page = client.get(proof_of(certificate))
    assert (name_of(registration) in page.text, "FORO-00001" in page.text) == (True, True)
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"


def test_who_is_signed_in_has_it_too_and_asking_again_issues_nothing(
    client: FlaskClient, category: Category, talk: Talk
) -> None:
    registration = somebody(category, talk)
    sign_in(client, session().get_one(Person, registration.person_id))
    for _ in range(2):
        client.post("/foro/certificate")
    assert (states(registration), client.get("/foro/certificate.pdf").status_code) == (["valid"], 200)


def test_before_the_session_has_ended_there_is_none(client: FlaskClient, edition: Edition, category: Category) -> None:
    talk = a_talk(edition, starts=ago(30))
    published(edition)
    registration = somebody(category, talk)
    page = client.post(f"{link_of(registration)}/certificate", follow_redirects=True).text
    assert ("Aún no hay constancia" in page, states(registration)) == (True, [])
    assert client.get(f"{link_of(registration)}/certificate.pdf").status_code == 404


def test_a_corrected_name_replaces_it_and_the_old_one_says_so(
    client: FlaskClient, category: Category, talk: Talk
) -> None:
    registration = somebody(category, talk)
    client.post(f"{link_of(registration)}/certificate")
    old_name = name_of(registration)
    with atomic():
        session().get_one(Person, registration.person_id).name = PersonName("Sofía", "Muñoz", "Güereca")
    an_organiser(client)
    client.post(f"/foro/registrations/{registration.id}/certificate")
    old, new = rows(registration)
    assert (old.state, new.state, new.full_name) == (
        ProofState.REPLACED,
        ProofState.VALID,
        "Sofía Muñoz Güereca",
    )
    page = client.get(proof_of(old)).text
    assert ("Reemplazada" in page, old_name in page) == (True, False)
    assert "Sofía Muñoz Güereca" in client.get(proof_of(new)).text


def test_one_that_is_withdrawn_says_so_and_its_person_issues_no_other(
    client: FlaskClient, category: Category, talk: Talk
) -> None:
    registration = somebody(category, talk)
    client.post(f"{link_of(registration)}/certificate")
    (certificate,) = rows(registration)
    an_organiser(client)
    client.post(f"/foro/registrations/{registration.id}/certificate/{certificate.id}/withdrawal")
    page = client.get(proof_of(certificate)).text
    assert ("no es válida" in page, name_of(registration) in page) == (True, False)
    client.post(f"{link_of(registration)}/certificate")
    assert states(registration) == ["withdrawn"]
    client.post(f"/foro/registrations/{registration.id}/certificate")
    assert states(registration) == ["withdrawn", "valid"]
    past = client.get(f"/foro/registrations/{registration.id}/history?topic=programme").text
    assert (past.count("Constancia emitida"), past.count("Constancia retirada")) == (2, 1)


def test_of_deleted_data_and_of_a_forged_code_nothing_is_said(
    client: FlaskClient, category: Category, talk: Talk
) -> None:
    registration = somebody(category, talk)
    client.post(f"{link_of(registration)}/certificate")
    (certificate,) = rows(registration)
    name, proof = name_of(registration), proof_of(certificate)
    with atomic():
        session().execute(update(AttendanceCertificate).values(full_name="", company="", talks={}))
    page = client.get(proof)
    assert (page.status_code, "Sin datos" in page.text, name in page.text) == (404, True, False)
    for token in (certificate.code, sign("certificate", "A" * 20), sign("registration", certificate.code)):
        assert "No la emitimos" in client.get(f"/foro/certificates/{token}").text


def test_all_are_issued_once_and_mailed(client: FlaskClient, category: Category, talk: Talk, tmp_path: Path) -> None:
    people = [somebody(category, talk) for _ in range(3)]
    organiser = an_organiser(client)
    data = {"place": "León, Guanajuato", "first_name": "Alma Rivas", "first_position": "Directora"}
    assert client.post("/foro/attendance/certificates", data=data).status_code == 303
    client.post("/foro/attendance/certificates/round")
    issue_all(now=utc_now())
    client.post("/foro/attendance/certificates/round")
    assert issue_all(now=utc_now()) == 0
    assert [states(each) for each in people] == [["valid"]] * 3
    session().expire_all()
    mails = session().scalars(select(OutgoingMail.to_email).where(OutgoingMail.message == "attendance/certificate"))
    assert len(mails.all()) == 3
    done = session().scalars(select(CertificateRound)).all()
    assert [(each.asked_by_id, each.done_at is not None) for each in done] == [(organiser.id, True)] * 2
    words, _codes = drawn(client.get("/foro/attendance/certificates.pdf").data, tmp_path)
    assert (words.count("Alma Rivas"), "León, Guanajuato," in words) == (3, True)
    assert [each.people for each in session().scalars(select(Transfer))] == [3]


def test_a_position_without_a_name_is_refused(client: FlaskClient, edition: Edition) -> None:
    an_organiser(client)
    answer = client.post("/foro/attendance/certificates", data={"place": "León", "second_position": "Directora"})
    assert (answer.status_code, "Escriba el nombre de quien firma" in answer.text) == (422, True)


def test_the_desk_downloads_it_and_others_do_not(
    client: FlaskClient, edition: Edition, category: Category, talk: Talk
) -> None:
    registration = somebody(category, talk)
    client.post(f"{link_of(registration)}/certificate")
    (certificate,) = rows(registration)
    address = f"/foro/registrations/{registration.id}/certificate"
    steward = a_person()
    a_role(steward, Role.GATE_STEWARD, edition)
    sign_in(client, steward)
    assert client.get(f"{address}/{certificate.id}.pdf").status_code == 403
    assert client.get("/foro/attendance/certificates").status_code == 403
    an_organiser(client)
    assert "FORO-00001" in client.get(address).text
    assert client.get(f"{address}/{certificate.id}.pdf").status_code == 200
    assert [each.people for each in session().scalars(select(Transfer))] == [1]
