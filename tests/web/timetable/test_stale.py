"""A change of many meetings counts the drafts that it touches before it is done, and marks them as out of date."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Person
from forum.core.clock import utc_now
from forum.core.database import session
from forum.meetings import service
from forum.meetings.enums import Clearing
from forum.meetings.signals import Touched
from forum.timetable.models import DraftStale, TimetableDraft
from forum.timetable.queries.planning import plan_for
from forum.timetable.queries.stale import count_touched
from forum.timetable.service import publish_draft, store_draft
from tests.builders.meetings import a_request, a_requirement, a_supplier
from tests.builders.people import sign_in
from tests.builders.timetables import a_timetable
from tests.web.meetings.conftest import Forum, coordinator

__all__ = ["coordinator"]


def a_draft(forum: Forum, *slots: int) -> TimetableDraft:
    """New meetings in these slots of the forum."""
    asked = [a_request(a_requirement(forum.buyer), *a_supplier(forum.edition)) for _ in slots]
    plan = plan_for(forum.edition.id, replan=False, now=forum.now)
    places = {f"r{request.id}": number for request, number in zip(asked, slots, strict=True)}
    return store_draft(plan, timetable=a_timetable(plan, places), by=None, now=forum.now)


@pytest.mark.both_engines
def test_a_draft_is_counted_before_and_marked_after(client: FlaskClient, forum: Forum, coordinator: Person) -> None:
    browser = sign_in(client, coordinator)
    draft, other = a_draft(forum, 0, 1), a_draft(forum, 2)
    address = forum.path(f"coordination/clearing/new?what=slot&id={forum.slots[0].id}")
    page = browser.get(address).text
    assert re.search(rf">Propuesta {draft.id}</a>: 1 cita suya", page)
    assert f"Propuesta {other.id}" not in page
    own = forum.path(f"coordination/timetables/{draft.id}")
    assert "Desactualizada" not in browser.get(own).text
    plan = re.search(r'name="plan"[^>]*value="(\w+)"', page)
    assert plan is not None
    assert browser.post(address, data={"plan": plan[1], "reason": "Sin luz"}).status_code == 303
    shown = browser.get(own).text
    assert "Desactualizada" in shown
    assert "Un horario cerrado" in shown
    assert "Cambió 1 cita de esta propuesta. Motivo: Sin luz" in shown
    assert coordinator.full_name in shown
    assert "Motivo: Sin luz" in browser.get(f"{own}/publication").text
    listed = browser.get(forum.path("coordination/timetables")).text
    assert listed.count("Desactualizada") == 1
    assert session().scalars(select(DraftStale.draft_id)).all() == [draft.id]


def test_what_is_published_or_superseded_is_not_counted(forum: Forum) -> None:
    draft, other = a_draft(forum, 0), a_draft(forum, 1)
    everything = Touched(meeting_ids=(), slot_ids=[each.id for each in forum.slots])
    assert count_touched(forum.edition.id, everything) == {draft.id: 1, other.id: 1}
    publish_draft(draft.id, by=None, now=forum.now)
    assert count_touched(forum.edition.id, everything) == {}


def test_meetings_that_change_and_people_who_are_away_count_once(forum: Forum, coordinator: Person) -> None:
    """A draft keeps the scheduled meeting, and adds another one for the buyer."""
    request = a_request(a_requirement(forum.buyer), *a_supplier(forum.edition))
    service.accept_request(request.id, slot_id=forum.slots[0].id, by=forum.buyer.person_id, now=forum.now)
    draft = a_draft(forum, 1)
    scope = service.Scope(what=Clearing.PERSON, id=forum.buyer.person_id)
    plan = service.plan_clearing(scope, edition=forum.edition, now=utc_now())
    kept = [each.meeting.id for each in plan.fates]
    assert len(kept) == 1
    assert count_touched(forum.edition.id, plan.touching([])) == {draft.id: draft.meetings}
    day = Touched(meeting_ids=[], person_id=forum.buyer.person_id, away_on=forum.slots[0].day_id)
    assert count_touched(forum.edition.id, day) == {draft.id: draft.meetings}
    assert count_touched(forum.edition.id, Touched(meeting_ids=[], person_id=coordinator.id)) == {}
