"""Drafts of the timetable: stored, then published unchanged, or refused with nothing written."""

from collections import Counter
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.accounts.models import Person
from forum.core.database import Base, atomic, session
from forum.core.errors import NotFound
from forum.editions.models import Hall
from forum.editions.service import remove_slot, update_hall
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Supplier
from forum.meetings.enums import DeclineReason, MeetingStatus, RequestStatus
from forum.meetings.models import Meeting, MeetingEvent, MeetingRequest, PersonSeat, RequestEvent, TableSeat
from forum.meetings.queries.meetings import find_latest_meeting
from forum.meetings.service import (
    accept_request,
    accept_without_slot,
    cancel_meeting,
    confirm_meeting,
    decline_request,
    move_meeting,
    withdraw_request,
)
from forum.scheduling.problem import Reason
from forum.scheduling.solver import solve
from forum.timetable.enums import Change
from forum.timetable.errors import DraftOutdated, DraftPublished, DraftSuperseded, TimetableFaulty
from forum.timetable.models import DraftLeftOut, DraftMeeting, TimetableDraft
from forum.timetable.queries.planning import plan_for
from forum.timetable.service import PublishResult, publish_draft, store_draft
from tests.builders.mail import mails_to
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier
from tests.builders.people import sign_in
from tests.builders.timetables import a_timetable
from tests.web.meetings.conftest import Forum, mails


def asked(forum: Forum, **values: object) -> tuple[MeetingRequest, Person]:
    supplier, person = a_supplier(forum.edition)
    return a_request(a_requirement(forum.buyer), supplier, person, **values), person


def a_draft(forum: Forum, slots: dict[str, int], *, replan: bool = False) -> TimetableDraft:
    plan = plan_for(forum.edition.id, replan=replan, now=forum.now)
    return store_draft(plan, timetable=a_timetable(plan, slots), by=None, now=forum.now)


def publish(forum: Forum, draft: TimetableDraft) -> PublishResult:
    return publish_draft(draft.id, by=None, now=forum.now)


def accepted(forum: Forum, slot: int) -> Meeting:
    request, _ = asked(forum)
    meeting = accept_request(request.id, slot_id=forum.slots[slot].id, by=forum.buyer.person_id, now=forum.now)
    clear_mails()
    return meeting


def clear_mails() -> None:
    with atomic() as current:
        current.execute(Base.metadata.tables["outgoing_mail"].delete())


def count(model: type[Base]) -> int:
    return session().scalar(select(func.count()).select_from(model)) or 0


def seats() -> tuple[int, int]:
    return count(PersonSeat), count(TableSeat)


def agenda(forum: Forum) -> list[tuple[int | None, int]]:
    rows = session().execute(
        select(Meeting.request_id, Meeting.slot_id)
        .where(Meeting.status == MeetingStatus.SCHEDULED)
        .order_by(Meeting.id)
    )
    numbers = {slot.id: n for n, slot in enumerate(forum.slots)}
    return [(request_id, numbers[slot_id]) for request_id, slot_id in rows]


def test_a_draft_stores_the_timetable_of_the_engine(forum: Forum) -> None:
    meeting = accepted(forum, 1)
    (one, _), (two, _) = asked(forum), asked(forum)
    draft = a_draft(forum, {f"r{one.id}": 0})
    assert (draft.seed, draft.steps, draft.status.value, draft.meetings, draft.replanned) == (
        1,
        7,
        "feasible",
        2,
        False,
    )
    assert draft.value == {
        "published": 0, "mutual": 1, "buyer": 0, "organiser": 0, "supplier": 1, "points": draft.value["points"]
    }  # fmt: skip
    assert draft.cost_bound == {"moved": 0, "missed": 0, "days": 0, "breaks": 0, "walks": 0}
    rows = session().scalars(select(DraftMeeting).order_by(DraftMeeting.id)).all()
    assert [(row.change, row.request_id, row.meeting_id, row.sequence) for row in rows] == [
        (Change.KEPT, meeting.request_id, meeting.id, 0), (Change.NEW, one.id, None, None),
    ]  # fmt: skip
    left = session().scalars(select(DraftLeftOut)).one()
    assert (left.request_id, left.reason, left.numbers) == (two.id, Reason.BUYER_FULL, {"count": 2})


