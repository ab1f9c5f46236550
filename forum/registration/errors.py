"""The refusals of registration."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class RegistrationNotOpen(Refusal):
    """The window has not opened yet."""

    sentence = N_("El registro todavía no abre. Vea las fechas en la página del foro.")


class RegistrationOver(Refusal):
    """The window has closed."""

    sentence = N_("El registro de esta edición ya cerró.")


class CategoryNotOffered(Refusal):
    """The category is not one that the public form offers."""

    sentence = N_("Esa categoría no está abierta al público. Elija otra.")


class CategoryKindInUse(Refusal):
    """The kind of a category decides what its registrations mean."""

    sentence = N_(
        "Registros en esta categoría: %(count)s. Su tipo ya no puede cambiar; agregue otra categoría con el tipo nuevo."
    )
    field = "kind"


class CategoryFull(Refusal):
    """Every place of the category's quota is taken."""

    sentence = N_("La categoría «%(category)s» ya no tiene lugares. Amplíe su cupo o elija otra.")
    field = "category_id"


class NoCategoryOfKind(Refusal):
    """The edition has no category for this kind of attendee."""

    sentence = N_("Esta edición no tiene una categoría de registro para ese tipo de asistente. Agréguela primero.")


class NotPossibleNow(Refusal):
    """The action is not possible in the present status of the registration."""

    sentence = N_("El registro cambió mientras tanto y eso ya no es posible. Revise su estado actual.")


class CancelledByOthers(Refusal):
    """The person did not cancel the registration themselves, so they cannot undo it."""

    sentence = N_(
        "Este registro no lo canceló usted y no se reactiva desde su enlace. Escriba al correo de esta página."
    )


class CancelledByDesk(Refusal):
    """The registration desk cancelled or rejected the person: nobody else registers them again."""

    sentence = N_("La mesa de registro canceló ese registro. Escriba a %(contact)s para reactivarlo.")


class HasEntered(Refusal):
    """The person has entered the forum: their place is used, and it cannot be given to somebody else."""

    sentence = N_("Usted ya entró al foro con este registro y su lugar está usado. Escriba a %(contact)s.")


class ForumOver(Refusal):
    """The last day of the edition has passed."""

    sentence = N_("El foro ya terminó: su registro ya no se puede cancelar.")


class NoPlaceToReturn(Refusal):
    """The category has no place left, and no waiting list either."""

    sentence = N_("Ya no hay lugares en su categoría. Escriba a %(contact)s.")


class RegistrationReasonMissing(Refusal):
    """A rejection needs a reason, which the person is told."""

    sentence = N_("Escriba el motivo. Lo enviamos a la persona por correo.")
    field = "reason"


class SamePersonAtOnce(Refusal):
    """The same person is being registered by two requests at the same moment."""

    sentence = N_("Este registro se está guardando. Espere unos segundos e inténtelo de nuevo.")


class RegisteredHere(Refusal):
    """The address has a registration in this edition, of the same person or of a colleague who shares the mailbox."""

    sentence = N_(
        "Ese correo ya tiene registro en esta edición, a nombre de %(name)s. Si es otra persona, escriba un correo "
        "propio o deje el campo vacío."
    )
    field = "email"


class KnownByOtherName(Refusal):
    """We know the address by another name, from outside this edition: the desk says whether it is the same person."""

    sentence = N_(
        "Ese correo es de alguien que ya conocemos con otro nombre. Si es la misma persona, márquelo aquí; si no, "
        "escriba un correo propio o deje el campo vacío."
    )
    field = "same_person"


class NamesakeHere(Refusal):
    """Somebody of the same name and organisation is registered: the desk says whether it is somebody else."""

    sentence = N_(
        "%(name)s ya tiene registro en esta edición, con la misma organización. Si es otra persona, márquelo."
    )
    field = "somebody_else"


class AddressOpensMore(Refusal):
    """With the address the person has more than a registration of this edition, which the desk does not give away."""

    sentence = N_(
        "Con ese correo la persona entra a más que este registro: a una empresa, a otra edición o al equipo. Pida el "
        "cambio al comité organizador."
    )
    field = "email"


class BlockReleased(Refusal):
    """The reserved places were released."""

    sentence = N_("Esos lugares ya se liberaron. Aparte otros si hacen falta.")


class BlockBelowTaken(Refusal):
    """More of the group have a place than should be reserved."""

    sentence = N_("Lugares ya usados por el grupo: %(taken)s. Aparte esa cantidad o más.")
    field = "places"


class BlockTooSmall(Refusal):
    """At least one place is reserved."""

    sentence = N_("Escriba cuántos lugares, por ejemplo 30.")
    field = "places"


class BlockFull(Refusal):
    """Every place of the group is taken."""

    sentence = N_("Ya usó todos los lugares de la delegación. Quite a alguien o pida más al comité organizador.")


class AttendsElsewhere(Refusal):
    """The person is registered in another category, which a delegation does not change."""

    sentence = N_("Esa persona ya participa en el foro de otra forma y no necesita un lugar de la delegación.")
    field = "email"


class NotOnPlaceList(Refusal):
    """The registration does not wait for a place."""

    sentence = N_("Esa persona ya no está en la lista de espera.")


class PlaceAlreadyOffered(Refusal):
    """A place is offered to this registration."""

    sentence = N_("Esa persona ya tiene un lugar por tomar.")


class PlaceNotOffered(Refusal):
    """No place is offered to this registration: it was taken, declined or withdrawn."""

    sentence = N_("Ese lugar ya no está ofrecido. Vea el estado de su registro.")


class PlaceOfferLapsed(Refusal):
    """The time to take the place has passed."""

    sentence = N_("El plazo para tomar el lugar ya venció.")


class PlaceOfferOutside(Refusal):
    """An offer ends in the future, and before the event starts."""

    sentence = N_("Elija un momento que no haya pasado y que no sea después de que abra el foro.")
    field = "until"


class ForumBegun(Refusal):
    """The event has begun: a place is given, not offered."""

    sentence = N_("El foro ya empezó: apruebe el registro en lugar de ofrecer el lugar.")
