"""The forms of notices: their words, and how a draft becomes a version."""

from wtforms import BooleanField, DateField, SelectMultipleField
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from forum.core.edits import EditForm
from forum.core.fields import HiddenField, TextAreaField
from forum.core.forms import Form
from forum.core.i18n import lazy_gettext as _l

WRITTEN = DataRequired(_l("Falta este dato."))
MARKUP = _l("Una línea es un párrafo. Con «# » empieza un título; con «- », un punto de una lista.")
LONGEST, SHORT = 40_000, 4000


class NoticeForm(EditForm):
    """The words of a notice in both languages."""

    simplified_es = TextAreaField(
        _l("Aviso simplificado en español"),
        [WRITTEN, Length(max=SHORT)],
        description=_l("Se muestra en cada formulario, con un enlace al completo."),
    )
    full_es = TextAreaField(_l("Aviso completo en español"), [WRITTEN, Length(max=LONGEST)], description=MARKUP)
    simplified_en = TextAreaField(_l("Aviso simplificado en inglés"), [WRITTEN, Length(max=SHORT)])
    full_en = TextAreaField(_l("Aviso completo en inglés"), [WRITTEN, Length(max=LONGEST)], description=MARKUP)


class AcceptanceForm(Form):
    """Taking part under a new notice, with what had been allowed besides."""

    notice = HiddenField()
    next = HiddenField()
    again = SelectMultipleField(
        _l("Lo que autorizó antes"),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        description=_l("Marque lo que sigue autorizando. Lo que quede sin marcar termina hoy."),
    )


class PublicationForm(Form):
    """From when a draft is in force, and whether people are asked again."""

    draft = HiddenField()
    effective_on = DateField(
        _l("Rige desde"), [InputRequired(_l("Falta este dato."))], description=_l("Hoy rige al momento de publicar.")
    )
    is_material = BooleanField(_l("Preguntar de nuevo a quien aceptó el aviso anterior"))
    change_es = TextAreaField(
        _l("Qué cambia, en español"), [Optional(), Length(max=SHORT)], description=_l("Lo lee quien debe aceptarlo.")
    )
    change_en = TextAreaField(_l("Qué cambia, en inglés"), [Optional(), Length(max=SHORT)])
