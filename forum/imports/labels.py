"""How kinds of imports, verdicts and what stays are shown."""

from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import Label
from forum.imports.enums import ImportKind, Kept, Verdict

KINDS = {
    ImportKind.PEOPLE: Label(
        _l("Personas"), icon="users", hint=_l("Registros aprobados en una categoría, cada uno con su gafete.")
    ),
    ImportKind.BUYERS: Label(
        _l("Compradores"), icon="handshake", hint=_l("Personas con su empresa compradora y su mesa.")
    ),
    ImportKind.COMPANIES: Label(_l("Empresas"), icon="company", hint=_l("Con su RFC, sector y país.")),
    ImportKind.STANDS: Label(_l("Stands"), icon="stand", hint=_l("Número, salón, medidas y tipo.")),
    ImportKind.MEMBERS: Label(
        _l("Miembros de un aliado"), icon="tag", hint=_l("La lista de RFC que entrega una cámara u organismo.")
    ),
}
VERDICTS = {
    Verdict.NEW: Label(_l("Nuevo"), "success", "plus"),
    Verdict.UPDATE: Label(_l("Actualiza"), "info", "edit"),
    Verdict.SAME: Label(_l("Sin cambios"), "neutral", "check"),
    Verdict.DUPLICATE: Label(_l("Duplicado"), "warning", "users"),
    Verdict.ERROR: Label(_l("Error"), "danger", "alert"),
}
KEPT = {
    Kept.CHANGED: Label(_l("Alguien lo cambió después de importarlo."), "warning", "edit"),
    Kept.USED: Label(_l("Otros datos dependen de él."), "warning", "link"),
    Kept.MAILED: Label(_l("Ya le enviamos un correo."), "warning", "mail"),
    Kept.SHARED: Label(_l("Otro renglón que se quedó lo usa."), "warning", "link"),
}
LABELS = (KINDS, VERDICTS, KEPT)
