"""The organiser's set-up of the stands."""

from decimal import Decimal

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.core.access import requires
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.core.i18n import ngettext
from forum.editions.context import current_edition
from forum.exhibitors import queries, service
from forum.exhibitors.errors import StandCodeTaken, StandOffPlan, StandRangeTaken
from forum.exhibitors.forms import StandForm, StandRangeForm
from forum.exhibitors.models import Stand
from forum.exhibitors.rules import Place
from forum.exhibitors.views.blueprint import blueprint


@blueprint.route("/stands")
@requires("exhibitors.review")
def stand_list() -> ResponseReturnValue:
    """The plan, and every stand with who holds it."""
    edition_id = current_edition().id
    return render_template(
        "exhibitors/stands.html", plan=queries.plan_of(edition_id), halls=queries.exhibition_halls(edition_id)
    )


@blueprint.route("/stands/new", methods=["GET", "POST"])
@requires("exhibitors.review")
def stand_new() -> ResponseReturnValue:
    """Add a block of numbered stands."""
    edition_id = current_edition().id
    halls = queries.exhibition_halls(edition_id)
    form = StandRangeForm(data={"width": Decimal(3), "depth": Decimal(2), "how_many": 20})
    form.hall_id.choices = options((hall.id, hall.name) for hall in halls)
    if form.validate_on_submit():
        try:
            made = service.add_stands(
                edition_id,
                hall_id=form.hall_id.data,
                prefix=form.prefix.data or "",
                first=form.first.data or 0,
                how_many=form.how_many.data or 0,
                width_cm=_cm(form.width.data),
                depth_cm=_cm(form.depth.data),
                per_row=form.per_row.data or 0,
                kind=form.kind.data or "",
            )
        except (StandRangeTaken, StandOffPlan) as refusal:
            form.refuse(refusal)
        else:
            flash(ngettext("Agregamos %(num)s stand.", "Agregamos %(num)s stands.", len(made)), "success")
            return redirect(url_for("exhibitors.stand_list"))
    page = render_template("exhibitors/stand_new.html", form=form, halls=halls)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/stands/<int:stand_id>", methods=["GET", "POST"])
@requires("exhibitors.review")
def stand_update(stand_id: int) -> ResponseReturnValue:
    """Give a stand another code, size or place."""
    edition_id = current_edition().id
    stand = queries.stand_in(edition_id, stand_id)
    form = StandForm(data=_in_metres(stand))
    if form.validate_on_submit():
        place = Place(
            code=form.code.data or "",
            x_cm=_cm(form.x.data),
            y_cm=_cm(form.y.data),
            width_cm=_cm(form.width.data),
            depth_cm=_cm(form.depth.data),
        )
        try:
            service.update_stand(stand_id, edition_id=edition_id, place=place, kind=form.kind.data or "")
        except (StandCodeTaken, StandOffPlan) as refusal:
            form.refuse(refusal)
        else:
            flash(_("Guardamos el stand."), "success")
            return redirect(url_for("exhibitors.stand_list"))
    page = render_template("exhibitors/stand_edit.html", form=form, stand=stand)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/stands/<int:stand_id>/removal", methods=["POST"])
@requires("exhibitors.review")
def stand_delete(stand_id: int) -> ResponseReturnValue:
    """Take a free stand off the plan."""
    service.delete_stand(stand_id, edition_id=current_edition().id)
    flash(_("Quitamos el stand del plano."), "success")
    return redirect(url_for("exhibitors.stand_list"))


def _cm(metres: Decimal | None) -> int:
    return int((metres or Decimal(0)) * 100)


def _in_metres(stand: Stand) -> dict[str, object]:
    return {
        "code": stand.code,
        "kind": stand.kind,
        "width": Decimal(stand.width_cm) / 100,
        "depth": Decimal(stand.depth_cm) / 100,
        "x": Decimal(stand.x_cm) / 100,
        "y": Decimal(stand.y_cm) / 100,
    }
