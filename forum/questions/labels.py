"""How kinds of questions and what happened to one are shown, and an answer in words."""

from datetime import date
from decimal import Decimal

from forum.core.filters import long_date
from forum.core.filters import number as number_words
from forum.core.i18n import gettext as _
from forum.core.i18n import lazy_gettext as _l
from forum.core.i18n import locale_name
from forum.core.labels import Label
from forum.questions.enums import QuestionChange, QuestionKind
from forum.questions.rules import Asked, parts

KINDS = {
    QuestionKind.TEXT: Label(_l("Texto")),
    QuestionKind.LONG_TEXT: Label(_l("Texto largo")),
    QuestionKind.ONE: Label(_l("Elegir una opción")),
    QuestionKind.MANY: Label(_l("Elegir varias opciones")),
    QuestionKind.YES_NO: Label(_l("Sí o no")),
    QuestionKind.NUMBER: Label(_l("Número")),
    QuestionKind.DATE: Label(_l("Fecha")),
    QuestionKind.FILE: Label(_l("Archivo")),
}
CHANGES = {
    QuestionChange.ADDED: Label(_l("Pregunta agregada"), "info"),
    QuestionChange.CHANGED: Label(_l("Pregunta cambiada"), "info"),
    QuestionChange.RETIRED: Label(_l("Pregunta retirada"), "warning"),
    QuestionChange.RESUMED: Label(_l("Pregunta en uso otra vez"), "success"),
    QuestionChange.FORGOTTEN: Label(_l("Respuestas borradas"), "warning"),
}
LABELS = (KINDS, CHANGES)


def answer_words(question: Asked, value: str) -> str:
    """An answer in the language of its reader; a choice that is none any more as it was chosen."""
    if not value:
        return ""
    if question.kind is QuestionKind.DATE:
        return long_date(date.fromisoformat(value))
    if question.kind is QuestionKind.NUMBER:
        return str(number_words(Decimal(value)))
    if question.values:
        return ", ".join(choice_words(question, part) for part in parts(value))
    return value


def choice_words(question: Asked, value: str) -> str:
    """A choice in the language of its reader."""
    if question.kind is QuestionKind.YES_NO:
        return _(value)
    words = {option.es: option.words(locale_name()) for option in question.options}
    return words.get(value, value)
