"""The forms of buyers and co-ordinators, and the choices of their selects."""

from collections.abc import Sequence

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, RadioField, SelectField, SelectMultipleField, SubmitField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from forum.accounts.forms import LANGUAGES, PersonNameFields
from forum.accounts.rules import normalise_email
from forum.companies.queries.catalogue import Family
from forum.companies.rules.certificates import STANDARDS
from forum.core.edits import EditForm
from forum.core.fields import EmailField, HiddenField, IntegerField, StringField, TextAreaField
from forum.core.forms import Form, checked, grouped_options, options
from forum.core.i18n import gettext as _
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import choices_of, hints_of
from forum.core.names import ensure_plain_name
from forum.editions.models import MeetingTable
from forum.matchmaking.enums import Side
from forum.matchmaking.labels import CURRENCIES, DRAWING_AUDIENCES, INTERPRETERS

Choices = list[tuple[int | str, str]]
Groups = dict[str, Choices]

PROMPT = options([("", _l("Elija…"))])
STANDARD_CHOICES = options((standard.code, standard.name) for standard in STANDARDS)


def number_or_none(value: str | None) -> int | None:
    """A choice that is an id, or nothing chosen."""
    return int(value) if value and value != "None" else None


def process_choices(families: Sequence[Family], language: str) -> Groups:
    """The catalogue of processes, grouped by family; a family as a whole may be chosen too."""
    groups: Groups = {}
    for entry in families:
        name = entry.family.name(language)
        whole: Choices = [(entry.family.id, _("Todo: %(family)s", family=name))]
        groups[name] = whole + [(process.id, process.name(language)) for process in entry.processes]
    return groups


def table_choices(tables: Sequence[MeetingTable], taken: dict[int, int]) -> Choices:
    """The tables with their hall and the number of buyers that sit there already (`taken`, by table)."""
    choices: Choices = [("", _("Sin mesa por ahora"))]
    for table in tables:
        label = _("Mesa %(number)s · %(hall)s", number=table.number, hall=table.hall.name)
        count = taken.get(table.id, 0)
        choices.append((table.id, f"{label} ({_('ocupada: %(count)s', count=count)})" if count else label))
    return choices


class BuyerForm(PersonNameFields, Form):
    """Whom to invite as buyer."""

    email = EmailField(_l("Correo"), [InputRequired(), Length(max=254), checked(normalise_email)])
    company_name = StringField(
        _l("Empresa compradora"),
        [DataRequired(), Length(max=120), checked(ensure_plain_name)],
        description=_l("Si ya hay empresas con ese nombre, le preguntamos cuál es; si no, se crea."),
    )
    company_choice = RadioField(_l("¿Cuál de estas empresas es?"), [Optional()], choices=[], validate_choice=False)
    position = StringField(_l("Puesto"), [Optional(), Length(max=80)])
    table_id = SelectField(_l("Mesa"), [Optional()], coerce=number_or_none)
    interpreter = SelectField(
        _l("Intérprete"),
        [Optional()],
        choices=[*options([("", _l("No hace falta"))]), *choices_of(INTERPRETERS)],
    )
    language = RadioField(_l("Idioma de sus correos"), choices=LANGUAGES, default="es")


