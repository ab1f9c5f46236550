"""A decision on many lines waits ten seconds, can be undone until then, and is done once."""

from datetime import timedelta

import pytest
from flask import Flask, current_app
from flask.testing import FlaskClient

from forum.core.clock import utc_now
from forum.core.database import session
from forum.decisions.enums import DecisionState, Outcome
from forum.decisions.errors import AlreadyTakenBack, TooLateToTakeBack
from forum.decisions.models import BulkDecision
from forum.decisions.queries import count_outcomes, list_reasons
from forum.decisions.rules import KEPT, UNDO
from forum.decisions.service import run_decision, run_due_decisions, take_back
from forum.editions.models import Edition
from forum.registration.enums import RegistrationStatus as S
from forum.registration.models import Registration
from forum.registration.service import reject
from tests.builders.decisions import a_decision, decided, run_decisions
from tests.builders.editions import a_category, an_edition
from tests.builders.mail import mails_to
from tests.builders.people import a_person, an_organiser
from tests.builders.registrations import a_registration


def pending(edition: Edition, *emails: str) -> list[Registration]:
    category = a_category(edition)
    return [a_registration(category, a_person(email=email), status=S.PENDING) for email in emails]


def statuses(rows: list[Registration]) -> list[S]:
    session().expire_all()
    return [session().get_one(Registration, row.id).status for row in rows]


@pytest.mark.both_engines
def test_nothing_happens_before_and_who_undoes_it_in_time_undoes_all(client: FlaskClient) -> None:
    edition = an_edition()
    rows = pending(edition, "ana@example.mx", "eva@example.mx")
    an_organiser(client, edition)
    base = f"/{edition.slug}/registrations"
    page = client.post(f"{base}/approvals", data={"id": [row.id for row in rows]})
    waiting = client.get(page.location).text
    assert ("Se aprobarán 2 registros." in waiting, "Deshacer" in waiting) == (True, True)
    run_due_decisions(current_app.extensions["decisions"], now=utc_now())
    client.post(f"{page.location}/run")
    assert (statuses(rows), mails_to("ana@example.mx")) == ([S.PENDING, S.PENDING], [])
    undone = client.post(f"{page.location}/undo", follow_redirects=True).text
    assert "Deshicimos la decisión. No cambió nada y no enviamos ningún correo." in undone
    run_decisions()
    assert statuses(rows) == [S.PENDING, S.PENDING]
    assert "La decisión se deshizo" in client.get(page.location).text
    done = decided(client, f"{base}/approvals", data={"id": [row.id for row in rows]})
    assert (statuses(rows), "2 registros aprobados." in done.text) == ([S.APPROVED, S.APPROVED], True)
    late = client.post(f"{done.request.path}/undo", follow_redirects=True)
    assert "Ya es tarde para deshacerlo" in late.text
    assert statuses(rows) == [S.APPROVED, S.APPROVED]


@pytest.mark.both_engines
def test_it_is_done_once_goes_on_after_a_break_and_says_what_others_decided_meanwhile(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition, by, now = an_edition(), a_person().id, utc_now()
    rows = pending(edition, "ana@example.mx", "eva@example.mx", "leo@example.mx")
    decision = a_decision(edition.id, [row.id for row in rows], by=by)
    reject(rows[1].id, reason="Duplicado", by=a_person().id, now=now)
    kinds, due = current_app.extensions["decisions"], now + UNDO + timedelta(seconds=1)
    stops = iter([False, True])
    monkeypatch.setattr("forum.decisions.service.is_stopping", lambda: next(stops, False))
    run_due_decisions(kinds, now=due)  # the worker ends after the first line
    assert statuses(rows) == [S.APPROVED, S.REJECTED, S.PENDING]
    assert session().get_one(BulkDecision, decision.id).state(now=due) is DecisionState.DUE
    with pytest.raises(TooLateToTakeBack):  # however its clock goes
        take_back(decision.id, edition_id=edition.id, by=by, now=now)
    for _ in range(2):
        run_decision(decision.id, kinds, now=due)
    assert statuses(rows) == [S.APPROVED, S.REJECTED, S.APPROVED]
    assert count_outcomes(decision.id) == {Outcome.DONE: 2, Outcome.REFUSED: 1}
    assert "mientras la decisión esperaba" in list_reasons(decision.id)[rows[1].id]
    assert [len(mails_to(f"{name}@example.mx")) for name in ("ana", "leo")] == [1, 1]


def test_two_who_undo_and_what_is_old(app: Flask) -> None:
    edition, by, now = an_edition(), a_person().id, utc_now()
    decision_id = a_decision(edition.id, now=now).id
    take_back(decision_id, edition_id=edition.id, by=by, now=now)
    with pytest.raises(AlreadyTakenBack):
        take_back(decision_id, edition_id=edition.id, by=by, now=now)
    run_due_decisions(current_app.extensions["decisions"], now=now + KEPT + timedelta(seconds=1))
    session().expire_all()
    assert session().get(BulkDecision, decision_id) is None


def test_who_may_not_decide_sees_no_decision(client: FlaskClient) -> None:
    edition = an_edition()
    decision = a_decision(edition.id)
    an_organiser(client, an_edition())
    assert client.get(f"/{edition.slug}/decisions/{decision.id}").status_code == 404
    assert client.post(f"/{edition.slug}/decisions/{decision.id}/undo").status_code == 404
