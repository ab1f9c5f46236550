"""Setting up the areas of an edition: what people enter, who may, and how many."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.checkin import queries, service
from forum.checkin.enums import AreaKind
from forum.checkin.errors import AreaInUse, VenueStays
from forum.checkin.forms import AreaForm
from forum.checkin.models import Area
from forum.checkin.views.door import blueprint
from forum.core.access import requires
from forum.core.filters import weekday_date
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.editions.context import current_edition
from forum.editions.queries import list_categories, list_days


@blueprint.get("/areas")
@requires("checkin.supervise")
def area_list() -> str:
    """What people enter through gates, and under which conditions."""
    return render_template("checkin/areas.html", areas=queries.list_areas(current_edition().id))


@blueprint.route("/areas/new", methods=["GET", "POST"])
@requires("checkin.supervise")
def area_new() -> Any:
    """Add an area."""
    edition_id = current_edition().id
    form = _form(AreaForm(data={"kind": AreaKind.HALL.value}))
    if form.accepts(lambda: service.add_area(edition_id, _typed(form))):
        flash(_("Agregamos el área. Ahora agregue sus puertas."), "success")
        return redirect(url_for("checkin.area_list"))
    return render_template("checkin/area_edit.html", form=form, area=None), form.status


@blueprint.route("/areas/<int:area_id>/edit", methods=["GET", "POST"])
@requires("checkin.supervise")
def area_edit(area_id: int) -> Any:
    """Change an area; while it has no gates it can be deleted from here."""
    edition_id = current_edition().id
    area = queries.get_area(area_id, edition_id=edition_id)
    categories, days = queries.limits_of(area_id)
    form = _form(AreaForm(obj=area, data={"categories": categories, "days": days}), area)
    if form.accepts(lambda: service.change_area(area_id, _typed(form), edition_id=edition_id)):
        flash(_("Guardamos el área. Los escáneres la tienen en unos segundos."), "success")
        return redirect(url_for("checkin.area_list"))
    return render_template("checkin/area_edit.html", form=form, area=area), form.status


@blueprint.post("/areas/<int:area_id>/deletion")
@requires("checkin.supervise")
def area_delete(area_id: int) -> Response:
    """Delete an area without gates."""
    try:
        service.delete_area(area_id, edition_id=current_edition().id)
    except (AreaInUse, VenueStays) as refusal:
        flash(_(refusal.sentence), "error")
        return redirect(url_for("checkin.area_edit", area_id=area_id), 303)
    flash(_("Borramos el área."), "success")
    return redirect(url_for("checkin.area_list"), 303)


def _form(form: AreaForm, area: Area | None = None) -> AreaForm:
    edition_id, english = current_edition().id, locale_name() == "en"
    if area is not None and area.kind is AreaKind.VENUE:
        del form.kind
    form.categories.choices = options(
        (each.id, each.name_en if english else each.name_es) for each in list_categories(edition_id)
    )
    form.days.choices = options((day.id, weekday_date(day.date)) for day in list_days(edition_id))
    return form


def _typed(form: AreaForm) -> service.AreaSettings:
    return service.AreaSettings(
        name=form.name.data,
        kind=AreaKind(form.kind.data) if form.kind is not None else AreaKind.VENUE,
        capacity=form.capacity.data,
        once_a_day=form.once_a_day.data,
        category_ids=form.categories.data or (),
        day_ids=form.days.data or (),
    )
