"""The forms of requests about personal data: who asks, and what the desk does with it."""

from wtforms import DateField, RadioField
from wtforms.validators import DataRequired, InputRequired, Length

from forum.accounts.forms import LANGUAGES
from forum.accounts.rules import normalise_email
from forum.arco.enums import ArcoKind, Identity
from forum.arco.labels import IDENTITIES, KINDS
from forum.arco.service.requests import Filing
from forum.core.fields import EmailField, StringField, TextAreaField
from forum.core.forms import Form, checked, options
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import choices_of, hints_of
from forum.core.names import ensure_person_name

REQUIRED = DataRequired(_l("Falta este dato."))
CHOOSE = InputRequired(_l("Elija una opción."))
LONGEST = 4000
PROVED = {each: IDENTITIES[each] for each in (Identity.DOCUMENT, Identity.REPRESENTATIVE)}


class WishForm(Form):
    """What somebody asks of their data."""

    kind = RadioField(_l("¿Qué pide?"), [CHOOSE], choices=choices_of(KINDS))
    kind_hints = hints_of(KINDS)
    wish = TextAreaField(
        _l("Escriba lo que pide"),
        [REQUIRED, Length(max=LONGEST)],
        description=_l("Por ejemplo, qué dato corregir o para qué no quiere que se use."),
    )


class FilingForm(WishForm):
    """The same, of somebody we do not know yet."""

    name = StringField(_l("Nombre completo"), [REQUIRED, Length(max=160), checked(ensure_person_name)])
    email = EmailField(_l("Correo"), [REQUIRED, checked(normalise_email)], description=_l("Ahí le respondemos."))

    def filing(self, *, language: str) -> Filing:
        """What was typed."""
        return Filing(
            kind=ArcoKind(self.kind.data),
            name=self.name.data,
            email=normalise_email(self.email.data),
            language=language,
            wish=self.wish.data,
        )


class DeskFilingForm(FilingForm):
    """The same, typed at the desk: it came by mail, by telephone or on paper."""

    received_on = DateField(_l("Día en que llegó"), [REQUIRED], description=_l("Desde él se cuenta el plazo."))
    language = RadioField(_l("Idioma de sus correos"), [CHOOSE], choices=LANGUAGES, default="es")


class IdentityForm(Form):
    """How somebody proved who they are."""

    identity = RadioField(_l("Cómo acreditó su identidad"), [CHOOSE], choices=choices_of(PROVED))
    identity_hints = hints_of(PROVED)
    identity_note = StringField(
        _l("Qué mostró"), [REQUIRED, Length(max=300)], description=_l("Por ejemplo: INE, por correo, el 15 sep 2026.")
    )


class ExtensionForm(Form):
    """Why a date is extended."""

    extension_reason = TextAreaField(
        _l("Motivo de la ampliación"), [REQUIRED, Length(max=1000)], description=_l("La persona lo recibe por correo.")
    )


class AnswerForm(Form):
    """The answer to a request."""

    granted = RadioField(_l("Respuesta"), [CHOOSE], choices=options((("yes", _l("Procede")), ("no", _l("No procede")))))
    answer = TextAreaField(
        _l("Qué se le responde"),
        [REQUIRED, Length(max=LONGEST)],
        description=_l("La persona lo recibe por correo. Si no procede, escriba por qué."),
    )


class CarryingOutForm(Form):
    """What was done."""

    done_note = TextAreaField(
        _l("Qué se hizo"), [REQUIRED, Length(max=LONGEST)], description=_l("La persona lo recibe por correo.")
    )


class BlockingForm(Form):
    """Until when the data of a person are blocked before they are deleted."""

    delete_on = DateField(
        _l("Borrar el"), [REQUIRED], description=_l("Hasta ese día se guardan sellados; después no se recuperan.")
    )


class LiftingForm(Form):
    """Why a block is ended."""

    lift_reason = StringField(_l("Por qué se termina el bloqueo"), [REQUIRED, Length(max=300)])