def test_a_draft_takes_no_seats_and_notifies_nobody(forum: Forum) -> None:
    request, _ = asked(forum)
    a_draft(forum, {f"r{request.id}": 0})
    assert (count(Meeting), seats(), mails()) == (0, (0, 0), [])


def test_a_timetable_with_violations_is_refused(forum: Forum) -> None:
    (one, _), (two, _) = asked(forum), asked(forum)
    with pytest.raises(TimetableFaulty) as refusal:
        a_draft(forum, {f"r{one.id}": 0, f"r{two.id}": 0})
    assert refusal.value.params["count"] == 2
    assert count(TimetableDraft) == 0


def test_publishing_creates_meetings_with_seats_and_history(forum: Forum) -> None:
    (open_one, guest), (mutual, _) = asked(forum), asked(forum, status=RequestStatus.ACCEPTED)
    draft = a_draft(forum, {f"r{open_one.id}": 2, f"r{mutual.id}": 0})
    assert publish(forum, draft) == PublishResult(made=2, moved=0, dropped=0, notified=3)
    assert agenda(forum) == [(open_one.id, 2), (mutual.id, 0)]
    assert seats() == (4, 2)
    meeting = session().scalars(select(Meeting).order_by(Meeting.id)).first()
    assert meeting is not None
    assert (meeting.person_id, meeting.table_id, meeting.sequence) == (guest.id, forum.buyer.table_id, 0)
    events = session().scalars(select(MeetingEvent).order_by(MeetingEvent.id)).all()
    assert [(event.kind, event.side, event.detail["draft_id"]) for event in events] == [
        ("scheduled", Side.ORGANISER, draft.id)
    ] * 2
    statuses = session().execute(select(MeetingRequest.status, MeetingRequest.answered_at).order_by(MeetingRequest.id))
    assert [tuple(row) for row in statuses] == [(RequestStatus.SCHEDULED, forum.now), (RequestStatus.ACCEPTED, None)]
    recorded = session().scalars(select(RequestEvent)).all()
    assert [(event.request_id, event.status) for event in recorded] == [(open_one.id, RequestStatus.SCHEDULED)]


def test_everybody_gets_one_mail_in_their_language(forum: Forum) -> None:
    (one, guest), (two, _), (left, other) = (asked(forum) for _ in range(3))
    with atomic():
        other.language = "en"
    publish(forum, a_draft(forum, {f"r{one.id}": 0, f"r{two.id}": 1}))
    assert Counter(message for message, _ in mails()) == {"meetings/agenda_published": 4}
    mail = mails_to(forum.buyer.person.email or "")[0]
    assert "Citas nuevas" in mail.text
    assert mail.text.count(f"Mesa {forum.tables[0].number}") == 2
    assert guest.full_name in mail.html
    assert left.id
    english = mails_to(other.email or "")[0]
    assert "The buyer's schedule is full. Meetings in it: 2." in english.text
    assert "For now there was no meeting spot" in english.text
    assert f"/{forum.edition.slug}/agenda" in english.text


def test_a_buyer_who_had_accepted_is_notified_too(forum: Forum) -> None:
    asked(forum, status=RequestStatus.ACCEPTED)
    publish(forum, a_draft(forum, {}))
    assert "Citas que tiene: 2." in mails_to(forum.buyer.person.email or "")[0].text


def test_both_sides_see_on_the_request_why_it_was_left_out(forum: Forum, client: FlaskClient) -> None:
    (request, guest), _ = asked(forum, status=RequestStatus.ACCEPTED), asked(forum)
    path = forum.path(f"requests/{request.id}")
    assert "Aún sin espacio" not in sign_in(client, guest).get(path).text
    publish(forum, a_draft(forum, {}))
    for person in (guest, forum.buyer.person):
        page = sign_in(client, person).get(path).text
        assert "Aún sin espacio en la agenda publicada" in page
        assert "La agenda del comprador está llena. Citas que tiene: 2." in page


