"""Why a question cannot be as the organiser wants it, and why an answer is not taken."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class OptionsMissing(Refusal):
    """A question with choices has too few of them, too many, or one that is too long."""

    sentence = N_("Escriba de 2 a 40 opciones, una por renglón, de hasta 100 letras cada una.")
    field = "options_es"


class OptionTwice(Refusal):
    """Two choices are alike."""

    sentence = N_("Dos opciones son iguales. Cambie una.")
    field = "options_es"


class OptionsUnmatched(Refusal):
    """The choices in English are not as many as in Spanish."""

    sentence = N_("Escriba en inglés tantos renglones como en español, en el mismo orden, o deje el inglés vacío.")
    field = "options_en"


class ConditionUnknown(Refusal):
    """What a question is to depend on is not asked before it, or has no such choice."""

    sentence = N_("Esa respuesta ya no existe, o su pregunta va después de esta. Elija otra condición.")
    field = "condition"


class ConditionComesFirst(Refusal):
    """A question would stand before the one it depends on."""

    sentence = N_("«%(name)s» depende de otra pregunta y va después de ella. Quite antes la condición.")


class KindFixed(Refusal):
    """The kind of a question that has answers stays."""

    sentence = N_("Esta pregunta ya tiene respuestas: su tipo no cambia. Retírela y agregue otra.")
    field = "kind"


class OptionNeeded(Refusal):
    """A question depends on a choice that would be gone."""

    sentence = N_("De la respuesta «%(value)s» depende «%(name)s». Quite antes esa condición.")
    field = "options_es"


class QuestionNeeded(Refusal):
    """Another question depends on one that would be gone."""

    sentence = N_("De esta pregunta depende «%(name)s». Quite antes su condición, o retírela también.")


class QuestionAnswered(Refusal):
    """Somebody has answered it: it is retired, not deleted."""

    sentence = N_("Alguien ya respondió esta pregunta. Retírela: deja de preguntarse y sus respuestas se conservan.")


class NotForBadge(Refusal):
    """Answers of this kind do not fit a badge."""

    sentence = N_("Un texto largo o un archivo no cabe en el gafete. Elija otro tipo de pregunta.")
    field = "on_badge"


class AnswersMissing(Refusal):
    """A question was added meanwhile that has to be answered."""

    sentence = N_("Hay preguntas nuevas por responder. Revise el formulario y guárdelo otra vez.")


class SensitiveDemanded(Refusal):
    """Consent to sensitive data is free: nobody has to answer."""

    sentence = N_("Una pregunta sobre datos sensibles se responde solo si se quiere: quite una de las dos marcas.")
    field = "required"


class SensitiveOnBadge(Refusal):
    """Everybody in the halls reads a badge."""

    sentence = N_("Un dato sensible no se imprime en el gafete: quite una de las dos marcas.")
    field = "on_badge"


class ConsentMissing(Refusal):
    """A sensitive answer came without the express consent to use it."""

    sentence = N_("Marque que acepta el uso de este dato sensible, o deje la pregunta sin responder.")


class SensitiveFixed(Refusal):
    """Answers were given as sensitive ones, or as others: that stays."""

    sentence = N_("Esta pregunta ya tiene respuestas: si es sensible no cambia. Retírela y agregue otra.")
    field = "sensitive"
