"""The shapes of what buyers and co-ordinators type."""

from wtforms import DateField, IntegerField, RadioField, SelectField, SelectMultipleField, SubmitField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from forum.accounts.rules import normalise_email
from forum.companies.rules.certificates import STANDARDS
from forum.core.fields import EmailField, StringField, TextAreaField
from forum.core.forms import Form, checked, options
from forum.core.i18n import lazy_gettext as _l

INTERPRETERS = [
    ("", _l("No hace falta")),
    ("ja", _l("Japonés")),
    ("en", _l("Inglés")),
    ("de", _l("Alemán")),
    ("zh", _l("Chino")),
    ("ko", _l("Coreano")),
    ("fr", _l("Francés")),
]


LANGUAGES = [("es", "Español"), ("en", "English")]


PROMPT = [("", _l("Elija…"))]


def number_or_none(value: str | None) -> int | None:
    """A choice that is an id, or nothing chosen."""
    return int(value) if value and value != "None" else None


class BuyerForm(Form):
    """Whom to invite as buyer."""

    email = EmailField(_l("Correo"), [InputRequired(), Length(max=254), checked(normalise_email)])
    given_names = StringField(_l("Nombre(s)"), [DataRequired(), Length(max=80)])
    first_surname = StringField(_l("Primer apellido"), [DataRequired(), Length(max=60)])
    second_surname = StringField(_l("Segundo apellido"), [Optional(), Length(max=60)])
    company_name = StringField(
        _l("Empresa compradora"),
        [DataRequired(), Length(max=120)],
        description=_l("Si ya está registrada con ese nombre se usa esa; si no, se crea."),
    )
    position = StringField(_l("Puesto"), [Optional(), Length(max=80)])
    table_id = SelectField(_l("Mesa"), [Optional()], coerce=number_or_none)
    interpreter = SelectField(_l("Intérprete"), [Optional()], choices=options(INTERPRETERS))
    language = RadioField(_l("Idioma de sus correos"), choices=options(LANGUAGES), default="es")


class RequirementForm(Form):
    """What a buyer looks for."""

    title = StringField(
        _l("Qué busca"),
        [DataRequired(), Length(max=120)],
        description=_l("Por ejemplo: soporte estampado para asiento."),
    )
    process_id = SelectField(_l("Proceso"), [InputRequired(_l("Elija un proceso."))], coerce=number_or_none)
    description = TextAreaField(
        _l("Descripción"),
        [Optional(), Length(max=2000)],
        description=_l(
            "Dimensiones, tolerancias, empaque: lo que un proveedor necesita saber para decir que sí puede."
        ),
    )
    material = StringField(_l("Material"), [Optional(), Length(max=120)])
    annual_volume = IntegerField(_l("Volumen anual (EAU)"), [Optional(), NumberRange(min=1, max=2_000_000_000)])
    volume_unit = StringField(_l("Unidad"), [Optional(), Length(max=20)], default="piezas")
    starts_on = DateField(_l("Inicio de producción (SOP)"), [Optional()])
    mandatory = SelectMultipleField(
        _l("Certificados indispensables"),
        choices=options((standard.code, standard.name) for standard in STANDARDS),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    desirable = SelectMultipleField(
        _l("Certificados deseables"),
        choices=options((standard.code, standard.name) for standard in STANDARDS),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    publish = SubmitField(_l("Publicar"))


class ReasonForm(Form):
    """A reason that the other side gets."""

    reason = TextAreaField(_l("Motivo"), [DataRequired(), Length(max=600)])
