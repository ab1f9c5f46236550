"""Why something about keys, calls or webhooks is not done."""

from forum.core.errors import Refusal
from forum.core.i18n import N_


class KeyNameTaken(Refusal):
    """Another key of the edition that still works has this name."""

    sentence = N_("Ya hay una llave con ese nombre. Elija otro.")
    field = "name"


class KeyWithoutScope(Refusal):
    """A key that opens nothing."""

    sentence = N_("Elija al menos un permiso.")
    field = "scopes"


class KeyExpiryNotUsable(Refusal):
    """The day is over, or too far away."""

    sentence = N_("Elija un día entre mañana y dentro de un año.")
    field = "expires_on"


class KeyOwnerNeedsSecondStep(Refusal):
    """Organisers sign in with two steps, and who made the key has no second one."""

    sentence = N_("Quien creó esta llave aún no entra con dos pasos. La llave funciona desde que los tenga.")
    status = 403


class ScopeMissing(Refusal):
    """The key was not given this scope."""

    sentence = N_("Esta llave no tiene el permiso «%(code)s».")
    status = 403


class IdempotencyKeyReused(Refusal):
    """The same Idempotency-Key came with another request."""

    sentence = N_("Esa Idempotency-Key ya se usó con otros datos. Use una nueva.")
    status = 422


class IdempotencyKeyTooLong(Refusal):
    """It is longer than any that a program makes."""

    sentence = N_("Escriba una Idempotency-Key de hasta 200 caracteres.")
    status = 422


class ChangedMeanwhile(Refusal):
    """What the program read is not what is stored any more."""

    code = "core.changed_meanwhile"
    sentence = N_("Estos datos cambiaron desde que los leyó. Léalos otra vez.")
    status = 412


class WebhookAddressUnsafe(Refusal):
    """It is no address of a page by HTTPS."""

    sentence = N_("Escriba una dirección que empiece con https://, por ejemplo https://erp.example.mx/foro.")
    field = "address"


class WebhookAddressPrivate(Refusal):
    """It names this machine or a network of its own."""

    sentence = N_("Esa dirección es de una red privada. Escriba una pública de internet.")
    field = "address"


class WebhookWithoutHappening(Refusal):
    """Nothing is chosen that it is told of."""

    sentence = N_("Elija al menos una notificación.")
    field = "happenings"
