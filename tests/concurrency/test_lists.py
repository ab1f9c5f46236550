"""Lists of the console: a decision that several workers do at the same moment, a name that several take."""

from dataclasses import replace
from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from forum.core.clock import utc_now
from forum.core.database import db, session
from forum.decisions.enums import Outcome
from forum.decisions.queries import count_outcomes
from forum.decisions.rules import UNDO
from forum.decisions.service import run_decision
from forum.lists.models import SavedList
from tests.builders.collisions import THREADS, at_once
from tests.builders.decisions import a_decision
from tests.builders.editions import an_edition
from tests.builders.lists import a_saved_list
from tests.builders.people import a_person

KEY, LINES = "decisions", range(1, 31)


def test_each_line_of_a_decision_is_done_once_whoever_runs_it(own_app: Flask) -> None:
    with own_app.app_context():
        decision_id = a_decision(an_edition().id, LINES).id
        db.session.remove()
    done, due = list[int](), utc_now() + UNDO + timedelta(seconds=1)
    kinds = {
        code: replace(kind, do=lambda id, _order: done.append(id)) for code, kind in own_app.extensions[KEY].items()
    }
    at_once(own_app, lambda _number: run_decision(decision_id, kinds, now=due))
    assert sorted(done) == list(LINES)
    with own_app.app_context():
        assert count_outcomes(decision_id) == {Outcome.DONE: len(LINES)}


def test_a_name_is_given_to_one_saved_list(own_app: Flask) -> None:
    with own_app.app_context():
        edition_id, by = an_edition().id, a_person().id
        db.session.remove()
    outcome = at_once(own_app, lambda _number: a_saved_list(edition_id, name="Por aprobar", by=by).name)
    assert outcome == {"Por aprobar": 1, "lists.name_taken": THREADS - 1}
    with own_app.app_context():
        assert session().scalar(select(func.count()).select_from(SavedList)) == 1
