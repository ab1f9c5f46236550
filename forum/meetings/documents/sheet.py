"""A buyer's folder as a sheet: a row a meeting."""

from collections.abc import Callable, Iterable
from io import BytesIO

from forum.core.i18n import lazy_gettext as _l
from forum.core.sheets import xlsx_file
from forum.meetings.documents.words import EntryWords

COLUMNS: tuple[tuple[str, Callable[[EntryWords], str]], ...] = (
    (_l("Día"), lambda entry: entry.day),
    (_l("Horario"), lambda entry: entry.time),
    (_l("Lugar"), lambda entry: entry.place),
    (_l("Empresa"), lambda entry: entry.company),
    (_l("Razón social"), lambda entry: entry.legal_name),
    (_l("Asiste"), lambda entry: entry.person),
    (_l("Correo"), lambda entry: entry.email),
    (_l("Celular"), lambda entry: entry.phone),
    (_l("Asisten también"), lambda entry: "; ".join(entry.also)),
    (_l("Con usted"), lambda entry: "; ".join(entry.with_me)),
    (_l("Requerimiento"), lambda entry: entry.requirement),
    (_l("Coincidencia"), lambda entry: "; ".join(topic.verdict for topic in entry.topics)),
    (_l("Razones"), lambda entry: "; ".join(reason for topic in entry.topics for reason in topic.reasons)),
    (_l("Procesos"), lambda entry: "; ".join(entry.processes)),
    (_l("Certificados"), lambda entry: "; ".join(entry.certificates)),
    (_l("Estrato"), lambda entry: entry.stratum),
    (_l("Municipio"), lambda entry: entry.municipalities),
    (_l("Sitio web"), lambda entry: entry.website),
    (_l("Notas privadas"), lambda entry: entry.note),
)
"""Every column: its heading, and what it shows of a meeting."""


def folder_xlsx(entries: Iterable[EntryWords]) -> BytesIO:
    """The folder as an XLSX file."""
    headings = [str(heading) for heading, _shown in COLUMNS]
    return xlsx_file(headings, ([shown(entry) for _heading, shown in COLUMNS] for entry in entries))
