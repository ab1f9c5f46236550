"""The mails about a registration: every one renders in both languages, with a link that opens."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.editions.models import Category
from forum.registration.models import Registration
from forum.registration.notices import notify
from tests.builders.editions import a_category, an_edition
from tests.builders.mail import mails_to
from tests.builders.people import a_person
from tests.builders.registrations import a_registration, link_of

SUBJECTS = {
    "received": ("Recibimos su registro: Foro", "We received your registration: Foro"),
    "confirmed": ("Su registro está confirmado: Foro", "Your registration is confirmed: Foro"),
    "waitlisted": ("Está en la lista de espera: Foro", "You are on the waiting list: Foro"),
    "promoted": ("Su registro fue aprobado: Foro", "Your registration was approved: Foro"),
    "rejected": ("Su registro no fue aprobado: Foro", "Your registration was not approved: Foro"),
    "cancelled": ("Cancelamos su registro: Foro", "We cancelled your registration: Foro"),
    "already_registered": ("Su registro ya existe: Foro", "Your registration already exists: Foro"),
    "link": ("Su enlace: Foro", "Your link: Foro"),
}


@pytest.fixture
def category(app: Flask) -> Category:
    edition = an_edition(slug="foro", name="Foro", starts_on=date(2027, 9, 8), ends_on=date(2027, 9, 9))
    return a_category(edition, name_es="Visitante", name_en="Visitor")


def queued(category: Category, message: str, language: str) -> Registration:
    registration = a_registration(category, a_person(email="ana@example.mx", language=language))
    with atomic():
        notify(message, registration, now=utc_now(), reason="No es del <sector>.")
    return registration


@pytest.mark.parametrize("message", SUBJECTS)
@pytest.mark.parametrize("language", ["es", "en"])
def test_every_mail_says_what_when_where_and_opens_the_registration(
    client: FlaskClient, category: Category, message: str, language: str
) -> None:
    registration = queued(category, message, language)
    mail = mails_to("ana@example.mx")[0]
    assert mail.subject == SUBJECTS[message][language == "en"]
    words = ("8–9 de septiembre de 2027", "Visitante") if language == "es" else ("Sep 8 – 9, 2027", "Visitor")
    for part in (mail.text, mail.html):
        for word in (*words, "Poliforum León", f"http://localhost{link_of(registration)}"):
            assert word in part
    assert client.get(link_of(registration)).status_code == 200


@pytest.mark.parametrize("message", ["rejected", "cancelled"])
def test_a_reason_is_quoted_as_it_was_written(category: Category, message: str) -> None:
    queued(category, message, "es")
    mail = mails_to("ana@example.mx")[0]
    assert "No es del <sector>." in mail.text
    assert "No es del &lt;sector&gt;." in mail.html