def test_both_sides_read_who_scheduled_the_meeting(forum: Forum, client: FlaskClient) -> None:
    (unanswered, guest), (mutual, other) = asked(forum), asked(forum)
    accept_without_slot(mutual.id, by=forum.buyer.person_id, now=forum.now)
    clear_mails()
    publish(forum, a_draft(forum, {f"r{unanswered.id}": 0, f"r{mutual.id}": 1}))
    said = "La programó el comité organizador; la solicitud no tenía respuesta."
    for person, times in ((guest, 1), (other, 0), (forum.buyer.person, 1)):
        [mail] = mails_to(person.email or "")
        assert (mail.text.count(said), mail.html.count(said)) == (times, times)
    for person in (guest, forum.buyer.person):
        page = sign_in(client, person).get(forum.path(f"requests/{unanswered.id}")).text
        assert ("Programada por el comité organizador" in page, "Aceptada" in page) == (True, False)
    meeting = find_latest_meeting(unanswered.id)
    assert meeting is not None
    assert "la solicitud no tenía respuesta" in client.get(forum.path(str(meeting.id))).text
    assert "Aceptada" in sign_in(client, other).get(forum.path("supplier")).text


def test_publishing_quietly_notifies_nobody(forum: Forum) -> None:
    request, _ = asked(forum)
    draft = a_draft(forum, {f"r{request.id}": 0})
    assert publish_draft(draft.id, by=None, now=forum.now, quietly=True).notified == 0
    assert (mails(), len(agenda(forum))) == ([], 1)


def test_a_draft_is_published_once(forum: Forum) -> None:
    request, _ = asked(forum)
    draft = a_draft(forum, {f"r{request.id}": 0})
    publish(forum, draft)
    with pytest.raises(DraftPublished):
        publish(forum, draft)
    assert len(agenda(forum)) == 1


def test_publishing_one_supersedes_the_others(forum: Forum) -> None:
    request, _ = asked(forum)
    first, second = a_draft(forum, {f"r{request.id}": 0}), a_draft(forum, {f"r{request.id}": 1})
    publish(forum, second)
    with pytest.raises(DraftSuperseded):
        publish(forum, first)
    assert agenda(forum) == [(request.id, 1)]


def test_an_unknown_draft_is_not_found(forum: Forum) -> None:
    with pytest.raises(NotFound):
        publish_draft(999, by=None, now=forum.now)


def outdated(forum: Forum, draft: TimetableDraft) -> dict[str, int]:
    """Assert that publishing is refused and writes nothing; return the counts of the refusal."""
    before = agenda(forum), seats(), count(MeetingEvent), count(RequestEvent), mails()
    with pytest.raises(DraftOutdated) as refusal:
        publish(forum, draft)
    assert (agenda(forum), seats(), count(MeetingEvent), count(RequestEvent), mails()) == before
    found = session().get(TimetableDraft, draft.id, populate_existing=True)
    assert found is not None
    assert found.published_at is None
    return refusal.value.params


@pytest.mark.parametrize("how", ["withdrawn", "declined", "expired", "accepted", "suspended"])
def test_a_request_that_is_no_longer_open_makes_a_draft_outdated(forum: Forum, how: str) -> None:
    (one, _), (two, _) = asked(forum), asked(forum)
    draft = a_draft(forum, {f"r{one.id}": 0, f"r{two.id}": 1})
    if how == "withdrawn":
        withdraw_request(two.id, by=None, now=forum.now)
    elif how == "declined":
        decline_request(two.id, reason=DeclineReason.AGENDA_FULL, note="", by=None, now=forum.now)
    elif how == "accepted":
        accept_request(two.id, slot_id=forum.slots[2].id, by=forum.buyer.person_id, now=forum.now)
    else:
        with atomic():
            supplier = session().scalars(select(Supplier).where(Supplier.company_id == two.company_id)).one()
            if how == "expired":
                two.expires_at = forum.now
            else:
                supplier.status = type(supplier.status).SUSPENDED
    assert outdated(forum, draft) == {"requests": 1, "meetings": 0, "places": 0}


def test_a_place_taken_since_makes_a_draft_outdated(forum: Forum) -> None:
    (one, _), (other, _) = asked(forum), asked(forum)
    draft = a_draft(forum, {f"r{one.id}": 0})
    accept_request(other.id, slot_id=forum.slots[0].id, by=forum.buyer.person_id, now=forum.now)
    assert outdated(forum, draft) == {"requests": 0, "meetings": 0, "places": 2}


