"""A supplier's person leaves the company: somebody else comes to the meetings, or they end, and the right ends too."""

from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Person
from forum.companies.enums import CompanyRole
from forum.companies.models import Company, Membership
from forum.companies.service import Leaving, remove_member
from forum.core.database import atomic, session
from forum.editions.enums import CategoryKind
from forum.editions.models import Category
from forum.meetings import service
from forum.meetings.enums import MeetingStatus, RequestStatus
from forum.meetings.errors import AgendaCollides, NotARepresentative
from forum.meetings.models import Meeting, MeetingRequest, PersonSeat, RequestDraft
from forum.registration.enums import Canceller
from forum.registration.enums import RegistrationStatus as S
from forum.registration.models import Registration, SetAsideRight
from forum.registration.service import register_attendee
from tests.builders.companies import a_membership
from tests.builders.editions import a_category
from tests.builders.meetings import a_buyer, a_requirement, a_supplier
from tests.builders.people import a_person, sign_in
from tests.web.meetings.conftest import Forum, forum, mails

__all__ = ["forum"]


@dataclass
class Case:
    """The supplier's person, with a meeting and an open request, and the colleague who administers the company."""

    forum: Forum
    membership: Membership
    boss: Person
    meeting: Meeting
    request: MeetingRequest

    def leave(self, **leaving: object) -> None:
        remove_member(
            self.membership.id,
            company_id=self.membership.company_id,
            leaving=Leaving(**leaving),  # type: ignore[arg-type]
            by=self.boss.id,
            now=self.forum.now,
        )

    @property
    def address(self) -> str:
        company_id = self.membership.company_id
        return f"/{self.forum.edition.slug}/companies/{company_id}/people/{self.membership.id}/removal"

    def stands(self, person: Person) -> tuple[str, S, Canceller | None] | None:
        query = select(Category.code, Registration.status, Registration.canceller)
        query = query.join(Registration, Registration.category_id == Category.id)
        row = session().execute(query.where(Registration.person_id == person.id)).one_or_none()
        return None if row is None else row._tuple()

    @property
    def attends(self) -> tuple[MeetingStatus, int, int]:
        meeting = session().get_one(Meeting, self.meeting.id, populate_existing=True)
        return meeting.status, meeting.sequence, meeting.person_id


def send(forum: Forum, person: Person, company_id: int) -> MeetingRequest:
    return service.send_request(
        a_requirement(forum.buyer).id,
        edition=forum.edition,
        company_id=company_id,
        person_id=person.id,
        preferred_slot_id=None,
        reason="Prensa",
        by=person.id,
        now=forum.now,
    )


@pytest.fixture
def case(forum: Forum) -> Case:
    company = session().get_one(Company, forum.supplier.company_id)
    boss = a_person(given_names="Eva", first_surname="Luna", second_surname=None)
    a_membership(company, boss, CompanyRole.ADMIN)
    first, second = (send(forum, forum.person, company.id) for _ in range(2))
    slot_id = forum.slots[0].id
    meeting = service.accept_request(first.id, slot_id=slot_id, by=forum.buyer.person_id, now=forum.now)
    membership = session().scalars(select(Membership).where(Membership.person_id == forum.person.id)).one()
    return Case(forum, membership, boss, meeting, second)


def test_a_colleague_comes_instead_and_is_registered(case: Case) -> None:
    uid, told = case.meeting.uid, len(mails())
    case.leave(successor_id=case.boss.id)
    assert case.attends == (MeetingStatus.SCHEDULED, 1, case.boss.id)
    assert session().get_one(Meeting, case.meeting.id).uid == uid
    request = session().get_one(MeetingRequest, case.request.id, populate_existing=True)
    assert (request.status, request.person_id) == (RequestStatus.SENT, case.boss.id)
    assert case.forum.person.id not in set(session().scalars(select(PersonSeat.person_id)))
    assert case.stands(case.boss) == ("proveedor", S.APPROVED, None)
    assert case.stands(case.forum.person) == ("proveedor", S.CANCELLED, Canceller.COMPANY)
    assert ("meetings/meeting_handed", case.forum.buyer.person.email) in mails()[told:]
    assert ("meetings/agenda_handed", case.boss.email) in mails()[told:]


def test_without_a_colleague_the_meetings_end_with_the_true_reason(case: Case) -> None:
    told = len(mails())
    case.leave()
    ended = session().get_one(Meeting, case.meeting.id, populate_existing=True)
    assert (ended.status, ended.cancel_reason) == (
        MeetingStatus.CANCELLED, "La persona ya no representa a la empresa."
    )  # fmt: skip
    request = session().get_one(MeetingRequest, case.request.id, populate_existing=True)
    assert request.status is RequestStatus.WITHDRAWN
    assert case.stands(case.forum.person) == ("proveedor", S.CANCELLED, Canceller.COMPANY)
    buyer = case.forum.buyer.person.email
    assert {("meetings/meeting_cancelled", buyer), ("meetings/request_withdrawn", buyer)} <= set(mails()[told:])
    assert ("registration/cancelled", case.forum.person.email) in mails()[told:]


