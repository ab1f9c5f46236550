"""Starting the making of a draft, and ending it early."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.editions.enums import PlanningPolicy
from forum.meetings.queries.meetings import count_meetings
from forum.meetings.queries.states import count_states
from forum.timetable import service
from forum.timetable.enums import Ending, PlanningKind
from forum.timetable.forms import PlanningForm
from forum.timetable.queries.proposals import list_open_drafts
from forum.timetable.views.blueprint import blueprint


@blueprint.route("/new", methods=["GET", "POST"])
@requires("meetings.coordinate")
def planning_new() -> ResponseReturnValue:
    """Let a draft be made in the background."""
    edition = current_edition()
    form = PlanningForm(list_open_drafts(edition.id), policy=edition.planning_policy.value)
    if not form.is_submitted() and (most := request.args.get("moves", type=int)) is not None:
        form.kind.data, form.most_moves.data = PlanningKind.AGAIN.value, max(0, most)
    if form.accepts(
        lambda: service.ask_planning(
            edition.id,
            service.Wanted(
                seconds=form.seconds.data,
                replan=form.kind.data == PlanningKind.AGAIN,
                policy=PlanningPolicy(form.policy.data),
                keep_id=form.keep_id.data or None,
                most_moves=form.most_moves.data,
            ),
            by=current_person().id,
            now=utc_now(),
        )
    ):
        flash(_("La planeación empezó. Puede salir de esta página: aquí queda el resultado."), "success")
        return redirect(url_for("timetable.timetable_list"), 303)
    page = render_template(
        "timetable/new.html",
        form=form,
        edition=edition,
        requests=count_states(edition.id, now=utc_now()),
        meetings=count_meetings(edition.id),
    )
    return page, form.status


@blueprint.post("/plannings/<int:planning_id>/end")
@requires("meetings.coordinate")
def ending_create(planning_id: int) -> ResponseReturnValue:
    """End a planning and keep the best so far as a draft."""
    _end(planning_id, Ending.KEEP)
    flash(_("Detenemos la planeación y guardamos lo mejor que encontró."), "success")
    return redirect(url_for("timetable.timetable_list"), 303)


@blueprint.post("/plannings/<int:planning_id>/deletion")
@requires("meetings.coordinate")
def planning_delete(planning_id: int) -> ResponseReturnValue:
    """End a planning without keeping anything."""
    _end(planning_id, Ending.DROP)
    flash(_("Detenemos la planeación. No se guarda nada."), "info")
    return redirect(url_for("timetable.timetable_list"), 303)


def _end(planning_id: int, ending: Ending) -> None:
    service.end_planning(planning_id, ending, edition_id=current_edition().id, by=current_person().id, now=utc_now())
