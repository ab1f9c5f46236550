"""The forms of the badge desk."""

from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from forum.badges.enums import Layout, Which
from forum.badges.labels import LAYOUTS, WHICH
from forum.badges.rules import REASON_LIMIT, ensure_reissue_reason
from forum.core.fields import HiddenField, StringField
from forum.core.forms import Form, checked
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import choices_of

MISSING = _l("Falta este dato.")
ALL = "0"


class PrintForm(Form):
    """Which badges to print, and on what paper."""

    category = SelectField(_l("Categoría"), [InputRequired(MISSING)], default=ALL)
    which = RadioField(
        _l("Cuáles"),
        [InputRequired(MISSING)],
        choices=choices_of(WHICH),
        default=Which.UNPREPARED.value,
    )
    layout = RadioField(
        _l("Papel"),
        [InputRequired(MISSING)],
        choices=choices_of(LAYOUTS),
        default=Layout.LETTER_4.value,
    )


class ReissueForm(Form):
    """Why a badge is reissued, and which: pressed twice, or on an older page, it names one that is replaced already."""

    badge = HiddenField()
    reason = StringField(
        _l("Motivo de la reposición"),
        validators=[InputRequired(MISSING), checked(ensure_reissue_reason)],
        description=_l("Por ejemplo: lo extravió, se dañó, cambió de empresa."),
        render_kw={"maxlength": REASON_LIMIT, "required": True},
    )
