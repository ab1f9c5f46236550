"""The forms of the badge desk."""

from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from forum.badges.documents import Layout
from forum.badges.rules import REASON_LIMIT, ensure_reissue_reason
from forum.core.fields import StringField
from forum.core.forms import Form, checked, options
from forum.core.i18n import lazy_gettext as _l

MISSING = _l("Falta este dato.")
ALL = "0"
UNPRINTED = "unprinted"
LAYOUT_HINTS = {
    Layout.LETTER_4: _l("Hojas carta que se cortan: lo más común en México."),
    Layout.A4_4: _l("Hojas A4 que se cortan."),
    Layout.A6: _l("Papel ya cortado, como el de las impresoras de gafetes."),
}


class PrintForm(Form):
    """Which badges, and on what paper."""

    category = SelectField(_l("Categoría"), [InputRequired(MISSING)], default=ALL)
    which = RadioField(
        _l("Cuáles"),
        [InputRequired(MISSING)],
        choices=options(
            [(UNPRINTED, _l("Solo los que faltan por imprimir")), ("all", _l("Todos, también los ya impresos"))]
        ),
        default=UNPRINTED,
    )
    layout = RadioField(
        _l("Papel"),
        [InputRequired(MISSING)],
        choices=options(
            [
                (Layout.LETTER_4.value, _l("Carta, cuatro por hoja")),
                (Layout.A4_4.value, _l("A4, cuatro por hoja")),
                (Layout.A6.value, _l("A6, uno por hoja")),
            ]
        ),
        default=Layout.LETTER_4.value,
    )


class ReissueForm(Form):
    """Why a badge is made anew."""

    reason = StringField(
        _l("Motivo de la reposición"),
        validators=[InputRequired(MISSING), checked(ensure_reissue_reason)],
        description=_l("Por ejemplo: lo extravió, se dañó, cambió de empresa."),
        render_kw={"maxlength": REASON_LIMIT, "required": True},
    )
