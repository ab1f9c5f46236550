"""Messages that leave by themselves: at a moment, or counted from a date of the edition; quiet hours; WhatsApp."""

from datetime import datetime, time, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.editions.models import Category, Edition
from forum.editions.rules import from_local, to_local
from forum.mail.models import OutgoingMail
from forum.messages.enums import Anchor, MessageState
from forum.messages.errors import MessageScheduled, MomentMissing, MomentPassed
from forum.messages.models import Message
from forum.messages.queries import find_quiet_hours
from forum.messages.rules import LATEST, UNDO
from forum.messages.service import (
    Moment,
    edit_message,
    schedule_message,
    send_due_messages,
    send_message,
    set_quiet_hours,
    undo_message,
)
from forum.privacy.enums import Purpose
from tests.builders.editions import a_category, an_edition
from tests.builders.mail import mails_to
from tests.builders.messages import a_message, some_texts
from tests.builders.people import a_person, an_organiser
from tests.builders.registrations import a_notice, a_registration, agreed


@pytest.fixture
def edition(app: object) -> Edition:
    return an_edition(slug="foro-2026")


@pytest.fixture
def category(edition: Edition) -> Category:
    return a_category(edition)


def scheduled(edition: Edition, moment: Moment) -> tuple[Message, datetime]:
    message = a_message(edition)
    return message, schedule_message(message.id, moment, edition, by=a_person().id, now=utc_now())


def stored(message: Message) -> Message:
    return (
        session()
        .scalars(select(Message).where(Message.id == message.id).execution_options(populate_existing=True))
        .one()
    )


def test_a_scheduled_message_leaves_at_its_moment_once(edition: Edition, category: Category) -> None:
    message, due = scheduled(edition, Moment(at=utc_now() + timedelta(hours=2)))
    a_registration(category, a_person(email="eva@example.mx"))  # whoever fits the filters then, not now
    assert send_due_messages(now=due - timedelta(seconds=1)) == 0
    assert send_due_messages(now=due) == 1
    assert send_due_messages(now=due + timedelta(minutes=1)) == 0
    assert len(mails_to("eva@example.mx")) == 1
    assert stored(message).recipients == 1


def test_it_leaves_as_many_days_before_as_was_said_wherever_the_date_is_moved(edition: Edition) -> None:
    message, due = scheduled(edition, Moment(anchor=Anchor.STARTS, days=-7, clock=time(10)))
    assert to_local(due, edition.time_zone) == datetime.combine(edition.starts_on - timedelta(days=7), time(10))
    with atomic() as current:
        moved = current.get_one(Edition, edition.id)
        moved.starts_on, moved.ends_on = moved.starts_on + timedelta(days=3), moved.ends_on + timedelta(days=3)
    assert send_due_messages(now=due) == 0
    assert send_due_messages(now=due + timedelta(days=3)) == 1
    assert stored(message).queued_at == due + timedelta(days=3)


def test_one_that_was_missed_is_not_sent_late(edition: Edition, category: Category) -> None:
    a_registration(category)
    message, due = scheduled(edition, Moment(at=utc_now() + timedelta(hours=2)))
    assert send_due_messages(now=due + LATEST) == 0
    assert stored(message).state(edition, now=due + LATEST) is MessageState.MISSED


def test_it_is_taken_back_like_any_other_and_does_not_leave_again(edition: Edition, category: Category) -> None:
    a_registration(category)
    message, due = scheduled(edition, Moment(at=utc_now() + timedelta(hours=2)))
    send_due_messages(now=due)
    undo_message(message.id, edition_id=edition.id, by=a_person().id, now=due)
    assert send_due_messages(now=due + timedelta(minutes=1)) == 0
    assert stored(message).state(edition, now=due) is MessageState.DRAFT


