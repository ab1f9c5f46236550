"""What is refused when the co-ordinator books a meeting for two sides."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class SameCompany(Refusal):
    """A company does not meet itself."""

    sentence = N_("El comprador y el proveedor son de la misma empresa.")


class AlreadyMeet(Refusal):
    """Two sides with a meeting ahead talk about everything there: it takes no second slot."""

    sentence = N_("Ya tienen una cita por venir. Muévala, o hablen ahí también de este requerimiento.")


class SameTable(Refusal):
    """Who swap tables sit at two."""

    sentence = N_("Los dos están en la misma mesa. Elija a otro comprador.")
    field = "other_id"


class UnknownColumns(Refusal):
    """A sheet of tables says whose table it is, and which."""

    sentence = N_("La hoja necesita dos columnas: «Correo» y «Mesa».")
    field = "file"


class DeclinedBetween(Refusal):
    """What a side declined is not booked over its head."""

    sentence = N_(
        "Una de las partes no aceptó una cita sobre este requerimiento. Si cambió de opinión, permita otra solicitud "
        "en la página de la que no se aceptó."
    )
    field = "requirement_id"
