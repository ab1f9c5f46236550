"""The form of figures of former editions."""

from flask_wtf.file import FileField, FileRequired

from forum.core.forms import Form
from forum.core.i18n import lazy_gettext as _l


class FigureLoadForm(Form):
    """A sheet of figures."""

    file = FileField(
        _l("Hoja de cifras"),
        [FileRequired(_l("Elija la hoja."))],
        description=_l("XLSX o CSV, hasta 2,000 renglones y 4 MB. También un CSV de Excel separado por punto y coma."),
    )
