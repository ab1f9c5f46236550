"""A draft is made in the background: asked for on the page, worked on beside the pages, ended early, given up."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Person
from forum.core.clock import utc_now
from forum.core.database import session
from forum.jobs import run_waiting_jobs
from forum.timetable.enums import Ending, Failure, PlanningState
from forum.timetable.errors import PlanningOver
from forum.timetable.models import DraftMeeting, Planning, TimetableDraft
from forum.timetable.rules.planning import MOST_ATTEMPTS, SILENCE
from forum.timetable.service import end_planning, engine, run_plannings
from tests.builders.meetings import a_request, a_requirement, a_supplier
from tests.builders.people import sign_in
from tests.builders.timetables import a_planning
from tests.web.meetings.conftest import Forum, coordinator, mails

__all__ = ["coordinator"]

ASKED = {"kind": "anew", "policy": "priority_first", "keep_id": "0", "seconds": "10"}


@pytest.fixture
def browser(client: FlaskClient, coordinator: Person) -> FlaskClient:
    return sign_in(client, coordinator)


@pytest.fixture
def wanted(forum: Forum) -> int:
    """A request of one company too many: the buyer has three slots."""
    for _ in range(4):
        supplier, person = a_supplier(forum.edition)
        a_request(a_requirement(forum.buyer), supplier, person)
    return 4


def work(*, stops: Iterator[bool] | None = None) -> int:
    return run_plannings(clock=utc_now, is_stopping=lambda: next(stops) if stops else False)


def state_of(planning: Planning) -> tuple[PlanningState, int, int | None]:
    session().expire_all()
    fresh = session().get_one(Planning, planning.id)
    return fresh.state, fresh.attempts, fresh.draft_id


def test_from_asking_to_the_agenda_of_everybody(browser: FlaskClient, forum: Forum, wanted: int) -> None:
    path = forum.path("coordination/timetables")
    assert path in browser.get(forum.path("coordination")).text
    assert "También solicitudes de proveedores sin respuesta" in browser.get(f"{path}/new").text
    assert browser.post(f"{path}/new", data={**ASKED, "seconds": "7"}).status_code == 422
    assert browser.post(f"{path}/new", data=ASKED).location == path
    again = browser.post(f"{path}/new", data=ASKED)
    assert (again.status_code, "Ya hay una planeación en curso" in again.text) == (422, True)
    waiting = browser.get(path, headers={"HX-Request": "true"}).text
    assert ("every 2s" in waiting, "Planeación en espera" in waiting) == (True, True)

    run_waiting_jobs()
    listed = browser.get(path, headers={"HX-Request": "true"}).text
    assert ("every 2s" in listed, "3 de 4" in listed, "no hay mejor" in listed) == (False, True, True)
    draft = session().query(TimetableDraft).one()
    page = browser.get(f"{path}/{draft.id}").text
    assert "Está demostrado que ninguna agenda es mejor que esta." in page
    left = browser.get(f"{path}/{draft.id}/left-out?status=buyer_full").text
    assert "La agenda del comprador está llena. Citas que tiene: 3." in left
    assert "No hay citas aquí" in browser.get(f"{path}/{draft.id}/meetings?q=zzz").text
    day = browser.get(f"{path}/{draft.id}/people/{forum.buyer.person_id}").text
    assert day.count(f"Mesa {forum.tables[0].number}") == 3
    assert day.count("La agenda del comprador está llena.") == 1
    assert "Gana la cita" in browser.get(f"{path}/{draft.id}/comparison").text
    assert (browser.get(f"{path}/{draft.id}/people/{forum.person.id}").status_code, mails()) == (404, [])

    lines = session().scalars(select(DraftMeeting).order_by(DraftMeeting.id)).all()
    freed, change = lines[0].slot_id, f"{path}/{draft.id}/meetings/{lines[0].id}"
    assert change in day
    taken = browser.post(change, data={"slot_id": str(lines[1].slot_id)})
    assert taken.status_code == 422
    assert browser.post(f"{change}/deletion").status_code == 303
    other = f"{path}/{draft.id}/meetings/{lines[1].id}"
    guest = lines[1].person_id
    assert browser.post(other, data={"slot_id": str(freed)}).location == f"{path}/{draft.id}/people/{guest}"
    assert "2 cambios a mano" in browser.get(f"{path}/{draft.id}").text

    told = browser.get(f"{path}/{draft.id}/publication").text
    assert "<dt>Personas que reciben un correo</dt>\n  <dd>4</dd>" in told
    assert browser.post(f"{path}/{draft.id}/publication").location == f"{path}/{draft.id}"
    run_waiting_jobs()
    session().rollback()  # what this test has read was before the job
    assert len([message for message, _to in mails() if message == "meetings/agenda_published"]) == 4
    refused = browser.post(f"{path}/{draft.id}/publication")
    assert (refused.status_code, "ya se publicó" in refused.text) == (422, True)
    assert "Ninguna diferencia" in browser.get(f"{path}/{draft.id}/comparison").text


def test_what_is_asked_for_is_ended_early(browser: FlaskClient, forum: Forum, wanted: int) -> None:
    waits, path = a_planning(forum.edition.id), forum.path("coordination/timetables")
    assert browser.post(f"{path}/plannings/{waits.id}/deletion").location == path
    assert "No se guardó nada." in browser.get(path).text
    with pytest.raises(PlanningOver):
        end_planning(waits.id, Ending.KEEP, edition_id=forum.edition.id, by=forum.person.id, now=forum.now)
    kept = a_planning(forum.edition.id, seconds=600, ending=Ending.KEEP)
    dropped = a_planning(forum.edition.id, ending=Ending.DROP)
    assert work() == 1
    assert state_of(dropped) == (PlanningState.CANCELLED, 0, None)
    state, _attempts, draft_id = state_of(kept)
    assert (state, session().get_one(TimetableDraft, draft_id).meetings) == (PlanningState.DONE, 3)


def test_a_process_that_ends_leaves_it_to_the_next_one(forum: Forum, wanted: int) -> None:
    planning = a_planning(forum.edition.id)
    work(stops=iter([False, True, True]))
    assert state_of(planning) == (PlanningState.QUEUED, 0, None)
    running = {"state": PlanningState.RUNNING, "attempts": 1}
    other = a_planning(forum.edition.id, heard_at=utc_now(), **running)
    assert work() == 0  # one at a time, and the other one gives signs of life
    assert state_of(other)[0] is PlanningState.RUNNING


def test_a_lost_process_is_tried_again_and_then_given_up(
    browser: FlaskClient, forum: Forum, wanted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = utc_now() - SILENCE - timedelta(seconds=1)
    lost = a_planning(forum.edition.id, state=PlanningState.RUNNING, attempts=1, heard_at=silent)
    assert work() == 1
    assert state_of(lost)[:2] == (PlanningState.DONE, 2)
    monkeypatch.setattr(engine, "MODULE", "forum.no_such_module")
    hopeless = a_planning(forum.edition.id)
    assert work() == MOST_ATTEMPTS
    assert state_of(hopeless) == (PlanningState.FAILED, MOST_ATTEMPTS, None)
    assert session().get_one(Planning, hopeless.id).failure is Failure.LOST
    assert "se interrumpió tres veces" in browser.get(forum.path("coordination/timetables")).text


def test_an_edition_without_requests_says_so(browser: FlaskClient, forum: Forum) -> None:
    planning = a_planning(forum.edition.id)
    work()
    assert state_of(planning)[0] is PlanningState.FAILED
    assert "No hay solicitudes que se puedan programar." in browser.get(forum.path("coordination/timetables")).text
