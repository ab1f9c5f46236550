"""The forms of what suppliers lacked: how far a thing is, and who helps."""

from collections.abc import Sequence

from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.validators import URL, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from forum.core.edits import EditForm
from forum.core.fields import StringField, TextAreaField, URLField
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import choices_of
from forum.meetings.labels import HELP_KINDS, LACK_STATES


class LackForm(EditForm):
    """How far a thing is that a supplier lacked."""

    state = RadioField(_l("Estado"), [InputRequired(_l("Elija un estado."))], choices=choices_of(LACK_STATES))
    note = TextAreaField(
        _l("Nota"),
        [Optional(), Length(max=600)],
        description=_l("Por ejemplo: inició la auditoría con un organismo certificador. La empresa también la lee."),
    )


class HelperForm(EditForm):
    """Who helps, with what kind of help and with which things."""

    organisation = StringField(
        _l("Organización"),
        [InputRequired(_l("Escriba quién ayuda, por ejemplo un comité o una universidad.")), Length(max=120)],
    )
    kind = SelectField(
        _l("Tipo de ayuda"), [InputRequired(_l("Elija el tipo de ayuda."))], choices=choices_of(HELP_KINDS)
    )
    page = URLField(
        _l("Página de contacto"),
        [InputRequired(_l("Escriba la página donde se le contacta, con https://.")), Length(max=300), URL()],
    )
    standards = SelectMultipleField(
        _l("Certificados"), option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )
    processes = SelectMultipleField(
        _l("Familias de procesos"), option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )

    def offer(self, standards: Sequence[tuple[str, str]], processes: Sequence[tuple[str, str]]) -> None:
        """Set what can be chosen."""
        self.standards.choices = list(standards)
        self.processes.choices = list(processes)

    @property
    def covers(self) -> list[str]:
        """The things that are chosen."""
        return [*(self.standards.data or ()), *(self.processes.data or ())]
