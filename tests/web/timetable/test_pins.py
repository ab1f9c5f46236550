"""What the staff fixed stays where it is when the timetable is planned again; so does what changed tables by hand."""

import pytest

from forum.matchmaking.enums import Side
from forum.matchmaking.models import Buyer
from forum.meetings.models import Meeting
from forum.meetings.service import accept_request, move_meeting, pin_meeting, swap_meetings
from forum.scheduling.check import ensure_well_posed
from forum.scheduling.solver import solve
from forum.timetable.errors import DraftOutdated
from forum.timetable.queries.planning import plan_for
from forum.timetable.service import publish_draft, store_draft
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier
from tests.builders.timetables import a_timetable
from tests.web.meetings.conftest import Forum


def met(forum: Forum, buyer: Buyer, slot: int) -> Meeting:
    supplier, person = a_supplier(forum.edition)
    request = a_request(a_requirement(buyer), supplier, person)
    return accept_request(request.id, slot_id=forum.slots[slot].id, by=buyer.person_id, now=forum.now)


def test_a_pinned_meeting_does_not_move_and_a_draft_that_would_move_it_is_outdated(forum: Forum) -> None:
    fixed, loose = met(forum, forum.buyer, 0), met(forum, forum.buyer, 1)
    by = forum.person.id
    plan = plan_for(forum.edition.id, replan=True, now=forum.now)
    assert plan.problem.published.keys() == {f"m{fixed.id}", f"m{loose.id}"}
    moved = a_timetable(plan, {f"m{fixed.id}": 2, f"m{loose.id}": 1})
    before = store_draft(plan, timetable=moved, by=by, now=forum.now)
    pin_meeting(fixed.id, is_pinned=True, by=by, now=forum.now)
    plan = plan_for(forum.edition.id, replan=True, now=forum.now)
    pins = {wish.id: wish.pinned for wish in plan.problem.wishes}
    assert pins == {f"m{fixed.id}": 0, f"m{loose.id}": None}
    with pytest.raises(DraftOutdated):
        publish_draft(before.id, by=by, now=forum.now)
    pin_meeting(fixed.id, is_pinned=False, by=by, now=forum.now)
    assert all(wish.pinned is None for wish in plan_for(forum.edition.id, replan=True, now=forum.now).problem.wishes)


def test_meetings_that_changed_tables_stay_there_and_nobody_is_put_on_them(forum: Forum) -> None:
    other = a_buyer(forum.edition, forum.tables[1], at=forum.slots)
    ours, theirs = met(forum, forum.buyer, 0), met(forum, other, 0)
    swap_meetings(ours.id, theirs.id, by=forum.person.id, now=forum.now)
    move_meeting(theirs.id, slot_id=forum.slots[1].id, side=Side.ORGANISER, by=forum.person.id, now=forum.now)
    supplier, person = a_supplier(forum.edition)
    a_request(a_requirement(other), supplier, person)
    for replan in (False, True):
        plan = plan_for(forum.edition.id, replan=replan, now=forum.now)
        ensure_well_posed(plan.problem)
        hours = {each.id: each.available for each in plan.problem.participants}
        assert hours[f"b{other.id}"] == {1, 2}
        draft = store_draft(plan, timetable=solve(plan.problem, steps=1000), by=None, now=forum.now)
    result = publish_draft(draft.id, by=None, now=forum.now)
    assert (result.made, result.moved, result.dropped) == (1, 0, 0)
    assert ours.table_id == forum.tables[1].id
