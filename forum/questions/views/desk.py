"""What somebody answered, at the desk."""

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person, record_export
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.errors import NotFound
from forum.core.i18n import N_
from forum.core.i18n import gettext as _
from forum.core.uploads import file_response
from forum.editions.context import current_edition
from forum.questions.forms import StaffAnswersForm
from forum.questions.queries import file_of, question_in
from forum.questions.service import save_answers
from forum.questions.views.added import answers_form, may_see_sensitive
from forum.questions.views.blueprints import answers
from forum.registration.queries import registration_in


@answers.route("", methods=["GET", "POST"])
@requires("registration.review")
def answers_edit(registration_id: int) -> ResponseReturnValue:
    """Change what a person answered, for them."""
    registration, by = registration_in(current_edition().id, registration_id), current_person().id
    sees = may_see_sensitive(registration.edition_id)
    form = answers_form(registration, StaffAnswersForm, with_sensitive=sees)
    if done := form.accepts(
        lambda: save_answers(registration_id, typed=form.answers(), by=by, now=utc_now(), with_sensitive=sees)
    ):
        flash(_("Guardamos las respuestas.") if done.result else _("No cambió ningún dato."), "success")
        return redirect(url_for("registration_desk.registration_show", registration_id=registration_id), 303)
    return render_template("questions/desk.html", form=form, person=registration.person), form.status


@answers.get("/<int:question_id>/file")
@requires("registration.review")
def file_show(registration_id: int, question_id: int) -> FlaskResponse:
    """Download the file a person answered with."""
    registration = registration_in(current_edition().id, registration_id)
    if question_in(registration.edition_id, question_id).sensitive and not may_see_sensitive(registration.edition_id):
        raise NotFound
    record_export(N_("Archivo de una respuesta"), people=1, edition_id=registration.edition_id)
    return file_response(file_of(registration.id, question_id))
