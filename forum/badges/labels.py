"""How the layouts of a print run and the reasons of a revocation are shown."""

from forum.badges.enums import Layout, RevokedFor
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
LABELS = (LAYOUTS, REVOCATIONS)
