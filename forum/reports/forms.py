"""The forms of figures of former editions, of the capacity calculator, and of the cut-off of the official report."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import MultiDict
from wtforms import DateField
from wtforms.validators import InputRequired, NumberRange

from forum.core.edits import EditForm
from forum.core.fields import IntegerField
from forum.core.forms import Form
from forum.core.i18n import lazy_gettext as _l
from forum.reports.rules.business import Plan

WHOLE = InputRequired(_l("Escriba un número entero."))


class FigureLoadForm(Form):
    """A sheet of figures."""

    file = FileField(
        _l("Hoja de cifras"),
        [FileRequired(_l("Elija la hoja."))],
        description=_l("XLSX o CSV, hasta 2,000 renglones y 4 MB. También un CSV de Excel separado por punto y coma."),
    )


class CutoffForm(EditForm):
    """Until when the official report counts."""

    cut_on = DateField(
        _l("Día de corte"),
        [InputRequired(_l("Escriba el día de corte, por ejemplo 31/12/2026."))],
        description=_l("Cuenta lo que se registró o respondió hasta el final de ese día, hora de la sede."),
    )

    def day(self) -> date:
        """The day that was chosen."""
        assert self.cut_on.data is not None
        return self.cut_on.data


class PlanForm(Form):
    """What decides how many meetings fit; it changes nothing, so its address can be kept."""

    buyers = IntegerField(_l("Compradores en mesa"), [WHOLE, NumberRange(min=1, max=2000)])
    slots = IntegerField(_l("Horarios por día"), [WHOLE, NumberRange(min=1, max=200)])
    spare = IntegerField(_l("Horarios libres por comprador y día"), [WHOLE, NumberRange(min=0, max=200)])
    days = IntegerField(_l("Días"), [WHOLE, NumberRange(min=1, max=14)])
    suppliers = IntegerField(_l("Proveedores aprobados"), [WHOLE, NumberRange(min=1, max=50_000)])
    wanted = IntegerField(_l("Citas que se piden"), [WHOLE, NumberRange(min=0, max=500_000)])


def capacity_form(known: Plan, asked: Mapping[str, str]) -> PlanForm:
    """The form with what the address says, and of the rest how the edition stands."""
    values = {name: str(value) for name, value in asdict(known).items()}
    told = {name: text for name, text in asked.items() if name in values}
    return PlanForm(formdata=MultiDict({**values, **told}), meta={"csrf": False})


def plan_in(form: PlanForm) -> Plan | None:
    """What the form says; None where it says something else than numbers."""
    if not form.validate():
        return None
    fields = (form.buyers, form.slots, form.spare, form.days, form.suppliers, form.wanted)
    return Plan(**{field.short_name: int(field.data or 0) for field in fields})
