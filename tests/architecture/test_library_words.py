"""No sentence of a library reaches a person: the messages of the form library and of the web server are ours."""

from collections.abc import Iterator
from pathlib import Path

import flask_wtf
import pytest
import wtforms
from babel.messages.extract import extract_from_file
from flask import Flask
from werkzeug.exceptions import default_exceptions

from forum.core.forms import Form
from forum.core.i18n import force_locale, in_words
from forum.core.library_words import CHECK, COUNTED, WORDS, OurWords
from forum.core.web import ERROR_WORDS, error_page

# Told when a form is written wrongly, and to developers alone.
FOR_DEVELOPERS = {"Choices cannot be None.", "Invalid field name '%s'."}
# Checks and fields that no form of ours uses; a person would read "Revise este dato."
UNUSED = {
    "CSRF failed.",
    "CSRF token expired.",
    "CSRF token missing.",
    "File does not have an approved extension: {extensions}",
    "File does not have an approved extension.",
    "Date must be at least %(min)s.",
    "Date must be at most %(max)s.",
    "Date must be between %(min)s and %(max)s.",
    "Invalid CSRF Token.",
    "Invalid IP address.",
    "Invalid Mac address.",
    "Invalid UUID.",
    "Invalid input.",
    "Invalid value, can't be any of: %(values)s.",
    "Not a valid week value.",
    "This field cannot be edited.",
    "This field is disabled and cannot have a value.",
}


def messages() -> Iterator[tuple[str, ...]]:
    files = [*Path(wtforms.__path__[0]).rglob("*.py"), Path(flask_wtf.__path__[0]) / "file.py"]
    for file in files:
        for _line, message, _comments, _context in extract_from_file("python", file):
            yield message if isinstance(message, tuple) else (message,)


@pytest.mark.parametrize("language", ["es", "en"])
def test_no_message_of_the_form_library_passes_through(app: Flask, language: str) -> None:
    told, ours = {}, {CHECK, *WORDS.values(), *COUNTED.values()}
    expected = {in_words(each, {"min": 2, "max": 2}, language=language) for each in ours}
    places = {"min": 2, "max": 2, "values": "a", "value": "a", "other_name": "a"}
    expected |= {str(each) % places for each in expected}
    with app.test_request_context(), force_locale(language):
        for message in messages():
            words = OurWords().gettext(*message) if len(message) == 1 else OurWords().ngettext(*message, 2)
            told[message] = words % places
    assert len(told) > 30
    assert {message: words for message, words in told.items() if words not in expected} == {}


def test_a_message_somebody_can_meet_says_what_to_write() -> None:
    named = {message[0] for message in messages()}
    assert named - set(WORDS) - set(COUNTED) - FOR_DEVELOPERS == UNUSED


def test_every_form_asks_us_for_its_words() -> None:
    forms = [Form, *Form.__subclasses__()]
    assert [form for form in forms if not isinstance(form.Meta().get_translations(None), OurWords)] == []


def test_no_error_page_quotes_the_web_server(app: Flask) -> None:
    for code, kind in default_exceptions.items():
        with app.test_request_context("/"):
            page = error_page(code)
        assert kind.description is None or kind.description not in page
        assert ERROR_WORDS.get(code, ERROR_WORDS[400])[0] in page
