"""The body of an API request, read by the form of the page that does the same: one set of fields, one set of rules.

    form = read_form(DeskRegistrationForm)             # shape: known fields, each of its JSON type
    form.category_id.choices = category_options(…)
    ensure_valid(form)                                 # the form's own checks

`schema_of(form)` describes the same fields for the document of the API.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, FileField, RadioField, SelectField, SelectMultipleField, SubmitField
from wtforms.validators import DataRequired, InputRequired, Length

from forum.core.errors import Refusal
from forum.core.fields import HiddenField, IntegerField
from forum.core.forms import Form
from forum.core.i18n import N_
from forum.core.i18n import gettext as _
from forum.core.incoming import LARGEST, clean, drop_invisible

F = TypeVar("F", bound=Form)

Schema = dict[str, Any]

NOT_SENT = (HiddenField, FileField, SubmitField)
KINDS: Mapping[str, type | tuple[type, ...]] = {"string": str, "boolean": bool, "integer": int, "array": list}


class BodyNotValid(Refusal):
    """The body of a request lacks something or has something wrong; `errors`: field and sentence of each."""

    code = "core.body_not_valid"
    sentence = N_("Revise los datos que envió.")
    status = 422

    def __init__(self, errors: Sequence[Mapping[str, str]]) -> None:
        super().__init__()
        self.errors = errors


class BodyNotJson(Refusal):
    """The body is no JSON object."""

    code = "core.body_not_json"
    sentence = N_("Envíe un objeto JSON (Content-Type: application/json).")
    status = 400


def json_body() -> dict[str, Any]:
    """The object that was sent; none is an empty one.

    Raises:
        BodyNotJson: it is something else.
    """
    if not request.get_data(cache=True):
        return {}
    body = request.get_json(silent=True) if request.is_json else None
    if not isinstance(body, dict):
        raise BodyNotJson
    return body


def read_form(form: type[F], stored: Mapping[str, Any] | None = None) -> F:
    """The form with what was sent; with `stored` values, what was not sent stays as it is.

    Raises:
        BodyNotJson, BodyNotValid: the shape is wrong.
    """
    body = json_body()
    kinds: dict[str, Schema] = schema_of(form)["properties"]
    usual = {name: schema["default"] for name, schema in kinds.items() if "default" in schema}
    wrong = [{"field": name, "message": _("Este dato no existe aquí.")} for name in body if name not in kinds]
    for name in body.keys() & kinds.keys():
        if not _is_of(kinds[name], body[name]):
            wrong.append({"field": name, "message": _shape_words(kinds[name], body[name])})
    if wrong:
        raise BodyNotValid(wrong)
    sent = MultiDict(_pairs({**usual, **(stored or {}), **body}))
    return form(formdata=sent, data=dict(stored or {}), meta={"csrf": False})


def _shape_words(schema: Schema, value: Any) -> str:
    if "maxLength" in schema and isinstance(value, str):
        return _("Envíe este dato como un texto más corto.")
    return _("Envíe este dato como %(unit)s de JSON.", unit=schema["type"])


def _is_of(schema: Schema, value: Any) -> bool:
    if isinstance(value, bool) != (schema["type"] == "boolean") or not isinstance(value, KINDS[schema["type"]]):
        return False
    if isinstance(value, list):
        return all(_is_of(schema["items"], each) for each in value)
    if isinstance(value, str):
        return len(value) <= int(schema.get("maxLength", len(value)))
    return isinstance(value, int) and abs(value) <= LARGEST


def _pairs(values: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for name, value in values.items():
        for each in value if isinstance(value, (list, tuple, set, frozenset)) else [value]:
            if isinstance(each, bool):
                yield from [(name, "y")] if each else []
            elif each is not None:
                yield name, clean(str(each))


def ensure_valid(form: Form) -> None:
    """Refuse what the form refuses on its page.

    Raises:
        BodyNotValid: with a sentence for each field.
    """
    if form.validate():
        return
    wrong = [
        {"field": name or "", "message": str(message)} for name, told in form.errors.items() for message in _flat(told)
    ]
    raise BodyNotValid(wrong)


def valid_form(form: type[F]) -> F:
    """The form with what was sent, where it has no choices of the moment.

    Raises:
        BodyNotJson, BodyNotValid
    """
    found = read_form(form)
    ensure_valid(found)
    return found


def _flat(told: Any) -> Iterable[Any]:
    if isinstance(told, (list, tuple)):
        for each in told:
            yield from _flat(each)
    elif isinstance(told, Mapping):
        yield from _flat(list(told.values()))
    else:
        yield told


def schema_of(form: type[Form], *, partly: bool = False) -> Schema:
    """The fields of a form as a JSON schema; `partly`: none has to be sent."""
    fields = [field for field in form(formdata=None, meta={"csrf": False}) if not isinstance(field, NOT_SENT)]
    schema: Schema = {
        "type": "object",
        "properties": {field.short_name: _schema_of_field(field) for field in fields},
        "additionalProperties": False,
    }
    required = [field.short_name for field in fields if _is_required(field)]
    return schema if partly or not required else {**schema, "required": required}


def _is_required(field: Field) -> bool:
    return any(isinstance(check, (DataRequired, InputRequired)) for check in field.validators)


def _schema_of_field(field: Field) -> Schema:
    words = ". ".join(filter(None, (drop_invisible(str(field.label.text)), str(field.description))))
    return {**_type_of(field), "description": words}


def _type_of(field: Field) -> Schema:
    if isinstance(field, BooleanField):
        return {"type": "boolean"}
    if isinstance(field, IntegerField):
        return {"type": "integer"}
    if isinstance(field, SelectMultipleField):
        return {"type": "array", "items": _choice_of(field)}
    if isinstance(field, (SelectField, RadioField)):
        return _choice_of(field)
    checks: tuple[Any, ...] = tuple(field.validators)
    most = [check.max for check in checks if isinstance(check, Length) and check.max > 0]
    return {"type": "string", **({"maxLength": min(most)} if most else {})}


def _choice_of(field: SelectField) -> Schema:
    if field.choices:
        values = [str(value) for value, *_rest in map(tuple, field.iter_choices())]
        usual = {"default": str(field.default or "")} if str(field.default or "") in values else {}
        return {"type": "string", "enum": values, **usual}  # a browser sends what a list shows first
    return {"type": "integer"} if field.coerce is not str else {"type": "string"}
