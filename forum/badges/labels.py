"""How the choices of a print run, its state and the reasons of a revocation are shown."""

from forum.badges.enums import Layout, PrintState, RevokedFor, Which
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import Label

LAYOUTS = {
    Layout.LETTER_4: Label(_l("Carta, cuatro por hoja"), hint=_l("Hojas carta que se cortan: lo más común en México.")),
    Layout.A4_4: Label(_l("A4, cuatro por hoja"), hint=_l("Hojas A4 que se cortan.")),
    Layout.A6: Label(_l("A6, uno por hoja"), hint=_l("Papel ya cortado, como el de las impresoras de gafetes.")),
}
REVOCATIONS = {
    RevokedFor.REISSUED: Label(_l("Repuesto"), "danger"),
    RevokedFor.CANCELLED: Label(_l("Cancelado"), "danger"),
}
WHICH = {
    Which.UNPREPARED: Label(_l("Solo los que faltan por preparar")),
    Which.UNPRINTED: Label(_l("Todos los que faltan por imprimir, también los preparados")),
    Which.ALL: Label(_l("Todos, también los impresos")),
}
PRINT_STATES = {
    PrintState.UNPREPARED: Label(_l("Por preparar"), "warning"),
    PrintState.PREPARED: Label(_l("Por imprimir"), "info"),
    PrintState.PRINTED: Label(_l("Impreso"), "success"),
}
LABELS = (LAYOUTS, REVOCATIONS, WHICH, PRINT_STATES)
