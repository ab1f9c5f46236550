"""The templates of messages: kept from a message, written from, deleted."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.messages.forms import TemplateForm
from forum.messages.queries import list_templates
from forum.messages.service import delete_template, save_template
from forum.messages.views.blueprint import ONE, PERMISSION, blueprint, fetched


@blueprint.get("/templates")
@requires(PERMISSION)
def template_list() -> str:
    """The templates of the organisation, for a message of this edition."""
    return render_template("messages/templates.html", templates=list_templates())


@blueprint.route(f"{ONE}/template", methods=["GET", "POST"])
@requires(PERMISSION)
def template_new(message_id: int) -> ResponseReturnValue:
    """Keep the texts of a message under a name."""
    message, form = fetched(message_id), TemplateForm()
    if done := form.accepts(
        lambda: save_template(
            message_id, edition_id=current_edition().id, name=form.name.data, by=current_person().id, now=utc_now()
        )
    ):
        flash(_("Guardamos la plantilla %(name)s.", name=done.result.name), "success")
        return redirect(url_for("messages.template_list"), 303)
    return render_template("messages/template_new.html", form=form, message=message), form.status


@blueprint.post("/templates/<int:message_template_id>/deletion")
@requires(PERMISSION)
def template_delete(message_template_id: int) -> Response:
    """Delete a template of one's own, or any for who organises all editions."""
    person = current_person()
    delete_template(message_template_id, by=person.id, is_for_all=person.organises_all)
    flash(_("Borramos la plantilla."), "success")
    return redirect(url_for("messages.template_list"), 303)
