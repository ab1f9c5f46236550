"""What setting up an edition may refuse."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class BadSlug(Refusal):
    """The address is not one that can stand in a link, or is one of the program's own."""

    sentence = N_("Use de 2 a 40 letras minúsculas, números y guiones; por ejemplo «foro-2027».")
    field = "slug"


class SlugReserved(Refusal):
    """The program uses this address for something else."""

    sentence = N_("Esa dirección la usa el sistema. Elija otra, por ejemplo «foro-2027».")
    field = "slug"


class SlugTaken(Refusal):
    """Another edition has this address."""

    sentence = N_("Otra edición ya usa esa dirección. Elija otra.")
    field = "slug"


class DatesInDisorder(Refusal):
    """The last day is before the first, or the forum would take weeks."""

    sentence = N_("El último día va después del primero, y un foro dura a lo más %(days)s días.")
    field = "ends_on"


class WindowInDisorder(Refusal):
    """A window closes before it opens, or a moment comes out of turn."""

    sentence = N_("Esta fecha no está en orden: primero se abre, después se cierra.")

    def __init__(self, *, field: str) -> None:
        super().__init__()
        self.field = field  # type: ignore[misc]


class DayInUse(Refusal):
    """A day would be dropped that has slots, or that a category is limited to."""

    sentence = N_("El %(day)s ya tiene horarios o categorías. Quítelos antes de cambiar las fechas.")
    field = "starts_on"


class NotReady(Refusal):
    """Something without which the public page makes no sense is missing."""

    sentence = N_("Todavía falta lo indispensable para publicar. Revise la lista.")


class BadSlotRule(Refusal):
    """The hours give no slot at all, or do not follow each other."""

    sentence = N_("Con esas horas no cabe ningún horario. Revise el inicio, el final y la comida.")
    field = "ends"


class SlotsOverlap(Refusal):
    """Two slots of one hall would run at the same time."""

    sentence = N_("Se encima con otro horario del mismo salón (%(start)s a %(end)s).")
    field = "starts"


class SlotInUse(Refusal):
    """Meetings are, or were, in this slot."""

    sentence = N_("Ese horario ya tiene citas. Bloquéelo en lugar de borrarlo.")


class TableInUse(Refusal):
    """Somebody sits at this table."""

    sentence = N_("La mesa %(number)s ya está asignada o tiene citas; no se puede quitar.")


class TablesInDisorder(Refusal):
    """The range of numbers is empty or too long."""

    sentence = N_("Escriba un rango como 1 a 60, de %(most)s mesas a lo más.")
    field = "last"


class TableNumberTaken(Refusal):
    """A number of the range is in use in this edition."""

    sentence = N_("Ya existe la mesa %(number)s. Elija números que no estén en uso.")
    field = "first"


class HallNameTaken(Refusal):
    """Two halls of an edition cannot be told apart."""

    sentence = N_("Ya hay un salón con ese nombre.")
    field = "name"


class HallInUse(Refusal):
    """The hall still has tables, slots or stands."""

    sentence = N_("El salón tiene mesas, horarios o stands. Quítelos primero.")


class CategoryCodeTaken(Refusal):
    """Two categories of an edition have one code."""

    sentence = N_("Ya hay una categoría con esa clave.")
    field = "code"


class CategoryInUse(Refusal):
    """People are registered in this category."""

    sentence = N_("Hay personas registradas en esta categoría; no se puede quitar.")


class QuotaBelowTaken(Refusal):
    """More people hold a place than the new quota allows."""

    sentence = N_("Ya hay %(taken)s lugares ocupados; el cupo no puede ser menor.")
    field = "quota"
