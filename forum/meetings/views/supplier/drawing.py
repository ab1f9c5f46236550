"""A supplier downloads the drawing of a requirement, after accepting its text of confidentiality where there is one."""

from datetime import datetime

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.core.uploads import file_response
from forum.editions.context import current_edition
from forum.matchmaking import service
from forum.matchmaking.context import CurrentCompany, current_company
from forum.matchmaking.enums import DrawingAccess
from forum.matchmaking.errors import DrawingNotOpen
from forum.matchmaking.forms import NdaForm
from forum.matchmaking.models import Drawing
from forum.matchmaking.queries.drawings import get_drawing, has_accepted
from forum.matchmaking.queries.requirements import get_published_requirement
from forum.matchmaking.rules.drawings import drawing_access
from forum.meetings.enums import RequestState
from forum.meetings.queries.requests import get_latest_requests
from forum.meetings.queries.states import get_states
from forum.meetings.views.blueprint import blueprint

AGREED = {RequestState.ACCEPTED, RequestState.UNSCHEDULED}
"""The states of a request that its buyer accepted."""


@blueprint.route("/requirements/<int:requirement_id>/drawing")
@signed_in
def drawing_show(requirement_id: int) -> ResponseReturnValue:
    """The drawing itself."""
    current, drawing = current_company(), _drawing(requirement_id)
    if access_to(drawing, current, now=utc_now()) is not DrawingAccess.OPEN:
        raise DrawingNotOpen
    return file_response(drawing)


@blueprint.route("/requirements/<int:requirement_id>/nda", methods=["POST"])
@signed_in
def nda_acceptance_create(requirement_id: int) -> ResponseReturnValue:
    """Accept the text of confidentiality that the page showed."""
    current, drawing, now, form = current_company(), _drawing(requirement_id), utc_now(), NdaForm()
    if access_to(drawing, current, now=now) not in {DrawingAccess.OPEN, DrawingAccess.NEEDS_NDA}:
        raise DrawingNotOpen
    if form.accepts(
        lambda: service.accept_nda(
            requirement_id,
            company_id=current.company.id,
            person_id=current_person().id,
            text_digest=form.text.data,
            now=now,
        )
    ):
        flash(_("Guardamos su aceptación. Ya puede descargar el plano."), "success")
    else:
        flash(_("El comprador cambió el texto de confidencialidad. Léalo otra vez antes de aceptarlo."), "warning")
    return redirect(url_for("meetings.requirement_show", requirement_id=requirement_id, _anchor="drawing"), 303)


def access_to(drawing: Drawing, current: CurrentCompany, *, now: datetime) -> DrawingAccess:
    """Whether the person sees the drawing for the company they act for, or what is lacking."""
    latest = get_latest_requests(current.company.id, requirement_ids=[drawing.requirement_id])
    states = get_states(list(latest.values()), now=now).values()
    has_signed = bool(drawing.nda_text) and has_accepted(
        drawing.requirement_id,
        company_id=current.company.id,
        person_id=current_person().id,
        text_digest=service.digest_of(drawing.nda_text),
    )
    return drawing_access(
        drawing.audience,
        supplier=current.supplier.status if current.supplier else None,
        is_accepted=any(state in AGREED for state in states),
        has_signed=has_signed,
    )


def _drawing(requirement_id: int) -> Drawing:
    requirement = get_published_requirement(requirement_id, edition_id=current_edition().id)
    return get_drawing(requirement.id)
