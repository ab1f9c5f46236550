"""How what the floor desk shows is called."""

from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import Label
from forum.floor.enums import Look

LOOKS = {
    Look.ALL: Label(_l("Todas las mesas"), icon="table"),
    Look.ATTENTION: Label(_l("Solo lo que pide atención"), "warning", "alert"),
}
LABELS = (LOOKS,)
