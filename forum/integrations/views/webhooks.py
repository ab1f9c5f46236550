"""The webhooks of an edition, for who lets others in: added, tried, ended, with each message sent."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.integrations.enums import Happening
from forum.integrations.forms import WebhookForm
from forum.integrations.labels import HAPPENINGS
from forum.integrations.queries import deliveries_of, get_webhook, list_webhooks
from forum.integrations.rules import PERMISSION
from forum.integrations.service import add_webhook, end_webhook, resume_webhook, send_again
from forum.integrations.views.blueprint import blueprint


@blueprint.get("/webhooks")
@requires(PERMISSION)
def webhook_list() -> str:
    """The webhooks of this edition."""
    return render_template("integrations/webhooks.html", webhooks=list_webhooks(current_edition().id))


@blueprint.route("/webhooks/new", methods=["GET", "POST"])
@requires(PERMISSION)
def webhook_new() -> tuple[str, int] | str:
    """Add a webhook; the answer shows its secret, and it is shown never again."""
    form = WebhookForm()
    if made := form.accepts(
        lambda: add_webhook(
            current_edition().id,
            address=form.address.data,
            happenings=form.happenings.data or [],
            by=current_person().id,
            now=utc_now(),
        )
    ):
        return render_template("integrations/webhook_made.html", webhook=made.result)
    return render_template("integrations/webhook_new.html", form=form), form.status


@blueprint.get("/webhooks/<int:webhook_id>")
@requires(PERMISSION)
def webhook_show(webhook_id: int) -> str:
    """A webhook, and the latest messages to it."""
    webhook = get_webhook(webhook_id, edition_id=current_edition().id)
    return render_template(
        "integrations/webhook.html",
        webhook=webhook,
        words=[HAPPENINGS[Happening(each)] for each in webhook.happenings],
        deliveries=deliveries_of(webhook.id),
    )


@blueprint.post("/webhooks/<int:webhook_id>/ending")
@requires(PERMISSION)
def webhook_ending_create(webhook_id: int) -> Response:
    """Tell an address nothing more."""
    end_webhook(webhook_id, edition_id=current_edition().id, by=current_person().id, now=utc_now())
    flash(_("Quitamos el webhook: ya no recibe notificaciones."), "success")
    return redirect(url_for("integrations.webhook_list"), 303)


@blueprint.post("/webhooks/<int:webhook_id>/resumption")
@requires(PERMISSION)
def webhook_resumption_create(webhook_id: int) -> Response:
    """Send again to a webhook that was paused."""
    resume_webhook(webhook_id, edition_id=current_edition().id, by=current_person().id, now=utc_now())
    flash(_("Reanudamos las notificaciones, también las que quedaron pendientes."), "success")
    return redirect(url_for("integrations.webhook_show", webhook_id=webhook_id), 303)


@blueprint.post("/webhooks/<int:webhook_id>/deliveries/<int:delivery_id>/attempt")
@requires(PERMISSION)
def attempt_create(webhook_id: int, delivery_id: int) -> Response:
    """Send a message once more."""
    send_again(delivery_id, webhook_id=webhook_id, edition_id=current_edition().id, now=utc_now())
    flash(_("La notificación se envía otra vez."), "success")
    return redirect(url_for("integrations.webhook_show", webhook_id=webhook_id), 303)
