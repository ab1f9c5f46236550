"""What stewards do without network: chosen by the supervisor, known to every scanner page."""

import json
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.checkin.enums import OfflineChoice
from forum.checkin.models import OfflineRule
from forum.core.database import session
from forum.editions.models import Edition
from tests.builders.checkin import a_gate, a_steward
from tests.builders.editions import an_edition
from tests.builders.people import sign_in

LET_IN = "Deje pasar: revisamos el escaneo cuando se envíe."


@pytest.fixture
def edition(app: object) -> Edition:
    return an_edition()


@pytest.fixture
def supervisor(client: FlaskClient, edition: Edition) -> FlaskClient:
    return sign_in(client, a_steward(edition, Role.GATE_SUPERVISOR))


def told(client: FlaskClient, edition: Edition) -> str:
    """The instruction in the page of a scanner of this edition."""
    page = client.get(f"/{edition.slug}/checkin/gates/{a_gate(edition).id}").text
    words = page.split('data-words="', 1)[1].split('"', 1)[0]
    return str(json.loads(unescape(words))["offline"])


def choose(client: FlaskClient, edition: Edition, choice: str, es: str = "", en: str = "") -> str:
    form = {"choice": choice, "text_es": es, "text_en": en}
    return client.post(f"/{edition.slug}/checkin/offline", data=form, follow_redirects=True).text


def test_people_are_let_in_until_something_else_is_chosen(supervisor: FlaskClient, edition: Edition) -> None:
    assert told(supervisor, edition) == LET_IN
    assert 'value="let_in"' in supervisor.get(f"/{edition.slug}/checkin/offline").text
    assert "Guardamos la indicación." in choose(supervisor, edition, "desk")
    assert told(supervisor, edition) == "Envíe a la mesa de registro."
    choose(supervisor, edition, "let_in")
    assert told(supervisor, edition) == LET_IN


@pytest.mark.parametrize(
    ("choice", "english"),
    [
        ("let_in", "Let them in: we check the scan when it is sent."),
        ("desk", "Send to the registration desk."),
    ],
)
def test_each_instruction_is_told_in_english_too(
    supervisor: FlaskClient, edition: Edition, choice: str, english: str
) -> None:
    choose(supervisor, edition, choice)
    supervisor.set_cookie("foro_lang", "en")
    assert told(supervisor, edition) == english


def test_own_words_are_told_in_the_language_of_the_steward(supervisor: FlaskClient, edition: Edition) -> None:
    choose(supervisor, edition, "own", "Deje pasar y anote el nombre", "Let in and note the name")
    assert told(supervisor, edition) == "Deje pasar y anote el nombre"
    supervisor.set_cookie("foro_lang", "en")
    assert told(supervisor, edition) == "Let in and note the name"
    choose(supervisor, edition, "own", "Llame a Raúl")
    assert told(supervisor, edition) == "Llame a Raúl"
    session().rollback()
    rule = session().scalars(select(OfflineRule)).one()
    assert (rule.choice, rule.text_es, rule.text_en) == (OfflineChoice.OWN, "Llame a Raúl", "")
    assert rule.changed_by_id is not None


@pytest.mark.parametrize(
    ("choice", "es", "answer"),
    [
        ("own", "", "Escriba qué hace el personal"),
        ("own", "x" * 81, "Use hasta 80 letras"),
        ("other", "Llame", "alert"),
    ],
)
def test_a_choice_that_says_nothing_is_refused_and_kept(
    supervisor: FlaskClient, edition: Edition, choice: str, es: str, answer: str
) -> None:
    page = choose(supervisor, edition, choice, es, "Call Raúl")
    assert answer in page
    assert "Call Raúl" in page
    assert session().scalars(select(OfflineRule)).all() == []


def test_each_edition_has_its_own(supervisor: FlaskClient, edition: Edition) -> None:
    other = an_edition()
    with_role = sign_in(supervisor.application.test_client(), a_steward(other, Role.GATE_SUPERVISOR))
    choose(supervisor, edition, "desk")
    assert told(with_role, other) == LET_IN


def test_a_steward_does_not_choose(client: FlaskClient, edition: Edition) -> None:
    anonymous = client.get(f"/{edition.slug}/checkin/offline")
    assert anonymous.status_code == 302
    steward = sign_in(client, a_steward(edition))
    assert steward.get(f"/{edition.slug}/checkin/offline").status_code == 403
    assert "checkin/offline" not in steward.get(f"/{edition.slug}/checkin/gates").text
