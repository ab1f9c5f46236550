"""The forms about stands, applications and staff."""

from wtforms import RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, Regexp

from forum.accounts.forms import PersonNameFields
from forum.accounts.rules import normalise_email
from forum.core.edits import EditForm
from forum.core.fields import DecimalField, EmailField, IntegerField, StringField, TextAreaField
from forum.core.forms import Form, checked
from forum.core.i18n import lazy_gettext as _l
from forum.exhibitors.rules import LARGEST_RANGE

STAND_CODE = Regexp(r"^[A-Za-z0-9\- ]+$", message=_l("Use letras sin acento, números y guiones."))
METRES = NumberRange(min=0, max=999)
SIDE = NumberRange(min=0.5, max=200)


class ApplicationForm(Form):
    """The company that exhibits."""

    company_id = RadioField(_l("Empresa"), [InputRequired()], coerce=int, validate_choice=False)


class StandChoiceForm(Form):
    """The stand that is chosen."""

    stand_id = SelectField(_l("Stand"), [InputRequired()], coerce=int, validate_choice=False)


class StandMoveForm(StandChoiceForm):
    """Another stand, and the reason."""

    reason = TextAreaField(_l("Motivo"), [Optional(), Length(max=500)])


class ApplicationRejectionForm(Form):
    """The reason of a rejection."""

    reason = TextAreaField(
        _l("Motivo"),
        [DataRequired(), Length(max=1000)],
        description=_l("Lo enviamos a la empresa por correo, tal como lo escribe."),
    )


class QuotaForm(EditForm):
    """The number of staff badges."""

    staff_quota = IntegerField(_l("Gafetes de personal"), [InputRequired(), NumberRange(min=0, max=200)])


class StaffForm(PersonNameFields, Form):
    """A colleague at the stand."""

    position = StringField(_l("Puesto"), [InputRequired(), Length(max=120)])
    email = EmailField(
        _l("Correo"),
        [Optional(), Length(max=254), checked(normalise_email)],
        description=_l("Ahí enviamos su gafete. Sin correo, usted lo imprime o lo recoge en la mesa de registro."),
    )


class StandKindForm(Form):
    """The kind of a stand."""

    kind = StringField(
        _l("Tipo"), [Optional(), Length(max=40)], description=_l("Por ejemplo: sencillo, esquina, isla.")
    )


class _StandShape(StandKindForm):
    """What stands have in common."""

    width = DecimalField(_l("Frente (m)"), [InputRequired(), SIDE], places=2)
    depth = DecimalField(_l("Fondo (m)"), [InputRequired(), SIDE], places=2)


class StandRangeForm(_StandShape):
    """A block of numbered stands."""

    hall_id = SelectField(_l("Área"), [InputRequired()], coerce=int, validate_choice=False)
    prefix = StringField(_l("Letras con que empiezan"), [InputRequired(), Length(max=12), STAND_CODE], default="A-")
    first = IntegerField(_l("Primer número"), [InputRequired(), NumberRange(min=1, max=9999)], default=1)
    how_many = IntegerField(_l("Cuántos"), [InputRequired(), NumberRange(min=1, max=LARGEST_RANGE)])
    per_row = IntegerField(_l("Por fila"), [InputRequired(), NumberRange(min=1, max=100)], default=10)


class StandForm(_StandShape, EditForm):
    """One stand."""

    code = StringField(_l("Código"), [InputRequired(), Length(max=16), STAND_CODE])
    x = DecimalField(_l("Distancia desde la izquierda (m)"), [InputRequired(), METRES], places=2)
    y = DecimalField(_l("Distancia desde arriba (m)"), [InputRequired(), METRES], places=2)
