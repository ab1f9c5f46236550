"""Refusals about badges."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class BadgeAlreadyIssued(Refusal):
    """The registration has a valid badge: a second one would let two people in."""

    sentence = N_("Este registro ya tiene un gafete vigente.")


class BadgeRevokedAlready(Refusal):
    """The badge to be replaced is revoked already."""

    sentence = N_("Este gafete ya fue repuesto o cancelado. Revise cuál es el vigente.")


class BadgeNotReady(Refusal):
    """The registration is not approved, so it has no badge."""

    sentence = N_("Su gafete estará aquí en cuanto se apruebe su registro.")


class ReissueReasonMissing(Refusal):
    """A badge is reissued without a reason."""

    sentence = N_("Escriba por qué se repone el gafete.")
    field = "reason"


class CodeNotReserved(Refusal):
    """A code that the desk says it handed out was never reserved, or another badge has it."""

    sentence = N_("Ese código no estaba reservado para la mesa de registro, o ya lo tiene otro gafete.")


class PrintedAlready(Refusal):
    """A badge that is on paper already is asked for at a kiosk."""

    sentence = N_("Su gafete ya se imprimió. Pase a la mesa de registro.")


class PrinterNotReached(Refusal):
    """The printer of this machine did not take a label."""

    sentence = N_("La impresora no tomó el gafete. Imprima desde el navegador o avise a quien la cuida.")


class PassNotSigned(Refusal):
    """The organiser's certificate or key for a wallet cannot be read."""

    sentence = N_("No pudimos firmar su pase. Use el gafete de esta página.")


class KioskNameMissing(Refusal):
    """A kiosk without a name."""

    sentence = N_("Escriba un nombre: dice cuál es en la lista.")
    field = "name"


class NothingToPrint(Refusal):
    """No badge matches the choice."""

    sentence = N_("Ningún gafete coincide con lo que eligió: todos están preparados o aún no hay registros aprobados.")


class NoBadgeLeftInRun(Refusal):
    """A print run, or the part of it that is asked for, has no valid badge."""

    sentence = N_("Esa impresión o parte no tiene gafetes vigentes. Elija otra parte o prepare los que faltan.")


class PaperOfAnotherPurpose(Refusal):
    """A template is to be printed on what its purpose cannot use."""

    sentence = N_("Ese formato no sirve para este uso. Elija otro de la lista.")
    field = "layout"


class MarginOutOfBounds(Refusal):
    """The margin of a template is too small or too large for its format."""

    sentence = N_("Escriba un margen de %(least)s a %(most)s mm.")
    field = "margin"


class NameOutOfBounds(Refusal):
    """The size of the names is too small or too large for the format."""

    sentence = N_("Escriba un tamaño de nombre de %(least)s a %(most)s puntos.")
    field = "name"


class SymbolOutOfBounds(Refusal):
    """The QR symbol is too small to be read or too large for the format."""

    sentence = N_("Escriba un código QR de %(least)s a %(most)s mm.")
    field = "symbol"


class SymbolLeavesNoRoom(Refusal):
    """Nothing fits beside the QR symbol."""

    sentence = N_("El código QR no deja lugar a los textos. Escriba hasta %(most)s mm o reduzca el margen.")
    field = "symbol"


class WidthOutOfBounds(Refusal):
    """The width of a roll is not one that is printed."""

    sentence = N_("Escriba un ancho de rollo de %(least)s a %(most)s mm.")
    field = "width"


class TooManyBins(Refusal):
    """The names do not give as many ranges."""

    sentence = N_("Los nombres que hay no dan para tantas cajas. Máximo de hoy: %(most)s.")
    field = "count"


class NobodyToDivide(Refusal):
    """No badge is valid yet."""

    sentence = N_("Aún no hay gafetes que dividir. Divida cuando haya registros aprobados.")


class BinsInUse(Refusal):
    """There are bins, which their people read, and nobody said that they are to change all the same."""

    sentence = N_("Ya hay cajas, y cada persona lee la suya. Marque la casilla si quiere cambiarlas.")
    field = "confirmed"


class CodeNotOfThisEdition(Refusal):
    """No badge of this edition has the code that was scanned or typed."""

    sentence = N_("Ningún gafete de esta edición tiene ese código. Escanéelo otra vez o busque por nombre.")
    field = "code"
