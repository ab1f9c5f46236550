"""Voluntary messages: their headers, the link that ends the subscription with one POST, and back again."""

import email
import email.policy
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.accounts.models import Person
from forum.core.clock import utc_now
from forum.core.database import session
from forum.core.tokens import sign
from forum.editions.models import Category, Edition
from forum.mail.models import OutgoingMail
from forum.mail.notices import render_mail
from forum.mail.smtp import message_of
from forum.messages.enums import MessageKind
from forum.messages.service import send_message
from forum.people.service import Merger, merge
from forum.privacy.enums import Purpose
from forum.privacy.models import Consent, Notice
from forum.privacy.queries import consents_of
from forum.registration.models import Registration
from forum.registration.rules import Reach
from forum.registration.service import set_consents
from tests.builders.editions import a_category, an_edition
from tests.builders.mail import mails_to
from tests.builders.messages import a_message
from tests.builders.people import a_person
from tests.builders.registrations import a_notice, a_registration, agreed


@pytest.fixture
def edition(app: object) -> Edition:
    return an_edition()


@pytest.fixture
def notice(app: object) -> Notice:
    return a_notice()


@pytest.fixture
def reader(edition: Edition, notice: Notice) -> Person:
    """Somebody who asked for news."""
    person = a_person(email="eva@example.mx")
    a_registration(a_category(edition), person)
    agreed(person.id, notice.id, {Purpose.NEWS: True}, utc_now())
    return person


def wants_news(person: Person) -> bool | None:
    return consents_of(person.id).get(Purpose.NEWS)


def news_mail(edition: Edition) -> OutgoingMail:
    message = a_message(edition, kind=MessageKind.VOLUNTARY)
    send_message(message.id, edition_id=edition.id, by=a_person().id, now=utc_now())
    return session().scalars(select(OutgoingMail).where(OutgoingMail.batch == message.batch)).one()


def test_a_voluntary_mail_says_how_to_end_it_in_its_headers(app: Flask, edition: Edition, reader: Person) -> None:
    before = app.config["FORO"]
    app.config["FORO"] = replace(before, base_url="https://foro-de-proveeduria.guanajuato.example.mx")
    try:
        content = message_of(render_mail(news_mail(edition))).as_bytes()
    finally:
        app.config["FORO"] = before
    sent = email.message_from_bytes(content, policy=email.policy.default)
    address = f"https://foro-de-proveeduria.guanajuato.example.mx/unsubscribe/{sign('unsubscribe', reader.id)}"
    assert sent["List-Unsubscribe"] == f"<{address}>"
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"List-Unsubscribe: <{address}>\r\n".encode() in content
    assert address in sent.get_body(("plain",)).get_content()


def test_who_looks_at_the_outbox_cannot_end_it_for_others(app: Flask, edition: Edition, reader: Person) -> None:
    seen = render_mail(news_mail(edition), reveal=False)
    assert sign("unsubscribe", reader.id) not in seen.text + seen.html + seen.unsubscribe


def test_a_necessary_mail_has_no_such_headers(app: Flask, edition: Edition, reader: Person) -> None:
    message = a_message(edition)
    send_message(message.id, edition_id=edition.id, by=a_person().id, now=utc_now())
    mail = session().scalars(select(OutgoingMail)).one()
    assert "List-Unsubscribe" not in message_of(render_mail(mail))


def test_opening_the_link_changes_nothing(client: FlaskClient, reader: Person) -> None:
    address = f"/unsubscribe/{sign('unsubscribe', reader.id)}"
    page = client.get(address)
    assert client.head(address).status_code == 200
    assert client.head(f"{address}/undo").status_code == 405
    assert "¿Dejar de recibir noticias del foro?" in page.text
    assert reader.email not in page.text
    assert wants_news(reader) is True


def test_one_post_of_a_mail_program_ends_it(client: FlaskClient, reader: Person, notice: Notice) -> None:
    client.application.config["WTF_CSRF_ENABLED"] = True
    try:
        address = f"/unsubscribe/{sign('unsubscribe', reader.id)}"
        answers = [client.post(address, data={"List-Unsubscribe": "One-Click"}) for _time in range(2)]
    finally:
        client.application.config["WTF_CSRF_ENABLED"] = False
    assert [answer.status_code for answer in answers] == [200, 200]  # no redirect: a mail program follows none
    assert "Ya no recibirá noticias del foro" in answers[0].text
    assert wants_news(reader) is False
    assert session().scalar(select(func.count()).select_from(Consent)) == 2  # the second said nothing new


def test_news_that_wait_for_the_end_of_the_night_do_not_come_any_more(
    client: FlaskClient, edition: Edition, notice: Notice, reader: Person
) -> None:
    other = a_registration(session().scalars(select(Category)).one(), a_person(email="luis@example.mx")).person_id
    agreed(other, notice.id, {Purpose.NEWS: True}, utc_now())
    for kind in MessageKind:
        message = a_message(edition, kind=kind)
        send_message(message.id, edition_id=edition.id, by=a_person().id, now=utc_now())
    client.post(f"/unsubscribe/{sign('unsubscribe', reader.id)}")
    [necessary] = mails_to("eva@example.mx")
    assert necessary.unsubscribe == ""
    assert len(mails_to("luis@example.mx")) == 2


def test_a_consent_withdrawn_on_ones_own_page_stops_news_that_wait(edition: Edition, reader: Person) -> None:
    mail_id = news_mail(edition).id
    registration_id = session().scalars(select(Registration.id)).one()
    set_consents(registration_id, consents=frozenset(), now=utc_now())
    assert session().scalars(select(OutgoingMail.id).where(OutgoingMail.id == mail_id)).all() == []


def test_and_it_can_begin_again(client: FlaskClient, reader: Person) -> None:
    address = f"/unsubscribe/{sign('unsubscribe', reader.id)}"
    client.post(address)
    assert "Recibirá noticias del foro" in client.post(f"{address}/undo").text
    assert wants_news(reader) is True


def test_who_was_registered_twice_ends_it_by_a_mail_of_either_account(
    client: FlaskClient, edition: Edition, reader: Person
) -> None:
    goes = session().scalars(select(Registration)).one()
    stays = a_registration(session().get_one(Category, goes.category_id))
    link = f"/unsubscribe/{sign('unsubscribe', reader.id)}"
    merger = Merger(edition_id=edition.id, by=a_person().id, allowed=Reach.BEYOND)
    merge(stays.id, goes.id, merger=merger, now=utc_now())
    assert consents_of(stays.person_id) == {Purpose.NEWS: True}
    client.post(link)
    assert consents_of(stays.person_id) == {Purpose.NEWS: False}


def test_the_page_is_in_english_too(client: FlaskClient, reader: Person) -> None:
    client.get("/language/en")
    assert "Stop receiving news of the forum?" in client.get(f"/unsubscribe/{sign('unsubscribe', reader.id)}").text


def test_a_link_that_we_did_not_sign_is_none(client: FlaskClient, reader: Person) -> None:
    assert client.post("/unsubscribe/MQ.x").status_code == 404
    assert client.post(f"/unsubscribe/{sign('registration', reader.id)}").status_code == 404
    assert wants_news(reader) is True


def test_whoever_left_gets_necessary_mails_still(client: FlaskClient, edition: Edition, reader: Person) -> None:
    client.post(f"/unsubscribe/{sign('unsubscribe', reader.id)}")
    message = a_message(edition)
    assert send_message(message.id, edition_id=edition.id, by=a_person().id, now=utc_now()) == 1
