"""The forms of drafts of the timetable."""

from typing import Any

from wtforms import RadioField, SelectField
from wtforms.validators import DataRequired

from forum.core.forms import Form, options
from forum.core.i18n import lazy_gettext as _l
from forum.core.i18n import ngettext
from forum.core.labels import choices_of, hints_of
from forum.timetable.enums import PlanningKind
from forum.timetable.labels import PLANNING_KINDS
from forum.timetable.rules.planning import SECONDS

REQUIRED = DataRequired(_l("Falta este dato."))


class PlanningForm(Form):
    """What a draft plans, and how long the engine may look."""

    kind = RadioField(
        _l("Qué planear"), [REQUIRED], choices=choices_of(PLANNING_KINDS), default=PlanningKind.ANEW.value
    )
    seconds = SelectField(
        _l("Tiempo para buscar"),
        [REQUIRED],
        coerce=int,
        default=60,
        description=_l("Con más tiempo quedan menos esperas. Termina antes si demuestra que no hay mejor."),
    )

    kind_hints = hints_of(PLANNING_KINDS)

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.seconds.choices = options((each, _spoken(each)) for each in SECONDS)


class DraftPlaceForm(Form):
    """Another slot for a new meeting of a draft."""

    slot_id = SelectField(_l("Horario nuevo"), [REQUIRED], coerce=int)


def _spoken(seconds: int) -> str:
    if seconds < 60:
        return ngettext("%(num)s segundo", "%(num)s segundos", seconds)
    return ngettext("%(num)s minuto", "%(num)s minutos", seconds // 60)
