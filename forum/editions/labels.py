"""How halls, categories, the registration window, the planning rule and the steps of setting up are shown."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from forum.core.i18n import gettext as _
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import Label
from forum.editions.enums import CategoryKind, CopiedPart, HallKind, PlannedWishes, PlanningPolicy
from forum.editions.rules import SetupStep, WindowState

# the time zones of Mexico by the places that keep them
ZONE_NAMES = {
    "America/Mexico_City": _l("Centro de México"),
    "America/Monterrey": _l("Monterrey y noreste"),
    "America/Merida": _l("Mérida y Campeche"),
    "America/Cancun": _l("Quintana Roo"),
    "America/Chihuahua": _l("Chihuahua"),
    "America/Hermosillo": _l("Sonora"),
    "America/Mazatlan": _l("Sinaloa, Nayarit y Baja California Sur"),
    "America/Tijuana": _l("Baja California"),
    "America/Ciudad_Juarez": _l("Ciudad Juárez"),
    "America/Ojinaga": _l("Ojinaga"),
    "America/Matamoros": _l("Matamoros, Reynosa y Nuevo Laredo"),
    "America/Bahia_Banderas": _l("Bahía de Banderas"),
}
HALL_KINDS = {
    HallKind.B2B: Label(_l("Encuentros B2B (mesas)")),
    HallKind.EXHIBITION: Label(_l("Exposición (stands)")),
    HallKind.CONFERENCE: Label(_l("Conferencias")),
}
CATEGORY_KINDS = {
    CategoryKind.VISITOR: Label(_l("Visitante (registro público)")),
    CategoryKind.EXHIBITOR: Label(_l("Expositor")),
    CategoryKind.BUYER: Label(_l("Comprador")),
    CategoryKind.SUPPLIER: Label(_l("Proveedor")),
    CategoryKind.SPEAKER: Label(_l("Ponente")),
    CategoryKind.PRESS: Label(_l("Prensa")),
    CategoryKind.STAFF: Label(_l("Staff")),
}
PLANNED_WISHES = {
    PlannedWishes.CONFIRMED: Label(
        _l("Solo lo que el comprador quiere"),
        hint=_l(
            "Las solicitudes que el comprador aceptó. Una solicitud de proveedor sin respuesta no se convierte en cita."
        ),
    ),
    PlannedWishes.ALL: Label(
        _l("También solicitudes de proveedores sin respuesta"),
        hint=_l(
            "Si queda espacio, se programan sin esperar al comprador. Ambas partes leen que las programó el "
            "comité organizador. Una solicitud que el comprador no aceptó nunca se programa."
        ),
    ),
}
PLANNING_POLICIES = {
    PlanningPolicy.PRIORITY_FIRST: Label(
        _l("La prioridad de las solicitudes"),
        hint=_l(
            "Primero lo que ambas partes quieren, después lo del comprador, del comité organizador y del proveedor."
        ),
    ),
    PlanningPolicy.EVERYBODY_ONCE: Label(
        _l("Una cita para cada MiPyME"),
        hint=_l("Antes que la prioridad: ninguna MiPyME se queda sin cita si otra empresa puede cederle una."),
    ),
    PlanningPolicy.FEW_DAYS: Label(
        _l("Un solo día para cada proveedor"),
        hint=_l("Se pierden las citas por las que alguien tendría que venir otro día."),
    ),
}
COPIED_PARTS = {
    CopiedPart.ABOUT: Label(_l("Presentación"), hint=_l("Los textos de la página pública, en español y en inglés.")),
    CopiedPart.RULES: Label(_l("Reglas y comités"), hint=_l("Duración de las citas, máximos, plazos y comités.")),
    CopiedPart.CATEGORIES: Label(_l("Categorías"), hint=_l("Con sus colores, lugares y días. Sin ellas, las usuales.")),
    CopiedPart.QUESTIONS: Label(_l("Preguntas del registro"), hint=_l("Las que se hacen ahora, sin respuestas.")),
    CopiedPart.HALLS: Label(_l("Salones y mesas")),
    CopiedPart.SLOTS: Label(_l("Horarios de citas"), hint=_l("A las mismas horas, en los días nuevos.")),
    CopiedPart.STANDS: Label(_l("Plano de stands"), hint=_l("Sus claves, medidas y lugares, sin expositores.")),
    CopiedPart.DOORS: Label(_l("Áreas y puertas"), hint=_l("Con los días, las categorías y la regla sin red.")),
    CopiedPart.BADGES: Label(_l("Plantillas de gafetes")),
    CopiedPart.CODES: Label(_l("Códigos de aliados"), hint=_l("Sin sus usos; vencen tanto antes del foro como ahora.")),
    CopiedPart.TEAM: Label(_l("Equipo"), hint=_l("Las mismas personas con los mismos permisos, sin correo.")),
}
WINDOW_STATES = {
    WindowState.BEFORE: Label(_l("Aún no abre")),
    WindowState.OPEN: Label(_l("Abierto ahora"), "success"),
    WindowState.AFTER: Label(_l("Cerrado")),
}
SETUP_STEPS = {
    SetupStep.ABOUT: Label(_l("Texto de presentación")),
    SetupStep.CATEGORIES: Label(_l("Categorías de visitante")),
    SetupStep.HALLS: Label(_l("Salones: exposición y encuentros B2B")),
    SetupStep.TABLES: Label(_l("Mesas del área B2B")),
    SetupStep.SLOTS: Label(_l("Horarios de citas en cada día")),
    SetupStep.PUBLISHED: Label(_l("Página pública visible")),
}
LABELS = (HALL_KINDS, CATEGORY_KINDS, PLANNED_WISHES, PLANNING_POLICIES, COPIED_PARTS, WINDOW_STATES, SETUP_STEPS)


def zone_label(zone: str, *, year: int) -> str:
    """A time zone in the reader's words, with its hours from UTC in that year: "Centro de México (UTC−6)"."""
    winter, summer = (_offset(datetime(year, month, 15, tzinfo=ZoneInfo(zone))) for month in (1, 7))
    hours = winter if winter == summer else _("%(winter)s, en verano %(summer)s", winter=winter, summer=summer)
    return f"{ZONE_NAMES[zone]} ({hours})"


def _offset(moment: datetime) -> str:
    hours = int((moment.utcoffset() or timedelta()).total_seconds() // 3600)
    return f"UTC\u2212{-hours}" if hours < 0 else f"UTC+{hours}"
