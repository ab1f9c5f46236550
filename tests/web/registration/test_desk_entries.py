"""The desk registers one person, and corrects what is wrong of one."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.accounts.enums import Role
from forum.accounts.models import Person, SignInSession
from forum.agenda.models import FeedAddress
from forum.agenda.service import renew_feed
from forum.badges.models import Badge
from forum.core.clock import utc_now
from forum.core.database import session
from forum.editions.enums import CategoryKind
from forum.editions.models import Category, Edition
from forum.privacy.enums import Purpose
from forum.privacy.queries import consents_of, current_notice
from forum.registration.enums import RegistrationStatus as S
from forum.registration.models import Registration, RegistrationEvent
from tests.builders.companies import a_company, a_membership
from tests.builders.editions import a_category, an_edition
from tests.builders.mail import mails_to
from tests.builders.people import a_person, a_role, an_organiser, sign_in
from tests.builders.registrations import a_notice, a_registration, agreed, link_of

LIST = "/foro/registrations"
NEW = f"{LIST}/new"
TYPED = {"given_names": "Eva", "first_surname": "Luna", "sector": "", "language": "es"}


@pytest.fixture
def edition(app: Flask) -> Edition:
    a_notice()
    return an_edition(slug="foro")


@pytest.fixture
def category(edition: Edition) -> Category:
    return a_category(edition, kind=CategoryKind.SPEAKER, quota=2)


def a_clerk(client: FlaskClient, edition: Edition) -> Person:
    """Somebody of the registration desk, signed in with this browser."""
    person = a_person()
    a_role(person, Role.REGISTRATION_DESK, edition)
    sign_in(client, person)
    return person


def registrations() -> list[Registration]:
    query = select(Registration).order_by(Registration.id).execution_options(populate_existing=True)
    return list(session().scalars(query))


def again(person: Person) -> Person:
    return session().get_one(Person, person.id, populate_existing=True)


def typed(registration: Registration, person: Person, **changes: str) -> dict[str, str]:
    """The fields of the page that corrects a person, as they are filled."""
    return {
        "given_names": person.given_names,
        "first_surname": person.first_surname,
        "second_surname": person.second_surname or "",
        "email": person.email or "",
        "phone": person.phone or "",
        "organisation": registration.organisation,
        "position": registration.position,
        "sector": registration.sector or "",
        "language": person.language,
        **changes,
    }


@pytest.mark.parametrize("kind", list(CategoryKind))
def test_the_desk_registers_a_person_in_any_category(client: FlaskClient, edition: Edition, kind: CategoryKind) -> None:
    clerk = a_clerk(client, edition)
    category = a_category(edition, kind=kind, needs_approval=True)
    assert NEW in client.get(LIST).text
    entry = {**TYPED, "category_id": category.id, "email": "Eva@Example.mx", "phone": "477 123 4567", "news": "y"}
    answer = client.post(NEW, data=entry, follow_redirects=True)
    assert "Registramos a Eva Luna. Le enviamos un correo con su enlace." in answer.text
    [made] = registrations()
    person = session().get_one(Person, made.person_id)
    assert (made.status, made.category_id, person.email, person.phone) == (
        S.APPROVED,
        category.id,
        "eva@example.mx",
        "+524771234567",
    )
    assert session().scalars(select(RegistrationEvent.by_id)).all() == [clerk.id]
    assert session().scalars(select(Badge.registration_id)).all() == [made.id]
    assert f"/foro/badges/{made.id}" in answer.text
    assert consents_of(person.id) == {}  # nothing uses them, so nobody is asked
    [mail] = mails_to("eva@example.mx")
    assert ("La mesa de registro hizo su registro" in mail.text, "/privacy" in mail.text) == (True, True)


@pytest.mark.both_engines
def test_a_person_without_an_address_gets_a_badge_and_no_mail(
    client: FlaskClient, edition: Edition, category: Category
) -> None:
    a_clerk(client, edition)
    page = client.post(NEW, data={**TYPED, "category_id": category.id}, follow_redirects=True).text
    assert ("No tiene correo: dele su gafete impreso." in page, "Enviar un enlace nuevo" in page) == (True, False)
    twice = client.post(NEW, data={**TYPED, "category_id": category.id})
    assert (twice.status_code, f"{LIST}/{registrations()[0].id}" in twice.text) == (422, True)
    assert 'name="somebody_else"' in twice.text
    client.post(NEW, data={**TYPED, "category_id": category.id, "somebody_else": "y"})
    assert [each.status for each in registrations()] == [S.APPROVED, S.APPROVED]
    full = client.post(NEW, data={**TYPED, "category_id": category.id, "somebody_else": "y"})
    assert (full.status_code, "ya no tiene lugares" in full.text, 'value="Eva"' in full.text) == (422, True, True)
    assert len(registrations()) == 2
    taken = select(Category.places_taken).where(Category.id == category.id)
    assert session().scalar(taken) == 2


def test_an_address_that_is_registered_leads_to_its_registration(
    client: FlaskClient, edition: Edition, category: Category
) -> None:
    a_clerk(client, edition)
    ana = a_registration(category, a_person(given_names="Ana", email="ventas@example.mx"))
    entry = {**TYPED, "category_id": category.id, "email": "ventas@example.mx"}
    answer = client.post(NEW, data=entry)
    assert (answer.status_code, "a nombre de Ana Muñoz" in answer.text) == (422, True)
    assert f'href="{LIST}/{ana.id}"' in answer.text
    assert len(registrations()) == 1


def test_an_address_known_by_another_name_is_asked_about_and_the_name_stays(
    client: FlaskClient, edition: Edition, category: Category
) -> None:
    a_clerk(client, edition)
    known = a_person(given_names="Eva María", first_surname="Sol", second_surname=None, email="eva@example.mx")
    entry = {**TYPED, "category_id": category.id, "email": "eva@example.mx"}
    answer = client.post(NEW, data=entry)
    assert (answer.status_code, "Sol" in answer.text, 'name="same_person"' in answer.text) == (422, False, True)
    answer = client.post(NEW, data={**entry, "same_person": "y"}, follow_redirects=True)
    assert "Registramos a Eva María Sol, con los datos que ya teníamos." in answer.text
    assert [each.person_id for each in registrations()] == [known.id]


def test_a_mistyped_address_is_corrected_and_the_old_one_opens_nothing(
    client: FlaskClient, edition: Edition, category: Category
) -> None:
    clerk = a_clerk(client, edition)
    person = a_person(email="ana@gmial.com", phone=None)
    registration = a_registration(category, person)
    sign_in(client.application.test_client(), person)
    old = link_of(registration)
    renew_feed(person.id, edition_id=edition.id, now=utc_now())
    edit = f"{LIST}/{registration.id}/edit"
    assert edit in client.get(f"{LIST}/{registration.id}").text
    answer = client.post(edit, data=typed(registration, person, email="ana@gmail.com"), follow_redirects=True)
    assert "Le enviamos un correo con lo que cambió." in answer.text
    assert again(person).email == "ana@gmail.com"
    assert (client.get(old).status_code, client.get(link_of(registrations()[0])).status_code) == (404, 200)
    sessions = select(func.count()).where(SignInSession.person_id == person.id, SignInSession.revoked_at.is_(None))
    feeds = select(func.count()).where(FeedAddress.person_id == person.id, FeedAddress.revoked_at.is_(None))
    assert (session().scalar(sessions), session().scalar(feeds)) == (0, 0)
    [event] = session().scalars(select(RegistrationEvent)).all()
    assert (event.by_id, event.changes) == (clerk.id, {"email": ["ana@gmial.com", "ana@gmail.com"]})
    assert ("Se corrigieron datos" in answer.text, "ana@gmial.com → ana@gmail.com" in answer.text) == (True, True)
    [told] = mails_to("ana@gmail.com")
    assert ("/r/" in told.text, "- Correo\n" in told.text, "gmial" in told.text) == (True, True, False)
    [former] = mails_to("ana@gmial.com")
    assert ("/r/" in former.text, person.given_names in former.text) == (False, False)


def test_an_address_of_somebody_else_is_refused_with_everything_typed(
    client: FlaskClient, edition: Edition, category: Category
) -> None:
    a_clerk(client, edition)
    person = a_person(email="ana@example.mx")
    registration = a_registration(category, person)
    a_person(email="otra@example.mx")
    answer = client.post(
        f"{LIST}/{registration.id}/edit",
        data=typed(registration, person, email="otra@example.mx", position="Directora"),
    )
    assert (answer.status_code, "Ese correo ya es de otra persona." in answer.text) == (422, True)
    assert 'value="Directora"' in answer.text
    assert (again(person).email, registrations()[0].position) == ("ana@example.mx", "Ventas")


@pytest.mark.parametrize("more", ["role here", "role elsewhere", "company", "registered elsewhere"])
def test_the_desk_never_gives_away_an_address_that_opens_more(
    client: FlaskClient, edition: Edition, category: Category, more: str
) -> None:
    person = a_person(email="ana@example.mx")
    registration = a_registration(category, person)
    other = an_edition()
    if more == "company":
        a_membership(a_company(), person)
    elif more == "registered elsewhere":
        a_registration(a_category(other), person)
    else:
        a_role(person, Role.COORDINATOR, edition if more == "role here" else other)
    edit = f"{LIST}/{registration.id}/edit"
    data = typed(registration, person, email="yo@example.mx")
    a_clerk(client, edition)
    answer = client.post(edit, data=data)
    assert (answer.status_code, "entra a más que este registro" in answer.text) == (422, True)
    an_organiser(client, edition)
    assert client.post(edit, data=data).status_code == (302 if more == "role here" else 422)
    an_organiser(client)
    client.post(edit, data=data)
    assert again(person).email == "yo@example.mx"


def test_a_name_is_corrected_and_the_person_is_told(client: FlaskClient, edition: Edition, category: Category) -> None:
    a_clerk(client, edition)
    person = a_person(given_names="Jose", first_surname="Munos", second_surname=None, email="jose@example.mx")
    registration = a_registration(category, person, status=S.WAITLISTED)
    a_notice()
    agreed(person.id, current_notice().id, {Purpose.DIRECTORY: True, Purpose.NEWS: True}, utc_now())
    data = typed(registration, person, first_surname="Muñoz", language="en", sector="academia", directory="y")
    client.post(f"{LIST}/{registration.id}/edit", data=data)
    now = again(person)
    assert (now.full_name, now.language, registrations()[0].sector) == ("Jose Muñoz", "en", "academia")
    assert consents_of(person.id) == {Purpose.DIRECTORY: True, Purpose.NEWS: False}
    [mail] = mails_to("jose@example.mx")
    assert ("Jose Munos → Jose Muñoz" in mail.text, "Permissions" in mail.text) == (True, True)
    same = client.post(f"{LIST}/{registration.id}/edit", data={**data, "phone": ""}, follow_redirects=True)
    assert (
        "Nothing changed." in same.text or "No cambió ningún dato." in same.text,
        len(mails_to("jose@example.mx")),
    ) == (
        True,
        1,
    )


def test_strangers_and_anonymous_do_neither(client: FlaskClient, edition: Edition, category: Category) -> None:
    registration = a_registration(category)
    pages = (NEW, f"{LIST}/{registration.id}/edit")
    assert [client.get(page).status_code for page in pages] == [302, 302]
    a_clerk(client, an_edition())
    assert [client.get(page).status_code for page in pages] == [403, 403]
    a_clerk(client, edition)
    elsewhere = a_registration(a_category(an_edition()))
    assert client.get(f"{LIST}/{elsewhere.id}/edit").status_code == 404


@pytest.mark.both_engines
def test_addresses_of_one_mailbox_are_hinted_at_and_never_joined(
    client: FlaskClient, edition: Edition, category: Category
) -> None:
    a_clerk(client, edition)
    mine = a_registration(category, a_person(email="ana.lopez_x@gmail.com"))
    same = [a_registration(category, a_person(email=each)) for each in ("analopez_x+foro@googlemail.com",)]
    others = ("analopezx@gmail.com", "ana.lopez_xy@gmail.com", "analopez_x@example.mx")
    different = [a_registration(a_category(edition), a_person(email=each)) for each in others]
    page = client.get(f"{LIST}/{mine.id}").text
    assert "Quizá la misma persona" in page
    assert all(f'href="{LIST}/{each.id}"' in page for each in same)
    assert not any(f'href="{LIST}/{each.id}"' in page for each in different)
    assert "Quizá la misma persona" not in client.get(f"{LIST}/{different[0].id}").text
