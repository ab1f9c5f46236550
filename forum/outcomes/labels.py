"""How what came of a meeting is shown."""

from collections.abc import Mapping

from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import Label
from forum.matchmaking.enums import Side
from forum.outcomes.enums import Asking, Horizon, Milestone, NextStep, NoInterest

NEXT_STEPS = {
    NextStep.QUOTE: Label(_l("Cotización (RFQ)")),
    NextStep.INFORMATION: Label(_l("Enviar información")),
    NextStep.SAMPLES: Label(_l("Muestras")),
    NextStep.VISIT: Label(_l("Visita a planta")),
    NextStep.MEET_AGAIN: Label(_l("Segunda reunión")),
    NextStep.NONE: Label(_l("Ningún paso acordado")),
}
HORIZONS = {
    Horizon.THREE: Label(_l("Hasta 3 meses")),
    Horizon.SIX: Label(_l("Hasta 6 meses")),
    Horizon.TWELVE: Label(_l("Hasta 12 meses")),
    Horizon.LATER: Label(_l("Más de 12 meses")),
}
NO_INTERESTS = {
    NoInterest.HAS_SUPPLIER: Label(_l("Ya hay un proveedor")),
    NoInterest.NO_CERTIFICATE: Label(_l("Falta un certificado")),
    NoInterest.NO_CAPACITY: Label(_l("Falta capacidad")),
    NoInterest.NOT_THE_PROCESS: Label(_l("No es el proceso")),
    NoInterest.PRICE: Label(_l("El precio o las condiciones")),
    NoInterest.OTHER: Label(_l("Otro motivo")),
}
MILESTONES = {
    Milestone.RFQ: Label(_l("Solicitud de cotización (RFQ)")),
    Milestone.NDA: Label(_l("Convenio de confidencialidad (NDA)")),
    Milestone.SAMPLE: Label(_l("Muestra entregada")),
    Milestone.PPAP: Label(_l("PPAP aprobado")),
    Milestone.AWARD: Label(_l("Pedido adjudicado")),
}
ASKINGS = {
    Asking.COMING: Label(_l("La tarde anterior")),
    Asking.ABSENCE: Label(_l("Aviso de falta")),
    Asking.DAY: Label(_l("Al terminar sus citas")),
    Asking.REMINDER: Label(_l("Recordatorio")),
    Asking.DAYS_30: Label(_l("A 30 días")),
    Asking.DAYS_90: Label(_l("A 90 días")),
    Asking.DAYS_180: Label(_l("A 180 días")),
}
LABELS = (NEXT_STEPS, HORIZONS, NO_INTERESTS, MILESTONES, ASKINGS)

AMOUNT: Mapping[Side, str] = {
    Side.BUYER: _l("¿Cuánto espera comprarle?"),
    Side.SUPPLIER: _l("¿Cuánto espera venderle?"),
}
"""What each side is asked of money."""
