"""The fields by which questions are answered, added to any form."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, TypeVar, cast

from flask_wtf.file import FileField
from wtforms import BooleanField, DateField, Field, RadioField, SelectField, SelectMultipleField
from wtforms.validators import Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from forum.core.edits import EditForm
from forum.core.errors import Refusal
from forum.core.fields import DecimalField, StringField, TextAreaField
from forum.core.forms import Form, options
from forum.core.i18n import gettext as _
from forum.core.i18n import lazy_gettext as _l
from forum.core.i18n import ngettext, sentence_of
from forum.core.library_words import CHOOSE
from forum.core.uploads import ReadFile, read_file
from forum.questions.enums import QuestionKind
from forum.questions.errors import ConsentMissing
from forum.questions.labels import choice_words
from forum.questions.rules import (
    LONGEST_LONG_TEXT,
    LONGEST_TEXT,
    Asked,
    Condition,
    parts,
    stored,
    visible,
)

F = TypeVar("F", bound=Form)

MOST_BUTTONS = 6
"""Choices that are shown side by side; of more, one is picked from a list."""

CONSENT = _l("Acepto expresamente que el foro use este dato sensible para atenderme.")

LARGEST = Decimal(10) ** 12


def name_of(question: Asked) -> str:
    """The name of the field that answers a question."""
    return f"question_{question.id}"


def removal_of(question: Asked) -> str:
    """The name of the box that takes the file of a question away."""
    return f"{name_of(question)}_removed"


def consent_of(question: Asked) -> str:
    """The name of the box by which one consents to the use of a sensitive answer."""
    return f"{name_of(question)}_consent"


class Demanded:
    """The mark of a field that has to be filled in, where it is shown; `AskingForm` sees to that."""

    field_flags = {"required": True}

    def __call__(self, form: Any, field: Field) -> None:
        """Say nothing yet: whether it is asked follows from the other answers."""


class AskingForm(Form):
    """A form with the fields of questions: what is not asked, given the other answers, is neither checked nor kept.

    `kept_files`: the names of the files that were answered with before. `demands`: what has to be answered is.
    """

    more: ClassVar[str | None] = "questions/_fields.html"
    has_files: ClassVar[bool] = False
    demands: ClassVar[bool] = True
    consent_words: ClassVar[str] = CONSENT
    questions: ClassVar[Sequence[Asked]] = ()
    kept_files: ClassVar[Mapping[int, str]] = {}

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self._read: dict[int, ReadFile] = {}

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether every field that is asked is good, and answered where it has to be."""
        super().validate(extra_validators)
        shown = {each.id for each in visible(self.questions, self._texts())}
        for question in self.questions:
            if question.id in shown:
                self._judge(question)
            else:
                self[name_of(question)].errors = []
        return not self.errors

    def value_words(self, condition: Condition) -> str:
        """The answer that a condition wants, in the language of the reader."""
        question = next(each for each in self.questions if each.id == condition.question_id)
        return choice_words(question, condition.value)

    def answers(self) -> dict[int, str | ReadFile]:
        """What is asked and was answered, as it is kept."""
        kept = stored(self.questions, self._texts())
        return {question_id: self._read.get(question_id, text) for question_id, text in kept.items()}

    def _texts(self) -> dict[int, str]:
        return {each.id: self._text(each) for each in self.questions}

    def _text(self, question: Asked) -> str:
        field = self[name_of(question)]
        if question.kind is QuestionKind.FILE:
            if field.data:
                return self._read[question.id].name if question.id in self._read else str(field.data.filename)
            removed = removal_of(question) in self and self[removal_of(question)].data
            return "" if removed else self.kept_files.get(question.id, "")
        return text_of(question, field.data)

    def _judge(self, question: Asked) -> None:
        field = self[name_of(question)]
        if field.errors:
            return
        if question.kind is QuestionKind.FILE and field.data:
            self._read_file(question, field)
        chosen = parts(field.data or "") if isinstance(field.data, str) else field.data or []
        if question.values and any(each not in question.values for each in chosen):
            field.errors = [sentence_of(CHOOSE, {})]
        elif self.demands and question.required and not self._text(question):
            field.errors = [_("Falta este dato.")]
        elif question.sensitive and self._text(question) and not self[consent_of(question)].data:
            self[consent_of(question)].errors = [sentence_of(ConsentMissing.sentence, {})]

    def _read_file(self, question: Asked, field: Field) -> None:
        field.data.seek(0)  # it was read before, where the request is answered again
        try:
            self._read[question.id] = read_file(field.data)
        except Refusal as refusal:
            field.errors = [sentence_of(refusal.sentence, refusal.params)]


class AnswersForm(AskingForm, EditForm):
    """The answers of somebody, to be changed."""


