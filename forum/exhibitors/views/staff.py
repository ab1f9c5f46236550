"""The staff badges of a company's stand."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.accounts.rules import normalise_email
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.editions.context import current_edition
from forum.exhibitors import service
from forum.exhibitors.forms import StaffForm
from forum.exhibitors.models import Exhibitor
from forum.exhibitors.queries.applications import application_for
from forum.exhibitors.views.blueprint import blueprint
from forum.registration.queries import has_set_aside


@blueprint.route("/<int:exhibitor_id>/staff/new", methods=["GET", "POST"])
@signed_in
def staff_new(exhibitor_id: int) -> ResponseReturnValue:
    """Give a colleague a staff badge."""
    exhibitor = _mine(exhibitor_id)
    form = StaffForm()
    added = form.accepts(
        lambda: service.add_staff(exhibitor_id, colleague=_colleague(form), by=current_person().id, now=utc_now())
    )
    if added:
        name = form.person_name.short
        mailed = _("Asignamos el gafete a %(name)s. Le enviamos un correo.", name=name)
        flash(mailed if form.email.data else _("Asignamos el gafete a %(name)s.", name=name), "success")
        if has_set_aside(added.result.registration_id):
            flash(_("Esa persona ya estaba registrada: su registro pasó a expositor."), "info")
        return redirect(url_for("exhibitors.application_show", exhibitor_id=exhibitor_id, _anchor="staff"))
    page = render_template(
        "exhibitors/staff.html",
        form=form,
        exhibitor=_mine(exhibitor_id) if form.refusal else exhibitor,
        taken=service.count_staff(exhibitor_id),
    )
    return page, form.status


@blueprint.route("/<int:exhibitor_id>/staff/<int:staff_id>/removal", methods=["POST"])
@signed_in
def staff_delete(exhibitor_id: int, staff_id: int) -> ResponseReturnValue:
    """Remove a colleague from the staff."""
    _mine(exhibitor_id)
    service.remove_staff(staff_id, exhibitor_id=exhibitor_id, by=current_person().id, now=utc_now())
    flash(_("Retiramos el gafete. Tiene un lugar libre."), "success")
    return redirect(url_for("exhibitors.application_show", exhibitor_id=exhibitor_id, _anchor="staff"))


def _colleague(form: StaffForm) -> service.Colleague:
    return service.Colleague(
        name=form.person_name,
        email=normalise_email(form.email.data) if form.email.data else None,
        position=form.position.data,
        language=locale_name(),
    )


def _mine(exhibitor_id: int) -> Exhibitor:
    return application_for(current_person().id, exhibitor_id, edition_id=current_edition().id)
