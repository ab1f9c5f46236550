"""The questions of an edition, as its organisers write them."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.accounts.queries import history_of
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.forms import grouped_options, options
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.editions.context import current_edition
from forum.editions.queries import list_categories
from forum.questions.forms import QuestionForm
from forum.questions.labels import choice_words
from forum.questions.models import Question, QuestionEvent
from forum.questions.queries import categories_of, count_answers, list_questions, question_in
from forum.questions.service import (
    create_question,
    delete_question,
    move_question,
    resume_question,
    retire_question,
    update_question,
)
from forum.questions.views.blueprints import questions


@questions.get("")
@requires("editions.edit")
def question_list() -> str:
    """The questions in their order, the retired ones too."""
    edition_id = current_edition().id
    names = {each.id: each.name(locale_name()) for each in list_categories(edition_id)}
    limits = categories_of(edition_id)
    return render_template(
        "questions/list.html",
        questions=list_questions(edition_id),
        categories={key: [name for id, name in names.items() if id in ids] for key, ids in limits.items()},
        counts=count_answers(edition_id),
    )


@questions.route("/new", methods=["GET", "POST"])
@requires("editions.edit")
def question_new() -> ResponseReturnValue:
    """Add a question."""
    edition_id, by = current_edition().id, current_person().id
    form = _with_choices(QuestionForm(), list_questions(edition_id))
    if form.accepts(
        lambda: create_question(
            edition_id, wanted=form.question(), category_ids=form.categories.data or [], by=by, now=utc_now()
        )
    ):
        flash(_("Guardamos la pregunta. Se pregunta en el registro desde ahora."), "success")
        return _to_list()
    return render_template("questions/edit.html", form=form, question=None), form.status


@questions.route("/<int:question_id>", methods=["GET", "POST"])
@requires("editions.edit")
def question_edit(question_id: int) -> ResponseReturnValue:
    """Change a question."""
    edition_id, by = current_edition().id, current_person().id
    question = question_in(edition_id, question_id)
    earlier = [each for each in list_questions(edition_id) if each.position < question.position]
    form = _with_choices(QuestionForm(obj=question, data=_stored(question)), earlier)
    if form.accepts(
        lambda: update_question(
            question_id,
            edition_id=edition_id,
            wanted=form.question(),
            category_ids=form.categories.data or [],
            by=by,
            now=utc_now(),
        )
    ):
        flash(_("Guardamos la pregunta."), "success")
        return _to_list()
    page = render_template(
        "questions/edit.html",
        form=form,
        question=question,
        answered=count_answers(edition_id).get(question_id, 0),
        history=history_of(QuestionEvent, question_id=question_id),
    )
    return page, form.status


def _stored(question: Question) -> dict[str, Any]:
    condition = question.asked.condition
    return {
        "categories": list(categories_of(question.edition_id).get(question.id, ())),
        "condition": f"{condition.question_id}:{condition.value}" if condition else "",
    }


def _with_choices(form: QuestionForm, earlier: Sequence[Question]) -> QuestionForm:
    language = locale_name()
    form.categories.choices = options((each.id, each.name(language)) for each in list_categories(current_edition().id))
    asked = [each.asked for each in earlier if each.retired_at is None]
    form.condition.choices = [
        *options([("", _("Siempre se pregunta"))]),
        *grouped_options(
            (each.wording(language), [(f"{each.id}:{value}", choice_words(each, value)) for value in each.values])
            for each in asked
            if each.values
        ),
    ]
    return form


@questions.post("/<int:question_id>/place")
@requires("editions.edit")
def question_place_update(question_id: int) -> Response:
    """Move a question up or down."""
    move_question(question_id, edition_id=current_edition().id, up=request.form.get("direction") == "up")
    return _to_list()


@questions.post("/<int:question_id>/retirement")
@requires("editions.edit")
def question_retirement_create(question_id: int) -> Response:
    """Ask a question no more."""
    retire_question(question_id, edition_id=current_edition().id, by=current_person().id, now=utc_now())
    flash(_("Retiramos la pregunta: ya no se pregunta y sus respuestas se conservan."), "success")
    return _to_list()


@questions.post("/<int:question_id>/return")
@requires("editions.edit")
def question_return_create(question_id: int) -> Response:
    """Ask a retired question again."""
    resume_question(question_id, edition_id=current_edition().id, by=current_person().id, now=utc_now())
    flash(_("La pregunta se hace otra vez."), "success")
    return _to_list()


@questions.post("/<int:question_id>/deletion")
@requires("editions.edit")
def question_delete(question_id: int) -> Response:
    """Delete a question nobody has answered."""
    delete_question(question_id, edition_id=current_edition().id)
    flash(_("Borramos la pregunta."), "success")
    return _to_list()


def _to_list() -> Response:
    return redirect(url_for("questions.question_list"), 303)