class RequirementForm(EditForm):
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
    volume_unit = StringField(
        _l("Unidad"),
        [Optional(), Length(max=20)],
        default="piezas",
        description=_l("Por ejemplo: piezas, toneladas, embarques, horas."),
    )
    starts_on = DateField(_l("Inicio de producción (SOP)"), [Optional()])
    delivery_place = StringField(
        _l("Lugar de entrega"), [Optional(), Length(max=120)], description=_l("Por ejemplo: planta Silao, Guanajuato.")
    )
    suppliers_wanted = IntegerField(_l("Proveedores que busca"), [Optional(), NumberRange(min=1, max=100)])
    potential_value = IntegerField(_l("Valor potencial"), [Optional(), NumberRange(min=1, max=2_000_000_000)])
    currency = SelectField(
        _l("Moneda"), [Optional()], choices=[*options([("", _l("Elija…"))]), *choices_of(CURRENCIES)]
    )
    horizon_years = IntegerField(_l("Años que abarca"), [Optional(), NumberRange(min=1, max=20)])
    committee = SelectField(_l("Comité"), [Optional()])
    mandatory = SelectMultipleField(
        _l("Certificados indispensables"),
        choices=STANDARD_CHOICES,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    desirable = SelectMultipleField(
        _l("Certificados deseables"),
        choices=STANDARD_CHOICES,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    names_company = BooleanField(
        _l("Mostrar el nombre de mi empresa en la página pública"),
        description=_l(
            "La página pública dice qué proceso busca, volumen y certificados. Con esta opción dice también el título "
            "y su empresa. Los proveedores aprobados la ven siempre."
        ),
    )
    publish = SubmitField(_l("Publicar"))

    def fill_choices(self, families: Sequence[Family], language: str, committees: Sequence[tuple[str, str]]) -> None:
        """Offer the processes of the catalogue and the committees; one that was taken off the list stays chosen."""
        groups = process_choices(families, language)
        self.process_id.choices = [*PROMPT, *grouped_options(groups.items())]
        former = self.committee.object_data
        gone = [(former, former)] if former and former not in dict(committees) else []
        self.committee.choices = options([("", _("Ninguno")), *committees, *gone])


class DrawingForm(EditForm):
    """The drawing of a requirement, and for whom it is."""

    file = FileField(
        _l("Plano"), [Optional()], description=_l("PDF, PNG o JPEG de hasta 7 MB. Lo guardamos en privado.")
    )
    audience = RadioField(
        _l("Quién lo ve"), [InputRequired(_l("Elija quién lo ve."))], choices=choices_of(DRAWING_AUDIENCES)
    )
    nda_text = TextAreaField(
        _l("Texto de confidencialidad"),
        [Optional(), Length(max=5000)],
        description=_l("Lo lee y acepta cada persona antes de descargar el plano."),
    )

    audience_hints = hints_of(DRAWING_AUDIENCES)


class FirstDrawingForm(DrawingForm):
    """The same where there is no drawing yet."""

    file = FileField(
        _l("Plano"),
        [FileRequired(_l("Elija el archivo del plano."))],
        description=_l("PDF, PNG o JPEG de hasta 7 MB. Lo guardamos en privado."),
    )


class LoadForm(Form):
    """A sheet of requirements."""

    file = FileField(
        _l("Hoja de requerimientos"),
        [FileRequired(_l("Elija la hoja."))],
        description=_l("XLSX o CSV, hasta 2,000 renglones y 4 MB. También un CSV de Excel separado por punto y coma."),
    )


class NdaForm(Form):
    """Accepting a text of confidentiality: which one the page showed."""

    text = HiddenField(validators=[InputRequired(), Length(max=64)])


class ReasonForm(Form):
    """A reason that the other side receives."""

    reason = TextAreaField(_l("Motivo"), [DataRequired(), Length(max=600)])


class SharingForm(EditForm):
    """What each side sees of a person before a meeting is agreed: every box is a consent of its own."""

    buyer_email = BooleanField(_l("Los compradores ven mi correo"))
    buyer_phone = BooleanField(_l("Los compradores ven mi celular"))
    supplier_email = BooleanField(_l("Los proveedores ven mi correo"))
    supplier_phone = BooleanField(_l("Los proveedores ven mi celular"))

    def keep_only(self, audiences: frozenset[Side], *, has_phone: bool) -> None:
        """Leave out the boxes of a side that is not across the table, and of a telephone that is not known.

        A box that is marked stays whatever became of that: what is shown can always be ended.
        """
        for side in (Side.BUYER, Side.SUPPLIER):
            for what, is_known in (("email", True), ("phone", has_phone)):
                box = self[f"{side}_{what}"]
                if not (box.object_data or (side in audiences and is_known)):
                    del self[box.name]

    def chosen(self, audience: Side) -> tuple[bool, bool]:
        """Whether e-mail and telephone are shown to this side."""
        email, phone = (f"{audience}_{what}" for what in ("email", "phone"))
        return email in self and bool(self[email].data), phone in self and bool(self[phone].data)
