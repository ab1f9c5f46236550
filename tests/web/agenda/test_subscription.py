"""The secret address: shown once, renewed, revoked; one valid at a time."""

import re
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.agenda.models import FeedAddress
from forum.core.database import session
from forum.core.tokens import token_hash
from forum.editions.models import Edition
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person, sign_in
from tests.builders.registrations import a_registration, link_of


@pytest.fixture
def edition(app: Flask) -> Edition:
    return an_edition()


@pytest.fixture(params=["signed in", "by link"])
def page(request: pytest.FixtureRequest, client: FlaskClient, edition: Edition) -> str:
    """The path of a person's subscription page, signed in or by link."""
    person = a_person()
    if request.param == "signed in":
        sign_in(client, person)
        return f"/{edition.slug}/agenda/subscription"
    return f"{link_of(a_registration(a_category(edition), person))}/agenda/subscription"


def address_in(text: str) -> str:
    """The calendar address a page shows."""
    (found,) = re.findall(r'id="feed-address"[^>]*value="([^"]+)"', text)
    return str(found)


def test_a_new_address_is_shown_once(client: FlaskClient, page: str) -> None:
    before = client.get(page)
    made = client.post(page)
    after = client.get(page)

    address = address_in(made.text)
    assert [text.count("Crear mi dirección") for text in (before.text, made.text, after.text)] == [1, 0, 0]
    assert (made.status_code, made.headers["Cache-Control"]) == (200, "no-store")
    assert f'href="webcal://{address.removeprefix("http://")}"' in made.text
    assert "feed-address" not in after.text
    assert "Crear otra dirección" in after.text
    assert client.get(urlsplit(address).path).status_code == 200


@pytest.mark.both_engines
def test_only_the_hash_of_the_address_is_stored(client: FlaskClient, page: str) -> None:
    address = address_in(client.post(page).text)

    token = address.rsplit("/", 1)[1].removesuffix(".ics")
    assert len(token) == 32
    assert session().scalars(select(FeedAddress.token_hash)).all() == [token_hash(token)]


def test_a_new_address_revokes_the_old_one(client: FlaskClient, page: str) -> None:
    old, new = (urlsplit(address_in(client.post(page).text)).path for _ in range(2))

    assert [client.get(path).status_code for path in (old, new)] == [410, 200]


def test_an_address_is_revoked(client: FlaskClient, page: str) -> None:
    path = urlsplit(address_in(client.post(page).text)).path

    answer = client.post(f"{page}/revocation", follow_redirects=True)

    assert answer.text.count("Desactivamos su dirección de calendario.") == 1
    assert answer.text.count("Crear mi dirección") == 1
    assert client.get(path).status_code == 410


def test_revoking_without_an_address_changes_nothing(client: FlaskClient, page: str) -> None:
    assert client.post(f"{page}/revocation").status_code == 302
    assert session().scalars(select(FeedAddress)).all() == []
