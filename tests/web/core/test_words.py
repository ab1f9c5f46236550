"""Sentences of ours are markup and have places to fill; what people typed is neither."""

from datetime import UTC, datetime

import pytest
from flask import Flask, render_template_string

from forum.core.filters import date_time
from forum.core.i18n import LOCALES, force_locale


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "50 % menos", "%(name)s", "%s {0} {{ 7*7 }}", ""])
def test_a_typed_reason_comes_back_as_it_was_typed_and_escaped(app: Flask, typed: str, language: str) -> None:
    with app.test_request_context(), force_locale(LOCALES[language]):
        escaped = render_template_string("{{ reason }}", reason=typed)
        assert render_template_string("{{ _(reason) }}", reason=typed) == escaped


def test_a_sentence_of_ours_is_filled_with_what_people_typed_escaped(app: Flask) -> None:
    with app.test_request_context(), force_locale("en"):
        page = render_template_string(
            '{{ _("Mesa de %(name)s", name=name) }} {{ _("Inicie sesión otra vez para continuar.") }}', name="<b>"
        )
    assert page == "Table of &lt;b&gt; Sign in again to continue."


def test_a_moment_is_written_as_its_language_does(app: Flask) -> None:
    moment = datetime(2026, 9, 9, 15, 12, tzinfo=UTC)
    with app.test_request_context():
        told = []
        for language in ("es", "en"):
            with force_locale(LOCALES[language]):
                told.append(date_time(moment))
    assert told == ["9 sep 2026, 09:12", "Sep 9, 2026, 09:12"]
