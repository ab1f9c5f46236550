"""A day of a hall is divided otherwise: nobody is seated twice, each meeting is kept, moved or ended and told once."""

import random
import re
from contextlib import suppress
from datetime import time, timedelta
from itertools import pairwise

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Person
from forum.core.database import atomic, session
from forum.core.errors import Refusal
from forum.editions.models import Day, Edition, Hall, Slot
from forum.editions.rules import SlotRule, to_local
from forum.mail.models import OutgoingMail
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Availability, Buyer
from forum.meetings import service
from forum.meetings.enums import Clearing, MeetingStatus, OfferKind, OfferStatus
from forum.meetings.errors.clearing import PlanChanged
from forum.meetings.models import Meeting, PersonSeat, SlotOffer, TableSeat
from tests.builders.companies import a_company
from tests.builders.editions import a_hall, an_edition, days_of, slots, tables
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier, attendee_categories
from tests.builders.people import a_person, sign_in
from tests.web.meetings.conftest import Forum, mails

MEXICO = "America/Mexico_City"
AS_IT_IS = {"starts": "09:00", "ends": "10:10", "length": "20", "gap": "5"}


@pytest.fixture
def browser(client: FlaskClient, coordinator: Person) -> FlaskClient:
    return sign_in(client, coordinator)


def path(forum: Forum) -> str:
    return forum.path(f"coordination/halls/{forum.hall.id}/days/{forum.slots[0].day_id}/slots")


def changed(browser: FlaskClient, forum: Forum, **typed: str) -> str:
    """What the page shows before it is confirmed; then it is confirmed."""
    data = {**AS_IT_IS, **typed}
    shown = browser.post(path(forum), data={**data, "preview": "1"})
    assert shown.status_code == 200, shown.text
    plan = re.search(r'name="plan"[^>]*value="(\w+)"', shown.text)
    assert plan is not None
    answer = browser.post(path(forum), data={**data, "plan": plan[1], "reason": "Otra duración", "confirm": "1"})
    assert answer.status_code == 303, answer.text
    return shown.text


def clocks(hall: Hall, day: Day) -> list[str]:
    session().expire_all()
    query = select(Slot).where(Slot.hall_id == hall.id, Slot.day_id == day.id).order_by(Slot.starts_at)
    return [f"{to_local(each.starts_at, MEXICO):%H:%M}" for each in session().scalars(query)]


def ensure_whole() -> None:
    """Every scheduled meeting has its seats, and no one else does; no hour is twice in anybody's day."""
    session().expire_all()
    scheduled = session().scalars(select(Meeting).where(Meeting.status == MeetingStatus.SCHEDULED)).all()
    seats = {(each.meeting_id, each.table_id, each.slot_id) for each in session().scalars(select(TableSeat))}
    assert seats == {(each.id, each.table_id, each.slot_id) for each in scheduled}
    people = (
        session()
        .execute(
            select(PersonSeat.person_id, PersonSeat.meeting_id, Slot.starts_at, Slot.ends_at, PersonSeat.slot_id)
            .join(Slot, Slot.id == PersonSeat.slot_id)
            .order_by(PersonSeat.person_id, Slot.starts_at)
        )
        .all()
    )
    places = {each.id: each.slot_id for each in scheduled}
    assert all(places[row.meeting_id] == row.slot_id for row in people)
    assert sorted({row.meeting_id for row in people}) == sorted(places)
    for one, then in pairwise(people):
        assert one.person_id != then.person_id or one.ends_at <= then.starts_at


def test_longer_meetings_of_a_day(browser: FlaskClient, forum: Forum, meeting: Meeting) -> None:
    day = days_of(forum.edition)[0]
    assert path(forum) not in browser.get(f"/{forum.edition.slug}/setup/slots").text  # a coordinator sets nothing up
    assert 'value="20"' in browser.get(path(forum)).text
    uid, sequence, before = meeting.uid, meeting.sequence, mails()
    shown = changed(browser, forum, starts="09:10", ends="10:30", length="30")
    assert "09:10" in shown
    assert clocks(forum.hall, day) == ["09:10", "09:45"]
    again = session().get_one(Meeting, meeting.id)
    assert (again.uid, again.sequence, again.status) == (uid, sequence + 1, MeetingStatus.SCHEDULED)
    assert f"{to_local(session().get_one(Slot, again.slot_id).starts_at, MEXICO):%H:%M}" == "09:10"
    told = mails()[len(before) :]
    assert len(told) == len(set(told)) == 2
    hours = session().scalars(select(Availability.slot_id).where(Availability.buyer_id == forum.buyer.id)).all()
    assert len(hours) == 2
    ensure_whole()


def test_meetings_of_slots_that_stay_are_left_alone(browser: FlaskClient, forum: Forum, meeting: Meeting) -> None:
    before = mails()
    shown = changed(browser, forum, ends="09:45")
    assert "Se quedan como están" in shown
    assert clocks(forum.hall, days_of(forum.edition)[0]) == ["09:00", "09:25"]
    assert session().get_one(Meeting, meeting.id).sequence == 0
    assert mails() == before
    ensure_whole()


