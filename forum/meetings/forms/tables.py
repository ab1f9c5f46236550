"""The forms with which tables are swapped and given to many buyers."""

from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField
from wtforms.validators import InputRequired, Length

from forum.core.fields import HiddenField
from forum.core.forms import Form
from forum.core.i18n import lazy_gettext as _l
from forum.matchmaking.forms import number_or_none


class SwapForm(Form):
    """Two buyers who swap their tables."""

    one_id = SelectField(_l("Comprador"), [InputRequired(_l("Elija a un comprador."))], coerce=number_or_none)
    other_id = SelectField(
        _l("Cambia de mesa con"), [InputRequired(_l("Elija a otro comprador."))], coerce=number_or_none
    )


class TableSheetForm(Form):
    """A sheet that says whose table is which."""

    file = FileField(
        _l("Hoja"),
        [FileRequired(_l("Elija la hoja."))],
        description=_l("XLSX o CSV con dos columnas: «Correo» del comprador y número de «Mesa»."),
    )


class AssignmentForm(Form):
    """The tables as they were shown: buyer and table, one after the other."""

    pairs = HiddenField(validators=[InputRequired(), Length(max=20_000)])

    @property
    def tables(self) -> dict[int, int]:
        """Buyer id to table id; what cannot be read is left out."""
        parts = (pair.split(":") for pair in self.pairs.data.split(","))
        return {
            int(pair[0]): int(pair[1]) for pair in parts if len(pair) == 2 and all(each.isdecimal() for each in pair)
        }
