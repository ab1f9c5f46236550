"""A company's size, sites, processes, certificates and logo."""

from decimal import Decimal

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from forum.companies.labels import STANDARD_KINDS
from forum.companies.rules.certificates import STANDARDS
from forum.companies.rules.places import MEXICO, STATES
from forum.companies.rules.sales import SALES_RANGES
from forum.core.countries import countries
from forum.core.edits import EditForm
from forum.core.fields import DecimalField, IntegerField, StringField, TextAreaField
from forum.core.forms import Form, grouped_options, options
from forum.core.i18n import lazy_gettext as _l
from forum.core.i18n import lazy_pgettext as _p

EXACT, NO_ANSWER = "exact", ""


class SizeForm(EditForm):
    """Workers and yearly sales: an exact amount or a range."""

    workers = IntegerField(
        _l("Trabajadores"),
        [InputRequired(), NumberRange(min=0, max=1_000_000)],
        description=_l("Todas las personas que trabajan para la empresa, en todas sus plantas."),
    )
    sales = SelectField(_l("Ventas anuales"), [Optional()])
    sales_exact = DecimalField(
        _l("Monto exacto"),
        [Optional(), NumberRange(min=0, max=Decimal(10) ** 12)],
        description=_l("Solo si eligió «Monto exacto». Puede escribirlo con comas."),
    )
    unit = RadioField(
        _l("El monto está en"),
        [Optional()],
        choices=options([("mdp", _l("Millones de pesos (MDP)")), ("mxn", _l("Pesos (MXN)"))]),
        default="mdp",
    )
    sales_year = IntegerField(_l("Año de las ventas"), [Optional(), NumberRange(min=2000, max=2100)])
    consent = BooleanField(
        _l("Consiento expresamente que el foro guarde las ventas que indico, para calcular el estrato")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        ranges = [(each.code, _l(each.label)) for each in SALES_RANGES]
        self.sales.choices = options([(NO_ANSWER, _l("Prefiero no decirlo")), *ranges, (EXACT, _l("Monto exacto"))])

    @property
    def pesos(self) -> tuple[int | None, int | None]:
        """Lower and upper end of the sales, in pesos; equal for an exact amount."""
        if self.sales.data == EXACT:
            if self.sales_exact.data is None:
                return None, None
            factor = 1_000_000 if self.unit.data == "mdp" else 1
            pesos = int(Decimal(self.sales_exact.data) * factor)
            return pesos, pesos
        return next(((each.low, each.high) for each in SALES_RANGES if each.code == self.sales.data), (None, None))


class SiteForm(EditForm):
    """A plant or an office."""

    name = StringField(_l("Nombre"), [InputRequired(), Length(max=120)], description=_l("Por ejemplo: Planta León."))
    street = StringField(_l("Calle y número"), [Optional(), Length(max=200)])
    municipality = StringField(_l("Municipio o ciudad"), [InputRequired(), Length(max=120)])
    country = SelectField(_l("País"), [DataRequired()], default=MEXICO)
    state = SelectField(
        _p("de la República", "Estado"),
        [Optional()],
        choices=options([("", _l("Fuera de México")), *STATES.items()]),
        default="GUA",
        description=_l("Solo si está en México."),
    )
    postal_code = StringField(_l("C.P."), [Optional(), Length(max=10)], description=_l("En México, cinco dígitos."))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.country.choices = options(countries(first=MEXICO))


class ProcessesForm(Form):
    """The processes of the catalogue a company offers; `had` are those that were ticked when the page was shown."""

    processes = SelectMultipleField(
        _l("Procesos"),
        coerce=int,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validate_choice=False,
    )
    had = SelectMultipleField(coerce=int, validate_choice=False)

    @property
    def added(self) -> set[int]:
        """The processes ticked now and not before."""
        return set(self.processes.data or ()) - set(self.had.data or ())

    @property
    def removed(self) -> set[int]:
        """The processes ticked before and not now."""
        return set(self.had.data or ()) - set(self.processes.data or ())


class CapacityForm(EditForm):
    """How much of a process the company can do in a year, and with what."""

    annual_capacity = IntegerField(_l("Capacidad al año"), [Optional(), NumberRange(min=1, max=2_000_000_000)])
    capacity_unit = StringField(
        _l("Unidad"),
        [Optional(), Length(max=20)],
        default=_l("piezas"),
        description=_l("Por ejemplo: piezas, toneladas, horas. Como la piden los compradores."),
    )
    detail = TextAreaField(
        _l("Equipo y alcance"),
        [Optional(), Length(max=400)],
        description=_l("Por ejemplo: prensas de 60 a 400 toneladas; acero de hasta 4 mm."),
    )


class CertificateForm(EditForm):
    """A certificate: its standard, who issued it, until when it is valid."""

    standard = SelectField(_l("Norma o certificado"), [InputRequired()])
    body = StringField(_l("Organismo que lo emite"), [Optional(), Length(max=120)])
    number = StringField(_l("Número de certificado"), [Optional(), Length(max=80)])
    scope = TextAreaField(_l("Alcance"), [Optional(), Length(max=400)])
    valid_until = DateField(_l("Vigente hasta"), [Optional()])
    in_process = BooleanField(_l("Está en proceso: todavía no lo tenemos, o lo estamos renovando"))
    file = FileField(
        _l("Documento del certificado"),
        [Optional()],
        description=_l("PDF, PNG o JPEG de hasta 7 MB. Lo ven el comité organizador y los compradores del foro."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        groups: dict[str, list[tuple[str | int, str]]] = {}
        for standard in STANDARDS:
            groups.setdefault(str(STANDARD_KINDS[standard.kind]), []).append((standard.code, standard.name))
        self.standard.choices = grouped_options(groups.items())


class LogoForm(Form):
    """A picture."""

    logo = FileField(_l("Imagen"), [FileRequired()], description=_l("PNG, JPEG o WebP de hasta 5 MB."))
