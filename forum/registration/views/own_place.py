"""The place that is offered to a person, on their own page: taken, left to the next one, asked for again."""

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from forum.core.access import public
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.registration.context import registration_of_link
from forum.registration.service import accept_offer, ask_again, decline_offer
from forum.registration.views.blueprints import registration


def _back(token: str) -> Response:
    return redirect(url_for("registration.registration_show", token=token))


@registration.route("/r/<token>/place", methods=["POST"])
@public
def place_create(token: str) -> Response:
    """Take the place that is offered."""
    accept_offer(registration_of_link(token).id, now=utc_now())
    flash(_("Tomó su lugar. Vea abajo el estado de su registro; le enviamos un correo."), "success")
    return _back(token)


@registration.route("/r/<token>/place/refusal", methods=["POST"])
@public
def place_refusal_create(token: str) -> Response:
    """Leave the place that is offered to the next one."""
    decline_offer(registration_of_link(token).id, now=utc_now())
    flash(_("Gracias por avisar: el lugar pasa a otra persona. Usted sigue en la lista de espera."), "success")
    return _back(token)


@registration.route("/r/<token>/turn", methods=["POST"])
@public
def turn_create(token: str) -> Response:
    """Want a place again."""
    ask_again(registration_of_link(token).id, now=utc_now())
    flash(_("Tiene otro turno en la lista de espera. Vea abajo el estado de su registro."), "success")
    return _back(token)
