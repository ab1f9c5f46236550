"""Somebody of the company joins what a colleague asked for, or no longer; the staff does it for them."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.errors import NotFound
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.matchmaking.enums import Side
from forum.meetings.enums import RequestState
from forum.meetings.models import MeetingRequest
from forum.meetings.queries.accompanying import list_would_come
from forum.meetings.rules.companions import ACCOMPANIED
from forum.meetings.service.accompanying import accompany_request, stop_accompanying
from forum.meetings.views.blueprint import blueprint
from forum.meetings.views.sides import request_and_side, who_could_come


@blueprint.route("/requests/<int:request_id>/companions", methods=["POST"])
@signed_in
def request_companion_create(request_id: int) -> ResponseReturnValue:
    """Join a request of one's company."""
    asked, side = request_and_side(request_id)
    person_id, by = _whom(side), current_person().id
    person = accompany_request(asked.id, person_id=person_id, side=side, by=by, now=utc_now())
    if person.id == by:
        words = _("Anotamos que usted también iría. Si hay cita y tiene esa hora libre, la verá en su agenda.")
        flash(words, "success")
    else:
        flash(_("Anotamos que también iría %(name)s. Avisamos por correo.", name=person.full_name), "success")
    return redirect(url_for("meetings.request_show", request_id=asked.id), 303)


@blueprint.route("/requests/<int:request_id>/companions/removal", methods=["POST"])
@signed_in
def request_companion_delete(request_id: int) -> ResponseReturnValue:
    """Join it no longer."""
    asked, side = request_and_side(request_id)
    stop_accompanying(asked.id, person_id=_whom(side), by=current_person().id, now=utc_now())
    flash(_("Anotado: ya no iría a esta cita. Avisamos por correo."), "info")
    return redirect(url_for("meetings.request_show", request_id=asked.id), 303)


def _whom(side: Side) -> int:
    """Whom it is about: the staff chooses, anybody else speaks for themselves."""
    if side is Side.BUYER:
        raise NotFound
    chosen = request.form.get("person_id", type=int) if side is Side.ORGANISER else None
    return chosen or current_person().id


def accompanying(asked: MeetingRequest, state: RequestState, side: Side) -> dict[str, Any]:
    """Who would come along to what a request asks for, and who may join it now.

    `comes_along`: the current person has joined. `colleagues`: of whom the staff may choose.
    """
    if state not in ACCOMPANIED:
        return {}
    would_come, me = list_would_come(asked), current_person().id
    joined = {asked.person_id, *(person.id for person, _attends in would_come)}
    has_room = len(would_come) < current_edition().companions_per_side
    of_company = who_could_come(asked) if has_room and side is Side.ORGANISER else ()
    return {
        "would_come": would_come,
        "comes_along": me in joined - {asked.person_id},
        "may_accompany": has_room and side is Side.SUPPLIER and me not in joined,
        "colleagues": [person for person in of_company if person.id not in joined],
    }
