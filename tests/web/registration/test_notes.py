"""What the staff notes of a person in an edition."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.core.database import session
from forum.editions.models import Category, Edition
from forum.registration.models import Registration, RegistrationNote
from tests.builders.badges import a_desk_clerk
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person, an_organiser
from tests.builders.registrations import a_note, a_registration, link_of


@pytest.fixture
def edition(app: Flask) -> Edition:
    return an_edition(slug="foro")


@pytest.fixture
def category(edition: Edition) -> Category:
    return a_category(edition)


def page_of(registration: Registration, rest: str = "") -> str:
    return f"/foro/registrations/{registration.id}{rest}"


def texts() -> list[str]:
    return list(session().scalars(select(RegistrationNote.text).order_by(RegistrationNote.id)))


def test_who_wrote_what_and_when_stands_on_the_desk_s_page(
    client: FlaskClient, edition: Edition, category: Category
) -> None:
    a_desk_clerk(client, edition)
    registration = a_registration(category)
    answer = client.post(page_of(registration, "/notes"), data={"text": "Trae un prototipo grande."})
    assert (answer.status_code, answer.location) == (303, page_of(registration))
    for address in (page_of(registration), page_of(registration, "/history")):
        page = client.get(address).text
        assert "Trae un prototipo grande." in page
        assert "Rosa Ibarra" in page


def test_its_author_rewrites_and_deletes_it(client: FlaskClient, edition: Edition, category: Category) -> None:
    clerk = a_desk_clerk(client, edition)
    registration = a_registration(category)
    note = a_note(registration.id, by=clerk.id)
    form = client.get(page_of(registration, f"/notes/{note.id}/edit"))
    assert note.text in form.text
    client.post(page_of(registration, f"/notes/{note.id}/edit"), data={"text": "Viene solo."})
    assert texts() == ["Viene solo."]
    client.post(page_of(registration, f"/notes/{note.id}/deletion"))
    assert texts() == []


def test_somebody_else_only_reads_it(client: FlaskClient, edition: Edition, category: Category) -> None:
    registration = a_registration(category)
    note = a_note(registration.id, by=a_person().id)
    an_organiser(client, edition)
    assert f"/notes/{note.id}/edit" not in client.get(page_of(registration)).text
    changed = client.post(page_of(registration, f"/notes/{note.id}/edit"), data={"text": "No."})
    deleted = client.post(page_of(registration, f"/notes/{note.id}/deletion"))
    assert (changed.status_code, deleted.status_code, texts()) == (404, 404, [note.text])


def test_its_person_does_not_see_it(client: FlaskClient, edition: Edition, category: Category) -> None:
    registration = a_registration(category)
    note = a_note(registration.id, by=a_person().id)
    page = client.get(link_of(registration))
    assert page.status_code == 200
    assert note.text not in page.text


def test_an_empty_note_comes_back_in_words(client: FlaskClient, edition: Edition, category: Category) -> None:
    a_desk_clerk(client, edition)
    registration = a_registration(category)
    answer = client.post(page_of(registration, "/notes"), data={"text": "  "})
    assert (answer.status_code, "Falta este dato." in answer.text, texts()) == (422, True, [])
    long = client.post(page_of(registration, "/notes"), data={"text": "ñ" * 2001})
    assert (long.status_code, "ñ" * 2001 in long.text, texts()) == (422, True, [])


def test_a_note_of_another_registration_is_not_there(client: FlaskClient, edition: Edition, category: Category) -> None:
    clerk = a_desk_clerk(client, edition)
    registration = a_registration(category)
    note = a_note(a_registration(category).id, by=clerk.id)
    assert client.get(page_of(registration, f"/notes/{note.id}/edit")).status_code == 404