class StaffAnswersForm(AnswersForm):
    """The same for the staff, who may not know every answer."""

    demands: ClassVar[bool] = False
    consent_words: ClassVar[str] = _l("La persona aceptó expresamente que el foro use este dato sensible.")


def asking(
    base: type[F], questions: Sequence[Asked], *, language: str, kept_files: Mapping[int, str] | None = None
) -> type[F]:
    """A form with the fields of these questions besides its own."""
    bases: tuple[type, ...] = (base,) if issubclass(base, AskingForm) else (AskingForm, base)
    demands = getattr(base, "demands", True)
    fields: dict[str, Any] = {
        name_of(each): _field(each, language, demanded=demands and each.required) for each in questions
    }
    kept = kept_files or {}
    fields |= {removal_of(each): BooleanField(_("Quitar el archivo")) for each in questions if each.id in kept}
    consent = getattr(base, "consent_words", CONSENT)
    fields |= {consent_of(each): BooleanField(consent) for each in questions if each.sensitive}
    has_files = any(each.kind is QuestionKind.FILE for each in questions)
    said = {"questions": tuple(questions), "kept_files": kept, "has_files": has_files}
    kind: Any = type(base)
    return cast(type[F], kind(base.__name__, bases, {**fields, **said}))


def _field(question: Asked, language: str, *, demanded: bool) -> Any:
    marks: list[Any] = [Demanded()] if demanded else []
    said: dict[str, Any] = {"label": question.wording(language), "description": help_of(question, language)}
    choices = options((value, choice_words(question, value)) for value in question.values)
    match question.kind:
        case QuestionKind.TEXT:
            return StringField(validators=[*marks, Length(max=LONGEST_TEXT)], **said)
        case QuestionKind.LONG_TEXT:
            return TextAreaField(validators=[*marks, Length(max=LONGEST_LONG_TEXT)], **said)
        case QuestionKind.NUMBER:
            return DecimalField(validators=[*marks, Optional(), NumberRange(-LARGEST, LARGEST)], **said)
        case QuestionKind.DATE:
            return DateField(validators=[*marks, Optional()], **said)
        case QuestionKind.FILE:
            return FileField(validators=marks, **said)
        case QuestionKind.MANY:
            return SelectMultipleField(
                validators=marks, choices=choices, validate_choice=False, option_widget=CheckboxInput(),
                widget=ListWidget(prefix_label=False), **said,
            )  # fmt: skip
    if demanded and len(choices) <= MOST_BUTTONS:
        return RadioField(validators=marks, choices=choices, validate_choice=False, **said)
    empty = options([("", _("Elija") if demanded else _("Sin respuesta"))])
    return SelectField(validators=marks, choices=[*empty, *choices], validate_choice=False, **said)


def help_of(question: Asked, language: str) -> str:
    """What stands below a question: its help, and what becomes of the answer."""
    said = [question.help(language)]
    if question.kind is QuestionKind.MANY and question.required:
        said.append(_("Elija al menos una."))
    if question.kind is QuestionKind.FILE:
        said.append(_("PDF, PNG o JPEG de hasta 7 MB."))
    if question.sensitive:
        said.append(_("Es un dato sensible: responder es voluntario, y solo lo lee quien organiza."))
    elif question.personal:
        said.append(_("Es un dato personal."))
    if question.keep_days == 0:
        said.append(_("Lo borramos al día siguiente del foro."))
    elif question.keep_days is not None:
        said.append(_kept_for(question.keep_days))
    return " ".join(filter(None, said))


def _kept_for(days: int) -> str:
    return ngettext("Lo borramos %(num)s día después del foro.", "Lo borramos %(num)s días después del foro.", days)


def text_of(question: Asked, data: Any) -> str:
    """What a field holds, as an answer is written."""
    if data in (None, ""):
        return ""
    if isinstance(data, Decimal):
        return f"{data:f}"
    if isinstance(data, date):
        return data.isoformat()
    if isinstance(data, list):
        return "\n".join(value for value in question.values if value in data)
    return str(data).strip()


def data_of(questions: Sequence[Asked], answers: Mapping[int, str]) -> dict[str, Any]:
    """Answers as their fields hold them."""
    held = {name_of(each): _data(each, answers.get(each.id, "")) for each in questions}
    return held | {consent_of(each): bool(answers.get(each.id)) for each in questions if each.sensitive}


def _data(question: Asked, value: str) -> Any:
    match question.kind:
        case QuestionKind.MANY:
            return parts(value)
        case QuestionKind.NUMBER:
            return Decimal(value) if value else None
        case QuestionKind.DATE:
            return date.fromisoformat(value) if value else None
        case QuestionKind.FILE:
            return None
    return value
