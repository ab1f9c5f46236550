"""Mails that ask: after the last meeting of a day, once again, and what became of it months later; each once."""

from datetime import datetime, time, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.editions.models import Edition, Slot
from forum.mail.models import OutgoingMail
from forum.mail.notices import render_mail
from forum.matchmaking.enums import Currency, Side
from forum.outcomes.enums import Asking, NoInterest
from forum.outcomes.errors import AmountMissing, NotFollowed
from forum.outcomes.models import OutcomeFollowUp, OutcomeMail
from forum.outcomes.queries import find_outcome
from forum.outcomes.rules import Reached, Said
from forum.outcomes.service import ask_due, follow_up
from tests.builders.agendas import Desk
from tests.builders.editions import ZONE, an_edition
from tests.builders.outcomes import is_over, outcomes_link, say, sent, told
from tests.builders.people import a_person, sign_in

UNINTERESTED = Said(held=True, interest=1, no_interest=NoInterest.PRICE)


def noon(edition: Edition, *, after: int) -> datetime:
    """Noon of a day so many days after the last one."""
    return datetime.combine(edition.ends_on + timedelta(days=after), time(12), ZONE)


def asked() -> dict[str, int]:
    """How many mails each person got."""
    found: dict[str, int] = {}
    for mail in session().query(OutgoingMail).filter(OutgoingMail.message.like("outcomes/%")):
        found[mail.to_email] = found.get(mail.to_email, 0) + 1
    return found


@pytest.mark.both_engines
def test_each_person_gets_one_mail_a_day_after_their_last_meeting(app: Flask) -> None:
    desk = Desk(an_edition(days=1), 5, person=a_person(language="en"))
    first, second = desk.meet(desk.slots[0]), desk.meet(desk.slots[1], supplier="Otra")
    with atomic():
        told(second).email = None
    last = session().get_one(Slot, second.slot_id).ends_at
    at_ten = datetime.combine(desk.edition.ends_on, time(10), ZONE)
    say(first, Side.SUPPLIER, now=last)
    assert ask_due(now=session().get_one(Slot, first.slot_id).ends_at) == 0
    later = max(last + timedelta(minutes=16), at_ten)
    assert [ask_due(now=later), ask_due(now=later + timedelta(hours=1))] == [1, 0]
    (mail,) = session().query(OutgoingMail).filter_by(message="outcomes/asked").all()
    rendered = render_mail(mail)
    assert rendered.subject == f"The outcome of 2 meetings is missing: {desk.edition.name}"
    assert [f"/meetings/{each.id}/outcome" in rendered.text for each in (first, second)] == [True, True]
    assert mail.to_email == desk.buyer.person.email
    assert session().query(OutcomeMail).one().asking is Asking.DAY


@pytest.mark.both_engines
def test_who_has_not_answered_is_reminded_once(app: Flask) -> None:
    desk = Desk(an_edition(days=1), 5)
    first = desk.meet(desk.slots[0])
    now = noon(desk.edition, after=2)
    say(first, Side.SUPPLIER, now=noon(desk.edition, after=1))
    assert [ask_due(now=now), ask_due(now=now + timedelta(days=1))] == [1, 0]
    assert asked() == {desk.buyer.person.email: 1}


@pytest.mark.both_engines
def test_who_wanted_to_go_on_is_asked_at_30_90_and_180_days(app: Flask) -> None:
    desk = Desk(an_edition(days=1), 5)
    first, second = desk.meet(desk.slots[0]), desk.meet(desk.slots[1], supplier="Otra")
    after = noon(desk.edition, after=1)
    say(first, now=after)
    say(second, said=UNINTERESTED, now=after)
    say(second, Side.SUPPLIER, now=after)
    rounds = [ask_due(now=noon(desk.edition, after=days)) for days in (29, 31, 32, 91, 181, 250)]
    assert rounds == [0, 2, 0, 2, 2, 0]
    mails = session().query(OutgoingMail).filter_by(to_email=desk.buyer.person.email, message="outcomes/followed").all()
    assert len(mails) == 3
    text = render_mail(mails[0]).text
    assert ("/meetings/follow-up" in text, "Forjas León" in text, "Otra" in text) == (True, True, False)


