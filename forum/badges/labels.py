"""How the choices of a print run and of a template, states and the reasons of a revocation are shown."""

from forum.badges.enums import (
    BadgeStep,
    First,
    Ink,
    Layout,
    Piece,
    PrintState,
    Purpose,
    RevokedFor,
    RunOrder,
    TemplateChange,
    Which,
)
from forum.badges.models import BY_TEMPLATE
from forum.badges.rules.templates import STOCKS
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import Label

LAYOUTS = {
    Layout.LETTER_4: Label(_l("Carta, cuatro por hoja"), hint=_l("Hojas carta que se cortan: lo más común en México.")),
    Layout.A4_4: Label(_l("A4, cuatro por hoja"), hint=_l("Hojas A4 que se cortan.")),
    Layout.A6: Label(_l("A6, uno por hoja"), hint=_l("Papel ya cortado, como el de las impresoras de gafetes.")),
    Layout.A6_DUPLEX: Label(_l("A6 por los dos lados"), hint=_l("Dos páginas por gafete: imprima a doble cara.")),
    Layout.A5_FOLDED: Label(_l("A5 que se dobla"), hint=_l("Una hoja A5 doblada da un gafete A6 de dos lados.")),
    Layout.A4_FOLDED: Label(_l("A4 que se dobla"), hint=_l("Una hoja A4 doblada da un gafete A5 de dos lados.")),
    Layout.CARD: Label(_l("Tarjeta de 86 × 54 mm"), hint=_l("Tarjetas de PVC o de presentación.")),
    Layout.LABEL_62: Label(_l("Etiqueta de 62 × 100 mm"), hint=_l("Impresora de etiquetas, vertical.")),
    Layout.LABEL_100: Label(_l("Etiqueta de 100 × 50 mm"), hint=_l("Impresora de etiquetas, horizontal.")),
    Layout.ROLL: Label(_l("Rollo continuo"), hint=_l("Del ancho que escriba; el largo sigue al texto.")),
    Layout.HOME: Label(_l("Hoja que se dobla dos veces"), hint=_l("Carta o A4: cada persona elige su papel.")),
}
PURPOSES = {
    Purpose.HOME: Label(_l("En casa"), icon="home", hint=_l("El PDF que cada persona descarga o recibe por correo.")),
    Purpose.SHEET: Label(_l("En lote"), icon="print", hint=_l("Las impresiones de muchos gafetes a la vez.")),
    Purpose.COUNTER: Label(
        _l("En la mesa de registro"), icon="badge", hint=_l("El gafete de una persona, impreso en el momento.")
    ),
}
PIECES = {
    Piece.EVENT: Label(_l("Nombre del foro")),
    Piece.PLACE: Label(_l("Fechas y sede")),
    Piece.LOGO: Label(_l("Logotipo, o el emblema si no lo hay")),
    Piece.ORGANISATION: Label(_l("Organización")),
    Piece.POSITION: Label(_l("Puesto")),
    Piece.DAYS: Label(_l("Días en que vale, si no son todos")),
    Piece.INTERPRETER: Label(_l("Intérprete que necesita")),
    Piece.CODE: Label(_l("Código en letras bajo el QR")),
    Piece.BAND: Label(_l("Banda con la categoría")),
    Piece.BIN: Label(_l("Caja donde se recoge, si hay cajas")),
}
FIRSTS = {
    First.NAME: Label(_l("Primero el nombre")),
    First.ORGANISATION: Label(_l("Primero la organización")),
}
INKS = {
    Ink.COLOUR: Label(_l("A color")),
    Ink.BLACK: Label(_l("Solo negro"), hint=_l("Para impresoras de etiquetas: sin grises ni tramas.")),
}
TEMPLATE_CHANGES = {
    TemplateChange.SAVED: Label(_l("Plantilla guardada"), "success"),
    TemplateChange.RESET: Label(_l("Plantilla quitada"), "warning"),
    TemplateChange.LOGO: Label(_l("Logotipo subido"), "success"),
    TemplateChange.LOGO_REMOVED: Label(_l("Logotipo quitado"), "warning"),
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
RUN_ORDERS = {
    RunOrder.CATEGORY: Label(_l("Por categoría y apellido")),
    RunOrder.SURNAME: Label(_l("Por apellido")),
    RunOrder.ORGANISATION: Label(_l("Por organización")),
    RunOrder.BIN: Label(_l("Por caja y apellido")),
}
PRINT_STATES = {
    PrintState.UNPREPARED: Label(_l("Por preparar"), "warning"),
    PrintState.PREPARED: Label(_l("Por imprimir"), "info"),
    PrintState.PRINTED: Label(_l("Impreso"), "success"),
}
ON_PAPER = {
    BY_TEMPLATE: Label(
        _l("El de la plantilla"), hint=_l("Cada categoría en su formato, como se eligió en Plantillas.")
    ),
    **{layout.value: label for layout, label in LAYOUTS.items() if Purpose.SHEET in STOCKS[layout].purposes},
}
PAPER_HINTS = {value: label.hint for value, label in ON_PAPER.items()}
BADGE_STEPS = {
    BadgeStep.MISSING: Label(_l("Sin gafete"), "warning"),
    BadgeStep.UNPRINTED: Label(_l("Por imprimir"), "info"),
    BadgeStep.PRINTED: Label(_l("Impreso"), "success"),
    BadgeStep.HANDED: Label(_l("Entregado"), "success", "check"),
}
LABELS = (
    BADGE_STEPS,
    LAYOUTS,
    REVOCATIONS,
    WHICH,
    RUN_ORDERS,
    PRINT_STATES,
    PURPOSES,
    PIECES,
    FIRSTS,
    INKS,
    TEMPLATE_CHANGES,
)