def test_a_slot_blocked_since_makes_a_draft_outdated(forum: Forum) -> None:
    request, _ = asked(forum)
    draft = a_draft(forum, {f"r{request.id}": 0})
    with atomic():
        forum.slots[0].blocked_reason = "Inauguración"
    assert outdated(forum, draft) == {"requests": 0, "meetings": 0, "places": 1}


def test_a_slot_removed_since_makes_a_draft_outdated(forum: Forum) -> None:
    request, _ = asked(forum)
    draft = a_draft(forum, {f"r{request.id}": 0})
    remove_slot(forum.slots[0].id, by=forum.person.id, now=forum.now)
    assert outdated_after_removal(forum, draft) == {"requests": 0, "meetings": 0, "places": 1}


def outdated_after_removal(forum: Forum, draft: TimetableDraft) -> dict[str, int]:
    with pytest.raises(DraftOutdated) as refusal:
        publish(forum, draft)
    assert (count(Meeting), seats(), mails()) == (0, (0, 0), [])
    return refusal.value.params


def test_a_buyer_who_no_longer_attends_makes_a_draft_outdated(forum: Forum) -> None:
    request, _ = asked(forum)
    draft = a_draft(forum, {f"r{request.id}": 0})
    with atomic():
        forum.buyer.accepted_at = None
    assert outdated(forum, draft) == {"requests": 1, "meetings": 0, "places": 0}


def test_a_quota_filled_since_makes_a_draft_outdated(forum: Forum) -> None:
    forum.change(buyer_spare_slots_per_day=1)
    (one, _), (two, _), (other, _) = (asked(forum) for _ in range(3))
    draft = a_draft(forum, {f"r{one.id}": 0, f"r{two.id}": 1})
    accept_request(other.id, slot_id=forum.slots[2].id, by=forum.buyer.person_id, now=forum.now)
    assert outdated(forum, draft)["places"] > 0


def test_changes_to_other_meetings_do_not_matter(forum: Forum) -> None:
    kept = accepted(forum, 2)
    (one, _), (other, _) = asked(forum), asked(forum)
    draft = a_draft(forum, {f"r{one.id}": 0})
    cancel_meeting(kept.id, reason="No puedo", side=Side.BUYER, by=None, now=forum.now)
    accept_request(other.id, slot_id=forum.slots[1].id, by=forum.buyer.person_id, now=forum.now)
    asked(forum)
    assert publish(forum, draft).made == 1
    assert sorted(slot for _, slot in agenda(forum)) == [0, 1]


def test_on_replanning_meetings_can_swap_places(forum: Forum) -> None:
    first, second = accepted(forum, 0), accepted(forum, 1)
    uids = [first.uid, second.uid]
    confirm_meeting(first.id, of=Side.BUYER, by=forum.buyer.person_id, now=forum.now)
    request, _ = asked(forum)
    draft = a_draft(forum, {f"m{first.id}": 1, f"m{second.id}": 0, f"r{request.id}": 2}, replan=True)
    assert publish(forum, draft) == PublishResult(made=1, moved=2, dropped=0, notified=4)
    assert agenda(forum) == [(first.request_id, 1), (second.request_id, 0), (request.id, 2)]
    session().expire_all()
    moved = session().scalars(select(Meeting).where(Meeting.sequence == 1).order_by(Meeting.id)).all()
    assert [(meeting.uid, meeting.buyer_confirmed_at) for meeting in moved] == [(uid, None) for uid in uids]
    event = (
        session().scalars(select(MeetingEvent).where(MeetingEvent.kind == "moved").order_by(MeetingEvent.id)).first()
    )
    assert event is not None
    assert (event.detail["from_slot_id"], event.detail["slot_id"]) == (forum.slots[0].id, forum.slots[1].id)
    assert seats() == (6, 3)


def test_on_replanning_a_meeting_left_out_is_cancelled(forum: Forum) -> None:
    meeting = accepted(forum, 0)
    draft = a_draft(forum, {}, replan=True)
    assert publish(forum, draft) == PublishResult(made=0, moved=0, dropped=1, notified=2)
    found = session().get(Meeting, meeting.id, populate_existing=True)
    assert found is not None
    assert (found.status, found.cancelled_by, found.sequence) == (MeetingStatus.CANCELLED, Side.ORGANISER, 1)
    assert found.cancel_reason == "La agenda se reorganizó y ya no hubo espacio para esta cita."
    assert (seats(), agenda(forum)) == ((0, 0), [])
    assert "Citas que se cancelaron" in mails_to(forum.buyer.person.email or "")[0].text


