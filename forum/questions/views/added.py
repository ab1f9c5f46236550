"""What the questions of an edition add to the pages of registration, and the form of somebody's answers.

An edition without questions is asked nothing more of the database: its own row says that it has none.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from flask import url_for
from sqlalchemy import Select

from forum.accounts.context import current_person
from forum.core.forms import Form
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.editions.models import Edition
from forum.questions.enums import QuestionKind
from forum.questions.forms import AnswersForm, AskingForm, asking, data_of
from forum.questions.labels import answer_words, choice_words
from forum.questions.queries import (
    Given,
    asked_in,
    given_by,
    list_questions,
    values_of,
    who_answered,
    who_lacks_answers,
)
from forum.questions.rules import Asked, missing, reachable, with_former
from forum.registration.context import AnswersShown, may_correct
from forum.registration.models import Registration

F = TypeVar("F", bound=Form)
LACKING = "lacking"
"""What the address of a list says for those who still have to answer."""

LONGEST_ID = 9  # digits that a key holds


def form_for(edition: Edition, category_id: int, base: type[F]) -> type[F]:
    """The public form with what is asked in a category."""
    questions = asked_in(edition.id, category_id) if edition.asks_questions else []
    return asking(base, questions, language=locale_name()) if questions else base


def answers_in(form: Form) -> Mapping[int, Any] | None:
    """What was answered in a form; None where nothing was asked."""
    return form.answers() if isinstance(form, AskingForm) else None


def may_see_sensitive(edition_id: int) -> bool:
    """Whether the one who asks reads sensitive answers of an edition: its organisers do, nobody else of the staff."""
    return current_person().may("editions.edit", edition_id)


def shown_to_person(edition: Edition, registration: Registration, token: str) -> AnswersShown | None:
    """What somebody answered, for themselves."""
    if not edition.asks_questions:
        return None
    url = url_for("own_answers.answers_edit", token=token) if may_correct(edition, registration) else None
    return _shown(registration, url, lambda question_id: url_for(
        "own_answers.file_show", token=token, question_id=question_id
    ))  # fmt: skip


def shown_at_desk(edition: Edition, registration: Registration) -> AnswersShown | None:
    """What somebody answered, for the staff."""
    if not edition.asks_questions:
        return None
    url = url_for("answers.answers_edit", registration_id=registration.id)
    return _shown(registration, url, lambda question_id: url_for(
        "answers.file_show", registration_id=registration.id, question_id=question_id
    ), covers=not may_see_sensitive(edition.id))  # fmt: skip


def _shown(
    registration: Registration, url: str | None, file_url: Callable[[int], str], *, covers: bool = False
) -> AnswersShown | None:
    given = given_by(registration.id)
    asked = asked_in(registration.edition_id, registration.category_id)
    if not given and not asked:
        return None
    lacking = missing(asked, {each.question.id: each.value for each in given})
    covered = {each.question.id for each in given if covers and each.question.sensitive}
    facts = [
        (heading(each), _("Dato sensible: lo lee quien organiza."), None)
        if each.question.id in covered
        else (heading(each), answer_words(each.question, each.value) or "—", _file(each, file_url))
        for each in given
    ]
    return AnswersShown(facts=facts, missing=len(lacking), url=url if asked else None)


def heading(given: Given) -> str:
    """The question as it is asked now, in the language of the reader."""
    return given.question.wording(locale_name())


def _file(given: Given, file_url: Callable[[int], str]) -> str | None:
    return file_url(given.question.id) if given.has_file else None


def answers_form(registration: Registration, base: type[AnswersForm], *, with_sensitive: bool = True) -> AnswersForm:
    """The form of what somebody answered to what is asked in their category."""
    asked = asked_in(registration.edition_id, registration.category_id)
    questions = reachable(each for each in asked if with_sensitive or not each.sensitive)
    given = {each.question.id: each for each in given_by(registration.id)}
    kept = {each.id: given[each.id].value for each in questions if each.id in given and each.kind is QuestionKind.FILE}
    values = {question_id: each.value for question_id, each in given.items()}
    questions = [with_former(each, values.get(each.id, "")) for each in questions]
    form = asking(base, questions, language=locale_name(), kept_files=kept)
    return form(data=data_of(questions, values), subject=f"answers {registration.id}")


def sheet_headings(edition: Edition) -> Sequence[str]:
    """The headings of the sheet of registrations: every question, also retired ones."""
    return [_heading(each) for each in _of_sheet(edition)]


def _of_sheet(edition: Edition) -> list[Asked]:
    if not edition.asks_questions:
        return []
    sees = may_see_sensitive(edition.id)
    return [each.asked for each in list_questions(edition.id) if sees or not each.sensitive]


def _heading(question: Asked) -> str:
    wording = question.wording(locale_name())
    return _("%(name)s (dato personal)", name=wording) if question.personal else wording


def sheet_cells(edition: Edition, registration_ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
    """What each of these registrations answered, in the order of the headings."""
    questions = _of_sheet(edition)
    if not questions:
        return {}
    return {
        registration_id: [answer_words(each, values.get(each.id, "")) for each in questions]
        for registration_id, values in values_of(registration_ids).items()
    }


def choices(edition: Edition) -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
    """The answers by which the list of registrations is filtered, below their questions."""
    questions = _of_sheet(edition)
    lacking = [(_("Respuestas"), [(LACKING, _("Falta responder"))])] if any(each.required for each in questions) else []
    return lacking + [
        (each.wording(locale_name()), [(f"{each.id}:{value}", choice_words(each, value)) for value in each.values])
        for each in questions
        if each.values
    ]


def among(edition: Edition, answer: str) -> Select[tuple[int]] | None:
    """The ids of the registrations with this answer; None where the address names none."""
    if answer == LACKING and edition.asks_questions:
        return who_lacks_answers(edition.id)
    question_id, _colon, value = answer.partition(":")
    if not edition.asks_questions or not value or not question_id.isdecimal() or len(question_id) > LONGEST_ID:
        return None
    if int(question_id) not in {each.id for each in _of_sheet(edition)}:
        return None
    return who_answered(edition.id, int(question_id), value)
