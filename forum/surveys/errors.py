"""Why an answer is not taken."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class SurveyClosed(Refusal):
    """The forum is not over yet, or it is over for long."""

    sentence = N_("La encuesta se responde desde que termina el foro y durante 60 días.")


class SurveyAlreadyAsked(Refusal):
    """The mails of the survey have left, or somebody decided that they do not."""

    sentence = N_("La encuesta de esta edición ya se envió o ya se decidió no enviarla.")
