"""The list of registrations as a sheet, in the language of its reader."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.i18n import LANGUAGE_NAMES, locale_name
from forum.core.i18n import gettext as _
from forum.core.labels import word_of
from forum.core.phones import sheet_phone
from forum.editions.models import Category, Edition
from forum.privacy.enums import Purpose
from forum.privacy.models import Consent
from forum.privacy.queries import latest_consents
from forum.registration.models import Registration
from forum.registration.queries import Wanted, export_batches


@dataclass(frozen=True, slots=True)
class AddedColumns:
    """Columns of a domain above, as `forum.app` lists them: the headings, and the cells of a batch by registration."""

    headings: Callable[[Edition], Sequence[str]]
    cells: Callable[[Edition, Sequence[int]], Mapping[int, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sheet: what it shows, and the time zone of its times."""

    zone: ZoneInfo
    consents: Mapping[tuple[int, Purpose], Consent]
    registration: Registration
    person: Person
    category: Category
    ally_code: str | None
    company: Company | None
    postal_code: str | None

    def time(self, moment: datetime) -> str:
        """A moment on the clocks of the venue."""
        return f"{moment.astimezone(self.zone):%Y-%m-%d %H:%M}"

    def consent(self, purpose: Purpose) -> str:
        """What the person answered last and when; empty where they were not asked."""
        answer = self.consents.get((self.person.id, purpose))
        if answer is None:
            return ""
        return f"{_('Sí') if answer.granted else _('No')} · {self.time(answer.given_at)}"


COLUMNS: tuple[tuple[str, Callable[[Line], str | None]], ...] = (
    ("id", lambda line: str(line.registration.id)),
    ("nombres", lambda line: line.person.given_names),
    ("primer_apellido", lambda line: line.person.first_surname),
    ("segundo_apellido", lambda line: line.person.second_surname),
    ("correo", lambda line: line.person.email),
    ("celular", lambda line: sheet_phone(line.person.phone or "")),
    ("organizacion", lambda line: line.registration.organisation),
    ("puesto", lambda line: line.registration.position),
    ("sector", lambda line: word_of(line.registration.sector)),
    ("categoria", lambda line: line.category.name(locale_name())),
    ("estado", lambda line: word_of(line.registration.status)),
    ("cancelado_por", lambda line: word_of(line.registration.canceller)),
    ("codigo_aliado", lambda line: line.ally_code),
    ("idioma", lambda line: LANGUAGE_NAMES[line.person.language]),
    ("registrado", lambda line: line.time(line.registration.created_at)),
    ("empresa", lambda line: line.company.name if line.company else ""),
    ("rfc", lambda line: line.company.rfc if line.company else ""),
    ("estrato", lambda line: word_of(line.company.stratum if line.company else None)),
    ("cp", lambda line: line.postal_code),
    ("aviso_privacidad", lambda line: line.consent(Purpose.EVENT)),
    ("acepta_noticias", lambda line: line.consent(Purpose.NEWS)),
    ("acepta_aliados", lambda line: line.consent(Purpose.ALLIES)),
    ("acepta_whatsapp", lambda line: line.consent(Purpose.WHATSAPP)),
    ("acepta_directorio", lambda line: line.consent(Purpose.DIRECTORY)),
)
"""Every column: its heading, and what it shows of a line."""


def headings(edition: Edition, added: Sequence[AddedColumns]) -> list[str]:
    """The first row of the sheet."""
    return [heading for heading, _shown in COLUMNS] + [
        heading for columns in added for heading in columns.headings(edition)
    ]


def rows(edition: Edition, added: Sequence[AddedColumns], *, wanted: Wanted) -> Iterator[list[str]]:
    """The rows of the sheet, fetched in batches while it is written."""
    zone = ZoneInfo(edition.time_zone)
    empty = [[""] * len(columns.headings(edition)) for columns in added]
    for batch in export_batches(edition.id, wanted=wanted):
        consents = latest_consents(row.Person.id for row in batch)
        ids = [row.Registration.id for row in batch]
        more = [(columns.cells(edition, ids), none) for columns, none in zip(added, empty, strict=True)]
        for row in batch:
            line = Line(zone, consents, *row)
            cells = [shown(line) or "" for _heading, shown in COLUMNS]
            yield cells + [cell for found, none in more for cell in found.get(line.registration.id, none)]
