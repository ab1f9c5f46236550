"""Messages to many: written, checked, previewed, sent once, taken back, tried again."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select, update

from forum.accounts.enums import Role
from forum.accounts.service import request_link
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.editions.models import Category, Edition
from forum.mail.models import OutgoingMail
from forum.mail.service import drain_outbox
from forum.messages.enums import MessageState
from forum.messages.errors import MessageSent, NobodyToWriteTo, TooLateToUndo
from forum.messages.models import Message, MessageRecipient
from forum.messages.rules import UNDO, Wanted
from forum.messages.service import retry_message, send_message, undo_message
from forum.registration.enums import RegistrationStatus
from tests.builders.checkin import a_steward
from tests.builders.companies import an_ally
from tests.builders.editions import a_category, an_edition
from tests.builders.mail import mails_to
from tests.builders.messages import a_message
from tests.builders.people import a_person, an_organiser, sign_in
from tests.builders.registrations import a_registration

LATER = UNDO + timedelta(seconds=1)


@pytest.fixture
def edition(app: object) -> Edition:
    return an_edition(name="Foro 2026", slug="foro-2026")


@pytest.fixture
def category(edition: Edition) -> Category:
    return a_category(edition)


@pytest.fixture
def organiser(client: FlaskClient, edition: Edition) -> FlaskClient:
    an_organiser(client, edition)
    return client


def typed(**values: object) -> dict[str, object]:
    return {
        "audience": "registrations",
        "registration_status": "approved",
        "kind": "necessary",
        "subject_es": "Nos vemos en {evento}",
        "text_es": "{nombre}, su registro: {enlace}",
        **values,
    }


def newest() -> Message:
    query = select(Message).order_by(Message.id.desc()).execution_options(populate_existing=True)
    return session().scalars(query).all()[0]


def number_of(model: type[Any]) -> int:
    return session().scalar(select(func.count()).select_from(model)) or 0


def send(message: Message) -> int:
    return send_message(message.id, edition_id=message.edition_id, by=a_person().id, now=utc_now())


def test_a_message_is_written_seen_and_sent(organiser: FlaskClient, edition: Edition, category: Category) -> None:
    person = a_person(given_names="Eva", first_surname="Luna", second_surname=None, email="eva@example.mx")
    a_registration(category, person, organisation="Moldes Luna")
    a_registration(category, status=RegistrationStatus.CANCELLED)

    page = organiser.post(f"/{edition.slug}/messages/new", data=typed(), follow_redirects=True).text

    message = newest()
    assert "Eva Luna (Moldes Luna)" in page
    assert "¿Enviar el mensaje a 1 persona?" in page
    assert number_of(OutgoingMail) == 0
    preview = organiser.get(f"/{edition.slug}/messages/{message.id}/preview").text
    assert "Eva Luna, su registro:" in preview
    assert "/r/oculto" in preview  # the organiser never holds anybody's personal link

    page = organiser.post(f"/{edition.slug}/messages/{message.id}/sending", follow_redirects=True).text
    assert "Enviamos el mensaje a 1 persona. Aún puede deshacerlo." in page
    assert "Deshacer el envío" in page
    [mail] = mails_to("eva@example.mx")
    assert mail.subject == "Nos vemos en Foro 2026"
    assert "Eva Luna, su registro: http://localhost/r/" in mail.text
    assert "Foro 2026" in mail.html
    assert mail.unsubscribe == ""


def test_only_organisers_write_messages(client: FlaskClient, edition: Edition) -> None:
    message = a_message(edition)
    sign_in(client, a_steward(edition, Role.REGISTRATION_DESK))
    assert client.get(f"/{edition.slug}/messages").status_code == 403
    assert client.post(f"/{edition.slug}/messages/{message.id}/sending").status_code == 403


def test_an_unknown_datum_comes_back_with_its_name_and_nothing_lost(organiser: FlaskClient, edition: Edition) -> None:
    answer = organiser.post(f"/{edition.slug}/messages/new", data=typed(text_es="Hola {apodo}, vea {enlace}"))
    assert answer.status_code == 422
    assert "No hay un dato {apodo}. Puede usar: {nombre}, {empresa}" in answer.text
    assert "Hola {apodo}, vea {enlace}" in answer.text
    assert number_of(Message) == 0


def test_english_without_its_subject_is_asked_for(organiser: FlaskClient, edition: Edition) -> None:
    answer = organiser.post(f"/{edition.slug}/messages/new", data=typed(text_en="Hello"))
    assert answer.status_code == 422
    assert "Escriba el asunto y el texto en inglés, o deje los dos vacíos." in answer.text


def test_everybody_reads_their_language(app: object, edition: Edition, category: Category) -> None:
    a_registration(category, a_person(email="en@example.mx", language="en"))
    a_registration(category, a_person(email="es@example.mx"))
    message = a_message(edition, subject_en="See you at {evento}", text_en="{nombre}: {enlace}")
    assert send(message) == 2
    assert [mails_to(f"{each}@example.mx")[0].subject for each in ("en", "es")] == [
        "See you at Foro 2026",
        "Nos vemos en Foro 2026",
    ]


def test_a_date_in_a_spanish_text_is_in_spanish_whoever_reads_it(
    app: object, edition: Edition, category: Category
) -> None:
    for language in ("en", "es"):
        a_registration(category, a_person(email=f"{language}@example.mx", language=language))
    send(a_message(edition, subject_es="Nos vemos {fechas}"))
    english, spanish = (mails_to(f"{each}@example.mx")[0].subject for each in ("en", "es"))
    assert english == spanish


def test_who_has_no_address_or_a_closed_account_gets_nothing(app: object, edition: Edition, category: Category) -> None:
    a_registration(category, a_person(email=None))
    a_registration(category, a_person(disabled_at=utc_now()))
    message = a_message(edition)
    with pytest.raises(NobodyToWriteTo):
        send(message)
    assert (number_of(OutgoingMail), number_of(MessageRecipient)) == (0, 0)


def test_a_message_is_sent_once(app: object, edition: Edition, category: Category) -> None:
    a_registration(category)
    message = a_message(edition)
    send(message)
    with pytest.raises(MessageSent):
        send(message)
    assert (number_of(OutgoingMail), number_of(MessageRecipient)) == (1, 1)


def test_nothing_leaves_for_ten_seconds(app: object, edition: Edition, category: Category) -> None:
    a_registration(category)
    send(a_message(edition))
    assert drain_outbox(clock=utc_now) == 0
    assert drain_outbox(clock=lambda: utc_now() + LATER) == 1


def test_within_ten_seconds_a_message_is_taken_back(
    organiser: FlaskClient, edition: Edition, category: Category
) -> None:
    a_registration(category)
    message = a_message(edition)
    send(message)
    page = organiser.post(f"/{edition.slug}/messages/{message.id}/sending/undo", follow_redirects=True).text
    assert "Deshicimos el envío. Nadie recibió el mensaje." in page
    assert (number_of(OutgoingMail), number_of(MessageRecipient)) == (0, 0)
    assert newest().state(edition, now=utc_now()) is MessageState.DRAFT
    assert send(newest()) == 1


def test_after_ten_seconds_it_is_too_late(app: object, edition: Edition, category: Category) -> None:
    a_registration(category)
    message = a_message(edition)
    send(message)
    with pytest.raises(TooLateToUndo):
        undo_message(message.id, edition_id=edition.id, by=a_person().id, now=utc_now() + LATER)
    assert number_of(OutgoingMail) == 1


def test_what_a_run_has_taken_is_not_taken_back(app: object, edition: Edition, category: Category) -> None:
    a_registration(category)
    message = a_message(edition)
    send(message)
    drain_outbox(clock=lambda: utc_now() + LATER)
    with pytest.raises(TooLateToUndo):
        undo_message(message.id, edition_id=edition.id, by=a_person().id, now=utc_now())
    assert (number_of(OutgoingMail), number_of(MessageRecipient)) == (1, 1)


def test_a_message_is_taken_back_although_a_mail_of_it_was_deleted(
    app: object, edition: Edition, category: Category
) -> None:
    """As when the data of one of its people are blocked in the hours in which it waits."""
    for name in ("eva", "luis"):
        a_registration(category, a_person(email=f"{name}@example.mx"))
    message = a_message(edition)
    send(message)
    with atomic() as current:
        current.execute(delete(OutgoingMail).where(OutgoingMail.to_email == "eva@example.mx"))
    undo_message(message.id, edition_id=edition.id, by=a_person().id, now=utc_now())
    assert (number_of(OutgoingMail), number_of(MessageRecipient)) == (0, 0)
    assert newest().state(edition, now=utc_now()) is MessageState.DRAFT


def test_a_link_to_sign_in_goes_before_a_message(app: object, edition: Edition, category: Category) -> None:
    person = a_person()
    a_registration(category)
    a_registration(category)
    send(a_message(edition))
    request_link(str(person.email), next_path=None, now=utc_now())

    def number_of_sent() -> int:
        return session().scalar(select(func.count(OutgoingMail.sent_at))) or 0

    drain_outbox(clock=lambda: utc_now() + timedelta(minutes=1), is_stopping=lambda: number_of_sent() == 1)
    [mail] = session().scalars(select(OutgoingMail).where(OutgoingMail.sent_at.is_not(None))).all()
    assert (mail.batch, mail.to_email) == (None, person.email)


def test_failed_mails_are_tried_again(app: object, edition: Edition, category: Category) -> None:
    a_registration(category)
    message = a_message(edition)
    send(message)
    with atomic() as current:
        mail = current.scalars(select(OutgoingMail)).one()
        mail.given_up_at, mail.attempts = utc_now(), 12
    assert retry_message(message.id, edition_id=edition.id, by=a_person().id, now=utc_now()) == 1
    session().expire_all()
    assert session().scalars(select(OutgoingMail.attempts)).one() == 0


def test_no_more_leave_in_a_minute_than_the_settings_say_and_not_when_tried_again_either(
    app: Flask, edition: Edition, category: Category, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "FORO", replace(app.config["FORO"], mail_per_minute=2))
    for _number in range(3):
        a_registration(category)
    message, half_a_minute = a_message(edition), timedelta(seconds=30)
    send(message)

    def moments() -> list[datetime]:
        query = select(OutgoingMail.next_attempt_at).where(OutgoingMail.batch == message.batch)
        return list(session().scalars(query.order_by(OutgoingMail.id)))

    first = moments()
    assert [each - first[0] for each in first] == [0 * half_a_minute, half_a_minute, 2 * half_a_minute]
    with atomic() as current:
        current.execute(update(OutgoingMail).values(given_up_at=utc_now(), attempts=12))
    again = utc_now()
    assert retry_message(message.id, edition_id=edition.id, by=a_person().id, now=again) == 3
    assert moments() == [again, again + half_a_minute, again + 2 * half_a_minute]


def test_the_page_counts_and_leads_to_the_outbox(organiser: FlaskClient, edition: Edition, category: Category) -> None:
    a_registration(category, a_person(email="eva@example.mx"))
    message = a_message(edition)
    send(message)
    where = f"/{edition.slug}/messages/{message.id}"
    with time_machine.travel(utc_now() + timedelta(minutes=1)):
        page = organiser.get(where).text.replace("&amp;", "&")
        [address] = set(re.findall(r'href="(/foro-2026/mail\?batch=[^"]*state=waiting)"', page))
        assert "eva@example.mx" in organiser.get(address).text
        assert "eva@example.mx" not in organiser.get(address.replace(message.batch, "message-0")).text
        assert "eva@example.mx" in organiser.get(f"{where}/recipients").text


def test_a_test_goes_to_oneself_in_both_languages(client: FlaskClient, edition: Edition, category: Category) -> None:
    me = an_organiser(client, edition)
    a_registration(category, a_person(email="eva@example.mx"))
    message = a_message(edition, subject_en="See you", text_en="{nombre}: {enlace}")
    page = client.post(f"/{edition.slug}/messages/{message.id}/test", follow_redirects=True).text
    assert f"Enviamos la prueba a {me.email}." in page
    assert [mail.subject for mail in mails_to(str(me.email))] == ["[Prueba] Nos vemos en Foro 2026", "[Test] See you"]
    assert mails_to("eva@example.mx") == []
    assert number_of(MessageRecipient) == 0


def test_a_list_of_the_desk_becomes_the_audience(organiser: FlaskClient, edition: Edition, category: Category) -> None:
    a_registration(category, a_person(given_names="Eva"), organisation="Moldes Luna")
    a_registration(category, a_person(given_names="Luis"), organisation="Forjas")
    listed = organiser.get(f"/{edition.slug}/registrations?q=moldes&category={category.id}").text
    [address] = re.findall(r'href="(/foro-2026/messages/new[^"]*)"', listed)
    form = organiser.get(address.replace("&amp;", "&")).text
    assert 'value="moldes"' in form
    assert f'<option selected value="{category.id}">' in form
    data = typed(registration_status="", text="moldes", category_id=category.id)
    page = organiser.post(f"/{edition.slug}/messages/new", data=data, follow_redirects=True).text
    assert newest().wanted == Wanted(text="moldes", category_id=category.id)
    assert "Moldes Luna" in page
    assert "Forjas" not in page


def test_an_address_may_name_what_is_no_choice(organiser: FlaskClient, edition: Edition) -> None:
    answer = organiser.get(f"/{edition.slug}/messages/new?category=9999-12-31&status=nunca")
    assert answer.status_code == 200


def test_a_message_can_be_changed_copied_and_deleted(organiser: FlaskClient, edition: Edition) -> None:
    message = a_message(edition)
    where = f"/{edition.slug}/messages/{message.id}"
    page = organiser.get(f"{where}/edit").text
    seen = re.findall(r'name="seen"[^>]*value="([^"]*)"', page)
    answer = organiser.post(f"{where}/edit", data=typed(subject_es="Cambio de sede", seen=seen))
    assert answer.status_code == 303
    assert newest().subject_es == "Cambio de sede"
    assert "Cambio de sede" in organiser.get(f"/{edition.slug}/messages/new?copy={message.id}").text
    organiser.post(f"{where}/deletion")
    assert number_of(Message) == 0


def test_the_list_costs_the_same_for_one_and_for_three(
    organiser: FlaskClient, edition: Edition, statements: list[str]
) -> None:
    costs, ally = [], an_ally()
    wanted = Wanted(category_id=a_category(edition, code="cost").id, ally_id=ally.id)
    for _number in range(2):
        a_message(edition, wanted=wanted)
        statements.clear()
        organiser.get(f"/{edition.slug}/messages")
        costs.append(len(statements))
        a_message(edition, wanted=wanted)
    assert costs[0] == costs[1]
