"""Two languages: every sentence is written in es-MX and is its own msgid; English comes from `translations/en/*.po`.

Each domain keeps its own .po file; they are read and merged once, when the app starts.
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, cast

from babel import Locale
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, has_request_context, request
from flask_babel import Babel, force_locale, get_locale, gettext, pgettext
from flask_babel import Domain as BabelDomain
from flask_babel import lazy_gettext as babel_lazy_gettext
from flask_babel import lazy_pgettext as babel_lazy_pgettext
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

__all__ = [
    "N_",
    "N_n",
    "force_locale",
    "gettext",
    "in_words",
    "init_i18n",
    "language_name",
    "lazy_gettext",
    "lazy_pgettext",
    "locale_name",
    "ngettext",
    "pgettext",
]

LOCALES = {"es": "es_MX", "en": "en"}
PARSED = {language: Locale.parse(code) for language, code in LOCALES.items()}
TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"
CONTACT = "%(contact)s"  # in a refusal: the address of the organisers, whom a person may write to
LANGUAGE_COOKIE = "foro_lang"


def N_(sentence: str) -> str:
    """Mark a sentence for translation where it is written; it is translated where it is shown."""
    return sentence


class Counted(str):
    """A marked sentence that counts something: its text is said of one, `many` of any other number.

    The number is the parameter called `by`.
    """

    __slots__ = ("by", "many")
    by: str
    many: str


def N_n(one: str, many: str, *, by: str = "count") -> Counted:
    """Mark a sentence that counts something, for one and for any other number: `N_n("%(count)s cita.", …)`."""
    sentence = Counted(one)
    sentence.many, sentence.by = many, by
    return sentence


def lazy_gettext(sentence: str) -> str:
    """A sentence translated when it is shown: for labels, which are made at import."""
    return cast("str", babel_lazy_gettext(sentence))


def language_name(code: str, language: str) -> str:
    """The name of a language (by its code) in "es" or "en"."""
    return str(PARSED[language].languages.get(code, code))


def lazy_pgettext(sense: str, words: str) -> str:
    """Words with more than one sense, translated in this one when they are shown."""
    return cast("str", babel_lazy_pgettext(sense, words))


def ngettext(one: str, many: str, count: int, **params: Any) -> str:
    """The sentence for this number, which is written at `%(num)s`: `1,492`."""
    return in_words(N_n(one, many, by="num"), {"num": count, **params}, language=locale_name())


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
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

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


@pass_eval_context
def _counted_in_template(context: EvalContext, one: str, many: str, count: int, /, **params: Any) -> str:
    """`ngettext` in a template: the words are markup, what they are filled with is escaped."""
    words = unfilled(N_n(one, many, by="num"), {"num": count}, language=locale_name())
    places = {"num": written(count), **params}
    return (Markup(words) if context.autoescape else words) % places  # noqa: S704 - sentences are ours


def init_i18n(app: Flask) -> None:
    """Choose the language of each request: the cookie of the switch, then the browser's preference, then es-MX."""
    app.config["BABEL_DEFAULT_LOCALE"] = LOCALES["es"]
    app.config["BABEL_DEFAULT_TIMEZONE"] = "America/Mexico_City"
    babel = Babel(app, locale_selector=_selected)
    babel.domain_instance = _Merged()
    app.jinja_env.globals.update(
        {"_": _in_template, "gettext": _in_template, "ngettext": _counted_in_template, "pgettext": pgettext}
    )


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


def sentence_of(sentence: str, params: Mapping[str, Any]) -> str:
    """A marked sentence in the current language with its parameters filled in."""
    return in_words(sentence, params, language=locale_name())


def in_words(sentence: str, params: Mapping[str, Any], *, language: str) -> str:
    """A marked sentence in "es" or "en" with its parameters filled in, also outside a request (commands)."""
    words = unfilled(sentence, params, language=language)
    if isinstance(sentence, Counted):
        params = {**params, sentence.by: written(params[sentence.by])}
    if CONTACT in words:
        params = {"contact": current_app.config["FORO"].organiser_email, **params}
    return words % params if params else words


def unfilled(sentence: str, params: Mapping[str, Any], *, language: str) -> str:
    """A marked sentence in "es" or "en", its places still open; `params` say which number it is for."""
    if isinstance(sentence, Counted):
        count = 1 if str(params[sentence.by]) == "1" else 2  # some are written already: `1,492`
        return str(catalogue(language).ngettext(str(sentence), sentence.many, count))
    return sentence if language == "es" else str(catalogue(language).gettext(sentence))


def written(value: Any) -> str:
    """A number as people read it, `1,492`; anything else as it is."""
    return format_decimal(value, locale=LOCALES["es"]) if isinstance(value, int | float | Decimal) else str(value)
