"""Two languages: every sentence is written in es-MX and is its own msgid; English comes from `translations/en/*.po`.

Each domain keeps its own .po file; they are read and merged once, when the app starts.
"""

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, cast

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, g, has_request_context, request
from flask_babel import Babel, force_locale, get_locale, gettext, ngettext
from flask_babel import Domain as BabelDomain
from flask_babel import lazy_gettext as babel_lazy_gettext
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

__all__ = [
    "N_",
    "force_locale",
    "gettext",
    "in_words",
    "init_i18n",
    "language_name",
    "lazy_gettext",
    "locale_name",
    "ngettext",
]

LOCALES = {"es": "es_MX", "en": "en"}
PARSED = {language: Locale.parse(code) for language, code in LOCALES.items()}
TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"
LANGUAGE_COOKIE = "foro_lang"


def N_(sentence: str) -> str:
    """Mark a sentence for translation where it is written; it is translated where it is shown."""
    return sentence


def lazy_gettext(sentence: str) -> str:
    """A sentence translated when it is shown: for labels, which are made at import."""
    return cast("str", babel_lazy_gettext(sentence))


def language_name(code: str, language: str) -> str:
    """The name of a language (by its code) in "es" or "en"."""
    return str(PARSED[language].languages.get(code, code))


@cache
def catalogue(language: str) -> NullTranslations:
    """All sentences of one language, merged from the domains' files; Spanish needs none."""
    folder = TRANSLATIONS / language
    merged = Translations()
    for path in sorted(folder.glob("*.po")) if folder.is_dir() else []:
        merged.merge(_compiled(path))
    merged.plural = lambda count: int(count != 1)  # merge() forgets it
    return merged


@cache
def sentences() -> frozenset[object]:
    """Every sentence of ours; a test proves that the English catalogue has them all."""
    return frozenset(getattr(catalogue("en"), "_catalog", ())) - {""}  # the empty one is the files' header


def _compiled(path: Path) -> Translations:
    with path.open("rb") as source:
        messages = read_po(source)
    buffer = BytesIO()
    write_mo(buffer, messages)
    buffer.seek(0)
    return Translations(buffer)


class _Merged(BabelDomain):
    """Flask-Babel's sentences, taken from the merged catalogue instead of compiled files."""

    def get_translations(self) -> NullTranslations:
        return catalogue(locale_name())


def locale_name() -> str:
    """The current language: "es" or "en"."""
    kept = getattr(g, "_flask_babel", None) if g else None  # asked for each sentence: look where Flask-Babel keeps it
    locale = getattr(kept, "babel_locale", None)
    if locale is None:
        locale = get_locale()
    return "en" if locale is not None and locale.language == "en" else "es"


@pass_eval_context
def _in_template(context: EvalContext, sentence: str, /, **params: Any) -> str:
    """`_("…")` in a template: as Jinja's own, without its two detours (a page has fifty sentences).

    Only a sentence of ours is markup and has places to fill. A reason is sometimes ours and sometimes typed by
    somebody: what they typed comes back as it is, and is escaped like any text.
    """
    if not params and sentence not in sentences():
        return sentence
    text = sentence if locale_name() == "es" else str(catalogue("en").gettext(sentence))
    words = Markup(text) if context.autoescape else text  # noqa: S704 - sentences are ours, params are escaped
    return words % params if params else words.replace("%%", "%")


def init_i18n(app: Flask) -> None:
    """Choose the language of each request: the cookie of the switch, then the browser's preference, then es-MX."""
    app.config["BABEL_DEFAULT_LOCALE"] = LOCALES["es"]
    app.config["BABEL_DEFAULT_TIMEZONE"] = "America/Mexico_City"
    babel = Babel(app, locale_selector=_selected)
    babel.domain_instance = _Merged()
    app.jinja_env.globals.update({"_": _in_template, "gettext": _in_template})


def _selected() -> Locale:
    return PARSED[chosen_language()]


def chosen_language() -> str:
    """The language of the current request."""
    if not has_request_context():
        return "es"
    language: str | None = g.get("language")
    if language is None:
        cookie = request.cookies.get(LANGUAGE_COOKIE)
        language = cookie if cookie in LOCALES else request.accept_languages.best_match(list(LOCALES)) or "es"
        g.language = language
    return language


def sentence_of(sentence: str, params: dict[str, Any]) -> str:
    """A marked sentence in the current language with its parameters filled in."""
    translated = gettext(sentence)
    return translated % params if params else translated


def in_words(sentence: str, params: Mapping[str, Any], *, language: str) -> str:
    """A marked sentence in "es" or "en" with its parameters filled in, also outside a request (commands)."""
    words = sentence if language == "es" else str(catalogue(language).gettext(sentence))
    return words % params if params else words
