"""Cancellation: a person's data are blocked, told to those who have them, and deleted by themselves."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import JSON, Enum, String, cast, func, select

from forum.accounts.enums import Role
from forum.accounts.models import Person
from forum.accounts.queries import find_person_by_email
from forum.accounts.service import close_account
from forum.arco.enums import ArcoKind, ArcoStatus, ArcoStep, Identity
from forum.arco.models import ArcoEvent, ArcoRequest, DataBlock
from forum.arco.queries.everything import read_everything
from forum.arco.service.blocking import delete_blocked, forget_sent
from forum.arco.service.requests import answer_request
from forum.badges.models import Badge
from forum.core.clock import utc_now
from forum.core.database import Base, atomic, session
from forum.mail.models import OutgoingMail
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting, PersonSeat
from forum.people.service import Merger, merge
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration
from forum.registration.rules import Reach
from forum.registration.service import send_link
from tests.builders.agendas import Desk
from tests.builders.arco import an_arco_request
from tests.builders.badges import somebody_with_badge
from tests.builders.editions import a_category, an_edition
from tests.builders.mail import mails_to
from tests.builders.meetings import attendee_categories
from tests.builders.people import a_person, a_role, an_organiser, sign_in
from tests.builders.registrations import a_registration
from tests.builders.walks import pages_for
from tests.builders.world import World

LATER = (utc_now() + timedelta(days=90)).date()
BLOCKED = {"delete_on": LATER.isoformat()}


def a_granted_request(person: Person, organiser: Person) -> ArcoRequest:
    asked = an_arco_request(person.email or "", kind=ArcoKind.CANCELLATION, identity=Identity.DOCUMENT)
    today = utc_now().date()
    return answer_request(asked.id, granted=True, answer="Procede", today=today, by=organiser.id, now=utc_now())


def blocks() -> list[DataBlock]:
    session().expire_all()
    return list(session().scalars(select(DataBlock).order_by(DataBlock.id)))


def whole(registration: Registration) -> Person:
    return session().get_one(Person, registration.person_id)


def where_is(text: str) -> set[str]:
    """The tables with a text or a JSON in which this stands."""
    found = set()
    for table in Base.metadata.tables.values():
        for column in table.columns:
            if isinstance(column.type, (String, JSON)) and not isinstance(column.type, Enum):
                held = select(func.count()).where(cast(column, String).contains(text)).select_from(table)
                if session().scalar(held):
                    found.add(table.name)
    return found


@pytest.mark.both_engines
def test_a_blocked_person_is_nowhere_and_who_has_their_data_is_told(app: Flask, client: FlaskClient) -> None:
    edition = an_edition()
    attendee_categories(edition)
    organiser = an_organiser(client)
    desk = Desk(edition)
    meeting = desk.meet(desk.slots[0])
    person = session().get_one(Person, meeting.person_id)
    buyer = session().get_one(Person, desk.buyer.person_id)
    name, email = person.full_name, person.email or ""
    theirs = sign_in(app.test_client(), person)
    asked = a_granted_request(person, organiser)
    page = f"/{edition.slug}/arco/{asked.id}"
    assert client.post(f"{page}/blocking", data=BLOCKED).location == page
    assert theirs.get("/account").status_code == 302
    session().expire_all()
    gone = session().get_one(Person, person.id)
    assert (gone.full_name, gone.email, gone.phone, gone.disabled_at is None) == ("Datos bloqueados", None, None, False)
    assert session().get_one(Meeting, meeting.id).status is MeetingStatus.CANCELLED
    assert session().scalars(select(PersonSeat).where(PersonSeat.person_id == person.id)).all() == []
    assert where_is(email) == {"arco_request", "outgoing_mail"}
    assert [mail.subject for mail in mails_to(email)] == [f"Bloqueamos sus datos personales, solicitud {asked.id}"]
    assert f"Una persona pidió que se cancelen sus datos: {name}" in [m.subject for m in mails_to(buyer.email or "")]
    shown = client.get(page).text
    assert ("Sus datos están bloqueados desde el" in shown, email in shown) == (True, True)
    assert client.post(f"{page}/blocking", data=BLOCKED).status_code == 422


def test_a_badge_and_a_registration_end_with_the_block(app: Flask, client: FlaskClient) -> None:
    edition = an_edition()
    organiser = an_organiser(client)
    registration, badge = somebody_with_badge(a_category(edition))
    person = session().get_one(Person, registration.person_id)
    asked = a_granted_request(person, organiser)
    client.post(f"/{edition.slug}/arco/{asked.id}/blocking", data=BLOCKED)
    session().expire_all()
    ended = session().get_one(Registration, registration.id)
    assert (ended.status, ended.organisation) == (RegistrationStatus.CANCELLED, "")
    assert session().get_one(Badge, badge.id).revoked_at is not None


@pytest.mark.both_engines
def test_a_block_by_mistake_is_ended_and_everything_is_back(app: Flask, client: FlaskClient) -> None:
    edition = an_edition()
    organiser = an_organiser(client)
    registration, _badge = somebody_with_badge(a_category(edition))
    person = session().get_one(Person, registration.person_id)
    before = (person.full_name, person.email, person.phone, person.name_folded, registration.organisation)
    asked = a_granted_request(person, organiser)
    page = f"/{edition.slug}/arco/{asked.id}"
    assert client.post(f"{page}/blocking/end", data={"lift_reason": "Nada"}).status_code == 422
    client.post(f"{page}/blocking", data=BLOCKED)
    assert client.post(f"{page}/blocking/end", data={"lift_reason": "Se equivocó"}).location == page
    (block,) = blocks()
    assert (block.lifted_at is not None, block.kept_sealed) == (True, "")
    back = session().get_one(Person, person.id)
    organisation = session().get_one(Registration, registration.id).organisation
    assert (back.full_name, back.email, back.phone, back.name_folded, organisation) == before
    assert back.disabled_at is None


def test_a_block_of_somebody_whose_address_is_taken_again_is_not_ended(app: Flask, client: FlaskClient) -> None:
    edition = an_edition()
    organiser = an_organiser(client)
    asked = a_granted_request(a_person(email="eva@example.mx"), organiser)
    page = f"/{edition.slug}/arco/{asked.id}"
    client.post(f"{page}/blocking", data=BLOCKED)
    a_person(email="eva@example.mx")
    answer = client.post(f"{page}/blocking/end", data={"lift_reason": "Se equivocó"})
    assert (answer.status_code, "Su correo es ahora de otra cuenta" in answer.text) == (422, True)
    assert [block.lifted_at for block in blocks()] == [None]


def test_an_account_that_was_closed_before_stays_closed_after_the_block(app: Flask, client: FlaskClient) -> None:
    edition = an_edition()
    organiser = an_organiser(client)
    person = a_person()
    close_account(person.id, reason="Robó una credencial", by=organiser.id, now=utc_now())
    asked = a_granted_request(person, organiser)
    page = f"/{edition.slug}/arco/{asked.id}"
    client.post(f"{page}/blocking", data=BLOCKED)
    assert client.post(f"{page}/blocking/end", data={"lift_reason": "Se equivocó"}).location == page
    session().expire_all()
    assert session().get_one(Person, person.id).disabled_at is not None


def test_an_account_of_blocked_data_is_opened_by_nothing_but_the_end_of_the_block(
    app: Flask, client: FlaskClient
) -> None:
    edition = an_edition()
    organiser = an_organiser(client)
    person = a_person()
    asked = a_granted_request(person, organiser)
    client.post(f"/{edition.slug}/arco/{asked.id}/blocking", data=BLOCKED)
    reopened = client.post(f"/{edition.slug}/team/accounts/{person.id}/reopening", data={"reason": "Es la misma"})
    assert (reopened.status_code, "Los datos de esta persona están bloqueados" in reopened.text) == (422, True)
    session().expire_all()
    assert session().get_one(Person, person.id).disabled_at is not None


def test_what_is_blocked_is_deleted_by_itself_and_nothing_names_them(app: Flask, client: FlaskClient) -> None:
    edition = an_edition()
    organiser = an_organiser(client)
    registration, _badge = somebody_with_badge(a_category(edition))
    person = session().get_one(Person, registration.person_id)
    email = person.email or ""
    asked = a_granted_request(person, organiser)
    client.post(f"/{edition.slug}/arco/{asked.id}/blocking", data=BLOCKED)
    (block,) = blocks()
    for _ in range(2):
        delete_blocked(block.id, now=utc_now())
    (block,) = blocks()
    assert (block.deleted_at is not None, block.kept_sealed) == (True, "")
    assert [mail.subject for mail in mails_to(email)] == [f"Borramos sus datos personales, solicitud {asked.id}"]
    with atomic() as current:
        for mail in current.scalars(select(OutgoingMail)):
            mail.sent_at = utc_now()
    forget_sent()
    assert where_is(email) == set()
    assert session().get_one(Person, person.id).full_name == "Datos borrados"
    done = session().scalars(select(ArcoEvent.step).order_by(ArcoEvent.id)).all()
    assert done[-2:] == [ArcoStep.BLOCKED, ArcoStep.DELETED]
    assert session().scalar(select(func.count()).select_from(Registration)) == 1


@pytest.mark.both_engines
def test_what_is_deleted_is_carried_out_and_what_was_asked_before_is_forgotten(app: Flask, client: FlaskClient) -> None:
    edition = an_edition()
    organiser = an_organiser(client)
    person = a_person(email="eva@example.mx")
    before = an_arco_request("eva@example.mx")
    desk = f"/{edition.slug}/arco"
    client.post(f"{desk}/{before.id}/identity", data={"identity": "document", "identity_note": "INE de Eva Luna"})
    client.post(f"{desk}/{before.id}/answer", data={"granted": "no", "answer": "Estimada Eva Luna"})
    asked = a_granted_request(person, organiser)
    client.post(f"{desk}/{asked.id}/blocking", data=BLOCKED)
    delete_blocked(blocks()[0].id, now=utc_now())
    session().expire_all()
    done = session().get_one(ArcoRequest, asked.id)
    assert (done.status, done.executed_at is not None, done.due) == (ArcoStatus.EXECUTED, True, None)
    assert [mail.message for mail in session().scalars(select(OutgoingMail))] == ["arco/deleted"]
    assert where_is("eva@example.mx") == {"outgoing_mail"}
    assert [where_is(text) for text in ("Eva Luna", "Quiero saber")] == [set(), set()]
    assert "Cumplida" in client.get(f"{desk}/{asked.id}").text


@pytest.mark.both_engines
def test_an_account_that_was_merged_is_blocked_with_the_other_and_comes_back_with_it(
    app: Flask, client: FlaskClient
) -> None:
    edition = an_edition()
    organiser = an_organiser(client)
    category = a_category(edition)
    registration = a_registration(category, a_person(email="eva@example.mx"))
    goes = a_registration(category, a_person(email="luna@example.com", given_names="Evita"), organisation="Moldes Luna")
    send_link(edition.id, email="luna@example.com", now=utc_now())
    merger = Merger(edition_id=edition.id, by=organiser.id, allowed=Reach.BEYOND)
    merge(registration.id, goes.id, merger=merger, now=utc_now())
    asked = a_granted_request(session().get_one(Person, registration.person_id), organiser)
    page = f"/{edition.slug}/arco/{asked.id}"
    told = {section.table: section.rows for section in read_everything(whole(registration))}
    assert [row["email"] for row in told["person"]] == ["eva@example.mx", "luna@example.com"]
    assert "luna@example.com" in {mail["to_email"] for mail in told["outgoing_mail"]}
    assert client.post(f"{page}/blocking", data=BLOCKED).location == page
    assert [where_is(text) for text in ("luna@example.com", "Moldes Luna", "Evita")] == [set(), set(), set()]
    assert find_person_by_email("luna@example.com") is None
    assert client.post(f"{page}/blocking/end", data={"lift_reason": "Se equivocó"}).location == page
    session().expire_all()
    back = session().get_one(Person, goes.person_id)
    assert (back.email, back.given_names, back.merged_into_id) == ("luna@example.com", "Evita", registration.person_id)
    assert back.disabled_at is not None
    assert session().get_one(Registration, goes.id).organisation == "Moldes Luna"


@pytest.mark.parametrize("delete_on", ["", "2020-01-01", "mañana"])
def test_nothing_is_deleted_at_once(app: Flask, client: FlaskClient, delete_on: str) -> None:
    edition = an_edition()
    organiser = an_organiser(client)
    asked = a_granted_request(a_person(), organiser)
    assert client.post(f"/{edition.slug}/arco/{asked.id}/blocking", data={"delete_on": delete_on}).status_code == 422
    assert blocks() == []


def test_only_what_was_asked_and_granted_is_blocked(app: Flask, client: FlaskClient) -> None:
    edition = an_edition()
    an_organiser(client)
    person = a_person()
    for kind in (ArcoKind.ACCESS, ArcoKind.CANCELLATION):
        asked = an_arco_request(person.email or "", kind=kind, identity=Identity.DOCUMENT)
        assert client.post(f"/{edition.slug}/arco/{asked.id}/blocking", data=BLOCKED).status_code == 422
    assert blocks() == []


def test_the_last_organiser_is_not_blocked(app: Flask, client: FlaskClient) -> None:
    edition = an_edition()
    organiser = an_organiser(client)
    asked = a_granted_request(organiser, organiser)
    answer = client.post(f"/{edition.slug}/arco/{asked.id}/blocking", data=BLOCKED)
    assert (answer.status_code, "Es la última persona del comité organizador" in answer.text) == (422, True)
    a_role(a_person(), Role.ORGANISER)
    assert client.post(f"/{edition.slug}/arco/{asked.id}/blocking", data=BLOCKED).status_code == 302


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_every_page_stands_without_them_and_names_them_nowhere(world: World) -> None:
    people = [session().get_one(Person, world.people[role]) for role in ("supplier", "buyer")]
    emails = "|".join(re.escape(person.email or "") for person in people)
    for person in people:
        asked = a_granted_request(person, session().get_one(Person, world.people["organiser"]))
        page = f"/{world.slug}/arco/{asked.id}"
        assert world.clients["organiser"].post(f"{page}/blocking", data=BLOCKED).status_code == 302
    theirs = re.compile(rf"(?<![\w.])({emails})")  # a colleague's address ends in it
    told, broken = set(), set()
    for reader in ("organiser", "coordinator"):
        for rule, answer in pages_for(world, reader):
            if answer.status_code >= 500:
                broken.add(rule.endpoint)
            if answer.mimetype.startswith("text/") and theirs.search(answer.text):
                told.add(rule.endpoint)
    assert broken == set()
    assert {endpoint for endpoint in told if not endpoint.startswith(("arco_desk.", "mail."))} == set()
