"""Sentences of ours are markup and have places to fill; what people typed is neither."""

import pytest
from flask import Flask, render_template_string

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
