"""What a person changes through their link: only in the window, and the desk sees what it was."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.core.clock import utc_now
from forum.core.database import session
from forum.editions.models import Edition
from forum.privacy.enums import Purpose
from forum.privacy.queries import consents_of, current_notice
from forum.registration.enums import RegistrationStatus as S
from forum.registration.models import Registration, RegistrationEvent
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person, a_role, sign_in
from tests.builders.registrations import a_notice, a_registration, agreed, link_of

NOW = utc_now()
CLOSED = {"registration_opens_at": NOW - timedelta(days=9), "registration_closes_at": NOW - timedelta(days=1)}
OVER = {**CLOSED, "starts_on": (NOW - timedelta(days=5)).date(), "ends_on": (NOW - timedelta(days=4)).date()}
TYPED = {
    "given_names": "Ana Sofía",
    "first_surname": "Ñíguez",
    "second_surname": "",
    "phone": "477 765 4321",
    "organisation": "Fundidora del Centro",
    "position": "Ventas",
    "news": "y",
}


def mine(status: S = S.APPROVED, **edition: Any) -> Registration:
    a_notice()
    person = a_person(phone="+524771234567")
    return a_registration(a_category(an_edition(slug="foro", **edition)), person, status=status)


def fresh(registration: Registration) -> Registration:
    return session().get_one(Registration, registration.id, populate_existing=True)


def changes(registration: Registration) -> list[dict[str, Any]]:
    query = select(RegistrationEvent).where(RegistrationEvent.registration_id == registration.id)
    return [event.changes for event in session().scalars(query.order_by(RegistrationEvent.id))]


@pytest.mark.both_engines
def test_the_desk_sees_what_was_corrected_and_by_whom(client: FlaskClient) -> None:
    registration = mine()
    client.post(f"{link_of(registration)}/details", data=TYPED)
    told = {
        "name": ["María José Muñoz Güereca", "Ana Sofía Ñíguez"],
        "organisation": ["Troquelados del Bajío", "Fundidora del Centro"],
        "phone": [],
    }
    assert changes(registration) == [told]
    desk = a_person()
    a_role(desk, Role.ORGANISER, session().get_one(Edition, registration.edition_id))
    page = sign_in(client, desk).get(f"/foro/registrations/{registration.id}").text
    assert "Corrigió sus datos" in page
    assert "Troquelados del Bajío → Fundidora del Centro" in page
    assert "Nombre: María José Muñoz Güereca → Ana Sofía Ñíguez" in " ".join(page.split())
    assert "+524771234567" not in page


def test_a_correction_of_nothing_leaves_no_trace(client: FlaskClient) -> None:
    registration = mine()
    client.post(f"{link_of(registration)}/details", data=TYPED)
    client.post(f"{link_of(registration)}/details", data=TYPED)
    assert len(changes(registration)) == 1


@pytest.mark.parametrize("status", [S.APPROVED, S.CANCELLED])
@pytest.mark.parametrize("edition", [CLOSED, {}])
def test_data_are_corrected_in_the_window_and_consents_always(
    client: FlaskClient, status: S, edition: dict[str, Any]
) -> None:
    registration = mine(status, **edition)
    given = {Purpose.NEWS: True, Purpose.DIRECTORY: True}
    agreed(registration.person_id, current_notice().id, given, utc_now())
    address = f"{link_of(registration)}/details"
    correctable = status is S.APPROVED and not edition
    assert ("Empresa u organización" in client.get(address).text) is correctable
    assert ("Corregir mis datos" in client.get(link_of(registration)).text) is correctable
    client.post(address, data=TYPED)
    assert (fresh(registration).organisation == "Fundidora del Centro") is correctable
    assert consents_of(registration.person_id) == {Purpose.NEWS: True, Purpose.DIRECTORY: False}


def test_who_authorized_nothing_finds_nothing_to_change_after_the_window(client: FlaskClient) -> None:
    registration = mine(**CLOSED)
    page = client.get(link_of(registration)).text
    assert "autorizaciones" not in page
    assert client.get(f"{link_of(registration)}/details").location == link_of(registration)


def test_one_cancels_until_the_forum_is_over(client: FlaskClient) -> None:
    registration = mine(**CLOSED)
    assert "Cancelar mi registro" in client.get(link_of(registration)).text
    client.post(f"{link_of(registration)}/cancellation")
    assert fresh(registration).status is S.CANCELLED


def test_nobody_cancels_a_forum_that_is_over(client: FlaskClient) -> None:
    registration = mine(**OVER)
    assert "Cancelar mi registro" not in client.get(link_of(registration)).text
    page = client.post(f"{link_of(registration)}/cancellation", follow_redirects=True).text
    assert "El foro ya terminó" in page
    assert fresh(registration).status is S.APPROVED
