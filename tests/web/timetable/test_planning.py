"""The planning problem of an edition, read from its rows: wishes, hours and scheduled meetings."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from flask import Flask
from sqlalchemy import delete

from forum.accounts.models import Person
from forum.companies.enums import Stratum
from forum.companies.models import Membership
from forum.core.database import atomic, session
from forum.core.errors import NotFound
from forum.editions.enums import CategoryKind, PlannedWishes
from forum.editions.models import Slot
from forum.matchmaking.enums import Side, SupplierStatus
from forum.matchmaking.models import Availability, Supplier
from forum.meetings.enums import RequestStatus
from forum.meetings.models import MeetingRequest
from forum.meetings.service import accept_request, cancel_meeting
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration
from forum.scheduling.check import ensure_well_posed
from forum.scheduling.problem import Participant, Place, Priority, Wish
from forum.timetable.queries.planning import plan_for
from forum.timetable.rules import Plan
from tests.builders.companies import a_capability, a_company, a_membership
from tests.builders.editions import a_category, a_hall, an_edition, days_of, slots, tables
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier
from tests.builders.people import a_person
from tests.web.meetings.conftest import Forum


def planned(forum: Forum, *, replan: bool = False, now: datetime | None = None) -> Plan:
    plan = plan_for(forum.edition.id, replan=replan, now=now or forum.now)
    ensure_well_posed(plan.problem)
    return plan


def asked(forum: Forum, **values: object) -> MeetingRequest:
    return a_request(forum.requirement, forum.supplier, forum.person, **values)


def wishes(plan: Plan) -> dict[str, Wish]:
    return {wish.id: wish for wish in plan.problem.wishes}


def hours(plan: Plan, name: str) -> frozenset[int] | None:
    return person(plan, name).available


def person(plan: Plan, name: str) -> Participant:
    return next(each for each in plan.problem.participants if each.id == name)


def change(row: object, **values: object) -> None:
    with atomic() as current:
        for name, value in values.items():
            setattr(row, name, value)
        current.add(row)


def a_registration(forum: Forum, person: Person, status: RegistrationStatus) -> None:
    category = a_category(forum.edition, kind=CategoryKind.VISITOR)
    with atomic() as current:
        current.add(
            Registration(
                edition_id=forum.edition.id, person_id=person.id, category_id=category.id, status=status,
                link_nonce="x", created_at=forum.now, changed_at=forum.now,
            )
        )  # fmt: skip


def test_an_unknown_edition_is_not_found(forum: Forum) -> None:
    with pytest.raises(NotFound):
        plan_for(forum.edition.id + 1_000, replan=False, now=forum.now)


def test_an_edition_without_wishes_is_an_empty_problem(forum: Forum) -> None:
    problem = planned(forum).problem
    assert (problem.wishes, problem.participants, problem.slots) == ((), (), ())


def test_the_priority_of_a_wish_is_who_made_the_request_or_mutual_once_accepted(forum: Forum) -> None:
    other = a_requirement(forum.buyer)
    third, fourth = a_requirement(forum.buyer), a_requirement(forum.buyer)
    supplier, buyer, organiser, mutual = (
        a_request(requirement, forum.supplier, forum.person, **values)
        for requirement, values in (
            (forum.requirement, {}),
            (other, {"wished_by": Side.BUYER}),
            (third, {"wished_by": Side.ORGANISER}),
            (fourth, {"status": RequestStatus.ACCEPTED}),
        )
    )
    found = {id: (wish.buyer, wish.supplier, wish.priority) for id, wish in wishes(planned(forum)).items()}
    both = (f"b{forum.buyer.id}", f"s{forum.supplier.company_id}-{forum.person.id}")
    assert found == {
        f"r{supplier.id}": (*both, Priority.SUPPLIER),
        f"r{buyer.id}": (*both, Priority.BUYER),
        f"r{organiser.id}": (*both, Priority.ORGANISER),
        f"r{mutual.id}": (*both, Priority.MUTUAL),
    }


@pytest.mark.parametrize("planned_wishes", PlannedWishes)
def test_the_edition_says_whether_suppliers_unanswered_wishes_are_planned(
    forum: Forum, planned_wishes: PlannedWishes
) -> None:
    forum.change(planned_wishes=planned_wishes)
    unanswered = asked(forum)
    others = [
        a_request(a_requirement(forum.buyer), forum.supplier, forum.person, **values)
        for values in (
            {"wished_by": Side.BUYER}, {"wished_by": Side.ORGANISER}, {"status": RequestStatus.ACCEPTED},
        )
    ]  # fmt: skip
    used = [*([unanswered] if planned_wishes is PlannedWishes.ALL else []), *others]
    assert list(wishes(planned(forum))) == [f"r{request.id}" for request in used]


def test_a_new_edition_plans_no_unanswered_wish_of_a_supplier(app: Flask) -> None:
    assert an_edition().planned_wishes is PlannedWishes.CONFIRMED


def test_a_request_after_a_decline_is_not_planned_until_it_is_accepted(forum: Forum) -> None:
    first = asked(forum, status=RequestStatus.DECLINED, decline_reason="agenda_full")
    again = asked(forum)
    assert wishes(planned(forum)) == {}
    change(again, status=RequestStatus.ACCEPTED)
    assert list(wishes(planned(forum))) == [f"r{again.id}"]
    change(again, status=RequestStatus.SENT)
    change(first, status=RequestStatus.REOPENED)
    assert list(wishes(planned(forum))) == [f"r{again.id}"]


@pytest.mark.parametrize(
    ("status", "wished_by", "priority"),
    [
        (RequestStatus.ACCEPTED, Side.SUPPLIER, Priority.MUTUAL),
        (RequestStatus.SCHEDULED, Side.SUPPLIER, Priority.SUPPLIER),
        (RequestStatus.SCHEDULED, Side.BUYER, Priority.BUYER),
    ],
)
def test_a_meeting_is_mutual_only_where_both_said_so(
    forum: Forum, status: RequestStatus, wished_by: Side, priority: Priority
) -> None:
    request = asked(forum, wished_by=wished_by)
    meeting = accept_request(request.id, slot_id=forum.slots[0].id, by=forum.buyer.person_id, now=forum.now)
    change(request, status=status)
    assert wishes(planned(forum))[f"m{meeting.id}"].priority is priority


def test_answered_and_expired_requests_are_not_planned(forum: Forum) -> None:
    for status in (RequestStatus.DECLINED, RequestStatus.REOPENED, RequestStatus.WITHDRAWN, RequestStatus.EXPIRED):
        asked(forum, status=status)
    asked(forum, expires_at=forum.now)
    assert wishes(planned(forum)) == {}


@pytest.mark.parametrize("status", [SupplierStatus.PENDING, SupplierStatus.SUSPENDED, SupplierStatus.REJECTED])
def test_only_approved_companies_are_planned(forum: Forum, status: SupplierStatus) -> None:
    asked(forum)
    change(forum.supplier, status=status)
    assert wishes(planned(forum)) == {}


def test_who_left_the_company_is_not_planned(forum: Forum) -> None:
    asked(forum)
    with atomic() as current:
        current.execute(delete(Membership).where(Membership.person_id == forum.person.id))
    assert wishes(planned(forum)) == {}


def test_only_buyers_with_a_table_who_have_accepted_are_planned(forum: Forum) -> None:
    asked(forum)
    change(forum.buyer, accepted_at=None)
    assert wishes(planned(forum)) == {}
    change(forum.buyer, accepted_at=forum.now, table=None)
    assert wishes(planned(forum)) == {}


def test_a_person_with_a_cancelled_registration_is_not_planned(forum: Forum) -> None:
    asked(forum)
    a_registration(forum, forum.person, RegistrationStatus.CANCELLED)
    assert wishes(planned(forum)) == {}


def test_a_cancelled_meeting_is_not_planned_again(forum: Forum) -> None:
    request = asked(forum)
    meeting = accept_request(request.id, slot_id=forum.slots[0].id, by=forum.buyer.person_id, now=forum.now)
    cancel_meeting(meeting.id, reason="No puedo", side=Side.BUYER, by=None, now=forum.now)
    assert wishes(planned(forum)) == {}


def test_a_buyer_is_available_in_future_open_slots_at_the_table(forum: Forum) -> None:
    asked(forum, expires_at=forum.slots[2].ends_at)
    change(forum.slots[1], blocked_reason="Inauguración")
    plan = planned(forum, now=forum.slots[0].starts_at)
    assert [(slot.day, slot.starts, slot.ends, slot.hall) for slot in plan.problem.slots] == [
        (0, 540, 560, None), (0, 565, 585, None), (0, 590, 610, None),
    ]  # fmt: skip
    assert hours(plan, f"b{forum.buyer.id}") == {2}


def test_a_buyer_keeps_spare_slots_and_a_company_its_quota(forum: Forum) -> None:
    asked(forum)
    forum.change(buyer_spare_slots_per_day=1, supplier_meetings_cap=4)
    change(forum.supplier.company, stratum=Stratum.MEDIANA)
    plan = planned(forum)
    assert person(plan, f"b{forum.buyer.id}").most_per_day == 2
    assert [(company.most, company.small) for company in plan.problem.companies] == [(4, True)]


def test_on_a_shorter_day_the_last_slots_are_the_spare_ones(forum: Forum) -> None:
    second = slots(forum.hall, days_of(forum.edition)[1], 2)
    buyer = a_buyer(forum.edition, forum.tables[1], at=[*forum.slots, *second])
    request = a_request(a_requirement(buyer), forum.supplier, forum.person)
    forum.change(buyer_spare_slots_per_day=1)
    plan = planned(forum)
    assert list(wishes(plan)) == [f"r{request.id}"]
    assert (person(plan, f"b{buyer.id}").most_per_day, hours(plan, f"b{buyer.id}")) == (2, {0, 1, 2, 3})


def test_slots_of_equal_times_in_all_halls_are_merged(forum: Forum) -> None:
    asked(forum)
    other = a_hall(forum.edition)
    day = days_of(forum.edition)[0]
    same = slots(other, day, 2)
    shifted = slots(other, day, 1, minutes=51)
    buyer = a_buyer(forum.edition, tables(other)[0], at=[*same, *shifted])
    a_request(a_requirement(buyer), forum.supplier, forum.person)
    plan = planned(forum)
    assert [(slot.starts, slot.hall) for slot in plan.problem.slots] == [
        (540, None), (565, None), (590, str(forum.hall.id)), (591, str(other.id)),
    ]  # fmt: skip
    assert (hours(plan, f"b{forum.buyer.id}"), hours(plan, f"b{buyer.id}")) == ({0, 1, 2}, {0, 1, 3})
    rows = [plan.slot_id(Place(slot=n, table=str(buyer.table_id))) for n in (0, 1, 3)]
    assert rows == [slot.id for slot in (*same, *shifted)]
    table = buyer.table_id or 0
    assert [plan.place(slot, table) for slot in rows] == [Place(slot=n, table=str(table)) for n in (0, 1, 3)]


def test_a_slot_blocked_in_one_hall_is_open_in_the_other(forum: Forum) -> None:
    asked(forum)
    other = a_hall(forum.edition)
    same = slots(other, days_of(forum.edition)[0], 3, blocked_reason="Montaje")
    buyer = a_buyer(forum.edition, tables(other)[0], at=same)
    a_request(a_requirement(buyer), forum.supplier, forum.person)
    plan = planned(forum)
    assert (hours(plan, f"b{forum.buyer.id}"), hours(plan, f"b{buyer.id}")) == ({0, 1, 2}, frozenset())


def test_the_weight_is_the_match_score_to_the_nearest_ten(forum: Forum) -> None:
    exact = a_requirement(forum.buyer, mandatory=["IATF 16949"], desirable=["ISO 14001"])
    a_capability(forum.supplier.company, exact.process)
    request = a_request(exact, forum.supplier, forum.person)
    wish = wishes(planned(forum))[f"r{request.id}"]
    assert (wish.weight, wish.process) == (60, exact.process.code)


def test_two_requirements_are_two_wishes(forum: Forum) -> None:
    requests = [asked(forum), a_request(a_requirement(forum.buyer), forum.supplier, forum.person)]
    assert list(wishes(planned(forum))) == [f"r{request.id}" for request in requests]


def accepted(forum: Forum, slot: Slot | None = None) -> str:
    request = asked(forum)
    meeting = accept_request(request.id, slot_id=(slot or forum.slots[1]).id, by=forum.buyer.person_id, now=forum.now)
    return f"m{meeting.id}"


def test_meetings_are_pinned_and_on_replanning_published(forum: Forum) -> None:
    name = accepted(forum)
    plan = planned(forum)
    assert (list(wishes(plan)), wishes(plan)[name].pinned, plan.problem.published) == ([name], 1, {})
    again = planned(forum, replan=True)
    place = Place(slot=1, table=str(forum.buyer.table_id))
    assert (wishes(again)[name].pinned, again.problem.published) == (None, {name: place})


def test_a_meeting_that_has_begun_does_not_move(forum: Forum) -> None:
    name = accepted(forum)
    plan = planned(forum, replan=True, now=forum.slots[1].starts_at)
    assert (wishes(plan)[name].pinned, plan.problem.published) == (1, {})


def test_a_suspended_company_keeps_its_meetings(forum: Forum) -> None:
    name = accepted(forum)
    change(forum.supplier, status=SupplierStatus.SUSPENDED)
    assert wishes(planned(forum))[name].pinned == 1


@pytest.mark.parametrize("replan", [False, True])
def test_a_meeting_of_a_person_who_no_longer_attends_is_not_kept(forum: Forum, replan: bool) -> None:
    name = accepted(forum)
    a_registration(forum, forum.person, RegistrationStatus.CANCELLED)
    plan = planned(forum, replan=replan)
    wish = wishes(plan)[name]
    assert (wish.pinned, hours(plan, wish.supplier)) == (None, frozenset())


def test_a_meeting_that_staff_scheduled_outside_the_hours_may_stay(forum: Forum) -> None:
    name = accepted(forum, forum.slots[2])
    with atomic() as current:
        current.execute(delete(Availability))
    plan = planned(forum, replan=True)
    assert hours(plan, wishes(plan)[name].buyer) == {2}


def also_supplier(forum: Forum, requests: int) -> tuple[str, str]:
    """Make the buyer also represent a company with requests to another buyer; return both participant ids."""
    company = a_company()
    supplier, _ = a_supplier(forum.edition, company, person=forum.buyer.person)
    other = a_buyer(forum.edition, forum.tables[1], at=forum.slots)
    for _ in range(requests):
        a_request(a_requirement(other), supplier, forum.buyer.person)
    return f"b{forum.buyer.id}", f"s{company.id}-{forum.buyer.person_id}"


def test_a_person_on_both_sides_has_disjoint_hours(forum: Forum) -> None:
    asked(forum)
    buyer, guest = also_supplier(forum, 2)
    plan = planned(forum)
    theirs = [hours(plan, name) for name in (buyer, guest)]
    assert theirs == [{1}, {0, 2}]


def test_a_person_on_both_sides_is_busy_during_a_scheduled_meeting(forum: Forum) -> None:
    accepted(forum)
    buyer, guest = also_supplier(forum, 1)
    plan = planned(forum)
    assert 1 not in (hours(plan, guest) or ())
    assert 1 in (hours(plan, buyer) or ())


def test_a_person_who_represents_two_companies_has_two_parts(forum: Forum) -> None:
    asked(forum)
    company = a_company()
    a_membership(company, forum.person)
    with atomic() as current:
        second = Supplier(
            edition_id=forum.edition.id, company=company, status=SupplierStatus.APPROVED, created_at=forum.now
        )
        current.add(second)
    a_request(a_requirement(forum.buyer), second, forum.person)
    plan = planned(forum)
    parts = [each for each in plan.problem.participants if plan.people[each.id] == forum.person.id]
    given: Sequence[frozenset[int]] = [each.available or frozenset() for each in parts]
    assert len(parts) == 2
    assert all(not one & other for one, other in pairwise(given))


def test_reading_takes_as_many_statements_for_any_size(forum: Forum, statements: list[str]) -> None:
    accepted(forum)
    counts = []
    for more in (1, 3):
        for _ in range(more):
            a_request(a_requirement(forum.buyer, mandatory=["ISO 9001"]), *a_supplier(forum.edition))
        session().expire_all()
        statements.clear()
        plan_for(forum.edition.id, replan=False, now=forum.now)
        counts.append(len([each for each in statements if each.startswith("SELECT")]))
    assert counts == [13, 13]


def test_a_request_is_planned_until_the_moment_it_expires(forum: Forum) -> None:
    request = asked(forum)
    assert list(wishes(planned(forum, now=forum.now + timedelta(days=2)))) == [f"r{request.id}"]
    assert wishes(planned(forum, now=request.expires_at)) == {}


def test_two_buyers_at_one_table_are_two_participants(forum: Forum) -> None:
    asked(forum)
    other = a_buyer(forum.edition, forum.tables[0], at=forum.slots, person=a_person())
    a_request(a_requirement(other), *a_supplier(forum.edition))
    names = [each.id for each in planned(forum).problem.participants if each.table is not None]
    assert names == [f"b{forum.buyer.id}", f"b{other.id}"]
