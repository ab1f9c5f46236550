"""The forms of keys and webhooks."""

from datetime import date

from wtforms import DateField, SelectMultipleField
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from forum.core.clock import utc_now
from forum.core.fields import StringField, URLField
from forum.core.forms import Form
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import choices_of
from forum.integrations.labels import HAPPENINGS
from forum.integrations.rules import LONGEST_ADDRESS, LONGEST_NAME, USUAL_LIFE

REQUIRED = DataRequired(_l("Falta este dato."))


def _usual_day() -> date:
    return (utc_now() + USUAL_LIFE).date()


class KeyForm(Form):
    """A new key: what it is for, what it may do, until when."""

    name = StringField(
        _l("Para qué es"), [REQUIRED, Length(max=LONGEST_NAME)], description=_l("Por ejemplo: CRM de ventas.")
    )
    scopes = SelectMultipleField(_l("Permisos"), option_widget=CheckboxInput(), widget=ListWidget())
    expires_on = DateField(
        _l("Último día en que funciona"),
        [InputRequired(_l("Falta este dato."))],
        default=_usual_day,
        description=_l("Hasta un año."),
    )


class WebhookForm(Form):
    """Where to tell what."""

    address = URLField(
        _l("Dirección"),
        [REQUIRED, Length(max=LONGEST_ADDRESS)],
        description=_l("Pública y con https, por ejemplo https://erp.example.mx/foro."),
    )
    happenings = SelectMultipleField(
        _l("Notificaciones"), choices=choices_of(HAPPENINGS), option_widget=CheckboxInput(), widget=ListWidget()
    )
