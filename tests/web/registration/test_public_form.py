"""The public form: categories, one page, the same answer for everybody."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.accounts.models import Person
from forum.badges.models import Badge
from forum.companies.models import Ally, AllyCode
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.core.tokens import sign
from forum.editions.enums import CategoryKind
from forum.editions.models import Category, Edition
from forum.printing.qr import qr_svg
from forum.privacy.enums import Purpose
from forum.privacy.models import Consent, Notice
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration
from tests.builders.editions import a_category, an_edition
from tests.builders.mail import mails_to
from tests.builders.people import a_person
from tests.builders.registrations import a_notice, a_registration

TYPED = {
    "given_names": "José Luis",
    "first_surname": "Muñoz",
    "second_surname": "Güereca",
    "email": "Jose.Luis@Example.mx ",
    "phone": "044 477 123 4567",
    "organisation": "Troquelados del Bajío",
    "position": "Compras",
    "sector": "empresa",
    "ally_code": "",
    "news": "y",
}


@pytest.fixture
def category(app: Flask) -> Category:
    a_notice()
    return a_category(an_edition(slug="foro"))


def address(category: Category) -> str:
    return f"/foro/register/{category.id}"


def body(page: str) -> str:
    """A page without the token each browser has of its own, which is another one in the next second."""
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page.split("<main", 1)[1].split("</main>", 1)[0])


def total(model: type) -> int:
    return session().scalar(select(func.count()).select_from(model)) or 0


def test_nothing_is_asked_for_that_nobody_uses(client: FlaskClient, category: Category) -> None:
    page = client.get(address(category)).text
    assert [box for box in ("news", "allies", "directory") if f'name="{box}"' in page] == []
    assert [word for word in ("aliados", "directorio", "noticias") if word in page] == []


def test_the_form_registers_and_sends_to_the_mail(client: FlaskClient, category: Category) -> None:
    answer = client.post(address(category), data=TYPED)
    assert (answer.status_code, answer.location) == (302, "/foro/register/received")
    person = session().scalars(select(Person)).one()
    assert (person.full_name, person.email, person.phone) == (
        "José Luis Muñoz Güereca",
        "jose.luis@example.mx",
        "+524771234567",
    )
    registration = session().scalars(select(Registration)).one()
    assert (registration.status, registration.organisation) == (RegistrationStatus.APPROVED, "Troquelados del Bajío")
    granted = session().scalars(select(Consent.purpose).where(Consent.granted).order_by(Consent.id)).all()
    assert granted == [Purpose.EVENT]
    assert "jose.luis@example.mx" in client.get("/foro/register/received").text
    client.post(address(category), data={**TYPED, "given_names": "Sofía"})
    received = client.get("/foro/register/received").text
    assert ("aún no está" in received, "pida a" in received) == (True, True)


def test_what_is_said_about_the_badge_is_what_happens(client: FlaskClient, category: Category) -> None:
    """Approved at once: the badge is on the page and in the mail."""
    a_category(session().get_one(Edition, category.edition_id))
    offered = client.get("/foro/register").text
    client.post(address(category), data=TYPED)
    received = client.get("/foro/register/received").text

    [mail] = mails_to("jose.luis@example.mx")
    assert "Al terminar ve su gafete y se lo enviamos por correo." in offered
    badge = session().scalars(select(Badge)).one()
    [symbol] = re.findall(r'src="([^"]*badge.svg)"', received)
    assert client.get(symbol).text == qr_svg(badge.code, title="Código QR del gafete")
    assert [file.kind for file in mail.files] == ["symbol", "badge", "calendar"]
    assert "Enviamos el gafete a jose.luis@example.mx" in received
    assert "Su registro está aprobado y su gafete está listo." in mail.text
    assert mail.text.count("http://localhost/r/") == 1
    assert session().scalars(select(Registration.status)).one() is RegistrationStatus.APPROVED


def test_a_registration_takes_eight_statements(client: FlaskClient, category: Category, statements: list[str]) -> None:
    form, data = address(category), {**TYPED, "notice": sign("notice", session().scalars(select(Notice.id)).one())}
    session().rollback()
    statements.clear()
    client.post(form, data=data)
    assert [s.split()[0] for s in statements] == ["SELECT"] * 2 + ["INSERT", "UPDATE"] + ["INSERT"] * 4
    assert total(Badge) == 1


def test_a_shown_notice_is_the_one_recorded(client: FlaskClient, category: Category) -> None:
    first = session().scalars(select(Consent)).first()
    assert first is None
    page = client.get(address(category)).text
    signed = page.split('name="notice" type="hidden" value="')[1].split('"')[0]
    newer = a_notice()
    client.post(address(category), data={**TYPED, "notice": signed})
    assert set(session().scalars(select(Consent.notice_id))) == {newer.id - 1}


def test_a_forged_notice_is_replaced_by_the_one_in_force(client: FlaskClient, category: Category) -> None:
    notice = a_notice()
    client.post(address(category), data={**TYPED, "notice": "4711"})
    assert set(session().scalars(select(Consent.notice_id))) == {notice.id}


def test_no_purpose_is_ticked_beforehand(client: FlaskClient, category: Category) -> None:
    page = client.get(address(category))
    assert (page.status_code, page.text.count(" checked")) == (200, 0)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("given_names", "", "Falta este dato."),
        ("first_surname", "123", "Escriba el nombre con letras"),
        ("email", "nadie", "correo"),
        ("phone", "12", "Escriba los 10 dígitos de su celular"),
        ("organisation", "", "Falta este dato."),
        ("ally_code", "NADIE", "No conocemos ese código."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    client: FlaskClient, category: Category, field: str, value: str, sentence: str
) -> None:
    answer = client.post(address(category), data={**TYPED, field: value})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Güereca"' in answer.text
    assert total(Registration) == 0


def test_a_stranger_gets_the_same_answer_as_the_owner(client: FlaskClient, category: Category, app: Flask) -> None:
    client.post(address(category), data=TYPED)
    first = client.post(address(category), data=TYPED)
    other = app.test_client()
    second = other.post(address(category), data={**TYPED, "given_names": "Otra", "phone": "5555555555"})
    assert (second.status_code, second.location, second.data) == (first.status_code, first.location, first.data)
    assert body(other.get(second.location).text).replace("Otra", TYPED["given_names"]) == body(
        client.get(first.location).text
    )
    assert total(Registration) == 1
    assert [mail.subject for mail in mails_to("jose.luis@example.mx")] == [
        "Su registro está confirmado: Foro de Proveeduría Automotriz",
        "Su registro ya existe: Foro de Proveeduría Automotriz",
        "Su registro ya existe: Foro de Proveeduría Automotriz",
    ]


def test_the_badge_is_shown_where_it_was_made_and_for_a_while(
    client: FlaskClient, category: Category, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post(address(category), data=TYPED)
    symbol = "/foro/register/badge.svg"
    assert (client.get(symbol).status_code, app.test_client().get(symbol).status_code) == (200, 404)
    other = an_edition()
    assert client.get(f"/{other.slug}/register/badge.svg").status_code == 404
    later = utc_now() + timedelta(minutes=31)
    monkeypatch.setattr("forum.registration.context.utc_now", lambda: later)
    assert client.get(symbol).status_code == 404
    assert "badge.svg" not in client.get("/foro/register/received").text


def test_who_waits_for_approval_is_shown_no_badge(client: FlaskClient, category: Category) -> None:
    reviewed = a_category(session().get_one(Edition, category.edition_id), needs_approval=True)
    client.post(address(reviewed), data=TYPED)
    received = client.get("/foro/register/received").text
    assert ("badge.svg" in received, "Recibimos sus datos" in received) == (False, True)


def test_an_invalid_code_is_refused_also_for_the_registered(client: FlaskClient, category: Category) -> None:
    a_registration(category, a_person(email="jose.luis@example.mx"))
    answer = client.post(address(category), data={**TYPED, "ally_code": "NADIE"})
    assert answer.status_code == 422
    assert mails_to("jose.luis@example.mx") == []


def test_a_valid_code_of_somebody_registered_is_not_used_up(client: FlaskClient, category: Category) -> None:
    a_registration(category, a_person(email="jose.luis@example.mx"))
    with atomic() as s:
        ally = Ally(name="Coparmex León", slug="coparmex")
        s.add(ally)
        s.flush()
        s.add(AllyCode(ally_id=ally.id, code="UNA", cap=1))
    assert client.post(address(category), data={**TYPED, "ally_code": "una"}).status_code == 302
    assert session().scalar(select(AllyCode.uses)) == 0


def test_the_categories_say_what_is_left(client: FlaskClient, category: Category) -> None:
    edition = session().get_one(Edition, category.edition_id)
    a_category(edition, name_es="Académico", quota=7)
    a_registration(a_category(edition, name_es="Estudiante", quota=1))
    a_category(edition, name_es="Invitado", needs_approval=True)
    a_category(edition, name_es="Comprador", kind=CategoryKind.BUYER)
    page = client.get("/foro/register").text
    for words in ("Abierto", "7 lugares", "Lista de espera", "Con aprobación"):
        assert words in page
    assert "Comprador" not in page


def test_the_only_category_is_not_asked_for(client: FlaskClient, category: Category) -> None:
    assert client.get("/foro/register").location == address(category)


def test_a_full_category_says_so_before_one_types(client: FlaskClient, category: Category) -> None:
    a_registration(a_category(session().get_one(Edition, category.edition_id), quota=1, name_es="Llena"))
    full = session().scalars(select(Category).where(Category.name_es == "Llena")).one()
    assert "queda en la lista de espera" in client.get(address(full)).text
    client.post(address(full), data=TYPED)
    statuses = session().scalars(select(Registration.status).order_by(Registration.id)).all()
    assert statuses == [RegistrationStatus.APPROVED, RegistrationStatus.WAITLISTED]


@pytest.mark.parametrize(("days", "words"), [(-51, "todavía no abre"), (40, "El registro ya cerró")])
def test_outside_the_window_there_is_a_page_and_no_form(app: Flask, client: FlaskClient, days: int, words: str) -> None:
    now = utc_now()
    opens = now - timedelta(days=days) - timedelta(days=50)
    closes = now - timedelta(days=days) + timedelta(days=31)
    category = a_category(an_edition(slug="foro", registration_opens_at=opens, registration_closes_at=closes))
    assert words in client.get("/foro/register").text
    assert client.get(address(category)).location == "/foro/register"
    assert client.post(address(category), data=TYPED).location == "/foro/register"
    assert total(Registration) == 0


def test_a_category_that_is_not_offered_is_not_found(client: FlaskClient, category: Category) -> None:
    buyers = a_category(session().get_one(Edition, category.edition_id), kind=CategoryKind.BUYER)
    elsewhere = a_category(an_edition())
    for other in (buyers, elsewhere):
        assert client.get(address(other)).status_code == 404
        assert client.post(address(other), data=TYPED).status_code == 404
    assert total(Registration) == 0


def test_a_hidden_edition_has_no_form(app: Flask, client: FlaskClient) -> None:
    category = a_category(an_edition(slug="foro", published_at=None))
    assert client.get("/foro/register").status_code == 404
    assert client.post(address(category), data=TYPED).status_code == 404


def test_the_form_speaks_english(client: FlaskClient, category: Category) -> None:
    client.set_cookie("foro_lang", "en")
    page = client.get(address(category))
    assert "If Coparmex or another" in page.text
    client.post(address(category), data=TYPED)
    assert session().scalars(select(Person.language)).one() == "en"
    assert mails_to("jose.luis@example.mx")[0].subject == (
        "Your registration is confirmed: Foro de Proveeduría Automotriz"
    )


def test_the_link_is_sent_again_without_saying_who_is_registered(client: FlaskClient, category: Category) -> None:
    a_registration(category, a_person(email="ana@example.mx"))
    known = client.post("/foro/register/link", data={"email": "ANA@example.mx"}, follow_redirects=True)
    unknown = client.post("/foro/register/link", data={"email": "otra@example.mx"}, follow_redirects=True)
    assert body(known.text) == body(unknown.text)
    assert [mail.subject for mail in mails_to("ana@example.mx")] == ["Su enlace: Foro de Proveeduría Automotriz"]
    assert mails_to("otra@example.mx") == []


def test_the_link_form_keeps_what_was_typed(client: FlaskClient, category: Category) -> None:
    answer = client.post("/foro/register/link", data={"email": "ana@"})
    assert answer.status_code == 422
    assert 'value="ana@"' in answer.text
