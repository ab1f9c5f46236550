"""What somebody answered, behind the signed link of their mail."""

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.core.access import public
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.core.limits import limited
from forum.core.uploads import file_response
from forum.editions.context import current_edition
from forum.questions.forms import AnswersForm
from forum.questions.queries import file_of
from forum.questions.service import save_own_answers
from forum.questions.views.added import answers_form
from forum.questions.views.blueprints import own_answers
from forum.registration.context import may_correct, registration_of_link


@own_answers.route("", methods=["GET", "POST"])
@limited("30/hour", methods=["POST"])
@public
def answers_edit(token: str) -> ResponseReturnValue:
    """Answer, or change what one answered, while registration is open."""
    mine = registration_of_link(token)
    own_page = url_for("registration.registration_show", token=token)
    if not may_correct(current_edition(), mine):
        flash(_("Las respuestas ya no se cambian desde aquí."), "info")
        return redirect(own_page, 303)
    form = answers_form(mine, AnswersForm)
    if form.accepts(lambda: save_own_answers(mine.id, typed=form.answers(), now=utc_now())):
        flash(_("Guardamos sus respuestas."), "success")
        return redirect(own_page, 303)
    return render_template("questions/own.html", form=form, token=token), form.status


@own_answers.get("/<int:question_id>/file")
@public
def file_show(token: str, question_id: int) -> FlaskResponse:
    """Download the file one answered with."""
    return file_response(file_of(registration_of_link(token).id, question_id))
