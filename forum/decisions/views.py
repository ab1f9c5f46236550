"""The page of a decision: what will be done, undoing it, and what became of it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.errors import NotFound
from forum.core.i18n import gettext as _
from forum.core.web import is_fragment
from forum.decisions import service
from forum.decisions.context import decision_kinds
from forum.decisions.enums import DecisionState, Outcome
from forum.decisions.models import BulkDecision
from forum.decisions.queries import count_outcomes, get_decision, list_reasons
from forum.decisions.rules import Kind
from forum.editions.context import current_edition

blueprint = Blueprint("decisions", __name__, url_prefix="/<edition_slug>/decisions/<int:decision_id>")


@blueprint.get("")
@signed_in
def decision_show(decision_id: int) -> str:
    """What will be done and until when it can be undone; then what was done, and which lines stayed as they were."""
    decision, kind = _fetched(decision_id)
    now, many = utc_now(), kind.many(decision.address)
    state, counts = decision.state(now=now), count_outcomes(decision.id)
    reasons = list_reasons(decision.id) if state is DecisionState.DONE else {}
    done = counts.get(Outcome.DONE, 0)
    return render_template(
        "decisions/_state.html" if is_fragment() else "decisions/show.html",
        decision=decision,
        state=state,
        will=kind.will(sum(counts.values())),
        said=kind.said(done) if done else None,
        seconds=max(0, round((decision.due_at - now).total_seconds())),
        many=many,
        reasons=reasons,
        lines=many.lines(reasons) if reasons else [],
    )


@blueprint.post("/undo")
@signed_in
def decision_delete(decision_id: int) -> ResponseReturnValue:
    """Undo the decision before it is done."""
    decision, kind = _fetched(decision_id)
    service.take_back(decision.id, edition_id=decision.edition_id, by=current_person().id, now=utc_now())
    flash(_("Deshicimos la decisión. No cambió nada y no enviamos ningún correo."), "success")
    return redirect(kind.many(decision.address).back, 303)


@blueprint.post("/run")
@signed_in
def run_create(decision_id: int) -> ResponseReturnValue:
    """Do what is due now, where the background work has not yet."""
    decision, _kind = _fetched(decision_id)
    service.run_decision(decision.id, decision_kinds(), now=utc_now())
    return redirect(url_for("decisions.decision_show", decision_id=decision.id), 303)


def _fetched(decision_id: int) -> tuple[BulkDecision, Kind]:
    """The decision of an address and its kind, for those who may take such decisions; else there is none."""
    decision = get_decision(decision_id, edition_id=current_edition().id)
    kind = decision_kinds().get(decision.kind)
    if kind is None or not current_person().may(kind.permission, decision.edition_id):
        raise NotFound
    return decision, kind
