"""What anybody can have sent to an address by typing it goes once in a quarter of an hour; the answer is the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.app import create_app
from forum.core.database import db
from forum.core.tokens import sign
from tests.builders.editions import a_category, an_edition
from tests.builders.mail import mails_to
from tests.builders.people import a_person, an_organiser
from tests.builders.registrations import a_notice, a_registration
from tests.conftest import Browser
from tests.conftest import test_settings as settings_for

EMAIL = "ana@empresa.mx"
VISITOR = {
    "given_names": "Ana", "first_surname": "Ruiz", "second_surname": "", "phone": "4771234567", "organisation": "X",
    "position": "", "sector": "empresa", "email": EMAIL,
}  # fmt: skip
COMPANY = {
    "legal_name": "TORNILLOS DEL BAJIO", "name": "", "sector": "empresa", "activity": "industria", "aim": "stand",
    "email": EMAIL, "phone": "4771234567", "given_names": "Ana", "first_surname": "Ruiz", "notice": "y",
    "rfc": "MAB9307148T4",
}  # fmt: skip


@pytest.fixture
def limited(own_sqlite: str, tmp_path: Path) -> Iterator[Flask]:
    """A program with its limits on."""
    app = create_app(settings_for(own_sqlite, tmp_path, rate_limits=True))
    app.test_client_class = Browser
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(limited: Flask) -> FlaskClient:
    """A stranger's browser."""
    return limited.test_client()


def test_who_is_registered_is_told_once_for_each_person_typed(client: FlaskClient) -> None:
    edition, notice = an_edition(), sign("notice", a_notice().id)
    category = a_category(edition)
    a_registration(category, a_person(email=EMAIL))
    for names in ({}, {}, {"given_names": "ANA "}, {"given_names": "Luis"}):
        answer = client.post(f"/{edition.slug}/register/{category.id}", data={**VISITOR, **names, "notice": notice})
        assert answer.location == f"/{edition.slug}/register/received"
    assert len(mails_to(EMAIL)) == 2


def test_the_link_of_a_registration_goes_once_and_the_page_says_when_the_next_may(client: FlaskClient) -> None:
    editions = [an_edition(), an_edition()]
    person = a_person(email=EMAIL)
    for edition in editions:
        a_registration(a_category(edition), person)
    told = set()
    for email in (EMAIL, EMAIL, "nadie@empresa.mx"):
        client.post(f"/{editions[0].slug}/register/link", data={"email": email})
        page = client.get(f"/{editions[0].slug}/register/link").text
        told |= {words for words in ("el siguiente puede salir a las",) if words in page}
    assert (told, len(mails_to(EMAIL))) == ({"el siguiente puede salir a las"}, 1)
    client.post(f"/{editions[1].slug}/register/link", data={"email": EMAIL})
    assert len(mails_to(EMAIL)) == 2


def test_a_strangers_companies_fill_no_mailbox(client: FlaskClient) -> None:
    a_notice()
    slug = an_edition().slug
    for rfc in ("MAB9307148T4", "MAB9307148T4", "XAXX010101000", "XAXX010101000"):
        assert (
            client.post(f"/{slug}/companies/new", data={**COMPANY, "rfc": rfc}).location
            == f"/{slug}/companies/new/sent"
        )
    assert len(mails_to(EMAIL)) == 2  # registered; and once that it is


def test_the_desk_and_the_team_are_never_held_back(client: FlaskClient) -> None:
    edition = an_edition()
    registration = a_registration(a_category(edition), a_person(email=EMAIL))
    an_organiser(client)
    for _ in range(2):
        client.post(f"/{edition.slug}/registrations/{registration.id}/link")
    invited = {"email": EMAIL, "given_names": "Ana", "first_surname": "Ruiz", "language": "es"}
    for role in ("viewer", "gate_steward"):
        client.post(f"/{edition.slug}/team/new", data={**invited, "role": role})
    assert len(mails_to(EMAIL)) == 4
