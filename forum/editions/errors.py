"""What setting up an edition may refuse."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class BadSlug(Refusal):
    """The address is not one that can stand in a link, or is one of the program's own."""

    code = "bad_slug"
    sentence = N_("Use de 2 a 40 letras minúsculas, números y guiones; por ejemplo «foro-2027».")
    field = "slug"


class SlugReserved(Refusal):
    """The program uses this address for something else."""

    code = "slug_reserved"
    sentence = N_("Esa dirección la usa el sistema. Elija otra, por ejemplo «foro-2027».")
    field = "slug"


class SlugTaken(Refusal):
    """Another edition has this address."""

    code = "slug_taken"
    sentence = N_("Otra edición ya usa esa dirección. Elija otra.")
    field = "slug"


class DatesInDisorder(Refusal):
    """The last day is before the first, or the forum would take weeks."""

    code = "dates_in_disorder"
    sentence = N_("El último día va después del primero, y un foro dura a lo más %(days)s días.")
    field = "ends_on"


class WindowInDisorder(Refusal):
    """A window closes before it opens, or a moment comes out of turn."""

    code = "window_in_disorder"
    sentence = N_("Esta fecha no está en orden: primero se abre, después se cierra.")

    def __init__(self, *, field: str) -> None:
        super().__init__()
        self.field = field  # type: ignore[misc]


class DayInUse(Refusal):
    """A day would be dropped that has slots, or that a category is limited to."""

    code = "day_in_use"
    sentence = N_("El %(day)s ya tiene horarios o categorías. Quítelos antes de cambiar las fechas.")
    field = "starts_on"


class NotReady(Refusal):
    """Something without which the public page makes no sense is missing."""

    code = "not_ready"
    sentence = N_("Todavía falta lo indispensable para publicar. Revise la lista.")


class BadSlotRule(Refusal):
    """The hours give no slot at all, or do not follow each other."""

    code = "bad_slot_rule"
    sentence = N_("Con esas horas no cabe ningún horario. Revise el inicio, el final y la comida.")
    field = "ends"


class SlotsOverlap(Refusal):
    """Two slots of one hall would run at the same time."""

    code = "slots_overlap"
    sentence = N_("Se encima con otro horario del mismo salón (%(start)s a %(end)s).")
    field = "starts"


class SlotInUse(Refusal):
    """Meetings are, or were, in this slot."""

    code = "slot_in_use"
    sentence = N_("Ese horario ya tiene citas. Bloquéelo en lugar de borrarlo.")


class TableInUse(Refusal):
    """Somebody sits at this table."""

    code = "table_in_use"
    sentence = N_("La mesa %(number)s ya está asignada o tiene citas; no se puede quitar.")


class TablesInDisorder(Refusal):
    """The range of numbers is empty or too long."""

    code = "tables_in_disorder"
    sentence = N_("Escriba un rango como 1 a 60, de %(most)s mesas a lo más.")
    field = "last"


class TableNumberTaken(Refusal):
    """A number of the range is in use in this edition."""

    code = "table_number_taken"
    sentence = N_("Ya existe la mesa %(number)s. Elija números que no estén en uso.")
    field = "first"


class HallNameTaken(Refusal):
    """Two halls of an edition cannot be told apart."""

    code = "hall_name_taken"
    sentence = N_("Ya hay un salón con ese nombre.")
    field = "name"


class HallInUse(Refusal):
    """The hall still has tables, slots or stands."""

    code = "hall_in_use"
    sentence = N_("El salón tiene mesas, horarios o stands. Quítelos primero.")


class CategoryCodeTaken(Refusal):
    """Two categories of an edition have one code."""

    code = "category_code_taken"
    sentence = N_("Ya hay una categoría con esa clave.")
    field = "code"


class CategoryInUse(Refusal):
    """People are registered in this category."""

    code = "category_in_use"
    sentence = N_("Hay personas registradas en esta categoría; no se puede quitar.")


class QuotaBelowTaken(Refusal):
    """More people hold a place than the new quota allows."""

    code = "quota_below_taken"
    sentence = N_("Ya hay %(taken)s lugares ocupados; el cupo no puede ser menor.")
    field = "quota"
