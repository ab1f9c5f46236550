"""What moves buy, on the page of a draft that re-plans, and the limit of moves on the form."""

from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Person
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.editions.models import Slot
from forum.meetings import service
from forum.timetable.models import Planning, TimetableDraft
from forum.timetable.queries.planning import plan_for
from forum.timetable.service import run_plannings, store_draft
from tests.builders.meetings import a_request, a_requirement, a_supplier
from tests.builders.people import sign_in
from tests.builders.timetables import a_timetable
from tests.web.meetings.conftest import Forum, coordinator

__all__ = ["coordinator"]


def test_the_gap_and_the_front_are_read(client: FlaskClient, forum: Forum, coordinator: Person) -> None:
    browser = sign_in(client, coordinator)
    request = a_request(a_requirement(forum.buyer), *a_supplier(forum.edition))
    plan = plan_for(forum.edition.id, replan=False, now=forum.now)
    draft = store_draft(plan, timetable=a_timetable(plan, {f"r{request.id}": 0}), by=None, now=forum.now)
    own = forum.path(f"coordination/timetables/{draft.id}")
    assert "Qué se gana con cada cita que se mueve" not in browser.get(own).text
    with atomic():
        kept = session().get_one(TimetableDraft, draft.id)
        kept.replanned = True
        kept.cost, kept.cost_bound = {**kept.cost, "moved": 31}, {**kept.cost_bound, "moved": 16}
        points = [(0, 410, 900, 7), (31, 412, 980, 5)]
        kept.front = {"points": [dict(zip(("moved", "met", "points", "breaks"), each, strict=True)) for each in points]}
    page = browser.get(own).text
    assert "Se mueven 31 citas programadas." in page
    assert "Se demostró que al menos 16 son necesarias" in page
    assert "De las otras 15 no se sabe" in page
    assert (">412<" in page, "Esta propuesta" in page) == (True, True)
    assert "timetables/new?moves=0" in page
    form = browser.get(forum.path("coordination/timetables/new?moves=0")).text
    assert 'name="most_moves"' in form
    assert 'value="0"' in form


def test_a_limit_is_kept_with_the_planning_and_by_its_draft(
    client: FlaskClient, forum: Forum, coordinator: Person
) -> None:
    """The buyer is free in one slot alone besides the one of the scheduled meeting, in which the new one cannot be."""
    browser = sign_in(client, coordinator)
    met = a_request(a_requirement(forum.buyer), *a_supplier(forum.edition))
    service.accept_request(met.id, slot_id=forum.slots[0].id, by=forum.buyer.person_id, now=forum.now)
    a_request(a_requirement(forum.buyer), *a_supplier(forum.edition))
    path, typed = forum.path("coordination/timetables/new"), {"kind": "again", "seconds": "10", "keep_id": "0"}
    wrong = browser.post(path, data={**typed, "policy": "priority_first", "most_moves": "-3"})
    assert (wrong.status_code, "Escriba un número de citas" in wrong.text) == (422, True)
    asked = browser.post(path, data={**typed, "policy": "priority_first", "most_moves": "0"})
    assert asked.status_code == 303, asked.text
    planning = session().scalars(select(Planning)).one()
    assert planning.most_moves == 0
    run_plannings(clock=utc_now, is_stopping=lambda: False)
    session().expire_all()
    draft = session().scalars(select(TimetableDraft)).one()
    assert (draft.meetings, draft.cost["moved"]) == (2, 0)
    assert session().get_one(Slot, forum.slots[0].id) is not None
