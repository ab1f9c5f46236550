"""What came of the meetings: from one's pages, by the link of a mail, and written down by the staff."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.enums import Role
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.core.tokens import sign
from forum.matchmaking.enums import Currency, Side
from forum.meetings.models import Meeting
from forum.meetings.service import cancel_meeting
from forum.outcomes.enums import Horizon, NextStep, NoInterest
from forum.outcomes.errors import AnswersClosed, MeetingNotHeld, MeetingNotOver
from forum.outcomes.models import MeetingOutcome, OutcomeEvent
from forum.outcomes.queries import count_unanswered, find_outcome
from forum.outcomes.rules import OPEN_DAYS
from tests.builders.agendas import Desk
from tests.builders.editions import an_edition
from tests.builders.outcomes import is_over, outcomes_link, say, sent, told
from tests.builders.people import a_person, a_role, sign_in


@pytest.fixture
def desk(app: Flask) -> Desk:
    """A buyer with a table."""
    return Desk(an_edition(), 5)


def three_over(desk: Desk) -> list[Meeting]:
    """Three meetings of the buyer that are over."""
    meetings = [desk.meet(slot, supplier=f"Proveedor {number}") for number, slot in enumerate(desk.slots[:3])]
    is_over(desk.edition)
    return meetings


def test_a_buyer_answers_one_after_the_other_and_changes_an_answer(client: FlaskClient, desk: Desk) -> None:
    first, second, third = three_over(desk)
    home = f"/{desk.edition.slug}/meetings"
    sign_in(client, desk.buyer.person)
    assert f"{home}/outcomes" in client.get(f"/{desk.edition.slug}/today").text
    assert f"{home}/outcomes" in client.get(f"/{desk.edition.slug}/agenda").text
    assert f"{home}/{first.id}/outcome" in client.get(f"{home}/{first.id}").text
    assert client.get(f"{home}/outcomes").text.count("Sin respuesta") == 3
    answered = client.post(f"{home}/{first.id}/outcome", data=sent())
    assert (answered.status_code, answered.location) == (303, f"{home}/{second.id}/outcome")
    assert "Sigue esta." in client.get(answered.location).text
    assert client.post(f"{home}/{third.id}/outcome", data=sent(held="no")).location == f"{home}/{second.id}/outcome"
    no = {"held": "yes", "interest": "1", "no_interest": "no_certificate", "words": "Sin IATF"}
    last = client.post(f"{home}/{second.id}/outcome", data=no, follow_redirects=True).text
    assert ("Ya no falta ninguna" in last, "Sin respuesta" in last, "No se celebró" in last) == (True, False, True)
    assert "¿Qué resultó de sus citas?" not in client.get(f"/{desk.edition.slug}/today").text
    kept = [find_outcome(each.id, Side.BUYER) for each in (first, second, third)]
    assert [each and (each.interest, each.next_step, each.amount, each.currency, each.horizon) for each in kept] == [
        (4, NextStep.QUOTE, 250_000, Currency.MXN, Horizon.SIX),
        (1, None, None, None, None),
        (None, None, None, None, None),
    ]
    assert kept[1] is not None
    assert (kept[1].no_interest, kept[1].words) == (NoInterest.NO_CERTIFICATE, "Sin IATF")
    page = client.get(f"{home}/{first.id}/outcome").text
    assert ("Puede cambiarlo" in page, "250,000" in page or "250000" in page) == (True, True)
    client.post(f"{home}/{first.id}/outcome", data=sent(amount="", horizon=""))
    assert session().query(MeetingOutcome).count() == 3
    kinds = [each.kind for each in session().query(OutcomeEvent).filter_by(meeting_id=first.id)]
    assert kinds == ["answered", "changed"]


def test_what_is_missing_is_said_and_what_was_written_stays(client: FlaskClient, desk: Desk) -> None:
    first = three_over(desk)[0]
    sign_in(client, desk.buyer.person)
    address = f"/{desk.edition.slug}/meetings/{first.id}/outcome"
    for wrong, words in (
        ({"held": ""}, "Elija una respuesta."),
        ({"interest": ""}, "Elija del 1 al 5"),
        ({"next_step": ""}, "Elija qué acordaron hacer"),
        ({"horizon": ""}, "Elija en cuánto tiempo espera ese monto."),
        ({"amount": "muchos"}, "número"),
        ({"interest": "2", "words": "Tal vez luego"}, "Elija por qué no hay interés."),
        ({"next_step": "fly"}, "Elija"),
    ):
        page = client.post(address, data=sent(**wrong))
        assert (page.status_code, words in page.text) == (422, True), wrong
        assert wrong.get("words", "") in page.text
    assert session().query(MeetingOutcome).count() == 0


def test_each_side_answers_for_itself_and_does_not_read_the_other(client: FlaskClient, desk: Desk) -> None:
    first = three_over(desk)[0]
    say(first, Side.BUYER)
    sign_in(client, told(first))
    page = client.get(f"/{desk.edition.slug}/meetings/{first.id}/outcome").text
    assert ("¿Cuánto espera venderle?" in page, "Puede cambiarlo" in page) == (True, False)
    client.post(f"/{desk.edition.slug}/meetings/{first.id}/outcome", data=sent(amount="9", currency="USD"))
    both = [find_outcome(first.id, side) for side in (Side.BUYER, Side.SUPPLIER)]
    assert [each and each.amount for each in both] == [250_000, 9]
    assert sign_in(client, a_person()).get(f"/{desk.edition.slug}/meetings/{first.id}/outcome").status_code == 404


def test_the_link_of_a_mail_opens_ones_outcomes_without_signing_in_and_nothing_else(
    client: FlaskClient, desk: Desk
) -> None:
    first, second, _third = three_over(desk)
    person = told(first)
    link = outcomes_link(person, desk.edition)
    assert "Proveedor 1" not in client.get(f"{link}/meetings/outcomes").text
    answered = client.post(f"{link}/meetings/{first.id}/outcome", data=sent())
    assert answered.location == f"{link}/meetings/outcomes"
    assert client.get(f"{link}/meetings/{second.id}/outcome").status_code == 404
    assert client.get(f"/{desk.edition.slug}/meetings/outcomes").status_code == 302
    for forged in (sign("outcomes", [person.id, desk.edition.id, "x"]), sign("registration", [person.id, "x"]), "x"):
        assert client.get(f"/o/{forged}/meetings/outcomes").status_code == 404
    with atomic():
        person.email = "otra@example.mx"
    assert client.get(f"{link}/meetings/outcomes").status_code == 404


def test_the_staff_writes_down_what_a_side_said_by_telephone(client: FlaskClient, desk: Desk) -> None:
    first = three_over(desk)[0]
    staff = a_person()
    a_role(staff, Role.COORDINATOR, desk.edition)
    sign_in(client, staff)
    spoken = f"/{desk.edition.slug}/meetings/coordination/outcomes/{first.id}"
    meeting = client.get(f"/{desk.edition.slug}/meetings/{first.id}").text
    assert (f"{spoken}/buyer" in meeting, f"{spoken}/supplier" in meeting) == (True, True)
    assert "Anote lo que le dijeron por teléfono" in client.get(f"{spoken}/supplier").text
    assert client.post(f"{spoken}/supplier", data=sent()).status_code == 303
    kept = find_outcome(first.id, Side.SUPPLIER)
    assert kept is not None
    assert (kept.for_them, kept.by_id, kept.person_id) == (True, staff.id, first.person_id)
    event = session().query(OutcomeEvent).one()
    assert (event.by_id, event.detail["acts_for"]) == (staff.id, "supplier")
    sign_in(client, told(first))
    assert "El comité organizador lo anotó" in client.get(f"/{desk.edition.slug}/meetings/{first.id}/outcome").text
    assert client.get(f"{spoken}/buyer").status_code == 403


@pytest.mark.both_engines
def test_nothing_is_answered_too_early_too_late_or_of_a_cancelled_meeting(app: Flask) -> None:
    desk = Desk(an_edition(), 5)
    early, cancelled = desk.meet(desk.slots[0]), desk.meet(desk.slots[1], supplier="Otra")
    with pytest.raises(MeetingNotOver):
        say(early)
    cancel_meeting(cancelled.id, reason="Enfermó", side=Side.BUYER, by=desk.buyer.person_id, now=utc_now())
    is_over(desk.edition)
    with pytest.raises(MeetingNotHeld):
        say(cancelled)
    with pytest.raises(AnswersClosed):
        say(early, now=utc_now() + timedelta(days=OPEN_DAYS + 1))
    now = utc_now()
    assert count_unanswered(desk.buyer.person_id, edition_id=desk.edition.id, now=now) == 1
    say(early)
    assert count_unanswered(desk.buyer.person_id, edition_id=desk.edition.id, now=now) == 0
    assert count_unanswered(early.person_id, edition_id=desk.edition.id, now=now) == 1


def test_pages_say_why_nothing_is_asked(client: FlaskClient, desk: Desk) -> None:
    meeting = desk.meet(desk.slots[0])
    sign_in(client, desk.buyer.person)
    home = f"/{desk.edition.slug}/meetings"
    assert "La cita aún no termina" in client.get(f"{home}/{meeting.id}/outcome").text
    assert "Aún no termina ninguna cita suya" in client.get(f"{home}/outcomes").text
    is_over(desk.edition, days_ago=OPEN_DAYS + 2)
    assert "Los resultados ya se cerraron" in client.get(f"{home}/{meeting.id}/outcome").text