def test_what_became_of_all_is_answered_on_one_page(client: FlaskClient) -> None:
    desk = Desk(an_edition(), 5)
    first, second = desk.meet(desk.slots[0]), desk.meet(desk.slots[1], supplier="Otra")
    is_over(desk.edition)
    say(first)
    say(second)
    sign_in(client, desk.buyer.person)
    page = f"/{desk.edition.slug}/meetings/follow-up"
    assert "El seguimiento no está abierto" in client.get(page).text
    is_over(desk.edition, days_ago=35)
    assert page in client.get(f"/{desk.edition.slug}/meetings/outcomes").text
    link = f"{outcomes_link(desk.buyer.person, desk.edition)}/meetings/follow-up"
    assert ("Forjas León" in client.get(link).text, "A 30 días" in client.get(link).text) == (True, True)
    fields = {f"currency_{first.id}": "USD", f"currency_{second.id}": "MXN", f"reached_{second.id}": ["rfq", "nda"]}
    wrong = client.post(link, data={**fields, f"reached_{first.id}": ["award"]})
    assert (wrong.status_code, "Escriba el monto adjudicado" in wrong.text) == (422, True)
    right = {**fields, f"reached_{first.id}": ["rfq", "award"], f"amount_{first.id}": "80,000"}
    assert client.post(link, data=right).status_code == 303
    kept = {each.meeting_id: each for each in session().query(OutcomeFollowUp)}
    assert (kept[first.id].award, kept[first.id].amount, kept[first.id].currency) == (True, 80_000, Currency.USD)
    assert (kept[second.id].nda, kept[second.id].award, kept[second.id].asking) == (True, False, Asking.DAYS_30)
    is_over(desk.edition, days_ago=95)
    again = client.get(page).text
    assert ("A 90 días" in again, 'value="80000"' in again or "80,000" in again) == (True, True)


@pytest.mark.both_engines
def test_follow_up_waits_for_its_time_and_an_order_for_its_amount(app: Flask) -> None:
    desk = Desk(an_edition(), 5)
    meeting = desk.meet(desk.slots[0])
    is_over(desk.edition)
    nothing = {meeting.id: Reached()}
    sides = {meeting.id: Side.BUYER}
    with pytest.raises(NotFollowed):
        follow_up(sides, nothing, edition=desk.edition, by=meeting.person_id, now=utc_now())
    then = utc_now() + timedelta(days=40)
    with pytest.raises(AmountMissing):
        wrong = {meeting.id: Reached(amount=5, currency=Currency.MXN)}
        follow_up(sides, wrong, edition=desk.edition, by=meeting.person_id, now=then)
    for _ in range(2):
        follow_up(sides, nothing, edition=desk.edition, by=meeting.person_id, now=then)
    assert session().query(OutcomeFollowUp).count() == 1
    assert find_outcome(meeting.id, Side.BUYER) is None


def test_the_address_of_a_mail_leads_to_the_first_question(client: FlaskClient) -> None:
    desk = Desk(an_edition(days=1), 5)
    meeting = desk.meet(desk.slots[0])
    is_over(desk.edition)
    ask_due(now=noon(desk.edition, after=1))
    mail = session().query(OutgoingMail).filter_by(to_email=told(meeting).email, message="outcomes/asked").one()
    address = next(word for word in render_mail(mail).text.split() if word.endswith(f"/meetings/{meeting.id}/outcome"))
    path = address[address.index("/o/") :]
    assert client.get(path).status_code == 200
    assert client.post(path, data=sent()).status_code == 303
    kept = find_outcome(meeting.id, Side.SUPPLIER)
    assert kept is not None
    assert kept.by_id == meeting.person_id
