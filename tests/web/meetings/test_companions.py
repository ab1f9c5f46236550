"""Further people of a side at a meeting: who may come, what they see, and what becomes of them when others act."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.accounts.models import Person
from forum.companies.models import Membership
from forum.companies.service import Leaving, remove_member
from forum.core.database import session
from forum.editions.models import Category
from forum.matchmaking.enums import Side
from forum.meetings import service
from forum.meetings.enums import Colliding, MeetingStatus
from forum.meetings.errors import AgendaFrozen, MeetingOver
from forum.meetings.errors.companions import (
    AlreadyComes,
    CompanionBusy,
    CompanionInTheWay,
    CompanionsReached,
    NoCompanion,
    NotAttending,
    NotOfTheCompany,
)
from forum.meetings.models import Meeting, MeetingCompanion, MeetingEvent, PersonSeat
from forum.meetings.queries.own import list_meetings_for
from forum.meetings.service.companions import bring_companion, take_away_companion
from forum.registration.models import Registration
from forum.registration.service import cancel_own
from forum.timetable.queries.planning import plan_for
from tests.builders.companies import a_company, a_membership
from tests.builders.companions import a_colleague, bring
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier
from tests.builders.people import a_person, a_role, sign_in
from tests.builders.registrations import a_registration
from tests.web.meetings.conftest import Forum, mails

pytestmark = pytest.mark.both_engines


@pytest.fixture
def category(forum: Forum) -> Category:
    return session().scalars(select(Category).where(Category.edition_id == forum.edition.id)).first()  # type: ignore[return-value]


@pytest.fixture
def luis(forum: Forum, category: Category) -> Person:
    return a_colleague(forum.supplier.company, category)


@pytest.fixture
def eva(forum: Forum, category: Category) -> Person:
    """A colleague of the buyer, who buys nothing herself."""
    return a_colleague(forum.buyer.company, category, name="Eva")


def seated(meeting: Meeting) -> set[int]:
    return set(session().scalars(select(PersonSeat.person_id).where(PersonSeat.meeting_id == meeting.id)))


def companion() -> int:
    return session().scalars(select(MeetingCompanion.id)).one()


def another_meeting(forum: Forum, person: Person, slot: int) -> Meeting:
    """A meeting of this person of the supplier with another buyer."""
    buyer = a_buyer(forum.edition, forum.tables[1], at=forum.slots)
    request = a_request(a_requirement(buyer), forum.supplier, person)
    return service.accept_request(request.id, slot_id=forum.slots[slot].id, by=buyer.person_id, now=forum.now)


def test_each_side_brings_somebody_and_all_are_told(forum: Forum, meeting: Meeting, luis: Person, eva: Person) -> None:
    told = len(mails())
    bring(meeting, luis, of=Side.SUPPLIER, by=forum.person)
    bring(meeting, eva, of=Side.BUYER, by=forum.buyer.person)
    assert seated(meeting) == {forum.buyer.person_id, forum.person.id, luis.id, eva.id}
    assert mails()[told:] == [
        ("meetings/companion_brought", luis.email),
        ("meetings/companions_changed", forum.buyer.person.email),
        ("meetings/companion_brought", eva.email),
        ("meetings/companions_changed", forum.person.email),
    ]
    kinds = session().scalars(select(MeetingEvent.kind).order_by(MeetingEvent.id)).all()
    assert kinds == ["scheduled", "brought", "brought"]
    assert meeting.sequence == 2
    [his], [hers] = (list_meetings_for(each.id, edition_id=forum.edition.id) for each in (luis, eva))
    assert (his.side, his.person, his.also, his.with_me) == (
        Side.SUPPLIER, forum.buyer.person.full_name, (eva.full_name,), (forum.person.full_name,)
    )  # fmt: skip
    assert (hers.side, hers.company, hers.also) == (Side.BUYER, forum.supplier.company.name, (luis.full_name,))


def test_a_colleague_who_buys_at_a_table_of_their_own_comes_too(
    forum: Forum, meeting: Meeting, category: Category
) -> None:
    colleague = a_buyer(forum.edition, forum.tables[1], at=forum.slots, company=forum.buyer.company)
    a_registration(category, colleague.person)
    bring(meeting, colleague.person, of=Side.BUYER, by=forum.buyer.person)
    assert colleague.person_id in seated(meeting)


def test_who_may_not_come_is_refused(forum: Forum, meeting: Meeting, luis: Person, category: Category) -> None:
    stranger, unregistered = a_person(), a_person()
    a_registration(category, stranger)
    a_membership(forum.supplier.company, unregistered)
    for person, refusal in (
        (stranger, NotOfTheCompany),
        (unregistered, NotAttending),
        (forum.person, AlreadyComes),
    ):
        with pytest.raises(refusal):
            bring(meeting, person, of=Side.SUPPLIER, by=forum.person)
    another_meeting(forum, luis, 0)
    with pytest.raises(CompanionBusy):
        bring(meeting, luis, of=Side.SUPPLIER, by=forum.person)
    assert seated(meeting) == {forum.buyer.person_id, forum.person.id}


def test_a_side_brings_as_many_as_the_edition_allows(forum: Forum, meeting: Meeting, category: Category) -> None:
    forum.change(companions_per_side=1)
    one, two = (a_colleague(forum.supplier.company, category) for _ in range(2))
    bring(meeting, one, of=Side.SUPPLIER, by=forum.person)
    with pytest.raises(CompanionsReached):
        bring(meeting, two, of=Side.SUPPLIER, by=forum.person)


def test_after_the_freeze_only_the_staff_brings_somebody(forum: Forum, meeting: Meeting, luis: Person) -> None:
    forum.change(freeze_at=forum.now - timedelta(minutes=1))
    with pytest.raises(AgendaFrozen):
        bring(meeting, luis, of=Side.SUPPLIER, by=forum.person)
    staff, told = a_person(), len(mails())
    coordinated = {"of": Side.SUPPLIER, "side": Side.ORGANISER, "by": staff.id}
    bring_companion(meeting.id, person_id=luis.id, now=forum.now, **coordinated)  # type: ignore[arg-type]
    assert [address for _message, address in mails()[told:]] == [
        luis.email, forum.buyer.person.email, forum.person.email
    ]  # fmt: skip
    with pytest.raises(MeetingOver):
        take_away_companion(meeting.id, person_id=luis.id, side=Side.ORGANISER, by=staff.id, now=meeting.slot.ends_at)


def test_who_is_taken_away_is_free_again(forum: Forum, meeting: Meeting, luis: Person) -> None:
    bring(meeting, luis, of=Side.SUPPLIER, by=forum.person)
    with pytest.raises(NoCompanion):  # the other side does not decide it
        take_away_companion(meeting.id, person_id=luis.id, side=Side.BUYER, by=forum.buyer.person_id, now=forum.now)
    told = len(mails())
    take_away_companion(meeting.id, person_id=luis.id, side=Side.SUPPLIER, by=forum.person.id, now=forum.now)
    assert mails()[told:] == [
        ("meetings/companion_removed", luis.email),
        ("meetings/companions_changed", forum.buyer.person.email),
    ]
    another_meeting(forum, luis, 0)
    assert list_meetings_for(luis.id, edition_id=forum.edition.id)[0].id != meeting.id


def test_a_meeting_moves_with_everybody_or_not_at_all(forum: Forum, meeting: Meeting, luis: Person) -> None:
    bring(meeting, luis, of=Side.SUPPLIER, by=forum.person)
    another_meeting(forum, luis, 1)
    told = len(mails())
    by_buyer = {"side": Side.BUYER, "by": forum.buyer.person_id, "now": forum.now}
    with pytest.raises(CompanionInTheWay):
        service.move_meeting(meeting.id, slot_id=forum.slots[1].id, **by_buyer)  # type: ignore[arg-type]
    service.move_meeting(meeting.id, slot_id=forum.slots[2].id, **by_buyer)  # type: ignore[arg-type]
    slots = select(PersonSeat.slot_id).where(PersonSeat.meeting_id == meeting.id)
    assert set(session().scalars(slots)) == {forum.slots[2].id}
    assert mails()[told:] == [("meetings/meeting_moved", forum.person.email), ("meetings/meeting_moved", luis.email)]


def test_a_cancelled_meeting_keeps_them_as_history(forum: Forum, meeting: Meeting, luis: Person) -> None:
    bring(meeting, luis, of=Side.SUPPLIER, by=forum.person)
    told = len(mails())
    service.cancel_meeting(meeting.id, reason="Cerró", side=Side.SUPPLIER, by=forum.person.id, now=forum.now)
    assert mails()[told:] == [
        ("meetings/meeting_cancelled", forum.buyer.person.email),
        ("meetings/meeting_cancelled", luis.email),
    ]
    assert seated(meeting) == set()
    [own] = list_meetings_for(luis.id, edition_id=forum.edition.id)
    assert own.status is MeetingStatus.CANCELLED


def leave_company(forum: Forum, person: Person) -> None:
    member = session().scalars(select(Membership.id).where(Membership.person_id == person.id)).one()
    leaving = Leaving(takes_badges=False)
    remove_member(member, company_id=forum.supplier.company_id, leaving=leaving, by=forum.person.id, now=forum.now)


def cancel_registration(forum: Forum, person: Person) -> None:
    cancel_own(
        session().scalars(select(Registration.id).where(Registration.person_id == person.id)).one(), now=forum.now
    )


@pytest.mark.parametrize("leave", [leave_company, cancel_registration])
def test_a_meeting_goes_on_without_a_companion_who_leaves(
    forum: Forum, meeting: Meeting, luis: Person, leave: Callable[[Forum, Person], None]
) -> None:
    bring(meeting, luis, of=Side.SUPPLIER, by=forum.person)
    told = len(mails())
    leave(forum, luis)
    session().refresh(meeting)
    assert (meeting.status, seated(meeting)) == (MeetingStatus.SCHEDULED, {forum.buyer.person_id, forum.person.id})
    assert ("meetings/companions_changed", forum.buyer.person.email) in mails()[told:]
    assert list_meetings_for(luis.id, edition_id=forum.edition.id) == []


def test_a_buyer_who_is_removed_leaves_the_meetings_of_colleagues(
    forum: Forum, meeting: Meeting, category: Category
) -> None:
    colleague = a_buyer(forum.edition, forum.tables[1], at=forum.slots, company=forum.buyer.company)
    a_registration(category, colleague.person)
    bring(meeting, colleague.person, of=Side.BUYER, by=forum.buyer.person)
    service.remove_buyer(
        colleague.id, reason="Cerró", keeps_badge=True, edition=forum.edition, by=forum.person.id, now=forum.now
    )
    session().refresh(meeting)
    assert (meeting.status, colleague.person_id in seated(meeting)) == (MeetingStatus.SCHEDULED, False)


def test_a_companion_may_take_the_meeting_over(forum: Forum, meeting: Meeting, luis: Person) -> None:
    bring(meeting, luis, of=Side.SUPPLIER, by=forum.person)
    member = session().scalars(select(Membership.id).where(Membership.person_id == forum.person.id)).one()
    leaving = Leaving(takes_badges=False, successor_id=luis.id)
    remove_member(member, company_id=forum.supplier.company_id, leaving=leaving, by=forum.person.id, now=forum.now)
    session().expire_all()
    session().refresh(meeting)
    assert (meeting.person_id, seated(meeting)) == (luis.id, {forum.buyer.person_id, luis.id})


def test_an_agenda_is_handed_to_a_colleague_who_came_along(forum: Forum, meeting: Meeting, category: Category) -> None:
    colleague = a_buyer(forum.edition, company=forum.buyer.company)
    a_registration(category, colleague.person)
    bring(meeting, colleague.person, of=Side.BUYER, by=forum.buyer.person)
    service.hand_over_buyer(
        forum.buyer.id,
        to=service.Successor(buyer_id=colleague.id),
        terms=service.Terms(reason="Cambio", keeps_badge=True, colliding=Colliding.REFUSE),
        edition=forum.edition,
        by=forum.person.id,
        now=forum.now,
    )
    assert seated(meeting) == {colleague.person_id, forum.person.id}


def test_planning_leaves_them_where_they_are(forum: Forum, meeting: Meeting, luis: Person) -> None:
    """Somebody else's meeting with a companion of this one is not planned in its slot, and this one stays."""
    bring(meeting, luis, of=Side.SUPPLIER, by=forum.person)
    buyer = a_buyer(forum.edition, forum.tables[1], at=forum.slots)
    request = a_request(a_requirement(buyer), forum.supplier, luis)
    service.accept_without_slot(request.id, by=buyer.person_id, now=forum.now)
    for replan in (False, True):
        plan = plan_for(forum.edition.id, replan=replan, now=forum.now)
        hours = next(each.available for each in plan.problem.participants if plan.people[each.id] == luis.id)
        pinned = {wish.id: wish.pinned for wish in plan.problem.wishes}
        assert (hours, pinned) == ({1, 2}, {f"m{meeting.id}": 0, f"r{request.id}": None})