@pytest.mark.parametrize("how", ["moved", "cancelled"])
def test_a_meeting_changed_since_makes_a_draft_outdated(forum: Forum, how: str) -> None:
    meeting = accepted(forum, 0)
    draft = a_draft(forum, {f"m{meeting.id}": 1}, replan=True)
    if how == "moved":
        move_meeting(meeting.id, slot_id=forum.slots[2].id, side=Side.BUYER, by=forum.buyer.person_id, now=forum.now)
    else:
        cancel_meeting(meeting.id, reason="No puedo", side=Side.BUYER, by=None, now=forum.now)
    assert outdated(forum, draft)["meetings"] == 1


def test_a_hall_or_a_venue_called_otherwise_leaves_a_draft_as_it_is(forum: Forum) -> None:
    meeting = accepted(forum, 0)
    draft = a_draft(forum, {f"m{meeting.id}": 1}, replan=True)
    hall = session().scalars(select(Hall)).first()
    assert hall is not None
    update_hall(hall.id, name="Salón Bajío", kind=hall.kind, now=forum.now)
    assert publish(forum, draft).moved == 1


def test_a_slot_that_has_begun_makes_a_draft_outdated(forum: Forum) -> None:
    request, _ = asked(forum, expires_at=forum.slots[2].ends_at)
    draft = a_draft(forum, {f"r{request.id}": 0})
    with pytest.raises(DraftOutdated):
        publish_draft(draft.id, by=None, now=forum.slots[0].starts_at + timedelta(minutes=1))


def test_two_buyers_at_one_table_never_meet_at_the_same_time(forum: Forum) -> None:
    other = a_buyer(forum.edition, forum.tables[0], at=forum.slots)
    one, _ = asked(forum)
    two = a_request(a_requirement(other), forum.supplier, forum.person)
    with pytest.raises(TimetableFaulty):
        a_draft(forum, {f"r{one.id}": 0, f"r{two.id}": 0})
    assert publish(forum, a_draft(forum, {f"r{one.id}": 0, f"r{two.id}": 1})).made == 2


def test_publishing_takes_the_same_statements_for_one_and_three(forum: Forum, statements: list[str]) -> None:
    counts = []
    for slot, how_many in ((0, 1), (1, 2)):
        requests = [asked(forum)[0] for _ in range(how_many)]
        draft = a_draft(forum, {f"r{request.id}": slot + n for n, request in enumerate(requests)})
        session().rollback()
        statements.clear()
        publish(forum, draft)
        counts.append(len([each for each in statements if not each.startswith(("SAVEPOINT", "RELEASE", "BEGIN"))]))
    locks = 4 * int(session().get_bind().dialect.name == "postgresql")  # SQLite has one writer, and is sent none
    assert counts == [68 + locks, 68 + locks]  # the check reads before the change, and what follows is portions


def test_a_meeting_that_was_asked_for_at_another_time_says_so(client: FlaskClient, forum: Forum) -> None:
    (one, person), (two, other) = asked(forum, slot=forum.slots[0]), asked(forum, slot=forum.slots[0])
    publish(forum, a_draft(forum, {f"r{one.id}": 0, f"r{two.id}": 1}))
    says = []
    for who in (person, other):
        meeting = session().scalars(select(Meeting).where(Meeting.person_id == who.id)).one()
        says.append("Se pidió para el" in sign_in(client, who).get(forum.path(str(meeting.id))).text)
    assert says == [False, True]


