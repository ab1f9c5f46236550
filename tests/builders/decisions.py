"""Decisions on many lines of a list, and what comes after their ten seconds."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from flask import current_app
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forum.core.clock import utc_now
from forum.decisions.models import BulkDecision
from forum.decisions.rules import UNDO
from forum.decisions.service import decide, run_due_decisions
from tests.builders.people import a_person


def a_decision(edition_id: int, ids: Iterable[int] = (987_654,), **values: Any) -> BulkDecision:
    """Registrations to be approved."""
    kind = current_app.extensions["decisions"][values.pop("kind", "registrations.approve")]
    defaults: dict[str, Any] = {"told": {}, "address": {}, "now": utc_now()}
    by = values.pop("by", None) or a_person().id
    return decide(kind, list(ids), edition_id=edition_id, by=by, **{**defaults, **values})


def run_decisions() -> None:
    """What the worker does once their time to undo has passed."""
    run_due_decisions(current_app.extensions["decisions"], now=utc_now() + UNDO + timedelta(seconds=1))


def decided(client: FlaskClient, address: str, **options: Any) -> TestResponse:
    """Decide at an address, let the ten seconds pass, and read what became of it."""
    answer = client.post(address, **options)
    assert (answer.status_code, "/decisions/" in (answer.location or "")) == (303, True), answer.status_code
    run_decisions()
    return client.get(answer.location)
