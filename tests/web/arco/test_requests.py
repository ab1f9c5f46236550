"""A request about personal data: filed, proved, extended, answered, carried out; each step is told and on record."""

from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Person
from forum.arco.enums import ArcoKind, ArcoStatus, ArcoStep, Identity
from forum.arco.models import ArcoEvent, ArcoRequest
from forum.core.database import session
from forum.editions.models import Edition
from forum.privacy.service import ensure_notice
from tests.builders.arco import AT, an_arco_request
from tests.builders.editions import an_edition
from tests.builders.mail import mails_to
from tests.builders.people import a_person, an_organiser, sign_in

TYPED = {"name": "Luz Muñoz", "email": "Luz@Empresa.mx ", "kind": "rectification", "wish": "Mi apellido es Muñoz"}
REASON = {"extension_reason": "Hay que buscar en archivos en papel"}


@pytest.fixture
def edition(app: Flask) -> Edition:
    ensure_notice(AT)
    return an_edition()


@pytest.fixture
def luz(app: Flask) -> Person:
    return a_person(email="luz@empresa.mx", given_names="Luz")


def only() -> ArcoRequest:
    session().expire_all()
    return session().scalars(select(ArcoRequest)).one()


def steps() -> list[tuple[ArcoStep, int | None]]:
    return [(each.step, each.by_id) for each in session().scalars(select(ArcoEvent).order_by(ArcoEvent.id))]


@pytest.mark.both_engines
def test_a_stranger_asks_and_is_told_until_when(app: Flask, client: FlaskClient, edition: Edition) -> None:
    with time_machine.travel(datetime(2026, 9, 16, 1, tzinfo=AT.tzinfo), tick=False):  # still the 15th in León
        answer = client.post("/privacy/requests/new", data=TYPED)
    assert answer.location == "/privacy"
    asked = only()
    assert (asked.email, asked.person_id, asked.identity) == ("luz@empresa.mx", None, Identity.UNPROVED)
    assert (asked.received_on, asked.answer_due) == (date(2026, 9, 15), date(2026, 10, 14))
    (told,) = mails_to("luz@empresa.mx")
    assert told.subject == f"Recibimos su solicitud {asked.id} sobre sus datos personales"
    assert "14 de octubre de 2026" in told.text
    assert "Rectificación" in told.text


def test_what_was_typed_stays_where_something_is_missing(app: Flask, client: FlaskClient, edition: Edition) -> None:
    answer = client.post("/privacy/requests/new", data={**TYPED, "email": "nada"})
    assert (answer.status_code, "Mi apellido es Muñoz" in answer.text) == (422, True)
    assert session().scalars(select(ArcoRequest)).all() == []
    assert "/privacy/requests/new" in client.get("/privacy").text


def test_who_is_signed_in_has_proved_who_they_are(
    app: Flask, client: FlaskClient, edition: Edition, luz: Person
) -> None:
    sign_in(client, luz)
    sent = client.post("/privacy/requests/new", data={"kind": "access", "wish": "Todo"})
    assert sent.location == "/account/data"
    asked = only()
    assert (asked.person_id, asked.email, asked.identity) == (luz.id, "luz@empresa.mx", Identity.SESSION)
    page = client.get("/account/data").text
    assert ("Por responder" in page, "Acceso" in page) == (True, True)


@pytest.mark.both_engines
def test_a_request_from_the_desk_to_its_end(app: Flask, client: FlaskClient, edition: Edition, luz: Person) -> None:
    typed = {**TYPED, "received_on": "2026-09-15", "language": "es"}
    with time_machine.travel(datetime(2026, 9, 17, 18, tzinfo=AT.tzinfo), tick=False):
        organiser = an_organiser(client)
        page = client.post(f"/{edition.slug}/arco/new", data=typed).location
        asked = only()
        assert (asked.person_id, asked.answer_due) == (luz.id, date(2026, 10, 14))
        refused = client.post(f"{page}/answer", data={"granted": "yes", "answer": "Sí"})
        assert (refused.status_code, "Registre primero cómo acreditó su identidad" in refused.text) == (422, True)
        client.post(f"{page}/identity", data={"identity": "document", "identity_note": "INE por correo"})
        client.post(f"{page}/extension", data=REASON)
        assert only().answer_due == date(2026, 11, 11)
        again = client.post(f"{page}/extension", data=REASON)
        assert (again.status_code, "la ley lo permite una sola vez" in again.text) == (422, True)
        client.post(f"{page}/answer", data={"granted": "yes", "answer": "Corregiremos su apellido"})
        assert only().execution_due == date(2026, 10, 8)
        assert "Marcar como cumplida" in client.get(page).text
        client.post(f"{page}/execution", data={"done_note": "Su apellido es Muñoz"})
        history = client.get(page).text
    asked = only()
    assert (asked.status, asked.due) == (ArcoStatus.EXECUTED, None)
    taken = [ArcoStep.RECEIVED, ArcoStep.IDENTITY_PROVED, ArcoStep.EXTENDED, ArcoStep.GRANTED, ArcoStep.EXECUTED]
    assert steps() == [(step, organiser.id) for step in taken]
    assert [mail.subject for mail in mails_to("luz@empresa.mx")] == [
        f"Recibimos su solicitud {asked.id} sobre sus datos personales",
        f"Ampliamos el plazo de su solicitud {asked.id} al 11 de noviembre de 2026",
        f"Su solicitud {asked.id} sobre sus datos procede",
        f"Cumplimos su solicitud {asked.id} sobre sus datos",
    ]
    assert ("Hay que buscar en archivos en papel" in history, "INE por correo" in history) == (True, True)


