"""When a message leaves by itself, and the hours in which none does."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.filters import date_time
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.editions.rules import from_local
from forum.messages import service
from forum.messages.enums import Anchor
from forum.messages.forms import How, QuietHoursForm, ScheduleForm
from forum.messages.queries import find_quiet_hours
from forum.messages.views.blueprint import ONE, PERMISSION, back_to, blueprint, changed, fetched


@blueprint.route(f"{ONE}/schedule", methods=["GET", "POST"])
@requires(PERMISSION)
def schedule_new(message_id: int) -> ResponseReturnValue:
    """Say when the message leaves."""
    message, edition, form = fetched(message_id), current_edition(), ScheduleForm()
    by, now = current_person().id, utc_now()
    if done := form.accepts(lambda: service.schedule_message(message.id, _moment(form), edition, by=by, now=now)):
        flash(_("Programamos el mensaje para el %(moment)s.", moment=date_time(done.result)), "success")
        return back_to(message_id)
    return render_template("messages/schedule.html", form=form, message=message), form.status


def _moment(form: ScheduleForm) -> service.Moment:
    if form.how.data == How.AT:
        typed = form.send_at.data
        return service.Moment(at=typed and from_local(typed, current_edition().time_zone))
    days = form.days.data
    if days is not None and form.how.data == How.BEFORE:
        days = -days
    return service.Moment(anchor=Anchor(form.anchor.data), days=days, clock=form.clock.data)


@blueprint.post(f"{ONE}/schedule/deletion")
@requires(PERMISSION)
def schedule_delete(message_id: int) -> Response:
    """Let the message wait until somebody sends it."""
    changed(message_id, service.unschedule_message)
    flash(_("Quitamos la programación. El mensaje es un borrador."), "success")
    return back_to(message_id)


@blueprint.route("/quiet-hours", methods=["GET", "POST"])
@requires(PERMISSION)
def quiet_hours_edit() -> ResponseReturnValue:
    """From and until which hour no message leaves."""
    edition_id, by = current_edition().id, current_person().id
    hours = find_quiet_hours(edition_id) or (None, None)
    form = QuietHoursForm(data=dict(zip(("starts_at", "ends_at"), hours, strict=True)))
    if form.accepts(lambda: service.set_quiet_hours(edition_id, form.hours, by=by, now=utc_now())):
        flash(_("Guardamos las horas de silencio."), "success")
        return redirect(url_for("messages.message_list"), 303)
    return render_template("messages/quiet_hours.html", form=form), form.status
