"""The form of a question."""

from wtforms import BooleanField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from forum.core.edits import EditForm
from forum.core.fields import IntegerField, StringField, TextAreaField
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import choices_of
from forum.questions.enums import QuestionKind
from forum.questions.labels import KINDS
from forum.questions.rules import (
    LONGEST_HELP,
    LONGEST_WORDING,
    MOST_DAYS_KEPT,
    WITH_OPTIONS,
    Asked,
    Condition,
    options_of,
)

REQUIRED = DataRequired(_l("Falta este dato."))


class QuestionForm(EditForm):
    """What an organiser writes of a question."""

    wording_es = StringField(_l("Pregunta en español"), [REQUIRED, Length(max=LONGEST_WORDING)])
    wording_en = StringField(
        _l("Pregunta en inglés"),
        [Length(max=LONGEST_WORDING)],
        description=_l("Vacío: se muestra en español."),
    )
    help_es = StringField(_l("Ayuda en español"), [Length(max=LONGEST_HELP)])
    help_en = StringField(_l("Ayuda en inglés"), [Length(max=LONGEST_HELP)])
    kind = SelectField(_l("Tipo de respuesta"), [REQUIRED], choices=choices_of(KINDS))
    options_es = TextAreaField(
        _l("Opciones en español"), [Length(max=5000)], description=_l("Una por renglón, de 2 a 40.")
    )
    options_en = TextAreaField(
        _l("Opciones en inglés"),
        [Length(max=5000)],
        description=_l("En el mismo orden. Vacío: se muestran en español."),
    )
    required = BooleanField(_l("Hay que responderla para registrarse."))
    categories = SelectMultipleField(
        _l("Categorías en que se pregunta"),
        coerce=int,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        description=_l("Sin marcar ninguna, se pregunta en todas."),
    )
    condition = SelectField(
        _l("Preguntar solo si"),
        description=_l("Puede depender de una pregunta anterior con opciones o de sí o no."),
    )
    personal = BooleanField(
        _l("La respuesta es un dato personal."),
        description=_l("Se indica junto a la pregunta y en la hoja de registros."),
    )
    sensitive = BooleanField(
        _l("Es un dato sensible: salud, discapacidad, dieta, religión y similares."),
        description=_l("Pide consentimiento expreso, y solo lo lee quien organiza la edición."),
    )
    keep_days = IntegerField(
        _l("Días que se conserva después del foro"),
        [Optional(), NumberRange(0, MOST_DAYS_KEPT)],
        description=_l("Después se borra sola. Vacío: se conserva con el registro."),
    )
    on_badge = BooleanField(
        _l("Imprimir la respuesta en el gafete."), description=_l("En un renglón, como se respondió en español.")
    )

    def question(self) -> Asked:
        """What was written, as it is kept.

        Raises:
            OptionsMissing, OptionTwice, OptionsUnmatched: the choices are not good.
        """
        kind = QuestionKind(self.kind.data)
        written = options_of(self.options_es.data, self.options_en.data) if kind in WITH_OPTIONS else ()
        question_id, _colon, value = (self.condition.data or "").partition(":")
        return Asked(
            id=0,
            kind=kind,
            wording_es=self.wording_es.data,
            wording_en=self.wording_en.data,
            help_es=self.help_es.data,
            help_en=self.help_en.data,
            required=self.required.data,
            personal=self.personal.data,
            sensitive=self.sensitive.data,
            on_badge=self.on_badge.data,
            keep_days=self.keep_days.data,
            options=written,
            condition=Condition(int(question_id), value) if question_id else None,
        )
