"""How what the desk has to decide of a registration on site is shown."""

from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import Label
from forum.walkins.enums import Problem, Who

PROBLEMS = {
    Problem.DATA: Label(_l("Revise el nombre y el correo."), "warning", "edit"),
    Problem.OTHER_NAME: Label(_l("Conocemos ese correo con otro nombre."), "warning", "users"),
    Problem.NAMESAKE: Label(_l("Ya hay alguien con ese nombre y organización."), "warning", "users"),
    Problem.NOT_APPROVED: Label(_l("Tiene un registro que no está aprobado."), "danger", "ban"),
    Problem.FULL: Label(_l("La categoría ya no tiene lugares."), "danger", "alert"),
    Problem.CATEGORY: Label(_l("Esa categoría ya no existe."), "warning", "badge"),
    Problem.CODE: Label(_l("Otro gafete tiene ese código."), "danger", "qr"),
}
WHO = {
    Who.UNSAID: Label(_l("Nadie que ya conozcamos")),
    Who.SAME: Label(_l("Es la misma persona"), hint=_l("Su registro de antes recibe este gafete.")),
    Who.OTHER: Label(_l("Es otra persona"), hint=_l("Si el correo es de alguien más, la registramos sin correo.")),
}
LABELS = (PROBLEMS, WHO)
