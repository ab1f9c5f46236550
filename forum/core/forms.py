"""The base of every form: protected, in the language of the request, and forgiving about spaces.

Forms give shape only: no query, no session. `form.data` stays in the view; services get named arguments.

A view with a form has one shape:

    form = GateForm(obj=gate)
    if form.accepts(lambda: service.rename_gate(gate.id, name=form.name.data)):
        flash(_("Guardamos el nombre."), "success")
        return redirect(url_for("checkin.gate_list"))
    return render_template("checkin/gate_edit.html", form=form, gate=gate), form.status
"""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from flask import g
from flask_babel.speaklater import LazyString
from flask_wtf import FlaskForm
from wtforms import DateTimeField, Field, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import StopValidation

from forum.core.errors import Refusal
from forum.core.fields import DecimalField, IntegerField, PasswordField, StringField, TextAreaField
from forum.core.i18n import gettext as _
from forum.core.i18n import sentence_of
from forum.core.incoming import LARGEST, drop_invisible, whole_number
from forum.core.library_words import CHOOSE, OurWords
from forum.core.logs import note_refusal

T = TypeVar("T")

UNTOUCHED = (PasswordField, TextAreaField)
YEARS = range(2000, 2200)


def _bounded(coerce: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The same conversion of a choice; a number no id column can hold is no choice (ValueError)."""

    def read(value: Any) -> Any:
        choice = coerce(value)
        return whole_number(choice) if isinstance(choice, int) else choice

    return read


def _within_reach(_form: Any, field: Field) -> None:
    """Stop before any other check at what could not be read, a number no column holds or a year outside our range."""
    value = field.data
    if field.process_errors and any(str(text).strip() for text in field.raw_data or ()):
        raise StopValidation
    if isinstance(value, int) and abs(value) > LARGEST:
        raise StopValidation(_("Escriba un número más pequeño."))
    if isinstance(value, date) and value.year not in YEARS:
        raise StopValidation(_("Revise el año: va de %(first)s a %(last)s.", first=YEARS[0], last=YEARS[-1]))


def _is_chosen(_form: Any, field: Field) -> None:
    """Stop at a value that is converted to no choice: the text `None`, or spaces."""
    if field.data is None and field.raw_data and field.raw_data[0]:
        raise StopValidation("" if field.errors else sentence_of(CHOOSE, {}))


def squeeze(text: Any) -> Any:
    """A typed text as it is kept and compared: without outer or doubled spaces and characters nobody sees, composed.

    Upper and lower case stay as typed. Composed (NFC): `ñ` is one letter, whichever keyboard sent it.
    """
    return unicodedata.normalize("NFC", " ".join(drop_invisible(text).split())) if isinstance(text, str) else text


def chosen(choice: Any) -> Any:
    """A choice; None where only spaces were sent, which is neither a choice nor the empty one."""
    return None if isinstance(choice, str) and choice.isspace() else choice


TIDIED: tuple[tuple[type[Field], Callable[[Any], Any]], ...] = ((StringField, squeeze), (SelectField, chosen))


CHECKED: tuple[tuple[type[Field], Callable[[Any, Field], None]], ...] = (
    (IntegerField, _within_reach),
    (DecimalField, _within_reach),
    (DateTimeField, _within_reach),
    (SelectField, _is_chosen),
)


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """A verb was done: what it returned."""

    result: T


class Form(FlaskForm):
    """The base form: CSRF, messages in the language of the request, refusals shown at their field.

    `refusal` is why the verb of `accepts` was not done, None while nothing was refused.
    """

    refusal: Refusal | None = None

    class Meta(FlaskForm.Meta):
        """Options of WTForms for every form."""

        def get_translations(self, form: Any) -> Any:  # noqa: ARG002
            """The library's own messages in our words."""
            return OurWords()

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
            """Squeeze every one-line text before it is checked; allow only numbers and dates a column can hold."""
            kind, given = unbound_field.field_class, unbound_field.kwargs
            if kind not in UNTOUCHED:
                tidy = [filter for of, filter in TIDIED if issubclass(kind, of)]
                options = {**options, "filters": [*given.get("filters", ()), *tidy]}
            if "coerce" in given:
                options = {**options, "coerce": _bounded(given["coerce"])}
            field = unbound_field.bind(form=form, **options)
            checks = [check for of, check in CHECKED if issubclass(kind, of)]
            field.validators = (*checks, *field.validators)
            return field

    def __init__(self, *args: Any, **values: Any) -> None:
        FlaskForm.__init__(self, *args, **values)
        g.setdefault("forms", []).append(self)

    def is_submitted(self) -> bool:
        """Whether this request sends the form."""
        return bool(FlaskForm.is_submitted(self))

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """Whether this request sends the form and every field is valid."""
        return bool(FlaskForm.validate_on_submit(self, extra_validators))

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether nothing is wrong; lazily translated messages become plain texts, as templates need."""
        valid = bool(FlaskForm.validate(self, extra_validators))
        for field in self:
            if any(isinstance(message, LazyString) for message in field.errors):
                field.errors = [str(message) for message in field.errors]
        return valid

    def accepts(self, verb: Callable[[], T]) -> Done[T] | None:
        """Do the verb when the form was sent and is valid; a refusal is shown at its field.

        Returns what was done, None when nothing was: `if form.accepts(lambda: service.close(hall_id)): …`, and where
        the result is needed `if done := form.accepts(lambda: service.open(…)): … done.result`. A view that answers one
        refusal in a way of its own looks at `form.refusal` afterwards.

        Raises:
            Refusal: its answer is a page of its own (not found, not allowed, gone).
        """
        if not self.validate_on_submit():
            return None
        try:
            return Done(verb())
        except Refusal as refusal:
            if refusal.is_page:
                raise
            note_refusal(refusal)
            self.refusal = refusal
            self.refuse(refusal)
            return None

    @property
    def status(self) -> int:
        """The status of a page with this form: 422 when it came back to be corrected."""
        return 422 if self.is_submitted() else 200

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal beside the field it speaks of, or above the form where it has none."""
        sentence = sentence_of(refusal.sentence, refusal.params)
        field = self._fields.get(refusal.field or "")
        if field is None:
            self.form_errors = [*self.form_errors, sentence]
        else:
            field.errors = [*field.errors, sentence]


def has_errors() -> bool:
    """Whether a form of this request came back to be corrected: the title of its page says so first."""
    return any(form.errors for form in g.get("forms", ()))


def checked(rule: Callable[[str], object]) -> Callable[[Any, Field], None]:
    """A validator made of a pure rule: the sentence of its refusal is shown at the field."""

    def validate(_form: Any, field: Field) -> None:
        try:
            rule(field.data)
        except Refusal as refusal:
            raise ValidationError(sentence_of(refusal.sentence, refusal.params)) from refusal

    return validate


def options(pairs: Iterable[tuple[str | int, str]]) -> list[Any]:
    """The choices of a select or radio field: (value, label) pairs, the label lazily translated."""
    return [SelectChoice(value=value, label=label) for value, label in pairs]


def grouped_options(groups: Iterable[tuple[str, Iterable[tuple[str | int, str]]]]) -> list[Any]:
    """The choices of a select field under headings: (heading, its pairs)."""
    return [
        SelectChoice(value=value, label=label, optgroup=heading) for heading, pairs in groups for value, label in pairs
    ]
