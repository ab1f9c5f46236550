"""The co-ordinator fills free places from the waiting lists, after reading who would get which."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import ngettext
from forum.editions.context import current_edition
from forum.meetings import service
from forum.meetings.forms.clearing import FillingForm
from forum.meetings.views.blueprint import blueprint


@blueprint.route("/coordination/filling", methods=["GET", "POST"])
@requires("meetings.coordinate")
def filling_new() -> ResponseReturnValue:
    """Who of those who wait would get which place; the form does exactly that, and tells everybody."""
    edition, form = current_edition(), FillingForm()
    by = current_person().id
    done = form.accepts(lambda: service.fill(digest=form.plan.data, edition=edition, by=by, now=utc_now()))
    if done:
        made, told = len(done.result.filled), done.result.told
        words = ngettext(
            "Agendamos %(num)s cita de la lista de espera.", "Agendamos %(num)s citas de la lista de espera.", made
        )
        mails = ngettext("Enviamos un correo a %(num)s persona.", "Enviamos un correo a %(num)s personas.", told)
        flash(f"{words} {mails}", "success")
        return redirect(url_for("meetings.waiting_list_list"), 303)
    plan = service.plan_filling(edition=edition, now=utc_now())
    form.plan.data = plan.digest
    return render_template("meetings/filling.html", form=form, plan=plan), form.status
