"""The form of a saved list."""

from wtforms import RadioField, SelectMultipleField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from forum.core.edits import EditForm
from forum.core.fields import StringField
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import choices_of
from forum.lists.enums import Rhythm
from forum.lists.labels import RHYTHMS
from forum.lists.rules import LONGEST_NAME
from forum.lists.service import Wish

REQUIRED = InputRequired(_l("Falta este dato."))


class SavedListForm(EditForm):
    """A saved list: its name, how often it is sent, and to whom, who are chosen by the view."""

    name = StringField(_l("Nombre de la lista"), [REQUIRED, Length(max=LONGEST_NAME)])
    rhythm = RadioField(_l("Envío"), [REQUIRED], choices=choices_of(RHYTHMS), default=Rhythm.NEVER.value)
    readers = SelectMultipleField(
        _l("Quién la recibe"),
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_l("Llega un correo con el enlace; para abrirla hay que entrar con la cuenta."),
    )

    @property
    def wish(self) -> Wish:
        """What was filled in."""
        return Wish(name=self.name.data, rhythm=Rhythm(self.rhythm.data), readers=self.readers.data or ())
