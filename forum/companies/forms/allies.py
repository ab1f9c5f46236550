"""Allies and their codes."""

from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, DateField, RadioField, SelectField
from wtforms.validators import URL, InputRequired, Length, NumberRange, Optional, Regexp

from forum.accounts.forms import LANGUAGES, PersonNameFields
from forum.accounts.rules import normalise_email
from forum.companies.rules.rfc import parse_rfc
from forum.companies.service.allies import LARGEST_BATCH
from forum.core.edits import EditForm
from forum.core.fields import EmailField, IntegerField, StringField, TextAreaField, URLField
from forum.core.forms import Form, checked
from forum.core.i18n import gettext as _
from forum.core.i18n import lazy_gettext as _l

CODE_LETTERS = Regexp(r"^[A-Za-z0-9\- ]*$", message=_l("Use letras sin acento, números y guiones."))


class AllyForm(Form):
    """An allied organisation."""

    name = StringField(_l("Nombre del aliado"), [InputRequired(), Length(max=120)])


class AllyChoiceForm(Form):
    """An ally."""

    ally_id = SelectField(_l("Aliado"), [InputRequired()], coerce=int)


class CodeTerms(Form):
    """What holds of every code."""

    benefit = StringField(
        _l("Beneficio"),
        [Optional(), Length(max=200)],
        description=_l("Lo que recibe quien lo usa; lo ve al usarlo. Ejemplo: 10 % de descuento en su stand."),
    )
    affiliates = BooleanField(
        _l("Solo lo tienen empresas afiliadas"),
        description=_l("La empresa que lo usa queda afiliada al momento. Si no, el aliado o usted lo confirma."),
    )


class PooledCodeForm(CodeTerms):
    """One code for many people."""

    code = StringField(_l("Código"), [InputRequired(), Length(min=4, max=24), CODE_LETTERS])
    cap = IntegerField(
        _l("Máximo de usos"),
        [Optional(), NumberRange(min=1, max=100_000)],
        description=_l("Vacío: sin límite."),
    )
    expires_on = DateField(_l("Último día"), [Optional()], description=_l("Vacío: no vence."))


class SingleUseCodesForm(CodeTerms):
    """Many codes, each for one person."""

    how_many = IntegerField(_l("Cuántos códigos"), [InputRequired(), NumberRange(min=1, max=LARGEST_BATCH)])
    prefix = StringField(_l("Empiezan con"), [Optional(), Length(max=12), CODE_LETTERS])
    expires_on = DateField(_l("Último día"), [Optional()], description=_l("Vacío: no vencen."))


class AllyEditForm(EditForm):
    """What an ally says of itself, and what it may ask."""

    name = StringField(_l("Nombre del aliado"), [InputRequired(), Length(max=120)])
    website = URLField(_l("Sitio web"), [Optional(), Length(max=300), URL()])
    about_es = TextAreaField(_l("Qué es, en español"), [Optional(), Length(max=1200)])
    about_en = TextAreaField(
        _l("Qué es, en inglés"), [Optional(), Length(max=1200)], description=_l("Vacío: mostramos el texto en español.")
    )
    logo = FileField(_l("Logotipo"), description=_l("PNG, JPEG o WebP de hasta 5 MB. Vacío: se queda el que tiene."))
    is_public = BooleanField(_l("Mostrar su página en el sitio público del foro"))
    takes_contacts = BooleanField(
        _l("Preguntar a las personas si este aliado puede recibir sus datos de contacto"),
        description=_l("Cada persona decide por cada aliado y puede retirarlo cuando quiera."),
    )


class MemberForm(Form):
    """A company that belongs to an ally."""

    rfc = StringField(_l("RFC"), [InputRequired(), Length(max=20), checked(parse_rfc)])


class RepresentativeForm(PersonNameFields, Form):
    """Who represents an ally."""

    email = EmailField(_l("Correo"), [InputRequired(), Length(max=254), checked(normalise_email)])
    language = RadioField(_l("Idioma de sus correos"), [InputRequired()], choices=LANGUAGES, default="es")


class AffiliationForm(Form):
    """The ally a company belongs to: named, or known by its code."""

    ally = SelectField(_l("Aliado"), [Optional()], coerce=int)
    ally_code = StringField(
        _l("Código de aliado"),
        [Optional(), Length(max=40)],
        description=_l("Si lo escribe, no hace falta elegir al aliado."),
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether an ally is chosen or a code is written, and both can be read."""
        is_valid = super().validate(extra_validators)
        if not (self.ally.data or self.ally_code.data) and not self.ally.errors:
            self.ally.errors = [_("Elija un aliado o escriba el código que le dio.")]
            return False
        return is_valid
