"""How the reasons for a likeness, and what the preview of a merge compares and counts, are shown."""

from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import Label
from forum.people.enums import Likeness, MergedField, Moved

LIKENESSES = {
    Likeness.MAILBOX: Label(_l("Mismo buzón"), "warning", "mail"),
    Likeness.PHONE: Label(_l("Mismo celular"), "warning", "user"),
    Likeness.ORGANISATION: Label(_l("Misma organización"), "info", "company"),
}
FIELDS = {
    MergedField.NAME: Label(_l("Nombre")),
    MergedField.EMAIL: Label(_l("Correo"), hint=_l("Los enlaces del otro correo llevan al registro que se queda.")),
    MergedField.PHONE: Label(_l("Celular")),
    MergedField.LANGUAGE: Label(_l("Idioma")),
    MergedField.PASSWORD: Label(_l("Contraseña"), hint=_l("La de la cuenta que se va deja de funcionar.")),
    MergedField.CATEGORY: Label(_l("Categoría")),
    MergedField.STATUS: Label(_l("Estado")),
    MergedField.ORGANISATION: Label(_l("Organización")),
    MergedField.POSITION: Label(_l("Puesto")),
    MergedField.SECTOR: Label(_l("Sector")),
}
MOVED = {
    Moved.REGISTRATIONS: Label(_l("Registros"), hint=_l("El de esta edición termina y deja su lugar.")),
    Moved.BADGES: Label(_l("Gafetes"), hint=_l("El vigente deja de abrir las puertas: la persona usa el otro.")),
    Moved.SCANS: Label(_l("Escaneos")),
    Moved.NOTES: Label(_l("Notas")),
    Moved.REQUESTS: Label(_l("Solicitudes de cita")),
    Moved.MEETINGS: Label(_l("Citas"), hint=_l("Siguen a la misma hora, en la agenda que se queda.")),
    Moved.ROLES: Label(_l("Funciones")),
    Moved.COMPANIES: Label(_l("Empresas que la persona representa")),
    Moved.MAILS: Label(_l("Correos"), hint=_l("Se ven en la historia que se queda.")),
}
LABELS = (LIKENESSES, FIELDS, MOVED)
