"""What the tables hold of people, declared by each domain column by column, in its `personal.py`:

    POSITION = Datum(DataKind.WORK, N_("puesto"))

    PERSONAL_DATA = {
        "registration": {"position": POSITION, "link_nonce": None},     # None: says nothing of a person
    }

`forum.app` lists the declarations. The privacy notice names every datum, and a test finds the columns that are not
declared. Keys need no declaration: what they point to has its own.
"""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import Flask, current_app

from forum.core.i18n import N_


class DataKind(enum.StrEnum):
    """The groups in which the privacy notice lists personal data: each is a place of this name in its text."""

    IDENTITY = "identity"
    WORK = "work"
    COMPANY = "company"
    PARTICIPATION = "participation"
    ACCOUNT = "account"
    SALES = "sales"


@dataclass(frozen=True, slots=True)
class Datum:
    """One thing that is known of a person, as the privacy notice calls it.

    `sensitive`: it may reveal health, beliefs, origin, … (LFPDPPP, art. 2), which the notice must say.
    """

    kind: DataKind
    word: str
    sensitive: bool = False


PersonalData = Mapping[str, Mapping[str, Datum | None]]

NAME = Datum(DataKind.IDENTITY, N_("nombre"))
SURNAMES = Datum(DataKind.IDENTITY, N_("apellidos"))
EMAIL = Datum(DataKind.IDENTITY, N_("correo"))
PHONE = Datum(DataKind.IDENTITY, N_("celular"))
LANGUAGE = Datum(DataKind.IDENTITY, N_("idioma"))
POSITION = Datum(DataKind.WORK, N_("puesto"))
PERMISSIONS = Datum(DataKind.ACCOUNT, N_("permisos"))

PERSONAL_DATA: PersonalData = {
    "kept_form": {
        "token_hash": None,
        "browser_hash": None,
        "action": None,
        "page": None,
        "fields": Datum(DataKind.ACCOUNT, N_("lo que envió sin haber iniciado sesión, por una hora")),
        "created_at": None,
    },
    # settings, and who of the team changed them
    "configuration_event": dict.fromkeys(
        ("at", "thing", "thing_id", "title", "change", "changes", "count", "words"),
    ),
}


def init_personal_data(app: Flask, declarations: Iterable[PersonalData]) -> None:
    """Set what the tables hold of people."""
    declarations = tuple(declarations)
    app.extensions["personal_tables"] = {name: table for tables in declarations for name, table in tables.items()}
    columns = [datum for tables in declarations for table in tables.values() for datum in table.values()]
    app.extensions["personal_data"] = tuple(dict.fromkeys(datum for datum in columns if datum is not None))


def personal_data() -> tuple[Datum, ...]:
    """Everything that is known of people, once each, in the order of the declarations."""
    data: tuple[Datum, ...] = current_app.extensions["personal_data"]
    return data


def personal_tables() -> PersonalData:
    """What each table holds of people, column by column, in the order of the declarations."""
    tables: PersonalData = current_app.extensions["personal_tables"]
    return tables
