"""Who came to a session, as a sheet."""

from collections.abc import Iterable, Iterator
from typing import Any

from forum.core.filters import date_time
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name


def attendance_headings() -> list[str]:
    """The headings of the sheet."""
    return [_("Nombre"), _("Organización"), _("Categoría"), _("Llegó"), _("Sin lugar apartado"), _("Registró")]


def attendance_lines(rows: Iterable[Any]) -> Iterator[list[str]]:
    """A line for each person, as `list_attendance` gives them."""
    for row in rows:
        yield [
            row.Person.full_name,
            row.organisation,
            row.Category.name(locale_name()),
            date_time(row.Attendance.came_at),
            _("Sí") if row.Attendance.without_place else _("No"),
            row.by.full_name if row.by else "",
        ]
