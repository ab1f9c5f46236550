"""Sending a message, trying it on oneself, taking it back, and trying again what failed."""

from flask import flash
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.core.i18n import ngettext
from forum.editions.context import current_edition
from forum.messages import service
from forum.messages.views.blueprint import ONE, PERMISSION, back_to, blueprint, changed


@blueprint.post(f"{ONE}/test")
@requires(PERMISSION)
def test_create(message_id: int) -> Response:
    """Send the message to oneself."""
    email = service.send_test(message_id, current_edition(), by=current_person().id, now=utc_now())
    flash(_("Enviamos la prueba a %(email)s.", email=email), "success")
    return back_to(message_id)


@blueprint.post(f"{ONE}/sending")
@requires(PERMISSION)
def sending_create(message_id: int) -> Response:
    """Send the message to everybody it reaches."""
    count = changed(message_id, service.send_message)
    words = ngettext(
        "Enviamos el mensaje a %(num)s persona. Aún puede deshacerlo.",
        "Enviamos el mensaje a %(num)s personas. Aún puede deshacerlo.",
        count,
    )
    flash(words, "success")
    return back_to(message_id)


@blueprint.post(f"{ONE}/sending/undo")
@requires(PERMISSION)
def sending_delete(message_id: int) -> Response:
    """Take the message back before its first mail leaves."""
    changed(message_id, service.undo_message)
    flash(_("Deshicimos el envío. Nadie recibió el mensaje."), "success")
    return back_to(message_id)


@blueprint.post(f"{ONE}/retries")
@requires(PERMISSION)
def retry_create(message_id: int) -> Response:
    """Try the failed mails of the message again."""
    count = changed(message_id, service.retry_message)
    words = ngettext(
        "Intentaremos enviar %(num)s correo de nuevo.", "Intentaremos enviar %(num)s correos de nuevo.", count
    )
    flash(words, "success")
    return back_to(message_id)
