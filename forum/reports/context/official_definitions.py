"""What the words of the official report mean; they are printed with it."""

from forum.core.i18n import gettext as _
from forum.reports.context.report import strata_definition


def definitions_of() -> list[tuple[str, str]]:
    """Each word of the report and what it counts, in the reader's language."""
    return [
        (_("Corte"), _("Cuenta lo que se registró, decidió o respondió hasta el final de ese día, hora de la sede.")),
        (_("Persona registrada"), _("Tiene un registro en la edición, en cualquier estado. Cuenta una vez.")),
        (_("Persona que asistió"), _("Entró al foro al menos un día. Las entradas suman los días.")),
        (
            _("Empresa"),
            _(
                "Organización que compra, provee o expone. Las de un mismo RFC son una. Sin RFC propio, cada una "
                "cuenta por separado."
            ),
        ),
        (_("Estrato"), strata_definition()),
        (
            _("Sector"),
            _("Empresa, academia, gobierno, organismo o medios. Solo las empresas tienen estrato."),
        ),
        (
            _("Datos sin historia"),
            _(
                "Estrato, sector, municipio y aliados de la empresa, y valor y comité del requerimiento, son los que "
                "había al hacer el informe."
            ),
        ),
        *_of_meetings(),
        (
            "C",
            _(
                "Cifra reservada: detrás hay menos de 5 empresas, o con ella se calcularía otra así. Entonces se "
                "reserva también la siguiente menor."
            ),
        ),
    ]


def _of_meetings() -> list[tuple[str, str]]:
    return [
        (_("Solicitud"), _("Solicitud de cita que envió un proveedor, o invitación de un comprador.")),
        (_("Solicitud aceptada"), _("La aceptó la otra parte, con o sin hora.")),
        (
            _("Cita celebrada"),
            _("Terminó su horario, y la mesa de control vio a ambas partes o una dice que se celebró."),
        ),
        (_("Respuestas de cuántas"), _("Citas que respondió una parte, entre las que terminaron y no se cancelaron.")),
        (_("Expectativa del comprador"), _("Lo que el comprador espera comprar de una cita, según dijo.")),
        (_("Expectativa del proveedor"), _("Lo que el proveedor espera vender de una cita, según dijo.")),
        (_("Pedido adjudicado"), _("El pedido que una parte dijo en el seguimiento a 30, 90 o 180 días.")),
        (_("Montos"), _("Pesos y dólares no se suman, ni plazos distintos, ni lo que dicen las dos partes.")),
    ]
