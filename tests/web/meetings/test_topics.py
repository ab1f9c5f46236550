"""A second request of two sides is talked about at the meeting they already have."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.companies.models import Company
from forum.core.database import session
from forum.editions.models import Category
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Requirement
from forum.meetings import service
from forum.meetings.enums import RequestState, RequestStatus
from forum.meetings.errors.answers import NotYourRequest
from forum.meetings.errors.topics import LastTopic, NothingToJoin
from forum.meetings.models import Meeting, MeetingCompanion, MeetingRequest
from forum.meetings.queries.own import list_meetings_for
from forum.meetings.queries.requests import get_quota_use
from forum.meetings.queries.states import count_states, get_states
from forum.meetings.service.following import follow_requirement
from forum.meetings.service.topics import accept_into_meeting, remove_topic
from forum.timetable.queries.planning import plan_for
from tests.builders.companions import a_colleague
from tests.builders.meetings import a_request, a_requirement
from tests.builders.people import sign_in
from tests.web.meetings.conftest import Forum, mails

pytestmark = pytest.mark.both_engines


@pytest.fixture
def other(forum: Forum) -> Requirement:
    return a_requirement(forum.buyer, title="Buje torneado")


@pytest.fixture
def second(forum: Forum, meeting: Meeting, other: Requirement) -> MeetingRequest:
    return a_request(other, forum.supplier, forum.person)


def join(forum: Forum, request: MeetingRequest) -> str | None:
    return accept_into_meeting(request.id, by=forum.buyer.person_id, now=forum.now).absent


def state(forum: Forum, request: MeetingRequest) -> RequestState:
    session().refresh(request)
    found = get_states([request], now=forum.now)[request.id]
    assert count_states(forum.edition.id, now=forum.now)[found] >= 1
    return found


def test_it_takes_no_slot_and_no_meeting_of_the_quota(forum: Forum, meeting: Meeting, second: MeetingRequest) -> None:
    told = len(mails())
    assert join(forum, second) is None
    assert session().scalar(select(func.count()).select_from(Meeting)) == 1
    assert mails()[told:] == [("meetings/request_joined", forum.person.email)]
    [own] = list_meetings_for(forum.person.id, edition_id=forum.edition.id)
    assert own.requirements == (forum.requirement.title, "Buje torneado")
    used = get_quota_use(
        forum.supplier.company_id, edition_id=forum.edition.id, requirement_id=second.requirement_id, now=forum.now
    )
    assert (used.meetings, used.open_requests, used.is_duplicate) == (1, 0, True)
    assert state(forum, second) is RequestState.ACCEPTED


def test_a_company_without_meetings_left_asks_to_join(forum: Forum, meeting: Meeting, other: Requirement) -> None:
    forum.change(supplier_meetings_cap=1)
    sent = service.send_request(
        other.id, edition=forum.edition, company_id=forum.supplier.company_id, person_id=forum.person.id,
        preferred_slot_id=None, reason="Torno", by=forum.person.id, now=forum.now,
    )  # fmt: skip
    assert join(forum, sent) is None


def test_calendars_follow_the_title_of_a_topic(forum: Forum, meeting: Meeting, second: MeetingRequest) -> None:
    join(forum, second)
    later = forum.now + timedelta(hours=1)
    follow_requirement(second.requirement_id, now=later)
    session().refresh(meeting)
    assert meeting.changed_at == later


def test_it_is_not_planned_again(forum: Forum, meeting: Meeting, second: MeetingRequest) -> None:
    join(forum, second)
    assert set(plan_for(forum.edition.id, replan=False, now=forum.now).wishes) == {f"m{meeting.id}"}


def test_it_ends_with_the_meeting(forum: Forum, meeting: Meeting, second: MeetingRequest) -> None:
    join(forum, second)
    service.cancel_meeting(meeting.id, reason="Cerró", side=Side.BUYER, by=forum.buyer.person_id, now=forum.now)
    assert [state(forum, each) for each in (second, meeting.requests[0])] == [RequestState.CANCELLED] * 2


def test_without_a_meeting_ahead_a_slot_is_chosen(forum: Forum, meeting: Meeting, second: MeetingRequest) -> None:
    service.cancel_meeting(meeting.id, reason="Cerró", side=Side.BUYER, by=forum.buyer.person_id, now=forum.now)
    with pytest.raises(NothingToJoin):
        join(forum, second)
    assert state(forum, second) is RequestState.SENT


def test_another_hour_is_another_meeting(forum: Forum, meeting: Meeting, second: MeetingRequest) -> None:
    service.accept_request(second.id, slot_id=forum.slots[1].id, by=forum.buyer.person_id, now=forum.now)
    assert session().scalar(select(func.count()).select_from(Meeting)) == 2


def a_member(forum: Forum) -> int:
    category = session().scalars(select(Category).where(Category.edition_id == forum.edition.id)).first()
    assert category is not None
    return a_colleague(session().get_one(Company, forum.supplier.company_id), category).id


@pytest.mark.parametrize("most", [2, 0])
def test_who_asked_for_it_comes_too_where_there_is_room(
    forum: Forum, meeting: Meeting, other: Requirement, most: int
) -> None:
    forum.change(companions_per_side=most)
    invited = a_request(other, forum.supplier, forum.person, wished_by=Side.BUYER, awaiting=Side.SUPPLIER)
    colleague = a_member(forum)
    done = accept_into_meeting(invited.id, side=Side.SUPPLIER, person_id=colleague, by=colleague, now=forum.now)
    comes = session().scalars(select(MeetingCompanion.person_id)).all()
    assert (done.absent is None, comes) == (most > 0, [colleague] if most else [])


def test_one_topic_of_several_is_withdrawn(forum: Forum, meeting: Meeting, second: MeetingRequest) -> None:
    first = meeting.requests[0]
    by_supplier = {"side": Side.SUPPLIER, "by": forum.person.id, "now": forum.now}
    with pytest.raises(LastTopic):
        remove_topic(meeting.id, request_id=first.id, **by_supplier)  # type: ignore[arg-type]
    join(forum, second)
    with pytest.raises(NotYourRequest):
        remove_topic(meeting.id, request_id=first.id, side=Side.BUYER, by=forum.buyer.person_id, now=forum.now)
    told = len(mails())
    remove_topic(meeting.id, request_id=first.id, **by_supplier)  # type: ignore[arg-type]
    assert mails()[told:] == [("meetings/topic_removed", forum.buyer.person.email)]
    assert [state(forum, each) for each in (first, second)] == [RequestState.WITHDRAWN, RequestState.ACCEPTED]
    [own] = list_meetings_for(forum.person.id, edition_id=forum.edition.id)
    assert (own.id, own.requirements) == (meeting.id, ("Buje torneado",))


def test_the_buyers_card_offers_the_meeting_first(
    client: FlaskClient, forum: Forum, meeting: Meeting, second: MeetingRequest
) -> None:
    sign_in(client, forum.buyer.person)
    page = client.get(forum.path("buyer")).text
    assert "Hablar de ello en esa cita" in page
    opened = client.get(forum.path(f"requests/{second.id}/acceptance")).text
    assert '<option selected value="0">' in opened
    assert "hablarlo en la cita que ya tienen" in opened
    assert (
        client.post(forum.path(f"requests/{second.id}/acceptance"), data={f"r{second.id}-slot_id": "0"}).status_code
        == 303
    )
    page = client.get(forum.path(str(meeting.id))).text
    assert [words in page for words in ("De qué se hablará", "Buje torneado", "Un tema más")] == [True] * 3
    calendar = client.get(f"/{forum.edition.slug}/agenda.ics").text.replace("\r\n ", "")
    assert "Requerimiento: Buje torneado" in calendar
    assert client.get(forum.path("buyer/folder.pdf")).status_code == 200


def test_an_invitation_joins_it_too(client: FlaskClient, forum: Forum, meeting: Meeting, other: Requirement) -> None:
    invited = a_request(other, forum.supplier, forum.person, wished_by=Side.BUYER, awaiting=Side.SUPPLIER)
    sign_in(client, forum.person)
    path = forum.path(f"requests/{invited.id}/answer")
    assert '<option selected value="0">' in client.get(path).text
    assert client.post(path, data={"slot_id": "0", "person_id": forum.person.id}).status_code == 303
    session().refresh(invited)
    assert invited.status is RequestStatus.ACCEPTED
    assert session().scalar(select(func.count()).select_from(Meeting)) == 1


def test_a_topic_is_withdrawn_on_the_page(
    client: FlaskClient, forum: Forum, meeting: Meeting, second: MeetingRequest
) -> None:
    join(forum, second)
    sign_in(client, forum.person)
    path = forum.path(f"{meeting.id}/topics/{second.id}/removal")
    assert client.post(path).location == forum.path(str(meeting.id))
    assert client.post(path).status_code == 404
    assert state(forum, second) is RequestState.WITHDRAWN
