"""Notes of the staff on a person: written on the desk's page of a registration, for the staff alone."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.registration.forms import NoteForm
from forum.registration.models import RegistrationNote
from forum.registration.queries import own_note, registration_in
from forum.registration.service import delete_note, rewrite_note, write_note
from forum.registration.views.blueprints import registration_desk


@registration_desk.route("/<int:registration_id>/notes", methods=["POST"])
@requires("registration.review")
def note_create(registration_id: int) -> ResponseReturnValue:
    """Note something of a person; a page of its own where it comes back to be mended."""
    registration, form, by = registration_in(current_edition().id, registration_id), NoteForm(), current_person().id
    if form.accepts(lambda: write_note(registration_id, text=form.text.data, by=by, now=utc_now())):
        flash(_("Guardamos su nota."), "success")
        return _back(registration_id)
    action = url_for(".note_create", registration_id=registration_id)
    return render_template(
        "registration/desk/note.html", form=form, registration=registration, action=action
    ), form.status


@registration_desk.route("/<int:registration_id>/notes/<int:note_id>/edit", methods=["GET", "POST"])
@requires("registration.review")
def note_edit(registration_id: int, note_id: int) -> ResponseReturnValue:
    """Write one's own note again."""
    note, by = _own(registration_id, note_id), current_person().id
    form = NoteForm(obj=note)
    if form.accepts(lambda: rewrite_note(note_id, text=form.text.data, by=by, now=utc_now())):
        flash(_("Guardamos su nota."), "success")
        return _back(registration_id)
    registration = registration_in(current_edition().id, registration_id)
    action = url_for(".note_edit", registration_id=registration_id, note_id=note_id)
    return render_template(
        "registration/desk/note.html", form=form, registration=registration, action=action
    ), form.status


@registration_desk.route("/<int:registration_id>/notes/<int:note_id>/deletion", methods=["POST"])
@requires("registration.review")
def note_delete(registration_id: int, note_id: int) -> Response:
    """Delete one's own note."""
    delete_note(_own(registration_id, note_id).id, by=current_person().id)
    flash(_("Borramos su nota."), "success")
    return _back(registration_id)


def _own(registration_id: int, note_id: int) -> RegistrationNote:
    return own_note(note_id, registration_id=registration_id, edition_id=current_edition().id, by=current_person().id)


def _back(registration_id: int) -> Response:
    return redirect(url_for("registration_desk.registration_show", registration_id=registration_id), 303)
