"""The days of an edition: when each opens and closes."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.editions.forms import HoursForm
from forum.editions.models import Day
from forum.editions.queries import day_in, list_days
from forum.editions.rules import CLOSES_AT, OPENS_AT
from forum.editions.service import change_hours
from forum.editions.views.blueprints import setup_pages


@setup_pages.route("/days")
@requires("editions.edit")
def day_list() -> str:
    """The days of the edition and their hours."""
    return render_template("editions/setup/days.html", days=list_days(current_edition().id))


@setup_pages.route("/days/<int:day_id>", methods=["GET", "POST"])
@requires("editions.edit")
def day_edit(day_id: int) -> tuple[str, int] | Response:
    """Change when a day opens and closes."""
    day = day_in(current_edition().id, day_id)
    form = HoursForm(obj=day)
    if form.accepts(lambda: _change(day, form)):
        flash(_("Guardamos las horas. Los calendarios suscritos se actualizan solos."), "success")
        return redirect(url_for("setup.day_list"))
    return render_template("editions/setup/day.html", form=form, day=day), form.status


def _change(day: Day, form: HoursForm) -> None:
    opens_at, closes_at = form.opens_at.data or OPENS_AT, form.closes_at.data or CLOSES_AT
    change_hours(day.id, opens_at=opens_at, closes_at=closes_at, every_day=form.every_day.data, now=utc_now())
