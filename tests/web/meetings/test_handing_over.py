"""A buyer leaves and a colleague takes the agenda over: the meetings are the same, and everybody knows who comes."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Person
from forum.core.database import session
from forum.core.names import PersonName
from forum.editions.enums import PlannedWishes
from forum.matchmaking.enums import Side
from forum.matchmaking.errors import AlreadyInvited, BuyerRemoved, ReasonMissing
from forum.matchmaking.models import Availability, Buyer, Requirement
from forum.matchmaking.service import Guest
from forum.meetings import service
from forum.meetings.enums import Colliding, MeetingStatus, RequestChange, RequestStatus
from forum.meetings.errors import AgendaCollides
from forum.meetings.models import Meeting, MeetingEvent, MeetingRequest, PersonSeat, RequestEvent, TableSeat
from forum.meetings.queries.own import list_meetings_for
from forum.registration.models import Registration
from forum.timetable.errors import DraftOutdated
from forum.timetable.queries.planning import plan_for
from forum.timetable.service import publish_draft, store_draft
from tests.builders.mail import mails_to
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier
from tests.builders.people import a_person, sign_in
from tests.builders.timetables import a_timetable
from tests.web.meetings.conftest import Forum, mails

REASON = "Cambió de planta."
EVA = Guest(email="eva@example.mx", name=PersonName("Eva", "Luna"), language="es")


def a_meeting(forum: Forum, slot: int = 0) -> Meeting:
    supplier, person = a_supplier(forum.edition)
    request = a_request(forum.requirement, supplier, person)
    return service.accept_request(request.id, slot_id=forum.slots[slot].id, by=forum.buyer.person_id, now=forum.now)


def hand_over(
    forum: Forum,
    to: service.Successor,
    *,
    colliding: Colliding = Colliding.REFUSE,
    reason: str = REASON,
    keeps_badge: bool = True,
) -> Buyer:
    terms = service.Terms(reason=reason, keeps_badge=keeps_badge, colliding=colliding)
    return service.hand_over_buyer(
        forum.buyer.id, to=to, terms=terms, edition=forum.edition, by=forum.person.id, now=forum.now
    )


def read(model: type[Meeting], id: int) -> Meeting:
    return session().get_one(model, id, populate_existing=True)


def test_somebody_new_takes_table_hours_requirements_requests_and_meetings(forum: Forum) -> None:
    meeting = a_meeting(forum)
    waiting = a_request(forum.requirement, forum.supplier, forum.person)
    before = (meeting.uid, meeting.sequence, meeting.slot_id, meeting.table_id)
    told = len(mails())
    eva = hand_over(forum, service.Successor(guest=EVA, position="Compras"))
    session().expire_all()
    now = read(Meeting, meeting.id)
    assert (now.uid, now.sequence - 1, now.slot_id, now.table_id) == before
    assert (now.status, now.buyer_id) == (MeetingStatus.SCHEDULED, eva.id)
    assert set(session().scalars(select(PersonSeat.person_id))) == {eva.person_id, meeting.person_id}
    assert session().scalars(select(TableSeat.table_id)).all() == [before[3]]
    assert (eva.company_id, eva.table_id, eva.accepted_at) == (forum.buyer.company_id, before[3], forum.now)
    hours = select(Availability.slot_id).where(Availability.buyer_id == eva.id)
    assert set(session().scalars(hours)) == {slot.id for slot in forum.slots}
    assert session().get_one(Requirement, forum.requirement.id).buyer_id == eva.id
    request = session().get_one(MeetingRequest, waiting.id)
    assert (request.buyer_id, request.status) == (eva.id, RequestStatus.SENT)
    left = session().get_one(Buyer, forum.buyer.id)
    assert (left.removal_reason, left.table_id, left.accepted_at) == (REASON, None, None)
    assert session().scalars(select(Registration.person_id)).all().count(eva.person_id) == 1
    event = session().scalars(select(MeetingEvent).order_by(MeetingEvent.id.desc())).first()
    assert event is not None
    assert (event.kind, event.detail["to_person_id"]) == ("handed", eva.person_id)
    assert sorted(message for message, _to in mails()[told:]) == [
        "meetings/agenda_handed",
        "meetings/buyer_removed",
        "meetings/meeting_handed",
        "registration/confirmed",
    ]
    assert "Eva Luna" in mails_to(forum.buyer.person.email or "")[-1].text
    assert "asiste Eva Luna en lugar de" in mails_to(now_person(meeting))[-1].text


def now_person(meeting: Meeting) -> str:
    return session().get_one(Person, meeting.person_id).email or ""


def test_both_calendars_follow(forum: Forum) -> None:
    meeting = a_meeting(forum)
    eva = hand_over(forum, service.Successor(guest=EVA))
    (theirs,) = list_meetings_for(meeting.person_id, edition_id=forum.edition.id)
    (hers,) = list_meetings_for(eva.person_id, edition_id=forum.edition.id)
    assert (theirs.uid, theirs.sequence, theirs.person) == (meeting.uid, 1, "Eva Luna")
    assert (hers.uid, hers.sequence) == (meeting.uid, 1)
    assert list_meetings_for(forum.buyer.person_id, edition_id=forum.edition.id) == []


def test_the_successor_moves_the_meeting_and_answers_the_request(forum: Forum) -> None:
    meeting = a_meeting(forum)
    waiting = a_request(forum.requirement, forum.supplier, forum.person)
    eva = hand_over(forum, service.Successor(guest=EVA))
    moved = service.move_meeting(
        meeting.id, slot_id=forum.slots[1].id, side=Side.BUYER, by=eva.person_id, now=forum.now
    )
    assert (moved.slot_id, moved.sequence) == (forum.slots[1].id, 2)
    made = service.accept_request(waiting.id, slot_id=forum.slots[2].id, by=eva.person_id, now=forum.now)
    assert made.buyer_id == eva.id


def a_colleague(forum: Forum, table: int | None = None) -> Buyer:
    at = None if table is None else forum.tables[table]
    hours = () if table is None else forum.slots
    return a_buyer(forum.edition, at, at=hours, company=forum.buyer.company, person=a_person(given_names="Aiko"))


def busy(forum: Forum, colleague: Buyer, slot: int) -> None:
    supplier, person = a_supplier(forum.edition)
    request = a_request(a_requirement(colleague), supplier, person)
    service.accept_request(request.id, slot_id=forum.slots[slot].id, by=colleague.person_id, now=forum.now)


def test_hours_at_which_the_colleague_is_taken_are_refused_with_nothing_changed(forum: Forum) -> None:
    first, second = a_meeting(forum, 0), a_meeting(forum, 1)
    colleague = a_colleague(forum, 1)
    busy(forum, colleague, 0)
    with pytest.raises(AgendaCollides) as refusal:
        hand_over(forum, service.Successor(buyer_id=colleague.id))
    assert refusal.value.params["meeting_ids"] == [first.id]
    for meeting in (first, second):
        assert (read(Meeting, meeting.id).buyer_id, meeting.sequence) == (forum.buyer.id, 0)
    assert session().get_one(Buyer, forum.buyer.id, populate_existing=True).removed_at is None


def test_colliding_meetings_are_cancelled_where_that_was_chosen(forum: Forum) -> None:
    first, second = a_meeting(forum, 0), a_meeting(forum, 1)
    colleague = a_colleague(forum, 1)
    busy(forum, colleague, 0)
    hand_over(forum, service.Successor(buyer_id=colleague.id), colliding=Colliding.CANCEL)
    ended, stands = read(Meeting, first.id), read(Meeting, second.id)
    assert (ended.status, ended.cancel_reason) == (MeetingStatus.CANCELLED, REASON)
    assert (stands.status, stands.buyer_id) == (MeetingStatus.SCHEDULED, colleague.id)
    assert stands.table_id == forum.tables[1].id, "a buyer meets at their own table"
    assert ("meetings/meeting_cancelled", now_person(first)) in mails()


def test_the_other_side_of_a_meeting_cannot_take_it_over(forum: Forum) -> None:
    meeting = a_meeting(forum)
    guest = Guest(email=now_person(meeting), name=PersonName("Uno"), language="es")
    with pytest.raises(AgendaCollides):
        hand_over(forum, service.Successor(guest=guest))


def test_who_cannot_be_the_successor(forum: Forum) -> None:
    elsewhere, gone = a_buyer(forum.edition), a_colleague(forum)
    service.remove_buyer(
        gone.id, reason=REASON, keeps_badge=True, edition=forum.edition, by=forum.person.id, now=forum.now
    )
    for person in (elsewhere.person, forum.buyer.person):
        guest = Guest(email=person.email or "", name=person.name, language="es")
        with pytest.raises(AlreadyInvited):
            hand_over(forum, service.Successor(guest=guest))
    with pytest.raises(BuyerRemoved):
        hand_over(forum, service.Successor(buyer_id=gone.id))
    with pytest.raises(ReasonMissing):
        hand_over(forum, service.Successor(guest=EVA), reason=" ")


def test_a_draft_made_before_does_not_bring_the_former_buyer_back(forum: Forum) -> None:
    forum.change(planned_wishes=PlannedWishes.ALL)
    request = a_request(forum.requirement, forum.supplier, forum.person)
    plan = plan_for(forum.edition.id, replan=False, now=forum.now)
    draft = store_draft(plan, timetable=a_timetable(plan, {f"r{request.id}": 1}), by=None, now=forum.now)
    hand_over(forum, service.Successor(guest=EVA))
    with pytest.raises(DraftOutdated):
        publish_draft(draft.id, by=None, now=forum.now)


@pytest.fixture
def browser(client: FlaskClient, coordinator: Person) -> FlaskClient:
    return sign_in(client, coordinator)


def path(forum: Forum, page: str = "handover") -> str:
    return forum.path(f"coordination/buyers/{forum.buyer.id}/{page}")


def test_the_page_shows_what_goes_along_and_hands_it_over(browser: FlaskClient, forum: Forum) -> None:
    meeting = a_meeting(forum)
    assert f'href="{path(forum)}"' in browser.get(path(forum, "removal")).text
    page = browser.get(path(forum)).text
    assert session().get_one(Person, meeting.person_id).full_name in page
    form = {"successor": "new", "colliding": "refuse", "reason": REASON, "badge": "keep", "language": "es"}
    answer = browser.post(path(forum), data=form)
    assert (answer.status_code, "Escriba este dato de la persona" in answer.text) == (422, True)
    answer = browser.post(path(forum), data={**form, "email": "eva@example.mx", "given_names": "Eva"})
    assert answer.status_code == 303
    assert "Eva" in browser.get(forum.path("coordination/buyers")).text
    assert read(Meeting, meeting.id).buyer_id != forum.buyer.id
    assert "Asiste otra persona" in browser.get(forum.path(str(meeting.id))).text
    assert "Puede invitarla de nuevo" in browser.get(path(forum)).text


def test_the_page_names_the_meetings_that_collide(browser: FlaskClient, forum: Forum) -> None:
    a_meeting(forum, 0)
    colleague = a_colleague(forum, 1)
    busy(forum, colleague, 0)
    form = {"successor": str(colleague.id), "colliding": "refuse", "reason": REASON, "badge": "keep"}
    answer = browser.post(path(forum), data=form)
    assert (answer.status_code, answer.text.count("Choca con su agenda")) == (422, 1)


def test_a_meeting_that_collides_can_be_moved_first_to_an_hour_that_suits_everybody(
    browser: FlaskClient, forum: Forum
) -> None:
    meeting, colleague = a_meeting(forum, 0), a_colleague(forum, 1)
    busy(forum, colleague, 0)
    busy(forum, colleague, 1)
    form = {"successor": str(colleague.id), "colliding": "refuse", "reason": REASON, "badge": "keep"}
    offered = re.findall(r'href="([^"]+\?slot=\d+)"', browser.post(path(forum), data=form).text)
    assert offered == [forum.path(f"{meeting.id}?slot={forum.slots[2].id}")]
    assert f'<option selected value="{forum.slots[2].id}">' in browser.get(offered[0]).text
    browser.post(forum.path(f"{meeting.id}/move"), data={"slot_id": forum.slots[2].id})
    assert browser.post(path(forum), data=form).status_code == 303


@pytest.mark.parametrize(("who", "status"), [("buyer", 403), ("stranger", 403), ("anonymous", 302)])
def test_nobody_else_hands_an_agenda_over(client: FlaskClient, forum: Forum, who: str, status: int) -> None:
    if who != "anonymous":
        sign_in(client, forum.buyer.person if who == "buyer" else a_person())
    assert client.get(path(forum)).status_code == status


def test_a_buyer_who_does_not_exist_is_not_found(browser: FlaskClient, forum: Forum) -> None:
    assert browser.get(forum.path("coordination/buyers/999/handover")).status_code == 404


def test_the_history_of_a_request_says_who_had_it_and_who_has_it(forum: Forum, client: FlaskClient) -> None:
    request = a_request(forum.requirement, forum.supplier, forum.person)
    former = forum.buyer.person.full_name
    successor = hand_over(forum, service.Successor(guest=EVA, position="Compras"))
    event = session().scalars(select(RequestEvent).where(RequestEvent.request_id == request.id)).one()
    assert (event.change, event.status, event.by_id) == (RequestChange.HANDED, RequestStatus.SENT, forum.person.id)
    assert event.detail == {"person_id": successor.person_id, "former_id": forum.buyer.person_id}
    sign_in(client, forum.person)
    page = client.get(forum.path(f"requests/{request.id}")).text
    assert f"Pasó a un colega: de {former} a Eva Luna" in page
