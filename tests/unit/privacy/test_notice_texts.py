"""The privacy notice lists the personal data that the domains declare."""

import pytest

from forum.app.personal import PERSONAL_DATA
from forum.core.i18n import in_words
from forum.core.personal import LANGUAGE, NAME, POSITION, DataKind, Datum
from forum.privacy.rules import Controller, notice_texts

ORGANISATION = Datum(DataKind.WORK, "organización")
SECTOR = Datum(DataKind.WORK, "sector")
DECLARED = [each for tables in PERSONAL_DATA for table in tables.values() for each in table.values() if each]


def lines(*data: Datum, language: str = "es") -> list[str]:
    return notice_texts(Controller(), data)[f"full_{language}"].splitlines()


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ([NAME], "- De identificación y contacto: nombre."),
        ([NAME, LANGUAGE], "- De identificación y contacto: nombre e idioma."),
        ([POSITION, NAME, ORGANISATION], "- De trabajo: puesto y organización; si representa a una empresa, su ."),
    ],
)
def test_data_are_listed_by_kind(data: list[Datum], line: str) -> None:
    assert line in lines(*data)


def test_without_sensitive_data_the_notice_says_so() -> None:
    assert "No pedimos datos personales sensibles." in lines(NAME)
    assert "We ask for no sensitive personal data." in lines(NAME, language="en")


def test_sensitive_data_are_named_as_such() -> None:
    text = lines(NAME, Datum(DataKind.WORK, "necesidades de accesibilidad", sensitive=True))
    assert "De ellos son sensibles: necesidades de accesibilidad." in text
    assert "No pedimos datos personales sensibles." not in text


@pytest.mark.parametrize("language", ["es", "en"])
def test_everything_declared_is_in_the_notice(language: str) -> None:
    text = "\n".join(lines(*DECLARED, language=language))
    assert [each.word for each in DECLARED if in_words(each.word, {}, language=language) not in text] == []


# what the product does not do: nobody is asked for it, and no text promises it
NOT_DONE = (
    "el aliado que le invitó",
    "Enviarle noticias",
    "Mostrar su nombre",
    "lee su gafete",
    "entrega queda anotada",
    "the ally that invited you",
    "Sending you news",
    "Showing your name",
    "reads your badge",
    "handing over is recorded",
)


def test_the_notice_promises_nothing_that_is_not_built() -> None:
    texts = notice_texts(Controller(), DECLARED)
    assert [words for words in NOT_DONE if any(words in text for text in texts.values())] == []


def test_the_notice_names_what_participants_see_of_each_other() -> None:
    for told in ("Si es comprador", "Si pide una cita", "Si pide unirse a una empresa", "Si representa a una empresa"):
        assert any(line.startswith(f"- {told}") for line in lines(*DECLARED))