def test_the_page_lists_everybody_and_brings_one_more(
    client: FlaskClient, forum: Forum, meeting: Meeting, luis: Person, eva: Person
) -> None:
    sign_in(client, forum.person)
    path = forum.path(str(meeting.id))
    page = client.get(path).text
    assert (f'value="supplier-{luis.id}"' in page, f"buyer-{eva.id}" in page) == (True, False)
    answer = client.post(f"{path}/companions", data={"person_id": f"buyer-{eva.id}"})
    assert (answer.status_code, "Elija a una persona de la lista." in answer.text) == (422, True)
    assert client.post(f"{path}/companions", data={"person_id": f"supplier-{luis.id}"}).location == path
    assert luis.full_name in client.get(path).text
    client.post(f"{path}/companions/{companion()}/removal")
    assert seated(meeting) == {forum.buyer.person_id, forum.person.id}


def test_the_staff_brings_for_either_side(
    client: FlaskClient, forum: Forum, meeting: Meeting, luis: Person, eva: Person
) -> None:
    staff = a_person()
    a_role(staff, Role.COORDINATOR, forum.edition)
    sign_in(client, staff)
    path = forum.path(f"{meeting.id}/companions")
    for who in (f"buyer-{eva.id}", f"supplier-{luis.id}"):
        assert client.post(path, data={"person_id": who}).status_code == 303
    assert {eva.id, luis.id} < seated(meeting)


