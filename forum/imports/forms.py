"""The forms of imports: a sheet, and which of its columns is what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField

from forum.core.forms import Form, options
from forum.core.i18n import gettext as _
from forum.core.i18n import lazy_gettext as _l

ABSENT = -1
PREFIX, TARGET = "column_", "target_id"
LONGEST_SAMPLE = 40


class SheetForm(Form):
    """A sheet to import."""

    file = FileField(
        _l("Hoja"),
        [FileRequired(_l("Elija la hoja."))],
        description=_l("XLSX o CSV, hasta 20,000 renglones y 7 MB. También un CSV de Excel separado por punto y coma."),
    )


class ColumnsForm(Form):
    """Which column of the sheet is what: a field for each, made by `columns_form`."""

    @property
    def chosen(self) -> dict[str, int]:
        """The place of each field that is there."""
        fields = {field.name.removeprefix(PREFIX): field.data for field in self.columns}
        return {name: place for name, place in fields.items() if place not in {None, ABSENT}}

    @property
    def columns(self) -> list[Any]:
        """The fields of the columns."""
        return [field for field in self if field.name.startswith(PREFIX)]

    @property
    def target(self) -> int | None:
        """What was chosen for all rows."""
        chosen = self[TARGET].data if TARGET in self else None
        return None if chosen == ABSENT else chosen


@dataclass(frozen=True, slots=True)
class Targets:
    """What may be chosen for all rows: what it is called, (id, name) pairs, and what was chosen before."""

    name: str
    choices: Sequence[tuple[int, str]]
    chosen: int | None


def columns_form(
    words: Mapping[str, str], rows: Sequence[Sequence[str]], places: Mapping[str, int], targets: Targets
) -> ColumnsForm:
    """A form with a field for each of these words by name, whose choices are the columns of the sheet."""
    choices = options([(ABSENT, _("No está en la hoja")), *enumerate(_samples(rows))])
    fields = {
        f"{PREFIX}{name}": SelectField(word, choices=choices, coerce=int, default=places.get(name, ABSENT))
        for name, word in words.items()
    }
    if targets.choices:
        chosen = targets.chosen if targets.chosen in dict(targets.choices) else ABSENT
        named = options([(ABSENT, _("Ninguna")), *targets.choices])
        fields[TARGET] = SelectField(targets.name, choices=named, coerce=int, default=chosen)
    form: ColumnsForm = type("ColumnsOfSheet", (ColumnsForm,), fields)()
    return form


def _samples(rows: Sequence[Sequence[str]]) -> list[str]:
    """Each column by its heading and the first thing that stands in it."""
    width = max(len(row) for row in rows)
    shown = []
    for place in range(width):
        heading = rows[0][place] if place < len(rows[0]) else ""
        first = next((row[place] for row in rows[1:] if place < len(row) and row[place]), "")
        named = heading or _("Columna %(number)s", number=place + 1)
        shown.append(f"{named} · {first[:LONGEST_SAMPLE]}" if first else named)
    return shown
