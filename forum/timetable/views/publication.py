"""Publishing a draft, after reading what happens."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.timetable import service
from forum.timetable.context import current_draft
from forum.timetable.forms import PublicationForm
from forum.timetable.queries.proposals import count_changes, count_dropped, count_told
from forum.timetable.queries.stale import list_stale
from forum.timetable.views.blueprint import blueprint


@blueprint.route("/<int:timetable_id>/publication", methods=["GET", "POST"])
@requires("meetings.coordinate")
def publication_new(timetable_id: int) -> ResponseReturnValue:
    """Make a draft the agenda; the page says first how many meetings it changes and how many people are told."""
    draft, form = current_draft(timetable_id), PublicationForm()
    by = current_person().id
    if done := form.accepts(lambda: service.make_agenda(draft.id, by=by, now=utc_now(), partly=form.partly.data)):
        flash(_("Publicamos la agenda. Cada persona recibe un correo."), "success")
        if done.result.lapsed:
            flash(_("Algo cambió desde que se planeó: abajo dice qué no se publicó."), "warning")
        return redirect(url_for("timetable.timetable_show", timetable_id=draft.id), 303)
    draft = current_draft(timetable_id)
    page = render_template(
        "timetable/publication.html",
        draft=draft,
        form=form,
        changes=count_changes(draft.id),
        dropped=count_dropped(draft.id),
        told=count_told(draft),
        stale=list_stale(draft.id),
    )
    return page, form.status
