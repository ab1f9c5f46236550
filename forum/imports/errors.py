"""The refusals of imports."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class ColumnsMissing(Refusal):
    """No column of the sheet says what every row needs."""

    sentence = N_("Diga qué columna tiene: %(names)s.")


class ColumnTwice(Refusal):
    """One column of the sheet was chosen for two things."""

    sentence = N_("La columna «%(name)s» está elegida dos veces. Deje una sola.")


class NothingToImport(Refusal):
    """No row is good, or the sheet is imported already."""

    sentence = N_("No hay renglones por importar. Revise el resultado de cada uno.")


class ImportedMeanwhile(Refusal):
    """Somebody else wrote the same rows at the same moment."""

    sentence = N_("Alguien más guardó uno de estos datos en este momento. Inténtelo de nuevo.")


class NotImported(Refusal):
    """The sheet is not imported, or its import is undone, or too long ago."""

    sentence = N_("Esta importación ya se deshizo o no se ha hecho. Revise su estado.")


class AlreadyImported(Refusal):
    """The rows of the sheet are imported: its columns cannot change."""

    sentence = N_("Esta hoja ya se importó. Para cambiarla, deshaga la importación y súbala de nuevo.")


class NobodyToMail(Refusal):
    """Everybody of the batch who has an address was mailed."""

    sentence = N_("No queda nadie por avisar en esta importación.")
