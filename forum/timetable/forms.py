"""The forms of drafts of the timetable."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import DataRequired, NumberRange, Optional

from forum.core.fields import IntegerField
from forum.core.forms import Form, options
from forum.core.i18n import gettext as _
from forum.core.i18n import lazy_gettext as _l
from forum.core.i18n import ngettext
from forum.core.labels import choices_of, hints_of
from forum.editions.labels import PLANNING_POLICIES
from forum.timetable.enums import PlanningKind
from forum.timetable.labels import PLANNING_KINDS
from forum.timetable.models import TimetableDraft
from forum.timetable.rules.planning import SECONDS

REQUIRED = DataRequired(_l("Falta este dato."))


class PlanningForm(Form):
    """What a draft plans, and how long the engine may look."""

    kind = RadioField(
        _l("Qué planear"), [REQUIRED], choices=choices_of(PLANNING_KINDS), default=PlanningKind.ANEW.value
    )
    policy = RadioField(_l("Qué va primero"), [REQUIRED], choices=choices_of(PLANNING_POLICIES))
    keep_id = SelectField(
        _l("Propuesta que se conserva"),
        coerce=int,
        default=0,
        description=_l("Sus citas se quedan donde están si se puede; sirve cuando cambiaron pocas solicitudes."),
    )
    most_moves = IntegerField(
        _l("Máximo de citas que se mueven"),
        [Optional(), NumberRange(min=0, max=100_000, message=_l("Escriba un número de citas, por ejemplo 10."))],
        description=_l(
            "Citas programadas que pueden cambiar de hora, solo al replanear. Las que ya no pueden quedarse no "
            "cuentan. Vacío: las menos posibles para cumplir todo lo que se pueda."
        ),
    )
    seconds = SelectField(
        _l("Tiempo para buscar"),
        [REQUIRED],
        coerce=int,
        default=60,
        description=_l("Con más tiempo quedan menos esperas. Termina antes si demuestra que no hay mejor."),
    )

    kind_hints = hints_of(PLANNING_KINDS)
    policy_hints = hints_of(PLANNING_POLICIES)

    def __init__(self, drafts: Sequence[TimetableDraft], *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        named = ((each.id, _("Propuesta %(number)s", number=each.id)) for each in drafts)
        self.keep_id.choices = options([(0, _("Ninguna")), *named])
        self.seconds.choices = options((each, _spoken(each)) for each in SECONDS)


class DraftPlaceForm(Form):
    """Another slot for a new meeting of a draft."""

    slot_id = SelectField(_l("Horario nuevo"), [REQUIRED], coerce=int)


class PublicationForm(Form):
    """Publishing a draft."""

    partly = BooleanField(
        _l("Si algo cambió, publicar lo que sigue vigente"),
        description=_l("Lo que cambió queda fuera y en la historia de la propuesta; sus solicitudes siguen abiertas."),
    )


def _spoken(seconds: int) -> str:
    if seconds < 60:
        return ngettext("%(num)s segundo", "%(num)s segundos", seconds)
    return ngettext("%(num)s minuto", "%(num)s minutos", seconds // 60)
