"""The refusals of setting up an edition."""

from forum.core.errors import Refusal
from forum.core.i18n import N_, N_n


class BadSlug(Refusal):
    """The slug has other characters than small letters, digits and hyphens, or a wrong length."""

    sentence = N_("Use de 2 a 40 letras minúsculas, números y guiones; por ejemplo «foro-2027».")
    field = "slug"


class SlugReserved(Refusal):
    """The site uses this slug for something else."""

    sentence = N_("Esa dirección la usa el sistema. Elija otra, por ejemplo «foro-2027».")
    field = "slug"


class SlugTaken(Refusal):
    """Another edition has this slug, or had it: what was printed and sent with it still leads there."""

    sentence = N_("Otra edición usa o usó esa dirección. Elija otra.")
    field = "slug"


class DatesInDisorder(Refusal):
    """The last day is before the first, or the forum would take weeks."""

    sentence = N_("Elija un último día igual o posterior al primero: un foro dura hasta %(days)s días.")
    field = "ends_on"


class HoursInDisorder(Refusal):
    """A day of the forum closes before it opens."""

    sentence = N_("Escriba una hora de cierre posterior a la de apertura, por ejemplo 18:00.")
    field = "closes_at"


class WindowInDisorder(Refusal):
    """A window closes before it opens, or a date is out of order."""

    sentence = N_("Esta fecha no está en orden: primero se abre, después se cierra.")

    def __init__(self, *, field: str) -> None:
        super().__init__()
        self.field = field  # type: ignore[misc]


class CommitteesUnreadable(Refusal):
    """Committees are a short list of short names."""

    sentence = N_("Escriba un comité por línea: hasta %(most)s, cada uno de hasta %(longest)s letras.")
    field = "committees"


class DayInUse(Refusal):
    """A day to be deleted has slots, or a category is limited to it."""

    sentence = N_("El %(day)s ya tiene horarios o categorías. Quítelos antes de cambiar las fechas.")
    field = "starts_on"


class DaysTaken(Refusal):
    """People have meetings on days that would move: only who has read what happens to them moves these.

    `params` says how many meetings and people there are, and `digest` what was shown.
    """

    sentence = N_n(
        "En los días que cambian de fecha hay %(count)s cita. Revise abajo qué pasa con ella y confirme.",
        "En los días que cambian de fecha hay %(count)s citas. Revise abajo qué pasa con ellas y confirme.",
    )
    field = "starts_on"


class WindowsLeftBehind(Refusal):
    """Windows that have passed keep their dates; those that follow the forum would come before them."""

    sentence = N_("Con esas fechas, las fechas límite quedarían en desorden. Ajústelas primero en «Fechas límite».")
    field = "starts_on"


class ZoneAfterStart(Refusal):
    """Entries are counted by the days of the time zone."""

    sentence = N_("El foro ya empezó; su zona horaria ya no puede cambiar.")
    field = "time_zone"


class NotReady(Refusal):
    """Something the public page needs is missing."""

    sentence = N_("Todavía falta lo indispensable para publicar. Revise la lista.")


class BadSlotRule(Refusal):
    """The hours give no slot, or are out of order."""

    sentence = N_("Con esas horas no cabe ningún horario. Revise el inicio, el final y la comida.")
    field = "ends"


class SlotsOverlap(Refusal):
    """Two slots of one hall would run at the same time."""

    sentence = N_("Se encima con otro horario del mismo salón (%(start)s a %(end)s).")
    field = "starts"


class SlotInUse(Refusal):
    """The slot has meetings, or had some."""

    sentence = N_("Ese horario guarda citas. Bloquéelo, o elija «Cambiar los horarios de este día con sus citas».")


class TableInUse(Refusal):
    """The table is assigned to somebody, or has meetings."""

    sentence = N_(
        "La mesa %(number)s está asignada o guarda citas; no se puede quitar. Si debe quedar libre, elija «Vaciar» en "
        "«Coordinación de citas · Mesas»."
    )


class TablesInDisorder(Refusal):
    """The range of numbers is empty or too long."""

    sentence = N_("Escriba un rango como 1 a 60, de hasta %(most)s mesas.")
    field = "last"


class TableNumberTaken(Refusal):
    """The edition has a table with a number of the range."""

    sentence = N_("Ya existe la mesa %(number)s. Elija números que no estén en uso.")
    field = "first"


class HallsNotCopied(Refusal):
    """Slots and stands are copied into the copies of their halls."""

    sentence = N_("Los horarios y los stands están en salones: marque también «Salones y mesas».")
    field = "parts"


class CategoriesNotCopied(Refusal):
    """Questions, gates and badge templates are copied for the copies of their categories."""

    sentence = N_("Las preguntas, las puertas y los gafetes dependen de las categorías: marque también «Categorías».")
    field = "parts"


class HallNameTaken(Refusal):
    """The edition has a hall with this name."""

    sentence = N_("Ya hay un salón con ese nombre.")
    field = "name"


class HallInUse(Refusal):
    """The hall has tables, slots or stands."""

    sentence = N_("El salón tiene mesas, horarios o stands. Quítelos primero.")


class HallKindInUse(Refusal):
    """Tables, slots and stands belong to the use of their hall."""

    sentence = N_("El salón tiene mesas, horarios o stands. Quítelos antes de cambiar su uso.")
    field = "kind"


class CategoryCodeTaken(Refusal):
    """The edition has a category with this code."""

    sentence = N_("Ya hay una categoría con esa clave.")
    field = "code"


class CategoryInUse(Refusal):
    """People are registered in this category, or an area of the forum is for it."""

    sentence = N_("Hay personas registradas en esta categoría o áreas solo para ella; no se puede quitar.")


class QuotaBelowTaken(Refusal):
    """More people hold a place than the new quota allows."""

    sentence = N_n(
        "Hay %(taken)s lugar ocupado. Escriba un cupo igual o mayor.",
        "Hay %(taken)s lugares ocupados. Escriba un cupo igual o mayor.",
        by="taken",
    )
    field = "quota"