def test_several_requests_of_a_pair_become_one_meeting_that_lists_them_all(forum: Forum) -> None:
    supplier, person = a_supplier(forum.edition)
    first, second, third = (
        a_request(a_requirement(forum.buyer, title=title), supplier, person, status=status)
        for title, status in (("Forja", "accepted"), ("Maquinado", "sent"), ("Estampado", "accepted"))
    )
    other, who = a_supplier(forum.edition)
    wished = a_request(a_requirement(forum.buyer), other, who)
    accept_request(wished.id, slot_id=forum.slots[1].id, by=forum.buyer.person_id, now=forum.now)
    clear_mails()
    also = a_request(a_requirement(forum.buyer, title="Pintura"), other, who, status="sent")
    plan = plan_for(forum.edition.id, replan=False, now=forum.now)
    timetable = solve(plan.problem, seconds=0.2)
    assert (len(timetable.meetings), timetable.left_out) == (2, ())
    publish(forum, store_draft(plan, timetable=timetable, by=None, now=forum.now))
    made = find_latest_meeting(first.id)
    assert made is not None
    assert {request.id for request in made.requests} == {first.id, second.id, third.id}
    assert find_latest_meeting(also.id) == find_latest_meeting(wished.id)
    statuses = session().scalars(select(MeetingRequest.status).order_by(MeetingRequest.id)).all()
    assert Counter(statuses) == {RequestStatus.ACCEPTED: 3, RequestStatus.SCHEDULED: 2}
    [told] = mails_to(who.email)
    assert "Citas en las que también se tratará otra solicitud" in told.text
    assert "Pintura" in told.text
    assert session().scalar(select(func.count()).where(MeetingEvent.kind == "topic_added")) == 3
    assert plan_for(forum.edition.id, replan=False, now=forum.now).problem.wishes[0].pinned is not None
    forum.change(one_meeting_per_pair=False, meetings_in_a_row=2)
    problem = plan_for(forum.edition.id, replan=False, now=forum.now).problem
    assert (problem.once, {each.most_in_a_row for each in problem.participants}) == (False, {2})


def test_a_request_that_would_join_and_is_withdrawn_outdates_the_draft(forum: Forum) -> None:
    supplier, person = a_supplier(forum.edition)
    requests = [
        a_request(a_requirement(forum.buyer), supplier, person, status=status) for status in ("accepted", "sent")
    ]
    plan = plan_for(forum.edition.id, replan=False, now=forum.now)
    draft = store_draft(plan, timetable=solve(plan.problem, seconds=0.2), by=None, now=forum.now)
    withdraw_request(requests[1].id, by=person.id, now=forum.now)
    with pytest.raises(DraftOutdated) as refusal:
        publish(forum, draft)
    assert (refusal.value.params["requests"], count(Meeting)) == (1, 0)


def test_what_still_holds_of_a_draft_is_published_and_the_rest_is_named(forum: Forum) -> None:
    """One request was withdrawn, another one's place is taken since; the last one of the draft is not affected."""
    (gone, _), (late, _), (kept, _), (other, _) = (asked(forum) for _ in range(4))
    draft = a_draft(forum, {f"r{gone.id}": 0, f"r{late.id}": 1, f"r{kept.id}": 2})
    withdraw_request(gone.id, by=None, now=forum.now)
    accept_request(other.id, slot_id=forum.slots[1].id, by=forum.buyer.person_id, now=forum.now)
    result = publish_draft(draft.id, by=None, now=forum.now, partly=True)
    assert result.lapsed is not None
    assert (result.made, result.lapsed.requests, [row.request_id for row in result.lapsed.places]) == (
        1, [gone.id], [late.id],
    )  # fmt: skip
    assert agenda(forum) == [(other.id, 1), (kept.id, 2)]
    assert late.status is RequestStatus.SENT


def test_a_draft_of_which_nothing_holds_is_refused(forum: Forum) -> None:
    request, _ = asked(forum)
    draft = a_draft(forum, {f"r{request.id}": 0})
    withdraw_request(request.id, by=None, now=forum.now)
    with pytest.raises(DraftOutdated):
        publish_draft(draft.id, by=None, now=forum.now, partly=True)


def test_planning_again_keeps_the_places_of_a_draft(forum: Forum) -> None:
    (one, _), (two, _) = asked(forum), asked(forum)
    draft = a_draft(forum, {f"r{one.id}": 2, f"r{two.id}": 0})
    withdraw_request(two.id, by=None, now=forum.now)
    (three, _) = asked(forum)
    problem = plan_for(forum.edition.id, replan=False, now=forum.now, keep=draft.id).problem
    assert {name: place.slot for name, place in problem.earlier.items()} == {f"r{one.id}": 2}
    found = solve(problem, seconds=1)
    assert (found.meetings[f"r{one.id}"].slot, f"r{three.id}" in found.meetings) == (2, True)
