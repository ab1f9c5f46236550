"""A colleague joins a request of the company, and comes to the meeting that it becomes."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.accounts.models import Person
from forum.companies.models import Membership
from forum.companies.service import Leaving, remove_member
from forum.core.database import atomic, session
from forum.editions.models import Category
from forum.matchmaking.enums import Side
from forum.meetings import service
from forum.meetings.enums import DeclineReason, RequestChange, RequestStatus
from forum.meetings.errors import NotARepresentative
from forum.meetings.errors.companions import AlreadyNamed, CompanionsReached, NobodyBesides, NothingToAccompany
from forum.meetings.models import Meeting, MeetingRequest, PersonSeat, RequestCompanion, RequestEvent
from forum.meetings.queries.own import list_meetings_for
from forum.meetings.service.accompanying import accompany_request, stop_accompanying
from forum.meetings.service.topics import accept_into_meeting
from forum.registration.models import Registration
from forum.registration.service import cancel_own
from forum.timetable.queries.planning import plan_for
from forum.timetable.service import publish_draft, store_draft
from tests.builders.companies import a_company, a_membership
from tests.builders.companions import a_colleague
from tests.builders.mail import mails_to
from tests.builders.meetings import a_buyer, a_request, a_requirement, an_open_offer
from tests.builders.people import a_person, a_role, sign_in
from tests.builders.timetables import a_timetable
from tests.web.meetings.conftest import Forum, mails

pytestmark = pytest.mark.both_engines


@pytest.fixture
def asked(forum: Forum) -> MeetingRequest:
    return a_request(forum.requirement, forum.supplier, forum.person)


@pytest.fixture
def luis(forum: Forum) -> Person:
    category = session().scalars(select(Category).where(Category.edition_id == forum.edition.id)).first()
    assert category is not None
    return a_colleague(forum.supplier.company, category)


def join(forum: Forum, request: MeetingRequest, person: Person) -> None:
    accompany_request(request.id, person_id=person.id, side=Side.SUPPLIER, by=person.id, now=forum.now)


def accept(forum: Forum, request: MeetingRequest, slot: int = 0) -> Meeting:
    return service.accept_request(request.id, slot_id=forum.slots[slot].id, by=forum.buyer.person_id, now=forum.now)


def joined() -> list[int]:
    return list(session().scalars(select(RequestCompanion.person_id).order_by(RequestCompanion.id)))


def seated(meeting_id: int) -> set[int]:
    return set(session().scalars(select(PersonSeat.person_id).where(PersonSeat.meeting_id == meeting_id)))


def changes(request: MeetingRequest) -> list[RequestChange | None]:
    query = select(RequestEvent.change).where(RequestEvent.request_id == request.id, RequestEvent.change.is_not(None))
    return list(session().scalars(query.order_by(RequestEvent.id)))


def test_who_joined_comes_once_it_is_accepted(forum: Forum, asked: MeetingRequest, luis: Person) -> None:
    join(forum, asked, luis)
    join(forum, asked, luis)  # pressed twice
    assert mails() == [("meetings/accompanying_changed", forum.person.email)]
    meeting = accept(forum, asked)
    assert seated(meeting.id) == {forum.buyer.person_id, forum.person.id, luis.id}
    assert [each.id for each in list_meetings_for(luis.id, edition_id=forum.edition.id)] == [meeting.id]
    assert mails()[1:] == [
        ("meetings/request_accepted", forum.person.email),
        ("meetings/companion_brought", luis.email),
    ]
    with pytest.raises(NothingToAccompany):
        stop_accompanying(asked.id, person_id=luis.id, by=luis.id, now=forum.now)


def test_who_took_back_does_not_come(forum: Forum, asked: MeetingRequest, luis: Person) -> None:
    join(forum, asked, luis)
    for _again in range(2):
        stop_accompanying(asked.id, person_id=luis.id, by=luis.id, now=forum.now)
    assert changes(asked) == [RequestChange.COMPANION_ADDED, RequestChange.COMPANION_REMOVED]
    assert luis.id not in seated(accept(forum, asked).id)


def test_an_offer_taken_brings_them(forum: Forum, luis: Person) -> None:
    waits = a_request(
        forum.requirement,
        forum.supplier,
        forum.person,
        status=RequestStatus.WAITLISTED,
        waitlisted_at=forum.now,
    )
    join(forum, waits, luis)
    offer = an_open_offer(waits.id, forum.slots[0].id)
    meeting = service.take_offer(
        offer.id, person_id=forum.person.id, side=Side.SUPPLIER, by=forum.person.id, now=forum.now
    )
    assert luis.id in seated(meeting.id)


def test_joining_a_meeting_brings_them(forum: Forum, asked: MeetingRequest, luis: Person) -> None:
    meeting = accept(forum, asked)
    second = a_request(a_requirement(forum.buyer, title="Buje"), forum.supplier, forum.person)
    join(forum, second, luis)
    accept_into_meeting(second.id, by=forum.buyer.person_id, now=forum.now)
    assert luis.id in seated(meeting.id)
    assert ("meetings/companion_brought", luis.email) in mails()


def publish(forum: Forum) -> None:
    plan = plan_for(forum.edition.id, replan=False, now=forum.now)
    slots = {wish.id: 0 for wish in plan.problem.wishes}
    draft = store_draft(plan, timetable=a_timetable(plan, slots), by=None, now=forum.now)
    publish_draft(draft.id, by=None, now=forum.now)


def test_a_published_timetable_brings_who_is_free_and_tells_who_is_not(
    forum: Forum, asked: MeetingRequest, luis: Person
) -> None:
    no_badge = a_person(given_names="Rosa")
    a_membership(forum.supplier.company, no_badge)
    for person in (no_badge, luis):
        join(forum, asked, person)
    service.accept_without_slot(asked.id, by=forum.buyer.person_id, now=forum.now)
    publish(forum)
    meeting = session().scalars(select(Meeting)).one()
    assert seated(meeting.id) == {forum.buyer.person_id, forum.person.id, luis.id}
    assert changes(asked)[-1] is RequestChange.COMPANION_ABSENT
    told = [each for each in mails() if each[1] in {luis.email, no_badge.email}]
    assert told == [("meetings/companion_absent", no_badge.email), ("meetings/agenda_published", luis.email)]


def busy(forum: Forum, luis: Person) -> None:
    buyer = a_buyer(forum.edition, forum.tables[1], at=forum.slots)
    request = a_request(a_requirement(buyer), forum.supplier, luis)
    service.accept_request(request.id, slot_id=forum.slots[0].id, by=buyer.person_id, now=forum.now)


def nobody_besides(forum: Forum, luis: Person) -> None:
    forum.change(companions_per_side=0)


@pytest.mark.parametrize("happen", [busy, nobody_besides])
def test_who_cannot_is_told_and_the_meeting_stands(
    forum: Forum, asked: MeetingRequest, luis: Person, happen: Callable[[Forum, Person], None]
) -> None:
    join(forum, asked, luis)
    happen(forum, luis)
    meeting = accept(forum, asked)
    assert seated(meeting.id) == {forum.buyer.person_id, forum.person.id}
    assert mails()[-1] == ("meetings/companion_absent", luis.email)
    assert changes(asked)[-1] is RequestChange.COMPANION_ABSENT


def test_who_may_not_join(forum: Forum, asked: MeetingRequest, luis: Person) -> None:
    company, stranger = forum.supplier.company, a_person()
    a_membership(a_company(), stranger)
    with pytest.raises(AlreadyNamed):
        join(forum, asked, forum.person)
    with pytest.raises(NotARepresentative):
        accompany_request(asked.id, person_id=stranger.id, side=Side.SUPPLIER, by=luis.id, now=forum.now)
    forum.change(companions_per_side=0)
    with pytest.raises(NobodyBesides):
        join(forum, asked, luis)
    forum.change(companions_per_side=1)
    join(forum, asked, luis)
    another = a_person()
    a_membership(company, another)
    with pytest.raises(CompanionsReached):
        join(forum, asked, another)
    service.decline_request(
        asked.id, reason=DeclineReason.AGENDA_FULL, note="", by=forum.buyer.person_id, now=forum.now
    )
    with pytest.raises(NothingToAccompany):
        join(forum, asked, another)


def cancel_registration(forum: Forum, luis: Person) -> None:
    cancel_own(session().scalars(select(Registration.id).where(Registration.person_id == luis.id)).one(), now=forum.now)


def leave_company(forum: Forum, luis: Person) -> None:
    member = session().scalars(select(Membership.id).where(Membership.person_id == luis.id)).one()
    leaving = Leaving(takes_badges=False)
    remove_member(member, company_id=forum.supplier.company_id, leaving=leaving, by=forum.person.id, now=forum.now)


@pytest.mark.parametrize("happen", [cancel_registration, leave_company])
def test_who_does_not_attend_any_more_is_taken_off(
    forum: Forum, asked: MeetingRequest, luis: Person, happen: Callable[[Forum, Person], None]
) -> None:
    join(forum, asked, luis)
    happen(forum, luis)
    assert joined() == []
    assert changes(asked)[-1] is RequestChange.COMPANION_REMOVED


def test_a_colleague_joins_on_the_pages_and_the_buyer_reads_it(
    forum: Forum, asked: MeetingRequest, luis: Person, client: FlaskClient
) -> None:
    sign_in(client, luis)
    requirement = client.get(forum.path(f"requirements/{forum.requirement.id}")).text
    assert "Ir yo también" in requirement
    answer = client.post(forum.path(f"requests/{asked.id}/companions"), follow_redirects=True)
    assert "Anotamos que usted también iría." in answer.text
    assert "Ya no voy" in answer.text
    assert (
        f"Asistirían también: {luis.full_name}" in client.get(forum.path(f"requirements/{forum.requirement.id}")).text
    )
    sign_in(client, forum.buyer.person)
    page = client.get(forum.path(f"requests/{asked.id}")).text
    assert luis.full_name in page
    assert "Ya no voy" not in page
    assert client.post(forum.path(f"requests/{asked.id}/companions")).status_code == 404
    sign_in(client, luis)
    client.post(forum.path(f"requests/{asked.id}/companions/removal"))
    assert joined() == []


def test_the_coordinator_does_it_for_a_colleague(
    forum: Forum, asked: MeetingRequest, luis: Person, client: FlaskClient
) -> None:
    staff = a_person()
    a_role(staff, Role.COORDINATOR, forum.edition)
    sign_in(client, staff)
    assert f"Sumar a {luis.full_name}" in client.get(forum.path(f"requests/{asked.id}")).text
    client.post(forum.path(f"requests/{asked.id}/companions"), data={"person_id": luis.id})
    assert joined() == [luis.id]
    assert [to for _message, to in mails()] == [forum.person.email, luis.email]
    client.post(forum.path(f"requests/{asked.id}/companions/removal"), data={"person_id": luis.id})
    assert joined() == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", ("Usted también iría a la cita con", "otro compromiso")),
        ("en", ("You would also come", "another engagement")),
    ],
)
def test_the_letters_say_what_is(
    forum: Forum, asked: MeetingRequest, luis: Person, language: str, words: tuple[str, str]
) -> None:
    with atomic():
        luis.language = language
    accompany_request(asked.id, person_id=luis.id, side=Side.ORGANISER, by=a_person().id, now=forum.now)
    busy(forum, luis)
    accept(forum, asked)
    joined_letter, *_others, absent = mails_to(luis.email)
    assert joined_letter.subject.startswith(words[0])
    for body in (absent.text, absent.html):
        assert words[1] in body
        assert forum.person.full_name in body
