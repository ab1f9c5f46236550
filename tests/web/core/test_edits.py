"""An older page of a form cannot set back what somebody else changed meanwhile."""

import re
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from wtforms import BooleanField, DateField, SelectField, SelectMultipleField
from wtforms.validators import Optional

from forum.core.clock import utc_now
from forum.core.database import session
from forum.core.edits import EditForm
from forum.core.fields import DecimalField, IntegerField, StringField
from forum.core.forms import options
from forum.exhibitors import service
from forum.exhibitors.models import Exhibitor
from tests.builders.editions import an_edition
from tests.builders.exhibitors import an_exhibitor, stands
from tests.builders.people import a_person, an_organiser

NEWER = "Otra persona cambió este dato mientras usted editaba. Ya se muestra el valor nuevo."
BOTH = (
    "Otra persona cambió este dato mientras usted editaba: ahora es «{}». Si guarda otra vez, queda como usted lo puso."
)
CHOICES = options([(1, "Uno"), (2, "Dos"), (3, "Tres")])


class Sample(EditForm):
    """One field of each kind."""

    text = StringField()
    whole = IntegerField(validators=[Optional()])
    some = DecimalField(validators=[Optional()])
    day = DateField(validators=[Optional()])
    mark = BooleanField()
    choice = SelectField(coerce=int, choices=CHOICES)
    many = SelectMultipleField(coerce=int, choices=CHOICES)


SHOWN = {
    "text": "Sala",
    "whole": 4,
    "some": Decimal("2.50"),
    "day": date(2026, 10, 1),
    "mark": True,
    "choice": 1,
    "many": [1, 2],
}
SENT = {
    "text": "Sala",
    "whole": "4",
    "some": "2.50",
    "day": "2026-10-01",
    "mark": "y",
    "choice": "1",
    "many": ["1", "2"],
}


def sent_back(app: Flask, stored: dict[str, object], sent: dict[str, object]) -> tuple[dict[str, object], Sample]:
    """What is wrong once a page that showed `SHOWN` sends `sent`, when `stored` is what is kept by now."""
    with app.test_request_context("/"):
        seen = Sample(obj=SimpleNamespace(**SHOWN)).seen.data
    with app.test_request_context("/", method="POST", data={**SENT, "seen": seen, **sent}):
        form = Sample(obj=SimpleNamespace(**{**SHOWN, **stored}))
        form.validate_on_submit()
        return {name: errors[0] for name, errors in form.errors.items()}, form


def test_what_nobody_else_changed_is_saved(app: Flask) -> None:
    assert sent_back(app, {}, {"text": "Salón", "whole": "9"})[0] == {}


@pytest.mark.parametrize(
    ("name", "stored"),
    [("text", "Patio"), ("whole", 9), ("some", Decimal("3.00")), ("day", date(2026, 10, 2)), ("mark", False),
     ("choice", 3), ("many", [2, 3])],
)  # fmt: skip
def test_a_field_left_as_it_was_shows_the_newer_value(app: Flask, name: str, stored: object) -> None:
    wrong, form = sent_back(app, {name: stored}, {})
    assert (wrong, form[name].data) == ({name: NEWER}, stored)


@pytest.mark.parametrize(
    ("name", "stored", "typed", "words"),
    [("text", "Patio", "Jardín", "Patio"), ("whole", 9, "7", "9"), ("some", Decimal("3.00"), "4", "3.00"),
     ("day", date(2026, 10, 2), "2026-10-03", "2026-10-02"), ("choice", 3, "2", "Tres"),
     ("many", [2, 3], ["1", "3"], "Dos, Tres")],
)  # fmt: skip
def test_two_changes_of_one_field_keep_what_was_typed(
    app: Flask, name: str, stored: object, typed: object, words: str
) -> None:
    wrong, form = sent_back(app, {name: stored}, {name: typed})
    assert wrong == {name: BOTH.format(words)}
    assert form[name].data != stored


def test_a_field_the_view_left_out_is_not_compared(app: Flask) -> None:
    _wrong, form = sent_back(app, {"whole": 9}, {"whole": "7"})
    del form["whole"]
    assert form.validate()


def test_the_same_change_by_two_is_no_conflict(app: Flask) -> None:
    assert sent_back(app, {"whole": 9}, {"whole": "9"})[0] == {}


def test_sending_again_saves(app: Flask) -> None:
    _wrong, form = sent_back(app, {"whole": 9}, {"whole": "7"})
    with app.test_request_context("/", method="POST", data={**SENT, "whole": "7", "seen": form.seen.data}):
        assert Sample(obj=SimpleNamespace(**{**SHOWN, "whole": 9})).validate_on_submit()


@pytest.mark.parametrize("seen", ["", "zz", "0" * 8])
def test_a_form_without_what_it_showed_compares_nothing(app: Flask, seen: str) -> None:
    with app.test_request_context("/", method="POST", data={**SENT, "seen": seen}):
        assert Sample(obj=SimpleNamespace(**{**SHOWN, "whole": 9})).validate_on_submit()


def test_an_older_tab_does_not_reset_a_quota(client: FlaskClient) -> None:
    edition = an_edition()
    exhibitor = an_exhibitor(edition, stands(edition, 1)[0]).exhibitor
    an_organiser(client, edition)
    address = f"/{edition.slug}/exhibitors/review/{exhibitor.id}"
    shown = re.search(r'name="seen"[^>]*value="(\w+)"', client.get(address).text)
    assert shown is not None
    service.set_staff_quota(exhibitor.id, staff_quota=9, by=a_person().id, now=utc_now())
    answer = client.post(f"{address}/quota", data={"staff_quota": "6", "seen": shown[1]})
    assert (answer.status_code, BOTH.format(9) in answer.text) == (422, True)
    session().expire_all()
    assert session().get_one(Exhibitor, exhibitor.id).staff_quota == 9
