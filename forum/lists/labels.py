"""How often a saved list is sent, in words."""

from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import Label
from forum.lists.enums import Rhythm

RHYTHMS = {
    Rhythm.NEVER: Label(_l("No se envía")),
    Rhythm.DAILY: Label(_l("Cada mañana")),
    Rhythm.WEEKLY: Label(_l("Los lunes")),
}
LABELS = (RHYTHMS,)
