"""Components of a list that are kept, and addresses that are made from one: the same as without."""

from collections.abc import Iterator

import pytest
from flask import Flask, render_template_string, url_for
from flask_babel import force_locale
from markupsafe import Markup

from forum.registration.enums import RegistrationStatus

TAG = "{{ ui.tag(words) }}"
LABEL = "{{ ui.label_tag(status) }}"


@pytest.fixture
def page(app: Flask) -> Iterator[Flask]:
    with app.test_request_context("/"):
        yield app


def test_text_is_escaped_and_markup_of_the_same_letters_is_not(page: Flask) -> None:
    for _ in range(2):
        assert "&lt;b&gt;" in render_template_string(TAG, words="<b>")
        assert "<b>" in render_template_string(TAG, words=Markup("<b>"))


def test_each_language_has_its_own(page: Flask) -> None:
    for _ in range(2):
        for language, word in (("es", "Aprobado"), ("en", "Approved")):
            with force_locale(language):
                assert word in render_template_string(LABEL, status=RegistrationStatus.APPROVED)


def test_more_than_are_kept_are_drawn_all_the_same(page: Flask) -> None:
    for number in range(1_100):
        assert f">{number}</span>" in render_template_string(TAG, words=number).replace("\n", "")


def test_addresses_are_those_of_the_pages(page: Flask) -> None:
    made = render_template_string(
        "{% set show = addresses('companies.company_show', 'company_id', edition_slug='foro') %}"
        "{{ show(7) }} {{ show(12) }}"
    )
    assert made == " ".join(url_for("companies.company_show", edition_slug="foro", company_id=id) for id in (7, 12))