def test_a_colleague_of_the_buyer_sees_the_meeting_and_steps_back(
    client: FlaskClient, forum: Forum, meeting: Meeting, eva: Person
) -> None:
    bring(meeting, eva, of=Side.BUYER, by=forum.buyer.person)
    sign_in(client, eva)
    path = forum.path(str(meeting.id))
    page = client.get(path).text
    assert [words in page for words in ("Ya no asistiré", "Mover la cita", "Notas privadas")] == [True, False, False]
    assert client.post(f"{path}/cancellation", data={"reason": "No"}).status_code == 404
    assert forum.supplier.company.name in client.get(f"/{forum.edition.slug}/today").text
    calendar = client.get(f"/{forum.edition.slug}/agenda.ics").text
    assert f"Con usted: {forum.buyer.person.full_name}" in calendar.replace("\r\n ", "")
    assert client.post(f"{path}/companions/{companion()}/removal").location == f"/{forum.edition.slug}/agenda"
    assert client.get(path).status_code == 404


def test_a_stranger_brings_nobody(client: FlaskClient, forum: Forum, meeting: Meeting, luis: Person) -> None:
    _supplier, stranger = a_supplier(forum.edition, a_company())
    sign_in(client, stranger)
    path = forum.path(f"{meeting.id}/companions")
    assert client.post(path, data={"person_id": f"supplier-{luis.id}"}).status_code == 404
