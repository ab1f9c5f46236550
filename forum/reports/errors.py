"""Why figures of former editions are not taken."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class FigureColumnMissing(Refusal):
    """A sheet of figures says the year, the figure and the value."""

    sentence = N_("Falta la columna «%(name)s». Use los encabezados de la plantilla.")
    field = "file"


class NoFiguresToLoad(Refusal):
    """No row of the sheet can be taken, or it was loaded before."""

    sentence = N_("No hay renglones por cargar. Corrija la hoja y súbala otra vez.")


class CutoffBeforeEnd(Refusal):
    """The official report counts the whole forum."""

    sentence = N_("El foro aún no termina ese día. Elija el último día o uno posterior.")
    field = "cut_on"


class CutoffAhead(Refusal):
    """Until the cut-off figures change."""

    sentence = N_("El día de corte aún no termina. Espere a que pase o elija otro día de corte.")
