"""Forms that change what is stored, and know which values they showed.

Two people open the same page; the first saves, then the second, whose page still shows the older values: without a
check the second would set everything back to them. An `EditForm` carries a fingerprint of each value it showed. Where
what is stored is another by now, nothing is saved; the form comes back and says which fields somebody else changed.
One that comes back without being validated says nothing, and goes on comparing with what its page showed at first.

    form = QuotaForm(obj=exhibitor)  # QuotaForm is an EditForm: nothing else to do in the view

It is compared twice: as the request begins, and, where the form is good to be saved, under a lock. The request is
answered again from its start then, by the same view in one transaction: what the view reads is what is stored, and of
two that save at the same moment the second sees the value of the first. The lock is on the name of what is edited:
forms with one `subject` exclude each other, and without one those of one address.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from typing import Any, TypeVar

from flask import Flask, current_app, make_response, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import object_mapper
from wtforms import BooleanField, Field, FileField, SubmitField
from wtforms.csrf.core import CSRFTokenField

from forum.core.again import holding_edit, holds_edit
from forum.core.database import atomic, lock_name
from forum.core.fields import HiddenField, PasswordField
from forum.core.forms import Done, Form
from forum.core.i18n import gettext as _

T = TypeVar("T")

FINGERPRINT_SIZE = 4  # bytes a field: it tells an older page from a newer one, it proves nothing
NOT_COMPARED = (CSRFTokenField, HiddenField, PasswordField, FileField, SubmitField)


class AnswerAgain(Exception):
    """The view is to be called again, while the name of what it edits is locked."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def init_edits(app: Flask) -> None:
    """Answer a request that saves an edit form again, under the lock."""
    app.register_error_handler(AnswerAgain, _answer_again)


def _answer_again(again: AnswerAgain) -> ResponseReturnValue:
    view = current_app.view_functions[request.endpoint or ""]
    try:
        with atomic() as current:
            lock_name(again.name)
            for row in list(current.identity_map.values()):  # read before the lock
                current.expire(row, object_mapper(row).column_attrs.keys())
            with holding_edit():
                answer: ResponseReturnValue = current_app.ensure_sync(view)(**(request.view_args or {}))
                return make_response(answer)
    except Exception as error:
        return current_app.handle_user_exception(error)


class EditForm(Form):
    """A form that changes something stored, given as `obj` or `data`: an older page cannot overwrite a newer value.

    A form without either makes something new and compares nothing; neither does one sent without its fingerprints.
    """

    seen = HiddenField()

    def __init__(self, *args: Any, **values: Any) -> None:
        subject = values.pop("subject", None)
        super().__init__(*args, **values)
        self._changed: dict[str, str] = {}
        self._compares, self._subject, self._stored = False, subject, ""
        if values.get("obj") is None and not values.get("data"):
            return
        self._compares = True
        stored = {field.short_name: _fingerprint(stored_value(field)) for field in self._compared()}
        self._stored = "".join(stored.values())
        sent = _parted(self.seen.data)
        if len(sent) == len(stored):
            before = zip(stored, sent, strict=True)
            self._changed = {name: then for name, then in before if then != stored[name]}
        else:
            self._see_stored()

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether every field is valid and nobody else changed what this page showed."""
        shown = {name: then for name, then in self._changed.items() if name in self}  # a view may leave fields out
        changed = [self._show_changed(self[name], then) for name, then in shown.items()]
        valid = super().validate(extra_validators)
        for field, message in changed:
            if message:
                field.errors = [*field.errors, message]
        if self._compares:
            self._see_stored()
        return valid and not any(message for _field, message in changed)

    def accepts(self, verb: Callable[[], T]) -> Done[T] | None:
        """Do the verb as every form does; what is stored is compared once more under a lock before."""
        if self._compares and not holds_edit() and self.validate_on_submit():
            raise AnswerAgain(self._subject or request.path)
        return super().accepts(verb)

    def _see_stored(self) -> None:
        """The page shows what is stored, or says what differs from it."""
        self.seen.data, self.seen.raw_data = self._stored, None

    def _compared(self) -> list[Field]:
        return [field for field in self if not isinstance(field, NOT_COMPARED)]

    def _show_changed(self, field: Field, shown: str) -> tuple[Field, str]:
        """What to tell beside a field somebody else changed; one left as it was shown takes the newer value."""
        stored = stored_value(field)
        if field.data == stored:
            return field, ""
        if _fingerprint(field.data) != shown:
            return field, _two_changes(words_of(field))
        field.process_data(field.object_data)
        field.raw_data = None
        return field, _("Otra persona cambió este dato mientras usted editaba. Ya se muestra el valor nuevo.")


@contextmanager
def _as_stored(field: Field) -> Iterator[Field]:
    """The field as it was before anything was sent, during the block."""
    sent, raw = field.data, field.raw_data
    field.process_data(field.object_data)
    field.raw_data = None
    try:
        yield field
    finally:
        field.data, field.raw_data = sent, raw


def stored_value(field: Field) -> Any:
    """The value of a field before anything was sent, as the field itself reads it."""
    with _as_stored(field):
        value = field.data
        for tidy in field.filters:
            value = tidy(value)
        return value


def words_of(field: Field) -> str:
    """The stored value as a person reads it in this field; empty where one line cannot say it."""
    with _as_stored(field):
        if hasattr(field, "iter_choices"):
            return ", ".join(str(choice.label) for choice in field.iter_choices() if choice.selected)
        return "" if isinstance(field, BooleanField) or not hasattr(field, "_value") else str(field._value())


def _two_changes(stored: str) -> str:
    if not stored:
        return _("Otra persona cambió este dato mientras usted editaba. Si guarda otra vez, queda como usted lo puso.")
    return _(
        "Otra persona cambió este dato mientras usted editaba: ahora es «%(value)s». Si guarda otra vez, queda como "
        "usted lo puso.",
        value=stored,
    )


def _fingerprint(value: Any) -> str:
    if isinstance(value, (set, frozenset)):
        value = sorted(value)
    told = "" if value is None else repr(value)
    return blake2b(told.encode(), digest_size=FINGERPRINT_SIZE).hexdigest()


def _parted(text: str) -> list[str]:
    width = 2 * FINGERPRINT_SIZE
    return [text[at : at + width] for at in range(0, len(text), width)]