def test_a_cancelled_meeting_keeps_its_hour_and_offers_end_in_words(
    browser: FlaskClient, forum: Forum, meeting: Meeting, coordinator: Person
) -> None:
    supplier, person = a_supplier(forum.edition, a_company(), person=a_person())
    request = a_request(a_requirement(forum.buyer), supplier, person)
    with atomic() as current:
        current.add(
            SlotOffer(
                request_id=request.id, slot_id=forum.slots[2].id, kind=OfferKind.BY_HAND, status=OfferStatus.OPEN,
                made_at=forum.now, ends_at=forum.now + timedelta(hours=2),
            )
        )  # fmt: skip
    service.move_meeting(meeting.id, slot_id=forum.slots[2].id, side=Side.ORGANISER, by=coordinator.id, now=forum.now)
    service.cancel_meeting(meeting.id, reason="No", side=Side.ORGANISER, by=coordinator.id, now=forum.now)
    changed(browser, forum, ends="09:45")
    assert clocks(forum.hall, days_of(forum.edition)[0]) == ["09:00", "09:25", "09:50"]
    assert session().get_one(Slot, forum.slots[2].id).blocked_reason == "Otra duración"
    assert session().scalars(select(SlotOffer.status)).all() == [OfferStatus.LOST]
    changed(browser, forum, ends="10:30", length="35")
    ensure_whole()


def test_only_what_was_shown_is_done(browser: FlaskClient, forum: Forum, meeting: Meeting) -> None:
    typed = {**AS_IT_IS, "length": "30", "plan": "0000", "reason": "Otra duración", "confirm": "1"}
    answer = browser.post(path(forum), data=typed)
    assert (answer.status_code, "Algo cambió mientras lo revisaba" in answer.text) == (422, True)
    assert "Otra duración" in answer.text
    without = browser.post(path(forum), data={**typed, "reason": ""})
    assert (without.status_code, "Escriba el motivo" in without.text) == (422, True)
    impossible = browser.post(path(forum), data={**AS_IT_IS, "ends": "08:00", "preview": "1"})
    assert impossible.status_code == 422
    assert clocks(forum.hall, days_of(forum.edition)[0]) == ["09:00", "09:25", "09:50"]


@pytest.mark.both_engines
@pytest.mark.parametrize("seed", range(6))
def test_any_change_keeps_moves_or_ends_each_meeting_and_tells_it_once(app: Flask, seed: int) -> None:
    rng = random.Random(seed)
    edition = an_edition(buyer_spare_slots_per_day=rng.choice([0, 2]), walking_minutes=rng.choice([0, 5]))
    attendee_categories(edition)
    day, other = days_of(edition)[0], a_hall(edition)
    hall = a_hall(edition)
    own, away = slots(hall, day, 6), slots(other, day, rng.randint(0, 5), minutes=rng.choice([0, 10]))
    buyers = [a_buyer(edition, table, at=own) for table in tables(hall, 3)]
    buyers += [a_buyer(edition, table, at=away) for table in tables(other, 1)]
    tables(other, 2)
    made = _meetings(edition, buyers, own, away, rng)
    before = {each.id: each.sequence for each in made}
    for each in made:
        service.confirm_meeting(each.id, of=Side.BUYER, by=each.person_id, now=edition.requests_open_at)
    times = {each.id: session().get_one(Slot, each.slot_id).starts_at for each in made}
    outbox = len(mails())
    by = a_person().id
    if seed % 3 == 0:
        scope = service.Scope(what=Clearing.HALL, id=hall.id)
        digest = service.plan_clearing(scope, edition=edition, now=edition.requests_open_at).digest
        plan = service.clear(
            scope, digest=digest, reason="Sin luz", edition=edition, by=by, now=edition.requests_open_at
        )
        told = set(plan.fates and [p for fate in plan.fates for p in fate.people]) | set(plan.seated.values())
    else:
        rule = SlotRule(starts=time(9, rng.choice([0, 5, 20])), ends=time(11), length=rng.choice([15, 30, 45]), gap=5)
        about = {"day": day, "rule": rule, "edition": edition, "now": edition.requests_open_at}
        shown = service.plan_recut(hall.id, **about)
        with pytest.raises(PlanChanged):
            service.recut(hall.id, digest="other", reason="Sí", by=by, **about)
        told = set(service.recut(hall.id, digest=shown.digest, reason="Sí", by=by, **about).people)
    ensure_whole()
    after = {each.id: each for each in session().scalars(select(Meeting))}
    assert after.keys() == before.keys()
    mailed = [mail for mail in session().scalars(select(OutgoingMail).order_by(OutgoingMail.id))][outbox:]
    addresses = [mail.to_email for mail in mailed]
    assert len(addresses) == len(set(addresses))
    assert {session().get_one(Person, id).email for id in told} >= set(addresses)
    for id, sequence in before.items():
        each = after[id]
        if each.sequence == sequence:
            assert each.status is MeetingStatus.SCHEDULED
            continue
        assert each.sequence == sequence + 1
        people = {each.person_id, session().get_one(Buyer, each.buyer_id).person_id}
        assert {session().get_one(Person, person_id).email for person_id in people} <= set(addresses)
        if each.status is MeetingStatus.SCHEDULED and session().get_one(Slot, each.slot_id).starts_at != times[id]:
            assert each.buyer_confirmed_at is None


def _meetings(
    edition: Edition, buyers: list[Buyer], own: list[Slot], away: list[Slot], rng: random.Random
) -> list[Meeting]:
    """Meetings of four suppliers with buyers of both halls, wherever they are free."""
    wished: list[tuple[int, int, int]] = []
    for _number in range(4):
        supplier, person = a_supplier(edition, a_company(), person=a_person())
        for buyer in buyers:
            places = away if buyer is buyers[-1] else own
            if places:
                request = a_request(a_requirement(buyer), supplier, person)
                wished.append((request.id, rng.choice(places).id, buyer.person_id))
    now = edition.requests_open_at
    made = []
    for request_id, slot_id, by in wished:
        with suppress(Refusal):
            made.append(service.accept_request(request_id, slot_id=slot_id, by=by, now=now))
    return made
