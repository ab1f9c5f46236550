"""Planning keeps to when people cannot come; what staff decided beyond it stays."""

import pytest

from forum.accounts.models import Person
from forum.editions.models import Slot
from forum.matchmaking.enums import Side
from forum.meetings.enums import EngagementKind
from forum.meetings.models import Meeting
from forum.meetings.service import accept_request, add_engagement, move_meeting
from forum.scheduling.problem import Reason
from forum.scheduling.solver import solve
from forum.timetable.errors import DraftOutdated
from forum.timetable.queries.planning import plan_for
from forum.timetable.service import publish_draft, store_draft
from tests.builders.meetings import a_request, a_requirement, a_supplier
from tests.builders.timetables import a_timetable
from tests.web.meetings.conftest import Forum


def away(forum: Forum, person: Person, slot: Slot) -> None:
    add_engagement(
        person.id, starts_at=slot.starts_at, ends_at=slot.ends_at, kind=EngagementKind.STAND, note="",
        edition=forum.edition, by=person.id, now=forum.now,
    )  # fmt: skip


@pytest.mark.parametrize("who", ["supplier", "buyer"])
def test_a_request_without_a_slot_in_common_is_left_out_for_that_reason(forum: Forum, who: str) -> None:
    supplier, person = a_supplier(forum.edition)
    request = a_request(a_requirement(forum.buyer), supplier, person)
    for slot in forum.slots:
        away(forum, person if who == "supplier" else forum.buyer.person, slot)
    plan = plan_for(forum.edition.id, replan=False, now=forum.now)
    left_out = solve(plan.problem, seconds=0.2).left_out
    assert [(each.wish, each.reason) for each in left_out] == [(f"r{request.id}", Reason.NO_COMMON_SLOT)]


def test_a_draft_is_outdated_when_somebody_cannot_come_any_more(forum: Forum) -> None:
    supplier, person = a_supplier(forum.edition)
    request = a_request(a_requirement(forum.buyer), supplier, person)
    plan = plan_for(forum.edition.id, replan=False, now=forum.now)
    draft = store_draft(plan, timetable=a_timetable(plan, {f"r{request.id}": 1}), by=None, now=forum.now)
    away(forum, person, forum.slots[1])
    with pytest.raises(DraftOutdated) as refused:
        publish_draft(draft.id, by=None, now=forum.now)
    assert refused.value.params == {"requests": 0, "meetings": 0, "places": 1}


def beyond(forum: Forum) -> Meeting:
    """A meeting that staff moved to a time at which its representative cannot come."""
    supplier, person = a_supplier(forum.edition)
    request = a_request(a_requirement(forum.buyer), supplier, person)
    buyer_id = forum.buyer.person_id
    meeting = accept_request(request.id, slot_id=forum.slots[0].id, by=buyer_id, now=forum.now)
    away(forum, person, forum.slots[1])
    return move_meeting(meeting.id, slot_id=forum.slots[1].id, side=Side.ORGANISER, by=buyer_id, now=forum.now)


@pytest.mark.parametrize("replan", [False, True])
def test_what_staff_scheduled_beyond_stays(forum: Forum, replan: bool) -> None:
    meeting = beyond(forum)
    plan = plan_for(forum.edition.id, replan=replan, now=forum.now)
    timetable = solve(plan.problem, seconds=0.2)
    assert {name: plan.slot_id(place) for name, place in timetable.meetings.items()} == {
        f"m{meeting.id}": forum.slots[1].id
    }
    draft = store_draft(plan, timetable=timetable, by=None, now=forum.now)
    result = publish_draft(draft.id, by=None, now=forum.now)
    assert (result.made, result.moved, result.dropped) == (0, 0, 0)