def test_a_request_is_not_said_to_come_tomorrow(app: Flask, client: FlaskClient, edition: Edition) -> None:
    an_organiser(client)
    answer = client.post(f"/{edition.slug}/arco/new", data={**TYPED, "received_on": "2099-01-01", "language": "es"})
    assert (answer.status_code, "Escriba el día en que llegó la solicitud" in answer.text) == (422, True)


def test_what_is_refused_is_told_with_where_to_go(app: Flask, client: FlaskClient, edition: Edition) -> None:
    an_organiser(client)
    asked = an_arco_request("luz@empresa.mx")
    client.post(f"/{edition.slug}/arco/{asked.id}/answer", data={"granted": "no", "answer": "No lo conocemos"})
    told = mails_to("luz@empresa.mx")[-1]
    assert told.subject == f"Su solicitud {asked.id} sobre sus datos no procede"
    assert ("No lo conocemos" in told.text, "Secretaría Anticorrupción" in told.text) == (True, True)
    twice = client.post(f"/{edition.slug}/arco/{asked.id}/answer", data={"granted": "no", "answer": "Otra"})
    assert (twice.status_code, only().answer) == (422, "No lo conocemos")


def test_the_desk_hands_out_data_to_whom_is_known_and_proved(
    app: Flask, client: FlaskClient, edition: Edition, luz: Person
) -> None:
    organiser = an_organiser(client)
    asked = an_arco_request("luz@empresa.mx")
    page = f"/{edition.slug}/arco/{asked.id}"
    assert client.post(f"{page}/everything").status_code == 303
    assert "La descarga de sus datos se abre cuando acredite su identidad" in client.get(page).text
    client.post(f"{page}/identity", data={"identity": "representative", "identity_note": "Carta poder"})
    answer = client.post(f"{page}/everything")
    with ZipFile(BytesIO(answer.data)) as archive:
        assert "luz@empresa.mx" in archive.read("datos.json").decode()
    assert steps()[-1] == (ArcoStep.EXPORTED, organiser.id)
    unknown = an_arco_request("nadie@empresa.mx", identity=Identity.DOCUMENT)
    assert client.post(f"/{edition.slug}/arco/{unknown.id}/everything").status_code == 303


def test_the_nearest_stand_first_and_are_on_the_first_page(app: Flask, client: FlaskClient, edition: Edition) -> None:
    organiser = an_organiser(client)
    an_arco_request("tarde@empresa.mx", now=datetime(2026, 11, 10, 18, tzinfo=AT.tzinfo))
    an_arco_request("antes@empresa.mx", kind=ArcoKind.OPPOSITION)
    with time_machine.travel(datetime(2026, 11, 12, 18, tzinfo=AT.tzinfo), tick=False):
        sign_in(client, organiser)
        listed = client.get(f"/{edition.slug}/arco").text
        assert listed.index("antes@empresa.mx") < listed.index("tarde@empresa.mx")
        assert listed.count("Plazo vencido") == 1
        today = client.get(f"/{edition.slug}/today").text
        assert "Solicitudes ARCO que vencen o vencieron" in today
    with time_machine.travel(datetime(2026, 9, 17, 18, tzinfo=AT.tzinfo), tick=False):
        sign_in(client, organiser)
        today = client.get(f"/{edition.slug}/today").text
        assert ("Hoy" in today, "Solicitudes ARCO que vencen" in today) == (True, False)


def test_who_organises_one_edition_has_no_privacy_desk(app: Flask, client: FlaskClient, edition: Edition) -> None:
    asked = an_arco_request("luz@empresa.mx")
    an_organiser(client, edition)
    assert client.get(f"/{edition.slug}/arco").status_code == 403
    assert client.post(f"/{edition.slug}/arco/{asked.id}/everything").status_code == 403
    assert f"/{edition.slug}/arco" not in client.get(f"/{edition.slug}/today").text