def test_what_stood_before_stands_again(case: Case) -> None:
    """A visitor who became the supplier's person is a visitor again; a buyer stays one."""
    visitors = a_category(case.forum.edition, code="visitante", kind=CategoryKind.VISITOR)
    mine = session().scalars(select(Registration).where(Registration.person_id == case.forum.person.id)).one()
    below = {"status": S.APPROVED, "set_aside_at": case.forum.now, "category_id": visitors.id}
    keep(SetAsideRight(registration_id=mine.id, kind=CategoryKind.VISITOR, **below))
    case.leave()
    assert case.stands(case.forum.person) == ("visitante", S.APPROVED, None)
    assert ("registration/restored", case.forum.person.email) in mails()


def keep(row: object) -> None:
    with atomic() as current:
        current.add(row)


def test_a_right_below_a_higher_one_ends_alone(case: Case) -> None:
    person = case.forum.person
    register_attendee(
        case.forum.edition.id,
        person_id=person.id,
        kind=CategoryKind.BUYER,
        company_id=None,
        organisation="Otra",
        position="",
        by=None,
        now=case.forum.now,
    )
    case.leave()
    assert case.stands(person) == ("comprador", S.APPROVED, None)
    assert session().scalars(select(SetAsideRight.id)).all() == []


def test_who_comes_for_another_company_too_attends_by_that(case: Case) -> None:
    person = case.forum.person
    other, _person = a_supplier(case.forum.edition, person=person)
    send(case.forum, person, other.company_id)
    case.leave()
    assert case.stands(person) == ("proveedor", S.APPROVED, None)
    company_id = session().scalars(select(Registration.company_id).where(Registration.person_id == person.id)).one()
    assert company_id == other.company_id
    open_ones = select(MeetingRequest.company_id).where(MeetingRequest.status == RequestStatus.SENT)
    assert session().scalars(open_ones).all() == [other.company_id]


@pytest.mark.parametrize("named", [True, False])
def test_what_was_written_to_be_sent_later_stays_the_companys(case: Case, named: bool) -> None:
    mine = case.forum.person.id
    requirement = a_requirement(case.forum.buyer)
    draft = RequestDraft(
        edition_id=case.forum.edition.id, requirement_id=requirement.id, company_id=case.membership.company_id,
        person_id=mine, written_by_id=mine, reason="Prensa", written_at=case.forum.now,
    )  # fmt: skip
    keep(draft)
    case.leave(successor_id=case.boss.id if named else None)
    session().refresh(draft)
    assert (draft.person_id, draft.written_by_id) == (case.boss.id, case.boss.id)


def busy(case: Case) -> None:
    """The colleague has another meeting at the same hour."""
    buyer = a_buyer(case.forum.edition, case.forum.tables[1], at=case.forum.slots)
    request = service.send_request(
        a_requirement(buyer).id,
        edition=case.forum.edition,
        company_id=case.membership.company_id,
        person_id=case.boss.id,
        preferred_slot_id=None,
        reason="Prensa",
        by=case.boss.id,
        now=case.forum.now,
    )
    service.accept_request(request.id, slot_id=case.forum.slots[0].id, by=buyer.person_id, now=case.forum.now)


def test_hours_at_which_the_colleague_is_taken_are_refused_or_cancelled(case: Case) -> None:
    busy(case)
    with pytest.raises(AgendaCollides):
        case.leave(successor_id=case.boss.id)
    assert case.attends == (MeetingStatus.SCHEDULED, 0, case.forum.person.id)
    assert session().get(Membership, case.membership.id, populate_existing=True) is not None
    case.leave(successor_id=case.boss.id, cancels_colliding=True)
    assert case.attends[0] is MeetingStatus.CANCELLED
    assert session().get_one(MeetingRequest, case.request.id, populate_existing=True).person_id == case.boss.id


def test_a_stranger_does_not_take_over(case: Case) -> None:
    for person_id in (a_person().id, case.forum.person.id):
        with pytest.raises(NotARepresentative):
            case.leave(successor_id=person_id)


def test_the_page_shows_it_before_and_asks(client: FlaskClient, case: Case) -> None:
    sign_in(client, case.boss)
    page = client.get(case.address).text
    for words in (
        "Su registro como proveedor termina en",
        case.forum.buyer.company.name,
        "1 solicitud espera respuesta u hora.",
        "Pasarlas a Eva Luna",
    ):
        assert words in page
    assert client.post(case.address).status_code == 422
    assert case.attends == (MeetingStatus.SCHEDULED, 0, case.forum.person.id)
    answer = client.post(case.address, data={"meetings": str(case.boss.id), "colliding": "refuse"})
    assert answer.status_code == 302
    assert case.attends == (MeetingStatus.SCHEDULED, 1, case.boss.id)


def test_the_page_names_the_meetings_that_collide(client: FlaskClient, case: Case) -> None:
    busy(case)
    sign_in(client, case.boss)
    answer = client.post(case.address, data={"meetings": str(case.boss.id), "colliding": "refuse"})
    assert (answer.status_code, answer.text.count("Choca con su agenda")) == (422, 1)
