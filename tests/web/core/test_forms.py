"""What every form of the house does with what nobody means."""

import re

import pytest
from flask import Flask, render_template_string
from wtforms import DateField, RadioField, SelectField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from forum.core.errors import NotAllowed, NotFound, Refusal
from forum.core.fields import DecimalField, IntegerField, StringField, TextAreaField
from forum.core.forms import Form, options
from forum.core.i18n import N_

MISSING = "Falta este dato."


def number_or_none(value: str | None) -> int | None:
    return int(value) if value and value != "None" else None


class Sample(Form):
    """One field of each kind."""

    text = StringField()
    area = TextAreaField()
    whole = IntegerField(validators=[Optional()])
    some = DecimalField(validators=[Optional(), NumberRange(0, 10)])
    day = DateField(validators=[Optional()])
    choice = SelectField(
        validators=[InputRequired(MISSING)], coerce=number_or_none, choices=options([("", "…"), (1, "uno")])
    )
    free = SelectField(validators=[Optional()], coerce=int, validate_choice=False)
    mark = RadioField(validators=[Optional()], validate_choice=False, choices=options([("a", "A")]))


def wrong(app: Flask, **typed: str) -> dict[str, list[str]]:
    with app.test_request_context("/", method="POST", data={"choice": "1", **typed}):
        form = Sample()
        form.validate_on_submit()
        return {name: [str(each) for each in errors] for name, errors in form.errors.items()}


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("whole", str(2**31)), ("whole", "-" + "9" * 30), ("whole", "1e9"), ("some", "sNaN"), ("some", "NaN"),
        ("some", "Infinity"), ("some", "1e999999"), ("day", "1999-12-31"), ("day", "2200-01-01"), ("day", "10000-1-1"),
        ("choice", "None"), ("choice", "   "), ("choice", "2"), ("choice", "9" * 40), ("free", str(2**31)),
    ],
)  # fmt: skip
def test_each_is_refused_once_at_its_own_field(app: Flask, field: str, typed: str) -> None:
    found = wrong(app, **{field: typed})
    assert (list(found), [len(each) for each in found.values()]) == ([field], [1])


@pytest.mark.parametrize("text", ["", "  "])
def test_what_may_stay_empty_passes_empty(app: Flask, text: str) -> None:
    assert wrong(app, whole=text, some=text, day=text) == {}


def test_what_is_missing_is_said_to_be_missing(app: Flask) -> None:
    assert wrong(app, choice="") == {"choice": [MISSING]}


def test_what_can_be_kept_passes(app: Flask) -> None:
    assert wrong(app, whole=str(2**31 - 1), some="10", day="2199-12-31", free="7", mark="a", text="x", area="y") == {}


class Lengths(Form):
    """Fields of text that may be only so long."""

    line = StringField(validators=[Length(max=120)])
    area = TextAreaField(validators=[Length(max=600)])
    free = StringField()


@pytest.mark.parametrize(("name", "written"), [("line", ["120"]), ("area", ["600"]), ("free", [])])
def test_a_field_takes_no_more_than_its_length(app: Flask, name: str, written: list[str]) -> None:
    with app.test_request_context("/"):
        drawn = render_template_string("{{ ui.field(field) }}", field=Lengths()[name])
    assert re.findall(r' maxlength="(\d+)"', drawn) == written


class Refused(Refusal):
    """A refusal of this test, at a field."""

    sentence = N_("Ya existe.")
    field = "text"


class Gone(Refusal):
    """A refusal whose answer is a page of its own."""

    status = 410


def refuse(refusal: type[Refusal]) -> None:
    raise refusal


def test_a_verb_is_done_once_the_form_is_valid(app: Flask) -> None:
    with app.test_request_context("/", method="POST", data={"choice": "1", "text": " dos  palabras "}):
        form = Sample()
        done = form.accepts(lambda: form.text.data)
        assert (done and done.result, form.status, form.refusal) == ("dos palabras", 422, None)


@pytest.mark.parametrize(("method", "status"), [("GET", 200), ("POST", 422)])
def test_a_verb_waits_for_a_valid_form(app: Flask, method: str, status: int) -> None:
    with app.test_request_context("/", method=method):
        form = Sample()
        assert (form.accepts(lambda: pytest.fail("done")), form.status) == (None, status)


def test_a_refusal_stands_at_its_field(app: Flask) -> None:
    with app.test_request_context("/", method="POST", data={"choice": "1"}):
        form = Sample()
        assert form.accepts(lambda: refuse(Refused)) is None
        assert form.errors == {"text": ["Ya existe."]}
        assert isinstance(form.refusal, Refused)


@pytest.mark.parametrize("refusal", [NotFound, NotAllowed, Gone])
def test_a_refusal_with_a_page_of_its_own_goes_on(app: Flask, refusal: type[Refusal]) -> None:
    with app.test_request_context("/", method="POST", data={"choice": "1"}), pytest.raises(refusal):
        Sample().accepts(lambda: refuse(refusal))


def test_a_text_is_never_none(app: Flask) -> None:
    with app.test_request_context("/", method="POST", data={"choice": "1"}):
        form = Sample(text=None, area=None)
        assert (form.text.data, form.area.data) == ("", "")
