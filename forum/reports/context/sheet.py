"""A report as a sheet."""

from collections.abc import Iterable
from datetime import datetime

from forum.core.filters import date_time
from forum.core.i18n import gettext as _
from forum.reports.rules import Section, sheet_rows


def sheet_of(sections: Iterable[Section], *, now: datetime) -> tuple[list[str], list[list[str]]]:
    """The headings and rows of these parts of a report; each row says of when it is."""
    headings = [_("Apartado"), _("Cifra"), _("Qué cuenta"), _("Valor"), _("Definición"), _("Corte")]
    rows = sheet_rows(sections, given=_("Dato que dio el comité organizador."))
    return headings, [[*row, date_time(now)] for row in rows]
