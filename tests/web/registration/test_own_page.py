"""A person's own page behind their link."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Person
from forum.core.clock import utc_now
from forum.core.database import session
from forum.core.tokens import sign
from forum.editions.models import Category
from forum.privacy.enums import Purpose
from forum.privacy.queries import consents_of, current_notice
from forum.registration.enums import RegistrationStatus as S
from forum.registration.models import Registration
from tests.builders.editions import a_category, an_edition
from tests.builders.mail import mails_to
from tests.builders.people import a_person
from tests.builders.registrations import a_notice, a_registration, agreed, link_of

CORRECTED = {
    "given_names": "Ana Sofía",
    "first_surname": "Ñíguez",
    "second_surname": "",
    "phone": "477 765 4321",
    "organisation": "Fundidora del Centro",
    "position": "Calidad",
    "allies": "y",
}


@pytest.fixture
def category(app: Flask) -> Category:
    a_notice()
    return a_category(an_edition(slug="foro"), quota=5)


@pytest.fixture
def mine(category: Category) -> Registration:
    return a_registration(category, a_person(email="ana@example.mx", phone="+524771234567"))


def fresh(registration: Registration) -> Registration:
    return (
        session()
        .scalars(
            select(Registration).where(Registration.id == registration.id).execution_options(populate_existing=True)
        )
        .one()
    )


def test_the_page_shows_the_person_and_the_status(client: FlaskClient, mine: Registration) -> None:
    page = client.get(link_of(mine))
    assert page.status_code == 200
    for words in ("María José Muñoz Güereca", "Aprobado", "ana@example.mx", "477 123 4567", "Ver mi gafete"):
        assert words in page.text


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (S.PENDING, "Su registro está en revisión"),
        (S.WAITLISTED, "Está en la lista de espera"),
        (S.REJECTED, "Su registro no fue aprobado"),
        (S.CANCELLED, "La mesa de registro canceló su registro"),
    ],
)
def test_only_the_approved_see_a_badge(client: FlaskClient, category: Category, status: S, words: str) -> None:
    page = client.get(link_of(a_registration(category, status=status))).text
    assert words in page
    assert "badge" not in page.split("<main", 1)[1].split("</main>", 1)[0]


def test_the_page_takes_two_statements(client: FlaskClient, mine: Registration, statements: list[str]) -> None:
    address = link_of(mine)
    statements.clear()
    client.get(address)
    assert len(statements) == 2  # the registration, the days of its category


def test_data_are_corrected(client: FlaskClient, mine: Registration) -> None:
    address = link_of(mine)
    assert 'value="477 123 4567"' in client.get(f"{address}/details").text
    assert client.post(f"{address}/details", data=CORRECTED).location == address
    person, registration = session().get_one(Person, mine.person_id, populate_existing=True), fresh(mine)
    assert (person.full_name, person.phone) == ("Ana Sofía Ñíguez", "+524777654321")
    assert (registration.organisation, registration.organisation_folded) == (
        "Fundidora del Centro",
        "fundidora del centro",
    )
    assert consents_of(mine.person_id) == {}


@pytest.mark.both_engines
def test_a_consent_is_withdrawn_by_a_row_of_its_own(client: FlaskClient, mine: Registration) -> None:
    address, given = f"{link_of(mine)}/details", {Purpose.ALLIES: True, Purpose.NEWS: True}
    agreed(mine.person_id, current_notice().id, given, utc_now())
    page = client.get(address).text
    assert [f'name="{box}"' in page for box in ("news", "allies", "directory")] == [True, True, False]
    client.post(address, data={**CORRECTED, "directory": "y"})
    assert consents_of(mine.person_id) == {Purpose.ALLIES: True, Purpose.NEWS: False}
    client.post(address, data={key: value for key, value in CORRECTED.items() if key != "allies"})
    assert consents_of(mine.person_id) == {Purpose.ALLIES: False, Purpose.NEWS: False}
    page = client.get(address).text
    assert [f'name="{box}"' in page for box in ("news", "allies", "whatsapp")] == [False, False, True]


def test_a_wrong_correction_changes_nothing(client: FlaskClient, mine: Registration) -> None:
    answer = client.post(f"{link_of(mine)}/details", data={**CORRECTED, "phone": "1"})
    assert answer.status_code == 422
    assert 'value="Fundidora del Centro"' in answer.text
    assert fresh(mine).organisation == "Troquelados del Bajío"


def test_cancelling_asks_once_more(client: FlaskClient, mine: Registration) -> None:
    address = link_of(mine)
    assert "¿Cancelar su registro?" in client.get(f"{address}/cancellation").text
    assert fresh(mine).status is S.APPROVED
    assert client.post(f"{address}/cancellation").location == address
    assert fresh(mine).status is S.CANCELLED
    assert [m.subject for m in mails_to("ana@example.mx")] == ["Cancelamos su registro: Foro de Proveeduría Automotriz"]
    again = client.post(f"{address}/cancellation", follow_redirects=True)
    assert "ya no es posible" in again.text


def test_a_cancelled_person_may_register_again(client: FlaskClient, mine: Registration) -> None:
    address = link_of(mine)
    client.post(f"{address}/cancellation")
    client.post(f"{address}/return")
    assert fresh(mine).status is S.APPROVED


def test_a_renewed_link_voids_the_one_before(client: FlaskClient, mine: Registration) -> None:
    old = link_of(mine)
    assert client.post(f"{old}/renewal").location == "/foro/register/link"
    assert client.get(old).status_code == 404
    assert client.get(link_of(fresh(mine))).status_code == 200
    assert link_of(fresh(mine)) in mails_to("ana@example.mx")[0].text


@pytest.mark.parametrize(
    "token",
    ["nada", sign.__name__, "WzEsICJ4Il0.abc"],
)
def test_an_unknown_link_offers_a_new_one(client: FlaskClient, mine: Registration, token: str) -> None:
    answer = client.get(f"/r/{token}")
    assert answer.status_code == 404
    assert "/foro/register/link" in answer.text


@pytest.mark.parametrize("value", [[4711, "x"], [1], "x", {"a": 1}, None])
def test_a_signed_link_to_nothing_is_not_found(client: FlaskClient, mine: Registration, value: object) -> None:
    token = sign("registration", value)
    assert client.get(f"/r/{token}").status_code == 404
    assert client.get(f"/r/{token}/details").status_code == 404
    assert client.post(f"/r/{token}/cancellation").status_code == 404
    assert client.post(f"/r/{token}/return").status_code == 404
    assert client.post(f"/r/{token}/renewal").status_code == 404


def test_a_token_for_something_else_does_not_open(client: FlaskClient, mine: Registration) -> None:
    token = sign("sign-in", [mine.id, mine.link_nonce])
    assert client.get(f"/r/{token}").status_code == 404