@pytest.mark.parametrize(
    ("moment", "refusal"),
    [
        (Moment(), MomentMissing),
        (Moment(anchor=Anchor.STARTS, days=1), MomentMissing),
        (Moment(at=utc_now() - timedelta(days=1)), MomentPassed),
        (Moment(anchor=Anchor.STARTS, days=-300, clock=time(9)), MomentPassed),
    ],
)
def test_a_moment_is_whole_and_ahead(edition: Edition, moment: Moment, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        scheduled(edition, moment)


def test_what_is_scheduled_is_not_changed(edition: Edition) -> None:
    message, _due = scheduled(edition, Moment(at=utc_now() + timedelta(hours=2)))
    with pytest.raises(MessageScheduled):
        edit_message(message.id, some_texts(), edition_id=edition.id, by=a_person().id, now=utc_now())


def test_a_reminder_is_scheduled_and_cancelled_on_its_page(client: FlaskClient, edition: Edition) -> None:
    an_organiser(client, edition)
    where = f"/foro-2026/messages/{a_message(edition).id}"
    wanted = {"how": "before", "days": "7", "anchor": "requests_close", "clock": "10:00"}
    page = client.post(f"{where}/schedule", data=wanted, follow_redirects=True).text
    assert "Programamos el mensaje para el" in page
    assert "Se cuenta desde el cierre de solicitudes de cita" in page
    assert "Quitamos la programación" in client.post(f"{where}/schedule/deletion", follow_redirects=True).text
    refused = client.post(f"{where}/schedule", data={"how": "at", "days": "", "anchor": "starts"})
    assert refused.status_code == 422
    assert "Escriba la fecha y hora, o los días" in refused.text


def test_in_quiet_hours_mails_wait_and_can_be_taken_back(edition: Edition, category: Category) -> None:
    a_registration(category)
    by, message = a_person().id, a_message(edition)
    set_quiet_hours(edition.id, (time(21), time(8)), by=by, now=utc_now())
    night = from_local(datetime.combine(edition.starts_on, time(22)), edition.time_zone)
    morning = from_local(datetime.combine(edition.starts_on + timedelta(days=1), time(8)), edition.time_zone)
    send_message(message.id, edition_id=edition.id, by=by, now=night)
    assert session().scalars(select(OutgoingMail.next_attempt_at)).all() == [morning]
    undo_message(message.id, edition_id=edition.id, by=by, now=night + 100 * UNDO)
    assert session().scalars(select(OutgoingMail)).all() == []
    set_quiet_hours(edition.id, None, by=by, now=utc_now())
    send_message(message.id, edition_id=edition.id, by=by, now=night)
    assert session().scalars(select(OutgoingMail.next_attempt_at)).one() < morning


def test_quiet_hours_are_set_on_their_page(client: FlaskClient, edition: Edition) -> None:
    an_organiser(client, edition)
    client.post("/foro-2026/messages/quiet-hours", data={"starts_at": "21:00", "ends_at": "08:00"})
    assert 'value="21:00"' in client.get("/foro-2026/messages/quiet-hours").text


@pytest.mark.parametrize("hours", [("", "08:00"), ("21:00", ""), ("09:00", "09:00")])
def test_half_of_the_quiet_hours_is_refused_and_what_was_set_stays(
    client: FlaskClient, edition: Edition, hours: tuple[str, str]
) -> None:
    an_organiser(client, edition)
    set_quiet_hours(edition.id, (time(22), time(7)), by=a_person().id, now=utc_now())
    answer = client.post(
        "/foro-2026/messages/quiet-hours", data=dict(zip(("starts_at", "ends_at"), hours, strict=True))
    )
    assert answer.status_code == 422
    assert "Escriba las dos horas, una distinta de la otra, o deje las dos vacías." in answer.text
    assert find_quiet_hours(edition.id) == (time(22), time(7))


def test_whatsapp_is_offered_for_who_asked_for_it_and_holds_no_personal_link(
    client: FlaskClient, edition: Edition, category: Category
) -> None:
    an_organiser(client, edition)
    notice = a_notice()
    asked = a_person(given_names="Eva", first_surname="Luna", second_surname=None, phone="+524771234567")
    other = a_person(phone="+524777654321")
    for person in (asked, other):
        a_registration(category, person, organisation="Moldes Luna")
    agreed(asked.id, notice.id, {Purpose.WHATSAPP: True}, utc_now())
    agreed(other.id, notice.id, {Purpose.NEWS: True}, utc_now())
    message = a_message(edition)
    send_message(message.id, edition_id=edition.id, by=a_person().id, now=utc_now())
    page = client.get(f"/foro-2026/messages/{message.id}/recipients").text
    assert "524777654321" not in page
    [address] = [part.split('"')[0] for part in page.split('href="') if part.startswith("https://wa.me/")]
    link = urlsplit(address.replace("&amp;", "&"))
    assert link.path == "/524771234567"
    [text] = parse_qs(link.query)["text"]
    assert text.startswith("Eva Luna de Moldes Luna: ")
    assert "/foro-2026" in text
    assert "/r/" not in text
