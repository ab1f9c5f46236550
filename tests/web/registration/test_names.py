"""Names and addresses as people type and paste them."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.models import Person
from forum.core.database import session
from forum.core.forms import squeeze
from forum.core.tokens import sign
from tests.builders.editions import a_category, an_edition
from tests.builders.mail import mails_to
from tests.builders.people import an_organiser
from tests.builders.registrations import a_notice

VISITOR = {
    "given_names": "Ana", "first_surname": "Ruiz", "second_surname": "", "phone": "4771234567", "organisation": "3M",
    "position": "", "sector": "empresa", "email": "ana@empresa.mx",
}  # fmt: skip
LETTERS, PLAIN = "Escriba el nombre con letras", "Escriba solo el nombre, sin direcciones de internet."


@pytest.fixture
def address(app: Flask) -> str:
    """The form of an edition's only category."""
    edition = an_edition()
    return f"/{edition.slug}/register/{a_category(edition).id}"


def send(client: FlaskClient, address: str, **typed: str) -> tuple[int, str]:
    answer = client.post(address, data={**VISITOR, "notice": sign("notice", a_notice().id), **typed})
    return answer.status_code, answer.text


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("given_names", "\u200b\u2060", "Falta este dato."),
        ("given_names", "\u3164", "Falta este dato."),
        ("given_names", "\U0001f600 123", LETTERS),
        ("first_surname", "---", LETTERS),
        ("given_names", "Gane en https://evil.example", PLAIN),
        ("given_names", "WWW.evil.example", PLAIN),
        ("second_surname", "ｗｗｗ．evil.example", PLAIN),
        ("organisation", "http://evil.example", PLAIN),
    ],
)
def test_what_is_no_name_is_refused_in_words_and_stays_in_the_form(
    client: FlaskClient, address: str, field: str, typed: str, sentence: str
) -> None:
    code, page = send(client, address, **{field: typed})
    assert (code, sentence in page, "4771234567" in page) == (422, True, True)
    assert mails_to("ana@empresa.mx") == []


@pytest.mark.parametrize(
    ("given", "surname", "kept"),
    [
        ("Suharto", "", "Suharto"),
        ("\ufeffZoë\u200e", "Nun\u0303ez\u00ad", "Zoë Nuñez"),
        ("می\u200cخواهم", "李", "می\u200cخواهم 李"),
        ("O\u2019Brien", "D'Ávila", "O\u2019Brien D'Ávila"),
        ("Awww", "Wwwinski", "Awww Wwwinski"),
    ],
)
def test_names_of_the_world_are_kept_without_what_nobody_sees(
    client: FlaskClient, address: str, given: str, surname: str, kept: str
) -> None:
    assert send(client, address, given_names=given, first_surname=surname)[0] == 302
    assert session().query(Person).filter_by(email="ana@empresa.mx").one().full_name == kept


def test_who_has_one_name_has_a_badge_a_mail_and_a_line_at_the_desk(client: FlaskClient, address: str) -> None:
    assert send(client, address, given_names="Suharto", first_surname="")[0] == 302
    [mail] = mails_to("ana@empresa.mx")
    assert "Suharto" in mail.text
    found = re.search(r"http://localhost(/r/[^\s/]+)", mail.text)
    assert found is not None
    pdf = client.get(f"{found[1]}/badge.pdf")
    assert (pdf.status_code, pdf.mimetype) == (200, "application/pdf")
    organiser = client.application.test_client()
    an_organiser(organiser)
    assert "Suharto" in organiser.get(f"{address.split('/register', maxsplit=1)[0]}/registrations?q=suharto").text


def test_an_address_pasted_with_marks_nobody_sees_is_taken(app: Flask, client: FlaskClient, address: str) -> None:
    assert send(client, address, email="\u200eana@empresa.mx\u200b\ufeff")[0] == 302
    assert len(mails_to("ana@empresa.mx")) == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  a \u200b b  ", "a b"),
        ("Pen\u0303a", "Peña"),
        ("क्\u200dष", "क्\u200dष"),
        ("\U0001f469\u200d\U0001f527", "\U0001f469\u200d\U0001f527"),
        ("an\u200da", "ana"),
        ("\u200dana\u200c", "ana"),
    ],
)
def test_a_line_is_kept_as_people_see_it(typed: str, kept: str) -> None:
    assert squeeze(typed) == kept
