"""The reasons for leaving out a wish, as sentences for both sides."""

from collections.abc import Mapping

from forum.core.i18n import N_, in_words
from forum.scheduling.problem import Reason

SENTENCES: dict[Reason, str] = {
    Reason.NO_COMMON_SLOT: N_("No hay un horario en el que ambas partes puedan reunirse."),
    Reason.NO_ROOM: N_("En los horarios en que ambas partes podían reunirse ya no quedó lugar en sus agendas."),
    Reason.BUYER_FULL: N_("La agenda del comprador está llena. Citas que tiene: %(count)s."),
    Reason.SUPPLIER_FULL: N_("La agenda del proveedor está llena. Citas que tiene: %(count)s."),
    Reason.QUOTA: N_("Se alcanzó el máximo de citas: %(count)s."),
    Reason.TABLES_FULL: N_("No quedó mesa libre en los horarios en que ambas partes podían reunirse."),
    Reason.REST: N_(
        "Con esta cita una de las partes se quedaría sin descanso. Citas seguidas que puede tener: %(count)s."
    ),
    Reason.WALKING: N_("Entre esta cita y otra no alcanzaba el tiempo para cambiar de salón."),
    Reason.ORDER: N_("Esta cita debía ir antes o después de otra, y en ese orden no quedó un horario."),
    Reason.SECOND_DAY: N_("Solo por esta cita, el proveedor tendría que venir otro día."),
    Reason.MEETS_ALREADY: N_("Ambas partes ya tienen una cita."),
    Reason.LOWER_PRIORITY: N_("El espacio se dio a una cita con más prioridad, como las que ambas partes quieren."),
    Reason.FAIRNESS: N_("El espacio se dio a una empresa que tenía menos citas."),
    Reason.SEVERAL: N_("Lo impidieron varias causas a la vez, como agendas llenas, máximos u horarios distintos."),
    Reason.NOT_REACHED: N_("El tiempo para armar la agenda terminó antes de encontrarle un espacio."),
}


def reason_text(reason: Reason, numbers: Mapping[str, int | str], *, language: str) -> str:
    """The sentence in "es" or "en" with its numbers; works outside an HTTP request too."""
    return in_words(SENTENCES[reason], numbers, language=language)
