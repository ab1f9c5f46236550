"""Allies and their codes."""

from wtforms import DateField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from forum.companies.service.allies import LARGEST_BATCH
from forum.core.fields import IntegerField, StringField
from forum.core.forms import Form
from forum.core.i18n import lazy_gettext as _l

CODE_LETTERS = Regexp(r"^[A-Za-z0-9\- ]*$", message=_l("Use letras sin acento, números y guiones."))


class AllyForm(Form):
    """An allied organisation."""

    name = StringField(_l("Nombre del aliado"), [InputRequired(), Length(max=120)])


class PooledCodeForm(Form):
    """One code for many people."""

    code = StringField(_l("Código"), [InputRequired(), Length(min=4, max=24), CODE_LETTERS])
    cap = IntegerField(
        _l("Máximo de usos"),
        [Optional(), NumberRange(min=1, max=100_000)],
        description=_l("Vacío: sin límite."),
    )
    expires_on = DateField(_l("Último día"), [Optional()], description=_l("Vacío: no vence."))


class SingleUseCodesForm(Form):
    """Many codes, each for one person."""

    how_many = IntegerField(_l("Cuántos códigos"), [InputRequired(), NumberRange(min=1, max=LARGEST_BATCH)])
    prefix = StringField(_l("Empiezan con"), [Optional(), Length(max=12), CODE_LETTERS])
    expires_on = DateField(_l("Último día"), [Optional()], description=_l("Vacío: no vencen."))
