"""How the cells of lists are read: addresses, telephones, languages, names of what the edition has."""

from collections.abc import Callable, Mapping
from typing import Any

from forum.accounts.rules import normalise_email
from forum.core.i18n import LANGUAGE_NAMES, N_
from forum.core.phones import normal_phone
from forum.core.search import fold
from forum.core.sheet_columns import CellUnreadable, Column, number_cell, text_cell

LANGUAGES = {
    **{code: code for code in LANGUAGE_NAMES},
    **{fold(name): code for code, name in LANGUAGE_NAMES.items()},
    "spanish": "es",
    "ingles": "en",
}
NAME_LENGTH, TEXT_LENGTH = 60, 120
LARGEST = 2_000_000_000
ID = Column("id", N_("id"), "id", number_cell(1, LARGEST))
"""Which row of a downloaded list a row of the sheet is."""


def email_cell(text: str, _known: Any) -> str | None:
    """An address as it is stored."""
    return normalise_email(text) if text else None


def phone_cell(text: str, _known: Any) -> str:
    """A telephone as it is stored."""
    return normal_phone(text) if text else ""


def language_cell(text: str, _known: Any) -> str:
    """A language by its code or its name in either language."""
    if not text:
        return ""
    if fold(text) not in LANGUAGES:
        raise CellUnreadable(N_("Escriba es o en."))
    return LANGUAGES[fold(text)]


def named_cell(of: str) -> Callable[[str, Any], Any]:
    """One of the names that are known under this attribute (folded name: value); an empty cell is None."""

    def read(text: str, known: Any) -> Any:
        if not text:
            return None
        names: Mapping[str, Any] = getattr(known, of)
        if fold(text) not in names:
            raise CellUnreadable(N_("No hay «%(name)s» en esta edición."), name=text)
        return names[fold(text)]

    return read


NAME_COLUMNS = (
    Column(
        "given_names",
        N_("Nombre(s)"),
        "Given names",
        text_cell(NAME_LENGTH),
        ("nombres", "nombre", "first name", "given name", "name"),
    ),
    Column(
        "first_surname",
        N_("Primer apellido"),
        "First surname",
        text_cell(NAME_LENGTH),
        ("apellido paterno", "paterno", "apellido 1", "last name"),
    ),
    Column(
        "second_surname",
        N_("Segundo apellido"),
        "Second surname",
        text_cell(NAME_LENGTH),
        ("apellido materno", "materno", "apellido 2"),
    ),
    Column("surnames", N_("Apellidos"), "Surnames", text_cell(TEXT_LENGTH), ("apellido", "last names", "family name")),
    Column(
        "full_name",
        N_("Nombre completo"),
        "Full name",
        text_cell(2 * TEXT_LENGTH),
        ("nombre y apellidos", "persona", "asistente", "invitado", "participante", "contacto", "attendee"),
    ),
)
EMAIL = Column(
    "email",
    N_("Correo"),
    "E-mail",
    email_cell,
    ("correo electrónico", "email", "e mail", "mail", "correo e", "email address", "dirección de correo"),
)
PHONE = Column(
    "phone",
    N_("Celular"),
    "Mobile phone",
    phone_cell,
    ("teléfono", "telefono celular", "tel", "móvil", "phone"),
)
LANGUAGE = Column("language", N_("Idioma"), "Language", language_cell, ("lengua", "lang"))
POSITION = Column(
    "position", N_("Puesto"), "Position", text_cell(TEXT_LENGTH), ("cargo", "job title", "title", "función", "role")
)
