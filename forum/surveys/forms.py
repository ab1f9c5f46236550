"""The form of the survey."""

from typing import Any

from wtforms import RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, Length

from forum.core.edits import EditForm
from forum.core.fields import TextAreaField
from forum.core.forms import options
from forum.core.i18n import lazy_gettext as _l
from forum.surveys.enums import SurveyRole
from forum.surveys.labels import MARKS, ORGANISATION, QUALITY

REQUIRED = DataRequired(_l("Elija una respuesta."))


class SurveyForm(EditForm):
    """What somebody says of the forum; two of the questions are those of their role."""

    recommend = SelectField(
        _l("Del 0 al 10, ¿qué tanto recomendaría el foro a un colega?"),
        [InputRequired(_l("Elija una respuesta."))],
        description=_l("0: de ninguna manera. 10: con toda seguridad."),
    )
    quality = RadioField("", [REQUIRED])
    organisation = RadioField("", [REQUIRED])
    comment = TextAreaField(
        _l("¿Qué debemos mejorar o conservar?"),
        [Length(max=1000)],
        description=_l("Lo lee solo el comité organizador, sin su nombre."),
    )

    def __init__(self, *args: Any, role: SurveyRole = SurveyRole.ATTENDEE, **values: Any) -> None:
        super().__init__(*args, **values)
        self.recommend.choices = options(
            [("", _l("Elija del 0 al 10")), *((str(each), str(each)) for each in range(11))]
        )
        words = [(str(mark), word) for mark, word in MARKS.items()]
        self.quality.label.text, self.organisation.label.text = QUALITY[role], ORGANISATION[role]
        self.quality.choices, self.organisation.choices = options(words), options(words)
