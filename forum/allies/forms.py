"""Which allies may have a person's contact data."""

from wtforms import SelectMultipleField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from forum.core.edits import EditForm
from forum.core.i18n import lazy_gettext as _l


class RecipientsForm(EditForm):
    """The allies, each with a box of its own."""

    recipients = SelectMultipleField(
        _l("Pueden recibir mis datos de contacto"),
        [Optional()],
        coerce=int,
        choices=(),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_l("Quite la marca para retirar su autorización; desde entonces no los entregamos más."),
    )
